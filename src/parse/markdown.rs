//! Markdown -> [`Body`]: a small tree of our own, every piece with its place in the file.
//!
//! The library's events become the tree in [`reader`]; what Word leaves in the text is smoothed before, in
//! [`prepare`]. Both are bounded: nesting stops at a fixed depth, and a file over a fixed size is not read.

mod names;
mod plain;
mod prepare;
mod reader;
mod slips;

use super::policy::{Address, Clause};
use crate::source::{Span, Spanned};

pub(crate) use names::each_block;
pub use plain::{Plain, as_typed, plain_blocks, plain_text, signed_blocks};
pub use reader::{LARGEST, parse};

/// The text of a page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Body {
    /// Its blocks, in order.
    pub blocks: Vec<Block>,
    /// Footnotes, in the order of their first mention.
    pub footnotes: Vec<Footnote>,
}

/// A piece of text that stands on lines of its own.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// A heading.
    Heading {
        /// 1 to 6.
        level: u8,
        /// Its address on the page: `{#name}` where the author gave one, else made from its words.
        id: String,
        /// `{#name}` at its end.
        name: Option<Spanned<String>>,
        /// Its words.
        text: Vec<Inline>,
        /// Where it stands.
        span: Span,
    },
    /// A paragraph.
    Paragraph {
        /// Its words.
        text: Vec<Inline>,
        /// `{#name}` at its end.
        name: Option<Spanned<String>>,
        /// Where it stands.
        span: Span,
    },
    /// A list.
    List {
        /// The first number, for a numbered list.
        start: Option<u64>,
        /// The items.
        items: Vec<Item>,
        /// Where it stands.
        span: Span,
    },
    /// A quotation.
    Quote {
        /// What is quoted.
        blocks: Vec<Block>,
        /// Where it stands.
        span: Span,
    },
    /// `> [!NOTE]` and its kind.
    Callout {
        /// Which.
        kind: Callout,
        /// What it says.
        blocks: Vec<Block>,
        /// Where it stands.
        span: Span,
    },
    /// A table. Its first row holds the headings of its columns.
    Table {
        /// How each column is set.
        columns: Vec<Align>,
        /// The cells of the first row.
        head: Vec<Vec<Inline>>,
        /// The other rows.
        rows: Vec<Row>,
        /// Where it stands.
        span: Span,
    },
    /// Text shown as typed.
    Code {
        /// The text.
        text: String,
        /// Where it stands.
        span: Span,
    },
    /// A line across.
    Rule {
        /// Where it stands.
        span: Span,
    },
}

/// One item of a list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Item {
    /// What it says.
    pub blocks: Vec<Block>,
    /// For a task list: ticked or not.
    pub ticked: Option<bool>,
    /// Where it stands.
    pub span: Span,
}

/// One row of a table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    /// Its cells.
    pub cells: Vec<Vec<Inline>>,
    /// The clause that the row is, when its first cell is a clause number. The clause's own part is a
    /// table of the other cells and their headings, for those who cite it.
    pub clause: Option<Box<Clause>>,
    /// Where it stands.
    pub span: Span,
}

/// How a column is set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Align {
    /// As the language runs.
    #[default]
    Start,
    /// In the middle.
    Centre,
    /// Against the far side: figures.
    End,
}

/// The five kinds of callout (GitHub's alerts).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Callout {
    Note,
    Tip,
    Important,
    Warning,
    Caution,
}

/// A piece of text inside a line.
#[derive(Clone, Debug, PartialEq)]
pub enum Inline {
    /// Words.
    Text(Spanned<String>),
    /// Stressed.
    Emphasis(Vec<Inline>),
    /// Strong.
    Strong(Vec<Inline>),
    /// Struck out.
    Struck(Vec<Inline>),
    /// Shown as typed.
    Code(String),
    /// A link, its target as typed.
    Link {
        /// Where it leads, as typed, with its place.
        target: Spanned<String>,
        /// The words one follows.
        text: Vec<Inline>,
    },
    /// A clause of the same policy mentioned in passing: `clause 2.3`, `2.3(b)`.
    Mention {
        /// The clause.
        address: Address,
        /// The words as typed.
        text: Spanned<String>,
    },
    /// A picture.
    Image {
        /// Where it lies, as typed, with its place.
        target: Spanned<String>,
        /// What it shows, in words.
        alt: String,
    },
    /// The mark of a footnote; counts from 1 in [`Body::footnotes`].
    Footnote(usize),
    /// The end of a typed line inside a paragraph.
    SoftBreak,
    /// A line ended on purpose.
    HardBreak,
}

/// A footnote.
#[derive(Clone, Debug, PartialEq)]
pub struct Footnote {
    /// The name it was typed with.
    pub label: String,
    /// What it says.
    pub blocks: Vec<Block>,
    /// Where it stands.
    pub span: Span,
}

impl Block {
    /// Returns the rows of a table; nothing for other blocks.
    pub fn rows(&self) -> impl Iterator<Item = &Row> {
        let rows: &[Row] = match self {
            Self::Table { rows, .. } => rows,
            _ => &[],
        };
        rows.iter()
    }
}

impl Block {
    /// Returns the place of the block in its file.
    pub fn span(&self) -> Span {
        match self {
            Self::Heading { span, .. }
            | Self::Paragraph { span, .. }
            | Self::List { span, .. }
            | Self::Quote { span, .. }
            | Self::Callout { span, .. }
            | Self::Table { span, .. }
            | Self::Code { span, .. }
            | Self::Rule { span } => *span,
        }
    }
}

impl Callout {
    /// Returns the word that stands above the callout, and that a screen reader says.
    pub fn word(self) -> &'static str {
        match self {
            Self::Note => "Note",
            Self::Tip => "Tip",
            Self::Important => "Important",
            Self::Warning => "Warning",
            Self::Caution => "Caution",
        }
    }
}
