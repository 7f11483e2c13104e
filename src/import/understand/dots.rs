//! Bullets that were typed, as a sign before the words of a paragraph: they are lines of a list.

use crate::diagnostic::text::number;
use crate::import::document::{Block, Document, Label, Paragraph, Piece, Remark, RemarkKind, Role};
use crate::import::lead::{bullet, cut, is_surely_bullet, plain};
use crate::import::source::LeftOut;

/// Makes lines of lists of the paragraphs of a document that begin with the sign of a bullet, where they surely do, and
/// tells it. A policy has its lists already.
pub fn mend(document: &mut Document) {
    if document.front.is_some() {
        return;
    }
    let blocks: Vec<Block> = std::mem::take(&mut document.blocks)
        .into_iter()
        .flat_map(parted)
        .collect();
    let signs: Vec<Option<Typed>> = blocks.iter().map(typed).collect();
    let mut deep = Depths::default();
    let mut lines = Vec::new();
    for (at, mut block) in blocks.into_iter().enumerate() {
        let sign = signs.get(at).copied().flatten().filter(|_| is_bullet(&signs, at));
        let depth = deep.of(sign);
        if let (Some(sign), Block::Paragraph(paragraph)) = (sign, &mut block) {
            make_line(paragraph, depth);
            lines.push((sign.sign, paragraph.place.clone()));
        }
        document.blocks.push(block);
    }
    let letters = lines.iter().filter(|(sign, _)| *sign == 'o').map(|_| "o".to_owned());
    let letters: Vec<String> = letters.collect();
    if let Some(source) = document.source.as_mut().filter(|_| !letters.is_empty()) {
        source.leave_out(&letters, LeftOut::Bullet);
    }
    document.remarks.extend(lines.first().map(|(_, place)| Remark {
        kind: RemarkKind::Mended,
        says: format!(
            "Bullets that were typed as signs are lists now: {}.",
            number(lines.len(), "line", "lines")
        ),
        place: place.clone(),
    }));
}

/// The sign that a paragraph begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Typed {
    sign: char,
    /// It can be nothing but a bullet.
    surely: bool,
}

fn typed(block: &Block) -> Option<Typed> {
    match block {
        Block::Paragraph(paragraph) if may_be_line(paragraph) => sign_of(&plain(&paragraph.pieces)),
        _ => None,
    }
}

fn may_be_line(paragraph: &Paragraph) -> bool {
    paragraph.label.is_none() && matches!(paragraph.role, Role::Text | Role::LooksLikeHeading(_))
}

fn sign_of(words: &str) -> Option<Typed> {
    let words = words.trim_start();
    let (sign, rest) = bullet(words).filter(|(_, rest)| !rest.is_empty())?;
    let gap = words.get(sign.len_utf8()..words.len() - rest.len())?;
    Some(Typed {
        sign,
        surely: is_surely_bullet(sign) || gap.contains('\t'),
    })
}

/// A dash may begin a line of speech or of a letter: beside another sign it begins a line of a list.
fn is_bullet(signs: &[Option<Typed>], at: usize) -> bool {
    let sign = |at: usize| signs.get(at).copied().flatten();
    let beside = [at.checked_sub(1), at.checked_add(1)];
    let in_row = beside.into_iter().flatten().any(|beside| sign(beside).is_some());
    sign(at).is_some_and(|here| here.surely || in_row)
}

/// Parts a paragraph where a line of it begins with a bullet: people press Enter with Shift.
fn parted(block: Block) -> Vec<Block> {
    let paragraph = match block {
        Block::Paragraph(paragraph) if may_be_line(&paragraph) && paragraph.pieces.contains(&Piece::Break) => paragraph,
        other => return vec![other],
    };
    let lines: Vec<&[Piece]> = paragraph.pieces.split(|piece| *piece == Piece::Break).collect();
    let signs: Vec<Option<Typed>> = lines.iter().map(|line| sign_of(&plain(line))).collect();
    let mut parts: Vec<Vec<Piece>> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        match parts.last_mut().filter(|_| !is_bullet(&signs, at)) {
            Some(part) => part.extend(std::iter::once(Piece::Break).chain(line.iter().cloned())),
            None => parts.push(line.to_vec()),
        }
    }
    let part = |pieces| {
        Block::Paragraph(Paragraph {
            pieces,
            ..paragraph.clone()
        })
    };
    parts.into_iter().map(part).collect()
}

/// How deep typed bullets lie whose paragraphs do not say it.
#[derive(Default)]
struct Depths {
    /// The line above begins with another sign than the letter o, or lies within one that does.
    around: bool,
}

impl Depths {
    /// The letter o is the bullet of Word's second level.
    fn of(&mut self, sign: Option<Typed>) -> u8 {
        let within = self.around && sign.is_some_and(|sign| sign.sign == 'o');
        self.around = within || sign.is_some_and(|sign| sign.sign != 'o');
        u8::from(within)
    }
}

fn make_line(paragraph: &mut Paragraph, depth: u8) {
    let words = plain(&paragraph.pieces);
    let rest = bullet(words.trim_start()).map_or("", |(_, rest)| rest);
    cut(&mut paragraph.pieces, words.len() - rest.len());
    paragraph.role = Role::Text;
    paragraph.label = Some(Label {
        shown: "•".to_owned(),
        depth,
        bullet: true,
    });
}
