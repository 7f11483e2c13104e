//! Each folder of documents/: what is read of it, and that LibreOffice shows the same.
//!
//! `source.docx` or `source.odt` is read and compared with `shown.txt`; `ACCEPT=1 cargo test import` writes that file.
//! Then every paragraph, its label before its words, must be what LibreOffice shows: LibreOffice itself where it is
//! installed, else `libreoffice.txt`, which is what it showed. `differs.txt`, where there is one, says in which lines
//! and why LibreOffice shows something else.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use fingerpost::import::document::Document;
use fingerpost::import::read::office;

use super::shown;
use crate::support::scratch::{Scratch, repository};

/// A folder of documents/.
struct Case {
    name: String,
    folder: PathBuf,
    source: PathBuf,
}

impl Case {
    fn read(&self) -> Document {
        let bytes = std::fs::read(&self.source).expect("a source");
        let read = office(&bytes).unwrap_or_else(|refused| panic!("{}: {refused}", self.name));
        read.unwrap_or_else(|| panic!("{} is no document", self.name))
    }

    fn text(&self, name: &str) -> Option<String> {
        std::fs::read_to_string(self.folder.join(name)).ok()
    }
}

fn cases() -> Vec<Case> {
    let folders = std::fs::read_dir(repository().join("tests/import/documents")).expect("documents");
    let folders = folders.map(|entry| entry.expect("a folder").path());
    let case = |folder: PathBuf| {
        let name = folder.file_name().expect("a name").to_string_lossy().into_owned();
        let sources = ["source.docx", "source.odt"].map(|name| folder.join(name));
        let source = sources.into_iter().find(|source| source.exists())?;
        Some(Case { name, folder, source })
    };
    let mut cases: Vec<_> = folders.filter_map(case).collect();
    cases.sort_by(|a, b| a.name.cmp(&b.name));
    assert!(cases.len() >= 12, "only {} documents", cases.len());
    cases
}

#[test]
fn each_document_is_read_as_it_was_looked_over() {
    let accept = std::env::var_os("ACCEPT").is_some();
    let mut wrong = Vec::new();
    for case in cases() {
        let found = shown::document(&case.read());
        if accept {
            std::fs::write(case.folder.join("shown.txt"), &found).expect("shown.txt");
        } else if case.text("shown.txt").as_deref() != Some(&found) {
            wrong.push(format!("{}:\n{found}", case.name));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn libreoffice_shows_the_same_of_every_paragraph() {
    let cases = cases();
    let live = by_libreoffice(&cases);
    let mut wrong = Vec::new();
    for case in &cases {
        let committed = || {
            case.text("libreoffice.txt")
                .unwrap_or_else(|| panic!("{}: libreoffice.txt", case.name))
        };
        let theirs = live.as_ref().map_or_else(committed, |live| live[&case.name].clone());
        let differs = Differs::read(&case.text("differs.txt").unwrap_or_default());
        wrong.extend(
            compare(&case.read(), &theirs, &differs)
                .into_iter()
                .map(|fault| format!("{}: {fault}", case.name)),
        );
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What LibreOffice shows of all documents, where it and pdftotext are installed.
fn by_libreoffice(cases: &[Case]) -> Option<BTreeMap<String, String>> {
    let scratch = Scratch::new();
    let there = |program: &str, option: &str| {
        let mut command = Command::new(program);
        command
            .arg(option)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .is_ok()
    };
    if !(there("soffice", "--version") && there("pdftotext", "-v")) {
        return None;
    }
    let named = |case: &Case| {
        let ending = case
            .source
            .extension()
            .expect("an ending")
            .to_string_lossy()
            .into_owned();
        scratch.path().join(format!("{}.{ending}", case.name))
    };
    for case in cases {
        std::fs::copy(&case.source, named(case)).expect("a copy");
    }
    let profile = format!("-env:UserInstallation=file://{}/profile", scratch.path().display());
    let mut office = Command::new("soffice");
    office
        .args([&profile, "--headless", "--convert-to", "pdf", "--outdir"])
        .arg(scratch.path());
    office
        .args(cases.iter().map(named))
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    assert!(office.status().expect("LibreOffice runs").success());
    let text = |case: &Case| {
        (
            case.name.clone(),
            text_of(&scratch.path().join(format!("{}.pdf", case.name))),
        )
    };
    Some(cases.iter().map(text).collect())
}

fn text_of(pdf: &Path) -> String {
    let output = Command::new("pdftotext")
        .args(["-raw", "-nopgbrk"])
        .arg(pdf)
        .arg("-")
        .output();
    String::from_utf8(output.expect("pdftotext runs").stdout).expect("text")
}

/// Where LibreOffice shows something else: `ours => theirs` for a paragraph, `=> theirs` for what only LibreOffice
/// shows. Lines that begin with # say why.
#[derive(Default)]
struct Differs {
    paragraphs: BTreeMap<String, String>,
    only_theirs: Vec<String>,
}

impl Differs {
    fn read(text: &str) -> Self {
        let mut differs = Self::default();
        for line in text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
            let (ours, theirs) = line.split_once("=>").expect("ours => theirs");
            let (ours, theirs) = (shown::squeezed(ours), shown::squeezed(theirs));
            if ours.is_empty() {
                differs.only_theirs.push(theirs);
            } else {
                differs.paragraphs.insert(ours, theirs);
            }
        }
        differs
    }
}

/// Lays our paragraphs over what LibreOffice shows, in order where it can be: each must be there, and nothing else.
fn compare(document: &Document, theirs: &str, differs: &Differs) -> Vec<String> {
    let mut left = shown::squeezed(theirs);
    let mut cursor = 0;
    let mut wrong = Vec::new();
    let ours = shown::on_paper(document);
    for line in &differs.only_theirs {
        match left.find(line.as_str()) {
            Some(start) => left.replace_range(start..start + line.len(), ""),
            None => wrong.push(format!("differs.txt expects {line:?} of LibreOffice")),
        }
    }
    for line in &ours {
        let wanted = differs.paragraphs.get(line).unwrap_or(line);
        let behind = left
            .get(cursor..)
            .and_then(|rest| find(rest, wanted))
            .map(|(start, end)| (start + cursor, end + cursor));
        match behind.or_else(|| find(&left, wanted)) {
            Some((start, end)) => {
                left.replace_range(start..end, "");
                cursor = start;
            }
            None => wrong.push(format!("LibreOffice does not show {wanted:?}")),
        }
    }
    if !left.is_empty() {
        wrong.push(format!("LibreOffice also shows {left:?}"));
    }
    for line in differs.paragraphs.keys().filter(|line| !ours.contains(line)) {
        wrong.push(format!("differs.txt names {line:?}, which is not there"));
    }
    wrong
}

/// Where `wanted` stands in `text`; a `^` in it stands for up to three letters, the mark of a note.
fn find(text: &str, wanted: &str) -> Option<(usize, usize)> {
    let mut parts = wanted.split('^');
    let first = parts.next().unwrap_or_default();
    let rest: Vec<_> = parts.collect();
    let starts = text.match_indices(first).map(|(start, _)| start);
    starts.into_iter().find_map(|start| {
        let mut end = start + first.len();
        for part in &rest {
            let gaps = (1..=3).filter(|gap| text.is_char_boundary(end + gap));
            end += gaps
                .into_iter()
                .find(|gap| text.get(end + gap..).is_some_and(|behind| behind.starts_with(part)))?;
            end += part.len();
        }
        Some((start, end))
    })
}
