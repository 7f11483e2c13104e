//! Checklists: things that must all be true.

use super::answer::{AnswerDoc, go, say};
use super::grounds::{Grounds, grounds, required_grounds};
use crate::diagnostic::Finding;
use crate::parse::fields::{Fields, Thing, read};
use crate::parse::yaml::Node;
use crate::source::{Span, Spanned};

/// A list of things that must all be true.
#[derive(Clone, Debug, PartialEq)]
pub struct ChecklistDoc {
    /// What is checked, as a question.
    pub ask: Spanned<String>,
    /// A few words that help.
    pub help: Option<Spanned<String>>,
    /// What it rests on.
    pub grounds: Grounds,
    /// The things.
    pub items: Vec<ItemDoc>,
    /// Where it leads when all are true. Its id is always `done`.
    pub done: AnswerDoc,
    /// Where it leads when they are not. Its id is always `cannot`.
    pub cannot: AnswerDoc,
}

/// One thing on a checklist.
#[derive(Clone, Debug, PartialEq)]
pub struct ItemDoc {
    /// What must be true.
    pub say: Spanned<String>,
    /// What it rests on.
    pub grounds: Grounds,
}

pub(super) fn checklist(name: &Spanned<String>, node: &Node, findings: &mut Vec<Finding>) -> Option<ChecklistDoc> {
    read(Thing::named("checklist", name), node, findings, |fields| {
        if fields.items("items").is_empty() {
            fields.is_missing("items", "Write what must be true, each thing starting with a dash.");
        }
        ChecklistDoc {
            ask: fields.required_text("ask", "Write what is checked, as a question: ask: ..."),
            help: fields.text("help"),
            grounds: required_grounds(fields),
            items: fields.each_of_few("items", item),
            done: end_of_checklist(fields, "done", "Yes, all of these are true"),
            cannot: end_of_checklist(fields, "cannot", "No, not all of them"),
        }
    })
}

fn item(node: &Node, findings: &mut Vec<Finding>) -> Option<ItemDoc> {
    if let Some(text) = node.text() {
        let say = Spanned::new(text.to_owned(), node.span);
        return Some(ItemDoc {
            say,
            grounds: Grounds::default(),
        });
    }
    read(Thing::unnamed("item", node), node, findings, |fields| ItemDoc {
        say: say(fields),
        grounds: grounds(fields),
    })
}

/// Reads `done: shared` or `done: {say: ..., go: shared}`. Where no words are given, `usual` are used.
fn end_of_checklist(fields: &mut Fields<'_>, key: &'static str, usual: &str) -> AnswerDoc {
    let Some((name, node)) = fields.entry(key) else {
        fields.is_missing(key, &format!("Write the name of the step that it leads to: {key}: ..."));
        return led(key, usual, Spanned::new(String::new(), fields.place()), fields.place());
    };
    if let Some(step) = node.text() {
        return led(key, usual, Spanned::new(step.to_owned(), node.span), name.span);
    }
    let answer = read(Thing::named("answer", name), node, fields.findings, |inner| AnswerDoc {
        say: inner
            .text("say")
            .unwrap_or_else(|| Spanned::new(usual.to_owned(), name.span)),
        record: inner.pairs("record"),
        ..led(key, usual, go(inner), name.span)
    });
    answer.unwrap_or_else(|| led(key, usual, Spanned::new(String::new(), name.span), name.span))
}

fn led(key: &str, words: &str, go: Spanned<String>, place: Span) -> AnswerDoc {
    AnswerDoc {
        id: Spanned::new(key.to_owned(), place),
        say: Spanned::new(words.to_owned(), place),
        go,
        record: Vec::new(),
    }
}
