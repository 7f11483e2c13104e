//! A document -> the outline of a policy: which line is a section, which a clause, which an item of what.

mod called; // what a line of the head calls itself
pub mod contents; // a table of contents that was typed by hand
mod control; // tables of who answers for a document
mod day; // a day, as people write it
pub mod dots; // bullets that were typed
pub mod front; // what a document says of itself
mod indents; // how deep the lines of a list lie, by how far they are set in
mod kinds; // what each number is: a heading's, a clause's, a list's
pub mod links; // links that no page may have
mod lone; // numbers that stand alone on their line
mod markers; // markers without an opening bracket
mod nest; // how deep the lines of a list lie
pub mod repeats; // numbers and letters that a document gives twice
pub mod rows; // a document's paragraphs, each with what it begins with
mod school; // the school's name above the title
pub mod title; // which line is the title
mod unread; // numbers that no policy can have

use crate::import::document::{Document, Remark, Role};
use crate::import::lead::plain;
use crate::import::outline::{Key, Line, Outline, Shape, Sign, Taken};
use kinds::{Numbered, kinds};
use nest::{nest, nest_between, nest_markers};
use rows::{Content, Lead, Row, Words, rows};
use school::{school_below, title_beside};
use title::{beside_title, may_name, no_heading, one_line, repeats_title, title, title_place};

/// Understands a document as a policy. `name` is what its file is called, for a document that names itself nowhere.
pub fn understand(document: &Document, name: &str) -> Outline {
    let mut remarks = Vec::new();
    let mut rows = rows(document, &mut remarks);
    let mut front = front::of(document, &mut rows, &mut remarks);
    if front.head.whole.is_none() {
        rows = lone::joined(rows, &mut remarks);
        contents::set_aside(&mut rows, &mut remarks);
    }
    let kinds = kinds(&rows, front.head.whole.is_some());
    let title_at = if front.head.whole.is_some() {
        None
    } else {
        title_place(&rows, &kinds, document, name)
            .filter(|at| rows.get(*at).is_some_and(|row| may_name(row, &front.head)))
    };
    let title_at = title_at.map(|at| title_beside(at, &mut rows, &kinds, document, name, &mut remarks));
    rows.iter_mut().take(title_at.unwrap_or(0)).for_each(no_heading);
    school_below(title_at, &mut rows);
    title(
        &mut front.head,
        title_at.and_then(|at| rows.get(at)),
        document,
        name,
        &mut remarks,
    );
    remarks.extend(unread::numbers(&rows));
    let looks = looks(&rows, title_at, &kinds);
    let levels = Headings::of(&rows, title_at, front.head.whole.is_some());
    indents::set_in(&mut rows, &kinds);
    let mut lines = Vec::new();
    for (at, (row, kind)) in rows.into_iter().zip(kinds).enumerate() {
        if title_at == Some(at) || repeats_title(&row, &front.head) {
            front.taken.push(Taken {
                block: row.block,
                became: vec![(Key::Title, front.head.title.clone())],
            });
            lines.extend(beside_title(row));
        } else {
            lines.push(line(row, kind, &levels));
        }
    }
    if front.head.whole.is_none() {
        let behind = nest_between(&mut lines);
        remarks.extend(behind.iter().filter_map(|behind| behind.told(&lines, document)));
    }
    nest(&mut lines);
    if front.head.whole.is_none() {
        nest_markers(&mut lines);
    }
    remarks.extend(repeats::numbers(&mut lines, document));
    remarks.extend(looks);
    Outline {
        front: front.head,
        lines,
        taken: front.taken,
        copied: front.copied,
        remarks,
    }
}

/// Tells of each heading that nothing but its look makes one.
fn looks(rows: &[Row], title_at: Option<usize>, kinds: &[Numbered]) -> Vec<Remark> {
    let looks = |(at, (row, kind)): (usize, (&Row, &Numbered))| {
        let words = row.words().filter(|_| title_at != Some(at) && *kind == Numbered::Not)?;
        matches!(words.role, Role::LooksLikeHeading(_)).then(|| {
            let says = format!(
                "I took this for a heading, by its looks alone: \"{}\".",
                one_line(&plain(&words.pieces))
            );
            Remark::unsure(says, row.place.clone())
        })
    };
    rows.iter().zip(kinds).enumerate().filter_map(looks).collect()
}

/// How the levels of the document's headings become those of a policy, which begin at 2.
struct Headings {
    highest: u8,
    highest_look: u8,
}

impl Headings {
    fn of(rows: &[Row], title_at: Option<usize>, ours: bool) -> Self {
        let roles = rows.iter().enumerate().filter(|(at, _)| title_at != Some(*at));
        let roles: Vec<Role> = roles.filter_map(|(_, row)| Some(row.words()?.role)).collect();
        let highest = |level: fn(&Role) -> Option<u8>| roles.iter().filter_map(level).min().unwrap_or(1);
        Self {
            highest: if ours { 2 } else { highest(said_level) },
            highest_look: highest(looked_level),
        }
    }

    fn level(&self, role: Role) -> u8 {
        let level = match role {
            Role::Heading(level) => level.saturating_sub(self.highest),
            Role::LooksLikeHeading(level) => level.saturating_sub(self.highest_look),
            Role::Title | Role::Text => 0,
        };
        (level + 2).min(6)
    }
}

fn said_level(role: &Role) -> Option<u8> {
    match role {
        Role::Heading(level) => Some(*level),
        _ => None,
    }
}

fn looked_level(role: &Role) -> Option<u8> {
    match role {
        Role::LooksLikeHeading(level) => Some(*level),
        _ => None,
    }
}

fn line(row: Row, kind: Numbered, headings: &Headings) -> Line {
    let block = row.block;
    let (shape, words) = match row.content {
        Content::Table(table) => (Shape::Table(table), Vec::new()),
        Content::Verbatim(text) => (Shape::Verbatim(text), Vec::new()),
        Content::Words(words) => (shape(&words, kind, headings), words.pieces),
    };
    Line { block, shape, words }
}

fn shape(words: &Words, kind: Numbered, headings: &Headings) -> Shape {
    let level = usize::from(words.depth);
    match (&words.lead, kind) {
        (Lead::Number(number), Numbered::Heading) => Shape::of_heading(number),
        (Lead::Number(number), Numbered::Figure) => match number.to_string().parse() {
            Ok(figure) => Shape::Item {
                level,
                sign: Sign::Figure(figure),
            },
            Err(_) => Shape::Clause(number.to_string()),
        },
        (Lead::Number(number), _) => Shape::Clause(number.to_string()),
        (Lead::None, _) if words.is_heading() => Shape::Heading {
            level: headings.level(words.role),
            number: None,
        },
        (Lead::None, _) => Shape::Paragraph(None),
        (Lead::Further, _) => Shape::Paragraph(Some(level)),
        (Lead::Bullet, _) => Shape::Item {
            level,
            sign: Sign::Bullet,
        },
        (Lead::Box(ticked), _) => Shape::Item {
            level,
            sign: Sign::Box(*ticked),
        },
        (Lead::Marker(token), _) => Shape::Item {
            level,
            sign: Sign::Marker(token.clone()),
        },
    }
}
