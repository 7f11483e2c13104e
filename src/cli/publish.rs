//! `fingerpost publish`: the site in the form in which it is handed over. Says what will change before, and what was
//! written after.

use std::path::Path;

use super::Exit;
use super::args::{Form, Format, Publish};
use super::build::{changes, folder_name, pages, shown};
use super::made::{Made, make};
use super::terminal::Terminal;
use super::told::Told;
use crate::diagnostic::text::{Standing, number};
use crate::diagnostic::{Code, Diagnostic, Finding};
use crate::disk::RealDisk;
use crate::output::Output;
use crate::path::OutputPath;
use crate::publish::changes::in_words;
use crate::publish::file::{is_our_page, marked, put};
use crate::publish::fragment::fragment;
use crate::publish::named;
use crate::publish::single::single;
use crate::publish::sums::with_sums;
use crate::publish::whole::whole;
use crate::publish::zip::{is_ours, zip};
use crate::write::{foresee, write};

/// Makes the site, hands it over, and tells what came of it.
pub fn run(options: &Publish, terminal: &Terminal) -> Exit {
    let mut made = make(&options.root, &options.common);
    made.timings.begin("publish");
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
        Form::Folder(folder) => to_folder(site, folder, made, options, terminal),
        Form::Zip(file) => to_zip(site, file).map_err(Finding::nowhere),
        Form::Single { file, only: None } => page(file, &whole(site), "The whole site").map_err(Finding::nowhere),
        Form::Single { file, only: Some(name) } => to_page(site, file, name, single).map_err(Finding::nowhere),
        Form::Fragment { file, only } => to_page(site, file, only, fragment).map_err(Finding::nowhere),
    }
}

fn to_folder(
    site: &Output,
    folder: &Path,
    made: &mut Made,
    options: &Publish,
    terminal: &Terminal,
) -> Result<String, Diagnostic> {
    let site = with_sums(site.clone());
    let foreseen = foresee(&site, &options.root, folder)?;
    if options.common.format == Format::Text {
        terminal.words(&format!("{}\n", in_words(&site, &foreseen)));
    }
    let mut written = write(&site, &options.root, folder)?;
    made.diagnostics.append(&mut written.notes);
    let folder = folder_name(folder);
    Ok(format!(
        "The site is in {folder}\n{}.\nUpload all of it, or open {folder}index.html to look at it.\n",
        changes(&written)
    ))
}

fn to_zip(site: &Output, file: &Path) -> Result<String, Finding> {
    let bytes = zip(&with_sums(site.clone())).map_err(|cause| {
        let message = format!("I could not put the site into an archive: \"{cause}\".");
        Finding::of_file(Code::CannotWrite, message)
    })?;
    put(&RealDisk, file, &bytes, &is_ours)?;
    Ok(format!(
        "The whole site, {}, is in {} ({}).\nUnpack it where your web site keeps its pages; index.html is the first.\n",
        number(pages(site), "page", "pages"),
        shown(file),
        size(bytes.len()),
    ))
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

/// Returns a number of bytes as file managers say it.
fn size(bytes: usize) -> String {
    match bytes.div_ceil(1024) {
        large if large >= 1024 => format!("{}.{} MB", large / 1024, large % 1024 * 10 / 1024),
        small => format!("{small} KB"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_said_as_file_managers_do() {
        assert_eq!(size(1), "1 KB");
        assert_eq!(size(400_000), "391 KB");
        assert_eq!(size(1_600_000), "1.5 MB");
    }
}
