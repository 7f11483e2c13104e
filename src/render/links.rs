//! Links as typed -> links as a page writes them, seen from the page that they stand on.

use super::Renderer;
use super::html::Link;
use crate::path::{ContentPath, OutputPath};
use crate::site::link::{Target, resolve};

impl Renderer<'_> {
    /// Returns what knows where the links of the file `from` lead, on the page `output`. That is not always the file's
    /// own page: decisions show a policy's words.
    pub(super) fn links<'l>(&'l self, from: &'l ContentPath, output: &'l OutputPath) -> impl Fn(&str) -> Link + 'l {
        move |typed| match resolve(self.site, from, typed) {
            Ok(Target::Outside(address)) => Link::Outside(address),
            Ok(Target::File(file)) => Link::Inside(output.link_to(&file)),
            Ok(Target::Page {
                output: page,
                decision: Some(_),
                ..
            }) => Link::Decision(output.link_to(&page)),
            Ok(Target::Page {
                output: page, place, ..
            }) => Link::Inside(on_page(output, &page, place)),
            Err(_) => Link::Nowhere,
        }
    }
}

/// A place on the page itself needs no more than its name.
fn on_page(output: &OutputPath, page: &OutputPath, place: Option<String>) -> String {
    match place {
        Some(place) if page == output => format!("#{place}"),
        Some(place) => format!("{}#{place}", output.link_to(page)),
        None => output.link_to(page),
    }
}
