//! The paragraphs of a document, each with what it begins with: the first half of understanding it.

use super::document::{Block, Document, Label, Paragraph, Piece, Place, Remark, RemarkKind, Role, Table, Text};
use super::lead::{self, all_bold, cut, plain};
use crate::parse::clauses::number::{Marker, Number, comes_next};

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
    /// All of it is bold.
    pub bold: bool,
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

    /// Returns whether it is as short as a heading, and ends as one.
    pub fn is_short(&self) -> bool {
        let words = plain(&self.pieces);
        let words = words.trim_end();
        words.chars().count() <= LONGEST_HEADING && !words.is_empty() && !words.ends_with(['.', ';', ':', ',', '?'])
    }
}

/// The longest heading, in letters.
const LONGEST_HEADING: usize = 100;

/// Returns the rows of a document. What had to be taken apart is told in `remarks`.
pub fn rows(document: &Document, remarks: &mut Vec<Remark>) -> Vec<Row> {
    let mut reading = Reading { last: None, remarks };
    let blocks = document.blocks.iter().enumerate();
    let mut rows: Vec<Row> = blocks.flat_map(|(at, block)| reading.block(at, block)).collect();
    typed_markers(&mut rows);
    rows
}

struct Reading<'a> {
    /// The last number met.
    last: Option<Number>,
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
            Block::Paragraph(paragraph) => self
                .words(paragraph)
                .map(|words| row(Content::Words(words), &paragraph.place))
                .into_iter()
                .collect(),
            Block::Table(table) => match boxed(table) {
                Some(blocks) => {
                    self.remarks.push(Remark {
                        kind: RemarkKind::Mended,
                        says: "A box around text is no table here; what it holds stands as ordinary text.".into(),
                        place: table.place.clone(),
                    });
                    let inner = blocks.iter().flat_map(|inner| self.block(at, inner));
                    inner.map(|row| Row { boxed: true, ..row }).collect()
                }
                None => vec![row(Content::Table(table.clone()), &table.place)],
            },
            Block::Verbatim(text) => vec![row(Content::Verbatim(text.clone()), &Place::Unknown)],
        }
    }

    fn words(&mut self, paragraph: &Paragraph) -> Option<Words> {
        let mut words = Words {
            role: paragraph.role,
            lead: Lead::None,
            depth: paragraph.label.as_ref().map_or(0, |label| label.depth),
            bold: all_bold(&paragraph.pieces),
            pieces: trimmed(&paragraph.pieces),
        };
        match &paragraph.label {
            Some(label) => self.computed(label, &mut words),
            None => self.typed(&mut words, false),
        }
        if let Lead::Number(number) = &words.lead {
            self.last = Some(number.clone());
        }
        let says = words.lead != Lead::Further && words.lead != Lead::None && words.lead != Lead::Bullet;
        (says || !words.pieces.is_empty()).then_some(words)
    }

    /// Takes the computed label for what it is. One that is no number stays as words.
    fn computed(&mut self, label: &Label, words: &mut Words) {
        let shown = label.shown.trim();
        words.lead = match shown {
            "" => Lead::Further,
            "[ ]" => Lead::Box(false),
            "[x]" => Lead::Box(true),
            _ if label.bullet => {
                words.lead = Lead::Bullet;
                return self.typed(words, true);
            }
            _ => match (lead::number_of_label(shown), lead::marker_of_label(shown)) {
                (Some(number), _) => Lead::Number(number),
                (None, Some(token)) => Lead::Marker(token),
                (None, None) => {
                    let spoken = Text {
                        words: format!("{shown} "),
                        ..Text::default()
                    };
                    words.pieces.insert(0, Piece::Text(spoken));
                    Lead::None
                }
            },
        };
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
                return;
            }
        }
        if let Some((marker, length)) = lead::marker(&words.pieces).filter(|(marker, _)| marker.in_brackets()) {
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

/// Drops the spaces and breaks around a paragraph's words.
pub fn trimmed(pieces: &[Piece]) -> Vec<Piece> {
    let mut pieces = pieces.to_vec();
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
            Piece::Note(_) | Piece::Comment(_) => break,
        }
    }
    pieces
}

/// Finds markers without an opening bracket, `a)`, `ii.`: one counts where its neighbour is the next. `A. Smith` and
/// `I. think` have none.
fn typed_markers(rows: &mut [Row]) {
    let candidates: Vec<Option<(Marker, usize)>> = rows.iter().map(candidate).collect();
    let token = |at: usize| {
        candidates
            .get(at)
            .and_then(Option::as_ref)
            .map(|(marker, _)| marker.token.as_str())
    };
    let kept = |at: usize, here: &str| {
        let next = token(at + 1).is_some_and(|next| comes_next(here, next));
        let before = at
            .checked_sub(1)
            .and_then(token)
            .is_some_and(|before| comes_next(before, here));
        next || before
    };
    let lengths: Vec<Option<(String, usize)>> = candidates
        .iter()
        .enumerate()
        .map(|(at, candidate)| {
            let (marker, length) = candidate.as_ref()?;
            kept(at, &marker.token).then(|| (marker.token.clone(), *length))
        })
        .collect();
    for (row, found) in rows.iter_mut().zip(lengths) {
        if let (Content::Words(words), Some((token, length))) = (&mut row.content, found) {
            cut(&mut words.pieces, length);
            words.lead = Lead::Marker(token);
        }
    }
}

fn candidate(row: &Row) -> Option<(Marker, usize)> {
    let Content::Words(words) = &row.content else {
        return None;
    };
    let open = matches!(words.lead, Lead::None | Lead::Bullet) && !words.is_heading();
    lead::marker(&words.pieces).filter(|(marker, _)| open && !marker.token.starts_with(|c: char| c.is_ascii_digit()))
}
