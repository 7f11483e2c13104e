//! Addresses made from words: `What's new?` -> `whats-new`.

/// How long an address made from words may grow: long enough to be told apart, short enough to be read.
const LONGEST: usize = 60;

/// Returns the address that `text` makes: lower case, letters and digits, hyphens between words. Letters of other
/// scripts are spelled in Latin ones; text without any letter gives an empty address.
pub fn slug(text: &str) -> String {
    let mut slug = String::new();
    for c in deunicode::deunicode(text).chars() {
        match c {
            _ if c.is_ascii_alphanumeric() => slug.push(c.to_ascii_lowercase()),
            '\'' => {}
            _ if slug.is_empty() || slug.ends_with('-') => {}
            _ => slug.push('-'),
        }
    }
    shortened(&slug).trim_end_matches('-').to_owned()
}

/// Cuts between words, so that no address ends in half of one.
fn shortened(slug: &str) -> &str {
    match slug.get(..LONGEST) {
        Some(head) => head.rfind('-').and_then(|at| head.get(..at)).unwrap_or(head),
        None => slug,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_become_an_address() {
        assert_eq!(slug("What's new?"), "whats-new");
        assert_eq!(slug("  Élèves & parents "), "eleves-parents");
        assert_eq!(slug("…"), "");
        assert_eq!(slug(&"word ".repeat(20)).len(), 59);
    }
}
