//! Answers, and the ways out that are offered on every step.

use super::grounds::{Grounds, required_grounds};
use crate::diagnostic::Finding;
use crate::parse::fields::{Fields, Thing, read};
use crate::parse::yaml::Node;
use crate::source::Spanned;

/// An answer.
#[derive(Clone, Debug, PartialEq)]
pub struct AnswerDoc {
    /// Its name: `id`, or made from its words.
    pub id: Spanned<String>,
    /// Its words.
    pub say: Spanned<String>,
    /// The step it leads to.
    pub go: Spanned<String>,
    /// Fields of the record that it sets: name and words.
    pub record: Vec<(Spanned<String>, Spanned<String>)>,
}

/// A way out, offered on every step.
#[derive(Clone, Debug, PartialEq)]
pub struct ExitDoc {
    /// Its name: `id`, or made from its words.
    pub id: Spanned<String>,
    /// Its words.
    pub say: Spanned<String>,
    /// The outcome it leads to.
    pub go: Spanned<String>,
    /// What it rests on.
    pub grounds: Grounds,
}

pub(super) fn exit(node: &Node, findings: &mut Vec<Finding>) -> Option<ExitDoc> {
    read(Thing::unnamed("way out", node), node, findings, |fields| {
        let say = say(fields);
        ExitDoc {
            id: fields.id(&say),
            say,
            go: go(fields),
            grounds: required_grounds(fields),
        }
    })
}

pub(super) fn answer(node: &Node, findings: &mut Vec<Finding>) -> Option<AnswerDoc> {
    read(Thing::unnamed("answer", node), node, findings, |fields| {
        let say = say(fields);
        AnswerDoc {
            id: fields.id(&say),
            say,
            go: go(fields),
            record: fields.pairs("record"),
        }
    })
}

pub(super) fn say(fields: &mut Fields<'_>) -> Spanned<String> {
    fields.required_text("say", "Write its words: say: ...")
}

pub(super) fn go(fields: &mut Fields<'_>) -> Spanned<String> {
    fields.required_text("go", "Write the name of the step that it leads to: go: ...")
}
