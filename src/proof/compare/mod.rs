//! Two versions side by side: what a new version of a policy, of a decision or of a whole site changes, exactly.
//!
//! Pure. [`Comparison::of_sites`], [`policy::changes`], [`decision::changes`] and [`page::changes`] give lists of
//! [`Change`], the gravest first; [`words`] tells them, and [`words::NOT_COMPARED`] what is left aside.

mod change;
pub mod decision;
mod document;
mod edition;
mod grounds;
pub mod journeys;
mod lists;
mod matched;
pub mod page;
mod pieces;
pub mod policy;
mod steps;
mod stories;
pub mod words;

use std::collections::BTreeMap;

use serde::Serialize;

use crate::parse::markdown::{Footnote, signed_blocks};
use crate::site::{Decision, Page, Policy, Site};

pub use self::change::{AnswerNamed, Change, EndsElsewhere, Given, Piece, PieceKind, StepNamed};
pub use self::pieces::on_one_line;
use self::pieces::word_by_word;

/// What differs between two versions, document by document. Those that are alike are not in it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Comparison {
    /// Policies by name, then decisions, then other pages, the front page first.
    pub documents: Vec<Compared>,
}

/// A document that differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Compared {
    /// What it is.
    pub kind: DocumentKind,
    /// Its short name.
    pub name: String,
    /// Its title, that of the new version where there is one.
    pub title: String,
    /// Whether both versions have it.
    pub standing: Standing,
    /// What changed in it, the gravest first; nothing where only one version has it.
    pub changes: Vec<Change>,
}

/// What a document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum DocumentKind {
    /// A policy.
    Policy,
    /// A decision.
    Decision,
    /// Any other page.
    Page,
}

/// Which versions have a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// Only the new one.
    New,
    /// Only the old one.
    Gone,
    /// Both.
    Changed,
}

impl Comparison {
    /// Compares all policies, decisions and other pages of two sites, by name.
    pub fn of_sites(old: &Site, new: &Site) -> Self {
        let policies = side_by_side(&old.policies, &new.policies).into_iter();
        let decisions = side_by_side(&old.decisions, &new.decisions).into_iter();
        let policies = policies.filter_map(|(name, old, new)| of_policies(name, old, new));
        let decisions = decisions.filter_map(|(name, one, other)| {
            let policy_of = |site, decision: Option<&Decision>| policy_of(site, decision?);
            let policies = (policy_of(old, one), policy_of(new, other));
            of_decisions(name, (one, policies.0), (other, policies.1))
        });
        let home = of_pages("index", old.home.as_ref(), new.home.as_ref()).into_iter();
        let pages = side_by_side(&old.pages, &new.pages).into_iter();
        let pages = pages.filter_map(|(name, old, new)| of_pages(name, old, new));
        Self {
            documents: policies.chain(decisions).chain(home).chain(pages).collect(),
        }
    }

    /// Returns whether there is no difference.
    pub fn is_empty(&self) -> bool {
        self.documents.is_empty()
    }
}

/// Returns the policy that a decision of `site` rests on.
pub fn policy_of<'a>(site: &'a Site, decision: &Decision) -> Option<&'a Policy> {
    site.policies.get(decision.policy.as_ref()?)
}

fn side_by_side<'a, T>(
    old: &'a BTreeMap<String, T>,
    new: &'a BTreeMap<String, T>,
) -> Vec<(&'a str, Option<&'a T>, Option<&'a T>)> {
    let mut names: Vec<&str> = old.keys().chain(new.keys()).map(String::as_str).collect();
    names.sort_unstable();
    names.dedup();
    let pairs = names.into_iter().map(|name| (name, old.get(name), new.get(name)));
    pairs.collect()
}

/// Compares a policy of one name; nothing where both are alike.
pub fn of_policies(name: &str, old: Option<&Policy>, new: Option<&Policy>) -> Option<Compared> {
    let changes = match (old, new) {
        (Some(old), Some(new)) => policy::changes(&old.doc, &new.doc),
        _ => Vec::new(),
    };
    let title = &new.or(old)?.doc.title.value;
    compared(
        DocumentKind::Policy,
        name,
        title,
        (old.is_some(), new.is_some()),
        changes,
    )
}

/// Compares a decision of one name, each with the policy that it rests on; nothing where both are alike.
pub fn of_decisions(
    name: &str,
    (old, old_policy): (Option<&Decision>, Option<&Policy>),
    (new, new_policy): (Option<&Decision>, Option<&Policy>),
) -> Option<Compared> {
    let changes = match (old, new) {
        (Some(old), Some(new)) => decision::changes((old, old_policy), (new, new_policy)),
        _ => Vec::new(),
    };
    let title = &new.or(old)?.doc.title.value;
    compared(
        DocumentKind::Decision,
        name,
        title,
        (old.is_some(), new.is_some()),
        changes,
    )
}

/// Compares a page of one name; nothing where both are alike.
fn of_pages(name: &str, old: Option<&Page>, new: Option<&Page>) -> Option<Compared> {
    let changes = match (old, new) {
        (Some(old), Some(new)) => page::changes(&old.doc, &new.doc),
        _ => Vec::new(),
    };
    let title = &new.or(old)?.doc.title.value;
    compared(DocumentKind::Page, name, title, (old.is_some(), new.is_some()), changes)
}

fn compared(
    kind: DocumentKind,
    name: &str,
    title: &str,
    in_old_and_new: (bool, bool),
    changes: Vec<Change>,
) -> Option<Compared> {
    let standing = match in_old_and_new {
        (false, _) => Standing::New,
        (_, false) => Standing::Gone,
        _ if changes.is_empty() => return None,
        _ => Standing::Changed,
    };
    Some(Compared {
        kind,
        name: name.to_owned(),
        title: title.to_owned(),
        standing,
        changes,
    })
}

/// Says that `what` has other words, where it has.
pub fn reworded(what: impl Into<String>, old: &str, new: &str) -> Option<Change> {
    let words = word_by_word(old, new)?;
    Some(Change::Reworded {
        what: what.into(),
        words,
    })
}

/// Says that something short is another, where it is.
fn stated(what: &str, old: Option<String>, new: Option<String>) -> Option<Change> {
    let what = what.to_owned();
    (old != new).then_some(Change::Stated { what, old, new })
}

/// Returns the words of footnotes.
fn notes(notes: &[Footnote]) -> String {
    let notes = notes.iter().map(|note| signed_blocks(&note.blocks));
    notes.collect::<Vec<_>>().join(" ")
}
