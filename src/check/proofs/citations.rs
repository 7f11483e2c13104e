//! Words that citations rely on, and that their clauses no longer say.

use crate::diagnostic::{Code, Finding};
use crate::proof::citations::{Moved, moved};
use crate::site::{Decision, Policy};

pub(super) fn findings(decision: &Decision, policy: Option<&Policy>) -> Vec<Finding> {
    let moved = policy.map(|policy| moved(decision, policy)).unwrap_or_default();
    moved.iter().map(told).collect()
}

fn told(moved: &Moved) -> Finding {
    let Moved {
        address,
        says,
        now_in,
        now_says,
    } = moved;
    let names: Vec<String> = now_in.iter().map(ToString::to_string).collect();
    let (message, what_to_do) = match names.as_slice() {
        [] => (
            format!("{address} does not say this, and no other clause does."),
            "Look whether the step still holds, and write what the clause says now.",
        ),
        [one] => (
            format!("{address} does not say this; {one} does."),
            "Change the number?",
        ),
        several => (
            format!("{address} does not say this; {} do.", several.join(" and ")),
            "Change the number to one of these?",
        ),
    };
    Finding::new(Code::MovedWords, says.span, message)
        .hint(what_to_do)
        .hint(format!("{address} says: \"{}\"", shortened(now_says)))
}

/// A clause of many lines is shown by its beginning.
const SHOWN: usize = 200;

fn shortened(words: &str) -> String {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    match words.char_indices().nth(SHOWN) {
        Some((at, _)) => format!("{} ...", words[..at].trim_end()),
        None => words,
    }
}
