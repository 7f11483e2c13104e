//! Pages that are neither policy nor decision.

use super::Site;
use crate::parse::page::PageDoc;
use crate::path::{ContentPath, OutputPath};

/// A page and where it is.
#[derive(Clone, Debug)]
pub struct Page {
    /// Where it was written.
    pub path: ContentPath,
    /// Where it is read.
    pub output: OutputPath,
    /// What was written.
    pub doc: PageDoc,
}

/// Puts a page where it belongs: `index.md` is the front page, all others stay below `pages/`.
pub(super) fn place(site: &mut Site, path: ContentPath, doc: PageDoc) {
    let name = path
        .as_str()
        .strip_prefix("pages/")
        .map(|name| name.trim_end_matches(".md").to_owned());
    let page = Page {
        output: path.to_output("html"),
        path,
        doc,
    };
    match name {
        Some(name) => drop(site.pages.insert(name, page)),
        None => site.home = Some(page),
    }
}
