//! Dots, or a tab, that lead to the number of a page at the end of a line, as in a table of contents.

/// What may stand between a line of a table of contents and the number of its page.
const LEADERS: [char; 6] = [' ', '\t', '\u{a0}', '.', '…', '_'];

/// Returns whether a line ends in dots and the number of a page: `2.1 Morning ...... 4`.
pub fn leads_to_page(words: &str) -> bool {
    before_figures(words).is_some_and(|before| {
        let dotted: String = before.chars().filter(|c| !c.is_whitespace()).collect();
        dotted.ends_with("...") || dotted.ends_with('…')
    })
}

/// Returns what stands before the number of a page at the end of a line, without the dots that lead to it.
pub fn before_page(words: &str) -> Option<&str> {
    let before = before_figures(words).filter(|before| before.ends_with(LEADERS));
    before.map(|before| before.trim_end_matches(LEADERS))
}

/// Returns whether dots or a tab lead to the number of a page at the end of a line.
pub fn is_led(words: &str) -> bool {
    leads_to_page(words) || before_figures(words).is_some_and(|before| before.ends_with('\t'))
}

/// Returns what stands before the figures at the end of a line; none where it does not end in figures.
fn before_figures(words: &str) -> Option<&str> {
    let words = words.trim_end();
    let before = words.trim_end_matches(|c: char| c.is_ascii_digit());
    (before.len() < words.len()).then_some(before)
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
