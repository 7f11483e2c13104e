//! Each folder of documents/: the policy that it becomes, which builds, and what the terminal says of it.
//!
//! `ACCEPT=1 cargo test import` writes what came out as what is expected, `expected.md` and `expected.txt`; read it
//! before you keep it.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use fingerpost::compile::{Options, compile};
use fingerpost::diagnostic::Finding;
use fingerpost::disk::RealDisk;
use fingerpost::import::confirm::shelf::{Order, Shelved, shelve};
use fingerpost::import::confirm::told;
use fingerpost::import::import;
use fingerpost::import::read::markdown;
use fingerpost::load::load;

use crate::support::scratch::{Scratch, repository};

fn cases() -> Vec<PathBuf> {
    let folders = fs::read_dir(repository().join("tests/import/documents")).expect("tests/import/documents");
    let cases: BTreeSet<PathBuf> = folders.map(|entry| entry.expect("an entry").path()).collect();
    assert!(cases.len() > 9, "tests/import/documents holds cases");
    cases.into_iter().collect()
}

fn source(case: &Path) -> PathBuf {
    let files = fs::read_dir(case)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path());
    let mut sources = files.filter(|path| path.file_stem().is_some_and(|stem| stem == "source"));
    sources
        .next()
        .unwrap_or_else(|| panic!("{} has no source", case.display()))
}

/// A site with no policy yet.
fn site() -> Scratch {
    let site = Scratch::new();
    site.write("content/site.yaml", "title: Test school\nlanguage: en\n");
    site.write("content/index.md", "---\ntitle: Policies\n---\n");
    site
}

fn shelved(site: &Scratch, file: &Path) -> Result<Shelved, Finding> {
    let order = Order {
        file: file.to_owned(),
        root: site.path().to_owned(),
        ..Order::default()
    };
    shelve(&RealDisk, &order)
}

/// What came of one document: its policy, and what is said.
struct Came {
    policy: Option<String>,
    said: String,
}

fn came_of(case: &Path) -> Came {
    let site = site();
    match shelved(&site, &source(case)) {
        Ok(done) => {
            let root = format!("{}/", site.path().display());
            errors_of_the_site(case, &site);
            Came {
                said: told::words(&done).replace(&root, ""),
                policy: Some(done.imported.text),
            }
        }
        Err(finding) => Came {
            said: format!(
                "{}: {}\n{}\n",
                finding.code.name(),
                finding.message,
                finding.hints.join("\n")
            ),
            policy: None,
        },
    }
}

/// Nothing that we wrote stops a build.
fn errors_of_the_site(case: &Path, site: &Scratch) {
    let loaded = load(site.path());
    let options = Options {
        as_of: "2026-11-22".parse().expect("a date"),
    };
    let compiled = compile(&loaded.value, options, &mut |_| {});
    let found = loaded.diagnostics.iter().chain(&compiled.diagnostics);
    let errors: Vec<_> = found.filter(|found| found.is_error()).collect();
    assert!(errors.is_empty(), "{}: {errors:?}", case.display());
}

fn expected(case: &Path, name: &str) -> Option<String> {
    fs::read_to_string(case.join(name)).ok()
}

fn accept(case: &Path, came: &Came) {
    fs::write(case.join("expected.txt"), &came.said).expect("written");
    match &came.policy {
        Some(policy) => fs::write(case.join("expected.md"), policy).expect("written"),
        None => drop(fs::remove_file(case.join("expected.md"))),
    }
}

#[test]
fn every_document_becomes_the_policy_that_is_expected() {
    let mut wrong = Vec::new();
    for case in cases() {
        let came = came_of(&case);
        if std::env::var_os("ACCEPT").is_some() {
            accept(&case, &came);
        }
        for (name, made) in [("expected.md", came.policy), ("expected.txt", Some(came.said))] {
            let wanted = expected(&case, name);
            if wanted != made {
                let lines = |text: &Option<String>| text.clone().unwrap_or_default();
                let (wanted, made) = (lines(&wanted), lines(&made));
                let first = wanted.lines().zip(made.lines()).find(|(wanted, made)| wanted != made);
                wrong.push(format!("{}/{name}: {first:?}", case.display()));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{}\n(ACCEPT=1 cargo test import accepts what was made)",
        wrong.join("\n")
    );
}

#[test]
fn importing_our_own_output_changes_nothing() {
    for case in cases() {
        let Some(policy) = expected(&case, "expected.md") else {
            continue;
        };
        let again =
            import(markdown::read(&policy), "source").unwrap_or_else(|fault| panic!("{}: {fault:?}", case.display()));
        assert_eq!(again.text, policy, "{}", case.display());
    }
}
