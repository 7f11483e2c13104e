//! Rows of a Markdown table that have more cells than its heading: Markdown drops those cells, so the heading and the
//! line under it are made wider before the text is read again.

use crate::parse::markdown::{Block, each_block};

/// A table whose heading has too few cells.
pub struct Narrow {
    /// Where its heading begins.
    pub head: usize,
    /// How many columns are wanting.
    wanting: usize,
}

/// Returns the tables among `blocks` that drop words, in order.
pub fn narrow(blocks: &mut [Block], text: &str) -> Vec<Narrow> {
    let mut found = Vec::new();
    each_block(blocks, &mut |block| {
        if let Block::Table {
            columns, rows, span, ..
        } = block
        {
            let longest = rows.iter().map(|row| cells(row.span.slice(text))).max().unwrap_or(0);
            let wanting = longest.saturating_sub(columns.len());
            found.extend((wanting > 0).then_some(Narrow {
                head: span.start,
                wanting,
            }));
        }
    });
    found
}

/// Makes the headings of `tables` as wide as their rows.
pub fn widen(text: &mut String, tables: &[Narrow]) {
    for table in tables.iter().rev() {
        let line_end = |from: usize| text.get(from..).and_then(|rest| rest.find('\n')).map(|at| from + at);
        let Some(head) = line_end(table.head) else { continue };
        let under = line_end(head + 1).unwrap_or(text.len());
        for (end, cell) in [(under, "---|"), (head, " |")] {
            let line = text.get(..end).unwrap_or_default();
            let typed = line.trim_end().len();
            let bar = if line.trim_end().ends_with('|') { "" } else { "|" };
            text.insert_str(typed, &format!("{bar}{}", cell.repeat(table.wanting)));
        }
    }
}

/// Counts the cells of a row up to the last one that is not empty.
fn cells(row: &str) -> usize {
    let row = row.trim();
    let row = row.strip_prefix('|').unwrap_or(row);
    let mut escaped = false;
    let (mut count, mut last) = (1, 0);
    for c in row.chars() {
        match c {
            '|' if !escaped => count += 1,
            c if !c.is_whitespace() => last = count,
            _ => {}
        }
        escaped = c == '\\' && !escaped;
    }
    last
}

#[cfg(test)]
mod tests {
    use crate::import::import;
    use crate::import::read::markdown;

    #[test]
    fn words_in_cells_beyond_the_heading_are_kept() {
        for (head, under) in [("| Term | Days |", "|---|---|"), ("Term | Days", "--- | ---")] {
            let typed =
                format!("# Attendance\n\n{head}\n{under}\n| Autumn | 70 | more | and \\| more |\n| Spring | 60 | |\n");
            let done = import(markdown::read(&typed), "source").expect("a policy");
            assert!(
                done.text.contains("| Autumn | 70 | more | and \\| more |"),
                "{}",
                done.text
            );
            assert!(done.text.contains("| Term | Days |  |  |"), "{}", done.text);
            assert!(
                done.remarks
                    .iter()
                    .any(|remark| remark.says.contains("more cells than its heading"))
            );
        }
    }
}
