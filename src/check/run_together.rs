//! Lists as Word leaves them: a bullet or a letter at the start of each line, which Markdown runs together into one
//! paragraph. Nothing is lost, but nobody meant it.

use crate::diagnostic::{Code, Diagnostic, Finding};
use crate::parse::markdown::{Block, Inline};
use crate::parse::policy::Part;
use crate::site::{Policy, Site};
use crate::source::Span;

pub(super) fn check(site: &Site) -> Vec<Diagnostic> {
    let policies = site.policies.values().flat_map(|policy| {
        let found = blocks_of(policy).into_iter().filter_map(finding);
        found.map(|finding| finding.in_file(&policy.path))
    });
    let pages = site.pages.values().chain(&site.home).flat_map(|page| {
        let found = page.doc.body.blocks.iter().filter_map(finding);
        found.map(|finding| finding.in_file(&page.path))
    });
    policies.chain(pages).collect()
}

fn blocks_of(policy: &Policy) -> Vec<&Block> {
    let clauses = policy.doc.all_clauses();
    let parts = clauses.into_iter().flat_map(|clause| &clause.parts);
    let own = parts.filter_map(|part| match part {
        Part::Block(block) => Some(block),
        Part::Clause(_) => None,
    });
    policy.doc.preamble.iter().chain(own).collect()
}

/// A paragraph's first line may begin as it likes; a later line that begins like an item was one.
fn finding(block: &Block) -> Option<Finding> {
    let Block::Paragraph { text, .. } = block else {
        return None;
    };
    let place = text.windows(2).find_map(|pair| match pair {
        [Inline::SoftBreak | Inline::HardBreak, Inline::Text(typed)] => item_at(&typed.value, typed.span),
        _ => None,
    })?;
    let message = "This line looks like one of a list, but it will run on behind the line above it.";
    let hint = "Begin each item of the list with a hyphen and a space, and leave an empty line before the first.";
    Some(Finding::new(Code::RunTogether, place, message).hint(hint))
}

/// Returns where the marker of an item stands, when `line` begins with one: a bullet of Word's, `(b)`, `b)`, `ii.`.
fn item_at(line: &str, span: Span) -> Option<Span> {
    let word = line.split_whitespace().next()?;
    let bullet = matches!(word, "•" | "·" | "§" | "▪" | "●" | "○" | "–" | "o");
    let inner = word.trim_start_matches('(').trim_end_matches([')', '.']);
    let short = (1..=4).contains(&inner.len()) && inner.chars().all(|c| c.is_ascii_lowercase());
    let marker = short && (word.ends_with(')') || word.ends_with('.') && is_roman(inner)) && line.len() > word.len();
    (bullet || marker).then(|| Span::new(span.start, span.start + word.len()))
}

fn is_roman(letters: &str) -> bool {
    letters.chars().all(|c| "ivx".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_are_told_from_sentences() {
        let is_item = |line: &str| item_at(line, Span::default()).is_some();
        assert!(
            ["• two", "(b) write it down", "b) two", "ii. two", "o two"]
                .into_iter()
                .all(is_item)
        );
        assert!(
            !["and two", "etc. and so on", "(see below)", "i", "of two"]
                .into_iter()
                .any(is_item)
        );
    }
}
