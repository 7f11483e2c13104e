//! Numbers that stand alone on their line, as tables that were made text leave them: each goes to the line behind it.

use super::rows::{Content, Lead, Row, begins_more};
use crate::import::document::{Piece, Remark, RemarkKind, Role};
use crate::import::lead::{self, plain};
use crate::parse::clauses::number::Number;

/// Gives each lone number in `rows` to the words behind it, and tells of the first.
pub fn joined(rows: Vec<Row>, remarks: &mut Vec<Remark>) -> Vec<Row> {
    let mut done: Vec<Row> = Vec::new();
    let mut count = 0;
    let mut first = None;
    for mut row in rows {
        if let Some(number) = done.last().and_then(lone).filter(|number| takes_number(&row, number)) {
            let place = done.pop().map(|row| row.place).unwrap_or_default();
            first.get_or_insert(place);
            count += 1;
            if let Content::Words(words) = &mut row.content {
                words.lead = Lead::Number(number);
            }
        }
        done.push(row);
    }
    remarks.extend(first.map(|place| Remark {
        kind: RemarkKind::Mended,
        says: match count {
            1 => "A number that stood alone on its line begins the next line now.".to_owned(),
            _ => format!("Numbers that stood alone on their lines, {count} in all, begin the next lines now."),
        },
        place,
    }));
    done
}

/// Returns the number that is all of a row. A single figure needs its dot: without, it may be that of a page.
fn lone(row: &Row) -> Option<Number> {
    let words = row
        .words()
        .filter(|words| words.pieces.iter().all(|piece| matches!(piece, Piece::Text(_))))?;
    let said = plain(&words.pieces);
    match &words.lead {
        Lead::Number(number) if words.pieces.is_empty() => Some(number.clone()),
        Lead::None => Number::exact(&said).filter(|_| said.trim_end().ends_with(['.', ')'])),
        _ => None,
    }
}

/// Returns whether a row can have the number above it. Before what begins as no sentence does, only that of a clause or of
/// a line in a list is read as one.
fn takes_number(row: &Row, number: &Number) -> bool {
    let counts = number.depth() > 1 || number.to_string().parse::<u32>().is_ok();
    row.words().is_some_and(|words| {
        words.role != Role::Title
            && words.lead == Lead::None
            && !plain(&words.pieces).trim().is_empty()
            && lead::number(&words.pieces).is_none()
            && !begins_more(&words.pieces, number)
            && ((counts && !words.is_heading()) || words.begins_sentence())
    })
}

#[cfg(test)]
mod tests {
    use crate::import::import;
    use crate::import::read::text;

    #[test]
    fn numbers_alone_on_their_lines_go_to_the_words_behind_them() {
        let typed = "Lettings\n\n1.\n\nIntroduction\n\n1.1\n\nThe hall may be hired.\n\n2.\n\nCharges\n\n2.1\n\nIt costs £12.\n";
        let policy = import(text::read(typed), "name").expect("a policy");
        for line in [
            "title: Lettings",
            "## 1 Introduction",
            "**1.1** The hall may be hired.",
            "## 2 Charges",
        ] {
            assert!(
                policy.text.contains(&format!("\n{line}\n")),
                "{line} in {}",
                policy.text
            );
        }
    }
}
