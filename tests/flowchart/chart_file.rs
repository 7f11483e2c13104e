//! Charts written as a page of text, so that a decision of forty steps can be read in one sitting.

use std::fs;
use std::path::Path;

use fingerpost::flowchart::{Chart, ChartAnswer, ChartStep, Shape, Verdict, Words};

/// Reads every chart in `tests/flowchart/charts`, by name.
pub fn all() -> Vec<(String, Chart)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/flowchart/charts");
    let mut paths: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    assert!(!paths.is_empty());
    let name = |path: &Path| path.file_stem().unwrap().to_string_lossy().into_owned();
    paths
        .iter()
        .map(|path| (name(path), read(&fs::read_to_string(path).unwrap())))
        .collect()
}

/// Reads one chart: `kind id: title` lines, each with its answers below it as `  words -> id`.
pub fn read(text: &str) -> Chart {
    let ids: Vec<&str> = text.lines().filter_map(|line| Some(step_line(line)?.1)).collect();
    let index = |id: &str| {
        ids.iter()
            .position(|known| *known == id)
            .unwrap_or_else(|| panic!("no step {id}"))
    };
    let answer = |line: &str| {
        let (say, to) = line.split_once(" -> ").unwrap();
        ChartAnswer {
            say: say.trim().into(),
            to: index(to.trim()),
        }
    };
    let head = |key: &str| text.lines().find_map(|line| line.strip_prefix(key));
    let mut steps: Vec<ChartStep> = Vec::new();
    for line in text.lines() {
        if let Some((kind, id, title)) = step_line(line) {
            let number = (steps.len() + 1).to_string();
            let url = format!("#{id}");
            steps.push(ChartStep {
                id: id.into(),
                title: title.into(),
                shape: shape(kind),
                number,
                url,
                answers: vec![],
            });
        } else if line.starts_with("  ") {
            steps.last_mut().unwrap().answers.push(answer(line));
        }
    }
    Chart {
        title: head("title: ").unwrap_or_default().into(),
        start: 0,
        steps,
        rtl: false,
        not_sure: head("not-sure: ").map(index),
        no_not_sure: Vec::new(),
        any_time: head("any-time: ").map(answer).into_iter().collect(),
        words: Words::default(),
    }
}

fn step_line(line: &str) -> Option<(&str, &str, &str)> {
    let (kind, rest) = line.split_once(' ')?;
    let (id, title) = rest.split_once(": ")?;
    ["question", "checklist", "proceed", "act-now", "stop", "wait"]
        .contains(&kind)
        .then_some((kind, id, title))
}

fn shape(kind: &str) -> Shape {
    match kind {
        "question" => Shape::Question,
        "checklist" => Shape::Checklist,
        "proceed" => Shape::Outcome(Verdict::Proceed),
        "act-now" => Shape::Outcome(Verdict::ActNow),
        "stop" => Shape::Outcome(Verdict::Stop),
        _ => Shape::Outcome(Verdict::Wait),
    }
}
