//! The pipeline without its two ends: sources in, site out.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::check;
use crate::date::Date;
use crate::diagnostic::{Diagnostic, Finding, Reported, in_order};
use crate::load::NOTHING_ELSE;
use crate::output::Output;
use crate::parse::{self, Document, Kind};
use crate::path::{ContentPath, OutputPath};
use crate::render;
use crate::site::{self, Site};
use crate::source::{Content, Source, Sources};
use crate::theme::Theme;

/// What a build is asked for, besides the sources.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// The day on which reviews are due or not. Never the clock's: the caller says.
    pub as_of: Date,
}

/// The stages of [`compile`], for those who want to know when each begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Text to documents.
    Parse,
    /// Documents to a site.
    Assemble,
    /// A site to findings.
    Check,
    /// A site to pages, and the pages read back.
    Render,
}

/// Makes the site of `sources`. There is none where anything in them is an error.
///
/// `begin` is called as each stage begins.
pub fn compile(sources: &Sources, options: Options, begin: &mut dyn FnMut(Stage)) -> Reported<Option<Output>> {
    let (site, mut found) = link(sources, begin);
    begin(Stage::Check);
    found.extend(check::check(&site, options.as_of));
    // What was not read is told by those who tried to; a site without it is not the author's.
    if found.iter().any(Diagnostic::is_error) || !site.unread.is_empty() {
        return Reported {
            value: None,
            diagnostics: in_order(found),
        };
    }
    begin(Stage::Render);
    match render(&site, sources) {
        Ok(rendered) => Reported {
            value: Some(rendered.value),
            diagnostics: in_order(found.into_iter().chain(rendered.diagnostics).collect()),
        },
        Err(faults) => Reported {
            value: None,
            diagnostics: in_order(found.into_iter().chain(faults).collect()),
        },
    }
}

/// Returns the linked site of `sources`, for those who ask of it what its pages do not tell.
pub fn site(sources: &Sources) -> Site {
    linked(sources).0
}

/// Returns the linked site of `sources`, and what is wrong with its files and with the names in them.
pub fn linked(sources: &Sources) -> (Site, Vec<Diagnostic>) {
    link(sources, &mut |_| {})
}

fn link(sources: &Sources, begin: &mut dyn FnMut(Stage)) -> (Site, Vec<Diagnostic>) {
    begin(Stage::Parse);
    let (mut documents, mut found) = parse_all(sources);
    documents.extend(sources.unread.iter().map(|path| (path.clone(), Document::Unread)));
    begin(Stage::Assemble);
    let (site, linking) = site::assemble(documents);
    found.extend(linking);
    (site, found)
}

/// Parses every file by itself; what is wrong with one hides nothing of another.
fn parse_all(sources: &Sources) -> (BTreeMap<ContentPath, Document>, Vec<Diagnostic>) {
    let files: Vec<(&ContentPath, &Source)> = sources.files.iter().collect();
    let parsed: Vec<_> = files
        .into_par_iter()
        .map(|(path, source)| (path, parse_one(path, source)))
        .collect();
    let mut documents = BTreeMap::new();
    let mut found = Vec::new();
    for (path, mut parsed) in parsed {
        if parsed.document == Document::Unread {
            parsed.findings = say_nothing_else(parsed.findings);
        }
        found.extend(parsed.findings.into_iter().map(|finding| finding.in_file(path)));
        documents.insert(path.clone(), parsed.document);
    }
    (documents, found)
}

/// Adds to the fault that hides the rest of a file that nothing is said of what rests on it.
fn say_nothing_else(findings: Vec<Finding>) -> Vec<Finding> {
    let mut findings = findings.into_iter();
    let first = findings.next().map(|first| first.hint(NOTHING_ELSE));
    first.into_iter().chain(findings).collect()
}

fn parse_one(path: &ContentPath, source: &Source) -> parse::Parsed {
    match (Kind::of(path), &source.content) {
        (Some(kind), Content::Text(text)) => parse::parse(kind, text),
        _ => parse::Parsed {
            document: Document::Asset,
            findings: Vec::new(),
        },
    }
}

fn render(site: &Site, sources: &Sources) -> Result<Reported<Output>, Vec<Diagnostic>> {
    let theme = Theme::embedded().with(&sources.theme);
    let rendered = render::render(site, &theme, carried(site, sources))?;
    let faults = check::pages::check(&rendered.value);
    if faults.is_empty() { Ok(rendered) } else { Err(faults) }
}

/// Returns the files that go into the site as they are.
fn carried(site: &Site, sources: &Sources) -> BTreeMap<OutputPath, Vec<u8>> {
    let bytes = |source: &Source| match &source.content {
        Content::Text(text) => text.clone().into_bytes(),
        Content::Bytes(bytes) => bytes.clone(),
    };
    let files = site
        .assets
        .iter()
        .filter_map(|(path, output)| Some((output.clone(), bytes(sources.files.get(path)?))));
    files.collect()
}
