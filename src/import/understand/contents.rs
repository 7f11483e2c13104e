//! A table of contents that was typed by hand: its lines begin with the numbers of sections and are none. A line whose
//! words come again behind it is left out, as Word's own tables of contents are; what does not come again stays, as words.

use std::collections::BTreeMap;

use super::rows::{Content, Lead, Row, rows};
use crate::diagnostic::text::number;
use crate::import::document::{Block, Document, Paragraph, Piece, Remark, RemarkKind, Role};
use crate::import::lead::{self, plain};
use crate::import::leaders::{before_page, is_led, leads_to_page};
use crate::import::source::{LeftOut, Source};
use crate::slug::slug;

/// What people call a table of contents, English and Welsh.
const NAMES: [&str; 5] = [
    "contents",
    "table-of-contents",
    "contents-page",
    "cynnwys",
    "tabl-cynnwys",
];

/// The longest line of a table of contents, in letters.
const LONGEST: usize = 160;

/// A block that was taken out of a document, and its place there.
pub type Out = (usize, Block);

/// Takes the table of contents out of a document, as far as its words come again behind it, and returns what was taken.
/// Empty blocks stand in its place. Only of a document whose words are counted, so that these are counted too.
pub fn leave_out(document: &mut Document) -> Vec<Out> {
    let may_have_one = document.front.is_none() && document.blocks.iter().any(is_sign_of_one);
    let Some(mut source) = document.source.clone().filter(|_| may_have_one) else {
        return Vec::new();
    };
    let found = repeated(&rows(document, &mut Vec::new()));
    let lines: Vec<Out> = found
        .into_iter()
        .filter_map(|at| Some((at, document.blocks.get(at)?.clone())))
        .collect();
    if lines.is_empty() {
        return name_of_left_out(document, source);
    }
    let words: Vec<String> = lines.iter().map(|(_, block)| words_of(block)).collect();
    if lines.len() < FEWEST || !source.leave_out(&words, LeftOut::Contents) {
        return Vec::new();
    }
    let empty = |(at, _): &Out| (*at, Block::Paragraph(Paragraph::default()));
    put_back(document, lines.iter().map(empty).collect());
    document.source = Some(source);
    document.remarks.push(Remark {
        kind: RemarkKind::LeftOut,
        says: format!(
            "The table of contents ({}) was left out: it repeats the headings.",
            number(lines.len(), "line", "lines")
        ),
        place: lines.first().map(|(_, block)| block.place()).unwrap_or_default(),
    });
    lines
}

/// Takes out the line that names a table of contents, where its program's own table below it was left out already.
fn name_of_left_out(document: &mut Document, mut source: Source) -> Vec<Out> {
    let is_name = |block: &Block| NAMES.contains(&slug(&words_of(block)).as_str());
    // Over text of its own it is a section.
    let begins = |block: &Block| match block {
        Block::Paragraph(line) => {
            line.role != Role::Text || line.label.is_some() || lead::number(&line.pieces).is_some()
        }
        _ => false,
    };
    let behind = document.blocks.iter().skip(1);
    let at = document
        .blocks
        .iter()
        .zip(behind)
        .position(|(block, next)| is_name(block) && begins(next));
    let left_out = source.left_out.contains_key(&LeftOut::Contents);
    let Some((at, block)) = at
        .filter(|_| left_out)
        .and_then(|at| Some((at, document.blocks.get(at)?.clone())))
    else {
        return Vec::new();
    };
    if !source.leave_out(&[words_of(&block)], LeftOut::Contents) {
        return Vec::new();
    }
    document.source = Some(source);
    put_back(document, vec![(at, Block::Paragraph(Paragraph::default()))]);
    vec![(at, block)]
}

/// Puts blocks where they stood in a document.
pub fn put_back(document: &mut Document, blocks: Vec<Out>) {
    for (at, block) in blocks {
        if let Some(place) = document.blocks.get_mut(at) {
            *place = block;
        }
    }
}

/// A single line that comes again is no table.
const FEWEST: usize = 2;

/// Returns whether a block may be a line of a table of contents, or stand above one.
fn is_sign_of_one(block: &Block) -> bool {
    let words = words_of(block);
    is_short(&words) && (is_led(&words) || NAMES.contains(&slug(&words).as_str()))
}

fn is_short(words: &str) -> bool {
    words.chars().nth(LONGEST).is_none()
}

fn words_of(block: &Block) -> String {
    match block {
        Block::Paragraph(paragraph) => plain(&paragraph.pieces),
        Block::Table(_) | Block::Verbatim(_) => String::new(),
    }
}

/// Returns the blocks whose every row is a line that comes again, and the one that says what they are, where none of
/// its lines stays.
fn repeated(rows: &[Row]) -> Vec<usize> {
    let heading = (0..rows.len()).find(|at| is_named(rows, *at));
    let lines = Lines::of(rows);
    let first = heading.map_or(rows.len(), |heading| heading + 1);
    let under = (first..rows.len()).take_while(|at| lines.comes_again(*at, true));
    let end = under.last().map_or(first, |last| last + 1);
    let is_line = |at: usize| (first..end).contains(&at) || (leads(rows, at) && lines.comes_again(at, false));
    let all_left = first < end && !leads(rows, end);
    let is_out = |at: usize| is_line(at) || (all_left && heading == Some(at));
    let mut blocks: BTreeMap<usize, bool> = BTreeMap::new();
    for (at, row) in rows.iter().enumerate() {
        *blocks.entry(row.block).or_insert(true) &= is_out(at);
    }
    blocks
        .into_iter()
        .filter_map(|(block, out)| out.then_some(block))
        .collect()
}

/// Where the lines of a document stand last.
struct Lines<'a> {
    rows: &'a [Row],
    /// By their number and words, and by their words alone.
    last: BTreeMap<String, usize>,
}

impl<'a> Lines<'a> {
    fn of(rows: &'a [Row]) -> Self {
        let mut last = BTreeMap::new();
        for (at, row) in rows.iter().enumerate() {
            if let Some(words) = said(rows, at).filter(|words| is_short(words)) {
                last.insert(numbered(row, &words), at);
                last.insert(slug(&words), at);
            }
        }
        Self { rows, last }
    }

    /// Returns whether a short line comes again behind itself, with its number if it has one: without the number of a page
    /// at its end, or, `as_it_stands`, whole.
    fn comes_again(&self, at: usize, as_it_stands: bool) -> bool {
        let Some((row, words)) = self.rows.get(at).zip(said(self.rows, at)) else {
            return false;
        };
        let stands = |words: &str| {
            let last = self.last.get(&numbered(row, words));
            !slug(words).is_empty() && last.is_some_and(|last| *last > at)
        };
        let plain = |piece: &Piece| matches!(piece, Piece::Text(_) | Piece::Break);
        let bare = !row.boxed && row.words().is_some_and(|words| words.pieces.iter().all(plain));
        let again = || (as_it_stands && stands(&words)) || before_page(&words).is_some_and(stands);
        bare && is_short(&words) && again()
    }
}

/// Returns the words of a row with the number before them, so that it makes no difference whether that is one to us.
fn numbered(row: &Row, words: &str) -> String {
    match row.number() {
        Some(number) => slug(&format!("{number} {words}")),
        None => slug(words),
    }
}

/// Returns whether dots or a tab in this row lead to a page.
fn leads(rows: &[Row], at: usize) -> bool {
    said(rows, at).is_some_and(|words| is_led(&words))
}

fn is_named(rows: &[Row], at: usize) -> bool {
    said(rows, at).is_some_and(|words| is_short(&words) && NAMES.contains(&slug(&words).as_str()))
}

/// Sets the numbers of a table of contents aside as words.
pub fn set_aside(rows: &mut [Row], remarks: &mut Vec<Remark>) {
    let lines = lines(rows);
    if let Some(first) = lines.first().and_then(|first| rows.get(*first)) {
        remarks.push(Remark::unsure(
            format!(
                "This and the lines that follow it, {} in all, look like a table of contents that was typed by hand, so \
                 their numbers are words here, in square brackets. The site lists the sections by itself: you may delete \
                 these lines.",
                lines.len()
            ),
            first.place.clone(),
        ));
    }
    for at in lines {
        if let Some(Content::Words(words)) = rows.get_mut(at).map(|row| &mut row.content) {
            match std::mem::replace(&mut words.lead, Lead::None) {
                Lead::Number(number) => lead::set_aside(&number.to_string(), &mut words.pieces),
                Lead::Marker(token) => lead::set_aside(&format!("({token})"), &mut words.pieces),
                other => words.lead = other,
            }
            words.role = Role::Text;
        }
    }
}

/// Returns the places of its lines: those that lead to a page, or those under a heading that says so.
fn lines(rows: &[Row]) -> Vec<usize> {
    let leading = |at: &usize| said(rows, *at).is_some_and(|words| leads_to_page(&words));
    let leading: Vec<usize> = (0..rows.len()).filter(leading).collect();
    let first = leading.first().and_then(|first| first.checked_sub(1));
    if leading.len() > 1 || first.is_some_and(|before| is_named(rows, before)) {
        return leading;
    }
    (0..rows.len())
        .find(|at| is_named(rows, *at))
        .map(|heading| under(heading, rows))
        .unwrap_or_default()
}

fn said(rows: &[Row], at: usize) -> Option<String> {
    rows.get(at)
        .and_then(Row::words)
        .map(|words| plain(&words.pieces).trim().to_owned())
}

/// Returns the short lines behind a heading whose numbers all come again behind them.
fn under(heading: usize, rows: &[Row]) -> Vec<usize> {
    let short = |at: &usize| said(rows, *at).is_some_and(|words| is_short(&words) && !words.ends_with(['.', ';', ':']));
    let number = |at: &usize| rows.get(*at).and_then(Row::number);
    let run: Vec<usize> = (heading + 1..rows.len()).take_while(short).collect();
    let first = run.iter().find_map(number);
    let again = run
        .iter()
        .filter(|at| number(at).is_some() && number(at) == first)
        .nth(1);
    let run: Vec<usize> = run
        .iter()
        .copied()
        .filter(|at| again.is_none_or(|end| at < end))
        .collect();
    let end = run.last().map_or(heading, |last| last + 1);
    let comes_again = |at: &usize| number(at).is_none_or(|here| (end..rows.len()).any(|at| number(&at) == Some(here)));
    let numbered = run.iter().filter_map(number).count();
    match numbered > 1 && run.iter().all(comes_again) {
        true => run,
        false => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::import;
    use crate::import::read::text;

    fn imported(contents: &str) -> crate::import::Imported {
        let body = "1. Aims\n\n1.1 Come to school.\n\n2. Means\n\n2.1 Ring the bell.\n";
        let typed = format!("Attendance\n\nContents\n\n{contents}\n\n{body}");
        import(text::read(&typed), "name").expect("a policy")
    }

    #[test]
    fn lines_that_come_again_are_left_out_and_counted() {
        for contents in [
            "1. Aims 2\n\n2. Means 3",
            "1. Aims ..... 2\n\n2. Means ..... 3",
            "1. Aims\n\n2. Means",
            "Aims\t2\n\nMeans\t3",
        ] {
            let policy = imported(contents);
            assert!(
                policy.text.contains("---\n\n## 1 Aims\n"),
                "{contents}: {}",
                policy.text
            );
            assert_eq!(policy.clauses, 4);
            let all: usize = contents.split_whitespace().filter(|word| *word != ".....").count();
            assert_eq!(
                policy.source.left_out.get(&LeftOut::Contents),
                Some(&(all + 1)),
                "{contents}"
            );
            let said = policy.pairs.iter().flat_map(|pair| &pair.became);
            let said = said.filter(|became| became.label == "Left out:");
            assert_eq!(said.count(), 3, "{contents}");
        }
    }

    #[test]
    fn lines_that_do_not_come_again_stay_as_words() {
        let policy = imported("1. Aims ..... 2\n\n2. Methods ..... 3\n\n2. Means ..... 4");
        assert!(policy.text.contains("\n[2] Methods ..... 3\n"), "{}", policy.text);
        assert!(!policy.text.contains("Aims ....."), "{}", policy.text);
        let policy = imported("1. Purposes 2\n\n2. Methods 3\n\n1. Aims 4");
        assert!(
            policy.text.contains("Contents") && policy.text.contains("Purposes 2"),
            "{}",
            policy.text
        );
    }

    #[test]
    fn the_name_of_a_table_that_is_left_out_goes_with_it() {
        let document = |left_out: &[(LeftOut, usize)]| Document {
            source: Some(Source {
                left_out: left_out.iter().copied().collect(),
                ..text::read("Attendance\n\nContents\n\n1. Aims\n\n1.1 Come.\n")
                    .source
                    .unwrap_or_default()
            }),
            ..text::read("Attendance\n\nContents\n\n1. Aims\n\n1.1 Come.\n")
        };
        let policy = import(document(&[(LeftOut::Contents, 4)]), "name").expect("a policy");
        assert!(!policy.text.contains("Contents"), "{}", policy.text);
        assert_eq!(policy.source.left_out.get(&LeftOut::Contents), Some(&5));
        let policy = import(document(&[]), "name").expect("a policy");
        assert!(policy.text.contains("Contents"), "{}", policy.text);
    }

    #[test]
    fn an_amount_at_the_end_of_a_line_is_no_page() {
        let typed = "Charges\n\n1. Trips\n\n1.1 We pay:\n\nCoach\t4\n\nLunch\t3\n\n1.2 They pay:\n\nCoach\t4\n";
        let policy = import(text::read(typed), "name").expect("a policy");
        assert_eq!(policy.source.left_out.get(&LeftOut::Contents), None);
    }
}
