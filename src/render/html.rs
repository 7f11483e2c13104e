//! Text and clauses -> HTML. A writer of our own: no inline style or script, every id once, every table one can scroll
//! by keyboard, every mark with a word. What the theme styles are class names; structure is decided here.
//!
//! Ids made here: clause addresses and authors' names as they are, headings' addresses, and `fn:1`, `fnref:1` for
//! footnotes. None begins with `_`: those are left to themes.

mod blocks;
mod clauses;
mod lines;
mod notes;
mod tables;

use std::collections::BTreeMap;

use super::view::Html;
use crate::parse::markdown::{Body, Footnote};
use crate::parse::policy::{Address, Clause, PolicyDoc};

/// Where a link leads, as this page must write it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Link {
    /// To a place inside the site.
    Inside(String),
    /// To a decision: alone in a paragraph it becomes a card that starts it.
    Decision(String),
    /// To another site, a mail address or a telephone.
    Outside(String),
    /// Nowhere; that is reported elsewhere. Its words stay.
    Nowhere,
}

/// Finds where a link leads, given its target as typed.
pub type Links<'a> = dyn Fn(&str) -> Link + 'a;

/// A step that uses a clause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UseLink {
    /// Where the step stands, in words.
    pub href: String,
    /// The decision's title.
    pub decision: String,
    /// The step: `question 3`.
    pub step: String,
}

/// Writes the text of a page, footnotes behind it.
pub fn body(body: &Body, links: &Links<'_>) -> Html {
    let none = BTreeMap::new();
    let mut writer = Writer::new(links, &none);
    writer.blocks(&body.blocks, 2);
    writer.footnotes(&body.footnotes);
    Html(writer.out)
}

/// Writes a policy: what stands before its clauses, the clauses, and footnotes. `uses` are the steps that cite each
/// clause.
pub fn policy(doc: &PolicyDoc, links: &Links<'_>, uses: &BTreeMap<Address, Vec<UseLink>>) -> Html {
    let mut writer = Writer::new(links, uses);
    writer.blocks(&doc.preamble, 2);
    for clause in &doc.clauses {
        writer.clause(clause, 2);
    }
    writer.footnotes(&doc.footnotes);
    Html(writer.out)
}

/// Writes the words of a clause for another page: no ids, so that it can stand there more than once. The items and
/// paragraphs of a clause come with it, and those of `notes` that it mentions; the numbered clauses of a section do not.
pub fn citation(clause: &Clause, notes: &[Footnote], links: &Links<'_>) -> Html {
    let none = BTreeMap::new();
    let mut writer = Writer::new(links, &none);
    writer.quoted = true;
    writer.quoted_clause(clause);
    writer.quoted_notes(notes);
    Html(writer.out)
}

/// The page so far, and what is needed to go on.
struct Writer<'a> {
    out: String,
    links: &'a Links<'a>,
    uses: &'a BTreeMap<Address, Vec<UseLink>>,
    /// Whether this is a quotation of a clause on another page.
    quoted: bool,
    /// How often each footnote was mentioned so far.
    marks: BTreeMap<usize, usize>,
    /// The footnotes mentioned so far, each once.
    mentioned: Vec<usize>,
    /// How many tables there are so far.
    tables: usize,
    /// The level of the last heading: the next goes at most one deeper.
    level: u8,
}

impl<'a> Writer<'a> {
    fn new(links: &'a Links<'a>, uses: &'a BTreeMap<Address, Vec<UseLink>>) -> Self {
        Self {
            out: String::new(),
            links,
            uses,
            quoted: false,
            marks: BTreeMap::new(),
            mentioned: Vec::new(),
            tables: 0,
            level: 1,
        }
    }

    fn raw(&mut self, html: &str) {
        self.out.push_str(html);
    }

    fn text(&mut self, words: &str) {
        for c in words.chars() {
            match c {
                '&' => self.raw("&amp;"),
                '<' => self.raw("&lt;"),
                '>' => self.raw("&gt;"),
                '"' => self.raw("&quot;"),
                '\'' => self.raw("&#39;"),
                // HTML has no place for these, and the parser would report them.
                c if c.is_control() && !matches!(c, '\n' | '\t') => self.out.push('\u{fffd}'),
                c if is_noncharacter(c) => self.out.push('\u{fffd}'),
                c => self.out.push(c),
            }
        }
    }

    fn attribute(&mut self, name: &str, value: &str) {
        self.raw(" ");
        self.raw(name);
        self.raw("=\"");
        self.text(value);
        self.raw("\"");
    }

    fn id(&mut self, id: &str) {
        if !self.quoted {
            self.attribute("id", id);
        }
    }
}

/// Returns whether `c` is one of the characters that Unicode keeps for no text at all.
fn is_noncharacter(c: char) -> bool {
    matches!(c, '\u{fdd0}'..='\u{fdef}') || u32::from(c) & 0xfffe == 0xfffe
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::markdown;
    use crate::source::Span;

    pub(super) fn link(typed: &str) -> Link {
        match typed {
            "gone.md" => Link::Nowhere,
            _ if typed.ends_with(".yaml") => Link::Decision(typed.replace(".yaml", ".html")),
            _ if typed.contains(':') => Link::Outside(typed.to_owned()),
            _ => Link::Inside(typed.to_owned()),
        }
    }

    pub(super) fn html(markdown: &str) -> String {
        let (text, _) = markdown::parse(markdown, Span::new(0, markdown.len()));
        body(&text, &link).0
    }

    #[test]
    fn words_are_escaped() {
        assert_eq!(html("a & b \\< \"c\""), "<p>a &amp; b &lt; &quot;c&quot;</p>\n");
        assert_eq!(html("`<b>`"), "<p><code>&lt;b&gt;</code></p>\n");
    }
}
