//! Rules that hold on every journey.

use super::grounds::{Grounds, grounds};
use super::outcome::{Verdict, verdicts};
use crate::diagnostic::Finding;
use crate::parse::fields::{Fields, Thing, read};
use crate::parse::yaml::{Node, NodeKind};
use crate::source::{Span, Spanned};

/// A rule that holds on every journey.
#[derive(Clone, Debug, PartialEq)]
pub struct RuleDoc {
    /// The rule in words.
    pub say: Spanned<String>,
    /// On which journeys it must hold: all of these.
    pub when: Vec<Condition>,
    /// What must hold there: all of these.
    pub then: Vec<Condition>,
    /// What it rests on.
    pub grounds: Grounds,
    /// Where it stands.
    pub span: Span,
}

/// One thing that can be true of a journey, as written.
#[derive(Clone, Debug, PartialEq)]
pub enum Condition {
    /// `any: ending`: true of every journey.
    AnyEnding,
    /// `verdict: proceed`: it ends with this verdict.
    Verdict(Spanned<Verdict>),
    /// `outcome: shared`: it ends here.
    Outcome(Spanned<String>),
    /// `passed: [a=yes, b]`: it gave all of these answers, and passed all of these steps.
    Passed(Vec<Spanned<String>>),
    /// `passed-any: [...]`: at least one of them.
    PassedAny(Vec<Spanned<String>>),
    /// `answered-any: [not-sure]`: it gave an answer of one of these names, whatever the question.
    AnsweredAny(Vec<Spanned<String>>),
    /// `do: keep-record`: its ending says to do all of these.
    Do(Vec<Spanned<String>>),
    /// `record: basis`: it set all of these fields.
    Record(Vec<Spanned<String>>),
}

pub(super) fn rule(node: &Node, findings: &mut Vec<Finding>) -> Option<RuleDoc> {
    read(Thing::unnamed("rule", node), node, findings, |fields| RuleDoc {
        say: fields.required_text("say", "Write the rule in plain words: say: ..."),
        when: conditions(
            fields,
            "when",
            "Say on which journeys it must hold: when: {verdict: proceed}",
        ),
        then: conditions(
            fields,
            "then",
            "Say what must be true of them: then: {passed-any: [authorised=yes]}",
        ),
        grounds: grounds(fields),
        span: node.span,
    })
}

fn conditions(fields: &mut Fields<'_>, key: &'static str, hint: &str) -> Vec<Condition> {
    let Some((name, node)) = fields.entry(key) else {
        fields.is_missing(key, hint);
        return Vec::new();
    };
    let conditions = read(Thing::named("condition", name), node, fields.findings, condition).unwrap_or_default();
    if conditions.is_empty() && node == &no_names(node.span) {
        fields.is_missing(key, hint);
    }
    conditions
}

/// `when: {}` says nothing.
fn no_names(span: Span) -> Node {
    Node {
        kind: NodeKind::Mapping(Vec::new()),
        span,
    }
}

fn condition(fields: &mut Fields<'_>) -> Vec<Condition> {
    let single = [
        fields.choice("any", &[("ending", ())]).map(|_| Condition::AnyEnding),
        fields.choice("verdict", &verdicts()).map(Condition::Verdict),
        fields.text("outcome").map(Condition::Outcome),
    ];
    let lists = [
        (fields.texts("passed"), Condition::Passed as fn(_) -> _),
        (fields.texts("passed-any"), Condition::PassedAny),
        (fields.texts("answered-any"), Condition::AnsweredAny),
        (fields.texts("do"), Condition::Do),
        (fields.texts("record"), Condition::Record),
    ];
    let lists = lists
        .into_iter()
        .filter(|(words, _)| !words.is_empty())
        .map(|(words, condition)| condition(words));
    single.into_iter().flatten().chain(lists).collect()
}
