//! A document as lines of text: all that a reader makes of it, for a person to look over.

use std::fmt::Write;

use unicode_normalization::UnicodeNormalization;

use fingerpost::import::document::{Block, Document, Paragraph, Piece, RemarkKind, Role, Text};

/// Returns the whole document.
pub fn document(document: &Document) -> String {
    let mut shown = String::new();
    if let Some(title) = &document.title {
        writeln!(shown, "properties: {title}").expect("text");
    }
    blocks(&document.blocks, "", &mut shown);
    for (index, note) in document.notes.iter().enumerate() {
        writeln!(shown, "note {}", index + 1).expect("text");
        blocks(note, "  ", &mut shown);
    }
    for remark in &document.remarks {
        let kind = match remark.kind {
            RemarkKind::LeftOut => "left out",
            RemarkKind::Mended => "mended",
            RemarkKind::Unsure => "unsure",
            RemarkKind::Slip => "slip",
        };
        writeln!(shown, "{kind}: {} ({:?})", remark.says, remark.place).expect("text");
    }
    shown
}

fn blocks(blocks: &[Block], indent: &str, shown: &mut String) {
    for block in blocks {
        match block {
            Block::Paragraph(found) => writeln!(shown, "{indent}{}", paragraph(found)).expect("text"),
            Block::Verbatim(text) => writeln!(shown, "{indent}{text:?}").expect("text"),
            Block::Table(table) => {
                for row in &table.rows {
                    writeln!(shown, "{indent}row").expect("text");
                    for cell in row {
                        writeln!(shown, "{indent}  cell").expect("text");
                        self::blocks(cell, &format!("{indent}    "), shown);
                    }
                }
            }
        }
    }
}

fn paragraph(paragraph: &Paragraph) -> String {
    let role = match paragraph.role {
        Role::Text => String::new(),
        Role::Title => "= ".to_owned(),
        Role::Heading(rank) => format!("{} ", "#".repeat(rank.into())),
        Role::LooksLikeHeading(rank) => format!("{} ", "~".repeat(rank.into())),
    };
    let label = paragraph.label.as_ref();
    let label = label.map(|label| format!("[{}]{} ", label.shown, "›".repeat(label.depth.into())));
    let pieces: String = paragraph.pieces.iter().map(piece).collect();
    format!("{role}{}{pieces}", label.unwrap_or_default())
}

fn piece(piece: &Piece) -> String {
    match piece {
        Piece::Text(text) => words(text),
        Piece::Note(index) => format!("[^{}]", index + 1),
        Piece::Comment(comment) => format!("<!-- {comment} -->"),
        Piece::Break => "⏎".to_owned(),
        Piece::Name(name) => format!("{{#{name}}}"),
    }
}

fn words(text: &Text) -> String {
    let mut shown = text.words.replace('\t', "⇥");
    for (is_on, sign) in [(text.bold, "**"), (text.italic, "_"), (text.struck, "~~")] {
        if is_on {
            shown = format!("{sign}{shown}{sign}");
        }
    }
    match &text.link {
        Some(link) => format!("[{shown}]({link})"),
        None => shown,
    }
}

/// Returns each paragraph as it is seen on paper: its label and its words without any space; the mark of a note, which
/// is a number of the program's own, as `^`.
pub fn on_paper(document: &Document) -> Vec<String> {
    let mut lines = Vec::new();
    paragraphs(&document.blocks, "", &mut lines);
    for note in &document.notes {
        paragraphs(note, "^", &mut lines);
    }
    lines.retain(|line| !line.is_empty());
    lines
}

fn paragraphs(blocks: &[Block], before: &str, lines: &mut Vec<String>) {
    let mut before = before;
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => {
                let label = paragraph.label.as_ref().map_or("", |label| &label.shown);
                let pieces = paragraph.pieces.iter().map(|piece| match piece {
                    Piece::Text(text) => text.words.as_str(),
                    Piece::Note(_) => "^",
                    Piece::Comment(_) | Piece::Break | Piece::Name(_) => "",
                });
                lines.push(squeezed(&format!("{before}{label}{}", pieces.collect::<String>())));
                before = "";
            }
            Block::Table(table) => {
                for cell in table.rows.iter().flatten() {
                    paragraphs(cell, "", lines);
                }
            }
            Block::Verbatim(_) => {}
        }
    }
}

/// Takes out spaces, and what a PDF says in letters of its own: marks of direction, signs of a font;
/// and a raised figure is a figure.
pub fn squeezed(text: &str) -> String {
    let kept = text.nfc().filter(|letter| !letter.is_whitespace());
    let kept = kept.filter(
        |letter| !matches!(letter, '\u{200E}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}'),
    );
    kept.map(|letter| match letter {
        '\u{2011}' => '-',
        '\u{E000}'..='\u{F8FF}' | '✓' | '≥' => '•',
        '⁻' | '₋' => '-',
        '¹' | '²' | '³' | '⁰'..='⁹' | '₀'..='₉' => letter.nfkd().next().unwrap_or(letter),
        letter => letter,
    })
    .collect()
}
