//! How long a build takes: our own content, and generated sites of growing size. `cargo bench` prints the table.
//!
//! Figures, not tests: nothing here fails. Time and bytes written should grow in step with the number of policies; a
//! column that grows faster than the first is the fault to look for.

#![allow(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a benchmark prints its table, and stops where it cannot go on"
)]

use std::collections::BTreeMap;
use std::path::Path;
use std::time::{Duration, Instant};

use fingerpost::compile::{Options, Stage, compile};
use fingerpost::load::load;
use fingerpost::path::ContentPath;
use fingerpost::source::{Source, Sources};
use fingerpost::write::write;

#[path = "support/drawings.rs"]
mod drawings;
#[path = "support/shapes.rs"]
mod shapes;

/// Each figure is the median of so many runs, after one that is not counted.
const RUNS: usize = 11;

fn main() {
    println!(
        "{:<28}{:>12}{:>12}{:>12}{:>12}{:>12}",
        "site", "compile", "write", "again", "pages", "bytes"
    );
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let whole = median(|| {
        let folder = tempfile::tempdir().expect("a folder");
        let start = Instant::now();
        let sources = load(root).value;
        let output = compile(&sources, options(), &mut |_| {})
            .value
            .expect("content/ builds");
        write(&output, root, &folder.path().join("site")).expect("it is written");
        start.elapsed()
    });
    row("content/", &load(root).value);
    for policies in [10, 100, 1_000] {
        row(&format!("{policies} policies of 50 clauses"), &generated(policies));
    }
    println!(
        "\ncontent/ from disk to disk, the first time: {:.1} ms",
        milliseconds(whole)
    );
    for steps in [5, 10, 20, 30, 45, 60, 80, 100, 120, 160, 200] {
        let (middle, longest) = drawings::times(150, steps);
        let [middle, longest] = [middle, longest].map(milliseconds);
        println!("a decision of {steps} steps, drawn: {middle:.1} ms, at most {longest:.1} ms, of 150 random ones");
    }
    at_the_limits();
}

/// Prints how long decisions take that are as large as is allowed, stage by stage.
fn at_the_limits() {
    println!(
        "\n{:<28}{:>12}{:>12}{:>12}{:>12}{:>12}",
        "decision", "parse", "assemble", "check", "render", "all"
    );
    let long_words = format!("{}# {}\n", shapes::line(3), "x".repeat(9_000_000));
    let many_lines = format!("{}record:\n{}", shapes::line(3), lines_of_record(300_000));
    let deep = format!("{}for: {}{}\n", shapes::line(3), "[".repeat(60), "]".repeat(60));
    for (name, decision, ending) in [
        ("60 diamonds, 2^60 journeys", shapes::diamonds(60), "q0: a0, left0: a1"),
        ("2,000 steps in a line", shapes::line(1_998), "q0: a1"),
        (
            "39 layers of 20, all joined",
            shapes::layers(40, 20),
            &through_layers(40),
        ),
        ("9 MB in a note", long_words, "q0: a1"),
        ("9 MB of 300,000 lines", many_lines, "q0: a1"),
        ("60 levels of nesting", deep, "q0: a1"),
    ] {
        stages(name, &alone(decision, ending));
    }
}

fn lines_of_record(count: usize) -> String {
    (0..count).map(|i| format!("  - {{id: f{i}, label: L}}\n")).collect()
}

fn through_layers(depth: usize) -> String {
    let further: String = (1..depth - 1).map(|layer| format!(", q{layer}-0: a0")).collect();
    format!("q0: a0{further}, q{}-0: a1", depth - 1)
}

/// Returns a site of one decision, with a policy to rest on and a story that ends at `no`.
fn alone(decision: String, answers: &str) -> Sources {
    let story = format!("stories-for: d.yaml\nstories:\n  - {{name: s, answers: {{{answers}}}, ends-at: no}}\n");
    let files = [
        ("site.yaml", "title: Policies\nschool: Example School\n".to_owned()),
        ("index.md", "---\ntitle: Policies\n---\n".to_owned()),
        (
            "policies/p.md",
            "---\ntitle: P\n---\n\n## 1 One\n\n**1.1** Words.\n".to_owned(),
        ),
        ("decisions/d.yaml", decision),
        ("decisions/d.stories.yaml", story),
    ];
    let files = files.map(|(path, text)| (ContentPath::new(path).expect("a path"), Source::text(text)));
    Sources {
        files: files.into(),
        ..Sources::default()
    }
}

/// Prints the middle one of three runs. A site that is refused is not rendered.
fn stages(name: &str, sources: &Sources) {
    let mut runs: Vec<Vec<(Option<Stage>, Instant)>> = (0..3).map(|_| run(sources)).collect();
    let all = |run: &Vec<(Option<Stage>, Instant)>| match (run.first(), run.last()) {
        (Some((_, first)), Some((_, last))) => *last - *first,
        _ => Duration::ZERO,
    };
    runs.sort_by_key(all);
    let stages = [Stage::Parse, Stage::Assemble, Stage::Check, Stage::Render];
    let cells: String = stages
        .iter()
        .map(|stage| format!("{:>12}", time_of(&runs[1], *stage)))
        .collect();
    println!("{name:<28}{cells}{:>9.1} ms", milliseconds(all(&runs[1])));
}

/// Compiles once, and returns when each stage began and when all was done.
fn run(sources: &Sources) -> Vec<(Option<Stage>, Instant)> {
    let mut begun = Vec::new();
    let made = compile(sources, options(), &mut |stage| {
        begun.push((Some(stage), Instant::now()))
    });
    begun.push((None, Instant::now()));
    drop(made);
    begun
}

fn time_of(run: &[(Option<Stage>, Instant)], stage: Stage) -> String {
    let at = run.iter().position(|(begun, _)| *begun == Some(stage));
    let time = at.and_then(|at| Some(run.get(at + 1)?.1 - run.get(at)?.1));
    time.map_or("refused".into(), |time| format!("{:.1} ms", milliseconds(time)))
}

fn options() -> Options {
    Options {
        as_of: "2026-11-22".parse().expect("a date"),
    }
}

fn row(name: &str, sources: &Sources) {
    let output = compile(sources, options(), &mut |_| {}).value.expect("it builds");
    let compiling = median(|| timed(|| drop(compile(sources, options(), &mut |_| {}))));
    let folder = tempfile::tempdir().expect("a folder");
    let mut fresh = 0;
    let writing = median(|| {
        fresh += 1;
        timed(|| {
            drop(write(
                &output,
                folder.path(),
                &folder.path().join(format!("site-{fresh}")),
            ))
        })
    });
    let again = median(|| timed(|| drop(write(&output, folder.path(), &folder.path().join("site-1")))));
    let bytes: usize = output.files.values().map(Vec::len).sum();
    let [compiling, writing, again] = [compiling, writing, again].map(|time| format!("{:.1} ms", milliseconds(time)));
    println!(
        "{name:<28}{compiling:>12}{writing:>12}{again:>12}{:>12}{bytes:>12}",
        output.files.len()
    );
}

fn timed(work: impl FnOnce()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}

fn median(mut run: impl FnMut() -> Duration) -> Duration {
    run();
    let mut times: Vec<Duration> = (0..RUNS).map(|_| run()).collect();
    times.sort();
    times[RUNS / 2]
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}

/// Returns a site of so many policies, each of ten sections of five clauses, with links between them.
fn generated(policies: usize) -> Sources {
    let mut files = BTreeMap::new();
    let mut put = |path: String, text: String| {
        files.insert(ContentPath::new(&path).expect("a path"), Source::text(text));
    };
    put("site.yaml".into(), "title: Policies\nschool: Example School\n".into());
    put(
        "index.md".into(),
        "---\ntitle: Policies\n---\n\nThe policies of the school.\n".into(),
    );
    for policy in 0..policies {
        put(format!("policies/policy-{policy}.md"), policy_text(policy, policies));
    }
    Sources {
        files,
        ..Sources::default()
    }
}

fn policy_text(policy: usize, policies: usize) -> String {
    let mut text = format!("---\ntitle: Policy {policy}\nversion: 1.0\n---\n\n");
    for section in 1..=10 {
        text.push_str(&format!("## {section} Section of policy {policy}\n\n"));
        for clause in 1..=5 {
            let other = (policy + clause) % policies;
            text.push_str(&format!(
                "**{section}.{clause}** Staff read this clause, and clause {section}.1, with \
                 [another policy](policy-{other}.md#{section}.{clause}) before they act:\n\n\
                 - first this, with care for the child and for those who work with the child\n- then that\n\n"
            ));
        }
    }
    text
}
