//! The text of a document, block by block: paragraphs with their labels, tables, what is left out.

use std::collections::BTreeMap;

use super::around::Comment;
use super::fields::Fields;
use super::numbering::Numbering;
use super::paragraph::Growing;
use super::relations::Relations;
use super::styles::{ParagraphProperties, Styles, value};
use crate::import::document::{Block, Label, Paragraph, Place, Remark, RemarkKind};
use crate::import::read::cells::Cells;
use crate::import::read::labels::Indent;
use crate::import::read::line::WholeLook;
use crate::import::read::remarks::Remarks;
use crate::import::read::xml::{Element, Space};
use crate::import::refused::Refused;
use crate::import::source::LeftOut;

/// A text as it is read.
pub struct Body<'d> {
    pub(super) styles: &'d Styles,
    pub(super) numbering: Numbering,
    /// What the part that is being read points at.
    pub(super) relations: &'d Relations,
    /// What was remarked, by the name that the text calls it; each is told once.
    pub(super) comments: BTreeMap<String, Comment<'d>>,
    /// The notes that the text marks, in order: whether at the end, and the name.
    pub(super) notes: Vec<(bool, String)>,
    pub(super) note_numbers: BTreeMap<(bool, String), usize>,
    /// What is being read is a note, in which no other can be marked.
    pub(super) in_note: bool,
    /// What is open.
    pub fields: Fields,
    /// How each paragraph looks, in order.
    pub looks: Vec<WholeLook>,
    pub(super) remarks: Remarks,
    pub(super) cells: Cells,
    /// A paragraph whose end was deleted: the next one goes on with it.
    joined: Option<Growing<'d>>,
}

impl<'d> Body<'d> {
    /// Begins to read.
    pub fn new(
        styles: &'d Styles,
        numbering: Numbering,
        relations: &'d Relations,
        comments: BTreeMap<String, Comment<'d>>,
    ) -> Self {
        Self {
            styles,
            numbering,
            relations,
            comments,
            notes: Vec::new(),
            note_numbers: BTreeMap::new(),
            in_note: false,
            fields: Fields::default(),
            looks: Vec::new(),
            remarks: Remarks::default(),
            cells: Cells::default(),
            joined: None,
        }
    }

    /// Returns what a person should know of how it was read.
    pub fn remarks(mut self) -> Vec<Remark> {
        for format in &self.numbering.unknown {
            self.remarks.add(
                RemarkKind::Unsure,
                format!(
                    "A list is numbered in a way that is not known here ({format}); its numbers are shown in digits."
                ),
                Place::Unknown,
            );
        }
        self.remarks.finish()
    }

    /// Where the paragraph stands that is being read.
    pub(super) fn here(&self) -> Place {
        Place::Paragraph(self.looks.len() + 1)
    }

    /// Reads what stands in `parent`: the body, a cell, a note, a text box.
    pub fn story(&mut self, parent: Element<'d>) -> Result<Vec<Block>, Refused> {
        let outside = self.joined.take();
        let mut blocks = Vec::new();
        self.flow(parent, &mut blocks)?;
        if let Some(last) = self.joined.take() {
            self.emit(last, &mut blocks)?;
        }
        self.joined = outside;
        Ok(blocks)
    }

    fn flow(&mut self, parent: Element<'d>, blocks: &mut Vec<Block>) -> Result<(), Refused> {
        for element in parent.children() {
            match (element.space(), element.name()) {
                (Space::Word, "p") => self.paragraph(element, blocks)?,
                (Space::Word, "tbl") => {
                    // A paragraph cannot go on behind a table, whatever was deleted.
                    if let Some(last) = self.joined.take() {
                        self.emit(last, blocks)?;
                    }
                    blocks.extend(self.table(element)?);
                }
                (Space::Word, "sdt") if is_contents(element) => self.leave_out_contents(element),
                (Space::Word, "sdt" | "sdtContent" | "customXml" | "smartTag" | "ins" | "moveTo") => {
                    self.flow(element, blocks)?;
                }
                (Space::Word, "altChunk" | "subDoc") => return Err(Refused::Nested),
                (Space::Compatibility, "AlternateContent") => {
                    if let Some(version) = self.version(element) {
                        self.flow(version, blocks)?;
                    }
                }
                (Space::Word, "del" | "moveFrom") => self.remarks.delete(element),
                (Space::Word, name) if name.ends_with("Pr") => {}
                // What is not known may lie around paragraphs.
                _ => self.flow(element, blocks)?,
            }
        }
        Ok(())
    }

    fn paragraph(&mut self, element: Element<'d>, blocks: &mut Vec<Block>) -> Result<(), Refused> {
        let properties = element.child("pPr");
        let mark = properties.and_then(|properties| properties.child("rPr"));
        let mark_has = |name: &str| mark.is_some_and(|mark| mark.child(name).is_some());
        let own = properties.map(ParagraphProperties::read).unwrap_or_default();
        let named = properties.and_then(|properties| value(properties.child("pStyle")?));
        let joined = self.joined.take();
        let mut growing = Growing::new(
            self.styles.of_paragraph(named.as_deref()),
            own,
            self.fields.in_contents(),
        );
        if let Some(before) = joined {
            growing.go_on_with(before);
        }
        growing.mark_hidden = mark_has("vanish");
        if mark_has("ins") || mark_has("moveTo") {
            self.remarks.inserted += 1;
        }
        self.inline(element, &mut growing, None);
        if growing.nested {
            return Err(Refused::Nested);
        }
        growing.line_of_contents |= self.fields.in_contents();
        if mark_has("del") || mark_has("moveFrom") {
            self.remarks.deleted += 1;
            // What stands in a text box of it is read before the next paragraph.
            if growing.boxes.is_empty() {
                self.joined = Some(growing);
                return Ok(());
            }
        }
        self.emit(growing, blocks)
    }

    /// Adds a paragraph that is complete, and the text boxes that are tied to it.
    fn emit(&mut self, growing: Growing<'d>, blocks: &mut Vec<Block>) -> Result<(), Refused> {
        let boxes = growing.boxes;
        if !growing.hidden.is_empty() {
            let here = self.here();
            self.remarks.hidden(&growing.hidden, here);
        }
        let empty = growing.line.is_empty();
        if growing.line_of_contents && empty {
            self.remarks.lines_of_contents += 1;
        } else if !(empty && growing.mark_hidden && !growing.hidden.is_empty()) {
            let (label, indent) = self.label(growing.own, growing.style.as_deref());
            let place = self.here();
            self.looks.push(WholeLook {
                subtitle: growing.subtitle,
                ..growing.line.look()
            });
            if growing.line.underlined {
                self.remarks.underlined(place.clone());
            }
            self.remarks.soft_hyphens += growing.line.soft_hyphens;
            if !empty || label.is_some() {
                blocks.push(Block::Paragraph(Paragraph {
                    role: growing.role,
                    label,
                    pieces: growing.line.finish(),
                    indent: Some(indent.begin()),
                    place,
                }));
            }
        }
        for text_box in boxes {
            blocks.extend(self.story(text_box)?);
        }
        Ok(())
    }

    /// Counts a paragraph in its list, and returns its label and how far it is set in.
    fn label(&mut self, own: ParagraphProperties, style_id: Option<&str>) -> (Option<Label>, Indent) {
        let style = style_id.and_then(|id| self.styles.get(id));
        let all = style.map_or(own, |style| own.over(style.paragraph));
        let Some(list) = all.list.filter(|list| *list != 0) else {
            let further = style.filter(|style| style.is_continued());
            return (further.map(|_| Label::further(0)), all.indent);
        };
        let by_style = || match own.list {
            Some(_) => None,
            None => self.numbering.level_of_style(list, style_id?),
        };
        let level = own.level.or_else(by_style).or(all.level).unwrap_or(0);
        let indent = all.indent.over(self.numbering.indent(list, level));
        (self.numbering.count(list, level), indent)
    }

    /// Of two ways to say one thing, the first that has words: later Words wrote it, and the others repeat it for
    /// earlier ones.
    pub(super) fn version(&mut self, element: Element<'d>) -> Option<Element<'d>> {
        let chosen = element.children().find(|version| has_words(*version));
        let chosen = chosen.or_else(|| element.children().next())?;
        let others = element.children().filter(|version| *version != chosen);
        others.for_each(|version| self.remarks.leave_out(version, LeftOut::Again));
        Some(chosen)
    }

    fn leave_out_contents(&mut self, element: Element<'d>) {
        self.remarks.leave_out(element, LeftOut::Contents);
        let mut open = vec![element];
        while let Some(element) = open.pop() {
            self.remarks.lines_of_contents += usize::from(element.is(Space::Word, "p"));
            open.extend(element.children());
        }
    }
}

fn has_words(element: Element<'_>) -> bool {
    let mut open = vec![element];
    while let Some(element) = open.pop() {
        if element.name() == "t" && element.words().contains(char::is_alphanumeric) {
            return true;
        }
        open.extend(element.children());
    }
    false
}

/// Returns whether a content control holds the table of contents.
fn is_contents(element: Element<'_>) -> bool {
    let gallery = || value(element.child("sdtPr")?.child("docPartObj")?.child("docPartGallery")?);
    gallery().is_some_and(|gallery| gallery == "Table of Contents")
}
