//! The outline of a policy -> its file, as an author would have typed it.

use std::ops::Range;

use super::inline::{Place, Typed, comment_in_lines, written as inline};
use super::signs::{Before, signs};
use crate::import::document::{Block, Paragraph, Piece, Table, Text};
use crate::import::lead::plain;
use crate::import::outline::{Front, Key, Line, Outline, Shape};
use crate::parse::clauses::number::Number;
use crate::parse::front_matter::ASKED;

/// A policy as it is written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// The file.
    pub text: String,
    /// Where each line of the outline stands in it.
    pub places: Vec<Range<usize>>,
    /// The lines of the outline of which some words lost their look or their link.
    pub plainer: Vec<usize>,
    /// The footnotes of which some did, as they are numbered.
    pub plainer_notes: Vec<usize>,
}

impl Written {
    /// Returns which line of the outline stands at a place in the file.
    pub fn line_at(&self, place: usize) -> usize {
        self.places.partition_point(|line| line.end <= place)
    }
}

/// Writes a policy. `notes` are the document's footnotes, which stand at the end, numbered as they are mentioned.
/// With `every`, each letter of a list is typed, also where the site would show it by itself, and no figure is
/// bold that is no number.
pub fn write(outline: &Outline, notes: &[Vec<Block>], every: bool) -> Written {
    let order = note_order(outline, notes.len());
    let number = |note: usize| order.iter().position(|mentioned| *mentioned == note).unwrap_or(note) + 1;
    let mut writer = Writer {
        note: &number,
        done: Written {
            text: head(&outline.front),
            ..Written::default()
        },
        indents: Vec::new(),
        in_list: false,
    };
    for (line, before) in outline.lines.iter().zip(signs(&outline.lines, every)) {
        match every {
            false => writer.line(line, &before),
            true => writer.line(&without_bold_figure(line), &before),
        }
    }
    writer.end_list();
    for note in &order {
        if let Some(blocks) = notes.get(*note) {
            writer.footnote(number(*note), blocks);
        }
    }
    writer.done
}

/// A bold figure at the start of a line is a clause's number to the site. Where it is none, it must not be bold.
fn without_bold_figure(line: &Line) -> Line {
    let mut line = line.clone();
    if let Some(Piece::Text(first)) = line.words.first_mut() {
        first.bold &= !first.words.trim_start().starts_with(|c: char| c.is_ascii_digit());
    }
    line
}

/// Returns the footnotes in the order of their marks; those without one come last.
pub fn note_order(outline: &Outline, count: usize) -> Vec<usize> {
    let mut order = Vec::new();
    outline.lines.iter().for_each(|line| mentions(line, &mut order));
    order.retain(|note| *note < count);
    let unmarked: Vec<usize> = (0..count).filter(|note| !order.contains(note)).collect();
    order.extend(unmarked);
    order
}

fn mentions(line: &Line, order: &mut Vec<usize>) {
    note_marks(&line.words, order);
    if let Shape::Table(table) = &line.shape {
        table
            .rows
            .iter()
            .flatten()
            .flatten()
            .for_each(|block| marks_of_block(block, order));
    }
}

fn marks_of_block(block: &Block, order: &mut Vec<usize>) {
    match block {
        Block::Paragraph(paragraph) => note_marks(&paragraph.pieces, order),
        Block::Table(table) => table
            .rows
            .iter()
            .flatten()
            .flatten()
            .for_each(|block| marks_of_block(block, order)),
        Block::Verbatim(_) => {}
    }
}

fn note_marks(pieces: &[Piece], order: &mut Vec<usize>) {
    for piece in pieces {
        match piece {
            Piece::Note(note) if !order.contains(note) => order.push(*note),
            _ => {}
        }
    }
}

/// What a person is asked to fill in, where the document does not say it.
const WANTED: [(&str, &str); 8] = [
    ("summary", "One sentence for the list of policies."),
    ("version", "1.0"),
    ("approved", "2026-07-14"),
    ("approved-by", "Governing body"),
    ("in-force", "2026-09-01"),
    ("review-by", "2027-09-01"),
    ("owner", "Head teacher"),
    (
        "changes",
        "What this version changed, in a sentence or two for a parent.",
    ),
];

fn head(front: &Front) -> String {
    if let Some(whole) = &front.whole {
        return format!("---\n{whole}---\n");
    }
    let mut said = front.said.clone();
    said.push((Key::Title, front.title.clone()));
    said.sort();
    let lines: String = said
        .iter()
        .map(|(key, value)| format!("{}: {}\n", key.name(), scalar(value)))
        .collect();
    let missing = WANTED
        .iter()
        .filter(|(name, _)| !said.iter().any(|(key, _)| key.name() == *name));
    let vague = |name: &str| front.vague.iter().find(|(key, _)| key.name() == name);
    let ask = |(name, example): &(&str, &str)| match vague(name) {
        Some((_, said)) => format!("# {name}: {}   # Type the day, as {example}.\n", scalar(said)),
        None => wanted(name, example),
    };
    let missing: String = missing.map(ask).collect();
    let notes: String = front.notes.iter().map(|line| format!("# {line}\n")).collect();
    let notes = match notes.as_str() {
        "" => notes,
        _ => format!("# This stood at the top of the file:\n{notes}"),
    };
    format!("---\n{lines}{ASKED}\n{missing}{notes}---\n")
}

/// Gives a policy a summary in the place of the line that asks for one. `None` where there is no such line.
pub fn with_summary(policy: &str, summary: &str) -> Option<String> {
    let (head, rest) = policy.split_once(ASKED)?;
    let (key, example) = WANTED.first()?;
    let rest = rest.strip_prefix(&format!("\n{}", wanted(key, example)))?;
    Some(format!("{head}{key}: {}\n{ASKED}\n{rest}", scalar(summary)))
}

fn wanted(key: &str, example: &str) -> String {
    format!("# {key}: {example}\n")
}

/// Returns a value as YAML: in quotation marks where it would otherwise be read as something else.
fn scalar(value: &str) -> String {
    let plain = value.starts_with(char::is_alphanumeric)
        && !value.contains([':', '#', '"', '\\', '\u{a0}', '“', '”', '‘', '’'])
        && !value.ends_with(' ')
        && !value.contains(char::is_control);
    if plain {
        return value.to_owned();
    }
    let quoted = value.replace('\\', "\\\\").replace('"', "\\\"");
    format!("\"{}\"", quoted.replace(char::is_control, " "))
}

struct Writer<'a> {
    note: &'a dyn Fn(usize) -> usize,
    done: Written,
    /// How wide the signs of the open lists are, from the outermost.
    indents: Vec<usize>,
    /// The line before was one of a list.
    in_list: bool,
}

impl Writer<'_> {
    fn line(&mut self, line: &Line, before: &Before) {
        let start = match &line.shape {
            Shape::Item { level, .. } => self.item(*level, before, &line.words),
            Shape::Paragraph(Some(level)) if self.in_list => self.further(*level, &line.words),
            Shape::Heading { level, number } => {
                let signs = "#".repeat(usize::from(*level));
                let number = number.as_ref().map(|number| format!("{number} ")).unwrap_or_default();
                self.block(&format!("{signs} {number}"), &line.words)
            }
            Shape::Clause(number) => self.block(&format!("**{number}** "), &line.words),
            Shape::Paragraph(_) => match lone_remarks(&line.words) {
                Some(remarks) => self.text(&remarks),
                None => self.block("", &line.words),
            },
            Shape::Table(rows) => {
                let rows = self.table(rows);
                self.text(&rows)
            }
            Shape::Verbatim(text) => self.text(text.trim_end()),
        };
        let end = self.done.text.len();
        self.done.places.push(start..end);
    }

    /// Returns words as Markdown, and notes where they cannot be typed as they look.
    fn typed(&mut self, words: &[Piece], place: Place<'_>) -> String {
        let typed = inline(words, place, self.note);
        let line = self.done.places.len();
        if typed.plainer && self.done.plainer.last() != Some(&line) {
            self.done.plainer.push(line);
        }
        typed.text
    }

    /// Writes a line of words with an empty line before it; returns where it begins.
    fn block(&mut self, before: &str, words: &[Piece]) -> usize {
        let typed = format!("{before}{}", self.typed(words, Place::Behind(before)));
        self.text(typed.trim_end())
    }

    fn text(&mut self, typed: &str) -> usize {
        self.end_list();
        self.done.text.push('\n');
        let start = self.done.text.len();
        self.done.text.push_str(typed);
        self.done.text.push('\n');
        start
    }

    fn end_list(&mut self) {
        self.in_list = false;
        self.indents.clear();
    }

    fn item(&mut self, level: usize, before: &Before, words: &[Piece]) -> usize {
        if !self.in_list || before.apart {
            self.done.text.push('\n');
        }
        self.in_list = true;
        self.indents.truncate(level);
        let indent: usize = self.indents.iter().sum();
        self.indents.push(before.width);
        let start = self.done.text.len() + indent;
        let typed = self.typed(words, Place::Behind(&before.typed));
        self.set_in(&format!("{}{typed}", before.typed), indent, before.width);
        start
    }

    fn further(&mut self, level: usize, words: &[Piece]) -> usize {
        self.done.text.push('\n');
        let indent: usize = self.indents.iter().take(level + 1).sum();
        let start = self.done.text.len() + indent;
        let typed = self.typed(words, Place::Behind(""));
        self.set_in(&typed, indent, 0);
        start
    }

    /// Writes `typed` with spaces before it, and more before its other lines.
    fn set_in(&mut self, typed: &str, indent: usize, hang: usize) {
        let typed = typed
            .trim_end()
            .replace('\n', &format!("\n{}", " ".repeat(indent + hang)));
        self.done.text.push_str(&format!("{}{typed}\n", " ".repeat(indent)));
    }

    fn table(&mut self, table: &Table) -> String {
        let mut rows: Vec<Vec<String>> = table
            .rows
            .iter()
            .map(|row| {
                row.iter()
                    .map(|cell| self.typed(&cell_words(cell), Place::Cell))
                    .collect()
            })
            .collect();
        let columns = rows.iter().map(Vec::len).max().unwrap_or(0).max(1);
        if table.rows.first().is_some_and(|row| begins_with_clause(row)) {
            rows.insert(0, Vec::new());
        }
        let line = |row: &Vec<String>| {
            let cells = (0..columns).map(|at| row.get(at).map_or("", String::as_str));
            format!("| {} |", cells.collect::<Vec<_>>().join(" | "))
        };
        let mut lines: Vec<String> = rows.iter().map(line).collect();
        lines.insert(1.min(lines.len()), format!("|{}", "---|".repeat(columns)));
        lines.join("\n")
    }

    fn footnote(&mut self, number: usize, blocks: &[Block]) {
        let typed: Vec<Typed> = blocks
            .iter()
            .flat_map(lines_of)
            .map(without_marks)
            .map(|words| inline(&words, Place::Behind(""), self.note))
            .collect();
        if typed.iter().any(|typed| typed.plainer) {
            self.done.plainer_notes.push(number);
        }
        let paragraphs: Vec<String> = typed
            .into_iter()
            .map(|typed| typed.text.replace('\n', "\n    "))
            .filter(|words| !words.is_empty())
            .collect();
        self.text(format!("[^{number}]: {}", paragraphs.join("\n\n    ")).trim_end());
    }
}

/// Returns a paragraph that is nothing but remarks, with the lines that their author gave them.
fn lone_remarks(words: &[Piece]) -> Option<String> {
    let remark = |piece: &Piece| match piece {
        Piece::Comment(words) => Some(comment_in_lines(words)),
        _ => None,
    };
    let remarks: Vec<String> = words.iter().map(remark).collect::<Option<_>>()?;
    (!remarks.is_empty()).then(|| remarks.join(" "))
}

/// A footnote has no footnotes.
fn without_marks(mut words: Vec<Piece>) -> Vec<Piece> {
    words.retain(|piece| !matches!(piece, Piece::Note(_)));
    words
}

/// Returns the lines of a block that stands in a cell or a footnote, labels and all.
pub fn lines_of(block: &Block) -> Vec<Vec<Piece>> {
    match block {
        Block::Paragraph(paragraph) => vec![labelled(paragraph)],
        Block::Table(table) => table.rows.iter().flatten().flatten().flat_map(lines_of).collect(),
        Block::Verbatim(text) => vec![vec![Piece::Text(Text {
            words: text.clone(),
            ..Text::default()
        })]],
    }
}

fn labelled(paragraph: &Paragraph) -> Vec<Piece> {
    let label = paragraph.label.as_ref().filter(|label| !label.shown.is_empty());
    let label = label.map(|label| {
        Piece::Text(Text {
            words: format!("{} ", label.shown),
            ..Text::default()
        })
    });
    label.into_iter().chain(paragraph.pieces.iter().cloned()).collect()
}

/// A table whose first row is a clause has no head.
fn begins_with_clause(row: &[Vec<Block>]) -> bool {
    let number = row.first().map(|cell| plain(&cell_words(cell)));
    let number = number.and_then(|number| Number::exact(&number));
    number.is_some_and(|number| number.depth() > 1)
}

/// Returns the words of a cell in one line.
pub fn cell_words(blocks: &[Block]) -> Vec<Piece> {
    let lines: Vec<Vec<Piece>> = blocks.iter().flat_map(lines_of).collect();
    lines.join(&Piece::Break)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_footnote_that_cannot_be_typed_as_it_looks_is_named() {
        let plainer = |address: &str| {
            let note = Piece::Text(Text {
                words: "the Act".into(),
                link: Some(address.into()),
                ..Text::default()
            });
            let outline = Outline {
                lines: vec![Line {
                    block: 0,
                    shape: Shape::Paragraph(None),
                    words: vec![Piece::Note(0)],
                }],
                ..Outline::default()
            };
            let note = Block::Paragraph(Paragraph {
                pieces: vec![note],
                ..Paragraph::default()
            });
            write(&outline, &[vec![note]], false).plainer_notes
        };
        assert_eq!(plainer("https://law.example/act"), [0; 0]);
        assert_eq!(plainer("https://law.example/<\nact>"), [1]);
    }
}
