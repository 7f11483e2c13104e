//! How deep the lines of a list lie.

use std::collections::BTreeSet;

use crate::import::document::{Document, Remark};
use crate::import::lead::plain;
use crate::import::outline::{Line, Shape, Sign};
use crate::parse::clauses::number::{depths, places};

/// Sets what lies between (a) and (b) in under (a), and between (b) and (c) under (b). Bullets within letters are a list
/// of their own, whose levels begin at 0 in any document and say nothing of the letters around them. Returns the lines
/// behind a last letter of which no level said whether they lie within it.
pub fn nest_between(lines: &mut [Line]) -> Vec<Behind> {
    let mut told = Vec::new();
    let mut start = 0;
    for run in lines.chunk_by_mut(|here, next| level_of(here).is_some() && level_of(next).is_some()) {
        let length = run.len();
        nest_letters(run, start, &mut told);
        start += length;
    }
    told
}

/// Lines behind the last letter of a list, which stand no further in than it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Behind {
    /// The first of them.
    pub first: usize,
    /// The letter.
    pub token: String,
    /// They were taken for parts of it.
    pub within: bool,
}

impl Behind {
    /// Returns what a person is told of them.
    pub fn told(&self, lines: &[Line], document: &Document) -> Option<Remark> {
        let line = lines.get(self.first)?;
        let token = &self.token;
        let says = match self.within {
            true => format!(
                "These lines stand no further in than the letters above them. As the line above them ends in a colon, I took \
                 them for parts of ({token}). If they are a list of their own, take two of the spaces before each of them \
                 away in the policy."
            ),
            false => format!(
                "These lines stand no further in than the letters above them, so I took them for no part of ({token}), and \
                 the site goes on with its letters. If they belong to ({token}), put two more spaces before each of them in \
                 the policy."
            ),
        };
        Some(Remark::unsure(says, line.place(document)))
    }
}

/// The letters of a run of list lines, as far as they are met.
#[derive(Default)]
struct Letters {
    /// Their levels, and their places in each way to count.
    met: BTreeSet<(usize, usize, usize)>,
    /// The last.
    last: Option<Letter>,
    /// The lowest level before the first: letters within a list of bullets go on from one bullet to the next.
    outer: Option<usize>,
    /// The levels that lines between two letters said, behind the level of the letters.
    held: BTreeSet<(usize, usize)>,
}

struct Letter {
    at: usize,
    level: usize,
    token: String,
}

impl Letters {
    fn meets(&mut self, letter: Letter) {
        if self.last.is_none() {
            self.outer = self.outer.filter(|outer| *outer < letter.level);
        }
        for (way, place) in places(&letter.token).into_iter().enumerate() {
            self.met.extend(place.map(|place| (letter.level, way, place)));
        }
        self.last = Some(letter);
    }

    /// Returns whether a letter is the next of one of its level.
    fn go_on_with(&self, letter: &Letter) -> bool {
        let known = |way: usize, place: usize| {
            let before = place.checked_sub(1);
            before.is_some_and(|before| self.met.contains(&(letter.level, way, before)))
        };
        let ways = places(&letter.token).into_iter().enumerate();
        ways.filter_map(|(way, place)| Some((way, place?)))
            .any(|(way, place)| known(way, place))
    }

    /// Returns whether a line is one of the list within which the letters at `level` lie.
    fn lie_within(&self, level: usize, line: usize) -> bool {
        self.outer.is_some_and(|outer| outer < level && line <= outer)
    }
}

/// Nests the lines of one run, which begins at `start`.
fn nest_letters(run: &mut [Line], start: usize, told: &mut Vec<Behind>) {
    let mut letters = Letters::default();
    for at in 0..run.len() {
        let Some(line) = run.get(at) else { break };
        let Some((level, token)) = marked(line) else {
            if letters.last.is_none() {
                letters.outer = letters.outer.into_iter().chain(level_of(line)).min();
            }
            continue;
        };
        let next = Letter { at, level, token };
        if letters.go_on_with(&next) {
            nest_held(run, &mut letters, &next);
        } else {
            told.extend(nest_behind(run, &letters, at, start));
        }
        letters.meets(next);
    }
    told.extend(nest_behind(run, &letters, run.len(), start));
}

/// The lines of a list between a letter and the line at `end`: where they begin, and the lowest level of them.
fn held_by(run: &[Line], letter: &Letter, end: usize) -> Option<(usize, usize)> {
    let lines = run.get(letter.at + 1..end)?;
    let first = letter.at + 1 + lines.iter().position(is_item)?;
    let lowest = run.get(first..end)?.iter().filter_map(level_of).min()?;
    Some((first, lowest))
}

/// Nests what lies between the last letter and the one that comes next, unless it is no part of their list.
fn nest_held(run: &mut [Line], letters: &mut Letters, next: &Letter) {
    let Some(last) = &letters.last else { return };
    let Some((first, lowest)) = held_by(run, last, next.at) else {
        return;
    };
    if letters.lie_within(next.level, lowest) || lowest > next.level {
        return;
    }
    letters.held.insert((last.level, lowest));
    deepen_all(run, first..next.at, (last.level + 1).saturating_sub(lowest));
}

/// Nests what lies behind the last letter of a list, up to `end`, where such lines lay within earlier letters, or where
/// the letter's own line asks for them.
fn nest_behind(run: &mut [Line], letters: &Letters, end: usize, start: usize) -> Option<Behind> {
    let last = letters.last.as_ref()?;
    let around = |line: &Line| level_of(line).is_some_and(|level| letters.lie_within(last.level, level));
    let mut lines = run.get(last.at + 1..end)?.iter();
    let end = lines.position(around).map_or(end, |length| last.at + 1 + length);
    let (first, lowest) = held_by(run, last, end).filter(|(_, lowest)| *lowest <= last.level)?;
    let as_before = letters.held.contains(&(last.level, lowest));
    let asked_for = first
        .checked_sub(1)
        .and_then(|before| run.get(before))
        .is_some_and(asks);
    if as_before || asked_for {
        deepen_all(run, first..end, last.level + 1 - lowest);
    }
    (!as_before).then(|| Behind {
        first: start + first,
        token: last.token.clone(),
        within: asked_for,
    })
}

/// Returns whether the words of a line end in a colon.
fn asks(line: &Line) -> bool {
    plain(&line.words).trim_end().ends_with(':')
}

fn deepen_all(run: &mut [Line], lines: std::ops::Range<usize>, deeper: usize) {
    let lines = run.get_mut(lines).unwrap_or_default();
    lines.iter_mut().for_each(|line| deepen(line, deeper));
}

fn is_item(line: &Line) -> bool {
    matches!(line.shape, Shape::Item { .. })
}

/// Returns how deep a line of a list lies.
fn level_of(line: &Line) -> Option<usize> {
    match line.shape {
        Shape::Item { level, .. } => Some(level),
        Shape::Paragraph(further) => further,
        _ => None,
    }
}

fn deepen(line: &mut Line, deeper: usize) {
    match &mut line.shape {
        Shape::Item { level, .. } | Shape::Paragraph(Some(level)) => *level += deeper,
        _ => {}
    }
}

/// Sets every list's levels: from 0, without gaps.
pub fn nest(lines: &mut [Line]) {
    let mut open: Vec<usize> = Vec::new();
    for line in lines.iter_mut() {
        match &mut line.shape {
            Shape::Item { level, .. } => {
                open.retain(|around| around <= level);
                if open.last() != Some(&*level) {
                    open.push(*level);
                }
                *level = open.len() - 1;
            }
            Shape::Paragraph(further) if further.is_some() => {
                open.retain(|around| further.is_some_and(|level| *around <= level));
                *further = open.len().checked_sub(1);
            }
            _ => open.clear(),
        }
    }
}

/// Sets the levels of typed markers by what they count: people type (a), (b), (i), (ii), (c) in one row. In a policy that
/// we wrote the lines are set in already.
pub fn nest_markers(lines: &mut [Line]) {
    let mut start = 0;
    while start < lines.len() {
        let rest = lines.get_mut(start..).unwrap_or_default();
        let length = match rest.first().and_then(marked) {
            Some((level, _)) => rest.iter().take_while(|line| is_of_list(line, level)).count(),
            None => 1,
        };
        nest_run(rest.get_mut(..length).unwrap_or_default());
        start += length.max(1);
    }
}

/// Sets the levels of one list, which begins with a marker, and of all that lies in it.
fn nest_run(run: &mut [Line]) {
    let Some((base, _)) = run.first().and_then(marked) else {
        return;
    };
    let tokens: Vec<String> = run
        .iter()
        .filter_map(marked)
        .filter(|(level, _)| *level == base)
        .map(|(_, token)| token)
        .collect();
    let mut levels = depths(&tokens.iter().map(String::as_str).collect::<Vec<_>>()).into_iter();
    let mut deeper = 0;
    for line in run {
        if marked(line).is_some_and(|(level, _)| level == base) {
            deeper = levels.next().unwrap_or(deeper);
        }
        deepen(line, deeper);
    }
}

/// Returns whether a line is a marker of the list at `base`, or lies in one.
fn is_of_list(line: &Line, base: usize) -> bool {
    match &line.shape {
        Shape::Item { level, sign } => *level > base || (*level == base && matches!(sign, Sign::Marker(_))),
        Shape::Paragraph(further) => further.is_some(),
        _ => false,
    }
}

fn marked(line: &Line) -> Option<(usize, String)> {
    match &line.shape {
        Shape::Item {
            level,
            sign: Sign::Marker(token),
        } => Some((*level, token.clone())),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lines as `(a)`, `-` or `1.`, each behind its level.
    fn lines(signs: &[(usize, &str)]) -> Vec<Line> {
        let line = |(level, sign): &(usize, &str)| Line {
            block: 0,
            shape: Shape::Item {
                level: *level,
                sign: match sign.strip_suffix('.') {
                    Some(figure) => Sign::Figure(figure.parse().expect("a figure")),
                    None if *sign == "-" => Sign::Bullet,
                    None => Sign::Marker((*sign).to_owned()),
                },
            },
            words: Vec::new(),
        };
        signs.iter().map(line).collect()
    }

    #[test]
    fn bullets_between_letters_lie_within_them_whatever_level_they_say() {
        for bullet in [0, 1, 2, 3] {
            let mut list = lines(&[
                (2, "a"),
                (bullet, "-"),
                (bullet, "-"),
                (2, "b"),
                (bullet, "-"),
                (2, "c"),
            ]);
            nest_between(&mut list);
            nest(&mut list);
            let levels: Vec<_> = list.iter().filter_map(level_of).collect();
            assert_eq!(levels, [0, 1, 1, 0, 1, 0], "bullets at {bullet}");
        }
    }

    #[test]
    fn bullets_between_letters_lie_within_the_last_and_keep_their_own_levels() {
        let levels = |signs: &[(usize, &str)]| -> Vec<usize> {
            let mut list = lines(signs);
            nest_between(&mut list);
            nest(&mut list);
            nest_markers(&mut list);
            list.iter().filter_map(level_of).collect()
        };
        let deep = [(1, "a"), (0, "-"), (1, "-"), (0, "-"), (1, "b")];
        assert_eq!(levels(&deep), [0, 1, 2, 1, 0]);
        let numerals = [(2, "a"), (3, "i"), (0, "-"), (3, "ii"), (0, "-"), (2, "b")];
        assert_eq!(levels(&numerals), [0, 1, 2, 1, 2, 0]);
        let typed = [(0, "a"), (0, "i"), (0, "-"), (0, "ii"), (0, "b"), (0, "1."), (0, "c")];
        assert_eq!(levels(&typed), [0, 1, 2, 1, 0, 1, 0]);
        let behind_another = [(0, "-"), (0, "a"), (0, "b"), (0, "-"), (0, "c")];
        assert_eq!(levels(&behind_another), [0, 0, 0, 1, 0]);
    }

    #[test]
    fn letters_within_bullets_or_figures_stay_there() {
        for outer in [["-", "-"], ["1.", "2."]] {
            let mut list = lines(&[(0, outer[0]), (1, "a"), (0, outer[1]), (1, "b")]);
            let before = list.clone();
            nest_between(&mut list);
            assert_eq!(list, before);
        }
        let mut apart = lines(&[(0, "a"), (0, "b"), (0, "-"), (0, "a"), (0, "b")]);
        let before = apart.clone();
        nest_between(&mut apart);
        assert_eq!(apart, before);
    }

    #[test]
    fn what_stands_level_with_the_first_letter_holds_no_letters() {
        let mut list = lines(&[(0, "-"), (0, "a"), (1, "i"), (0, "-")]);
        let told = nest_between(&mut list);
        assert_eq!(told.iter().map(|behind| behind.first).collect::<Vec<_>>(), [3]);
    }
}
