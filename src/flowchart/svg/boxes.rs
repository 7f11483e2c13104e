//! One box: its outline, its sign and its words, all inside one link.

use super::super::layout::{HEADING, NUMBER, PAD, POINT as CUT, SIGN as BEFORE_HEADING, height};
use super::super::text::{self, LINE};
use super::super::{ChartStep, DrawnBox, Point, Rect, Role, Shape, Verdict};
use super::path::{octagon, pointed, rounded};
use super::words::{Lines, Text};
use super::{BASELINE, Page};

/// Half the size of a sign.
const SIGN: i32 = 11;

impl Page<'_> {
    /// Writes a box as a link.
    pub(super) fn drawn_box(&self, drawn: &DrawnBox) -> String {
        let Some(step) = self.chart.steps.get(drawn.step) else {
            return String::new();
        };
        let class = class(step.shape, drawn.role);
        let face = self.face(&drawn.place, step.shape, drawn.role);
        let sign = self.sign(drawn, step.shape);
        let (id, url) = (Text(&step.id), Text(&step.url));
        let (name, words) = (name(drawn, step), self.box_words(drawn, step));
        format!(
            "<a class=\"fp-map-box {class}\" href=\"{url}\" data-step=\"{id}\"><title>{}</title>\
             <path class=\"fp-map-face\" d=\"{face}\"/>{sign}{words}</a>",
            Text(&name)
        )
    }

    fn box_words(&self, drawn: &DrawnBox, step: &ChartStep) -> String {
        let y = top_of_words(drawn) + BASELINE;
        let number = self.number(drawn, step, y);
        let before = if drawn.role == Role::Pointer { 0 } else { BEFORE_HEADING };
        let heading = Lines {
            class: "fp-map-heading",
            lines: &drawn.heading,
            at: self.start_of(&drawn.place, PAD + before, y),
        };
        let (inset, down) = match drawn.heading.len() {
            0 if step.number.is_empty() => (0, 0),
            0 => (text::width(&step.number) + NUMBER, 0),
            lines => (0, text::height(lines) + HEADING),
        };
        let at = self.start_of(&drawn.place, PAD + inset, y + down);
        let title = Lines {
            class: "fp-map-title",
            lines: &drawn.lines,
            at,
        };
        format!("<text>{heading}{number}{title}</text>")
    }

    /// A question's number hangs before its words; that of any other box stands at the end of its heading.
    fn number(&self, drawn: &DrawnBox, step: &ChartStep, y: i32) -> String {
        if step.number.is_empty() {
            return String::new();
        }
        let pointed = if step.shape == Shape::Outcome(Verdict::Proceed) {
            CUT
        } else {
            0
        };
        let (at, anchor) = match drawn.heading.is_empty() {
            true => (self.start_of(&drawn.place, PAD, y), "start"),
            false => (self.end_of(&drawn.place, PAD + pointed, y), "end"),
        };
        let number = Text(&step.number);
        let Point { x, y } = at;
        format!("<tspan class=\"fp-map-number\" x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\">{number} </tspan>")
    }

    fn face(&self, place: &Rect, shape: Shape, role: Role) -> String {
        match shape {
            _ if role == Role::Pointer => rounded(place, 6),
            Shape::Question => rounded(place, 12),
            Shape::Checklist => rounded(place, 2),
            Shape::Outcome(Verdict::Proceed) => pointed(place, self.chart.rtl),
            Shape::Outcome(Verdict::Wait) => rounded(place, 22),
            Shape::Outcome(Verdict::Stop) => octagon(place, CUT),
            Shape::Outcome(Verdict::ActNow) => rounded(place, 4),
        }
    }

    /// The sign at the reading side of a checklist or an outcome.
    fn sign(&self, drawn: &DrawnBox, shape: Shape) -> String {
        if drawn.role == Role::Pointer || shape == Shape::Question {
            return String::new();
        }
        let y = top_of_words(drawn) + LINE / 2;
        let Point { x, y } = self.start_of(&drawn.place, PAD + SIGN, y);
        let (back, front) = sign(shape, x, y, if self.chart.rtl { -1 } else { 1 });
        format!("<path class=\"fp-map-sign\" d=\"{back}\"/><path class=\"fp-map-mark\" d=\"{front}\"/>")
    }
}

/// The words of a box in one line: WebKit gives a link in a drawing no name but its title.
fn name(drawn: &DrawnBox, step: &ChartStep) -> String {
    let number = Some(&step.number).filter(|number| !number.is_empty());
    let words = drawn.heading.iter().chain(number).chain(&drawn.lines);
    words.map(String::as_str).collect::<Vec<_>>().join(" ")
}

fn top_of_words(drawn: &DrawnBox) -> i32 {
    drawn.place.y + (drawn.place.height - height(drawn.heading.len(), drawn.lines.len())) / 2
}

pub(super) fn class(shape: Shape, role: Role) -> &'static str {
    match shape {
        _ if role == Role::Pointer => "fp-map-pointer",
        Shape::Question => "fp-map-question",
        Shape::Checklist => "fp-map-checklist",
        Shape::Outcome(Verdict::Proceed) => "fp-map-outcome fp-map-proceed",
        Shape::Outcome(Verdict::ActNow) => "fp-map-outcome fp-map-act-now",
        Shape::Outcome(Verdict::Stop) => "fp-map-outcome fp-map-stop",
        Shape::Outcome(Verdict::Wait) => "fp-map-outcome fp-map-wait",
    }
}

/// Two paths around a middle: the sign's ground and what is on it. `side` is -1 where reading goes leftwards.
fn sign(shape: Shape, x: i32, y: i32, side: i32) -> (String, String) {
    let around = Rect {
        x: x - SIGN,
        y: y - SIGN,
        width: 2 * SIGN,
        height: 2 * SIGN,
    };
    match shape {
        Shape::Outcome(Verdict::Proceed) => {
            let (tail, tip) = (x - 6 * side, x + 6 * side);
            let front = format!(
                "M{tail} {y}H{tip}M{} {}L{tip} {y}L{} {}",
                x + side,
                y - 5,
                x + side,
                y + 5
            );
            (rounded(&around, SIGN), front)
        }
        Shape::Outcome(Verdict::Wait) => (
            rounded(&around, SIGN),
            format!("M{} {}V{}M{} {}V{}", x - 3, y - 5, y + 5, x + 3, y - 5, y + 5),
        ),
        Shape::Outcome(Verdict::Stop) => (octagon(&around, 6), format!("M{} {y}H{}", x - 6, x + 6)),
        Shape::Outcome(Verdict::ActNow) => (
            format!("M{x} {}L{} {}H{}Z", y - SIGN - 1, x + SIGN + 2, y + SIGN, x - SIGN - 2),
            format!("M{x} {}V{}M{x} {}V{}", y - 4, y + 3, y + 6, y + 7),
        ),
        Shape::Question | Shape::Checklist => {
            let front = format!("M{} {y}L{} {}L{} {}", x - 5, x - 1, y + 5, x + 6, y - 5);
            (rounded(&around, 3), front)
        }
    }
}
