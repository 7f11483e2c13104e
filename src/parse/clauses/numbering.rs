//! What is wrong with the numbers of a policy: two alike, one left out, one under the wrong section.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::number::Number;
use super::tree::Tree;
use crate::diagnostic::{Code, Finding};
use crate::parse::policy::Address;
use crate::source::{Span, line_column};

/// How many faults of one kind are told: more than anybody would read.
const MOST: usize = 100;

/// Returns what is wrong with the numbers of `tree`, made from `text`.
pub(super) fn check(text: &str, tree: &Tree) -> Vec<Finding> {
    let doubles = tree.doubles.iter().take(MOST);
    let doubles = doubles.map(|(address, second, first)| double(text, address, *second, *first));
    let strays = tree.strays.iter().take(MOST);
    let strays = strays.map(|(number, span, section)| stray(number, *span, section));
    doubles
        .chain(strays)
        .chain(gaps(&tree.numbers).into_iter().take(MOST))
        .collect()
}

fn double(text: &str, address: &Address, second: Span, first: Span) -> Finding {
    let line = |span: Span| line_column(text, span.start).line;
    let message = format!(
        "There are two clauses numbered {address} (lines {} and {}).",
        line(first),
        line(second)
    );
    Finding::new(Code::DuplicateClause, second, message)
        .also(first, format!("the first {address}"))
        .hint("Give one of them a number that is free. A clause put in between others may be called 2.3A.")
}

fn stray(number: &Number, span: Span, section: &Number) -> Finding {
    let message = format!("Clause {number} stands under section {section}.");
    Finding::new(Code::ClauseGap, span, message)
        .hint(format!(
            "Is the heading of section {} missing, or is the number mistyped?",
            number.section()
        ))
        .hint("If it is no clause number, put a word before it.")
}

/// Compares every number with the one before it in the same section.
fn gaps(numbers: &[(Number, Span)]) -> Vec<Finding> {
    let mut last: BTreeMap<String, &Number> = BTreeMap::new();
    let mut found = Vec::new();
    for (number, span) in numbers {
        let parent = number.parent().map(|parent| parent.to_string()).unwrap_or_default();
        let earlier = last.get(&parent).copied();
        match number.after(earlier) {
            Ordering::Greater => found.push(gap(number, *span, earlier)),
            Ordering::Less if earlier != Some(number) => found.push(backwards(number, *span, earlier)),
            _ => {}
        }
        last.insert(parent, number);
    }
    found
}

fn gap(number: &Number, span: Span, earlier: Option<&Number>) -> Finding {
    let message = match (earlier, number.parent()) {
        (Some(earlier), _) => format!("{earlier} is followed by {number}. Is a number left out?"),
        (None, Some(section)) => format!("The first clause of {section} is {number}. Is a number left out?"),
        (None, None) => format!("The first section is {number}. Is a number left out?"),
    };
    Finding::new(Code::ClauseGap, span, message).hint(
        "If a clause was taken out, type its number again with the word 'Withdrawn.' behind it, so that nobody takes another clause for it.",
    )
}

fn backwards(number: &Number, span: Span, earlier: Option<&Number>) -> Finding {
    let before = earlier.map(|earlier| format!(" behind {earlier}")).unwrap_or_default();
    Finding::new(
        Code::ClauseGap,
        span,
        format!("{number} stands{before}. Numbers should rise."),
    )
    .hint("Move the clause to its place, or change its number.")
}
