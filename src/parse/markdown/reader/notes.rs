//! Footnotes: their marks, their order, and marks that lead nowhere.

use std::ops::Range;

use indexmap::IndexSet;

use super::Reader;
use crate::diagnostic::{Code, Finding};
use crate::parse::markdown::{Footnote, Inline};
use crate::source::Span;

impl Reader<'_> {
    /// Finds marks of footnotes that are nowhere written: what is left of them is words.
    pub(super) fn missing_notes(&self, range: &Range<usize>) -> Vec<Finding> {
        let text = &self.prepared.text;
        let words = text.get(range.clone()).unwrap_or_default();
        let missing = words.match_indices('^').filter_map(|(at, _)| {
            let caret = range.start + at;
            let before = text.get(..caret)?.strip_suffix('[')?;
            let rest = text.get(caret + 1..)?;
            let end = rest.find(|c: char| matches!(c, '[' | ']') || c.is_whitespace())?;
            let (label, behind) = rest.split_at(end);
            let behind = behind.strip_prefix(']')?;
            let is_typed = !before.ends_with('\\') && !behind.starts_with(['(', '[']);
            let place = self.span(&(caret - 1..caret + label.len() + 2));
            (is_typed && !label.is_empty()).then(|| missing_note(label, place))
        });
        missing.collect()
    }

    pub(super) fn footnote_mark(&mut self, label: &str, range: &Range<usize>) {
        let (place, _) = self.mentioned.insert_full(label.to_lowercase());
        self.inline(Inline::Footnote(place + 1), range);
    }
}

fn missing_note(label: &str, span: Span) -> Finding {
    let message = format!("There is no footnote '{label}' here.");
    Finding::new(Code::BrokenLink, span, message)
        .hint(format!("Write it in a paragraph of its own: [^{label}]: what it says."))
}

/// Puts footnotes into the order in which the text mentions them; those that nothing mentions come last, so that none
/// of their words is lost.
pub(super) fn in_order_of_mention(mentioned: &IndexSet<String>, footnotes: Vec<Footnote>) -> Vec<Footnote> {
    let mut slots: Vec<Option<Footnote>> = mentioned.iter().map(|_| None).collect();
    let mut rest = Vec::new();
    for footnote in footnotes {
        let slot = mentioned
            .get_index_of(&footnote.label.to_lowercase())
            .and_then(|at| slots.get_mut(at));
        match slot {
            Some(slot @ None) => *slot = Some(footnote),
            _ => rest.push(footnote),
        }
    }
    let found = slots.into_iter().zip(mentioned).map(|(slot, label)| {
        slot.unwrap_or_else(|| Footnote {
            label: label.clone(),
            blocks: Vec::new(),
            span: Span::default(),
        })
    });
    found.chain(rest).collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::read;
    use crate::diagnostic::Finding;

    #[test]
    fn a_footnote_that_is_nowhere_written_is_told() {
        let told = |text: &str| -> Vec<(String, String)> {
            let (_, findings) = read(text);
            let place = |finding: &Finding| finding.span.map(|span| span.slice(text).to_owned());
            let told = findings
                .iter()
                .map(|finding| (finding.message.clone(), place(finding).unwrap_or_default()));
            told.collect()
        };
        for text in [
            "Share.[^b] Now",
            "a *b[^b]*",
            "| a[^b] |\n| --- |\n",
            "[^a] and [^b]\n\n[^a]: x\n",
        ] {
            let expected = ("There is no footnote 'b' here.".to_owned(), "[^b]".to_owned());
            assert_eq!(told(text), [expected], "{text}");
        }
        for text in [
            "[^b]\n\n[^b]: x",
            "\\[^b]",
            "`[^b]`",
            "```\n[^b]\n```\n",
            "[^b](x.md)",
            "a [^ b] [^] ^b]",
        ] {
            assert_eq!(told(text), [], "{text}");
        }
    }

    #[test]
    fn footnotes_stand_in_the_order_of_mention() {
        let (body, _) = read("b[^two] a[^one]\n\n[^one]: 1\n[^two]: 2\n[^three]: 3\n");
        let labels: Vec<&str> = body.footnotes.iter().map(|note| note.label.as_str()).collect();
        assert_eq!(labels, ["two", "one", "three"]);
    }
}
