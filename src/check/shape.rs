//! The shape of a decision: it ends, everything in it can be reached, every question changes something.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic, Finding};
use crate::proof::Graph;
use crate::site::{Arrow, Decision, Site, Step, StepId};

pub(super) fn check(site: &Site) -> Vec<Diagnostic> {
    let of = |decision: &Decision| {
        let path = decision.path.clone();
        findings(decision)
            .into_iter()
            .map(move |finding| finding.in_file(&path))
    };
    site.decisions.values().flat_map(of).collect()
}

fn findings(decision: &Decision) -> Vec<Finding> {
    let mut findings = Graph::of(decision).err().unwrap_or_default();
    findings.extend(decision.steps.iter().flat_map(same_places));
    findings
}

/// Finds answers of one step that lead to one place. When all do, the question changes nothing.
fn same_places(step: &Step) -> Vec<Finding> {
    let mut by_target: BTreeMap<StepId, Vec<&Arrow>> = BTreeMap::new();
    for arrow in &step.arrows {
        if let Some(to) = arrow.to.step() {
            by_target.entry(to).or_default().push(arrow);
        }
    }
    if changes_nothing(step) {
        let message = format!("'{}' changes nothing: all its answers lead to one place.", step.id);
        let finding = Finding::new(Code::ChangesNothing, step.span, message);
        return vec![finding.hint("Send one answer somewhere else, or leave the question out.")];
    }
    by_target
        .values()
        .filter_map(|arrows| same_place(step, arrows))
        .collect()
}

/// Whatever is answered, the same step follows, and the record says the same. An answer that leads nowhere yet may lead
/// elsewhere.
fn changes_nothing(step: &Step) -> bool {
    let alike = |pair: &[Arrow]| match pair {
        [a, b] => a.to.step().is_some() && a.to == b.to && a.record == b.record,
        _ => true,
    };
    step.arrows.len() > 1 && step.arrows.windows(2).all(alike)
}

/// Two answers that lead to one place and fill in the record alike could be one. "Not sure" is no answer of the
/// author's, so it does not count.
fn same_place(step: &Step, arrows: &[&Arrow]) -> Option<Finding> {
    let typed: Vec<&&Arrow> = arrows.iter().filter(|arrow| !arrow.is_not_sure()).collect();
    let [first, second, ..] = typed.as_slice() else {
        return None;
    };
    if first.record != second.record {
        return None;
    }
    let message = format!(
        "At '{}', '{}' and '{}' lead to one place.",
        step.id, first.say, second.say
    );
    let joined = format!(
        "If that is meant, join them: '{}, or {}'.",
        first.say,
        lower_first(&second.say)
    );
    Some(
        Finding::new(Code::SamePlace, second.span, message)
            .also(first.span, "the first of them")
            .hint(joined),
    )
}

fn lower_first(words: &str) -> String {
    let mut letters = words.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}
