//! Calendar dates: read as `2026-09-01`, shown as `1 September 2026`. Nothing here knows what day it is.

use std::fmt;
use std::str::FromStr;

/// A day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date(jiff::civil::Date);

/// Why a text is no date of ours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DateFault {
    /// Not of the form year-month-day. Holds the days that it can be read as: two where nobody can tell whether the day
    /// or the month comes first, the British reading before the other.
    NotIso(Vec<Date>),
    /// Of the right form, but there is no such day: 2026-02-31.
    NoSuchDay,
}

impl Date {
    /// Returns the day as people write it: `1 September 2026`.
    pub fn in_words(self) -> String {
        let month = MONTHS.get(self.0.month() as usize - 1).copied().unwrap_or_default();
        format!("{} {month} {}", self.0.day(), self.0.year())
    }

    /// Returns the same day of the next year; 29 February becomes 28 February.
    #[must_use]
    pub fn a_year_on(self) -> Self {
        Self(self.0.saturating_add(jiff::Span::new().years(1)))
    }
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

impl From<jiff::civil::Date> for Date {
    fn from(date: jiff::civil::Date) -> Self {
        Self(date)
    }
}

impl FromStr for Date {
    type Err = DateFault;

    fn from_str(text: &str) -> Result<Self, DateFault> {
        let fields = numbers(text, '-').filter(|_| text.len() == 10);
        match fields {
            Some([year, month, day]) if text.as_bytes().get(4) == Some(&b'-') => {
                day_of(year, month, day).ok_or(DateFault::NoSuchDay)
            }
            _ => Err(DateFault::NotIso(readings(text))),
        }
    }
}

/// Returns the days that a text not of our form may mean, to offer them back in the right form.
fn readings(text: &str) -> Vec<Date> {
    let days = in_figures(text).into_iter().chain(in_words(text));
    days.fold(Vec::new(), |mut days, day| {
        if !days.contains(&day) {
            days.push(day);
        }
        days
    })
}

/// Reads `14/7/2026`, `14.07.26` and `2026/7/14`; `7/9/2026` may be two days.
fn in_figures(text: &str) -> Vec<Date> {
    let fields = ['/', '.', '-'].into_iter().find_map(|mark| numbers(text, mark));
    let days = match fields {
        Some([year, month, day]) if year >= 1000 => [day_of(year, month, day), None],
        Some([one, other, year]) => {
            let year = if year < 100 { 2000 + year } else { year };
            [day_of(year, other, one), day_of(year, one, other)]
        }
        None => [None, None],
    };
    days.into_iter().flatten().collect()
}

/// Reads `15 September 2025`, `Monday, 15th Sept 2025`, `September 15, 2025`.
fn in_words(text: &str) -> Option<Date> {
    let parts: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).collect();
    let month = parts.iter().find_map(|part| month_of(part))?;
    let figures = parts.iter().map(|part| part.trim_end_matches(char::is_alphabetic));
    let figures: Vec<i16> = figures.filter_map(|figures| figures.parse().ok()).collect();
    let [one, other] = figures.as_slice() else { return None };
    let (day, year) = if one < other { (*one, *other) } else { (*other, *one) };
    day_of(year, month, day).filter(|_| year >= 1000)
}

fn month_of(word: &str) -> Option<i16> {
    let word = word.to_lowercase();
    let mut months = (1..).zip(MONTHS);
    let found = months.find(|(_, month)| word.len() >= 3 && month.to_lowercase().starts_with(&word));
    found.map(|(number, _)| number)
}

fn numbers(text: &str, mark: char) -> Option<[i16; 3]> {
    let mut parts = text
        .trim()
        .split(mark)
        .map(|part| part.parse::<i16>().ok().filter(|n| *n >= 0));
    let fields = [parts.next()??, parts.next()??, parts.next()??];
    parts.next().is_none().then_some(fields)
}

fn day_of(year: i16, month: i16, day: i16) -> Option<Date> {
    let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    jiff::civil::Date::new(year, month, day).ok().map(Date)
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn iso_is_read_and_shown_in_words() {
        let date: Date = "2026-09-01".parse().expect("a date");
        assert_eq!(
            (date.to_string(), date.in_words()),
            ("2026-09-01".into(), "1 September 2026".into())
        );
    }

    #[test]
    fn other_forms_are_refused_with_the_iso_form_offered() {
        let day = |iso: &str| iso.parse::<Date>().expect("a date");
        let offered = |typed: &str| match typed.parse::<Date>() {
            Err(DateFault::NotIso(days)) => days,
            other => panic!("{typed}: {other:?}"),
        };
        for typed in [
            "15/09/2025",
            "15.9.25",
            "09/15/2025",
            "2025/9/15",
            "15 September 2025",
            "Monday 15th Sept 2025",
            "Sep 15, 2025",
        ] {
            assert_eq!(offered(typed), [day("2025-09-15")], "{typed}");
        }
        assert_eq!(offered("01/09/2026"), [day("2026-09-01"), day("2026-01-09")]);
        assert_eq!(offered("09.09.2026"), [day("2026-09-09")]);
        for typed in ["next week", "September 2025", "31 June 2025", "15 September", "may 1 2"] {
            assert_eq!(offered(typed), [], "{typed}");
        }
        assert_eq!("2026-02-31".parse::<Date>(), Err(DateFault::NoSuchDay));
        assert_eq!(offered("2026-9-1"), [day("2026-09-01")]);
    }
}
