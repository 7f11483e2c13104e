//! OpenDocument: the parts of an .odt -> a document, its numbers as LibreOffice shows them.
//!
//! Lists lie in each other as elements here, so a paragraph's depth is where it stands; what is left to work out is
//! which lists count on from which. `styles` knows what styles say, `lists` counts, `body` walks, and `source`
//! goes through the same parts blindly, so that what `body` passes over is found.

mod body;
mod lists;
mod paragraph;
mod source;
mod styles;
mod table;

use body::Body;
use lists::Lists;
use styles::Styles;

use super::looks::mark_headings;
use super::package::{self, Kind, Parts};
use super::scan::Scan;
use super::xml::{Element, Space, Tree};
use crate::import::document::Document;
use crate::import::refused::Refused;

/// Reads an .odt.
///
/// # Errors
/// It is none, or damaged, or made to do harm.
pub fn read(bytes: &[u8]) -> Result<Document, Refused> {
    match package::kind(bytes)? {
        Kind::OpenDocument(parts) => read_parts(parts),
        Kind::Word(_) | Kind::Other => Err(Refused::Archive),
    }
}

pub(super) fn read_parts(mut parts: Parts<'_>) -> Result<Document, Refused> {
    refuse_encrypted(&mut parts)?;
    let content_text = parts.needed("content.xml")?;
    let content = Tree::read("content.xml", &content_text)?;
    let body = content.root().child("body").and_then(|body| body.child("text"));
    let Some(body) = body.filter(|body| body.space() == Space::Office) else {
        return Err(Refused::BadXml {
            part: "content.xml".to_owned(),
        });
    };
    let common_text = parts.text("styles.xml")?;
    let common = common_text
        .as_ref()
        .map(|text| Tree::read("styles.xml", text))
        .transpose()?;
    let roots: Vec<_> = common.iter().map(Tree::root).chain([content.root()]).collect();
    let styles = Styles::read(&roots)?;
    let mut read = Body::new(&styles, Lists::read(&roots));
    let mut blocks = read.story(body)?;
    mark_headings(&mut blocks, &read.looks);
    if let Some(common) = &common {
        read.headers(common.root());
    }
    let notes = read.notes()?;
    let left_out = std::mem::take(&mut read.remarks.left_out);
    let mut scan = Scan::default();
    scan.part("content.xml", &content_text, &left_out, source::words_of)?;
    scan.part(
        "styles.xml",
        common_text.as_deref().unwrap_or_default(),
        &left_out,
        source::words_of,
    )?;
    Ok(Document {
        title: title(&mut parts)?,
        blocks,
        notes,
        remarks: read.remarks.finish(),
        source: Some(scan.finish()),
        ..Document::default()
    })
}

/// With a password every part is encrypted but the list of parts, which says so.
fn refuse_encrypted(parts: &mut Parts<'_>) -> Result<(), Refused> {
    let Some(manifest) = parts.text("META-INF/manifest.xml")? else {
        return Ok(());
    };
    // LibreOffice 3 wrote a document type here, without entities; only whether a word stands there is asked.
    if manifest.contains("encryption-data") {
        Err(Refused::Encrypted)
    } else {
        Ok(())
    }
}

fn title(parts: &mut Parts<'_>) -> Result<Option<String>, Refused> {
    let Some(text) = parts.text("meta.xml")? else {
        return Ok(None);
    };
    let tree = Tree::read("meta.xml", &text)?;
    let found = |element: Element<'_>| {
        let title = element
            .children()
            .find(|element| element.is(Space::DublinCore, "title"))?;
        Some(title.words().trim().to_owned()).filter(|title| !title.is_empty())
    };
    Ok(tree.root().child("meta").and_then(found))
}
