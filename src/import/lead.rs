//! What a line begins with: a number or a marker that its author typed, and the words without it.

use super::document::{Piece, Text};
use crate::parse::clauses::number::{Marker, Number};

/// A clause's number at the start of a line, typed by its author.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypedNumber {
    /// The number.
    pub number: Number,
    /// How many bytes of the words it takes, the spaces behind it included.
    pub length: usize,
    /// Set in bold.
    pub bold: bool,
    /// A dot, a bracket or a tab stands behind it, as behind a number that counts something.
    pub parted: bool,
    /// The first sign behind it.
    pub next: Option<char>,
}

impl TypedNumber {
    /// Returns whether the words behind it begin as a sentence does, or there are none.
    pub fn before_sentence(&self) -> bool {
        self.next.is_none_or(|c| !c.is_lowercase() && !c.is_numeric())
    }
}

/// Returns the number that `pieces` begin with.
pub fn number(pieces: &[Piece]) -> Option<TypedNumber> {
    let words = plain(pieces);
    let (number, length) = Number::at_start(&words)?;
    let (typed, rest) = words.split_at_checked(length)?;
    Some(TypedNumber {
        bold: first_text(pieces).is_some_and(|text| text.bold),
        parted: typed.trim_end().ends_with(['.', ')']) || typed.ends_with('\t'),
        next: rest.chars().next(),
        number,
        length,
    })
}

/// Returns the marker that `pieces` begin with, and the bytes that it takes, the spaces behind it included.
pub fn marker(pieces: &[Piece]) -> Option<(Marker, usize)> {
    Marker::at_start(&plain(pieces))
}

/// Returns a computed label as a marker: `(a)`, `a)`, `a.` and a bare `a` are all one.
pub fn marker_of_label(shown: &str) -> Option<String> {
    let core = core(shown);
    let (marker, _) = Marker::at_start(&format!("({core})"))?;
    Some(marker.token)
}

/// Returns a computed label as a clause's number: `2.3`, `2.3.`, `4A`; nothing for one in brackets, which is an item's.
pub fn number_of_label(shown: &str) -> Option<Number> {
    Number::exact(shown).filter(|_| !shown.starts_with('('))
}

/// Returns a label without the signs around it.
pub fn core(label: &str) -> &str {
    label.trim_matches(['(', ')', '.', ' ', '\u{a0}'])
}

/// Takes the sign off a line that programs and people type for a bullet; returns it, and the words behind it.
pub fn bullet(words: &str) -> Option<(char, &str)> {
    let sign = words.chars().next()?;
    let rest = words.get(sign.len_utf8()..)?;
    let apart = rest.starts_with(char::is_whitespace) || (rest.is_empty() && sign != 'o');
    ((is_surely_bullet(sign) || matches!(sign, '-' | '–' | '—' | '*' | 'o')) && apart)
        .then(|| (sign, rest.trim_start()))
}

/// Returns whether a sign at the start of a line is a bullet and nothing else.
pub fn is_surely_bullet(sign: char) -> bool {
    matches!(sign, '•' | '·' | '▪' | '‣' | '◦' | '●' | '■' | '\u{f0b7}')
}

fn first_text(pieces: &[Piece]) -> Option<&Text> {
    pieces.iter().find_map(|piece| match piece {
        Piece::Text(text) if !text.words.trim().is_empty() => Some(text),
        _ => None,
    })
}

/// Returns the words of `pieces` without their dress; a line break counts as a space.
pub fn plain(pieces: &[Piece]) -> String {
    let word = |piece: &Piece| match piece {
        Piece::Text(text) => text.words.clone(),
        Piece::Break => " ".to_owned(),
        Piece::Note(_) | Piece::Comment(_) | Piece::Name(_) => String::new(),
    };
    pieces.iter().map(word).collect()
}

/// Puts a number or a letter in front of `pieces` as words: in square brackets, as editors set what stands there and is not
/// meant to count.
pub fn set_aside(printed: &str, pieces: &mut Vec<Piece>) {
    let words = format!("[{printed}] ");
    pieces.insert(
        0,
        Piece::Text(Text {
            words,
            ..Text::default()
        }),
    );
}

/// Takes the first `length` bytes of their words off `pieces`.
pub fn cut(pieces: &mut Vec<Piece>, length: usize) {
    let mut left = length;
    pieces.retain_mut(|piece| match piece {
        Piece::Text(text) => {
            let taken = left.min(text.words.len());
            left -= taken;
            text.words = text.words.get(taken..).unwrap_or_default().to_owned();
            !text.words.is_empty()
        }
        Piece::Break => {
            let taken = left.min(1);
            left -= taken;
            taken == 0
        }
        Piece::Note(_) | Piece::Comment(_) | Piece::Name(_) => true,
    });
}

/// Returns whether every word of `pieces` is bold, and there are some.
pub fn all_bold(pieces: &[Piece]) -> bool {
    let mut texts = pieces.iter().filter_map(|piece| match piece {
        Piece::Text(text) if !text.words.trim().is_empty() => Some(text.bold),
        _ => None,
    });
    let any = texts.next();
    any == Some(true) && texts.all(|bold| bold)
}
