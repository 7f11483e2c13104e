//! The author's own line with a mark under the place: pure layout, in columns of a terminal.
//!
//! Tabs become spaces, wide letters count two columns, combining marks none, and letters that would upset a terminal
//! are shown as `�`. A long line is cut around the place.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::source::{Span, line_column};

/// Columns for the author's text: what is left of 80 behind an indent and a line number.
const ROOM: usize = 70;

/// Columns from one tab stop to the next, as Notepad and most editors of YAML have it.
const TAB: usize = 4;

const CUT: &str = "…";

/// One line of a file with a place in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt {
    /// The line's number, from 1.
    pub line: usize,
    /// The line as shown.
    pub text: String,
    /// Columns before the mark.
    pub indent: usize,
    /// Columns under which the mark stands: at least one.
    pub width: usize,
}

/// Returns the line of `text` in which `span` begins, with the place in it.
///
/// A place that goes over several lines is shown by its first. A place behind the last word of the file is shown at
/// the end of that word, because an empty line shows nothing.
pub fn excerpt(text: &str, span: Span) -> Excerpt {
    let span = settled(text, span);
    let line_start = text[..span.start].rfind('\n').map_or(0, |at| at + 1);
    let line_end = text[span.start..]
        .find('\n')
        .map_or(text.len(), |length| span.start + length);
    let [before, marked, after] = cut([
        shown(&text[line_start..span.start]),
        shown(&text[span.start..span.end.min(line_end)]),
        shown(&text[span.end.min(line_end)..line_end]),
    ]);
    Excerpt {
        line: line_column(text, span.start).line,
        indent: before.width(),
        width: marked.width().max(1),
        text: format!("{before}{marked}{after}").trim_end().to_owned(),
    }
}

/// Returns `span` inside `text`, at whole letters, and at the last word where it lies behind that.
pub fn settled(text: &str, span: Span) -> Span {
    let last = text.trim_end().len();
    let start = whole(text, if span.start > last { last } else { span.start });
    Span::new(start, whole(text, span.end))
}

fn whole(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

/// Returns `text` as a terminal may show it. Tab stops are counted from where the piece begins: close enough for the
/// eye, and the mark still stands right, because it is measured on what is shown.
pub fn shown(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\t' => shown.push_str(&" ".repeat(TAB - shown.width() % TAB)),
            letter if upsets_a_terminal(letter) => shown.push('\u{fffd}'),
            letter => shown.push(letter),
        }
    }
    shown
}

/// Escape sequences could recolour or clear the screen; direction marks could show the words in another order.
fn upsets_a_terminal(letter: char) -> bool {
    letter.is_control() || matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}')
}

/// Shortens the three pieces of a line until they fit, keeping what is nearest to the place.
fn cut([before, marked, after]: [String; 3]) -> [String; 3] {
    let marked = first_columns(&marked, ROOM - 2 * CUT.width());
    let room = ROOM.saturating_sub(marked.width());
    let before = last_columns(&before, (room / 2).max(room.saturating_sub(after.width())));
    let after = first_columns(&after, room.saturating_sub(before.width()));
    [before, marked, after]
}

fn first_columns(text: &str, room: usize) -> String {
    if text.width() <= room {
        return text.to_owned();
    }
    let kept = text.chars().take(taken(text.chars(), room));
    kept.chain(CUT.chars()).collect()
}

fn last_columns(text: &str, room: usize) -> String {
    if text.width() <= room {
        return text.to_owned();
    }
    let letters = taken(text.chars().rev(), room);
    let skipped = text.chars().count() - letters;
    let kept = text.chars().skip(skipped).skip_while(|letter| columns(*letter) == 0);
    CUT.chars().chain(kept).collect()
}

/// Counts the letters that fit into `room` columns beside the sign for a cut.
fn taken(letters: impl Iterator<Item = char>, room: usize) -> usize {
    let ends = letters.scan(CUT.width(), |end, letter| {
        *end += columns(letter);
        Some(*end)
    });
    ends.take_while(|end| *end <= room).count()
}

fn columns(letter: char) -> usize {
    letter.width().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lays an excerpt of the place of `part` in `text` out as two lines.
    fn two_lines(text: &str, part: &str) -> String {
        let start = text.find(part).expect("the part");
        let found = excerpt(text, Span::new(start, start + part.len()));
        format!(
            "{}\n{}{}",
            found.text,
            " ".repeat(found.indent),
            "^".repeat(found.width)
        )
    }

    #[test]
    fn the_mark_stands_under_its_word() {
        assert_eq!(two_lines("one\ntwo three\n", "three"), "two three\n    ^^^^^");
    }

    #[test]
    fn tabs_are_spaces_and_wide_letters_count_two() {
        assert_eq!(two_lines("a:\tb\n", "b"), "a:  b\n    ^");
        assert_eq!(two_lines("校規: b\n", "b"), "校規: b\n      ^");
        assert_eq!(two_lines("cafe\u{301}: b\n", "b"), "cafe\u{301}: b\n      ^");
    }

    #[test]
    fn a_place_over_several_lines_is_shown_by_its_first() {
        assert_eq!(two_lines("one\ntwo\nthree\n", "wo\nthree"), "two\n ^^");
    }

    #[test]
    fn a_place_at_the_end_of_the_file_is_shown_behind_the_last_word() {
        let text = "title: A\nschool: B\n\n";
        let found = excerpt(text, Span::new(text.len(), text.len()));
        assert_eq!((found.line, found.indent, found.width), (2, 9, 1));
        assert_eq!(excerpt("", Span::new(0, 0)).line, 1);
        assert_eq!(excerpt("a", Span::new(9, 12)).indent, 1);
    }

    #[test]
    fn a_long_line_is_cut_around_the_place() {
        let text = format!("{} here {}", "a".repeat(500), "b".repeat(500));
        let found = excerpt(&text, Span::new(501, 505));
        assert_eq!(found.text.width(), ROOM);
        assert!(found.text.starts_with('…') && found.text.ends_with('…'));
        assert_eq!(&found.text[CUT.len() + found.indent - 1..][..4], "here");
    }

    #[test]
    fn a_long_place_is_cut_at_its_end() {
        let text = "x".repeat(500);
        let found = excerpt(&text, Span::new(0, 500));
        assert_eq!((found.indent, found.width), (0, ROOM - 2));
    }

    #[test]
    fn escape_sequences_never_reach_the_terminal() {
        assert_eq!(two_lines("a\u{1b}[31m b", "b"), "a\u{fffd}[31m b\n       ^");
    }

    #[test]
    fn a_place_inside_a_letter_does_not_panic() {
        let text = "é";
        assert_eq!(excerpt(text, Span::new(1, 1)).indent, 0);
    }
}
