//! The head of a page, between two lines of dashes: where it ends, and what a policy or a page says in it.

use super::page::PageDoc;
use super::policy::PolicyDoc;
use crate::diagnostic::Finding;
use crate::source::Span;

/// Reads the head of a policy. Returns the policy without its clauses, where its body stands, and what is wrong.
pub fn policy_front(text: &str) -> (PolicyDoc, Span, Vec<Finding>) {
    (PolicyDoc::default(), body(text), Vec::new())
}

/// Reads the head of a page. Returns the page without its text, where that stands, and what is wrong.
pub fn page_front(text: &str) -> (PageDoc, Span, Vec<Finding>) {
    (PageDoc::default(), body(text), Vec::new())
}

fn body(text: &str) -> Span {
    let head = text.strip_prefix("---\n").and_then(|rest| rest.find("\n---\n"));
    Span::new(head.map_or(0, |at| at + 9).min(text.len()), text.len())
}
