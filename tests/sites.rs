//! Every folder in `tests/sites/` is a feature shown as a folder: what goes in, and the site that must come out.
//!
//! `ACCEPT=1 cargo test sites` writes what came out as what is expected; look at the difference before you keep it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use fingerpost::compile::{Options, compile};
use fingerpost::diagnostic::Diagnostic;
use fingerpost::load::load;
use fingerpost::path::ContentPath;
use fingerpost::source::{Source, Sources};

/// The pages of one case, and what was said about it: text by path below the case's folder.
type Tree = BTreeMap<String, String>;

fn tests_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")
}

fn cases() -> Vec<PathBuf> {
    let folders = fs::read_dir(tests_folder().join("sites")).expect("tests/sites");
    let mut cases: Vec<PathBuf> = folders.map(|entry| entry.expect("an entry").path()).collect();
    cases.retain(|path| path.is_dir());
    cases.sort();
    cases
}

/// A theme that shows only what it is given, so that expected pages stay short and a change of look changes none.
fn bare_theme() -> BTreeMap<ContentPath, Source> {
    let folder = tests_folder().join("themes/bare");
    let files = files_below(&folder).into_iter();
    files
        .map(|(path, text)| (ContentPath::new(&path).expect("a path"), Source::text(text)))
        .collect()
}

fn files_below(folder: &Path) -> Tree {
    let entries = walkdir::WalkDir::new(folder).into_iter().filter_map(Result::ok);
    let files = entries.filter(|entry| entry.file_type().is_file());
    let name = |path: &Path| {
        path.strip_prefix(folder)
            .expect("below")
            .to_string_lossy()
            .replace('\\', "/")
    };
    files
        .map(|entry| (name(entry.path()), fs::read_to_string(entry.path()).expect("text")))
        .collect()
}

fn made_of(case: &Path) -> Tree {
    let loaded = load(case);
    let mut sources: Sources = loaded.value;
    let own = std::mem::take(&mut sources.theme);
    sources.theme = bare_theme().into_iter().chain(own).collect();
    let options = Options {
        as_of: "2026-11-22".parse().expect("a date"),
    };
    let compiled = compile(&sources, options, &mut |_| {});
    let pages = compiled
        .value
        .map(|output| output.files)
        .unwrap_or_default()
        .into_iter();
    let pages = pages.filter(|(path, _)| !path.as_str().starts_with("assets/"));
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("pages are UTF-8");
    let mut tree: Tree = pages
        .map(|(path, bytes)| (format!("expected/{path}"), text(bytes)))
        .collect();
    let said = loaded.diagnostics.into_iter().chain(compiled.diagnostics);
    tree.insert(
        "expected.txt".into(),
        said.map(|diagnostic| line(&diagnostic, &sources)).collect(),
    );
    tree
}

/// One finding as one line: `policies/a.md:12: broken-link: This link leads to ...`.
fn line(diagnostic: &Diagnostic, sources: &Sources) -> String {
    let finding = &diagnostic.finding;
    let place = diagnostic.path.as_ref().map_or(String::new(), |path| {
        let text = sources.files.get(path).and_then(Source::as_text).unwrap_or_default();
        let line = finding
            .span
            .map_or(0, |span| fingerpost::source::line_column(text, span.start).line);
        format!("{path}:{line}: ")
    });
    format!("{place}{}: {}\n", finding.code.name(), finding.message)
}

fn expected_of(case: &Path) -> Tree {
    let mut tree: Tree = files_below(&case.join("expected"))
        .into_iter()
        .map(|(path, text)| (format!("expected/{path}"), text))
        .collect();
    let said = fs::read_to_string(case.join("expected.txt"));
    tree.extend(said.ok().map(|said| ("expected.txt".to_owned(), said)));
    tree
}

fn accept(case: &Path, made: &Tree) {
    let _ = fs::remove_dir_all(case.join("expected"));
    for (path, text) in made {
        let path = case.join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }
}

/// Says which files differ, and the first line that does.
fn differences(expected: &Tree, made: &Tree) -> Vec<String> {
    let paths = expected
        .keys()
        .chain(made.keys().filter(|path| !expected.contains_key(*path)));
    let compare = |path: &String| match (expected.get(path), made.get(path)) {
        (Some(_), None) => Some(format!("{path} is expected and was not made")),
        (None, Some(_)) => Some(format!("{path} was made and is not expected")),
        (Some(a), Some(b)) if a != b => Some(format!("{path}: {}", first_difference(a, b))),
        _ => None,
    };
    paths.filter_map(compare).collect()
}

fn first_difference(expected: &str, made: &str) -> String {
    let lines = expected
        .lines()
        .map(Some)
        .chain(std::iter::repeat(None))
        .zip(made.lines().map(Some).chain([None]));
    let (number, (expected, made)) = lines
        .enumerate()
        .find(|(_, (a, b))| a != b)
        .unwrap_or((0, (None, None)));
    format!("line {}\n    expected {expected:?}\n    made     {made:?}", number + 1)
}

#[test]
fn every_site_comes_out_as_expected() {
    let cases = cases();
    assert!(cases.len() > 1, "tests/sites holds cases");
    let mut wrong = Vec::new();
    for case in cases {
        let made = made_of(&case);
        if std::env::var_os("ACCEPT").is_some() {
            accept(&case, &made);
        }
        let name = case.file_name().expect("a name").to_string_lossy().into_owned();
        wrong.extend(
            differences(&expected_of(&case), &made)
                .into_iter()
                .map(|what| format!("{name}/{what}")),
        );
    }
    assert!(
        wrong.is_empty(),
        "{}\n(ACCEPT=1 cargo test sites accepts what was made)",
        wrong.join("\n")
    );
}

#[test]
fn our_own_content_builds_without_a_finding() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let loaded = load(root);
    let options = Options {
        as_of: "2026-11-22".parse().expect("a date"),
    };
    let compiled = compile(&loaded.value, options, &mut |_| {});
    let said: Vec<Diagnostic> = loaded.diagnostics.into_iter().chain(compiled.diagnostics).collect();
    assert!(said.is_empty(), "{said:#?}");
    assert!(compiled.value.is_some_and(|output| output.files.len() > 8));
}
