//! The charts as graphs of boxes and labels, for `compare/compare.mjs` to lay out by other means: left in the tests'
//! own folder (`target/tmp/flowchart/graphs.json`), with our own drawing of each.

use std::fs;
use std::path::Path;

use fingerpost::flowchart::{Arrow, Chart, Drawing, NoteKind, Origin, Point, Rect, draw};
use serde_json::{Value, json};

use super::chart_file;

#[test]
fn every_chart_becomes_a_graph() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("flowchart");
    fs::create_dir_all(&folder).unwrap();
    let charts = chart_file::all();
    let graphs: Vec<Value> = charts.iter().map(|(name, chart)| graph(name, chart)).collect();
    fs::write(folder.join("graphs.json"), json!(graphs).to_string()).unwrap();
}

/// The drawing that is published, but for the notes and their boxes, which say once what another layout would draw as
/// arrows from every box; and as large as what is left takes.
fn graph(name: &str, chart: &Chart) -> Value {
    let drawing = draw(chart);
    let in_notes: Vec<usize> = drawing
        .arrows
        .iter()
        .filter(|arrow| is_of_note(&drawing, arrow))
        .map(|arrow| arrow.into)
        .collect();
    let kept: Vec<usize> = (0..drawing.boxes.len())
        .filter(|index| !in_notes.contains(index))
        .collect();
    let extent = extent(&drawing, &kept);
    let arrows = drawing.arrows.iter().filter_map(|arrow| answer(arrow, &kept));
    json!({
        "name": name,
        "width": extent.width,
        "height": extent.height,
        "boxes": kept.iter().map(|&index| size(&drawing.boxes[index].place)).collect::<Vec<Value>>(),
        "arrows": arrows.collect::<Vec<Value>>(),
    })
}

fn is_of_note(drawing: &Drawing, arrow: &Arrow) -> bool {
    matches!(arrow.from, Origin::Note(note) if drawing.notes[note].kind != NoteKind::Start)
}

/// The rectangle around the boxes, the answers and their arrows.
fn extent(drawing: &Drawing, kept: &[usize]) -> Rect {
    let boxes = kept.iter().map(|&index| drawing.boxes[index].place);
    let answers = drawing
        .arrows
        .iter()
        .filter(|arrow| matches!(arrow.from, Origin::Answer { .. }));
    let labels = answers.clone().filter_map(|arrow| Some(arrow.label.as_ref()?.place));
    let points = answers.flat_map(|arrow| &arrow.points).map(|&Point { x, y }| Rect {
        x,
        y,
        width: 0,
        height: 0,
    });
    let all: Vec<Rect> = boxes.chain(labels).chain(points).collect();
    let edge = |of: fn(&Rect) -> i32| all.iter().map(of);
    let (x, y) = (
        edge(|place| place.x).min().unwrap(),
        edge(|place| place.y).min().unwrap(),
    );
    let (right, bottom) = (edge(Rect::right).max().unwrap(), edge(Rect::bottom).max().unwrap());
    Rect {
        x,
        y,
        width: right - x,
        height: bottom - y,
    }
}

fn answer(arrow: &Arrow, kept: &[usize]) -> Option<Value> {
    let Origin::Answer { from, .. } = arrow.from else {
        return None;
    };
    let at = |index: usize| kept.iter().position(|&other| other == index);
    let points = arrow.points.iter().map(|point| [point.x, point.y]);
    Some(json!({
        "from": at(from)?,
        "to": at(arrow.into)?,
        "label": size(&arrow.label.as_ref()?.place),
        "points": points.collect::<Vec<_>>(),
    }))
}

fn size(place: &Rect) -> Value {
    json!({"width": place.width, "height": place.height})
}
