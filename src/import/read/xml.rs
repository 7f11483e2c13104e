//! XML -> a tree that borrows from its text. Namespaces are told by their addresses, never by the letters before a
//! colon, which every program chooses for itself.
//!
//! Depth, elements and declarations are limited, so that no text of a given length can take more memory or time than
//! is fit; a document type is refused, and with it every entity but XML's own five.

use std::borrow::Cow;
use std::ops::Range;
use std::rc::Rc;

use quick_xml::Reader;
use quick_xml::escape::{resolve_xml_entity, unescape};
use quick_xml::events::attributes::{Attribute, Attributes};
use quick_xml::events::{BytesDecl, Event};

use crate::import::refused::Refused;

/// How deep elements may lie in each other. Eight tables in each other in a text box lie about 60 deep.
const DEPTH: usize = 256;
/// How many elements and texts a part may have: a million paragraphs, and something in each.
const NODES: usize = 4_000_000;
/// How many prefixes may be declared at one place. LibreOffice declares 40.
pub const PREFIXES: usize = 256;

/// Whose name an element has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Space {
    /// Word's own text.
    Word,
    /// Two ways to say one thing, of which a program takes the first that it knows.
    Compatibility,
    /// Pictures, text boxes, shapes: `wp`, `a`, `wps`, `pic` and `v` all lie around words in the same way.
    Drawing,
    /// Formulas.
    Math,
    /// OpenDocument: paragraphs and lists.
    Text,
    /// OpenDocument: tables.
    Table,
    /// OpenDocument: styles.
    Style,
    /// OpenDocument: what holds the rest.
    Office,
    /// OpenDocument: frames and shapes.
    Draw,
    /// Title and creator.
    DublinCore,
    /// None of them.
    Other,
}

impl Space {
    /// Returns whose names stand under this address.
    pub fn of(address: &str) -> Self {
        match address {
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
            | "http://purl.oclc.org/ooxml/wordprocessingml/main" => Self::Word,
            "http://schemas.openxmlformats.org/markup-compatibility/2006" => Self::Compatibility,
            "http://schemas.openxmlformats.org/officeDocument/2006/math"
            | "http://purl.oclc.org/ooxml/officeDocument/math" => Self::Math,
            "http://purl.org/dc/elements/1.1/" => Self::DublinCore,
            "urn:schemas-microsoft-com:vml" => Self::Drawing,
            _ => match address.strip_prefix("urn:oasis:names:tc:opendocument:xmlns:") {
                Some("text:1.0") => Self::Text,
                Some("table:1.0") => Self::Table,
                Some("style:1.0") => Self::Style,
                Some("office:1.0") => Self::Office,
                Some("drawing:1.0") => Self::Draw,
                _ if is_drawing(address) => Self::Drawing,
                _ => Self::Other,
            },
        }
    }
}

fn is_drawing(address: &str) -> bool {
    let office = [
        "http://schemas.openxmlformats.org/drawingml/",
        "http://purl.oclc.org/ooxml/drawingml/",
        "http://schemas.microsoft.com/office/word/2010/wordprocessing",
    ];
    office.iter().any(|beginning| address.starts_with(beginning))
}

/// A part of a document as a tree.
pub struct Tree<'a> {
    /// Its name in the archive.
    part: Rc<str>,
    nodes: Vec<Node<'a>>,
}

struct Node<'a> {
    kind: Kind<'a>,
    /// Where it begins in its part.
    start: u32,
    /// The next one beside it; 0 is none.
    next: u32,
    /// The first one in it; 0 is none.
    first: u32,
}

enum Kind<'a> {
    Element {
        space: Space,
        /// How long the name is, with its prefix.
        name: u32,
        /// Where it ends in its part.
        end: u32,
        /// The tag as it stands, without its brackets.
        tag: &'a str,
    },
    Text(&'a str),
    Char(char),
}

impl<'a> Tree<'a> {
    /// Reads a part; `name` is for the fault.
    ///
    /// # Errors
    /// It is not XML, declares a document type or another encoding, or is beyond a limit.
    pub fn read(name: &str, text: &'a str) -> Result<Self, Refused> {
        let mut grown = Grown {
            part: name,
            text,
            nodes: Vec::new(),
            open: Vec::new(),
            prefixes: vec![("xml", Space::Other, 0)],
        };
        let mut reader = Reader::from_str(text);
        loop {
            let start = reader.buffer_position() as usize;
            let event = reader.read_event().map_err(|_| grown.bad())?;
            if event == Event::Eof {
                return grown.finished();
            }
            grown.take(event, start..reader.buffer_position() as usize)?;
        }
    }

    /// Returns the outermost element.
    pub fn root(&self) -> Element<'_> {
        Element { tree: self, index: 0 }
    }
}

fn says_utf8(part: &str, declaration: &BytesDecl<'_>) -> Result<(), Refused> {
    let Some(Ok(encoding)) = declaration.encoding() else {
        return Ok(());
    };
    let known = ["utf-8", "utf8", "us-ascii", "ascii"];
    if known.iter().any(|name| encoding.eq_ignore_ascii_case(name)) {
        Ok(())
    } else {
        Err(Refused::NotUtf8 { part: part.to_owned() })
    }
}

/// A tree as it grows.
struct Grown<'p, 'a> {
    part: &'p str,
    text: &'a str,
    nodes: Vec<Node<'a>>,
    /// The elements that are open, each with the last one found in it.
    open: Vec<(u32, u32)>,
    /// Prefixes as declared, each with the depth at which it was.
    prefixes: Vec<(&'a str, Space, usize)>,
}

impl<'a> Grown<'_, 'a> {
    fn bad(&self) -> Refused {
        Refused::BadXml {
            part: self.part.to_owned(),
        }
    }

    /// Takes the next event, which stands at `place`.
    fn take(&mut self, event: Event<'_>, place: Range<usize>) -> Result<(), Refused> {
        match event {
            Event::Start(tag) => self.open(place.start, tag.len(), tag.name().into_inner().len()),
            Event::Empty(tag) => {
                self.open(place.start, tag.len(), tag.name().into_inner().len())?;
                self.close(place.end);
                Ok(())
            }
            Event::End(_) => {
                self.close(place.end);
                Ok(())
            }
            Event::Text(_) => self.words(self.text.get(place.clone()).unwrap_or_default(), place.start),
            Event::CData(words) => {
                let start = place.start + "<![CDATA[".len();
                let words = self.text.get(start..start + words.len()).unwrap_or_default();
                self.words(words, place.start)
            }
            Event::GeneralRef(reference) => {
                let character = reference.resolve_char_ref().map_err(|_| self.bad())?;
                let named = || resolve_xml_entity(&reference).and_then(|text| text.chars().next());
                let character = character.or_else(named).ok_or_else(|| self.bad())?;
                self.add(Kind::Char(character), place.start).map(drop)
            }
            Event::DocType(_) => Err(Refused::Doctype {
                part: self.part.to_owned(),
            }),
            Event::Decl(declaration) => says_utf8(self.part, &declaration),
            Event::Comment(_) | Event::PI(_) | Event::Eof => Ok(()),
        }
    }

    fn open(&mut self, bracket: usize, length: usize, name: usize) -> Result<(), Refused> {
        if self.open.len() >= DEPTH {
            return Err(Refused::TooMuch {
                what: "things inside each other",
                limit: "256",
            });
        }
        let tag = self
            .text
            .get(bracket + 1..bracket + 1 + length)
            .ok_or_else(|| self.bad())?;
        self.declare(tag, name)?;
        let full = tag.get(..name).unwrap_or_default();
        let prefix = full.split_once(':').map_or("", |(prefix, _)| prefix);
        let known = self.prefixes.iter().rev().find(|(declared, ..)| *declared == prefix);
        let space = known.map_or(Space::Other, |(_, space, _)| *space);
        let kind = Kind::Element {
            space,
            name: name as u32,
            end: 0,
            tag,
        };
        if self.nodes.is_empty() || !self.open.is_empty() {
            let index = self.add(kind, bracket)?;
            self.open.push((index, 0));
            Ok(())
        } else {
            Err(self.bad())
        }
    }

    fn declare(&mut self, tag: &'a str, name: usize) -> Result<(), Refused> {
        if !tag.contains("xmlns") {
            return Ok(());
        }
        for attribute in attributes(tag, name) {
            let prefix = match attribute.key.into_inner().strip_prefix("xmlns") {
                Some(rest) => rest.strip_prefix(':').unwrap_or(rest),
                None => continue,
            };
            let space = Space::of(&unescaped(attribute.value));
            self.prefixes.push((prefix, space, self.open.len() + 1));
        }
        if self.prefixes.len() > PREFIXES {
            Err(self.bad())
        } else {
            Ok(())
        }
    }

    fn close(&mut self, place: usize) {
        let depth = self.open.len();
        while self.prefixes.last().is_some_and(|(.., declared)| *declared >= depth) {
            self.prefixes.pop();
        }
        let closed = self
            .open
            .pop()
            .and_then(|(index, _)| self.nodes.get_mut(index as usize));
        if let Some(Node {
            kind: Kind::Element { end, .. },
            ..
        }) = closed
        {
            *end = place as u32;
        }
    }

    fn words(&mut self, words: &'a str, place: usize) -> Result<(), Refused> {
        if !self.open.is_empty() && !words.is_empty() {
            self.add(Kind::Text(words), place)?;
        }
        Ok(())
    }

    fn add(&mut self, kind: Kind<'a>, place: usize) -> Result<u32, Refused> {
        if self.nodes.len() >= NODES {
            return Err(Refused::TooMuch {
                what: "elements",
                limit: "four million",
            });
        }
        let index = self.nodes.len() as u32;
        self.nodes.push(Node {
            kind,
            start: place as u32,
            next: 0,
            first: 0,
        });
        if let Some((parent, last)) = self.open.last_mut() {
            let (node, is_first) = if *last == 0 { (*parent, true) } else { (*last, false) };
            if let Some(node) = self.nodes.get_mut(node as usize) {
                *(if is_first { &mut node.first } else { &mut node.next }) = index;
            }
            *last = index;
        }
        Ok(index)
    }

    fn finished(self) -> Result<Tree<'a>, Refused> {
        let whole =
            self.open.is_empty() && matches!(self.nodes.first().map(|node| &node.kind), Some(Kind::Element { .. }));
        if whole {
            Ok(Tree {
                part: self.part.into(),
                nodes: self.nodes,
            })
        } else {
            Err(self.bad())
        }
    }
}

/// The attributes of a tag. What is malformed ends them.
fn attributes(tag: &str, name: usize) -> impl Iterator<Item = Attribute<'_>> {
    let mut attributes = Attributes::new(tag, name);
    attributes.with_checks(false);
    attributes.map_while(Result::ok)
}

/// A value without its escapes; one with an entity that XML does not have, as it stands.
pub fn unescaped(value: Cow<'_, str>) -> Cow<'_, str> {
    match unescape(&value) {
        Ok(Cow::Owned(plain)) => Cow::Owned(plain),
        _ => value,
    }
}

/// What stands in an element.
pub enum Content<'t> {
    /// An element.
    Element(Element<'t>),
    /// Words as they stand, and where.
    Words(&'t str, usize),
    /// A letter that was written as a reference, and where.
    Char(char, usize),
}

/// An element of a tree.
#[derive(Clone, Copy)]
pub struct Element<'t> {
    tree: &'t Tree<'t>,
    index: u32,
}

impl PartialEq for Element<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.index == other.index && std::ptr::eq(self.tree, other.tree)
    }
}

impl<'t> Element<'t> {
    fn node(self) -> Option<&'t Node<'t>> {
        self.tree.nodes.get(self.index as usize)
    }

    fn tag(self) -> (Space, usize, &'t str) {
        match self.node().map(|node| &node.kind) {
            Some(Kind::Element { space, name, tag, .. }) => (*space, *name as usize, tag),
            _ => (Space::Other, 0, ""),
        }
    }

    /// Whose name it has.
    pub fn space(self) -> Space {
        self.tag().0
    }

    /// Its name without the prefix.
    pub fn name(self) -> &'t str {
        let (_, length, tag) = self.tag();
        let full = tag.get(..length).unwrap_or_default();
        full.split_once(':').map_or(full, |(_, name)| name)
    }

    /// Returns whether it is this one.
    pub fn is(self, space: Space, name: &str) -> bool {
        self.space() == space && self.name() == name
    }

    /// Returns where it stands: the name of its part, and from its first sign to its last.
    pub fn stretch(self) -> (Rc<str>, Range<usize>) {
        let range = match self.node() {
            Some(Node {
                kind: Kind::Element { end, .. },
                start,
                ..
            }) => *start as usize..*end as usize,
            _ => 0..0,
        };
        (Rc::clone(&self.tree.part), range)
    }

    fn prefix(self) -> &'t str {
        let (_, length, tag) = self.tag();
        tag.get(..length)
            .and_then(|full| full.split_once(':'))
            .map_or("", |(prefix, _)| prefix)
    }

    /// Returns an attribute of the element's own vocabulary: `w:val` of `w:ilvl`, `text:style-name` of `text:p`.
    pub fn attribute(self, name: &str) -> Option<Cow<'t, str>> {
        let own = self.prefix();
        self.find(name, |prefix| prefix.is_empty() || prefix == own)
    }

    /// Returns an attribute of another vocabulary: `r:id` of `w:hyperlink`, `xlink:href` of `text:a`.
    pub fn foreign(self, name: &str) -> Option<Cow<'t, str>> {
        let own = self.prefix();
        self.find(name, |prefix| !prefix.is_empty() && prefix != own)
    }

    fn find(self, name: &str, fits: impl Fn(&str) -> bool) -> Option<Cow<'t, str>> {
        let (_, length, tag) = self.tag();
        let mut attributes = attributes(tag, length);
        let found = attributes.find(|attribute| {
            let key = attribute.key.into_inner();
            let (prefix, key) = key.split_once(':').unwrap_or(("", key));
            key == name && fits(prefix)
        });
        found.map(|attribute| unescaped(attribute.value))
    }

    /// Everything in it, in order.
    pub fn content(self) -> impl Iterator<Item = Content<'t>> + use<'t> {
        let tree = self.tree;
        let mut next = self.node().map_or(0, |node| node.first);
        std::iter::from_fn(move || {
            let index = next;
            let node = tree.nodes.get(index as usize).filter(|_| index != 0)?;
            next = node.next;
            Some(match node.kind {
                Kind::Element { .. } => Content::Element(Element { tree, index }),
                Kind::Text(words) => Content::Words(words, node.start as usize),
                Kind::Char(character) => Content::Char(character, node.start as usize),
            })
        })
    }

    /// The elements in it, in order.
    pub fn children(self) -> impl Iterator<Item = Element<'t>> + use<'t> {
        self.content().filter_map(|content| match content {
            Content::Element(element) => Some(element),
            Content::Words(..) | Content::Char(..) => None,
        })
    }

    /// The first element of this name in it, of the same vocabulary.
    pub fn child(self, name: &str) -> Option<Element<'t>> {
        let space = self.space();
        self.children().find(|child| child.is(space, name))
    }

    /// The words that stand directly in it.
    pub fn words(self) -> String {
        let mut words = String::new();
        for content in self.content() {
            match content {
                Content::Words(text, _) => words.push_str(text),
                Content::Char(character, _) => words.push(character),
                Content::Element(_) => {}
            }
        }
        words
    }
}
