//! How deep the lines of a list lie.

use crate::import::outline::{Line, Shape, Sign};
use crate::parse::clauses::number::depths;

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
        match &mut line.shape {
            Shape::Item { level, .. } | Shape::Paragraph(Some(level)) => *level += deeper,
            _ => {}
        }
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
