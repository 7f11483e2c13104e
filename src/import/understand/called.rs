//! What a line of the head calls itself: a school, a policy, or a section that many policies have.

use crate::import::document::Document;
use crate::slug::slug;

/// What the names of schools end in.
const SCHOOLS: [&str; 8] = [
    "school",
    "schools",
    "academy",
    "college",
    "nursery",
    "preschool",
    "trust",
    "federation",
];

/// What policies are called, English and Welsh.
const POLICIES: [&str; 9] = [
    "policy",
    "policies",
    "polisi",
    "procedure",
    "procedures",
    "statement",
    "plan",
    "scheme",
    "handbook",
];

/// What the first sections of policies are called: no policy is called so.
const SECTIONS: [&str; 18] = [
    "aim",
    "aims",
    "aims-and-objectives",
    "background",
    "contents",
    "context",
    "foreword",
    "introduction",
    "legal-framework",
    "mission-statement",
    "objectives",
    "overview",
    "policy-statement",
    "purpose",
    "rationale",
    "scope",
    "statement-of-intent",
    "vision",
];

/// Returns whether a line is a name, as people write names, that ends as those of schools do; a place may follow it.
pub fn is_school(words: &str) -> bool {
    let small = |word: &str| word.chars().count() < 4 || !word.starts_with(char::is_lowercase);
    let name = slug(words.split([',', '(']).next().unwrap_or_default());
    let ends = name.contains('-') && name.rsplit('-').next().is_some_and(|last| SCHOOLS.contains(&last));
    (ends || name.starts_with("ysgol-")) && words.split_whitespace().all(small) && !says_policy(words)
}

/// Returns whether a line says that it is a policy.
pub fn says_policy(words: &str) -> bool {
    slug(words).split('-').any(|word| POLICIES.contains(&word))
}

/// Returns whether the document's properties say that this is its title, or the name of its file begins so.
pub fn is_given(words: &str, document: &Document, name: &str) -> bool {
    let words_slug = slug(words);
    let properties = document.title.as_deref().map(slug);
    let of_file = slug(name);
    properties.is_some_and(|title| title == words_slug)
        || of_file == words_slug
        || (says_policy(words) && of_file.contains(&words_slug))
}

/// Returns whether a line is what the first sections of policies are called.
pub fn is_section(words: &str) -> bool {
    SECTIONS.contains(&&*slug(words))
}
