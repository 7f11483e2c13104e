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

use fingerpost::compile::{Options, compile};
use fingerpost::load::load;
use fingerpost::path::ContentPath;
use fingerpost::source::{Source, Sources};
use fingerpost::write::write;

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
