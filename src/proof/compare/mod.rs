//! Two versions side by side: what a new version of a policy, of a decision or of a whole site changes, exactly.
//!
//! Pure. [`Comparison::of_sites`], [`policy::changes`] and [`decision::changes`] give lists of [`Change`], the gravest
//! first; [`words`] tells them.

pub mod decision;
pub mod journeys;
mod matched;
pub mod policy;
pub mod words;

use std::collections::BTreeMap;

use serde::Serialize;
use similar::{ChangeTag, TextDiff};

use crate::site::{Decision, Policy, Site};

/// What differs between two versions, document by document. Those that are alike are not in it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Comparison {
    /// Policies by name, then decisions by name.
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

/// A step, by its name and its words.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct StepNamed {
    /// Its name.
    pub id: String,
    /// Its question or title.
    pub title: String,
}

/// Answers to one step, any of which will do.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Given {
    /// The step's name.
    pub step: String,
    /// The answers' names.
    pub answers: Vec<String>,
}

/// Journeys that ended at one outcome and now end at another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct EndsElsewhere {
    /// Where they ended.
    pub old: StepNamed,
    /// Where they end now.
    pub new: StepNamed,
    /// How many there are, in digits: a journey is everything that either version asks of one person.
    pub journeys: String,
    /// Who takes them: everyone who gives all the answers of one of these lists.
    pub everyone: Vec<Vec<Given>>,
    /// A shortest journey of those that no list holds, where there are any.
    pub example: Option<Vec<Given>>,
}

/// A run of words in a text that was changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Piece {
    /// What became of it.
    pub kind: PieceKind,
    /// The words, with the spaces between them.
    pub text: String,
}

/// What became of a run of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum PieceKind {
    /// It stands in both versions.
    Same,
    /// It was taken out.
    Out,
    /// It was put in.
    In,
}

/// One difference.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "change", rename_all = "kebab-case")]
#[expect(
    missing_docs,
    reason = "the fields of each are what its first line names, in that order"
)]
pub enum Change {
    /// The journeys cannot be compared, for a reason.
    NotCompared { why: String },
    /// Journeys end elsewhere.
    EndsElsewhere(EndsElsewhere),
    /// An ending's verdict is another: its step, the old word and the new one.
    Verdict {
        step: StepNamed,
        old: &'static str,
        new: &'static str,
    },
    /// There is a new step.
    StepAdded { step: StepNamed },
    /// A step is gone.
    StepRemoved { step: StepNamed },
    /// A step has another name and the same words: both names, the words.
    StepRenamed { old: String, new: String, title: String },
    /// A step has a new answer: its words.
    AnswerAdded { step: String, answer: String, say: String },
    /// A step has lost an answer: its words.
    AnswerRemoved { step: String, answer: String, say: String },
    /// An answer has another name and the same words.
    AnswerRenamed { step: String, old: String, new: String },
    /// An answer leads straight to another step.
    LeadsElsewhere {
        step: String,
        answer: String,
        old: String,
        new: String,
    },
    /// Something has other words.
    Reworded { what: String, words: Vec<Piece> },
    /// A step cites other clauses.
    Cites {
        step: String,
        now: Vec<String>,
        no_longer: Vec<String>,
    },
    /// There is a new rule.
    RuleAdded { rule: String },
    /// A rule is gone.
    RuleRemoved { rule: String },
    /// A rule of the same words asks something else.
    RuleChanged { rule: String },
    /// There is a new clause.
    ClauseAdded { clause: String, words: String },
    /// A clause is gone.
    ClauseRemoved { clause: String, words: String },
    /// A clause is withdrawn.
    ClauseWithdrawn { clause: String, words: String },
    /// A clause has other words.
    ClauseChanged { clause: String, words: Vec<Piece> },
    /// A clause has another number and the same words.
    ClauseRenumbered { old: String, new: String },
    /// Something else that counts has changed, such as the record.
    Other,
}

impl Comparison {
    /// Compares all policies and decisions of two sites, by name.
    pub fn of_sites(old: &Site, new: &Site) -> Self {
        let policies = side_by_side(&old.policies, &new.policies).into_iter();
        let decisions = side_by_side(&old.decisions, &new.decisions).into_iter();
        let policies = policies.filter_map(|(name, old, new)| of_policies(name, old, new));
        let decisions = decisions.filter_map(|(name, one, other)| {
            let policy_of = |site, decision: Option<&Decision>| policy_of(site, decision?);
            let policies = (policy_of(old, one), policy_of(new, other));
            of_decisions(name, (one, policies.0), (other, policies.1))
        });
        Self {
            documents: policies.chain(decisions).collect(),
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

/// Returns a text on one line, so that a new line in the file is no difference.
pub fn on_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Compares two texts word by word; nothing where they read the same.
fn word_by_word(old: &str, new: &str) -> Option<Vec<Piece>> {
    let (old, new) = (on_one_line(old), on_one_line(new));
    if old == new {
        return None;
    }
    let mut pieces: Vec<Piece> = Vec::new();
    for change in TextDiff::from_words(old.as_str(), new.as_str()).iter_all_changes() {
        let kind = match change.tag() {
            ChangeTag::Equal => PieceKind::Same,
            ChangeTag::Delete => PieceKind::Out,
            ChangeTag::Insert => PieceKind::In,
        };
        match pieces.last_mut() {
            Some(last) if last.kind == kind => last.text.push_str(change.value()),
            _ => pieces.push(Piece {
                kind,
                text: change.value().to_owned(),
            }),
        }
    }
    Some(pieces)
}

/// Says that `what` has other words, where it has.
pub fn reworded(what: impl Into<String>, old: &str, new: &str) -> Option<Change> {
    let words = word_by_word(old, new)?;
    Some(Change::Reworded {
        what: what.into(),
        words,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_compared_and_line_breaks_are_not() {
        assert_eq!(word_by_word("keep  it\nsafe", "keep it safe"), None);
        let pieces = word_by_word("Keep it for five years.", "Keep it for ten years.").expect("a difference");
        let told: Vec<(PieceKind, &str)> = pieces.iter().map(|piece| (piece.kind, piece.text.as_str())).collect();
        assert_eq!(
            told,
            [
                (PieceKind::Same, "Keep it for "),
                (PieceKind::Out, "five"),
                (PieceKind::In, "ten"),
                (PieceKind::Same, " years.")
            ]
        );
    }
}
