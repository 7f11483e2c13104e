//! What a policy is made of, before it is written: its head, and its lines in order.

use super::document::{Block, Document, Piece, Place, Remark, Table};
use crate::parse::clauses::number::Number;

/// A policy as it was understood.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outline {
    /// What stands at its head.
    pub front: Front,
    /// Its lines, in order.
    pub lines: Vec<Line>,
    /// Blocks of the document whose words went to the head, and what they became there.
    pub taken: Vec<Taken>,
    /// Blocks whose words stay where they are, and what of them stands at the head too.
    pub copied: Vec<Taken>,
    /// What could not be told.
    pub remarks: Vec<Remark>,
}

/// The head of a policy: what the document says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Front {
    /// The policy's title.
    pub title: String,
    /// Other keys and their values, as far as the document tells them in so many words.
    pub said: Vec<(Key, String)>,
    /// What the document says of a day without saying which: `July 2028`. A person is asked for the day.
    pub vague: Vec<(Key, String)>,
    /// The head of a policy that has one already: it stays as it is.
    pub whole: Option<String>,
    /// Lines of a head that is none of ours, kept as notes.
    pub notes: Vec<String>,
}

/// The keys of a policy's head that a document may tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Key {
    /// `title`.
    Title,
    /// `version`.
    Version,
    /// `approved`.
    Approved,
    /// `approved-by`.
    ApprovedBy,
    /// `in-force`.
    InForce,
    /// `review-by`.
    ReviewBy,
    /// `owner`.
    Owner,
}

/// A block whose words stand at the head now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// Its place among the document's blocks.
    pub block: usize,
    /// What each of its lines became: the key, and the value as it is written there.
    pub became: Vec<(Key, String)>,
}

/// One line of a policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The block of the document that it comes from.
    pub block: usize,
    /// What it is.
    pub shape: Shape,
    /// Its words, without the number.
    pub words: Vec<Piece>,
}

impl Line {
    /// Returns where it stands in its document.
    pub fn place(&self, document: &Document) -> Place {
        document.blocks.get(self.block).map(Block::place).unwrap_or_default()
    }
}

/// What a line is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shape {
    /// `## 1 Introduction`, `## Purpose`.
    Heading {
        /// 2 to 6.
        level: u8,
        /// Its number, if it has one.
        number: Option<String>,
    },
    /// `**1.1** text`.
    Clause(String),
    /// A line of a list.
    Item {
        /// How deep, from 0.
        level: usize,
        /// What stands before it.
        sign: Sign,
    },
    /// Running text; with a level, a further paragraph of a list's line there.
    Paragraph(Option<usize>),
    /// A table.
    Table(Table),
    /// Text that stays as it is.
    Verbatim(String),
}

impl Shape {
    /// Returns a heading with its number, as deep as that.
    pub(super) fn of_heading(number: &Number) -> Self {
        Self::Heading {
            level: u8::try_from(number.depth() + 1).unwrap_or(6).min(6),
            number: Some(number.to_string()),
        }
    }
}

/// What stands before a line of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sign {
    /// A bullet.
    Bullet,
    /// A thing to do, ticked or not.
    Box(bool),
    /// A letter or a numeral: `a`, `ii`.
    Marker(String),
    /// A number that counts items.
    Figure(u32),
}

impl Key {
    /// Returns the key as it is typed.
    pub fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Version => "version",
            Self::Approved => "approved",
            Self::ApprovedBy => "approved-by",
            Self::InForce => "in-force",
            Self::ReviewBy => "review-by",
            Self::Owner => "owner",
        }
    }

    /// Returns whether its value is a day.
    pub fn is_date(self) -> bool {
        matches!(self, Self::Approved | Self::InForce | Self::ReviewBy)
    }
}
