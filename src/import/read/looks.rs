//! Headings that nothing marks but their look: a short line of its own, all bold, all underlined or larger than the text.

use std::collections::{BTreeMap, BTreeSet};

use super::line::WholeLook;
use crate::import::document::{Block, Paragraph, Piece, Place, Role};
use crate::import::lead::{self, plain};
use crate::slug::slug;

/// The longest line that may be a heading, in letters.
const LONGEST: usize = 120;

/// How many lines may stand below a title in its own style. Who uses that style more often sets headings in it.
const MOST_SUBTITLES: usize = 3;

/// Marks the paragraphs among `blocks` that look like headings. `looks` holds how the nth paragraph looks, from 1.
pub fn mark_headings(blocks: &mut [Block], looks: &[WholeLook]) {
    let text = size_of_text(looks);
    let leads = lead_ins(blocks, looks, text);
    let subtitles = looks.iter().filter(|look| look.subtitle && look.letters > 0).count();
    let below_title = |look: &WholeLook| look.subtitle && subtitles <= MOST_SUBTITLES;
    let look_of = |paragraph: &Paragraph| match paragraph.place {
        Place::Paragraph(nth) if !leads.contains(&nth) => looks
            .get(nth.wrapping_sub(1))
            .copied()
            .filter(|look| stands_out(paragraph, *look, text) && !below_title(look)),
        _ => None,
    };
    let mut ranks: Vec<_> = paragraphs(blocks)
        .filter_map(|paragraph| look_of(paragraph))
        .map(key)
        .collect();
    ranks.sort_unstable_by(|a, b| b.cmp(a));
    ranks.dedup();
    for paragraph in paragraphs(blocks) {
        let rank = look_of(paragraph).and_then(|look| ranks.iter().position(|rank| *rank == key(look)));
        if let Some(rank) = rank {
            paragraph.role = Role::LooksLikeHeading(u8::try_from(rank + 1).unwrap_or(u8::MAX));
        }
    }
}

fn paragraphs(blocks: &mut [Block]) -> impl Iterator<Item = &mut Paragraph> {
    blocks.iter_mut().filter_map(|block| match block {
        Block::Paragraph(paragraph) => Some(paragraph),
        _ => None,
    })
}

/// Larger comes first, and of one size what is bold.
fn key(look: WholeLook) -> (u32, bool) {
    (look.size, look.bold)
}

/// The size that most letters have.
fn size_of_text(looks: &[WholeLook]) -> u32 {
    let mut letters: BTreeMap<u32, usize> = BTreeMap::new();
    for look in looks {
        *letters.entry(look.size).or_default() += look.letters;
    }
    letters
        .into_iter()
        .max_by_key(|(_, letters)| *letters)
        .map_or(0, |(size, _)| size)
}

fn stands_out(paragraph: &Paragraph, look: WholeLook, text: u32) -> bool {
    let line = (1..=LONGEST).contains(&look.letters) && !paragraph.pieces.contains(&Piece::Break);
    let labelled = paragraph.label.as_ref().is_some_and(|label| label.bullet);
    let free = paragraph.role == Role::Text && !labelled;
    free && line && (look.bold || look.underlined || look.size > text) && !ends_like_a_sentence(paragraph)
}

/// What people call a remark that stands before the text it belongs to.
const REMARKS: [&str; 12] = [
    "note",
    "notes",
    "n-b",
    "nb",
    "please-note",
    "important",
    "important-note",
    "remember",
    "reminder",
    "warning",
    "example",
    "nodyn",
];

/// Finds the paragraphs that end in a colon and lead in what stands behind them, so that they are no headings: `Note:`; and
/// what is bold before a list, where the other headings of the document end in no colon.
fn lead_ins(blocks: &[Block], looks: &[WholeLook], text: u32) -> BTreeSet<usize> {
    let behind = blocks.iter().skip(1).map(Some).chain([None]);
    let lines: Vec<(usize, &Paragraph, WholeLook, Option<&Block>)> = blocks
        .iter()
        .zip(behind)
        .filter_map(|(block, next)| match block {
            Block::Paragraph(paragraph) => {
                let Place::Paragraph(nth) = paragraph.place else {
                    return None;
                };
                Some((nth, paragraph, *looks.get(nth.wrapping_sub(1))?, next))
            }
            _ => None,
        })
        .collect();
    let others = lines.iter().any(|(_, paragraph, look, _)| {
        let heads = matches!(paragraph.role, Role::Heading(_)) || stands_out(paragraph, *look, text);
        heads && !ends_in_colon(paragraph)
    });
    let leads = |paragraph: &Paragraph, look: WholeLook, next: Option<&Block>| {
        let listed = matches!(next, Some(Block::Paragraph(next)) if next.label.is_some() && next.role == Role::Text);
        let numbered = paragraph.label.is_some() || lead::number(&paragraph.pieces).is_some();
        let named = REMARKS.contains(&&*slug(&plain(&paragraph.pieces)));
        ends_in_colon(paragraph) && (named || (others && listed && !numbered && look.size <= text))
    };
    let leading = lines
        .into_iter()
        .filter(|(_, paragraph, look, next)| leads(paragraph, *look, *next));
    leading.map(|(nth, ..)| nth).collect()
}

fn ends_in_colon(paragraph: &Paragraph) -> bool {
    plain(&paragraph.pieces).trim_end().ends_with(':')
}

fn ends_like_a_sentence(paragraph: &Paragraph) -> bool {
    let last = paragraph.pieces.iter().rev().find_map(|piece| match piece {
        Piece::Text(text) => text.words.trim_end().chars().next_back(),
        _ => None,
    });
    last.is_some_and(|last| matches!(last, '.' | ';' | ',' | '!'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::document::{Label, Text};

    /// Which of these lines are taken for headings: each bold or not, and its words, `- ` for one of a list.
    fn headings(lines: &[(bool, &str)]) -> Vec<String> {
        let paragraph = |(at, (_, words)): (usize, &(bool, &str))| {
            let label = words.starts_with("- ").then(|| Label {
                shown: "•".into(),
                depth: 0,
                bullet: true,
            });
            Block::Paragraph(Paragraph {
                label,
                pieces: vec![Piece::Text(Text {
                    words: words.trim_start_matches("- ").to_owned(),
                    ..Text::default()
                })],
                place: Place::Paragraph(at + 1),
                ..Paragraph::default()
            })
        };
        let look = |(bold, words): &(bool, &str)| WholeLook {
            letters: words.len(),
            bold: *bold,
            underlined: words.contains("underlined"),
            size: 22,
            subtitle: words.starts_with("For "),
        };
        let looks: Vec<WholeLook> = lines.iter().map(look).collect();
        let mut blocks: Vec<Block> = lines.iter().enumerate().map(paragraph).collect();
        mark_headings(&mut blocks, &looks);
        let heads = paragraphs(&mut blocks).filter(|line| matches!(line.role, Role::LooksLikeHeading(_)));
        heads.map(|line| plain(&line.pieces)).collect()
    }

    #[test]
    fn a_bold_line_that_leads_in_what_follows_is_no_heading() {
        let lines = [
            (true, "For parents"),
            (true, "Aims"),
            (
                false,
                "We want every child to come to school every day, and to be there in time.",
            ),
            (true, "Note:"),
            (false, "This is law."),
            (true, "All staff must:"),
            (false, "- ring the parent"),
            (false, "Rules that are underlined"),
            (false, "This is underlined."),
            (true, "Absence: what we do"),
            (false, "We ring."),
            (true, "Please note:"),
            (false, "- now"),
        ];
        assert_eq!(
            headings(&lines),
            ["Aims", "Rules that are underlined", "Absence: what we do"]
        );
    }

    #[test]
    fn headings_that_all_end_in_a_colon_are_headings() {
        let lines = [
            (true, "Aims:"),
            (false, "- that every child comes to school every day"),
            (true, "1. Means:"),
            (false, "- a bell that rings in the morning"),
        ];
        assert_eq!(headings(&lines), ["Aims:", "1. Means:"]);
    }
}
