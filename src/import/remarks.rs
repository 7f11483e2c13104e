//! What a person should know of how a document was read: told where it happened, or once with how often.

use super::document::{Place, Remark, RemarkKind};

/// Remarks as they come up.
#[derive(Debug, Default)]
pub struct Remarks {
    told: Vec<Remark>,
    /// Tracked insertions that were accepted.
    pub inserted: usize,
    /// Tracked deletions that were accepted.
    pub deleted: usize,
    /// Lines of a table of contents that were left out.
    pub lines_of_contents: usize,
    /// Soft hyphens that were dropped.
    pub soft_hyphens: usize,
}

impl Remarks {
    /// Adds a remark.
    pub fn add(&mut self, kind: RemarkKind, says: impl Into<String>, place: Place) {
        let says = says.into();
        self.told.push(Remark { kind, says, place });
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
        self.told
    }
}

/// `1 line`, `2 lines`.
pub fn counted(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}
