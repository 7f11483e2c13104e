//! Decisions: steps joined by arrows, every citation a clause that exists.
//!
//! An arrow that was typed to lead nowhere has no target; [`crate::proof::graph`] makes a graph only of decisions in
//! which every arrow has one.

use crate::parse::decision::{DecisionDoc, Verdict};
use crate::parse::policy::Address;
use crate::parse::stories::StoriesDoc;
use crate::path::{ContentPath, OutputPath};
use crate::source::{Span, Spanned};

/// The name of the answer that every question offers besides its own.
pub const NOT_SURE: &str = "not-sure";

/// A step's place in [`Decision::steps`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StepId(pub usize);

/// A decision, linked.
#[derive(Clone, Debug)]
pub struct Decision {
    /// Its short name: `may-i-share`.
    pub name: String,
    /// Where it was written.
    pub path: ContentPath,
    /// Where it is read.
    pub output: OutputPath,
    /// What was written.
    pub doc: DecisionDoc,
    /// The short name of the policy that it rests on.
    pub policy: Option<String>,
    /// Questions, then checklists, then outcomes, each in the author's order.
    pub steps: Vec<Step>,
    /// The first step; none where it is missing or wrong.
    pub start: Option<StepId>,
    /// Ways out that every step offers.
    pub exits: Vec<Exit>,
    /// Its stories, and where they were written.
    pub stories: Option<(ContentPath, StoriesDoc)>,
}

/// A question, a checklist or an outcome.
#[derive(Clone, Debug)]
pub struct Step {
    /// Its name.
    pub id: String,
    /// Where its name stands in the file.
    pub span: Span,
    /// What it says.
    pub kind: StepKind,
    /// The number readers see: 1, 2, 3 for questions and checklists; A, B, C for outcomes.
    pub number: String,
    /// The clauses that it rests on.
    pub citations: Vec<Citation>,
    /// Names of the outside sources that it rests on.
    pub sources: Vec<String>,
    /// Where its answers lead, in the author's order, "Not sure" last. None for an outcome.
    pub arrows: Vec<Arrow>,
}

/// What a step says.
#[derive(Clone, Debug)]
pub enum StepKind {
    /// A question.
    Question {
        /// The question.
        ask: String,
        /// Help with it.
        help: Option<String>,
    },
    /// A list of things that must all be true.
    Checklist {
        /// What is checked.
        ask: String,
        /// Help with it.
        help: Option<String>,
        /// The things.
        items: Vec<Item>,
    },
    /// An ending.
    Outcome {
        /// What it tells people, in a word.
        verdict: Verdict,
        /// What to do, in a line.
        title: String,
        /// What to do, in a few sentences.
        say: Option<String>,
        /// What to do besides: names of actions, and what they say.
        actions: Vec<(String, Item)>,
    },
}

/// One thing to check or to do, and the clauses it rests on.
#[derive(Clone, Debug)]
pub struct Item {
    /// The thing.
    pub say: String,
    /// The clauses.
    pub citations: Vec<Citation>,
}

/// An answer and where it leads.
#[derive(Clone, Debug)]
pub struct Arrow {
    /// The answer's name.
    pub id: String,
    /// Its words.
    pub say: String,
    /// Where it leads.
    pub to: Target,
    /// Fields of the record that it sets: name and words.
    pub record: Vec<(String, String)>,
    /// Where its target was typed.
    pub span: Span,
}

impl Arrow {
    /// Returns whether it is the answer of someone who is not sure.
    pub fn is_not_sure(&self) -> bool {
        self.id == NOT_SURE
    }
}

/// Where an answer leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// To this step.
    Step(StepId),
    /// Nowhere: no step has the name that was typed, though this one has a name like it.
    Missing(Option<StepId>),
}

impl Target {
    /// Returns the step, or nothing where it is missing.
    pub fn step(self) -> Option<StepId> {
        match self {
            Self::Step(id) => Some(id),
            Self::Missing(_) => None,
        }
    }
}

/// A way out that every step offers.
#[derive(Clone, Debug)]
pub struct Exit {
    /// Its name.
    pub id: String,
    /// Its words.
    pub say: String,
    /// The outcome it leads to.
    pub to: Target,
    /// The clauses it rests on.
    pub citations: Vec<Citation>,
    /// Where its target was typed.
    pub span: Span,
}

/// A clause that something rests on. The clause exists: only linking makes a citation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citation {
    /// The clause.
    pub address: Address,
    /// The words that must stand in it.
    pub says: Option<Spanned<String>>,
    /// Where it was typed.
    pub span: Span,
}

impl Step {
    /// Returns the question, or the outcome's title.
    pub fn title(&self) -> &str {
        match &self.kind {
            StepKind::Question { ask, .. } | StepKind::Checklist { ask, .. } => ask,
            StepKind::Outcome { title, .. } => title,
        }
    }

    /// Returns what it says below its question or title: help, things to check, what to do.
    pub fn below_title(&self) -> String {
        let words: Vec<&str> = match &self.kind {
            StepKind::Question { help, .. } => help.iter().map(String::as_str).collect(),
            StepKind::Checklist { help, items, .. } => {
                let items = items.iter().map(|item| item.say.as_str());
                help.iter().map(String::as_str).chain(items).collect()
            }
            StepKind::Outcome { say, actions, .. } => {
                let actions = actions.iter().map(|(_, action)| action.say.as_str());
                say.iter().map(String::as_str).chain(actions).collect()
            }
        };
        words.join(" ")
    }

    /// Returns its verdict, if it is an ending.
    pub fn verdict(&self) -> Option<Verdict> {
        match self.kind {
            StepKind::Outcome { verdict, .. } => Some(verdict),
            _ => None,
        }
    }

    /// Returns the clauses that the step, the things on its list and its actions rest on.
    pub fn all_citations(&self) -> impl Iterator<Item = &Citation> {
        let inner: Vec<&Item> = match &self.kind {
            StepKind::Question { .. } => Vec::new(),
            StepKind::Checklist { items, .. } => items.iter().collect(),
            StepKind::Outcome { actions, .. } => actions.iter().map(|(_, item)| item).collect(),
        };
        self.citations
            .iter()
            .chain(inner.into_iter().flat_map(|item| &item.citations))
    }
}

impl Decision {
    /// Returns the step, or nothing for a number that is none.
    pub fn step(&self, id: StepId) -> Option<&Step> {
        self.steps.get(id.0)
    }

    /// Returns where its numbered words are read.
    pub fn words(&self) -> OutputPath {
        self.output.beside("words.html")
    }

    /// Returns where its flowchart is seen.
    pub fn map(&self) -> OutputPath {
        self.output.beside("map.html")
    }

    /// Returns where it is read what was proved.
    pub fn assurance(&self) -> OutputPath {
        self.output.beside("assurance.html")
    }

    /// Returns where its stories are read.
    pub fn examples(&self) -> OutputPath {
        self.output.beside("examples.html")
    }

    /// Returns the step of that name.
    pub fn step_named(&self, name: &str) -> Option<StepId> {
        self.steps.iter().position(|step| step.id == name).map(StepId)
    }
}
