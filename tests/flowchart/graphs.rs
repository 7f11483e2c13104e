//! The charts as graphs of boxes and labels, for `compare/compare.mjs` to lay out by other means: left in the tests'
//! own folder (`target/tmp/flowchart/graphs.json`), with our own drawing of each.

use std::fs;
use std::path::Path;

use fingerpost::flowchart::{Arrow, Chart, Origin, Rect, draw};
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

/// Without the notes, which say once what another layout would draw as arrows from every box.
fn graph(name: &str, chart: &Chart) -> Value {
    let drawing = draw(&Chart {
        not_sure: None,
        any_time: Vec::new(),
        ..chart.clone()
    });
    let arrows = drawing.arrows.iter().filter_map(answer);
    json!({
        "name": name,
        "width": drawing.width,
        "height": drawing.height,
        "boxes": drawing.boxes.iter().map(|drawn| size(&drawn.place)).collect::<Vec<Value>>(),
        "arrows": arrows.collect::<Vec<Value>>(),
    })
}

fn answer(arrow: &Arrow) -> Option<Value> {
    let Origin::Answer { from, .. } = arrow.from else {
        return None;
    };
    let points = arrow.points.iter().map(|point| [point.x, point.y]);
    Some(json!({
        "from": from,
        "to": arrow.into,
        "label": size(&arrow.label.as_ref()?.place),
        "points": points.collect::<Vec<_>>(),
    }))
}

fn size(place: &Rect) -> Value {
    json!({"width": place.width, "height": place.height})
}
