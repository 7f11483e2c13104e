//! How deep the lines of a list lie.

use crate::import::outline::{Line, Shape, Sign};
use crate::parse::clauses::number::{comes_next, depths};

/// Sets what lies between (a) and (b) in under (a), and between (b) and (c) under (b). Bullets within letters are a list
/// of their own, whose levels begin at 0 in any document and say nothing of the letters around them.
pub fn nest_between(lines: &mut [Line]) {
    for list in lines.chunk_by_mut(|here, next| level_of(here).is_some() && level_of(next).is_some()) {
        for next in 1..list.len() {
            let Some((first, deeper)) = between(list, next) else {
                continue;
            };
            for line in list.iter_mut().take(next).skip(first) {
                deepen(line, deeper);
            }
        }
    }
}

/// Returns the first line between the marker at `next` and the one before it, and how much deeper these lines lie than
/// they say; nothing where they are no part of the markers' list.
fn between(list: &[Line], next: usize) -> Option<(usize, usize)> {
    let (level, token) = marked(list.get(next)?)?;
    let before = list.get(..next)?;
    let holder = before.iter().rposition(|line| marked(line).is_some())?;
    let (around, _) = before.get(holder).and_then(marked)?;
    let first = holder + 1 + before.iter().skip(holder + 1).position(is_item)?;
    let mut earlier = before.iter().rev().filter_map(marked);
    let goes_on = earlier.any(|(other, before)| other == level && comes_next(&before, &token));
    // Letters within a list of bullets go on from one bullet to the next.
    let within = |line: &&Line| marked(line).is_none();
    let within = before
        .iter()
        .take_while(within)
        .filter_map(level_of)
        .any(|outer| outer <= level);
    let lowest = before.iter().skip(first).filter_map(level_of).min()?;
    (goes_on && !within && lowest <= level).then(|| (first, (around + 1).saturating_sub(lowest)))
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
}
