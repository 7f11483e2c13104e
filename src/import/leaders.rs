//! Dots, or a tab, that lead to the number of a page at the end of a line, as in a table of contents.

/// Returns whether a line ends in dots and the number of a page: `2.1 Morning ...... 4`.
pub fn leads_to_page(words: &str) -> bool {
    let before = words.trim_end().trim_end_matches(|c: char| c.is_ascii_digit());
    let dots = before.trim_end();
    let dotted: String = dots.chars().filter(|c| !c.is_whitespace()).collect();
    before.len() < words.trim_end().len() && (dotted.ends_with("...") || dotted.ends_with('…'))
}

/// Returns what stands before the number of a page at the end of a line, without the dots that lead to it.
pub fn before_page(words: &str) -> Option<&str> {
    let before = words.trim_end().trim_end_matches(|c: char| c.is_ascii_digit());
    let numbered = before.len() < words.trim_end().len() && before.ends_with([' ', '\t', '\u{a0}', '.', '…', '_']);
    numbered.then(|| before.trim_end_matches([' ', '\t', '\u{a0}', '.', '…', '_']))
}

/// Returns whether dots or a tab lead to the number of a page at the end of a line.
pub fn is_led(words: &str) -> bool {
    let before = words.trim_end().trim_end_matches(|c: char| c.is_ascii_digit());
    leads_to_page(words) || (before.len() < words.trim_end().len() && before.ends_with('\t'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dots_lead_to_a_page() {
        for line in ["2.1 Morning ..... 4", "2 Registers…12", "3 Absence . . . . 6"] {
            assert!(leads_to_page(line), "{line}");
        }
        for line in ["2.1 Morning", "We wait ...", "It costs 4", "Pages 3. 4"] {
            assert!(!leads_to_page(line), "{line}");
        }
    }
}
