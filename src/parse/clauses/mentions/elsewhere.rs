//! Whether a number named in passing is one of another document: "section 1, Education Act", "the contract, clause 9.1".
//!
//! Nobody is misled by a number that is no link; a link into the wrong document misleads. So in doubt it is another's.

/// What those documents are called that people cite by number, when the word has a capital.
const TITLED: [&str; 22] = [
    "Act",
    "Acts",
    "Agreement",
    "Bill",
    "Charter",
    "Code",
    "Contract",
    "Convention",
    "Directive",
    "Framework",
    "GDPR",
    "Guidance",
    "Handbook",
    "KCSIE",
    "Measure",
    "Order",
    "Policy",
    "Practice",
    "Regulations",
    "Rules",
    "Schedule",
    "Statute",
];

/// What they are called in small letters, behind a word that points at one: "in the contract".
const PLAIN: [&str; 12] = [
    "act",
    "agreement",
    "code",
    "contract",
    "guidance",
    "handbook",
    "law",
    "lease",
    "legislation",
    "licence",
    "regulations",
    "statute",
];

const POINTING: [&str; 9] = ["a", "an", "any", "each", "its", "our", "that", "the", "their"];

/// How people speak of the document that they are writing.
const OURS: [&str; 6] = [
    "this policy",
    "this document",
    "the policy",
    "our policy",
    "the school's policy",
    "this guidance",
];

/// How many words a document's name may have.
const LONGEST_NAME: usize = 12;

/// Returns whether the words before a number (and its keyword) or those behind it name another document as its own.
pub(super) fn is_of_another(before: &str, behind: &str) -> bool {
    is_named_behind(behind) || is_named_before(before)
}

/// Returns whether the sentence around a number speaks of any other document, however far from the number.
pub(super) fn speaks_of_another(before: &str, behind: &str) -> bool {
    let begins = before.rsplit(ends_sentence).next().unwrap_or_default();
    let ends = behind.split(ends_sentence).next().unwrap_or_default();
    let of_another = |words: &[&str]| {
        let named = (1..words.len()).any(|at| names_document(words, at));
        named || words.iter().any(|word| is_year(word))
    };
    of_another(&words(begins)) || of_another(&[vec!["the"], words(ends)].concat())
}

fn ends_sentence(c: char) -> bool {
    matches!(c, '.' | ';' | '?' | '!')
}

fn words(text: &str) -> Vec<&str> {
    let parts = text.split(|c: char| !c.is_alphanumeric());
    parts.filter(|word| !word.is_empty()).collect()
}

/// Returns whether the word at `at` names a document of another: "Education Act", "the funding agreement".
fn names_document(words: &[&str], at: usize) -> bool {
    let before = words.get(at.saturating_sub(FAR)..at).unwrap_or_default();
    let (Some(word), Some(last)) = (words.get(at), before.last().map(|last| last.to_lowercase())) else {
        return false;
    };
    if word.eq_ignore_ascii_case("policy") {
        return !matches!(last.as_str(), "this" | "the" | "our" | "s");
    }
    let pointed = || {
        before
            .iter()
            .any(|word| POINTING.contains(&word.to_lowercase().as_str()))
    };
    let ours = last == "this" || last == "our";
    TITLED.contains(word) && !ours || PLAIN.contains(word) && pointed()
}

/// How far before a word one may stand that points at it.
const FAR: usize = 3;

/// "section 2 of the Children Act", "clause 2 in the contract", "section 1, Education Act", "section 1 (Education Act)".
fn is_named_behind(behind: &str) -> bool {
    let rest = behind.trim_start();
    if let Some(owner) = rest.strip_prefix("of ") {
        let owner = owner.trim_start().to_lowercase();
        return !OURS.iter().any(|ours| owner.starts_with(ours));
    }
    let rest = rest.trim_start_matches([',', '(', '[', '–', '—']).trim_start();
    let joints = ["in ", "to ", "under ", "from "];
    match joints.iter().find_map(|joint| rest.strip_prefix(joint)) {
        Some(name) => begins_with_name(name, true),
        None => begins_with_name(rest, false),
    }
}

/// Returns whether `text` begins with a document's name: words with capitals up to one of [`TITLED`], or, where it is
/// `joined` to what stands before it, "the contract".
fn begins_with_name(text: &str, joined: bool) -> bool {
    let end = text.find(|c: char| ends_sentence(c) || matches!(c, ',' | ')' | ']' | ':'));
    let words = words(text.get(..end.unwrap_or(text.len())).unwrap_or_default());
    // "Clause 2.3 and the Behaviour Policy" are two things.
    if !joined && !words.first().is_some_and(|word| word.starts_with(char::is_uppercase)) {
        return false;
    }
    let named = words
        .iter()
        .take(LONGEST_NAME)
        .take_while(|word| is_part_of_name(word))
        .count();
    let titled = (1..named).any(|at| names_document(&words, at));
    let plain = joined && (1..=FAR).any(|at| names_document(&words, at));
    let alone = words.first().is_some_and(|word| TITLED.contains(word));
    titled || plain || alone
}

/// Names have capitals, and small words between: "the Keeping Children Safe in Education (2025) Guidance".
fn is_part_of_name(word: &str) -> bool {
    let small = matches!(
        word,
        "and" | "for" | "in" | "of" | "on" | "policy" | "s" | "the" | "to" | "with" | "their" | "our"
    );
    small || is_year(word) || word.starts_with(char::is_uppercase)
}

/// "Children Act 1989, section 1", "the contract's clause 9.1", "the Code of Practice (2015), paragraph 9.1".
fn is_named_before(before: &str) -> bool {
    let name = before.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ',' | '(' | ')' | '–' | '—' | ':'));
    let name = name
        .strip_suffix("'s")
        .or_else(|| name.strip_suffix("’s"))
        .unwrap_or(name);
    let mut words = words(name.rsplit(ends_sentence).next().unwrap_or_default());
    words.pop_if(|word| is_year(word));
    match words.as_slice() {
        [word] => TITLED.contains(word),
        words => names_document(words, words.len().saturating_sub(1)),
    }
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && (word.starts_with("19") || word.starts_with("20")) && word.chars().all(|c| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Parts a sentence at `#`, where the number stands.
    fn parted(sentence: &str) -> (&str, &str) {
        sentence.split_once('#').expect("the place of the number")
    }

    #[test]
    fn numbers_of_other_documents_are_known_by_the_name_beside_them() {
        for sentence in [
            "section # of the Children Act 1989",
            "section #, Education Act",
            "section # Education Act 1996",
            "section # (Education Act 1996)",
            "section # of Working Together",
            "clause # of the contract",
            "clause # in the contract",
            "clause # in our Home–School Agreement",
            "paragraph # of the SEND Code of Practice",
            "the Children Act 1989, section #",
            "the Code of Practice (2015), paragraph #",
            "the contract's clause #",
            "the Behaviour Policy, section #",
            "section #, Behaviour Policy",
            "section # (Behaviour policy)",
        ] {
            let (before, behind) = parted(sentence);
            let before = before.trim_end_matches("section ").trim_end_matches("clause ");
            assert!(
                is_of_another(before.trim_end_matches("paragraph "), behind),
                "{sentence}"
            );
        }
    }

    #[test]
    fn numbers_without_such_a_name_are_our_own() {
        for sentence in [
            "See #.",
            "As # of this policy says, ask first",
            "Under this policy, # applies",
            "As # of the policy says",
            "In # the rules are plain, in order that staff act at once",
            "See #, Staff who share information, and then act",
            "See # (Data Protection)",
            "See # and the Behaviour Policy",
        ] {
            let (before, behind) = parted(sentence);
            assert!(!is_of_another(before, behind), "{sentence}");
        }
    }

    #[test]
    fn a_sentence_may_speak_of_another_document_anywhere() {
        let speaks = |sentence| {
            let (before, behind) = parted(sentence);
            speaks_of_another(before, behind)
        };
        assert!(speaks("The Children Act says much, above all in clause #."));
        assert!(speaks("Keep to # where the contract asks for it."));
        assert!(speaks("Guidance of 2015 has it at #."));
        assert!(speaks("The behaviour policy has it at #"));
        assert!(speaks("Keep to the safeguarding handbook, #"));
        assert!(!speaks("The Children Act was first. See #. The Code came later."));
        assert!(!speaks("Act at once, see #, in order to help."));
        assert!(!speaks("This policy has it at #, and our policy is short."));
    }
}
