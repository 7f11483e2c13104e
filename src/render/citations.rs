//! The clauses' own words, as decisions show them: taken from the policy, never typed twice.

use super::Renderer;
use super::frame::text;
use super::html;
use super::view::{CitationView, ItemView, SourceView};
use crate::parse::decision::SourceDoc;
use crate::parse::policy::{Address, Clause};
use crate::path::OutputPath;
use crate::site::decision::Item;
use crate::site::{Citation, Decision, Policy, Step};

/// Makes the citations of one decision's pages.
pub(super) struct Citations<'a> {
    renderer: &'a Renderer<'a>,
    decision: &'a Decision,
    policy: Option<&'a Policy>,
    /// The page that they stand on.
    output: &'a OutputPath,
}

impl<'a> Citations<'a> {
    pub(super) fn new(renderer: &'a Renderer<'a>, decision: &'a Decision, output: &'a OutputPath) -> Self {
        Self {
            renderer,
            decision,
            policy: renderer.policy_of(decision),
            output,
        }
    }

    /// Returns the words behind `citations`, each clause once.
    pub(super) fn of<'c>(&self, citations: impl IntoIterator<Item = &'c Citation>) -> Vec<CitationView> {
        let mut addresses: Vec<&Address> = Vec::new();
        for citation in citations {
            if !addresses.contains(&&citation.address) {
                addresses.push(&citation.address);
            }
        }
        addresses.into_iter().filter_map(|address| self.one(address)).collect()
    }

    fn one(&self, address: &Address) -> Option<CitationView> {
        let policy = self.policy?;
        let clause: &Clause = policy.clause(address)?;
        Some(CitationView {
            number: clause.address.to_string(),
            url: format!("{}#{}", self.output.link_to(&policy.output), clause.address.as_str()),
            lead_in: policy.lead_in(&clause.address),
            words: html::citation(
                clause,
                &policy.doc.footnotes,
                &self.renderer.links(&policy.path, self.output),
            ),
        })
    }

    pub(super) fn item(&self, item: &Item) -> ItemView {
        ItemView {
            say: item.say.clone(),
            citations: self.of(&item.citations),
        }
    }

    pub(super) fn sources(&self, step: &Step) -> Vec<SourceView> {
        let sources = step
            .sources
            .iter()
            .filter_map(|name| self.decision.doc.outside_sources.get(name));
        let view = |source: &SourceDoc| SourceView {
            title: source.title.value.clone(),
            by: text(&source.by),
            link: text(&source.link),
        };
        sources.map(|source| view(&source.value)).collect()
    }
}
