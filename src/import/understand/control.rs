//! Tables in which a document says who answers for it: a key beside its value, or over it.

use super::front::{Pair, Says, day_after, folded, keys_of, pair_of_line, tidy, typed};
use crate::import::document::{Block, Table};
use crate::import::lead::plain;
use crate::import::outline::Key;

/// Reads a table of two columns whose first column names keys, at least one of which is ours.
pub fn pairs_of_table(table: &Table) -> Option<Vec<Pair>> {
    let pairs: Option<Vec<Pair>> = table.rows.iter().map(|row| pair_of_row(row)).collect();
    pairs.filter(|pairs| pairs.iter().any(|pair| keys_of(&pair.key).is_some()))
}

fn pair_of_row(row: &[Vec<Block>]) -> Option<Pair> {
    let [key, value] = row else { return None };
    Some(Pair {
        key: typed(&cell(key)?),
        value: tidy(&cell(value)?),
    })
}

fn cell(blocks: &[Block]) -> Option<String> {
    let paragraph = |block: &Block| match block {
        Block::Paragraph(paragraph) if paragraph.label.is_none() => Some(plain(&paragraph.pieces)),
        _ => None,
    };
    let paragraphs: Option<Vec<String>> = blocks.iter().map(paragraph).collect();
    Some(paragraphs?.join(" "))
}

/// Reads what is certain in a table of more columns: `Approved by | Governors | Date: 14 July 2026`, if it stands `early` in
/// the document; and under a heading of such keys, `Version | Date | Author | Changes`, the only line, or that of the
/// highest version.
pub fn pairs(table: &Table, early: bool) -> Option<Vec<Pair>> {
    let rows: Vec<Vec<String>> = table.rows.iter().map(|row| cells(row)).collect();
    let (head, lines) = rows.split_first().filter(|(head, _)| head.len() > 2)?;
    let pairs = match is_head(head) {
        true => under(head, lines),
        false if early => rows.iter().flat_map(|row| along(row)).collect(),
        false => Vec::new(),
    };
    (!pairs.is_empty()).then_some(pairs)
}

fn cells(row: &[Vec<Block>]) -> Vec<String> {
    row.iter()
        .map(|blocks| tidy(&cell(blocks).unwrap_or_default()))
        .collect()
}

fn is_key(words: &str) -> bool {
    keys_of(words).is_some()
}

/// Reads one line whose keys stand beside their values.
fn along(row: &[String]) -> Vec<Pair> {
    let mut pairs: Vec<Pair> = Vec::new();
    let mut cells = row.iter().peekable();
    while let Some(words) = cells.next() {
        let of_date = |pairs: &[Pair], value: &str| day_after(pairs.last()?, &format!("date: {value}"));
        let value = cells.peek().filter(|value| !value.is_empty() && !is_key(value));
        let pair = match value {
            Some(value) if is_key(words) => Some(Pair {
                key: typed(words),
                value: (*value).clone(),
            }),
            Some(value) if folded(words) == "date" => of_date(&pairs, value),
            _ => None,
        };
        if pair.is_some() {
            cells.next();
        }
        let in_cell = || pair_of_line(words).filter(|pair| !pair.value.is_empty());
        let beside = || day_after(pairs.last()?, words);
        let Some(pair) = pair.or_else(in_cell).or_else(beside) else {
            // What does not begin with a key is another kind of table.
            if pairs.is_empty() {
                break;
            }
            continue;
        };
        pairs.push(pair);
    }
    pairs
}

/// What stands over the columns of such tables, besides our own keys.
const HEADS: [&str; 18] = [
    "amendment",
    "amendments",
    "author",
    "change",
    "changes",
    "comments",
    "date",
    "details",
    "name",
    "notes",
    "position",
    "reason for change",
    "reviewed by",
    "role",
    "signature",
    "signed",
    "status",
    "summary of changes",
];

fn is_head(row: &[String]) -> bool {
    let known = |words: &String| is_key(words) || HEADS.contains(&&*folded(words));
    row.iter().all(known)
}

/// Reads one line under a heading of keys.
fn under(head: &[String], lines: &[Vec<String>]) -> Vec<Pair> {
    let column = |wanted: Key| {
        head.iter()
            .position(|words| matches!(keys_of(words), Some(Says::One(key)) if key == wanted))
    };
    let filled: Vec<&Vec<String>> = lines
        .iter()
        .filter(|line| line.iter().any(|cell| !cell.is_empty()))
        .collect();
    let line = match filled.as_slice() {
        [only] => Some(*only),
        lines => column(Key::Version).and_then(|at| highest(lines, at)),
    };
    let Some(line) = line else { return Vec::new() };
    let by = column(Key::ApprovedBy).and_then(|at| line.get(at));
    let pair = |(key, value): (&String, &String)| match (folded(key).as_str(), by) {
        _ if value.is_empty() => None,
        ("date", Some(_)) => Some(Pair {
            key: "approved".into(),
            value: value.clone(),
        }),
        _ => keys_of(key).map(|_| Pair {
            key: typed(key),
            value: value.clone(),
        }),
    };
    head.iter().zip(line).filter_map(pair).collect()
}

/// Returns the line of the highest version, where each has a version in figures and no other has the same.
fn highest<'a>(lines: &[&'a Vec<String>], column: usize) -> Option<&'a Vec<String>> {
    let version = |line: &'a Vec<String>| -> Option<(Vec<u32>, &'a Vec<String>)> {
        let said = line.get(column)?.trim_start_matches(['v', 'V']).trim();
        let figures: Option<Vec<u32>> = said.split('.').map(|part| part.parse().ok()).collect();
        Some((figures?, line))
    };
    let versions: Option<Vec<_>> = lines.iter().map(|line| version(line)).collect();
    let (top, line) = versions.as_ref()?.iter().max_by(|one, other| one.0.cmp(&other.0))?;
    let one = versions.iter().flatten().filter(|(figures, _)| figures == top).count() == 1;
    one.then_some(*line)
}

#[cfg(test)]
mod tests {
    use crate::import::import;
    use crate::import::read::markdown;

    /// The keys that the head gets from a table in a document of one clause.
    fn head(table: &str) -> String {
        let columns = table.lines().next().unwrap_or_default().matches('|').count() - 1;
        let table = table.replacen('\n', &format!("\n|{}\n", "---|".repeat(columns)), 1);
        let typed = format!("# Attendance\n\n{table}\n\n## 1 Aims\n\n1.1 Come.\n");
        let policy = import(markdown::read(&typed), "name").expect("a policy");
        assert!(policy.text.contains("\n| "), "the table stays: {}", policy.text);
        let head = policy.text.split("\n---\n").next().unwrap_or_default().to_owned();
        let lines = head
            .lines()
            .filter(|line| !line.starts_with("title") && (!line.starts_with('#') || line.contains("   # ")));
        lines.skip(1).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn what_is_certain_in_a_table_of_many_columns_stands_at_the_top() {
        for (table, says) in [
            (
                "| Approved by: | Governing Body | Date: 14 July 2026 | |\n| Last reviewed on: | 1 July 2025 | | |\n| Next review due by: | 1 July 2028 | | |",
                "approved: 2026-07-14\napproved-by: Governing Body\nreview-by: 2028-07-01",
            ),
            (
                "| Approved by | Governors | Date | 14 July 2026 |\n| Version | 2.1 | Owner | Head |",
                "version: 2.1\napproved: 2026-07-14\napproved-by: Governors\nowner: Head",
            ),
            (
                "| Version | Date | Author | Changes |\n| 1.0 | 1 May 2020 | J. Day | New |\n| 1.10 | 1 May 2026 | J. Day | Again |\n| 1.9 | 1 May 2025 | J. Day | More |",
                "version: 1.10",
            ),
            (
                "| Version | Approved by | Date | Next review |\n| 3 | Governors | 14 July 2026 | Spring term 2028 |",
                "version: 3\napproved: 2026-07-14\napproved-by: Governors\n# review-by: Spring term 2028   # Type the day, as 2027-09-01.",
            ),
        ] {
            assert_eq!(head(table), says, "{table}");
        }
    }

    #[test]
    fn what_is_not_certain_stays_in_its_table() {
        for table in [
            "| Name | Role | Signature | Date |\n| J. Day | Chair | | 14 July 2026 |",
            "| Version | Date | Changes |\n| 1 | 1 May 2025 | New |\n| draft | 1 May 2026 | More |",
            "| Risk | Owner | Review date |\n| Fire | Head | 1 May 2026 |",
            "| Version | Date | Changes |\n| | | |",
        ] {
            assert_eq!(head(table), "", "{table}");
        }
    }
}
