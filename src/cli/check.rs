//! `fingerpost check`: everything that `build` does but the writing.

use super::Exit;
use super::args::Check;
use super::made::{Made, contents, make};
use super::terminal::Terminal;
use super::told::Told;
use crate::diagnostic::text::{Standing, count};

/// Looks for problems, and tells what was looked at.
pub fn run(options: &Check, terminal: &Terminal) -> Exit {
    let made = make(&options.root, &options.common);
    let told = Told {
        done: summary(&made),
        standing: Standing::CheckOnly,
        sources: made.sources,
        diagnostics: made.diagnostics,
        timings: made.timings,
    };
    told.tell(&options.common, terminal)
}

fn summary(made: &Made) -> String {
    let looked_at = format!("Looked at {}", contents(&made.sources));
    match made.diagnostics.as_slice() {
        [] => format!("{looked_at}. {}.\n", count(&[])),
        _ => format!("{looked_at}.\n"),
    }
}
