//! The words of a file as they stand in it, counted before anything is understood: what the reader is held to.
//!
//! A reader leaves nothing out but what it names, stretch by stretch. What it does not name has to be in its document:
//! so a reader that passes a corner of the file by is found out, by whatever corner.

use std::collections::BTreeMap;
use std::ops::Range;
use std::rc::Rc;

use unicode_normalization::UnicodeNormalization;

use super::document::{Block, Document, Piece};
use super::proof;
use super::read::symbols::is_private;
use crate::diagnostic::{Code, Finding};

/// The words of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Source {
    /// Those that have to be in the document, in their order. [`SIGN`] stands for one that its font alone knows.
    pub words: String,
    /// What was remarked beside them, in no order.
    pub remarks: Vec<String>,
    /// How many words are not in the document, by what they are.
    pub left_out: BTreeMap<LeftOut, usize>,
}

impl Source {
    /// Returns how many words of the file are in the document.
    pub fn kept(&self) -> usize {
        proof::words(&self.words).count()
    }

    /// Names passages of the document, in their order, as left out. Returns whether all of them stand there; where one
    /// does not, nothing is changed.
    pub fn leave_out(&mut self, passages: &[String], what: LeftOut) -> bool {
        let all: Vec<&str> = self.words.split_whitespace().collect();
        let mut kept: Vec<&str> = Vec::new();
        let (mut at, mut left_out) = (0, 0);
        for passage in passages {
            let wanted: Vec<&str> = passage.split_whitespace().collect();
            let stands = |from: &usize| all.get(*from..).is_some_and(|rest| rest.starts_with(&wanted));
            let Some(found) = (at..=all.len()).find(stands) else {
                return false;
            };
            kept.extend(all.get(at..found).unwrap_or_default());
            at = found + wanted.len();
            left_out += proof::words(passage).count();
        }
        kept.extend(all.get(at..).unwrap_or_default());
        self.words = kept.join(" ");
        *self.left_out.entry(what).or_default() += left_out;
        true
    }

    /// Returns how many words the file has, those that are left out included.
    pub fn count(&self) -> usize {
        self.kept() + self.left_out.values().sum::<usize>()
    }
}

/// Stands for a sign that may be any letter, or none.
pub const SIGN: char = char::REPLACEMENT_CHARACTER;

/// What a reader leaves out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LeftOut {
    /// Deleted by a tracked change.
    Deleted,
    /// In headers and footers.
    Edges,
    /// Hidden.
    Hidden,
    /// In a table of contents.
    Contents,
    /// The code of a field, of which the words that it shows are kept.
    Code,
    /// What is said a second time, for programs that cannot show the first.
    Again,
    /// In a picture.
    Picture,
    /// A note whose mark is not in the text.
    Note,
    /// A remark whose mark is not in the text.
    Remark,
    /// A number that is counted anew.
    Number,
    /// The letter o in the place of a bullet.
    Bullet,
}

impl LeftOut {
    /// Returns what they are, as it is said behind a number of words.
    pub fn says(self) -> &'static str {
        match self {
            Self::Deleted => "deleted by tracked changes",
            Self::Edges => "in headers and footers",
            Self::Hidden => "hidden",
            Self::Contents => "in a table of contents",
            Self::Code => "in the codes of fields",
            Self::Again => "said a second time for older programs",
            Self::Picture => "in pictures",
            Self::Note => "in notes that nothing in the text marks",
            Self::Remark => "in remarks that nothing in the text marks",
            Self::Number => "numbers that are counted anew",
            Self::Bullet => "typed as the letter o for a bullet",
        }
    }
}

/// A stretch of a part of a file that is left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// The part's name.
    pub part: Rc<str>,
    /// Where in it.
    pub range: Range<usize>,
    /// What it is.
    pub what: LeftOut,
}

/// Holds a document to the file that it was read from. One that was not read from a file is not held to anything.
///
/// # Errors
/// The first word of the file that is neither in the document, in its place, nor named as left out.
pub fn nothing_dropped(document: &Document) -> Result<(), Finding> {
    let Some(source) = &document.source else {
        return Ok(());
    };
    let mut given = String::new();
    let blocks = document.blocks.iter().chain(document.notes.iter().flatten());
    let mut remarks = Vec::new();
    blocks.for_each(|block| said(block, &mut given, &mut remarks));
    words_in_order(&source.words, &given)?;
    every_remark(&source.remarks, &remarks)
}

/// Collects the words that stand in a block itself, and what was remarked beside them. Labels are no words of the file.
fn said(block: &Block, words: &mut String, remarks: &mut Vec<String>) {
    match block {
        Block::Paragraph(paragraph) => {
            for piece in &paragraph.pieces {
                match piece {
                    Piece::Text(text) => words.push_str(&text.words),
                    Piece::Comment(remark) => remarks.push(remark.clone()),
                    Piece::Note(_) | Piece::Break | Piece::Name(_) => {}
                }
            }
            words.push(' ');
        }
        Block::Table(table) => {
            let cells = table.rows.iter().flatten().flatten();
            cells.for_each(|block| said(block, words, remarks));
        }
        Block::Verbatim(text) => words.push_str(text),
    }
}

/// The letters and figures of a text, one form for all ways to write each.
fn letters(text: &str) -> impl Iterator<Item = char> {
    text.nfkd().filter(|letter| letter.is_alphanumeric())
}

/// Goes through both side by side, letter by letter: where words part is a matter of layout. A sign that its font alone
/// knows may have become a letter; nothing else may have been added.
fn words_in_order(source: &str, given: &str) -> Result<(), Finding> {
    let mut given = letters(given);
    let mut signs = 0_usize;
    for (at, word) in source.split_whitespace().enumerate() {
        signs += word.chars().filter(|c| *c == SIGN || is_private(*c)).count();
        for letter in letters(word) {
            loop {
                match given.next() {
                    Some(found) if found == letter => break,
                    Some(_) if signs > 0 => signs -= 1,
                    _ => return Err(dropped(source, at)),
                }
            }
        }
    }
    match given.count() > signs {
        true => Err(dropped(source, source.split_whitespace().count())),
        false => Ok(()),
    }
}

fn every_remark(source: &[String], given: &[String]) -> Result<(), Finding> {
    let mut left: BTreeMap<String, usize> = BTreeMap::new();
    for remark in given {
        *left.entry(letters(remark).collect()).or_default() += 1;
    }
    for remark in source {
        match left.get_mut(&letters(remark).collect::<String>()) {
            Some(count) if *count > 0 => *count -= 1,
            _ => return Err(proof::remark_lost(remark)),
        }
    }
    Ok(())
}

/// How many words before and behind the one that is lost are told.
const AROUND: usize = 6;

fn dropped(source: &str, at: usize) -> Finding {
    let words = || source.split_whitespace();
    let around: Vec<&str> = words().skip(at.saturating_sub(AROUND)).take(2 * AROUND).collect();
    let missed = words().nth(at).unwrap_or("the end");
    let message =
        format!("I cannot bring this document in whole: I would pass over '{missed}', and what stands there.");
    Finding::of_file(Code::WordsLost, message)
        .hint(format!("The words around it: ... {} ...", around.join(" ")))
        .hint("Nothing was written. Copy that part of the document as plain text into a new one, and import that.")
}
