//! Endings, what they tell people in one word, and the things that they say to do.

use super::answer::say;
use super::grounds::{Grounds, grounds, required_grounds};
use crate::diagnostic::Finding;
use crate::parse::fields::{Thing, read};
use crate::parse::yaml::Node;
use crate::source::Spanned;

/// What an ending tells people, in one word. Told apart by word, shape and colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// Go on and do it.
    Proceed,
    /// Do this now, whatever else.
    ActNow,
    /// Do not do it.
    Stop,
    /// Not yet.
    Wait,
}

impl Verdict {
    /// Every verdict.
    pub const ALL: [Self; 4] = [Self::Proceed, Self::ActNow, Self::Stop, Self::Wait];

    /// Returns the word that authors type, and that style sheets know it by.
    pub fn name(self) -> &'static str {
        match self {
            Self::Proceed => "proceed",
            Self::ActNow => "act-now",
            Self::Stop => "stop",
            Self::Wait => "wait",
        }
    }

    /// Returns the word that readers see.
    pub fn word(self) -> &'static str {
        match self {
            Self::Proceed => "Go ahead",
            Self::ActNow => "Act now",
            Self::Stop => "Stop",
            Self::Wait => "Wait",
        }
    }
}

/// An ending.
#[derive(Clone, Debug, PartialEq)]
pub struct OutcomeDoc {
    /// What it tells people. Nothing where the word typed is none of the four; that is reported.
    pub verdict: Option<Spanned<Verdict>>,
    /// What to do, in a line.
    pub title: Spanned<String>,
    /// What to do, in a few sentences.
    pub say: Option<Spanned<String>>,
    /// What it rests on.
    pub grounds: Grounds,
    /// Names of actions.
    pub actions: Vec<Spanned<String>>,
}

/// A thing to do, named once and used by several endings.
#[derive(Clone, Debug, PartialEq)]
pub struct ActionDoc {
    /// What to do.
    pub say: Spanned<String>,
    /// What it rests on.
    pub grounds: Grounds,
}

pub(super) fn outcome(name: &Spanned<String>, node: &Node, findings: &mut Vec<Finding>) -> Option<OutcomeDoc> {
    read(Thing::named("outcome", name), node, findings, |fields| {
        if fields.node("verdict").is_none() {
            fields.is_missing("verdict", "Write one of proceed, act-now, stop or wait: verdict: ...");
        }
        OutcomeDoc {
            verdict: fields.choice("verdict", &verdicts()),
            title: fields.required_text("title", "Write what to do, in a line: title: ..."),
            say: fields.text("say"),
            grounds: required_grounds(fields),
            actions: fields.texts("do"),
        }
    })
}

pub(super) fn verdicts() -> [(&'static str, Verdict); 4] {
    Verdict::ALL.map(|verdict| (verdict.name(), verdict))
}

pub(super) fn action(name: &Spanned<String>, node: &Node, findings: &mut Vec<Finding>) -> Option<ActionDoc> {
    read(Thing::named("action", name), node, findings, |fields| ActionDoc {
        say: say(fields),
        grounds: grounds(fields),
    })
}
