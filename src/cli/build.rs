//! `fingerpost build`: load, compile, and write where there is no error.

use std::path::Path;

use super::Exit;
use super::args::Build;
use super::made::{Made, contents, make};
use super::progress::Part;
use super::terminal::Terminal;
use super::told::Told;
use crate::diagnostic::text::{Standing, number};
use crate::disk::{Disk, RealDisk};
use crate::output::Output;
use crate::publish::hand_over::{changes, folder_name, shown};
use crate::write::{Written, write};

/// Makes the site, and tells what came of it.
pub fn run(options: &Build, terminal: &Terminal) -> Exit {
    let mut made = make(&options.root, &options.common, terminal);
    made.timings.begin("write");
    terminal.begin(Part::Write);
    let written = publish(&mut made, options);
    let told = Told {
        standing: standing(written.is_some(), &options.out),
        done: written.map_or_else(String::new, |written| summary(&made, &written, &options.out)),
        sources: made.sources,
        diagnostics: made.diagnostics,
        timings: made.timings,
    };
    told.tell(&options.common, terminal)
}

/// Writes the site where there is one, and says what that changed.
fn publish(made: &mut Made, options: &Build) -> Option<Written> {
    let output = made.output.as_ref()?;
    match write(output, &options.root, &options.out) {
        Ok(mut written) => {
            made.diagnostics.append(&mut written.notes);
            Some(written)
        }
        Err(fault) => {
            made.diagnostics.push(fault);
            None
        }
    }
}

fn standing(published: bool, out: &Path) -> Standing {
    let earlier = RealDisk.look(&out.join("index.html")).ok().flatten();
    match (published, earlier) {
        (true, _) => Standing::Published(folder_name(out)),
        (false, Some(_)) => Standing::Untouched(folder_name(out)),
        (false, None) => Standing::NothingYet,
    }
}

fn summary(made: &Made, written: &Written, out: &Path) -> String {
    let pages = made.output.as_ref().map_or(0, Output::pages);
    let start = out.join("index.html");
    format!(
        "Built {} from {}, in {}\n{}.\n\nTo look at it, open {}\n",
        number(pages, "web page", "web pages"),
        contents(&made.sources),
        folder_name(out),
        changes(written),
        shown(&start),
    )
}
