//! Smooths what Word leaves behind before Markdown is read: a non-breaking space where Markdown looks for a plain one.
//!
//! Such a space takes more bytes than a plain one, so places in the smoothed text are counted back to the author's.

use std::ops::Range;

use crate::source::Span;

/// Text ready for the Markdown reader, and how to find its places in the author's file.
pub(super) struct Prepared {
    /// The text.
    pub text: String,
    /// For each space that was replaced: its offset in `text`, and how many bytes were saved up to and with it.
    saved: Vec<(usize, usize)>,
    /// Where the text begins in its file.
    start: usize,
}

impl Prepared {
    /// Prepares `text`, which begins at byte `start` of its file.
    pub fn new(text: &str, start: usize) -> Self {
        let mut prepared = Self {
            text: String::with_capacity(text.len()),
            saved: Vec::new(),
            start,
        };
        for line in text.split_inclusive('\n') {
            let (marks, words) = line.split_at(marks_length(line));
            marks.chars().for_each(|c| prepared.push_mark(c));
            prepared.text.push_str(words);
        }
        prepared
    }

    fn push_mark(&mut self, c: char) {
        if is_hard_space(c) {
            let before = self.saved.last().map_or(0, |(_, saved)| *saved);
            self.saved.push((self.text.len(), before + c.len_utf8() - 1));
            self.text.push(' ');
        } else {
            self.text.push(c);
        }
    }

    /// Returns the place in the file of a place in the prepared text.
    pub fn place(&self, range: Range<usize>) -> Span {
        Span::new(self.offset(range.start), self.offset(range.end))
    }

    fn offset(&self, at: usize) -> usize {
        let replaced = self.saved.partition_point(|(space, _)| *space < at);
        let saved = replaced
            .checked_sub(1)
            .and_then(|last| self.saved.get(last))
            .map_or(0, |(_, saved)| *saved);
        self.start + at + saved
    }
}

/// Returns whether `c` is a space at which lines are not broken.
fn is_hard_space(c: char) -> bool {
    matches!(c, '\u{a0}' | '\u{2007}' | '\u{202f}')
}

fn is_space(c: char) -> bool {
    c == ' ' || c == '\t' || is_hard_space(c)
}

/// Returns how many bytes at the start of `line` are spaces and Markdown's marks: `> - `, `## `, `2. `.
fn marks_length(line: &str) -> usize {
    let mut rest = line.trim_start_matches(is_space);
    while let Some(after) = after_mark(rest) {
        rest = after.trim_start_matches(is_space);
    }
    line.len() - rest.len()
}

/// Returns what stands behind one mark, or nothing where `text` begins with none.
fn after_mark(text: &str) -> Option<&str> {
    if let Some(quoted) = text.strip_prefix('>') {
        return Some(quoted);
    }
    let after = match text.chars().next()? {
        '-' | '*' | '+' => text.get(1..)?,
        '#' => text.trim_start_matches('#'),
        '0'..='9' => text
            .trim_start_matches(|c: char| c.is_ascii_digit())
            .strip_prefix(['.', ')'])?,
        _ => return None,
    };
    after.starts_with(is_space).then_some(after)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hard_spaces_behind_marks_become_plain() {
        let prepared = Prepared::new("##\u{a0}One\u{a0}two\n-\u{a0}a\n\u{a0}\u{202f}\n2.\u{a0}b\n", 0);
        assert_eq!(prepared.text, "## One\u{a0}two\n- a\n  \n2. b\n");
    }

    #[test]
    fn places_are_counted_in_the_authors_text() {
        let typed = "---\n##\u{a0}One\n-\u{202f}two";
        let prepared = Prepared::new(&typed[4..], 4);
        for word in ["##", "One", "two"] {
            let at = prepared.text.find(word).unwrap();
            assert_eq!(prepared.place(at..at + word.len()).slice(typed), word);
        }
    }
}
