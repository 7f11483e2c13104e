//! The text of a document, block by block: paragraphs with their labels, lists in each other, what is left out.

use std::rc::Rc;

use super::lists::{At, Lists};
use super::paragraph::Growing;
use super::styles::Styles;
use crate::import::document::{Block, Label, Paragraph, Place, Role};
use crate::import::read::cells::Cells;
use crate::import::read::labels::Indent;
use crate::import::read::line::{WholeLook, trim_start};
use crate::import::read::remarks::Remarks;
use crate::import::read::xml::{Content, Element, Space};
use crate::import::refused::Refused;
use crate::import::source::LeftOut;

/// A text as it is read.
pub struct Body<'d> {
    pub(super) styles: &'d Styles,
    lists: Lists,
    /// The notes that were marked and not read yet.
    pub(super) waiting: Vec<Element<'d>>,
    /// What is being read is a note, in which no other can be marked.
    pub(super) in_note: bool,
    /// How each paragraph looks, in order.
    pub looks: Vec<WholeLook>,
    /// What a person should know of how it was read.
    pub remarks: Remarks,
    pub(super) cells: Cells,
}

/// A line of a list, as its paragraphs are read.
struct Item<'a> {
    at: &'a At,
    /// It has had its number, or gets none.
    counted: bool,
    start: Option<i64>,
}

impl<'d> Body<'d> {
    /// Begins to read.
    pub fn new(styles: &'d Styles, lists: Lists) -> Self {
        Self {
            styles,
            lists,
            waiting: Vec::new(),
            in_note: false,
            looks: Vec::new(),
            remarks: Remarks::default(),
            cells: Cells::default(),
        }
    }

    /// Where the paragraph stands that is being read.
    pub(super) fn here(&self) -> Place {
        Place::Paragraph(self.looks.len() + 1)
    }

    /// Reads what stands in `parent`: the body, a cell, a note, a frame.
    pub fn story(&mut self, parent: Element<'d>) -> Result<Vec<Block>, Refused> {
        let mut blocks = Vec::new();
        self.flow(parent, &mut blocks)?;
        Ok(blocks)
    }

    /// Reads the notes that were marked, in order.
    ///
    /// # Errors
    /// A limit is reached.
    pub fn notes(&mut self) -> Result<Vec<Vec<Block>>, Refused> {
        self.in_note = true;
        let waiting = std::mem::take(&mut self.waiting);
        let mut notes = Vec::new();
        for note in waiting {
            let mut blocks = self.story(note)?;
            trim_start(&mut blocks);
            notes.push(blocks);
        }
        Ok(notes)
    }

    fn flow(&mut self, parent: Element<'d>, blocks: &mut Vec<Block>) -> Result<(), Refused> {
        parent.children().try_for_each(|element| self.block(element, blocks))
    }

    fn block(&mut self, element: Element<'d>, blocks: &mut Vec<Block>) -> Result<(), Refused> {
        match (element.space(), element.name()) {
            (Space::Text, "p" | "h") => self.paragraph(element, None, blocks),
            (Space::Text, "list") => self.list(element, None, blocks),
            (Space::Text, "section") if is_hidden(element) => {
                let here = self.here();
                self.remarks.hidden(&words(element), here);
                self.remarks.leave_out(element, LeftOut::Hidden);
                Ok(())
            }
            (
                Space::Text,
                "table-of-content" | "illustration-index" | "table-index" | "object-index" | "alphabetical-index",
            ) => {
                self.leave_out_contents(element);
                Ok(())
            }
            (Space::Text, "tracked-changes") => {
                self.count_changes(element);
                Ok(())
            }
            (Space::Table, "table") => {
                blocks.extend(self.table(element)?);
                Ok(())
            }
            (Space::Draw, _) => {
                let mut growing = Growing::default();
                self.drawing(element, &mut growing);
                for text_box in growing.boxes {
                    blocks.extend(self.story(text_box)?);
                }
                Ok(())
            }
            // What is not known may lie around paragraphs.
            _ => self.flow(element, blocks),
        }
    }

    fn list(&mut self, list: Element<'d>, around: Option<&At>, blocks: &mut Vec<Block>) -> Result<(), Refused> {
        let usual = first_paragraph(list).and_then(|paragraph| self.list_of_style(paragraph));
        let at = self.lists.open(list, around, usual.as_ref());
        for part in list.children() {
            match part.name() {
                "list-item" => self.item(part, &at, true, blocks)?,
                "list-header" => self.item(part, &at, false, blocks)?,
                _ => self.block(part, blocks)?,
            }
        }
        Ok(())
    }

    fn item(&mut self, part: Element<'d>, at: &At, numbered: bool, blocks: &mut Vec<Block>) -> Result<(), Refused> {
        let own = part.attribute("style-override").map(|style| at.shown_as(&style));
        let mut item = Item {
            at: own.as_ref().unwrap_or(at),
            counted: !numbered,
            start: part.attribute("start-value").and_then(|start| start.parse().ok()),
        };
        for element in part.children() {
            match (element.space(), element.name()) {
                (Space::Text, "p" | "h") => self.paragraph(element, Some(&mut item), blocks)?,
                (Space::Text, "list") => self.list(element, Some(at), blocks)?,
                _ => self.block(element, blocks)?,
            }
        }
        Ok(())
    }

    fn list_of_style(&self, paragraph: Element<'d>) -> Option<Rc<str>> {
        let style = self.styles.of_paragraph(&paragraph.attribute("style-name")?)?;
        style.list.clone().filter(|list| !list.is_empty())
    }

    fn paragraph(
        &mut self,
        element: Element<'d>,
        item: Option<&mut Item<'_>>,
        blocks: &mut Vec<Block>,
    ) -> Result<(), Refused> {
        let style = element
            .attribute("style-name")
            .and_then(|name| self.styles.of_paragraph(&name));
        if style.is_some_and(|style| style.is_contents) {
            self.remarks.lines_of_contents += 1;
            self.remarks.leave_out(element, LeftOut::Contents);
            return Ok(());
        }
        let rank = element.name().eq("h").then(|| rank(element));
        let role = match (rank, style) {
            (Some(rank), _) => Role::Heading(rank),
            (None, Some(style)) if style.is_title => Role::Title,
            _ => Role::Text,
        };
        let run = style.map(|style| style.run).unwrap_or_default();
        let mut growing = Growing::new(role, run, self.styles.defaults);
        growing.subtitle = style.is_some_and(|style| style.is_subtitle);
        self.inline(element, &growing.words(), &mut growing);
        let out_of_lists = style.is_some_and(|style| style.list.as_deref() == Some(""));
        let of_list = item.as_ref().map(|item| self.lists.indent(item.at)).unwrap_or_default();
        let indent = style.map_or(of_list, |style| style.indent.over(of_list));
        let label = match (item, rank) {
            (Some(item), _) => self.label(item, element),
            (None, Some(rank)) if !out_of_lists && !is_list_header(element) => self.label_of_heading(element, rank),
            _ => None,
        };
        self.emit(growing, role, (label, indent), blocks)
    }

    /// Adds a paragraph that is complete, and the frames that are tied to it.
    fn emit(
        &mut self,
        growing: Growing<'d>,
        role: Role,
        (label, indent): (Option<Label>, Indent),
        blocks: &mut Vec<Block>,
    ) -> Result<(), Refused> {
        let place = self.here();
        if !growing.hidden.is_empty() {
            self.remarks.hidden(&growing.hidden, place.clone());
        }
        self.looks.push(WholeLook {
            subtitle: growing.subtitle,
            ..growing.line.look()
        });
        if growing.line.underlined {
            self.remarks.underlined(place.clone());
        }
        self.remarks.soft_hyphens += growing.line.soft_hyphens;
        if !growing.line.is_empty() || label.as_ref().is_some_and(|label| !label.shown.is_empty()) {
            blocks.push(Block::Paragraph(Paragraph {
                role,
                label,
                pieces: growing.line.finish(),
                indent: Some(indent.begin()),
                place,
            }));
        }
        for text_box in growing.boxes {
            blocks.extend(self.story(text_box)?);
        }
        Ok(())
    }

    fn label_of_heading(&mut self, heading: Element<'d>, rank: u8) -> Option<Label> {
        let restarts = heading.attribute("restart-numbering");
        let restarts = restarts.is_some_and(|restarts| restarts == "true");
        let start = heading.attribute("start-value").and_then(|start| start.parse().ok());
        self.lists.count_heading(usize::from(rank), start.filter(|_| restarts))
    }

    /// The first paragraph of a line has its label; a further one belongs to it.
    fn label(&mut self, item: &mut Item<'_>, element: Element<'d>) -> Option<Label> {
        if item.counted || is_list_header(element) {
            return Some(item.at.further());
        }
        item.counted = true;
        self.lists.count(item.at, item.start)
    }

    /// What was deleted lies apart from the text, and what was inserted in it: both are accepted as they stand.
    fn count_changes(&mut self, changes: Element<'d>) {
        self.remarks.leave_out(changes, LeftOut::Deleted);
        for change in changes.children().flat_map(|region| region.children()) {
            match change.name() {
                "insertion" => self.remarks.inserted += 1,
                "deletion" => self.remarks.deleted += 1,
                _ => {}
            }
        }
    }

    fn leave_out_contents(&mut self, element: Element<'d>) {
        self.remarks.leave_out(element, LeftOut::Contents);
        let mut open = vec![element];
        while let Some(element) = open.pop() {
            self.remarks.lines_of_contents += usize::from(element.is(Space::Text, "p"));
            open.extend(element.children());
        }
    }

    /// Notes what the headers and footers say, which is left out.
    pub fn headers(&mut self, styles: Element<'_>) {
        let masters = styles.child("master-styles");
        masters
            .into_iter()
            .for_each(|pages| self.remarks.leave_out(pages, LeftOut::Edges));
        let pages = masters.into_iter().flat_map(|pages| pages.children());
        for part in pages.flat_map(|page| page.children()) {
            match part.name() {
                "header" | "header-left" | "header-first" => self.remarks.header("A header", words(part)),
                "footer" | "footer-left" | "footer-first" => self.remarks.header("A footer", words(part)),
                _ => {}
            }
        }
    }
}

/// The rank of a heading; 1 is the highest.
fn rank(heading: Element<'_>) -> u8 {
    let level = heading.attribute("outline-level").and_then(|level| level.parse().ok());
    level.unwrap_or(1_u8).clamp(1, 10)
}

fn is_hidden(section: Element<'_>) -> bool {
    section.attribute("display").is_some_and(|display| display == "none")
}

fn is_list_header(heading: Element<'_>) -> bool {
    heading.attribute("is-list-header").is_some_and(|is| is == "true")
}

fn first_paragraph(list: Element<'_>) -> Option<Element<'_>> {
    list.children()
        .next()?
        .children()
        .find(|element| matches!(element.name(), "p" | "h"))
}

/// The words in an element, in order, its paragraphs apart by a space.
pub(super) fn words(element: Element<'_>) -> String {
    let mut words = String::new();
    collect(element, &mut words);
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn collect(element: Element<'_>, words: &mut String) {
    if matches!(element.name(), "p" | "h" | "s" | "tab" | "line-break") {
        words.push(' ');
    }
    for content in element.content() {
        match content {
            Content::Words(text, _) => words.push_str(text),
            Content::Char(letter, _) => words.push(letter),
            Content::Element(element) => collect(element, words),
        }
    }
}
