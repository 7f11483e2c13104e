//! What a person should know of how a document was read: told where it happened, or once with how often.

use super::xml::Element;
use crate::import::document::{Place, Remark, RemarkKind};
use crate::import::source::{LeftOut, Stretch};

/// How many headers and footers are told: a document has up to three of each for every section.
const HEADERS: usize = 60;

/// Remarks as they come up.
#[derive(Debug, Default)]
pub struct Remarks {
    told: Vec<Remark>,
    /// What the headers and footers say that were told.
    headers: Vec<String>,
    /// What was left out.
    pub left_out: Vec<Stretch>,
    /// Tracked insertions that were accepted.
    pub inserted: usize,
    /// Tracked deletions that were accepted.
    pub deleted: usize,
    /// Lines of a table of contents that were left out.
    pub lines_of_contents: usize,
    /// Soft hyphens that were dropped.
    pub soft_hyphens: usize,
    /// Raised or lowered figures.
    pub figures: usize,
    /// Paragraphs in which words are underlined.
    underlined: Vec<Place>,
}

impl Remarks {
    /// Adds a remark.
    pub fn add(&mut self, kind: RemarkKind, says: impl Into<String>, place: Place) {
        let says = says.into();
        self.told.push(Remark { kind, says, place });
    }

    /// Names an element that is left out with all that it holds.
    pub fn leave_out(&mut self, element: Element<'_>, what: LeftOut) {
        let (part, range) = element.stretch();
        self.left_out.push(Stretch { part, range, what });
    }

    /// Notes what a tracked change deleted.
    pub fn delete(&mut self, element: Element<'_>) {
        self.deleted += 1;
        self.leave_out(element, LeftOut::Deleted);
    }

    /// Notes a picture that is left out, with what its author says that it shows.
    pub fn picture(&mut self, shows: &str, place: Place) {
        let says = match shows.trim() {
            "" => "A picture was left out.".to_owned(),
            shows => format!("A picture was left out: “{}”.", short(shows)),
        };
        self.add(RemarkKind::LeftOut, says, place);
    }

    /// Notes a link that no page can have.
    pub fn link(&mut self, target: &str, place: Place) {
        let says = format!(
            "A link to “{}” was left out: readers could not follow it.",
            short(target)
        );
        self.add(RemarkKind::LeftOut, says, place);
    }

    /// Notes hidden words.
    pub fn hidden(&mut self, words: &str, place: Place) {
        let says = format!("Hidden text was left out: “{}”.", short(words));
        self.add(RemarkKind::LeftOut, says, place);
    }

    /// Notes words in a cell that another one covers.
    pub fn covered(&mut self, place: Place) {
        let says = "A cell that another one covers has words of its own; they are kept.";
        self.add(RemarkKind::Unsure, says, place);
    }

    /// Notes a header or footer, once however often it stands in the file.
    pub fn header(&mut self, called: &str, words: String) {
        if !words.is_empty() && self.headers.len() < HEADERS && !self.headers.contains(&words) {
            let says = format!("{called} was left out: “{}”.", short(&words));
            self.add(RemarkKind::LeftOut, says, Place::Unknown);
            self.headers.push(words);
        }
    }

    /// Notes a sign that is not known, and returns what stands in its place.
    pub fn unknown_sign(&mut self, font: &str, place: Place) -> char {
        let says = match font {
            "" => "A sign that only its font knows stands here as �.".to_owned(),
            font => format!("A sign of the font {} is not known, and stands here as �.", short(font)),
        };
        self.add(RemarkKind::Unsure, says, place);
        char::REPLACEMENT_CHARACTER
    }

    /// Returns all of them, those that count last.
    pub fn finish(mut self) -> Vec<Remark> {
        let changes = self.inserted + self.deleted;
        if changes > 0 {
            let says = format!(
                "{} accepted: {}, {}. What was deleted is not in the policy.",
                counted(changes, "tracked change was", "tracked changes were"),
                counted(self.inserted, "insertion", "insertions"),
                counted(self.deleted, "deletion", "deletions"),
            );
            self.add(RemarkKind::Mended, says, Place::Unknown);
        }
        if self.lines_of_contents > 0 {
            let lines = counted(self.lines_of_contents, "line", "lines");
            let says = format!("The table of contents ({lines}) was left out: it repeats the headings.");
            self.add(RemarkKind::LeftOut, says, Place::Unknown);
        }
        if self.soft_hyphens > 0 {
            let hyphens = counted(self.soft_hyphens, "soft hyphen was", "soft hyphens were");
            let says = format!("{hyphens} dropped: a browser breaks lines by itself.");
            self.add(RemarkKind::Mended, says, Place::Unknown);
        }
        if self.figures > 0 {
            let figures = counted(
                self.figures,
                "raised or lowered figure is",
                "raised or lowered figures are",
            );
            let says = format!("{figures} typed as the sign for it, as in m² and CO₂.");
            self.add(RemarkKind::Mended, says, Place::Unknown);
        }
        if let Some(first) = self.underlined.first().cloned() {
            let paragraphs = counted(self.underlined.len(), "paragraph", "paragraphs");
            let says = format!(
                "Underlining was left out, in {paragraphs}: a policy has none, for on a page a line below words means a link. \
                 Where the words should stand out, make them bold."
            );
            self.add(RemarkKind::LeftOut, says, first);
        }
        self.told
    }

    /// Notes a paragraph in which words are underlined.
    pub fn underlined(&mut self, place: Place) {
        self.underlined.push(place);
    }

    /// Counts the figures among `words` that `plain` has another sign for.
    pub fn figures(&mut self, words: &str, plain: &str) {
        let changed = words
            .chars()
            .zip(plain.chars())
            .filter(|(typed, sign)| typed != sign && typed.is_ascii_digit());
        self.figures += changed.count();
    }
}

impl Remark {
    /// Makes a remark of what could not be told.
    pub fn unsure(says: impl Into<String>, place: Place) -> Self {
        Self {
            kind: RemarkKind::Unsure,
            says: says.into(),
            place,
        }
    }
}

/// `1 line`, `2 lines`.
pub fn counted(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// Returns as much of a text as a remark can hold.
pub fn short(text: &str) -> String {
    const ROOM: usize = 80;
    let text = text.trim();
    match text.char_indices().nth(ROOM) {
        Some((end, _)) => format!("{} ...", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}
