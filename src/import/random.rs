//! Documents that nobody would write: no word of them is lost, what is written builds, and it is read back the same.
//!
//! The same documents on every run, so that a fault is found by whoever makes it. For others, change the seed.

use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use super::document::{Block, Document, Label, Paragraph, Piece, Place, Role, Table, Text};
use super::{import, markdown};
use crate::diagnostic::Severity;
use crate::parse;

/// Words that people type, and signs that mean something to Markdown, to numbers, or to both.
const WORDS: [&str; 57] = [
    "the",
    "school",
    "child",
    "a",
    "I",
    "Staff",
    "1",
    "2.",
    "1.1",
    "2.3(c)",
    "(a)",
    "b)",
    "iv.",
    "A.",
    "2.5",
    "*",
    "**",
    "_so_",
    "snake_case",
    "`",
    "#",
    "##",
    ">",
    "-",
    "+",
    "---",
    "===",
    "[x]",
    "[a](b)",
    "[^1]",
    "![",
    "]:",
    "<b>",
    "<!--",
    "-->",
    "&amp;",
    "&",
    "|",
    "\\",
    "~~no~~",
    "~",
    "£2.50",
    "Smith",
    "{x}",
    "{#own}",
    "http://x.org",
    "clause 1.1",
    "e.g.",
    "=",
    "\u{a0}",
    "é",
    "日本",
    "سلام",
    "“quoted”",
    "don't",
    "Withdrawn.",
    "1)",
];

fn words() -> impl Strategy<Value = String> {
    proptest::collection::vec(proptest::sample::select(&WORDS[..]), 1..7).prop_map(|words| words.join(" "))
}

fn text() -> impl Strategy<Value = Text> {
    let link = prop_oneof![
        8 => Just(None),
        1 => Just(Some("https://example.org/a_(b)".to_owned())),
        1 => Just(Some("http://example.org".to_owned())),
    ];
    let rare = || proptest::bool::weighted(0.15);
    // Looks change between words.
    let around = (words(), "[ ]{0,1}").prop_map(|(words, after)| format!(" {words}{after}"));
    (around, rare(), rare(), proptest::bool::weighted(0.05), link).prop_map(|(words, bold, italic, struck, link)| {
        Text {
            words,
            bold,
            italic,
            struck,
            link,
        }
    })
}

fn piece() -> impl Strategy<Value = Piece> {
    prop_oneof![
        20 => text().prop_map(Piece::Text),
        1 => (0..3usize).prop_map(Piece::Note),
        1 => words().prop_map(Piece::Comment),
        1 => Just(Piece::Break),
    ]
}

fn label() -> impl Strategy<Value = Label> {
    let numbers = vec!["1", "1.", "2.", "3)", "1.1", "1.2", "2.1.", "2.1.1", "4A"];
    let markers = vec!["(a)", "(b)", "b.", "(i)", "iv)", "A.", "(c)"];
    let others = vec!["Article 2", "§ 3", "-1-", "٣", "I.A"];
    let shown = prop_oneof![
        4 => Just("•".to_owned()),
        2 => proptest::sample::select(numbers).prop_map(str::to_owned),
        2 => proptest::sample::select(markers).prop_map(str::to_owned),
        1 => proptest::sample::select(others).prop_map(str::to_owned),
        1 => Just(String::new()),
    ];
    (shown, 0..4u8).prop_map(|(shown, depth)| Label {
        bullet: shown == "•" || shown.is_empty(),
        shown,
        depth,
    })
}

fn paragraph() -> impl Strategy<Value = Paragraph> {
    let role = prop_oneof![
        12 => Just(Role::Text),
        1 => Just(Role::Title),
        2 => (1..5u8).prop_map(Role::Heading),
        1 => (1..4u8).prop_map(Role::LooksLikeHeading),
    ];
    let label = prop_oneof![1 => Just(None), 2 => label().prop_map(Some)];
    let pieces = proptest::collection::vec(piece(), 0..5);
    (role, label, pieces).prop_map(|(role, label, pieces)| Paragraph {
        role,
        label,
        pieces,
        place: Place::Unknown,
    })
}

fn block() -> impl Strategy<Value = Block> {
    let leaf = paragraph().prop_map(Block::Paragraph);
    leaf.prop_recursive(2, 12, 3, |inner| {
        let cell = proptest::collection::vec(inner, 0..3);
        let rows = proptest::collection::vec(proptest::collection::vec(cell, 0..4), 0..4);
        rows.prop_map(|rows| {
            Block::Table(Table {
                rows,
                place: Place::Unknown,
            })
        })
    })
}

fn document() -> impl Strategy<Value = Document> {
    let block = prop_oneof![9 => paragraph().prop_map(Block::Paragraph).boxed(), 1 => block().boxed()];
    let note = proptest::collection::vec(paragraph().prop_map(Block::Paragraph), 1..3);
    let blocks = proptest::collection::vec(block, 0..12);
    let notes = proptest::collection::vec(note, 3);
    (proptest::option::of(words()), blocks, notes).prop_map(|(title, blocks, notes)| Document {
        title,
        blocks,
        notes,
        ..Document::default()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, rng_seed: RngSeed::Fixed(6), ..ProptestConfig::default() })]

    #[test]
    fn no_word_of_any_document_is_lost_and_its_policy_builds_and_is_read_back_the_same(document in document()) {
        let first = import(document, "name").map_err(|fault| TestCaseError::fail(format!("{fault:?}")))?;
        let again = import(markdown::read(&first.text), "name")
            .map_err(|fault| TestCaseError::fail(format!("{fault:?} in {}", first.text)))?;
        prop_assert_eq!(&again.text, &first.text);
        prop_assert_eq!(again.clauses, first.clauses);
        let (_, findings) = parse::policy::parse(&first.text);
        let faults: Vec<_> = findings.iter().filter(|found| found.severity == Severity::Error).collect();
        prop_assert!(faults.is_empty(), "{:?} in {}", faults, first.text);
    }
}
