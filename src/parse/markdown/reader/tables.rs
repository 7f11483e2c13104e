//! Tables, row by row.

use std::mem;
use std::ops::Range;

use pulldown_cmark::Alignment;

use super::{Frame, Reader, place};
use crate::diagnostic::{Code, Finding};
use crate::parse::markdown::{Align, Inline, Row};
use crate::source::Span;

#[derive(Default)]
pub(super) struct OpenTable {
    pub(super) columns: Vec<Align>,
    pub(super) head: Vec<Vec<Inline>>,
    pub(super) rows: Vec<Row>,
    pub(super) cells: Vec<Vec<Inline>>,
    pub(super) row: Range<usize>,
    /// Where the last cell that was read ends.
    pub(super) read_to: usize,
}

impl Reader<'_> {
    pub(super) fn start_row(&mut self, range: Range<usize>) {
        if let Some(Frame::Table(table)) = self.top() {
            table.row = range;
        }
    }

    pub(super) fn end_row(&mut self, head: bool) {
        let prepared = self.prepared;
        let Some(Frame::Table(table)) = self.top() else { return };
        let cells = mem::take(&mut table.cells);
        if head {
            table.head = cells;
            return;
        }
        let span = place(prepared, &table.row);
        table.rows.push(Row {
            cells,
            clause: None,
            span,
        });
        let beyond = table.read_to.max(table.row.start)..table.row.end;
        self.cells_beyond(beyond);
    }

    /// The library drops the cells of a row that stand beyond those of the heading.
    fn cells_beyond(&mut self, beyond: Range<usize>) {
        let typed = self.prepared.text.get(beyond.clone()).unwrap_or_default();
        let words = typed.trim_start_matches(|c: char| c.is_whitespace() || c == '|');
        let start = beyond.start + typed.len() - words.len();
        if !words.is_empty() {
            let span = self.span(&(start..beyond.end));
            self.found(lost_cells(span));
        }
    }

    pub(super) fn cell(&mut self, text: Vec<Inline>, end: usize) {
        if let Some(Frame::Table(table)) = self.top() {
            table.cells.push(text);
            table.read_to = end;
        }
    }
}

pub(super) fn align(typed: Alignment) -> Align {
    match typed {
        Alignment::None | Alignment::Left => Align::Start,
        Alignment::Center => Align::Centre,
        Alignment::Right => Align::End,
    }
}

fn lost_cells(span: Span) -> Finding {
    let message = "This row has more cells than the heading of its table, so these words are left out of the page.";
    Finding::new(Code::LostCell, span, message)
        .hint("Give the heading as many cells as the longest row, empty ones if need be: | Name | Day | |")
}
