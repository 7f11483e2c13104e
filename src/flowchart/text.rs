//! How much room words need, without a font: averages for kinds of letters, with slack for fonts that run wide.

/// Height of the letters, as the style sheet sets them.
pub(super) const SIZE: i32 = 16;
/// From one line to the next.
pub(super) const LINE: i32 = 21;

/// Slack in percent: so much wider than the averages below, which are Arial's, are words whose reader spaces them as WCAG 2.2
/// asks that one can (1.4.12: letters by 0.12, words by 0.16 of the type size). The widest of the usual fonts, Verdana and
/// DejaVu, run some 15 % wider.
const SLACK: i32 = 29;

/// Returns the room that `words` take on one line.
pub(super) fn width(words: &str) -> i32 {
    room_for(thousandths(words))
}

/// Adds up the letters of some words, in thousandths of the type size.
fn thousandths(words: &str) -> i32 {
    words.chars().map(letter).fold(0, i32::saturating_add)
}

/// Returns the room that letters take which add up to so many thousandths.
fn room_for(thousandths: i32) -> i32 {
    // Long enough for any line that can be drawn; keeps the product below within 32 bits.
    thousandths.min(1_000_000) / 10 * SIZE / 100 * (100 + SLACK) / 100 + 1
}

/// Returns the room that words of a plain width take in bold letters, which run about a tenth wider.
pub(super) fn bold(width: i32) -> i32 {
    width * 11 / 10 + 1
}

/// Returns the room that the widest of `lines` takes.
pub(super) fn widest<S: AsRef<str>>(lines: &[S]) -> i32 {
    lines.iter().map(|line| width(line.as_ref())).max().unwrap_or(0)
}

/// Returns the room that some lines take downwards.
pub(super) fn height(lines: usize) -> i32 {
    i32::try_from(lines).unwrap_or(i32::MAX / LINE).min(10_000) * LINE
}

/// Breaks `words` into lines no wider than `room`, as full as they go.
///
/// Breaks after spaces and hyphens and between ideographs; a word that is wider than a whole line is cut.
pub(super) fn wrap(words: &str, room: i32) -> Vec<String> {
    let mut lines = Lines {
        room,
        done: Vec::new(),
        open: String::new(),
        filled: 0,
    };
    for word in words.split_whitespace() {
        for (i, piece) in pieces(word).into_iter().enumerate() {
            lines.add(piece, i == 0);
        }
    }
    lines.finish()
}

/// Returns the room that the longest part takes which has to be cut where no line may end.
pub(super) fn longest_word(words: &str) -> i32 {
    words.split_whitespace().flat_map(pieces).map(width).max().unwrap_or(0)
}

/// Breaks `words` into as few lines as `room` allows, and then evens the lines out.
pub(super) fn wrap_evenly(words: &str, room: i32) -> Vec<String> {
    let lines = wrap(words, room);
    // Narrower lines than the longest part would cut it; so none of the rooms tried cuts anything.
    let mut narrow = longest_word(words).min(room) - 1;
    let mut wide = room;
    let sizes = sizes(words);
    while narrow + 1 < wide {
        let middle = i32::midpoint(narrow, wide);
        if lines_needed(&sizes, middle) <= lines.len() {
            wide = middle
        } else {
            narrow = middle
        }
    }
    if wide == room { lines } else { wrap(words, wide) }
}

/// Lists the parts of some words between which a line may end: whether a space stands before it, and its letters added up.
fn sizes(words: &str) -> Vec<(bool, i32)> {
    let of_word = |word| {
        let pieces = pieces(word).into_iter().enumerate();
        pieces.map(|(i, piece)| (i == 0, thousandths(piece)))
    };
    words.split_whitespace().flat_map(of_word).collect()
}

/// Counts the lines that parts fill of which each fits on a line.
fn lines_needed(sizes: &[(bool, i32)], room: i32) -> usize {
    let (mut lines, mut filled) = (0, None);
    for &(starts_word, size) in sizes {
        let gap = if starts_word { letter(' ') } else { 0 };
        let longer = filled
            .map(|filled: i32| filled + gap + size)
            .filter(|&sum| room_for(sum) <= room);
        lines += usize::from(longer.is_none());
        filled = longer.or(Some(size));
    }
    lines
}

/// Lines in the making.
struct Lines {
    room: i32,
    done: Vec<String>,
    open: String,
    /// The letters of the open line, added up.
    filled: i32,
}

impl Lines {
    fn add(&mut self, piece: &str, starts_word: bool) {
        let gap = starts_word && !self.open.is_empty();
        let filled = self.filled + if gap { letter(' ') } else { 0 } + thousandths(piece);
        if room_for(filled) > self.room {
            self.close();
            self.add_letters(piece);
            return;
        }
        if gap {
            self.open.push(' ');
        }
        self.open.push_str(piece);
        self.filled = filled;
    }

    /// Starts a line with a piece that may itself be too long for it.
    fn add_letters(&mut self, piece: &str) {
        for c in piece.chars() {
            // A mark that sits on the letter before it stays with that letter.
            if room_for(self.filled + letter(c)) > self.room && letter(c) > 0 {
                self.close();
            }
            self.open.push(c);
            self.filled += letter(c);
        }
    }

    fn close(&mut self) {
        self.filled = 0;
        if !self.open.is_empty() {
            self.done.push(std::mem::take(&mut self.open));
        }
    }

    fn finish(mut self) -> Vec<String> {
        self.close();
        self.done
    }
}

/// Cuts a word where a line may end inside it.
fn pieces(word: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut last = None;
    for (at, c) in word.char_indices() {
        if last.is_some_and(|last| may_break(last, c)) {
            pieces.push(&word[start..at]);
            start = at;
        }
        last = Some(c);
    }
    pieces.push(&word[start..]);
    pieces
}

fn may_break(before: char, after: char) -> bool {
    let hyphen = matches!(before, '-' | '\u{2010}' | '\u{2013}' | '\u{2014}' | '/') && after.is_alphanumeric();
    // Ideographs may be parted anywhere, but no line starts with their full stop or comma.
    hyphen || (is_wide(before) && is_wide(after) && !matches!(after, '。' | '、' | '，' | '？' | '！' | '）' | '」'))
}

/// Average width of a letter, in thousandths of the type size.
fn letter(c: char) -> i32 {
    match c {
        ' ' => 280,
        'i' | 'j' | 'l' | 'I' | '.' | ',' | '\'' | '|' | ':' | ';' | '!' | '\u{2019}' => 270,
        'f' | 't' | 'r' | '(' | ')' | '[' | ']' | '-' | '/' | '"' => 340,
        'm' | 'M' | 'w' => 830,
        'W' | '@' | '%' => 950,
        c if c.is_ascii_lowercase() || c.is_ascii_digit() => 550,
        c if c.is_ascii() => 680,
        c if is_mark(c) => 0,
        c if is_wide(c) => 1000,
        c if c.is_uppercase() => 730,
        _ => 620,
    }
}

/// Marks that sit on another letter, and signs that only steer the text's direction.
fn is_mark(c: char) -> bool {
    matches!(c,
        '\u{0300}'..='\u{036F}' | '\u{0483}'..='\u{0489}' | '\u{0591}'..='\u{05BD}' | '\u{0610}'..='\u{061A}'
        | '\u{064B}'..='\u{065F}' | '\u{0670}' | '\u{06D6}'..='\u{06ED}' | '\u{093C}' | '\u{094D}' | '\u{0E31}'
        | '\u{0E34}'..='\u{0E3A}' | '\u{0E47}'..='\u{0E4E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{2069}' | '\u{20D0}'..='\u{20FF}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}')
}

/// Letters as wide as they are high.
fn is_wide(c: char) -> bool {
    matches!(c,
        '\u{1100}'..='\u{115F}' | '\u{2E80}'..='\u{A4CF}' | '\u{AC00}'..='\u{D7A3}' | '\u{F900}'..='\u{FAFF}'
        | '\u{FE30}'..='\u{FE6F}' | '\u{FF00}'..='\u{FF60}' | '\u{FFE0}'..='\u{FFE6}' | '\u{1F000}'..='\u{1FAFF}'
        | '\u{20000}'..='\u{3FFFD}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_line_is_wider_than_its_room() {
        for words in [
            "Is the information confidential?",
            "Donaudampfschifffahrtsgesellschaft",
            "この情報は秘密ですか",
            "a",
        ] {
            for room in [40, 90, 200] {
                assert!(widest(&wrap(words, room)) <= room, "{words} in {room}");
                assert!(widest(&wrap_evenly(words, room)) <= room, "{words} in {room}");
            }
        }
    }

    #[test]
    fn wrapping_loses_no_letter() {
        let words = "No, the well-known parent or carer has refused";
        assert_eq!(wrap(words, 90).concat().replace(' ', ""), words.replace(' ', ""));
    }

    #[test]
    fn evened_lines_are_no_more_and_no_wider() {
        let words = "No, nobody has asked them yet";
        let (full, even) = (wrap(words, 170), wrap_evenly(words, 170));
        assert_eq!(full.len(), even.len());
        assert!(widest(&even) <= widest(&full));
    }

    #[test]
    fn a_room_too_narrow_for_a_letter_still_ends() {
        assert_eq!(wrap("abc", 1), ["a", "b", "c"]);
        assert_eq!(wrap_evenly("abc", 0), ["a", "b", "c"]);
    }

    #[test]
    fn accents_take_no_room() {
        assert_eq!(width("e\u{301}"), width("e"));
    }
}
