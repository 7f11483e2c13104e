//! What was proved, in a few short lines.

use super::counts::{Counts, journeys};
use super::{Graph, Mutation, Proof};
use crate::diagnostic::text::number;

/// Returns what was proved of a decision: its size, its rules, its stories, and what of the policy it uses.
pub fn proof(graph: &Graph, proof: &Proof) -> Vec<String> {
    let mut lines = vec![size(&proof.counts), rules(proof), stories(proof)];
    lines.extend(clauses(proof));
    lines.extend(outside(graph, proof));
    lines
}

fn size(counts: &Counts) -> String {
    let exits = match counts.exits {
        0 => String::new(),
        1 => ", and 1 by the way out at any time".to_owned(),
        exits => format!(", and {exits} by ways out at any time"),
    };
    format!(
        "{} and {}: {}{exits}. All end; the longest has {}.",
        number(counts.questions + counts.outcomes, "step", "steps"),
        number(counts.arrows, "answer", "answers"),
        journeys(&counts.journeys),
        number(counts.longest, "answer", "answers")
    )
}

fn rules(proof: &Proof) -> String {
    let holding = proof.rules.iter().filter(|rule| rule.holds()).count();
    let hold = if holding == 1 { "holds" } else { "hold" };
    match proof.rules.len() {
        0 => "No rule was written that every journey must keep.".to_owned(),
        all => format!(
            "{holding} of {} {hold} on every journey{}.",
            number(all, "rule", "rules"),
            by_ways_out(proof)
        ),
    }
}

/// Says what a rule does not look at.
fn by_ways_out(proof: &Proof) -> &'static str {
    match proof.counts.exits {
        0 => "",
        _ => "; one that leaves by a way out counts as that way out alone, whatever was answered before",
    }
}

fn stories(proof: &Proof) -> String {
    let going_well = proof.stories.iter().filter(|story| story.way().is_some()).count();
    let end = match going_well {
        1 => "ends where it should",
        _ => "end where they should",
    };
    match proof.stories.len() {
        0 => "No story was written.".to_owned(),
        all => format!(
            "{going_well} of {} {end}; {}.",
            number(all, "story", "stories"),
            untold(proof)
        ),
    }
}

/// Says what the decision makes of its policy's clauses; nothing where the policy is not known.
fn clauses(proof: &Proof) -> Option<String> {
    let sorted = proof.coverage.sorted();
    let rest = match (sorted.left_out.len(), sorted.unused.len()) {
        (0, 0) => ".".to_owned(),
        (1, 0) => ", the other left out with a reason.".to_owned(),
        (_, 0) => ", the others left out with a reason.".to_owned(),
        (0, unused) => format!(", {unused} neither used nor left out with a reason."),
        (left_out, unused) => {
            format!(", {left_out} left out with a reason, {unused} neither used nor left out with a reason.")
        }
    };
    let all = proof.coverage.clauses.len();
    let used = sorted.used.len();
    let verb = if used == 1 { "is" } else { "are" };
    (all > 0).then(|| format!("{used} of {} {verb} used{rest}", number(all, "clause", "clauses")))
}

/// Names the steps that rest on guidance from outside alone.
fn outside(graph: &Graph, proof: &Proof) -> Option<String> {
    let steps = proof.coverage.outside_only.iter();
    let names: Vec<String> = steps.map(|step| format!("'{}'", graph.step(*step).id)).collect();
    let steps = number(names.len(), "step rests", "steps rest");
    let named = names.join(", ");
    (!names.is_empty()).then(|| format!("{steps} on guidance from outside alone: {named}."))
}

fn untold(proof: &Proof) -> String {
    match proof.unwalked.len() + proof.untaken.len() {
        0 => "every answer is given by one of them".to_owned(),
        1 => "one answer is given by none of them".to_owned(),
        count => format!("{count} answers are given by none of them"),
    }
}

/// As many as fit on a screen. The rest come up when these are mended.
const MOST_SHOWN: usize = 10;

/// Tries every answer elsewhere, and returns what nobody would notice, the worst first, with what would.
pub fn mutation(graph: &Graph, proof: &Proof) -> Vec<String> {
    let Ok(mutation) = Mutation::of(graph, proof) else {
        return vec!["There are too many answers to try each of them elsewhere.".to_owned()];
    };
    let unnoticed = &mutation.unnoticed;
    let mut lines = vec![tried(mutation.tried(), unnoticed.len())];
    if !unnoticed.is_empty() && proof.rules.is_empty() && proof.stories.is_empty() {
        lines.push("Without a rule and without a story, only the shape of the decision notices anything.".to_owned());
    }
    for one in unnoticed.iter().take(MOST_SHOWN) {
        lines.push(format!("- {}.", one.in_words(graph)));
        lines.push(format!("  This story would notice: {}", one.story(graph)));
        lines.push(format!("  Or this rule: {}", one.rule(graph)));
    }
    lines
}

fn tried(tried: usize, unnoticed: usize) -> String {
    let times = number(
        tried,
        "time an answer was sent elsewhere",
        "times an answer was sent elsewhere",
    );
    match (tried, unnoticed) {
        (0, _) => "There is no answer that could be sent elsewhere.".to_owned(),
        (1, 0) => format!("{times}, and it was noticed."),
        (_, 0) => format!("{times}, and each time it was noticed."),
        (1, _) => format!("{times}, and nobody would notice:"),
        (_, 1) => format!("{times}; once nobody would notice:"),
        _ => format!("{times}; {unnoticed} times nobody would notice. The worst first:"),
    }
}
