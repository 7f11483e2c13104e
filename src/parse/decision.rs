//! A decision as written: targets are still names, citations still text.

use indexmap::IndexMap;

use super::edition::Edition;
use super::policy::Address;
use crate::source::{Span, Spanned};

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
}

/// A citation: a clause, perhaps with the words that the author relies on.
#[derive(Clone, Debug, PartialEq)]
pub struct CitationDoc {
    /// The clause as typed, with its place. `None` inside where it is no clause number at all; that is reported.
    pub clause: Spanned<Address>,
    /// Words that must stand in the clause.
    pub says: Option<Spanned<String>>,
}

/// What a step rests on.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Grounds {
    /// `from`: clauses of the policy.
    pub from: Vec<CitationDoc>,
    /// `also`: names of outside sources.
    pub also: Vec<Spanned<String>>,
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

/// Guidance from outside.
#[derive(Clone, Debug, PartialEq)]
pub struct SourceDoc {
    /// Its title.
    pub title: Spanned<String>,
    /// Who published it.
    pub by: Option<Spanned<String>>,
    /// Where to read it.
    pub link: Option<Spanned<String>>,
}

/// A clause that no step cites, and why.
#[derive(Clone, Debug, PartialEq)]
pub struct LeftOut {
    /// The clause.
    pub clause: Spanned<Address>,
    /// The reason.
    pub why: Spanned<String>,
}

/// A field of the record.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldDoc {
    /// Its name.
    pub id: Spanned<String>,
    /// What stands before the line.
    pub label: Spanned<String>,
    /// Verdicts whose journeys must all set it.
    pub needed_for: Vec<Spanned<Verdict>>,
    /// Filled in by hand, on paper.
    pub by_hand: bool,
}

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
