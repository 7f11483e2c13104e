//! Bytes of a text file -> uniform text: UTF-8 or UTF-16 with or without its mark, line ends `\n`, accents composed.
//!
//! A file in an old Windows encoding is read as what it probably means, so that everything else in it is checked in the
//! same run, and told to be one.

use unicode_normalization::{UnicodeNormalization, is_nfc};

use crate::diagnostic::{Code, Finding};
use crate::source::{Span, line_column};

/// What a file's bytes say.
#[derive(Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text, uniform.
    pub text: String,
    /// Why it may not be what its author meant; then the site must not be published.
    pub doubt: Option<Finding>,
}

/// Reads `bytes` as text.
///
/// # Errors
/// A finding when they are no text.
pub fn decode(bytes: Vec<u8>) -> Result<Decoded, Finding> {
    if let Some(units) = utf16(&bytes) {
        let text = String::from_utf16(&units).map_err(|_| not_text("half a letter is missing in it"))?;
        return finish(&text).map(sure);
    }
    match String::from_utf8(bytes) {
        Ok(text) => finish(&text).map(sure),
        Err(error) => old_windows(error.as_bytes()),
    }
}

fn sure(text: String) -> Decoded {
    Decoded { text, doubt: None }
}

/// Returns the units of a text in UTF-16, or nothing when the bytes are in something else.
fn utf16(bytes: &[u8]) -> Option<Vec<u16>> {
    let byte = |pair: &[u8], place: usize| pair.get(place).copied().unwrap_or_default();
    let units = |convert: fn([u8; 2]) -> u16, bytes: &[u8]| {
        bytes
            .chunks(2)
            .map(|pair| convert([byte(pair, 0), byte(pair, 1)]))
            .collect()
    };
    match bytes {
        [0xFF, 0xFE, rest @ ..] => Some(units(u16::from_le_bytes, rest)),
        [0xFE, 0xFF, rest @ ..] => Some(units(u16::from_be_bytes, rest)),
        _ if half_is_zero(bytes, 1) => Some(units(u16::from_le_bytes, bytes)),
        _ if half_is_zero(bytes, 0) => Some(units(u16::from_be_bytes, bytes)),
        _ => None,
    }
}

/// Returns whether nearly all bytes at odd (1) or even (0) places are zero and no others are: Latin text in UTF-16.
fn half_is_zero(bytes: &[u8], place: usize) -> bool {
    let start = bytes.get(..1024).unwrap_or(bytes);
    let zeros = |place: usize| start.iter().skip(place).step_by(2).filter(|byte| **byte == 0).count();
    start.len() >= 4 && zeros(place) * 4 > start.len() && zeros(1 - place) == 0
}

fn finish(text: &str) -> Result<String, Finding> {
    let text = text.trim_start_matches('\u{FEFF}');
    if let Some(at) = text.find('\0') {
        return Err(strange_byte(text.as_bytes(), at));
    }
    Ok(composed(&plain_line_ends(text)))
}

fn plain_line_ends(text: &str) -> String {
    match text.contains('\r') {
        true => text.replace("\r\n", "\n").replace('\r', "\n"),
        false => text.to_owned(),
    }
}

/// A Mac writes "é" as two characters, Windows as one; names and citations must be equal all the same.
fn composed(text: &str) -> String {
    match text.is_ascii() || is_nfc(text) {
        true => text.to_owned(),
        false => text.nfc().collect(),
    }
}

/// Reads bytes that are no UTF-8 as Windows-1252, the encoding of old Western European documents, if they can be that.
fn old_windows(bytes: &[u8]) -> Result<Decoded, Finding> {
    let bad = bytes.utf8_chunks().next().map_or(0, |chunk| chunk.valid().len());
    let text: Option<String> = bytes.iter().map(|byte| windows_1252(*byte)).collect();
    let strange = bytes.iter().filter(|byte| **byte >= 0x80).count();
    let Some(text) = text.filter(|_| strange * 3 <= bytes.len()) else {
        return Err(strange_byte(bytes, bad));
    };
    let valid = bytes.get(..bad).unwrap_or_default();
    let line = line_of(valid);
    let text = finish(&text)?;
    let span = first_strange(&text, line);
    let message = format!(
        "This file is saved in an old Windows encoding: line {line} has a letter that I cannot read for certain."
    );
    Ok(Decoded {
        doubt: Some(Finding::new(Code::NotText, span, message).hint(SAVE_AS)),
        text,
    })
}

const SAVE_AS: &str = "Open it in Notepad, choose Save As, and under Encoding choose UTF-8.";

/// Returns the place of the first letter beyond ASCII on `line`, which is the one that gave the encoding away.
fn first_strange(text: &str, line: usize) -> Span {
    let mut letters = text.char_indices().filter(|(_, letter)| !letter.is_ascii());
    let (at, letter) = letters
        .find(|(at, _)| line_column(text, *at).line == line)
        .unwrap_or((0, ' '));
    Span::new(at, at + letter.len_utf8())
}

/// Counts lines as [`plain_line_ends`] makes them.
fn line_of(before: &[u8]) -> usize {
    let ends = before.iter().enumerate().filter(|(at, byte)| match byte {
        b'\n' => true,
        b'\r' => before.get(at + 1) != Some(&b'\n'),
        _ => false,
    });
    ends.count() + 1
}

/// Returns the letter that a byte stands for in Windows-1252; five bytes stand for none, and control characters do
/// not occur in text.
fn windows_1252(byte: u8) -> Option<char> {
    const HIGH: [char; 32] = [
        '€', '\0', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\0', 'Ž', '\0', '\0', '‘', '’', '“', '”',
        '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\0', 'ž', 'Ÿ',
    ];
    match byte {
        b'\t' | b'\n' | b'\r' | 0x0C | 0x20..=0x7E => Some(char::from(byte)),
        0x80..=0x9F => HIGH
            .get(usize::from(byte - 0x80))
            .copied()
            .filter(|letter| *letter != '\0'),
        0xA0..=0xFF => Some(char::from(byte)),
        _ => None,
    }
}

fn strange_byte(bytes: &[u8], at: usize) -> Finding {
    let line = line_of(bytes.get(..at).unwrap_or_default());
    match looks_like(bytes) {
        Some(kind) => not_text(&format!("it looks like {kind}"))
            .hint("If it is a document, save its words as a text file, or copy its words into a new file."),
        None => not_text(&format!("line {line} has something in it that is no letter")).hint(SAVE_AS),
    }
}

fn not_text(why: &str) -> Finding {
    Finding::of_file(Code::NotText, format!("This file cannot be read as text: {why}."))
}

/// Knows the files that end up under the wrong name, by their first bytes.
fn looks_like(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [b'P', b'K', 3, 4, ..] => Some("a Word document or a zip file"),
        [0xD0, 0xCF, 0x11, 0xE0, ..] => Some("an old Word document"),
        [b'%', b'P', b'D', b'F', ..] => Some("a PDF"),
        [0x89, b'P', b'N', b'G', ..] | [0xFF, 0xD8, 0xFF, ..] => Some("a picture"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8]) -> String {
        let decoded = decode(bytes.to_vec()).expect("text");
        assert_eq!(decoded.doubt, None);
        decoded.text
    }

    fn utf16_bytes(text: &str, convert: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(convert).collect()
    }

    #[test]
    fn marks_line_ends_and_accents_are_made_uniform() {
        assert_eq!(text(b"\xEF\xBB\xBFa\r\nb\rc\n"), "a\nb\nc\n");
        assert_eq!(text("E\u{301}cole".as_bytes()), "\u{c9}cole");
        assert_eq!(text(b""), "");
    }

    #[test]
    fn utf_16_is_read_both_ways_with_and_without_its_mark() {
        for convert in [u16::to_le_bytes, u16::to_be_bytes] {
            assert_eq!(
                text(&utf16_bytes("\u{FEFF}title: École\r\n", convert)),
                "title: École\n"
            );
            assert_eq!(
                text(&utf16_bytes("title: École “x”\r\n", convert)),
                "title: École “x”\n"
            );
        }
    }

    #[test]
    fn an_old_encoding_is_read_and_told() {
        let decoded = decode(b"---\r\ntitle: Le r\xE8gle\r\n".to_vec()).expect("text");
        assert_eq!(decoded.text, "---\ntitle: Le règle\n");
        let doubt = decoded.doubt.expect("a finding");
        assert!(doubt.message.contains("line 2"), "{}", doubt.message);
        assert_eq!(doubt.span.map(|span| span.slice(&decoded.text)), Some("è"));
    }

    #[test]
    fn what_is_no_text_is_told() {
        for (bytes, word) in [
            (b"PK\x03\x04\x14\0\0\0\x08\0".as_slice(), "Word"),
            (b"one\ntwo\0three", "line 2"),
            (b"\xFF\xFEa\0\x00\xD8", "half a letter"),
            (b"a\n\x81\x8D\x8F", "line 2"),
        ] {
            let finding = decode(bytes.to_vec()).expect_err("no text");
            assert!(finding.message.contains(word), "{}", finding.message);
        }
    }
}
