//! A number as it is written: `4`, `04`, `d`, `D`, `iv`, `IV`, `4th`, `Four`, `Fourth`.

use crate::parse::clauses::number::{to_letters, to_roman};

/// How a level of a list writes its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// 1, 2, 3.
    Decimal,
    /// 01, 02, with at least so many digits.
    Padded(u8),
    /// a, b, ... z, and then as told.
    LowerLetter(AfterZ),
    /// A, B, ... Z, and then as told.
    UpperLetter(AfterZ),
    /// i, ii, iii.
    LowerRoman,
    /// I, II, III.
    UpperRoman,
    /// 1st, 2nd, 3rd.
    Ordinal,
    /// One, Two, Three.
    CardinalText,
    /// First, Second, Third.
    OrdinalText,
    /// No number, but a sign.
    Bullet,
    /// No number.
    None,
}

/// What comes after the letter z.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AfterZ {
    /// aa, bb, cc: Word, always; OpenDocument, when asked.
    Repeated,
    /// aa, ab, ac.
    Counted,
}

/// The largest number that Word writes in letters before it begins again: zz...z, thirty times.
const LETTERS: u64 = 780;
/// The largest number of a list in Word.
const LARGEST: u64 = 32_767;

impl Format {
    /// Returns the number as it is shown. What cannot be written in letters or Roman is shown in digits.
    pub fn shown(self, number: i64) -> String {
        let positive = u64::try_from(number)
            .ok()
            .filter(|number| (1..=LARGEST).contains(number));
        match (self, positive) {
            (Self::Bullet | Self::None, _) => String::new(),
            (Self::Padded(digits), _) => format!("{number:0width$}", width = usize::from(digits)),
            (Self::LowerLetter(after), Some(n)) => letters(n, after),
            (Self::UpperLetter(after), Some(n)) => letters(n, after).to_ascii_uppercase(),
            (Self::LowerRoman, Some(n)) => to_roman(n as usize),
            (Self::UpperRoman, Some(n)) => to_roman(n as usize).to_ascii_uppercase(),
            (Self::Ordinal, Some(n)) => format!("{n}{}", ordinal_ending(n)),
            (Self::CardinalText, Some(n)) => capitalised(&cardinal(n)),
            (Self::OrdinalText, Some(n)) => capitalised(&ordinal(n)),
            _ => number.to_string(),
        }
    }
}

fn letters(number: u64, after: AfterZ) -> String {
    match after {
        AfterZ::Repeated => {
            let index = (number - 1) % LETTERS;
            to_letters(index as usize % 26 + 1).repeat(index as usize / 26 + 1)
        }
        AfterZ::Counted => to_letters(number as usize),
    }
}

fn ordinal_ending(number: u64) -> &'static str {
    match (number % 100, number % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    }
}

const ONES: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 10] = [
    "", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
];

fn word<'a>(words: &[&'a str], index: u64) -> &'a str {
    words.get(index as usize).copied().unwrap_or_default()
}

fn cardinal(number: u64) -> String {
    match number {
        0..20 => word(&ONES, number).to_owned(),
        20..100 if number.is_multiple_of(10) => word(&TENS, number / 10).to_owned(),
        20..100 => format!("{}-{}", word(&TENS, number / 10), word(&ONES, number % 10)),
        100..1000 => with_rest(number, 100, "hundred"),
        _ => with_rest(number, 1000, "thousand"),
    }
}

fn with_rest(number: u64, unit: u64, name: &str) -> String {
    let head = format!("{} {name}", cardinal(number / unit));
    match number % unit {
        0 => head,
        rest => format!("{head} {}", cardinal(rest)),
    }
}

fn ordinal(number: u64) -> String {
    const IRREGULAR: [(&str, &str); 7] = [
        ("one", "first"),
        ("two", "second"),
        ("three", "third"),
        ("five", "fifth"),
        ("eight", "eighth"),
        ("nine", "ninth"),
        ("twelve", "twelfth"),
    ];
    let cardinal = cardinal(number);
    let irregular = IRREGULAR
        .iter()
        .find_map(|(from, to)| Some((cardinal.strip_suffix(from)?, to)));
    match (irregular, cardinal.strip_suffix('y')) {
        (Some((head, ending)), _) => format!("{head}{ending}"),
        (None, Some(head)) => format!("{head}ieth"),
        (None, None) => format!("{cardinal}th"),
    }
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters
        .next()
        .into_iter()
        .flat_map(char::to_uppercase)
        .chain(letters)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_format_writes_numbers_as_word_does() {
        let all = |format: Format, numbers: &[i64]| {
            let shown: Vec<_> = numbers.iter().map(|number| format.shown(*number)).collect();
            shown.join(" ")
        };
        let repeated = Format::LowerLetter(AfterZ::Repeated);
        assert_eq!(
            all(repeated, &[1, 26, 27, 28, 53, 780, 781]),
            format!("a z aa bb aaa {} a", "z".repeat(30))
        );
        assert_eq!(
            all(Format::UpperLetter(AfterZ::Counted), &[1, 26, 27, 28, 53, 702, 703]),
            "A Z AA AB BA ZZ AAA"
        );
        assert_eq!(
            all(Format::LowerRoman, &[1, 4, 9, 14, 1999, 0, -3]),
            "i iv ix xiv mcmxcix 0 -3"
        );
        assert_eq!(all(Format::Padded(2), &[1, 9, 10, 100]), "01 09 10 100");
        assert_eq!(
            all(Format::Ordinal, &[1, 2, 3, 11, 12, 21, 112]),
            "1st 2nd 3rd 11th 12th 21st 112th"
        );
        assert_eq!(
            all(Format::CardinalText, &[1, 21, 100, 342]),
            "One Twenty-one One hundred Three hundred forty-two"
        );
        assert_eq!(
            all(Format::OrdinalText, &[1, 2, 12, 20, 22]),
            "First Second Twelfth Twentieth Twenty-second"
        );
        assert_eq!(all(Format::Bullet, &[1]), "");
    }

    #[test]
    fn no_number_is_too_large_to_be_written() {
        let formats = [
            Format::LowerLetter(AfterZ::Repeated),
            Format::UpperLetter(AfterZ::Counted),
            Format::UpperRoman,
            Format::OrdinalText,
        ];
        for format in formats {
            for number in [i64::MIN, -1, 0, 32_767, 32_768, i64::MAX] {
                assert!(format.shown(number).len() < 100);
            }
        }
    }
}
