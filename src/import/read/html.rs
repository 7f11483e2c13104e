//! HTML that converters leave in Markdown, and what they write there for themselves: tags go, words stay, comments are
//! kept apart.

use super::scars;
use super::symbols::Height;
use crate::import::document::{Place, Remark, RemarkKind};

/// Stands for a line break until the text is read: a sign that no text uses (Unicode keeps it for programs).
pub const BREAK: char = '\u{F0000}';

/// The first of the signs that stand for comments.
const COMMENTS: u32 = 0xF_0001;

/// How many comments of one file are kept apart.
const MOST_COMMENTS: usize = 60_000;

/// Markdown without HTML.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mended {
    /// The text.
    pub text: String,
    /// The line of the file that each line of the text comes from.
    pub lines: Vec<usize>,
    /// Comments, in the order of the signs that stand for them.
    pub comments: Vec<String>,
    /// What was mended.
    pub remarks: Vec<Remark>,
}

impl Mended {
    /// Returns the comment that `sign` stands for.
    pub fn comment(&self, sign: char) -> Option<&str> {
        let at = usize::try_from(u32::from(sign).checked_sub(COMMENTS)?).ok()?;
        self.comments.get(at).map(String::as_str)
    }

    /// Returns each line with its number in the file, with the comments in their places again.
    pub fn typed_lines(&self) -> Vec<(usize, String)> {
        let typed = |line: &str| {
            line.chars().fold(String::new(), |mut typed, c| {
                match self.comment(c) {
                    Some(comment) => typed.extend([" ", &comment.replace('\n', " "), " "]),
                    None => typed.push(c),
                }
                typed
            })
        };
        let numbers = self.lines.iter().copied();
        numbers.zip(self.text.lines().map(typed)).collect()
    }
}

/// Takes the HTML out of `text`, which begins in line `first` of its file.
pub fn mend(text: &str, first: usize) -> Mended {
    let clean: String = text
        .chars()
        .filter(|c| !('\u{F0000}'..='\u{FFFFF}').contains(c))
        .collect();
    let mut mending = Mending {
        rest: &clean,
        line: first,
        links: Vec::new(),
        fence: None,
        drawn: false,
        done: Mended {
            lines: vec![first],
            ..Mended::default()
        },
    };
    mending.all();
    mending.done
}

struct Mending<'a> {
    rest: &'a str,
    line: usize,
    /// Targets of the links that are open; none for `<a name>`.
    links: Vec<Option<String>>,
    /// The fence that ends the code we are in.
    fence: Option<&'static str>,
    /// The table around this line, which is drawn in signs, was told of.
    drawn: bool,
    done: Mended,
}

impl<'a> Mending<'a> {
    fn all(&mut self) {
        while !self.rest.is_empty() {
            if self.done.text.is_empty() || self.done.text.ends_with('\n') {
                self.fence_line();
                self.scarred_line();
            }
            let stop = |c: char| matches!(c, '<' | '`' | '\\' | '\n' | '{');
            let plain = self.rest.find(stop).unwrap_or(self.rest.len());
            self.copy(plain);
            match self.rest.chars().next() {
                Some('\n') => self.copy(1),
                Some('\\') => self.copy(1 + self.rest.chars().nth(1).map_or(0, char::len_utf8)),
                Some(_) if self.fence.is_some() => self.copy(1),
                Some('`') => self.code(),
                Some('<') => self.angle(),
                Some('{') => self.braces(),
                _ => {}
            }
        }
    }

    /// Copies the next `length` bytes as they are.
    fn copy(&mut self, length: usize) {
        let (typed, rest) = self.rest.split_at_checked(length).unwrap_or((self.rest, ""));
        self.rest = rest;
        typed.chars().for_each(|c| self.push(c, c == '\n'));
    }

    /// Drops the next `length` bytes.
    fn skip(&mut self, length: usize) -> &'a str {
        let (typed, rest) = self.rest.split_at_checked(length).unwrap_or((self.rest, ""));
        self.line += typed.matches('\n').count();
        self.rest = rest;
        typed
    }

    fn push(&mut self, c: char, of_file: bool) {
        self.done.text.push(c);
        if c == '\n' {
            self.line += usize::from(of_file);
            self.done.lines.push(self.line);
        }
    }

    fn put(&mut self, typed: &str) {
        typed.chars().for_each(|c| self.push(c, false));
    }

    fn fence_line(&mut self) {
        let line = self.rest.trim_start_matches([' ', '>', '\t']);
        let fence = ["```", "~~~"].into_iter().find(|fence| line.starts_with(fence));
        match (self.fence, fence) {
            (None, Some(fence)) => self.fence = Some(fence),
            (Some(open), Some(fence)) if open == fence => {
                let end = self.rest.find('\n').unwrap_or(self.rest.len());
                self.copy(end);
                self.fence = None;
            }
            _ => {}
        }
    }

    /// Drops a fence around a part; tells of a table that is drawn in signs, once.
    fn scarred_line(&mut self) {
        let line = self.rest.lines().next().unwrap_or_default();
        if self.fence.is_some() {
            return;
        }
        if scars::is_fence(line) {
            self.skip(line.len());
            return self.scar(line.trim());
        }
        let draws = scars::draws_table(line);
        if draws && !self.drawn {
            let says = "A table that is drawn in signs became ordinary text: type it again with | between its columns.";
            self.remark(RemarkKind::Unsure, says.to_owned());
        }
        self.drawn = draws || (self.drawn && !line.trim().is_empty());
    }

    /// Drops a converter's attributes; of `[words]{.underline}` the words stay.
    fn braces(&mut self) {
        let Some(length) = scars::attributes(self.rest) else {
            return self.copy(1);
        };
        let typed = self.skip(length);
        if self.done.text.ends_with(']') {
            let before = self.done.text.char_indices().rev().take(LONGEST_SPAN);
            let open = before.take_while(|(_, c)| *c != '\n').find(|(_, c)| *c == '[');
            if let Some((open, _)) = open {
                self.done.text.pop();
                self.done.text.remove(open);
            }
        }
        self.scar(typed);
    }

    fn scar(&mut self, typed: &str) {
        let says = format!("A sign that the converter wrote for itself is taken out: {typed}");
        self.remark(RemarkKind::Mended, says);
    }

    /// Copies code inside a line as it is.
    fn code(&mut self) {
        let run = self.rest.len() - self.rest.trim_start_matches('`').len();
        let line = self.rest.lines().next().unwrap_or_default();
        let sign = "`".repeat(run);
        let end = line
            .get(run..)
            .and_then(|rest| rest.find(&sign))
            .map_or(run, |at| run + at + run);
        self.copy(end);
    }

    fn angle(&mut self) {
        if let Some(length) = self.rest.strip_prefix("<!--").and_then(|rest| rest.find("-->")) {
            let comment = self.skip(length + 7);
            return self.comment(comment);
        }
        let Some(tag) = Tag::at_start(self.rest) else {
            let markup = self
                .rest
                .get(1..)
                .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic() || "/!?".contains(c)));
            if markup && !is_address(self.rest) {
                self.put("\\");
            }
            return self.copy(1);
        };
        self.skip(tag.length);
        self.tag(&tag);
    }

    fn comment(&mut self, typed: &str) {
        let words = typed.trim_start_matches("<!--").trim_end_matches("-->").trim();
        let sign = u32::try_from(self.done.comments.len())
            .ok()
            .and_then(|at| char::from_u32(COMMENTS + at));
        match sign.filter(|_| self.done.comments.len() < MOST_COMMENTS) {
            Some(sign) if !words.is_empty() => {
                self.done.comments.push(words.to_owned());
                self.push(sign, false);
            }
            _ => {}
        }
    }

    fn tag(&mut self, tag: &Tag) {
        match tag.name.as_str() {
            "br" => self.push(BREAK, false),
            "a" if tag.closes => {
                if let Some(Some(target)) = self.links.pop() {
                    self.put(&format!("](<{target}>)"));
                }
            }
            "a" => {
                let target = tag.attribute("href");
                if target.is_some() {
                    self.put("[");
                }
                self.links.push(target);
            }
            "img" => {
                let shows = tag
                    .attribute("alt")
                    .map(|alt| format!(" (\"{alt}\")"))
                    .unwrap_or_default();
                self.remark(
                    RemarkKind::LeftOut,
                    format!("A picture{shows} is left out. To show it, put its file into the content folder."),
                );
                return;
            }
            "script" | "style" if !tag.closes => {
                let end = self.rest.find("</").unwrap_or(self.rest.len());
                self.skip(end);
                self.remark(
                    RemarkKind::LeftOut,
                    format!("What stands in <{}> is for browsers, and is left out.", tag.name),
                );
                return;
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" if !tag.closes => {
                let level = tag.name.get(1..).and_then(|figure| figure.parse().ok()).unwrap_or(2);
                self.put(&format!("\n\n{} ", "#".repeat(level)));
            }
            "li" if !tag.closes => self.put("\n- "),
            "td" | "th" => self.put(" "),
            "sup" if !tag.closes && self.figures(Height::Raised) => return,
            "sub" if !tag.closes && self.figures(Height::Lowered) => return,
            name if IN_LINE.contains(&name) => {}
            _ => self.put("\n\n"),
        }
        let says = match tag.name.as_str() {
            "table" if !tag.closes => {
                "A table in HTML became ordinary text: type it again with | between its columns.".to_owned()
            }
            _ if !tag.closes => format!("The HTML tag <{}> is taken out; its words stay.", tag.name),
            _ => return,
        };
        let unsure = tag.name == "table";
        self.remark(if unsure { RemarkKind::Unsure } else { RemarkKind::Mended }, says);
    }

    /// Types the figures of `<sup>` or `<sub>`, up to where that ends, as the signs for them: 10² is not 102. Returns
    /// whether there are any, and nothing that is no word.
    fn figures(&mut self, height: Height) -> bool {
        let inner = self.rest.split(['<', '\n']).next().unwrap_or_default();
        let signs: String = inner.chars().map(|c| height.sign(c)).collect();
        if signs == inner || inner.contains(['[', ']', '(', ')', '`', '\\']) {
            return false;
        }
        let after_word = self.done.text.chars().rev().take_while(|c| c.is_alphabetic()).count() > 2;
        let after_stop = self
            .done
            .text
            .ends_with(['.', ',', ';', ':', '?', '!', '"', '\'', '”', '’']);
        self.skip(inner.len());
        self.put(&signs);
        if height == Height::Raised && (after_word || after_stop) {
            let says = format!("A raised figure stands here as {signs}. Was it the mark of a footnote?");
            self.remark(RemarkKind::Unsure, says);
        } else {
            let says = "Raised or lowered figures are typed here as the signs for them, as in m² and CO₂.";
            self.remark(RemarkKind::Mended, says.to_owned());
        }
        true
    }

    /// Notes what was done; the same in the same line once.
    fn remark(&mut self, kind: RemarkKind, says: String) {
        let place = Place::Lines(self.line..self.line + 1);
        let remark = Remark { kind, says, place };
        if self.done.remarks.last() != Some(&remark) {
            self.done.remarks.push(remark);
        }
    }
}

/// The longest words, in letters, whose attributes are taken from them.
const LONGEST_SPAN: usize = 2_000;

/// Tags inside a line: they go without a trace.
const IN_LINE: [&str; 20] = [
    "a", "abbr", "b", "big", "code", "del", "em", "font", "i", "ins", "mark", "o:p", "s", "small", "span", "strike",
    "strong", "sub", "sup", "u",
];

/// Tags that stand around lines.
const AROUND: [&str; 28] = [
    "article",
    "blockquote",
    "body",
    "center",
    "colgroup",
    "col",
    "dd",
    "div",
    "dl",
    "dt",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "html",
    "li",
    "ol",
    "p",
    "section",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
];

/// A tag of HTML.
struct Tag {
    name: String,
    closes: bool,
    typed: String,
    length: usize,
}

impl Tag {
    /// Reads the tag that `text` begins with. `<name of the school>` is no tag: those are words to fill in.
    fn at_start(text: &str) -> Option<Self> {
        let length = text.find('>')? + 1;
        let typed = text.get(1..length - 1)?;
        let closes = typed.starts_with('/');
        let inner = typed.trim_start_matches('/').trim_end_matches('/').trim_end();
        let end = inner
            .find(|c: char| !c.is_ascii_alphanumeric() && c != ':')
            .unwrap_or(inner.len());
        let (name, attributes) = inner.split_at(end);
        let name = name.to_ascii_lowercase();
        let alone = ["br", "img", "script", "style", "ul"];
        let known =
            IN_LINE.contains(&name.as_str()) || AROUND.contains(&name.as_str()) || alone.contains(&name.as_str());
        let tag = known && (attributes.is_empty() || attributes.contains('=')) && !typed.contains('<');
        tag.then(|| Self {
            name,
            closes,
            typed: attributes.to_owned(),
            length,
        })
    }

    fn attribute(&self, name: &str) -> Option<String> {
        let (_, rest) = self.typed.split_once(&format!("{name}="))?;
        let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let value = rest.get(1..)?.split(quote).next()?;
        (!value.contains(['<', '>', '\n'])).then(|| value.to_owned())
    }
}

/// Returns whether `<https://...>` or `<office@school.org>` stands here.
fn is_address(text: &str) -> bool {
    let inner = text
        .get(1..)
        .and_then(|rest| rest.split_once('>'))
        .map(|(inner, _)| inner);
    inner.is_some_and(|inner| {
        !inner.contains(char::is_whitespace)
            && (inner.contains("://") || inner.contains('@') || inner.starts_with("tel:"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(typed: &str) -> String {
        mend(typed, 1).text.replace(BREAK, "¶")
    }

    #[test]
    fn tags_go_and_words_stay() {
        assert_eq!(text("a <u>b</u> 1<sup>st</sup><br/>c"), "a b 1st¶c");
        assert_eq!(
            text("<a name=\"x\"></a>Go <a href=\"https://x.org\">there</a>"),
            "Go [there](<https://x.org>)"
        );
        assert_eq!(text("<p>one</p>\n<p>two</p>"), "\n\none\n\n\n\n\ntwo\n\n");
    }

    #[test]
    fn raised_and_lowered_figures_become_their_signs() {
        for (typed, signs) in [
            ("20 m<sup>2</sup> of CO<sub>2</sub>", "20 m² of CO₂"),
            ("10<sup>-3</sup>, the 1<sup>st</sup>", "10⁻³, the 1st"),
            ("See<sup>[1](https://x.org/1)</sup>", "See[1](https://x.org/1)"),
            ("not closed <sup>2\nand 3", "not closed ²\nand 3"),
        ] {
            assert_eq!(text(typed), signs, "{typed}");
        }
        let kinds = |typed| {
            mend(typed, 1)
                .remarks
                .iter()
                .map(|remark| remark.kind)
                .collect::<Vec<_>>()
        };
        assert_eq!(kinds("20 m<sup>2</sup>"), [RemarkKind::Mended]);
        assert_eq!(kinds("as the law says.<sup>1</sup>"), [RemarkKind::Unsure]);
    }

    #[test]
    fn words_in_angle_brackets_stay_words() {
        assert_eq!(
            text("<name of the school> and <https://x.org>"),
            "\\<name of the school> and <https://x.org>"
        );
        assert_eq!(text("2 < 3, `<b>` and \\<b>"), "2 < 3, `<b>` and \\<b>");
        assert_eq!(text("```\n<b>\n```\n<b>x</b>"), "```\n<b>\n```\nx");
    }

    #[test]
    fn comments_are_kept_apart() {
        let mended = mend("a <!-- see\nthe head --> b\n", 3);
        let signs: Vec<&str> = mended.text.chars().filter_map(|c| mended.comment(c)).collect();
        assert_eq!(signs, ["see\nthe head"]);
        assert_eq!(mended.lines, [3, 5]);
    }
}
