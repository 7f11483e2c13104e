//! What can differ between two versions of a document: each difference as data.

use serde::Serialize;

/// A step, by its name and its words.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct StepNamed {
    /// Its name.
    pub id: String,
    /// Its question or title.
    pub title: String,
}

/// An answer, by its name and its words.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct AnswerNamed {
    /// Its name.
    pub id: String,
    /// Its words.
    pub say: String,
}

/// Answers to one step, any of which will do.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Given {
    /// The step.
    pub step: StepNamed,
    /// The answers.
    pub answers: Vec<AnswerNamed>,
}

/// Journeys that ended at one outcome and now end at another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct EndsElsewhere {
    /// Where they ended.
    pub old: StepNamed,
    /// Where they end now.
    pub new: StepNamed,
    /// How many there are, in digits: a journey is everything that either version asks of one person.
    pub journeys: String,
    /// Who takes them: everyone who gives all the answers of one of these lists.
    pub everyone: Vec<Vec<Given>>,
    /// A shortest journey of those that no list holds, where there are any.
    pub example: Option<Vec<Given>>,
}

/// A run of words in a text that was changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Piece {
    /// What became of it.
    pub kind: PieceKind,
    /// The words, with the spaces between them.
    pub text: String,
}

/// What became of a run of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum PieceKind {
    /// It stands in both versions.
    Same,
    /// It was taken out.
    Out,
    /// It was put in.
    In,
}

/// One difference.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "change", rename_all = "kebab-case")]
#[expect(
    missing_docs,
    reason = "the fields of each are what its first line names, in that order"
)]
pub enum Change {
    /// The journeys cannot be compared, for a reason.
    NotCompared { why: String },
    /// Journeys end elsewhere.
    EndsElsewhere(EndsElsewhere),
    /// An ending's verdict is another: its step, the old word and the new one.
    Verdict {
        step: StepNamed,
        old: &'static str,
        new: &'static str,
    },
    /// There is a new step.
    StepAdded { step: StepNamed },
    /// A step is gone.
    StepRemoved { step: StepNamed },
    /// A step has another name and the same words: both names, the words.
    StepRenamed { old: String, new: String, title: String },
    /// A step has a new answer: its words.
    AnswerAdded { step: String, answer: String, say: String },
    /// A step has lost an answer: its words.
    AnswerRemoved { step: String, answer: String, say: String },
    /// An answer has another name and the same words.
    AnswerRenamed { step: String, old: String, new: String },
    /// An answer leads straight to another step.
    LeadsElsewhere {
        step: String,
        answer: String,
        old: String,
        new: String,
    },
    /// Something has other words.
    Reworded { what: String, words: Vec<Piece> },
    /// Something short, such as a date, is another: what it was and what it is, nothing where it is not given.
    Stated {
        what: String,
        old: Option<String>,
        new: Option<String>,
    },
    /// There is one more of something: what it is, and its words.
    Added { what: String, words: String },
    /// There is one less of something: what it was, and its words.
    Removed { what: String, words: String },
    /// Something has another name and the same words: what it is, and both names.
    Renamed { what: String, old: String, new: String },
    /// Things that are in both versions stand in another order.
    Reordered { what: String },
    /// Something rests on other clauses, or on other guidance from outside.
    Cites {
        what: String,
        now: Vec<String>,
        no_longer: Vec<String>,
    },
    /// There is a new rule.
    RuleAdded { rule: String },
    /// A rule is gone.
    RuleRemoved { rule: String },
    /// A rule of the same words asks something else.
    RuleChanged { rule: String },
    /// There is a new clause.
    ClauseAdded { clause: String, words: String },
    /// A clause is gone.
    ClauseRemoved { clause: String, words: String },
    /// A clause is withdrawn.
    ClauseWithdrawn { clause: String, words: String },
    /// A clause has other words.
    ClauseChanged { clause: String, words: Vec<Piece> },
    /// A clause has another number and the same words.
    ClauseRenumbered { old: String, new: String },
}
