//! Tables, which one can scroll by keyboard.

use super::Writer;
use crate::parse::markdown::{Align, Inline, Row, plain_text};
use crate::parse::policy::Clause;

impl Writer<'_> {
    pub(super) fn table(&mut self, columns: &[Align], head: &[Vec<Inline>], rows: &[Row]) {
        self.tables += 1;
        let role = if self.quoted { "group" } else { "region" };
        self.raw(&format!("<div class=\"table-scroll\" tabindex=\"0\" role=\"{role}\""));
        self.attribute("aria-label", &self.table_label(head));
        self.raw("><table>\n");
        if head.iter().any(|cell| !cell.is_empty()) {
            self.raw("<thead><tr>");
            head.iter()
                .enumerate()
                .for_each(|(i, cell)| self.head_cell(cell, columns.get(i)));
            self.raw("</tr></thead>\n");
        }
        if !rows.is_empty() {
            self.raw("<tbody>\n");
            rows.iter().for_each(|row| self.row(columns, row));
            self.raw("</tbody>\n");
        }
        self.raw("</table></div>\n");
    }

    /// Tells one table of a page from another for those who hear it.
    fn table_label(&self, head: &[Vec<Inline>]) -> String {
        let titles: Vec<String> = head
            .iter()
            .map(|cell| plain_text(cell))
            .filter(|title| !title.is_empty())
            .collect();
        let colon = if titles.is_empty() { "" } else { ": " };
        format!("Table {}{colon}{}", self.tables, titles.join(", "))
    }

    fn head_cell(&mut self, cell: &[Inline], align: Option<&Align>) {
        // An empty heading is announced as nothing; a plain cell is skipped.
        let tag = if cell.is_empty() { "td" } else { "th" };
        self.raw(&format!("<{tag}"));
        self.align(align);
        self.raw(if cell.is_empty() { ">" } else { " scope=\"col\">" });
        self.line(cell);
        self.raw(&format!("</{tag}>"));
    }

    fn align(&mut self, align: Option<&Align>) {
        match align {
            Some(Align::Centre) => self.raw(" class=\"align-centre\""),
            Some(Align::End) => self.raw(" class=\"align-end\""),
            Some(Align::Start) | None => {}
        }
    }

    fn row(&mut self, columns: &[Align], row: &Row) {
        self.raw("<tr");
        if let Some(clause) = &row.clause {
            self.raw(" class=\"clause clause-row\"");
            self.id(clause.address.as_str());
        }
        self.raw(">");
        for (i, cell) in row.cells.iter().enumerate() {
            match &row.clause {
                Some(clause) if i == 0 => self.row_number(clause, cell),
                clause => {
                    self.raw("<td");
                    self.align(columns.get(i));
                    self.raw(">");
                    self.line(cell);
                    if let Some(clause) = clause.as_ref().filter(|_| i + 1 == row.cells.len()) {
                        self.used(&clause.address);
                    }
                    self.raw("</td>");
                }
            }
        }
        self.raw("</tr>\n");
    }

    fn row_number(&mut self, clause: &Clause, cell: &[Inline]) {
        self.raw("<th scope=\"row\">");
        if self.quoted {
            self.line(cell);
        } else {
            self.clause_number(clause);
        }
        self.raw("</th>");
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::html;

    #[test]
    fn tables_scroll_and_name_their_columns() {
        let table = html("| a | b |\n|---|--:|\n| 1 | 2 |\n");
        assert!(table.contains("role=\"region\" aria-label=\"Table 1: a, b\""));
        assert!(table.contains("<th scope=\"col\">a</th><th class=\"align-end\" scope=\"col\">b</th>"));
        assert!(table.contains("<td>1</td><td class=\"align-end\">2</td>"));
    }
}
