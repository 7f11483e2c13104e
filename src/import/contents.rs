//! A table of contents that was typed by hand: its lines begin with the numbers of sections and are none.

use super::document::{Remark, Role};
use super::lead::{self, plain};
use super::rows::{Content, Lead, Row};
use crate::slug::slug;

/// What people call a table of contents, English and Welsh.
const NAMES: [&str; 5] = [
    "contents",
    "table-of-contents",
    "contents-page",
    "cynnwys",
    "tabl-cynnwys",
];

/// The longest line of a table of contents, in letters.
const LONGEST: usize = 160;

/// Sets the numbers of a table of contents aside as words.
pub fn set_aside(rows: &mut [Row], remarks: &mut Vec<Remark>) {
    let lines = lines(rows);
    if let Some(first) = lines.first().and_then(|first| rows.get(*first)) {
        remarks.push(Remark::unsure(
            format!(
                "This and the lines that follow it, {} in all, look like a table of contents that was typed by hand, so \
                 their numbers are words here, in square brackets. The site lists the sections by itself: you may delete \
                 these lines.",
                lines.len()
            ),
            first.place.clone(),
        ));
    }
    for at in lines {
        if let Some(Content::Words(words)) = rows.get_mut(at).map(|row| &mut row.content) {
            match std::mem::replace(&mut words.lead, Lead::None) {
                Lead::Number(number) => lead::set_aside(&number.to_string(), &mut words.pieces),
                Lead::Marker(token) => lead::set_aside(&format!("({token})"), &mut words.pieces),
                other => words.lead = other,
            }
            words.role = Role::Text;
        }
    }
}

/// Returns the places of its lines: those that lead to a page, or those under a heading that says so.
fn lines(rows: &[Row]) -> Vec<usize> {
    let leading = |at: &usize| said(rows, *at).is_some_and(|words| leads_to_page(&words));
    let leading: Vec<usize> = (0..rows.len()).filter(leading).collect();
    if leading.len() > 1 {
        return leading;
    }
    let named = |at: &usize| said(rows, *at).is_some_and(|words| NAMES.contains(&slug(&words).as_str()));
    (0..rows.len())
        .find(named)
        .map(|heading| under(heading, rows))
        .unwrap_or_default()
}

fn said(rows: &[Row], at: usize) -> Option<String> {
    rows.get(at)
        .and_then(Row::words)
        .map(|words| plain(&words.pieces).trim().to_owned())
}

/// Returns the short lines behind a heading whose numbers all come again behind them.
fn under(heading: usize, rows: &[Row]) -> Vec<usize> {
    let short = |at: &usize| {
        said(rows, *at).is_some_and(|words| words.chars().count() <= LONGEST && !words.ends_with(['.', ';', ':']))
    };
    let number = |at: &usize| rows.get(*at).and_then(Row::number);
    let run: Vec<usize> = (heading + 1..rows.len()).take_while(short).collect();
    let first = run.iter().find_map(number);
    let again = run
        .iter()
        .filter(|at| number(at).is_some() && number(at) == first)
        .nth(1);
    let run: Vec<usize> = run
        .iter()
        .copied()
        .filter(|at| again.is_none_or(|end| at < end))
        .collect();
    let end = run.last().map_or(heading, |last| last + 1);
    let comes_again = |at: &usize| number(at).is_none_or(|here| (end..rows.len()).any(|at| number(&at) == Some(here)));
    let numbered = run.iter().filter_map(number).count();
    match numbered > 1 && run.iter().all(comes_again) {
        true => run,
        false => Vec::new(),
    }
}

/// Returns whether a line ends in dots and the number of a page: `2.1 Morning ...... 4`.
pub fn leads_to_page(words: &str) -> bool {
    let before = words.trim_end().trim_end_matches(|c: char| c.is_ascii_digit());
    let dots = before.trim_end();
    let dotted: String = dots.chars().filter(|c| !c.is_whitespace()).collect();
    before.len() < words.trim_end().len() && (dotted.ends_with("...") || dotted.ends_with('…'))
}

#[cfg(test)]
mod tests {
    use super::super::{import, text};
    use super::*;

    #[test]
    fn dots_lead_to_a_page() {
        for line in ["2.1 Morning ..... 4", "2 Registers…12", "3 Absence . . . . 6"] {
            assert!(leads_to_page(line), "{line}");
        }
        for line in ["2.1 Morning", "We wait ...", "It costs 4", "Pages 3. 4"] {
            assert!(!leads_to_page(line), "{line}");
        }
    }

    #[test]
    fn a_table_of_contents_without_dots_is_known_by_its_numbers_which_come_again() {
        let body = "1. Aims\n\n1.1 Come to school.\n\n2. Means\n\n2.1 Ring the bell.\n";
        let typed = format!("Attendance\n\nContents\n\n1. Aims 2\n\n2. Means 3\n\n{body}");
        let policy = import(text::read(&typed), "name").expect("a policy");
        assert!(policy.text.contains("\n[1] Aims 2\n"), "{}", policy.text);
        assert!(policy.text.contains("\n## 2 Means\n"), "{}", policy.text);
        assert_eq!(policy.clauses, 4);
    }
}
