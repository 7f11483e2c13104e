//! The one door to the YAML library: text -> a tree of our own, in which every value is the words that were typed
//! and knows its place.
//!
//! Nothing is taken for a number, a date or a yes: what a value means is for its reader to say (see
//! [`fields`](super::fields)). What YAML allows and an author never meant (anchors, aliases, tags, second documents,
//! words lost behind a `#`) is a finding here, and so is a key written twice.

mod brackets;
mod fault;
mod pasted;

use std::collections::BTreeMap;

use serde_saphyr::granit_parser::{self as library, Event, Parser, ScalarStyle, StructureStyle};

use crate::diagnostic::{Code, Finding};
use crate::source::{Span, Spanned};

/// The largest text that is read. A decision of a thousand questions has a twentieth of it.
const LARGEST: usize = 10_000_000;

/// How deep lists and names may stand in each other. A decision needs six.
const DEEPEST: usize = 64;

/// A value, and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// What was written.
    pub kind: NodeKind,
    /// Where: for words exactly those, without quotes.
    pub span: Span,
}

/// What was written.
#[derive(Clone, Debug, PartialEq)]
pub enum NodeKind {
    /// Words. Empty where nothing stands behind a colon or a dash.
    Scalar {
        /// The words as typed, without space around them.
        text: String,
        /// Whether they stood in quotes.
        quoted: bool,
    },
    /// A list.
    Sequence(Vec<Node>),
    /// Names, each with its value, in the author's order.
    Mapping(Vec<Entry>),
}

/// A name and its value.
pub type Entry = (Spanned<String>, Node);

impl Node {
    /// Returns the words, or nothing for a list or names.
    pub fn text(&self) -> Option<&str> {
        match &self.kind {
            NodeKind::Scalar { text, .. } => Some(text),
            _ => None,
        }
    }

    /// Returns whether nothing was written.
    pub fn is_empty(&self) -> bool {
        matches!(&self.kind, NodeKind::Scalar { text, quoted: false } if text.is_empty())
    }

    /// Returns whether nothing was written that can be seen, with quotes around it or without.
    pub fn is_blank(&self) -> bool {
        let unseen =
            |c: char| c.is_whitespace() || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}');
        matches!(&self.kind, NodeKind::Scalar { text, .. } if text.chars().all(unseen))
    }

    /// Returns whether this is a list without items.
    pub fn holds_nothing(&self) -> bool {
        matches!(&self.kind, NodeKind::Sequence(items) if items.is_empty())
    }
}

/// Reads the `part` of `text` that is YAML.
///
/// Returns the outermost value, with places counted in the whole text, and what is wrong. There is no value where
/// nothing is written, and none where the text cannot be read; then there is a finding as well.
pub fn parse(text: &str, part: Span) -> (Option<Node>, Vec<Finding>) {
    let yaml = part.slice(text);
    if yaml.len() > LARGEST {
        return (None, vec![too_large()]);
    }
    let mut builder = Builder::new(text, part.start);
    for next in Parser::new_from_str_with_options(yaml, options()) {
        let step = match next {
            Ok((event, span)) => builder.take(event, span),
            Err(error) => Err(fault::explain(&error, &builder, part)),
        };
        if let Err(fatal) = step {
            builder.findings.extend(fatal);
            return (None, builder.findings);
        }
    }
    (builder.root, builder.findings)
}

fn too_large() -> Finding {
    let message = "This file is larger than 10 million letters, and that is more than I read.";
    Finding::of_file(Code::TooLarge, message).hint("Divide it into several files.")
}

/// Lets the library tell us of everything that we refuse, so that the words are ours.
fn options() -> library::Options {
    library::options! {
        disallow_directives: true,
        emit_unresolved_aliases: true,
        emit_anchor_events: true,
        flow_nesting_limit: 2 * DEEPEST,
        block_nesting_limit: 2 * DEEPEST,
    }
}

/// Where the lines of a text begin, so that the number of a line is found fast.
struct Lines(Vec<usize>);

impl Lines {
    fn of(text: &str) -> Self {
        let behind_breaks = text.match_indices('\n').map(|(at, _)| at + 1);
        Self(std::iter::once(0).chain(behind_breaks).collect())
    }

    /// Returns the number, from 1, of the line that holds byte `offset`.
    fn number(&self, offset: usize) -> usize {
        self.0.partition_point(|start| *start <= offset)
    }

    /// Returns the line of that number without its line end; empty where there is none.
    fn span(&self, number: usize, text: &str) -> Span {
        let start = |number: usize| self.0.get(number.wrapping_sub(1)).copied();
        let begin = start(number).unwrap_or(text.len());
        Span::new(begin, start(number + 1).map_or(text.len(), |next| next - 1))
    }
}

/// A list or names that are still being read.
struct Open {
    start: usize,
    flow: bool,
    inner: Inner,
}

enum Inner {
    Sequence(Vec<Node>),
    Mapping {
        entries: Vec<Entry>,
        /// Where each name was written first.
        first: BTreeMap<String, Span>,
        /// A name whose value is still to come.
        name: Option<Spanned<String>>,
    },
}

/// The tree as far as it has grown.
struct Builder<'a> {
    text: &'a str,
    offset: usize,
    lines: Lines,
    open: Vec<Open>,
    root: Option<Node>,
    documents: usize,
    /// Where the last event ended: the fault, if one follows, lies behind it.
    reached: usize,
    /// Where the last words began: they may have swallowed the line that a fault is seen in.
    last_words: usize,
    findings: Vec<Finding>,
}

/// What ends the reading.
type Fatal = Vec<Finding>;

impl<'a> Builder<'a> {
    fn new(text: &'a str, offset: usize) -> Self {
        Self {
            text,
            offset,
            lines: Lines::of(text),
            open: Vec::new(),
            root: None,
            documents: 0,
            reached: offset,
            last_words: offset,
            findings: Vec::new(),
        }
    }

    fn take(&mut self, event: Event<'_>, span: library::Span) -> Result<(), Fatal> {
        let place = self.place(&span);
        self.refuse_tag(&event, &span, place);
        self.reached = self.reached.max(place.end);
        match event {
            Event::DocumentStart(..) => self.start_document(place)?,
            Event::Scalar(words, style, ..) => self.words(&words, style, place),
            Event::SequenceStart(style, ..) => self.start(style, place, Inner::Sequence(Vec::new()))?,
            Event::MappingStart(style, ..) => self.start(style, place, Inner::names())?,
            Event::SequenceEnd | Event::MappingEnd => self.end(place),
            Event::Anchor(..) => self.refuse(place),
            Event::Alias(..) | Event::UnresolvedAlias(..) => {
                self.refuse(place);
                self.attach(scalar(place.slice(self.text), true, place));
            }
            _ => {}
        }
        Ok(())
    }

    fn place(&self, span: &library::Span) -> Span {
        let start = span.start.byte_offset().unwrap_or_default() + self.offset;
        let end = span.end.byte_offset().unwrap_or_default() + self.offset;
        Span::new(start.min(self.text.len()), end.min(self.text.len()))
    }

    fn refuse_tag(&mut self, event: &Event<'_>, span: &library::Span, place: Span) {
        let (Event::Scalar(.., tag) | Event::SequenceStart(.., tag) | Event::MappingStart(.., tag)) = event else {
            return;
        };
        if tag.is_some() {
            let place = span.tag_span().map_or(place, |tag| self.place(&tag));
            self.refuse(place);
        }
    }

    fn refuse(&mut self, place: Span) {
        self.findings.push(fault::shortcut(place));
    }

    fn start_document(&mut self, place: Span) -> Result<(), Fatal> {
        self.documents += 1;
        match self.documents {
            1 => Ok(()),
            _ => Err(vec![fault::second_document(place, self.lines.number(place.start))]),
        }
    }

    fn start(&mut self, style: StructureStyle, place: Span, inner: Inner) -> Result<(), Fatal> {
        if self.open.len() == DEEPEST {
            return Err(vec![fault::too_deep(place)]);
        }
        self.open.push(Open {
            start: place.start,
            flow: style == StructureStyle::Flow,
            inner,
        });
        Ok(())
    }

    fn end(&mut self, place: Span) {
        if let Some(open) = self.open.pop() {
            let node = open.close(place);
            self.attach(node);
        }
    }

    fn words(&mut self, words: &str, style: ScalarStyle, place: Span) {
        self.last_words = place.start;
        let mut node = match style {
            ScalarStyle::Plain => plain(self.text, words, place),
            ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => scalar(words, true, inside_quotes(place)),
            _ => scalar(words, true, without_space(self.text, place)),
        };
        self.look_for_control_characters(&node);
        if style == ScalarStyle::Plain {
            self.look_for_lost_words(place);
            self.look_for_pasted(&mut node, place);
        }
        self.attach(node);
    }

    fn look_for_control_characters(&mut self, node: &Node) {
        let unseen = |c: char| c.is_control() && c != '\n' && c != '\t';
        if node.text().is_some_and(|text| text.contains(unseen)) {
            self.findings.push(fault::unseen(node.span));
        }
    }

    /// ` #2` behind a value would be a note, and its words lost without a sound. A note that is meant has a space
    /// behind its `#`.
    fn look_for_lost_words(&mut self, place: Span) {
        let rest = self.text.get(place.end..).unwrap_or_default();
        let rest = rest.split('\n').next().unwrap_or_default();
        // Where nothing is written, the library's place lies in front of the colon.
        let behind = rest.strip_prefix(':').filter(|_| place.slice(self.text).is_empty());
        let behind = behind.unwrap_or(rest);
        let note = behind.trim_start_matches([' ', '\t']);
        let lost = note.strip_prefix('#').unwrap_or_default();
        if note.len() < behind.len() && lost.starts_with(|c: char| c.is_alphanumeric()) {
            let start = place.end + rest.len() - note.len();
            let finding = fault::lost_words(place.slice(self.text), note, start);
            self.findings.push(finding);
        }
    }

    fn look_for_pasted(&mut self, node: &mut Node, place: Span) {
        let line = self.lines.number(place.start);
        let open = self.open.last();
        let finding = match open.map(|open| &open.inner) {
            Some(Inner::Mapping { name: None, .. }) => pasted::look_at_name(node, place.slice(self.text), line),
            _ => pasted::look_at_value(node, line, open.is_some_and(|open| open.flow)),
        };
        self.findings.extend(finding);
    }

    /// Puts a finished value where it belongs: into the innermost list or names, or at the root.
    fn attach(&mut self, node: Node) {
        let Some(open) = self.open.last_mut() else {
            self.root = Some(node);
            return;
        };
        match &mut open.inner {
            Inner::Sequence(items) => items.push(node),
            Inner::Mapping { name: name @ None, .. } => {
                let (key, finding) = name_of(node, self.text);
                *name = Some(key);
                self.findings.extend(finding);
            }
            Inner::Mapping { .. } => self.attach_entry(node),
        }
    }

    fn attach_entry(&mut self, value: Node) {
        let torn = self
            .findings
            .last()
            .is_some_and(|finding| finding.code == Code::YamlPasted);
        let Some(Open {
            inner: Inner::Mapping { entries, first, name },
            ..
        }) = self.open.last_mut()
        else {
            return;
        };
        let Some(name) = name.take() else { return };
        match first.get(&name.value) {
            _ if name.value.is_empty() => {}
            Some(earlier) => {
                let finding = fault::duplicate(&name, *earlier, &self.lines);
                self.findings.push(finding);
            }
            None if torn && value.is_empty() && pasted::is_torn_end(&name.value) => {}
            None => {
                first.insert(name.value.clone(), name.span);
                entries.push((name, value));
            }
        }
    }
}

impl Inner {
    fn names() -> Self {
        Self::Mapping {
            entries: Vec::new(),
            first: BTreeMap::new(),
            name: None,
        }
    }
}

impl Open {
    /// Ends it. In brackets it reaches to the closing one, on lines of its own to the end of its last value.
    fn close(self, place: Span) -> Node {
        let (kind, last) = match self.inner {
            Inner::Sequence(items) => {
                let last = items.last().map(|node| node.span.end);
                (NodeKind::Sequence(items), last)
            }
            Inner::Mapping { entries, .. } => {
                let last = entries.last().map(|(name, value)| name.span.end.max(value.span.end));
                (NodeKind::Mapping(entries), last)
            }
        };
        let end = if self.flow {
            place.end
        } else {
            last.unwrap_or(place.end)
        };
        Node {
            kind,
            span: Span::new(self.start, end),
        }
    }
}

/// Makes a name of a node: its words. Anything else before a colon is reported, and has no name.
fn name_of(node: Node, text: &str) -> (Spanned<String>, Option<Finding>) {
    let Node { kind, span } = node;
    let refused = match kind {
        NodeKind::Scalar { text, .. } if text == "<<" => fault::shortcut(span),
        NodeKind::Scalar { text, .. } if text.is_empty() => fault::no_name(span),
        NodeKind::Scalar { text, .. } => return (Spanned::new(text, span), None),
        _ => fault::not_a_name(span.slice(text), span),
    };
    (Spanned::new(String::new(), span), Some(refused))
}

fn scalar(words: &str, quoted: bool, span: Span) -> Node {
    let text = words.trim().to_owned();
    Node {
        kind: NodeKind::Scalar { text, quoted },
        span,
    }
}

/// Makes a node of words without quotes. The library reports `~` where nothing is written.
fn plain(text: &str, words: &str, place: Span) -> Node {
    let typed = without_space(text, place);
    match typed.slice(text) {
        "" => scalar("", false, typed),
        _ => scalar(words, false, typed),
    }
}

/// Shrinks a place to the words in it; a non-breaking space at their edge is space too.
fn without_space(text: &str, place: Span) -> Span {
    let typed = place.slice(text);
    let words = typed.trim_start();
    let start = place.start + typed.len() - words.len();
    match words {
        "" => Span::new(place.start, place.start),
        _ => Span::new(start, start + words.trim_end().len()),
    }
}

fn inside_quotes(place: Span) -> Span {
    match place.end - place.start {
        0 | 1 => place,
        _ => Span::new(place.start + 1, place.end - 1),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn tree(text: &str) -> Node {
        let (root, findings) = parse(text, Span::new(0, text.len()));
        assert_eq!(findings, [], "{text:?}");
        root.expect("something is written")
    }

    /// Returns every name and value, and the words that stand at its place.
    fn typed<'a>(node: &Node, text: &'a str) -> Vec<(String, &'a str)> {
        match &node.kind {
            NodeKind::Scalar { text: words, .. } => vec![(words.clone(), node.span.slice(text))],
            NodeKind::Sequence(items) => items.iter().flat_map(|item| typed(item, text)).collect(),
            NodeKind::Mapping(entries) => entries
                .iter()
                .flat_map(|(name, value)| {
                    let name = (name.value.clone(), name.span.slice(text));
                    std::iter::once(name).chain(typed(value, text))
                })
                .collect(),
        }
    }

    #[test]
    fn every_value_is_the_words_that_were_typed_and_stands_at_them() {
        let text = "a: Yes\nb: [1.10, no, ~]\nc: {d: \"1: é\", e: 'f'}\ng: 2026-09-01   # note\n";
        for (words, place) in typed(&tree(text), text) {
            assert_eq!(words, place);
        }
    }

    #[test]
    fn nothing_behind_a_colon_is_empty_and_quotes_around_nothing_are_words() {
        let text = "a:\nb: \"\"\n";
        let root = tree(text);
        let NodeKind::Mapping(entries) = root.kind else {
            panic!("names")
        };
        assert_eq!(
            entries.iter().map(|(_, value)| value.is_empty()).collect::<Vec<_>>(),
            [true, false]
        );
    }

    #[test]
    fn a_list_reaches_to_the_end_of_its_last_value() {
        let text = "a:\n  - b\n  - c\n\n# note\nd: [e, f]\n";
        let root = tree(text);
        let NodeKind::Mapping(entries) = &root.kind else {
            panic!("names")
        };
        let places: Vec<_> = entries.iter().map(|(_, value)| value.span.slice(text)).collect();
        assert_eq!(places, ["- b\n  - c", "[e, f]"]);
    }

    #[test]
    fn a_part_of_a_text_is_read_with_places_in_the_whole() {
        let text = "é---\na: b\n---\n";
        let (root, _) = parse(text, Span::new(6, 11));
        assert_eq!(
            typed(&root.expect("names"), text),
            [("a".to_owned(), "a"), ("b".to_owned(), "b")]
        );
    }

    fn places(node: &Node) -> Vec<Span> {
        let mut all = vec![node.span];
        match &node.kind {
            NodeKind::Scalar { .. } => {}
            NodeKind::Sequence(items) => all.extend(items.iter().flat_map(places)),
            NodeKind::Mapping(entries) => {
                all.extend(
                    entries
                        .iter()
                        .flat_map(|(name, value)| std::iter::once(name.span).chain(places(value))),
                );
            }
        }
        all
    }

    proptest! {
        #[test]
        fn every_place_lies_in_the_text(text in crate::parse::tests::scribble(), before in "[é-]{0,3}") {
            let whole = format!("{before}{text}");
            let (root, findings) = parse(&whole, Span::new(before.len(), whole.len()));
            let told = findings.iter().flat_map(|finding| finding.span.into_iter().chain(finding.also.iter().map(|label| label.span)));
            for span in root.iter().flat_map(places).chain(told) {
                prop_assert!(whole.get(span.start..span.end).is_some(), "{span:?} in {whole:?}");
                prop_assert!(span.start >= before.len(), "{span:?} in {whole:?}");
            }
        }
    }
}
