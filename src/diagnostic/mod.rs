//! What went wrong, as data: a code, a place, a cause, and what to do. It becomes text in [`text`] and nowhere else.
//!
//! A stage makes a [`Finding`] where the fact is known and goes on; one file's mistake hides no other file's. A
//! finding becomes a [`Diagnostic`] where the file's path is known.

pub mod code;
pub mod excerpt;
pub mod json;
pub mod nearest;
pub mod text;

use crate::path::ContentPath;
use crate::source::Span;

pub use code::Code;

/// How bad a finding is. An error stops publication; a warning does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The site is not published until this is put right.
    Error,
    /// Worth a look; the site is published all the same.
    Warning,
}

/// Something that a stage noticed in one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Which fault it is.
    pub code: Code,
    /// How bad.
    pub severity: Severity,
    /// What is wrong, and why: whole sentences in the author's words.
    pub message: String,
    /// Where, when it has one place.
    pub span: Option<Span>,
    /// Other places that belong to it, each with a few words: the first of two equal names.
    pub also: Vec<Label>,
    /// What to do: whole sentences, the nearest valid name first where there is one.
    pub hints: Vec<String>,
}

/// A further place of a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// Where.
    pub span: Span,
    /// What stands there, in a few words.
    pub note: String,
}

impl Finding {
    /// Makes a finding of the level that belongs to `code`, at `span`.
    pub fn new(code: Code, span: Span, message: impl Into<String>) -> Self {
        Self {
            span: Some(span),
            ..Self::of_file(code, message)
        }
    }

    /// Makes a finding that concerns a file as a whole.
    pub fn of_file(code: Code, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: code.severity(),
            message: message.into(),
            span: None,
            also: Vec::new(),
            hints: Vec::new(),
        }
    }

    /// Adds what to do.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// Adds what to do, where there is something to say.
    #[must_use]
    pub fn hint_if(mut self, hint: Option<impl Into<String>>) -> Self {
        self.hints.extend(hint.map(Into::into));
        self
    }

    /// Adds a further place.
    #[must_use]
    pub fn also(mut self, span: Span, note: impl Into<String>) -> Self {
        self.also.push(Label {
            span,
            note: note.into(),
        });
        self
    }

    /// Moves every place `by` bytes on: from a front matter to its file.
    #[must_use]
    pub fn shifted(mut self, by: usize) -> Self {
        self.span = self.span.map(|span| span.shifted(by));
        for label in &mut self.also {
            label.span = label.span.shifted(by);
        }
        self
    }

    /// Says which file it is in.
    pub fn in_file(self, path: &ContentPath) -> Diagnostic {
        Diagnostic {
            path: Some(path.clone()),
            finding: self,
        }
    }

    /// Leaves the file open: a fault of the machine, or of the site as a whole.
    pub fn nowhere(self) -> Diagnostic {
        Diagnostic {
            path: None,
            finding: self,
        }
    }
}

/// A finding and the file it is in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The file, as its author knows it; none for faults of the machine.
    pub path: Option<ContentPath>,
    /// What is wrong.
    pub finding: Finding,
}

impl Diagnostic {
    /// Returns whether this stops publication.
    pub fn is_error(&self) -> bool {
        self.finding.severity == Severity::Error
    }
}

/// A result that exists even when something is wrong, and what is wrong.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reported<T> {
    /// What was made.
    pub value: T,
    /// What was noticed on the way.
    pub diagnostics: Vec<Diagnostic>,
}

/// Puts findings into the order in which they are told: errors first, then by file, place and code; equal ones once.
pub fn in_order(mut diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    diagnostics.sort_by(|a, b| order_key(a).cmp(&order_key(b)));
    diagnostics.dedup();
    diagnostics
}

fn order_key(diagnostic: &Diagnostic) -> (Severity, Option<&ContentPath>, Option<Span>, Code, &str) {
    let Diagnostic { path, finding } = diagnostic;
    (
        finding.severity,
        path.as_ref(),
        finding.span,
        finding.code,
        &finding.message,
    )
}
