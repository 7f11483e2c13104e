//! What stands in a paragraph: runs of words, and all that Word puts between them.

use std::rc::Rc;

use super::body::Body;
use super::fields::Asks;
use super::styles::{self, ParagraphProperties, Style, on, value};
use crate::import::document::{Piece, RemarkKind, Role};
use crate::import::read::line::{Line, Look, outside_link};
use crate::import::read::remarks::short;
use crate::import::read::run::Run;
use crate::import::read::symbols::Font;
use crate::import::read::xml::{Element, Space};
use crate::import::source::LeftOut;

/// How much hidden text is kept to be told.
const HIDDEN: usize = 200;

/// A paragraph as it grows.
pub(super) struct Growing<'d> {
    pub line: Line,
    /// What it says of itself.
    pub own: ParagraphProperties,
    pub style: Option<String>,
    pub role: Role,
    /// The text boxes that are tied to it.
    pub boxes: Vec<Element<'d>>,
    /// The words in it that are hidden.
    pub hidden: String,
    pub mark_hidden: bool,
    /// Another document lies in it.
    pub nested: bool,
    /// It begins or ends in a table of contents, or its style is one of those of a table of contents.
    pub line_of_contents: bool,
    /// Its style is that of what stands below the title.
    pub subtitle: bool,
    /// Its style is one of those of a table of contents.
    is_contents_style: bool,
    /// What its style says of runs.
    run: Run,
}

impl<'d> Growing<'d> {
    pub fn new(style: Option<(&str, &Style)>, own: ParagraphProperties, line_of_contents: bool) -> Self {
        let name = style.map_or("", |(_, style)| &style.name);
        let is_contents_style = name
            .strip_prefix("toc ")
            .is_some_and(|rest| rest == "heading" || rest.len() == 1);
        Self {
            line: Line::default(),
            own,
            style: style.map(|(id, _)| id.to_owned()),
            role: role(own, style.map(|(_, style)| style)),
            boxes: Vec::new(),
            hidden: String::new(),
            mark_hidden: false,
            nested: false,
            line_of_contents: line_of_contents || is_contents_style,
            subtitle: name == "subtitle",
            is_contents_style,
            run: style.map(|(_, style)| style.run).unwrap_or_default(),
        }
    }

    /// Lets the paragraph begin with one whose end was deleted.
    pub fn go_on_with(&mut self, before: Growing<'d>) {
        self.line = before.line;
        self.boxes = before.boxes;
        self.hidden = before.hidden;
        if !self.line.is_empty() {
            (self.own, self.style, self.role, self.run) = (before.own, before.style, before.role, before.run);
        }
    }
}

fn role(own: ParagraphProperties, style: Option<&Style>) -> Role {
    let by_style = || match style {
        Some(style) if style.name == "title" => Role::Title,
        Some(style) => style.heading().map_or(Role::Text, Role::Heading),
        None => Role::Text,
    };
    match own.outline {
        Some(level) if level < 9 => Role::Heading(level + 1),
        Some(_) => Role::Text,
        None => by_style(),
    }
}

impl<'d> Body<'d> {
    /// Reads what stands in `parent`, a paragraph or something in one.
    pub(super) fn inline(&mut self, parent: Element<'d>, growing: &mut Growing<'d>, link: Option<&Rc<str>>) {
        for element in parent.children() {
            match (element.space(), element.name()) {
                (Space::Word, "r") => self.run(element, growing, link),
                (Space::Word, "hyperlink") => {
                    let own = self.link(element);
                    self.inline(element, growing, own.as_ref().or(link));
                }
                (Space::Word, "ins" | "moveTo") => {
                    self.remarks.inserted += 1;
                    self.inline(element, growing, link);
                }
                (Space::Word, "del" | "moveFrom") => self.remarks.delete(element),
                (Space::Word, "fldSimple") => self.simple_field(element, growing, link),
                (Space::Word, "sdt" | "sdtContent" | "smartTag" | "customXml" | "dir" | "bdo") => {
                    self.inline(element, growing, link);
                }
                (Space::Word, "rubyBase" | "rt") => self.inline(element, growing, link),
                (Space::Word, "subDoc") => growing.nested = true,
                (Space::Math, "oMath" | "oMathPara") => self.formula(element, growing),
                (Space::Compatibility, "AlternateContent") => {
                    if let Some(version) = self.version(element) {
                        self.inline(version, growing, link);
                    }
                }
                (Space::Word, "t") => {
                    let look = self.look_of(element, growing);
                    self.in_run(element, &look, growing, link);
                }
                (Space::Word, name) if name.ends_with("Pr") => {}
                // What is not known may lie around words.
                _ => self.inline(element, growing, link),
            }
        }
    }

    /// What a hyperlink leads to outside. One that leads to a place in the document is its words alone.
    fn link(&mut self, element: Element<'d>) -> Option<Rc<str>> {
        let relations = self.relations;
        let target = &relations.get(&element.foreign("id")?)?.target;
        let Some(address) = outside_link(target) else {
            let here = self.here();
            self.remarks.link(target, here);
            return None;
        };
        let part = element.attribute("anchor").filter(|_| !address.contains('#'));
        Some(part.map_or_else(|| address.into(), |part| format!("{address}#{part}").into()))
    }

    fn simple_field(&mut self, element: Element<'d>, growing: &mut Growing<'d>, link: Option<&Rc<str>>) {
        self.fields.begin();
        self.fields.code(&element.attribute("instr").unwrap_or_default());
        self.fields.separate();
        self.inline(element, growing, link);
        self.fields.end();
    }

    fn formula(&mut self, element: Element<'d>, growing: &mut Growing<'d>) {
        let mut words = String::new();
        let mut open = vec![element];
        while let Some(element) = open.pop() {
            if matches!(element.name(), "del" | "moveFrom") {
                self.remarks.delete(element);
                continue;
            }
            if element.name() == "t" {
                words.push_str(&element.words());
            }
            let inner: Vec<_> = element.children().collect();
            open.extend(inner.into_iter().rev());
        }
        let here = self.here();
        self.remarks.add(
            RemarkKind::Unsure,
            format!("A formula was set as one line: “{}”.", short(&words)),
            here,
        );
        growing.line.words(&words, &Look::default(), None);
    }

    fn run(&mut self, run: Element<'d>, growing: &mut Growing<'d>, link: Option<&Rc<str>>) {
        let looks = self.look_of(run, growing);
        for element in run.children() {
            self.in_run(element, &looks, growing, link);
        }
    }

    fn look_of(&self, run: Element<'d>, growing: &Growing<'d>) -> Run {
        let properties = run.child("rPr");
        let style = properties.and_then(|properties| value(properties.child("rStyle")?));
        let style = style.and_then(|style| self.styles.get(&style));
        let own = properties.map(styles::run).unwrap_or_default();
        let styled = style.map_or(growing.run, |style| styles::toggled(style.run, growing.run));
        own.over(styled).over(self.styles.defaults)
    }

    fn in_run(&mut self, element: Element<'d>, run: &Run, growing: &mut Growing<'d>, link: Option<&Rc<str>>) {
        match (element.space(), element.name()) {
            (Space::Word, "t") => {
                if let Some(what) = self.unseen(run, growing) {
                    self.remarks.leave_out(element, what);
                }
                self.words(&text(element), run, growing, link);
            }
            (Space::Word, "tab" | "ptab") => self.words("\t", run, growing, link),
            (Space::Word, "noBreakHyphen") => self.words("\u{2011}", run, growing, link),
            (Space::Word, "softHyphen") => growing.line.soft_hyphens += 1,
            (Space::Word, "sym") => self.symbol(element, run, growing, link),
            (Space::Word, "br" | "cr") if self.unseen(run, growing).is_none() => growing.line.line_break(),
            (Space::Word, "instrText") => self.fields.code(&element.words()),
            (Space::Word, "fldChar") => self.field(element, run, growing, link),
            (Space::Word, "footnoteReference") => self.note(element, false, growing),
            (Space::Word, "endnoteReference") => self.note(element, true, growing),
            (Space::Word, "commentReference") => self.comment(element, growing),
            (Space::Word, "drawing" | "pict" | "object") => self.picture(element, growing),
            (Space::Word, "ruby" | "rubyBase" | "rt") => self.inline(element, growing, link),
            (Space::Compatibility, "AlternateContent") => {
                let version = self.version(element);
                for element in version.into_iter().flat_map(|version| version.children()) {
                    self.in_run(element, run, growing, link);
                }
            }
            (Space::Word, "r") => self.run(element, growing, link),
            (Space::Word, "del" | "moveFrom") => self.remarks.delete(element),
            (Space::Word, "rPr") => {}
            _ => {
                for element in element.children() {
                    self.in_run(element, run, growing, link);
                }
            }
        }
    }

    /// Returns why words of this look are not seen here, if they are not.
    fn unseen(&self, run: &Run, growing: &Growing<'d>) -> Option<LeftOut> {
        if self.fields.in_code() {
            Some(LeftOut::Code)
        } else if self.in_contents(growing) {
            Some(LeftOut::Contents)
        } else {
            (run.hidden == Some(true)).then_some(LeftOut::Hidden)
        }
    }

    fn in_contents(&self, growing: &Growing<'d>) -> bool {
        self.fields.in_contents() || growing.is_contents_style
    }

    fn words(&mut self, words: &str, run: &Run, growing: &mut Growing<'d>, link: Option<&Rc<str>>) {
        match self.unseen(run, growing) {
            Some(LeftOut::Code) => self.fields.code(words),
            Some(LeftOut::Contents) => growing.line_of_contents = true,
            Some(_) => {
                let room = HIDDEN.saturating_sub(growing.hidden.len());
                growing.hidden.extend(words.chars().take(room));
            }
            None => {
                let heading = matches!(growing.role, Role::Heading(_) | Role::Title);
                let look = run.look(heading.then_some(growing.run));
                let link = self.fields.link().or_else(|| link.cloned());
                let plain = run.plain(words, || self.unknown_sign(""));
                self.remarks.figures(words, &plain);
                growing.line.words(&plain, &look, link.as_deref());
            }
        }
    }

    fn unknown_sign(&mut self, font: &str) -> char {
        let here = self.here();
        self.remarks.unknown_sign(font, here)
    }

    fn symbol(&mut self, element: Element<'d>, run: &Run, growing: &mut Growing<'d>, link: Option<&Rc<str>>) {
        let font = element.attribute("font").unwrap_or_default();
        let code = element
            .attribute("char")
            .and_then(|code| u32::from_str_radix(&code, 16).ok());
        let sign = code.and_then(|code| Font::named(&font).sign(code));
        let sign = sign.unwrap_or_else(|| self.unknown_sign(&font));
        self.words(sign.encode_utf8(&mut [0; 4]), run, growing, link);
    }

    fn field(&mut self, element: Element<'d>, run: &Run, growing: &mut Growing<'d>, link: Option<&Rc<str>>) {
        match element.attribute("fldCharType").as_deref() {
            Some("begin") => {
                if let Some(box_) = element.child("ffData").and_then(|data| data.child("checkBox")) {
                    let ticked = box_.child("checked").or_else(|| box_.child("default")).is_some_and(on);
                    self.words(if ticked { "☒" } else { "☐" }, run, growing, link);
                }
                self.chosen(element);
                self.fields.begin();
            }
            Some("separate") => self.fields.separate(),
            Some("end") => self.end_of_field(),
            _ => {}
        }
    }

    /// Tells what a box of an old form shows, of which only the place in its list is in the file.
    fn chosen(&mut self, field: Element<'d>) {
        let list = field.child("ffData").and_then(|data| data.child("ddList"));
        let Some(list) = list else { return };
        let place = list
            .child("result")
            .and_then(value)
            .and_then(|place| place.parse().ok());
        let mut entries = list.children().filter(|entry| entry.name() == "listEntry");
        if let Some(shown) = entries.nth(place.unwrap_or(0)).and_then(value) {
            let here = self.here();
            let says = format!("A box to choose from shows “{}” here; type it in.", short(&shown));
            self.remarks.add(RemarkKind::Unsure, says, here);
        }
    }

    fn end_of_field(&mut self) {
        if self.fields.end() == Some(Asks::Number) {
            let here = self.here();
            let says = "Word shows a number here that it works out from a field; type it in.";
            self.remarks.add(RemarkKind::Unsure, says, here);
        }
    }

    fn note(&mut self, element: Element<'d>, at_end: bool, growing: &mut Growing<'d>) {
        if self.in_contents(growing) {
            return self.remarks.leave_out(element, LeftOut::Contents);
        }
        let Some(id) = element.attribute("id").filter(|_| !self.in_note) else {
            return;
        };
        let key = (at_end, id.into_owned());
        let next = self.notes.len();
        let number = *self.note_numbers.entry(key.clone()).or_insert(next);
        if number == next {
            self.notes.push(key);
        }
        growing.line.piece(Piece::Note(number));
    }

    fn comment(&mut self, element: Element<'d>, growing: &mut Growing<'d>) {
        let comment = element.attribute("id").and_then(|id| self.comments.remove(&*id));
        if let Some(comment) = comment {
            growing.line.piece(Piece::Comment(comment.says));
        }
    }

    /// A picture, or a shape with words in it.
    fn picture(&mut self, element: Element<'d>, growing: &mut Growing<'d>) {
        let before = growing.boxes.len();
        let mut named = String::new();
        let mut open = vec![element];
        while let Some(element) = open.pop() {
            match (element.space(), element.name()) {
                (Space::Word, "txbxContent") => growing.boxes.push(element),
                (Space::Compatibility, "AlternateContent") => open.extend(self.version(element)),
                (_, "t") => self.remarks.leave_out(element, LeftOut::Picture),
                (Space::Drawing, "docPr") if named.is_empty() => {
                    named = element.attribute("descr").unwrap_or_default().into_owned();
                }
                _ => {}
            }
            if !matches!(element.name(), "txbxContent" | "AlternateContent") {
                let inner: Vec<_> = element.children().collect();
                open.extend(inner.into_iter().rev());
            }
        }
        if growing.boxes.len() == before {
            let here = self.here();
            self.remarks.picture(&named, here);
        }
    }
}

/// The words of a `w:t`. Spaces at its ends count only where it says so.
fn text(element: Element<'_>) -> String {
    let words = element.words();
    let kept = element.foreign("space").is_some_and(|space| space == "preserve");
    if kept {
        words
    } else {
        words.trim_matches([' ', '\t', '\r', '\n']).to_owned()
    }
}
