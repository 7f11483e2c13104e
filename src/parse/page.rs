//! Any page that is neither policy nor decision: front matter, then text.

use super::front_matter;
use super::markdown::{self, Body};
use crate::diagnostic::Finding;
use crate::source::Spanned;

/// One page file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PageDoc {
    /// The page's title.
    pub title: Spanned<String>,
    /// One sentence for lists of pages.
    pub summary: Option<Spanned<String>>,
    /// Its text.
    pub body: Body,
}

/// Reads a page file: the front matter, then the text. Always gives a page; what is wrong with it is among the
/// findings.
pub fn parse(text: &str) -> (PageDoc, Vec<Finding>) {
    let (front, place, mut findings) = front_matter::page_front(text);
    let (body, in_text) = markdown::parse(text, place);
    findings.extend(in_text);
    (PageDoc { body, ..front }, findings)
}
