//! A decision as written: targets are still names, citations still text.
//!
//! Here is the file as a whole; what it consists of has a file each: [`question`](QuestionDoc)s and
//! [`answer`](AnswerDoc)s, [`checklist`](ChecklistDoc)s, [`outcome`](OutcomeDoc)s, the [`record`](FieldDoc), the
//! [`rule`](RuleDoc)s, and the [`grounds`](Grounds) that they all rest on.

mod answer;
mod checklist;
mod grounds;
mod outcome;
mod question;
mod record;
mod rule;

use std::collections::BTreeMap;

use indexmap::IndexMap;

use self::answer::exit;
use self::checklist::checklist;
use self::grounds::{left_out, reviewed, source};
use self::outcome::{action, outcome};
use self::question::{own_not_sure, question};
use self::record::field;
use self::rule::rule;
use super::edition::{Edition, edition};
use super::fields::{Fields, Thing, read};
use super::yaml::{self, Node, NodeKind};
use crate::diagnostic::{Code, Finding};
use crate::source::{Span, Spanned};

pub use self::answer::{AnswerDoc, ExitDoc};
pub use self::checklist::{ChecklistDoc, ItemDoc};
pub use self::grounds::{CitationDoc, Grounds, LeftOut, Reviewed, SourceDoc};
pub use self::outcome::{ActionDoc, OutcomeDoc, Verdict};
pub use self::question::{NotSure, QuestionDoc};
pub use self::record::{FieldDoc, Options};
pub use self::rule::{Condition, RuleDoc};

/// Things that an author named, in the order of the file. The key's place is where its name stands.
pub type Named<T> = IndexMap<String, Spanned<T>>;

/// One decision file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DecisionDoc {
    /// What is decided, as a question.
    pub title: Spanned<String>,
    /// Who decides.
    pub for_whom: Option<Spanned<String>>,
    /// The policy whose clauses it cites: a path as typed.
    pub policy: Option<Spanned<String>>,
    /// Version and dates.
    pub edition: Edition,
    /// The first step.
    pub start: Option<Spanned<String>>,
    /// Where "Not sure" leads, from every question that does not say otherwise.
    pub not_sure: Option<Spanned<String>>,
    /// Ways out that are offered on every step.
    pub at_any_time: Vec<ExitDoc>,
    /// The questions, by name.
    pub questions: Named<QuestionDoc>,
    /// The checklists, by name.
    pub checklists: Named<ChecklistDoc>,
    /// The endings, by name.
    pub outcomes: Named<OutcomeDoc>,
    /// Things that endings tell people to do, by name.
    pub actions: Named<ActionDoc>,
    /// Guidance that is not in this school's policy, by name.
    pub outside_sources: Named<SourceDoc>,
    /// Clauses that no step needs to cite, and why.
    pub left_out: Vec<LeftOut>,
    /// The fields of the record.
    pub record: Vec<FieldDoc>,
    /// Rules that hold on every journey.
    pub always_true: Vec<RuleDoc>,
    /// The clauses that it was last reviewed against.
    pub reviewed: Vec<Reviewed>,
}

/// Reads a decision file.
pub fn parse(text: &str) -> (DecisionDoc, Vec<Finding>) {
    let (root, mut findings) = yaml::parse(text, Span::new(0, text.len()));
    if root.is_none() && findings.is_empty() {
        let finding = Finding::of_file(Code::MissingKey, "This decision is empty.");
        findings.push(
            finding.hint("Write title:, policy:, start:, questions: and outcomes:, each with what belongs to it."),
        );
    }
    let doc = root.and_then(|node| read(Thing::unnamed("decision", &node), &node, &mut findings, decision));
    (doc.unwrap_or_default(), findings)
}

fn decision(fields: &mut Fields<'_>) -> DecisionDoc {
    let doc = DecisionDoc {
        title: fields.required_text("title", "Write what is decided, as a question: title: ..."),
        for_whom: fields.text("for"),
        policy: policy(fields),
        edition: edition(fields),
        start: start(fields),
        not_sure: fields.text("not-sure"),
        at_any_time: fields.each_of_few("at-any-time", exit),
        questions: steps(
            fields,
            "questions",
            "Write the questions, each with a name of its own.",
            question,
        ),
        checklists: fields.named("checklists", checklist),
        outcomes: steps(
            fields,
            "outcomes",
            "Write the endings, each with a name of its own.",
            outcome,
        ),
        actions: fields.named("actions", action),
        outside_sources: fields.named("outside-sources", source),
        left_out: fields.each("left-out", left_out),
        record: fields.each_of_few("record", field),
        always_true: fields.each("always-true", rule),
        reviewed: reviewed(fields),
    };
    fields.findings.extend(alike(&doc));
    doc
}

fn policy(fields: &mut Fields<'_>) -> Option<Spanned<String>> {
    let policy = fields.text("policy");
    if policy.is_none() {
        fields.is_missing(
            "policy",
            "Write which policy it follows: policy: ../policies/information-sharing.md",
        );
    }
    policy
}

fn start(fields: &mut Fields<'_>) -> Option<Spanned<String>> {
    let start = fields.text("start");
    if start.is_none() {
        let first = match fields.node("questions").map(|node| &node.kind) {
            Some(NodeKind::Mapping(entries)) => entries.first().map(|(name, _)| name.value.as_str()),
            _ => None,
        };
        let hint = format!(
            "Write the name of the first question: start: {}",
            first.unwrap_or("...")
        );
        fields.is_missing_as(Code::BadStart, "start", &hint);
    }
    start
}

fn steps<T>(
    fields: &mut Fields<'_>,
    key: &'static str,
    hint: &str,
    take: fn(&Spanned<String>, &Node, &mut Vec<Finding>) -> Option<T>,
) -> Named<T> {
    if fields.node(key).is_none() {
        fields.is_missing(key, hint);
    }
    fields.named(key, take)
}

/// Finds equal names in lists: ways out, and lines of the record. And an answer "Not sure" where one is offered anyway.
fn alike(doc: &DecisionDoc) -> Vec<Finding> {
    let exits = equal_ids("ways out", doc.at_any_time.iter().map(|exit| &exit.id));
    let lines = equal_ids("lines of the record", doc.record.iter().map(|field| &field.id));
    let unsure = doc
        .questions
        .iter()
        .filter_map(|(name, question)| own_not_sure(name, &question.value, doc));
    exits.into_iter().chain(lines).chain(unsure).collect()
}

fn equal_ids<'a>(what: &str, ids: impl Iterator<Item = &'a Spanned<String>>) -> Vec<Finding> {
    let mut first: BTreeMap<&str, Span> = BTreeMap::new();
    let mut findings = Vec::new();
    for id in ids.filter(|id| !id.value.is_empty()) {
        match first.get(id.value.as_str()) {
            Some(earlier) => findings.push(equal_id(what, id, *earlier)),
            None => {
                first.insert(&id.value, id.span);
            }
        }
    }
    findings
}

fn equal_id(what: &str, id: &Spanned<String>, earlier: Span) -> Finding {
    let message = format!("Two {what} have the name '{}'.", id.value);
    Finding::new(Code::NameClash, id.span, message)
        .also(earlier, "the first one")
        .hint("Give one of them another name: id: ...")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Wraps a question's lines in a decision that lacks nothing else.
    fn with_question(lines: &str) -> String {
        let question: String = lines.lines().map(|line| format!("    {line}\n")).collect();
        format!(
            "title: t\npolicy: ../policies/p.md\nstart: q\nquestions:\n  q:\n{question}\
             outcomes:\n  end: {{verdict: wait, title: t, from: 1.1}}\n"
        )
    }

    fn told(text: &str) -> Vec<(Code, String)> {
        let (_, findings) = parse(text);
        findings
            .into_iter()
            .map(|finding| (finding.code, finding.message))
            .collect()
    }

    #[test]
    fn words_stay_as_typed_and_names_are_made_of_them() {
        let text = with_question(
            "ask: Is it 1.10?\nfrom: [2.10]\nanswers:\n  - {say: Yes, go: end}\n  - {say: \"No, never\", go: end}",
        );
        let (doc, findings) = parse(&text);
        assert_eq!(findings, []);
        let question = &doc.questions["q"].value;
        let answers: Vec<_> = question
            .answers
            .iter()
            .map(|a| (a.say.value.as_str(), a.id.value.as_str()))
            .collect();
        assert_eq!(answers, [("Yes", "yes"), ("No, never", "no-never")]);
        assert_eq!(question.grounds.from[0].clause.value.as_str(), "2.10");
    }

    #[test]
    fn a_misspelt_key_is_told_once() {
        let text = with_question("ask: a\nform: [1.1]\nanswers:\n  - {say: Yes, go: end}\n  - {say: No, go: end}");
        assert_eq!(
            told(&text),
            [(Code::UnknownKey, "'form' is not something a question can have.".into())]
        );
    }

    #[test]
    fn what_is_missing_is_told_with_the_name_of_its_owner() {
        let text = with_question("ask: a\nanswers:\n  - {say: Yes, go: end}\n  - say: No");
        assert_eq!(
            told(&text),
            [
                (Code::MissingKey, "This answer has no 'go'.".into()),
                (Code::MissingKey, "Question 'q' has no 'from'.".into()),
            ]
        );
    }

    #[test]
    fn a_list_that_every_ending_repeats_has_an_end() {
        let lines = |count| {
            (0..count)
                .map(|i| format!("  - {{id: f{i}, label: l}}\n"))
                .collect::<String>()
        };
        let question = with_question("ask: a\nfrom: 1.1\nanswers:\n  - {say: Yes, go: end}\n  - {say: No, go: end}");
        assert_eq!(told(&format!("{question}record:\n{}", lines(100))), []);
        assert_eq!(
            told(&format!("{question}record:\n{}", lines(101))),
            [(
                Code::TooLarge,
                "There are 101 things under 'record'. 100 is the most that I read.".into()
            )]
        );
    }

    #[test]
    fn answers_must_be_several_and_different() {
        let one = with_question("ask: a\nfrom: 1.1\nanswers:\n  - {say: Yes, go: end}");
        assert_eq!(
            told(&one),
            [(
                Code::FewAnswers,
                "'q' has one answer. A question needs at least two.".into()
            )]
        );
        let alike =
            with_question("ask: a\nfrom: 1.1\nanswers:\n  - {say: Yes, go: end}\n  - {say: yes, go: end, id: x}");
        assert_eq!(
            told(&alike),
            [(Code::SameAnswers, "'q' has the answer 'yes' twice.".into())]
        );
    }

    #[test]
    fn a_name_that_cannot_stand_in_an_address_is_told() {
        let text =
            with_question("ask: a\nfrom: 1.1\nanswers:\n  - {say: Yes, go: end, id: a=b}\n  - {say: No, go: end}");
        assert_eq!(
            told(&text).into_iter().map(|(code, _)| code).collect::<Vec<_>>(),
            [Code::BadValue]
        );
    }

    #[test]
    fn not_sure_leads_elsewhere_or_is_left_out_for_a_reason() {
        let base = "ask: a\nfrom: 1.1\nanswers:\n  - {say: Yes, go: end}\n  - {say: No, go: end}\nnot-sure: ";
        let not_sure = |typed: &str| {
            parse(&with_question(&format!("{base}{typed}"))).0.questions["q"]
                .value
                .not_sure
                .clone()
        };
        assert!(matches!(not_sure("end"), NotSure::To(step) if step.value == "end"));
        assert!(matches!(not_sure("{left-out: why}"), NotSure::LeftOut(why) if why.value == "why"));
    }

    #[test]
    fn a_checklist_may_use_the_usual_words() {
        let text = with_question("ask: a\nfrom: 1.1\nanswers:\n  - {say: Yes, go: end}\n  - {say: No, go: end}")
            + "checklists:\n  c:\n    ask: a\n    from: 1.1\n    items: [one, {say: two}]\n    done: end\n    cannot: {say: Never, go: end}\n";
        let (doc, findings) = parse(&text);
        assert_eq!(findings, []);
        let checklist = &doc.checklists["c"].value;
        assert_eq!(checklist.done.say.value, "Yes, all of these are true");
        assert_eq!(
            (checklist.cannot.say.value.as_str(), checklist.cannot.id.value.as_str()),
            ("Never", "cannot")
        );
        assert_eq!(checklist.items.len(), 2);
    }

    #[test]
    fn several_clauses_without_brackets_are_shown_with_them() {
        let text = with_question("ask: a\nfrom: 1.1, 1.2\nanswers:\n  - {say: Yes, go: end}\n  - {say: No, go: end}");
        let (_, findings) = parse(&text);
        assert_eq!(findings[0].hints, ["Put several in square brackets: [1.1, 1.2]"]);
    }
}
