//! Paragraphs, headings, lists and callouts.

use super::{Link, Writer};
use crate::parse::markdown::{Block, Callout, Inline, Item};

impl Writer<'_> {
    pub(super) fn blocks(&mut self, blocks: &[Block], level: u8) {
        blocks.iter().for_each(|block| self.block(block, level));
    }

    /// Writes a block; headings are at least of `level`.
    pub(super) fn block(&mut self, block: &Block, level: u8) {
        match block {
            Block::Heading {
                level: typed, id, text, ..
            } => self.heading((*typed).max(level), id, text),
            Block::Paragraph { text, name, .. } => self.paragraph(text, name.as_ref().map(|name| name.value.as_str())),
            Block::List { start, items, .. } => self.list(*start, items, level),
            Block::Quote { blocks, .. } => {
                self.raw("<blockquote>\n");
                self.blocks(blocks, level);
                self.raw("</blockquote>\n");
            }
            Block::Callout { kind, blocks, .. } => self.callout(*kind, blocks, level),
            Block::Table {
                columns, head, rows, ..
            } => self.table(columns, head, rows),
            Block::Code { text, .. } => {
                self.raw("<pre tabindex=\"0\"><code>");
                self.text(text);
                self.raw("</code></pre>\n");
            }
            Block::Rule { .. } => self.raw("<hr>\n"),
        }
    }

    fn heading(&mut self, level: u8, id: &str, text: &[Inline]) {
        if self.quoted {
            self.raw("<p><strong>");
            self.line(text);
            return self.raw("</strong></p>\n");
        }
        // A level left out is a step that a screen reader's user looks for in vain.
        self.level = level.min(self.level + 1).min(6);
        let tag = format!("h{}", self.level);
        self.raw(&format!("<{tag}"));
        self.id(id);
        self.raw(">");
        self.line(text);
        self.raw(&format!("</{tag}>\n"));
    }

    fn paragraph(&mut self, text: &[Inline], name: Option<&str>) {
        let card = self.start_of_decision(text);
        self.raw(if card { "<div class=\"start-card\"><p" } else { "<p" });
        if let Some(name) = name {
            self.id(name);
        }
        self.raw(">");
        self.line(text);
        self.raw(if card { "</p></div>\n" } else { "</p>\n" });
    }

    /// Returns whether a paragraph is nothing but a link to a decision.
    fn start_of_decision(&self, text: &[Inline]) -> bool {
        match text {
            [Inline::Link { target, .. }] => !self.quoted && matches!((self.links)(&target.value), Link::Decision(_)),
            _ => false,
        }
    }

    fn list(&mut self, start: Option<u64>, items: &[Item], level: u8) {
        let tasks = items.iter().any(|item| item.ticked.is_some());
        let tag = if start.is_some() { "ol" } else { "ul" };
        self.raw(&format!("<{tag}"));
        if let Some(first) = start.filter(|first| *first != 1) {
            self.attribute("start", &first.to_string());
        }
        self.raw(if tasks {
            " class=\"task-list\" role=\"list\">\n"
        } else {
            ">\n"
        });
        items.iter().for_each(|item| self.list_item(item, level));
        self.raw(&format!("</{tag}>\n"));
    }

    fn list_item(&mut self, item: &Item, level: u8) {
        self.raw("<li>");
        if let Some(ticked) = item.ticked {
            let (sign, word) = if ticked { ("☑", "Done") } else { ("☐", "Not done") };
            self.raw(&format!(
                "<span class=\"task-mark\" role=\"img\" aria-label=\"{word}\">{sign}</span> "
            ));
        }
        match item.blocks.as_slice() {
            [Block::Paragraph { text, name: None, .. }, rest @ ..] if rest.iter().all(is_list) => {
                self.line(text);
                self.blocks(rest, level);
            }
            blocks => self.blocks(blocks, level),
        }
        self.raw("</li>\n");
    }

    fn callout(&mut self, kind: Callout, blocks: &[Block], level: u8) {
        let word = kind.word();
        let class = word.to_lowercase();
        self.raw(&format!(
            "<aside class=\"callout callout-{class}\" role=\"note\" aria-label=\"{word}\">"
        ));
        self.raw(&format!("<p class=\"callout-title\">{word}</p>\n"));
        self.blocks(blocks, level);
        self.raw("</aside>\n");
    }
}

fn is_list(block: &Block) -> bool {
    matches!(block, Block::List { .. })
}

#[cfg(test)]
mod tests {
    use super::super::body;
    use super::super::tests::{html, link};
    use crate::parse::page;

    #[test]
    fn callouts_and_tasks_have_words() {
        assert!(html("> [!WARNING]\n> Mind.").contains("<aside class=\"callout callout-warning\" role=\"note\""));
        assert!(html("- [x] a\n- [ ] b").contains("aria-label=\"Done\">☑</span> a"));
    }

    #[test]
    fn headings_leave_no_level_out() {
        let (doc, _) = page::parse("---\ntitle: T\n---\n# A\n\n#### B\n");
        assert_eq!(body(&doc.body, &link).0, "<h2 id=\"a\">A</h2>\n<h3 id=\"b\">B</h3>\n");
    }
}
