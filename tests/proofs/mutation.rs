//! Arrow mutation: the quick answer is the one that proving every mutant anew would give.

use std::collections::BTreeMap;

use fingerpost::parse::stories::{StoriesDoc, StoryDoc};
use fingerpost::path::ContentPath;
use fingerpost::proof::mutation::ArrowId;
use fingerpost::proof::mutation::{Danger, Mutant, Mutation, Noticer};
use fingerpost::proof::{Graph, Proof};
use fingerpost::site::{Decision, StepId, Target};
use fingerpost::source::{Span, Spanned};
use num_bigint::BigUint;
use proptest::prelude::*;

use super::naive::{self, Ended};
use super::{decision_of, random};

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_mutant_is_noticed_by_whom_proving_it_anew_says(
        sketch in random::sketch(),
        told in proptest::collection::vec(any::<prop::sample::Index>(), 0..3),
    ) {
        let decision = proved(decision_of(&sketch.text()), &told);
        let graph = Graph::of(&decision).unwrap();
        let mutation = Mutation::of(&graph, &Proof::of(&graph, None)).unwrap();
        let mut noticed: BTreeMap<Noticer, usize> = BTreeMap::new();
        let mut unnoticed: Vec<Mutant> = Vec::new();
        for mutant in mutants(&decision) {
            match noticer(&decision, &mutant) {
                Some(noticer) => *noticed.entry(noticer).or_default() += 1,
                None => unnoticed.push(mutant),
            }
        }
        unnoticed.sort();
        let mut found: Vec<Mutant> = mutation.unnoticed.iter().map(|one| one.mutant).collect();
        found.sort();
        prop_assert_eq!(found, unnoticed);
        prop_assert_eq!(mutation.noticed, noticed);
    }
}

/// Keeps of a decision what holds, and gives it stories.
fn proved(mut decision: Decision, told: &[prop::sample::Index]) -> Decision {
    let graph = Graph::of(&decision).unwrap();
    let proof = Proof::of(&graph, None);
    let holding = proof
        .rules
        .iter()
        .filter(|rule| rule.holds())
        .map(|rule| rule.rule.clone())
        .collect();
    let complete = |id: &str| {
        proof
            .record
            .iter()
            .all(|field| field.field.id.value != id || field.shown.broken == BigUint::ZERO)
    };
    let mut record = decision.doc.record.clone();
    record
        .iter_mut()
        .filter(|field| !complete(&field.id.value))
        .for_each(|field| field.needed_for.clear());
    let all = naive::all_journeys(&decision);
    let stories = told.iter().map(|index| story(&decision, index.get(&all))).collect();
    let stories = StoriesDoc {
        stories_for: None,
        stories,
    };
    (decision.doc.always_true, decision.doc.record) = (holding, record);
    decision.stories = Some((ContentPath::new("decisions/d.stories.yaml").unwrap(), stories));
    decision
}

fn story(decision: &Decision, ended: &Ended) -> StoryDoc {
    let text = |text: &str| Spanned::new(text.to_owned(), Span::default());
    let answers = ended.given.iter().map(|(id, i)| {
        let step = decision.step(*id).unwrap();
        (text(&step.id), text(&step.arrows[*i].id))
    });
    StoryDoc {
        name: text("story"),
        answers: answers.collect(),
        at_any_time: ended.exit.map(|exit| text(&decision.exits[exit].id)),
        ends_at: text(&ended.ending.id),
        record: Vec::new(),
    }
}

/// Lists every arrow sent to every other step.
pub(super) fn mutants(decision: &Decision) -> Vec<Mutant> {
    let steps = decision.steps.iter().enumerate();
    let answers = steps.flat_map(|(i, step)| {
        let arrows = step.arrows.iter().enumerate();
        arrows.map(move |(n, arrow)| (ArrowId::Answer(StepId(i), n), arrow.to.step().unwrap()))
    });
    let exits = decision
        .exits
        .iter()
        .enumerate()
        .map(|(i, exit)| (ArrowId::Exit(i), exit.to.step().unwrap()));
    let arrows = answers.chain(exits);
    let mutants = arrows.flat_map(|(arrow, from)| {
        let others = (0..decision.steps.len()).map(StepId).filter(move |to| *to != from);
        others.map(move |to| Mutant { arrow, from, to })
    });
    mutants.collect()
}

/// Makes the change.
pub(super) fn changed(decision: &Decision, mutant: &Mutant) -> Decision {
    let mut changed = decision.clone();
    let to = Target::Step(mutant.to);
    match mutant.arrow {
        ArrowId::Answer(step, answer) => changed.steps[step.0].arrows[answer].to = to,
        ArrowId::Exit(exit) => changed.exits[exit].to = to,
    }
    changed
}

/// Returns whether what the change has left is refused for its shape, besides circles and lost steps.
pub(super) fn is_shapeless(changed: &Decision, mutant: &Mutant) -> bool {
    match mutant.arrow {
        ArrowId::Answer(step, _) => {
            let arrows = &changed.steps[step.0].arrows;
            arrows.len() > 1 && arrows.iter().all(|arrow| arrow.to == Target::Step(mutant.to))
        }
        ArrowId::Exit(_) => changed.steps[mutant.to.0].verdict().is_none(),
    }
}

/// Proves everything anew.
fn noticer(decision: &Decision, mutant: &Mutant) -> Option<Noticer> {
    let changed = changed(decision, mutant);
    let graph = match Graph::of(&changed) {
        Ok(graph) if !is_shapeless(&changed, mutant) => graph,
        _ => return Some(Noticer::Shape),
    };
    let proof = Proof::of(&graph, None);
    if proof.record.iter().any(|field| field.shown.broken > BigUint::ZERO) {
        Some(Noticer::Record)
    } else if !proof.rules.iter().all(|rule| rule.holds()) {
        Some(Noticer::Rule)
    } else if proof.stories.iter().any(|story| story.way().is_none()) {
        Some(Noticer::Story)
    } else {
        None
    }
}

const SMALL: &str = "\
title: t
policy: none.md
start: asked
not-sure: wait
questions:
  asked:
    ask: Have you asked?
    from: [1]
    answers:
      - {say: Yes, go: answer}
      - {say: No, go: wait}
  answer:
    ask: What was said?
    from: [1]
    answers:
      - {say: Yes, go: go}
      - {say: No, go: stay}
outcomes:
  go: {verdict: proceed, title: t, from: [1]}
  wait: {verdict: wait, title: t, from: [1]}
  stay: {verdict: stop, title: t, from: [1]}
";

#[test]
fn the_worst_comes_first_with_a_story_and_a_rule_that_would_notice() {
    let decision = decision_of(SMALL);
    let graph = Graph::of(&decision).unwrap();
    let mutation = Mutation::of(&graph, &Proof::of(&graph, None)).unwrap();
    let dangers: Vec<Danger> = mutation.unnoticed.iter().map(|one| one.danger).collect();
    assert!(dangers.is_sorted());
    let worst = &mutation.unnoticed[0];
    assert_eq!(
        worst.in_words(&graph),
        "'asked=no' could lead to 'go' instead of 'wait'"
    );
    assert_eq!(worst.story(&graph), "answers: {asked: no}, ends-at: wait");
    assert_eq!(worst.rule(&graph), "when: {passed: [asked=no]}, then: {outcome: wait}");
}

#[test]
fn a_way_out_that_no_story_takes_may_be_sent_to_another_ending() {
    let decision = decision_of(&SMALL.replace(
        "questions:",
        "at-any-time:\n  - {id: out, say: o, go: stay, from: [1]}\nquestions:",
    ));
    let graph = Graph::of(&decision).unwrap();
    let mutation = Mutation::of(&graph, &Proof::of(&graph, None)).unwrap();
    let out = mutation
        .unnoticed
        .iter()
        .find(|one| matches!(one.mutant.arrow, ArrowId::Exit(_)))
        .unwrap();
    assert_eq!(
        out.in_words(&graph),
        "'at-any-time=out' could lead to 'go' instead of 'stay'"
    );
    assert_eq!(out.story(&graph), "at-any-time: out, ends-at: stay");
}
