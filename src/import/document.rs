//! A document as its own program shows it: what every reader gives, and all that the rest of `import` knows of it.

use std::ops::Range;

use super::source::Source;

/// A whole document: what it says of itself, and its blocks in the order in which they are read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// The title among the document's properties, if its author gave one.
    pub title: Option<String>,
    /// What stands between two lines of dashes at the head of a file. For Markdown alone.
    pub front: Option<String>,
    /// The body, in order.
    pub blocks: Vec<Block>,
    /// Footnotes and endnotes, in the order of their first mark in the text. [`Piece::Note`] counts into this.
    pub notes: Vec<Vec<Block>>,
    /// What the reader left out, accepted or could not tell, each with where.
    pub remarks: Vec<Remark>,
    /// The words of the file, which all this is held to.
    pub source: Option<Source>,
}

/// One thing that stands below another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A paragraph, a heading or a line of a list.
    Paragraph(Paragraph),
    /// A table.
    Table(Table),
    /// What the text holds word for word and a policy can say as it is: a fenced block, a quotation. For Markdown alone.
    Verbatim(String),
}

impl Block {
    /// Returns where it stands.
    pub fn place(&self) -> Place {
        match self {
            Self::Paragraph(paragraph) => paragraph.place.clone(),
            Self::Table(table) => table.place.clone(),
            Self::Verbatim(_) => Place::Unknown,
        }
    }
}

/// A paragraph with the label that its own program shows before it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Paragraph {
    /// What kind of line it is.
    pub role: Role,
    /// The number, letter or bullet that is *computed* and shown before the words (`2.3`, `(a)`, `iv.`, `•`), if there is one.
    /// A number that the author typed stands in `pieces`.
    pub label: Option<Label>,
    /// The words, in order.
    pub pieces: Vec<Piece>,
    /// How far its first line is set in, the label included, in twentieths of a point; none where the source does not say.
    pub indent: Option<i32>,
    /// Where it stands in the source.
    pub place: Place,
}

/// What a paragraph is to a reader.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Role {
    /// Running text, or a line of a list when it has a label.
    #[default]
    Text,
    /// The document's title.
    Title,
    /// A heading; 1 is the highest. Said by a style or an outline level.
    Heading(u8),
    /// Said by nothing but size or weight: a short line of its own, all bold or larger than the text. Its rank among the
    /// sizes of the document, 1 the largest.
    LooksLikeHeading(u8),
}

/// A computed label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// As shown, without the space or tab behind it. Empty for a further paragraph of the list's line above it.
    pub shown: String,
    /// How deep in its list it lies, from 0.
    pub depth: u8,
    /// True for a bullet, whose shape says nothing about order.
    pub bullet: bool,
}

impl Label {
    /// Returns the label of a further paragraph of a line at this depth.
    pub fn further(depth: u8) -> Self {
        Self {
            shown: String::new(),
            depth,
            bullet: false,
        }
    }
}

/// A piece of a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Words in one look.
    Text(Text),
    /// The mark of a footnote: its index in [`Document::notes`].
    Note(usize),
    /// What somebody remarked beside the text; kept as an HTML comment.
    Comment(String),
    /// A line break inside the paragraph.
    Break,
    /// `{#name}` at the end of a line, the address that its author gave it. For Markdown alone.
    Name(String),
}

/// Words in one look. Unicode NFC, with ordinary and non-breaking spaces as they stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    /// The words.
    pub words: String,
    /// Bold.
    pub bold: bool,
    /// Italic.
    pub italic: bool,
    /// Struck out, by its author and not by a tracked change.
    pub struck: bool,
    /// Where it links to (https, http, mailto, tel), as written.
    pub link: Option<String>,
}

/// A table: rows of cells. A merged cell stands once, the cells that it covers are empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// Rows, the first of which is the head where the document says so or nothing else can be.
    pub rows: Vec<Vec<Vec<Block>>>,
    /// Where it stands in the source.
    pub place: Place,
}

/// Where in the source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Place {
    /// The nth paragraph of a word processor's document, from 1: the only place that its author can count.
    Paragraph(usize),
    /// Lines of a text, from 1.
    Lines(Range<usize>),
    /// Nowhere that can be told.
    #[default]
    Unknown,
}

impl Place {
    /// Returns what places are sorted by: what is nowhere is said of the whole document, and comes first.
    pub fn order(&self) -> usize {
        match self {
            Self::Paragraph(nth) => *nth,
            Self::Lines(lines) => lines.start,
            Self::Unknown => 0,
        }
    }
}

/// Something that a person should know of how the document was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// What kind.
    pub kind: RemarkKind,
    /// What, in a sentence for the office.
    pub says: String,
    /// Where.
    pub place: Place,
}

/// The kinds of remark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RemarkKind {
    /// Left out: a header, a footer, a picture.
    LeftOut,
    /// Put right on the way: a tracked change accepted, a soft hyphen dropped.
    Mended,
    /// Could not be told: a person has to look.
    Unsure,
    /// Likely a slip of typing: pointed out, never changed.
    Slip,
}
