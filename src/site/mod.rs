//! All documents -> one linked, immutable whole.
//!
//! [`assemble`] is pure and always gives a [`Site`], even when something is wrong, so that the checks still run. Only
//! here do names as typed become things: a step's target, a cited clause, a page behind a link.

pub mod decision;
pub mod link;
mod linker;
pub mod page;
pub mod policy;

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Code, Diagnostic, Finding};
use crate::parse::config::Config;
use crate::parse::{Document, Kind};
use crate::path::{ContentPath, OutputPath};

pub use decision::{Arrow, Citation, Decision, Exit, Step, StepId, StepKind, Target};
pub use page::Page;
pub use policy::{Policy, Use};

/// The whole site, linked.
#[derive(Clone, Debug, Default)]
pub struct Site {
    /// Its settings.
    pub config: Config,
    /// Where the settings were written, for findings about them.
    pub config_path: Option<ContentPath>,
    /// The front page's own words.
    pub home: Option<Page>,
    /// The policies, by short name: the file's name without ending.
    pub policies: BTreeMap<String, Policy>,
    /// The decisions, by short name.
    pub decisions: BTreeMap<String, Decision>,
    /// Other pages, by path below `pages/`, without ending.
    pub pages: BTreeMap<String, Page>,
    /// Files that are carried as they are, and may be linked to.
    pub assets: BTreeMap<ContentPath, OutputPath>,
    /// Files that are there and could not be read. What speaks of them is not wrong for that.
    pub unread: BTreeSet<ContentPath>,
}

impl Site {
    /// Returns whether there is a file of stories for the decision at `path` that could not be read.
    pub fn has_unread_stories(&self, path: &ContentPath) -> bool {
        let stem = format!("{}.stories", path.stem());
        self.unread
            .iter()
            .any(|unread| unread.folder() == path.folder() && unread.stem() == stem)
    }

    /// Returns whether there is a decision that could not be read.
    pub fn has_unread_decision(&self) -> bool {
        self.unread.iter().any(|path| Kind::of(path) == Some(Kind::Decision))
    }
}

/// Links `documents` to a site.
pub fn assemble(documents: BTreeMap<ContentPath, Document>) -> (Site, Vec<Diagnostic>) {
    let mut site = Site::default();
    let mut decisions = Vec::new();
    let mut stories = Vec::new();
    let mut found = Vec::new();
    for (path, document) in documents {
        match document {
            Document::Config(config) => (site.config, site.config_path) = (*config, Some(path)),
            Document::Policy(doc) => policy::place(&mut site.policies, &path, *doc),
            Document::Decision(doc) => decisions.push((path, *doc)),
            Document::Stories(doc) => stories.push((path, *doc)),
            Document::Page(doc) => page::place(&mut site, path, *doc),
            Document::Asset => found.extend(place_asset(&mut site, path)),
            Document::Unread => drop(site.unread.insert(path)),
        }
    }
    for (path, doc) in decisions {
        let (decision, findings) = linker::link(&path, doc, &site.policies, &site.unread);
        found.extend(findings.into_iter().map(|finding| finding.in_file(&path)));
        match site.decisions.get(&decision.name) {
            Some(first) => found.push(same_page(&first.path, &path, &decision.output)),
            None => drop(site.decisions.insert(decision.name.clone(), decision)),
        }
    }
    found.extend(linker::give_stories(&mut site.decisions, stories, &site.unread));
    policy::note_uses(&mut site);
    (site, found)
}

/// Says what is odd about the file's name, where that is the cause.
fn misnamed(path: &ContentPath, ending: &str) -> Option<String> {
    let name = path.as_str();
    match ending {
        "docx" | "doc" | "odt" | "rtf" => Some("It is a document: copy its words into a file that ends in .md.".into()),
        "txt" => {
            let bare = name.trim_end_matches(".txt");
            let read = ["md", "yaml"]
                .iter()
                .any(|ending| bare.ends_with(&format!(".{ending}")));
            let ending = if read { "" } else { ".md" };
            Some(format!("Its name ends in .txt. Rename it to {bare}{ending}."))
        }
        "md" | "yaml" | "yml" if !name.ends_with(ending) => Some(format!(
            "Its name ends in .{}: type the ending in small letters.",
            path.ending()
        )),
        _ => None,
    }
}

/// Two files that would make one page: which of them should, only their author knows.
pub fn same_page(first: &ContentPath, second: &ContentPath, output: &OutputPath) -> Diagnostic {
    let message = format!("content/{first} and content/{second} would both become {output}.");
    let hint = "Rename one of them, or take one away.";
    Finding::of_file(Code::TwoFilesOnePage, message)
        .hint(hint)
        .in_file(second)
}

/// Endings of files that a site may carry as they are: what browsers show by themselves, and what people download on
/// purpose. A Word file is not among them: it is more likely a draft that was left here.
const ASSETS: [&str; 10] = ["avif", "gif", "jpeg", "jpg", "ods", "pdf", "png", "svg", "webp", "xlsx"];

/// It is named in the words: as a path, it would be that of a file in the right place.
fn theme_in_content(path: &ContentPath) -> Diagnostic {
    let message = format!("content/{path} is not used: no theme is read from the folder content.");
    Finding::of_file(Code::MisplacedFile, message)
        .hint("Move the folder themes out of content, beside it: a theme's files are read from themes/default.")
        .nowhere()
}

fn place_asset(site: &mut Site, path: ContentPath) -> Option<Diagnostic> {
    let ending = path.ending().to_ascii_lowercase();
    if !ASSETS.contains(&ending.as_str()) {
        if path.as_str().starts_with("themes/") {
            return Some(theme_in_content(&path));
        }
        let finding = Finding::of_file(Code::MisplacedFile, "No page is made from this file, so it is not published.")
            .hint_if(misnamed(&path, &ending))
            .hint("Policies are .md files in content/policies, decisions .yaml files in content/decisions, other pages .md files in content/pages.");
        return Some(finding.in_file(&path));
    }
    let output = path.as_output();
    site.assets.insert(path, output);
    None
}
