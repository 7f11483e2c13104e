//! What a word processor leaves behind: curly quotes that were meant as quotes, and spaces that are none.
//!
//! Inside running text both are welcome. They matter only where YAML looks for its own signs.

use super::{Node, NodeKind};
use crate::diagnostic::{Code, Finding};
use crate::source::Span;

/// Curly quotes in pairs: what opens, and what closes. Some languages open with what closes in English.
const PAIRS: [(char, &[char]); 5] = [
    ('“', &['”', '“']),
    ('”', &['”']),
    ('„', &['“', '”']),
    ('‘', &['’', '‘']),
    ('‚', &['‘', '’']),
];

/// No one types a longer line by hand, and looking for quotes in it would take too long.
const LONGEST_LINE: usize = 10_000;

/// Spaces that look like one and are another: YAML takes them for letters.
pub(super) fn is_odd_space(c: char) -> bool {
    c.is_whitespace() && !matches!(c, ' ' | '\t' | '\n' | '\r') || matches!(c, '\u{200b}' | '\u{feff}')
}

/// Looks at a name that was read without quotes, `typed` with the space around it. What was pasted is reported and
/// put right, so that reading goes on.
pub(super) fn look_at_name(node: &mut Node, typed: &str, line: usize) -> Option<Finding> {
    let span = node.span;
    if typed.contains(is_odd_space) {
        replace(node, |text| text.replace(is_odd_space, " "));
        return Some(odd_space(span, line));
    }
    inside_curly(node.text()?)?;
    replace(node, |text| inside_curly(text).unwrap_or(text).to_owned());
    Some(curly(span, line))
}

/// Looks at a value that was read without quotes. `flow` says that it stands in brackets, where a comma ends it.
pub(super) fn look_at_value(node: &mut Node, line: usize, flow: bool) -> Option<Finding> {
    let (text, span) = (node.text()?, node.span);
    if flow && is_torn_start(text) {
        return Some(curly(span, line));
    }
    if lacks_space_behind_colon(text) {
        return Some(odd_space(span, line));
    }
    inside_curly(text)?;
    replace(node, |text| inside_curly(text).unwrap_or(text).to_owned());
    Some(curly(span, line))
}

fn replace(node: &mut Node, better: impl FnOnce(&str) -> String) {
    if let NodeKind::Scalar { text, .. } = &mut node.kind {
        *text = better(text);
    }
}

/// Looks through lines that could not be read, for all that may have been the reason.
pub(super) fn look_at_line(text: &str, line: Span, number: usize) -> Option<Finding> {
    let typed = line.slice(text);
    let words = typed.trim_start();
    if words.is_empty() || words.starts_with('#') || words.len() > LONGEST_LINE {
        return None;
    }
    let indent = &typed[..typed.len() - words.len()];
    let place = Span::new(line.start + indent.len(), line.start + typed.trim_end().len());
    if indent.contains(is_odd_space)
        || words
            .strip_prefix('-')
            .is_some_and(|item| item.starts_with(is_odd_space))
    {
        return Some(odd_space(place, number));
    }
    let item = words.trim_start_matches(['-', ' ']);
    if lacks_space_behind_colon(item) {
        return Some(odd_space(place, number));
    }
    value_starts(words)
        .any(is_quoted_by_curly)
        .then(|| curly(place, number))
}

/// Returns what follows each sign behind which a value or a name may begin.
fn value_starts(words: &str) -> impl Iterator<Item = &str> {
    let in_brackets = words.contains(['{', '[']);
    let behind = move |sign: &'static str| {
        words
            .match_indices(sign)
            .map(move |(at, _)| words[at + sign.len()..].trim_start())
    };
    let inside = [", ", "{", "["].into_iter().filter(move |_| in_brackets);
    std::iter::once(words).chain(["- ", ": "].into_iter().chain(inside).flat_map(behind))
}

/// Returns whether a curly quote opens here and closes where a value may end: at the line's end, a comma, bracket
/// or colon.
fn is_quoted_by_curly(value: &str) -> bool {
    let mut letters = value.chars();
    let Some(closing) = letters.next().and_then(closing_of) else {
        return false;
    };
    let inner = letters.as_str();
    inner.match_indices(closing).any(|(at, quote)| {
        let rest = inner[at + quote.len()..].trim_start();
        rest.is_empty() || rest.starts_with([',', '}', ']', ':'])
    })
}

fn closing_of(opening: char) -> Option<&'static [char]> {
    PAIRS.iter().find(|(open, _)| *open == opening).map(|(_, close)| *close)
}

/// Returns the words between two curly quotes, where those are one pair: not `“Yes” or “No”`, but `‘It’s late’`.
fn inside_curly(text: &str) -> Option<&str> {
    let mut letters = text.chars();
    let opening = letters.next()?;
    let closing = closing_of(opening)?;
    letters.next_back().filter(|last| closing.contains(last))?;
    let inside = letters.as_str();
    let another = |c: char| c == opening || closing.contains(&c) && c != '’';
    (!inside.contains(another)).then_some(inside)
}

/// `“No` of `{say: “No, not yet”}`: the comma tore the quotation.
fn is_torn_start(text: &str) -> bool {
    let opens_only =
        |opening: char, closing: &[char]| text.starts_with(opening) && !text[opening.len_utf8()..].contains(closing);
    PAIRS.iter().any(|(opening, closing)| opens_only(*opening, closing))
}

/// `not yet”`: the other half, which would be taken for a name.
pub(super) fn is_torn_end(name: &str) -> bool {
    name.ends_with(['”', '’']) && !name.starts_with(['“', '”', '„', '‘', '‚'])
}

/// `say:\u{a0}Yes`: YAML sees no space behind the colon, so no name either.
fn lacks_space_behind_colon(text: &str) -> bool {
    let Some((name, value)) = text.split_once(':') else {
        return false;
    };
    let is_name = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '-');
    is_name && value.starts_with(is_odd_space)
}

fn curly(span: Span, line: usize) -> Finding {
    let message = format!("This looks pasted from Word: line {line} has a curly quote.");
    Finding::new(Code::YamlPasted, span, message)
        .hint("Type straight quotes instead (\" at both ends), or leave them out.")
}

fn odd_space(span: Span, line: usize) -> Finding {
    let message = format!("This looks pasted from Word: line {line} has a non-breaking space.");
    Finding::new(Code::YamlPasted, span, message).hint(
        "It looks like a space but is not one. Delete the spaces on this line and type them again with the space bar.",
    )
}
