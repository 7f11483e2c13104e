//! What converters leave in Markdown for themselves: attributes in braces, fences around parts, tables drawn in signs
//! (Pandoc's Markdown, sections "Attributes", "Divs and Spans" and "Tables").

/// The longest attributes, in letters.
const LONGEST_ATTRIBUTES: usize = 500;

/// Returns how long the attributes are that `text` begins with, `{.underline}` or `{width="2in" height="1in"}`. A name
/// alone, `{#aims}`, is none: authors type it.
pub fn attributes(text: &str) -> Option<usize> {
    let typed = text.strip_prefix('{')?;
    // Each of many braces that nothing closes would be looked at to the end of the line.
    let mut letters = typed.char_indices().take(LONGEST_ATTRIBUTES);
    let (end, _) = letters.find(|(_, c)| matches!(c, '}' | '\n'))?;
    let (inner, rest) = typed.split_at_checked(end)?;
    // A value may have spaces between its quotes.
    let bare: String = inner.split('"').step_by(2).collect();
    let named = |part: &str, sign: char| part.strip_prefix(sign).is_some_and(|name| !name.is_empty());
    let valued = |part: &str| {
        part.split_once('=')
            .is_some_and(|(key, _)| !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '-'))
    };
    let known = |part: &str| named(part, '.') || valued(part);
    let more = bare.split_whitespace().any(known);
    let all = bare.split_whitespace().all(|part| known(part) || named(part, '#'));
    (rest.starts_with('}') && more && all).then_some(inner.len() + 2)
}

/// Returns whether a line is a fence around a part: `:::`, `::: warning`, `::: {.box}`.
pub fn is_fence(line: &str) -> bool {
    let name = line.trim_matches([':', ' ', '\t']);
    line.trim().starts_with(":::") && (!name.contains(char::is_whitespace) || attributes(name) == Some(name.len()))
}

/// Returns whether a line is drawn between the rows of a table: `+-----+-----+`, or `----- -----`.
pub fn draws_table(line: &str) -> bool {
    let line = line.trim();
    let only = |signs: &[char]| line.chars().all(|c| signs.contains(&c));
    let grid = line.starts_with('+') && line.ends_with('+') && only(&['+', '-', '=', ':']) && line.len() > 4;
    let columns = || line.split_whitespace().all(|run| run.len() > 1);
    grid || (only(&['-', ' ']) && line.contains(' ') && columns())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_a_converter_writes_is_a_scar() {
        for scar in ["{.underline}", "{width=\"2 in\" height=\"1in\"}", "{#_Toc123 .anchor}"] {
            assert_eq!(attributes(scar), Some(scar.len()), "{scar}");
        }
        for words in [
            "{#aims}",
            "{}",
            "{name of the school}",
            "{.",
            "{a=b c}",
            "{see 1.1}",
            "no",
        ] {
            assert_eq!(attributes(words), None, "{words}");
        }
        let open = "{".repeat(20_000);
        assert!((0..open.len()).all(|at| attributes(&open[at..]).is_none()));
        for fence in [":::", ":::::", "::: warning", "::: {custom-style=\"Body Text\"}"] {
            assert!(is_fence(fence), "{fence}");
        }
        assert!(!is_fence("::: these are words"));
        for rule in ["+---+----+", "+===+====+", "---- ------", "  ----  --  ---"] {
            assert!(draws_table(rule), "{rule}");
        }
        for words in ["---", "- - -", "+ a", "----", "+-"] {
            assert!(!draws_table(words), "{words}");
        }
    }
}
