//! Which clauses that decisions rest on a new version no longer has, or has in other words.

use std::collections::BTreeMap;
use std::path::Path;

use crate::diagnostic::text::number;
use crate::disk::Disk;
use crate::import::document::{Place, Remark};
use crate::load::load_from;
use crate::parse::policy::{Address, Clause, PolicyDoc};
use crate::parse::{self, Document, Kind};
use crate::path::ContentPath;
use crate::site::{Decision, assemble};
use crate::source::{Content, Source, Sources};

/// A clause that a decision rests on, and that the new version does not have, or not in the words that it had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gone {
    /// The decision's file: `content/decisions/may-i-share.yaml`.
    pub decision: String,
    /// What in it cites the clause: `the step 'ask-consent'`.
    pub at: String,
    /// The clause.
    pub clause: Address,
    /// Its number or name is there still, before other words.
    pub reworded: bool,
    /// The clause of another number in the new version that has its words.
    pub now: Option<Address>,
}

/// Finds what the decisions of the site in `root` cite of the policy called `name`, and `next` does not have. Nothing
/// is said of files that cannot be read: the build will.
pub(super) fn gone(disk: &dyn Disk, root: &Path, name: &str, next: &PolicyDoc) -> Vec<Gone> {
    let (site, _) = assemble(documents(&load_from(disk, root).value));
    let Some(present) = site.policies.get(name) else {
        return Vec::new();
    };
    let resting = |decision: &&Decision| decision.policy.as_deref() == Some(name);
    let mut gone = Vec::new();
    for decision in site.decisions.values().filter(resting) {
        for (at, address) in cited(decision) {
            // What is not there today either is a fault of today.
            let clause = present
                .clause(address)
                .filter(|clause| says_the_same(clause, &present.doc, next) != Some(true));
            let told = clause.map(|clause| Gone {
                decision: format!("content/{}", decision.path),
                at,
                clause: clause.address.clone(),
                reworded: is_in(next, clause),
                now: same_words(clause, &present.doc, next).filter(|now| *now != clause.address),
            });
            gone.extend(told.filter(|told| !gone.contains(told)));
        }
    }
    gone
}

/// What of two versions of a policy one alone has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changed {
    /// Numbered clauses that the version before has.
    pub dropped: Vec<Address>,
    /// Numbered clauses that the new version has.
    pub added: Vec<Address>,
    /// All clauses have the same numbers and the same words.
    pub nothing: bool,
}

/// Compares the clauses of two versions, by their numbers and names.
pub(super) fn changed(present: &PolicyDoc, next: &PolicyDoc) -> Changed {
    let only = |of: &PolicyDoc, other: &PolicyDoc| {
        let clauses = of.all_clauses();
        let numbered = clauses.iter().filter(|clause| !clause.label.is_empty());
        let alone = numbered.filter(|clause| !is_in(other, clause));
        alone.map(|clause| clause.address.clone()).collect()
    };
    let said = |of: &PolicyDoc| -> Vec<(String, String)> {
        let clauses = of.all_clauses();
        let said = clauses
            .iter()
            .map(|clause| (clause.label.clone(), clause.own_words(&of.footnotes)));
        said.collect()
    };
    Changed {
        dropped: only(present, next),
        added: only(next, present),
        nothing: said(present) == said(next),
    }
}

/// How many clauses are named; of more it is said how many.
const NAMED: usize = 8;

impl Changed {
    /// Tells in one sentence which clauses one version alone has.
    pub(super) fn remark(&self) -> Option<Remark> {
        let named = |clauses: &[Address]| {
            let names: Vec<String> = clauses.iter().take(NAMED).map(ToString::to_string).collect();
            let more = match clauses.len().saturating_sub(NAMED) {
                0 => String::new(),
                more => format!(" and {more} more"),
            };
            format!(
                "{} ({}{more})",
                number(clauses.len(), "clause", "clauses"),
                names.join(", ")
            )
        };
        let says = match (self.dropped.as_slice(), self.added.as_slice()) {
            ([], []) if self.nothing => {
                let says =
                    "Every clause of this version has the words of the version before. Is it the right document?";
                return Some(Remark::unsure(says, Place::Unknown));
            }
            ([], []) => return None,
            (dropped, []) => format!("the version before has {} that this one does not have", named(dropped)),
            ([], added) => format!("this version has {} that the one before does not have", named(added)),
            (dropped, added) => format!(
                "the version before has {} that this one does not have, and this one {} that the one before does not have",
                named(dropped),
                named(added)
            ),
        };
        let says = format!(
            "Going by their numbers, {says}. Is that so? A number that both have may stand before other words now: type \
             fingerpost compare to see them."
        );
        Some(Remark::unsure(says, Place::Unknown))
    }
}

/// Returns the policies and decisions among the files.
fn documents(sources: &Sources) -> BTreeMap<ContentPath, Document> {
    let read = |(path, source): (&ContentPath, &Source)| {
        let kind = Kind::of(path).filter(|kind| matches!(kind, Kind::Policy | Kind::Decision))?;
        match &source.content {
            Content::Text(text) => Some((path.clone(), parse::parse(kind, text).document)),
            Content::Bytes(_) => None,
        }
    };
    sources.files.iter().filter_map(read).collect()
}

/// Returns whether a policy has a clause of the number, or of the name that its author gave it.
fn is_in(policy: &PolicyDoc, clause: &Clause) -> bool {
    of_name_or_number(clause, &policy.all_clauses()).is_some()
}

/// Returns whether the clause of the same name or number in the new version has the same words, those of the clauses inside
/// it among them, where there is one.
fn says_the_same(clause: &Clause, present: &PolicyDoc, next: &PolicyDoc) -> Option<bool> {
    let same = of_name_or_number(clause, &next.all_clauses())?;
    Some(same.plain_text(&next.footnotes) == clause.plain_text(&present.footnotes))
}

/// Finds the clause of the name that an author gave another, else the one of its number.
fn of_name_or_number<'p>(clause: &Clause, all: &[&'p Clause]) -> Option<&'p Clause> {
    let named = |other: &&&Clause| clause.name.is_some() && name_of(other) == name_of(clause);
    let numbered = |other: &&&Clause| other.address == clause.address;
    all.iter().find(named).or_else(|| all.iter().find(numbered)).copied()
}

fn name_of(clause: &Clause) -> Option<&str> {
    clause.name.as_ref().map(|name| name.value.as_str())
}

/// Returns every clause that a decision cites, and what in it does.
fn cited(decision: &Decision) -> Vec<(String, &Address)> {
    let steps = decision.steps.iter().flat_map(|step| {
        let at = format!("the step '{}'", step.id);
        step.all_citations()
            .map(move |citation| (at.clone(), &citation.address))
    });
    let exits = decision.exits.iter().flat_map(|exit| {
        let at = format!("the way out '{}'", exit.id);
        exit.citations
            .iter()
            .map(move |citation| (at.clone(), &citation.address))
    });
    let rules = decision.doc.always_true.iter().flat_map(|rule| {
        let at = format!("the rule \"{}\"", rule.say.value);
        rule.grounds
            .from
            .iter()
            .map(move |cited| (at.clone(), &cited.clause.value))
    });
    let left_out = decision.doc.left_out.iter();
    let left_out = left_out.map(|left_out| ("the list `left-out`".to_owned(), &left_out.clause.value));
    steps.chain(exits).chain(rules).chain(left_out).collect()
}

/// Returns the one clause of the new version that says what a clause said.
fn same_words(clause: &Clause, present: &PolicyDoc, next: &PolicyDoc) -> Option<Address> {
    let words = clause.own_words(&present.footnotes);
    let clauses = next.all_clauses();
    let mut same = clauses
        .iter()
        .filter(|clause| !words.is_empty() && clause.own_words(&next.footnotes) == words);
    let only = same.next()?;
    same.next().is_none().then(|| only.address.clone())
}

/// Tells of each, and before those of a kind what to do.
pub(super) fn remarks(gone: &[Gone]) -> Vec<Remark> {
    let (reworded, gone): (Vec<&Gone>, Vec<&Gone>) = gone.iter().partition(|gone| gone.reworded);
    let missing = format!(
        "This version does not have clauses that decisions cite, in {}. The site cannot be published until they are mended: \
         open each file that is named below, and type there the clause that says it now; or put the clause back into the \
         policy.",
        number(gone.len(), "place", "places")
    );
    let other = format!(
        "Clauses that decisions cite have other words in this version, in {}. The site can be published, so look now \
         whether each of them still says what its question asks.",
        number(reworded.len(), "place", "places")
    );
    let of_kind = |gone: Vec<&Gone>, first: String| {
        let first = (!gone.is_empty()).then_some(first);
        first.into_iter().chain(gone.into_iter().map(told).collect::<Vec<_>>())
    };
    of_kind(gone, missing)
        .chain(of_kind(reworded, other))
        .map(|says| Remark::unsure(says, Place::Unknown))
        .collect()
}

fn told(gone: &Gone) -> String {
    let now = gone.now.as_ref().map(|now| format!(" Its words stand in {now} now."));
    format!(
        "{}: {} cites {}, which {}.{}",
        gone.decision,
        gone.at,
        gone.clause,
        if gone.reworded {
            "has other words now"
        } else {
            "is no more"
        },
        now.unwrap_or_default()
    )
}
