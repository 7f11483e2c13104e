//! What a reader passes over is found by the program itself: every document is held to the words of its file.

use std::fs;
use std::path::PathBuf;

use fingerpost::diagnostic::Code;
use fingerpost::import::document::{Block, Document, Paragraph, Piece};
use fingerpost::import::import;
use fingerpost::import::read;
use fingerpost::import::source::nothing_dropped;

use super::hostile::{WORD, open_document, packed};
use crate::support::scratch::repository;

fn documents() -> Vec<(PathBuf, Document)> {
    let folders = fs::read_dir(repository().join("tests/import/documents")).expect("documents");
    let folders = folders.map(|entry| entry.expect("a folder").path());
    let files = folders.flat_map(|folder| fs::read_dir(folder).expect("a folder"));
    let files = files.map(|entry| entry.expect("a file").path());
    let sources = files.filter(|file| file.file_stem().is_some_and(|stem| stem == "source"));
    let document = |file: PathBuf| {
        let document = read::document(&file, fs::read(&file).expect("its bytes"));
        (
            file.clone(),
            document.unwrap_or_else(|fault| panic!("{}: {fault:?}", file.display())),
        )
    };
    sources.map(document).collect()
}

#[test]
fn a_reader_that_passes_a_paragraph_over_is_found_out() {
    let mut tried = 0;
    for (file, document) in documents().iter().filter(|(_, document)| document.source.is_some()) {
        for at in (0..document.blocks.len()).filter(|at| has_words(&document.blocks[*at])) {
            let mut less = document.clone();
            less.blocks.remove(at);
            let fault = import(less, "name").expect_err("a paragraph is missing");
            assert_eq!(fault.code, Code::WordsLost, "{}: block {at}: {fault:?}", file.display());
            tried += 1;
        }
        for at in (0..document.notes.len()).filter(|at| document.notes[*at].iter().any(has_words)) {
            let mut less = document.clone();
            less.notes[at].clear();
            assert!(nothing_dropped(&less).is_err(), "{}: note {at}", file.display());
            tried += 1;
        }
    }
    assert!(tried > 200, "only {tried} paragraphs");
}

#[test]
fn of_our_policies_every_word_is_found_again() {
    let ours = fs::read_dir(repository().join("content/policies")).expect("our policies");
    let documents = fs::read_dir(repository().join("tests/import/documents")).expect("documents");
    let files = documents.map(|entry| entry.expect("a folder").path().join("expected.md"));
    let files = files.chain(ours.map(|entry| entry.expect("a policy").path()));
    for file in files.filter(|file| file.extension().is_some_and(|ending| ending == "md")) {
        let document = read::document(&file, fs::read(&file).expect("its bytes")).expect("a document");
        let told = document.remarks.iter().map(|remark| remark.says.as_str());
        let unfound: Vec<&str> = told.filter(|says| says.starts_with("I did not find")).collect();
        assert_eq!(unfound, [""; 0], "{}", file.display());
    }
}

fn has_words(block: &Block) -> bool {
    match block {
        Block::Paragraph(paragraph) => words(paragraph).contains(char::is_alphanumeric),
        Block::Table(table) => table.rows.iter().flatten().flatten().any(has_words),
        Block::Verbatim(text) => text.contains(char::is_alphanumeric),
    }
}

fn words(paragraph: &Paragraph) -> String {
    let pieces = paragraph.pieces.iter().map(|piece| match piece {
        Piece::Text(text) => text.words.as_str(),
        _ => " ",
    });
    pieces.collect()
}

#[test]
fn words_in_are_words_out_and_words_left_out_by_name() {
    for (file, document) in documents()
        .into_iter()
        .filter(|(_, document)| document.source.is_some())
    {
        let numbers: usize = document
            .blocks
            .iter()
            .chain(document.notes.iter().flatten())
            .map(numbers)
            .sum();
        let imported = import(document, "name").unwrap_or_else(|fault| panic!("{}: {fault:?}", file.display()));
        assert_eq!(
            imported.source.kept() + numbers,
            imported.counts.document,
            "{}",
            file.display()
        );
    }
}

/// Counts the numbers and letters that stand nowhere in the file.
fn numbers(block: &Block) -> usize {
    match block {
        Block::Paragraph(paragraph) => {
            let shown = paragraph
                .label
                .as_ref()
                .filter(|label| !label.bullet)
                .map(|label| &label.shown);
            let words = shown.into_iter().flat_map(|shown| shown.split_whitespace());
            words.filter(|word| word.contains(char::is_alphanumeric)).count()
        }
        Block::Table(table) => table.rows.iter().flatten().flatten().map(numbers).sum(),
        Block::Verbatim(_) => 0,
    }
}

#[test]
fn words_that_are_moved_or_doubled_are_found_too() {
    for (file, document) in documents().iter().filter(|(_, document)| document.source.is_some()) {
        let spoken: Vec<usize> = (0..document.blocks.len())
            .filter(|at| has_words(&document.blocks[*at]))
            .collect();
        let [first, .., last] = spoken.as_slice() else { continue };
        let mut moved = document.clone();
        moved.blocks.swap(*first, *last);
        assert!(nothing_dropped(&moved).is_err(), "{}: moved", file.display());
        let mut doubled = document.clone();
        doubled.blocks.push(document.blocks[*last].clone());
        assert!(nothing_dropped(&doubled).is_err(), "{}: doubled", file.display());
    }
}

#[test]
fn the_fault_says_which_word_and_what_stands_around_it() {
    let line = |words: &str| format!("<w:p><w:r><w:t>{words}</w:t></w:r></w:p>");
    let body = line("Share what is needed.") + &line("Ask first.") + &line("Write it down.");
    let mut document = read_word(&body).expect("a document");
    document.blocks.remove(1);
    let fault = import(document, "name").expect_err("a paragraph is missing");
    assert_eq!(
        fault.message,
        "I cannot bring this document in whole: I would pass over 'Ask', and what stands there."
    );
    assert_eq!(
        fault.hints,
        [
            "The words around it: ... Share what is needed. Ask first. Write it down. ...",
            "Nothing was written. Copy that part of the document as plain text into a new one, and import that.",
        ]
    );
}

fn read_word(body: &str) -> Result<Document, String> {
    let main = format!(
        r#"<w:document {WORD} xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:x="urn:of-another-program"><w:body>{body}</w:body></w:document>"#
    );
    held(packed([("word/document.xml", main.into_bytes())]), "a.docx")
}

fn read_text(body: &str) -> Result<Document, String> {
    let odf = "urn:oasis:names:tc:opendocument:xmlns:";
    let content = format!(
        r#"<office:document-content xmlns:office="{odf}office:1.0" xmlns:text="{odf}text:1.0" xmlns:table="{odf}table:1.0" xmlns:draw="{odf}drawing:1.0" xmlns:svg="{odf}svg-compatible:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:x="urn:of-another-program"><office:body><office:text>{body}</office:text></office:body></office:document-content>"#
    );
    held(
        open_document("application/vnd.oasis.opendocument.text", &content),
        "a.odt",
    )
}

/// Reads a document and holds it to its file.
fn held(bytes: Vec<u8>, name: &str) -> Result<Document, String> {
    let document = read::document(name.as_ref(), bytes).map_err(|fault| fault.message)?;
    nothing_dropped(&document).map_err(|fault| fault.message)?;
    Ok(document)
}

/// Each of these bodies holds one word, and its document too.
fn are_read_once(read: fn(&str) -> Result<Document, String>, bodies: &[String]) {
    for body in bodies {
        let document = read(body).unwrap_or_else(|fault| panic!("{body}: {fault}"));
        assert_eq!(shown(&document), "words", "{body}");
    }
}

fn shown(document: &Document) -> String {
    super::shown::on_paper(document).join(" ")
}

const ROW: &str = "<w:tr><w:tc><w:p><w:r><w:t>words</w:t></w:r></w:p></w:tc></w:tr>";
const CELL: &str = "<w:tc><w:p><w:r><w:t>words</w:t></w:r></w:p></w:tc>";
const LINE: &str = "<w:p><w:r><w:t>words</w:t></w:r></w:p>";
const RUN: &str = "<w:r><w:t>words</w:t></w:r>";

#[test]
fn whatever_lies_around_words_in_word_they_are_read_once() {
    for around in [
        "x:unknown",
        "w:unknown",
        "w:sdt",
        "w:sdtContent",
        "w:customXml",
        "w:smartTag",
        "w:ins",
        "w:moveTo",
        "w:dir",
        "w:hyperlink",
        "w:fldSimple",
    ] {
        let wrap = |inner: &str| format!("<{around}>{inner}</{around}>");
        are_read_once(
            read_word,
            &[
                wrap(LINE),
                wrap(&wrap(LINE)),
                format!("<w:p>{}</w:p>", wrap(RUN)),
                format!("<w:p><w:r>{}</w:r></w:p>", wrap("<w:t>words</w:t>")),
                format!("<w:tbl>{}</w:tbl>", wrap(ROW)),
                format!("<w:tbl><w:tr>{}</w:tr></w:tbl>", wrap(CELL)),
                format!("<w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>", wrap(LINE)),
            ],
        );
    }
}

#[test]
fn of_two_versions_one_is_read_and_the_other_named() {
    let both = |inner: &str| {
        format!(
            "<mc:AlternateContent><mc:Choice Requires=\"x\">{inner}</mc:Choice><mc:Fallback>{inner}</mc:Fallback></mc:AlternateContent>"
        )
    };
    are_read_once(
        read_word,
        &[
            both(LINE),
            format!("<w:p>{}</w:p>", both(RUN)),
            format!("<w:p><w:r>{}</w:r></w:p>", both("<w:t>words</w:t>")),
            format!("<w:tbl>{}</w:tbl>", both(ROW)),
            format!("<w:tbl><w:tr>{}</w:tr></w:tbl>", both(CELL)),
            both("").replace("<mc:Fallback>", &format!("<mc:Fallback>{LINE}")),
        ],
    );
}

#[test]
fn ruby_and_formulas_are_words() {
    let ruby = "<w:p><w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>kan</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>ji</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>";
    assert_eq!(shown(&read_word(ruby).expect("ruby")), "kanji");
    let formula = "<w:p><m:oMath><m:r><m:t>a</m:t></m:r><w:r><w:t>b</w:t></w:r><w:del><m:r><m:t>c</m:t></m:r></w:del></m:oMath></w:p>";
    assert_eq!(shown(&read_word(formula).expect("a formula")), "ab");
}

#[test]
fn words_where_no_words_may_be_are_refused() {
    for body in [
        format!("<w:tbl>{LINE}</w:tbl>"),
        format!("<w:tbl><w:tr>{LINE}</w:tr></w:tbl>"),
        format!("<w:p><w:pPr>{RUN}</w:pPr></w:p>"),
        format!("<w:sectPr>{LINE}</w:sectPr>"),
    ] {
        let told = read_word(&body).expect_err(&body);
        assert!(told.contains("I would pass over 'words'"), "{body}: {told}");
    }
}

#[test]
fn a_document_in_a_document_is_refused() {
    for body in [r#"<w:altChunk r:id="a"/>"#, r#"<w:p><w:subDoc r:id="a"/></w:p>"#] {
        let body = body.replace("r:id", "x:id");
        let told = read_word(&format!("{LINE}{body}")).expect_err(&body);
        assert_eq!(
            told,
            "Another document lies in this one, and Word shows its words as part of it."
        );
    }
}

#[test]
fn what_a_box_of_an_old_form_shows_is_told() {
    let form = r#"<w:p><w:r><w:t>Form:</w:t></w:r><w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="Red"/><w:listEntry w:val="Green"/></w:ddList></w:ffData></w:fldChar></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>"#;
    let document = read_word(form).expect("a document");
    let told: Vec<&str> = document.remarks.iter().map(|remark| remark.says.as_str()).collect();
    assert_eq!(told, ["A box to choose from shows “Green” here; type it in."]);
}

#[test]
fn the_words_of_a_diagram_are_counted_and_told() {
    let main = format!("<w:document {WORD}><w:body>{LINE}</w:body></w:document>");
    let data = r#"<d:dataModel xmlns:d="http://schemas.openxmlformats.org/drawingml/2006/diagram" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><d:pt><d:t><a:p><a:r><a:t>Head</a:t></a:r></a:p></d:t></d:pt><d:pt><d:t><a:p><a:r><a:t>Staff</a:t></a:r></a:p></d:t></d:pt></d:dataModel>"#;
    let kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/diagramData";
    let relations = format!(
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="d" Type="{kind}" Target="diagrams/data1.xml"/></Relationships>"#
    );
    let parts = [
        ("word/document.xml", main.into_bytes()),
        ("word/_rels/document.xml.rels", relations.into_bytes()),
        ("word/diagrams/data1.xml", data.into()),
    ];
    let document = held(packed(parts), "a.docx").expect("a document");
    let told: Vec<&str> = document.remarks.iter().map(|remark| remark.says.as_str()).collect();
    assert_eq!(
        told,
        ["The words of a diagram were left out: “Head Staff”. Type them into the policy."]
    );
    let source = document.source.expect("the words of the file");
    assert_eq!((source.kept(), source.count()), (1, 3));
}

#[test]
fn whatever_lies_around_words_in_opendocument_they_are_read_once() {
    let line = "<text:p>words</text:p>";
    let cell = format!("<table:table-cell>{line}</table:table-cell>");
    let row = format!("<table:table-row>{cell}</table:table-row>");
    for around in [
        "x:unknown",
        "text:unknown",
        "text:section",
        "text:numbered-paragraph",
        "text:meta",
        "table:unknown",
    ] {
        let wrap = |inner: &str| format!("<{around}>{inner}</{around}>");
        are_read_once(
            read_text,
            &[
                wrap(line),
                wrap(&wrap(line)),
                format!("<text:p>{}</text:p>", wrap("words")),
                format!("<text:list>{}</text:list>", wrap(line)),
                format!("<text:list><text:list-item>{}</text:list-item></text:list>", wrap(line)),
                format!("<table:table>{}</table:table>", wrap(&row)),
                format!(
                    "<table:table><table:table-row>{}</table:table-row></table:table>",
                    wrap(&cell)
                ),
                format!(
                    "<text:p><draw:frame><draw:text-box>{}</draw:text-box></draw:frame></text:p>",
                    wrap(line)
                ),
            ],
        );
    }
}

#[test]
fn what_stands_beside_the_text_of_opendocument_is_no_word_of_it() {
    let frame = "<text:p>a<draw:frame><draw:text-box><text:p>b<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>n</text:p></text:note-body></text:note></text:p></draw:text-box><svg:title>T</svg:title><svg:desc>D</svg:desc></draw:frame>c<office:annotation><dc:creator>Ann</dc:creator><dc:date>2026-01-01</dc:date><text:p>why</text:p></office:annotation></text:p>";
    let document = read_text(frame).expect("a document");
    assert_eq!(shown(&document), "ac b^ ^n");
}
