//! What holds everywhere is said once, above the picture; then the whole is put in reading order, and mirrored if the
//! page reads from right to left.

use super::super::text::{self, LINE};
use super::super::{Arrow, Chart, Drawing, DrawnBox, Note, NoteKind, Origin, Point, Rect, Role};
use super::block::{Face, PAD};
use super::sheet::Sheet;

/// Around the whole picture.
const MARGIN: i32 = 12;
/// The least width of a picture with notes.
const NARROWEST: i32 = 420;
/// Two notes stand side by side where each has this much.
const SIDE_BY_SIDE: i32 = 500;
/// Of the box that a note leads to.
const ENDING: i32 = 230;
/// Of the arrow in a note.
const ARROW: i32 = 46;
/// Between notes, and between the notes and the picture.
const GAP: i32 = 20;
/// From the start tag to the first box.
const START_ARROW: i32 = 30;

/// Adds the notes above a sheet and makes the drawing of it.
pub(super) fn finish(chart: &Chart, mut sheet: Sheet) -> Drawing {
    let wanted = wanted(chart);
    if !wanted.is_empty() {
        sheet.width = sheet.width.max(NARROWEST);
    }
    let start = start_tag(chart, &sheet);
    let panels = set_out(chart, &wanted, sheet.width);
    let below = panels.last().map_or(0, |panel| panel.note.place.bottom() + GAP);
    let down = below + start.as_ref().map_or(0, |tag| tag.place.height + START_ARROW);
    let mut drawing = Drawing {
        width: sheet.width,
        height: sheet.height + down,
        boxes: sheet.boxes,
        arrows: sheet.arrows,
        notes: Vec::new(),
    };
    drawing.shift(0, down);
    if let (Some(tag), Some(first)) = (start, sheet.start) {
        drawing.add_start(Note { place: tag.place.moved(0, below), ..tag }, first);
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
struct Panel {
    note: Note,
    step: usize,
    role: Role,
    face: Face,
    box_place: Rect,
}

/// Lists the notes that a chart asks for: what each is, its heading, its words, the step that it leads to.
fn wanted(chart: &Chart) -> Vec<(NoteKind, &str, &str, usize)> {
    let any_time = chart.any_time.iter().enumerate().map(|(index, way)| {
        (NoteKind::AnyTime(index), chart.words.any_time.as_str(), way.say.as_str(), way.to)
    });
    let not_sure = chart.not_sure.map(|to| (NoteKind::NotSure, chart.words.not_sure.as_str(), "", to));
    any_time.chain(not_sure).filter(|note| note.3 < chart.steps.len()).collect()
}

/// Sets the notes out below one another, or the last two side by side where there is room.
fn set_out(chart: &Chart, wanted: &[(NoteKind, &str, &str, usize)], width: i32) -> Vec<Panel> {
    let half = (width - GAP) / 2;
    if let [one, other] = *wanted
        && half >= SIDE_BY_SIDE
    {
        let mut panels = vec![panel(chart, one, Point { x: 0, y: 0 }, half)];
        panels.push(panel(chart, other, Point { x: width - half, y: 0 }, half));
        let height = panels.iter().map(|panel| panel.note.place.height).max().unwrap_or(0);
        panels.iter_mut().for_each(|panel| panel.stretch(height));
        return panels;
    }
    let mut panels: Vec<Panel> = Vec::new();
    for &note in wanted {
        let y = panels.last().map_or(0, |panel| panel.note.place.bottom() + GAP / 2);
        panels.push(panel(chart, note, Point { x: 0, y }, width));
    }
    panels
}

fn panel(chart: &Chart, (kind, heading, say, step): (NoteKind, &str, &str, usize), at: Point, width: i32) -> Panel {
    let leads_on = !chart.steps[step].answers.is_empty();
    let role = if leads_on { Role::Pointer } else { Role::Step };
    let face = Face::new(chart, step, leads_on, ENDING.min(width / 2));
    let room = width - face.width - ARROW - 3 * PAD;
    let heading = text::wrap(heading, room * 9 / 10);
    let lines = text::wrap_evenly(say, room);
    let height = (text::height(heading.len() + lines.len()) + 2 * PAD).max(face.height + 2 * PAD - 8);
    let box_place = Rect { x: 0, y: 0, width: face.width, height: face.height };
    let place = Rect { x: at.x, y: at.y, width, height: 0 };
    let mut panel = Panel { note: Note { kind, place, heading, lines }, step, role, face, box_place };
    panel.stretch(height);
    panel
}

impl Panel {
    fn stretch(&mut self, height: i32) {
        let place = &mut self.note.place;
        place.height = height;
        self.box_place.x = place.right() - PAD - self.face.width;
        self.box_place.y = place.y + (height - self.face.height) / 2;
    }
}

fn start_tag(chart: &Chart, sheet: &Sheet) -> Option<Note> {
    let first = sheet.boxes.get(sheet.start?)?.place;
    let heading = text::wrap(&chart.words.start, first.width - 2 * PAD);
    if heading.is_empty() {
        return None;
    }
    let width = text::widest(&heading) * 11 / 10 + 2 * PAD;
    let height = text::height(heading.len()) + LINE / 2;
    let place = Rect { x: first.x + first.width / 2 - width / 2, y: 0, width, height };
    Some(Note { kind: NoteKind::Start, place, heading, lines: Vec::new() })
}

impl Drawing {
    fn add_start(&mut self, tag: Note, first: usize) {
        let x = tag.place.x + tag.place.width / 2;
        let points = vec![Point { x, y: tag.place.bottom() }, Point { x, y: tag.place.bottom() + START_ARROW }];
        self.arrows.push(Arrow { from: Origin::Note(self.notes.len()), into: first, points, label: None });
        self.notes.push(tag);
    }

    fn add_panel(&mut self, panel: Panel) {
        let (heading, lines) = (panel.face.heading, panel.face.lines);
        let to = panel.box_place;
        let y = to.y + to.height / 2;
        let points = vec![Point { x: to.x - ARROW, y }, Point { x: to.x, y }];
        self.arrows.push(Arrow { from: Origin::Note(self.notes.len()), into: self.boxes.len(), points, label: None });
        self.boxes.push(DrawnBox { step: panel.step, place: to, heading, lines, role: panel.role });
        self.notes.push(panel.note);
    }

    fn frame(&mut self) {
        self.shift(MARGIN, MARGIN);
        self.width += 2 * MARGIN;
        self.height += 2 * MARGIN;
    }

    fn shift(&mut self, x: i32, y: i32) {
        self.change_places(|place| place.moved(x, y));
        self.change_points(|point| Point { x: point.x + x, y: point.y + y });
    }

    fn mirror(&mut self) {
        let width = self.width;
        self.change_places(|place| Rect { x: width - place.right(), ..place });
        self.change_points(|point| Point { x: width - point.x, ..point });
    }

    fn change_places(&mut self, change: impl Fn(Rect) -> Rect) {
        let labels = self.arrows.iter_mut().filter_map(|arrow| arrow.label.as_mut()).map(|label| &mut label.place);
        let boxes = self.boxes.iter_mut().map(|drawn| &mut drawn.place);
        for place in labels.chain(boxes).chain(self.notes.iter_mut().map(|note| &mut note.place)) {
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
