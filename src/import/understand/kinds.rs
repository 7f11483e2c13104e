//! What each number of a document is: a heading's, a clause's, or that of a line in a numbered list.

use super::rows::{Lead, Row, Words};
use crate::parse::clauses::number::Number;

/// What a numbered row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Numbered {
    /// It has no number.
    Not,
    /// A heading with its number.
    Heading,
    /// A clause.
    Clause,
    /// A line of a numbered list.
    Figure,
}

/// Decides what each number is. One of two parts or more is a clause's; a single one needs a look around.
pub fn kinds(rows: &[Row], ours: bool) -> Vec<Numbered> {
    let whole = if ours {
        Whole {
            ours,
            ..Whole::default()
        }
    } else {
        Whole::of(rows)
    };
    let kind = |(at, row): (usize, &Row)| match (row.words(), row.number()) {
        (Some(words), Some(number)) if number.depth() > 1 => {
            let heading = words.is_heading() || (words.bold && words.is_short() && words.begins_sentence());
            if heading { Numbered::Heading } else { Numbered::Clause }
        }
        (Some(words), Some(number)) => whole.single(at, words, number, rows),
        _ => Numbered::Not,
    };
    let mut kinds: Vec<Numbered> = rows.iter().enumerate().map(kind).collect();
    if !ours {
        headings_among_headings(rows, &mut kinds);
    }
    kinds
}

/// Where 1, 2 and 4 are headings, so is a short line 3, whatever stands below it.
fn headings_among_headings(rows: &[Row], kinds: &mut [Numbered]) {
    let singles: Vec<(usize, &Number)> = rows
        .iter()
        .enumerate()
        .filter_map(|(at, row)| Some((at, row.number().filter(|number| number.depth() == 1)?)))
        .collect();
    for around in singles.windows(3) {
        let [(before, first), (at, second), (behind, third)] = around else {
            continue;
        };
        let in_order = second.after(Some(first)).is_eq() && third.after(Some(second)).is_eq();
        let is = |at: &usize, wanted: Numbered| kinds.get(*at) == Some(&wanted);
        let says_more = *behind > at + 1;
        let short = rows.get(*at).and_then(Row::words).is_some_and(Words::is_short);
        let between = is(before, Numbered::Heading) && is(behind, Numbered::Heading) && is(at, Numbered::Clause);
        if in_order
            && between
            && short
            && says_more
            && let Some(kind) = kinds.get_mut(*at)
        {
            *kind = Numbered::Heading;
        }
    }
}

/// What the single numbers of a whole document say together. In a policy that we wrote they say nothing: there a heading
/// is typed as one, and so is a clause.
#[derive(Default)]
struct Whole {
    /// They count 1, 2, 3 through the document, and no number of two parts is in it.
    paragraphs: bool,
    /// They count 1, 2, 3 through the document, which has no other headings: its sections are among them.
    sections: bool,
    /// The policy is one that we wrote.
    ours: bool,
}

impl Whole {
    fn of(rows: &[Row]) -> Self {
        let single = |row: &&Row| row.number().is_some_and(|number| number.depth() == 1);
        let places: Vec<usize> = (0..rows.len())
            .filter(|at| rows.get(*at).as_ref().is_some_and(single))
            .collect();
        let numbers: Vec<&Number> = places
            .iter()
            .filter_map(|at| rows.get(*at).and_then(Row::number))
            .collect();
        let before = std::iter::once(None).chain(numbers.iter().map(|number| Some(*number)));
        let rising = numbers
            .iter()
            .zip(before)
            .all(|(here, before)| here.after(before).is_eq());
        let apart = places
            .iter()
            .zip(places.iter().skip(1))
            .any(|(here, next)| next - here > 1);
        let heading = |words: &Words| words.is_heading() && words.lead == Lead::None;
        let headings = rows
            .iter()
            .filter_map(Row::words)
            .filter(|words| heading(words))
            .count();
        let parts = rows.iter().filter_map(Row::number).any(|number| number.depth() > 1);
        Self {
            paragraphs: rising && apart && numbers.len() > 2 && !parts,
            sections: rising && apart && numbers.len() > 1 && headings < 2,
            ours: false,
        }
    }

    /// Decides what a single number is: the heading of what follows, a clause of its own, or a line of a list.
    fn single(&self, at: usize, words: &Words, number: &Number, rows: &[Row]) -> Numbered {
        let behind = rows.get(at + 1..).unwrap_or_default();
        let holds = behind
            .iter()
            .find_map(Row::number)
            .is_some_and(|next| number.holds(next));
        let before = at
            .checked_sub(1)
            .and_then(|before| rows.get(before))
            .and_then(Row::number);
        let in_list = before.is_some_and(|before| before.depth() == 1 && number.after(Some(before)).is_eq());
        let followed = behind
            .first()
            .is_some_and(|next| next.number().is_none_or(|next| next.depth() > 1));
        let title = words.is_heading() || (words.bold && words.is_short());
        match words.is_short() {
            _ if title => Numbered::Heading,
            // Only before the words of a sentence is a single figure read as a number.
            _ if !words.begins_sentence() => Numbered::Figure,
            _ if self.ours && words.typed => Numbered::Clause,
            _ if self.ours => Numbered::Figure,
            true if (holds && !in_list) || (self.sections && followed && words.depth == 0) => Numbered::Heading,
            false if (holds && !in_list) || self.paragraphs => Numbered::Clause,
            true if self.paragraphs => Numbered::Clause,
            _ if words.typed => Numbered::Clause,
            _ => Numbered::Figure,
        }
    }
}
