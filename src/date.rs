//! Calendar dates: read as `2026-09-01`, shown as `1 September 2026`. Nothing here knows what day it is.

use std::fmt;
use std::str::FromStr;

/// A day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date(jiff::civil::Date);

/// Why a text is no date of ours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DateFault {
    /// Not of the form year-month-day. Holds the ISO form where the text can be read as day/month/year.
    NotIso(Option<Date>),
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
            _ => Err(DateFault::NotIso(as_written_in_britain(text))),
        }
    }
}

/// Reads `14/7/2026`, `14.07.2026` or `14-07-2026`, to offer it back in the right form.
fn as_written_in_britain(text: &str) -> Option<Date> {
    let [day, month, year] = ['/', '.', '-'].into_iter().find_map(|mark| numbers(text, mark))?;
    day_of(year, month, day).filter(|_| year >= 1000)
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
        let offered = "2026-09-01".parse().ok();
        assert_eq!("01/09/2026".parse::<Date>(), Err(DateFault::NotIso(offered)));
        assert_eq!("1.9.2026".parse::<Date>(), Err(DateFault::NotIso(offered)));
        assert_eq!("next week".parse::<Date>(), Err(DateFault::NotIso(None)));
        assert_eq!("2026-02-31".parse::<Date>(), Err(DateFault::NoSuchDay));
        assert_eq!("2026-9-1".parse::<Date>(), Err(DateFault::NotIso(None)));
    }
}
