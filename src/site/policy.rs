//! Policies: clauses by address, earlier versions, and who uses which clause.

use std::collections::BTreeMap;

use super::{Site, StepId};
use crate::diagnostic::nearest::nearest;
use crate::parse::markdown::{Block, plain_text};
use crate::parse::policy::{Address, Clause, ClauseKind, Part, PolicyDoc};
use crate::path::{ContentPath, OutputPath};

/// A policy and where it is.
#[derive(Clone, Debug)]
pub struct Policy {
    /// Its short name: `information-sharing`.
    pub name: String,
    /// Where it was written. Where only an earlier version was found, that version's path.
    pub path: ContentPath,
    /// Where it is read.
    pub output: OutputPath,
    /// What was written.
    pub doc: PolicyDoc,
    /// Earlier versions, kept for the record, in the order of their file names.
    pub earlier: Vec<Policy>,
    /// The steps that cite each clause, by the clause's address.
    pub used_by: BTreeMap<Address, Vec<Use>>,
}

/// One use of a clause by a decision.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Use {
    /// The decision's short name.
    pub decision: String,
    /// The step that cites the clause.
    pub step: StepId,
}

impl Policy {
    /// Finds a clause by its number or by the name its author gave it.
    pub fn clause(&self, address: &Address) -> Option<&Clause> {
        let named = |clause: &&Clause| clause.name.as_ref().is_some_and(|name| name.value == address.as_str());
        let all = self.doc.all_clauses();
        all.iter()
            .find(|clause| clause.address == *address)
            .or_else(|| all.iter().find(|c| named(c)))
            .copied()
    }
}

impl Policy {
    /// Returns the words that lead in to an item of a list: the paragraph before the list, in the same clause. Nothing
    /// for what is no item.
    pub fn lead_in(&self, item: &Address) -> Option<String> {
        let parent = self.clause(&item.parent()?)?;
        let mut words = None;
        for part in &parent.parts {
            match part {
                Part::Clause(inner) if inner.address == *item => {
                    return words.filter(|_| inner.kind == ClauseKind::Item);
                }
                Part::Clause(inner) if inner.kind == ClauseKind::Paragraph => {
                    words = inner.parts.iter().find_map(paragraph_words);
                }
                part => words = paragraph_words(part).or(words),
            }
        }
        None
    }
}

impl Policy {
    /// Says what there is where a clause was looked for in vain: "Clause 2.3 has (a) to (f)."
    pub fn what_there_is(&self, missing: &Address) -> Option<String> {
        let Some(parent) = missing.parent() else {
            return self.sections();
        };
        match self.clause(&parent) {
            Some(parent) => Some(numbered_parts(parent)),
            None => self.what_there_is(&parent),
        }
    }

    /// Returns the clause that a number was most likely meant for, as a question: the one typed in another way (`1.1a`
    /// for 1.1(a)), else the last before the number that is missing.
    pub fn nearest_clause(&self, missing: &Address) -> Option<String> {
        let all = self.doc.all_clauses();
        let addresses = || all.iter().map(|clause| &clause.address);
        let same = addresses().find(|address| taken_apart(address) == taken_apart(missing));
        let before = || {
            let inside = parts_of(self.clause(&missing.parent()?)?).filter(|part| !part.label.is_empty());
            let before = inside.filter(|part| rank(&part.address) < rank(missing));
            before.last().map(|part| &part.address)
        };
        let near = || nearest(missing.as_str(), addresses().map(Address::as_str)).and_then(Address::parse);
        let found = same.or_else(before).cloned().or_else(near)?;
        Some(format!("Did you mean {found}?"))
    }

    fn sections(&self) -> Option<String> {
        match labels(self.doc.clauses.iter()).as_slice() {
            [] => None,
            [only] => Some(format!("The policy has section {only} alone.")),
            [first, .., last] => Some(format!("The policy has sections {first} to {last}.")),
        }
    }
}

fn numbered_parts(clause: &Clause) -> String {
    let what = match clause.kind {
        ClauseKind::Section => "Section",
        _ => "Clause",
    };
    let address = &clause.address;
    match labels(parts_of(clause)).as_slice() {
        [] => format!("{what} {address} has no numbered parts."),
        [only] => format!("{what} {address} has {only} alone."),
        [first, .., last] => format!("{what} {address} has {first} to {last}."),
    }
}

fn parts_of(clause: &Clause) -> impl Iterator<Item = &Clause> {
    clause.parts.iter().filter_map(|part| match part {
        Part::Clause(inner) => Some(inner),
        Part::Block(_) => None,
    })
}

/// Tells figures from letters where nothing stands between them: `1.1a` is 1, 1, a.
fn taken_apart(address: &Address) -> Vec<String> {
    let letters: Vec<char> = address.as_str().to_lowercase().chars().collect();
    let alike = |a: &char, b: &char| a.is_ascii_digit() == b.is_ascii_digit() && (*a == '.') == (*b == '.');
    let pieces = letters.chunk_by(alike).map(|piece| piece.iter().collect());
    pieces.filter(|piece: &String| piece != ".").collect()
}

/// Orders the clauses inside one: 9 before 10, 4 before 4A, (a) before (b).
fn rank(address: &Address) -> (u32, &str) {
    let own = address.parts().last().unwrap_or_default();
    let letters = own.trim_start_matches(|c: char| c.is_ascii_digit());
    let number = own.strip_suffix(letters).and_then(|digits| digits.parse().ok());
    (number.unwrap_or(0), letters)
}

/// Returns the numbers of those clauses that have one.
fn labels<'a>(clauses: impl Iterator<Item = &'a Clause>) -> Vec<&'a str> {
    let labels = clauses.map(|clause| clause.label.as_str());
    labels.filter(|label| !label.is_empty()).collect()
}

fn paragraph_words(part: &Part) -> Option<String> {
    match part {
        Part::Block(Block::Paragraph { text, .. }) => Some(plain_text(text)),
        _ => None,
    }
}

/// Puts a policy where it belongs: `policies/NAME.md` is the one that counts, `policies/NAME/VERSION.md` an earlier one.
pub(super) fn place(policies: &mut BTreeMap<String, Policy>, path: &ContentPath, doc: PolicyDoc) {
    let output = path.to_output("html");
    let parent = path.folder().strip_prefix("policies/").map(str::to_owned);
    let name = parent.clone().unwrap_or_else(|| path.stem().to_owned());
    let policy = Policy {
        name: name.clone(),
        path: path.clone(),
        output,
        doc,
        earlier: Vec::new(),
        used_by: BTreeMap::new(),
    };
    // `policies/a.md` sorts before `policies/a/1.0.md`, so the version that counts is there already.
    match policies.get_mut(&name) {
        Some(current) if parent.is_some() => current.earlier.push(policy),
        _ => drop(policies.insert(name, policy)),
    }
}

/// Notes at every cited clause which steps cite it, in the order of the steps, each once.
pub(super) fn note_uses(site: &mut Site) {
    for decision in site.decisions.values() {
        let Some(policy) = decision.policy.as_ref().and_then(|name| site.policies.get_mut(name)) else {
            continue;
        };
        for (i, step) in decision.steps.iter().enumerate() {
            let uses = Use {
                decision: decision.name.clone(),
                step: StepId(i),
            };
            for citation in step.all_citations() {
                let steps = policy.used_by.entry(citation.address.clone()).or_default();
                if !steps.contains(&uses) {
                    steps.push(uses.clone());
                }
            }
        }
    }
}
