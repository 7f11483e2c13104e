//! Clauses mentioned in passing: "clause 2.3", "clauses 2.1 and 2.3(b)", "section 2", "2.3(b)".
//!
//! Only what exists in the same policy is a mention. A bare number is one only with a letter in brackets behind it:
//! "2.5 metres" is none. "Section 47 of the Children Act" speaks of another document (`elsewhere`). What can only have
//! been meant for a clause of this policy, and is none, is kept apart, to be told.

mod elsewhere;

use std::collections::BTreeSet;

use self::elsewhere::{is_of_another, speaks_of_another};
use super::line::part;
use crate::parse::markdown::{Block, Footnote, Inline, each_block, plain_text};
use crate::parse::policy::{Address, Clause, Part};
use crate::source::Spanned;

/// Marks the mentions in a policy. `known` are the addresses of its numbered clauses. Returns the numbers that are
/// none of them, and not another document's either.
pub(super) fn mark(
    preamble: &mut [Block],
    clauses: &mut [Clause],
    footnotes: &mut [Footnote],
    known: &BTreeSet<Address>,
) -> Vec<Spanned<Address>> {
    let mut marker = Marker {
        known,
        missing: Vec::new(),
    };
    marker.in_blocks(preamble);
    clauses.iter_mut().for_each(|clause| marker.in_clause(clause));
    let missing = std::mem::take(&mut marker.missing);
    // Footnotes are where other documents are cited, seldom by their whole name.
    footnotes
        .iter_mut()
        .for_each(|footnote| marker.in_blocks(&mut footnote.blocks));
    missing
}

struct Marker<'k> {
    known: &'k BTreeSet<Address>,
    missing: Vec<Spanned<Address>>,
}

impl Marker<'_> {
    fn in_clause(&mut self, clause: &mut Clause) {
        for part in &mut clause.parts {
            match part {
                Part::Block(block) => self.in_blocks(std::slice::from_mut(block)),
                Part::Clause(inner) => self.in_clause(inner),
            }
        }
    }

    fn in_blocks(&mut self, blocks: &mut [Block]) {
        each_block(blocks, &mut |block| match block {
            Block::Paragraph { text, .. } => self.in_line(text),
            Block::Table { rows, .. } => {
                for row in rows {
                    row.cells.iter_mut().for_each(|cell| self.in_line(cell));
                    row.clause.iter_mut().for_each(|clause| self.in_clause(clause));
                }
            }
            _ => {}
        });
    }

    fn in_line(&mut self, line: &mut Vec<Inline>) {
        let words = plain_text(line);
        self.in_pieces(line, &words, &mut 0);
    }

    /// Marks the pieces of a line, whose words are those of `line` from `at` on; leaves `at` behind them.
    fn in_pieces(&mut self, pieces: &mut Vec<Inline>, line: &str, at: &mut usize) {
        let mut carried = None;
        let mut marked = Vec::with_capacity(pieces.len());
        for mut inline in std::mem::take(pieces) {
            match &mut inline {
                Inline::Text(words) => {
                    let end = *at + words.value.len();
                    let place = Place { line, start: *at, end };
                    carried = self.in_words(words, place, carried, &mut marked);
                    *at = end;
                    continue;
                }
                Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Struck(inner) => {
                    self.in_pieces(inner, line, at);
                }
                other => *at += plain_text(std::slice::from_ref(other)).len(),
            }
            if !matches!(inline, Inline::SoftBreak) {
                carried = None;
            }
            marked.push(inline);
        }
        *pieces = marked;
    }

    /// Splits `words` into text and mentions. `carried` is a keyword that ended the line before; returned is one that
    /// ends this.
    fn in_words(
        &mut self,
        words: &Spanned<String>,
        place: Place<'_>,
        carried: Option<Keyword>,
        marked: &mut Vec<Inline>,
    ) -> Option<Keyword> {
        let text = words.value.as_str();
        let mut done = 0;
        for mention in mentions(place, carried, self.known) {
            let span = part(words, mention.start, mention.end);
            if !self.known.contains(&mention.address) {
                self.missing.push(Spanned::new(mention.address, span));
                continue;
            }
            push_text(words, done, mention.start, marked);
            let typed = text.get(mention.start..mention.end).unwrap_or_default().to_owned();
            marked.push(Inline::Mention {
                address: mention.address,
                text: Spanned::new(typed, span),
            });
            done = mention.end;
        }
        push_text(words, done, text.len(), marked);
        text.split_whitespace().next_back().and_then(keyword)
    }
}

/// Words that stand in a line, and what stands around them.
#[derive(Clone, Copy)]
struct Place<'a> {
    line: &'a str,
    start: usize,
    end: usize,
}

impl<'a> Place<'a> {
    /// As far as a sentence is looked at.
    const FAR: usize = 300;

    fn text(self) -> &'a str {
        self.line.get(self.start..self.end).unwrap_or_default()
    }

    /// Returns what stands before byte `at` of the words.
    fn before(self, at: usize) -> &'a str {
        let all = self.line.get(..self.start + at).unwrap_or_default();
        let start = all.char_indices().rev().nth(Self::FAR).map_or(0, |(start, _)| start);
        all.get(start..).unwrap_or_default()
    }

    /// Returns what stands behind byte `at` of the words.
    fn behind(self, at: usize) -> &'a str {
        let all = self.line.get(self.start + at..).unwrap_or_default();
        let end = all.char_indices().nth(Self::FAR).map_or(all.len(), |(end, _)| end);
        all.get(..end).unwrap_or_default()
    }
}

/// What a word before a number says of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Keyword {
    /// Any number may follow, and it is a clause's.
    Clause,
    /// Any number may follow; Acts have sections too.
    Section,
    /// A number of two parts or more may follow: "paragraph 2" is the second paragraph, not section 2.
    Paragraph,
    /// As for a paragraph; but whether a clause was meant is not sure enough to miss it.
    Item,
}

fn keyword(word: &str) -> Option<Keyword> {
    match word.to_ascii_lowercase().as_str() {
        "clause" | "clauses" | "sub-clause" | "subclause" => Some(Keyword::Clause),
        "section" | "sections" => Some(Keyword::Section),
        "paragraph" | "paragraphs" | "para" | "paras" => Some(Keyword::Paragraph),
        "item" | "items" | "point" | "points" => Some(Keyword::Item),
        _ => None,
    }
}

fn push_text(words: &Spanned<String>, from: usize, to: usize, marked: &mut Vec<Inline>) {
    if let Some(piece) = words.value.get(from..to).filter(|piece| !piece.is_empty()) {
        marked.push(Inline::Text(Spanned::new(piece.to_owned(), part(words, from, to))));
    }
}

/// A mention in a text: where it begins, its keyword included; where its number does; where it ends; and the clause.
#[derive(Debug, PartialEq, Eq)]
struct Mention {
    start: usize,
    number: usize,
    end: usize,
    address: Address,
}

/// Finds the numbers that are clauses of this policy, or can only have been meant for one.
fn mentions(place: Place<'_>, carried: Option<Keyword>, known: &BTreeSet<Address>) -> Vec<Mention> {
    let text = place.text();
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
            let spoken_at = spoken.and_then(|(_, start)| start);
            let (before, behind) = (place.before(spoken_at.unwrap_or(at)), place.behind(end));
            if !is_of_another(before, behind) {
                let keyword = spoken.map(|(keyword, _)| keyword);
                let own = mentioned(text, &chain, spoken_at);
                found.extend(own.filter(|mention| {
                    known.contains(&mention.address) || is_missed(mention, text, keyword, (before, behind), known)
                }));
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
        Some(Keyword::Clause | Keyword::Section) => true,
        Some(Keyword::Paragraph | Keyword::Item) => dots > 0 || brackets > 0,
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

fn mentioned(text: &str, chain: &[(usize, usize)], lead: Option<usize>) -> impl Iterator<Item = Mention> {
    chain.iter().enumerate().filter_map(move |(i, (number, end))| {
        Some(Mention {
            start: lead.filter(|_| i == 0).unwrap_or(*number),
            number: *number,
            end: *end,
            address: Address::parse(text.get(*number..*end)?)?,
        })
    })
}

/// Returns whether a number that no clause has can only have been meant for one. `around` is what stands before and
/// behind it.
fn is_missed(
    mention: &Mention,
    text: &str,
    keyword: Option<Keyword>,
    around: (&str, &str),
    known: &BTreeSet<Address>,
) -> bool {
    let typed = text.get(mention.number..mention.end).unwrap_or_default();
    let (base, brackets) = typed.split_once('(').unwrap_or((typed, ""));
    let is_part = !brackets.is_empty() && Address::parse(base).is_some_and(|base| known.contains(&base));
    let dotted = base.contains('.');
    let (before, behind) = around;
    let meant = match keyword {
        Some(Keyword::Clause) => true,
        // "Section 47 enquiries", "a section 8 order": but "see section 9." sends readers on in this policy.
        Some(Keyword::Section) => dotted || is_part || is_sent_on(before, behind),
        Some(Keyword::Paragraph) => dotted,
        Some(Keyword::Item) => false,
        // "See 2.3(g)", but "Form 2.3(g)".
        None => dotted && is_part && before.split_whitespace().next_back().is_some_and(is_in_small_letters),
    };
    meant && !known.is_empty() && !speaks_of_another(before, behind)
}

fn is_in_small_letters(word: &str) -> bool {
    word.chars().all(char::is_lowercase)
}

fn is_sent_on(before: &str, behind: &str) -> bool {
    let see = before.trim_end().to_lowercase().ends_with("see");
    see && behind.chars().next().is_none_or(|c| matches!(c, '.' | ',' | ';' | ')'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known() -> BTreeSet<Address> {
        let typed = ["1", "2", "2.1", "2.3", "2.3.b", "2.3.b.ii", "2.5", "4A"];
        typed.iter().filter_map(|typed| Address::parse(typed)).collect()
    }

    fn mentioned_in(line: &str) -> Vec<Mention> {
        let (start, end) = (0, line.len());
        mentions(Place { line, start, end }, None, &known())
    }

    fn found(text: &str) -> Vec<(String, String)> {
        let place = |m: Mention| {
            (
                text.get(m.start..m.end).unwrap_or_default().to_owned(),
                m.address.as_str().to_owned(),
            )
        };
        let known = known();
        let mut found = mentioned_in(text);
        found.retain(|mention| known.contains(&mention.address));
        found.into_iter().map(place).collect()
    }

    fn missing(text: &str) -> Vec<String> {
        let known = known();
        let found = mentioned_in(text).into_iter().map(|mention| mention.address);
        found
            .filter(|address| !known.contains(address))
            .map(|address| address.to_string())
            .collect()
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
            "section 1, Education Act",
            "clause 2.1 of the contract",
            "the Children Act 1989, section 1",
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

    #[test]
    fn a_number_that_no_clause_has_is_missed_where_nothing_else_can_be_meant() {
        assert_eq!(missing("See clause 9.1."), ["9.1"]);
        assert_eq!(missing("Clauses 2.1, 2.2 and 2.3(g) apply"), ["2.2", "2.3(g)"]);
        assert_eq!(
            missing("as set out in section 7.2, paragraph 7.3 and 2.3(g)"),
            ["7.2", "7.3", "2.3(g)"]
        );
        assert_eq!(missing("(see section 9)"), ["9"]);
        assert_eq!(missing("as said under 2.3(g)"), ["2.3(g)"]);
        assert_eq!(missing("clause 9.1 of this policy"), ["9.1"]);
    }

    #[test]
    fn numbers_of_other_documents_and_amounts_are_not_missed() {
        for text in [
            "section 47 of the Children Act 1989",
            "a section 47 enquiry, a section 8 order",
            "section 17(1) applies",
            "clause 9.1 of the contract",
            "clause 9.1, which the contract adds",
            "Education Act 1996, section 9.1",
            "Keeping Children Safe in Education 2025, paragraph 9.1",
            "paragraph 9",
            "point 9.1, item 9.2",
            "as Form 2.3(g) asks",
            "version 9.1",
            "the behaviour policy, clause 9.1",
        ] {
            assert_eq!(missing(text), [""; 0], "{text}");
        }
    }
}
