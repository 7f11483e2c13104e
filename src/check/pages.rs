//! The finished pages, read back: every `href`, `src`, `for` and ARIA reference leads somewhere, no `id` is there twice.
//!
//! The content was checked before; what is found here is a fault of a template, a school's own or ours.

use std::collections::{BTreeMap, BTreeSet};

use html5gum::{Token, Tokenizer};
use rayon::prelude::*;

use crate::diagnostic::{Code, Diagnostic, Finding};
use crate::output::Output;
use crate::path::OutputPath;
use crate::site::link::is_outside;

/// What a page offers and what it asks for.
#[derive(Default)]
struct Page {
    ids: BTreeSet<String>,
    twice: Vec<String>,
    /// `href` and `src`.
    links: Vec<String>,
    /// `for`, `aria-labelledby` and the like: names of this page.
    names: Vec<String>,
}

/// Attributes that hold names of things on the same page.
const REFERENCES: [&str; 5] = [
    "for",
    "aria-labelledby",
    "aria-describedby",
    "aria-controls",
    "aria-details",
];

/// Returns what does not hold in the pages of `output`.
pub fn check(output: &Output) -> Vec<Diagnostic> {
    let html = output
        .files
        .par_iter()
        .filter(|(path, _)| path.as_str().ends_with(".html"));
    let pages: BTreeMap<&OutputPath, Page> = html.map(|(path, bytes)| (path, read(bytes))).collect();
    pages
        .iter()
        .flat_map(|(path, page)| faults(path, page, &pages, output))
        .collect()
}

fn read(bytes: &[u8]) -> Page {
    let mut page = Page::default();
    for token in Tokenizer::new(bytes).flatten() {
        let Token::StartTag(tag) = token else { continue };
        for (name, value) in tag.attributes {
            page.note(
                &String::from_utf8_lossy(&name),
                String::from_utf8_lossy(&value).into_owned(),
            );
        }
    }
    page
}

impl Page {
    fn note(&mut self, name: &str, value: String) {
        match name {
            "id" if self.ids.contains(&value) => self.twice.push(value),
            "id" => drop(self.ids.insert(value)),
            "href" | "src" => self.links.push(value),
            name if REFERENCES.contains(&name) => self.names.extend(value.split_whitespace().map(str::to_owned)),
            _ => {}
        }
    }
}

fn faults(path: &OutputPath, page: &Page, pages: &BTreeMap<&OutputPath, Page>, output: &Output) -> Vec<Diagnostic> {
    let twice = page
        .twice
        .iter()
        .map(|id| format!("{path} has two things with the id '{id}'."));
    let names = page.names.iter().filter(|name| !page.ids.contains(*name));
    let names = names.map(|name| format!("{path} refers to '{name}', and nothing on the page has that id."));
    let links = page
        .links
        .iter()
        .filter(|link| !leads_somewhere(path, page, link, pages, output));
    let links = links.map(|link| format!("{path} has a link to '{link}', and that leads nowhere."));
    twice.chain(names).chain(links).map(|message| fault(&message)).collect()
}

fn fault(message: &str) -> Diagnostic {
    let hint = "If your school has templates of its own in themes/, look there. If not, this is a fault in Fingerpost.";
    Finding::of_file(Code::BrokenPage, message).hint(hint).nowhere()
}

fn leads_somewhere(
    path: &OutputPath,
    page: &Page,
    link: &str,
    pages: &BTreeMap<&OutputPath, Page>,
    output: &Output,
) -> bool {
    if is_outside(link) || link.is_empty() {
        return !link.is_empty();
    }
    let (file, place) = link
        .split_once('#')
        .map_or((link, None), |(file, place)| (file, Some(place)));
    if file.is_empty() {
        return place.is_none_or(|place| page.ids.contains(place));
    }
    let Some(target) = path.join(file).filter(|target| output.files.contains_key(target)) else {
        return false;
    };
    match (place, pages.get(&target)) {
        (Some(place), Some(page)) => page.ids.contains(place),
        (place, _) => place.is_none(),
    }
}
