//! The parts of a packed document, and what kind of document it is: told from its bytes, never from its name.
//!
//! Nothing is unpacked to the disk, so a part's name can lead nowhere. What a part says of its own size is not
//! believed: it is read up to a limit.

use std::io::{Cursor, ErrorKind, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::xml::Tree;
use crate::import::refused::Refused;

/// How many bytes all parts that are read may have together, unpacked: a document of a thousand pages has twenty million.
const UNPACKED: u64 = 64 * 1024 * 1024;
/// How many parts an archive may have. A part is a picture, a style sheet, the text: Word writes about fifteen.
const PARTS: usize = 10_000;

/// What a file is.
pub enum Kind<'a> {
    /// A Word document.
    Word(Parts<'a>),
    /// An OpenDocument text.
    OpenDocument(Parts<'a>),
    /// No document that only a word processor reads: perhaps text.
    Other,
}

/// Tells what a file is.
///
/// # Errors
/// It is of a kind that is known, and that is not read.
pub fn kind(bytes: &[u8]) -> Result<Kind<'_>, Refused> {
    if bytes.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        return Err(old_office(bytes));
    }
    if bytes.starts_with(b"PK") {
        return packed(bytes);
    }
    if bytes.starts_with(b"{\\rtf") {
        return Err(Refused::RichText);
    }
    let head = bytes.get(..1024).unwrap_or(bytes);
    if contains(head, b"%PDF-") {
        return Err(Refused::Pdf);
    }
    if PICTURES.iter().any(|picture| bytes.starts_with(picture)) {
        return Err(Refused::Picture);
    }
    if contains(head, b"<?mso-application") || contains(head, b"<office:document") {
        return Err(Refused::FlatXml);
    }
    Ok(Kind::Other)
}

/// How pictures begin: PNG, JPEG, GIF, and both kinds of TIFF, which scanners write.
const PICTURES: [&[u8]; 5] = [b"\x89PNG", b"\xFF\xD8\xFF", b"GIF8", b"II*\0", b"MM\0*"];

/// What Pages packs its text in: since 2013, and before.
const PAGES: [&str; 3] = ["Index/Document.iwa", "Index.zip", "index.xml.gz"];

/// Office before 2007, and since then every document with a password, is a compound file; the names in it are UTF-16.
fn old_office(bytes: &[u8]) -> Refused {
    let holds = |name: &str| {
        contains(
            bytes,
            &name.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>(),
        )
    };
    if holds("EncryptedPackage") {
        Refused::Encrypted
    } else if holds("WordDocument") {
        Refused::OldWord
    } else {
        Refused::OtherOffice {
            what: "a file of another Office program, or one from before 2007",
        }
    }
}

fn contains(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|window| window == wanted)
}

/// What each kind of OpenDocument file says of itself, and what it is.
const OPEN_DOCUMENT: &str = "application/vnd.oasis.opendocument.";
/// How the type of a part of Word begins.
const WORD: &str = "wordprocessingml.";

fn packed(bytes: &[u8]) -> Result<Kind<'_>, Refused> {
    let mut parts = Parts::open(bytes)?;
    if PAGES.iter().any(|name| parts.has(name)) {
        return Err(Refused::Pages);
    }
    if let Some(mimetype) = parts.text("mimetype")? {
        return match mimetype.trim().strip_prefix(OPEN_DOCUMENT) {
            Some("text") => Ok(Kind::OpenDocument(parts)),
            Some("text-template") => Err(Refused::Template),
            Some(_) => Err(Refused::OtherOffice {
                what: "a spreadsheet, slides or a drawing",
            }),
            None => Err(Refused::Archive),
        };
    }
    let Some(types) = parts.text("[Content_Types].xml")? else {
        let word = parts.has("word/document.xml");
        return if word {
            Ok(Kind::Word(parts))
        } else {
            Err(Refused::Archive)
        };
    };
    match main_type(&types)? {
        Main::Document => Ok(Kind::Word(parts)),
        Main::Macros => Err(Refused::Macros),
        Main::Template => Err(Refused::Template),
        Main::Sheet => Err(Refused::OtherOffice { what: "a spreadsheet" }),
        Main::Slides => Err(Refused::OtherOffice {
            what: "a set of slides",
        }),
        Main::Unknown if parts.has("word/document.xml") => Ok(Kind::Word(parts)),
        Main::Unknown => Err(Refused::Archive),
    }
}

/// What the types of an Office document say that its main part is.
enum Main {
    Document,
    Macros,
    Template,
    Sheet,
    Slides,
    Unknown,
}

fn main_type(types: &str) -> Result<Main, Refused> {
    let tree = Tree::read("[Content_Types].xml", types)?;
    let named = tree.root().children().filter_map(|part| part.attribute("ContentType"));
    let main = named.filter(|kind| kind.ends_with(".main+xml")).last();
    Ok(match main.as_deref() {
        None => Main::Unknown,
        Some(kind) if kind.contains("template.macroEnabledTemplate") => Main::Template,
        Some(kind) if kind.contains("document.macroEnabled") => Main::Macros,
        Some(kind) if kind.contains(WORD) && kind.contains("template.main") => Main::Template,
        Some(kind) if kind.contains(WORD) => Main::Document,
        Some(kind) if kind.contains("spreadsheetml.") => Main::Sheet,
        Some(kind) if kind.contains("presentationml.") => Main::Slides,
        Some(_) => Main::Unknown,
    })
}

/// The parts of one archive, read when they are asked for.
pub struct Parts<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// How many bytes may still be unpacked.
    left: u64,
}

impl<'a> Parts<'a> {
    fn open(bytes: &'a [u8]) -> Result<Self, Refused> {
        // Counted before the archive's own list is believed: the list is kept in memory.
        if bytes
            .windows(4)
            .filter(|window| window == b"PK\x01\x02")
            .take(PARTS + 1)
            .count()
            > PARTS
        {
            return Err(Refused::TooMuch {
                what: "parts",
                limit: "10 000",
            });
        }
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Refused::Broken)?;
        Ok(Self {
            archive,
            left: UNPACKED,
        })
    }

    /// Returns whether there is a part of this name.
    pub fn has(&self, name: &str) -> bool {
        self.archive.index_for_name_raw(name.as_bytes()).is_some()
    }

    /// Returns a part as text, without its byte-order mark.
    ///
    /// # Errors
    /// It cannot be unpacked, is too large, or is not in UTF-8.
    pub fn text(&mut self, name: &str) -> Result<Option<String>, Refused> {
        let Some(index) = self.archive.index_for_name_raw(name.as_bytes()) else {
            return Ok(None);
        };
        let part = self.archive.by_index(index).map_err(|fault| refused(&fault))?;
        let mut bytes = Vec::new();
        let read = part.take(self.left + 1).read_to_end(&mut bytes);
        // A bomb is told by its size, whatever else is wrong with it.
        let size = bytes.len() as u64;
        if size > self.left {
            return Err(Refused::TooMuch {
                what: "bytes of text",
                limit: "64 million",
            });
        }
        self.left -= size;
        match read {
            Ok(_) => text(name, bytes).map(Some),
            Err(fault) if fault.kind() == ErrorKind::OutOfMemory => Err(Refused::TooMuch {
                what: "bytes of text",
                limit: "64 million",
            }),
            Err(_) => Err(Refused::Broken),
        }
    }

    /// Returns a part that every such document has.
    ///
    /// # Errors
    /// As [`Self::text`]; or it is not there.
    pub fn needed(&mut self, name: &str) -> Result<String, Refused> {
        self.text(name)?
            .ok_or_else(|| Refused::MissingPart { part: name.to_owned() })
    }
}

fn refused(fault: &ZipError) -> Refused {
    match fault {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) | ZipError::InvalidPassword => Refused::Encrypted,
        _ => Refused::Broken,
    }
}

fn text(name: &str, bytes: Vec<u8>) -> Result<String, Refused> {
    let mut text = String::from_utf8(bytes).map_err(|_| Refused::NotUtf8 { part: name.to_owned() })?;
    if text.starts_with('\u{FEFF}') {
        text.remove(0);
    }
    Ok(text)
}
