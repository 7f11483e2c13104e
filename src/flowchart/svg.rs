//! A drawing as SVG that works without a script: real links, real text, and a list for those who hear it.
//!
//! Colours are left to the style sheet (`components/flowchart/flowchart.css`): the page's security policy forbids styles
//! inside. Arrows are decoration; where each leads is said in words beside its answer.

use std::fmt::{Display, Formatter, Result, Write};

use super::layout::{HEADING, NUMBER, PAD, POINT as CUT, SIGN as BEFORE_HEADING, height};
use super::text::{self, LINE, SIZE};
use super::{
    Arrow, Chart, ChartStep, Drawing, DrawnBox, Mark, Note, NoteKind, Origin, Point, Rect, Role, Shape, Sheet, Verdict,
};

/// The largest radius of a bend.
const BEND: i32 = 10;
/// Length of an arrowhead, and half its width.
const HEAD: (i32, i32) = (11, 6);
/// Where letters stand in a line, from its top.
const BASELINE: i32 = 16;
/// Half the size of a sign.
const SIGN: i32 = 11;

/// Writes a drawing as one `<svg>` element, to be set into a page.
///
/// `chart` must be the chart that the drawing was made of; where the two do not match, the part is left out.
pub fn svg(drawing: &Drawing, chart: &Chart) -> String {
    let (width, height) = (drawing.width, drawing.height);
    let (title, direction) = (Text(&chart.title), if chart.rtl { "rtl" } else { "ltr" });
    let page = Page { drawing, chart };
    format!(
        "<svg class=\"fp-map\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" \
         height=\"{height}\" font-size=\"{SIZE}\" direction=\"{direction}\" role=\"group\" aria-label=\"{title}\">\n\
         <title>{title}</title>\n<g id=\"_map-all\">\n{}<g role=\"list\">\n{}{}</g>\n</g>\n</svg>\n",
        page.arrows(),
        page.notes(),
        page.steps(),
    )
}

/// Writes one sheet of a poster as an `<svg>` element that shows a part of the drawing on the same page again.
///
/// It is for paper alone: whoever hears the page has the drawing itself.
pub fn sheet(drawing: &Drawing, sheet: &Sheet, rtl: bool) -> String {
    let (above, below) = sheet.edges();
    let (width, part) = (drawing.width, sheet.bottom - sheet.top);
    let direction = if rtl { "rtl" } else { "ltr" };
    let (top, height) = (sheet.top, above + part + below);
    let into = sheet.from.iter().map(|mark| {
        let y = above - mark.away;
        let line = format!("M{} {y}V{above}", mark.x);
        stub(mark, &line, "", y + BASELINE, rtl)
    });
    let on = sheet.on.iter().map(|mark| {
        let y = above + part + mark.away;
        let points = [above + part, y].map(|y| Point { x: mark.x, y });
        stub(mark, &line(&points), &head(&points), y, rtl)
    });
    format!(
        "<svg class=\"fp-map\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" font-size=\"{SIZE}\" direction=\"{direction}\">\n\
         <svg y=\"{above}\" width=\"{width}\" height=\"{part}\" viewBox=\"0 {top} {width} {part}\"><use href=\"#_map-all\"/></svg>\n\
         {}</svg>\n",
        into.chain(on).collect::<String>()
    )
}

/// The end of an arrow that a sheet cuts off, with its words beside it.
fn stub(mark: &Mark, line: &str, head: &str, y: i32, rtl: bool) -> String {
    let words = Text(&mark.words);
    let x = if rtl { mark.x - BEND } else { mark.x + BEND };
    format!(
        "<path class=\"fp-map-line\" d=\"{line}\"/><path class=\"fp-map-head\" d=\"{head}\"/>\
         <text class=\"fp-map-label\" x=\"{x}\" y=\"{y}\">{words}</text>\n"
    )
}

/// What the parts of the picture are written from.
struct Page<'a> {
    drawing: &'a Drawing,
    chart: &'a Chart,
}

impl Page<'_> {
    fn arrows(&self) -> String {
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
    fn arrow_data(&self, from: usize, answer: usize, into: usize) -> String {
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

    fn step_of(&self, drawn: usize) -> Option<&ChartStep> {
        self.chart.steps.get(self.drawing.boxes.get(drawn)?.step)
    }

    /// Writes the ways out that hold everywhere.
    fn notes(&self) -> String {
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
    fn steps(&self) -> String {
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

    /// Writes a box as a link.
    fn drawn_box(&self, drawn: &DrawnBox) -> String {
        let Some(step) = self.chart.steps.get(drawn.step) else {
            return String::new();
        };
        let class = class(step.shape, drawn.role);
        let face = self.face(&drawn.place, step.shape, drawn.role);
        let sign = self.sign(drawn, step.shape);
        let (id, url) = (Text(&step.id), Text(&step.url));
        let words = self.box_words(drawn, step);
        let name = name_of(drawn, step);
        format!(
            "<a class=\"fp-map-box {class}\" href=\"{url}\" data-step=\"{id}\" aria-label=\"{}\">\
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

    /// A place so far in from the side on which reading starts.
    fn start_of(&self, place: &Rect, inset: i32, y: i32) -> Point {
        let x = if self.chart.rtl {
            place.right() - inset
        } else {
            place.x + inset
        };
        Point { x, y }
    }

    fn end_of(&self, place: &Rect, inset: i32, y: i32) -> Point {
        let x = if self.chart.rtl {
            place.x + inset
        } else {
            place.right() - inset
        };
        Point { x, y }
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

/// The words of a box, as one name: WebKit gives none to a link in a drawing, whatever stands in it.
fn name_of(drawn: &DrawnBox, step: &ChartStep) -> String {
    let number = (!step.number.is_empty()).then_some(&step.number);
    let words: Vec<&str> = drawn
        .heading
        .iter()
        .chain(number)
        .chain(&drawn.lines)
        .map(String::as_str)
        .collect();
    words.join(" ")
}

fn top_of_words(drawn: &DrawnBox) -> i32 {
    drawn.place.y + (drawn.place.height - height(drawn.heading.len(), drawn.lines.len())) / 2
}

fn class(shape: Shape, role: Role) -> &'static str {
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

fn rounded(place: &Rect, radius: i32) -> String {
    let r = radius.min(place.width / 2).min(place.height / 2);
    let (w, h) = (place.width - 2 * r, place.height - 2 * r);
    let arc = |x: i32, y: i32| format!("a{r} {r} 0 0 1 {x} {y}");
    format!(
        "M{} {}h{w}{}v{h}{}h{}{}v{}{}z",
        place.x + r,
        place.y,
        arc(r, r),
        arc(-r, r),
        -w,
        arc(-r, -r),
        -h,
        arc(r, -r)
    )
}

fn octagon(place: &Rect, cut: i32) -> String {
    let (w, h) = (place.width - 2 * cut, place.height - 2 * cut);
    format!(
        "M{} {}h{w}l{cut} {cut}v{h}l{} {cut}h{}l{} {}v{}z",
        place.x + cut,
        place.y,
        -cut,
        -w,
        -cut,
        -cut,
        -h
    )
}

/// The arm of a signpost.
fn pointed(place: &Rect, leftwards: bool) -> String {
    let middle = place.height / 2;
    let rest = place.height - middle;
    let (x, side) = if leftwards { (place.right(), -1) } else { (place.x, 1) };
    let (along, point) = (side * (place.width - CUT), side * CUT);
    format!(
        "M{x} {}h{along}l{point} {middle}l{} {rest}h{}z",
        place.y, -point, -along
    )
}

/// A line through all points, with its bends rounded.
fn line(points: &[Point]) -> String {
    let mut path = String::new();
    let [first, rest @ ..] = points else { return path };
    path += &format!("M{} {}", first.x, first.y);
    for window in points.windows(3) {
        let (before, corner, after) = (window[0], window[1], window[2]);
        let radius = BEND.min(distance(before, corner) / 2).min(distance(corner, after) / 2);
        let (a, b) = (towards(corner, before, radius), towards(corner, after, radius));
        path += &format!("L{} {}Q{} {} {} {}", a.x, a.y, corner.x, corner.y, b.x, b.y);
    }
    if let (Some(last), Some(before)) = (rest.last(), points.iter().rev().nth(1)) {
        let end = towards(*last, *before, HEAD.0 - 1);
        path += &format!("L{} {}", end.x, end.y);
    }
    path
}

/// The arrowhead at the last point.
fn head(points: &[Point]) -> String {
    let [.., before, tip] = points else {
        return String::new();
    };
    let back = towards(*tip, *before, HEAD.0);
    let (dx, dy) = if before.x == tip.x { (HEAD.1, 0) } else { (0, HEAD.1) };
    format!(
        "M{} {}L{} {}L{} {}z",
        tip.x,
        tip.y,
        back.x + dx,
        back.y + dy,
        back.x - dx,
        back.y - dy
    )
}

fn distance(a: Point, b: Point) -> i32 {
    (a.x - b.x).abs() + (a.y - b.y).abs()
}

/// Returns the point so far from `from` in the direction of `to`, which is level with or straight above or below it.
fn towards(from: Point, to: Point, by: i32) -> Point {
    Point {
        x: from.x + by * (to.x - from.x).signum(),
        y: from.y + by * (to.y - from.y).signum(),
    }
}

/// Lines of words below one another. Each ends with a space, so that they are not read as one long word.
struct Lines<'a> {
    class: &'a str,
    lines: &'a [String],
    at: Point,
}

impl Display for Lines<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        let class = if self.class.is_empty() {
            String::new()
        } else {
            format!(" class=\"{}\"", self.class)
        };
        let mut y = self.at.y;
        for line in self.lines {
            write!(f, "<tspan{class} x=\"{}\" y=\"{y}\">{} </tspan>", self.at.x, Text(line))?;
            y += LINE;
        }
        Ok(())
    }
}

/// Text made safe for an attribute or the inside of an element.
struct Text<'a>(&'a str);

impl Display for Text<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        for c in self.0.chars() {
            match c {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                c if c.is_control() => f.write_char(' ')?,
                c => f.write_char(c)?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_cannot_break_out() {
        assert_eq!(
            Text("<a href=\"x\">&\u{0}").to_string(),
            "&lt;a href=&quot;x&quot;&gt;&amp; "
        );
    }

    #[test]
    fn bends_are_rounded_and_the_line_stops_behind_the_head() {
        let points = [Point { x: 0, y: 0 }, Point { x: 0, y: 40 }, Point { x: 60, y: 40 }];
        assert_eq!(line(&points), "M0 0L0 30Q0 40 10 40L50 40");
        assert_eq!(head(&points), "M60 40L49 46L49 34z");
    }

    #[test]
    fn a_line_without_length_is_no_trouble() {
        assert_eq!(line(&[]), "");
        assert_eq!(head(&[Point { x: 1, y: 1 }]), "");
    }
}
