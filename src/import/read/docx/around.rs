//! What stands outside the text: notes, comments, headers and footers, the title among the properties.

use std::collections::BTreeMap;

use super::body::Body;
use super::fields::Fields;
use super::relations::Relations;
use super::source::words_of;
use crate::import::document::{Block, Place, RemarkKind};
use crate::import::read::line::trim_start;
use crate::import::read::package::Parts;
use crate::import::read::remarks::{Remarks, short};
use crate::import::read::scan::Scan;
use crate::import::read::xml::{Element, Space, Tree};
use crate::import::refused::Refused;
use crate::import::source::LeftOut;

/// How many headers and footers are looked into: a document has up to three of each for every section.
const HEADERS: usize = 60;

/// How many diagrams are looked into.
const DIAGRAMS: usize = 60;

/// What somebody remarked beside the text.
#[derive(Clone)]
pub struct Comment<'d> {
    /// Who, and what.
    pub says: String,
    element: Element<'d>,
}

/// Returns what was remarked beside the text, by the name that the text calls it.
pub fn comments<'d>(root: Element<'d>, remarks: &mut Remarks) -> BTreeMap<String, Comment<'d>> {
    let mut comments = BTreeMap::new();
    for element in root.children().filter(|element| element.is(Space::Word, "comment")) {
        let words = words(element, remarks);
        let says = match element.attribute("author").as_deref().map(str::trim) {
            Some(author) if !author.is_empty() => format!("{author}: {words}"),
            _ => words,
        };
        let name = element.attribute("id").unwrap_or_default().into_owned();
        comments.insert(name, Comment { says, element });
    }
    comments
}

/// Names the remarks that the text does not mark.
pub fn unmarked_comments(body: &mut Body<'_>) {
    for comment in std::mem::take(&mut body.comments).into_values() {
        let says = format!(
            "A remark was left out, for nothing in the text marks it: “{}”.",
            short(&comment.says)
        );
        body.remarks.add(RemarkKind::LeftOut, says, Place::Unknown);
        body.remarks.leave_out(comment.element, LeftOut::Remark);
    }
}

/// The words in an element, its paragraphs apart by a space.
fn words(element: Element<'_>, remarks: &mut Remarks) -> String {
    let mut words = String::new();
    let mut open = vec![element];
    while let Some(element) = open.pop() {
        match (element.space(), element.name()) {
            (_, "t") => words.push_str(&element.words()),
            (_, "p") | (Space::Word, "tab" | "br") => words.push(' '),
            (Space::Word, "del" | "moveFrom") => {
                remarks.leave_out(element, LeftOut::Deleted);
                continue;
            }
            _ => {}
        }
        let inner: Vec<_> = element.children().collect();
        open.extend(inner.into_iter().rev());
    }
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Notes what the headers and footers say, which is left out.
///
/// # Errors
/// A part cannot be read.
pub fn headers(
    relations: &Relations,
    parts: &mut Parts<'_>,
    body: &mut Body<'_>,
    scan: &mut Scan,
) -> Result<(), Refused> {
    for (kind, called) in [("header", "A header"), ("footer", "A footer")] {
        for name in relations.parts(kind).take(HEADERS) {
            if let Some(text) = parts.text(name)? {
                let tree = Tree::read(name, &text)?;
                let mut out = Remarks::default();
                out.leave_out(tree.root(), LeftOut::Edges);
                scan.part(name, &text, &out.left_out, words_of)?;
                body.remarks.header(called, words(tree.root(), &mut out));
            }
        }
    }
    Ok(())
}

/// Notes what diagrams and charts say, which lie in parts of their own and are left out.
///
/// # Errors
/// A part cannot be read.
pub fn diagrams(
    relations: &Relations,
    parts: &mut Parts<'_>,
    body: &mut Body<'_>,
    scan: &mut Scan,
) -> Result<(), Refused> {
    let kinds = ["diagramData", "chart"];
    for name in kinds.iter().flat_map(|kind| relations.parts(kind)).take(DIAGRAMS) {
        let Some(text) = parts.text(name)? else { continue };
        let tree = Tree::read(name, &text)?;
        let mut out = Remarks::default();
        out.leave_out(tree.root(), LeftOut::Picture);
        scan.part(name, &text, &out.left_out, words_of)?;
        let words = words(tree.root(), &mut out);
        if !words.is_empty() {
            let says = format!(
                "The words of a diagram were left out: “{}”. Type them into the policy.",
                short(&words)
            );
            body.remarks.add(RemarkKind::Unsure, says, Place::Unknown);
        }
    }
    Ok(())
}

/// The part that holds one kind of note, or the remarks, and what it points at.
pub struct Notes {
    /// The part's name.
    pub name: String,
    /// The part.
    pub text: String,
    relations: Relations,
}

impl Notes {
    /// Reads the part of this kind.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn read(kind: &str, relations: &Relations, parts: &mut Parts<'_>) -> Result<Option<Self>, Refused> {
        let Some((name, text)) = super::part(relations, kind, parts)? else {
            return Ok(None);
        };
        let relations = Relations::of(&name, parts)?;
        Ok(Some(Self { name, text, relations }))
    }

    /// Returns the part as a tree.
    ///
    /// # Errors
    /// It is not XML.
    pub fn tree(&self) -> Result<Tree<'_>, Refused> {
        Tree::read(&self.name, &self.text)
    }
}

/// Reads the notes that the text marks, in the order of their marks. `sources` are the footnotes, then the endnotes.
///
/// # Errors
/// A limit is reached.
pub fn notes<'d>(
    sources: [Option<(&'d Tree<'d>, &'d Notes)>; 2],
    body: &mut Body<'d>,
) -> Result<Vec<Vec<Block>>, Refused> {
    let [mut footnotes, mut endnotes] =
        sources.map(|source| source.map(|(tree, notes)| (by_id(tree.root()), &notes.relations)));
    let mut read = Vec::new();
    body.in_note = true;
    for (at_end, id) in std::mem::take(&mut body.notes) {
        let source = if at_end { &mut endnotes } else { &mut footnotes };
        let note = source
            .as_mut()
            .and_then(|(notes, relations)| Some((notes.remove(&id)?, *relations)));
        let Some((note, relations)) = note else {
            read.push(Vec::new());
            continue;
        };
        body.relations = relations;
        body.fields = Fields::default();
        let named = body.remarks.left_out.len();
        let mut blocks = body.story(note)?;
        if body.fields.is_open() {
            body.fields = Fields::ignored();
            body.remarks.left_out.truncate(named);
            blocks = body.story(note)?;
        }
        trim_start(&mut blocks);
        read.push(blocks);
    }
    let unmarked = [footnotes, endnotes].into_iter().flatten();
    unmarked.for_each(|(notes, _)| notes.into_values().for_each(|note| unmarked_note(note, body)));
    Ok(read)
}

/// Names a note that the text does not mark. Those that draw the line above notes have no words.
fn unmarked_note(note: Element<'_>, body: &mut Body<'_>) {
    let says = words(note, &mut Remarks::default());
    if says.contains(char::is_alphanumeric) {
        let says = format!(
            "A note was left out, for nothing in the text marks it: “{}”.",
            short(&says)
        );
        body.remarks.add(RemarkKind::LeftOut, says, Place::Unknown);
        body.remarks.leave_out(note, LeftOut::Note);
    }
}

fn by_id(root: Element<'_>) -> BTreeMap<String, Element<'_>> {
    let notes = root
        .children()
        .filter(|element| matches!(element.name(), "footnote" | "endnote"));
    notes
        .filter_map(|note| Some((note.attribute("id")?.into_owned(), note)))
        .collect()
}

/// Returns the title among the properties.
///
/// # Errors
/// The part cannot be read.
pub fn title(top: &Relations, parts: &mut Parts<'_>) -> Result<Option<String>, Refused> {
    let Some((name, text)) = super::part(top, "core-properties", parts)? else {
        return Ok(None);
    };
    let tree = Tree::read(&name, &text)?;
    let title = tree
        .root()
        .children()
        .find(|element| element.is(Space::DublinCore, "title"));
    let title = title.map(|title| title.words().trim().to_owned());
    Ok(title.filter(|title| !title.is_empty()))
}
