//! Markdown, as converters leave it, as an author types it, and as we write it -> a [`Document`].

use super::columns;
use super::html::{self, BREAK, Mended};
use super::unfound;
use crate::diagnostic::Finding;
use crate::import::document::{Block, Document, Label, Paragraph, Piece, Place, Remark, RemarkKind, Role, Table, Text};
use crate::import::lead;
use crate::parse::clauses::number::Number;
use crate::parse::clauses::{item_numbers, lines};
use crate::parse::markdown::{self, Inline, Item, Row, plain_text};
use crate::source::{Span, Spanned};

/// Reads Markdown. Never fails: what cannot be kept is among the remarks.
pub fn read(text: &str) -> Document {
    let (front, body) = split(text);
    let first = text
        .get(..text.len() - body.len())
        .unwrap_or_default()
        .matches('\n')
        .count()
        + 1;
    let mut mended = html::mend(body, first);
    let (mut body, _) = parse(&mended.text);
    let narrow = columns::narrow(&mut body.blocks, &mended.text);
    if !narrow.is_empty() {
        columns::widen(&mut mended.text, &narrow);
        (body, _) = parse(&mended.text);
    }
    let mut reader = Reader {
        mended: &mended,
        ends: mended.text.match_indices('\n').map(|(at, _)| at).collect(),
        ours: front.is_some(),
        last: None,
        in_note: false,
        done: Vec::new(),
        remarks: mended.remarks.clone(),
    };
    narrow.iter().for_each(|table| reader.widened(table.head));
    reader.blocks(body.blocks, None);
    let blocks = std::mem::take(&mut reader.done);
    let mut notes = Vec::new();
    reader.in_note = true;
    for note in body.footnotes {
        reader.blocks(note.blocks, None);
        notes.push(std::mem::take(&mut reader.done));
    }
    let mut document = Document {
        title: None,
        front: front.map(str::to_owned),
        blocks,
        notes,
        remarks: reader.remarks,
        ..Document::default()
    };
    let missed = unfound::remarks(&mended.typed_lines(), &document);
    document.remarks.extend(missed);
    document
}

fn parse(text: &str) -> (markdown::Body, Vec<Finding>) {
    markdown::parse(text, Span::new(0, text.len()))
}

/// Parts the lines between two lines of dashes from the text. Two lines across a page are none.
fn split(text: &str) -> (Option<&str>, &str) {
    let none = (None, text);
    let Some(rest) = text.trim_start().strip_prefix("---\n") else {
        return none;
    };
    let end = if rest.starts_with("---") {
        Some(0)
    } else {
        rest.find("\n---").map(|at| at + 1)
    };
    let parts = end.and_then(|end| rest.split_at_checked(end));
    let Some((front, rest)) = parts else { return none };
    let (fence, body) = rest.split_once('\n').unwrap_or((rest, ""));
    let says = |line: &str| line.trim().is_empty() || line.contains(':') || line.starts_with([' ', '-', '#']);
    match fence.trim_end() == "---" && front.lines().all(says) {
        true => (Some(front), body),
        false => none,
    }
}

struct Reader<'a> {
    mended: &'a Mended,
    /// Where the lines of the mended text end.
    ends: Vec<usize>,
    /// The file has a head, so its headings are meant as they are typed.
    ours: bool,
    /// The last clause's number met.
    last: Option<Number>,
    /// What is read is a footnote, in which nothing is a clause.
    in_note: bool,
    done: Vec<Block>,
    remarks: Vec<Remark>,
}

/// What one line of a list begins with.
#[derive(Clone, Debug)]
struct InList {
    depth: u8,
    label: Label,
}

impl Reader<'_> {
    fn blocks(&mut self, blocks: Vec<markdown::Block>, list: Option<u8>) {
        let further = |depth| Label {
            shown: String::new(),
            depth,
            bullet: true,
        };
        blocks
            .into_iter()
            .for_each(|block| self.block(block, list.map(further)));
    }

    fn block(&mut self, block: markdown::Block, label: Option<Label>) {
        let depth = label.as_ref().map_or(0, |label| label.depth);
        match block {
            markdown::Block::Heading {
                level,
                name,
                text,
                span,
                ..
            } => {
                self.paragraph(Role::Heading(level), None, &text, span);
                self.name(name);
            }
            markdown::Block::Paragraph { mut text, name, span } => {
                let (name, words) = if self.ours { (name, None) } else { (None, name) };
                text.extend(words.map(|name| typed_name(&name)));
                self.typed_lines(label, text, span);
                self.name(name);
            }
            markdown::Block::List { start, items, .. } => {
                self.list(start, items, label.map_or(0, |_| depth.saturating_add(1)))
            }
            markdown::Block::Table { head, rows, span, .. } => self.table(head, rows, span),
            markdown::Block::Rule { span } => {
                self.remark(RemarkKind::LeftOut, "A line across the page is left out.".into(), span);
            }
            markdown::Block::Quote { blocks, span } | markdown::Block::Callout { blocks, span, .. } => {
                match self.verbatim(span) {
                    Some(text) => self.done.push(Block::Verbatim(text)),
                    None => self.blocks(blocks, None),
                }
            }
            markdown::Block::Code { text, span } => {
                let whole = self
                    .verbatim(span)
                    .unwrap_or_else(|| format!("```\n{}\n```", text.trim_end()));
                self.done.push(Block::Verbatim(whole));
            }
        }
    }

    /// Returns a block as it was typed; nothing where it holds the mark of a footnote, whose number may change.
    fn verbatim(&self, span: Span) -> Option<String> {
        let typed = span.slice(&self.mended.text);
        let typed: Vec<&str> = typed.lines().map(|line| line.trim_start_matches([' ', '\t'])).collect();
        let typed = typed.join("\n");
        let named = !self.ours && typed.contains("{#");
        let plain =
            !named && !typed.contains("[^") && typed.chars().all(|c| c != BREAK && self.mended.comment(c).is_none());
        plain.then_some(typed)
    }

    fn list(&mut self, start: Option<u64>, items: Vec<Item>, depth: u8) {
        let numbers = start.map(|first| item_numbers(&self.mended.text, first, &items));
        for (at, item) in items.into_iter().enumerate() {
            let number = numbers.as_ref().and_then(|numbers| numbers.get(at));
            let shown = match (number, item.ticked) {
                (_, Some(true)) => "[x]".to_owned(),
                (_, Some(false)) => "[ ]".to_owned(),
                (Some(number), None) => format!("{number}."),
                (None, None) => "•".to_owned(),
            };
            let label = Label {
                shown,
                depth,
                bullet: number.is_none() || item.ticked.is_some(),
            };
            self.item(InList { depth, label }, item);
        }
    }

    fn item(&mut self, line: InList, item: Item) {
        let mut blocks = item.blocks.into_iter();
        match blocks.next() {
            Some(block @ markdown::Block::Paragraph { .. }) => self.block(block, Some(line.label)),
            Some(block @ markdown::Block::Heading { .. }) => self.block(block, None),
            Some(markdown::Block::List { start, items, .. }) => self.list(start, items, line.depth.saturating_add(1)),
            first => {
                if !line.label.bullet {
                    self.paragraph(Role::Text, Some(line.label), &[], item.span);
                }
                first.into_iter().for_each(|block| self.block(block, None));
            }
        }
        self.blocks(blocks.collect(), Some(line.depth));
    }

    /// Gives the line that was read last the name that its author typed.
    fn name(&mut self, name: Option<Spanned<String>>) {
        if let (Some(name), Some(Block::Paragraph(line))) = (name, self.done.last_mut()) {
            line.pieces.push(Piece::Name(name.value));
        }
    }

    /// Parts a paragraph where a typed line begins a clause or an item: people press Enter once.
    fn typed_lines(&mut self, label: Option<Label>, text: Vec<Inline>, span: Span) {
        let mut label = label;
        let lines = if self.in_note {
            vec![text]
        } else {
            lines(text, self.last.as_ref())
        };
        for line in lines {
            self.paragraph(Role::Text, label.take(), &line, span);
        }
    }

    fn paragraph(&mut self, role: Role, label: Option<Label>, text: &[Inline], span: Span) {
        let mut pieces = Vec::new();
        self.pieces(text, &Text::default(), span, &mut pieces);
        if let Some(typed) = lead::number(&pieces).filter(|typed| typed.number.depth() > 1 || typed.bold) {
            self.last = Some(typed.number);
        }
        let words = lead::plain(&pieces);
        let looks = !self.ours && label.is_none() && role == Role::Text && lead::all_bold(&pieces);
        let looks = looks && words.chars().count() <= 80 && !words.trim_end().ends_with(['.', ':', ';', ',']);
        let numbered = lead::number(&pieces).is_some();
        self.done.push(Block::Paragraph(Paragraph {
            role: if looks && !numbered {
                Role::LooksLikeHeading(1)
            } else {
                role
            },
            label,
            pieces,
            indent: None,
            place: self.place(span),
        }));
    }

    fn pieces(&mut self, text: &[Inline], look: &Text, span: Span, pieces: &mut Vec<Piece>) {
        let dressed = |change: fn(&mut Text)| {
            let mut look = look.clone();
            change(&mut look);
            look
        };
        for inline in text {
            match inline {
                Inline::Text(words) => self.words(&words.value, look, pieces),
                Inline::Mention { text, .. } => self.words(&text.value, look, pieces),
                Inline::Code(words) => {
                    let says = format!("\"{words}\" was set as program text; here it is ordinary text.");
                    self.remark(RemarkKind::Mended, says, span);
                    self.words(words, look, pieces);
                }
                Inline::Emphasis(inner) => self.pieces(inner, &dressed(|look| look.italic = true), span, pieces),
                Inline::Strong(inner) => self.pieces(inner, &dressed(|look| look.bold = true), span, pieces),
                Inline::Struck(inner) => self.pieces(inner, &dressed(|look| look.struck = true), span, pieces),
                Inline::Link { target, text } => {
                    let look = Text {
                        link: Some(target.value.clone()),
                        ..look.clone()
                    };
                    self.pieces(text, &look, span, pieces);
                }
                Inline::Image { target, alt } => {
                    let says = format!(
                        "The picture {} (\"{alt}\") is left out. To show it, put its file into the content folder.",
                        target.value
                    );
                    self.remark(RemarkKind::LeftOut, says, span);
                }
                Inline::Footnote(place) => pieces.extend(place.checked_sub(1).map(Piece::Note)),
                Inline::SoftBreak => self.words(" ", look, pieces),
                Inline::HardBreak => pieces.push(Piece::Break),
            }
        }
    }

    /// Adds words, and what the signs among them stand for.
    fn words(&mut self, words: &str, look: &Text, pieces: &mut Vec<Piece>) {
        let mut run = String::new();
        let flush = |run: &mut String, pieces: &mut Vec<Piece>| {
            if !run.is_empty() {
                pieces.push(Piece::Text(Text {
                    words: std::mem::take(run),
                    ..look.clone()
                }));
            }
        };
        for c in words.chars() {
            let piece = match self.mended.comment(c) {
                Some(comment) => Piece::Comment(comment.to_owned()),
                None if c == BREAK => Piece::Break,
                None => {
                    run.push(c);
                    continue;
                }
            };
            flush(&mut run, pieces);
            pieces.push(piece);
        }
        flush(&mut run, pieces);
    }

    fn table(&mut self, head: Vec<Vec<Inline>>, rows: Vec<Row>, span: Span) {
        let rows = rows.into_iter().map(|row| row.cells);
        let headless = head.iter().all(|cell| plain_text(cell).trim().is_empty());
        let mut rows: Vec<Vec<Vec<Inline>>> = std::iter::once(head).chain(rows).collect();
        let clause = rows.get(1).and_then(|row| row.first()).map(|cell| plain_text(cell));
        let clause = clause
            .and_then(|cell| Number::exact(&cell))
            .is_some_and(|number| number.depth() > 1);
        // A table of one cell would be a box.
        if headless && clause && (rows.len() > 2 || rows.iter().any(|row| row.len() > 1)) {
            rows.remove(0);
        }
        let place = self.place(span);
        let rows = rows
            .iter()
            .map(|row| row.iter().map(|cell| self.cell(cell, span)).collect())
            .collect();
        self.done.push(Block::Table(Table { rows, place }));
    }

    fn widened(&mut self, head: usize) {
        let says =
            "A row of a table has more cells than its heading. The table has a column more now, for their words.";
        self.remark(RemarkKind::Mended, says.into(), Span::new(head, head));
    }

    fn cell(&mut self, cell: &[Inline], span: Span) -> Vec<Block> {
        let mut pieces = Vec::new();
        self.pieces(cell, &Text::default(), span, &mut pieces);
        vec![Block::Paragraph(Paragraph {
            pieces,
            place: self.place(span),
            ..Paragraph::default()
        })]
    }

    fn remark(&mut self, kind: RemarkKind, says: String, span: Span) {
        let place = self.place(span);
        self.remarks.push(Remark { kind, says, place });
    }

    fn place(&self, span: Span) -> Place {
        let line = |at: usize| {
            let line = self.ends.partition_point(|end| *end < at);
            self.mended.lines.get(line).copied().unwrap_or(1)
        };
        Place::Lines(line(span.start)..line(span.end.saturating_sub(1).max(span.start)) + 1)
    }
}

/// Returns `{#name}` as the words that it is to everybody but us.
fn typed_name(name: &Spanned<String>) -> Inline {
    Inline::Text(Spanned::new(format!(" {{#{}}}", name.value), name.span))
}
