//! `fingerpost new`: writes a small site that builds without a finding and teaches by its comments.

use std::path::Path;

use super::Exit;
use super::args::New;
use super::terminal::Terminal;
use super::timings::Timings;
use super::told::Told;
use crate::date::Date;
use crate::diagnostic::text::Standing;
use crate::diagnostic::{Code, Finding};
use crate::disk::{Disk, DiskError, RealDisk};
use crate::source::Sources;

/// The starter site. Its dates are named, not written: a date that is right today would be overdue some day.
const STARTER: [(&str, &str); 6] = [
    ("content/site.yaml", include_str!("starter/content/site.yaml")),
    ("content/index.md", include_str!("starter/content/index.md")),
    (
        "content/policies/visits.md",
        include_str!("starter/content/policies/visits.md"),
    ),
    (
        "content/decisions/is-this-visit-ready.yaml",
        include_str!("starter/content/decisions/is-this-visit-ready.yaml"),
    ),
    (
        "content/decisions/is-this-visit-ready.stories.yaml",
        include_str!("starter/content/decisions/is-this-visit-ready.stories.yaml"),
    ),
    (
        "content/pages/contact.md",
        include_str!("starter/content/pages/contact.md"),
    ),
];

/// Makes the site, and says what to type next.
pub fn run(options: &New, terminal: &Terminal) -> Exit {
    let timings = Timings::start("write");
    let fault = fill(&RealDisk, &options.folder, options.common.as_of).err();
    let told = Told {
        done: fault
            .as_ref()
            .map_or_else(|| summary(&options.folder), |_| String::new()),
        diagnostics: fault.into_iter().map(|fault| fault.nowhere()).collect(),
        standing: Standing::NothingYet,
        sources: Sources::default(),
        timings,
    };
    told.tell(&options.common, terminal)
}

/// Writes the starter site into `folder`, which must be new or empty.
fn fill(disk: &dyn Disk, folder: &Path, today: Date) -> Result<(), Box<Finding>> {
    let failed = |error: DiskError| Box::new(error.finding(Code::CannotWrite));
    if disk.look(folder).map_err(failed)?.is_some() && !disk.walk(folder).is_empty() {
        return Err(Box::new(not_empty(folder)));
    }
    for (path, text) in STARTER {
        let file = folder.join(path);
        let parent = file.parent().unwrap_or(folder);
        disk.create_folder(parent).map_err(failed)?;
        disk.create_file(&file, dated(text, today).as_bytes()).map_err(failed)?;
    }
    Ok(())
}

fn not_empty(folder: &Path) -> Finding {
    let message = format!("There is something in the folder '{}' already.", folder.display());
    Finding::of_file(Code::ForeignFolder, message)
        .hint("Name a folder that is not there yet, or an empty one. Nothing was changed.")
}

fn dated(text: &str, today: Date) -> String {
    text.replace("TODAY", &today.to_string())
        .replace("IN-A-YEAR", &today.a_year_on().to_string())
}

fn summary(folder: &Path) -> String {
    let folder = folder.display();
    format!(
        "Made a small site in {folder}: a policy, a decision and two pages, with notes on how they work.\n\n\
         To build it, type:\n  fingerpost build \"{folder}\"\n"
    )
}
