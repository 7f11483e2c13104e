//! Stressed words that Markdown would not read as such, and the nearest to them that it does.
//!
//! `**Note:**read` is no stress to CommonMark: a sign before the asterisks and a letter behind them make them words
//! (CommonMark 0.31, 6.2). `**Note**:read` is.

use super::inline::push_text;
use crate::import::document::{Piece, Text};

/// Moves signs out of stressed words, where a letter stands on the other side of the asterisks.
pub fn apart(pieces: &[Piece]) -> Vec<Piece> {
    let mut done = Vec::new();
    for (at, piece) in pieces.iter().enumerate() {
        let text = match piece {
            Piece::Text(text) if is_stressed(text) => text,
            Piece::Text(text) => {
                push_text(&mut done, text.clone());
                continue;
            }
            other => {
                done.push(other.clone());
                continue;
            }
        };
        let before = at.checked_sub(1).and_then(|at| letters(pieces.get(at)?).next_back());
        let after = pieces.get(at + 1).and_then(|piece| letters(piece).next());
        let letter = |beside: Option<char>| beside.is_some_and(char::is_alphanumeric);
        let words = text.words.as_str();
        let start = if letter(before) {
            words.len() - words.trim_start_matches(is_sign).len()
        } else {
            0
        };
        let (left, rest) = words.split_at(start);
        let end = if letter(after) {
            rest.trim_end_matches(is_sign).len()
        } else {
            rest.len()
        };
        let (middle, right) = rest.split_at(end);
        for (words, stressed) in [(left, false), (middle, true), (right, false)] {
            if !words.is_empty() {
                let look = if stressed { text.clone() } else { plain(text) };
                let words = words.to_owned();
                push_text(&mut done, Text { words, ..look });
            }
        }
    }
    done
}

/// The most stressed pieces of a line of which each is tried.
const MOST: usize = 24;

/// Returns the line once for each of its stressed pieces, with that one plain.
pub fn but_one(pieces: &[Piece]) -> Vec<Vec<Piece>> {
    let stressed = |piece: &Piece| matches!(piece, Piece::Text(text) if is_stressed(text));
    let places = (0..pieces.len()).filter(|at| pieces.get(*at).is_some_and(stressed));
    let but = |at: usize| {
        let mut done = Vec::new();
        for (other, piece) in pieces.iter().enumerate() {
            match piece {
                Piece::Text(text) => push_text(&mut done, if other == at { plain(text) } else { text.clone() }),
                piece => done.push(piece.clone()),
            }
        }
        apart(&done)
    };
    places.take(MOST).map(but).collect()
}

fn is_stressed(text: &Text) -> bool {
    text.bold || text.italic || text.struck
}

fn is_sign(c: char) -> bool {
    !c.is_alphanumeric() && !c.is_whitespace()
}

fn letters(piece: &Piece) -> std::str::Chars<'_> {
    match piece {
        Piece::Text(text) => text.words.chars(),
        _ => "".chars(),
    }
}

/// Returns words without their stress.
pub fn plain(text: &Text) -> Text {
    Text {
        words: text.words.clone(),
        link: text.link.clone(),
        ..Text::default()
    }
}
