//! Numbers and markers as authors type them: `2.3`, `4A`, `(a)`, `ii.`.

use std::cmp::Ordering;

/// A clause's number, part by part: `2.3A` is `2`, `3A`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Number(Vec<Step>);

/// One part of a number: figures, and the letters of a clause inserted later.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Step {
    figure: u32,
    letters: String,
}

/// Longer figures are years, sums of money, telephone numbers.
const MOST_FIGURES: usize = 3;

/// More parts than any policy has.
const MOST_STEPS: usize = 6;

impl Number {
    /// Reads a number that is all of `text`, perhaps with a dot behind it.
    pub fn exact(text: &str) -> Option<Self> {
        let (number, length) = Self::at_start(text)?;
        text.get(length..)?.trim().is_empty().then_some(number)
    }

    /// Reads the number that `text` begins with, and returns it with the bytes it takes, the spaces behind it
    /// included. What follows must be apart from it: `2.3(b)` and `2.5m` begin with no clause number.
    pub fn at_start(text: &str) -> Option<(Self, usize)> {
        let trimmed = text.trim_start();
        let end = trimmed
            .find(|c: char| !c.is_ascii_alphanumeric() && c != '.')
            .unwrap_or(trimmed.len());
        let (typed, rest) = trimmed.split_at(end);
        let rest = rest.strip_prefix(')').unwrap_or(rest);
        let number = Self::of_steps(typed.strip_suffix('.').unwrap_or(typed))?;
        let words = rest.trim_start();
        (words.is_empty() || words.len() < rest.len()).then(|| (number, text.len() - words.len()))
    }

    /// Reads a number without anything around it.
    pub fn of_steps(text: &str) -> Option<Self> {
        let steps: Vec<Step> = text.split('.').map(step).collect::<Option<_>>()?;
        (steps.len() <= MOST_STEPS).then_some(Self(steps))
    }

    /// Returns how many parts it has: 1 for a section.
    pub fn depth(&self) -> usize {
        self.0.len()
    }

    /// Returns its first part, the section's number.
    pub fn section(&self) -> Self {
        Self(self.0.iter().take(1).cloned().collect())
    }

    /// Returns the number of the clause around it; nothing for a section.
    pub fn parent(&self) -> Option<Self> {
        let (_, around) = self.0.split_last()?;
        (!around.is_empty()).then(|| Self(around.to_vec()))
    }

    /// Returns whether a clause of this number holds one of number `other`.
    pub fn holds(&self, other: &Self) -> bool {
        other.0.len() > self.0.len() && other.0.starts_with(&self.0)
    }

    /// Returns how its last part stands to that of `earlier`, a clause of the same parent: equal for the one that comes
    /// next, greater when something was left out.
    pub fn after(&self, earlier: Option<&Self>) -> Ordering {
        let none = Step {
            figure: 0,
            letters: String::new(),
        };
        let before = earlier.and_then(|number| number.0.last()).unwrap_or(&none);
        let Some(here) = self.0.last() else {
            return Ordering::Equal;
        };
        let next_figure = Step {
            figure: before.figure.saturating_add(1),
            letters: String::new(),
        };
        let next_letter = Step {
            figure: before.figure,
            letters: next_letters(&before.letters),
        };
        let inserted = earlier.is_some() && *here == next_letter;
        if *here == next_figure || inserted {
            Ordering::Equal
        } else {
            here.cmp(&next_letter)
        }
    }

    /// Returns whether a number typed in plain words is likely to be the clause after `last`.
    pub fn follows(&self, last: Option<&Self>) -> bool {
        let Some(last) = last else {
            return self.0.iter().all(|step| step.figure == 1);
        };
        if last.holds(self) {
            return self.depth() == last.depth() + 1 && self.after(None) == Ordering::Equal;
        }
        // A clause closes those inside it: 2.4 may follow 2.3.1, and 3.1 may follow 2.6 where the heading was lost.
        let mut earlier = Some(last.clone());
        while let Some(number) = earlier {
            if number.depth() == self.depth() && number.parent() == self.parent() {
                return self.after(Some(&number)) == Ordering::Equal;
            }
            earlier = number.parent();
        }
        self.section().after(Some(&last.section())) == Ordering::Equal && self.0.iter().skip(1).all(|s| s.figure == 1)
    }
}

impl std::fmt::Display for Number {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (i, step) in self.0.iter().enumerate() {
            let dot = if i > 0 { "." } else { "" };
            write!(f, "{dot}{}{}", step.figure, step.letters)?;
        }
        Ok(())
    }
}

fn step(text: &str) -> Option<Step> {
    let figures = text.trim_end_matches(|c: char| c.is_ascii_uppercase());
    let letters = text.get(figures.len()..)?;
    let plain = !figures.is_empty() && figures.len() <= MOST_FIGURES && !figures.starts_with('0') && letters.len() <= 2;
    let figure = figures.parse().ok().filter(|_| plain)?;
    Some(Step {
        figure,
        letters: letters.to_owned(),
    })
}

/// Returns the letters of the clause inserted after one with `letters`: nothing, `A`, `B`, ... `Z`, `ZA`.
fn next_letters(letters: &str) -> String {
    match letters.chars().last() {
        None => "A".into(),
        Some('Z') => format!("{letters}A"),
        Some(last) => {
            let next = char::from_u32(u32::from(last) + 1).unwrap_or('Z');
            format!("{}{next}", letters.get(..letters.len() - 1).unwrap_or_default())
        }
    }
}

/// A list's marker as typed: `(a)`, `a)`, `ii.`, `1.`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Marker {
    /// What is typed between the signs.
    pub token: String,
    /// All of it.
    pub label: String,
}

impl Marker {
    /// Reads the marker that `text` begins with, and returns it with the bytes it takes, spaces behind it included.
    pub fn at_start(text: &str) -> Option<(Self, usize)> {
        let trimmed = text.trim_start();
        let opened = trimmed.strip_prefix('(');
        let inner = opened.unwrap_or(trimmed);
        let end = inner.find(|c: char| !c.is_ascii_alphanumeric())?;
        let (token, rest) = inner.split_at(end);
        let closed = rest.starts_with(')') || (opened.is_none() && rest.starts_with('.'));
        let rest = rest.get(1..).filter(|_| closed && is_token(token))?;
        let words = rest.trim_start();
        let apart = words.is_empty() || words.len() < rest.len();
        let label = trimmed.get(..trimmed.len() - rest.len())?.to_owned();
        apart.then(|| {
            (
                Self {
                    token: token.to_owned(),
                    label,
                },
                text.len() - words.len(),
            )
        })
    }

    /// Returns whether it stands in brackets, so that it can be nothing else.
    pub fn in_brackets(&self) -> bool {
        self.label.starts_with('(')
    }

    /// Returns whether it could be somebody's initial: `A. Smith`.
    pub fn is_initial(&self) -> bool {
        self.label.ends_with('.') && self.token.starts_with(|c: char| c.is_ascii_uppercase())
    }

    /// Returns whether a list may begin with it.
    pub fn is_first(&self) -> bool {
        matches!(self.token.as_str(), "a" | "A" | "i" | "I" | "1")
    }
}

fn is_token(token: &str) -> bool {
    let figures = token.len() <= 2 && token.chars().all(|c| c.is_ascii_digit());
    let letters = token.len() <= 2 && one_case(token) && token.chars().all(|c| c.is_ascii_alphabetic());
    !token.is_empty() && (figures || letters || of_roman(token).is_some())
}

fn one_case(token: &str) -> bool {
    token.chars().all(|c| c.is_ascii_lowercase()) || token.chars().all(|c| c.is_ascii_uppercase())
}

/// Returns the place of letters in the row a, b, ... z, aa, ab; nothing for anything but letters.
pub(crate) fn of_letters(token: &str) -> Option<usize> {
    let plain = !token.is_empty() && token.len() <= 2 && token.chars().all(|c| c.is_ascii_alphabetic());
    let places = token
        .bytes()
        .map(|b| usize::from(b.to_ascii_lowercase().saturating_sub(b'a')) + 1);
    plain.then(|| places.fold(0, |sum, place| sum * 26 + place))
}

/// Returns the letters at `place`, from 1: a, b, ... z, aa, ab.
pub(crate) fn to_letters(place: usize) -> String {
    let mut rest = place;
    let mut letters = Vec::new();
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'a' + u8::try_from(rest % 26).unwrap_or_default()));
        rest /= 26;
    }
    letters.iter().rev().collect()
}

const ROMAN: [(usize, &str); 13] = [
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
];

/// Returns the Roman numeral of `number`, in small letters.
pub(crate) fn to_roman(number: usize) -> String {
    let mut rest = number;
    let mut roman = String::new();
    for (value, sign) in ROMAN {
        roman.push_str(&sign.repeat(rest / value));
        rest %= value;
    }
    roman
}

/// Returns the number that a Roman numeral of one case stands for; nothing for other words, and above 89.
pub(crate) fn of_roman(token: &str) -> Option<usize> {
    let small = token.to_ascii_lowercase();
    let likely = one_case(token) && small.len() <= 8 && small.chars().all(|c| matches!(c, 'i' | 'v' | 'x' | 'l'));
    likely
        .then(|| (1..90).find(|number| to_roman(*number) == small))
        .flatten()
}

/// Returns the marker at `place` on a level: (a), then (i), then (A), then figures.
pub(crate) fn counted_token(level: usize, place: usize) -> String {
    match level {
        0 => to_letters(place),
        1 => to_roman(place),
        2 => to_letters(place).to_uppercase(),
        _ => place.to_string(),
    }
}

/// Returns whether `next` is the marker that comes after `token`.
pub(crate) fn comes_next(token: &str, next: &str) -> bool {
    let ways = places(token).into_iter().zip(places(next));
    ways.filter_map(|(here, there)| here.zip(there))
        .any(|(here, there)| there == here + 1)
}

/// Returns the place of a marker in each row that it may be of: of letters, of numerals, of figures.
pub(crate) fn places(token: &str) -> [Option<usize>; 3] {
    [of_letters(token), of_roman(token), token.parse().ok()]
}

/// Returns how deep each marker of one typed list lies: converters leave (a), (b), (i), (ii), (c) in one row.
///
/// `i`, `v` and `x` are letters as well as numerals. Each is taken for what continues its neighbours: after (h) and
/// before (j) it is a letter; after (b), or before (ii), a numeral one level down.
pub(crate) fn depths(tokens: &[&str]) -> Vec<usize> {
    let mut rows: Vec<Row> = Vec::new();
    let mut depths = Vec::new();
    for (i, token) in tokens.iter().enumerate() {
        let next = tokens.get(i + 1).copied();
        let depth = continued(&rows, token, next).unwrap_or_else(|| opened(&rows, token));
        rows.truncate(depth + 1);
        let row = Row::of(token, rows.get(depth));
        match rows.get_mut(depth) {
            Some(open) => *open = row,
            None => rows.push(row),
        }
        depths.push(depth);
    }
    depths
}

/// One row of markers: how it counts, and how far it has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Row {
    style: Style,
    upper: bool,
    at: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Style {
    Figures,
    Letters,
    Roman,
}

impl Style {
    fn place(self, token: &str) -> Option<usize> {
        match self {
            Self::Figures => token.parse().ok(),
            Self::Letters => of_letters(token),
            Self::Roman => of_roman(token),
        }
    }
}

impl Row {
    /// Returns the row as it is with `token` in it: the row that goes on, or a new one.
    fn of(token: &str, open: Option<&Self>) -> Self {
        let upper = token.starts_with(|c: char| c.is_ascii_uppercase());
        let known = open
            .filter(|row| row.upper == upper)
            .and_then(|row| Some((row.style, row.style.place(token)?)));
        let fresh = || match (of_roman(token), of_letters(token), token.parse()) {
            (_, _, Ok(figure)) => (Style::Figures, figure),
            // A row that begins with (i) counts in numerals; one that begins with (v) has lost its letters before.
            (Some(1), _, _) | (Some(_), None, _) => (Style::Roman, of_roman(token).unwrap_or(1)),
            (_, Some(place), _) => (Style::Letters, place),
            _ => (Style::Roman, 1),
        };
        let (style, at) = known.unwrap_or_else(fresh);
        Self { style, upper, at }
    }

    fn goes_on_with(&self, token: &str) -> bool {
        let upper = token.starts_with(|c: char| c.is_ascii_uppercase());
        self.upper == upper && self.style.place(token) == Some(self.at + 1)
    }
}

/// Returns the row, the innermost first, that `token` is the next of. Where two are, `next` decides.
fn continued(rows: &[Row], token: &str, next: Option<&str>) -> Option<usize> {
    let fits: Vec<usize> = (0..rows.len())
        .rev()
        .filter(|d| rows.get(*d).is_some_and(|r| r.goes_on_with(token)))
        .collect();
    let goes_on = |depth: &&usize| {
        let row = rows.get(**depth).map(|row| Row::of(token, Some(row)));
        row.zip(next).is_some_and(|(row, next)| row.goes_on_with(next))
    };
    // (h), (i), (ii): what looks like the next letter opens a row of numerals.
    if of_roman(token) == Some(1) && next.and_then(of_roman) == Some(2) {
        return None;
    }
    fits.iter().find(goes_on).or(fits.first()).copied()
}

/// Returns the depth of a marker that continues no row: a first one opens a row below, others stay in the row of
/// their kind.
fn opened(rows: &[Row], token: &str) -> usize {
    let fresh = Row::of(token, None);
    let alike = rows
        .iter()
        .rposition(|row| row.upper == fresh.upper && row.style.place(token).is_some());
    match alike {
        Some(depth) if fresh.at != 1 || rows.get(depth).is_some_and(|row| row.style == fresh.style) => depth,
        _ => rows.len(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Number {
        Number::of_steps(text).unwrap()
    }

    #[test]
    fn numbers_are_read_in_every_shape() {
        for (typed, is) in [
            ("1 Introduction", "1"),
            ("1. Introduction", "1"),
            ("2.3\u{a0}When", "2.3"),
            ("2.3A text", "2.3A"),
            ("4A", "4A"),
            ("1.1. text", "1.1"),
            ("  2.10 x", "2.10"),
            ("3) x", "3"),
        ] {
            assert_eq!(
                Number::at_start(typed).map(|(n, _)| n.to_string()).as_deref(),
                Some(is),
                "{typed}"
            );
        }
    }

    #[test]
    fn other_figures_are_no_numbers() {
        for typed in [
            "2.5m wide",
            "2026 was",
            "0.5 metres",
            "2.3(b) says",
            "£2.50",
            "1.2026 x",
            "1st",
            "1.1.1.1.1.1.1 x",
            "",
        ] {
            assert_eq!(Number::at_start(typed), None, "{typed}");
        }
    }

    #[test]
    fn the_next_number_is_known() {
        for (before, after) in [
            ("2.1", "2.2"),
            ("2.3", "2.3A"),
            ("2.3A", "2.3B"),
            ("2.3A", "2.4"),
            ("2", "2.1"),
            ("2.3.1", "2.4"),
            ("2.6", "3.1"),
            ("1", "2"),
        ] {
            assert!(number(after).follows(Some(&number(before))), "{before} {after}");
        }
        for (before, after) in [
            ("2.1", "2.5"),
            ("2.3", "2.3"),
            ("2.3", "2.2"),
            ("2.6", "4.1"),
            ("1", "3.5"),
        ] {
            assert!(!number(after).follows(Some(&number(before))), "{before} {after}");
        }
    }

    #[test]
    fn markers_are_read_in_every_shape() {
        for (typed, token) in [
            ("(a) x", "a"),
            ("a) x", "a"),
            ("a. x", "a"),
            ("(iv)\u{a0}x", "iv"),
            ("(1) x", "1"),
        ] {
            assert_eq!(
                Marker::at_start(typed).map(|(m, _)| m.token).as_deref(),
                Some(token),
                "{typed}"
            );
        }
        for typed in ["e.g. x", "(see) x", "The. x", "(a)x", "a x", "(Ab) x", "(a"] {
            assert_eq!(Marker::at_start(typed), None, "{typed}");
        }
    }

    #[test]
    fn letters_and_numerals_count_both_ways() {
        for place in 1..80 {
            assert_eq!(of_letters(&to_letters(place)), Some(place));
            assert_eq!(of_roman(&to_roman(place)), Some(place));
        }
        assert_eq!(of_roman("iiii"), None);
    }

    #[test]
    fn neighbours_settle_what_i_is() {
        assert_eq!(depths(&["a", "b", "i", "ii", "c"]), [0, 0, 1, 1, 0]);
        assert_eq!(depths(&["g", "h", "i", "j"]), [0, 0, 0, 0]);
        assert_eq!(depths(&["g", "h", "i", "ii", "i"]), [0, 0, 1, 1, 0]);
        assert_eq!(depths(&["i", "ii", "iii", "iv", "v"]), [0; 5]);
        assert_eq!(depths(&["a", "i", "ii", "b", "i", "ii"]), [0, 1, 1, 0, 1, 1]);
        assert_eq!(depths(&["a", "b", "d"]), [0, 0, 0]);
        assert_eq!(depths(&["u", "v", "w", "x"]), [0; 4]);
        assert_eq!(depths(&["1", "a", "b", "2"]), [0, 1, 1, 0]);
        assert_eq!(depths(&["a", "b", "b"]), [0, 0, 0]);
        assert_eq!(depths(&["a", "i", "A", "B", "ii", "b"]), [0, 1, 2, 2, 1, 0]);
    }
}
