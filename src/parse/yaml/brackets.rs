//! Brackets that are opened and never closed, found line by line: the library notices them where it can go no further,
//! often many lines below.

use crate::source::Span;

/// Returns where the bracket stands that ought to be closed in one of `lines`: before a list or a name begins anew, or
/// before a bracket of the other kind closes.
pub(super) fn never_closed(text: &str, lines: impl Iterator<Item = Span>) -> Option<usize> {
    let mut open: Vec<usize> = Vec::new();
    let mut goes_on = false;
    for span in lines {
        let line = span.slice(text);
        if !goes_on && begins_anew(line.trim()) && !open.is_empty() {
            return open.pop();
        }
        for (at, sign) in brackets(line) {
            match (sign, open.last().copied()) {
                ('{' | '[', None) if !begins_value(line, at) => {}
                ('{' | '[', _) => open.push(span.start + at),
                (_, Some(bracket)) if closes(text, bracket, sign) => drop(open.pop()),
                (_, Some(bracket)) => return Some(bracket),
                (_, None) => {}
            }
        }
        if !line.trim().is_empty() {
            goes_on = line.trim().ends_with([',', '{', '[']);
        }
    }
    None
}

/// Returns whether a line begins a thing of a list, or gives something a name, as no line within brackets does.
fn begins_anew(words: &str) -> bool {
    let name = words
        .split_once(':')
        .filter(|(_, rest)| rest.is_empty() || rest.starts_with(' '));
    let is_name = |name: &str| !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_');
    words.starts_with("- ") || name.is_some_and(|(name, _)| is_name(name))
}

/// Outside of brackets a bracket is one only where a value begins; elsewhere it is part of a text.
fn begins_value(line: &str, at: usize) -> bool {
    let before = line.get(..at).unwrap_or_default().trim();
    before.ends_with(':') || before.chars().all(|c| c == '-' || c == ' ')
}

/// Returns the brackets of a line, but for those in quotes and in its note.
fn brackets(line: &str) -> Vec<(usize, char)> {
    let mut found = Vec::new();
    let mut quote = None;
    // The last sign that is no space, and the last of all.
    let (mut before, mut last) = (':', ' ');
    for (at, sign) in line.char_indices() {
        match (quote, sign) {
            (Some(open), _) if open == sign => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') if [':', ',', '[', '{', '-'].contains(&before) => quote = Some(sign),
            (None, '#') if last.is_whitespace() => break,
            (None, '{' | '[' | '}' | ']') => found.push((at, sign)),
            (None, _) => {}
        }
        if !sign.is_whitespace() {
            before = sign;
        }
        last = sign;
    }
    found
}

fn closes(text: &str, bracket: usize, sign: char) -> bool {
    let opened = text.get(bracket..).and_then(|rest| rest.chars().next());
    matches!((opened, sign), (Some('{'), '}') | (Some('['), ']'))
}
