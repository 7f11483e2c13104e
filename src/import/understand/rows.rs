//! The paragraphs of a document, each with what it begins with: the first half of understanding it.

use super::markers::typed_markers;
use crate::import::document::{Block, Document, Label, Paragraph, Piece, Place, Remark, RemarkKind, Role, Table, Text};
use crate::import::lead::{self, all_bold, cut, plain};
use crate::import::write::policy::lines_of;
use crate::parse::clauses::line_starts;
use crate::parse::clauses::number::Number;
use crate::parse::markdown::Inline;
use crate::source::{Span, Spanned};

/// A paragraph or another block of a document.
#[derive(Clone, Debug)]
pub struct Row {
    /// The block that it comes from.
    pub block: usize,
    /// It stands in a box of its own.
    pub boxed: bool,
    /// What it holds.
    pub content: Content,
    /// Where it stands.
    pub place: Place,
}

impl Row {
    /// Returns the words, where it holds any.
    pub fn words(&self) -> Option<&Words> {
        match &self.content {
            Content::Words(words) => Some(words),
            _ => None,
        }
    }

    /// Returns the number that it begins with.
    pub fn number(&self) -> Option<&Number> {
        match &self.words()?.lead {
            Lead::Number(number) => Some(number),
            _ => None,
        }
    }
}

/// What a row holds.
#[derive(Clone, Debug)]
pub enum Content {
    /// Words.
    Words(Words),
    /// A table.
    Table(Table),
    /// Text that stays as it is.
    Verbatim(String),
}

/// A paragraph and what it begins with.
#[derive(Clone, Debug)]
pub struct Words {
    /// What its document says that it is.
    pub role: Role,
    /// What it begins with.
    pub lead: Lead,
    /// How deep in its list it lies.
    pub depth: u8,
    /// How far its first line is set in, where its document says so.
    pub indent: Option<i32>,
    /// All of it is bold, whatever its number is.
    pub bold: bool,
    /// It begins with a number that was typed in bold.
    pub typed: bool,
    /// The words behind the lead.
    pub pieces: Vec<Piece>,
}

/// What a paragraph begins with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lead {
    /// Nothing.
    None,
    /// A bullet.
    Bullet,
    /// A thing to do, ticked or not.
    Box(bool),
    /// A further paragraph of a list's line.
    Further,
    /// A number.
    Number(Number),
    /// A letter, a numeral or a figure in brackets.
    Marker(String),
}

impl Words {
    /// Returns whether the document shows it as a heading, in one way or another.
    pub fn is_heading(&self) -> bool {
        matches!(self.role, Role::Heading(_) | Role::LooksLikeHeading(_))
    }

    fn as_text(&mut self) -> &mut Self {
        if self.role == Role::Title {
            self.role = Role::Text;
        }
        self
    }

    /// Keeps a label that is no number as words.
    fn say(&mut self, label: &str) -> Lead {
        let spoken = Text {
            words: format!("{label} "),
            ..Text::default()
        };
        self.pieces.insert(0, Piece::Text(spoken));
        Lead::None
    }

    /// Returns whether a single computed number can be its number: not where nothing stands behind it, and not where its
    /// author typed another. One with a letter, `4A`, counts no list.
    fn can_have(&self, number: &Number) -> bool {
        let words = !plain(&self.pieces).trim().is_empty();
        let typed = lead::number(&self.pieces).is_some_and(|typed| typed.number.depth() > 1 || typed.bold);
        let counts = number.to_string().parse::<u32>().is_ok();
        !typed && ((words && counts) || self.is_heading())
    }

    /// Returns whether its words begin as a sentence does, or there are none: then a number before them counts.
    pub fn begins_sentence(&self) -> bool {
        let first = plain(&self.pieces).trim_start().chars().next();
        first.is_none_or(|c| !c.is_lowercase() && !c.is_numeric())
    }

    /// Returns its number, unless it may be that of a line in a list, which says nothing of the clauses behind it.
    fn surely_numbered(&self) -> Option<&Number> {
        match &self.lead {
            Lead::Number(number) if number.depth() > 1 || self.is_heading() || self.typed => Some(number),
            _ => None,
        }
    }

    /// Returns whether it is as short as a heading, and ends as one.
    pub fn is_short(&self) -> bool {
        let words = plain(&self.pieces);
        let words = words.trim_end();
        words.chars().count() <= LONGEST_HEADING
            && !words.is_empty()
            && !words.ends_with(['.', ';', ':', ',', '?'])
            && !words.starts_with(char::is_lowercase)
    }
}

/// The longest heading, in letters.
const LONGEST_HEADING: usize = 100;

/// Returns the rows of a document. What had to be taken apart is told in `remarks`.
pub fn rows(document: &Document, remarks: &mut Vec<Remark>) -> Vec<Row> {
    let mut reading = Reading {
        last: None,
        titled: false,
        remarks,
    };
    let blocks = document.blocks.iter().enumerate();
    let mut rows: Vec<Row> = blocks.flat_map(|(at, block)| reading.block(at, block)).collect();
    typed_markers(&mut rows);
    rows
}

struct Reading<'a> {
    /// The last number met that is a clause's.
    last: Option<Number>,
    /// The document's title was met.
    titled: bool,
    remarks: &'a mut Vec<Remark>,
}

impl Reading<'_> {
    fn block(&mut self, at: usize, block: &Block) -> Vec<Row> {
        let row = |content, place: &Place| Row {
            block: at,
            boxed: false,
            content,
            place: place.clone(),
        };
        match block {
            Block::Paragraph(paragraph) => {
                let lines = typed_lines(paragraph, self.last.as_ref());
                let words = lines.iter().filter_map(|line| self.words(line));
                words
                    .map(|words| row(Content::Words(words), &paragraph.place))
                    .collect()
            }
            Block::Table(table) => match boxed(table) {
                Some(blocks) => {
                    self.remarks.push(Remark {
                        kind: RemarkKind::Mended,
                        says: "A box around text is no table here; what it holds stands as ordinary text.".into(),
                        place: table.place.clone(),
                    });
                    let inner = blocks.iter().flat_map(|inner| self.block(at, &untitled(inner)));
                    inner.map(|row| Row { boxed: true, ..row }).collect()
                }
                None if is_empty(table) => Vec::new(),
                None => {
                    self.remarks.extend(nested(table));
                    vec![row(Content::Table(table.clone()), &table.place)]
                }
            },
            Block::Verbatim(text) => vec![row(Content::Verbatim(text.clone()), &Place::Unknown)],
        }
    }

    fn words(&mut self, paragraph: &Paragraph) -> Option<Words> {
        let mut words = Words {
            role: paragraph.role,
            lead: Lead::None,
            depth: paragraph.label.as_ref().map_or(0, |label| label.depth),
            indent: paragraph.indent,
            bold: false,
            typed: false,
            pieces: trimmed(&paragraph.pieces),
        };
        let label = paragraph
            .label
            .as_ref()
            .filter(|label| !(label.bullet && words.is_heading()));
        match label {
            // There is one title, and no number is part of it; a second one is a line like others.
            _ if words.role == Role::Title && !std::mem::replace(&mut self.titled, true) => {
                let label = label.filter(|label| !label.bullet);
                words.lead = label.map_or(Lead::None, |label| words.say(&label.shown));
            }
            Some(label) => self.computed(label, words.as_text()),
            None => self.typed(words.as_text(), false),
        }
        words.bold = all_bold(&words.pieces);
        // The mark of a note alone is no heading.
        if words.is_heading() && words.lead == Lead::None && plain(&words.pieces).trim().is_empty() {
            words.role = Role::Text;
        }
        if let Some(number) = words.surely_numbered() {
            self.last = Some(number.clone());
        }
        let says = matches!(words.lead, Lead::Number(_) | Lead::Marker(_));
        (says || !words.pieces.is_empty()).then_some(words)
    }

    /// Takes the computed label for what it is. One that is no number stays as words.
    fn computed(&mut self, label: &Label, words: &mut Words) {
        let shown = label.shown.trim();
        words.lead = match shown {
            "" => {
                words.lead = Lead::Further;
                return self.typed(words, false);
            }
            "[ ]" => Lead::Box(false),
            "[x]" => Lead::Box(true),
            _ if label.bullet => {
                words.lead = Lead::Bullet;
                return self.typed(words, true);
            }
            _ => match (lead::number_of_label(shown), lead::marker_of_label(shown)) {
                (Some(number), _) if words.is_heading() && !self.heads(&number, words) => words.say(shown),
                (Some(number), _) if number.depth() > 1 || words.can_have(&number) => Lead::Number(number),
                (None, Some(token)) if !words.is_heading() => Lead::Marker(token),
                _ if words.is_heading() => {
                    words.say(shown);
                    return self.typed(words, false);
                }
                _ => words.say(shown),
            },
        };
    }

    /// Returns whether the number of a heading will be read as one: where its words begin as a sentence does, or where it
    /// comes next.
    fn heads(&self, number: &Number, words: &Words) -> bool {
        number.follows(self.last.as_ref()) || words.begins_sentence()
    }

    /// Looks for a number that was typed. Bold ones count; plain ones may be an amount or a time of day, and count
    /// where a sentence begins behind them or where they come next: as `parse` has it.
    fn typed(&mut self, words: &mut Words, in_list: bool) {
        if let Some(typed) = lead::number(&words.pieces) {
            let follows = typed.number.follows(self.last.as_ref());
            let sentence = typed.before_sentence();
            let counts = match typed.number.depth() {
                _ if words.is_heading() => sentence || follows,
                1 => sentence && typed.next.is_some() && (typed.bold || typed.parted),
                _ => typed.bold || sentence || follows || (in_list && typed.next.is_some_and(char::is_alphabetic)),
            };
            if counts {
                cut(&mut words.pieces, typed.length);
                words.lead = Lead::Number(typed.number);
                words.typed = typed.bold;
                return;
            }
        }
        if let Some((marker, length)) =
            lead::marker(&words.pieces).filter(|(marker, _)| marker.in_brackets() && !words.is_heading())
        {
            cut(&mut words.pieces, length);
            words.lead = Lead::Marker(marker.token);
        }
    }
}

/// Returns what a table of a single cell holds: people draw boxes with them.
fn boxed(table: &Table) -> Option<&[Block]> {
    match table.rows.as_slice() {
        [row] => match row.as_slice() {
            [cell] => Some(cell),
            _ => None,
        },
        _ => None,
    }
}

/// Parts a paragraph where a line of it begins a clause or an item, as `parse` does: people press Enter with Shift.
fn typed_lines(paragraph: &Paragraph, last: Option<&Number>) -> Vec<Paragraph> {
    // Remarks go to the end of the line, and a label stands before it; nothing begins before its first words.
    let said = paragraph.pieces.iter().enumerate();
    let said = said.filter(|(_, piece)| !matches!(piece, Piece::Comment(_)));
    let label = paragraph
        .label
        .as_ref()
        .filter(|label| !label.bullet)
        .map(|label| &label.shown);
    let label = label.map(|shown| (0, Inline::Text(Spanned::new(format!("{shown} "), Span::default()))));
    let (places, text): (Vec<usize>, Vec<Inline>) = label
        .into_iter()
        .chain(said.map(|(at, piece)| (at, inline(piece))))
        .unzip();
    let starts = line_starts(&text, last);
    let mut starts: Vec<usize> = starts
        .into_iter()
        .filter_map(|at| places.get(at).copied().filter(|at| *at > 0))
        .collect();
    starts.insert(0, 0);
    let ends = starts.iter().skip(1).copied().chain([paragraph.pieces.len()]);
    let part = |(start, end): (&usize, usize)| Paragraph {
        pieces: paragraph.pieces.get(*start..end).unwrap_or_default().to_vec(),
        place: paragraph.place.clone(),
        ..if *start == 0 {
            paragraph.clone()
        } else {
            Paragraph::default()
        }
    };
    starts.iter().zip(ends).map(part).collect()
}

/// Returns whether a line of `pieces` begins a clause or an item where they stand behind a number.
pub fn begins_more(pieces: &[Piece], number: &Number) -> bool {
    let text: Vec<Inline> = pieces.iter().map(inline).collect();
    !line_starts(&text, Some(number)).is_empty()
}

/// Returns a piece as `parse` knows it, as far as numbers are looked for.
fn inline(piece: &Piece) -> Inline {
    let words = |text: &Text| Inline::Text(Spanned::new(text.words.clone(), Span::default()));
    match piece {
        Piece::Text(text) if text.bold => Inline::Strong(vec![words(text)]),
        Piece::Text(text) => words(text),
        Piece::Break => Inline::HardBreak,
        Piece::Note(_) | Piece::Comment(_) | Piece::Name(_) => Inline::Code(String::new()),
    }
}

/// A title in a box is a line of the box.
fn untitled(block: &Block) -> Block {
    match block {
        Block::Paragraph(paragraph) if paragraph.role == Role::Title => Block::Paragraph(Paragraph {
            role: Role::Text,
            ..paragraph.clone()
        }),
        other => other.clone(),
    }
}

/// Tells of a table that holds another: a policy's tables hold words.
fn nested(table: &Table) -> Option<Remark> {
    let holds = table
        .rows
        .iter()
        .flatten()
        .flatten()
        .any(|block| matches!(block, Block::Table(_)));
    holds.then(|| Remark {
        kind: RemarkKind::Mended,
        says: "A table in a cell of this table is written as words, one cell behind the other.".into(),
        place: table.place.clone(),
    })
}

/// Returns whether a table holds nothing that could be shown.
fn is_empty(table: &Table) -> bool {
    let lines = table.rows.iter().flatten().flatten().flat_map(lines_of);
    lines.flatten().all(|piece| match piece {
        Piece::Text(text) => text.words.trim().is_empty(),
        Piece::Comment(words) => !words.contains(char::is_alphanumeric),
        Piece::Break => true,
        Piece::Note(_) | Piece::Name(_) => false,
    })
}

/// Drops the spaces and breaks around a paragraph's words.
pub fn trimmed(pieces: &[Piece]) -> Vec<Piece> {
    let says = |piece: &&Piece| !matches!(piece, Piece::Comment(words) if !words.contains(char::is_alphanumeric));
    let mut pieces: Vec<Piece> = pieces.iter().filter(says).cloned().collect();
    let words = plain(&pieces);
    cut(&mut pieces, words.len() - words.trim_start().len());
    while let Some(last) = pieces.last_mut() {
        match last {
            Piece::Break => drop(pieces.pop()),
            Piece::Text(text) if text.words.trim().is_empty() => drop(pieces.pop()),
            Piece::Text(text) => {
                text.words.truncate(text.words.trim_end().len());
                break;
            }
            Piece::Note(_) | Piece::Comment(_) | Piece::Name(_) => break,
        }
    }
    pieces
}
