//! The document and the policy side by side: each block of the one, and the clauses that it became.

use std::collections::BTreeSet;

use crate::import::document::{Block, Document, Place};
use crate::import::lead::plain;
use crate::import::outline::{Line, Outline, Shape, Sign};
use crate::import::write::policy::{Written, cell_words, lines_of};
use crate::parse::policy::{Address, Clause, ClauseKind, PolicyDoc};

/// A block of the document, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// Its lines, each with its label.
    pub document: Vec<String>,
    /// Where it stands.
    pub place: Place,
    /// The clauses.
    pub became: Vec<Became>,
}

/// A clause, as a person checks it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Became {
    /// Its number (`2.3(a)`), or what it is where it has none.
    pub label: String,
    /// It has a number that readers see.
    pub numbered: bool,
    /// The site gives it a letter, and the document shows a bullet.
    pub lettered: bool,
    /// Its words.
    pub words: String,
}

/// Lays the document beside the policy that was read back from `written`. `contents` are the blocks that were left out
/// as a table of contents.
pub fn pairs(
    document: &Document,
    contents: &BTreeSet<usize>,
    outline: &Outline,
    written: &Written,
    policy: &PolicyDoc,
) -> Vec<Pair> {
    let mut clauses = policy.all_clauses();
    clauses.sort_by_key(|clause| clause.span.start);
    let lines: Vec<(&Line, Option<&Clause>)> = outline
        .lines
        .iter()
        .zip(&written.places)
        .map(|(line, place)| {
            let at = clauses.partition_point(|clause| clause.span.start < place.start);
            let clause = clauses.get(at).filter(|clause| clause.span.start < place.end);
            (line, clause.copied().filter(|_| !matches!(line.shape, Shape::Table(_))))
        })
        .collect();
    let blocks = document.blocks.iter().enumerate();
    let of_block = |(at, block): (usize, &Block)| Pair {
        document: shown(block),
        place: block.place(),
        became: at_the_head(outline, at)
            .chain(
                lines
                    .iter()
                    .filter(|(line, _)| line.block == at)
                    .map(|(line, clause)| became(line, *clause)),
            )
            .chain(contents.contains(&at).then(left_out))
            .collect(),
    };
    let body = blocks
        .map(of_block)
        .filter(|pair| !pair.document.is_empty() || !pair.became.is_empty());
    body.chain(document.notes.iter().map(|note| footnote(note))).collect()
}

fn footnote(note: &[Block]) -> Pair {
    let words: Vec<String> = note.iter().flat_map(shown).collect();
    Pair {
        became: vec![Became {
            label: "Footnote".into(),
            numbered: false,
            lettered: false,
            words: words.join(" "),
        }],
        document: words,
        place: note.first().map(Block::place).unwrap_or_default(),
    }
}

fn left_out() -> Became {
    Became {
        label: "Left out:".into(),
        numbered: false,
        lettered: false,
        words: "it repeats what stands below".into(),
    }
}

fn at_the_head(outline: &Outline, block: usize) -> impl Iterator<Item = Became> {
    let taken = outline
        .taken
        .iter()
        .chain(&outline.copied)
        .filter(move |taken| taken.block == block);
    let said = taken.flat_map(|taken| &taken.became);
    said.map(|(key, value)| Became {
        label: format!("At the top: {}", key.name()),
        numbered: false,
        lettered: false,
        words: value.clone(),
    })
}

fn shown(block: &Block) -> Vec<String> {
    let lines = lines_of(block).into_iter().map(|line| plain(&line).trim().to_owned());
    lines.filter(|line| !line.is_empty()).collect()
}

/// What stands below the line in the same clause has lines of its own.
fn became(line: &Line, clause: Option<&Clause>) -> Became {
    let numbered = clause.is_some_and(|clause| is_numbered(&clause.address));
    let bullet = matches!(line.shape, Shape::Item { sign: Sign::Bullet, .. });
    Became {
        label: clause.and_then(label).unwrap_or_else(|| what(&line.shape).to_owned()),
        numbered,
        lettered: numbered && bullet,
        words: words(line),
    }
}

fn is_numbered(address: &Address) -> bool {
    address.as_str().starts_with(|c: char| c.is_ascii_digit())
}

fn label(clause: &Clause) -> Option<String> {
    let numbered = is_numbered(&clause.address);
    match clause.kind {
        ClauseKind::Item if !numbered => Some(clause.label.clone()),
        _ => numbered.then(|| clause.address.to_string()),
    }
}

fn what(shape: &Shape) -> &'static str {
    match shape {
        Shape::Heading { .. } => "Heading",
        Shape::Item { .. } => "Line of a list",
        Shape::Table(_) => "Table",
        Shape::Clause(_) | Shape::Paragraph(_) | Shape::Verbatim(_) => "Text",
    }
}

fn words(line: &Line) -> String {
    match &line.shape {
        Shape::Table(table) => {
            let rows = table.rows.iter().map(|row| {
                let cells: Vec<String> = row.iter().map(|cell| plain(&cell_words(cell))).collect();
                cells.join(" | ")
            });
            rows.collect::<Vec<_>>().join("\n")
        }
        Shape::Verbatim(text) => text.clone(),
        _ => plain(&line.words),
    }
}
