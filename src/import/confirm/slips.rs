//! Likely slips of typing: pointed out with a suggestion, never changed. Few kinds, each rarely wrong; whoever sees ten
//! false alarms stops reading.

use crate::import::document::{Block, Document, Paragraph, Place, Remark, RemarkKind, Role};
use crate::import::lead::plain;

/// Returns what is likely mistyped in a document.
pub fn slips(document: &Document) -> Vec<Remark> {
    let mut found = Vec::new();
    let paragraphs: Vec<&Paragraph> = document.blocks.iter().filter_map(paragraph).collect();
    for paragraph in &paragraphs {
        in_words(&plain(&paragraph.pieces), &paragraph.place, &mut found);
    }
    no_full_stop(&paragraphs, &mut found);
    found
}

fn paragraph(block: &Block) -> Option<&Paragraph> {
    match block {
        Block::Paragraph(paragraph) => Some(paragraph),
        Block::Table(_) | Block::Verbatim(_) => None,
    }
}

fn in_words(text: &str, place: &Place, found: &mut Vec<Remark>) {
    let words: Vec<&str> = text.split_whitespace().collect();
    let says = doubled(&words)
        .into_iter()
        .chain(half_words(&words))
        .chain(bracket(text))
        .chain(spaces(text));
    found.extend(says.map(|says| slip(says, place)));
}

fn slip(says: String, place: &Place) -> Remark {
    Remark {
        kind: RemarkKind::Slip,
        says,
        place: place.clone(),
    }
}

/// Words that English repeats on purpose: "he had had", "that that".
const MAY_DOUBLE: [&str; 4] = ["had", "that", "very", "no"];

fn doubled(words: &[&str]) -> Vec<String> {
    let pairs = words.iter().zip(words.iter().skip(1));
    let same = pairs.filter(|(one, two)| {
        let plain = one.chars().all(char::is_alphabetic) && one.chars().count() > 1;
        plain
            && one.to_lowercase() == two.to_lowercase().trim_end_matches(['.', ',', ';', ':'])
            && !MAY_DOUBLE.contains(&one.to_lowercase().as_str())
    });
    same.map(|(one, two)| format!("\"{one} {two}\" says one word twice."))
        .collect()
}

/// A word that lost its last letter or gained one, with the word before it by which one can tell: the pair, and what is
/// likely meant.
const HALF_WORDS: [(&[&str], &str, &str); 7] = [
    (&["must", "should", "may", "can", "will", "to"], "us", "use"),
    (&["do", "doing", "did", "done"], "son", "so"),
    (&["may", "will", "must", "should", "can", "to"], "by", "be"),
    (&["of", "in", "on", "to", "for", "with", "by"], "teh", "the"),
    (&["of", "in", "on", "to", "for", "with", "by"], "he", "the"),
    (&["member", "members"], "if", "of"),
    (&["will", "must", "should", "may"], "no", "not"),
];

fn half_words(words: &[&str]) -> Vec<String> {
    let pairs = words.iter().zip(words.iter().skip(1)).enumerate();
    let slip = |(at, (before, word)): (usize, (&&str, &&str))| {
        let folded = word.to_lowercase();
        let bare = folded.trim_end_matches(['.', ',', ';', ':']);
        let next = words.get(at + 2).map_or(String::new(), |next| next.to_lowercase());
        let meant = HALF_WORDS
            .iter()
            .find(|(leads, half, _)| *half == bare && leads.contains(&before.to_lowercase().as_str()));
        let (_, _, meant) = meant.filter(|(_, half, _)| is_slip(half, &next))?;
        Some(format!("\"{before} {word}\": is \"{before} {meant}\" meant?"))
    };
    pairs.filter_map(slip).collect()
}

/// Returns whether what follows tells a half word from the word itself: "give it to us", "to he or she", "must by law".
fn is_slip(half: &str, next: &str) -> bool {
    const NOUNS: [&str; 9] = ["the", "your", "their", "our", "a", "an", "this", "it", "its"];
    match half {
        "us" => NOUNS.contains(&next),
        "by" => next.ends_with("ed"),
        "he" => ["school", "child", "head", "parent", "policy", "governors", "pupil"].contains(&next),
        "no" => ["be", "share", "give", "use", "leave", "take"].contains(&next),
        _ => true,
    }
}

fn bracket(text: &str) -> Option<String> {
    let (opened, closed) = (text.matches('(').count(), text.matches(')').count());
    // A bracket that closes without one that opens is a marker, `a)`; one that opens has been forgotten.
    (opened > closed).then(|| {
        let rest = text.rsplit_once('(').map_or("", |(_, rest)| rest);
        let words: Vec<&str> = rest.split_whitespace().take(4).collect();
        format!("The bracket before \"{}\" is never closed.", words.join(" "))
    })
}

fn spaces(text: &str) -> Option<String> {
    let (before, after) = text.split_once(" ,").or_else(|| text.split_once(" ;"))?;
    let word = before.split_whitespace().next_back()?;
    (!after.starts_with('.')).then(|| format!("There is a space before the comma behind \"{word}\"."))
}

/// Points out sentences without a full stop, where nearly all of their kind have one: those of one list, or the
/// paragraphs of the document.
fn no_full_stop(paragraphs: &[&Paragraph], found: &mut Vec<Remark>) {
    let in_list = |paragraph: &&Paragraph| paragraph.label.is_some();
    let lists = paragraphs
        .chunk_by(|one, two| in_list(one) && in_list(two))
        .filter(|list| list.iter().all(in_list));
    let plain: Vec<&Paragraph> = paragraphs
        .iter()
        .copied()
        .filter(|paragraph| !in_list(paragraph))
        .collect();
    for kind in lists.chain([plain.as_slice()]) {
        let long: Vec<&Paragraph> = kind.iter().copied().filter(|paragraph| is_long(paragraph)).collect();
        let without: Vec<&Paragraph> = long.iter().copied().filter(|paragraph| !is_ended(paragraph)).collect();
        if without.len() * 3 <= long.len() {
            found.extend(without.into_iter().map(unended));
        }
    }
}

fn is_long(paragraph: &Paragraph) -> bool {
    paragraph.role == Role::Text && plain(&paragraph.pieces).split_whitespace().count() >= ENOUGH
}

fn is_ended(paragraph: &Paragraph) -> bool {
    let words = plain(&paragraph.pieces);
    let words = words.trim_end();
    words.ends_with(['.', ':', ';', '?', '!', ')', '"', '”', ',', '’'])
        || words.ends_with(" and")
        || words.ends_with(" or")
        || ends_in_address(words)
}

fn unended(paragraph: &Paragraph) -> Remark {
    let words = plain(&paragraph.pieces);
    let words: Vec<&str> = words.split_whitespace().collect();
    let last = words.get(words.len().saturating_sub(4)..).unwrap_or_default();
    slip(
        format!("There is no full stop behind \"... {}\".", last.join(" ")),
        &paragraph.place,
    )
}

/// How many words a sentence has at least.
const ENOUGH: usize = 8;

/// A full stop behind an address of the web would be taken for a part of it.
fn ends_in_address(words: &str) -> bool {
    words
        .split_whitespace()
        .next_back()
        .is_some_and(|last| last.contains(['/', '@']) || last.contains("www."))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::read::{markdown, text};

    fn told(typed: &str) -> Vec<String> {
        slips(&text::read(typed))
            .into_iter()
            .map(|remark| remark.says)
            .collect()
    }

    #[test]
    fn likely_slips_are_pointed_out() {
        assert_eq!(told("Tell the the head."), ["\"the the\" says one word twice."]);
        assert_eq!(
            told("You must us your judgement."),
            ["\"must us\": is \"must use\" meant?"]
        );
        assert_eq!(told("It is wrong to do son"), ["\"do son\": is \"do so\" meant?"]);
        assert_eq!(
            told("Tell the head (or the deputy."),
            ["The bracket before \"or the deputy.\" is never closed."]
        );
        assert_eq!(
            told("Tell the head , at once."),
            ["There is a space before the comma behind \"head\"."]
        );
    }

    #[test]
    fn what_is_right_is_left_alone() {
        for right in [
            "They had had a meeting, and that that was so is known.",
            "They give it to us and to he who asks.",
            "It must by law be kept. a) one",
            "See https://example.org/a_(b)",
        ] {
            assert_eq!(told(right), [""; 0], "{right}");
        }
    }

    #[test]
    fn our_own_policies_have_none() {
        for policy in [
            include_str!("../../../content/policies/information-sharing.md"),
            include_str!("../../cli/starter/content/policies/visits.md"),
        ] {
            assert_eq!(slips(&markdown::read(policy)), []);
        }
    }
}
