//! Our drawings beside those of dagre, a well-known layout, for the same boxes and the same arrows.
//!
//! `cargo test drawings_are_compared -- --nocapture` prints the table.

#![allow(clippy::print_stdout, reason = "the table is the point")]

use ::dagre::graph::{Edge, Graph, GraphOptions};
use ::dagre::{EdgeLabel, LayoutOptions, NodeLabel};
use fingerpost::flowchart::{Chart, Drawing, DrawnBox, Origin, Role, draw};

use super::{chart_file, measures};

/// What is compared.
#[derive(Debug)]
struct Figures {
    crossings: usize,
    bends: usize,
    area: i64,
    longest: i64,
}

#[test]
fn drawings_are_compared_with_those_of_dagre() {
    println!(
        "{:12} {:>26} {:>26} {:>26}",
        "", "ours", "dagre, the same boxes", "dagre, no box repeated"
    );
    let head = "cross bend  area longest";
    println!("{:12} {head:>26} {head:>26} {head:>26}", "chart");
    for (name, chart) in chart_file::all() {
        let (ours, theirs, once) = (ours(&chart), theirs(&chart, false), theirs(&chart, true));
        println!("{name:12} {} {} {}", row(&ours), row(&theirs), row(&once));
        assert!(ours.crossings <= theirs.crossings.min(once.crossings), "{name}");
    }
}

fn row(figures: &Figures) -> String {
    let Figures {
        crossings,
        bends,
        area,
        longest,
    } = figures;
    format!("{crossings:>7} {bends:>4} {:>5} {longest:>7}", area / 1_000)
}

fn ours(chart: &Chart) -> Figures {
    let drawing = draw(&without_notes(chart));
    Figures {
        crossings: measures::crossings(&drawing),
        bends: measures::bends(&drawing),
        area: i64::from(drawing.width) * i64::from(drawing.height),
        longest: measures::longest_arrow(&drawing).into(),
    }
}

fn without_notes(chart: &Chart) -> Chart {
    Chart {
        not_sure: None,
        any_time: Vec::new(),
        ..chart.clone()
    }
}

/// Lets dagre draw a chart: with our boxes, or with each step `once`.
fn theirs(chart: &Chart, once: bool) -> Figures {
    let drawing = draw(&without_notes(chart));
    let mut graph = graph(&drawing, once);
    let options = LayoutOptions {
        nodesep: 34.0,
        ranksep: 30.0,
        edgesep: 22.0,
        ..LayoutOptions::default()
    };
    ::dagre::layout(&mut graph, Some(options));
    let lines: Vec<(String, Vec<(f64, f64)>)> = lines(&graph);
    let far = |axis: fn(&NodeLabel) -> f64| {
        graph
            .nodes()
            .iter()
            .filter_map(|id| graph.node(id))
            .map(axis)
            .fold(0.0, f64::max)
    };
    let width = far(|node| node.x.unwrap_or(0.0) + node.width / 2.0);
    let height = far(|node| node.y.unwrap_or(0.0) + node.height / 2.0);
    Figures {
        crossings: crossings(&lines),
        bends: lines.iter().map(|(_, line)| bends(line)).sum(),
        area: (width * height) as i64,
        longest: lines.iter().map(|(_, line)| length(line) as i64).max().unwrap_or(0),
    }
}

/// Gives dagre our boxes, our arrows and the size of our labels.
fn graph(drawing: &Drawing, once: bool) -> Graph<NodeLabel, EdgeLabel> {
    let mut graph = Graph::with_options(GraphOptions {
        directed: true,
        multigraph: true,
        compound: true,
    });
    let is_drawn = |drawn: &DrawnBox| !once || drawn.role == Role::Step;
    for (index, drawn) in drawing.boxes.iter().enumerate().filter(|(_, drawn)| is_drawn(drawn)) {
        let (width, height) = (f64::from(drawn.place.width), f64::from(drawn.place.height));
        graph.set_node(
            index.to_string(),
            Some(NodeLabel {
                width,
                height,
                ..NodeLabel::default()
            }),
        );
    }
    for arrow in &drawing.arrows {
        let (Origin::Answer { from, answer }, Some(label)) = (arrow.from, &arrow.label) else {
            continue;
        };
        let (width, height) = (f64::from(label.place.width), f64::from(label.place.height));
        let label = EdgeLabel {
            width,
            height,
            ..EdgeLabel::default()
        };
        let step = drawing.boxes[arrow.into].step;
        let first = drawing
            .boxes
            .iter()
            .position(|drawn| drawn.step == step && drawn.role == Role::Step);
        let into = first.filter(|_| once).unwrap_or(arrow.into);
        graph.set_edge(
            from.to_string(),
            into.to_string(),
            Some(label),
            Some(&answer.to_string()),
        );
    }
    graph
}

fn lines(graph: &Graph<NodeLabel, EdgeLabel>) -> Vec<(String, Vec<(f64, f64)>)> {
    let line = |edge: &Edge| {
        let points = graph
            .edge(&edge.v, &edge.w, edge.name.as_deref())?
            .points
            .iter()
            .map(|point| (point.x, point.y))
            .collect();
        Some((edge.w.clone(), points))
    };
    graph.edges().iter().filter_map(line).collect()
}

/// Counts crossings of lines that lead to different boxes.
fn crossings(lines: &[(String, Vec<(f64, f64)>)]) -> usize {
    let mut count = 0;
    for (i, (to, line)) in lines.iter().enumerate() {
        for (_, other) in lines[i + 1..].iter().filter(|(other, _)| other != to) {
            let stretches = line.windows(2).flat_map(|a| other.windows(2).map(move |b| (a, b)));
            count += stretches.filter(|(a, b)| cross(a[0], a[1], b[0], b[1])).count();
        }
    }
    count
}

fn cross(a: (f64, f64), b: (f64, f64), c: (f64, f64), d: (f64, f64)) -> bool {
    let side = |p: (f64, f64), q: (f64, f64), r: (f64, f64)| (q.0 - p.0) * (r.1 - p.1) - (q.1 - p.1) * (r.0 - p.0);
    side(a, b, c) * side(a, b, d) < 0.0 && side(c, d, a) * side(c, d, b) < 0.0
}

/// Counts the points where a line changes its direction by more than a trifle.
fn bends(line: &[(f64, f64)]) -> usize {
    let turn = |p: &[(f64, f64)]| {
        let (a, b) = ((p[1].0 - p[0].0, p[1].1 - p[0].1), (p[2].0 - p[1].0, p[2].1 - p[1].1));
        (a.0 * b.1 - a.1 * b.0).abs() > 0.05 * a.0.hypot(a.1) * b.0.hypot(b.1)
    };
    line.windows(3).filter(|points| turn(points)).count()
}

fn length(line: &[(f64, f64)]) -> f64 {
    line.windows(2)
        .map(|ends| (ends[1].0 - ends[0].0).hypot(ends[1].1 - ends[0].1))
        .sum()
}
