//! Findings as one JSON document, for programs.
//!
//! ```json
//! {
//!   "published": false,
//!   "findings": [
//!     {
//!       "code": "broken-link",            which fault: the name never changes
//!       "severity": "error",              or "warning"
//!       "file": "content/index.md",       null for a fault of the machine or of the site as a whole
//!       "line": 4, "column": 9,           from 1, columns in characters; null where it has no place
//!       "end_line": 4, "end_column": 13,  the first character behind the place
//!       "message": "...",
//!       "hints": ["..."],                 what to do
//!       "also": [{"line": 1, "column": 1, "end_line": 1, "end_column": 8, "note": "here first"}]
//!     }
//!   ],
//!   "proofs": [...]                       from `check` alone: what was proved of each decision whose shape holds
//! }
//! ```
//!
//! Every key is always there, in this order; findings come in the order in which they are told. Nothing is capped.

use serde::Serialize;

use super::excerpt::settled;
use super::text::file_name;
use super::{Diagnostic, Severity};
use crate::source::{Sources, Span, line_column};

/// Returns the document, as lines ended by a newline. `published` says whether the site was written; `proofs` is what
/// was proved, where that is told.
///
/// # Errors
/// None that input can cause: all that is written are texts and numbers.
pub fn report<Proof: Serialize>(
    diagnostics: &[Diagnostic],
    sources: &Sources,
    published: bool,
    proofs: Option<&[Proof]>,
) -> serde_json::Result<String> {
    let report = Report {
        published,
        findings: diagnostics.iter().map(|found| finding(found, sources)).collect(),
        proofs,
    };
    serde_json::to_string_pretty(&report).map(|text| text + "\n")
}

#[derive(Serialize)]
struct Report<'a, Proof> {
    published: bool,
    findings: Vec<FindingView<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    proofs: Option<&'a [Proof]>,
}

#[derive(Serialize)]
struct FindingView<'a> {
    code: &'static str,
    severity: &'static str,
    file: Option<String>,
    #[serde(flatten)]
    place: Place,
    message: &'a str,
    hints: &'a [String],
    also: Vec<LabelView<'a>>,
}

#[derive(Serialize)]
struct LabelView<'a> {
    #[serde(flatten)]
    place: Place,
    note: &'a str,
}

#[derive(Default, Serialize)]
struct Place {
    line: Option<usize>,
    column: Option<usize>,
    end_line: Option<usize>,
    end_column: Option<usize>,
}

fn finding<'a>(found: &'a Diagnostic, sources: &Sources) -> FindingView<'a> {
    let text = found.path.as_ref().and_then(|path| sources.text(path));
    let inner = &found.finding;
    FindingView {
        code: inner.code.name(),
        severity: severity(inner.severity),
        file: found.path.as_ref().map(file_name),
        place: place(text, inner.span),
        message: &inner.message,
        hints: &inner.hints,
        also: inner
            .also
            .iter()
            .map(|label| LabelView {
                place: place(text, Some(label.span)),
                note: &label.note,
            })
            .collect(),
    }
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

fn place(text: Option<&str>, span: Option<Span>) -> Place {
    let (Some(text), Some(span)) = (text, span) else {
        return Place::default();
    };
    let span = settled(text, span);
    let (start, end) = (line_column(text, span.start), line_column(text, span.end));
    Place {
        line: Some(start.line),
        column: Some(start.column),
        end_line: Some(end.line),
        end_column: Some(end.column),
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Code, Finding};
    use super::*;
    use crate::path::ContentPath;
    use crate::source::Source;

    #[test]
    fn keys_are_always_there_and_in_one_order() {
        let path = ContentPath::new("index.md").expect("a good path");
        let sources = Sources {
            files: [(path.clone(), Source::text("one\nté wo\n"))].into(),
            ..Sources::default()
        };
        let found = [
            Finding::new(Code::BrokenLink, Span::new(8, 10), "m")
                .hint("h")
                .also(Span::new(0, 3), "n")
                .in_file(&path),
            Finding::of_file(Code::CannotWrite, "w").nowhere(),
        ];
        let text = report(&found, &sources, false, None::<&[()]>).expect("a document");
        let flat: String = text.lines().map(str::trim).collect();
        let expected = concat!(
            r#"{"published": false,"findings": [{"code": "broken-link","severity": "error","file": "content/index.md","#,
            r#""line": 2,"column": 4,"end_line": 2,"end_column": 6,"message": "m","hints": ["h"],"#,
            r#""also": [{"line": 1,"column": 1,"end_line": 1,"end_column": 4,"note": "n"}]},"#,
            r#"{"code": "cannot-write","severity": "error","file": null,"line": null,"column": null,"end_line": null,"#,
            r#""end_column": null,"message": "w","hints": [],"also": []}]}"#,
        );
        assert_eq!(flat, expected);
    }
}
