//! Questions, and what is wrong with the answers of one.

use super::DecisionDoc;
use super::answer::{AnswerDoc, answer};
use super::grounds::{Grounds, required_grounds};
use crate::diagnostic::{Code, Finding};
use crate::parse::fields::{Fields, Thing, read};
use crate::parse::yaml::{Node, NodeKind};
use crate::source::Spanned;

/// A question.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct QuestionDoc {
    /// The question.
    pub ask: Spanned<String>,
    /// A few words that help to answer it.
    pub help: Option<Spanned<String>>,
    /// What it rests on.
    pub grounds: Grounds,
    /// The answers, in the author's order.
    pub answers: Vec<AnswerDoc>,
    /// What it says of people who are not sure.
    pub not_sure: NotSure,
}

/// What a question says of people who are not sure.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum NotSure {
    /// Nothing: they go where the decision's `not-sure` leads.
    #[default]
    AsUsual,
    /// They go to this step.
    To(Spanned<String>),
    /// There is no such answer, for this reason.
    LeftOut(Spanned<String>),
}

pub(super) fn question(name: &Spanned<String>, node: &Node, findings: &mut Vec<Finding>) -> Option<QuestionDoc> {
    let mut doc = read(Thing::named("question", name), node, findings, |fields| {
        if fields.node("answers").is_none() {
            fields.is_missing("answers", "Write two answers or more, each starting with a dash.");
        }
        QuestionDoc {
            ask: fields.required_text("ask", "Write the question: ask: ..."),
            help: fields.text("help"),
            grounds: required_grounds(fields),
            answers: fields.each("answers", answer),
            not_sure: not_sure(fields),
        }
    })?;
    findings.extend(not_too_many(name, &mut doc));
    findings.extend(few_answers(name, node, &doc));
    findings.extend(same_answers(name, &doc));
    Some(doc)
}

fn not_sure(fields: &mut Fields<'_>) -> NotSure {
    let Some((name, node)) = fields.entry("not-sure") else {
        return NotSure::AsUsual;
    };
    if node.text().is_some() {
        return fields.text("not-sure").map_or(NotSure::AsUsual, NotSure::To);
    }
    let hint = "Say why nobody needs it: not-sure: {left-out: ...}";
    let thing = Thing::named("answer", name);
    let reason = read(thing, node, fields.findings, |inner| {
        inner.required_text("left-out", hint)
    });
    reason.map_or(NotSure::AsUsual, NotSure::LeftOut)
}

/// The most answers that one question may have: beyond, nobody reads them all.
const MOST_ANSWERS: usize = 100;

/// Leaves out what is beyond the limit, and says so.
fn not_too_many(question: &Spanned<String>, doc: &mut QuestionDoc) -> Option<Finding> {
    let count = doc.answers.len();
    doc.answers.truncate(MOST_ANSWERS);
    let message = format!(
        "'{}' has {count} answers. {MOST_ANSWERS} is the most that can be checked.",
        question.value
    );
    let finding = Finding::new(Code::TooLarge, question.span, message);
    (count > MOST_ANSWERS).then(|| finding.hint("Ask two questions, one after the other."))
}

fn few_answers(name: &Spanned<String>, node: &Node, doc: &QuestionDoc) -> Option<Finding> {
    let NodeKind::Mapping(entries) = &node.kind else {
        return None;
    };
    let (key, answers) = entries.iter().find(|(key, _)| key.value == "answers")?;
    let NodeKind::Sequence(items) = &answers.kind else {
        return None;
    };
    let count = match items.len() {
        0 => "no answer",
        1 => "one answer",
        _ => return None,
    };
    let message = format!("'{}' has {count}. A question needs at least two.", name.value);
    let place = doc.answers.first().map_or(key.span, |answer| answer.say.span);
    Some(Finding::new(Code::FewAnswers, place, message))
}

/// Finds answers that a reader, or an address, could not tell apart.
fn same_answers(question: &Spanned<String>, doc: &QuestionDoc) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (i, later) in doc.answers.iter().enumerate() {
        let earlier = doc.answers.iter().take(i).find(|earlier| are_alike(earlier, later));
        findings.extend(earlier.map(|earlier| same_answer(question, earlier, later)));
    }
    findings
}

fn are_alike(one: &AnswerDoc, other: &AnswerDoc) -> bool {
    let words = |answer: &AnswerDoc| answer.say.value.to_lowercase();
    let named = !one.id.value.is_empty() && one.id.value == other.id.value;
    named || !one.say.value.is_empty() && words(one) == words(other)
}

fn same_answer(question: &Spanned<String>, earlier: &AnswerDoc, later: &AnswerDoc) -> Finding {
    let (message, place, first) = match earlier.say.value.to_lowercase() == later.say.value.to_lowercase() {
        true => (
            format!("'{}' has the answer '{}' twice.", question.value, later.say.value),
            later.say.span,
            earlier.say.span,
        ),
        false => (
            format!(
                "'{}' has two answers with the name '{}'.",
                question.value, later.id.value
            ),
            later.id.span,
            earlier.id.span,
        ),
    };
    Finding::new(Code::SameAnswers, place, message)
        .also(first, "the first one")
        .hint("Make them different, or delete one. A name of its own is given with id: ...")
}

/// A question with an answer "Not sure" of its own would show two.
pub(super) fn own_not_sure(name: &str, question: &QuestionDoc, doc: &DecisionDoc) -> Option<Finding> {
    let offered = match question.not_sure {
        NotSure::AsUsual => doc.not_sure.is_some(),
        NotSure::To(_) => true,
        NotSure::LeftOut(_) => false,
    };
    let own = question
        .answers
        .iter()
        .find(|answer| answer.id.value == "not-sure")
        .filter(|_| offered)?;
    let message = format!("'{name}' has an answer 'Not sure' of its own, and is offered another.");
    Some(Finding::new(Code::SameAnswers, own.say.span, message).hint(format!(
        "Delete this answer, and say where it leads: not-sure: {}",
        own.go.value
    )))
}
