//! Tables: rows of cells, each merged cell once and what it covers empty.

use super::body::Body;
use super::styles::value;
use crate::import::document::Block;
use crate::import::read::cells::{self, GridRow, pad};
use crate::import::read::xml::{Element, Space};
use crate::import::refused::Refused;

impl<'d> Body<'d> {
    pub(super) fn table(&mut self, element: Element<'d>) -> Result<Vec<Block>, Refused> {
        let place = self.here();
        let mut rows = Vec::new();
        for row in self.parts(element, "tr") {
            let properties = row.child("trPr");
            let row_has = |name: &str| properties.is_some_and(|properties| properties.child(name).is_some());
            if row_has("del") {
                self.remarks.delete(row);
                continue;
            }
            self.remarks.inserted += usize::from(row_has("ins"));
            let row = self.row(row, properties)?;
            if !row.cells.is_empty() {
                rows.push(row);
            }
        }
        Ok(cells::finish(rows, place, &mut self.looks, &mut self.remarks))
    }

    fn row(&mut self, row: Element<'d>, properties: Option<Element<'d>>) -> Result<GridRow, Refused> {
        let skipped = |name: &str| number(properties.and_then(|properties| properties.child(name)));
        let mut read = GridRow::default();
        pad(&mut read.cells, skipped("gridBefore").unwrap_or(0));
        for cell in self.parts(row, "tc") {
            let properties = cell.child("tcPr");
            let property = |name: &str| properties.and_then(|properties| properties.child(name));
            if property("cellDel").is_some() {
                self.remarks.delete(cell);
                continue;
            }
            let blocks = self.story(cell)?;
            let covered = property("vMerge").is_some_and(|merge| value(merge).is_none_or(|value| value == "continue"));
            if covered && !blocks.is_empty() {
                let here = self.here();
                self.remarks.covered(here);
            }
            let more = number(property("gridSpan")).unwrap_or(1).saturating_sub(1);
            read.merged |= covered || (more > 0 && !blocks.is_empty());
            read.standing += 1;
            read.cells.push(blocks);
            pad(&mut read.cells, more);
        }
        pad(&mut read.cells, skipped("gridAfter").unwrap_or(0));
        self.cells.add(read.cells.len())?;
        Ok(read)
    }

    /// The rows of a table or the cells of a row, whatever lies around them.
    fn parts(&mut self, element: Element<'d>, name: &str) -> Vec<Element<'d>> {
        let mut parts = Vec::new();
        let mut open: Vec<Element<'d>> = element.children().collect();
        open.reverse();
        while let Some(element) = open.pop() {
            match (element.space(), element.name()) {
                (Space::Word, found) if found == name => parts.push(element),
                (Space::Word, "del" | "moveFrom") => self.remarks.delete(element),
                (Space::Word, found) if found.ends_with("Pr") => {}
                (Space::Compatibility, "AlternateContent") => open.extend(self.version(element)),
                _ => {
                    let inner: Vec<_> = element.children().collect();
                    open.extend(inner.into_iter().rev());
                }
            }
        }
        parts
    }
}

fn number(property: Option<Element<'_>>) -> Option<usize> {
    value(property?)?.parse().ok()
}
