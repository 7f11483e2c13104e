//! Links that a page may not have: their words stay, and the address as a note for a person.

use crate::import::document::{Block, Document, Paragraph, Piece, Place, Remark, RemarkKind};
use crate::parse::target;
use crate::source::Span;

/// Takes the links off a document that no page may have, and tells each.
pub fn refuse(document: &mut Document) {
    let mut remarks = Vec::new();
    let notes = document.notes.iter_mut().flatten();
    document
        .blocks
        .iter_mut()
        .chain(notes)
        .for_each(|block| in_block(block, &mut remarks));
    document.remarks.extend(remarks);
}

fn in_block(block: &mut Block, remarks: &mut Vec<Remark>) {
    match block {
        Block::Paragraph(paragraph) => in_paragraph(paragraph, remarks),
        Block::Table(table) => table
            .rows
            .iter_mut()
            .flatten()
            .flatten()
            .for_each(|block| in_block(block, remarks)),
        Block::Verbatim(_) => {}
    }
}

fn in_paragraph(paragraph: &mut Paragraph, remarks: &mut Vec<Remark>) {
    let mut pieces = Vec::new();
    // The address of the refused link that is open, and the words it has so far.
    let mut open: Option<(String, String)> = None;
    for mut piece in std::mem::take(&mut paragraph.pieces) {
        let refused = match &mut piece {
            Piece::Text(text) => refused(text.link.as_deref(), &paragraph.place, remarks, open.as_ref()),
            _ => None,
        };
        let same = open.as_ref().map(|(address, _)| address) == refused.as_ref();
        if !same {
            close(open.take(), &mut pieces);
        }
        if let (Some(address), Piece::Text(text)) = (refused, &mut piece) {
            text.link = None;
            let (_, words) = open.get_or_insert((address, String::new()));
            words.push_str(&text.words);
        }
        pieces.push(piece);
    }
    close(open, &mut pieces);
    paragraph.pieces = pieces;
}

/// Returns the address of a link that is refused, and tells it once.
fn refused(
    link: Option<&str>,
    place: &Place,
    remarks: &mut Vec<Remark>,
    open: Option<&(String, String)>,
) -> Option<String> {
    let address = link?;
    let fault = target::fault(address, Span::default())?;
    if open.is_none_or(|(known, _)| known != address) {
        remarks.push(Remark {
            kind: RemarkKind::Mended,
            says: format!(
                "{} The words stay, and the address as a note behind them.",
                fault.message
            ),
            place: place.clone(),
        });
    }
    Some(address.to_owned())
}

/// Ends a refused link: its address stands behind its words, unless the words say it.
fn close(open: Option<(String, String)>, pieces: &mut Vec<Piece>) {
    let unsaid = open.filter(|(address, words)| words.trim() != address);
    pieces.extend(unsaid.map(|(address, _)| Piece::Comment(address)));
}
