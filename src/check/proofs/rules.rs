//! Rules that do not hold, or never apply.

use num_bigint::BigUint;

use crate::diagnostic::{Code, Finding};
use crate::proof::rules::RuleProof;
use crate::proof::{CounterExample, Graph, Proof};
use crate::site::Arrow;

pub(super) fn findings(graph: &Graph, proof: &Proof) -> Vec<Finding> {
    proof.rules.iter().filter_map(|rule| of_rule(graph, rule)).collect()
}

fn of_rule(graph: &Graph, rule: &RuleProof) -> Option<Finding> {
    let Some(shown) = &rule.shown else {
        return Some(speaks_of_too_much(rule));
    };
    match &shown.counter_example {
        Some(example) => Some(broken(graph, rule, example)),
        None if shown.applies == BigUint::ZERO => Some(empty(rule)),
        None => None,
    }
}

fn speaks_of_too_much(rule: &RuleProof) -> Finding {
    let message = "This rule speaks of more things at once than can be followed through this decision.";
    Finding::new(Code::TooLarge, rule.rule.span, message).hint("Split it into several rules.")
}

fn empty(rule: &RuleProof) -> Finding {
    let message = format!(
        "This rule never applies, so it protects nothing: '{}'.",
        rule.rule.say.value
    );
    Finding::new(Code::RuleEmpty, rule.rule.span, message)
        .hint("No journey is as its 'when' says. Is the wrong name there, or can these not come together?")
}

fn broken(graph: &Graph, rule: &RuleProof, example: &CounterExample) -> Finding {
    let message = format!(
        "This is not always true: '{}'. Here is a journey that breaks it: {}. It ends at '{}'{}.",
        rule.rule.say.value,
        example.way.in_words(graph),
        graph.step(example.way.ending).id,
        failed(rule, example),
    );
    let finding = Finding::new(Code::RuleBroken, rule.rule.span, message);
    match wrong_answer(graph, example) {
        Some((step, arrow)) => finding
            .also(arrow.span, "here it goes wrong")
            .hint(format!(
                "It goes wrong at '{step}', with the answer '{}': no journey from there keeps the rule.",
                arrow.say
            ))
            .hint("Send that answer elsewhere, or change the rule."),
        None if example.way.exit.is_some() => finding.hint("Change the ending, or the rule."),
        None => finding.hint("No journey from the first question keeps the rule. Change the rule, or the endings."),
    }
}

/// Says what the rule asks and the journey does not do: `, but the rule asks that it pass 'a=yes' or 'b=yes'`.
fn failed(rule: &RuleProof, example: &CounterExample) -> String {
    let asks = example.fails.iter().filter_map(|i| rule.asks.get(*i));
    let asks: Vec<&str> = asks.map(String::as_str).collect();
    format!(", and the rule asks that it {}", asks.join(", and that it "))
}

fn wrong_answer<'a>(graph: &Graph<'a>, example: &CounterExample) -> Option<(&'a str, &'a Arrow)> {
    let (step, arrow) = example.way.journey.answers(graph).nth(example.wrong_at?)?;
    Some((graph.step(step).id.as_str(), arrow))
}
