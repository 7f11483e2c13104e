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
use crate::publish::file::{PAGE, marked, put};
use crate::publish::fragment::fragment;
use crate::publish::hand_over::{Handed, ahead_of_folder, ahead_of_zip, folder_name, shown, size, to_folder, to_zip};
use crate::publish::named;
use crate::publish::page::ahead;
use crate::publish::single::single;
use crate::publish::whole::whole;
use crate::write::refuse_overlap;

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
            tell_ahead(
                &ahead_of_folder(site, &options.root, folder)?.in_words(),
                options,
                terminal,
            );
            Ok(handed(to_folder(site, &options.root, folder)?, made))
        }
        Form::Zip(file) => {
            tell_ahead(&ahead_of_zip(site, &options.root, file)?.in_words(), options, terminal);
            Ok(handed(to_zip(site, &options.root, file)?, made))
        }
        Form::Single { file, only } => to_page(file, Page::single(site, only.as_deref()), options, terminal),
        Form::Fragment { file, only } => to_page(file, Page::fragment(site, only), options, terminal),
    }
}

fn handed(mut handed: Handed, made: &mut Made) -> String {
    made.diagnostics.append(&mut handed.notes);
    handed.done
}

/// Tells what will change before it is done.
fn tell_ahead(ahead: &str, options: &Publish, terminal: &Terminal) {
    if options.common.format == Format::Text && !ahead.is_empty() {
        terminal.words(&format!("{ahead}\n"));
        terminal.begin(Part::Write);
    }
}

/// A page that is handed over by itself.
struct Page {
    /// Where it lies in the site.
    path: OutputPath,
    html: String,
    /// What it is, in words.
    what: String,
    /// What is worth knowing beside that, in a line.
    beside: &'static str,
}

const TO_BE_READ: &str =
    "Decisions are in it to be read. One to walk through goes into a file of its own, with `--only`.\n";

impl Page {
    fn single(site: &Output, only: Option<&str>) -> Result<Self, Finding> {
        let Some(name) = only else {
            return Ok(Self {
                path: OutputPath::home(),
                html: marked(&whole(site)),
                what: "The whole site".to_owned(),
                beside: match has_decision(site) {
                    true => TO_BE_READ,
                    false => "",
                },
            });
        };
        let path = named(site, name)?;
        Ok(Self {
            html: marked(&single(site, &path)),
            path,
            what: format!("The page `{name}`"),
            beside: "",
        })
    }

    /// Nothing in a fragment tells clauses and steps from other words, so it counts as any other page.
    fn fragment(site: &Output, name: &str) -> Result<Self, Finding> {
        Ok(Self {
            path: OutputPath::home(),
            html: marked(&fragment(site, &named(site, name)?)),
            what: format!("The page `{name}`"),
            beside: "",
        })
    }
}

fn has_decision(site: &Output) -> bool {
    site.files.keys().any(|path| path.as_str().starts_with("decisions/"))
}

fn to_page(
    file: &Path,
    page: Result<Page, Finding>,
    options: &Publish,
    terminal: &Terminal,
) -> Result<String, Diagnostic> {
    let page = page.map_err(Finding::nowhere)?;
    refuse_overlap(&RealDisk, &options.root, file)?;
    tell_ahead(&ahead(file, &page.path, &page.html), options, terminal);
    put(&RealDisk, file, page.html.as_bytes(), &PAGE).map_err(Finding::nowhere)?;
    Ok(format!(
        "{} is in {} ({}).\n{}",
        page.what,
        shown(file),
        size(page.html.len()),
        page.beside
    ))
}

fn place(form: &Form) -> String {
    match form {
        Form::Folder(folder) => folder_name(folder),
        Form::Zip(file) | Form::Single { file, .. } | Form::Fragment { file, .. } => shown(file),
    }
}
