//! Drift: which cited clauses have other words than when somebody last looked whether the decision follows them.

use std::collections::{BTreeMap, BTreeSet};

use super::citations::folded;
use crate::parse::decision::Reviewed;
use crate::parse::policy::{Address, Clause};
use crate::site::{Citation, Decision, Policy};

/// A clause that has changed since.
#[derive(Clone, Debug, PartialEq)]
pub struct Drift<'a> {
    /// What was noted then.
    pub then: &'a Reviewed,
    /// The clause.
    pub clause: Address,
    /// What rests on it, in words: `'consent'`, `the rule 'Nothing is shared ...'`.
    pub look_again: Vec<String>,
}

/// Lists the clauses that have changed since the decision was last reviewed, in the order of its list. Clauses that are
/// no longer cited or no longer there are in [`not_cited`].
pub fn drifted<'a>(decision: &'a Decision, policy: &Policy) -> Vec<Drift<'a>> {
    let mut cited = cited(decision, policy);
    let lines = decision.doc.reviewed.iter();
    let drifted = lines.filter_map(|then| {
        let clause = policy.clause(&then.clause.value)?;
        let look_again = cited.remove(&clause.address)?;
        (fingerprint(clause, policy) != then.fingerprint.value).then(|| Drift {
            then,
            clause: clause.address.clone(),
            look_again,
        })
    });
    drifted.collect()
}

/// Lists the clauses that the decision cites and that nobody has noted looking at, with what rests on each; none where
/// the decision notes no review at all.
pub fn not_reviewed(decision: &Decision, policy: &Policy) -> Vec<(Address, Vec<String>)> {
    let noted = decision.doc.reviewed.iter();
    let noted = noted.filter_map(|line| Some(&policy.clause(&line.clause.value)?.address));
    let noted: BTreeSet<&Address> = noted.collect();
    let cited = cited(decision, policy).into_iter();
    cited
        .filter(|(clause, _)| !decision.doc.reviewed.is_empty() && !noted.contains(clause))
        .collect()
}

/// Lists the lines of `reviewed` whose clause the decision does not cite, or the policy does not have.
pub fn not_cited<'a>(decision: &'a Decision, policy: &Policy) -> Vec<&'a Reviewed> {
    let cited = cited(decision, policy);
    let is_cited = |line: &&Reviewed| {
        let clause = policy.clause(&line.clause.value);
        clause.is_some_and(|clause| cited.contains_key(&clause.address))
    };
    decision.doc.reviewed.iter().filter(|line| !is_cited(line)).collect()
}

/// Returns every clause that the decision cites with its fingerprint, in the order of the policy.
pub fn fingerprints(decision: &Decision, policy: &Policy) -> Vec<(Address, String)> {
    let cited = cited(decision, policy);
    let all = policy.doc.all_clauses().into_iter();
    let all = all.filter(|clause| cited.contains_key(&clause.address));
    all.map(|clause| (clause.address.clone(), fingerprint(clause, policy)))
        .collect()
}

/// Long enough that no change goes unnoticed by chance, short enough to stand in a line.
const DIGITS: usize = 8;

/// Returns the fingerprint of a clause's words, of all that is in it and of its footnotes. How they are dressed plays no part.
fn fingerprint(clause: &Clause, policy: &Policy) -> String {
    let words = clause.plain_text(&policy.doc.footnotes);
    let hash = blake3::hash(folded(&words).as_bytes()).to_hex();
    hash.chars().take(DIGITS).collect()
}

/// Returns who cites each clause, in words.
fn cited(decision: &Decision, policy: &Policy) -> BTreeMap<Address, Vec<String>> {
    let mut cited: BTreeMap<Address, Vec<String>> = BTreeMap::new();
    let mut note = |address: &Address, who: String| {
        let all = cited.entry(address.clone()).or_default();
        if !all.contains(&who) {
            all.push(who);
        }
    };
    let mut note_all = |citations: &mut dyn Iterator<Item = &Citation>, who: String| {
        citations.for_each(|citation| note(&citation.address, who.clone()));
    };
    for step in &decision.steps {
        note_all(&mut step.all_citations(), format!("'{}'", step.id));
    }
    for exit in &decision.exits {
        note_all(&mut exit.citations.iter(), format!("the way out '{}'", exit.id));
    }
    for rule in &decision.doc.always_true {
        let clauses = rule.grounds.from.iter();
        let clauses = clauses.filter_map(|citation| policy.clause(&citation.clause.value));
        clauses.for_each(|clause| note(&clause.address, format!("the rule '{}'", rule.say.value)));
    }
    cited
}
