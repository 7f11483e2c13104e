//! The bytes of a file -> a [`Document`], its numbers and letters as its own program shows them.

pub mod docx; // Word
pub mod markdown; // Markdown
pub mod odt; // OpenDocument
pub mod text; // plain text

pub mod package; // the parts of a packed document, within limits
pub mod scan; // every word of a part, whatever lies around it
pub mod xml; // XML as a tree, within limits

pub mod cells; // limits for tables
pub mod labels; // the labels of lists, counted
pub mod line; // a paragraph as it grows
pub mod looks; // headings that nothing marks but their look
pub mod names; // what a document gives once and uses any number of times
mod pages; // the lines of a plain text, and what its pages add to them
pub mod remarks; // what a person should know of how a document was read
pub mod run; // how words look
mod scars; // what converters leave in Markdown for themselves
pub mod symbols; // letters that mean another sign in their font

mod columns; // rows of Markdown that are longer than their heading
mod html; // HTML that converters leave in Markdown
pub mod unfound; // words of Markdown that its document does not have

use std::path::Path;

use super::document::{Document, Place, Remark, RemarkKind};
use super::refused::Refused;
use crate::diagnostic::Finding;
use crate::load::decode;
use crate::parse;

/// The largest file that is read, in bytes: a policy with fifty photographs. Callers look at a file's size before they
/// read it.
pub const LARGEST_FILE: u64 = 100 * 1024 * 1024;

/// Reads a word processor's document. What it is is told from its bytes, never from its name. `None` when it is none:
/// text, or something that only its letters can tell.
///
/// # Errors
/// It is a document of a kind that is not read, or damaged, or made to do harm.
pub fn office(bytes: &[u8]) -> Result<Option<Document>, Refused> {
    match package::kind(bytes)? {
        package::Kind::Word(parts) => docx::read_parts(parts).map(Some),
        package::Kind::OpenDocument(parts) => odt::read_parts(parts).map(Some),
        package::Kind::Other => Ok(None),
    }
}

/// Reads a document of any kind. Only Markdown is told from text by the ending of its name, `file`.
///
/// # Errors
/// A finding when it is no document that is read.
pub fn document(file: &Path, bytes: Vec<u8>) -> Result<Document, Finding> {
    if let Some(document) = office(&bytes).map_err(|refused| refused.finding())? {
        return Ok(document);
    }
    let ending = file.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    let ending = ending.unwrap_or_default();
    let empty = bytes.iter().all(u8::is_ascii_whitespace);
    if !empty && matches!(&*ending, "docx" | "odt" | "doc" | "rtf" | "pdf" | "pages") {
        return Err(Refused::Misnamed { ending }.finding());
    }
    let decoded = decode(bytes)?;
    let mut document = match &*ending {
        "md" | "markdown" | "mdown" if decoded.text.len() > parse::markdown::LARGEST => {
            return Err(Refused::LongMarkdown.finding());
        }
        "md" | "markdown" | "mdown" => markdown::read(&decoded.text),
        _ if is_web_page(&decoded.text) => return Err(Refused::WebPage.finding()),
        _ => text::read(&decoded.text),
    };
    document.remarks.extend(decoded.doubt.map(|doubt| Remark {
        kind: RemarkKind::Unsure,
        says: format!("{} I read it as I think it is meant.", doubt.message),
        place: Place::Unknown,
    }));
    Ok(document)
}

fn is_web_page(text: &str) -> bool {
    let begins = |with: &str| {
        text.trim_start()
            .get(..with.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(with))
    };
    begins("<!doctype html") || begins("<html")
}
