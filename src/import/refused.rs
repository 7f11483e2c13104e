//! Why a file was not read: as data, each with its cause and what to do, in words for the office.

use std::fmt;

use super::read::LARGEST_FILE;
use crate::diagnostic::{Code, Finding};
use crate::parse::markdown::LARGEST;

/// Why a file was not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// More bytes than a policy can have.
    TooLarge {
        /// How many it has.
        bytes: u64,
    },
    /// More Markdown than is read.
    LongMarkdown,
    /// Unpacked, it is far larger than it looks: a mistake, or made to do harm.
    TooMuch {
        /// What there is too much of, in the plural.
        what: &'static str,
        /// How many are allowed, as it is said.
        limit: &'static str,
    },
    /// No word is in it.
    NoWords,
    /// Word's format before 2007.
    OldWord,
    /// Needs a password.
    Encrypted,
    /// A PDF.
    Pdf,
    /// Rich Text.
    RichText,
    /// A document of Apple's Pages.
    Pages,
    /// A web page.
    WebPage,
    /// A picture.
    Picture,
    /// Its name says that it is a document, and its bytes that it is none.
    Misnamed {
        /// The ending of its name.
        ending: String,
    },
    /// One long XML file in place of a packed document.
    FlatXml,
    /// A Word document that carries a program.
    Macros,
    /// What documents are made from, not a document.
    Template,
    /// Another document lies in it, which Word shows as part of it.
    Nested,
    /// A spreadsheet, slides, a drawing.
    OtherOffice {
        /// What it is, with its article.
        what: &'static str,
    },
    /// A zip archive with no document in it.
    Archive,
    /// The archive that every such document is cannot be opened.
    Broken,
    /// A part that every such document has is not there.
    MissingPart {
        /// Its name in the archive.
        part: String,
    },
    /// A part is not the XML that it has to be.
    BadXml {
        /// Its name in the archive.
        part: String,
    },
    /// A part declares a document type. No word processor writes one; they are used to do harm.
    Doctype {
        /// Its name in the archive.
        part: String,
    },
    /// A part is not in UTF-8.
    NotUtf8 {
        /// Its name in the archive.
        part: String,
    },
    /// A style or list that rests on itself.
    Circle {
        /// What kind of thing, with its article: `a style`.
        what: &'static str,
        /// Its name.
        name: String,
    },
}

impl Refused {
    /// Tells it as every other fault is told.
    pub fn finding(&self) -> Finding {
        Finding::of_file(Code::DocumentRefused, self.cause()).hint(self.fix())
    }

    /// Returns what is wrong, in one sentence.
    pub fn cause(&self) -> String {
        match self {
            Self::TooLarge { bytes } => format!(
                "This file has {} MB; a document of up to {} MB is read.",
                bytes.div_ceil(MEGABYTE),
                LARGEST_FILE / MEGABYTE
            ),
            Self::LongMarkdown => format!(
                "This file is larger than {} MB: no policy in Markdown is.",
                LARGEST / 1024 / 1024
            ),
            Self::TooMuch { what, limit } => {
                format!("Unpacked, this document has more than {limit} {what}: no policy needs so many.")
            }
            Self::NoWords => "There is not a single word in this document.".to_owned(),
            Self::OldWord => "This is a document in Word's format of before 2007 (.doc).".to_owned(),
            Self::Encrypted => "This document is locked with a password.".to_owned(),
            Self::Pdf => "This is a PDF, which holds how the pages look and not the document.".to_owned(),
            Self::RichText => "This is a Rich Text file (.rtf).".to_owned(),
            Self::Pages => "This is a document of Pages (.pages).".to_owned(),
            Self::WebPage => "This is a web page (.html).".to_owned(),
            Self::Picture => "This is a picture, in which there are no words that could be read.".to_owned(),
            Self::Misnamed { ending } => format!(
                "This file is called .{ending}, and there is no such document in it: it is damaged, or its name is wrong."
            ),
            Self::FlatXml => "This is a document saved as one XML file.".to_owned(),
            Self::Macros => "This is a Word document with macros (.docm): it carries a program.".to_owned(),
            Self::Template => "This is a template (.dotx, .dotm or .ott), from which documents are made.".to_owned(),
            Self::Nested => "Another document lies in this one, and Word shows its words as part of it.".to_owned(),
            Self::OtherOffice { what } => format!("This is {what}, not a document."),
            Self::Archive => "This is a zip archive, not a Word or OpenDocument document.".to_owned(),
            Self::Broken => "This file is damaged: it cannot be unpacked.".to_owned(),
            Self::MissingPart { part } => format!("This document is damaged: `{part}` is missing in it."),
            Self::BadXml { part } => format!("This document is damaged: `{part}` in it cannot be read."),
            Self::Doctype { part } => {
                format!("`{part}` in this document declares a document type: Word never does, and it can do harm.")
            }
            Self::NotUtf8 { part } => format!("`{part}` in this document is not in UTF-8."),
            Self::Circle { what, name } => format!("In this document {what}, `{name}`, is based on itself."),
        }
    }

    /// Returns what to do, in one or two sentences.
    pub fn fix(&self) -> &'static str {
        match self {
            Self::TooLarge { .. } => "Take the pictures out of a copy of it, and import the copy.",
            Self::LongMarkdown => "Take out what is no part of the policy, or split it into several files.",
            Self::TooMuch { .. } => {
                "If it is yours, copy its text into a new document and import that; else delete it."
            }
            Self::NoWords => {
                "Open it to see what it holds: if its pages are pictures of paper, import the document from which they were made; if it is empty, get it sent again."
            }
            Self::Pages => "Open it in Pages, choose File, Export To, Word, and import that file.",
            Self::Picture => {
                "Import the document of which it is a picture. If there is only paper, type its words into a new document, and import that."
            }
            Self::OldWord | Self::RichText | Self::WebPage | Self::FlatXml => {
                "Open it in Word, choose File, Save As, Word Document (.docx), and import that file."
            }
            Self::Encrypted => {
                "Open it in Word, choose File, Info, Protect Document, Encrypt with Password, empty the box, save, and import it again."
            }
            Self::Pdf => {
                "Import the document from which it was made; or open it in Word, look it over, and save it as .docx."
            }
            Self::Macros | Self::Template => {
                "Open it in Word, choose File, Save As, Word Document (.docx), and import that file."
            }
            Self::Nested => {
                "Open it in Word, choose all of it, copy it as plain words into a new document, save that, and import it."
            }
            Self::OtherOffice { .. } => "Copy the words that belong to the policy into a document, and import that.",
            Self::Archive => "Unpack it, and import the document in it.",
            Self::Broken | Self::Misnamed { .. } | Self::MissingPart { .. } | Self::BadXml { .. } => {
                "Open it in Word: if Word can mend it, save it under a new name and import that; else get it sent again."
            }
            Self::Doctype { .. } => "Do not open it unless you know who made it. If you do, ask for it as a new .docx.",
            Self::NotUtf8 { .. } | Self::Circle { .. } => {
                "Open it in Word, save it under a new name, and import that file: Word puts this right as it saves."
            }
        }
    }
}

/// As file managers count.
const MEGABYTE: u64 = 1024 * 1024;

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.cause(), self.fix())
    }
}

impl std::error::Error for Refused {}
