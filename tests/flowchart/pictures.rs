//! Pages to look at, left in the tests' own folder (`target/tmp/flowchart`): one for each chart, and one mirrored.

use std::fs;
use std::path::Path;

use fingerpost::flowchart::{Chart, draw, svg};

use super::chart_file;

#[test]
fn every_chart_becomes_a_page() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("flowchart");
    fs::create_dir_all(&folder).unwrap();
    for (name, chart) in chart_file::all() {
        let mirrored = Chart {
            rtl: true,
            ..chart.clone()
        };
        fs::write(folder.join(format!("{name}.html")), page(&chart)).unwrap();
        fs::write(folder.join(format!("{name}.rtl.html")), page(&mirrored)).unwrap();
    }
}

fn page(chart: &Chart) -> String {
    let style = include_str!("../../themes/default/components/flowchart/flowchart.css");
    let picture = svg(&draw(chart), chart);
    assert!(!picture.contains(" style="));
    format!(
        "<!doctype html><html lang=en><meta charset=utf-8><title>{}</title><style>{style}</style>{picture}",
        chart.title
    )
}
