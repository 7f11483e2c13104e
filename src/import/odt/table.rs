//! Tables: rows of cells, each merged cell once and what it covers empty.

use super::body::Body;
use crate::import::cells::pad;
use crate::import::document::{Block, RemarkKind, Table};
use crate::import::refused::Refused;
use crate::import::xml::{Element, Space};

impl<'d> Body<'d> {
    pub(super) fn table(&mut self, element: Element<'d>) -> Result<Table, Refused> {
        let mut table = Table {
            place: self.here(),
            ..Table::default()
        };
        self.rows(element, &mut table)?;
        Ok(table)
    }

    fn rows(&mut self, parent: Element<'d>, table: &mut Table) -> Result<(), Refused> {
        for element in parent.children() {
            match (element.space(), element.name()) {
                (Space::Table, "table-row") => {
                    let row = self.row(element)?;
                    if row.iter().any(|cell| !cell.is_empty()) && repeated(element, "rows") > 1 {
                        self.stands_once();
                    }
                    table.rows.push(row);
                }
                // Rows lie in groups; what is not known may lie around them too.
                _ => self.rows(element, table)?,
            }
        }
        Ok(())
    }

    fn row(&mut self, row: Element<'d>) -> Result<Vec<Vec<Block>>, Refused> {
        let mut cells = Vec::new();
        self.cells_in(row, &mut cells)?;
        self.cells.add(cells.len())?;
        Ok(cells)
    }

    fn cells_in(&mut self, parent: Element<'d>, cells: &mut Vec<Vec<Block>>) -> Result<(), Refused> {
        for element in parent.children() {
            match (element.space(), element.name()) {
                (Space::Table, "table-cell") => self.cell(element, false, cells)?,
                (Space::Table, "covered-table-cell") => self.cell(element, true, cells)?,
                _ => self.cells_in(element, cells)?,
            }
        }
        Ok(())
    }

    fn cell(&mut self, cell: Element<'d>, covered: bool, cells: &mut Vec<Vec<Block>>) -> Result<(), Refused> {
        let blocks = self.story(cell)?;
        let more = repeated(cell, "columns") - 1;
        if !blocks.is_empty() && covered {
            let here = self.here();
            self.remarks.covered(here);
        } else if !blocks.is_empty() && more > 0 {
            self.stands_once();
        }
        cells.push(blocks);
        pad(cells, more);
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
    let number = element.attribute(&format!("number-{what}-repeated"));
    number.and_then(|number| number.parse().ok()).unwrap_or(1).max(1)
}
