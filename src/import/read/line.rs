//! A paragraph as it grows, run by run; and how it looks, from which headings that nothing else marks are told.

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use super::names::LONGEST_LINK;
use crate::import::document::{Block, Piece, Text};

/// How words look.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// Bold.
    pub bold: bool,
    /// Italic.
    pub italic: bool,
    /// Struck out.
    pub struck: bool,
    /// Underlined.
    pub underlined: bool,
    /// Half-points; 0 is not told.
    pub size: u32,
}

/// A paragraph as it grows.
#[derive(Clone, Debug, Default)]
pub struct Line {
    pieces: Vec<Piece>,
    /// How many letters there are in all, in bold, and of the largest and smallest size.
    letters: usize,
    bold_letters: usize,
    largest: u32,
    /// Some of its words are underlined that are no link.
    pub underlined: bool,
    underlined_letters: usize,
    /// How many soft hyphens were dropped.
    pub soft_hyphens: usize,
}

/// How a whole paragraph looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WholeLook {
    /// How many letters it has.
    pub letters: usize,
    /// All of them are bold.
    pub bold: bool,
    /// All of them are underlined, and no link.
    pub underlined: bool,
    /// The size of the largest, in half-points.
    pub size: u32,
    /// Its style says that it stands below the title.
    pub subtitle: bool,
}

impl Line {
    /// Adds words. Soft hyphens go, as do signs that no text may have; line ends are spaces.
    pub fn words(&mut self, words: &str, look: &Look, link: Option<&str>) {
        let mut kept = String::with_capacity(words.len());
        for character in words.chars() {
            match character {
                '\u{AD}' => self.soft_hyphens += 1,
                '\t' => kept.push('\t'),
                '\n' | '\r' => kept.push(' '),
                character if character.is_control() || matches!(character, '\u{FFFE}' | '\u{FFFF}') => {}
                character => kept.push(character),
            }
        }
        self.measure(&kept, look);
        self.underlined |= look.underlined && link.is_none() && kept.contains(char::is_alphanumeric);
        let link = link.filter(|link| link.len() <= LONGEST_LINK);
        match self.pieces.last_mut() {
            _ if kept.is_empty() => {}
            Some(Piece::Text(last)) if same_look(last, look, link) => last.words.push_str(&kept),
            _ => self.pieces.push(Piece::Text(Text {
                words: kept,
                bold: look.bold,
                italic: look.italic,
                struck: look.struck,
                link: link.map(str::to_owned),
            })),
        }
    }

    fn measure(&mut self, words: &str, look: &Look) {
        let letters = words.chars().filter(|letter| !letter.is_whitespace()).count();
        self.letters += letters;
        if letters > 0 {
            self.bold_letters += if look.bold { letters } else { 0 };
            self.underlined_letters += if look.underlined { letters } else { 0 };
            self.largest = self.largest.max(look.size);
        }
    }

    /// Adds what is no word.
    pub fn piece(&mut self, piece: Piece) {
        self.pieces.push(piece);
    }

    /// Adds a line break, unless nothing stands before it.
    pub fn line_break(&mut self) {
        if !self.pieces.is_empty() {
            self.pieces.push(Piece::Break);
        }
    }

    /// Returns whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }

    /// Returns how it looks as a whole.
    pub fn look(&self) -> WholeLook {
        WholeLook {
            letters: self.letters,
            bold: self.letters > 0 && self.bold_letters == self.letters,
            underlined: self.underlined && self.underlined_letters == self.letters,
            size: self.largest,
            subtitle: false,
        }
    }

    /// Returns the pieces, in NFC, without breaks at the end.
    pub fn finish(mut self) -> Vec<Piece> {
        while self.pieces.last() == Some(&Piece::Break) {
            self.pieces.pop();
        }
        for piece in &mut self.pieces {
            if let Piece::Text(text) = piece {
                compose(&mut text.words);
            }
        }
        self.pieces
    }
}

fn same_look(text: &Text, look: &Look, link: Option<&str>) -> bool {
    text.bold == look.bold && text.italic == look.italic && text.struck == look.struck && text.link.as_deref() == link
}

fn compose(words: &mut String) {
    if is_nfc_quick(words.chars()) != IsNormalized::Yes {
        *words = words.nfc().collect();
    }
}

/// Takes the space or tab away that stands behind the number of a note.
pub fn trim_start(note: &mut [Block]) {
    if let Some(Block::Paragraph(first)) = note.first_mut()
        && let Some(Piece::Text(text)) = first.pieces.first_mut()
    {
        text.words = text.words.trim_start().to_owned();
    }
}

/// Returns the address if it is one that a policy may link to.
pub fn outside_link(address: &str) -> Option<&str> {
    let address = address.trim();
    let scheme = address.split_once(':')?.0.to_ascii_lowercase();
    ["https", "http", "mailto", "tel"]
        .contains(&scheme.as_str())
        .then_some(address)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_of_one_look_are_one_piece_in_nfc_without_soft_hyphens() {
        let mut line = Line::default();
        let plain = Look::default();
        let bold = Look {
            bold: true,
            ..Look::default()
        };
        for (words, look) in [
            ("Cafe", &plain),
            ("\u{301} in\u{AD}for", &plain),
            ("mation\u{1}", &bold),
        ] {
            line.words(words, look, None);
        }
        line.line_break();
        assert_eq!(line.soft_hyphens, 1);
        let text = |words: &str, bold| {
            Piece::Text(Text {
                words: words.to_owned(),
                bold,
                ..Text::default()
            })
        };
        assert_eq!(line.finish(), [text("Café infor", false), text("mation", true)]);
    }

    #[test]
    fn a_link_is_kept_where_a_policy_may_have_it() {
        assert_eq!(outside_link(" https://gov.uk "), Some("https://gov.uk"));
        assert_eq!(
            outside_link("MAILTO:head@school.example"),
            Some("MAILTO:head@school.example")
        );
        for other in ["javascript:alert(1)", "file:///c:/x", "#here", "other.docx", ""] {
            assert_eq!(outside_link(other), None);
        }
    }
}
