//! Plain text, as programs save it and as people copy it out of PDFs -> a [`Document`].
//!
//! Lines that were broken by a program are joined to paragraphs; page numbers and running heads are left out, and told.

use std::collections::BTreeSet;

use super::pages::{Line, furniture, joined_pages, lines_of};
use crate::import::document::{Block, Document, Label, Paragraph, Piece, Place, Remark, RemarkKind, Role, Text};
use crate::import::lead::bullet;
use crate::import::leaders::leads_to_page;
use crate::import::proof::words;
use crate::import::source::{LeftOut, Source};
use crate::parse::clauses::number::{Marker, Number, comes_next};

/// Reads plain text. Never fails: what is left out is among the remarks.
pub fn read(typed: &str) -> Document {
    let mut remarks = Vec::new();
    let text = letters(typed, &mut remarks);
    let lines = lines_of(&text);
    let out = furniture(&lines, &mut remarks);
    let lines = joined_pages(lines, &out);
    remarks.extend(columns(&lines));
    let mut joining = Joining::new(&lines, remarks);
    lines.iter().for_each(|line| joining.line(line));
    joining.close();
    let mut paragraphs = joining.done;
    headings(&mut paragraphs);
    Document {
        blocks: paragraphs
            .into_iter()
            .map(|made| Block::Paragraph(made.paragraph()))
            .collect(),
        remarks: joining.remarks,
        source: Some(source(typed, &out)),
        ..Document::default()
    }
}

/// Returns the words of the file as they are typed. `out` are the lines that are left out.
fn source(typed: &str, out: &BTreeSet<usize>) -> Source {
    let mut source = Source::default();
    for (at, line) in typed.split(['\n', '\u{c}']).enumerate() {
        if out.contains(&at) {
            *source.left_out.entry(LeftOut::Edges).or_default() += words(line).count();
            continue;
        }
        // The letter o is how some programs type a bullet.
        let line = line.trim_start();
        let bullet = line
            .strip_prefix('o')
            .filter(|rest| rest.starts_with(char::is_whitespace));
        let hyphened = source.words.strip_suffix('\n').is_some_and(ends_in_hyphen);
        if hyphened && line.starts_with(char::is_lowercase) {
            source.words.pop();
        }
        source.words.push_str(bullet.unwrap_or(line).trim_end());
        source.words.push('\n');
    }
    source
}

/// Letters that printers join, and signs that nobody sees.
const JOINED: [(&str, &str); 8] = [
    ("\u{fb00}", "ff"),
    ("\u{fb01}", "fi"),
    ("\u{fb02}", "fl"),
    ("\u{fb03}", "ffi"),
    ("\u{fb04}", "ffl"),
    ("\u{ad}", ""),
    ("\u{200b}", ""),
    ("\u{feff}", ""),
];

fn letters(text: &str, remarks: &mut Vec<Remark>) -> String {
    let mut text = text.to_owned();
    for (joined, apart) in JOINED {
        if text.contains(joined) {
            let says = match apart {
                "" => "Hyphens and spaces that nobody sees were taken out.".to_owned(),
                _ => format!("The letters {apart} were one sign, as printers set them; they are letters again."),
            };
            remarks.push(Remark {
                kind: RemarkKind::Mended,
                says,
                place: Place::Unknown,
            });
            text = text.replace(joined, apart);
        }
    }
    remarks.dedup();
    text
}

/// Tells of lines that are set in columns: nothing says in a text which words stand in one cell.
fn columns(lines: &[Line<'_>]) -> Vec<Remark> {
    let filled: Vec<&Line<'_>> = lines.iter().filter(|line| !line.words.is_empty()).collect();
    let tables = filled.chunk_by(|here, next| has_columns(here.words) && has_columns(next.words));
    let told = |table: &[&Line<'_>]| {
        let (first, last) = (table.first()?.number, table.last()?.number);
        let says = "These lines look like the columns of a table, and became ordinary text. If they are one, type it again in \
                    the policy, with | between its columns.";
        (table.len() > 1).then(|| Remark::unsure(says, Place::Lines(first..last + 1)))
    };
    tables.filter_map(told).collect()
}

/// Returns whether a gap parts the words of a line, behind what it begins with.
fn has_columns(words: &str) -> bool {
    let lead = Number::at_start(words).map(|(_, length)| length);
    let lead = lead.or_else(|| Marker::at_start(words).map(|(_, length)| length));
    let words = words.get(lead.unwrap_or(0)..).unwrap_or_default();
    let words = bullet(words).map_or(words, |(_, words)| words);
    words.contains("   ") || words.contains('\t')
}

fn ends_sentence(words: &str) -> bool {
    let ended = words.ends_with(['.', ':', ';', '?', '!', ',']) || words.ends_with(" and") || words.ends_with(" or");
    ended || leads_to_page(words)
}

/// A paragraph in the making.
#[derive(Clone, Debug)]
struct Made {
    label: Option<Label>,
    words: String,
    role: Role,
    first: usize,
    last: usize,
    /// It begins with a number or a marker that was typed.
    lead: bool,
}

impl Made {
    fn paragraph(self) -> Paragraph {
        Paragraph {
            role: self.role,
            label: self.label,
            pieces: vec![Piece::Text(Text {
                words: self.words,
                ..Text::default()
            })],
            place: Place::Lines(self.first..self.last + 1),
            indent: None,
        }
    }
}

struct Joining {
    /// The longest line, in letters: how wide the program set the text.
    width: usize,
    /// No program broke the lines: each is a paragraph.
    whole: bool,
    /// The last line had no words.
    blank: bool,
    /// How far the bullets of the open lists are set in, and the words behind the last.
    bullets: Vec<usize>,
    hang: usize,
    last_indent: usize,
    last_length: usize,
    /// The last number and the last marker that began a paragraph.
    number: Option<Number>,
    token: Option<String>,
    done: Vec<Made>,
    open: Option<Made>,
    remarks: Vec<Remark>,
}

/// Text whose lines are longer was not broken by a program: each is a paragraph.
const WIDEST: usize = 120;

/// Whether a line of so many letters goes as far as the program let it.
fn is_full(length: usize, width: usize) -> bool {
    length * 100 >= width * 65
}

/// Whether a program filled its lines before it broke them: a full one goes on in the next, or most are full. Of those
/// with another one right below, it leaves only the last of a paragraph short.
fn are_filled(lines: &[Line<'_>], width: usize) -> bool {
    let followed = || {
        lines.windows(2).filter_map(|two| match two {
            [line, next] if !line.words.is_empty() && !next.words.is_empty() => Some((line, next)),
            _ => None,
        })
    };
    let full = |line: &Line<'_>| is_full(line.length(), width);
    let goes_on = |(line, next): (&Line<'_>, &Line<'_>)| {
        full(line)
            && !ends_sentence(line.words)
            && next.words.starts_with(char::is_lowercase)
            && bullet(next.words).is_none()
    };
    let filled = followed().filter(|(line, _)| full(line)).count();
    followed().any(goes_on) || filled * 2 >= followed().count()
}

impl Joining {
    fn new(lines: &[Line<'_>], remarks: Vec<Remark>) -> Self {
        let width = lines.iter().map(Line::length).max().unwrap_or(0);
        Self {
            width,
            whole: width > WIDEST || !are_filled(lines, width),
            blank: true,
            bullets: Vec::new(),
            hang: 0,
            last_indent: 0,
            last_length: 0,
            number: None,
            token: None,
            done: Vec::new(),
            open: None,
            remarks,
        }
    }

    fn line(&mut self, line: &Line<'_>) {
        if line.words.is_empty() {
            self.blank = true;
            return;
        }
        if is_rule(line.words) {
            return self.rule(line);
        }
        if let Some((_, words)) = bullet(line.words) {
            let depth = self.depth(line.indent);
            self.hang = line.indent + line.words.chars().count() - words.chars().count();
            self.begin(line, words, Some(("•".to_owned(), depth)), false);
        } else if self.begins_lead(line) {
            self.bullets.clear();
            self.begin(line, line.words, None, true);
        } else if self.begins_paragraph(line) {
            let inside = self.blank && !self.bullets.is_empty() && line.indent >= self.hang && line.indent > 0;
            if !inside {
                self.bullets.clear();
            }
            let further = inside.then(|| (String::new(), self.bullets.len().saturating_sub(1)));
            self.begin(line, line.words, further, false);
        } else {
            self.join(line);
        }
        self.blank = false;
        self.last_indent = line.indent;
        self.last_length = line.length();
    }

    fn begin(&mut self, line: &Line<'_>, words: &str, label: Option<(String, usize)>, lead: bool) {
        self.close();
        self.open = Some(Made {
            label: label.map(|(shown, depth)| Label {
                shown,
                depth: u8::try_from(depth).unwrap_or(u8::MAX),
                bullet: true,
            }),
            words: spaced(words),
            role: Role::Text,
            first: line.number,
            last: line.number,
            lead,
        });
    }

    fn close(&mut self) {
        self.done.extend(self.open.take());
    }

    /// Returns how deep a bullet lies that is set in so far.
    fn depth(&mut self, indent: usize) -> usize {
        while self.bullets.last().is_some_and(|open| *open > indent) {
            self.bullets.pop();
        }
        if self.bullets.last().is_none_or(|open| *open < indent) {
            self.bullets.push(indent);
        }
        self.bullets.len() - 1
    }

    /// Returns whether a number or a marker begins a paragraph here. In the middle of a sentence it is one of its words,
    /// unless it is the one that comes next.
    fn begins_lead(&mut self, line: &Line<'_>) -> bool {
        let ended = self.blank || self.open.as_ref().is_none_or(|open| ends_sentence(&open.words));
        match Number::at_start(line.words) {
            Some((number, length)) => self.begins_number(number, line.words.split_at(length), ended),
            None => self.begins_marker(line, ended),
        }
    }

    fn begins_number(&mut self, number: Number, (typed, rest): (&str, &str), ended: bool) -> bool {
        let single = number.depth() == 1;
        let parted = !single || typed.trim_end().ends_with(['.', ')']) || typed.ends_with('\t');
        let follows = number.follows(self.number.as_ref()) && !rest.starts_with(char::is_lowercase);
        let own_line = self.blank || self.whole;
        let expected = if single { ended } else { follows };
        let begins = parted && (own_line || expected);
        if begins {
            self.number = Some(number);
        }
        begins
    }

    fn begins_marker(&mut self, line: &Line<'_>, ended: bool) -> bool {
        let Some((marker, length)) = Marker::at_start(line.words) else {
            return false;
        };
        let tabbed = line.words.get(..length).is_some_and(|typed| typed.ends_with('\t'));
        let next = self
            .token
            .as_deref()
            .is_some_and(|token| comes_next(token, &marker.token));
        let deeper = marker.is_first() && line.indent > self.last_indent;
        let begins = tabbed || (!marker.is_initial() && (ended || next || deeper));
        if begins {
            self.token = Some(marker.token);
        }
        begins
    }

    fn begins_paragraph(&self, line: &Line<'_>) -> bool {
        let Some(open) = &self.open else { return true };
        let short = !is_full(self.last_length, self.width);
        let ended = short && open.words.ends_with(['.', ':', '?', '!', ';']);
        self.blank || self.whole || leads_to_page(&open.words) || (ended && line.words.starts_with(char::is_uppercase))
    }

    /// Joins a line to the paragraph before it. Whether a hyphen at its end belongs to the word nobody can tell.
    fn join(&mut self, line: &Line<'_>) {
        let Some(open) = &mut self.open else { return };
        if ends_in_hyphen(&open.words) && line.words.starts_with(char::is_lowercase) {
            let before = open.words.rsplit(' ').next().unwrap_or_default();
            let after = line.words.split(' ').next().unwrap_or_default();
            self.remarks.push(Remark {
                kind: RemarkKind::Unsure,
                says: format!("A line ends in a hyphen, and I kept it: \"{before}{after}\". Is it one word?"),
                place: Place::Lines(open.last..line.number + 1),
            });
        } else {
            open.words.push(' ');
        }
        open.words.push_str(&spaced(line.words));
        open.last = line.number;
    }

    /// A row of signs under a line makes it a heading; any other is left out.
    fn rule(&mut self, line: &Line<'_>) {
        let level = if line.words.starts_with('=') { 1 } else { 2 };
        match &mut self.open {
            Some(open) if !self.blank && open.first == open.last && line.words.starts_with(['=', '-']) => {
                open.role = Role::Heading(level);
            }
            _ => {}
        }
        self.close();
        self.blank = true;
    }
}

/// Returns whether a word may go on in the next line.
fn ends_in_hyphen(words: &str) -> bool {
    let before = words.strip_suffix(['-', '\u{2010}']);
    before.is_some_and(|before| before.ends_with(char::is_alphabetic))
}

/// Returns words with one space between them: a program may have set them apart to fill the line.
fn spaced(words: &str) -> String {
    let words: Vec<&str> = words.split([' ', '\t']).filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

fn is_rule(words: &str) -> bool {
    words.len() > 2
        && ['-', '=', '_', '*']
            .iter()
            .any(|sign| words.chars().all(|c| c == *sign))
}

/// Finds headings by their looks: a short line alone, in capitals or before a longer text.
fn headings(paragraphs: &mut [Made]) {
    let capitals: Vec<bool> = paragraphs.iter().map(in_capitals).collect();
    let any = capitals.iter().any(|capitals| *capitals);
    let looks = look_like_headings(paragraphs);
    for ((made, capitals), looks) in paragraphs.iter_mut().zip(capitals).zip(looks) {
        if made.role == Role::Text && capitals {
            made.role = Role::LooksLikeHeading(1);
        } else if made.role == Role::Text && looks {
            made.role = Role::LooksLikeHeading(1 + u8::from(any));
        }
    }
}

fn is_alone(made: &Made) -> bool {
    made.label.is_none() && made.first == made.last && !made.words.ends_with(['.', ',', ';', ':', '?', '!'])
}

fn in_capitals(made: &Made) -> bool {
    let letters = || made.words.chars().filter(|c| c.is_alphabetic());
    is_alone(made) && letters().count() > 3 && made.words.chars().count() <= 80 && !letters().any(char::is_lowercase)
}

/// Which paragraphs look like headings. From the last to the first, since a heading may stand over another one.
fn look_like_headings(paragraphs: &[Made]) -> Vec<bool> {
    let mut looks = vec![false; paragraphs.len()];
    let mut below = None;
    for (made, looks) in paragraphs.iter().zip(&mut looks).rev() {
        *looks = looks_like_heading(made, below);
        below = Some((made, *looks));
    }
    looks
}

/// Whether a paragraph looks like a heading of the one `below` it, which may look like a heading itself.
fn looks_like_heading(made: &Made, below: Option<(&Made, bool)>) -> bool {
    let single = |made: &Made| Number::at_start(&made.words).filter(|(number, _)| number.depth() == 1);
    let words = match single(made) {
        Some((_, length)) => made.words.get(length..).unwrap_or_default(),
        None if made.lead => return false,
        None => &made.words,
    };
    let short = words.chars().count() <= 60 && words.starts_with(char::is_uppercase);
    let before_text = below.is_some_and(|(next, looks)| {
        let longer = next.label.is_none() && next.words.chars().count() > words.chars().count();
        longer || next.lead || looks
    });
    let in_row = single(made).is_some() && below.is_some_and(|(next, _)| single(next).is_some());
    let to_sign_on = words.contains("__");
    is_alone(made) && short && before_text && !in_row && !to_sign_on
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<String> {
        let block = |block: Block| match block {
            Block::Paragraph(paragraph) => {
                let label = paragraph
                    .label
                    .map(|label| format!("{}{} ", " ".repeat(label.depth.into()), label.shown));
                label.unwrap_or_default() + &crate::import::lead::plain(&paragraph.pieces)
            }
            _ => String::new(),
        };
        read(text).blocks.into_iter().map(block).collect()
    }

    #[test]
    fn lines_that_nobody_filled_are_paragraphs_of_their_own() {
        let text = "First Aid Policy\n1. Introduction\n1.1\tThe school has a duty of care.\n2. First aiders\n\
            2.1\tAt least one person with paediatric first aid is on site.\n2.3\tNames are shown in the:\n\
            •\toffice\n•\thall\nCall 999 if needed\n3 Procedures\n3.1 In school\n";
        assert_eq!(
            lines(text),
            [
                "First Aid Policy",
                "1. Introduction",
                "1.1 The school has a duty of care.",
                "2. First aiders",
                "2.1 At least one person with paediatric first aid is on site.",
                "2.3 Names are shown in the:",
                "• office",
                "• hall",
                "Call 999 if needed",
                "3 Procedures",
                "3.1 In school",
            ]
        );
    }

    /// Looked at anew for each of them, the lines below would take hours.
    #[test]
    fn a_heading_over_a_heading_is_looked_at_once() {
        let headings = "A heading over another one\n\n".repeat(50_000);
        let read = read(&(headings + "Words that stand below all of them and are no heading.\n"));
        let look = |block: &&Block| matches!(block, Block::Paragraph(made) if made.role == Role::LooksLikeHeading(1));
        assert_eq!(read.blocks.iter().filter(look).count(), 50_000);
    }

    #[test]
    fn lines_that_a_program_broke_are_one_paragraph() {
        let text = "The school works with a range of\nexternal agencies and shares infor-\nmation with them.\nIt is careful.\n\nSecond.";
        assert_eq!(
            lines(text),
            [
                "The school works with a range of external agencies and shares infor-mation with them.",
                "It is careful.",
                "Second."
            ]
        );
    }

    #[test]
    fn bullets_of_every_kind_and_depth() {
        let text = "Remember:\n• one\n  goes on\n  o deep\n  - deeper\n· two\n\n  more of two\n\nend.";
        assert_eq!(
            lines(text),
            [
                "Remember:",
                "• one goes on",
                " • deep",
                " • deeper",
                "• two",
                " more of two",
                "end."
            ]
        );
    }

    #[test]
    fn numbers_begin_paragraphs_and_amounts_do_not() {
        let text = "1.1 The gate is as high as\n2.5 metres, says the law.\n1.2 Second.\n(a) item\n(b) item";
        assert_eq!(
            lines(text),
            [
                "1.1 The gate is as high as 2.5 metres, says the law.",
                "1.2 Second.",
                "(a) item",
                "(b) item"
            ]
        );
    }

    #[test]
    fn page_numbers_and_running_heads_are_left_out() {
        let text = "A Policy\n\nIt begins and\n\nPage 1 of 2\n\u{c}A Policy\n\ngoes on.\n\nPage 2 of 2\n";
        assert_eq!(lines(text), ["A Policy", "It begins and goes on."]);
        assert_eq!(read(text).remarks.len(), 3);
    }

    /// Compared with all lines before it, each page would take minutes.
    #[test]
    fn many_pages_are_read_as_quickly_as_few() {
        let name = |page: u32| {
            page.to_string()
                .bytes()
                .map(|figure| char::from(figure + 50))
                .collect::<String>()
        };
        let pages: String = (0..50_000)
            .map(|page| format!("{}\nWords.\nPage 1\n", name(page)))
            .collect();
        assert!(!read(&pages).blocks.is_empty());
    }

    #[test]
    fn lines_in_columns_are_told_together() {
        let table = "Where to buy\n\nJumper    blue\nTrousers  grey    long\nShoes     black\n\nAsk the office.\n";
        let told = read(table).remarks;
        assert!(told.iter().any(|remark| remark.place == Place::Lines(3..6)), "{told:?}");
        for none in [
            "1.1\tWe ask.\n1.2\tYou do.\n",
            "a)   one\nb)   two\n",
            "Head    Governors\nWe ask.\n",
        ] {
            assert_eq!(read(none).remarks, [], "{none}");
        }
    }

    #[test]
    fn pages_copied_from_a_window_end_in_their_numbers() {
        let below = "A Policy\n\nIt begins and\n\nPage 1 of 2\nA Policy\n\ngoes on.\n\nPage 2 of 2\n";
        assert_eq!(lines(below), ["A Policy", "It begins and goes on."]);
        let above = "Page 1 of 2\nA Policy\n\nIt begins and\n\nPage 2 of 2\nA Policy\n\ngoes on.\n";
        assert_eq!(lines(above), ["A Policy", "It begins and goes on."]);
        let both =
            "A Policy\n\nIt begins and\n\nA Policy\nPage 1 of 2\n\u{c}A Policy\n\ngoes on.\n\nA Policy\nPage 2 of 2\n";
        assert_eq!(lines(both), ["A Policy", "It begins and goes on."]);
    }
}
