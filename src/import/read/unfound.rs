//! The words of a Markdown file that its document does not have: told, each with what it is and its line.
//!
//! This is not how Markdown is read. It knows words, and the few places where words stand that no page shows; all
//! others have to be in the document, as often as they are typed.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;

use crate::import::document::{Block, Document, Piece, Place, Remark, RemarkKind};
use crate::parse::markdown::{self, plain_blocks};
use crate::source::Span;

/// What stands in a stretch of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    /// All that a reader of the page is shown.
    Words,
    /// A picture, which its reader tells; the name of a link's definition or of a footnote, which nobody is shown.
    Unshown,
    /// Where a definition leads: `[name]: https://...`.
    Address,
    /// What a line of a list begins with.
    Number,
    /// What stands behind the fence of program text, most often its language.
    Code,
    /// What a browser shows while the mouse rests on a link.
    Title,
}

impl Kind {
    /// Returns what is said before the words that are not in the document.
    fn says(self) -> Option<(RemarkKind, &'static str)> {
        match self {
            Self::Unshown => None,
            Self::Words => Some((
                RemarkKind::Unsure,
                "I did not find these words of the file again in what I read. Are they in the policy?",
            )),
            Self::Title => Some((RemarkKind::LeftOut, "The title of a link is left out:")),
            Self::Address => Some((
                RemarkKind::LeftOut,
                "The address of a link that nothing in the text uses is left out:",
            )),
            Self::Code => Some((
                RemarkKind::LeftOut,
                "What stands at the head of program text is left out:",
            )),
            Self::Number => Some((
                RemarkKind::LeftOut,
                "From here on, these numbers before lines of lists are left out or counted anew:",
            )),
        }
    }
}

/// How many words of one line are told.
const TOLD: usize = 40;

/// Returns what is to be told of a file's `lines`, each with its number, that was read as `document`.
pub fn remarks(lines: &[(usize, String)], document: &Document) -> Vec<Remark> {
    let mut bag = Bag::of(document);
    let parts: Vec<(usize, Kind, &str)> = lines
        .iter()
        .flat_map(|(number, line)| parts(line).into_iter().map(|(kind, part)| (*number, kind, part)))
        .collect();
    let mut missed: BTreeMap<(usize, Kind), Vec<&str>> = BTreeMap::new();
    let mut counted_anew = None;
    // What a reader of the page is shown comes first: a title may be made of the same words.
    for now in [Kind::Words, Kind::Address, Kind::Number, Kind::Code, Kind::Title] {
        for (number, kind, part) in parts.iter().filter(|(_, kind, _)| *kind == now) {
            let words = part.split_whitespace().filter(|word| !bag.take(word));
            let words: Vec<&str> = words.collect();
            if words.is_empty() {
                continue;
            }
            // A list all of whose lines begin with `1.` is one thing to tell.
            let line = match kind {
                Kind::Number => *counted_anew.get_or_insert(*number),
                _ => *number,
            };
            missed.entry((line, *kind)).or_default().extend(words);
        }
    }
    missed
        .into_iter()
        .filter_map(|((line, kind), words)| remark(line, kind, &words))
        .collect()
}

fn remark(line: usize, kind: Kind, words: &[&str]) -> Option<Remark> {
    let (remark, says) = kind.says().filter(|_| !words.is_empty())?;
    let told: Vec<&str> = words.iter().take(TOLD).copied().collect();
    let more = if words.len() > TOLD { " ..." } else { "" };
    let told = told.join(" ");
    let told = told.trim_matches(|c: char| !c.is_alphanumeric());
    Some(Remark {
        kind: remark,
        says: format!("{says} \"{told}{more}\"."),
        place: Place::Lines(line..line + 1),
    })
}

/// The words of a document, each as often as it has them.
#[derive(Default)]
struct Bag(BTreeMap<String, usize>);

impl Bag {
    fn of(document: &Document) -> Self {
        let mut text = String::new();
        let blocks = document.blocks.iter().chain(document.notes.iter().flatten());
        blocks.for_each(|block| said(block, &mut text));
        let mut bag = Self::default();
        tokens(&text)
            .into_iter()
            .for_each(|token| *bag.0.entry(token).or_default() += 1);
        bag
    }

    /// Takes what a person typed between two spaces; returns whether it was all there. Code and stress may begin
    /// inside a word, and a letter may be typed by its name: `caf&eacute;`.
    fn take(&mut self, typed: &str) -> bool {
        let tokens = tokens(typed);
        let joined = vec![tokens.concat()];
        joined == [""] || self.take_all(&spelled(typed)) || self.take_all(&tokens) || self.take_all(&joined)
    }

    fn take_all(&mut self, tokens: &[String]) -> bool {
        for (at, token) in tokens.iter().enumerate() {
            match self.0.get_mut(token) {
                Some(count) if *count > 0 => *count -= 1,
                _ => {
                    tokens
                        .iter()
                        .take(at)
                        .for_each(|token| *self.0.entry(token.clone()).or_default() += 1);
                    return false;
                }
            }
        }
        true
    }
}

/// Collects all that a block has of its file, a space wherever its look changes.
fn said(block: &Block, text: &mut String) {
    match block {
        Block::Paragraph(paragraph) => {
            text.extend(paragraph.label.iter().flat_map(|label| [label.shown.as_str(), " "]));
            paragraph.pieces.iter().for_each(|piece| said_in_line(piece, text));
            let mut look = None;
            for piece in &paragraph.pieces {
                let Piece::Text(words) = piece else {
                    look = None;
                    text.push(' ');
                    continue;
                };
                let now = (words.bold, words.italic, words.struck, &words.link);
                if look.replace(now) != Some(now) {
                    text.push(' ');
                }
                text.push_str(&words.words);
            }
            text.push(' ');
        }
        Block::Table(table) => table
            .rows
            .iter()
            .flatten()
            .flatten()
            .for_each(|block| said(block, text)),
        Block::Verbatim(typed) => text.extend([typed, " "]),
    }
}

/// Collects what a piece has beside its words.
fn said_in_line(piece: &Piece, text: &mut String) {
    match piece {
        Piece::Text(words) => text.extend(words.link.iter().flat_map(|link| [link, " "])),
        Piece::Comment(words) | Piece::Name(words) => text.extend([words, " "]),
        Piece::Note(_) | Piece::Break => {}
    }
}

/// Parts a text into runs of letters and figures, one form for all ways to write each.
fn tokens(text: &str) -> Vec<String> {
    let text: String = text.nfkc().collect();
    let runs = text.split(|c: char| !c.is_alphanumeric()).filter(|run| !run.is_empty());
    // `01.` before a line of a list is 1.
    let plain = |run: &str| match run.bytes().all(|byte| byte.is_ascii_digit()) {
        true => run.trim_start_matches('0').to_owned(),
        false => run.to_owned(),
    };
    runs.map(plain).collect()
}

/// Returns the tokens of a word whose letters may be typed by their names.
fn spelled(typed: &str) -> Vec<String> {
    match typed.contains('&') && typed.contains(';') {
        false => tokens(typed),
        true => {
            let parts = typed.split_inclusive(';').map(|part| match part.rfind('&') {
                Some(at) => {
                    let (before, name) = part.split_at(at);
                    let (read, _) = markdown::parse(name, Span::new(0, name.len()));
                    let read = plain_blocks(&read.blocks);
                    // All that is left of `&nbsp;` is that it parts two words.
                    before.to_owned() + if read.is_empty() { " " } else { &read }
                }
                None => part.to_owned(),
            });
            tokens(&parts.collect::<String>())
        }
    }
}

/// Parts a line by what stands in it.
fn parts(line: &str) -> Vec<(Kind, &str)> {
    let start = line.trim_start_matches([' ', '\t', '>', '-', '*', '+']);
    if start.starts_with("```") || start.starts_with("~~~") {
        return vec![(Kind::Code, start)];
    }
    let definition = start.strip_prefix('[').and_then(|rest| rest.split_once("]:"));
    if let Some((name, rest)) = definition.filter(|(name, _)| !name.contains(']')) {
        if name.starts_with('^') {
            return in_line(rest, Vec::new());
        }
        let rest = rest.trim_start();
        let (address, title) = rest.split_once([' ', '\t']).unwrap_or((rest, ""));
        return vec![(Kind::Address, address), (Kind::Title, title)];
    }
    let behind = start.trim_start_matches(|c: char| c.is_ascii_digit());
    let (number, rest) = start.split_at(start.len() - behind.len());
    match behind.starts_with(['.', ')']) {
        true => in_line(rest, vec![(Kind::Number, number)]),
        false => in_line(start, Vec::new()),
    }
}

/// Parts words by what stands among them, in one go: nothing is looked at twice, however it is typed.
fn in_line<'l>(line: &'l str, mut parts: Vec<(Kind, &'l str)>) -> Vec<(Kind, &'l str)> {
    let mut rest = line;
    while let Some(at) = rest.find(['!', '[', ']']) {
        let (words, signs) = rest.split_at(at);
        parts.push((Kind::Words, words));
        let begins = |with: &str| signs.starts_with(with);
        let (kind, length) = if begins("![") {
            let end = signs
                .find("](")
                .and_then(|middle| Some(middle + signs.get(middle..)?.find(')')?));
            (Kind::Unshown, end)
        } else if begins("[^") || begins("][") {
            let end = signs.get(1..).and_then(|rest| rest.find(']'));
            (Kind::Unshown, end.map(|end| end + 1))
        } else if begins("](") {
            let end = signs.find([')', ' ', '\t']).unwrap_or(signs.len());
            let (address, title) = signs.split_at(end);
            parts.push((Kind::Words, address));
            let quote = title.trim_start().chars().next().filter(|c| matches!(c, '"' | '\''));
            rest = title;
            let Some(quote) = quote else { continue };
            let Some((_, behind)) = title.split_once(quote) else {
                continue;
            };
            let end = title.len() - behind.len() + behind.find(quote).unwrap_or(behind.len());
            let (title, behind) = title.split_at(end);
            parts.push((Kind::Title, title));
            rest = behind;
            continue;
        } else {
            (Kind::Words, Some(1))
        };
        // What is not closed in its line is words.
        let (part, behind) = signs.split_at(length.unwrap_or(signs.len()));
        parts.push((if length.is_some() { kind } else { Kind::Words }, part));
        rest = behind;
    }
    parts.push((Kind::Words, rest));
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::read::html::mend;
    use crate::import::read::markdown::read;

    fn told(typed: &str) -> Vec<String> {
        let document = read(typed);
        let lines = mend(typed, 1).typed_lines();
        remarks(&lines, &document)
            .into_iter()
            .map(|remark| remark.says)
            .collect()
    }

    #[test]
    fn what_no_page_shows_is_told_by_what_it_is() {
        let cases = [
            (
                "[a](https://x.org \"The title\")",
                "The title of a link is left out: \"The title\".",
            ),
            (
                "[a][b]\n\n[b]: https://x.org 'One more'",
                "The title of a link is left out: \"One more\".",
            ),
            (
                "[b]: https://x.org",
                "The address of a link that nothing in the text uses is left out: \"https://x.org\".",
            ),
            (
                "3. ## Why",
                "From here on, these numbers before lines of lists are left out or counted anew: \"3\".",
            ),
        ];
        for (typed, says) in cases {
            assert_eq!(told(typed), [says], "{typed}");
        }
    }

    #[test]
    fn words_that_are_there_are_not_told() {
        for typed in [
            "a[^b] <u>c</u>d `e`s **f**g &eacute;h i\\_j\n\n[^b]: note",
            "a&nbsp;b&nbsp;&eacute;",
            "[c] says [a][c] of [a](https://x.org/c), <https://x.org>\n\n[c]: https://x.org",
            "01. a\n02. b\n\n- [x] c\n- [ ] d",
            "![a picture](a.png) <!-- [b](c \"d\") -->",
            "> [!NOTE]\n> a\n\n| a | b |\n|---|---|\n| c | d | e |\n\n    f &amp; g\n",
            "a\n\n[^b]: nobody marked this",
            "[the form][form]\n\n[form]: https://x.org/form",
            "[^a] and [b](c and [d [e][f and ![g",
            "कक्षा ﬁle cafe\u{301} ½",
        ] {
            assert_eq!(told(typed), [""; 0], "{typed}");
        }
    }

    #[test]
    fn a_reader_that_passes_a_block_over_is_found_out() {
        for typed in [
            include_str!("../../../tests/import/documents/received/source.md"),
            include_str!("../../../tests/import/documents/markdown-around-the-words/source.md"),
        ] {
            let document = read(typed);
            let lines = mend(typed, 1).typed_lines();
            let whole = remarks(&lines, &document);
            for at in 0..document.blocks.len() {
                let mut less = document.clone();
                less.blocks.remove(at);
                assert_ne!(remarks(&lines, &less), whole, "block {at}");
            }
        }
    }
}
