//! The document's title: which of its lines it is, and what it is where no line looks like one.

use super::called::{is_given, is_school, is_section, says_policy};
use super::kinds::Numbered;
use super::rows::{Content, Lead, Row, Words};
use crate::import::document::{Document, Piece, Place, Remark, RemarkKind, Role};
use crate::import::lead::{self, plain};
use crate::import::outline::{Front, Line, Shape};
use crate::slug::slug;

/// Finds the row that is the document's title: what its own program says is one; else, of the headings without a number
/// before the first text, the one of the highest rank, if it stands over all others, has no text of its own, or can be
/// nothing else where it stands.
pub fn title_place(rows: &[Row], kinds: &[Numbered], document: &Document, name: &str) -> Option<usize> {
    let is = |at: &usize, what: fn(&Words) -> bool| {
        rows.get(*at)
            .is_some_and(|row| may_be_title(row) && row.words().is_some_and(what))
    };
    let said = (0..rows.len()).find(|at| {
        is(at, |words| {
            words.role == Role::Title && !plain(&words.pieces).trim().is_empty()
        })
    });
    let plain = |at: &usize| is(at, Words::is_heading) && kinds.get(*at) == Some(&Numbered::Not);
    let first = (0..rows.len()).find(plain);
    said.or_else(|| {
        let run = (first?..rows.len()).take_while(plain);
        let at = run.min_by_key(|at| rows.get(*at).map(rank_of))?;
        let numbered = kinds.get(..at)?.iter().any(|kind| *kind != Numbered::Not);
        let others = || {
            rows.iter()
                .skip(at + 1)
                .filter(|row| row.words().is_some_and(Words::is_heading))
        };
        let above = rows
            .get(at)
            .is_some_and(|row| others().all(|other| rank_of(row) < rank_of(other)))
            && (others().count() > 0 || at == 0);
        let empty = rows.get(at + 1).and_then(Row::words).is_some_and(Words::is_heading)
            || kinds.get(at + 1) == Some(&Numbered::Heading);
        (!numbered && (above || empty || begins_document(at, rows, document, name))).then_some(at)
    })
    .or_else(|| plain_title(rows))
}

/// Returns the first line of the document, or the one below the school's name, where it is no more than the name of a
/// policy in plain words.
fn plain_title(rows: &[Row]) -> Option<usize> {
    let said = |at: usize| {
        let row = rows.get(at).filter(|row| may_be_title(row))?;
        let words = row
            .words()
            .filter(|words| words.lead == Lead::None && words.role == Role::Text)?;
        Some(one_line(&plain(&words.pieces)))
    };
    let at = usize::from(said(0).is_some_and(|first| is_school(&first)));
    let names = |words: &String| {
        let last = slug(words).rsplit('-').next().is_some_and(says_policy);
        let open = !words.ends_with(['.', ':', ';', ',']);
        last && open && words.starts_with(char::is_uppercase) && words.split(' ').count() <= LONGEST_PLAIN
    };
    said(at).filter(names).map(|_| at)
}

/// The longest title in plain words, in words.
const LONGEST_PLAIN: usize = 8;

/// The longest line that may stand before the title, in letters.
const LONGEST_BEFORE: usize = 100;

/// Returns whether the heading at `at` begins the document, and is the title: it alone is so large, over headings that
/// their style makes; or it says that it is a policy, as do the properties or the name of the file, and none is larger.
fn begins_document(at: usize, rows: &[Row], document: &Document, name: &str) -> bool {
    let short = |row: &Row| {
        let words = row.words().map(|words| plain(&words.pieces));
        words.is_some_and(|words| words.chars().count() <= LONGEST_BEFORE)
    };
    let Some((own, said)) = rows
        .get(at)
        .and_then(Row::words)
        .map(|words| (words.role, one_line(&plain(&words.pieces))))
    else {
        return false;
    };
    let others = rows.iter().skip(at + 1).filter_map(Row::words).map(|words| words.role);
    let as_large = |same: bool| {
        others.clone().any(|other| match (own, other) {
            (Role::LooksLikeHeading(own), Role::LooksLikeHeading(other))
            | (Role::Heading(own), Role::Heading(other)) => other < own || (same && other == own),
            _ => false,
        })
    };
    let alone = matches!(own, Role::LooksLikeHeading(_)) && !as_large(true);
    let named = (says_policy(&said) || is_given(&said, document, name)) && !as_large(false);
    !is_section(&said) && rows.iter().take(at).all(short) && (alone || named)
}

fn rank_of(row: &Row) -> u8 {
    row.words().map_or(u8::MAX, |words| rank(words.role))
}

/// A line before the title that only looks like a heading is the school's name, or a motto.
pub fn no_heading(row: &mut Row) {
    if let Content::Words(words) = &mut row.content {
        let numbered = lead::number(&words.pieces).is_some() || lead::marker(&words.pieces).is_some();
        if matches!(words.role, Role::LooksLikeHeading(_)) && !numbered {
            words.role = Role::Text;
        }
    }
}

/// A line of a box is none: the box stays whole.
fn may_be_title(row: &Row) -> bool {
    !row.boxed
}

fn rank(role: Role) -> u8 {
    match role {
        Role::Title => 0,
        Role::Heading(level) => level,
        Role::LooksLikeHeading(level) => level.saturating_add(10),
        Role::Text => u8::MAX,
    }
}

/// Gives the head its title: from the line that is one, from what the document says of itself, or from its properties or the
/// name of its file, which a person is asked to look at.
pub fn title(head: &mut Front, row: Option<&Row>, document: &Document, name: &str, remarks: &mut Vec<Remark>) {
    if head.whole.is_some() {
        return;
    }
    let shown = row.and_then(Row::words).map(|words| one_line(&plain(&words.pieces)));
    let of_file = || {
        document
            .title
            .as_deref()
            .map(one_line)
            .filter(|title| !title.is_empty())
    };
    let said = shown.or_else(|| (!head.title.is_empty()).then(|| head.title.clone()));
    if let Some(title) = said {
        head.title = title;
        return;
    }
    let (title, whence) = match of_file() {
        Some(title) => (title, "the properties of the document"),
        None => (name.to_owned(), "the name of the file"),
    };
    remarks.push(Remark {
        kind: RemarkKind::Unsure,
        says: format!("No line looks like the title, so I took it from {whence}: \"{title}\"."),
        place: Place::Unknown,
    });
    head.title = title;
}

/// Returns words without line ends and double spaces.
pub fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns whether a row that looks like the title is one: not where the document says in so many words that it has
/// another, `Title: Attendance`.
pub fn may_name(row: &Row, head: &Front) -> bool {
    head.title.is_empty()
        || row
            .words()
            .is_some_and(|words| slug(&plain(&words.pieces)) == slug(&head.title))
}

/// A first heading that repeats the title is left out on the page, and so here; its words stand at the head.
pub fn repeats_title(row: &Row, head: &Front) -> bool {
    let repeats = |words: &Words| {
        words.is_heading() && words.lead == Lead::None && slug(&plain(&words.pieces)) == slug(&head.title)
    };
    !head.title.is_empty() && may_be_title(row) && row.words().is_some_and(repeats)
}

/// Returns what stands beside a title's words: remarks of colleagues.
pub fn beside_title(row: Row) -> Option<Line> {
    let Content::Words(words) = row.content else {
        return None;
    };
    let notes = words
        .pieces
        .into_iter()
        .filter(|piece| matches!(piece, Piece::Comment(_) | Piece::Note(_)));
    let notes: Vec<Piece> = notes.collect();
    (!notes.is_empty()).then_some(Line {
        block: row.block,
        shape: Shape::Paragraph(None),
        words: notes,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::document::{Block, Paragraph, Table, Text};
    use crate::import::import;

    const LARGE: Role = Role::LooksLikeHeading(1);
    const BOLD: Role = Role::LooksLikeHeading(2);
    const STYLED: Role = Role::Heading(1);

    fn line(role: Role, words: &str) -> Block {
        let text = Text {
            words: words.to_owned(),
            ..Text::default()
        };
        Block::Paragraph(Paragraph {
            role,
            pieces: vec![Piece::Text(text)],
            ..Paragraph::default()
        })
    }

    #[test]
    fn a_first_line_in_plain_words_that_names_a_policy_is_the_title() {
        let text = |words| line(Role::Text, words);
        let below = || text("1. Data");
        assert_eq!(
            titled(vec![text("Data Protection Policy"), below()]),
            "Data Protection Policy"
        );
        let school = vec![text("Oak Lane Primary School"), text("Complaints Procedure"), below()];
        assert_eq!(titled(school), "Complaints Procedure");
        for none in [
            "We have a policy.",
            "This is our policy:",
            "The policy says what we do",
            "the policy",
        ] {
            assert_eq!(titled(vec![text(none), below()]), "file", "{none}");
        }
    }

    fn titled(blocks: Vec<Block>) -> String {
        let document = Document {
            blocks,
            ..Document::default()
        };
        import(document, "file").expect("a policy").title
    }

    #[test]
    fn the_title_is_found_whatever_stands_between_it_and_the_first_heading() {
        let cell = |words| vec![line(Role::Text, words)];
        let table = || {
            Block::Table(Table {
                rows: vec![
                    vec![cell("Written"), cell("by"), cell("Jo")],
                    vec![cell("a"), cell("b"), cell("c")],
                ],
                ..Table::default()
            })
        };
        let between = [
            line(Role::Text, "Oakfield Primary School"),
            line(Role::Text, "This policy is read by all who work with us."),
            table(),
        ];
        for between in between {
            for (title, section) in [(LARGE, STYLED), (LARGE, BOLD), (STYLED, STYLED)] {
                let blocks = vec![
                    line(title, "Lettings Policy"),
                    between.clone(),
                    line(section, "Who may let"),
                    line(Role::Text, "We let the hall."),
                    line(section, "What it costs"),
                    line(Role::Text, "Ten pounds."),
                ];
                assert_eq!(titled(blocks), "Lettings Policy", "{title:?} {section:?} {between:?}");
            }
        }
    }

    #[test]
    fn the_first_section_is_no_title() {
        for (first, second) in [
            ("Introduction", "Aims"),
            ("Policy statement", "Aims"),
            ("Who may let", "Costs"),
        ] {
            for roles in [(STYLED, STYLED), (BOLD, BOLD), (STYLED, LARGE)] {
                let blocks = vec![
                    line(roles.0, first),
                    line(Role::Text, "We let the hall."),
                    line(roles.1, second),
                    line(Role::Text, "Ten pounds."),
                    line(roles.0, "The end"),
                ];
                assert_eq!(titled(blocks), "file", "{first} {roles:?}");
            }
        }
    }
}
