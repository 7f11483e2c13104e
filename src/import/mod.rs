//! From Word to a policy, with nothing lost.
//!
//! ```text
//!  the bytes of a file
//!      | read        Word, OpenDocument, text, Markdown -> Document   labels as its own program shows them
//!      | source      the same bytes, gone through blindly -> every word of them is in the document, or named as left out
//!      | understand  Document                           -> Outline    sections, clauses, items, paragraphs
//!      | write       Outline                            -> a policy   Markdown, as an author would have written it
//!      | proof       both                               -> every word of the one is in the other, in order
//! ```

pub mod cells; // limits for tables
pub mod document; // what every reader gives
pub mod docx; // Word
pub mod labels; // the labels of lists, counted
pub mod line; // a paragraph as it grows
pub mod looks; // headings that nothing marks but their look
pub mod names; // what a document gives once and uses any number of times
pub mod odt; // OpenDocument
pub mod package; // the parts of a packed document, within limits
pub mod refused; // why a file was not read
pub mod remarks; // what a person should know of how a document was read
pub mod run; // how words look
pub mod scan; // every word of a part, whatever lies around it
pub mod source; // the words of a file, which its document is held to
pub mod symbols; // letters that mean another sign in their font
pub mod xml; // XML as a tree, within limits

pub mod markdown; // Markdown -> `Document`
pub mod text; // plain text -> `Document`

mod columns; // rows of Markdown that are longer than their heading
mod html; // HTML that converters leave in Markdown
mod unfound; // words of Markdown that its document does not have

mod contents; // a table of contents that was typed by hand
mod front; // what a document says of itself
mod kinds; // what each number is: a heading's, a clause's, a list's
mod lead; // a number or a marker at the start of a line
mod links; // links that no page may have
mod lone; // numbers that stand alone on their line
mod markers; // markers without an opening bracket
mod nest; // how deep the lines of a list lie
pub mod outline; // a policy before it is written
mod repeats; // numbers and letters that a document gives twice
mod rows; // a document's paragraphs, each with what it begins with
mod school; // the school's name above the title
mod title; // which line is the title
mod understand; // `Document` -> `Outline`
mod unread; // numbers that no policy can have

mod agreed; // numbers of headings, as the site reads them
mod inline; // words -> Markdown
mod policy; // `Outline` -> a file
mod signs;
mod stress; // bold and slanted words, as Markdown reads them // what is typed before each line of a list

pub mod cited; // clauses that decisions cite and a next version does not have
pub mod pairs; // document and policy side by side
mod present; // what is there already
pub mod proof; // every word is there
mod report; // the page to confirm
pub mod shelf; // where a policy goes on the disk, whole or not at all
mod slips; // what is likely mistyped
pub mod told; // what came of it, in words and as data

#[cfg(test)]
mod kept; // what Markdown or the head of a policy would swallow

#[cfg(test)]
mod random; // documents that nobody would write

use std::path::Path;

use document::{Document, Place, Remark, RemarkKind};
use refused::Refused;

use crate::diagnostic::{Code, Finding, Severity};
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
pub fn read_office(bytes: &[u8]) -> Result<Option<Document>, Refused> {
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
pub fn read(file: &Path, bytes: Vec<u8>) -> Result<Document, Finding> {
    if let Some(document) = read_office(&bytes).map_err(|refused| finding(&refused))? {
        return Ok(document);
    }
    let ending = file.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    let ending = ending.unwrap_or_default();
    let empty = bytes.iter().all(u8::is_ascii_whitespace);
    if !empty && matches!(&*ending, "docx" | "odt" | "doc" | "rtf" | "pdf" | "pages") {
        return Err(finding(&Refused::Misnamed { ending }));
    }
    let decoded = decode(bytes)?;
    let mut document = match &*ending {
        "md" | "markdown" | "mdown" if decoded.text.len() > parse::markdown::LARGEST => {
            return Err(finding(&Refused::LongMarkdown));
        }
        "md" | "markdown" | "mdown" => markdown::read(&decoded.text),
        _ if is_web_page(&decoded.text) => return Err(finding(&Refused::WebPage)),
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

/// Returns why a document was refused, as every other fault is told.
pub fn finding(refused: &Refused) -> Finding {
    Finding::of_file(Code::DocumentRefused, refused.cause()).hint(refused.fix())
}

/// A policy made of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    /// Its title.
    pub title: String,
    /// Its file.
    pub text: String,
    /// How many words there were, and where they are now.
    pub counts: proof::Counts,
    /// The words of the file, and what of them was left out; none when it was not read from a file.
    pub source: source::Source,
    /// How many numbered sections, clauses and items it has.
    pub clauses: usize,
    /// The head asks a person for something that the document does not say.
    pub asks: bool,
    /// What a person should know, by kind.
    pub remarks: Vec<Remark>,
    /// The document and the policy side by side.
    pub pairs: Vec<pairs::Pair>,
}

/// How often a policy is written again because of what was read in it: a letter that was set aside left another one
/// twice, and deeper lie no lists.
const MOST_PASSES: usize = 12;

/// A policy as it is written and read back, with no word lost.
struct Proved {
    written: policy::Written,
    policy: parse::policy::PolicyDoc,
    findings: Vec<Finding>,
    counts: proof::Counts,
}

/// Writes a policy, reads it back and compares it with the document.
fn prove(document: &Document, outline: &outline::Outline) -> Result<Proved, Finding> {
    let proved = |every| {
        let written = policy::write(outline, &document.notes, every);
        let (policy, findings) = parse::policy::parse(&written.text);
        let counts = proof::nothing_lost(document, outline, &written.text, &policy)?;
        Ok(Proved {
            written,
            policy,
            findings,
            counts,
        })
    };
    // Where the site counts in another way than was thought, every letter is typed.
    proved(false).or_else(|_: Finding| proved(true))
}

/// Makes a policy of a document. `name` is what its file is called, for a document without a title.
///
/// # Errors
/// A finding where a word would be lost.
pub fn import(mut document: Document, name: &str) -> Result<Imported, Finding> {
    source::nothing_dropped(&document)?;
    links::refuse(&mut document);
    let contents = contents::leave_out(&mut document);
    let mut outline = understand::understand(&document, name);
    let mut proved = prove(&document, &outline)?;
    for _ in 0..MOST_PASSES {
        let agreed = agreed::headings(&mut outline, &proved.written, &proved.policy);
        if !(repeats::letters(&mut outline, &document, &proved.written, &proved.policy) || agreed) {
            break;
        }
        proved = prove(&document, &outline)?;
    }
    let Proved {
        written,
        policy,
        findings,
        counts,
    } = proved;
    let slips = slips::slips(&document);
    let left_out = contents.iter().map(|(at, _)| *at).collect();
    contents::put_back(&mut document, contents);
    outline.remarks.extend(plainer(&document, &outline, &written));
    let pairs = pairs::pairs(&document, &left_out, &outline, &written, &policy);
    let mut remarks = document.remarks;
    remarks.extend(slips);
    remarks.extend(outline.remarks);
    // What is to be filled in stands in the policy itself, and the page asks for it.
    let findings = findings.iter().filter(|found| found.code != Code::ToFillIn);
    remarks.extend(findings.map(of_finding));
    remarks.sort_by_key(|remark| remark.kind);
    let numbered = policy.all_clauses();
    Ok(Imported {
        clauses: numbered.iter().filter(|clause| !clause.label.is_empty()).count(),
        title: policy.title.value,
        text: written.text,
        asks: outline.front.whole.is_none(),
        counts,
        source: document.source.unwrap_or_default(),
        remarks,
        pairs,
    })
}

/// Tells of each line of which some words could not be typed as they look.
fn plainer(document: &Document, outline: &outline::Outline, written: &policy::Written) -> Vec<Remark> {
    let lines = written.plainer.iter().filter_map(|at| outline.lines.get(*at));
    let remark = |line: &outline::Line| Remark {
        kind: RemarkKind::Mended,
        says: "Some words here lost their bold or slanted look, or their link: beside these signs it cannot be typed."
            .into(),
        place: line.place(document),
    };
    lines.map(remark).collect()
}

/// What the builder of the site will say of the policy is told at once.
fn of_finding(found: &Finding) -> Remark {
    let must = if found.severity == Severity::Error {
        " Put this right before you build the site."
    } else {
        ""
    };
    Remark {
        kind: RemarkKind::Unsure,
        says: format!("{}{must}", found.message),
        place: Place::Unknown,
    }
}
