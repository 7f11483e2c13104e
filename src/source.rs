//! What was read from disk: text and bytes by path, in sorted order.
//!
//! A [`Source`] holds one file. Its text has been made uniform once, here (byte-order mark gone, line ends `\n`,
//! accents composed), so that no later stage meets the difference. Places in it are byte ranges, [`Span`].

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::path::ContentPath;

/// A byte range in one file's text: where something stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// Offset of the first byte.
    pub start: usize,
    /// Offset just behind the last byte.
    pub end: usize,
}

impl Span {
    /// Returns the span from `start` up to, not including, `end`.
    pub fn new(start: usize, end: usize) -> Self {
        Self {
            start,
            end: end.max(start),
        }
    }

    /// Returns the same span, `by` bytes further on: a place in a front matter or a cell, seen from the whole file.
    pub fn shifted(self, by: usize) -> Self {
        Self {
            start: self.start + by,
            end: self.end + by,
        }
    }

    /// Returns the piece of `text` that the span covers, or nothing where it does not fit.
    pub fn slice(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or_default()
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Self::new(range.start, range.end)
    }
}

/// A value together with the place where its author wrote it.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spanned<T> {
    /// What was written.
    pub value: T,
    /// Where.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// Joins a value and its place.
    pub fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }

    /// Applies `f` to the value and keeps the place.
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Spanned<U> {
        Spanned::new(f(self.value), self.span)
    }
}

/// A place as a person counts: both from 1, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineColumn {
    /// The line, from 1.
    pub line: usize,
    /// The character in the line, from 1.
    pub column: usize,
}

/// What a file holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// Text that an author wrote, made uniform.
    Text(String),
    /// Anything else, carried as it is: an image, a PDF.
    Bytes(Vec<u8>),
}

/// One file as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// What it holds.
    pub content: Content,
}

impl Source {
    /// Wraps text that is already uniform (tests, starter sites).
    pub fn text(text: impl Into<String>) -> Self {
        Self {
            content: Content::Text(text.into()),
        }
    }

    /// Returns the text, or nothing for bytes.
    pub fn as_text(&self) -> Option<&str> {
        match &self.content {
            Content::Text(text) => Some(text),
            Content::Bytes(_) => None,
        }
    }
}

/// Every file below one root, by path. Sorted, so that every later walk is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sources {
    /// What authors wrote, by its path below `content/`.
    pub files: BTreeMap<ContentPath, Source>,
    /// The site's own files of the theme, by their path below `themes/default/`; they go before the built-in ones.
    pub theme: BTreeMap<ContentPath, Source>,
    /// Files of content that are there and could not be read: what speaks of them is not wrong for that.
    pub unread: BTreeSet<ContentPath>,
}

impl Sources {
    /// Returns the text that a finding about the file `path` speaks of: see [`ContentPath`] for files of the theme.
    pub fn text(&self, path: &ContentPath) -> Option<&str> {
        let theme = path
            .as_str()
            .strip_prefix(THEME)
            .and_then(|rest| ContentPath::new(rest).ok());
        let source = match theme {
            Some(rest) => self.theme.get(&rest),
            None => self.files.get(path),
        };
        source.and_then(Source::as_text)
    }
}

/// Where a site's own files of the theme lie.
const THEME: &str = "themes/default/";

/// Returns the line and column of byte `offset` in `text`; an offset beyond the end is the end.
pub fn line_column(text: &str, offset: usize) -> LineColumn {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    let before = &text[..offset];
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    LineColumn {
        line: before.matches('\n').count() + 1,
        column: before[line_start..].chars().count() + 1,
    }
}
