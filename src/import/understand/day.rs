//! Days as people write them in Britain, read where they can be no other.

use crate::date::Date;

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

const NO_DAY: &str = "That is no whole date, so I left it where it stands: type the day at the top.";

/// Returns whether a word of a day says nothing that its figures do not: `of`, the `th` of `12 th`, the day of the week.
fn says_no_more(word: &str) -> bool {
    let word = word.to_lowercase();
    ["of", "the", "st", "nd", "rd", "th"].contains(&word.as_str()) || (word.ends_with("day") && word.len() > 3)
}

/// Reads a day as it is written in Britain. One that other countries would read as another day is refused.
///
/// # Errors
/// Why it cannot be told, and what to do.
pub(super) fn day(words: &str) -> Result<Date, String> {
    if let Ok(date) = words.parse() {
        return Ok(date);
    }
    let parts: Vec<&str> = words
        .split([' ', '/', '.', ',', '-'])
        .filter(|part| !part.is_empty() && !says_no_more(part))
        .collect();
    let [first, second, year] = parts.as_slice() else {
        return Err(NO_DAY.into());
    };
    let figure = |part: &str| {
        part.trim_end_matches(|c: char| c.is_alphabetic() || c == '^')
            .parse::<u8>()
            .ok()
    };
    let (month, is_word) = match month(second) {
        Some(month) => (Some(month), true),
        None => (figure(second), false),
    };
    let date = figure(first).zip(month).and_then(|(day, month)| {
        format!("{year}-{month:02}-{day:02}")
            .parse::<Date>()
            .ok()
            .map(|date| (day, month, date))
    });
    match date {
        Some((day, month, date)) if is_word || day > 12 || day == month => Ok(date),
        Some((_, _, date)) => Err(format!(
            "That is {} in England and another day elsewhere. If it is right, type {date} at the top.",
            date.in_words()
        )),
        None => Err(NO_DAY.into()),
    }
}

fn month(word: &str) -> Option<u8> {
    let word = word.to_lowercase();
    let at = MONTHS
        .iter()
        .position(|month| *month == word || (word.len() == 3 && month.starts_with(&word)))?;
    u8::try_from(at + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_only_where_they_can_be_no_other() {
        let read = |words| day(words).ok().map(|date| date.to_string());
        for typed in [
            "14 July 2026",
            "14th July 2026",
            "14/07/2026",
            "14.7.2026",
            "14 Jul 2026",
            "14th of July 2026",
            "14 th July 2026",
            "14^th^ July 2026",
            "14\u{1d57}\u{2b0} July 2026",
            "Tuesday, 14th July 2026",
            "2026-07-14",
        ] {
            assert_eq!(read(typed).as_deref(), Some("2026-07-14"), "{typed}");
        }
        assert_eq!(read("05/05/2026").as_deref(), Some("2026-05-05"));
        for typed in ["1st May 2026", "2nd May 2026", "3rd May 2026", "4th May 2026"] {
            assert_eq!(read(typed).as_deref(), Some(&*format!("2026-05-0{}", &typed[..1])));
        }
        for typed in ["07/08/2026", "September 2027", "31 June 2026", "soon", ""] {
            assert_eq!(read(typed), None, "{typed}");
        }
    }
}
