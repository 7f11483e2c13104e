//! The words of a text without their dress.
//!
//! Where texts are compared and fingerprinted, and where citations rely on them, what changes the sense without being a
//! word stays as a sign: where a cell ends, what is a heading of a table, what
//! is struck out, what is ticked, where a line of code ends, where a footnote is mentioned.

use std::collections::BTreeSet;

use super::{Block, Footnote, Inline, Item};

/// Stands around and between the cells of a row. Nobody types it.
const CELL: &str = "│";
/// Stands around the headings of a table.
const HEADINGS: &str = "║";
/// Stands where a line of text shown as typed ends.
const LINE_END: &str = "↵";
/// Stands where a footnote is mentioned, and before the words of that footnote.
const NOTE: &str = "†";

/// Returns the words of `blocks` and nothing else, the pieces parted by line ends.
pub fn plain_blocks(blocks: &[Block]) -> String {
    let mut plain = Plain::default();
    plain.blocks(blocks);
    plain.into_text(&[])
}

/// Returns the words of `blocks` with the signs that change their sense.
pub fn signed_blocks(blocks: &[Block]) -> String {
    let mut plain = Plain::with_signs();
    plain.blocks(blocks);
    plain.into_text(&[])
}

/// Returns the words of `text` and nothing else.
pub fn plain_text(text: &[Inline]) -> String {
    Plain::default().words(text)
}

/// Returns words as an author types them, who has no signs on the keyboard: a bar between cells, nothing elsewhere.
pub fn as_typed(words: &str) -> String {
    let bars = words.replace([CELL, HEADINGS].map(first).as_slice(), "|");
    bars.replace([LINE_END, NOTE].map(first).as_slice(), "")
}

fn first(sign: &str) -> char {
    sign.chars().next().unwrap_or_default()
}

/// Words that are being gathered, and the footnotes that they mention.
#[derive(Debug, Default)]
pub struct Plain {
    signs: bool,
    pieces: Vec<String>,
    mentioned: Vec<usize>,
}

impl Plain {
    /// Begins to gather words with the signs that change their sense.
    pub fn with_signs() -> Self {
        Self {
            signs: true,
            ..Self::default()
        }
    }

    /// Adds the words of `blocks`, a piece for each paragraph, heading, and row or cell that has any.
    pub fn blocks(&mut self, blocks: &[Block]) {
        blocks.iter().for_each(|block| self.block(block));
    }

    /// Adds the words of a block.
    pub fn block(&mut self, block: &Block) {
        match block {
            Block::Heading { text, .. } | Block::Paragraph { text, .. } => self.line(text),
            Block::List { items, .. } => items.iter().for_each(|item| self.item(item)),
            Block::Quote { blocks, .. } => self.blocks(blocks),
            Block::Callout { kind, blocks, .. } => self.marked(&format!("{}:", kind.word()), blocks),
            Block::Table { head, rows, .. } => {
                self.row(head, HEADINGS);
                rows.iter().for_each(|row| self.row(&row.cells, CELL));
            }
            Block::Code { text, .. } => {
                let sign = format!(" {LINE_END}\n");
                let text = text.trim_end();
                let text = if self.signs {
                    text.replace('\n', &sign)
                } else {
                    text.to_owned()
                };
                self.pieces.push(text);
            }
            Block::Rule { .. } => {}
        }
    }

    /// Adds the words of a line.
    pub fn line(&mut self, text: &[Inline]) {
        let line = self.words(text);
        if !line.trim().is_empty() {
            self.pieces.push(line);
        }
    }

    fn item(&mut self, item: &Item) {
        match item.ticked {
            Some(true) => self.marked("☑", &item.blocks),
            Some(false) => self.marked("☐", &item.blocks),
            None => self.blocks(&item.blocks),
        }
    }

    /// Adds the words of `blocks`, and before the first of them a sign, where signs count.
    fn marked(&mut self, sign: &str, blocks: &[Block]) {
        let first = self.pieces.len();
        self.blocks(blocks);
        if !self.signs {
            return;
        }
        match self.pieces.get_mut(first) {
            Some(piece) => piece.insert_str(0, &format!("{sign} ")),
            None => self.pieces.push(sign.to_owned()),
        }
    }

    fn row(&mut self, cells: &[Vec<Inline>], edge: &str) {
        if !self.signs {
            return cells.iter().for_each(|cell| self.line(cell));
        }
        let words: Vec<String> = cells.iter().map(|cell| self.words(cell)).collect();
        if words.iter().any(|words| !words.trim().is_empty()) {
            let between = format!(" {CELL} ");
            self.pieces.push(format!("{edge} {} {edge}", words.join(&between)));
        }
    }

    fn words(&mut self, text: &[Inline]) -> String {
        let mut words = String::new();
        self.push(text, &mut words);
        words
    }

    fn push(&mut self, text: &[Inline], words: &mut String) {
        for inline in text {
            match inline {
                Inline::Text(typed) | Inline::Mention { text: typed, .. } => words.push_str(&typed.value),
                Inline::Struck(inner) if self.signs => {
                    words.push_str("(struck out: ");
                    self.push(inner, words);
                    words.push(')');
                }
                Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Struck(inner) => self.push(inner, words),
                Inline::Link { text: inner, .. } => self.push(inner, words),
                Inline::Code(typed) | Inline::Image { alt: typed, .. } => words.push_str(typed),
                Inline::SoftBreak | Inline::HardBreak => words.push(' '),
                Inline::Footnote(number) => {
                    words.push_str(if self.signs { NOTE } else { "" });
                    self.mentioned.push(*number);
                }
            }
        }
    }

    /// Returns the words, and behind them those of the footnotes that they mention, each once. Footnotes count from 1
    /// in `notes`; how they are numbered plays no part.
    pub fn into_text(mut self, notes: &[Footnote]) -> String {
        let (mut at, mut seen) = (0, BTreeSet::new());
        while let Some(number) = self.mentioned.get(at).copied() {
            let is_first = seen.insert(number);
            if let Some(note) = notes.get(number.wrapping_sub(1)).filter(|_| is_first) {
                let first = self.pieces.len();
                self.blocks(&note.blocks);
                if let Some(piece) = self.pieces.get_mut(first) {
                    piece.insert_str(0, &format!("{NOTE} "));
                }
            }
            at += 1;
        }
        self.pieces.join("\n")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::markdown::parse;
    use crate::source::Span;

    fn plain(text: &str) -> String {
        let (body, _) = parse(text, Span::new(0, text.len()));
        let mut plain = Plain::with_signs();
        plain.blocks(&body.blocks);
        plain.into_text(&body.footnotes)
    }

    #[test]
    fn what_changes_the_sense_changes_the_words() {
        let table = |rows: &str| format!("| Who | Told | Asked |\n| --- | --- | --- |\n{rows}\n");
        let pairs = [
            (table("| Ann | yes | |"), table("| Ann | | yes |")),
            (table("| 1 2 | 3 | |"), table("| 1 | 2 3 | |")),
            (
                "| A |\n| --- |\n| b |\n\n| C |\n| --- |\n| d |\n".to_owned(),
                "| A |\n| --- |\n\n| b |\n| --- |\n| C |\n| d |\n".to_owned(),
            ),
            ("must ~~not~~ share".to_owned(), "must not share".to_owned()),
            ("- [ ] told".to_owned(), "- [x] told".to_owned()),
            ("> [!NOTE]\n> Told.".to_owned(), "> [!WARNING]\n> Told.".to_owned()),
            ("```\na\nb\n```\n".to_owned(), "```\na b\n```\n".to_owned()),
            (
                "Share.[^1]\n\n[^1]: Now.\n".to_owned(),
                "Share.[^1]\n\n[^1]: Later.\n".to_owned(),
            ),
            (
                "Ask.[^1] Share.\n\n[^1]: Now.\n".to_owned(),
                "Ask. Share.[^1]\n\n[^1]: Now.\n".to_owned(),
            ),
        ];
        for (old, new) in pairs {
            let words = |text: &str| plain(text).split_whitespace().collect::<Vec<_>>().join(" ");
            assert_ne!(words(&old), words(&new), "{old} / {new}");
        }
    }

    #[test]
    fn dress_is_left_out_and_signs_can_be_read() {
        assert_eq!(plain("*a* **b** [c](https://x.example) `d`\ne"), "a b c d e");
        assert_eq!(
            plain("| Who | Told |\n| --- | --- |\n| Ann | ~~yes~~ no |\n\n- [x] done\n"),
            "║ Who │ Told ║\n│ Ann │ (struck out: yes) no │\n☑ done"
        );
        assert_eq!(plain("Share.[^1]\n\n[^1]: Not today.\n"), "Share.†\n† Not today.");
        assert_eq!(as_typed("║ Who │ Told ║ Share.† a ↵ b"), "| Who | Told | Share. a  b");
    }
}
