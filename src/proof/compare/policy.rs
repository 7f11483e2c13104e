//! Two versions of a policy, clause by clause: by the number, or, where that has moved, by the words.

use super::{Change, on_one_line, reworded, word_by_word};
use crate::parse::markdown::plain_blocks;
use crate::parse::policy::{Clause, PolicyDoc};

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

fn spoken(clause: &Clause) -> Spoken {
    Spoken {
        address: clause.address.to_string(),
        words: on_one_line(&clause.own_words()),
        withdrawn: clause.withdrawn,
    }
}

/// Compares title, version, the words before the first clause, and footnotes.
fn around(old: &PolicyDoc, new: &PolicyDoc) -> Vec<Change> {
    let version = |doc: &PolicyDoc| {
        let version = doc.edition.version.as_ref();
        version.map(|version| version.value.clone()).unwrap_or_default()
    };
    let notes = |doc: &PolicyDoc| {
        let notes = doc.footnotes.iter().map(|note| plain_blocks(&note.blocks));
        notes.collect::<Vec<_>>().join(" ")
    };
    let before = |doc: &PolicyDoc| plain_blocks(&doc.preamble);
    let all = [
        reworded("the title", &old.title.value, &new.title.value),
        reworded("the version", &version(old), &version(new)),
        reworded("what stands before the first clause", &before(old), &before(new)),
        reworded("the footnotes", &notes(old), &notes(new)),
    ];
    all.into_iter().flatten().collect()
}
