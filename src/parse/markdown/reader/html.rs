//! HTML in the text: none is used. What it holds is told, with what to type instead; an author's notes are dropped.

use std::ops::Range;

use super::{DEEPEST, Frame, Reader};
use crate::diagnostic::{Code, Finding};
use crate::source::Span;

impl Reader<'_> {
    pub(super) fn html(&mut self, html: &str, range: Range<usize>) {
        if matches!(self.top(), Some(Frame::Html)) || html.starts_with("<!--") {
            return;
        }
        let name = tag_name(html).to_owned();
        if html.starts_with("</") {
            if let Some(opened) = self.tags.iter().rposition(|tag| *tag == name) {
                self.tags.remove(opened);
                return;
            }
        } else if self.tags.len() < DEEPEST {
            self.tags.push(name.clone());
        }
        let span = self.span(&range);
        self.found(raw_html(&name, html, span));
    }

    /// Reports what a block of HTML holds beside notes.
    pub(super) fn html_block(&mut self, range: Range<usize>) {
        let typed = self.prepared.text.get(range.clone()).unwrap_or_default();
        let Some(at) = beside_notes(typed) else { return };
        let line = typed
            .get(at..)
            .and_then(|rest| rest.lines().next())
            .unwrap_or_default()
            .trim_end();
        let span = self.span(&(range.start + at..range.start + at + line.len()));
        self.found(match line {
            _ if line.starts_with("<!--") => open_note(span),
            _ if line.starts_with('<') => raw_html(tag_name(line), line, span),
            _ => words_behind_note(span),
        });
    }
}

/// Returns where in a block of HTML something else begins than the author's notes: a tag, words, or a note without end.
fn beside_notes(html: &str) -> Option<usize> {
    let mut at = 0;
    loop {
        let rest = html.get(at..)?;
        let words = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '>');
        at += rest.len() - words.len();
        let note = words.starts_with("<!--").then(|| words.find("-->")).flatten();
        match note {
            Some(end) => at += end + 3,
            None => return (!words.is_empty()).then_some(at),
        }
    }
}

/// Returns the name of the tag that `html` begins with, in lower case.
fn tag_name(html: &str) -> &str {
    let name = html.trim_start_matches(['<', '/', '!', '?']);
    name.split(|c: char| !c.is_ascii_alphanumeric())
        .next()
        .unwrap_or_default()
}

fn raw_html(tag: &str, html: &str, span: Span) -> Finding {
    let shown: String = html.lines().next().unwrap_or_default().chars().take(60).collect();
    Finding::new(
        Code::RawHtml,
        span,
        format!("This is HTML: {shown}. Pages are written in Markdown only."),
    )
    .hint(instead_of(&tag.to_ascii_lowercase()))
}

/// Returns what to type instead of a tag.
fn instead_of(tag: &str) -> &'static str {
    match tag {
        "b" | "strong" => "For bold words, type **words**.",
        "i" | "em" => "For slanted words, type *words*.",
        "br" => {
            "To start a new line, type a backslash at the end of the line before. For a new paragraph, leave a line empty."
        }
        "p" => "For a new paragraph, leave a line empty.",
        "a" => "For a link, type [the words](the address).",
        "img" => "For a picture, type ![what it shows](the file).",
        "table" | "tr" | "td" | "th" | "thead" | "tbody" => "Type the table with | between its columns.",
        "ul" | "ol" | "li" => "For a list, begin each line with a dash and a space.",
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => "For a heading, begin the line with ## and a space.",
        "script" | "style" | "iframe" | "object" | "embed" | "form" | "input" => {
            "Take it out: pages of this site hold no programs, frames or forms."
        }
        _ => "Take the tags out and keep the words. To show the sign < itself, type \\<.",
    }
}

fn open_note(span: Span) -> Finding {
    Finding::new(
        Code::RawHtml,
        span,
        "This note is never closed, so everything behind it would be lost.",
    )
    .hint("Type --> where the note ends.")
}

fn words_behind_note(span: Span) -> Finding {
    let message = "These words stand on one line with a note (<!-- -->), so they would not be shown.";
    Finding::new(Code::RawHtml, span, message).hint("Put the note on lines of its own, with an empty line after it.")
}

#[cfg(test)]
mod tests {
    use super::super::tests::marked;

    #[test]
    fn html_is_told_once_a_piece_and_notes_are_dropped() {
        assert_eq!(marked("a <b>c</b> d"), [("raw-html", "<b>")]);
        assert_eq!(marked("<div>\nx\n</div>\n\nafter"), [("raw-html", "<div>")]);
        assert_eq!(marked("a <!-- note --> b\n\n<!-- more\n\nof it -->\n\nc"), []);
        assert_eq!(marked("<!-- note --> lost words"), [("raw-html", "lost words")]);
        assert_eq!(marked("<!-- open\n\nlost"), [("raw-html", "<!-- open")]);
        assert_eq!(marked("2 < 3 and <3"), []);
    }
}
