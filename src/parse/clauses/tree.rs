//! The row of pieces -> the tree of clauses: numbers decide what lies in what, and give every clause its address.

use std::collections::{BTreeMap, BTreeSet};

use super::line::{marker, without_marker};
use super::number::{Marker, Number, comes_next, counted_token, depths, of_letters, of_roman};
use super::pieces::{Numbered, Piece};
use crate::parse::markdown::{Align, Block, Inline, Item, Row, plain_text};
use crate::parse::policy::{Address, Clause, ClauseKind, Part};
use crate::slug::slug;
use crate::source::{Span, Spanned};

/// The tree, and the numbers met on the way, in the order of the page.
#[derive(Debug, Default)]
pub(super) struct Tree {
    pub preamble: Vec<Block>,
    pub clauses: Vec<Clause>,
    /// Numbers as typed, with their places.
    pub numbers: Vec<(Number, Span)>,
    /// Clauses that stand in a section of another number: the number, its place, the section's number.
    pub strays: Vec<(Number, Span, Number)>,
    /// Two clauses of one number: the address, the second place, the first place.
    pub doubles: Vec<(Address, Span, Span)>,
}

/// Builds the tree. `text` is the whole file, `title` the policy's title.
pub(super) fn build(text: &str, title: &str, pieces: Vec<Piece>) -> Tree {
    let mut builder = Builder::new(text, &pieces);
    let title_at = title_place(title, &pieces);
    for (i, piece) in pieces.into_iter().enumerate() {
        match piece {
            Piece::Numbered(numbered) => builder.number(numbered),
            Piece::Block(block) | Piece::MaybeSection(_, block) => builder.block(block),
            Piece::Heading {
                level,
                id,
                name,
                text,
                span,
            } if title_at == Some(i) => {
                if slug(&plain_text(&text)) != slug(title) {
                    builder.tree.preamble.push(Block::Heading {
                        level,
                        id,
                        name,
                        text,
                        span,
                    });
                }
            }
            Piece::Heading {
                level,
                id,
                name,
                text,
                span,
            } => builder.heading(level, id, name, text, span),
        }
    }
    builder.close_to(0);
    builder.tree
}

/// Returns the place of the heading that is the document's own title: the first piece that is a heading, where it
/// repeats the title, is of the first level, or has no text of its own.
fn title_place(title: &str, pieces: &[Piece]) -> Option<usize> {
    let at = pieces.iter().position(|piece| !matches!(piece, Piece::Block(_)))?;
    let Some(Piece::Heading { level, text, .. }) = pieces.get(at) else {
        return None;
    };
    let empty = match pieces.get(at + 1) {
        Some(Piece::Numbered(next)) => next.kind == ClauseKind::Section,
        Some(Piece::Heading { level: next, .. }) => next <= level,
        _ => false,
    };
    (*level == 1 || empty || slug(&plain_text(text)) == slug(title)).then_some(at)
}

/// A clause whose end has not been met.
struct Open {
    clause: Clause,
    /// Its number; none for a heading without one.
    number: Option<Number>,
    /// How deep a heading it is.
    level: u8,
    /// How many paragraphs it has so far.
    paragraphs: usize,
    /// How far its items have been counted.
    items: usize,
}

struct Builder<'a> {
    text: &'a str,
    /// Every number typed anywhere, so that counted items keep clear of them.
    typed: BTreeSet<String>,
    /// Addresses given so far, and where.
    taken: BTreeMap<Address, Span>,
    /// How often an address was wanted, for those wanted more than once.
    again: BTreeMap<Address, usize>,
    open: Vec<Open>,
    tree: Tree,
}

impl<'a> Builder<'a> {
    fn new(text: &'a str, pieces: &[Piece]) -> Self {
        let typed = pieces.iter().filter_map(|piece| match piece {
            Piece::Numbered(numbered) => Some(numbered.number.to_string()),
            _ => None,
        });
        Self {
            text,
            typed: typed.collect(),
            taken: BTreeMap::new(),
            again: BTreeMap::new(),
            open: Vec::new(),
            tree: Tree::default(),
        }
    }

    /// Closes clauses until `count` are open.
    fn close_to(&mut self, count: usize) {
        while self.open.len() > count {
            let Some(Open { clause, .. }) = self.open.pop() else {
                return;
            };
            match self.open.last_mut() {
                Some(around) => around.clause.parts.push(Part::Clause(clause)),
                None => self.tree.clauses.push(clause),
            }
        }
    }

    /// Notes an address, and changes it where it is another clause's: addresses are never shared.
    fn claim(&mut self, address: Address, span: Span) -> Address {
        let Some(first) = self.taken.get(&address).copied() else {
            self.taken.insert(address.clone(), span);
            return address;
        };
        self.tree.doubles.push((address.clone(), span, first));
        let again = self.again.entry(address.clone()).or_insert(1);
        loop {
            *again += 1;
            let other = address.again(*again);
            if !self.taken.contains_key(&other) {
                self.taken.insert(other.clone(), span);
                return other;
            }
        }
    }

    fn number(&mut self, numbered: Numbered) {
        let Numbered {
            number,
            kind,
            name,
            level,
            title,
            words,
            span,
        } = numbered;
        let stray = self.make_room(&number, kind, level);
        match stray {
            Some(section) => self.tree.strays.push((number.clone(), span, section)),
            None => self.tree.numbers.push((number.clone(), span)),
        }
        let typed = number.to_string();
        let address = self.claim(Address::of_number(&typed), span);
        let paragraphs = usize::from(words.is_some());
        let withdrawn = words.as_ref().is_some_and(is_withdrawn) || says_withdrawn(&plain_text(&title));
        let parts = words.into_iter().map(Part::Block).collect();
        let clause = Clause {
            address,
            label: typed,
            kind,
            name,
            title,
            parts,
            withdrawn,
            span,
        };
        self.open.push(Open {
            clause,
            number: Some(number),
            level,
            paragraphs,
            items: 0,
        });
    }

    /// Closes what a clause of this number ends. Returns the number of the section it strayed into, if it did.
    fn make_room(&mut self, number: &Number, kind: ClauseKind, level: u8) -> Option<Number> {
        while let Some(open) = self.open.last() {
            match &open.number {
                Some(around) if around.holds(number) => return None,
                Some(around)
                    if around.depth() == 1 && number.depth() > 1 && open.clause.kind == ClauseKind::Section =>
                {
                    return Some(around.clone());
                }
                None if kind != ClauseKind::Section || open.level < level => return None,
                _ => self.close_to(self.open.len() - 1),
            }
        }
        None
    }

    /// A heading without a number: a section of its own, unless a numbered section of a higher level is open.
    fn heading(&mut self, level: u8, id: String, name: Option<Spanned<String>>, text: Vec<Inline>, span: Span) {
        while self
            .open
            .last()
            .is_some_and(|open| open.clause.kind != ClauseKind::Section || open.level >= level)
        {
            self.close_to(self.open.len() - 1);
        }
        if let Some(open) = self.open.last_mut().filter(|open| open.number.is_some()) {
            return open.clause.parts.push(Part::Block(Block::Heading {
                level,
                id,
                name,
                text,
                span,
            }));
        }
        let address = self.claim(Address::of_number(&id), span);
        let kind = ClauseKind::Section;
        let clause = Clause {
            address,
            label: String::new(),
            kind,
            name: None,
            title: text,
            parts: Vec::new(),
            withdrawn: false,
            span,
        };
        self.open.push(Open {
            clause,
            number: None,
            level,
            paragraphs: 0,
            items: 0,
        });
    }

    fn block(&mut self, block: Block) {
        match block {
            Block::Paragraph { text, name, span } => self.paragraph(text, name, span),
            Block::List { start, items, span } if self.counts(start, &items) => self.items(start, items, span),
            Block::Table {
                columns,
                head,
                rows,
                span,
            } => {
                let rows = self.rows(&columns, &head, rows);
                self.plain(Block::Table {
                    columns,
                    head,
                    rows,
                    span,
                });
            }
            other => self.plain(other),
        }
    }

    fn plain(&mut self, block: Block) {
        match self.open.last_mut() {
            Some(open) => open.clause.parts.push(Part::Block(block)),
            None => self.tree.preamble.push(block),
        }
    }

    fn paragraph(&mut self, text: Vec<Inline>, name: Option<Spanned<String>>, span: Span) {
        let Some(open) = self.open.last_mut() else {
            return self.tree.preamble.push(Block::Paragraph { text, name, span });
        };
        if text.is_empty() {
            open.clause.name = open.clause.name.take().or(name);
            return;
        }
        open.paragraphs += 1;
        if open.paragraphs == 1 && open.clause.kind == ClauseKind::Clause {
            open.clause.withdrawn |= says_withdrawn(&plain_text(&text));
            return open
                .clause
                .parts
                .push(Part::Block(Block::Paragraph { text, name, span }));
        }
        let address = open.clause.address.child(&format!("p{}", open.paragraphs));
        let paragraph = further_paragraph(self.claim(address, span), text, name, span);
        if let Some(open) = self.open.last_mut() {
            open.clause.parts.push(Part::Clause(paragraph));
        }
    }

    /// Returns whether the items of a list are items of the open clause. Those of a task list are things to do, and
    /// those of a policy without numbers stay as they are, unless they are marked.
    fn counts(&self, start: Option<u64>, items: &[Item]) -> bool {
        let numbered = self.open.iter().any(|open| open.number.is_some());
        let ticked = items.iter().any(|item| item.ticked.is_some());
        !self.open.is_empty() && !ticked && (numbered || (start.is_none() && typed_markers(items).is_some()))
    }

    fn items(&mut self, start: Option<u64>, items: Vec<Item>, span: Span) {
        let Some(open) = self.open.last() else {
            return self.plain(Block::List { start, items, span });
        };
        let mut list = Counted {
            address: open.clause.address.clone(),
            level: 0,
            count: open.items,
        };
        let clauses = self.list(&mut list, start, items);
        if let Some(open) = self.open.last_mut() {
            open.items = list.count;
            open.clause.parts.extend(clauses.into_iter().map(Part::Clause));
        }
    }

    fn list(&mut self, list: &mut Counted, start: Option<u64>, items: Vec<Item>) -> Vec<Clause> {
        match start {
            Some(first) => self.numbered_items(list, first, items),
            None => match typed_markers(&items) {
                Some(markers) => self.marked_items(list, &markers, items),
                None => items.into_iter().map(|item| self.counted_item(list, item)).collect(),
            },
        }
    }

    /// A bullet without a marker: the next letter, or on the next level the next numeral.
    fn counted_item(&mut self, list: &mut Counted, item: Item) -> Clause {
        list.count += 1;
        let token = counted_token(list.level, list.count);
        let label = format!("({token})");
        self.item(&list.address.child(&token), label, list.level, item)
    }

    /// Items whose markers were typed. Markers of two levels in one row become items in items.
    fn marked_items(&mut self, list: &mut Counted, markers: &[Option<Marker>], items: Vec<Item>) -> Vec<Clause> {
        let tokens: Vec<&str> = markers.iter().flatten().map(|marker| marker.token.as_str()).collect();
        let mut depths = depths(&tokens).into_iter();
        let mut chain: Vec<Clause> = Vec::new();
        let mut done = Vec::new();
        for (mut item, marker) in items.into_iter().zip(markers) {
            let Some(marker) = marker else {
                fold(&mut chain, 0, &mut done);
                done.push(self.counted_item(list, item));
                continue;
            };
            fold(&mut chain, depths.next().unwrap_or(0), &mut done);
            strip_marker(&mut item);
            let around = chain.last().map_or(&list.address, |clause| &clause.address).clone();
            let level = list.level + chain.len();
            if chain.is_empty() {
                list.count = place_in_row(level, &marker.token).unwrap_or(list.count);
            }
            chain.push(self.item(&around.child(&marker.token), marker.label.clone(), level, item));
        }
        fold(&mut chain, 0, &mut done);
        done
    }

    fn numbered_items(&mut self, list: &mut Counted, first: u64, items: Vec<Item>) -> Vec<Clause> {
        let numbers = item_numbers(self.text, first, &items);
        let pairs = numbers.into_iter().zip(items);
        pairs
            .map(|(number, item)| self.numbered_item(list, number, item))
            .collect()
    }

    fn numbered_item(&mut self, list: &Counted, number: u64, item: Item) -> Clause {
        let mut address = list.address.child(&number.to_string());
        // The third item of a list in section 2 is not clause 2.3, nor the second list's first item the first's.
        if self.typed.contains(address.as_str()) || self.taken.contains_key(&address) {
            address = self.free_item(&list.address, number);
        }
        self.item(&address, format!("{number}."), list.level, item)
    }

    /// Returns an address for an item whose number is another clause's: `2.n3`, and for the next such list `2.n3-2`.
    fn free_item(&mut self, around: &Address, number: u64) -> Address {
        let stem = around.child(&format!("n{number}"));
        let met = self.again.entry(stem.clone()).or_default();
        *met += 1;
        if *met == 1 {
            stem
        } else {
            around.child(&format!("n{number}-{met}"))
        }
    }

    fn item(&mut self, address: &Address, label: String, level: usize, item: Item) -> Clause {
        let address = self.claim(address.clone(), item.span);
        let mut inner = Counted {
            address: address.clone(),
            level: level + 1,
            count: 0,
        };
        let mut clause = Clause {
            address,
            label,
            kind: ClauseKind::Item,
            name: None,
            title: Vec::new(),
            parts: Vec::new(),
            withdrawn: false,
            span: item.span,
        };
        let mut paragraphs = 0;
        for block in item.blocks {
            self.item_block(&mut clause, &mut inner, &mut paragraphs, block);
        }
        clause
    }

    fn item_block(&mut self, clause: &mut Clause, inner: &mut Counted, paragraphs: &mut usize, block: Block) {
        match block {
            Block::Paragraph { text, name, span } => {
                *paragraphs += 1;
                if *paragraphs == 1 {
                    clause.name = name;
                    clause.withdrawn = says_withdrawn(&plain_text(&text));
                    clause
                        .parts
                        .push(Part::Block(Block::Paragraph { text, name: None, span }));
                } else {
                    let address = self.claim(clause.address.child(&format!("p{paragraphs}")), span);
                    clause
                        .parts
                        .push(Part::Clause(further_paragraph(address, text, name, span)));
                }
            }
            Block::List { start, items, .. } if items.iter().all(|item| item.ticked.is_none()) => {
                clause
                    .parts
                    .extend(self.list(inner, start, items).into_iter().map(Part::Clause));
            }
            other => clause.parts.push(Part::Block(other)),
        }
    }

    /// Makes clauses of a table's rows, where every first cell is a number of this section.
    fn rows(&mut self, columns: &[Align], head: &[Vec<Inline>], mut rows: Vec<Row>) -> Vec<Row> {
        let Some(numbers) = self.row_numbers(&rows) else {
            return rows;
        };
        // The table leaves the clause before it, and stays in the section; where there is none, it stays where it is.
        let holds =
            |open: &Open| matches!((&open.number, numbers.first()), (Some(n), Some((first, _))) if n.holds(first));
        if let Some(around) = self.open.iter().rposition(holds) {
            self.close_to(around + 1);
        }
        for (row, (number, span)) in rows.iter_mut().zip(numbers) {
            let address = self.claim(Address::of_number(&number.to_string()), span);
            row.clause = Some(Box::new(row_clause(address, columns, head, row, span)));
            self.tree.numbers.push((number, span));
        }
        rows
    }

    fn row_numbers(&self, rows: &[Row]) -> Option<Vec<(Number, Span)>> {
        let numbers: Vec<(Number, Span)> = rows.iter().map(row_number).collect::<Option<_>>()?;
        let section = self
            .open
            .iter()
            .find_map(|open| open.number.as_ref())
            .map(Number::section);
        let at_home = |number: &Number| section.as_ref().is_none_or(|section| section.holds(number));
        let mut pairs = numbers.iter().zip(numbers.iter().skip(1));
        let rising =
            pairs.all(|((here, _), (next, _))| next.parent() == here.parent() && next.after(Some(here)).is_ge());
        (rising && !numbers.is_empty() && numbers.iter().all(|(number, _)| at_home(number))).then_some(numbers)
    }
}

/// A list whose items are counted: what they lie in, how deep, and how far the count has come.
struct Counted {
    address: Address,
    level: usize,
    count: usize,
}

/// Returns how far a typed marker brings the count on its level.
fn place_in_row(level: usize, token: &str) -> Option<usize> {
    match level {
        0 | 2 => of_letters(token),
        1 => of_roman(token),
        _ => token.parse().ok(),
    }
}

/// Gives open items to those around them until `depth` are open.
fn fold(chain: &mut Vec<Clause>, depth: usize, done: &mut Vec<Clause>) {
    while chain.len() > depth {
        let Some(clause) = chain.pop() else { return };
        match chain.last_mut() {
            Some(around) => around.parts.push(Part::Clause(clause)),
            None => done.push(clause),
        }
    }
}

/// Returns the markers of a list's items; nothing where the list has none. Without brackets a marker counts only where
/// the whole list is marked: `I. think` is no marker, and `A. Smith` none unless a B follows.
fn typed_markers(items: &[Item]) -> Option<Vec<Option<Marker>>> {
    let markers: Vec<Option<Marker>> = items.iter().map(item_marker).collect();
    let whole = is_marked_throughout(&markers);
    let kept = |marker: Option<Marker>| marker.filter(|marker| whole || marker.in_brackets());
    let markers: Vec<Option<Marker>> = markers.into_iter().map(kept).collect();
    markers.iter().any(Option::is_some).then_some(markers)
}

fn is_marked_throughout(markers: &[Option<Marker>]) -> bool {
    let all: Option<Vec<&Marker>> = markers.iter().map(Option::as_ref).collect();
    let Some(all) = all else { return false };
    let first = all
        .first()
        .is_some_and(|marker| marker.is_first() && (all.len() > 1 || !marker.is_initial()));
    let mut pairs = all.iter().zip(all.iter().skip(1));
    first && pairs.all(|(here, next)| !next.is_initial() || comes_next(&here.token, &next.token))
}

fn item_marker(item: &Item) -> Option<Marker> {
    match item.blocks.first()? {
        Block::Paragraph { text, .. } => marker(text).map(|(marker, _)| marker),
        _ => None,
    }
}

fn strip_marker(item: &mut Item) {
    if let Some(Block::Paragraph { text, .. }) = item.blocks.first_mut() {
        without_marker(text);
    }
}

/// Returns the numbers of a numbered list's items: those they were typed with; where those do not rise, they are
/// counted as Markdown counts, from the first. `text` is the whole file.
pub(crate) fn item_numbers(text: &str, first: u64, items: &[Item]) -> Vec<u64> {
    let typed: Vec<u64> = items.iter().map(|item| typed_figure(item, text).unwrap_or(0)).collect();
    let rising = typed.iter().zip(typed.iter().skip(1)).all(|(here, next)| here < next);
    if rising {
        typed
    } else {
        (first..).take(items.len()).collect()
    }
}

fn typed_figure(item: &Item, text: &str) -> Option<u64> {
    let typed = item.span.slice(text);
    let length = typed.find(|c: char| !c.is_ascii_digit())?;
    typed.get(..length)?.parse().ok()
}

fn further_paragraph(address: Address, text: Vec<Inline>, name: Option<Spanned<String>>, span: Span) -> Clause {
    Clause {
        address,
        label: String::new(),
        kind: ClauseKind::Paragraph,
        name,
        title: Vec::new(),
        parts: vec![Part::Block(Block::Paragraph { text, name: None, span })],
        withdrawn: false,
        span,
    }
}

fn row_number(row: &Row) -> Option<(Number, Span)> {
    let cell = row.cells.first()?;
    let number = Number::exact(&plain_text(cell)).filter(|number| number.depth() > 1)?;
    Some((number, row.span))
}

/// Makes a clause of a row: the other cells, under their headings. A cell means nothing without its column.
fn row_clause(address: Address, columns: &[Align], head: &[Vec<Inline>], row: &Row, span: Span) -> Clause {
    let label = row
        .cells
        .first()
        .map(|cell| plain_text(cell).trim().to_owned())
        .unwrap_or_default();
    let others = |cells: &[Vec<Inline>]| cells.iter().skip(1).cloned().collect();
    let withdrawn = row.cells.get(1).is_some_and(|cell| says_withdrawn(&plain_text(cell)));
    let words = Block::Table {
        columns: columns.iter().skip(1).copied().collect(),
        head: others(head),
        rows: vec![Row {
            cells: others(&row.cells),
            clause: None,
            span,
        }],
        span,
    };
    Clause {
        address,
        label,
        kind: ClauseKind::Clause,
        name: None,
        title: Vec::new(),
        parts: vec![Part::Block(words)],
        withdrawn,
        span,
    }
}

fn is_withdrawn(block: &Block) -> bool {
    matches!(block, Block::Paragraph { text, .. } if says_withdrawn(&plain_text(text)))
}

/// Returns whether the words say that the clause is withdrawn, and perhaps since when.
fn says_withdrawn(words: &str) -> bool {
    let words = words.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let since = words.strip_prefix("withdrawn");
    since.is_some_and(|rest| {
        rest.is_empty()
            || [" on ", " from ", " in ", " with effect from "]
                .iter()
                .any(|w| rest.starts_with(w))
    })
}
