use std::collections::BTreeSet;
use std::fmt;
use std::path::{Path, PathBuf};

use fingerpost::compile::{Options, compile};
use fingerpost::diagnostic::text::file_name;
use fingerpost::diagnostic::{Code, Diagnostic, Severity, in_order};
use fingerpost::load::load;
use fingerpost::source::{Sources, line_column};

use crate::support::scratch::{Scratch, files, repository};

/// Faults that no content in this repository can show, and why.
const NOT_SHOWN: [(Code, &str); 12] = [
    (Code::CannotRead, "it takes a disk that fails"),
    (Code::CannotWrite, "it takes a disk that fails"),
    (Code::NoContent, "a fixture is content"),
    (Code::ForeignFolder, "it is found when the site is written"),
    (Code::DocumentRefused, "a document is no content: see import.rs"),
    (
        Code::WordsLost,
        "no document is known that causes it: it guards against faults of ours",
    ),
    (Code::ChangedByHand, "it is found when the site is written"),
    (Code::OutputInContent, "it is found when the site is written"),
    (Code::PortTaken, "it is found when the preview is opened"),
    (Code::ProgramFault, "there is none that is known"),
    (Code::BadFileName, "such a file cannot be checked out on every machine"),
    (
        Code::BrokenPage,
        "no content can cause it: it guards against faults of ours and of a theme",
    ),
];

/// The day on which the fixtures are read.
const TODAY: &str = "2026-09-15";

/// What a fixture says beside the fault, or what was found: with the words for the one, with all of them for the other.
struct Told {
    code: String,
    severity: &'static str,
    file: Option<String>,
    line: Option<usize>,
    words: Vec<String>,
}

impl fmt::Display for Told {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let file = self.file.as_deref().unwrap_or("the site");
        let line = self.line.map_or("as a whole".into(), |line| format!("line {line}"));
        write!(
            f,
            "{} {} in {file}, {line}: {}",
            self.severity,
            self.code,
            self.words.join(" / ")
        )
    }
}

impl Told {
    /// Returns whether the finding `found` is what is expected here.
    fn is(&self, found: &Self) -> bool {
        let all = found.words.join(" ");
        let place = |told: &Self| (told.file.clone(), told.line);
        (self.code.as_str(), self.severity) == (found.code.as_str(), found.severity)
            && place(self) == place(found)
            && self.words.iter().all(|words| all.contains(words))
    }
}

#[test]
fn every_fault_is_found_where_it_stands_and_nothing_else_is() {
    let differences: Vec<String> = shown().flat_map(|code| differences(code.name())).collect();
    assert!(differences.is_empty(), "\n{}\n", differences.join("\n"));
}

#[test]
fn the_site_under_the_faults_has_none() {
    assert_eq!(differences("_base"), Vec::<String>::new());
}

#[test]
fn every_code_has_a_fixture_and_every_fixture_a_code() {
    let wanted: BTreeSet<String> = shown().map(|code| code.name().to_owned()).collect();
    let folder = repository().join("tests/diagnostics");
    let first = |path: &Path| path.iter().next().map(|name| name.to_string_lossy().into_owned());
    let mut there: BTreeSet<String> = files(&folder).keys().filter_map(|path| first(path)).collect();
    assert!(there.remove("_base"));
    assert_eq!(there, wanted);
}

#[test]
fn every_fixture_shows_its_own_fault() {
    for code in shown() {
        let expected = expected(code.name());
        assert!(expected.iter().any(|told| told.code == code.name()), "{}", code.name());
    }
}

/// A file that cannot be read hides what it says; that others speak of it is no fault of theirs.
#[test]
fn what_only_follows_from_a_file_that_cannot_be_read_is_not_told() {
    let base = || Scratch::new().with("tests/diagnostics/_base", "");
    let [decision, stories] =
        ["may-we-go.yaml", "may-we-go.stories.yaml"].map(|name| format!("content/decisions/{name}"));
    let link = "\nRead [what it asks](decisions/may-we-go.yaml#plan) and [why](policies/visits.md#1.1).\n";
    let unread: [(&str, &str, &[u8]); 4] = [
        ("yaml-tab", &stories, b"stories-for: may-we-go.yaml\n\tstories: []\n"),
        ("yaml-syntax", &decision, b"title: \"May we go\n"),
        ("not-text", "content/policies/visits.md", b"\xff\xfe\x00\xd8"),
        ("not-text", &decision, b"\xff\xfe\x00\xd8"),
    ];
    for (code, file, bytes) in unread {
        let scratch = base();
        let index = scratch.read("content/index.md");
        scratch.write("content/index.md", index + link);
        scratch.write(file, bytes);
        let found = found_in(&scratch);
        let told: Vec<String> = found.iter().map(ToString::to_string).collect();
        assert_eq!(found.len(), 1, "{told:#?}");
        assert_eq!(found[0].code, code, "{told:#?}");
        assert!(told[0].contains("I say nothing of what rests on it"), "{told:#?}");
    }
}

#[test]
fn forty_faults_in_one_site_are_all_told_in_one_run() {
    let scratch = Scratch::new()
        .with("content", "content")
        .with("tests/diagnostics/_base/content/policies", "content/policies");
    let planted: Vec<Told> = together().iter().flat_map(|code| plant(*code, &scratch)).collect();
    assert!(planted.len() >= 40, "{} faults", planted.len());
    let mut found = found_in(&scratch);
    let missing = planted
        .iter()
        .filter(|planted| match found.iter().position(|found| planted.is(found)) {
            Some(at) => found.swap_remove(at).words.is_empty(),
            None => true,
        });
    assert_eq!(
        missing.map(ToString::to_string).collect::<Vec<_>>(),
        Vec::<String>::new()
    );
}

/// Returns the faults that can stand beside each other: those of whole files under names of their own. Templates
/// and posters are looked at only when nothing else is wrong, a clause is unused only where decisions use the others,
/// and a decision has one file of stories.
fn together() -> Vec<Code> {
    let apart = [
        Code::ThemeTemplate,
        Code::PosterTooLarge,
        Code::UnusedClause,
        Code::TwoFilesOnePage,
        Code::StoryFailed,
        Code::StoryUnfinished,
        Code::NoStory,
    ];
    shown().filter(|code| !apart.contains(code)).collect()
}

/// Copies the files of a fixture, each under the name of its code, and returns what they say about themselves.
fn plant(code: Code, scratch: &Scratch) -> Vec<Told> {
    let fixture = files(&repository().join("tests/diagnostics").join(code.name()));
    let planted = fixture.into_iter().flat_map(|(path, bytes)| {
        let path = own_name(&path, code);
        scratch.write(&path, &bytes);
        expected_in(&slashed(&path), &String::from_utf8_lossy(&bytes))
    });
    planted.collect()
}

/// Returns `path` with the code for a name; what stands behind the first dot says what the file is, and stays.
fn own_name(path: &Path, code: Code) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    match name.split_once('.') {
        Some((_, ending)) if name != "site.yaml" => path.with_file_name(format!("{}.{ending}", code.name())),
        _ => path.to_owned(),
    }
}

/// Returns the faults that have a fixture.
fn shown() -> impl Iterator<Item = Code> {
    let hidden = |code: &Code| NOT_SHOWN.iter().any(|(other, _)| other == code);
    Code::ALL.iter().copied().filter(move |code| !hidden(code))
}

/// Returns what is expected of the fixture `name` and not found, and what is found and not expected.
fn differences(name: &str) -> Vec<String> {
    let mut found = found(name);
    let mut differences = Vec::new();
    for expected in expected(name) {
        match found.iter().position(|found| expected.is(found)) {
            Some(at) => drop(found.remove(at)),
            None => differences.push(format!("{name}: missing: {expected}")),
        }
    }
    differences.extend(found.iter().map(|found| format!("{name}: not expected: {found}")));
    differences
}

/// Builds the fixture, laid over the base, and returns what is found.
fn found(name: &str) -> Vec<Told> {
    let folder = format!("tests/diagnostics/{name}");
    found_in(&Scratch::copy_of("tests/diagnostics/_base").with(&folder, ""))
}

fn found_in(scratch: &Scratch) -> Vec<Told> {
    let loaded = load(scratch.path());
    let as_of = TODAY.parse().expect("a date");
    let compiled = compile(&loaded.value, Options { as_of }, &mut |_| {});
    let all = in_order([loaded.diagnostics, compiled.diagnostics].concat());
    all.iter().map(|found| told(found, &loaded.value)).collect()
}

fn told(found: &Diagnostic, sources: &Sources) -> Told {
    let text = found.path.as_ref().and_then(|path| sources.text(path));
    let start = found.finding.span.map(|span| span.start);
    let message = [found.finding.message.clone()];
    Told {
        code: found.finding.code.name().into(),
        severity: match found.finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        },
        file: found.path.as_ref().map(file_name),
        line: text.zip(start).map(|(text, start)| line_column(text, start).line),
        words: message.into_iter().chain(found.finding.hints.clone()).collect(),
    }
}

/// Returns what the files of a fixture say about themselves.
fn expected(name: &str) -> Vec<Told> {
    let folder = repository().join("tests/diagnostics").join(name);
    let texts = files(&folder)
        .into_iter()
        .map(|(path, bytes)| (slashed(&path), String::from_utf8_lossy(&bytes).into_owned()));
    texts.flat_map(|(path, text)| expected_in(&path, &text)).collect()
}

fn slashed(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

/// Returns what a file says about itself: `# error: code: "words" "more words"` in YAML and in a head, `<!-- ... -->`
/// in Markdown, `{# ... #}` in a template. It speaks of the next line, unless it says `error in this file`.
fn expected_in(path: &str, text: &str) -> Vec<Told> {
    let lines: Vec<&str> = text.lines().collect();
    let comments = lines
        .iter()
        .enumerate()
        .filter_map(|(i, line)| Some((i, comment(line)?)));
    let told = comments.map(|(i, (severity, in_file, rest))| {
        let next = lines.iter().skip(i).take_while(|line| comment(line).is_some()).count();
        Told {
            code: rest.split([':', ' ']).next().unwrap_or_default().to_owned(),
            severity,
            file: Some(path.to_owned()),
            line: (!in_file).then_some(i + next + 1),
            words: rest.split('"').skip(1).step_by(2).map(ToOwned::to_owned).collect(),
        }
    });
    told.collect()
}

/// Takes a line apart that says what is expected: how bad, whether of the file as a whole, and the rest. In a table it
/// is a cell.
fn comment(line: &str) -> Option<(&'static str, bool, &str)> {
    let line = line.trim_start_matches([' ', '|']);
    let open = ["<!-- ", "{# ", "# "]
        .into_iter()
        .find_map(|open| line.strip_prefix(open))?;
    let (severity, rest) = ["error", "warning"]
        .into_iter()
        .find_map(|word| Some((word, open.strip_prefix(word)?)))?;
    let of_file = rest.strip_prefix(" in this file: ");
    let rest = of_file.or_else(|| rest.strip_prefix(": "))?;
    Some((severity, of_file.is_some(), rest))
}
