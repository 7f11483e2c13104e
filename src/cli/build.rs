//! `fingerpost build`: load, compile, and write where there is no error.

use std::path::{MAIN_SEPARATOR, Path};

use super::Exit;
use super::args::Build;
use super::made::{Made, contents, joined, make};
use super::terminal::Terminal;
use super::told::Told;
use crate::diagnostic::text::{Standing, number};
use crate::disk::{Disk, RealDisk};
use crate::output::Output;
use crate::write::{Written, write};

/// Makes the site, and tells what came of it.
pub fn run(options: &Build, terminal: &Terminal) -> Exit {
    let mut made = make(&options.root, &options.common);
    made.timings.begin("write");
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
    let pages = made.output.as_ref().map_or(0, pages);
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

pub(super) fn pages(output: &Output) -> usize {
    output
        .files
        .keys()
        .filter(|path| path.as_str().ends_with(".html"))
        .count()
}

/// Returns what this build changed: `Files: 2 new, 3 changed and 7 as before`.
pub(super) fn changes(written: &Written) -> String {
    if written.is_nothing() {
        return format!(
            "Nothing changed: all {} are as before",
            number(written.unchanged, "file", "files")
        );
    }
    let counts = [
        (written.added.len(), "new"),
        (written.changed.len(), "changed"),
        (written.unchanged, "as before"),
        (written.removed.len(), "removed"),
        (written.kept, "of yours left alone"),
    ];
    let counts = counts.into_iter().filter(|(count, _)| *count > 0);
    let words: Vec<_> = counts.map(|(count, what)| format!("{count} {what}")).collect();
    format!("Files: {}", joined(&words))
}

/// Returns a folder as people write it, with a slash at its end.
pub(super) fn folder_name(folder: &Path) -> String {
    let name = shown(folder);
    match name.ends_with(['/', '\\']) {
        true => name,
        false => format!("{name}{MAIN_SEPARATOR}"),
    }
}

pub(super) fn shown(path: &Path) -> String {
    let text = path.to_string_lossy();
    let here = format!(".{MAIN_SEPARATOR}");
    text.strip_prefix(&here).unwrap_or(&text).to_owned()
}
