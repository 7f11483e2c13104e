//! Word: the parts of a .docx -> a document, its numbers as Word shows them.

use super::document::Document;
use super::package::{self, Kind, Parts};
use super::refused::Refused;

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
    parts.needed("word/document.xml")?;
    Ok(Document::default())
}
