//! Rules that hold on every journey.

use super::grounds::{Grounds, grounds};
use super::outcome::{Verdict, verdicts};
use crate::diagnostic::{Code, Finding};
use crate::parse::fields::{Fields, Thing, read};
use crate::parse::yaml::{Entry, Node, NodeKind};
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

/// A rule that cannot be read is none: half of it would say something else.
pub(super) fn rule(node: &Node, findings: &mut Vec<Finding>) -> Option<RuleDoc> {
    let read = read(Thing::unnamed("rule", node), node, findings, |fields| {
        let say = fields.required_text("say", "Write the rule in plain words: say: ...");
        let when = conditions(
            fields,
            "when",
            "Say on which journeys it must hold: when: {verdict: proceed}",
        );
        let then = conditions(
            fields,
            "then",
            "Say what must be true of them: then: {passed-any: [authorised=yes]}",
        );
        let grounds = grounds(fields);
        Some(RuleDoc {
            say,
            when: when?,
            then: then?,
            grounds,
            span: node.span,
        })
    });
    read.flatten()
}

/// Reads what stands under `when` or `then`. A condition with nothing behind it would be true of every journey, or
/// make the rule speak of more than it says.
fn conditions(fields: &mut Fields<'_>, key: &'static str, hint: &str) -> Option<Vec<Condition>> {
    let Some((name, node)) = fields.entry(key).filter(|(_, node)| !has_no_entries(node)) else {
        fields.is_missing(key, hint);
        return None;
    };
    let before = fields.findings.len();
    fields.findings.extend(entries(node).iter().filter_map(says_nothing));
    let conditions = read(Thing::named("condition", name), node, fields.findings, condition)?;
    (fields.findings.len() == before).then_some(conditions)
}

fn entries(node: &Node) -> &[Entry] {
    match &node.kind {
        NodeKind::Mapping(entries) => entries,
        _ => &[],
    }
}

/// `when: {}` says nothing.
fn has_no_entries(node: &Node) -> bool {
    matches!(&node.kind, NodeKind::Mapping(entries) if entries.is_empty())
}

fn says_nothing((name, value): &Entry) -> Option<Finding> {
    let message = format!("Nothing stands behind '{}' in this rule.", name.value);
    (value.is_empty() || value.holds_nothing()).then(|| {
        Finding::new(Code::WrongShape, name.span, message)
            .hint("Write what it speaks of, or take it out if the rule is right without it.")
    })
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::yaml;

    fn read_rule(conditions: &str) -> (Option<RuleDoc>, Vec<String>) {
        let text = format!("say: It holds\nfrom: [1]\n{conditions}");
        let (node, mut findings) = yaml::parse(&text, Span::new(0, text.len()));
        let read = node.and_then(|node| rule(&node, &mut findings));
        (read, findings.into_iter().map(|finding| finding.message).collect())
    }

    #[test]
    fn a_condition_without_anything_behind_it_is_told_and_makes_no_rule() {
        let lists = ["passed", "passed-any", "answered-any", "do", "record"];
        let empty_lists = lists.iter().map(|key| format!("{key}: []"));
        let nothing = lists.iter().chain(&["verdict", "outcome"]).map(|key| format!("{key}:"));
        for empty in empty_lists.chain(nothing) {
            let key = empty.split(':').next().unwrap_or_default();
            for rule in [
                format!("when: {{any: ending}}\nthen:\n  {empty}\n"),
                format!("when:\n  any: ending\n  {empty}\nthen: {{verdict: stop}}\n"),
            ] {
                let (rule, told) = read_rule(&rule);
                assert_eq!(told, [format!("Nothing stands behind '{key}' in this rule.")]);
                assert_eq!(rule, None);
            }
        }
    }

    #[test]
    fn a_rule_says_when_and_what() {
        for nothing in ["", " {}"] {
            let (rule, told) = read_rule(&format!("when: {{any: ending}}\nthen:{nothing}\n"));
            assert_eq!(told, ["This rule has no 'then'."]);
            assert_eq!(rule, None);
        }
        let (rule, told) = read_rule("when: {any: ending}\nthen: {do: tell}\n");
        assert_eq!(told, [""; 0]);
        assert_eq!(rule.map(|rule| rule.then.len()), Some(1));
    }
}
