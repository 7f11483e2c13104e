//! A line of words that begins with a number or a marker: looking at it, and taking it off.

use super::number::{Marker, Number};
use crate::parse::markdown::Inline;
use crate::source::{Span, Spanned};

/// What a line begins with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Lead {
    /// The number.
    pub number: Number,
    /// Where it stands.
    pub span: Span,
    /// How many bytes of its words it takes, the spaces behind it included.
    length: usize,
    /// Whether it is set in bold.
    pub bold: bool,
    /// Whether all of the line is bold: a heading in disguise.
    pub all_bold: bool,
    /// The first sign behind it.
    pub next: Option<char>,
}

impl Lead {
    /// Returns whether the words behind it begin as a sentence does, or there are none.
    pub fn before_sentence(&self) -> bool {
        self.next.is_none_or(|c| !c.is_lowercase() && !c.is_numeric())
    }
}

/// Returns the number that `line` begins with, bold or plain.
pub(super) fn lead(line: &[Inline]) -> Option<Lead> {
    let first = line.first()?;
    let (words, bold) = match first {
        Inline::Text(words) => (words, false),
        Inline::Strong(inner) => (first_words(inner)?, true),
        _ => return None,
    };
    let (number, length) = Number::at_start(&words.value)?;
    let span = part(
        words,
        words.value.len() - words.value.trim_start().len(),
        typed_end(&words.value, length),
    );
    let behind = words.value.get(length..)?.chars().next();
    let next = behind.or_else(|| line.iter().skip(1).find_map(first_sign));
    let all_bold = bold && line.len() == 1;
    Some(Lead {
        number,
        span,
        length,
        bold,
        all_bold,
        next,
    })
}

fn first_words(line: &[Inline]) -> Option<&Spanned<String>> {
    match line.first()? {
        Inline::Text(words) => Some(words),
        _ => None,
    }
}

fn typed_end(words: &str, length: usize) -> usize {
    words.get(..length).map_or(length, |typed| typed.trim_end().len())
}

/// Returns the first sign of a piece of a line that is no space.
fn first_sign(inline: &Inline) -> Option<char> {
    match inline {
        Inline::Text(words) => words.value.trim_start().chars().next(),
        Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Struck(inner) => inner.first().and_then(first_sign),
        Inline::Link { text, .. } => text.first().and_then(first_sign),
        _ => None,
    }
}

/// Takes a number off the start of `line`.
pub(super) fn without_lead(line: &mut Vec<Inline>, lead: &Lead) {
    match line.first_mut() {
        Some(Inline::Strong(inner)) => {
            cut(inner, lead.length);
            if inner.is_empty() {
                line.remove(0);
            }
        }
        _ => cut(line, lead.length),
    }
    trim_start(line);
}

/// Returns the marker that `line` begins with, and where it stands.
pub(super) fn marker(line: &[Inline]) -> Option<(Marker, Span)> {
    let (words, (marker, length)) = marker_words(line)?;
    let span = part(
        words,
        words.value.len() - words.value.trim_start().len(),
        typed_end(&words.value, length),
    );
    Some((marker, span))
}

fn marker_words(line: &[Inline]) -> Option<(&Spanned<String>, (Marker, usize))> {
    let words = match line.first()? {
        Inline::Strong(inner) | Inline::Emphasis(inner) => first_words(inner)?,
        _ => first_words(line)?,
    };
    Some((words, Marker::at_start(&words.value)?))
}

/// Takes a marker off the start of `line`.
pub(super) fn without_marker(line: &mut Vec<Inline>) {
    let Some((_, (_, length))) = marker_words(line) else {
        return;
    };
    match line.first_mut() {
        Some(Inline::Strong(inner) | Inline::Emphasis(inner)) => {
            cut(inner, length);
            if inner.is_empty() {
                line.remove(0);
            }
        }
        _ => cut(line, length),
    }
    trim_start(line);
}

/// Takes `length` bytes off the words that `line` begins with.
fn cut(line: &mut Vec<Inline>, length: usize) {
    let Some(Inline::Text(words)) = line.first_mut() else {
        return;
    };
    words.span = part(words, length, words.value.len());
    words.value = words.value.get(length..).unwrap_or_default().to_owned();
    if words.value.is_empty() {
        line.remove(0);
    }
}

/// Drops spaces and ends of lines from the start of `line`.
pub(super) fn trim_start(line: &mut Vec<Inline>) {
    while matches!(line.first(), Some(Inline::SoftBreak | Inline::HardBreak)) {
        line.remove(0);
    }
    if let Some(Inline::Text(words)) = line.first_mut() {
        let spaces = words.value.len() - words.value.trim_start().len();
        if spaces > 0 {
            cut(line, spaces);
        }
    }
}

/// Returns the place of the bytes `from` to `to` of `words`. Where the words are not as typed (an escape, an entity),
/// the place of all of them is the best answer.
pub(super) fn part(words: &Spanned<String>, from: usize, to: usize) -> Span {
    let Span { start, end } = words.span;
    if end - start == words.value.len() {
        Span::new(start + from, start + to)
    } else {
        words.span
    }
}
