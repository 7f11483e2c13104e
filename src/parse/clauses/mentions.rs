//! Clauses mentioned in passing: "clause 2.3", "clauses 2.1 and 2.3(b)", "section 2", "2.3(b)".
//!
//! Only what exists in the same policy is a mention. A bare number is one only with a letter in brackets behind it:
//! "2.5 metres" is none. "Section 47 of the Children Act" speaks of another document.

use std::collections::BTreeSet;

use super::line::part;
use crate::parse::markdown::{Block, Footnote, Inline, each_block};
use crate::parse::policy::{Address, Clause, Part};
use crate::source::Spanned;

/// Marks the mentions in a policy. `known` are the addresses of its numbered clauses.
pub(super) fn mark(
    preamble: &mut [Block],
    clauses: &mut [Clause],
    footnotes: &mut [Footnote],
    known: &BTreeSet<Address>,
) {
    in_blocks(preamble, known);
    clauses.iter_mut().for_each(|clause| in_clause(clause, known));
    footnotes
        .iter_mut()
        .for_each(|footnote| in_blocks(&mut footnote.blocks, known));
}

fn in_clause(clause: &mut Clause, known: &BTreeSet<Address>) {
    for part in &mut clause.parts {
        match part {
            Part::Block(block) => in_blocks(std::slice::from_mut(block), known),
            Part::Clause(inner) => in_clause(inner, known),
        }
    }
}

fn in_blocks(blocks: &mut [Block], known: &BTreeSet<Address>) {
    each_block(blocks, &mut |block| match block {
        Block::Paragraph { text, .. } => in_line(text, known),
        Block::Table { rows, .. } => {
            for row in rows {
                row.cells.iter_mut().for_each(|cell| in_line(cell, known));
                row.clause.iter_mut().for_each(|clause| in_clause(clause, known));
            }
        }
        _ => {}
    });
}

fn in_line(line: &mut Vec<Inline>, known: &BTreeSet<Address>) {
    let mut carried = None;
    let mut marked = Vec::with_capacity(line.len());
    for mut inline in std::mem::take(line) {
        match &mut inline {
            Inline::Text(words) => {
                carried = in_words(words, carried, known, &mut marked);
                continue;
            }
            Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Struck(inner) => in_line(inner, known),
            _ => {}
        }
        if !matches!(inline, Inline::SoftBreak) {
            carried = None;
        }
        marked.push(inline);
    }
    *line = marked;
}

/// What a word before a number says of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Keyword {
    /// Any number may follow.
    Clause,
    /// A number of two parts or more may follow: "paragraph 2" is the second paragraph, not section 2.
    Paragraph,
}

fn keyword(word: &str) -> Option<Keyword> {
    match word.to_ascii_lowercase().as_str() {
        "clause" | "clauses" | "section" | "sections" | "sub-clause" | "subclause" => Some(Keyword::Clause),
        "paragraph" | "paragraphs" | "para" | "paras" | "item" | "items" | "point" | "points" => {
            Some(Keyword::Paragraph)
        }
        _ => None,
    }
}

/// Splits `words` into text and mentions. `carried` is a keyword that ended the line before; returned is one that
/// ends this.
fn in_words(
    words: &Spanned<String>,
    carried: Option<Keyword>,
    known: &BTreeSet<Address>,
    marked: &mut Vec<Inline>,
) -> Option<Keyword> {
    let text = words.value.as_str();
    let mut done = 0;
    for mention in mentions(text, carried, known) {
        push_text(words, done, mention.start, marked);
        let typed = text.get(mention.start..mention.end).unwrap_or_default().to_owned();
        let text = Spanned::new(typed, part(words, mention.start, mention.end));
        marked.push(Inline::Mention {
            address: mention.address,
            text,
        });
        done = mention.end;
    }
    push_text(words, done, text.len(), marked);
    text.split_whitespace().next_back().and_then(keyword)
}

fn push_text(words: &Spanned<String>, from: usize, to: usize, marked: &mut Vec<Inline>) {
    if let Some(piece) = words.value.get(from..to).filter(|piece| !piece.is_empty()) {
        marked.push(Inline::Text(Spanned::new(piece.to_owned(), part(words, from, to))));
    }
}

/// A mention in a text: its bytes, and the clause.
#[derive(Debug, PartialEq, Eq)]
struct Mention {
    start: usize,
    end: usize,
    address: Address,
}

fn mentions(text: &str, carried: Option<Keyword>, known: &BTreeSet<Address>) -> Vec<Mention> {
    let mut found = Vec::new();
    let mut at = 0;
    // The keyword in force, and where it begins: it is part of the first mention behind it.
    let mut spoken = carried.map(|keyword| (keyword, None));
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let token = token_length(rest);
        let word = rest.get(..token).unwrap_or_default();
        if let Some(length) = reference(text, at, spoken.map(|(k, _)| k)) {
            let chain = chain(text, at, length);
            let end = chain.last().map_or(at + length, |(_, end)| *end);
            if !speaks_of_another(text.get(end..).unwrap_or_default()) {
                let lead = spoken.and_then(|(_, start)| start);
                found.extend(known_ones(text, &chain, lead, known));
            }
            (at, spoken) = (end, None);
            continue;
        }
        if word.starts_with(char::is_alphanumeric) {
            spoken = keyword(word).map(|keyword| (keyword, Some(at)));
        } else if !word.chars().all(char::is_whitespace) {
            spoken = None;
        }
        at += token;
    }
    found
}

/// Returns the length of the word, or of the one other sign, that `rest` begins with.
fn token_length(rest: &str) -> usize {
    let word = rest
        .find(|c: char| !c.is_alphanumeric() && c != '-' && c != '\'')
        .unwrap_or(rest.len());
    if word > 0 {
        word
    } else {
        rest.chars().next().map_or(1, char::len_utf8)
    }
}

/// Returns the length of the number at byte `at` of `text`, where it can be a clause's.
fn reference(text: &str, at: usize, spoken: Option<Keyword>) -> Option<usize> {
    let rest = text.get(at..)?;
    let apart = text
        .get(..at)?
        .chars()
        .next_back()
        .is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | '"' | '“' | '‘' | '/' | '–' | '—'));
    let (length, dots, brackets) = number_length(rest).filter(|_| apart)?;
    let enough = match spoken {
        Some(Keyword::Clause) => true,
        Some(Keyword::Paragraph) => dots > 0 || brackets > 0,
        None => brackets > 0,
    };
    enough.then_some(length)
}

/// Returns the length of a clause number such as `2.3A(b)(ii)`, its dots and its brackets.
fn number_length(text: &str) -> Option<(usize, usize, usize)> {
    let mut length = step_length(text)?;
    let (mut dots, mut brackets) = (0, 0);
    while let Some(step) = text.get(length..)?.strip_prefix('.').and_then(step_length) {
        length += 1 + step;
        dots += 1;
    }
    while let Some(bracket) = text.get(length..).and_then(bracket_length) {
        length += bracket;
        brackets += 1;
    }
    let next = text.get(length..)?.chars().next();
    next.is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '%' | '('))
        .then_some((length, dots, brackets))
}

fn step_length(text: &str) -> Option<usize> {
    let figures = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let letter = text.get(figures..)?.chars().next().filter(char::is_ascii_uppercase);
    (1..=3)
        .contains(&figures)
        .then_some(figures + usize::from(letter.is_some()))
}

fn bracket_length(text: &str) -> Option<usize> {
    let spaces = text.len() - text.trim_start_matches([' ', '\u{a0}']).len();
    let inner = text.get(spaces..)?.strip_prefix('(')?;
    let token = inner.find(|c: char| !c.is_ascii_alphanumeric())?;
    let short = (1..=4).contains(&token) && spaces <= 2 && inner.get(token..)?.starts_with(')');
    // "clause 2.3 (see)" goes on in words; a marker is a letter, a numeral or a figure.
    let word = inner.get(..token)?;
    let marker = token == 1 || super::number::of_roman(word).is_some() || word.chars().all(|c| c.is_ascii_digit());
    (short && marker).then_some(spaces + token + 2)
}

/// Returns the places of a number and of those joined to it: "2.1, 2.2 and 2.3(b)".
fn chain(text: &str, at: usize, length: usize) -> Vec<(usize, usize)> {
    let mut chain = vec![(at, at + length)];
    let mut end = at + length;
    while let Some((start, length)) = joined(text, end) {
        end = start + length;
        chain.push((start, end));
    }
    chain
}

fn joined(text: &str, end: usize) -> Option<(usize, usize)> {
    let rest = text.get(end..)?;
    let joints = [", and ", ", or ", ", ", " and ", " or ", " to ", "–", "-", " – "];
    let joint = joints
        .iter()
        .find(|joint| rest.strip_prefix(**joint).and_then(number_length).is_some())?;
    let start = end + joint.len();
    let (length, dots, brackets) = number_length(text.get(start..)?)?;
    // "clause 2.3 and 12 children" joins no section 12.
    (dots + brackets > 0).then_some((start, length))
}

fn known_ones(text: &str, chain: &[(usize, usize)], lead: Option<usize>, known: &BTreeSet<Address>) -> Vec<Mention> {
    let mention = |(i, (start, end)): (usize, &(usize, usize))| {
        let address = Address::parse(text.get(*start..*end)?).filter(|address| known.contains(address))?;
        let start = lead.filter(|_| i == 0).unwrap_or(*start);
        Some(Mention {
            start,
            end: *end,
            address,
        })
    };
    chain.iter().enumerate().filter_map(mention).collect()
}

/// Returns whether the words behind a number say that it is one of another document.
fn speaks_of_another(rest: &str) -> bool {
    let Some(of) = rest.trim_start().strip_prefix("of ") else {
        return false;
    };
    let ours = [
        "this policy",
        "this document",
        "the policy",
        "our policy",
        "the school's policy",
        "this guidance",
    ];
    let of = of.trim_start();
    !ours.iter().any(|ours| of.starts_with(ours))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(String, String)> {
        let known = ["2", "2.1", "2.3", "2.3.b", "2.3.b.ii", "2.5", "4A"]
            .iter()
            .filter_map(|a| Address::parse(a))
            .collect();
        let place = |m: Mention| {
            (
                text.get(m.start..m.end).unwrap_or_default().to_owned(),
                m.address.as_str().to_owned(),
            )
        };
        mentions(text, None, &known).into_iter().map(place).collect()
    }

    fn addresses(text: &str) -> Vec<String> {
        found(text).into_iter().map(|(_, address)| address).collect()
    }

    #[test]
    fn clauses_mentioned_by_name_are_found() {
        assert_eq!(found("see clause 2.3."), [("clause 2.3".into(), "2.3".into())]);
        assert_eq!(addresses("Clauses 2.1 and 2.3(b) apply"), ["2.1", "2.3.b"]);
        assert_eq!(addresses("under section 2, or section 4A"), ["2", "4A"]);
        assert_eq!(addresses("(2.3(b)(ii))"), ["2.3.b.ii"]);
        assert_eq!(addresses("paragraph 2.1 and 2.3 (b)"), ["2.1", "2.3.b"]);
        assert_eq!(addresses("clause 2.3 of this policy"), ["2.3"]);
        assert_eq!(addresses("clause\u{a0}2.3"), ["2.3"]);
    }

    #[test]
    fn amounts_dates_and_other_documents_are_not() {
        for text in [
            "2.5 metres",
            "on 2.1.2026",
            "2.3",
            "paragraph 2",
            "section 2 of the Children Act 1989",
            "clause 7.3",
            "clause 2.5% more",
            "clause 2.3(g)",
            "version 2.3",
            "sections",
            "£2.3(b)",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }
}
