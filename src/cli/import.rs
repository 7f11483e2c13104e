//! `fingerpost import`: a document becomes a policy, and a page to confirm it by.

use super::Exit;
use super::args::{Format, Import};
use super::terminal::Terminal;
use super::timings::Timings;
use super::told::Told;
use crate::diagnostic::Finding;
use crate::diagnostic::text::Standing;
use crate::disk::RealDisk;
use crate::import::confirm::shelf::{Shelved, shelve};
use crate::import::confirm::told;
use crate::source::Sources;

/// Imports, and says what came of it.
pub fn run(options: &Import, terminal: &Terminal) -> Exit {
    let timings = Timings::start("import");
    match shelve(&RealDisk, &options.order) {
        Ok(shelved) => tell(&shelved, timings, options, terminal),
        Err(fault) => refuse(fault, timings, options, terminal),
    }
}

fn tell(shelved: &Shelved, timings: Timings, options: &Import, terminal: &Terminal) -> Exit {
    if options.common.timings {
        terminal.words(&timings.stop());
    }
    if options.common.format == Format::Text {
        terminal.words(&told::words(shelved));
        return Exit::Fine;
    }
    match told::json(shelved) {
        Ok(text) => terminal.data(&text),
        Err(error) => {
            terminal.words(&format!("I could not write the result as JSON: {error}.\n"));
            Exit::Machine
        }
    }
}

fn refuse(fault: Finding, timings: Timings, options: &Import, terminal: &Terminal) -> Exit {
    let told = Told {
        sources: Sources::default(),
        diagnostics: vec![fault.nowhere()],
        standing: Standing::NotWritten,
        done: String::new(),
        timings,
    };
    told.tell(&options.common, terminal)
}
