//! Two versions of a policy, clause by clause: by the number, or, where that has moved, by the words.

use std::collections::BTreeMap;

use super::edition::{self, text};
use super::lists::{Kind, unnamed};
use super::pieces::{on_one_line, word_by_word};
use super::{Change, notes, reworded, stated};
use crate::parse::markdown::{Footnote, signed_blocks};
use crate::parse::policy::{Address, Basis, Clause, PolicyDoc};
use crate::source::Spanned;

/// Lists what the new version of a policy changes: clauses in the order of the new version, with those that are gone
/// behind them, then what stands around the clauses.
pub fn changes(old: &PolicyDoc, new: &PolicyDoc) -> Vec<Change> {
    let spoken = |doc: &PolicyDoc| doc.all_clauses().into_iter().map(spoken).collect();
    let mut changes = of_clauses(spoken(old), spoken(new));
    changes.extend(around(old, new));
    changes
}

/// Lists what became of the clauses of a policy: those of the new version in their order, then those that are gone.
pub fn of_clauses(old: Vec<Spoken>, new: Vec<Spoken>) -> Vec<Change> {
    let mut clauses = Clauses { old, new };
    clauses.settle(|old, new| old.address == new.address && old.words == new.words);
    let mut changes = clauses.renumbered();
    changes.extend(clauses.with_other_words());
    let added = clauses.new.iter().map(|one| Change::ClauseAdded {
        clause: one.address.clone(),
        words: one.words.clone(),
    });
    let gone = clauses.old.iter().map(|one| Change::ClauseRemoved {
        clause: one.address.clone(),
        words: one.words.clone(),
    });
    changes.extend(added.chain(gone));
    changes
}

/// A clause with the words that are its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spoken {
    /// Its number, as people write it: `2.3(c)`.
    pub address: String,
    /// Its words, on one line.
    pub words: String,
    /// Whether it says no more than that it is withdrawn.
    pub withdrawn: bool,
}

/// The clauses of each version that have found no partner yet.
struct Clauses {
    old: Vec<Spoken>,
    new: Vec<Spoken>,
}

impl Clauses {
    /// Takes out the pairs that are `alike`, each clause with the first that is free, and returns them.
    fn settle(&mut self, alike: impl Fn(&Spoken, &Spoken) -> bool) -> Vec<(Spoken, Spoken)> {
        let mut pairs = Vec::new();
        for new in std::mem::take(&mut self.new) {
            match self.old.iter().position(|old| alike(old, &new)) {
                Some(at) => pairs.push((self.old.remove(at), new)),
                None => self.new.push(new),
            }
        }
        pairs
    }

    fn renumbered(&mut self) -> Vec<Change> {
        let pairs = self.settle(|old, new| old.words == new.words && !old.words.is_empty() && !old.withdrawn);
        let told = pairs.into_iter().map(|(old, new)| Change::ClauseRenumbered {
            old: old.address,
            new: new.address,
        });
        told.collect()
    }

    fn with_other_words(&mut self) -> Vec<Change> {
        let pairs = self.settle(|old, new| old.address == new.address);
        let told = pairs.into_iter().filter_map(|(old, new)| {
            let clause = new.address;
            if new.withdrawn {
                let words = old.words;
                return Some(Change::ClauseWithdrawn { clause, words });
            }
            let words = word_by_word(&old.words, &new.words)?;
            Some(Change::ClauseChanged { clause, words })
        });
        told.collect()
    }
}

/// Its footnotes are compared with all the others of the policy.
fn spoken(clause: &Clause) -> Spoken {
    Spoken {
        address: clause.address.to_string(),
        words: on_one_line(&clause.own_words(&[])),
        withdrawn: clause.withdrawn,
    }
}

/// Names the footnotes by the clauses that say the same as before and whose footnotes do not.
fn whose_footnotes(old: &PolicyDoc, new: &PolicyDoc) -> String {
    let said = |clause: &Clause, notes: &[Footnote]| on_one_line(&clause.own_words(notes));
    let before = old.all_clauses();
    let before: BTreeMap<&Address, &Clause> = before.iter().map(|clause| (&clause.address, *clause)).collect();
    let after = new.all_clauses().into_iter();
    let changed = after.filter(|clause| {
        before.get(&clause.address).is_some_and(|old_clause| {
            said(old_clause, &[]) == said(clause, &[])
                && said(old_clause, &old.footnotes) != said(clause, &new.footnotes)
        })
    });
    let names: Vec<String> = changed.map(|clause| clause.address.to_string()).collect();
    match names.as_slice() {
        [] => "the footnotes".to_owned(),
        names => format!("the footnotes of {}", names.join(", ")),
    }
}

/// Compares what stands around the clauses.
fn around(old: &PolicyDoc, new: &PolicyDoc) -> Vec<Change> {
    // By name, so that whoever adds a key here decides how a change of it is told.
    let PolicyDoc {
        title,
        summary,
        edition,
        owner,
        based_on,
        changes,
        preamble,
        footnotes,
        clauses: _,
        missed: _,
    } = old;
    let words = |typed: &Option<Spanned<String>>| text(typed).unwrap_or_default();
    let all = [
        reworded("the title", &title.value, &new.title.value),
        reworded("the summary", &words(summary), &words(&new.summary)),
        reworded("the note on what has changed", &words(changes), &words(&new.changes)),
        reworded(
            "what stands before the first clause",
            &signed_blocks(preamble),
            &signed_blocks(&new.preamble),
        ),
        reworded(whose_footnotes(old, new), &notes(footnotes), &notes(&new.footnotes)),
        stated("name of who looks after it", text(owner), text(&new.owner)),
    ];
    let all = all.into_iter().flatten();
    all.chain(edition::changes(edition, &new.edition))
        .chain(bases(based_on, &new.based_on))
        .collect()
}

fn bases(old: &[Basis], new: &[Basis]) -> Vec<Change> {
    let kind = Kind {
        one: "document that it is based on",
        all: "The documents that it is based on",
    };
    let title = |basis: &Basis| basis.title.value.clone();
    unnamed(kind, (old, new), title, |old, new| {
        let Basis {
            title,
            by,
            reference,
            link,
            replaced_by,
        } = old;
        let title = &title.value;
        let all = [
            stated(&format!("publisher of '{title}'"), text(by), text(&new.by)),
            stated(
                &format!("reference of '{title}'"),
                text(reference),
                text(&new.reference),
            ),
            stated(&format!("place to read '{title}'"), text(link), text(&new.link)),
            stated(
                &format!("document that has replaced '{title}'"),
                text(replaced_by),
                text(&new.replaced_by),
            ),
        ];
        all.into_iter().flatten().collect()
    })
}
