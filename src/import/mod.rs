//! From Word to a policy, with nothing lost.
//!
//! ```text
//!  the bytes of a file
//!      | read        Word, OpenDocument, text, Markdown -> Document   labels as its own program shows them
//!      | understand  Document                           -> Outline    sections, clauses, items, paragraphs
//!      | written     Outline                            -> a policy   Markdown, as an author would have written it
//!      | proof       both                               -> every word of the one is in the other, in order
//! ```

pub mod document; // what every reader gives
pub mod docx; // Word
pub mod odt; // OpenDocument
pub mod package; // the parts of a packed document, within limits
pub mod refused; // why a file was not read
pub mod xml; // XML as a tree, within limits

use document::Document;
use refused::Refused;

/// The largest file that is read, in bytes: a policy with fifty photographs. Callers look at a file's size before they
/// read it.
pub const LARGEST_FILE: u64 = 100 * 1024 * 1024;

/// Reads a word processor's document. What it is is told from its bytes, never from its name. `None` when it is none:
/// text, or something that only its letters can tell.
///
/// # Errors
/// It is a document of a kind that is not read, or damaged, or made to do harm.
pub fn read_office(bytes: &[u8]) -> Result<Option<Document>, Refused> {
    match package::kind(bytes)? {
        package::Kind::Word(parts) => docx::read_parts(parts).map(Some),
        package::Kind::OpenDocument(parts) => odt::read_parts(parts).map(Some),
        package::Kind::Other => Ok(None),
    }
}
