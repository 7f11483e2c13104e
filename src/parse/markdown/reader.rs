//! The Markdown library's events -> our tree. Keeps the open pieces on a stack of its own, never on the machine's, and
//! flattens what is nested deeper than anybody would write by hand.

mod html;
mod links;
mod notes;
mod tables;

use std::mem;
use std::ops::Range;

use indexmap::IndexSet;
use pulldown_cmark::{BlockQuoteKind, CodeBlockKind, Event, LinkType, Options, Parser, Tag, TagEnd};

use self::links::Target;
use self::notes::in_order_of_mention;
use self::tables::{OpenTable, align};
use super::names::{give_addresses, take_name};
use super::prepare::Prepared;
use super::slips::slips;
use super::{Block, Body, Callout, Footnote, Inline, Item};
use crate::diagnostic::{Code, Finding};
use crate::source::{Span, Spanned};

/// The largest file that is read. The longest policies known are a hundredth of it.
pub const LARGEST: usize = 10 * 1024 * 1024;

/// How deep pieces may lie in each other before the deeper ones are flattened.
const DEEPEST: usize = 100;

/// How many faults of one file are kept: more than anybody would read.
const MOST_FINDINGS: usize = 1000;

/// Reads the part `body` of a file's `text` as Markdown. All places are counted from the start of the file.
///
/// Never fails: what cannot be used (HTML, links to unsafe places) is among the findings, and its words stay where
/// they are words.
pub fn parse(text: &str, body: Span) -> (Body, Vec<Finding>) {
    if text.len() > LARGEST {
        let message = format!(
            "This file is larger than {} megabytes; I do not read it.",
            LARGEST / 1024 / 1024
        );
        let finding = Finding::of_file(Code::TooLarge, message).hint("Split it into several files.");
        return (Body::default(), vec![finding]);
    }
    let prepared = Prepared::new(body.slice(text), body.start);
    let mut reader = Reader::new(&prepared);
    let mut events = Parser::new_ext(&prepared.text, options()).into_offset_iter();
    while let Some((event, range)) = events.next() {
        if let Event::Start(Tag::Link { id, .. } | Tag::Image { id, .. }) = &event {
            reader.defined = events.reference_definitions().get(id).map(|link| link.span.clone());
        }
        reader.read(event, range);
    }
    reader.finish()
}

fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM
}

/// A piece whose end has not been met.
struct Open {
    frame: Frame,
    range: Range<usize>,
}

enum Frame {
    Blocks(Container, Vec<Block>),
    Line(Wrap, Vec<Inline>),
    List(Option<u64>, Vec<Item>),
    Table(OpenTable),
    /// Text shown as typed; fenced, or only set in.
    Code {
        fenced: bool,
        text: String,
    },
    Html,
}

enum Container {
    Page,
    Item(Option<bool>),
    Quote(Option<Callout>),
    Footnote(String),
}

/// What a line of words is, or is in.
enum Wrap {
    Paragraph,
    /// Words that stand in a list's item or the like without a paragraph around them.
    Bare,
    Heading(u8),
    Cell,
    Emphasis,
    Strong,
    Struck,
    Link(Target),
    Image(Target),
}

struct Reader<'a> {
    prepared: &'a Prepared,
    open: Vec<Open>,
    /// How many pieces are open that lie too deep to be kept.
    flattened: usize,
    /// Whether it was told that something lies too deep.
    told_deep: bool,
    /// Where the target of the link that begins now was typed, when that is apart from its words.
    defined: Option<Range<usize>>,
    /// Labels of the footnotes mentioned so far.
    mentioned: IndexSet<String>,
    footnotes: Vec<Footnote>,
    /// HTML tags that were reported and not yet closed: their ends are no second fault.
    tags: Vec<String>,
    /// The last `{` among the words was typed `\{`: it begins no name.
    escaped_brace: bool,
    findings: Vec<Finding>,
}

impl<'a> Reader<'a> {
    fn new(prepared: &'a Prepared) -> Self {
        let page = Open {
            frame: Frame::Blocks(Container::Page, Vec::new()),
            range: 0..prepared.text.len(),
        };
        Self {
            prepared,
            open: vec![page],
            flattened: 0,
            told_deep: false,
            defined: None,
            mentioned: IndexSet::new(),
            footnotes: Vec::new(),
            tags: Vec::new(),
            escaped_brace: false,
            findings: Vec::new(),
        }
    }

    fn read(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag),
            // Mathematics is not switched on; were it, its words would stay words.
            Event::Text(words) | Event::InlineMath(words) | Event::DisplayMath(words) => self.text(&words, range),
            Event::Code(words) => self.inline(Inline::Code(words.into_string()), &range),
            Event::Html(html) | Event::InlineHtml(html) => self.html(&html, range),
            Event::FootnoteReference(label) => self.footnote_mark(&label, &range),
            Event::SoftBreak => self.inline(Inline::SoftBreak, &range),
            Event::HardBreak => self.inline(Inline::HardBreak, &range),
            Event::Rule => {
                self.close_bare();
                let span = self.span(&range);
                self.block(Block::Rule { span });
            }
            Event::TaskListMarker(ticked) => self.tick(ticked),
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        let in_line = is_in_line(&tag);
        if !in_line {
            self.close_bare();
        }
        // Four places more than one piece needs: a table's or list's items and the words in those come with it.
        if self.flattened > 0 || self.open.len() + 4 > DEEPEST {
            return self.flatten(in_line, &range);
        }
        if in_line {
            self.need_line(&range);
        }
        match tag {
            Tag::TableHead | Tag::TableRow => self.start_row(range),
            _ => {
                let frame = self.frame(tag);
                self.open.push(Open { frame, range });
            }
        }
    }

    fn frame(&mut self, tag: Tag<'_>) -> Frame {
        match tag {
            Tag::BlockQuote(kind) => Frame::Blocks(Container::Quote(kind.map(callout)), Vec::new()),
            Tag::Item => Frame::Blocks(Container::Item(None), Vec::new()),
            Tag::FootnoteDefinition(label) => Frame::Blocks(Container::Footnote(label.into_string()), Vec::new()),
            Tag::List(start) => Frame::List(start, Vec::new()),
            Tag::Table(columns) => Frame::Table(OpenTable {
                columns: columns.into_iter().map(align).collect(),
                ..OpenTable::default()
            }),
            Tag::CodeBlock(kind) => Frame::Code {
                fenced: matches!(kind, CodeBlockKind::Fenced(_)),
                text: String::new(),
            },
            Tag::HtmlBlock => Frame::Html,
            line => Frame::Line(self.wrap(line), Vec::new()),
        }
    }

    fn wrap(&mut self, tag: Tag<'_>) -> Wrap {
        match tag {
            Tag::Heading { level, .. } => Wrap::Heading(level as u8),
            Tag::TableCell => Wrap::Cell,
            Tag::Emphasis => Wrap::Emphasis,
            Tag::Strong => Wrap::Strong,
            Tag::Strikethrough => Wrap::Struck,
            Tag::Link {
                link_type: LinkType::Email,
                dest_url,
                ..
            } => Wrap::Link(self.target(format!("mailto:{dest_url}"))),
            Tag::Link { dest_url, .. } => Wrap::Link(self.target(dest_url.into_string())),
            Tag::Image { dest_url, .. } => Wrap::Image(self.target(dest_url.into_string())),
            _ => Wrap::Paragraph,
        }
    }

    fn end(&mut self, tag: TagEnd) {
        if self.flattened > 0 {
            self.flattened -= 1;
            return;
        }
        match tag {
            TagEnd::TableHead => self.end_row(true),
            TagEnd::TableRow => self.end_row(false),
            _ => {
                self.close_bare();
                self.close();
            }
        }
    }

    fn top(&mut self) -> Option<&mut Frame> {
        self.open.last_mut().map(|open| &mut open.frame)
    }

    fn span(&self, range: &Range<usize>) -> Span {
        place(self.prepared, range)
    }

    fn flatten(&mut self, in_line: bool, range: &Range<usize>) {
        self.flattened += 1;
        if !in_line && matches!(self.top(), Some(Frame::Line(..))) {
            self.inline(Inline::SoftBreak, range);
        }
        if !mem::replace(&mut self.told_deep, true) {
            let span = Span::new(self.span(range).start, self.span(range).start + 1);
            let message = format!("This lies more than {DEEPEST} levels deep. I cannot show it as it is meant.");
            let finding = Finding::new(Code::TooLarge, span, message);
            self.findings
                .push(finding.hint("Use fewer levels of lists, quotations and stress."));
        }
    }

    /// Closes the innermost piece and gives it to the one around it.
    fn close(&mut self) {
        if self.open.len() < 2 {
            return;
        }
        let Some(Open { frame, range }) = self.open.pop() else {
            return;
        };
        let span = self.span(&range);
        match frame {
            Frame::Blocks(container, blocks) => self.close_container(container, blocks, span),
            Frame::Line(wrap, text) => self.close_line(wrap, text, range),
            Frame::List(start, items) => self.block(Block::List { start, items, span }),
            Frame::Table(OpenTable {
                columns, head, rows, ..
            }) => self.block(Block::Table {
                columns,
                head,
                rows,
                span,
            }),
            Frame::Code { fenced: true, text } => self.block(Block::Code { text, span }),
            Frame::Code { fenced: false, text } => self.indented(&text, span),
            Frame::Html => self.html_block(range),
        }
    }

    fn close_bare(&mut self) {
        if matches!(self.top(), Some(Frame::Line(Wrap::Bare, _))) {
            self.close();
        }
    }

    fn close_container(&mut self, container: Container, blocks: Vec<Block>, span: Span) {
        match container {
            Container::Page => {}
            Container::Item(ticked) => self.item(Item { blocks, ticked, span }),
            Container::Quote(None) => self.block(Block::Quote { blocks, span }),
            Container::Quote(Some(kind)) => self.block(Block::Callout { kind, blocks, span }),
            Container::Footnote(label) => self.footnotes.push(Footnote { label, blocks, span }),
        }
    }

    fn item(&mut self, item: Item) {
        match self.top() {
            Some(Frame::List(_, items)) => items.push(item),
            _ => item.blocks.into_iter().for_each(|block| self.block(block)),
        }
    }

    fn close_line(&mut self, wrap: Wrap, mut text: Vec<Inline>, range: Range<usize>) {
        let span = self.span(&range);
        match wrap {
            Wrap::Paragraph | Wrap::Bare => {
                self.slips(&range);
                let name = self.name(&mut text);
                if !text.is_empty() || name.is_some() {
                    self.block(Block::Paragraph { text, name, span });
                }
            }
            Wrap::Heading(level) => {
                let name = self.name(&mut text);
                let id = String::new();
                self.block(Block::Heading {
                    level,
                    id,
                    name,
                    text,
                    span,
                });
            }
            Wrap::Cell => self.cell(text, range.end),
            Wrap::Emphasis => self.inline(Inline::Emphasis(text), &range),
            Wrap::Strong => self.inline(Inline::Strong(text), &range),
            Wrap::Struck => self.inline(Inline::Struck(text), &range),
            Wrap::Link(target) => self.link(target, text, range),
            Wrap::Image(target) => self.image(target, &text, range),
        }
    }

    fn name(&self, text: &mut Vec<Inline>) -> Option<Spanned<String>> {
        if self.escaped_brace { None } else { take_name(text) }
    }

    fn slips(&mut self, paragraph: &Range<usize>) {
        let typed = self.prepared.text.get(paragraph.clone()).unwrap_or_default();
        for slip in slips(typed) {
            let (start, end) = (paragraph.start + slip.place.start, paragraph.start + slip.place.end);
            let span = self.span(&(start..end));
            self.found(slip.finding(span));
        }
    }

    /// Gives a finished block to the innermost piece that holds blocks.
    fn block(&mut self, block: Block) {
        for open in self.open.iter_mut().rev() {
            if let Frame::Blocks(_, blocks) = &mut open.frame {
                return blocks.push(block);
            }
        }
    }

    /// Text set in by four spaces or a tab is code to Markdown. In a policy it is what Word left of an indent.
    fn indented(&mut self, text: &str, span: Span) {
        let mut line = Vec::new();
        for words in text.lines().map(str::trim).chain([""]) {
            if words.is_empty() {
                line.pop();
                self.indented_paragraph(mem::take(&mut line), span);
            } else {
                line.push(Inline::Text(Spanned::new(words.to_owned(), span)));
                line.push(Inline::SoftBreak);
            }
        }
    }

    fn indented_paragraph(&mut self, mut text: Vec<Inline>, span: Span) {
        let name = take_name(&mut text);
        if !text.is_empty() || name.is_some() {
            self.block(Block::Paragraph { text, name, span });
        }
    }

    /// Makes sure that words can be added: opens a bare line where only blocks may stand.
    fn need_line(&mut self, range: &Range<usize>) {
        if matches!(self.top(), Some(Frame::Blocks(..))) {
            let frame = Frame::Line(Wrap::Bare, Vec::new());
            let range = range.clone();
            self.open.push(Open { frame, range });
        }
    }

    fn text(&mut self, words: &str, range: Range<usize>) {
        let span = self.prepared.place(range.clone());
        if let Some(brace) = words.rfind('{') {
            let before = self.prepared.text.get(..range.start).unwrap_or_default();
            self.escaped_brace = brace == 0 && before.ends_with('\\');
        }
        match self.top() {
            Some(Frame::Code { text, .. }) => return text.push_str(words),
            Some(Frame::Line(_, line)) => match line.last_mut() {
                Some(Inline::Text(last)) => {
                    last.value.push_str(words);
                    last.span = Span::new(last.span.start, span.end);
                    self.stretch(&range);
                }
                _ => self.inline(Inline::Text(Spanned::new(words.to_owned(), span)), &range),
            },
            _ => self.inline(Inline::Text(Spanned::new(words.to_owned(), span)), &range),
        }
        self.findings.extend(self.missing_notes(&range));
    }

    fn inline(&mut self, inline: Inline, range: &Range<usize>) {
        self.need_line(range);
        if let Some(Frame::Line(_, line)) = self.top() {
            line.push(inline);
            self.stretch(range);
        }
    }

    /// A bare line ends where its last words end; all other pieces know their end from the start.
    fn stretch(&mut self, range: &Range<usize>) {
        if let Some(Open {
            frame: Frame::Line(Wrap::Bare, _),
            range: bare,
        }) = self.open.last_mut()
        {
            bare.end = bare.end.max(range.end);
        }
    }

    fn tick(&mut self, ticked: bool) {
        let items = self.open.iter_mut().rev().filter_map(|open| match &mut open.frame {
            Frame::Blocks(Container::Item(ticked), _) => Some(ticked),
            _ => None,
        });
        if let Some(item) = items.into_iter().next() {
            *item = Some(ticked);
        }
    }

    fn found(&mut self, finding: Finding) {
        if self.findings.len() < MOST_FINDINGS {
            self.findings.push(finding);
        }
    }

    fn finish(mut self) -> (Body, Vec<Finding>) {
        while self.open.len() > 1 {
            self.close();
        }
        let blocks = match self.open.pop().map(|open| open.frame) {
            Some(Frame::Blocks(_, blocks)) => blocks,
            _ => Vec::new(),
        };
        let footnotes = in_order_of_mention(&self.mentioned, self.footnotes);
        let mut body = Body { blocks, footnotes };
        let notes = body.footnotes.iter_mut().map(|note| &mut note.blocks);
        let names = give_addresses(std::iter::once(&mut body.blocks).chain(notes));
        self.findings.extend(names);
        (body, self.findings)
    }
}

fn place(prepared: &Prepared, range: &Range<usize>) -> Span {
    let words = prepared.text.get(range.clone()).unwrap_or_default();
    prepared.place(range.start..range.start + words.trim_end().len())
}

fn is_in_line(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. }
    )
}

fn callout(kind: BlockQuoteKind) -> Callout {
    match kind {
        BlockQuoteKind::Note => Callout::Note,
        BlockQuoteKind::Tip => Callout::Tip,
        BlockQuoteKind::Important => Callout::Important,
        BlockQuoteKind::Warning => Callout::Warning,
        BlockQuoteKind::Caution => Callout::Caution,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::markdown::plain_blocks;

    pub(super) fn read(text: &str) -> (Body, Vec<Finding>) {
        parse(text, Span::new(0, text.len()))
    }

    /// The code and the marked words of each finding.
    pub(super) fn marked(text: &str) -> Vec<(&'static str, &str)> {
        let place = |finding: Finding| (finding.code.name(), finding.span.unwrap_or_default().slice(text));
        read(text).1.into_iter().map(place).collect()
    }

    fn words(text: &str) -> String {
        plain_blocks(&read(text).0.blocks)
    }

    #[test]
    fn names_are_taken_off_and_headings_get_addresses() {
        let (body, findings) = read("# A b {#own}\n\n## A b\n\n## A b\n\ntext {#piece}\n\n- item {#own}\n");
        let ids: Vec<_> = body
            .blocks
            .iter()
            .filter_map(|block| match block {
                Block::Heading { id, .. } => Some(id.as_str()),
                Block::Paragraph { name, .. } => name.as_ref().map(|name| name.value.as_str()),
                _ => None,
            })
            .collect();
        assert_eq!(ids, ["own", "a-b", "a-b-2", "piece"]);
        assert_eq!(
            findings.iter().map(|finding| finding.code.name()).collect::<Vec<_>>(),
            ["name-clash"]
        );
        assert!(!plain_blocks(&body.blocks).contains('{'));
    }

    #[test]
    fn a_name_behind_a_backslash_is_words() {
        assert_eq!(words(r"text \{#own}"), "text {#own}");
        assert_eq!(words(r"# text \{#own}"), "text {#own}");
        assert_eq!(words(r"- \{#own}"), "{#own}");
        assert_eq!(words(r"\{a} text {#own}"), "{a} text");
        assert_eq!(words(r"text \\{#own}"), r"text \");
    }

    #[test]
    fn text_set_in_by_word_is_no_code() {
        assert_eq!(
            words("a\n\n\tset in\n\n\u{a0}\u{a0}\u{a0}\u{a0}also\n"),
            "a\nset in\nalso"
        );
    }

    #[test]
    fn places_are_those_of_the_file() {
        let text = "---\n---\n##\u{a0}Title\n\nword **bold** end\n";
        let (body, _) = parse(text, Span::new(8, text.len()));
        let spans: Vec<&str> = body.blocks.iter().map(|block| block.span().slice(text)).collect();
        assert_eq!(spans, ["##\u{a0}Title", "word **bold** end"]);
    }

    #[test]
    fn what_lies_too_deep_is_flattened_and_told() {
        for deep in [
            ">".repeat(5000) + "word",
            "- ".repeat(5000) + "word",
            "*a **b ".repeat(3000) + "word",
        ] {
            assert!(words(&deep).ends_with("word"));
        }
        assert_eq!(read(&(">".repeat(5000) + "word")).1.len(), 1);
        assert_eq!(read(&"x".repeat(LARGEST + 1)).1.len(), 1);
    }
}
