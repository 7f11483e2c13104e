//! A document -> the outline of a policy: which line is a section, which a clause, which an item of what.

use super::document::{Document, Piece, Place, Remark, RemarkKind, Role};
use super::front;
use super::lead::{self, plain};
use super::outline::{Front, Key, Line, Outline, Shape, Sign, Taken};
use super::rows::{Content, Lead, Row, Words, rows};
use crate::parse::clauses::number::{Number, depths};
use crate::slug::slug;

/// Understands a document as a policy. `name` is what its file is called, for a document that names itself nowhere.
pub fn understand(document: &Document, name: &str) -> Outline {
    let mut remarks = Vec::new();
    let mut rows = rows(document, &mut remarks);
    let mut front = front::of(document, &mut rows, &mut remarks);
    let kinds = kinds(&rows, front.head.whole.is_some());
    let title_at = if front.head.whole.is_some() {
        None
    } else {
        title_place(&rows, &kinds).filter(|at| rows.get(*at).is_some_and(|row| may_name(row, &front.head)))
    };
    rows.iter_mut().take(title_at.unwrap_or(0)).for_each(no_heading);
    title(
        &mut front.head,
        title_at.and_then(|at| rows.get(at)),
        document,
        name,
        &mut remarks,
    );
    tell_looks(&rows, title_at, &kinds, &mut remarks);
    remarks.extend(rows.iter().filter_map(unread_number));
    let levels = Headings::of(&rows, title_at, front.head.whole.is_some());
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
    nest(&mut lines);
    if front.head.whole.is_none() {
        nest_markers(&mut lines);
    }
    Outline {
        front: front.head,
        lines,
        taken: front.taken,
        copied: front.copied,
        remarks,
    }
}

/// What a numbered row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Numbered {
    /// It has no number.
    Not,
    /// A heading with its number.
    Heading,
    /// A clause.
    Clause,
    /// A line of a numbered list.
    Figure,
}

fn words(row: &Row) -> Option<&Words> {
    match &row.content {
        Content::Words(words) => Some(words),
        _ => None,
    }
}

fn number(row: &Row) -> Option<&Number> {
    match &words(row)?.lead {
        Lead::Number(number) => Some(number),
        _ => None,
    }
}

/// Decides what each number is. One of two parts or more is a clause's; a single one needs a look around.
fn kinds(rows: &[Row], ours: bool) -> Vec<Numbered> {
    let whole = if ours { Whole::default() } else { Whole::of(rows) };
    let kind = |(at, row): (usize, &Row)| match (words(row), number(row)) {
        (Some(words), Some(number)) if number.depth() > 1 => {
            let heading = words.is_heading() || (words.bold && words.is_short());
            if heading { Numbered::Heading } else { Numbered::Clause }
        }
        (Some(words), Some(number)) => whole.single(at, words, number, rows),
        _ => Numbered::Not,
    };
    rows.iter().enumerate().map(kind).collect()
}

/// What the single numbers of a whole document say together. In a policy that we wrote they say nothing: there a heading
/// is typed as one, and so is a clause.
#[derive(Default)]
struct Whole {
    /// They count 1, 2, 3 through the document, and no number of two parts is in it.
    paragraphs: bool,
    /// They count 1, 2, 3 through the document.
    rising: bool,
}

impl Whole {
    fn of(rows: &[Row]) -> Self {
        let single = |row: &&Row| number(row).is_some_and(|number| number.depth() == 1);
        let places: Vec<usize> = (0..rows.len())
            .filter(|at| rows.get(*at).as_ref().is_some_and(single))
            .collect();
        let numbers: Vec<&Number> = places.iter().filter_map(|at| rows.get(*at).and_then(number)).collect();
        let before = std::iter::once(None).chain(numbers.iter().map(|number| Some(*number)));
        let rising = numbers
            .iter()
            .zip(before)
            .all(|(here, before)| here.after(before).is_eq());
        let apart = places
            .iter()
            .zip(places.iter().skip(1))
            .any(|(here, next)| next - here > 1);
        let parts = rows.iter().filter_map(number).any(|number| number.depth() > 1);
        Self {
            paragraphs: rising && apart && numbers.len() > 2 && !parts,
            rising: rising && numbers.len() > 1,
        }
    }

    /// Decides what a single number is: the heading of what follows, a clause of its own, or a line of a list.
    fn single(&self, at: usize, words: &Words, number: &Number, rows: &[Row]) -> Numbered {
        let behind = rows.get(at + 1..).unwrap_or_default();
        let holds = behind
            .iter()
            .find_map(self::number)
            .is_some_and(|next| number.holds(next));
        let before = at
            .checked_sub(1)
            .and_then(|before| rows.get(before))
            .and_then(self::number);
        let in_list = before.is_some_and(|before| before.depth() == 1 && number.after(Some(before)).is_eq());
        let followed = behind
            .first()
            .is_some_and(|next| self::number(next).is_none_or(|next| next.depth() > 1));
        let title = words.is_heading() || (words.bold && words.is_short());
        match words.is_short() {
            _ if title => Numbered::Heading,
            true if (holds && !in_list) || (self.rising && followed && words.depth == 0) => Numbered::Heading,
            false if (holds && !in_list) || self.paragraphs => Numbered::Clause,
            true if self.paragraphs => Numbered::Clause,
            _ if words.typed => Numbered::Clause,
            _ => Numbered::Figure,
        }
    }
}

/// Finds the row that is the document's title: what its own program says is one; else, of the headings without a number
/// before the first text, the one of the highest rank, if it stands over all others or has no text of its own.
fn title_place(rows: &[Row], kinds: &[Numbered]) -> Option<usize> {
    let is = |at: &usize, what: fn(&Words) -> bool| {
        rows.get(*at)
            .is_some_and(|row| may_be_title(row) && words(row).is_some_and(what))
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
                .filter(|row| words(row).is_some_and(Words::is_heading))
        };
        let above = rows
            .get(at)
            .is_some_and(|row| others().all(|other| rank_of(row) < rank_of(other)))
            && (others().count() > 0 || at == 0);
        let empty = rows.get(at + 1).and_then(words).is_some_and(Words::is_heading)
            || kinds.get(at + 1) == Some(&Numbered::Heading);
        (!numbered && (above || empty)).then_some(at)
    })
}

fn rank_of(row: &Row) -> u8 {
    words(row).map_or(u8::MAX, |words| rank(words.role))
}

/// A line before the title that only looks like a heading is the school's name, or a motto.
fn no_heading(row: &mut Row) {
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

fn title(head: &mut Front, row: Option<&Row>, document: &Document, name: &str, remarks: &mut Vec<Remark>) {
    if head.whole.is_some() {
        return;
    }
    let shown = row.and_then(words).map(|words| one_line(&plain(&words.pieces)));
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

fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns whether a row that looks like the title is one: not where the document says in so many words that it has
/// another, `Title: Attendance`.
fn may_name(row: &Row, head: &Front) -> bool {
    head.title.is_empty() || words(row).is_some_and(|words| slug(&plain(&words.pieces)) == slug(&head.title))
}

/// A first heading that repeats the title is left out on the page, and so here; its words stand at the head.
fn repeats_title(row: &Row, head: &Front) -> bool {
    let repeats = |words: &Words| {
        words.is_heading() && words.lead == Lead::None && slug(&plain(&words.pieces)) == slug(&head.title)
    };
    !head.title.is_empty() && may_be_title(row) && words(row).is_some_and(repeats)
}

/// Returns what stands beside a title's words: remarks of colleagues.
fn beside_title(row: Row) -> Option<Line> {
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

fn tell_looks(rows: &[Row], title_at: Option<usize>, kinds: &[Numbered], remarks: &mut Vec<Remark>) {
    for (at, (row, kind)) in rows.iter().zip(kinds).enumerate() {
        let Some(words) = words(row).filter(|_| title_at != Some(at) && *kind == Numbered::Not) else {
            continue;
        };
        if matches!(words.role, Role::LooksLikeHeading(_)) {
            remarks.push(Remark {
                kind: RemarkKind::Unsure,
                says: format!(
                    "I took this for a heading, by its looks alone: \"{}\".",
                    one_line(&plain(&words.pieces))
                ),
                place: row.place.clone(),
            });
        }
    }
}

/// Points out a number that ends in a letter, `2.1.a`: no line of a policy begins so.
fn unread_number(row: &Row) -> Option<Remark> {
    let words = words(row).filter(|words| words.lead == Lead::None)?;
    let said = plain(&words.pieces);
    let number = lead::number_with_letter(&said)?;
    let (clause, letter) = number.rsplit_once('.')?;
    Some(Remark {
        kind: RemarkKind::Unsure,
        says: format!(
            "\"{number}\" is no number that a policy can have, so this line has none now. If it is a part of {clause}, \
             type it as a line of a list under {clause}: - ({letter}) and its words."
        ),
        place: row.place.clone(),
    })
}

/// How the levels of the document's headings become those of a policy, which begin at 2.
struct Headings {
    highest: u8,
    highest_look: u8,
}

impl Headings {
    fn of(rows: &[Row], title_at: Option<usize>, ours: bool) -> Self {
        let roles = rows.iter().enumerate().filter(|(at, _)| title_at != Some(*at));
        let roles: Vec<Role> = roles.filter_map(|(_, row)| Some(words(row)?.role)).collect();
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
        (Lead::Number(number), Numbered::Heading) => Shape::Heading {
            level: u8::try_from(number.depth() + 1).unwrap_or(6).min(6),
            number: Some(number.to_string()),
        },
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

/// Sets every list's levels: from 0, without gaps.
fn nest(lines: &mut [Line]) {
    let mut open: Vec<usize> = Vec::new();
    for line in lines.iter_mut() {
        match &mut line.shape {
            Shape::Item { level, .. } => {
                open.retain(|around| around <= level);
                if open.last() != Some(&*level) {
                    open.push(*level);
                }
                *level = open.len() - 1;
            }
            Shape::Paragraph(further) if further.is_some() => {
                open.retain(|around| further.is_some_and(|level| *around <= level));
                *further = open.len().checked_sub(1);
            }
            _ => open.clear(),
        }
    }
}

/// Sets the levels of typed markers by what they count: people type (a), (b), (i), (ii), (c) in one row. In a policy that
/// we wrote the lines are set in already.
fn nest_markers(lines: &mut [Line]) {
    let mut start = 0;
    while start < lines.len() {
        let rest = lines.get_mut(start..).unwrap_or_default();
        let length = match rest.first().and_then(marked) {
            Some((level, _)) => rest.iter().take_while(|line| is_of_list(line, level)).count(),
            None => 1,
        };
        nest_run(rest.get_mut(..length).unwrap_or_default());
        start += length.max(1);
    }
}

/// Sets the levels of one list, which begins with a marker, and of all that lies in it.
fn nest_run(run: &mut [Line]) {
    let Some((base, _)) = run.first().and_then(marked) else {
        return;
    };
    let tokens: Vec<String> = run
        .iter()
        .filter_map(marked)
        .filter(|(level, _)| *level == base)
        .map(|(_, token)| token)
        .collect();
    let mut levels = depths(&tokens.iter().map(String::as_str).collect::<Vec<_>>()).into_iter();
    let mut deeper = 0;
    for line in run {
        if marked(line).is_some_and(|(level, _)| level == base) {
            deeper = levels.next().unwrap_or(deeper);
        }
        match &mut line.shape {
            Shape::Item { level, .. } | Shape::Paragraph(Some(level)) => *level += deeper,
            _ => {}
        }
    }
}

/// Returns whether a line is a marker of the list at `base`, or lies in one.
fn is_of_list(line: &Line, base: usize) -> bool {
    match &line.shape {
        Shape::Item { level, sign } => *level > base || (*level == base && matches!(sign, Sign::Marker(_))),
        Shape::Paragraph(further) => further.is_some(),
        _ => false,
    }
}

fn marked(line: &Line) -> Option<(usize, String)> {
    match &line.shape {
        Shape::Item {
            level,
            sign: Sign::Marker(token),
        } => Some((*level, token.clone())),
        _ => None,
    }
}
