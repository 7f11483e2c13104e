//! The blocks of a policy -> a row of pieces: numbered beginnings of clauses, headings, and all else between them.
//!
//! Converters nest lists by what Word showed, not by what was meant, so lists that hold numbered clauses are taken
//! apart here. What belongs to what is decided by the numbers alone, in [`super::tree`].

use super::line::{self, Lead, lead, marker};
use super::number::{Marker, Number, comes_next};
use crate::parse::markdown::{Block, Inline, Item, plain_text};
use crate::parse::policy::ClauseKind;
use crate::source::{Span, Spanned};

/// One piece of a policy.
#[derive(Clone, Debug)]
pub(super) enum Piece {
    /// The beginning of a numbered section or clause.
    Numbered(Numbered),
    /// A heading without a number.
    Heading {
        level: u8,
        id: String,
        name: Option<Spanned<String>>,
        text: Vec<Inline>,
        span: Span,
    },
    /// Anything else.
    Block(Block),
    /// An item of a numbered list that may be the heading of a section: the clauses behind it will tell.
    MaybeSection(Numbered, Block),
}

/// The beginning of a numbered section or clause.
#[derive(Clone, Debug)]
pub(super) struct Numbered {
    pub number: Number,
    pub kind: ClauseKind,
    pub name: Option<Spanned<String>>,
    /// How deep a heading it is; sections in disguise count as the second level.
    pub level: u8,
    /// The words of a heading.
    pub title: Vec<Inline>,
    /// The words of a clause.
    pub words: Option<Block>,
    /// Where its number stands.
    pub span: Span,
}

/// Takes `blocks` apart. `text` is the whole file.
pub(super) fn pieces(text: &str, blocks: Vec<Block>) -> Vec<Piece> {
    let mut row = Row {
        text,
        last: None,
        pieces: Vec::new(),
    };
    row.blocks(blocks);
    settle(row.pieces)
}

struct Row<'a> {
    text: &'a str,
    /// The last number met.
    last: Option<Number>,
    pieces: Vec<Piece>,
}

impl Row<'_> {
    fn blocks(&mut self, blocks: Vec<Block>) {
        blocks.into_iter().for_each(|block| self.block(block));
    }

    fn block(&mut self, block: Block) {
        match block {
            Block::Heading {
                level,
                id,
                name,
                text,
                span,
            } => self.heading(level, id, name, text, span),
            Block::Paragraph { text, name, span } => self.paragraph(text, name, span),
            Block::List { start, items, span } => self.list(start, items, span),
            other => self.pieces.push(Piece::Block(other)),
        }
    }

    fn numbered(&mut self, numbered: Numbered) {
        self.last = Some(numbered.number.clone());
        self.pieces.push(Piece::Numbered(numbered));
    }

    fn heading(&mut self, level: u8, id: String, name: Option<Spanned<String>>, mut text: Vec<Inline>, span: Span) {
        let number = lead(&text).filter(|l| l.before_sentence() || l.number.follows(self.last.as_ref()));
        let Some(lead) = number else {
            return self.pieces.push(Piece::Heading {
                level,
                id,
                name,
                text,
                span,
            });
        };
        line::without_lead(&mut text, &lead);
        let kind = kind_of(&lead.number);
        self.numbered(Numbered {
            number: lead.number,
            kind,
            name,
            level,
            title: text,
            words: None,
            span: lead.span,
        });
    }

    fn paragraph(&mut self, text: Vec<Inline>, name: Option<Spanned<String>>, span: Span) {
        let mut lines = lines(text, self.last.as_ref());
        let last = lines.pop();
        for line in lines {
            self.line(line, None, span);
        }
        if let Some(line) = last {
            self.line(line, name, span);
        }
    }

    fn line(&mut self, mut text: Vec<Inline>, name: Option<Spanned<String>>, span: Span) {
        let span = place_of(&text, span);
        let Some(lead) = lead(&text).filter(|lead| self.begins_clause(lead)) else {
            return self.unnumbered_line(text, name, span);
        };
        let heading = lead.all_bold && lead.next.is_some();
        if !heading {
            line::without_lead(&mut text, &lead);
            return self.clause(lead, name, words(text, span));
        }
        let whole = Block::Paragraph {
            text: text.clone(),
            name: name.clone(),
            span,
        };
        let surely = lead.number.depth() > 1 || lead.number.follows(self.last.as_ref());
        line::without_lead(&mut text, &lead);
        let heading = heading_of(lead.number, lead.span, name, text);
        if surely {
            self.numbered(heading);
        } else {
            self.pieces.push(Piece::MaybeSection(heading, whole));
        }
    }

    fn clause(&mut self, lead: Lead, name: Option<Spanned<String>>, words: Option<Block>) {
        self.numbered(Numbered {
            kind: ClauseKind::Clause,
            words,
            ..heading_of(lead.number, lead.span, name, Vec::new())
        });
    }

    /// Returns whether a paragraph that begins so is a clause. Bold numbers are; plain ones may be an amount or a
    /// time of day, and count where a sentence begins behind them or where they come next.
    fn begins_clause(&self, lead: &Lead) -> bool {
        let follows = lead.number.follows(self.last.as_ref());
        match (lead.bold, lead.number.depth()) {
            (true, 1) if lead.all_bold && lead.next.is_some() => lead.before_sentence(),
            (true, 1) => lead.before_sentence() && lead.next.is_some(),
            (true, _) => true,
            (false, 1) => false,
            (false, _) => lead.before_sentence() || follows,
        }
    }

    /// Adds a line without a number. One that begins with (a), (b) is an item that lost its list.
    fn unnumbered_line(&mut self, text: Vec<Inline>, name: Option<Spanned<String>>, span: Span) {
        let marker = marker(&text)
            .map(|(marker, _)| marker)
            .filter(|marker| marker.in_brackets());
        let block = Block::Paragraph { text, name, span };
        let Some(marker) = marker.filter(|_| self.last.is_some()) else {
            return self.pieces.push(Piece::Block(block));
        };
        let item = Item {
            blocks: vec![block],
            ticked: None,
            span,
        };
        match self.pieces.last_mut() {
            Some(Piece::Block(Block::List { items, start: None, .. })) => items.push(item),
            _ if marker.is_first() => {
                self.pieces.push(Piece::Block(Block::List {
                    start: None,
                    items: vec![item],
                    span,
                }));
            }
            _ => self.pieces.extend(item.blocks.into_iter().map(Piece::Block)),
        }
    }

    fn list(&mut self, start: Option<u64>, items: Vec<Item>, span: Span) {
        if start.is_some() && items.len() == 1 {
            return self.lone_item(start, items, span);
        }
        if !items.iter().any(|item| self.is_numbered(item)) {
            return self.pieces.push(Piece::Block(Block::List { start, items, span }));
        }
        let mut plain = Vec::new();
        for item in items {
            if self.is_numbered(&item) {
                self.plain_items(start, &mut plain);
                self.numbered_item(item);
            } else {
                plain.push(item);
            }
        }
        self.plain_items(start, &mut plain);
    }

    fn plain_items(&mut self, start: Option<u64>, items: &mut Vec<Item>) {
        if let (Some(first), Some(last)) = (items.first(), items.last()) {
            let span = Span::new(first.span.start, last.span.end);
            let items = std::mem::take(items);
            self.pieces.push(Piece::Block(Block::List { start, items, span }));
        }
    }

    /// A numbered list of one item: `2. Guidance` alone may be a section's heading.
    fn lone_item(&mut self, start: Option<u64>, items: Vec<Item>, span: Span) {
        let section = items.first().and_then(|item| self.section_of(item));
        let numbered = items.iter().any(|item| self.is_numbered(item));
        match section {
            Some(section) => {
                let whole = Block::List { start, items, span };
                self.pieces.push(Piece::MaybeSection(section, whole));
            }
            None if numbered => items.into_iter().for_each(|item| self.numbered_item(item)),
            None => self.pieces.push(Piece::Block(Block::List { start, items, span })),
        }
    }

    /// Reads an item that is one short paragraph as a section's heading.
    fn section_of(&self, item: &Item) -> Option<Numbered> {
        let [Block::Paragraph { text, name, .. }] = item.blocks.as_slice() else {
            return None;
        };
        let (number, span) = self.typed_number(item)?;
        let heading = plain_text(text).chars().count() <= LONGEST_HEADING && lead(text).is_none();
        heading.then(|| heading_of(number, span, name.clone(), text.clone()))
    }

    /// Reads the number that an item of a numbered list was typed with, and its place.
    fn typed_number(&self, item: &Item) -> Option<(Number, Span)> {
        let typed = item.span.slice(self.text);
        let length = typed.find(|c: char| !c.is_ascii_digit())?;
        let number = Number::of_steps(typed.get(..length)?)?;
        Some((number, Span::new(item.span.start, item.span.start + length)))
    }

    /// Returns whether an item begins a section or a clause.
    fn is_numbered(&self, item: &Item) -> bool {
        match item.blocks.first() {
            Some(Block::Paragraph { text, .. }) => {
                lead(text).is_some_and(|lead| self.begins_clause(&lead) || clause_in_list(&lead))
                    || self.holds_its_clauses(item)
            }
            Some(Block::List {
                start: Some(_), items, ..
            }) => self.is_bulleted_section(items, item),
            _ => false,
        }
    }

    /// `- 2. Guidance`: Markdown sees a bullet that holds a numbered list.
    fn is_bulleted_section(&self, inner: &[Item], outer: &Item) -> bool {
        let [inner] = inner else { return false };
        let number = self.typed_number(inner).map(|(number, _)| number);
        let alone = inner.blocks.len() == 1 && outer.blocks.len() == 1 && self.section_of(inner).is_some();
        alone
            || number.is_some_and(|number| {
                holds_clause_of(&number, &inner.blocks) || holds_clause_of(&number, &outer.blocks)
            })
    }

    /// `1. Introduction` whose clauses 1.1, 1.2 are set in below it.
    fn holds_its_clauses(&self, item: &Item) -> bool {
        self.typed_number(item)
            .is_some_and(|(number, _)| holds_clause_of(&number, &item.blocks))
    }

    /// Adds an item that begins a section or a clause, and all that stands in it.
    fn numbered_item(&mut self, item: Item) {
        let typed = self.typed_number(&item);
        let mut blocks = item.blocks.into_iter();
        match (blocks.next(), typed) {
            (
                Some(Block::List {
                    start: Some(_), items, ..
                }),
                _,
            ) => items.into_iter().for_each(|inner| self.numbered_item(inner)),
            (Some(Block::Paragraph { text, name, .. }), Some((number, span))) if lead(&text).is_none() => {
                self.numbered(heading_of(number, span, name, text));
            }
            (Some(Block::Paragraph { text, name, span }), _) => self.item_line(text, name, span),
            (first, _) => first.into_iter().for_each(|block| self.block(block)),
        }
        self.blocks(blocks.collect());
    }

    /// Adds the first line of an item that is known to begin a clause.
    fn item_line(&mut self, mut text: Vec<Inline>, name: Option<Spanned<String>>, span: Span) {
        match lead(&text).filter(|lead| !self.begins_clause(lead)) {
            Some(lead) => {
                line::without_lead(&mut text, &lead);
                self.clause(lead, name, words(text, span));
            }
            None => self.paragraph(text, name, span),
        }
    }
}

/// The longest heading, in letters, that an item of a list may be.
const LONGEST_HEADING: usize = 100;

/// A number of two parts or more at the start of an item is a clause's, whatever follows it.
fn clause_in_list(lead: &Lead) -> bool {
    lead.number.depth() > 1 && lead.next.is_some_and(char::is_alphabetic)
}

fn kind_of(number: &Number) -> ClauseKind {
    if number.depth() == 1 {
        ClauseKind::Section
    } else {
        ClauseKind::Clause
    }
}

/// Makes a heading of a line or an item that looks like none to Markdown.
fn heading_of(number: Number, span: Span, name: Option<Spanned<String>>, text: Vec<Inline>) -> Numbered {
    Numbered {
        kind: kind_of(&number),
        number,
        name,
        level: 2,
        title: unwrapped(text),
        words: None,
        span,
    }
}

fn words(text: Vec<Inline>, span: Span) -> Option<Block> {
    (!text.is_empty()).then_some(Block::Paragraph { text, name: None, span })
}

/// Takes off the bold that made a line look like a heading.
fn unwrapped(mut text: Vec<Inline>) -> Vec<Inline> {
    match text.as_mut_slice() {
        [Inline::Strong(inner)] => std::mem::take(inner),
        _ => text,
    }
}

/// Returns whether `blocks` hold, in a line or a list of their own, a clause of section `number`.
fn holds_clause_of(number: &Number, blocks: &[Block]) -> bool {
    blocks.iter().any(|block| match block {
        Block::Paragraph { text, .. } => lead(text).is_some_and(|lead| number.holds(&lead.number)),
        Block::List { items, .. } => items
            .iter()
            .any(|item| holds_clause_of(number, item.blocks.get(..1).unwrap_or_default())),
        _ => false,
    })
}

/// Parts a paragraph where a typed line begins with a clause's number or an item's marker: people press Enter once.
pub(crate) fn lines(text: Vec<Inline>, last: Option<&Number>) -> Vec<Vec<Inline>> {
    let starts = line_starts(&text, last);
    let mut lines = vec![Vec::new()];
    for (i, inline) in text.into_iter().enumerate() {
        if starts.binary_search(&i).is_ok() {
            lines.push(Vec::new());
        } else if let Some(line) = lines.last_mut() {
            line.push(inline);
        }
    }
    lines
}

/// Returns the places of the line ends behind which something new begins.
pub(crate) fn line_starts(text: &[Inline], last: Option<&Number>) -> Vec<usize> {
    let mut before = Before {
        number: lead(text).map(|lead| lead.number).or_else(|| last.cloned()),
        token: marker(text).map(|(marker, _)| marker.token),
    };
    let ends = text.iter().enumerate();
    let ends = ends.filter(|(_, inline)| matches!(inline, Inline::SoftBreak | Inline::HardBreak));
    ends.map(|(i, _)| i).filter(|i| before.parts_from(text, *i)).collect()
}

/// What the lines of a paragraph have come to.
struct Before {
    number: Option<Number>,
    token: Option<String>,
}

impl Before {
    /// Returns whether something new begins behind the line end at `at`, and if so goes on from there.
    fn parts_from(&mut self, text: &[Inline], at: usize) -> bool {
        let rest = text.get(at + 1..).unwrap_or_default();
        let closed = text.get(..at).is_some_and(ends_sentence);
        match lead(rest).filter(|lead| lead.number.depth() > 1) {
            Some(lead) => self.is_clause(lead, closed),
            None => closed && marker(rest).is_some_and(|(marker, _)| self.is_item(marker)),
        }
    }

    fn is_clause(&mut self, lead: Lead, closed: bool) -> bool {
        let follows = self.number.is_some() && lead.number.follows(self.number.as_ref());
        let clause = follows && (lead.bold || (closed && lead.before_sentence()));
        if clause {
            self.number = Some(lead.number);
        }
        clause
    }

    fn is_item(&mut self, marker: Marker) -> bool {
        let next = self
            .token
            .as_deref()
            .is_some_and(|token| comes_next(token, &marker.token));
        let item = self.number.is_some() && marker.in_brackets() && (marker.is_first() || next);
        if item {
            self.token = Some(marker.token);
        }
        item
    }
}

/// Returns whether `line` ends as a sentence or an item does.
fn ends_sentence(line: &[Inline]) -> bool {
    let words = line
        .last()
        .map(|last| plain_text(std::slice::from_ref(last)))
        .unwrap_or_default();
    let words = words.trim_end();
    words.ends_with(['.', ':', ';', '!', '?', ',']) || words.ends_with(" and") || words.ends_with(" or")
}

/// Returns where the words of `line` begin, up to the end of `whole`.
fn place_of(line: &[Inline], whole: Span) -> Span {
    match line.first() {
        Some(Inline::Text(words)) if words.span.start >= whole.start => Span::new(words.span.start, whole.end),
        _ => whole,
    }
}

/// Decides which lone items of numbered lists are sections: those whose clauses follow.
fn settle(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut next: Option<Number> = None;
    let mut settled: Vec<Piece> = pieces
        .into_iter()
        .rev()
        .map(|piece| settled(piece, &mut next))
        .collect();
    settled.reverse();
    settled
}

fn settled(piece: Piece, next: &mut Option<Number>) -> Piece {
    match piece {
        Piece::MaybeSection(section, whole) => {
            if next.as_ref().is_some_and(|next| section.number.holds(next)) {
                *next = Some(section.number.clone());
                Piece::Numbered(section)
            } else {
                Piece::Block(whole)
            }
        }
        Piece::Numbered(numbered) => {
            *next = Some(numbered.number.clone());
            Piece::Numbered(numbered)
        }
        other => other,
    }
}
