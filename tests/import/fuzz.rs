//! Whatever is done to a document, it is read or refused, and never a crash: thousands of times in every run, and
//! millions when asked.
//!
//! ```sh
//! FUZZ_RUNS=10000000 cargo test --release --test fingerpost-tests -- --ignored fuzz
//! ```
//!
//! Every execution has its own number, from which all that is done in it follows. One that fails is told by its number:
//! `FUZZ_FIRST=NUMBER FUZZ_RUNS=1` does it again, and writes the document to `FUZZ_KEEP`, if that names a file.

use std::io::{Cursor, Read, Write};
use std::panic::catch_unwind;

use fingerpost::import::document::{Block, Document, Paragraph, Piece};
use fingerpost::import::read::office;
use fingerpost::import::source::nothing_dropped;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use crate::support::scratch::{files, repository};

/// As many as a debug build does in a few seconds.
const SHORT: u64 = 3_000;

#[test]
fn a_document_in_pieces_is_read_or_refused() {
    run(0, SHORT);
}

#[test]
#[ignore = "as long as it is asked to be: FUZZ_RUNS"]
fn fuzz_for_long() {
    let number = |name: &str| std::env::var(name).ok().and_then(|number| number.parse().ok());
    run(
        number("FUZZ_FIRST").unwrap_or(0),
        number("FUZZ_RUNS").unwrap_or(100_000),
    );
}

fn run(first: u64, runs: u64) {
    let seeds = seeds();
    let (mut read, mut refused) = (0, 0);
    for number in first..first + runs {
        let bytes = mutated(&seeds, number);
        if let Some(file) = std::env::var_os("FUZZ_KEEP") {
            std::fs::write(file, &bytes).expect("the document is kept");
        }
        match catch_unwind(|| tried(&bytes)) {
            Ok(true) => read += 1,
            Ok(false) => refused += 1,
            Err(_) => panic!("execution {number} failed"),
        }
    }
    assert_eq!(read + refused, runs);
    // A mutator that breaks everything, or nothing, tries nothing.
    let few = runs / 20;
    assert!(read > few && refused > few, "{read} read, {refused} refused");
}

/// Reads a document, and says whether it was one that can be brought in whole.
fn tried(bytes: &[u8]) -> bool {
    match office(bytes) {
        Ok(Some(document)) => {
            holds(&document);
            nothing_dropped(&document).is_ok()
        }
        Ok(None) => false,
        Err(refused) => {
            assert!(!refused.cause().is_empty() && !refused.fix().is_empty());
            false
        }
    }
}

/// What every document holds to, whatever it was read from.
fn holds(document: &Document) {
    for note in &document.notes {
        blocks(note, 0);
    }
    blocks(&document.blocks, document.notes.len());
    assert!(document.remarks.iter().all(|remark| !remark.says.is_empty()));
}

fn blocks(all: &[Block], notes: usize) {
    for block in all {
        match block {
            Block::Paragraph(found) => paragraph(found, notes),
            Block::Table(table) => table.rows.iter().flatten().for_each(|cell| blocks(cell, notes)),
            Block::Verbatim(_) => panic!("for Markdown alone"),
        }
    }
}

fn paragraph(paragraph: &Paragraph, notes: usize) {
    assert!(
        !paragraph.pieces.is_empty() || paragraph.label.is_some(),
        "nothing to show"
    );
    if let Some(label) = &paragraph.label {
        assert!(label.shown.chars().count() <= 255 && label.depth < 10, "{label:?}");
        assert_eq!(label.shown, label.shown.trim());
    }
    for piece in &paragraph.pieces {
        match piece {
            Piece::Text(text) => {
                assert!(!text.words.contains(['\u{AD}', '\n', '\r', '\0']), "{text:?}");
            }
            Piece::Note(note) => assert!(*note < notes, "note {note} of {notes}"),
            Piece::Comment(_) | Piece::Break | Piece::Name(_) => {}
        }
    }
}

/// A document as its parts.
type Parts = Vec<(String, Vec<u8>)>;

/// The documents that are committed.
fn seeds() -> Vec<Parts> {
    let files = files(&repository().join("tests/import/documents"));
    let packed = files.into_iter().filter(|(path, _)| {
        path.extension()
            .is_some_and(|ending| ending == "docx" || ending == "odt")
    });
    let seeds: Vec<_> = packed.map(|(_, bytes)| unpacked(&bytes)).collect();
    assert!(seeds.len() >= 12, "only {} documents", seeds.len());
    seeds
}

fn unpacked(bytes: &[u8]) -> Parts {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let mut parts = Vec::new();
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).expect("a part");
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).expect("its bytes");
        parts.push((part.name().expect("a name").into_owned(), bytes));
    }
    parts
}

fn packed(parts: &Parts) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, bytes) in parts {
        // Two parts of one name cannot be written; the first stays.
        if archive.start_file(name.as_str(), options).is_ok() {
            archive.write_all(bytes).expect("its bytes");
        }
    }
    archive.finish().expect("an archive").into_inner()
}

/// SplitMix64 (Steele, Lea and Flood, 2014): numbers that follow from a seed on every machine.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit.max(1) as u64) as usize
    }

    fn one_of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }
}

/// What execution `number` reads.
fn mutated(seeds: &[Parts], number: u64) -> Vec<u8> {
    let mut chance = Chance(number.wrapping_mul(0x2545_F491_4F6C_DD1D));
    let mut parts = chance.one_of(seeds).clone();
    for _ in 0..=chance.below(4) {
        let part = chance.below(parts.len());
        match chance.below(12) {
            0 => drop(parts.remove(part)),
            1 => parts[part].1 = chance.one_of(chance_parts(seeds, number)).1.clone(),
            _ => {
                let other = chance.one_of(chance_parts(seeds, number.wrapping_add(1))).1.clone();
                change(&mut parts[part].1, &other, &mut chance);
            }
        }
        if parts.is_empty() {
            break;
        }
    }
    let mut bytes = packed(&parts);
    if chance.below(8) == 0 {
        for _ in 0..=chance.below(8) {
            let at = chance.below(bytes.len());
            bytes[at] = chance.next() as u8;
        }
    }
    bytes
}

fn chance_parts(seeds: &[Parts], number: u64) -> &Parts {
    &seeds[(number % seeds.len() as u64) as usize]
}

/// Words that mean something to a reader.
#[rustfmt::skip]
const WORDS: &[&str] = &[
    "<w:p>", "</w:p>", "<w:p/>", "<w:tbl>", "</w:tbl>", "<w:del>", "</w:del>", "<w:vMerge/>", "<w:vanish/>",
    r#"<w:r><w:fldChar w:fldCharType="begin"/></w:r>"#, r#"<w:r><w:fldChar w:fldCharType="separate"/></w:r>"#,
    r#"<w:r><w:fldChar w:fldCharType="end"/></w:r>"#, "<w:instrText>TOC HYPERLINK \"x:y\" \\l</w:instrText>",
    r#"<w:footnoteReference w:id="1"/>"#, r#"<w:commentReference w:id="0"/>"#, r#"<w:sym w:font="Symbol" w:char="F0B7"/>"#,
    r#"<w:gridSpan w:val="70"/>"#, r#"<w:numPr><w:ilvl w:val="8"/><w:numId w:val="1"/></w:numPr>"#, "<w:isLgl/>",
    r#"<w:lvlRestart w:val="0"/>"#, "<mc:AlternateContent>", "</mc:AlternateContent>", "&#x10FFFF;", "&amp;", "&nbsp;",
    "<![CDATA[words]]>", "<!-- -->", "<?x?>", "<!DOCTYPE x>", "\u{301}", "\u{AD}", "\u{F0FC}", "<text:p>", "</text:p>",
    "<text:list>", "</text:list>", "<text:list-item>", "</text:list-item>", "<text:note><text:note-body/></text:note>",
    r#"<text:s text:c="99999999"/>"#, "<text:line-break/>", " xmlns=\"x\"", " w:val=\"\"", "\"", "<", ">",
];

/// Numbers that readers may stumble over.
const NUMBERS: &[&str] = &[
    "0",
    "-1",
    "9",
    "10",
    "255",
    "32768",
    "4294967296",
    "9223372036854775807",
    "-9223372036854775808",
    "1e9",
    "",
    "x",
];

fn change(bytes: &mut Vec<u8>, other: &[u8], chance: &mut Chance) {
    match chance.below(8) {
        0 => {
            let at = chance.below(bytes.len());
            if let Some(byte) = bytes.get_mut(at) {
                *byte ^= 1 << chance.below(8);
            }
        }
        1 => {
            let range = span(bytes, chance);
            bytes.drain(range);
        }
        2 => {
            let range = span(bytes, chance);
            let copy = bytes[range.clone()].to_vec();
            bytes.splice(range.end..range.end, copy);
        }
        3 => {
            let range = span(other, chance);
            let at = span(bytes, chance).start;
            bytes.splice(at..at, other[range].to_vec());
        }
        4 | 5 => {
            let at = span(bytes, chance).start;
            bytes.splice(at..at, chance.one_of(WORDS).bytes());
        }
        _ => {
            let value = value(bytes, chance);
            bytes.splice(value, chance.one_of(NUMBERS).bytes());
        }
    }
}

/// Some tags of a part, from where one begins to where another one does.
fn span(bytes: &[u8], chance: &mut Chance) -> std::ops::Range<usize> {
    let next = |from: usize| {
        let found = bytes[from..].iter().position(|byte| *byte == b'<');
        found.map_or(bytes.len(), |at| from + at)
    };
    let start = next(chance.below(bytes.len()));
    let length = 1 << chance.below(9);
    start..next((start + length).min(bytes.len())).max(start)
}

/// The value of some attribute.
fn value(bytes: &[u8], chance: &mut Chance) -> std::ops::Range<usize> {
    let from = chance.below(bytes.len());
    let quote = |from: usize| {
        bytes
            .get(from..)
            .and_then(|rest| rest.iter().position(|byte| *byte == b'"'))
            .map(|at| from + at)
    };
    match quote(from).and_then(|open| Some(open + 1..quote(open + 1)?)) {
        Some(value) => value,
        None => from..from,
    }
}
