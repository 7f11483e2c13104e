//! What can be said of a drawing with a ruler.

use fingerpost::flowchart::{Arrow, Chart, Drawing, Note, NoteKind, Origin, Point, Rect, Role};

/// Lists everything that is wrong with a drawing; nothing, it is hoped.
pub fn faults(drawing: &Drawing, chart: &Chart) -> Vec<String> {
    let mut faults = Vec::new();
    boxes_apart(drawing, &mut faults);
    arrows_clear_of_boxes(drawing, &mut faults);
    labels_clear(drawing, &mut faults);
    notes_clear(drawing, &mut faults);
    lines_apart(drawing, &mut faults);
    all_inside(drawing, &mut faults);
    nothing_left_out(drawing, chart, &mut faults);
    faults
}

/// Counts the places where arrows to different boxes cross.
pub fn crossings(drawing: &Drawing) -> usize {
    let mut places = Vec::new();
    for (arrow, other) in pairs(&drawing.arrows).filter(|(arrow, other)| arrow.into != other.into) {
        for (a, b) in stretches(arrow) {
            for (c, d) in stretches(other) {
                places.extend(crossing(a, b, c, d).or_else(|| crossing(c, d, a, b)));
            }
        }
    }
    // Arrows that share a line cross another only once.
    places.sort();
    places.dedup();
    places.len()
}

/// Counts the corners of arrows.
pub fn bends(drawing: &Drawing) -> usize {
    drawing.arrows.iter().map(|arrow| arrow.points.len() - 2).sum()
}

/// Returns the length of the longest arrow.
pub fn longest_arrow(drawing: &Drawing) -> i32 {
    let length = |arrow: &Arrow| {
        stretches(arrow)
            .map(|(a, b)| (a.x - b.x).abs() + (a.y - b.y).abs())
            .sum()
    };
    drawing.arrows.iter().map(length).max().unwrap_or(0)
}

fn crossing(a: Point, b: Point, c: Point, d: Point) -> Option<Point> {
    let level = a.y == b.y && c.x == d.x;
    let inside = |n: i32, one: i32, other: i32| one.min(other) < n && n < one.max(other);
    (level && inside(c.x, a.x, b.x) && inside(a.y, c.y, d.y)).then_some(Point { x: c.x, y: a.y })
}

fn boxes_apart(drawing: &Drawing, faults: &mut Vec<String>) {
    for (one, other) in pairs(&drawing.boxes) {
        if one.place.overlaps(&other.place) {
            faults.push(format!("boxes overlap: {:?} {:?}", one.place, other.place));
        }
    }
}

fn arrows_clear_of_boxes(drawing: &Drawing, faults: &mut Vec<String>) {
    for arrow in &drawing.arrows {
        for (a, b) in stretches(arrow) {
            if a.x != b.x && a.y != b.y {
                faults.push(format!("slanting: {a:?} {b:?}"));
            }
            if let Some(hit) = drawing.boxes.iter().find(|drawn| drawn.place.is_crossed_by(a, b)) {
                faults.push(format!("arrow {a:?} {b:?} runs through {:?}", hit.place));
            }
        }
    }
}

fn labels_clear(drawing: &Drawing, faults: &mut Vec<String>) {
    let labels: Vec<Rect> = drawing
        .arrows
        .iter()
        .filter_map(|arrow| Some(arrow.label.as_ref()?.place))
        .collect();
    for (one, other) in pairs(&labels) {
        if one.overlaps(other) {
            faults.push(format!("labels overlap: {one:?} {other:?}"));
        }
    }
    for label in &labels {
        if let Some(hit) = drawing.boxes.iter().find(|drawn| drawn.place.overlaps(label)) {
            faults.push(format!("label {label:?} over box {:?}", hit.place));
        }
        let mut lines = drawing.arrows.iter().flat_map(stretches);
        if let Some(hit) = lines.find(|(a, b)| label.is_crossed_by(*a, *b)) {
            faults.push(format!("label {label:?} over line {hit:?}"));
        }
    }
}

fn notes_clear(drawing: &Drawing, faults: &mut Vec<String>) {
    for (index, note) in drawing.notes.iter().enumerate() {
        let own = |arrow: &&Arrow| arrow.from == Origin::Note(index);
        let own_box = drawing.arrows.iter().find(own).map(|arrow| arrow.into);
        for (at, drawn) in drawing.boxes.iter().enumerate() {
            if drawn.place.overlaps(&note.place) && (Some(at) != own_box || note.kind == NoteKind::Start) {
                faults.push(format!("note {:?} over box {:?}", note.place, drawn.place));
            }
        }
        for arrow in drawing.arrows.iter().filter(|arrow| !own(arrow)) {
            over_note(note, arrow, faults);
        }
    }
    for (one, other) in pairs(&drawing.notes) {
        if one.place.overlaps(&other.place) {
            faults.push(format!("notes overlap: {:?} {:?}", one.place, other.place));
        }
    }
}

fn over_note(note: &Note, arrow: &Arrow, faults: &mut Vec<String>) {
    let label = arrow
        .label
        .as_ref()
        .is_some_and(|label| label.place.overlaps(&note.place));
    if label || stretches(arrow).any(|(a, b)| note.place.is_crossed_by(a, b)) {
        faults.push(format!("note {:?} over arrow {:?}", note.place, arrow.points));
    }
}

/// Arrows to one box may share a line; arrows to different boxes must never look like one.
fn lines_apart(drawing: &Drawing, faults: &mut Vec<String>) {
    for (one, other) in pairs(&drawing.arrows).filter(|(one, other)| one.into != other.into) {
        for (a, b) in stretches(one) {
            if let Some(hit) = stretches(other).find(|&(c, d)| run_together((a, b), (c, d))) {
                faults.push(format!("lines on one another: {a:?} {b:?} and {hit:?}"));
            }
        }
    }
}

fn run_together((a, b): (Point, Point), (c, d): (Point, Point)) -> bool {
    let shared = |a: i32, b: i32, c: i32, d: i32| a.min(b).max(c.min(d)) < a.max(b).min(c.max(d));
    let upright = a.x == b.x && c.x == d.x && a.x == c.x && shared(a.y, b.y, c.y, d.y);
    let level = a.y == b.y && c.y == d.y && a.y == c.y && shared(a.x, b.x, c.x, d.x);
    upright || level
}

fn all_inside(drawing: &Drawing, faults: &mut Vec<String>) {
    let sheet = Rect {
        x: 0,
        y: 0,
        width: drawing.width,
        height: drawing.height,
    };
    let labels = drawing
        .arrows
        .iter()
        .filter_map(|arrow| arrow.label.as_ref())
        .map(|label| label.place);
    let boxes = drawing.boxes.iter().map(|drawn| drawn.place);
    let points = drawing.arrows.iter().flat_map(|arrow| &arrow.points);
    let points = points.map(|point| Rect {
        x: point.x,
        y: point.y,
        width: 0,
        height: 0,
    });
    for place in labels
        .chain(boxes)
        .chain(points)
        .chain(drawing.notes.iter().map(|note| note.place))
    {
        if place.x < sheet.x || place.y < sheet.y || place.right() > sheet.width || place.bottom() > sheet.height {
            faults.push(format!("outside the picture: {place:?}"));
        }
    }
}

fn nothing_left_out(drawing: &Drawing, chart: &Chart, faults: &mut Vec<String>) {
    for (index, step) in chart.steps.iter().enumerate() {
        let own: Vec<usize> = (0..drawing.boxes.len())
            .filter(|&i| drawing.boxes[i].step == index && drawing.boxes[i].role == Role::Step)
            .collect();
        let [own] = own[..] else {
            faults.push(format!("step {index} has {} boxes of its own", own.len()));
            continue;
        };
        for (answer, way) in step
            .answers
            .iter()
            .enumerate()
            .filter(|(_, way)| way.to < chart.steps.len())
        {
            let leads = |arrow: &&Arrow| arrow.from == Origin::Answer { from: own, answer };
            let arrows: Vec<&Arrow> = drawing.arrows.iter().filter(leads).collect();
            let right = arrows.len() == 1 && drawing.boxes[arrows[0].into].step == way.to;
            if !right {
                faults.push(format!("answer {answer} of step {index} has {} arrows", arrows.len()));
            }
        }
    }
}

fn pairs<T>(items: &[T]) -> impl Iterator<Item = (&T, &T)> {
    items
        .iter()
        .enumerate()
        .flat_map(|(i, one)| items[i + 1..].iter().map(move |other| (one, other)))
}

fn stretches(arrow: &Arrow) -> impl Iterator<Item = (Point, Point)> + '_ {
    arrow.points.windows(2).map(|ends| (ends[0], ends[1]))
}
