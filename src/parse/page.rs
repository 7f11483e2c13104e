//! Any page that is neither policy nor decision: front matter, then text.

use super::markdown::Body;
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
