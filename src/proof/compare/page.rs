//! Two versions of a page that is neither policy nor decision.

use super::edition::text;
use super::{Change, notes, reworded};
use crate::parse::markdown::{Body, signed_blocks};
use crate::parse::page::PageDoc;

/// Lists what the new version of a page changes.
pub fn changes(old: &PageDoc, new: &PageDoc) -> Vec<Change> {
    let PageDoc { title, summary, body } = old;
    let Body { blocks, footnotes } = body;
    let summary = (
        text(summary).unwrap_or_default(),
        text(&new.summary).unwrap_or_default(),
    );
    let all = [
        reworded("the title", &title.value, &new.title.value),
        reworded("the summary", &summary.0, &summary.1),
        reworded("the page", &signed_blocks(blocks), &signed_blocks(&new.body.blocks)),
        reworded("the footnotes", &notes(footnotes), &notes(&new.body.footnotes)),
    ];
    all.into_iter().flatten().collect()
}
