//! Decisions of sizes that no listing could deal with.

use std::fmt::Write;

use fingerpost::diagnostic::Code;
use fingerpost::proof::counts::journeys;
use fingerpost::proof::{Graph, Mutation, Proof};
use num_bigint::BigUint;

use super::decision_of;
use crate::support::shapes::{ENDINGS, diamonds, head, layers, line, question};

#[test]
fn a_chain_of_sixty_diamonds_is_proved() {
    let left = (0..60).map(|i| format!("left{i}")).collect::<Vec<_>>().join(", ");
    let rules = format!(
        "always-true:\n\
         \x20 - {{say: all left, when: {{passed: [{left}]}}, then: {{verdict: proceed}}, from: [1]}}\n\
         \x20 - {{say: last, when: {{verdict: proceed}}, then: {{passed: [q59]}}, from: [1]}}\n\
         \x20 - {{say: never right, when: {{verdict: proceed}}, then: {{passed: [{left}]}}, from: [1]}}\n"
    );
    let decision = decision_of(&(diamonds(60) + &rules));
    let graph = Graph::of(&decision).unwrap();
    let proof = Proof::of(&graph, None);
    let ways_through = BigUint::from(1_u64 << 60);
    let [all_left, last, never_right] = proof.rules.as_slice() else {
        panic!("three rules")
    };
    // The journey that turns left sixty times may still end at "no", behind the last of them.
    assert_eq!(all_left.shown.as_ref().unwrap().applies, BigUint::from(2_u8));
    assert_eq!(all_left.shown.as_ref().unwrap().broken, BigUint::from(1_u8));
    assert!(last.holds());
    assert_eq!(last.shown.as_ref().unwrap().applies, ways_through);
    let shown = never_right.shown.as_ref().unwrap();
    assert_eq!(shown.broken, &ways_through - BigUint::from(1_u8));
    assert_eq!(proof.counts.longest, 120);
    assert_eq!(journeys(&proof.counts.journeys), "3,458,764,513,820,540,926 journeys");
}

#[test]
fn two_thousand_steps_in_a_line_need_no_deep_stack() {
    let mut text = line(1_998);
    text.push_str("always-true:\n  - {say: r, when: {verdict: proceed}, then: {passed: [q1997=a0]}, from: [1]}\n");
    let decision = decision_of(&text);
    // Less than the threads have that pages are made on.
    let proving = std::thread::Builder::new().stack_size(128 * 1024);
    std::thread::scope(|scope| {
        let proved = proving.spawn_scoped(scope, || {
            let graph = Graph::of(&decision).unwrap();
            let proof = Proof::of(&graph, None);
            (
                proof.counts.longest,
                proof.counts.journeys,
                proof.rules.iter().all(|rule| rule.holds()),
            )
        });
        assert_eq!(proved.unwrap().join().unwrap(), (1_998, BigUint::from(1_999_u32), true));
    });
}

#[test]
fn a_complete_layered_graph_is_proved() {
    let mut text = layers(40, 20);
    text.push_str(
        "always-true:\n  - {say: r, when: {passed: [q7-3, q9-4]}, then: {passed-any: [q8-1, q8-2]}, from: [1]}\n",
    );
    let decision = decision_of(&text);
    let graph = Graph::of(&decision).unwrap();
    let proof = Proof::of(&graph, None);
    assert_eq!(
        proof.counts.journeys,
        BigUint::from(20_u8).pow(39) * BigUint::from(2_u8)
    );
    let shown = proof.rules[0].shown.clone().unwrap();
    assert_eq!(shown.applies, BigUint::from(20_u8).pow(37) * BigUint::from(2_u8));
    assert_eq!(
        shown.broken,
        &shown.applies * BigUint::from(18_u8) / BigUint::from(20_u8)
    );
}

#[test]
fn a_rule_that_speaks_of_too_much_is_refused_and_not_tried() {
    // Sixty fields, each set or not at sixty questions: 2^60 states that no two journeys share.
    let mut text = head();
    let fields: Vec<String> = (0..60).map(|i| format!("f{i}")).collect();
    for i in 0..60 {
        let next = if i < 59 {
            format!("q{}", i + 1)
        } else {
            "yes".to_owned()
        };
        writeln!(
            text,
            "  q{i}:\n    ask: q\n    from: [1]\n    not-sure: {{left-out: no}}\n    answers:"
        )
        .unwrap();
        writeln!(
            text,
            "      - {{say: a, go: {next}, record: {{f{i}: x}}}}\n      - {{say: b, go: {next}}}"
        )
        .unwrap();
    }
    text.push_str("outcomes:\n  yes: {verdict: proceed, title: t, from: [1]}\nrecord:\n");
    fields
        .iter()
        .for_each(|field| writeln!(text, "  - {{id: {field}, label: l}}").unwrap());
    let rule = format!(
        "  - {{say: r, when: {{record: [{}]}}, then: {{any: ending}}, from: [1]}}\n",
        fields.join(", ")
    );
    let decision = decision_of(&(text + "always-true:\n" + &rule));
    let graph = Graph::of(&decision).unwrap();
    assert!(Proof::of(&graph, None).rules[0].shown.is_none());
}

#[test]
fn a_decision_whose_ways_all_lead_to_one_ending_is_proved() {
    let mut text = line(1_998).replace("go: no", "go: yes");
    text.push_str("always-true:\n  - {say: r, when: {any: ending}, then: {outcome: yes}, from: [1]}\n");
    let decision = decision_of(&text.replace("  no: {verdict: stop, title: t, from: [1]}\n", ""));
    let graph = Graph::of(&decision).unwrap();
    let proof = Proof::of(&graph, None);
    assert!(proof.rules.iter().all(|rule| rule.holds()));
    assert_eq!(proof.counts.journeys, BigUint::from(1_999_u32));
}

#[test]
fn more_steps_than_the_limit_are_refused() {
    let mut text = head();
    (0..2_001).for_each(|i| question(&mut text, &format!("q{i}"), &["yes", "no"]));
    assert_eq!(
        refused(&(text + ENDINGS)),
        "This decision has 2003 steps. 2000 is the most that can be checked."
    );
}

#[test]
fn more_answers_than_the_limit_are_refused() {
    assert_eq!(
        refused(&layers(21, 33)),
        "This decision has 20790 answers. 20000 is the most that can be checked."
    );
}

/// What a decision that is too large is told.
fn refused(text: &str) -> String {
    let decision = decision_of(text);
    let findings = Graph::of(&decision).unwrap_err();
    let [finding] = findings.as_slice() else {
        panic!("one finding, not {findings:?}")
    };
    assert_eq!(finding.code, Code::TooLarge);
    finding.message.clone()
}

#[test]
fn sixty_steps_are_tried_with_every_arrow_elsewhere() {
    // A long way of questions, each of which may be left for one of three endings.
    let mut text = head();
    for i in 0..57 {
        let next = if i < 56 {
            format!("q{}", i + 1)
        } else {
            "yes".to_owned()
        };
        question(&mut text, &format!("q{i}"), &[&next, ["no", "later"][i % 2]]);
    }
    text.push_str(ENDINGS);
    text.push_str("  later: {verdict: wait, title: t, from: [1]}\nalways-true:\n");
    for i in 0..57 {
        let ending = ["no", "later"][i % 2];
        writeln!(
            text,
            "  - {{say: r, when: {{passed: [q{i}=a1]}}, then: {{outcome: {ending}}}, from: [1]}}"
        )
        .unwrap();
        writeln!(
            text,
            "  - {{say: s, when: {{verdict: proceed}}, then: {{passed: [q{i}=a0]}}, from: [1]}}"
        )
        .unwrap();
    }
    let decision = decision_of(&text);
    let graph = Graph::of(&decision).unwrap();
    let proof = Proof::of(&graph, None);
    assert!(proof.rules.iter().all(|rule| rule.holds()));
    let mutation = Mutation::of(&graph, &proof).unwrap();
    assert_eq!(mutation.tried(), 57 * 2 * 59);
    assert_eq!(mutation.unnoticed, []);
}
