//! Which elements of Word hold words, and nothing else of them.

use crate::import::read::scan::{Held, Is, Tag};
use crate::import::read::xml::Space;

/// Returns what an element is to the count of words.
pub fn words_of(tag: &Tag<'_>) -> Is {
    match (tag.space, tag.name) {
        // In formulas and shapes too.
        (_, "t" | "delText") => Is::Words,
        (Space::Word, "p") => Is::Passage(false),
        // Of a diagram.
        (_, "p") => Is::Gap,
        (Space::Word, "txbxContent") => Is::Apart,
        (Space::Word, "tc" | "tab" | "ptab" | "br" | "cr") => Is::Gap,
        (Space::Word, "noBreakHyphen") => Is::Hyphen,
        (Space::Word, "sym" | "checkBox") => Is::Sign,
        (Space::Word, "footnoteReference") => Is::Marks(note("foot", tag)),
        (Space::Word, "endnoteReference") => Is::Marks(note("end", tag)),
        (Space::Word, "footnote") => Is::Holds(Held::Note(note("foot", tag)), String::new()),
        (Space::Word, "endnote") => Is::Holds(Held::Note(note("end", tag)), String::new()),
        (Space::Word, "comment") => {
            let name = tag.attribute("id").unwrap_or_default();
            Is::Holds(Held::Remark(name), tag.attribute("author").unwrap_or_default())
        }
        _ => Is::Other,
    }
}

fn note(kind: &str, tag: &Tag<'_>) -> String {
    format!("{kind} {}", tag.attribute("id").unwrap_or_default())
}
