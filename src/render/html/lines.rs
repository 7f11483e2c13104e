//! What stands in a line: words, links, mentions of clauses, pictures.

use super::{Link, Writer};
use crate::parse::markdown::Inline;
use crate::parse::policy::Address;
use crate::parse::target;
use crate::source::Span;

impl Writer<'_> {
    pub(super) fn line(&mut self, text: &[Inline]) {
        text.iter().for_each(|inline| self.inline(inline));
    }

    fn inline(&mut self, inline: &Inline) {
        match inline {
            Inline::Text(words) => self.text(&words.value),
            Inline::Emphasis(inner) => self.wrapped("em", inner),
            Inline::Strong(inner) => self.wrapped("strong", inner),
            Inline::Struck(inner) => self.wrapped("del", inner),
            Inline::Code(words) => {
                self.raw("<code>");
                self.text(words);
                self.raw("</code>");
            }
            Inline::Link { target, text } => self.link(&target.value, text),
            Inline::Mention { address, text } => self.mention(address, &text.value),
            Inline::Image { target, alt } => self.image(&target.value, alt),
            Inline::Footnote(number) => self.footnote_mark(*number),
            Inline::SoftBreak => self.raw("\n"),
            Inline::HardBreak => self.raw("<br>\n"),
        }
    }

    fn wrapped(&mut self, tag: &str, inner: &[Inline]) {
        self.raw(&format!("<{tag}>"));
        self.line(inner);
        self.raw(&format!("</{tag}>"));
    }

    fn link(&mut self, typed: &str, text: &[Inline]) {
        let link = match (self.links)(typed) {
            // The text was checked where it was read; nothing unsafe may pass, whatever became of that.
            Link::Outside(href) if target::fault(&href, Span::default()).is_some() => Link::Nowhere,
            link => link,
        };
        match link {
            Link::Inside(href) | Link::Decision(href) => self.anchor(&href, "", text),
            Link::Outside(href) => self.anchor(&href, " rel=\"external noopener noreferrer\"", text),
            Link::Nowhere => {
                self.raw("<span class=\"link-missing\">");
                self.line(text);
                self.raw("</span>");
            }
        }
    }

    fn anchor(&mut self, href: &str, more: &str, text: &[Inline]) {
        self.raw("<a");
        self.attribute("href", href);
        self.raw(more);
        self.raw(">");
        self.line(text);
        self.raw("</a>");
    }

    fn mention(&mut self, address: &Address, words: &str) {
        let place = format!("#{}", address.as_str());
        let href = match (self.links)(&place) {
            _ if !self.quoted => place,
            Link::Inside(href) => href,
            _ => return self.text(words),
        };
        self.raw("<a class=\"clause-mention\"");
        self.attribute("href", &href);
        self.raw(">");
        self.text(words);
        self.raw("</a>");
    }

    fn image(&mut self, typed: &str, alt: &str) {
        match (self.links)(typed) {
            Link::Inside(source) => {
                self.raw("<img");
                self.attribute("src", &source);
                self.attribute("alt", alt);
                self.raw(">");
            }
            _ => self.text(alt),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::html;

    #[test]
    fn links_are_told_apart() {
        assert_eq!(html("[a](b.md)"), "<p><a href=\"b.md\">a</a></p>\n");
        assert_eq!(html("see [a](b.yaml)"), "<p>see <a href=\"b.html\">a</a></p>\n");
        assert_eq!(
            html("[a](b.yaml)"),
            "<div class=\"start-card\"><p><a href=\"b.html\">a</a></p></div>\n"
        );
        assert_eq!(html("[a](gone.md)"), "<p><span class=\"link-missing\">a</span></p>\n");
        assert!(html("[a](javascript:b)").contains("link-missing"));
        assert!(html("<office@example.org>").contains("href=\"mailto:office@example.org\""));
    }
}
