//! Numbers that no policy can have, `A1`, `Section 3.`, `§ 4`, `2.1(a)`: they stay words, and a person is told.

use super::rows::{Lead, Row};
use crate::import::document::{Place, Remark};
use crate::import::lead::plain;
use crate::parse::clauses::number::{Marker, Number, comes_next, of_letters, of_roman};

/// A way of counting that a policy does not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum System {
    /// `A1`, `B.2`.
    Lettered,
    /// `Section 3.`, `Article IV`.
    Worded,
    /// `A. Aims`, `II. Charges`.
    LetteredHeadings,
    /// `§ 4`, `1.01`, `1.1:`.
    Dressed,
    /// `1.3We`, `2.Review`.
    Glued,
    /// `a)`, and no letter of a list before or behind it.
    Alone,
}

const SYSTEMS: [System; 6] = [
    System::Lettered,
    System::Worded,
    System::LetteredHeadings,
    System::Dressed,
    System::Glued,
    System::Alone,
];

/// What a line begins with that would be a number elsewhere.
struct Unread<'a> {
    system: System,
    /// As it is typed.
    printed: String,
    /// The same in figures.
    number: Number,
    place: &'a Place,
}

/// Points out what looks like a number in `rows` and is none: each way of counting once, and each number that ends in a
/// letter, `2.1.a`, where it stands.
pub fn numbers(rows: &[Row]) -> Vec<Remark> {
    let found: Vec<Unread<'_>> = rows.iter().filter_map(|row| unread(row, rows)).collect();
    let systems = SYSTEMS.iter().filter_map(|system| told(*system, &found));
    systems.chain(rows.iter().filter_map(ends_in_letter)).collect()
}

fn unread<'a>(row: &'a Row, rows: &[Row]) -> Option<Unread<'a>> {
    let words = row.words().filter(|words| words.lead == Lead::None)?;
    let said = plain(&words.pieces);
    let heading = words.is_heading();
    let of = |system, (printed, number): (String, Number)| Unread {
        system,
        printed,
        number,
        place: &row.place,
    };
    let alone = |(_, number): &(String, Number)| !rows.iter().any(|row| row.number() == Some(number));
    let lettered = || lettered(&said).map(|found| of(System::Lettered, found));
    let worded = || {
        let found = worded(&said, heading).filter(alone);
        found.map(|found| of(System::Worded, found))
    };
    let letter = || heading.then(|| letter(&said)).flatten();
    let dressed = || dressed(&said).map(|found| of(System::Dressed, found));
    let glued = || glued(&said).map(|found| of(System::Glued, found));
    lettered()
        .or_else(worded)
        .or_else(|| letter().map(|found| of(System::LetteredHeadings, found)))
        .or_else(dressed)
        .or_else(glued)
        .or_else(|| letter_alone(&said).map(|found| of(System::Alone, found)))
}

fn without_end(word: &str) -> &str {
    word.trim_end_matches(['.', ')', ':', ','])
}

/// `A1`, `B.2`, `Q4.`: letters and figures, `1.1` or `2.2` if the letters were figures.
fn lettered(said: &str) -> Option<(String, Number)> {
    let word = without_end(said.split_whitespace().next()?);
    let rest = word.trim_start_matches(|c: char| c.is_ascii_uppercase());
    let letters = word.get(..word.len() - rest.len())?;
    let figures = rest.trim_start_matches(['.', '-']);
    let number = Number::of_steps(&format!("{}.{figures}", of_letters(letters)?))?;
    Some((word.to_owned(), number))
}

/// What people call the parts of a document that they number.
const PARTS: [&str; 14] = [
    "article",
    "chapter",
    "clause",
    "paragraph",
    "part",
    "regulation",
    "rule",
    "section",
    "adran",
    "cymal",
    "erthygl",
    "pennod",
    "rhan",
    "rheol",
];

/// `Section 3.`, `Article IV`: in a heading, or apart from the words behind it.
fn worded(said: &str, heading: bool) -> Option<(String, Number)> {
    let mut words = said.split_whitespace();
    let (name, typed) = (words.next()?, words.next()?);
    let apart = typed.ends_with(['.', ':', ')']) || words.next().is_none_or(|next| next == "-" || next == "–");
    let known = PARTS.contains(&name.to_lowercase().as_str()) && (heading || apart);
    let core = without_end(typed);
    let number = Number::of_steps(core).or_else(|| Number::of_steps(&of_roman(core)?.to_string()));
    let number = number.filter(|_| known)?;
    Some((format!("{name} {core}"), number))
}

/// `A. Aims`, `II. Charges`.
fn letter(said: &str) -> Option<(String, Number)> {
    let (marker, _) = Marker::at_start(said)?;
    let upper = marker.token.starts_with(|c: char| c.is_ascii_uppercase());
    let place = of_roman(&marker.token).or_else(|| of_letters(&marker.token));
    let number = Number::of_steps(&place.filter(|_| upper)?.to_string())?;
    Some((marker.token, number))
}

/// `§ 4`, `1.01`, `1.1:`.
fn dressed(said: &str) -> Option<(String, Number)> {
    let word = said.split_whitespace().next()?;
    if let Some(behind) = said.strip_prefix('§') {
        let (number, _) = Number::at_start(behind)?;
        return Some((format!("§ {number}"), number));
    }
    let (number, length) = match word.strip_suffix(':') {
        Some(number) => (Number::of_steps(number)?, word.len()),
        None => (padded(without_end(word))?, word.len()),
    };
    let sentence = said.get(length..)?.trim_start().starts_with(char::is_uppercase);
    (sentence && number.depth() > 1).then(|| (word.to_owned(), number))
}

/// `1.3We`, `2.Review`: a number against the first word of a sentence.
fn glued(said: &str) -> Option<(String, Number)> {
    let behind = said.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.' || c == ')');
    let typed = said.get(..said.len() - behind.len())?;
    let mut letters = behind.chars();
    let word = letters.next().is_some_and(char::is_uppercase) && letters.next().is_some_and(char::is_lowercase);
    let number = Number::of_steps(typed.trim_end_matches(['.', ')']))?;
    (word && typed.contains(['.', ')'])).then(|| (said.split(' ').next().unwrap_or(said).to_owned(), number))
}

/// `a)`: where it were one of a list, it would have been taken off the words.
fn letter_alone(said: &str) -> Option<(String, Number)> {
    let (marker, _) = Marker::at_start(said)?;
    let small = marker.token.chars().all(|c| c.is_ascii_lowercase());
    (small && marker.label.ends_with(')')).then_some((marker.label, Number::of_steps("1")?))
}

/// `1.01`: a figure with a zero before it.
fn padded(word: &str) -> Option<Number> {
    let (before, last) = word.rsplit_once('.')?;
    let figure = last.strip_prefix('0').filter(|_| last.len() == 2)?;
    Number::of_steps(&format!("{before}.{figure}"))
}

/// Returns what is to be said of one way of counting. A letter with figures behind it may be a road or a year group, and a
/// letter with a dot a name: two that follow each other are not.
fn told(system: System, found: &[Unread<'_>]) -> Option<Remark> {
    let found: Vec<&Unread<'_>> = found.iter().filter(|found| found.system == system).collect();
    let follows = |(here, next): (&&Unread<'_>, &&Unread<'_>)| match system {
        System::LetteredHeadings => comes_next(&here.printed, &next.printed),
        _ => next.number.follows(Some(&here.number)),
    };
    let counts = match system {
        System::Lettered | System::LetteredHeadings => found.iter().zip(found.iter().skip(1)).any(follows),
        System::Worded | System::Dressed | System::Glued | System::Alone => true,
    };
    let first = found.first().filter(|_| counts)?;
    Some(Remark::unsure(
        format!("{}{}", listed(&found), consequence(system)),
        first.place.clone(),
    ))
}

/// How many numbers of one kind are named.
const NAMED: usize = 3;

fn listed(found: &[&Unread<'_>]) -> String {
    let names: Vec<String> = found
        .iter()
        .take(NAMED)
        .map(|found| format!("\"{}\"", found.printed))
        .collect();
    match found.len().saturating_sub(NAMED) {
        0 => names.join(", "),
        more => format!("{} and {more} more", names.join(", ")),
    }
}

fn consequence(system: System) -> &'static str {
    match system {
        System::Lettered => {
            ": a policy counts its clauses in figures, as in 1.1, so this stays words, and nothing can cite it. Give the \
             lines that are to be cited a number in figures."
        }
        System::Worded => {
            ": the number of a section stands alone at the start of its heading, as in \"3 Members\", so this stays words, \
             and there is no such section. Take the word before the number away where it is one."
        }
        System::LetteredHeadings => {
            ": a policy counts its sections in figures, so these letters stay words of their headings, and nothing can \
             cite a section by them."
        }
        System::Dressed => {
            ": a policy cannot count so, so this stays words, and nothing can cite it. Type the figures alone, as in 1.1."
        }
        System::Glued => {
            ": a policy needs a space between a number and its words, so this stays words, and nothing can cite it. Type \
             the space in the document, and import it again."
        }
        System::Alone => {
            ": a policy takes a letter for that of a list where another comes before or behind it, so this stays words, and \
             nothing can cite it. To make a list of it, begin the line with - (a)."
        }
    }
}

/// A number that ends in a letter, `2.1.a` or `2.1(a)`: no line of a policy begins so.
fn ends_in_letter(row: &Row) -> Option<Remark> {
    let words = row.words().filter(|words| words.lead == Lead::None)?;
    let said = plain(&words.pieces);
    let number = number_with_letter(&said)?;
    let (clause, letter) = number.rsplit_once(['.', '('])?;
    let letter = letter.trim_end_matches(')');
    Some(Remark::unsure(
        format!(
            "\"{number}\" is no number that a policy can have, so this line has none now. If it is a part of {clause}, \
             type it as a line of a list under {clause}: - ({letter}) and its words."
        ),
        row.place.clone(),
    ))
}

/// Returns the number with a letter behind it, `2.1.a` or `2.1(a)`, that `words` begin with.
fn number_with_letter(words: &str) -> Option<&str> {
    let word = words.split_whitespace().next()?;
    let typed = match word.contains('(') {
        true => word.trim_end_matches(['.', ':']),
        false => word.trim_end_matches(['.', ')', ':']),
    };
    let (number, letter) = typed.rsplit_once(['.', '('])?;
    let letter = letter.trim_end_matches(')');
    let letters = (1..=4).contains(&letter.len()) && letter.chars().all(|c| c.is_ascii_lowercase());
    (letters && Number::of_steps(number).is_some()).then_some(typed)
}

#[cfg(test)]
mod tests {
    use crate::import::import;
    use crate::import::read::text;

    /// What is said of numbers that a policy cannot have, up to the consequence.
    fn told(typed: &str) -> Vec<String> {
        let remarks = import(text::read(typed), "name").expect("a policy").remarks;
        let says = remarks.iter().filter_map(|remark| {
            let (numbers, _) = remark
                .says
                .split_once(": a policy")
                .or_else(|| remark.says.split_once(": the number of a section"))?;
            Some(numbers.to_owned())
        });
        says.collect()
    }

    #[test]
    fn each_way_of_counting_that_a_policy_has_not_is_told_once() {
        for (typed, says) in [
            (
                "A policy\n\nA1 We ask.\n\nA2 You do.\n\nB.1 They see.\n\nB.2 Fine.\n",
                "\"A1\", \"A2\", \"B.1\" and 1 more",
            ),
            (
                "A policy\n\nSection 3. Members\n\n3.1 All parents are members.\n",
                "\"Section 3\"",
            ),
            (
                "A policy\n\nArticle I Name\n\n1.1 The name.\n\nArticle II Aims\n\n2.1 The aims.\n",
                "\"Article I\", \"Article II\"",
            ),
            (
                "A policy\n\nA. Aims\n\nWe ask all to come.\n\nB. Means\n\nWe ring the bell.\n",
                "\"A\", \"B\"",
            ),
            ("A policy\n\n§ 1 We hold data.\n\n§2 We keep it.\n", "\"§ 1\", \"§ 2\""),
            ("A policy\n\n1.01 We ask.\n\n1.02 You do.\n", "\"1.01\", \"1.02\""),
            (
                "A policy\n\n1.1 We ask.\n\n1.2We do.\n\n2.Review\n\n2.1)Each year.\n",
                "\"1.2We\", \"2.Review\", \"2.1)Each\"",
            ),
            (
                "A policy\n\n1.1 At first:\n\na) we ask;\n\nb) we wait.\n\nThen:\n\na) we ring.\n",
                "\"a)\"",
            ),
            ("A policy\n\n1.1: We ask.\n\n1.2: You do.\n", "\"1.1:\", \"1.2:\""),
        ] {
            assert_eq!(told(typed), [says], "{typed}");
        }
    }

    #[test]
    fn names_roads_and_the_sections_of_laws_are_no_numbers() {
        for typed in [
            "A policy\n\n1.1 We ask.\n\nA4 paper is used.\n\nY6 pupils come.\n\nSection 17 of the Act applies.\n",
            "A policy\n\nPart I: General\n\n1. Who may ask\n\n1.1 Any parent.\n",
            "A policy\n\n9:30 is the time. 0.5 is half.\n",
        ] {
            assert_eq!(told(typed), [""; 0], "{typed}");
        }
    }
}
