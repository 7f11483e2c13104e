//! What every page shows around its own content, and the small views that several kinds of page share.

use super::Renderer;
use super::view::{CardView, DateView, EditionView, Frame, HeadView, LinkView};
use crate::date::Date;
use crate::parse::edition::Edition;
use crate::path::OutputPath;
use crate::site::{Decision, Page, Policy};
use crate::source::Spanned;

impl Renderer<'_> {
    /// Returns the frame of the page at `output`. `kind` is the name of its template.
    pub(super) fn frame(&self, output: &OutputPath, kind: &'static str, title: &str) -> Frame {
        let config = &self.site.config;
        let home = OutputPath::home();
        Frame {
            language: config.language.clone(),
            direction: config.direction(),
            site_title: config.title.clone(),
            school: config.school.clone(),
            title: title.to_owned(),
            description: config.description.clone(),
            canonical: config.address.as_ref().map(|address| full_address(address, output)),
            root: output.to_root(),
            home_url: output.link_to(&home),
            assets: format!("{}{}", output.to_root(), self.assets),
            nav: self.nav(output),
            breadcrumbs: Vec::new(),
            kind,
        }
    }

    /// The same few links on every page, however many policies there are: the size of a site grows with its content
    /// and not with its square.
    fn nav(&self, output: &OutputPath) -> Vec<LinkView> {
        let home = output.link_to(&OutputPath::home());
        let lists = [
            ("Policies", "_policies", self.site.policies.len()),
            ("Decisions", "_decisions", self.site.decisions.len()),
        ];
        let lists = lists.into_iter().filter(|(.., count)| *count > 0);
        let lists = lists.map(|(title, id, _)| link(title, format!("{home}#{id}")));
        let pages = self.site.pages.values().take(MOST_PAGES_IN_NAV);
        let pages = pages.map(|page| LinkView {
            current: page.output == *output,
            ..page_link(page, output)
        });
        lists.chain(pages).collect()
    }

    /// The way down to a page one level below the front page.
    pub(super) fn below_home(&self, output: &OutputPath) -> Vec<LinkView> {
        vec![link("Home", output.link_to(&OutputPath::home()))]
    }

    /// The way down to a page that belongs to a decision.
    fn below_decision(&self, output: &OutputPath, decision: &Decision) -> Vec<LinkView> {
        let mut crumbs = self.below_home(output);
        crumbs.push(link(&decision.doc.title.value, output.link_to(&decision.output)));
        crumbs
    }

    /// The beginning of the page of a decision at `output`; `part` says which part of the decision it is.
    pub(super) fn head(&self, decision: &Decision, output: &OutputPath, kind: &'static str, part: &str) -> HeadView {
        let title = &decision.doc.title.value;
        let (title, breadcrumbs) = match part {
            "" => (title.clone(), self.below_home(output)),
            part => (with_part(title, part), self.below_decision(output, decision)),
        };
        HeadView {
            frame: Frame {
                breadcrumbs,
                ..self.frame(output, kind, &title)
            },
            for_whom: text(&decision.doc.for_whom),
            edition: edition_view(&decision.doc.edition, None),
            policy: self.policy_link(decision, output),
            forms: self.forms(decision, output),
        }
    }

    /// The other pages of a decision, and the policy that it rests on.
    fn forms(&self, decision: &Decision, output: &OutputPath) -> Vec<LinkView> {
        let pages = [
            ("Go through it one question at a time", decision.output.clone()),
            ("See it as a map", decision.map()),
            ("Read it in words", decision.words()),
            ("See what was proved of it", decision.assurance()),
            ("Read worked examples", decision.examples()),
        ];
        let others = pages.iter().filter(|(_, page)| page != output);
        let others = others.map(|(title, page)| link(title, output.link_to(page)));
        let policy = self.policy_link(decision, output);
        let policy = policy.map(|policy| link(&format!("Read the policy: {}", policy.title), policy.url));
        others.chain(policy).collect()
    }

    pub(super) fn policy_of(&self, decision: &Decision) -> Option<&Policy> {
        decision.policy.as_ref().and_then(|name| self.site.policies.get(name))
    }

    pub(super) fn policy_link(&self, decision: &Decision, output: &OutputPath) -> Option<LinkView> {
        self.policy_of(decision)
            .map(|policy| link(&policy.doc.title.value, output.link_to(&policy.output)))
    }
}

/// Beyond these a list of pages is no help; the front page has them all.
const MOST_PAGES_IN_NAV: usize = 4;

pub(super) fn full_address(address: &str, output: &OutputPath) -> String {
    let page = match output == &OutputPath::home() {
        true => String::new(),
        false => OutputPath::home().link_to(output),
    };
    format!("{}/{page}", address.trim_end_matches('/'))
}

pub(super) fn link(title: &str, url: String) -> LinkView {
    LinkView {
        title: title.to_owned(),
        url,
        current: false,
    }
}

fn page_link(page: &Page, output: &OutputPath) -> LinkView {
    link(&page.doc.title.value, output.link_to(&page.output))
}

pub(super) fn edition_view(edition: &Edition, owner: Option<&Spanned<String>>) -> EditionView {
    EditionView {
        version: text(&edition.version),
        approved: date(&edition.approved),
        approved_by: text(&edition.approved_by),
        in_force: date(&edition.in_force),
        review_by: date(&edition.review_by),
        owner: owner.map(|owner| owner.value.clone()),
    }
}

pub(super) fn text(typed: &Option<Spanned<String>>) -> Option<String> {
    typed.as_ref().map(|typed| typed.value.clone())
}

fn date(typed: &Option<Spanned<Date>>) -> Option<DateView> {
    let date = typed.as_ref()?.value;
    Some(DateView {
        words: date.in_words(),
        iso: date.to_string(),
    })
}

pub(super) fn policy_card(policy: &Policy, output: &OutputPath) -> CardView {
    CardView {
        title: policy.doc.title.value.clone(),
        url: output.link_to(&policy.output),
        summary: text(&policy.doc.summary),
        edition: Some(edition_view(&policy.doc.edition, policy.doc.owner.as_ref())),
        forms: Vec::new(),
    }
}

pub(super) fn decision_card(decision: &Decision, output: &OutputPath) -> CardView {
    CardView {
        title: decision.doc.title.value.clone(),
        url: output.link_to(&decision.output),
        summary: text(&decision.doc.for_whom).map(|whom| format!("For: {whom}")),
        edition: Some(edition_view(&decision.doc.edition, None)),
        forms: vec![
            link("The flowchart", output.link_to(&decision.map())),
            link("In numbered words", output.link_to(&decision.words())),
        ],
    }
}

pub(super) fn page_card(page: &Page, output: &OutputPath) -> CardView {
    CardView {
        title: page.doc.title.value.clone(),
        url: output.link_to(&page.output),
        summary: text(&page.doc.summary),
        ..CardView::default()
    }
}

/// Returns the title of one of a decision's pages: behind a title that ends no sentence stands a colon.
fn with_part(title: &str, part: &str) -> String {
    let ended = title.ends_with(['?', '!', '.', '؟', '？']);
    format!("{title}{} {part}", if ended { "" } else { ":" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_that_is_no_question_is_parted_from_what_the_page_is() {
        assert_eq!(
            with_part("May I share it?", "The flowchart"),
            "May I share it? The flowchart"
        );
        assert_eq!(
            with_part("A child is away", "The flowchart"),
            "A child is away: The flowchart"
        );
    }
}
