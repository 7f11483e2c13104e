//! The picture as it is read aloud: a list of steps, each with its answers and where they lead.

use super::super::layout::PAD;
use super::super::text::{self, LINE};
use super::super::{Arrow, DrawnBox, Note, NoteKind, Origin, Point, Role};
use super::path::rounded;
use super::words::{Lines, Text};
use super::{BASELINE, Page};

impl Page<'_> {
    /// Writes the ways out that hold everywhere.
    pub(super) fn notes(&self) -> String {
        let mut out = String::new();
        for arrow in &self.drawing.arrows {
            let Origin::Note(index) = arrow.from else { continue };
            let (Some(note), Some(into)) = (self.drawing.notes.get(index), self.drawing.boxes.get(arrow.into)) else {
                continue;
            };
            if note.kind != NoteKind::Start {
                let words = self.note_words(note, into);
                out += &format!("<g role=\"listitem\">{words}{}</g>\n", self.drawn_box(into));
            }
        }
        out
    }

    fn note_words(&self, note: &Note, into: &DrawnBox) -> String {
        let down = (note.place.height - text::height(note.heading.len() + note.lines.len())) / 2;
        let at = self.start_of(&note.place, PAD, note.place.y + down + BASELINE);
        let heading = Lines {
            class: "fp-map-heading",
            lines: &note.heading,
            at,
        };
        let below = Point {
            y: at.y + text::height(note.heading.len()),
            ..at
        };
        let said = Lines {
            class: "",
            lines: &note.lines,
            at: below,
        };
        format!(
            "<text class=\"fp-map-words\">{heading}{said}{}</text>",
            self.spoken(into, at)
        )
    }

    /// Writes every step as an item of the list: its box, and its answers as a list of their own.
    pub(super) fn steps(&self) -> String {
        let in_notes: Vec<usize> = self
            .drawing
            .arrows
            .iter()
            .filter(|arrow| self.is_panel(arrow))
            .map(|a| a.into)
            .collect();
        let mut out = String::new();
        for (index, drawn) in self.drawing.boxes.iter().enumerate() {
            if drawn.role == Role::Step && !in_notes.contains(&index) {
                out += &self.step(index, drawn);
            }
        }
        out
    }

    fn is_panel(&self, arrow: &Arrow) -> bool {
        let Origin::Note(note) = arrow.from else { return false };
        self.drawing
            .notes
            .get(note)
            .is_some_and(|note| note.kind != NoteKind::Start)
    }

    fn step(&self, index: usize, drawn: &DrawnBox) -> String {
        let answers: String = self.answers_of(index).map(|(_, arrow)| self.answer(arrow)).collect();
        let list = if answers.is_empty() {
            answers
        } else {
            format!("\n<g role=\"list\">\n{answers}</g>")
        };
        format!(
            "<g role=\"listitem\">{}{}{list}</g>\n",
            self.start_tag(index),
            self.drawn_box(drawn)
        )
    }

    /// Returns the arrows that leave a box, in the order of its answers.
    fn answers_of(&self, index: usize) -> impl Iterator<Item = (usize, &Arrow)> {
        let mut arrows: Vec<(usize, &Arrow)> = Vec::new();
        for arrow in &self.drawing.arrows {
            match arrow.from {
                Origin::Answer { from, answer } if from == index => arrows.push((answer, arrow)),
                _ => {}
            }
        }
        arrows.sort_by_key(|(answer, _)| *answer);
        arrows.into_iter()
    }

    /// Writes one answer: its words, where it leads, and the box there, if that only repeats another.
    fn answer(&self, arrow: &Arrow) -> String {
        let (Some(into), Some(label)) = (self.drawing.boxes.get(arrow.into), &arrow.label) else {
            return String::new();
        };
        let at = self.start_of(&label.place, 0, label.place.y + BASELINE);
        let words = Lines {
            class: "",
            lines: &label.lines,
            at,
        };
        let repeat = if into.role == Role::Step {
            String::new()
        } else {
            self.drawn_box(into)
        };
        let data = match arrow.from {
            Origin::Answer { from, answer } => self.arrow_data(from, answer, arrow.into),
            Origin::Note(_) => String::new(),
        };
        format!(
            "<g role=\"listitem\"{data}><text class=\"fp-map-label\">{words}{}</text>{repeat}</g>\n",
            self.spoken(into, at)
        )
    }

    /// What only a screen reader says: where an answer goes. It has a place of its own, so that it pushes nothing aside.
    fn spoken(&self, into: &DrawnBox, at: Point) -> String {
        let Some(step) = self.chart.steps.get(into.step) else {
            return String::new();
        };
        let comma = if step.number.is_empty() { "" } else { ", " };
        let (number, title) = (Text(&step.number), Text(&step.title));
        let goes_to = Text(&self.chart.words.goes_to);
        let Point { x, y } = at;
        format!(
            "<tspan class=\"fp-map-spoken\" x=\"{x}\" y=\"{y}\" font-size=\"1\" fill=\"none\">: {goes_to} {number}{comma}{title}</tspan>"
        )
    }

    fn start_tag(&self, index: usize) -> String {
        let tag = self.drawing.arrows.iter().find_map(|arrow| match arrow.from {
            Origin::Note(note) if arrow.into == index => self.drawing.notes.get(note),
            _ => None,
        });
        let Some(tag) = tag.filter(|note| note.kind == NoteKind::Start) else {
            return String::new();
        };
        let at = Point {
            x: tag.place.x + tag.place.width / 2,
            y: tag.place.y + LINE / 4 + BASELINE,
        };
        let words = Lines {
            class: "",
            lines: &tag.heading,
            at,
        };
        let face = rounded(&tag.place, tag.place.height / 2);
        format!(
            "<g class=\"fp-map-start\"><path class=\"fp-map-face\" d=\"{face}\"/>\
             <text class=\"fp-map-heading\" text-anchor=\"middle\">{words}</text></g>"
        )
    }
}
