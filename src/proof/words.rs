//! What was proved, in a few short lines.

use super::counts::in_words;
use super::{Graph, Mutation, Proof};

/// Returns what was proved of a decision: its size, its rules, its stories, and what of the policy it uses.
pub fn proof(graph: &Graph, proof: &Proof) -> Vec<String> {
    let counts = &proof.counts;
    let holding = proof.rules.iter().filter(|rule| rule.holds()).count();
    let going_well = proof.stories.iter().filter(|story| story.way().is_some()).count();
    let mut lines = vec![
        format!(
            "{} steps and {} answers: {} journeys, and {} by ways out at any time. All end; the longest has {} answers.",
            counts.questions + counts.outcomes,
            counts.arrows,
            in_words(&counts.journeys),
            counts.exits,
            counts.longest
        ),
        format!("{holding} of {} rules hold on every journey.", proof.rules.len()),
        format!(
            "{going_well} of {} stories end where they should; {}.",
            proof.stories.len(),
            untold(proof)
        ),
    ];
    lines.extend(clauses(proof));
    lines.extend(outside(graph, proof));
    lines
}

/// Says what the decision makes of its policy's clauses; nothing where the policy is not known.
fn clauses(proof: &Proof) -> Option<String> {
    let sorted = proof.coverage.sorted();
    let rest = match (sorted.left_out.len(), sorted.unused.len()) {
        (0, 0) => ".".to_owned(),
        (_, 0) => ", the others left out with a reason.".to_owned(),
        (0, unused) => format!(", {unused} neither used nor left out with a reason."),
        (left_out, unused) => {
            format!(", {left_out} left out with a reason, {unused} neither used nor left out with a reason.")
        }
    };
    let all = proof.coverage.clauses.len();
    (all > 0).then(|| format!("{} of {all} clauses are used{rest}", sorted.used.len()))
}

/// Names the steps that rest on guidance from outside alone.
fn outside(graph: &Graph, proof: &Proof) -> Option<String> {
    let steps = proof.coverage.outside_only.iter();
    let names: Vec<String> = steps.map(|step| format!("'{}'", graph.step(*step).id)).collect();
    let (noun, verb) = if names.len() == 1 {
        ("step", "rests")
    } else {
        ("steps", "rest")
    };
    let named = names.join(", ");
    (!names.is_empty()).then(|| format!("{} {noun} {verb} on guidance from outside alone: {named}.", names.len()))
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
    let tried = mutation.tried();
    let unnoticed = &mutation.unnoticed;
    if unnoticed.is_empty() {
        return vec![format!(
            "{tried} times an answer was sent elsewhere, and each time it was noticed."
        )];
    }
    let mut lines = vec![format!(
        "{tried} times an answer was sent elsewhere; {} times nobody would notice. The worst first:",
        unnoticed.len()
    )];
    for one in unnoticed.iter().take(MOST_SHOWN) {
        lines.push(format!("- {}.", one.in_words(graph)));
        lines.push(format!("  This story would notice: {}", one.story(graph)));
        lines.push(format!("  Or this rule: {}", one.rule(graph)));
    }
    lines
}
