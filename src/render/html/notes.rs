//! Footnotes: their marks, and their words behind the text, each leading to the other.

use super::Writer;
use crate::parse::markdown::Footnote;

impl Writer<'_> {
    pub(super) fn footnote_mark(&mut self, number: usize) {
        let count = self.marks.entry(number).or_default();
        *count += 1;
        if *count == 1 {
            self.mentioned.push(number);
        }
        if self.quoted {
            let mark = format!("<span class=\"unseen\">footnote </span>{number}");
            return self.raw(&format!("<sup class=\"footnote-mark\">{mark}</sup>"));
        }
        let id = if *count == 1 {
            format!("fnref:{number}")
        } else {
            format!("fnref:{number}-{count}")
        };
        self.raw("<sup class=\"footnote-mark\"><a");
        self.id(&id);
        self.raw(&format!(
            " href=\"#fn:{number}\" role=\"doc-noteref\" aria-label=\"Footnote {number}\">{number}</a></sup>"
        ));
    }

    pub(super) fn footnotes(&mut self, footnotes: &[Footnote]) {
        if footnotes.is_empty() {
            return;
        }
        self.raw("<section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"Footnotes\"><ol>\n");
        // Footnotes may mention footnotes, so all are written before it is known which can lead back.
        let written: Vec<String> = footnotes.iter().map(|note| self.apart(note)).collect();
        for (i, html) in written.iter().enumerate() {
            let number = i + 1;
            self.raw(&format!("<li id=\"fn:{number}\">"));
            self.raw(html);
            if self.marks.contains_key(&number) {
                self.raw(&format!(
                    "<p class=\"footnote-back\"><a href=\"#fnref:{number}\" role=\"doc-backlink\" \
                     aria-label=\"Back to the mention of footnote {number}\">↩</a></p>"
                ));
            }
            self.raw("</li>\n");
        }
        self.raw("</ol></section>\n");
    }

    /// Writes the footnotes that a quotation mentions, and those that they mention, with the numbers that they have in
    /// the policy.
    pub(super) fn quoted_notes(&mut self, notes: &[Footnote]) {
        let mut at = 0;
        while let Some(number) = self.mentioned.get(at).copied() {
            at += 1;
            if let Some(note) = notes.get(number.wrapping_sub(1)) {
                self.raw(&format!(
                    "<div class=\"quoted-note\"><p class=\"quoted-note-number\">Footnote {number}</p>\n"
                ));
                self.blocks(&note.blocks, 6);
                self.raw("</div>\n");
            }
        }
    }

    /// Writes a footnote's text apart from the page.
    fn apart(&mut self, footnote: &Footnote) -> String {
        let page = std::mem::take(&mut self.out);
        self.blocks(&footnote.blocks, 3);
        std::mem::replace(&mut self.out, page)
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::html;
    use super::super::{Link, citation};
    use crate::parse::policy;

    #[test]
    fn a_quoted_clause_brings_the_footnotes_that_it_mentions() {
        let text =
            "## 1 A\n\n**1.1** Share.[^b]\n\n**1.2** Ask.[^a]\n\n[^a]: Always.\n\n[^b]: Today.[^c]\n\n[^c]: Now.\n";
        let (policy, _) = policy::parse(text);
        let clause = policy
            .all_clauses()
            .into_iter()
            .find(|clause| clause.address.as_str() == "1.1");
        let words = citation(clause.expect("a clause"), &policy.footnotes, &|_| Link::Nowhere).0;
        for part in [
            "Share.<sup class=\"footnote-mark\"><span class=\"unseen\">footnote </span>1</sup>",
            "Today.",
            "Now.",
        ] {
            assert!(words.contains(part), "{words}");
        }
        assert!(!words.contains("Always.") && !words.contains("id="), "{words}");
    }

    #[test]
    fn footnotes_lead_there_and_back() {
        let page = html("a[^x] b[^x] c[^y]\n\n[^y]: Why.\n[^x]: Ex.\n[^z]: Unasked.\n");
        for piece in [
            "id=\"fnref:1\"",
            "id=\"fnref:1-2\"",
            "<li id=\"fn:1\"><p>Ex.</p>",
            "href=\"#fnref:2\"",
            "Unasked.",
        ] {
            assert!(page.contains(piece), "{piece} in {page}");
        }
        assert!(!page.contains("#fnref:3"));
    }
}
