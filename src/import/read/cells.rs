//! Tables as they are read: limits, for a few bytes can ask for any number of cells, and what merged cells become.

use super::line::WholeLook;
use super::remarks::Remarks;
use crate::import::document::{Block, Place, RemarkKind, Table};
use crate::import::refused::Refused;

/// The most columns of a table in Word.
const COLUMNS: usize = 63;
/// The most cells that all tables of a document may have.
const CELLS: usize = 500_000;

/// How many cells all tables of a document have.
#[derive(Clone, Copy, Debug, Default)]
pub struct Cells(usize);

impl Cells {
    /// Counts the cells of a row.
    ///
    /// # Errors
    /// There are too many.
    pub fn add(&mut self, cells: usize) -> Result<(), Refused> {
        self.0 += cells;
        if self.0 <= CELLS {
            return Ok(());
        }
        Err(Refused::TooMuch {
            what: "cells of tables",
            limit: "500 000",
        })
    }
}

/// Adds so many empty cells to a row, as far as a row may go.
pub fn pad(row: &mut Vec<Vec<Block>>, wanted: usize) {
    let room = COLUMNS.saturating_sub(row.len());
    row.resize_with(row.len() + wanted.min(room), Vec::new);
}

/// One row as it is read.
#[derive(Debug, Default)]
pub struct GridRow {
    /// Its cells, with an empty one for each that another covers.
    pub cells: Vec<Vec<Block>>,
    /// How many of them stand in the file, and are not covered.
    pub standing: usize,
    /// A cell with words covers others, or is covered.
    pub merged: bool,
}

/// Makes a table of its rows. A first row that is one cell over all columns names the table: it stands above, as it is
/// read aloud. Other merged cells stand where they begin, for a table of a policy has no wide ones; a person is told.
pub fn finish(mut rows: Vec<GridRow>, place: Place, looks: &mut [WholeLook], remarks: &mut Remarks) -> Vec<Block> {
    let columns = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let is_whole = |row: &GridRow| row.standing == 1 && row.merged && row.cells.len() == columns;
    let mut named = rows.iter().take_while(|row| is_whole(row)).count();
    if named == rows.len() {
        // There is one column.
        named = 0;
        rows.iter_mut().for_each(|row| row.cells.truncate(1));
        rows.iter_mut().for_each(|row| row.merged = false);
    }
    let mut rows = rows.into_iter();
    let names: Vec<Block> = rows.by_ref().take(named).flat_map(|row| row.cells).flatten().collect();
    let rows: Vec<GridRow> = rows.collect();
    if !names.is_empty() {
        let says = "A cell over all columns of this table stands as a line above it.";
        remarks.add(RemarkKind::Mended, says, place.clone());
    }
    if rows.iter().any(|row| row.merged) {
        let says =
            "Cells of this table are merged. Each stands once, where it begins; the cells that it covers are empty.";
        remarks.add(RemarkKind::Mended, says, place.clone());
    }
    names.iter().for_each(|name| is_no_heading(name, looks));
    let rows = rows.into_iter().map(|row| row.cells).collect();
    names.into_iter().chain([Block::Table(Table { rows, place })]).collect()
}

/// The name of a table is set large or bold, and heads no section.
fn is_no_heading(name: &Block, looks: &mut [WholeLook]) {
    if let Block::Paragraph(paragraph) = name
        && let Place::Paragraph(nth) = paragraph.place
        && let Some(look) = looks.get_mut(nth.wrapping_sub(1))
    {
        *look = WholeLook::default();
    }
}
