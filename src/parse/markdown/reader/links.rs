//! Links and pictures, and where their targets were typed.

use std::ops::Range;

use super::Reader;
use crate::parse::markdown::{Inline, plain_text};
use crate::parse::target;
use crate::source::{Span, Spanned};

/// Where a link leads, as typed, and where that was typed if it was apart from the words: `[name]: https://...`.
pub(super) struct Target {
    pub(super) typed: String,
    pub(super) defined: Option<Range<usize>>,
}

impl Reader<'_> {
    pub(super) fn target(&mut self, typed: String) -> Target {
        Target {
            typed,
            defined: self.defined.take(),
        }
    }

    pub(super) fn link(&mut self, target: Target, mut text: Vec<Inline>, range: Range<usize>) {
        let span = self.target_place(&target, &range);
        if let Some(fault) = target::fault(&target.typed, span) {
            self.found(fault);
        }
        // A link without words cannot be followed by those who hear the page.
        if plain_text(&text).trim().is_empty() && !target.typed.is_empty() {
            text.push(Inline::Text(Spanned::new(target.typed.clone(), span)));
        }
        let target = Spanned::new(target.typed, span);
        self.inline(Inline::Link { target, text }, &range);
    }

    pub(super) fn image(&mut self, target: Target, text: &[Inline], range: Range<usize>) {
        let span = self.target_place(&target, &range);
        if let Some(fault) = target::picture_fault(&target.typed, span) {
            self.found(fault);
        }
        let target = Spanned::new(target.typed, span);
        let alt = plain_text(text);
        self.inline(Inline::Image { target, alt }, &range);
    }

    /// Finds where the target of a link was typed. The library knows only where the link as a whole is.
    fn target_place(&self, target: &Target, link: &Range<usize>) -> Span {
        let whole = target.defined.as_ref().unwrap_or(link);
        let typed = self.prepared.text.get(whole.clone()).unwrap_or_default();
        let wanted = target
            .typed
            .strip_prefix("mailto:")
            .filter(|_| typed.starts_with('<'))
            .unwrap_or(&target.typed);
        let marks = ["](", "](<", "]: ", "]:", "<"];
        let found = marks.iter().find_map(|mark| {
            let at = typed.rfind(&format!("{mark}{wanted}"))?;
            Some(whole.start + at + mark.len())
        });
        match found {
            Some(at) if !wanted.is_empty() => self.prepared.place(at..at + wanted.len()),
            _ => self.span(whole),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::marked;

    #[test]
    fn an_unsafe_target_is_marked_alone() {
        assert_eq!(marked("[a](javascript:x)"), [("unsafe-link", "javascript:x")]);
        assert_eq!(marked("[http://x](<http://x> \"t\")"), [("unsafe-link", "http://x")]);
        assert_eq!(
            marked("[a][b]\n\n[b]: http://x.org\n"),
            [("unsafe-link", "http://x.org")]
        );
        assert_eq!(marked("<http://x.org>"), [("unsafe-link", "http://x.org")]);
        assert_eq!(
            marked("![a](https://x.org/a.png)"),
            [("unsafe-link", "https://x.org/a.png")]
        );
        assert_eq!(marked("see www.x.org or teachernet.gov.uk/publications"), []);
    }
}
