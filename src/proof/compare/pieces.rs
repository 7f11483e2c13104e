//! Two texts word by word.

use similar::{ChangeTag, TextDiff};

use super::{Piece, PieceKind};

/// Returns a text on one line, so that a new line in the file is no difference.
pub fn on_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Compares two texts word by word; nothing where they read the same.
pub(super) fn word_by_word(old: &str, new: &str) -> Option<Vec<Piece>> {
    let (old, new) = (on_one_line(old), on_one_line(new));
    if old == new {
        return None;
    }
    let mut told = Told::default();
    for change in TextDiff::from_words(old.as_str(), new.as_str()).iter_all_changes() {
        told.take(change.tag(), change.value());
    }
    Some(told.all())
}

/// What is told so far. Changed words with nothing but spaces between them are told as one change: people read whole
/// phrases.
#[derive(Default)]
struct Told {
    pieces: Vec<Piece>,
    out: String,
    put_in: String,
    /// Spaces behind a change, which belong to it if another follows at once.
    spaces: String,
}

impl Told {
    fn take(&mut self, tag: ChangeTag, words: &str) {
        let changing = !self.out.is_empty() || !self.put_in.is_empty();
        match tag {
            ChangeTag::Equal if changing && words.trim().is_empty() => self.spaces.push_str(words),
            ChangeTag::Equal => {
                self.end_change();
                self.push(PieceKind::Same, words);
            }
            ChangeTag::Delete => {
                self.join();
                self.out.push_str(words);
            }
            ChangeTag::Insert => {
                self.join();
                self.put_in.push_str(words);
            }
        }
    }

    fn join(&mut self) {
        let spaces = std::mem::take(&mut self.spaces);
        self.out.push_str(&spaces);
        self.put_in.push_str(&spaces);
    }

    fn end_change(&mut self) {
        let [out, put_in, spaces] = [&mut self.out, &mut self.put_in, &mut self.spaces].map(std::mem::take);
        self.push(PieceKind::Out, &out);
        self.push(PieceKind::In, &put_in);
        self.push(PieceKind::Same, &spaces);
    }

    fn push(&mut self, kind: PieceKind, words: &str) {
        match self.pieces.last_mut() {
            Some(last) if last.kind == kind => last.text.push_str(words),
            _ if words.is_empty() => {}
            _ => self.pieces.push(Piece {
                kind,
                text: words.to_owned(),
            }),
        }
    }

    fn all(mut self) -> Vec<Piece> {
        self.end_change();
        self.pieces
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(old: &str, new: &str) -> Vec<(PieceKind, String)> {
        let pieces = word_by_word(old, new).unwrap_or_default();
        pieces.into_iter().map(|piece| (piece.kind, piece.text)).collect()
    }

    fn same(words: &str) -> (PieceKind, String) {
        (PieceKind::Same, words.to_owned())
    }

    fn out(words: &str) -> (PieceKind, String) {
        (PieceKind::Out, words.to_owned())
    }

    fn put_in(words: &str) -> (PieceKind, String) {
        (PieceKind::In, words.to_owned())
    }

    #[test]
    fn words_are_compared_and_line_breaks_are_not() {
        assert_eq!(word_by_word("keep  it\nsafe", "keep it safe"), None);
        assert_eq!(
            told("Keep it for five years.", "Keep it for ten years."),
            [same("Keep it for "), out("five"), put_in("ten"), same(" years.")]
        );
    }

    #[test]
    fn words_changed_side_by_side_are_one_change() {
        assert_eq!(
            told("It has a written plan.", "It has a plan in writing."),
            [same("It has a "), out("written plan."), put_in("plan in writing.")]
        );
        assert_eq!(told("Ask first.", "Ask."), [out("Ask first."), put_in("Ask.")]);
        assert_eq!(told("", "New words."), [put_in("New words.")]);
    }
}
