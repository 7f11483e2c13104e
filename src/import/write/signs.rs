//! What is typed before each line of a list: a plain dash where the site would show the same letter by itself, else
//! the letter, the numeral or the number.

use crate::import::document::Piece;
use crate::import::lead::{self, plain};
use crate::import::outline::{Line, Shape, Sign};
use crate::parse::clauses::number::{counted_token, of_letters};

/// What stands before a line of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Before {
    /// The signs, with the space behind them.
    pub typed: String,
    /// How far further lines of the same item are set in.
    pub width: usize,
    /// It needs an empty line before it, or Markdown would take it for words of the line above.
    pub apart: bool,
}

/// Returns what stands before each of `lines`; nothing before what is no line of a list. With `every`, each letter is
/// typed, whatever the site would show.
pub fn signs(lines: &[Line], every: bool) -> Vec<Before> {
    let mut all = vec![Before::default(); lines.len()];
    let mut clause = Counting {
        every,
        ..Counting::default()
    };
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        if !matches!(line.shape, Shape::Item { .. }) {
            clause.meets(&line.shape);
            at += 1;
            continue;
        }
        let rest = lines.get(at..).unwrap_or_default();
        let length = rest.iter().take_while(|line| is_of_list(&line.shape)).count();
        for group in groups(rest.get(..length).unwrap_or_default()) {
            write_group(rest, at, &group, &mut clause, &mut all);
        }
        at += length;
    }
    all
}

fn is_of_list(shape: &Shape) -> bool {
    matches!(shape, Shape::Item { .. } | Shape::Paragraph(Some(_)))
}

/// Where the count of the site stands.
#[derive(Default)]
struct Counting {
    /// Letters are typed wherever the document has them.
    every: bool,
    /// A numbered section or clause is open; elsewhere the site counts no items.
    numbered: bool,
    /// Items of the outermost level so far in this clause.
    items: usize,
}

impl Counting {
    fn meets(&mut self, shape: &Shape) {
        match shape {
            Shape::Heading { number, level } => {
                self.numbered = number.is_some() || (self.numbered && *level > 2);
                self.items = if number.is_some() { 0 } else { self.items };
            }
            Shape::Clause(_) => {
                self.numbered = true;
                self.items = 0;
            }
            _ => {}
        }
    }
}

/// The items of one list: their level and their places.
struct Group {
    level: usize,
    items: Vec<usize>,
}

/// Parts a run of list lines into lists: items of one level with the same item around them.
fn groups(run: &[Line]) -> Vec<Group> {
    let mut open: Vec<Group> = Vec::new();
    let mut done = Vec::new();
    for (at, line) in run.iter().enumerate() {
        let Shape::Item { level, .. } = line.shape else {
            continue;
        };
        while open.len() > level + 1 {
            done.extend(open.pop());
        }
        match open.get_mut(level) {
            Some(group) => group.items.push(at),
            None => open.push(Group { level, items: vec![at] }),
        }
    }
    done.extend(open.into_iter().rev());
    done.sort_by_key(|group| group.items.first().copied());
    done
}

fn write_group(run: &[Line], start: usize, group: &Group, clause: &mut Counting, all: &mut [Before]) {
    let sign = |at: &usize| match run.get(*at).map(|line| &line.shape) {
        Some(Shape::Item { sign, .. }) => Some(sign),
        _ => None,
    };
    let signs: Vec<&Sign> = group.items.iter().filter_map(sign).collect();
    let counted = if group.level == 0 { clause.items } else { 0 };
    let marked = |at: &usize| run.get(*at).is_some_and(|line| needs_sign(&line.words));
    let by_itself = !clause.every
        && clause.numbered
        && counts_by_itself(&signs, group.level, counted)
        && !group.items.iter().any(marked);
    let mut figures = Figures::default();
    for (at, sign) in group.items.iter().zip(&signs) {
        let typed = match sign {
            Sign::Bullet => "- ".to_owned(),
            Sign::Marker(_) if by_itself => "- ".to_owned(),
            Sign::Marker(token) => format!("- ({token}) "),
            Sign::Box(ticked) => format!("- [{}] ", if *ticked { "x" } else { " " }),
            Sign::Figure(figure) => figures.typed(*figure),
        };
        let figure = matches!(sign, Sign::Figure(_));
        if let Some(before) = all.get_mut(start + at) {
            *before = Before {
                width: if figure { typed.len() } else { 2 },
                apart: figure && figures.begins && group.level > 0 && !typed.starts_with("1."),
                typed,
            };
        }
    }
    if group.level == 0 {
        clause.items = signs.iter().fold(clause.items, |count, sign| match sign {
            Sign::Bullet => count + 1,
            Sign::Marker(token) => of_letters(token).unwrap_or(count),
            Sign::Box(_) | Sign::Figure(_) => count,
        });
    }
}

/// A line without words, or whose words begin as a number does, would be something else behind a plain dash.
fn needs_sign(words: &[Piece]) -> bool {
    lead::marker(words).is_some() || lead::number(words).is_some() || plain(words).trim().is_empty()
}

/// Returns whether the letters of a list are those that the site gives to plain dashes.
fn counts_by_itself(signs: &[&Sign], level: usize, counted: usize) -> bool {
    signs.iter().zip(counted + 1..).all(|(sign, place)| match sign {
        Sign::Marker(token) => *token == counted_token(level, place),
        _ => false,
    })
}

/// Counts a numbered list. Where the numbers start anew or leave one out, Markdown has to be told by another sign.
#[derive(Default)]
struct Figures {
    last: Option<u32>,
    bracket: bool,
    /// The last one began a list.
    begins: bool,
}

impl Figures {
    fn typed(&mut self, figure: u32) -> String {
        let goes_on = self.last.is_none_or(|last| last.checked_add(1) == Some(figure));
        self.begins = self.last.is_none() || !goes_on;
        self.bracket ^= !goes_on;
        self.last = Some(figure);
        format!("{figure}{} ", if self.bracket { ')' } else { '.' })
    }
}
