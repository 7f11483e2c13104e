//! Tables: rows of cells, each merged cell once and what it covers empty.

use super::body::Body;
use crate::import::document::{Block, RemarkKind};
use crate::import::read::cells::{self, GridRow, pad};
use crate::import::read::xml::{Element, Space};
use crate::import::refused::Refused;

impl<'d> Body<'d> {
    pub(super) fn table(&mut self, element: Element<'d>) -> Result<Vec<Block>, Refused> {
        let place = self.here();
        let mut rows = Vec::new();
        self.rows(element, &mut rows)?;
        Ok(cells::finish(rows, place, &mut self.looks, &mut self.remarks))
    }

    fn rows(&mut self, parent: Element<'d>, rows: &mut Vec<GridRow>) -> Result<(), Refused> {
        for element in parent.children() {
            match (element.space(), element.name()) {
                (Space::Table, "table-row") => {
                    let mut row = GridRow::default();
                    self.cells_in(element, &mut row)?;
                    self.cells.add(row.cells.len())?;
                    if row.cells.iter().any(|cell| !cell.is_empty()) && repeated(element, "rows") > 1 {
                        self.stands_once();
                    }
                    rows.push(row);
                }
                // Rows lie in groups; what is not known may lie around them too.
                _ => self.rows(element, rows)?,
            }
        }
        Ok(())
    }

    fn cells_in(&mut self, parent: Element<'d>, row: &mut GridRow) -> Result<(), Refused> {
        for element in parent.children() {
            match (element.space(), element.name()) {
                (Space::Table, "table-cell") => self.cell(element, false, row)?,
                (Space::Table, "covered-table-cell") => self.cell(element, true, row)?,
                _ => self.cells_in(element, row)?,
            }
        }
        Ok(())
    }

    fn cell(&mut self, cell: Element<'d>, covered: bool, row: &mut GridRow) -> Result<(), Refused> {
        let blocks = self.story(cell)?;
        let more = repeated(cell, "columns") - 1;
        if !blocks.is_empty() && covered {
            let here = self.here();
            self.remarks.covered(here);
        } else if !blocks.is_empty() && more > 0 {
            self.stands_once();
        }
        let covers = |what: &str| number(cell, &format!("number-{what}-spanned")) > 1;
        row.merged |= !blocks.is_empty() && (covers("columns") || covers("rows"));
        row.standing += usize::from(!covered);
        row.cells.push(blocks);
        pad(&mut row.cells, more);
        Ok(())
    }

    fn stands_once(&mut self) {
        let here = self.here();
        let says = "Cells of a table that say the same stand as one in the file; their words are kept once.";
        self.remarks.add(RemarkKind::Unsure, says, here);
    }
}

/// How many rows or columns an element stands for.
fn repeated(element: Element<'_>, what: &str) -> usize {
    number(element, &format!("number-{what}-repeated"))
}

/// A number that an element says, and 1 where it says none.
fn number(element: Element<'_>, name: &str) -> usize {
    let number = element.attribute(name);
    number.and_then(|number| number.parse().ok()).unwrap_or(1).max(1)
}
