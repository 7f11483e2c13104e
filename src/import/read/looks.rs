//! Headings that nothing marks but their look: a short line of its own, all bold or larger than the text.

use std::collections::BTreeMap;

use super::line::WholeLook;
use crate::import::document::{Block, Paragraph, Piece, Place, Role};

/// The longest line that may be a heading, in letters.
const LONGEST: usize = 120;

/// Marks the paragraphs among `blocks` that look like headings. `looks` holds how the nth paragraph looks, from 1.
pub fn mark_headings(blocks: &mut [Block], looks: &[WholeLook]) {
    let text = size_of_text(looks);
    let look_of = |paragraph: &Paragraph| match paragraph.place {
        Place::Paragraph(nth) => looks
            .get(nth.wrapping_sub(1))
            .copied()
            .filter(|look| stands_out(paragraph, *look, text)),
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
    free && line && (look.bold || look.size > text) && !ends_like_a_sentence(paragraph)
}

fn ends_like_a_sentence(paragraph: &Paragraph) -> bool {
    let last = paragraph.pieces.iter().rev().find_map(|piece| match piece {
        Piece::Text(text) => text.words.trim_end().chars().next_back(),
        _ => None,
    });
    last.is_some_and(|last| matches!(last, '.' | ';' | ',' | '!'))
}
