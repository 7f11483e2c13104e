//! `fingerpost publish`: the site in the form in which it is handed over. Says what will change before, and what was
//! written after.

use std::path::Path;

use super::Exit;
use super::args::{Form, Format, Publish};
use super::made::{Made, make};
use super::progress::Part;
use super::terminal::Terminal;
use super::told::Told;
use crate::diagnostic::text::Standing;
use crate::diagnostic::{Diagnostic, Finding};
use crate::disk::RealDisk;
use crate::output::Output;
use crate::path::OutputPath;
use crate::publish::changes::Changes;
use crate::publish::file::{is_our_page, marked, put};
use crate::publish::fragment::fragment;
use crate::publish::hand_over::{Handed, ahead_of_folder, ahead_of_zip, folder_name, shown, size, to_folder, to_zip};
use crate::publish::named;
use crate::publish::single::single;
use crate::publish::whole::whole;

/// Makes the site, hands it over, and tells what came of it.
pub fn run(options: &Publish, terminal: &Terminal) -> Exit {
    let mut made = make(&options.root, &options.common, terminal);
    made.timings.begin("publish");
    terminal.begin(Part::Write);
    let done = made
        .output
        .take()
        .map(|site| hand_over(&site, &mut made, options, terminal));
    let (standing, done) = match done {
        Some(Ok(done)) => (Standing::Published(place(&options.form)), done),
        Some(Err(fault)) => {
            made.diagnostics.push(fault);
            (Standing::AsBefore, String::new())
        }
        None => (Standing::AsBefore, String::new()),
    };
    let told = Told {
        sources: made.sources,
        diagnostics: made.diagnostics,
        standing,
        done,
        timings: made.timings,
    };
    told.tell(&options.common, terminal)
}

/// Writes the site in the form that was asked for, and returns what was done, in words.
fn hand_over(site: &Output, made: &mut Made, options: &Publish, terminal: &Terminal) -> Result<String, Diagnostic> {
    match &options.form {
        Form::Folder(folder) => {
            tell_ahead(&ahead_of_folder(site, &options.root, folder)?, options, terminal);
            Ok(handed(to_folder(site, &options.root, folder)?, made))
        }
        Form::Zip(file) => {
            tell_ahead(&ahead_of_zip(site, &options.root, file)?, options, terminal);
            Ok(handed(to_zip(site, &options.root, file)?, made))
        }
        Form::Single { file, only: None } => page(file, &whole(site), "The whole site").map_err(Finding::nowhere),
        Form::Single { file, only: Some(name) } => to_page(site, file, name, single).map_err(Finding::nowhere),
        Form::Fragment { file, only } => to_page(site, file, only, fragment).map_err(Finding::nowhere),
    }
}

fn handed(mut handed: Handed, made: &mut Made) -> String {
    made.diagnostics.append(&mut handed.notes);
    handed.done
}

/// Tells what will change before it is done.
fn tell_ahead(ahead: &Changes, options: &Publish, terminal: &Terminal) {
    if options.common.format == Format::Text {
        terminal.words(&format!("{}\n", ahead.in_words()));
        terminal.begin(Part::Write);
    }
}

fn to_page(
    site: &Output,
    file: &Path,
    name: &str,
    form: impl Fn(&Output, &OutputPath) -> String,
) -> Result<String, Finding> {
    let path = named(site, name)?;
    page(file, &form(site, &path), &format!("The page `{name}`"))
}

fn page(file: &Path, html: &str, what: &str) -> Result<String, Finding> {
    let html = marked(html);
    put(&RealDisk, file, html.as_bytes(), &is_our_page)?;
    Ok(format!("{what} is in {} ({}).\n", shown(file), size(html.len())))
}

fn place(form: &Form) -> String {
    match form {
        Form::Folder(folder) => folder_name(folder),
        Form::Zip(file) | Form::Single { file, .. } | Form::Fragment { file, .. } => shown(file),
    }
}
