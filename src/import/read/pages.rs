//! The lines of a plain text, and what stands on its pages beside the text: their numbers, and running heads.

use std::collections::{BTreeMap, BTreeSet};

use crate::import::document::{Place, Remark, RemarkKind};

/// One typed line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line<'a> {
    /// Its number in the file, from 1.
    pub number: usize,
    /// Its page, from 0.
    pub page: usize,
    /// How far it is set in, a tab to the next eighth column.
    pub indent: usize,
    /// Its words.
    pub words: &'a str,
}

impl Line<'_> {
    /// How wide it is, in letters.
    pub fn length(&self) -> usize {
        self.indent + self.words.chars().count()
    }
}

/// Parts a text into its lines.
pub fn lines_of(text: &str) -> Vec<Line<'_>> {
    let mut page = 0;
    let mut lines = Vec::new();
    for (at, typed) in text.lines().enumerate() {
        for (part, words) in typed.split('\u{c}').enumerate() {
            page += usize::from(part > 0);
            lines.push(Line {
                number: at + 1,
                page,
                indent: indent(words),
                words: words.trim(),
            });
        }
        // Copied from a window, a page ends in nothing but its number.
        page += usize::from(is_page_number(typed.trim()));
    }
    lines
}

fn indent(words: &str) -> usize {
    let spaces = words.chars().take_while(|c| c.is_whitespace());
    spaces.fold(0, |column, c| if c == '\t' { (column / 8 + 1) * 8 } else { column + 1 })
}

/// Returns the lines that are left out: page numbers, and what stands at the edge of several pages.
pub fn furniture(lines: &[Line<'_>], remarks: &mut Vec<Remark>) -> BTreeSet<usize> {
    let edges = edges(lines);
    let mut met: BTreeMap<String, (usize, BTreeSet<usize>)> = BTreeMap::new();
    for (at, line) in edges.iter().filter_map(|at| Some((*at, lines.get(*at)?))) {
        let (_, pages) = met.entry(without_figures(line.words)).or_insert((at, BTreeSet::new()));
        pages.insert(line.page);
    }
    let mut first_page: BTreeMap<&str, usize> = BTreeMap::new();
    for line in lines {
        first_page.entry(line.words).or_insert(line.page);
    }
    // The first of its kind stays: it may be the title.
    let repeated = |at: usize, line: &Line<'_>| {
        met.get(&without_figures(line.words))
            .is_some_and(|(first, pages)| pages.len() > 1 && *first != at)
            || first_page.get(line.words).is_some_and(|page| *page < line.page)
    };
    let last = lines.last().map_or(0, |line| line.page);
    let furniture = |(at, line): (usize, &Line<'_>)| {
        let edge = edges.contains(&at);
        let figure = last > 0 && edge && line.words.chars().all(|c| c.is_ascii_digit()) && !line.words.is_empty();
        (is_page_number(line.words) || figure || (edge && repeated(at, line))).then_some(at)
    };
    let out: BTreeSet<usize> = lines.iter().enumerate().filter_map(furniture).collect();
    for line in out.iter().filter_map(|at| lines.get(*at)) {
        remarks.push(Remark {
            kind: RemarkKind::LeftOut,
            says: format!(
                "\"{}\" stands at the edge of a page, and is left out.",
                line.words.split_whitespace().collect::<Vec<_>>().join(" ")
            ),
            place: Place::Lines(line.number..line.number + 1),
        });
    }
    out
}

/// Returns the first and the last line with words of every page, its number apart.
fn edges(lines: &[Line<'_>]) -> BTreeSet<usize> {
    let mut edges: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
    let with_words = |(_, line): &(usize, &Line<'_>)| !line.words.is_empty() && !is_page_number(line.words);
    for (at, line) in lines.iter().enumerate().filter(with_words) {
        edges.entry(line.page).or_insert((at, at)).1 = at;
    }
    edges.values().flat_map(|(first, last)| [*first, *last]).collect()
}

fn without_figures(words: &str) -> String {
    words.chars().filter(|c| !c.is_ascii_digit()).collect()
}

/// `Page 3 of 9`, `Page 3`, `- 3 -`.
fn is_page_number(words: &str) -> bool {
    let figures = |text: &str| !text.is_empty() && text.len() < 5 && text.chars().all(|c| c.is_ascii_digit());
    let folded = words.to_lowercase();
    let parts: Vec<&str> = folded.split_whitespace().collect();
    match parts.as_slice() {
        ["page", here] => figures(here),
        ["page", here, "of" | "/", all] => figures(here) && figures(all),
        ["-" | "–", here, "-" | "–"] => figures(here),
        _ => false,
    }
}

/// Takes lines out. A sentence that goes on behind them, or on the next page, goes on.
pub fn joined_pages<'a>(lines: Vec<Line<'a>>, out: &BTreeSet<usize>) -> Vec<Line<'a>> {
    let mut kept: Vec<Line<'a>> = Vec::new();
    let mut gap = false;
    for (at, line) in lines.into_iter().enumerate() {
        let turns = kept.last().is_some_and(|last| last.page != line.page);
        gap |= out.contains(&at) || turns;
        if out.contains(&at) {
            continue;
        }
        if gap && !line.words.is_empty() {
            let blank = kept
                .iter()
                .rposition(|line| !line.words.is_empty())
                .map_or(0, |last| last + 1);
            let open = blank
                .checked_sub(1)
                .and_then(|last| kept.get(last))
                .is_some_and(|last| !last.words.ends_with(['.', ':', ';', '?', '!']));
            if open && line.words.starts_with(char::is_lowercase) {
                kept.truncate(blank);
            } else {
                kept.push(Line {
                    words: "",
                    ..line.clone()
                });
            }
            gap = false;
        }
        kept.push(line);
    }
    kept
}
