//! What things rest on: clauses, words in them, and guidance from outside.

use std::collections::BTreeMap;

use super::{Change, stated};
use crate::parse::decision::{CitationDoc, Grounds};
use crate::site::{Decision, Policy};

/// Both versions of what a decision may cite. Where the policy of one is not known, clauses are compared as typed.
pub(super) struct Cited<'a> {
    old: (&'a Decision, Option<&'a Policy>),
    new: (&'a Decision, Option<&'a Policy>),
}

impl<'a> Cited<'a> {
    pub(super) fn in_both(old: (&'a Decision, Option<&'a Policy>), new: (&'a Decision, Option<&'a Policy>)) -> Self {
        let both = old.1.zip(new.1);
        Self {
            old: (old.0, both.map(|both| both.0)),
            new: (new.0, both.map(|both| both.1)),
        }
    }

    /// Says that `what` rests on something else, where it does.
    pub(super) fn changes(&self, what: &str, old: &Grounds, new: &Grounds) -> Vec<Change> {
        let (before, now) = (rests_on(self.old, old), rests_on(self.new, new));
        let besides = |one: &RestsOn, other: &RestsOn| -> Vec<String> {
            let more = one.keys().filter(|shown| !other.contains_key(*shown));
            more.cloned().collect()
        };
        let (more, no_longer) = (besides(&now, &before), besides(&before, &now));
        let cites = (!more.is_empty() || !no_longer.is_empty()).then(|| Change::Cites {
            what: what.to_owned(),
            now: more,
            no_longer,
        });
        let words = before.iter().filter_map(|(shown, says)| {
            let what = format!("wording of {shown} that {what} relies on");
            stated(&what, says.clone(), now.get(shown)?.clone())
        });
        cites.into_iter().chain(words).collect()
    }
}

/// The clauses and guidance that a thing rests on, as people read them, with the words that it relies on.
type RestsOn = BTreeMap<String, Option<String>>;

fn rests_on((decision, policy): (&Decision, Option<&Policy>), grounds: &Grounds) -> RestsOn {
    let Grounds { from, also } = grounds;
    let mut all = RestsOn::new();
    for citation in from {
        let CitationDoc { clause, says } = citation;
        let found = policy.and_then(|policy| policy.clause(&clause.value));
        let shown = found.map_or(&clause.value, |clause| &clause.address).to_string();
        let words = all.entry(shown).or_default();
        if let Some(says) = says {
            let before = words.take().map(|words| words + "; ").unwrap_or_default();
            *words = Some(before + &says.value);
        }
    }
    let sources = &decision.doc.outside_sources;
    all.extend(also.iter().map(|name| {
        let source = sources.get(&name.value);
        let title = source.map_or(&name.value, |source| &source.value.title.value);
        (format!("'{title}'"), None)
    }));
    all
}
