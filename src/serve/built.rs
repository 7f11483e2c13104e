//! One build for the preview: load and compile, and nothing is written.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::time::{Duration, Instant};

use crate::compile::{Options, Stage, compile};
use crate::date::Date;
use crate::diagnostic::{Code, Diagnostic, Finding, Reported};
use crate::load::load;
use crate::output::Output;
use crate::source::Sources;

/// What a build gave.
#[derive(Clone, Debug, Default)]
pub struct Built {
    /// What was read.
    pub sources: Sources,
    /// What was found in it.
    pub diagnostics: Vec<Diagnostic>,
    /// The site, where nothing is an error.
    pub output: Option<Output>,
    /// How long it took.
    pub took: Duration,
}

/// What was read, and what was wrong with reading it: when neither is different there is nothing to build.
pub type Loaded = Reported<Sources>;

/// Reads the site in `root`.
pub fn read(root: &Path) -> Loaded {
    load(root)
}

/// Builds what was read, for the day `as_of`. A fault of ours becomes a finding: the preview goes on.
pub fn build(loaded: Loaded, as_of: Date, begin: &mut dyn FnMut(Stage)) -> Built {
    let begun = Instant::now();
    let compiling = AssertUnwindSafe(|| compile(&loaded.value, Options { as_of }, begin));
    let compiled = catch_unwind(compiling);
    let compiled = compiled.unwrap_or_else(|_| Reported {
        value: None,
        diagnostics: vec![fault_of_ours()],
    });
    let diagnostics = [loaded.diagnostics, compiled.diagnostics].concat();
    let whole = !diagnostics.iter().any(Diagnostic::is_error);
    Built {
        output: compiled.value.filter(|_| whole),
        sources: loaded.value,
        diagnostics,
        took: begun.elapsed(),
    }
}

/// Says that the program itself has failed.
pub fn fault_of_ours() -> Diagnostic {
    let message = "Fingerpost itself failed at this change. It is a fault in the program, and nothing you did wrong.";
    Finding::of_file(Code::ProgramFault, message)
        .hint("Undo the last change for now, and send it to whoever looks after Fingerpost for you.")
        .nowhere()
}
