//! Word: the parts of a .docx -> a document, its numbers as Word shows them.
//!
//! A number in Word is not text. It is worked out from a paragraph's style, the styles under it, the list that they
//! name, and all lines of that list before it: `styles` and `numbering` do that. `body` walks the text, `paragraph` its
//! runs; `around` reads what stands outside the text: notes, comments, headers. `source` goes through the same parts
//! blindly, so that what any of them passes over is found.

mod around;
mod body;
mod fields;
mod numbering;
mod paragraph;
mod relations;
mod source;
mod styles;
mod table;

use around::Notes;
use body::Body;
use fields::Fields;
use numbering::Numbering;
use relations::Relations;
use styles::Styles;

use super::looks::mark_headings;
use super::package::{self, Kind, Parts};
use super::remarks::Remarks;
use super::scan::Scan;
use super::xml::{Element, Space, Tree};
use crate::import::document::{Block, Document};
use crate::import::refused::Refused;

/// Reads a .docx.
///
/// # Errors
/// It is none, or damaged, or made to do harm.
pub fn read(bytes: &[u8]) -> Result<Document, Refused> {
    match package::kind(bytes)? {
        Kind::Word(parts) => read_parts(parts),
        Kind::OpenDocument(_) | Kind::Other => Err(Refused::Archive),
    }
}

pub(super) fn read_parts(mut parts: Parts<'_>) -> Result<Document, Refused> {
    let top = Relations::of("", &mut parts)?;
    let named = top.part("officeDocument").filter(|name| parts.has(name));
    let main = named.unwrap_or("word/document.xml").to_owned();
    let text = parts.needed(&main)?;
    let tree = Tree::read(&main, &text)?;
    let body = tree.root().child("body").filter(|body| body.space() == Space::Word);
    let Some(body) = body else {
        return Err(Refused::BadXml { part: main });
    };
    let relations = Relations::of(&main, &mut parts)?;
    let styles = match part(&relations, "styles", &mut parts)? {
        Some((name, text)) => Styles::read(Tree::read(&name, &text)?.root())?,
        None => Styles::default(),
    };
    let lists = part(&relations, "numbering", &mut parts)?;
    let lists = lists.as_ref().map(|(name, text)| Tree::read(name, text)).transpose()?;
    let numbering = || match &lists {
        Some(lists) => Numbering::read(lists.root(), &styles),
        None => Ok(Numbering::default()),
    };
    let comments = Notes::read("comments", &relations, &mut parts)?;
    let comments_tree = comments.as_ref().map(Notes::tree).transpose()?;
    let footnotes = Notes::read("footnotes", &relations, &mut parts)?;
    let footnotes_tree = footnotes.as_ref().map(Notes::tree).transpose()?;
    let endnotes = Notes::read("endnotes", &relations, &mut parts)?;
    let endnotes_tree = endnotes.as_ref().map(Notes::tree).transpose()?;

    let mut beside = Remarks::default();
    let remarked = comments_tree.as_ref().map(Tree::root);
    let remarked = remarked
        .map(|root| around::comments(root, &mut beside))
        .unwrap_or_default();
    let begin = || Ok(Body::new(&styles, numbering()?, &relations, remarked.clone()));
    let (mut read, mut blocks) = whole(body, begin)?;
    mark_headings(&mut blocks, &read.looks);
    let mut scan = Scan::default();
    around::headers(&relations, &mut parts, &mut read, &mut scan)?;
    around::diagrams(&relations, &mut parts, &mut read, &mut scan)?;
    let of = |tree, notes| Option::zip(Option::as_ref(tree), Option::as_ref(notes));
    let sources = [of(&footnotes_tree, &footnotes), of(&endnotes_tree, &endnotes)];
    let notes = around::notes(sources, &mut read)?;
    around::unmarked_comments(&mut read);

    let mut left_out = std::mem::take(&mut read.remarks.left_out);
    left_out.extend(beside.left_out);
    scan.part(&main, &text, &left_out, source::words_of)?;
    for part in [&footnotes, &endnotes, &comments].into_iter().flatten() {
        scan.part(&part.name, &part.text, &left_out, source::words_of)?;
    }
    Ok(Document {
        title: around::title(&top, &mut parts)?,
        blocks,
        notes,
        remarks: read.remarks(),
        source: Some(scan.finish()),
        ..Document::default()
    })
}

/// Reads the body, and again without its fields when one never ends: it would take all that follows with it.
fn whole<'d>(
    body: Element<'d>,
    begin: impl Fn() -> Result<Body<'d>, Refused>,
) -> Result<(Body<'d>, Vec<Block>), Refused> {
    let mut read = begin()?;
    let mut blocks = read.story(body)?;
    if read.fields.is_open() {
        read = begin()?;
        read.fields = Fields::ignored();
        blocks = read.story(body)?;
    }
    Ok((read, blocks))
}

/// Returns the part of this kind: its name and its text.
fn part(relations: &Relations, kind: &str, parts: &mut Parts<'_>) -> Result<Option<(String, String)>, Refused> {
    let Some(name) = relations.part(kind) else {
        return Ok(None);
    };
    Ok(parts.text(name)?.map(|text| (name.to_owned(), text)))
}
