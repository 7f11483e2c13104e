//! What stands in a paragraph: words, and all that lies between them.

use std::rc::Rc;

use super::body::{Body, words};
use crate::import::document::{Piece, Role};
use crate::import::read::line::{Line, outside_link};
use crate::import::read::run::Run;
use crate::import::read::xml::{Content, Element, Space};
use crate::import::source::{LeftOut, Stretch};

/// How much hidden text is kept to be told.
const HIDDEN: usize = 200;
/// How many spaces one `text:s` may stand for.
const SPACES: usize = 200;

/// A paragraph as it grows.
#[derive(Default)]
pub(super) struct Growing<'d> {
    pub line: Line,
    /// The frames that are tied to it.
    pub boxes: Vec<Element<'d>>,
    /// The words in it that are hidden.
    pub hidden: String,
    /// Its style is that of what stands below the title.
    pub subtitle: bool,
    /// What its style says, where it is a heading and so no news.
    usual: Option<Run>,
    run: Run,
    /// A space was the last to be added: another one that is only typed is none.
    after_space: bool,
}

/// How words look at one place, and what they link to.
#[derive(Clone)]
pub(super) struct Words {
    run: Run,
    link: Option<Rc<str>>,
}

impl Growing<'_> {
    pub fn new(role: Role, run: Run, defaults: Run) -> Self {
        let heading = matches!(role, Role::Heading(_) | Role::Title);
        Self {
            usual: heading.then_some(run),
            run: run.over(defaults),
            after_space: true,
            ..Self::default()
        }
    }

    /// How words look that nothing else says anything of.
    pub fn words(&self) -> Words {
        Words {
            run: self.run,
            link: None,
        }
    }
}

impl<'d> Body<'d> {
    /// Reads what stands in `parent`, a paragraph or something in one.
    pub(super) fn inline(&mut self, parent: Element<'d>, around: &Words, growing: &mut Growing<'d>) {
        for content in parent.content() {
            match content {
                Content::Words(words, place) => {
                    self.leave_out_hidden(parent, place, around);
                    self.typed(words, around, growing);
                }
                Content::Char(letter, place) => {
                    self.leave_out_hidden(parent, place, around);
                    self.typed(letter.encode_utf8(&mut [0; 4]), around, growing);
                }
                Content::Element(element) => self.inside(element, around, growing),
            }
        }
    }

    fn leave_out_hidden(&mut self, parent: Element<'d>, place: usize, around: &Words) {
        if around.run.hidden == Some(true) {
            let (part, _) = parent.stretch();
            let range = place..place + 1;
            let what = LeftOut::Hidden;
            self.remarks.left_out.push(Stretch { part, range, what });
        }
    }

    fn inside(&mut self, element: Element<'d>, around: &Words, growing: &mut Growing<'d>) {
        match (element.space(), element.name()) {
            (Space::Text, "span") => {
                let style = element
                    .attribute("style-name")
                    .and_then(|name| self.styles.of_words(&name));
                let run = style.map_or(around.run, |style| style.run.over(around.run));
                let link = around.link.clone();
                self.inline(element, &Words { run, link }, growing);
            }
            (Space::Text, "a") => {
                let link = self.link(element).or_else(|| around.link.clone());
                let run = around.run;
                self.inline(element, &Words { run, link }, growing);
            }
            (Space::Text, "s") => {
                let count = element.attribute("c").and_then(|count| count.parse().ok()).unwrap_or(1);
                self.words(&" ".repeat(count.min(SPACES)), around, growing);
            }
            (Space::Text, "tab") => self.words("\t", around, growing),
            (Space::Text, "line-break") => {
                growing.line.line_break();
                growing.after_space = true;
            }
            (Space::Text, "note") => self.note(element, growing),
            (Space::Office, "annotation") => growing.line.piece(Piece::Comment(comment(element))),
            (Space::Text, "hidden-text" | "hidden-paragraph") => {
                self.hidden(&words(element), growing);
                self.remarks.leave_out(element, LeftOut::Hidden);
            }
            (Space::Text, "number") => self.remarks.leave_out(element, LeftOut::Number),
            (Space::Text, "script") => self.remarks.leave_out(element, LeftOut::Code),
            (Space::Text, "tracked-changes") => self.remarks.leave_out(element, LeftOut::Deleted),
            (Space::Office, _) => {}
            (Space::Draw, _) => self.drawing(element, growing),
            // What is not known may lie around words.
            _ => self.inline(element, around, growing),
        }
    }

    /// Words as they are typed: spaces and line ends in a row are one space.
    fn typed(&mut self, words: &str, around: &Words, growing: &mut Growing<'d>) {
        let mut kept = String::with_capacity(words.len());
        for letter in words.chars() {
            match letter {
                ' ' | '\t' | '\r' | '\n' if growing.after_space => {}
                ' ' | '\t' | '\r' | '\n' => {
                    kept.push(' ');
                    growing.after_space = true;
                }
                letter => {
                    kept.push(letter);
                    growing.after_space = false;
                }
            }
        }
        self.words_as_they_are(&kept, around, growing);
    }

    fn words(&mut self, words: &str, around: &Words, growing: &mut Growing<'d>) {
        self.words_as_they_are(words, around, growing);
        growing.after_space = false;
    }

    fn words_as_they_are(&mut self, words: &str, around: &Words, growing: &mut Growing<'d>) {
        if around.run.hidden == Some(true) {
            self.hidden(words, growing);
        } else {
            let here = self.here();
            let plain = around.run.plain(words, || self.remarks.unknown_sign("", here.clone()));
            self.remarks.figures(words, &plain);
            growing
                .line
                .words(&plain, &around.run.look(growing.usual), around.link.as_deref());
        }
    }

    fn hidden(&mut self, words: &str, growing: &mut Growing<'d>) {
        let room = HIDDEN.saturating_sub(growing.hidden.len());
        growing.hidden.extend(words.chars().take(room));
    }

    fn link(&mut self, element: Element<'d>) -> Option<Rc<str>> {
        let target = element.foreign("href")?;
        let address = outside_link(&target);
        if address.is_none() && !target.starts_with('#') {
            let here = self.here();
            self.remarks.link(&target, here);
        }
        address.map(Into::into)
    }

    fn note(&mut self, element: Element<'d>, growing: &mut Growing<'d>) {
        if let Some(body) = element.child("note-body").filter(|_| !self.in_note) {
            growing.line.piece(Piece::Note(self.waiting.len()));
            self.waiting.push(body);
            growing.after_space = false;
        }
    }

    /// A picture, or a frame or shape with words in it.
    pub(super) fn drawing(&mut self, element: Element<'d>, growing: &mut Growing<'d>) {
        let mut pictures = Vec::new();
        let before = growing.boxes.len();
        let mut open = vec![element];
        while let Some(element) = open.pop() {
            match (element.space(), element.name()) {
                (Space::Draw, "image" | "object" | "object-ole" | "plugin") => pictures.push(element),
                _ if element.children().any(is_text) => {
                    growing.boxes.push(element);
                    continue;
                }
                _ => {}
            }
            let inner: Vec<_> = element.children().collect();
            open.extend(inner.into_iter().rev());
        }
        if growing.boxes.len() == before && !pictures.is_empty() {
            let named = element
                .children()
                .find(|child| matches!(child.name(), "desc" | "title"));
            let here = self.here();
            self.remarks
                .picture(&named.map(|named| named.words()).unwrap_or_default(), here);
        }
    }
}

fn is_text(element: Element<'_>) -> bool {
    element.space() == Space::Text && matches!(element.name(), "p" | "h" | "list") || element.is(Space::Table, "table")
}

/// Who remarked, and what.
fn comment(annotation: Element<'_>) -> String {
    let of = |wanted: Space, name: &'static str| annotation.children().filter(move |child| child.is(wanted, name));
    let lines: Vec<_> = of(Space::Text, "p").chain(of(Space::Text, "list")).map(words).collect();
    let says = lines.join(" ");
    let author = of(Space::DublinCore, "creator").map(|creator| creator.words().trim().to_owned());
    match author.into_iter().find(|author| !author.is_empty()) {
        Some(author) => format!("{author}: {says}"),
        None => says,
    }
}
