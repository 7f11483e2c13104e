//! What holds everywhere is said once, above the picture; then the whole is put in reading order, and mirrored if the
//! page reads from right to left.

use super::super::text::{self, LINE};
use super::super::{Arrow, Chart, Drawing, DrawnBox, Note, NoteKind, Origin, Point, Rect, Role};
use super::block::{Face, PAD};
use super::sheet::Sheet;

/// Around the whole picture.
const MARGIN: i32 = 12;
/// The widest that the words of a note may be.
const WORDS: i32 = 230;
/// Of the box that a note leads to.
const ENDING: i32 = 262;
/// Of the arrow in a note.
const ARROW: i32 = 46;
/// Between notes, and between the notes and the picture.
const GAP: i32 = 16;
/// From the start tag to the first box.
const START_ARROW: i32 = 26;

/// Adds the notes above a sheet and makes the drawing of it.
pub(super) fn finish(chart: &Chart, mut sheet: Sheet) -> Drawing {
    let start = start_tag(chart, &sheet);
    let head = start.as_ref().map_or(0, |tag| tag.place.height + START_ARROW);
    let (panels, below) = set_out(&panels(chart), &mut sheet, start.as_ref());
    let mut drawing = Drawing {
        width: sheet.width,
        height: sheet.height + below + head,
        boxes: sheet.boxes,
        arrows: sheet.arrows,
        notes: Vec::new(),
    };
    drawing.shift(0, below + head);
    if let (Some(tag), Some(first)) = (start, sheet.start) {
        drawing.add_start(
            Note {
                place: tag.place.moved(0, below),
                ..tag
            },
            first,
        );
    }
    panels.into_iter().for_each(|panel| drawing.add_panel(panel));
    drawing.frame();
    drawing.sort();
    drawing.tell_repeats(chart.steps.len());
    if chart.rtl {
        drawing.mirror();
    }
    drawing
}

/// A note that leads to a box.
#[derive(Clone)]
struct Panel {
    note: Note,
    step: usize,
    role: Role,
    face: Face,
    box_place: Rect,
}

/// Makes the notes that a chart asks for, one below the other.
fn panels(chart: &Chart) -> Vec<Panel> {
    let any_time = chart.any_time.iter().enumerate().map(|(index, way)| {
        (
            NoteKind::AnyTime(index),
            chart.words.any_time.as_str(),
            way.say.as_str(),
            way.to,
        )
    });
    let (heading, but) = unsure(chart);
    let not_sure = chart.not_sure.map(|to| (NoteKind::NotSure, heading, but.as_str(), to));
    let wanted = any_time.chain(not_sure).filter(|note| note.3 < chart.steps.len());
    let mut panels: Vec<Panel> = wanted.map(|note| panel(chart, note)).collect();
    let width = panels.iter().map(|panel| panel.note.place.width).max().unwrap_or(0);
    let mut y = 0;
    for panel in &mut panels {
        panel.move_to(Rect {
            x: 0,
            y,
            width,
            height: panel.note.place.height,
        });
        y = panel.note.place.bottom() + GAP / 2;
    }
    panels
}

/// Heads the way out for the unsure, and names the questions that do not have it.
fn unsure(chart: &Chart) -> (&str, String) {
    match chart.no_not_sure.as_slice() {
        [] => (&chart.words.not_sure, String::new()),
        numbers => {
            let but = format!("{} {}", chart.words.every_question_but, numbers.join(", "));
            (&chart.words.not_sure_at_most, but)
        }
    }
}

fn panel(chart: &Chart, (kind, heading, say, step): (NoteKind, &str, &str, usize)) -> Panel {
    let leads_on = !chart.steps[step].answers.is_empty();
    let role = if leads_on { Role::Pointer } else { Role::Step };
    let face = Face::new(chart, step, leads_on, ENDING);
    let heading = text::wrap(heading, WORDS);
    let lines = text::wrap_evenly(say, WORDS);
    let words = text::bold(text::widest(&heading)).max(text::widest(&lines));
    let width = words + face.width + ARROW + 4 * PAD;
    let height = (text::height(heading.len() + lines.len()) + 2 * PAD).max(face.height + 2 * PAD - 8);
    let place = Rect {
        x: 0,
        y: 0,
        width,
        height,
    };
    Panel {
        note: Note {
            kind,
            place,
            heading,
            lines,
        },
        step,
        role,
        box_place: place,
        face,
    }
}

impl Panel {
    fn move_to(&mut self, place: Rect) {
        let (width, height) = (self.face.width, self.face.height);
        self.box_place = Rect {
            x: place.right() - PAD - width,
            y: place.y + (place.height - height) / 2,
            width,
            height,
        };
        self.note.place = place;
    }
}

/// Sets the notes out where they push the picture down least, and says how far down that is.
///
/// They stand side by side across the top, or one below the other in either upper corner.
fn set_out(panels: &[Panel], sheet: &mut Sheet, start: Option<&Note>) -> (Vec<Panel>, i32) {
    let Some(last) = panels.last() else {
        return (Vec::new(), 0);
    };
    let (width, height) = (last.note.place.width, last.note.place.bottom());
    sheet.width = sheet.width.max(width);
    let (mut best, mut least) = (across(panels, sheet.width), i32::MAX);
    if let Some(row) = best.first() {
        least = row.height + GAP;
    }
    for x in [sheet.width - width, 0] {
        let room = Rect {
            x: x - GAP,
            y: 0,
            width: width + 2 * GAP,
            height,
        };
        let down = (height + GAP - clearance(sheet, start, &room)).max(0);
        if down < least {
            least = down;
            best = panels.iter().map(|panel| panel.note.place.moved(x, 0)).collect();
        }
    }
    let mut placed = panels.to_vec();
    placed
        .iter_mut()
        .zip(best)
        .for_each(|(panel, place)| panel.move_to(place));
    (placed, least)
}

/// Puts the notes side by side, if the width is enough for that.
fn across(panels: &[Panel], width: i32) -> Vec<Rect> {
    let height = panels.iter().map(|panel| panel.note.place.height).max().unwrap_or(0);
    let mut x = 0;
    let mut places = Vec::new();
    for panel in panels {
        places.push(Rect {
            x,
            y: 0,
            width: panel.note.place.width,
            height,
        });
        x += panel.note.place.width + GAP;
    }
    if x - GAP > width { Vec::new() } else { places }
}

/// Returns how far down a part of the sheet is empty, when the start tag is on top of it.
fn clearance(sheet: &Sheet, start: Option<&Note>, room: &Rect) -> i32 {
    let head = start.map_or(0, |tag| tag.place.height + START_ARROW);
    let is_beside = |left: i32, right: i32| left < room.right() && room.x < right;
    let boxes = sheet.boxes.iter().map(|drawn| drawn.place);
    let labels = sheet
        .arrows
        .iter()
        .filter_map(|arrow| Some(arrow.label.as_ref()?.place));
    let below = boxes
        .chain(labels)
        .filter(|place| is_beside(place.x, place.right()))
        .map(|place| place.y + head);
    let lines = sheet.arrows.iter().flat_map(|arrow| arrow.points.windows(2));
    let lines = lines.filter(|ends| is_beside(ends[0].x.min(ends[1].x), ends[0].x.max(ends[1].x) + 1));
    let lines = lines.map(|ends| ends[0].y.min(ends[1].y) + head);
    let tag = start.filter(|tag| is_beside(tag.place.x, tag.place.right())).map(|_| 0);
    below.chain(lines).chain(tag).min().unwrap_or(i32::MAX / 2)
}

fn start_tag(chart: &Chart, sheet: &Sheet) -> Option<Note> {
    let first = sheet.boxes.get(sheet.start?)?.place;
    let heading = text::wrap(&chart.words.start, first.width - 2 * PAD);
    if heading.is_empty() {
        return None;
    }
    let width = text::bold(text::widest(&heading)) + 2 * PAD;
    let height = text::height(heading.len()) + LINE / 2;
    let place = Rect {
        x: first.x + first.width / 2 - width / 2,
        y: 0,
        width,
        height,
    };
    Some(Note {
        kind: NoteKind::Start,
        place,
        heading,
        lines: Vec::new(),
    })
}

impl Drawing {
    fn add_start(&mut self, tag: Note, first: usize) {
        let x = tag.place.x + tag.place.width / 2;
        let points = vec![
            Point {
                x,
                y: tag.place.bottom(),
            },
            Point {
                x,
                y: tag.place.bottom() + START_ARROW,
            },
        ];
        self.arrows.push(Arrow {
            from: Origin::Note(self.notes.len()),
            into: first,
            points,
            label: None,
        });
        self.notes.push(tag);
    }

    fn add_panel(&mut self, panel: Panel) {
        let (heading, lines) = (panel.face.heading, panel.face.lines);
        let to = panel.box_place;
        let y = to.y + to.height / 2;
        let points = vec![Point { x: to.x - ARROW, y }, Point { x: to.x, y }];
        self.arrows.push(Arrow {
            from: Origin::Note(self.notes.len()),
            into: self.boxes.len(),
            points,
            label: None,
        });
        self.boxes.push(DrawnBox {
            step: panel.step,
            place: to,
            heading,
            lines,
            role: panel.role,
        });
        self.notes.push(panel.note);
    }

    fn frame(&mut self) {
        self.shift(MARGIN, MARGIN);
        self.width += 2 * MARGIN;
        self.height += 2 * MARGIN;
    }

    fn shift(&mut self, x: i32, y: i32) {
        self.change_places(|place| place.moved(x, y));
        self.change_points(|point| Point {
            x: point.x + x,
            y: point.y + y,
        });
    }

    fn mirror(&mut self) {
        let width = self.width;
        self.change_places(|place| Rect {
            x: width - place.right(),
            ..place
        });
        self.change_points(|point| Point {
            x: width - point.x,
            ..point
        });
    }

    fn change_places(&mut self, change: impl Fn(Rect) -> Rect) {
        let labels = self
            .arrows
            .iter_mut()
            .filter_map(|arrow| arrow.label.as_mut())
            .map(|label| &mut label.place);
        let boxes = self.boxes.iter_mut().map(|drawn| &mut drawn.place);
        for place in labels
            .chain(boxes)
            .chain(self.notes.iter_mut().map(|note| &mut note.place))
        {
            *place = change(*place);
        }
    }

    fn change_points(&mut self, change: impl Fn(Point) -> Point) {
        for point in self.arrows.iter_mut().flat_map(|arrow| &mut arrow.points) {
            *point = change(*point);
        }
    }

    /// Marks every box that is not the first of its step, from the top down.
    fn tell_repeats(&mut self, steps: usize) {
        let mut seen = vec![false; steps];
        for drawn in self.boxes.iter_mut().filter(|drawn| drawn.role == Role::Step) {
            if std::mem::replace(&mut seen[drawn.step], true) {
                drawn.role = Role::Repeat;
            }
        }
    }

    /// Puts the boxes in the order in which they are read.
    fn sort(&mut self) {
        let mut order: Vec<usize> = (0..self.boxes.len()).collect();
        order.sort_by_key(|&index| (self.boxes[index].place.y, self.boxes[index].place.x));
        let mut new = vec![0; order.len()];
        order.iter().enumerate().for_each(|(place, &index)| new[index] = place);
        let mut boxes: Vec<DrawnBox> = order.iter().map(|&index| self.boxes[index].clone()).collect();
        std::mem::swap(&mut self.boxes, &mut boxes);
        for arrow in &mut self.arrows {
            arrow.into = new[arrow.into];
            if let Origin::Answer { from, .. } = &mut arrow.from {
                *from = new[*from];
            }
        }
    }
}
