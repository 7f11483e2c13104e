//! What stands outside the text: notes, comments, headers and footers, the title among the properties.

use std::collections::BTreeMap;

use super::body::Body;
use super::fields::Fields;
use super::relations::Relations;
use crate::import::document::Block;
use crate::import::line::trim_start;
use crate::import::package::Parts;
use crate::import::refused::Refused;
use crate::import::xml::{Element, Space, Tree};

/// How many headers and footers are looked into: a document has up to three of each for every section.
const HEADERS: usize = 60;

/// Returns what was remarked beside the text, by the name that the text calls it: who, and what.
///
/// # Errors
/// The part cannot be read.
pub fn comments(relations: &Relations, parts: &mut Parts<'_>) -> Result<BTreeMap<String, String>, Refused> {
    let Some((name, text)) = super::part(relations, "comments", parts)? else {
        return Ok(BTreeMap::new());
    };
    let tree = Tree::read(&name, &text)?;
    let comment = |element: Element<'_>| {
        let words = words(element);
        let says = match element.attribute("author").as_deref().map(str::trim) {
            Some(author) if !author.is_empty() => format!("{author}: {words}"),
            _ => words,
        };
        Some((element.attribute("id")?.into_owned(), says))
    };
    let found = tree
        .root()
        .children()
        .filter(|element| element.is(Space::Word, "comment"));
    Ok(found.filter_map(comment).collect())
}

/// The words in an element, its paragraphs apart by a space.
fn words(element: Element<'_>) -> String {
    let mut words = String::new();
    let mut open = vec![element];
    while let Some(element) = open.pop() {
        match (element.space(), element.name()) {
            (Space::Word, "t") => words.push_str(&element.words()),
            (Space::Word, "p" | "tab" | "br") => words.push(' '),
            (Space::Word, "del" | "moveFrom") => continue,
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
pub fn headers(relations: &Relations, parts: &mut Parts<'_>, body: &mut Body<'_>) -> Result<(), Refused> {
    for (kind, called) in [("header", "A header"), ("footer", "A footer")] {
        for name in relations.parts(kind).take(HEADERS) {
            if let Some(text) = parts.text(name)? {
                body.remarks.header(called, words(Tree::read(name, &text)?.root()));
            }
        }
    }
    Ok(())
}

/// The part that holds one kind of note, and what it points at.
pub struct Notes {
    name: String,
    text: String,
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
    let [footnotes, endnotes] =
        sources.map(|source| source.map(|(tree, notes)| (by_id(tree.root()), &notes.relations)));
    let mut read = Vec::new();
    body.in_note = true;
    for (at_end, id) in std::mem::take(&mut body.notes) {
        let source = if at_end { &endnotes } else { &footnotes };
        let note = source
            .as_ref()
            .and_then(|(notes, relations)| Some((*notes.get(&id)?, *relations)));
        let Some((note, relations)) = note else {
            read.push(Vec::new());
            continue;
        };
        body.relations = relations;
        body.fields = Fields::default();
        let mut blocks = body.story(note)?;
        if body.fields.is_open() {
            body.fields = Fields::ignored();
            blocks = body.story(note)?;
        }
        trim_start(&mut blocks);
        read.push(blocks);
    }
    Ok(read)
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
