//! Text and clauses -> HTML. A writer of our own: no inline style or script, every id once, every table one can scroll
//! by keyboard, every mark with a word. What the theme styles are class names; structure is decided here.
//!
//! Ids made here: clause addresses and authors' names as they are, headings' addresses, and `fn:1`, `fnref:1` for
//! footnotes. None begins with `_`: those are left to themes.

use std::collections::BTreeMap;

use super::view::Html;
use crate::parse::markdown::{Align, Block, Body, Callout, Footnote, Inline, Item, Row, plain_text};
use crate::parse::policy::{Address, Clause, ClauseKind, Part, PolicyDoc};
use crate::parse::target;
use crate::source::Span;

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

    // Clauses.

    /// Writes a clause; `level` is that of its heading, where it has one.
    fn clause(&mut self, clause: &Clause, level: u8) {
        match clause.kind {
            ClauseKind::Section => self.section(clause, level),
            ClauseKind::Clause => self.numbered(clause, level),
            ClauseKind::Item => self.items(&[clause], level),
            ClauseKind::Paragraph => self.paragraph_clause(clause, level),
        }
    }

    fn section(&mut self, clause: &Clause, level: u8) {
        self.raw("<section class=\"clause clause-section\"");
        self.id(clause.address.as_str());
        self.raw(">");
        self.clause_heading(clause, level);
        self.used(&clause.address);
        self.parts(clause, level + 1);
        self.raw("</section>\n");
    }

    fn clause_heading(&mut self, clause: &Clause, level: u8) {
        self.level = level.min(6);
        let tag = format!("h{}", self.level);
        self.raw(&format!("<{tag} class=\"clause-heading\">"));
        self.clause_number(clause);
        if !clause.label.is_empty() {
            self.raw(" ");
        }
        self.raw("<span>");
        self.line(&clause.title);
        self.raw("</span>");
        self.own_name(clause);
        self.raw(&format!("</{tag}>\n"));
    }

    fn numbered(&mut self, clause: &Clause, level: u8) {
        let class = if clause.withdrawn {
            "clause clause-withdrawn"
        } else {
            "clause"
        };
        self.raw(&format!("<div class=\"{class}\""));
        self.id(clause.address.as_str());
        self.raw(">");
        if clause.title.is_empty() {
            self.clause_number(clause);
            self.clause_body(clause, level);
        } else {
            self.titled_body(clause, level);
        }
        self.raw("</div>\n");
    }

    /// A clause with a heading of its own: the number hangs beside it.
    fn titled_body(&mut self, clause: &Clause, level: u8) {
        self.clause_number(clause);
        self.raw("<div class=\"clause-body\">");
        self.level = level.min(6);
        let tag = format!("h{}", self.level);
        self.raw(&format!("<{tag} class=\"clause-title\">"));
        self.line(&clause.title);
        self.raw(&format!("</{tag}>\n"));
        self.own_name(clause);
        self.parts(clause, level + 1);
        self.used(&clause.address);
        self.raw("</div>");
    }

    fn clause_body(&mut self, clause: &Clause, level: u8) {
        self.raw("<div class=\"clause-body\">");
        self.own_name(clause);
        self.parts(clause, level);
        self.used(&clause.address);
        self.raw("</div>");
    }

    fn paragraph_clause(&mut self, clause: &Clause, level: u8) {
        self.raw("<div class=\"clause clause-paragraph\"");
        self.id(clause.address.as_str());
        self.raw(">");
        self.own_name(clause);
        self.parts(clause, level);
        self.used(&clause.address);
        self.raw("</div>\n");
    }

    /// Writes a clause's number: text that can be searched and copied, and a link to itself.
    fn clause_number(&mut self, clause: &Clause) {
        if clause.label.is_empty() {
            return;
        }
        let kind = if clause.kind == ClauseKind::Section {
            "section"
        } else {
            "clause"
        };
        self.raw("<a class=\"clause-number\"");
        self.attribute("href", &format!("#{}", clause.address.as_str()));
        self.attribute("aria-label", &format!("Link to {kind} {}", clause.address));
        self.raw(">");
        self.text(&clause.label);
        self.raw("</a>");
    }

    /// Writes the author's own name of a clause: a second address.
    fn own_name(&mut self, clause: &Clause) {
        if let Some(name) = clause
            .name
            .as_ref()
            .filter(|name| name.value != clause.address.as_str())
        {
            self.raw("<span");
            self.id(&name.value);
            self.raw("></span>");
        }
    }

    /// Writes what a clause holds; items that follow each other share a list.
    fn parts(&mut self, clause: &Clause, level: u8) {
        let mut items: Vec<&Clause> = Vec::new();
        for part in &clause.parts {
            match part {
                Part::Clause(inner) if inner.kind == ClauseKind::Item => items.push(inner),
                other => {
                    self.items(&std::mem::take(&mut items), level);
                    self.part(other, level);
                }
            }
        }
        self.items(&items, level);
    }

    fn part(&mut self, part: &Part, level: u8) {
        match part {
            Part::Clause(inner) => self.clause(inner, level),
            Part::Block(block) => self.block(block, level),
        }
    }

    fn items(&mut self, items: &[&Clause], level: u8) {
        if items.is_empty() {
            return;
        }
        self.raw("<ol class=\"clause-items\" role=\"list\">");
        for item in items {
            self.raw("<li class=\"clause clause-item\"");
            self.id(item.address.as_str());
            self.raw(">");
            self.clause_number(item);
            self.clause_body(item, level);
            self.raw("</li>\n");
        }
        self.raw("</ol>\n");
    }

    fn used(&mut self, address: &Address) {
        let uses = self.uses;
        let Some(uses) = uses.get(address).filter(|uses| !uses.is_empty()) else {
            return;
        };
        for decision in uses.chunk_by(|a, b| a.decision == b.decision) {
            self.used_by(decision);
        }
    }

    /// Writes the steps of one decision: its title once, then a link for each.
    fn used_by(&mut self, uses: &[UseLink]) {
        let Some(first) = uses.first() else { return };
        self.raw("<p class=\"clause-uses\">Used in <cite>");
        self.text(&first.decision);
        self.raw("</cite>: ");
        for (i, used) in uses.iter().enumerate() {
            self.raw(if i > 0 { ", " } else { "" });
            self.raw("<a");
            self.attribute("href", &used.href);
            self.raw(">");
            self.text(&used.step);
            self.raw("</a>");
        }
        self.raw("</p>\n");
    }

    // A clause on another page.

    fn quoted_clause(&mut self, clause: &Clause) {
        if !clause.title.is_empty() {
            self.raw("<p><strong>");
            self.line(&clause.title);
            self.raw("</strong></p>\n");
        }
        let mut items: Vec<&Clause> = Vec::new();
        for part in &clause.parts {
            match part {
                Part::Clause(inner) if inner.kind == ClauseKind::Item => items.push(inner),
                Part::Clause(inner) if inner.kind != ClauseKind::Paragraph => {}
                other => {
                    self.quoted_items(&std::mem::take(&mut items));
                    self.quoted_part(other);
                }
            }
        }
        self.quoted_items(&items);
    }

    fn quoted_part(&mut self, part: &Part) {
        match part {
            Part::Clause(inner) => self.quoted_clause(inner),
            Part::Block(block) => self.block(block, 6),
        }
    }

    fn quoted_items(&mut self, items: &[&Clause]) {
        if items.is_empty() {
            return;
        }
        self.raw("<ol class=\"citation-items\" role=\"list\">");
        for item in items {
            self.raw("<li><span class=\"citation-item-number\">");
            self.text(&item.label);
            self.raw("</span> <div class=\"citation-item-body\">");
            self.quoted_clause(item);
            self.raw("</div></li>\n");
        }
        self.raw("</ol>\n");
    }

    // Blocks.

    fn blocks(&mut self, blocks: &[Block], level: u8) {
        blocks.iter().for_each(|block| self.block(block, level));
    }

    /// Writes a block; headings are at least of `level`.
    fn block(&mut self, block: &Block, level: u8) {
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

    // Tables.

    fn table(&mut self, columns: &[Align], head: &[Vec<Inline>], rows: &[Row]) {
        self.tables += 1;
        let role = if self.quoted { "group" } else { "region" };
        self.raw(&format!("<div class=\"table-scroll\" tabindex=\"0\" role=\"{role}\""));
        self.attribute("aria-label", &self.table_label(head));
        self.raw("><table>\n");
        if head.iter().any(|cell| !cell.is_empty()) {
            self.raw("<thead><tr>");
            head.iter()
                .enumerate()
                .for_each(|(i, cell)| self.head_cell(cell, columns.get(i)));
            self.raw("</tr></thead>\n");
        }
        if !rows.is_empty() {
            self.raw("<tbody>\n");
            rows.iter().for_each(|row| self.row(columns, row));
            self.raw("</tbody>\n");
        }
        self.raw("</table></div>\n");
    }

    /// Tells one table of a page from another for those who hear it.
    fn table_label(&self, head: &[Vec<Inline>]) -> String {
        let titles: Vec<String> = head
            .iter()
            .map(|cell| plain_text(cell))
            .filter(|title| !title.is_empty())
            .collect();
        let colon = if titles.is_empty() { "" } else { ": " };
        format!("Table {}{colon}{}", self.tables, titles.join(", "))
    }

    fn head_cell(&mut self, cell: &[Inline], align: Option<&Align>) {
        // An empty heading is announced as nothing; a plain cell is skipped.
        let tag = if cell.is_empty() { "td" } else { "th" };
        self.raw(&format!("<{tag}"));
        self.align(align);
        self.raw(if cell.is_empty() { ">" } else { " scope=\"col\">" });
        self.line(cell);
        self.raw(&format!("</{tag}>"));
    }

    fn align(&mut self, align: Option<&Align>) {
        match align {
            Some(Align::Centre) => self.raw(" class=\"align-centre\""),
            Some(Align::End) => self.raw(" class=\"align-end\""),
            Some(Align::Start) | None => {}
        }
    }

    fn row(&mut self, columns: &[Align], row: &Row) {
        self.raw("<tr");
        if let Some(clause) = &row.clause {
            self.raw(" class=\"clause clause-row\"");
            self.id(clause.address.as_str());
        }
        self.raw(">");
        for (i, cell) in row.cells.iter().enumerate() {
            match &row.clause {
                Some(clause) if i == 0 => self.row_number(clause, cell),
                clause => {
                    self.raw("<td");
                    self.align(columns.get(i));
                    self.raw(">");
                    self.line(cell);
                    if let Some(clause) = clause.as_ref().filter(|_| i + 1 == row.cells.len()) {
                        self.used(&clause.address);
                    }
                    self.raw("</td>");
                }
            }
        }
        self.raw("</tr>\n");
    }

    fn row_number(&mut self, clause: &Clause, cell: &[Inline]) {
        self.raw("<th scope=\"row\">");
        if self.quoted {
            self.line(cell);
        } else {
            self.clause_number(clause);
        }
        self.raw("</th>");
    }

    // Lines.

    fn line(&mut self, text: &[Inline]) {
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

    // Footnotes.

    fn footnote_mark(&mut self, number: usize) {
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

    fn footnotes(&mut self, footnotes: &[Footnote]) {
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
    fn quoted_notes(&mut self, notes: &[Footnote]) {
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

fn is_list(block: &Block) -> bool {
    matches!(block, Block::List { .. })
}

/// Returns whether `c` is one of the characters that Unicode keeps for no text at all.
fn is_noncharacter(c: char) -> bool {
    matches!(c, '\u{fdd0}'..='\u{fdef}') || u32::from(c) & 0xfffe == 0xfffe
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::{markdown, page, policy};

    fn link(typed: &str) -> Link {
        match typed {
            "gone.md" => Link::Nowhere,
            _ if typed.ends_with(".yaml") => Link::Decision(typed.replace(".yaml", ".html")),
            _ if typed.contains(':') => Link::Outside(typed.to_owned()),
            _ => Link::Inside(typed.to_owned()),
        }
    }

    fn html(markdown: &str) -> String {
        let (text, _) = markdown::parse(markdown, Span::new(0, markdown.len()));
        body(&text, &link).0
    }

    #[test]
    fn words_are_escaped() {
        assert_eq!(html("a & b \\< \"c\""), "<p>a &amp; b &lt; &quot;c&quot;</p>\n");
        assert_eq!(html("`<b>`"), "<p><code>&lt;b&gt;</code></p>\n");
    }

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

    #[test]
    fn tables_scroll_and_name_their_columns() {
        let table = html("| a | b |\n|---|--:|\n| 1 | 2 |\n");
        assert!(table.contains("role=\"region\" aria-label=\"Table 1: a, b\""));
        assert!(table.contains("<th scope=\"col\">a</th><th class=\"align-end\" scope=\"col\">b</th>"));
        assert!(table.contains("<td>1</td><td class=\"align-end\">2</td>"));
    }

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

    #[test]
    fn callouts_and_tasks_have_words() {
        assert!(html("> [!WARNING]\n> Mind.").contains("<aside class=\"callout callout-warning\" role=\"note\""));
        assert!(html("- [x] a\n- [ ] b").contains("aria-label=\"Done\">☑</span> a"));
    }

    #[test]
    fn a_clause_is_set_with_its_number_as_text() {
        let (doc, _) = policy::parse("---\ntitle: T\n---\n## 2 Guide\n\n**2.3** When:\n\n- be open {#open}\n\nMore.\n");
        let used = UseLink {
            href: "d.html#a".into(),
            decision: "May I?".into(),
            step: "question 3".into(),
        };
        let uses = BTreeMap::from([(Address::parse("2.3.a").unwrap(), vec![used])]);
        let expected = "<section class=\"clause clause-section\" id=\"2\"><h2 class=\"clause-heading\">\
            <a class=\"clause-number\" href=\"#2\" aria-label=\"Link to section 2\">2</a> <span>Guide</span></h2>\n\
            <div class=\"clause\" id=\"2.3\"><a class=\"clause-number\" href=\"#2.3\" aria-label=\"Link to clause 2.3\">2.3</a>\
            <div class=\"clause-body\"><p>When:</p>\n\
            <ol class=\"clause-items\" role=\"list\"><li class=\"clause clause-item\" id=\"2.3.a\">\
            <a class=\"clause-number\" href=\"#2.3.a\" aria-label=\"Link to clause 2.3(a)\">(a)</a>\
            <div class=\"clause-body\"><span id=\"open\"></span><p>be open</p>\n\
            <p class=\"clause-uses\">Used in <cite>May I?</cite>: <a href=\"d.html#a\">question 3</a></p>\n</div></li>\n</ol>\n\
            <div class=\"clause clause-paragraph\" id=\"2.3.p2\"><p>More.</p>\n</div>\n</div></div>\n</section>\n";
        assert_eq!(policy(&doc, &link, &uses).0, expected);
    }

    #[test]
    fn a_citation_has_no_ids() {
        let (doc, _) = policy::parse(
            "---\ntitle: T\n---\n## 2 Guide\n\n**2.3** When[^a]:\n\n- be open {#open}, see 2.3(a)\n\n[^a]: Note.\n",
        );
        let clause = doc
            .all_clauses()
            .into_iter()
            .find(|clause| clause.label == "2.3")
            .unwrap();
        let words = citation(clause, &[], &|typed: &str| Link::Inside(format!("../p.html{typed}"))).0;
        assert!(!words.contains("id="), "{words}");
        assert!(words.contains("(a)") && words.contains("be open"), "{words}");
    }

    #[test]
    fn headings_leave_no_level_out() {
        let (doc, _) = page::parse("---\ntitle: T\n---\n# A\n\n#### B\n");
        assert_eq!(body(&doc.body, &link).0, "<h2 id=\"a\">A</h2>\n<h3 id=\"b\">B</h3>\n");
    }
}
