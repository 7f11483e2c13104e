//! The Markdown library's events -> our tree. Keeps the open pieces on a stack of its own, never on the machine's, and
//! flattens what is nested deeper than anybody would write by hand.

use std::mem;
use std::ops::Range;

use indexmap::IndexSet;
use pulldown_cmark::{Alignment, BlockQuoteKind, CodeBlockKind, Event, LinkType, Options, Parser, Tag, TagEnd};

use super::names::{give_addresses, take_name};
use super::prepare::Prepared;
use super::slips::slips;
use super::{Align, Block, Body, Callout, Footnote, Inline, Item, Row, plain_text};
use crate::diagnostic::{Code, Finding};
use crate::parse::target;
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

/// Where a link leads, as typed, and where that was typed if it was apart from the words: `[name]: https://...`.
struct Target {
    typed: String,
    defined: Option<Range<usize>>,
}

#[derive(Default)]
struct OpenTable {
    columns: Vec<Align>,
    head: Vec<Vec<Inline>>,
    rows: Vec<Row>,
    cells: Vec<Vec<Inline>>,
    row: Range<usize>,
    /// Where the last cell that was read ends.
    read_to: usize,
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

    fn target(&mut self, typed: String) -> Target {
        Target {
            typed,
            defined: self.defined.take(),
        }
    }

    fn start_row(&mut self, range: Range<usize>) {
        if let Some(Frame::Table(table)) = self.top() {
            table.row = range;
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

    fn end_row(&mut self, head: bool) {
        let prepared = self.prepared;
        let Some(Frame::Table(table)) = self.top() else { return };
        let cells = mem::take(&mut table.cells);
        if head {
            table.head = cells;
            return;
        }
        let span = place(prepared, &table.row);
        table.rows.push(Row {
            cells,
            clause: None,
            span,
        });
        let beyond = table.read_to.max(table.row.start)..table.row.end;
        self.cells_beyond(beyond);
    }

    /// The library drops the cells of a row that stand beyond those of the heading.
    fn cells_beyond(&mut self, beyond: Range<usize>) {
        let typed = self.prepared.text.get(beyond.clone()).unwrap_or_default();
        let words = typed.trim_start_matches(|c: char| c.is_whitespace() || c == '|');
        let start = beyond.start + typed.len() - words.len();
        if !words.is_empty() {
            let span = self.span(&(start..beyond.end));
            self.found(lost_cells(span));
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

    fn cell(&mut self, text: Vec<Inline>, end: usize) {
        if let Some(Frame::Table(table)) = self.top() {
            table.cells.push(text);
            table.read_to = end;
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

    /// Finds marks of footnotes that are nowhere written: what is left of them is words.
    fn missing_notes(&self, range: &Range<usize>) -> Vec<Finding> {
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

    fn footnote_mark(&mut self, label: &str, range: &Range<usize>) {
        let (place, _) = self.mentioned.insert_full(label.to_lowercase());
        self.inline(Inline::Footnote(place + 1), range);
    }

    fn link(&mut self, target: Target, mut text: Vec<Inline>, range: Range<usize>) {
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

    fn image(&mut self, target: Target, text: &[Inline], range: Range<usize>) {
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

    fn found(&mut self, finding: Finding) {
        if self.findings.len() < MOST_FINDINGS {
            self.findings.push(finding);
        }
    }

    fn html(&mut self, html: &str, range: Range<usize>) {
        if matches!(self.top(), Some(Frame::Html)) || html.starts_with("<!--") {
            return;
        }
        let name = tag_name(html).to_owned();
        if html.starts_with("</") {
            if let Some(opened) = self.tags.iter().rposition(|tag| *tag == name) {
                self.tags.remove(opened);
                return;
            }
        } else if self.tags.len() < DEEPEST {
            self.tags.push(name.clone());
        }
        let span = self.span(&range);
        self.found(raw_html(&name, html, span));
    }

    /// Reports what a block of HTML holds beside notes.
    fn html_block(&mut self, range: Range<usize>) {
        let typed = self.prepared.text.get(range.clone()).unwrap_or_default();
        let Some(at) = beside_notes(typed) else { return };
        let line = typed
            .get(at..)
            .and_then(|rest| rest.lines().next())
            .unwrap_or_default()
            .trim_end();
        let span = self.span(&(range.start + at..range.start + at + line.len()));
        self.found(match line {
            _ if line.starts_with("<!--") => open_note(span),
            _ if line.starts_with('<') => raw_html(tag_name(line), line, span),
            _ => words_behind_note(span),
        });
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

fn lost_cells(span: Span) -> Finding {
    let message = "This row has more cells than the heading of its table, so these words are left out of the page.";
    Finding::new(Code::LostCell, span, message)
        .hint("Give the heading as many cells as the longest row, empty ones if need be: | Name | Day | |")
}

fn is_in_line(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. }
    )
}

fn align(typed: Alignment) -> Align {
    match typed {
        Alignment::None | Alignment::Left => Align::Start,
        Alignment::Center => Align::Centre,
        Alignment::Right => Align::End,
    }
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

/// Puts footnotes into the order in which the text mentions them; those that nothing mentions come last, so that none
/// of their words is lost.
fn in_order_of_mention(mentioned: &IndexSet<String>, footnotes: Vec<Footnote>) -> Vec<Footnote> {
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

/// Returns where in a block of HTML something else begins than the author's notes: a tag, words, or a note without end.
fn beside_notes(html: &str) -> Option<usize> {
    let mut at = 0;
    loop {
        let rest = html.get(at..)?;
        let words = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '>');
        at += rest.len() - words.len();
        let note = words.starts_with("<!--").then(|| words.find("-->")).flatten();
        match note {
            Some(end) => at += end + 3,
            None => return (!words.is_empty()).then_some(at),
        }
    }
}

/// Returns the name of the tag that `html` begins with, in lower case.
fn tag_name(html: &str) -> &str {
    let name = html.trim_start_matches(['<', '/', '!', '?']);
    name.split(|c: char| !c.is_ascii_alphanumeric())
        .next()
        .unwrap_or_default()
}

fn raw_html(tag: &str, html: &str, span: Span) -> Finding {
    let shown: String = html.lines().next().unwrap_or_default().chars().take(60).collect();
    Finding::new(
        Code::RawHtml,
        span,
        format!("This is HTML: {shown}. Pages are written in Markdown only."),
    )
    .hint(instead_of(&tag.to_ascii_lowercase()))
}

/// Returns what to type instead of a tag.
fn instead_of(tag: &str) -> &'static str {
    match tag {
        "b" | "strong" => "For bold words, type **words**.",
        "i" | "em" => "For slanted words, type *words*.",
        "br" => {
            "To start a new line, type a backslash at the end of the line before. For a new paragraph, leave a line empty."
        }
        "p" => "For a new paragraph, leave a line empty.",
        "a" => "For a link, type [the words](the address).",
        "img" => "For a picture, type ![what it shows](the file).",
        "table" | "tr" | "td" | "th" | "thead" | "tbody" => "Type the table with | between its columns.",
        "ul" | "ol" | "li" => "For a list, begin each line with a dash and a space.",
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => "For a heading, begin the line with ## and a space.",
        "script" | "style" | "iframe" | "object" | "embed" | "form" | "input" => {
            "Take it out: pages of this site hold no programs, frames or forms."
        }
        _ => "Take the tags out and keep the words. To show the sign < itself, type \\<.",
    }
}

fn open_note(span: Span) -> Finding {
    Finding::new(
        Code::RawHtml,
        span,
        "This note is never closed, so everything behind it would be lost.",
    )
    .hint("Type --> where the note ends.")
}

fn missing_note(label: &str, span: Span) -> Finding {
    let message = format!("There is no footnote '{label}' here.");
    Finding::new(Code::BrokenLink, span, message)
        .hint(format!("Write it in a paragraph of its own: [^{label}]: what it says."))
}

fn words_behind_note(span: Span) -> Finding {
    let message = "These words stand on one line with a note (<!-- -->), so they would not be shown.";
    Finding::new(Code::RawHtml, span, message).hint("Put the note on lines of its own, with an empty line after it.")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::markdown::plain_blocks;

    fn read(text: &str) -> (Body, Vec<Finding>) {
        parse(text, Span::new(0, text.len()))
    }

    /// The code and the marked words of each finding.
    fn marked(text: &str) -> Vec<(&'static str, &str)> {
        let place = |finding: Finding| (finding.code.name(), finding.span.unwrap_or_default().slice(text));
        read(text).1.into_iter().map(place).collect()
    }

    fn words(text: &str) -> String {
        plain_blocks(&read(text).0.blocks)
    }

    #[test]
    fn html_is_told_once_a_piece_and_notes_are_dropped() {
        assert_eq!(marked("a <b>c</b> d"), [("raw-html", "<b>")]);
        assert_eq!(marked("<div>\nx\n</div>\n\nafter"), [("raw-html", "<div>")]);
        assert_eq!(marked("a <!-- note --> b\n\n<!-- more\n\nof it -->\n\nc"), []);
        assert_eq!(marked("<!-- note --> lost words"), [("raw-html", "lost words")]);
        assert_eq!(marked("<!-- open\n\nlost"), [("raw-html", "<!-- open")]);
        assert_eq!(marked("2 < 3 and <3"), []);
    }

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
