//! The page of a policy, and of an earlier version of it.

use std::collections::BTreeMap;

use super::frame::{decision_card, edition_view, link, policy_card, text};
use super::html::{self, UseLink};
use super::view::{BasisView, ContentsView, Frame, LinkView, PolicyView};
use super::{Rendered, Renderer};
use crate::parse::markdown::plain_text;
use crate::parse::policy::{Address, Basis, Clause, ClauseKind};
use crate::site::{Decision, Policy, Step};

impl Renderer<'_> {
    /// Renders `policy`; `current` is the version that counts, where `policy` is an earlier one.
    pub(super) fn policy(&self, policy: &Policy, current: Option<&Policy>) -> Rendered {
        let doc = &policy.doc;
        let output = &policy.output;
        let frame = self.frame(output, "policy", &doc.title.value);
        let description = text(&doc.summary).or_else(|| frame.description.clone());
        let view = PolicyView {
            frame: Frame {
                description,
                breadcrumbs: self.below_home(output),
                ..frame
            },
            summary: text(&doc.summary),
            edition: edition_view(&doc.edition, doc.owner.as_ref()),
            changes: text(&doc.changes),
            based_on: doc.based_on.iter().map(basis_view).collect(),
            contents: contents(policy),
            body: html::policy(doc, &self.links(&policy.path, output), &self.uses(policy)),
            decisions: self
                .decisions_on(policy)
                .map(|decision| decision_card(decision, output))
                .collect(),
            earlier: policy
                .earlier
                .iter()
                .rev()
                .map(|earlier| version_link(earlier, policy))
                .collect(),
            replaced_by: current
                .map(|current| link(&policy_card(current, output).title, output.link_to(&current.output))),
        };
        self.templates.render("policy.html", &view)
    }

    /// Today's decisions rest on today's words: an earlier version, read for the record, has none.
    fn decisions_on<'s>(&'s self, policy: &'s Policy) -> impl Iterator<Item = &'s Decision> {
        let counts = self.site.policies.values().any(|current| current.path == policy.path);
        let rests = move |decision: &&Decision| counts && decision.policy.as_ref() == Some(&policy.name);
        self.site.decisions.values().filter(rests)
    }

    /// Returns, for every clause, the links to the steps that use it.
    fn uses(&self, policy: &Policy) -> BTreeMap<Address, Vec<UseLink>> {
        let links = policy.used_by.iter().map(|(address, uses)| {
            let links = uses.iter().filter_map(|used| {
                let decision = self.site.decisions.get(&used.decision)?;
                let step = decision.step(used.step)?;
                Some(UseLink {
                    href: format!("{}#{}", policy.output.link_to(&decision.words()), step.id),
                    decision: decision.doc.title.value.clone(),
                    step: format!("{} {}", kind_word(step), step.number),
                })
            });
            (address.clone(), links.collect())
        });
        links.collect()
    }
}

fn kind_word(step: &Step) -> &'static str {
    if step.verdict().is_some() { "ending" } else { "question" }
}

fn version_link(earlier: &Policy, from: &Policy) -> LinkView {
    let version = earlier
        .doc
        .edition
        .version
        .as_ref()
        .map_or(earlier.path.stem(), |version| &version.value);
    link(&format!("Version {version}"), from.output.link_to(&earlier.output))
}

fn basis_view(basis: &Basis) -> BasisView {
    BasisView {
        title: basis.title.value.clone(),
        by: text(&basis.by),
        reference: text(&basis.reference),
        link: text(&basis.link),
        replaced_by: text(&basis.replaced_by),
    }
}

/// Returns a line for each section. A policy without sections has no list of contents.
fn contents(policy: &Policy) -> Vec<ContentsView> {
    let sections = policy
        .doc
        .clauses
        .iter()
        .filter(|clause| clause.kind == ClauseKind::Section);
    sections.map(contents_line).collect()
}

fn contents_line(section: &Clause) -> ContentsView {
    ContentsView {
        number: section.label.clone(),
        title: plain_text(&section.title),
        url: format!("#{}", section.address.as_str()),
    }
}
