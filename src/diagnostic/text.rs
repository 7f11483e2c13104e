//! Findings as text: for the terminal, the preview page and the saved report.
//!
//! Takes findings in the order of [`super::in_order`] and gives one text, the same everywhere. It is complete without
//! colour: the words say what is a problem and what is only worth a look, and the marks stand under their words.

use std::collections::BTreeMap;

use unicode_width::UnicodeWidthStr;

use super::excerpt::{Excerpt, excerpt, settled, shown};
use super::{Code, Diagnostic, Finding, Severity};
use crate::path::ContentPath;
use crate::source::{Sources, Span, line_column};

/// How many findings with one code are told of one file; the lines of the others are listed.
const TOLD: usize = 5;

/// How many lines are listed of findings that are not told.
const LISTED: usize = 12;

/// Columns of a report: fits a terminal, a mail and an A4 page.
const COLUMNS: usize = 80;

/// The state of the published site, with which every report ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Nothing has been published here yet.
    NothingYet,
    /// The earlier site still stands in this folder, untouched.
    Untouched(String),
    /// The site was published to this folder.
    Published(String),
    /// Only a check: nothing was to be published.
    CheckOnly,
    /// Nothing was published, and whatever was before is still there.
    AsBefore,
    /// Nothing was written, and whatever was before is still there.
    NotWritten,
    /// Only the preview was to be changed.
    Preview,
}

/// Returns the whole report: every finding, a count, and the state of the published site.
///
/// `diagnostics` come in the order of [`super::in_order`]; `sources` gives the authors' lines; `colour` adds escape
/// sequences that colour headings and marks.
pub fn report(diagnostics: &[Diagnostic], sources: &Sources, standing: &Standing, colour: bool) -> String {
    let page = Page {
        sources,
        paint: Paint { colour },
    };
    let (errors, warnings): (Vec<_>, Vec<_>) = diagnostics.iter().partition(|found| found.is_error());
    let mut parts = page.section("Problem", &errors);
    parts.extend(page.section("Worth a look", &warnings));
    parts.push(ending(diagnostics, standing));
    parts.join("\n\n") + "\n"
}

/// Returns where a finding is: `content/policies/behaviour.md, line 3`; nothing where it has no place.
pub fn place_of(found: &Diagnostic, sources: &Sources) -> String {
    Page::plain(sources).place_of(found)
}

/// Returns the author's lines that a finding speaks of, with marks below them; nothing where it speaks of none.
pub fn excerpt_of(found: &Diagnostic, sources: &Sources) -> String {
    Page::plain(sources).excerpt_of(found)
}

/// Returns how many findings there are: `3 problems in 2 files, and 1 thing worth a look`.
pub fn count(diagnostics: &[Diagnostic]) -> String {
    let (errors, warnings): (Vec<_>, Vec<_>) = diagnostics.iter().partition(|found| found.is_error());
    let problems = number(errors.len(), "problem", "problems") + &in_files(&errors);
    let looks = number(warnings.len(), "thing", "things") + " worth a look";
    match (errors.is_empty(), warnings.is_empty()) {
        (true, true) => "No problems".into(),
        (false, true) => problems,
        (true, false) => format!("No problems, and {looks}{}", in_files(&warnings)),
        (false, false) => format!("{problems}, and {looks}"),
    }
}

/// Returns `1 page`, `2 pages`.
pub fn number(count: usize, one: &str, many: &str) -> String {
    match count {
        1 => format!("1 {one}"),
        _ => format!("{count} {many}"),
    }
}

/// Joins words as a sentence does: `a, b and c`.
pub fn joined(words: &[String]) -> String {
    match words {
        [] => "nothing".into(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// Returns the file as its author finds it, from the folder that holds `content`.
pub fn file_name(path: &ContentPath) -> String {
    let top = if path.as_str().starts_with("themes/") {
        ""
    } else {
        "content/"
    };
    shown(&format!("{top}{path}"))
}

impl Standing {
    /// Returns the state in words.
    pub fn in_words(&self) -> String {
        match self {
            Self::NothingYet => "Nothing has been published yet.".into(),
            Self::Untouched(folder) => {
                format!("Nothing was published. The earlier site still stands, untouched, in {folder}")
            }
            Self::Published(folder) => format!("The site was published to {folder}"),
            Self::CheckOnly => "This was a check only: nothing was published, and nothing was changed.".into(),
            Self::AsBefore => "Nothing was published. What was there before is as it was.".into(),
            Self::NotWritten => "Nothing was written. What was there before is as it was.".into(),
            Self::Preview => "This is the preview: nothing was published, and the published site is as it was.".into(),
        }
    }
}

fn ending(diagnostics: &[Diagnostic], standing: &Standing) -> String {
    format!("{}.\n{}", count(diagnostics), standing.in_words())
}

fn in_files(diagnostics: &[&Diagnostic]) -> String {
    let mut files: Vec<_> = diagnostics.iter().filter_map(|found| found.path.as_ref()).collect();
    files.sort();
    files.dedup();
    match files.len() {
        0 => String::new(),
        files => format!(" in {}", number(files, "file", "files")),
    }
}

/// What every part of a report needs.
struct Page<'a> {
    sources: &'a Sources,
    paint: Paint,
}

type Group<'a> = (Option<&'a ContentPath>, Code);

impl<'a> Page<'a> {
    fn plain(sources: &'a Sources) -> Self {
        Self {
            sources,
            paint: Paint { colour: false },
        }
    }

    /// Lays out findings of one level. Beyond the first few of a kind in a file only their lines are listed, so that
    /// a thousand of one kind do not bury the one of another.
    fn section(&self, title: &str, findings: &[&Diagnostic]) -> Vec<String> {
        let mut seen: BTreeMap<Group, usize> = BTreeMap::new();
        let mut parts = Vec::new();
        for (i, found) in findings.iter().enumerate() {
            let place = seen.entry(group(found)).or_default();
            *place += 1;
            match *place {
                place if place <= TOLD => {
                    let heading = format!("{title} {} of {}", i + 1, findings.len());
                    parts.push(self.told(&heading, found));
                }
                place if place == TOLD + 1 => parts.push(self.others(found, findings.get(i..).unwrap_or_default())),
                _ => {}
            }
        }
        parts
    }

    fn told(&self, heading: &str, found: &Diagnostic) -> String {
        let finding = &found.finding;
        let mut parts = vec![self.heading(heading, found), wrapped(&finding.message)];
        parts.extend(Some(self.excerpt_of(found)).filter(|lines| !lines.is_empty()));
        parts.extend((!finding.hints.is_empty()).then(|| hints(&finding.hints)));
        parts.push(format!("  {}", self.paint.dim(&format!("({})", finding.code.name()))));
        parts.join("\n\n")
    }

    fn heading(&self, title: &str, found: &Diagnostic) -> String {
        let place = self.place_of(found);
        let place = if place.is_empty() {
            place
        } else {
            format!(" in {place}")
        };
        self.paint.heading(found.finding.severity, title) + &place
    }

    fn place_of(&self, found: &Diagnostic) -> String {
        let line = self.line(found).map_or(String::new(), |line| format!(", line {line}"));
        found
            .path
            .as_ref()
            .map_or(String::new(), |path| file_name(path) + &line)
    }

    fn excerpt_of(&self, found: &Diagnostic) -> String {
        let text = found.path.as_ref().and_then(|path| self.sources.text(path));
        text.map_or(String::new(), |text| self.places(&found.finding, text))
    }

    /// Says how many more there are like `first`, and on which lines.
    fn others(&self, first: &Diagnostic, findings: &[&Diagnostic]) -> String {
        let others: Vec<_> = findings.iter().filter(|found| group(found) == group(first)).collect();
        let lines: Vec<_> = others.iter().filter_map(|found| self.line(found)).collect();
        let place = first.path.as_ref().map(|path| format!(" in {}", file_name(path)));
        let mut text = format!("And {} more like this{}", others.len(), place.unwrap_or_default());
        text += &listed(&lines);
        format!("{text}\n\n  ({})", first.finding.code.name())
    }

    fn line(&self, found: &Diagnostic) -> Option<usize> {
        let text = self.sources.text(found.path.as_ref()?)?;
        let span = settled(text, found.finding.span?);
        Some(line_column(text, span.start).line)
    }

    /// Lays out the place of a finding and those that belong to it, in the order of the file.
    fn places(&self, finding: &Finding, text: &str) -> String {
        let main = finding.span.iter().map(|span| (*span, None));
        let also = finding.also.iter().map(|label| (label.span, Some(label.note.as_str())));
        let mut places: Vec<(Span, Option<&str>)> = main.chain(also).collect();
        places.sort();
        let excerpts: Vec<_> = places
            .iter()
            .map(|(span, note)| (excerpt(text, *span), *note))
            .collect();
        let gutter = excerpts.iter().map(|(shown, _)| shown.line.to_string().len()).max();
        let lines = excerpts
            .iter()
            .map(|(shown, note)| self.place(shown, *note, gutter.unwrap_or(0), finding.severity));
        lines.collect::<Vec<_>>().join("\n")
    }

    fn place(&self, excerpt: &Excerpt, note: Option<&str>, gutter: usize, severity: Severity) -> String {
        let Excerpt {
            line,
            text,
            indent,
            width,
        } = excerpt;
        let mark = match note {
            None => self.paint.heading(severity, &"^".repeat(*width)),
            Some(note) => format!("{} {}", "-".repeat(*width), shown(note)),
        };
        let numbered = format!("  {line:>gutter$} | {text}");
        format!("{}\n  {:gutter$} | {:indent$}{mark}", numbered.trim_end(), "", "")
    }
}

fn group(found: &Diagnostic) -> Group<'_> {
    (found.path.as_ref(), found.finding.code)
}

fn listed(lines: &[usize]) -> String {
    let numbers: Vec<String> = lines.iter().take(LISTED).map(ToString::to_string).collect();
    match (lines.len(), lines.len().saturating_sub(LISTED)) {
        (0, _) => String::new(),
        (1, _) => format!(", on line {}", numbers.join(", ")),
        (_, 0) => format!(", on lines {}", numbers.join(", ")),
        (_, more) => format!(", on lines {} and {more} more", numbers.join(", ")),
    }
}

fn hints(hints: &[String]) -> String {
    hints.iter().map(|hint| wrapped(hint)).collect::<Vec<_>>().join("\n")
}

/// Sets sentences in lines of the report's width, two columns in. Lines that end on purpose, end.
fn wrapped(text: &str) -> String {
    text.lines().map(wrapped_line).collect::<Vec<_>>().join("\n")
}

fn wrapped_line(line: &str) -> String {
    let indent = 2 + line.width() - line.trim_start().width();
    let mut lines: Vec<String> = Vec::new();
    for word in shown(line).split_whitespace() {
        match lines.last_mut() {
            Some(last) if last.width() + 1 + word.width() <= COLUMNS => *last += &format!(" {word}"),
            _ => lines.push(format!("{:indent$}{word}", "")),
        }
    }
    lines.join("\n")
}

/// Colour, or none.
#[derive(Clone, Copy)]
struct Paint {
    colour: bool,
}

impl Paint {
    fn heading(self, severity: Severity, text: &str) -> String {
        match severity {
            Severity::Error => self.with("1;31", text),
            Severity::Warning => self.with("1;33", text),
        }
    }

    fn dim(self, text: &str) -> String {
        self.with("2", text)
    }

    fn with(self, style: &str, text: &str) -> String {
        if self.colour {
            format!("\x1b[{style}m{text}\x1b[0m")
        } else {
            text.to_owned()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Source;

    fn path(name: &str) -> ContentPath {
        ContentPath::new(name).expect("a good path")
    }

    fn sources(name: &str, text: &str) -> Sources {
        let files = [(path(name), Source::text(text))];
        Sources {
            files: files.into(),
            ..Sources::default()
        }
    }

    fn place(text: &str, part: &str) -> Span {
        let start = text.find(part).expect("the part");
        Span::new(start, start + part.len())
    }

    fn untouched() -> Standing {
        Standing::Untouched("site/".into())
    }

    #[test]
    fn a_problem_says_what_where_why_and_what_to_do() {
        let text = "## 4\n\nExclusions follow [clause 7.3](#7.3).\n";
        let message = "Clause 4.2 points to clause 7.3, and there is no clause 7.3.";
        let found = Finding::new(Code::BrokenLink, place(text, "#7.3"), message)
            .hint("The policy has 7.1 and 7.2. Did you mean 7.2?")
            .in_file(&path("policies/behaviour.md"));
        let report = report(&[found], &sources("policies/behaviour.md", text), &untouched(), false);
        let expected = "\
Problem 1 of 1 in content/policies/behaviour.md, line 3

  Clause 4.2 points to clause 7.3, and there is no clause 7.3.

  3 | Exclusions follow [clause 7.3](#7.3).
    |                                ^^^^

  The policy has 7.1 and 7.2. Did you mean 7.2?

  (broken-link)

1 problem in 1 file.
Nothing was published. The earlier site still stands, untouched, in site/
";
        assert_eq!(report, expected);
    }

    #[test]
    fn places_that_belong_together_are_shown_in_the_order_of_the_file() {
        let text = "consent:\n  a\nharm:\n  b\nconsent:\n";
        let found = Finding::new(Code::YamlDuplicate, Span::new(23, 30), "`consent` is written twice.")
            .also(Span::new(0, 7), "here first")
            .in_file(&path("decisions/a.yaml"));
        let report = report(&[found], &sources("decisions/a.yaml", text), &untouched(), false);
        let shown = "  1 | consent:\n    | ------- here first\n  5 | consent:\n    | ^^^^^^^\n";
        assert!(report.contains(shown), "{report}");
    }

    #[test]
    fn many_of_one_kind_are_capped_and_hide_no_other() {
        let text = "word\n".repeat(30);
        let link = |line: usize| {
            Finding::new(
                Code::BrokenLink,
                Span::new(line * 5, line * 5 + 4),
                format!("Link {line}."),
            )
            .in_file(&path("index.md"))
        };
        let mut findings: Vec<_> = (0..19).map(link).collect();
        findings.push(Finding::new(Code::RawHtml, Span::new(120, 124), "HTML.").in_file(&path("index.md")));
        let report = report(&findings, &sources("index.md", &text), &untouched(), false);
        assert!(
            report.contains("Problem 5 of 20 in content/index.md, line 5"),
            "{report}"
        );
        assert!(!report.contains("Problem 6 of 20"), "{report}");
        let more =
            "And 14 more like this in content/index.md, on lines 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17 and 2 more";
        assert!(report.contains(more), "{report}");
        assert!(
            report.contains("Problem 20 of 20 in content/index.md, line 25"),
            "{report}"
        );
    }

    #[test]
    fn warnings_come_last_and_are_called_worth_a_look() {
        let late = Finding::of_file(Code::Overdue, "It is late.").in_file(&path("policies/a.md"));
        let read = Finding::of_file(Code::CannotRead, "It is locked.").nowhere();
        let report = report(&[late, read], &Sources::default(), &Standing::CheckOnly, false);
        let heads: Vec<_> = report.lines().filter(|line| line.contains(" of ")).collect();
        assert_eq!(
            heads,
            ["Problem 1 of 1", "Worth a look 1 of 1 in content/policies/a.md"]
        );
        assert!(
            report.contains("1 problem, and 1 thing worth a look.\nThis was a check only"),
            "{report}"
        );
    }

    #[test]
    fn sentences_are_wrapped_and_lines_ended_on_purpose_end() {
        let text = wrapped(&format!("{}\n  - one", "word ".repeat(20)));
        assert!(text.lines().all(|line| line.width() <= COLUMNS));
        assert!(text.ends_with("\n    - one"), "{text}");
    }

    #[test]
    fn colour_changes_no_word() {
        let found = [Finding::of_file(Code::Overdue, "It is late.").in_file(&path("policies/a.md"))];
        let plain = report(&found, &Sources::default(), &untouched(), false);
        let coloured = report(&found, &Sources::default(), &untouched(), true);
        assert!(coloured.contains("\x1b[1;33mWorth a look 1 of 1\x1b[0m"));
        assert_eq!(
            ["1;33", "2", "0"]
                .iter()
                .fold(coloured, |text, style| text.replace(&format!("\x1b[{style}m"), "")),
            plain
        );
    }

    #[test]
    fn what_was_typed_cannot_steer_the_terminal() {
        let found = Finding::of_file(Code::UnknownKey, "`\x1b[2J` is no key.").in_file(&path("site.yaml"));
        let report = report(&[found], &Sources::default(), &Standing::NothingYet, false);
        assert!(!report.contains('\x1b'), "{report:?}");
    }
}
