//! Files that are damaged, of another kind, or made to do harm: each refused with its message, in bounded memory and time.

use std::io::{Cursor, Write};

use super::shown;
use fingerpost::import::document::{Block, Document};
use fingerpost::import::read;
use fingerpost::import::read::LARGEST_FILE;
use fingerpost::import::refused::Refused;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// An archive of these parts.
pub fn packed<N: Into<String>>(parts: impl IntoIterator<Item = (N, Vec<u8>)>) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, bytes) in parts {
        archive.start_file(name.into(), options).expect("a part");
        archive.write_all(&bytes).expect("its bytes");
    }
    archive.finish().expect("an archive").into_inner()
}

pub const WORD: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main""#;
const LINKS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

fn document(body: &str) -> Vec<u8> {
    format!("<w:document {WORD}><w:body>{body}</w:body></w:document>").into_bytes()
}

/// A Word document with this body.
fn word(body: &str) -> Vec<u8> {
    packed([("word/document.xml", document(body))])
}

/// A Word document with these styles and this body.
fn with_styles(styles: &str, body: &str) -> Vec<u8> {
    with_parts(body, styles, "")
}

/// A Word document with these styles and lists beside one numbered line.
fn with_lists(styles: &str, numbering: &str) -> Vec<u8> {
    let line = "<w:p><w:pPr><w:pStyle w:val=\"A\"/><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:p>";
    with_parts(line, styles, numbering)
}

fn with_parts(body: &str, styles: &str, numbering: &str) -> Vec<u8> {
    let kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let link = |name: &str| format!(r#"<Relationship Id="{name}" Type="{kind}/{name}" Target="{name}.xml"/>"#);
    let links = format!(
        r#"<Relationships xmlns="{LINKS}">{}{}</Relationships>"#,
        link("styles"),
        link("numbering")
    );
    packed([
        ("word/document.xml", document(body)),
        ("word/_rels/document.xml.rels", links.into_bytes()),
        (
            "word/styles.xml",
            format!("<w:styles {WORD}>{styles}</w:styles>").into_bytes(),
        ),
        (
            "word/numbering.xml",
            format!("<w:numbering {WORD}>{numbering}</w:numbering>").into_bytes(),
        ),
    ])
}

fn typed(main: &str) -> Vec<u8> {
    let types = format!(
        r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/main.xml" ContentType="{main}.main+xml"/></Types>"#
    );
    packed([
        ("[Content_Types].xml", types.into_bytes()),
        ("word/document.xml", document("")),
    ])
}

pub fn open_document(mimetype: &str, content: &str) -> Vec<u8> {
    packed([
        ("mimetype", mimetype.as_bytes().to_vec()),
        ("content.xml", content.as_bytes().to_vec()),
    ])
}

fn refused(bytes: &[u8]) -> String {
    match read::office(bytes) {
        Err(refused) => refused.to_string(),
        Ok(read) => panic!("it was read: {:?}", read.map(|document| document.blocks.len())),
    }
}

fn read(bytes: &[u8]) -> Document {
    read::office(bytes)
        .unwrap_or_else(|refused| panic!("{refused}"))
        .expect("a document")
}

#[test]
fn a_file_of_another_kind_is_told_what_it_is() {
    let ole = |name: &str| {
        let mut bytes = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
        bytes.extend(name.encode_utf16().flat_map(u16::to_le_bytes));
        bytes
    };
    let office = "application/vnd.openxmlformats-officedocument.";
    let macros = "application/vnd.ms-word.";
    let odf = "application/vnd.oasis.opendocument.";
    let manifest = b"<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>".to_vec();
    let locked = [
        ("mimetype", format!("{odf}text").into_bytes()),
        ("META-INF/manifest.xml", manifest),
        ("content.xml", vec![7; 100]),
    ];
    let save_as = "Open it in Word, choose File, Save As, Word Document (.docx), and import that file.";
    let cases = [
        (ole("WordDocument"), format!("This is a document in Word's format of before 2007 (.doc). {save_as}")),
        (
            ole("EncryptedPackage"),
            "This document is locked with a password. Open it in Word, choose File, Info, Protect Document, Encrypt with Password, empty the box, save, and import it again.".to_owned(),
        ),
        (
            packed(locked),
            "This document is locked with a password. Open it in Word, choose File, Info, Protect Document, Encrypt with Password, empty the box, save, and import it again.".to_owned(),
        ),
        (
            ole("Workbook"),
            "This is a file of another Office program, or one from before 2007, not a document. Copy the words that belong to the policy into a document, and import that.".to_owned(),
        ),
        (
            b"%PDF-1.7\n".to_vec(),
            "This is a PDF, which holds how the pages look and not the document. Import the document from which it was made; or open it in Word, look it over, and save it as .docx.".to_owned(),
        ),
        (b"{\\rtf1\\ansi hello}".to_vec(), format!("This is a Rich Text file (.rtf). {save_as}")),
        (
            b"<?xml version=\"1.0\"?><?mso-application progid=\"Word.Document\"?><x/>".to_vec(),
            format!("This is a document saved as one XML file. {save_as}"),
        ),
        (
            typed(&format!("{macros}document.macroEnabled")),
            format!("This is a Word document with macros (.docm): it carries a program. {save_as}"),
        ),
        (
            typed(&format!("{office}wordprocessingml.template")),
            format!("This is a template (.dotx, .dotm or .ott), from which documents are made. {save_as}"),
        ),
        (
            open_document(&format!("{odf}text-template"), ""),
            format!("This is a template (.dotx, .dotm or .ott), from which documents are made. {save_as}"),
        ),
        (
            typed(&format!("{office}spreadsheetml.sheet")),
            "This is a spreadsheet, not a document. Copy the words that belong to the policy into a document, and import that.".to_owned(),
        ),
        (
            open_document(&format!("{odf}presentation"), ""),
            "This is a spreadsheet, slides or a drawing, not a document. Copy the words that belong to the policy into a document, and import that.".to_owned(),
        ),
        (
            packed([("Index/Document.iwa", vec![1, 2, 3])]),
            "This is a document of Pages (.pages). Open it in Pages, choose File, Export To, Word, and import that file.".to_owned(),
        ),
        (
            b"\x89PNG\r\n\x1a\n".to_vec(),
            "This is a picture, in which there are no words that could be read. Import the document of which it is a picture. If there is only paper, type its words into a new document, and import that.".to_owned(),
        ),
        (
            packed([("letter.docx", word(""))]),
            "This is a zip archive, not a Word or OpenDocument document. Unpack it, and import the document in it.".to_owned(),
        ),
    ];
    for (bytes, wanted) in cases {
        assert_eq!(refused(&bytes), wanted);
    }
    for text in ["# A policy", "", "PDF", "<p>"] {
        assert_eq!(read::office(text.as_bytes()), Ok(None), "{text:?} is text");
    }
}

#[test]
fn a_document_that_is_none_says_so_and_what_to_do() {
    let told = |name: &str, bytes: &[u8]| {
        let fault = read::document(name.as_ref(), bytes.to_vec()).expect_err("it is none");
        format!("{} {}", fault.message, fault.hints.join(" "))
    };
    for ending in ["docx", "odt", "doc"] {
        assert_eq!(
            told(&format!("policy.{ending}"), &[0, 159, 146, 150]),
            format!(
                "This file is called .{ending}, and there is no such document in it: it is damaged, or its name is wrong. Open it in Word: if Word can mend it, save it under a new name and import that; else get it sent again."
            )
        );
    }
    assert_eq!(
        told("policy.htm", b"\n<HTML><p>Attendance</p></HTML>"),
        "This is a web page (.html). Open it in Word, choose File, Save As, Word Document (.docx), and import that file."
    );
}

#[test]
fn what_is_damaged_says_where() {
    let mend =
        "Open it in Word: if Word can mend it, save it under a new name and import that; else get it sent again.";
    let whole = word("<w:p><w:r><w:t>Words</w:t></w:r></w:p>");
    let half = &whole[..whole.len() / 2];
    assert_eq!(
        refused(half),
        format!("This file is damaged: it cannot be unpacked. {mend}")
    );
    let mut turned = whole.clone();
    for byte in &mut turned[60..90] {
        *byte ^= 0xFF;
    }
    assert_eq!(
        refused(&turned),
        format!("This file is damaged: it cannot be unpacked. {mend}")
    );
    let types = r#"<Types xmlns="x"><Override ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#;
    let missing = packed([("[Content_Types].xml", types.as_bytes().to_vec())]);
    assert_eq!(
        refused(&missing),
        format!("This document is damaged: `word/document.xml` is missing in it. {mend}")
    );
    let bad = format!("This document is damaged: `word/document.xml` in it cannot be read. {mend}");
    for xml in [
        "",
        "words",
        "<a><b></a>",
        "<w:document/>",
        "<a/><a/>",
        "<a>&unknown;</a>",
        "<a",
        "<a>",
    ] {
        assert_eq!(
            refused(&packed([("word/document.xml", xml.as_bytes().to_vec())])),
            bad,
            "{xml:?}"
        );
    }
    let empty = open_document("application/vnd.oasis.opendocument.text", "<a/>");
    assert_eq!(
        refused(&empty),
        format!("This document is damaged: `content.xml` in it cannot be read. {mend}")
    );
}

#[test]
fn a_bomb_is_told_by_what_comes_out_of_it_and_not_by_what_it_says() {
    let much = "If it is yours, copy its text into a new document and import that; else delete it.";
    let wanted =
        format!("Unpacked, this document has more than 64 million bytes of text: no policy needs so many. {much}");
    let spaces = || vec![b' '; 67_200_000];
    let mut bomb = packed([("word/document.xml", spaces())]);
    assert!(bomb.len() < 100_000, "{} bytes", bomb.len());
    assert_eq!(refused(&bomb), wanted);
    // Both lists of the archive say that the part has ten bytes.
    let size = 67_200_000_u32.to_le_bytes();
    let places: Vec<_> = bomb
        .windows(4)
        .enumerate()
        .filter(|(_, window)| *window == size)
        .map(|(at, _)| at)
        .collect();
    assert!(!places.is_empty(), "the archive says its size somewhere");
    for place in places {
        bomb[place..place + 4].copy_from_slice(&10_u32.to_le_bytes());
    }
    let mend =
        "Open it in Word: if Word can mend it, save it under a new name and import that; else get it sent again.";
    assert_eq!(
        refused(&bomb),
        format!("This file is damaged: it cannot be unpacked. {mend}")
    );
    let links = format!(r#"<Relationships xmlns="{LINKS}"/>"#).into_bytes();
    let two = packed([
        ("word/document.xml", document("")),
        ("_rels/.rels", links),
        ("docProps/core.xml", spaces()),
    ]);
    assert!(read::office(&two).is_ok(), "a part that nothing names is not unpacked");
}

#[test]
fn entities_and_document_types_are_refused() {
    let bomb = r#"<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><a>&b;</a>"#;
    let outside = r#"<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>"#;
    for xml in [bomb, outside] {
        assert_eq!(
            refused(&packed([("word/document.xml", xml.as_bytes().to_vec())])),
            "`word/document.xml` in this document declares a document type: Word never does, and it can do harm. Do not open it unless you know who made it. If you do, ask for it as a new .docx."
        );
    }
}

#[test]
fn other_encodings_are_told() {
    let utf16: Vec<u8> = "\u{FEFF}<a/>".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let says = b"<?xml version=\"1.0\" encoding=\"windows-1252\"?><a/>".to_vec();
    for xml in [utf16, says, b"<a>\xE9</a>".to_vec()] {
        assert_eq!(
            refused(&packed([("word/document.xml", xml)])),
            "`word/document.xml` in this document is not in UTF-8. Open it in Word, save it under a new name, and import that file: Word puts this right as it saves."
        );
    }
}

#[test]
fn depth_and_number_have_limits() {
    let much = "If it is yours, copy its text into a new document and import that; else delete it.";
    let deep = format!("{}{}", "<w:p>".repeat(100_000), "</w:p>".repeat(100_000));
    let wanted =
        format!("Unpacked, this document has more than 256 things inside each other: no policy needs so many. {much}");
    assert_eq!(refused(&word(&deep)), wanted);
    let wanted =
        format!("Unpacked, this document has more than four million elements: no policy needs so many. {much}");
    assert_eq!(refused(&word(&"<w:p/>".repeat(4_000_001))), wanted);
    let row = r#"<w:tr><w:tc><w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr></w:tc></w:tr>"#;
    let wanted =
        format!("Unpacked, this document has more than 500 000 cells of tables: no policy needs so many. {much}");
    assert_eq!(refused(&word(&format!("<w:tbl>{}</w:tbl>", row.repeat(8_000)))), wanted);
    let many = packed((0..10_001).map(|index| (index.to_string(), Vec::new())));
    let wanted = format!("Unpacked, this document has more than 10 000 parts: no policy needs so many. {much}");
    assert_eq!(refused(&many), wanted);
}

#[test]
fn a_million_empty_paragraphs_are_a_document() {
    let line = "<w:p><w:r><w:t>Words</w:t></w:r></w:p>";
    let document = read(&word(&format!("{}{line}", "<w:p/>".repeat(1_000_000))));
    assert!(matches!(document.blocks.as_slice(), [Block::Paragraph(_)]));
}

#[test]
fn circles_end() {
    let put_right =
        "Open it in Word, save it under a new name, and import that file: Word puts this right as it saves.";
    let style = |id: &str, on: &str| {
        format!(
            r#"<w:style w:type="paragraph" w:styleId="{id}"><w:name w:val="Style {id}"/><w:basedOn w:val="{on}"/></w:style>"#
        )
    };
    for styles in [style("A", "A"), style("A", "B") + &style("B", "C") + &style("C", "B")] {
        let told = refused(&with_lists(&styles, ""));
        let (head, tail) = (
            "In this document a style, `style ",
            format!("`, is based on itself. {put_right}"),
        );
        assert!(told.starts_with(head) && told.ends_with(&tail), "{told}");
    }
    let list = |id: u8, link: &str, of: &str| {
        format!(
            r#"<w:abstractNum w:abstractNumId="{id}"><w:styleLink w:val="{of}"/><w:numStyleLink w:val="{link}"/></w:abstractNum>"#
        )
    };
    let num = r#"<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>"#;
    for lists in [list(0, "A", "A"), list(0, "A", "B") + &list(1, "B", "A")] {
        assert_eq!(
            refused(&with_lists("", &(lists + num))),
            format!("In this document a list's style, `A`, is based on itself. {put_right}")
        );
    }
}

#[test]
fn a_path_in_the_archive_leads_nowhere() {
    let kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let link = |target: &str| {
        format!(
            r#"<Relationships xmlns="{LINKS}"><Relationship Id="a" Type="{kind}/officeDocument" Target="{target}"/></Relationships>"#
        )
    };
    for target in ["../../../etc/passwd", "/etc/passwd", "C:\\x", "file:///etc/passwd"] {
        let line = "<w:p><w:r><w:t>Words</w:t></w:r></w:p>";
        let parts = [
            ("../../../tmp/climbed", b"climbed".to_vec()),
            ("_rels/.rels", link(target).into_bytes()),
            ("word/document.xml", document(line)),
        ];
        assert_eq!(read(&packed(parts)).blocks.len(), 1, "{target}");
    }
    assert!(!std::path::Path::new("/tmp/climbed").exists());
}

#[test]
fn a_large_file_is_told_before_it_is_read() {
    assert_eq!(LARGEST_FILE, 100 * 1024 * 1024);
    assert_eq!(
        Refused::TooLarge { bytes: 500_000_000 }.to_string(),
        "This file has 477 MB; a document of up to 100 MB is read. Take the pictures out of a copy of it, and import the copy."
    );
}

#[test]
fn markdown_that_is_too_long_is_told_and_not_read_as_empty() {
    let fault = read::document("a.md".as_ref(), b"word ".repeat(3_000_000)).expect_err("15 MB");
    assert_eq!(
        fault.message,
        "This file is larger than 10 MB: no policy in Markdown is."
    );
}

#[test]
fn what_asks_for_much_gets_little() {
    let lists = |pattern: &str, start: &str| {
        format!(
            r#"<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="{start}"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="{pattern}"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>"#
        )
    };
    for (pattern, start) in [
        ("%1".repeat(10_000), "9223372036854775807"),
        ("x".repeat(100_000), "-9223372036854775808"),
    ] {
        let document = read(&with_lists("", &lists(&pattern, start)));
        let Some(Block::Paragraph(line)) = document.blocks.first() else {
            panic!("a line")
        };
        assert!(
            line.label
                .as_ref()
                .is_some_and(|label| label.shown.chars().count() <= 255)
        );
    }
    // A name that is looked up for every paragraph.
    let name = "A".repeat(10_000_000);
    let style = format!(r#"<w:style w:type="paragraph" w:default="1" w:styleId="{name}"/>"#);
    let lines = "<w:p><w:r><w:t>Words</w:t></w:r></w:p>".repeat(100_000);
    assert_eq!(read(&with_styles(&style, &lines)).blocks.len(), 100_000);
    let open = "urn:oasis:names:tc:opendocument:xmlns";
    let body = r#"<text:p>a<text:s text:c="4000000000"/>b</text:p><table:table><table:table-row table:number-rows-repeated="99999999"><table:table-cell table:number-columns-repeated="99999999"/></table:table-row></table:table>"#;
    let content = format!(
        r#"<office:document-content xmlns:office="{open}:office:1.0" xmlns:text="{open}:text:1.0" xmlns:table="{open}:table:1.0"><office:body><office:text>{body}</office:text></office:body></office:document-content>"#
    );
    let document = read(&open_document("application/vnd.oasis.opendocument.text", &content));
    assert_eq!(document.blocks.len(), 2);
}

#[test]
fn a_field_that_never_ends_takes_no_words_with_it() {
    let code = |text: &str| format!("<w:r><w:instrText>{text}</w:instrText></w:r>");
    let mark = |kind: &str| format!(r#"<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>"#);
    let line = |inner: &str| format!("<w:p>{inner}<w:r><w:t>Words</w:t></w:r></w:p>");
    let toc = mark("begin") + &code("TOC \\o") + &mark("separate");
    for start in [
        mark("begin"),
        mark("begin") + &code("REF x"),
        toc,
        mark("separate") + &mark("end"),
    ] {
        let document = read(&word(&(line(&start) + &line(""))));
        assert_eq!(document.blocks.len(), 2, "{start}");
    }
}

#[test]
fn words_in_what_is_not_known_are_kept() {
    let body = "<w:p><w:r><w:new><w:t>one</w:t></w:new></w:r><w:new><w:r><w:t> two</w:t></w:r></w:new></w:p>\
                <w:new><w:p><w:new><w:t>three</w:t></w:new></w:p></w:new>\
                <w:p><w:new><w:del><w:r><w:t>gone</w:t></w:r></w:del></w:new></w:p>";
    let read = read::office(&word(body)).expect("read").expect("a document");
    let shown = shown::document(&read);
    assert!(shown.starts_with("onetwo\nthree\nmended: 1 tracked change"), "{shown}");
}
