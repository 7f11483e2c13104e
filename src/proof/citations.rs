//! The words that a citation relies on: do they still stand in the clause, and if not, where have they gone?

use crate::parse::markdown::as_typed;
use crate::parse::policy::{Address, Clause};
use crate::site::{Decision, Policy};
use crate::source::Spanned;

/// A citation whose words do not stand in its clause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved<'a> {
    /// The clause that is cited.
    pub address: Address,
    /// The words, where they were typed.
    pub says: &'a Spanned<String>,
    /// The innermost clauses that do say so.
    pub now_in: Vec<Address>,
    /// What the cited clause says.
    pub now_says: String,
}

/// Finds the citations of a decision whose words have moved, each once.
pub fn moved<'a>(decision: &'a Decision, policy: &Policy) -> Vec<Moved<'a>> {
    let doc = &decision.doc;
    let rules = doc.always_true.iter().flat_map(|rule| &rule.grounds.from);
    let rules = rules.filter_map(|citation| {
        let clause = policy.clause(&citation.clause.value)?;
        Some((clause.address.clone(), citation.says.as_ref()?))
    });
    let steps = decision.steps.iter().flat_map(|step| step.all_citations());
    let exits = decision.exits.iter().flat_map(|exit| &exit.citations);
    let linked = steps.chain(exits);
    let linked = linked.filter_map(|citation| Some((citation.address.clone(), citation.says.as_ref()?)));
    let mut moved: Vec<Moved> = Vec::new();
    for (address, says) in linked.chain(rules) {
        // An action's citation is met at every ending that uses it.
        if !moved.iter().any(|known| known.says == says) {
            moved.extend(if_moved(policy, address, says));
        }
    }
    moved
}

fn if_moved<'a>(policy: &Policy, address: Address, says: &'a Spanned<String>) -> Option<Moved<'a>> {
    let relied_on = comparable(&says.value);
    let now_says = policy.clause(&address)?.plain_text(&policy.doc.footnotes);
    if comparable(&now_says).contains(&relied_on) {
        return None;
    }
    let now_in = innermost(policy, &relied_on);
    Some(Moved {
        address,
        says,
        now_in,
        now_says,
    })
}

/// Finds the clauses that say `relied_on` while no clause inside them does.
fn innermost(policy: &Policy, relied_on: &str) -> Vec<Address> {
    let all = policy.doc.all_clauses();
    let saying: Vec<&Clause> = all
        .into_iter()
        .filter(|clause| comparable(&clause.plain_text(&policy.doc.footnotes)).contains(relied_on))
        .collect();
    let holds_another = |clause: &Clause| saying.iter().any(|inner| is_inside(&inner.address, &clause.address));
    let inner = saying.iter().filter(|clause| !holds_another(clause));
    inner.map(|clause| clause.address.clone()).collect()
}

fn is_inside(inner: &Address, outer: &Address) -> bool {
    let mut address = inner.parent();
    while let Some(current) = address {
        if current == *outer {
            return true;
        }
        address = current.parent();
    }
    false
}

fn comparable(words: &str) -> String {
    folded(&as_typed(words))
}

/// Makes words comparable that were typed alike for a reader: spaces, quotes, dashes and capitals do not matter.
pub fn folded(words: &str) -> String {
    let letters = words.chars().map(|letter| match letter {
        '‘' | '’' | '‚' | '‛' | '′' | '`' => '\'',
        '“' | '”' | '„' | '‟' | '″' | '«' | '»' => '"',
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => '-',
        letter => letter,
    });
    // A soft hyphen and a joiner are not seen at all.
    let seen = letters.filter(|letter| !matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}'));
    let lower: String = seen.flat_map(char::to_lowercase).collect();
    lower
        .replace('…', "...")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_read_alike_are_alike() {
        let plain = folded("the parent's wishes - must be \"respected\"");
        assert_eq!(folded("The  parent’s\nwishes – must be\u{a0}“respected”"), plain);
        assert_ne!(folded("the parents wishes"), folded("the parent's wishes"));
    }
}
