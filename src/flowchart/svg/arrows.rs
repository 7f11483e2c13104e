//! The lines of the picture, and the sheets that its notes stand on: decoration, which nobody hears.

use super::super::{Arrow, Note, NoteKind, Origin, Role};
use super::Page;
use super::boxes::class;
use super::path::{head, line, rounded};
use super::words::Text;

impl Page<'_> {
    pub(super) fn arrows(&self) -> String {
        let panels = self.drawing.notes.iter().filter_map(|note| self.panel(note));
        let arrows = self.drawing.arrows.iter().map(|arrow| self.arrow(arrow));
        format!(
            "<g aria-hidden=\"true\">\n{}</g>\n",
            panels.chain(arrows).collect::<String>()
        )
    }

    fn arrow(&self, arrow: &Arrow) -> String {
        let (line, head) = (line(&arrow.points), head(&arrow.points));
        let (class, data) = match arrow.from {
            Origin::Answer { from, answer } => ("", self.arrow_data(from, answer, arrow.into)),
            Origin::Note(note) => (self.note_class(note), String::new()),
        };
        format!(
            "<g class=\"fp-map-arrow{class}\"{data}><path class=\"fp-map-line\" d=\"{line}\"/>\
             <path class=\"fp-map-head\" d=\"{head}\"/></g>\n"
        )
    }

    /// What a script needs in order to light the way taken.
    pub(super) fn arrow_data(&self, from: usize, answer: usize, into: usize) -> String {
        match (self.step_of(from), self.step_of(into)) {
            (Some(from), Some(to)) => format!(
                " data-from=\"{}\" data-answer=\"{answer}\" data-to=\"{}\"",
                Text(&from.id),
                Text(&to.id)
            ),
            _ => String::new(),
        }
    }

    fn note_class(&self, note: usize) -> &'static str {
        match self.drawing.notes.get(note).map(|note| note.kind) {
            Some(NoteKind::AnyTime(_)) => " fp-map-arrow-any-time",
            Some(NoteKind::NotSure) => " fp-map-arrow-not-sure",
            _ => " fp-map-arrow-start",
        }
    }

    /// Draws the sheet that a note's words and box stand on, in the colour of the box.
    fn panel(&self, note: &Note) -> Option<String> {
        let to = match note.kind {
            NoteKind::Start => return None,
            NoteKind::NotSure => self.chart.not_sure?,
            NoteKind::AnyTime(index) => self.chart.any_time.get(index)?.to,
        };
        let class = class(self.chart.steps.get(to)?.shape, Role::Step);
        let weight = if note.kind == NoteKind::NotSure {
            ""
        } else {
            " fp-map-any-time"
        };
        let face = rounded(&note.place, 8);
        Some(format!("<path class=\"fp-map-panel {class}{weight}\" d=\"{face}\"/>\n"))
    }
}
