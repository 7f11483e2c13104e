//! What holds for any input: no panic, the same bytes every time, in any order, with any number of threads.

use std::collections::BTreeMap;

use fingerpost::compile::{Options, compile};
use fingerpost::output::Output;
use fingerpost::path::ContentPath;
use fingerpost::source::{Source, Sources};
use proptest::prelude::*;

fn options() -> Options {
    Options {
        as_of: "2026-11-22".parse().expect("a date"),
    }
}

/// The files of `content/`, to be damaged.
fn our_content() -> BTreeMap<ContentPath, Source> {
    fingerpost::load::load(std::path::Path::new(env!("CARGO_MANIFEST_DIR")))
        .value
        .files
}

fn sources(files: BTreeMap<ContentPath, Source>) -> Sources {
    Sources {
        files,
        ..Sources::default()
    }
}

fn built(files: BTreeMap<ContentPath, Source>, threads: usize) -> Option<Output> {
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .build()
        .expect("threads");
    pool.install(|| compile(&sources(files), options(), &mut |_| {}).value)
}

#[test]
fn one_thread_and_many_give_the_same_bytes() {
    let one = built(our_content(), 1);
    assert!(one.is_some());
    assert_eq!(one, built(our_content(), 8));
}

#[test]
fn the_day_of_the_build_is_in_no_page() {
    let later = Options {
        as_of: "2026-12-24".parse().expect("a date"),
    };
    let pages = |options| compile(&sources(our_content()), options, &mut |_| {}).value;
    assert_eq!(pages(options()), pages(later));
}

/// One slip of a hand: a piece taken out, doubled, or replaced by something that has a meaning somewhere.
#[derive(Clone, Debug)]
struct Slip {
    file: usize,
    start: usize,
    length: usize,
    instead: String,
}

fn slip() -> impl Strategy<Value = Slip> {
    let pieces = prop::sample::select(vec![
        "",
        "\n",
        "\t",
        ": ",
        "- ",
        "\u{a0}",
        "\u{201c}",
        "'",
        "\"",
        "#",
        "{",
        "[",
        "<b>",
        "**",
        "2.3",
        "&a",
        "*a",
        "---\n",
        "\u{0}",
        "\u{202e}",
        "e\u{301}",
        "|",
        ">",
        "![](",
        "(a) ",
        "yes",
        "1.2.p2",
        "\u{1f600}",
    ]);
    (any::<prop::sample::Index>(), 0usize..20_000, 0usize..40, pieces).prop_map(|(file, start, length, instead)| Slip {
        file: file.index(1_000),
        start,
        length,
        instead: instead.to_owned(),
    })
}

fn damaged(slips: &[Slip]) -> BTreeMap<ContentPath, Source> {
    let mut files = our_content();
    let paths: Vec<ContentPath> = files.keys().cloned().collect();
    for slip in slips {
        let path = &paths[slip.file % paths.len()];
        let text: Vec<char> = files[path].as_text().unwrap_or_default().chars().collect();
        let start = slip.start % text.len().max(1);
        let end = (start + slip.length).min(text.len());
        let text: String = text[..start]
            .iter()
            .copied()
            .chain(slip.instead.chars())
            .chain(text[end..].iter().copied())
            .collect();
        files.insert(path.clone(), Source::text(text));
    }
    files
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn damaged_content_is_never_a_panic_and_is_told_or_built(slips in prop::collection::vec(slip(), 1..6)) {
        let files = damaged(&slips);
        let compiled = compile(&sources(files), options(), &mut |_| {});
        let errors = compiled.diagnostics.iter().filter(|diagnostic| diagnostic.is_error()).count();
        prop_assert_eq!(compiled.value.is_some(), errors == 0);
        for diagnostic in &compiled.diagnostics {
            prop_assert!(!diagnostic.finding.message.is_empty());
        }
        // What is built must hold by itself: a page of ours with a dead link would be a fault of ours.
        let ours = compiled.diagnostics.iter().find(|found| found.finding.code.name() == "broken-page");
        prop_assert!(ours.is_none(), "{:?}", ours);
    }

    #[test]
    fn any_text_in_any_place_is_never_a_panic(text in "\\PC{0,400}", place in 0usize..5) {
        let places = ["site.yaml", "index.md", "policies/a.md", "decisions/a.yaml", "decisions/a.stories.yaml"];
        let path = ContentPath::new(places[place]).expect("a path");
        compile(&sources(BTreeMap::from([(path, Source::text(text))])), options(), &mut |_| {});
    }
}
