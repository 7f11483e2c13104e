//! Which elements of OpenDocument hold words, and nothing else of them: all that is typed in a paragraph is words, but
//! for what lies in it as in a frame of its own.

use crate::import::read::scan::{Held, Is, Tag};
use crate::import::read::xml::Space;

/// Returns what an element is to the count of words.
pub fn words_of(tag: &Tag<'_>) -> Is {
    match (tag.space, tag.name) {
        (Space::Text, "p" | "h") => Is::Passage(true),
        (Space::Text, "s" | "tab" | "line-break") => Is::Gap,
        // The later a note stands in the file, the greater its name.
        (Space::Text, "note") => Is::Holds(Held::Note(format!("{:010}", tag.place)), String::new()),
        (Space::Office, "annotation") => Is::Holds(Held::Remark(format!("{:010}", tag.place)), String::new()),
        (Space::DublinCore, "creator") => Is::Author,
        (Space::Office | Space::Draw, _) => Is::Apart,
        _ => Is::Other,
    }
}
