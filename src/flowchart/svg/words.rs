//! Words as SVG text: line by line, and safe whatever they are.

use std::fmt::{Display, Formatter, Result, Write};

use super::super::Point;
use super::super::text::LINE;

/// Lines of words below one another. Each ends with a space, so that they are not read as one long word.
pub(super) struct Lines<'a> {
    pub(super) class: &'a str,
    pub(super) lines: &'a [String],
    pub(super) at: Point,
}

impl Display for Lines<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        let class = if self.class.is_empty() {
            String::new()
        } else {
            format!(" class=\"{}\"", self.class)
        };
        let mut y = self.at.y;
        for line in self.lines {
            write!(f, "<tspan{class} x=\"{}\" y=\"{y}\">{} </tspan>", self.at.x, Text(line))?;
            y += LINE;
        }
        Ok(())
    }
}

/// Text made safe for an attribute or the inside of an element.
pub(super) struct Text<'a>(pub(super) &'a str);

impl Display for Text<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        for c in self.0.chars() {
            match c {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                c if c.is_control() => f.write_char(' ')?,
                c => f.write_char(c)?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_cannot_break_out() {
        assert_eq!(
            Text("<a href=\"x\">&\u{0}").to_string(),
            "&lt;a href=&quot;x&quot;&gt;&amp; "
        );
    }
}
