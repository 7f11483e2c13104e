//! The name of the school, which stands in large letters above the title of its policy and looks like it.

use super::called::{is_given, is_school, is_section, says_policy};
use super::kinds::Numbered;
use super::rows::{Content, Lead, Row};
use super::title::one_line;
use crate::import::document::{Block, Document, Remark, Role};
use crate::import::lead::plain;

/// How many lines around the name of the school are looked at for the title.
const NEAR: usize = 6;

/// The longest title, in letters.
const LONGEST: usize = 100;

/// Returns the row of the title, where the one that looks like it, at `title`, is the name of the school: of the lines
/// around it the one that the document's properties or the name of its file give as the title, or the only heading that
/// says that it is a policy and stands over all others, or the next line, if it says so. Where there is no such line a person is asked.
pub fn title_beside(
    title: usize,
    rows: &mut [Row],
    kinds: &[Numbered],
    document: &Document,
    name: &str,
    remarks: &mut Vec<Remark>,
) -> usize {
    let Some((school, place)) = rows.get(title).map(|row| (said(row), row.place.clone())) else {
        return title;
    };
    if !is_school(&school) {
        return title;
    }
    let near = title.saturating_sub(NEAR)..(title + NEAR + 1).min(rows.len());
    let near: Vec<usize> = near.filter(|at| *at != title && may_be_title(rows, *at)).collect();
    let given = near
        .iter()
        .find(|at| rows.get(**at).is_some_and(|row| is_given(&said(row), document, name)));
    let mut heads = near.iter().filter(|at| heads_all(rows, **at, kinds, document));
    let only = heads.next().filter(|_| heads.next().is_none());
    let next = near.iter().find(|at| **at == title + 1 && names_policy(rows, **at));
    let Some((found, words)) = given.or(only).or(next).and_then(|at| Some((*at, said(rows.get(*at)?)))) else {
        let says = format!(
            "I took \"{school}\" for the title, and it looks like the name of the school. If another line is the title, \
             type that at the top of the policy."
        );
        remarks.push(Remark::unsure(says, place));
        return title;
    };
    let says = format!("\"{school}\" looks like the name of the school, so I took \"{words}\" for the title.");
    remarks.push(Remark::unsure(says, place));
    if let Some(Content::Words(words)) = rows.get_mut(title).map(|row| &mut row.content) {
        words.role = Role::Text;
    }
    found
}

/// The lines right below the title that name the school, as those above it, are no headings.
pub fn school_below(title: Option<usize>, rows: &mut [Row]) {
    let below = title.and_then(|title| rows.get_mut(title + 1..)).unwrap_or_default();
    for row in below.iter_mut().take(NEAR) {
        let names = is_school(&said(row));
        match &mut row.content {
            Content::Words(words) if words.lead == Lead::None && words.is_heading() && names => words.role = Role::Text,
            Content::Words(words) if words.lead == Lead::None && !words.is_heading() => {}
            _ => break,
        }
    }
}

/// Returns whether a line says that it is a policy, and is no section.
fn names_policy(rows: &[Row], at: usize) -> bool {
    rows.get(at)
        .map(said)
        .is_some_and(|words| says_policy(&words) && !is_section(&words) && !words.ends_with(['.', ':', ';']))
}

fn said(row: &Row) -> String {
    row.words()
        .map(|words| one_line(&plain(&words.pieces)))
        .unwrap_or_default()
}

fn may_be_title(rows: &[Row], at: usize) -> bool {
    let short = |row: &Row| {
        let words = said(row);
        !words.is_empty() && words.chars().count() <= LONGEST
    };
    rows.get(at)
        .is_some_and(|row| !row.boxed && row.words().is_some_and(|words| words.lead == Lead::None) && short(row))
}

/// Returns whether a line says that it is a policy, and looks like a heading over all headings behind it.
fn heads_all(rows: &[Row], at: usize, kinds: &[Numbered], document: &Document) -> bool {
    let Some(row) = rows.get(at).filter(|row| says_policy(&said(row))) else {
        return false;
    };
    let titled =
        matches!(document.blocks.get(row.block), Some(Block::Paragraph(paragraph)) if paragraph.role == Role::Title);
    let role = |row: &Row| row.words().map(|words| words.role).unwrap_or_default();
    let behind = rows.iter().zip(kinds).skip(at + 1);
    let mut behind = behind
        .filter(|(_, kind)| **kind == Numbered::Not)
        .map(|(row, _)| role(row));
    titled
        || match role(row) {
            Role::Title => true,
            Role::Heading(own) => !behind.any(|role| matches!(role, Role::Heading(other) if other <= own)),
            Role::LooksLikeHeading(own) => {
                !behind.any(|role| matches!(role, Role::LooksLikeHeading(other) if other <= own))
            }
            Role::Text => false,
        }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::Imported;
    use crate::import::document::{Paragraph, Piece, Place, Text};
    use crate::import::import;

    fn imported(title: Option<&str>, name: &str, lines: &[(Role, &str)]) -> Imported {
        let block = |(at, (role, words)): (usize, &(Role, &str))| {
            Block::Paragraph(Paragraph {
                role: *role,
                pieces: vec![Piece::Text(Text {
                    words: (*words).to_owned(),
                    ..Text::default()
                })],
                place: Place::Paragraph(at + 1),
                ..Paragraph::default()
            })
        };
        let document = Document {
            title: title.map(str::to_owned),
            blocks: lines.iter().enumerate().map(block).collect(),
            ..Document::default()
        };
        import(document, name).expect("a policy")
    }

    const LARGE: Role = Role::LooksLikeHeading(1);
    const LESS: Role = Role::LooksLikeHeading(2);
    const LEAST: Role = Role::LooksLikeHeading(3);

    #[test]
    fn the_heading_below_the_school_that_says_policy_is_the_title() {
        for (school, title) in [
            ("Oak Primary School", "Attendance policy"),
            ("St Mary's C of E Academy, Leeds", "Policy on attendance"),
            ("Ysgol y Dderwen", "Polisi presenoldeb"),
        ] {
            for (above, below) in [
                (LARGE, LESS),
                (Role::Title, Role::Title),
                (Role::Title, Role::Heading(1)),
                (Role::Title, Role::Text),
                (LARGE, LARGE),
            ] {
                let lines = [
                    (above, school),
                    (below, title),
                    (LEAST, "Aims"),
                    (Role::Text, "Children come to school."),
                ];
                let policy = imported(None, "document 3", &lines);
                assert_eq!(policy.title, title, "{school} {above:?} {below:?}");
                assert!(
                    policy.text.contains(&format!("\n\n{school}\n\n## Aims\n")),
                    "{}",
                    policy.text
                );
                assert!(
                    policy
                        .remarks
                        .iter()
                        .any(|told| told.says.contains("looks like the name of the school"))
                );
            }
        }
    }

    #[test]
    fn a_title_that_does_not_say_policy_is_found_by_the_properties_or_the_name_of_the_file() {
        let lines = [
            (LARGE, "The Oak Federation"),
            (Role::Text, "Attendance"),
            (LESS, "Aims"),
            (Role::Text, "Come."),
        ];
        assert_eq!(imported(Some("Attendance"), "x", &lines).title, "Attendance");
        assert_eq!(imported(None, "attendance", &lines).title, "Attendance");
        let policy = imported(None, "x", &lines);
        assert_eq!(policy.title, "The Oak Federation");
        assert!(
            policy
                .remarks
                .iter()
                .any(|told| told.says.contains("If another line is the title"))
        );
    }

    #[test]
    fn the_school_below_the_title_is_no_heading() {
        for (title, school) in [
            (Role::Title, LESS),
            (LARGE, LESS),
            (Role::Heading(1), Role::Heading(2)),
            (Role::Title, Role::Heading(1)),
        ] {
            let lines = [
                (title, "Attendance policy"),
                (school, "Oak Primary School"),
                (Role::Text, "Children come to school."),
                (Role::Heading(1), "Aims"),
                (Role::Text, "All come."),
            ];
            let policy = imported(None, "x", &lines);
            assert_eq!(policy.title, "Attendance policy", "{title:?}");
            assert!(policy.text.contains("\n\nOak Primary School\n\n"), "{}", policy.text);
        }
    }

    #[test]
    fn a_section_is_no_title_and_a_title_no_school() {
        let lines = [
            (LARGE, "Oak School"),
            (LESS, "Policy statement"),
            (Role::Text, "Come."),
            (LESS, "Aims"),
            (Role::Text, "Go."),
        ];
        assert_eq!(imported(None, "x", &lines).title, "Oak School");
        for title in [
            "Getting to school",
            "School Uniform",
            "Whole School Attendance Policy",
            "Behaviour",
        ] {
            let lines = [
                (LARGE, title),
                (LESS, "Policy statement"),
                (LEAST, "Aims"),
                (Role::Text, "Come."),
            ];
            let policy = imported(None, "x", &lines);
            assert_eq!(policy.title, title);
            assert!(
                !policy
                    .remarks
                    .iter()
                    .any(|told| told.says.contains("name of the school")),
                "{title}"
            );
        }
    }
}
