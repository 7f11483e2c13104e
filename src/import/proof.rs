//! Nothing lost: every word of the document stands in the policy, in the same order. The policy is read back by the
//! same reader that builds the site, so what is compared is what a reader of the page will find.
//!
//! Three things move, and each is held to account: footnotes to the end, the title and what the document says of
//! itself to the head, remarks of colleagues to the end of their line. Bullets become letters; those are added words.

use std::collections::BTreeSet;

use super::document::{Block, Document, Piece};
use super::lead::{core, plain};
use super::outline::{Key, Outline, Taken};
use super::understand::front::names_title;
use super::write::inline::{comment, comment_in_lines};
use super::write::policy::lines_of;
use crate::date::Date;
use crate::diagnostic::{Code, Finding};
use crate::parse::clauses::number::Marker;
use crate::parse::markdown::{self, Footnote, Inline, plain_blocks, plain_text};
use crate::parse::policy::{Clause, Part, PolicyDoc};
use crate::source::{Span, Spanned};

/// How many words there were, and where they are now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Words of the document, numbers and letters before its lines included.
    pub document: usize,
    /// Those that stand in the policy's text.
    pub text: usize,
    /// Those that stand at its head.
    pub head: usize,
}

/// Compares a document with the policy made of it; `typed` is the policy's file, `policy` what is read there.
///
/// # Errors
/// The first word that is lost, moved or changed, with the words around it.
pub fn nothing_lost(
    document: &Document,
    outline: &Outline,
    typed: &str,
    policy: &PolicyDoc,
) -> Result<Counts, Finding> {
    let head = outline
        .taken
        .iter()
        .try_fold(0, |sum, taken| Ok(sum + at_the_head(document, taken, policy)?))?;
    let taken = |at: &usize| outline.taken.iter().any(|taken| taken.block == *at);
    let blocks = document.blocks.iter().enumerate().filter(|(at, _)| !taken(at));
    let mut wanted = Vec::new();
    blocks.for_each(|(_, block)| words_of_block(block, &mut wanted));
    notes_in_order(document, outline, &mut wanted);
    let mut found = Found::default();
    found.policy(policy);
    compare(&wanted, &found.words)?;
    every_remark(document, typed)?;
    Ok(Counts {
        document: wanted.len() + head,
        text: wanted.len(),
        head,
    })
}

/// A word of the document.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Word {
    word: String,
    /// It is the label that the document's own program shows before a line.
    label: bool,
}

/// A word of the policy as it is read.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Read {
    word: String,
    label: bool,
    /// It may be a letter that the site adds in the place of a bullet.
    added: bool,
}

/// Parts words at spaces. Signs alone are no words.
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split_whitespace()
        .filter(|word| word.contains(char::is_alphanumeric))
}

fn push(text: &str, label: bool, wanted: &mut Vec<Word>) {
    wanted.extend(words(text).map(|word| Word {
        word: word.to_owned(),
        label,
    }));
}

fn words_of_block(block: &Block, wanted: &mut Vec<Word>) {
    match block {
        Block::Paragraph(paragraph) => {
            if let Some(label) = paragraph.label.as_ref().filter(|label| !label.bullet) {
                push(&label.shown, true, wanted);
            }
            push(&plain(&paragraph.pieces), false, wanted);
        }
        Block::Table(table) => match table.rows.as_slice() {
            [row] if row.len() == 1 => row.iter().flatten().for_each(|block| words_of_block(block, wanted)),
            rows => rows
                .iter()
                .flatten()
                .flatten()
                .for_each(|block| words_of_cell(block, wanted)),
        },
        Block::Verbatim(text) => {
            let (body, _) = markdown::parse(text, Span::new(0, text.len()));
            push(&plain_blocks(&body.blocks), false, wanted);
        }
    }
}

/// In a cell all stands in one line, bullets included.
fn words_of_cell(block: &Block, wanted: &mut Vec<Word>) {
    lines_of(block)
        .iter()
        .for_each(|line| push(&plain(line), false, wanted));
}

/// Footnotes come in the order of their marks.
fn notes_in_order(document: &Document, outline: &Outline, wanted: &mut Vec<Word>) {
    for note in super::write::policy::note_order(outline, document.notes.len()) {
        let blocks = document.notes.get(note).into_iter().flatten();
        blocks.for_each(|block| words_of_cell(block, wanted));
    }
}

#[derive(Default)]
struct Found {
    words: Vec<Read>,
}

impl Found {
    fn policy(&mut self, policy: &PolicyDoc) {
        policy.preamble.iter().for_each(|block| self.block(block));
        policy.clauses.iter().for_each(|clause| self.clause(clause));
        for Footnote { blocks, .. } in &policy.footnotes {
            blocks.iter().for_each(|block| self.block(block));
        }
    }

    fn words(&mut self, text: &str, label: bool, added: bool) {
        self.words.extend(words(text).map(|word| Read {
            word: word.to_owned(),
            label,
            added,
        }));
    }

    fn line(&mut self, text: &[Inline]) {
        self.words(&plain_text(text), false, false);
    }

    fn clause(&mut self, clause: &Clause) {
        use crate::parse::policy::ClauseKind::Item;
        self.words(&clause.label, true, clause.kind == Item);
        self.line(&clause.title);
        for part in &clause.parts {
            match part {
                Part::Block(block) => self.block(block),
                Part::Clause(inner) => self.clause(inner),
            }
        }
    }

    fn block(&mut self, block: &markdown::Block) {
        match block {
            markdown::Block::Heading { text, .. } | markdown::Block::Paragraph { text, .. } => self.line(text),
            markdown::Block::List { start, items, .. } => {
                for (at, item) in (0..).zip(items) {
                    if let Some(first) = start {
                        self.words(&format!("{}.", first + at), true, true);
                    }
                    item.blocks.iter().for_each(|block| self.block(block));
                }
            }
            markdown::Block::Table { head, rows, .. } => {
                let cells = rows.iter().flat_map(|row| &row.cells);
                head.iter().chain(cells).for_each(|cell| self.line(cell));
            }
            other => self.words(&plain_blocks(std::slice::from_ref(other)), false, false),
        }
    }
}

/// Returns whether a word of the document stands at a place of the policy. A dot or a bracket around a number or a
/// letter is dress: `a)` and `(a)` are one, and so is `[(a)]`, which is set aside.
fn same(wanted: &Word, found: &Read) -> bool {
    let mark = |word: &str| {
        let word = without_square(word);
        word.starts_with(|c: char| c.is_ascii_digit()) || Marker::at_start(&format!("{word} ")).is_some()
    };
    let core = |word| core(without_square(word));
    let dressed = wanted.label || found.label || (mark(&wanted.word) && mark(&found.word));
    wanted.word == found.word || (dressed && core(&wanted.word) == core(&found.word))
}

fn without_square(word: &str) -> &str {
    let inner = word.strip_prefix('[').and_then(|word| word.strip_suffix(']'));
    inner.unwrap_or(word)
}

/// Reads both side by side. Letters that the site adds may be passed over, or be those that the document shows; where a
/// word can be either, both ways are followed.
fn compare(wanted: &[Word], found: &[Read]) -> Result<(), Finding> {
    let mut places = BTreeSet::from([0]);
    for (i, word) in wanted.iter().enumerate() {
        let next: BTreeSet<usize> = places.iter().flat_map(|at| behind(word, found, *at)).collect();
        if next.is_empty() {
            return Err(lost(wanted, i, places.last().and_then(|at| found.get(*at))));
        }
        places = next;
    }
    let rest = |at: &usize| found.get(*at..).unwrap_or_default().iter().find(|read| !read.added);
    match places.last().and_then(rest) {
        Some(read) => Err(lost(wanted, wanted.len(), Some(read))),
        None => Ok(()),
    }
}

/// Returns the places behind `word` in what was read from `at` on.
fn behind(word: &Word, found: &[Read], at: usize) -> Vec<usize> {
    let mut places = Vec::new();
    for (place, read) in (at..).zip(found.get(at..).unwrap_or_default()) {
        if same(word, read) {
            places.push(place + 1);
        }
        if !read.added {
            break;
        }
    }
    places
}

fn lost(wanted: &[Word], at: usize, read: Option<&Read>) -> Finding {
    let around = wanted
        .get(at.saturating_sub(6)..(at + 6).min(wanted.len()))
        .unwrap_or_default();
    let around: Vec<&str> = around.iter().map(|word| word.word.as_str()).collect();
    let missed = wanted.get(at).map_or("the end of the document", |word| &word.word);
    let instead = read.map_or("the end", |read| &read.word);
    let message =
        format!("I cannot bring this document in whole: where it says '{missed}', the policy would say '{instead}'.");
    Finding::of_file(Code::WordsLost, message)
        .hint(format!("The words around it: ... {} ...", around.join(" ")))
        .hint("Nothing was written. Type that line anew in the document, without its formatting, and try again.")
}

/// Checks what a block became at the head, and returns how many words it had.
fn at_the_head(document: &Document, taken: &Taken, policy: &PolicyDoc) -> Result<usize, Finding> {
    let mut wanted = Vec::new();
    document
        .blocks
        .get(taken.block)
        .into_iter()
        .for_each(|block| match block {
            Block::Table(_) => words_of_block(block, &mut wanted),
            other => words_of_block(other, &mut wanted),
        });
    let has =
        |value: &str| words(value).all(|word| wanted.iter().any(|wanted| folded(&wanted.word).contains(&folded(word))));
    let kept = taken.became.iter().all(|(key, value)| {
        let year = value.split('-').next().unwrap_or_default();
        let whole = *key != Key::Title || taken.became.len() > 1 || is_title(&wanted, value);
        stands(policy, *key, value) && whole && has(if key.is_date() { year } else { value })
    });
    if kept {
        return Ok(wanted.len());
    }
    Err(lost(&wanted, 0, None))
}

/// Returns a word in small letters, without signs.
fn folded(word: &str) -> String {
    word.to_lowercase().replace(|c: char| !c.is_alphanumeric(), "")
}

/// Returns whether `wanted` are the words of a title, and no others but what calls them one: `Title: Attendance`.
fn is_title(wanted: &[Word], title: &str) -> bool {
    let wanted: Vec<String> = wanted.iter().map(|word| folded(&word.word)).collect();
    let title: Vec<String> = words(title).map(folded).collect();
    let key = wanted.strip_suffix(title.as_slice()).map(|key| key.join(" "));
    key.is_some_and(|key| key.is_empty() || names_title(&key))
}

/// Returns whether the head of the policy says `value` for `key`.
fn stands(policy: &PolicyDoc, key: Key, value: &str) -> bool {
    let edition = &policy.edition;
    let text = |said: &Option<Spanned<String>>| said.as_ref().is_some_and(|said| said.value == value);
    let day = |said: &Option<Spanned<Date>>| said.as_ref().is_some_and(|said| said.value.to_string() == value);
    match key {
        Key::Title => crate::slug::slug(&policy.title.value) == crate::slug::slug(value),
        Key::Version => text(&edition.version),
        Key::ApprovedBy => text(&edition.approved_by),
        Key::Owner => text(&policy.owner),
        Key::Approved => day(&edition.approved),
        Key::InForce => day(&edition.in_force),
        Key::ReviewBy => day(&edition.review_by),
    }
}

/// Checks that what colleagues remarked stands in the file as comments.
fn every_remark(document: &Document, typed: &str) -> Result<(), Finding> {
    let mut remarks = Vec::new();
    let blocks = document.blocks.iter().chain(document.notes.iter().flatten());
    blocks.for_each(|block| remarks_of(block, &mut remarks));
    let stands = |comment: String| typed.contains(&comment) || typed.contains(&comment.replace('|', "¦"));
    let kept = |remark: &str| stands(comment(remark)) || stands(comment_in_lines(remark));
    match remarks.into_iter().find(|remark| !kept(remark)) {
        None => Ok(()),
        Some(remark) => Err(remark_lost(remark)),
    }
}

/// Returns the fault that a remark of a colleague cannot be kept.
pub fn remark_lost(remark: &str) -> Finding {
    let message = format!("I cannot keep this remark: '{}'.", remark.trim());
    Finding::of_file(Code::WordsLost, message)
        .hint("Nothing was written. Take the remark out of the document and try again.")
}

fn remarks_of<'a>(block: &'a Block, remarks: &mut Vec<&'a str>) {
    match block {
        Block::Paragraph(paragraph) => remarks.extend(paragraph.pieces.iter().filter_map(|piece| match piece {
            Piece::Comment(words) if words.contains(char::is_alphanumeric) => Some(words.as_str()),
            _ => None,
        })),
        Block::Table(table) => table
            .rows
            .iter()
            .flatten()
            .flatten()
            .for_each(|block| remarks_of(block, remarks)),
        Block::Verbatim(_) => {}
    }
}
