//! Limits for tables: a few bytes can ask for any number of cells.

use super::document::Block;
use super::refused::Refused;

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
