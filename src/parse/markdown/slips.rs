//! Marks that do nothing as they are typed, and would be read as words: `##3 Visits`, `**3.1* Every visit`.

use std::ops::Range;

use crate::diagnostic::{Code, Finding};
use crate::source::Span;

/// A slip in a paragraph.
pub(super) struct Slip {
    /// Where in the paragraph.
    pub place: Range<usize>,
    message: String,
    hint: String,
}

impl Slip {
    /// Returns the slip as a finding at `span`.
    pub fn finding(self, span: Span) -> Finding {
        Finding::new(Code::MistypedMark, span, self.message).hint(self.hint)
    }
}

/// Finds the slips in the lines of a paragraph, as it was typed.
pub(super) fn slips(typed: &str) -> impl Iterator<Item = Slip> {
    let mut start = 0;
    typed.split_inclusive('\n').filter_map(move |line| {
        let words = line.trim_start_matches([' ', '\t', '>']);
        let at = start + line.len() - words.len();
        start += line.len();
        let rest = typed.get(at..).unwrap_or_default();
        heading_without_space(words, at).or_else(|| stars_that_differ(rest, at))
    })
}

/// `##3 Visits`. One mark alone may be meant: `#1`.
fn heading_without_space(line: &str, at: usize) -> Option<Slip> {
    let words = line.trim_start_matches('#').trim();
    let marks = line.get(..line.find(|c| c != '#')?)?;
    let is_heading = (2..=6).contains(&marks.len()) && line.get(marks.len()..)?.starts_with(char::is_alphanumeric);
    is_heading.then(|| Slip {
        place: at..at + marks.len(),
        message: format!("This line begins with {marks} and is no heading: the space behind the marks is missing."),
        hint: format!("Write: {marks} {words}"),
    })
}

/// `**3.1* Every visit`, `**3.1 Every visit`: as many stars have to stand behind the number as before it, unless more
/// words are set in bold with it.
fn stars_that_differ(paragraph: &str, at: usize) -> Option<Slip> {
    let before = stars(paragraph);
    let rest = paragraph.get(before..)?;
    let number = rest.get(..rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '.')?)?;
    let rest = rest.get(number.len()..)?;
    let behind = stars(rest);
    let later = rest.matches('*').count() - behind;
    let is_number = number.starts_with(|c: char| c.is_ascii_digit()) && number.len() <= LONGEST_NUMBER;
    let closed = before == behind || behind + later == before || behind == 0 && later >= before;
    let slip = (1..=3).contains(&before) && is_number && !closed;
    slip.then(|| Slip {
        place: at..at + before + number.len() + behind,
        message: format!(
            "The stars around {number} do not match, {before} before it and {behind} behind it, so it is not read as a \
             number."
        ),
        hint: format!("Write: **{number}**"),
    })
}

const LONGEST_NUMBER: usize = 12;

fn stars(text: &str) -> usize {
    text.len() - text.trim_start_matches('*').len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(typed: &str) -> Vec<&str> {
        slips(typed).filter_map(|slip| typed.get(slip.place)).collect()
    }

    #[test]
    fn headings_without_a_space_are_found() {
        assert_eq!(found("##3 Visits"), ["##"]);
        assert_eq!(found("Some words\n> ###Why"), ["###"]);
        for typed in ["#1 in the county", "## 3 Visits", "##", "a ##b", "#######x"] {
            assert_eq!(found(typed), [""; 0], "{typed}");
        }
    }

    #[test]
    fn numbers_with_unlike_stars_are_found() {
        assert_eq!(found("**3.1* Every visit"), ["**3.1*"]);
        assert_eq!(found("**3.1 Every visit"), ["**3.1"]);
        assert_eq!(found("*3.1** Every visit"), ["*3.1**"]);
        for typed in [
            "**3.1** Every visit",
            "*3.1* Every visit",
            "**3.1 Every visit** has",
            "**3.1 Every\nvisit** has",
            "***3.1** Every* visit",
            "**Note* this",
            "3.1 Every **visit**",
        ] {
            assert_eq!(found(typed), [""; 0], "{typed}");
        }
    }
}
