//! Words -> Markdown: what looks like markup stays words. Each line is read back; one that says something else is
//! written with more care, and at last without its dress.

use super::stress;
use crate::import::document::{Piece, Text};
use crate::parse::markdown::{self, Block, Body, Inline};
use crate::source::Span;

/// Where a line stands: what is written before it, and what ends it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place<'a> {
    /// Behind these signs: `## 1 `, `**1.1** `, `- `, or nothing.
    Behind(&'a str),
    /// In a cell of a table.
    Cell,
}

/// Words as Markdown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed {
    /// What is typed.
    pub text: String,
    /// Some of the words lost their look or their link: there is no way to type it beside the signs around them.
    pub plainer: bool,
}

/// Writes `pieces` as Markdown. `note` gives the number of a footnote.
pub fn written(pieces: &[Piece], place: Place<'_>, note: &dyn Fn(usize) -> usize) -> Typed {
    let one_line = place == Place::Cell || matches!(place, Place::Behind(before) if before.starts_with('#'));
    let heading = one_line && place != Place::Cell;
    let comments = match place {
        // A bar would end the cell.
        Place::Cell => comments(pieces).replace('|', "¦"),
        Place::Behind(_) => comments(pieces),
    };
    let dressed = tidied(pieces, one_line, heading);
    let wholly = [dressed.clone(), stress::apart(&dressed)]
        .into_iter()
        .map(|pieces| (pieces, false));
    let plainer = || {
        let linked = without_stress(&dressed);
        let plain = without_links(&linked);
        stress::but_one(&dressed).into_iter().chain([linked, plain])
    };
    let plainer = std::iter::once_with(plainer).flatten().map(|pieces| (pieces, true));
    let mut typed = Typed::default();
    for (pieces, plainer) in wholly.chain(plainer) {
        let wanted = atoms_of_pieces(&pieces, note);
        let says = |text: &String| read_back(text, place, heading).is_some_and(|read| read == wanted);
        let text = [Care::Usual, Care::Every].map(|care| line(&pieces, place, care, note));
        typed.plainer = plainer;
        if let Some(text) = text.iter().find(|text| says(text)) {
            typed.text.clone_from(text);
            break;
        }
        let [_, last] = text;
        typed.text = last;
    }
    if !typed.text.is_empty() && !comments.is_empty() {
        typed.text.push(' ');
    }
    typed.text.push_str(&comments);
    typed
}

/// How much is escaped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Care {
    /// What is markup in most places.
    Usual,
    /// Every sign that may be markup anywhere.
    Every,
}

/// Joins neighbours of one look, and moves spaces out of stressed words: `**so **` is no stress to Markdown.
fn tidied(pieces: &[Piece], one_line: bool, heading: bool) -> Vec<Piece> {
    let mut tidy: Vec<Piece> = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Text(text) => {
                let mut text = text.clone();
                text.bold &= !heading;
                text.words = text.words.replace(|c: char| c.is_control() || c == '\u{2028}', " ");
                push_text(&mut tidy, text);
            }
            Piece::Break if one_line => push_text(&mut tidy, space()),
            Piece::Comment(_) => {}
            other => tidy.push(other.clone()),
        }
    }
    without_end_spaces(tidy)
}

fn space() -> Text {
    Text {
        words: " ".into(),
        ..Text::default()
    }
}

pub(super) fn push_text(tidy: &mut Vec<Piece>, text: Text) {
    let words = text.words.trim();
    let start = text.words.len() - text.words.trim_start().len();
    let (before, rest) = text.words.split_at(start);
    let after = rest.get(words.len()..).unwrap_or_default();
    for (words, dress) in [(before, false), (words, true), (after, false)] {
        if words.is_empty() {
            continue;
        }
        let look = if dress { text.clone() } else { Text::default() };
        let text = Text {
            words: words.to_owned(),
            ..look
        };
        match tidy.last_mut() {
            Some(Piece::Text(last)) if same_look(last, &text) => last.words.push_str(&text.words),
            _ => join_over_space(tidy, text),
        }
    }
}

/// `**one** **two**` was one stress before its spaces were moved out.
fn join_over_space(tidy: &mut Vec<Piece>, text: Text) {
    let gap = match tidy.as_mut_slice() {
        [.., Piece::Text(first), Piece::Text(gap)] => Some((first, gap)),
        _ => None,
    };
    let gap =
        gap.filter(|(first, gap)| gap.words.trim().is_empty() && same_look(first, &text) && !same_look(gap, &text));
    if let Some((first, gap)) = gap {
        first.words.push_str(&gap.words);
        first.words.push_str(&text.words);
        tidy.pop();
        return;
    }
    tidy.push(Piece::Text(text));
}

fn same_look(one: &Text, other: &Text) -> bool {
    let look = |text: &Text| (text.bold, text.italic, text.struck, text.link.clone());
    look(one) == look(other)
}

/// Spaces at the ends of typed lines would be markup, or be lost.
fn without_end_spaces(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut tidy: Vec<Piece> = Vec::new();
    let mut fresh = true;
    for piece in pieces {
        match piece {
            Piece::Text(mut text) => {
                if fresh {
                    text.words = text.words.trim_start().to_owned();
                }
                fresh &= text.words.is_empty();
                if !text.words.is_empty() {
                    tidy.push(Piece::Text(text));
                }
            }
            Piece::Break => {
                trim_last(&mut tidy);
                if !fresh {
                    tidy.push(Piece::Break);
                }
                fresh = true;
            }
            other => {
                fresh = false;
                tidy.push(other);
            }
        }
    }
    trim_last(&mut tidy);
    while matches!(tidy.last(), Some(Piece::Break)) {
        tidy.pop();
        trim_last(&mut tidy);
    }
    tidy
}

fn trim_last(tidy: &mut Vec<Piece>) {
    while let Some(Piece::Text(text)) = tidy.last_mut() {
        text.words.truncate(text.words.trim_end().len());
        if !text.words.is_empty() {
            return;
        }
        tidy.pop();
    }
}

fn without_stress(pieces: &[Piece]) -> Vec<Piece> {
    redressed(pieces, stress::plain)
}

fn without_links(pieces: &[Piece]) -> Vec<Piece> {
    redressed(pieces, |text| Text {
        link: None,
        ..text.clone()
    })
}

fn redressed(pieces: &[Piece], change: impl Fn(&Text) -> Text) -> Vec<Piece> {
    let mut tidy = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Text(text) => push_text(&mut tidy, change(text)),
            other => tidy.push(other.clone()),
        }
    }
    tidy
}

fn line(pieces: &[Piece], place: Place<'_>, care: Care, note: &dyn Fn(usize) -> usize) -> String {
    let mut typed = String::new();
    let mut fresh = begins_line(place);
    let mut noted = None;
    for piece in pieces {
        match piece {
            Piece::Text(text) => {
                // `[^1](` would be a link, and `[^1]:` the note itself.
                let words = dressed(text, &escaped(&text.words, place, care, fresh));
                // In `[^1]\[` Markdown finds no mark of a note.
                let words = match words.strip_prefix("\\[").or(words.strip_prefix('[')) {
                    Some(rest) if noted == Some(typed.len()) => format!("&#91;{rest}"),
                    _ => words,
                };
                if typed.ends_with(']') && words.starts_with(['(', '[', ':']) {
                    typed.push('\\');
                }
                typed.push_str(&words);
                fresh = false;
            }
            Piece::Note(index) => {
                typed.push_str(&format!("[^{}]", note(*index)));
                noted = Some(typed.len());
            }
            Piece::Break => {
                typed.push_str("\\\n");
                fresh = true;
            }
            Piece::Comment(_) => {}
            Piece::Name(name) => {
                let gap = if typed.is_empty() { "" } else { " " };
                typed.push_str(&format!("{gap}{{#{name}}}"));
            }
        }
    }
    typed.trim_end().to_owned()
}

fn dressed(text: &Text, words: &str) -> String {
    let mut typed = words.to_owned();
    for (wanted, sign) in [(text.italic, "*"), (text.bold, "**"), (text.struck, "~~")] {
        if wanted {
            typed = format!("{sign}{typed}{sign}");
        }
    }
    match &text.link {
        Some(link) if link.contains([' ', '(', ')', '<', '>']) => format!("[{typed}](<{link}>)"),
        Some(link) => format!("[{typed}]({link})"),
        None => typed,
    }
}

/// Returns whether Markdown looks for a list or a heading where the words begin: not behind a number.
fn begins_line(place: Place<'_>) -> bool {
    match place {
        Place::Behind(before) => {
            before.is_empty() || (before.trim_end().ends_with(['#', '-', '.', ')']) && !before.contains('('))
        }
        Place::Cell => false,
    }
}

/// Signs that may be markup somewhere.
const SIGNS: &str = "\\`*_[]<>&~!|#{}";

fn escaped(words: &str, place: Place<'_>, care: Care, fresh: bool) -> String {
    let letters: Vec<char> = words.chars().collect();
    let mut typed = String::new();
    let at_start = if fresh { start_sign(words) } else { None };
    let spaced = |c: Option<char>| c.is_none_or(char::is_whitespace);
    let mut on_line = false;
    for (at, c) in letters.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| letters.get(at)).copied();
        let after = letters.get(at + 1).copied();
        let markup = match care {
            // A line to sign on stands between spaces, and stresses nothing.
            Care::Usual if *c == '_' => {
                if before != Some('_') {
                    let after = letters.get(at..).unwrap_or_default().iter().find(|c| **c != '_');
                    on_line = spaced(before) && spaced(after.copied());
                }
                !on_line && is_markup(before, *c, after)
            }
            Care::Usual => is_markup(before, *c, after),
            Care::Every => SIGNS.contains(*c),
        };
        if markup || at_start == Some(at) || (*c == '|' && place == Place::Cell) {
            typed.push('\\');
        }
        typed.push(*c);
    }
    typed
}

/// Returns the sign that makes a list, a heading or a line of the start of `words`: the one to escape.
fn start_sign(words: &str) -> Option<usize> {
    let figures = words.chars().take_while(char::is_ascii_digit).count();
    let rest = words.get(figures..).unwrap_or_default();
    let apart = |rest: &str| rest.chars().nth(1).is_none_or(char::is_whitespace);
    let first = rest.chars().next()?;
    match first {
        '.' | ')' if figures > 0 && figures < 10 && apart(rest) => Some(figures),
        '#' | '>' | '=' if figures == 0 => Some(0),
        '-' | '+' if figures == 0 && (apart(rest) || rest.starts_with("--")) => Some(0),
        _ => None,
    }
}

fn is_markup(before: Option<char>, c: char, after: Option<char>) -> bool {
    let spaced = |c: Option<char>| c.is_none_or(char::is_whitespace);
    let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    match c {
        '\\' | '`' => true,
        '*' => !(before.is_some() && spaced(before) && spaced(after)),
        '_' => !(word(before) && word(after)),
        '<' => after.is_some_and(|c| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?')),
        '[' => after == Some('^'),
        // At the end of a line it would be a name.
        '{' => after == Some('#'),
        _ => false,
    }
}

/// Returns what colleagues remarked, as HTML comments behind the line.
fn comments(pieces: &[Piece]) -> String {
    let comments = pieces.iter().filter_map(|piece| match piece {
        Piece::Comment(words) if words.contains(char::is_alphanumeric) => Some(comment(words)),
        _ => None,
    });
    comments.collect::<Vec<_>>().join(" ")
}

/// Returns `words` as an HTML comment that keeps its lines, where it has some and no two hyphens.
pub fn comment_in_lines(words: &str) -> String {
    match words.contains('\n') && !words.contains("--") {
        true => format!("<!-- {} -->", words.trim()),
        false => comment(words),
    }
}

/// Returns `words` as an HTML comment, which two hyphens would end.
pub fn comment(words: &str) -> String {
    let mut words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    while words.contains("--") {
        words = words.replace("--", "- -");
    }
    let words = words.trim_end_matches(['-', ' ']);
    format!("<!-- {words} -->")
}

/// A sign as a reader sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Atom {
    Sign(char, [bool; 3], Option<String>),
    Gap,
    Break,
    Note(usize),
    Name(String),
}

fn push_atom(atoms: &mut Vec<Atom>, c: char, look: [bool; 3], link: Option<&String>) {
    if !c.is_whitespace() {
        atoms.push(Atom::Sign(c, look, link.cloned()));
    } else if !matches!(atoms.last(), None | Some(Atom::Gap | Atom::Break)) {
        atoms.push(Atom::Gap);
    }
}

fn atoms_of_pieces(pieces: &[Piece], note: &dyn Fn(usize) -> usize) -> Vec<Atom> {
    let mut atoms = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Text(text) => {
                let look = [text.bold, text.italic, text.struck];
                text.words
                    .chars()
                    .for_each(|c| push_atom(&mut atoms, c, look, text.link.as_ref()));
            }
            Piece::Break => atoms.push(Atom::Break),
            Piece::Note(index) => atoms.push(Atom::Note(note(*index))),
            Piece::Name(name) => atoms.push(Atom::Name(name.clone())),
            Piece::Comment(_) => {}
        }
    }
    atoms
}

/// Returns how Markdown reads the line in its place, or nothing where it makes more or less than one line of it.
fn read_back(typed: &str, place: Place<'_>, heading: bool) -> Option<Vec<Atom>> {
    let (before, page) = match place {
        Place::Behind(before) => (before, format!("{before}{typed}")),
        Place::Cell => ("", format!("| {typed} |\n|---|\n")),
    };
    let numbers = numbers_of_notes(typed);
    let notes: String = numbers.iter().map(|number| format!("\n\n[^{number}]: x")).collect();
    let page = format!("{page}{notes}\n");
    let (body, _) = markdown::parse(&page, Span::new(0, page.len()));
    let (text, name) = only_line(&body)?;
    let mut atoms = Vec::new();
    atoms_of_inlines(text, [false; 3], None, &body, &mut atoms);
    atoms.extend(name.map(|name| Atom::Name(name.to_owned())));
    let skipped = signs_before(before, heading);
    let mut atoms: Vec<Atom> = atoms.into_iter().skip(skipped).collect();
    if atoms.first() == Some(&Atom::Gap) {
        atoms.remove(0);
    }
    Some(atoms)
}

fn numbers_of_notes(typed: &str) -> Vec<usize> {
    let marks = typed.split("[^").skip(1);
    marks.filter_map(|rest| rest.split_once(']')?.0.parse().ok()).collect()
}

/// Counts the signs of a number or marker that stands before a line's words.
fn signs_before(before: &str, heading: bool) -> usize {
    let list = before
        .trim_start_matches(|c: char| c.is_ascii_digit())
        .starts_with(['.', ')']);
    let shown = match before {
        _ if heading => before.trim_matches(['#', ' ']),
        _ if list => "",
        _ => before
            .trim_start_matches("- [ ]")
            .trim_start_matches("- [x]")
            .trim_matches(['-', '*', ' ']),
    };
    shown.chars().count()
}

/// Returns the one line of words that `body` is, and its name.
fn only_line(body: &Body) -> Option<(&[Inline], Option<&str>)> {
    let mut blocks = body.blocks.as_slice();
    loop {
        match blocks {
            [] => return Some((&[], None)),
            [Block::Heading { text, name, .. } | Block::Paragraph { text, name, .. }] => {
                return Some((text, name.as_ref().map(|name| name.value.as_str())));
            }
            [Block::Table { head, rows, .. }] if rows.is_empty() => {
                let [cell] = head.as_slice() else { return None };
                return Some((cell, None));
            }
            [Block::List { items, .. }] => match items.as_slice() {
                [item] => blocks = &item.blocks,
                _ => return None,
            },
            _ => return None,
        }
    }
}

fn atoms_of_inlines(text: &[Inline], look: [bool; 3], link: Option<&String>, body: &Body, atoms: &mut Vec<Atom>) {
    let [bold, italic, struck] = look;
    for inline in text {
        match inline {
            Inline::Text(words) => words.value.chars().for_each(|c| push_atom(atoms, c, look, link)),
            Inline::Code(words) => words.chars().for_each(|c| push_atom(atoms, c, look, link)),
            Inline::Mention { text, .. } => text.value.chars().for_each(|c| push_atom(atoms, c, look, link)),
            Inline::Strong(inner) => atoms_of_inlines(inner, [true, italic, struck], link, body, atoms),
            Inline::Emphasis(inner) => atoms_of_inlines(inner, [bold, true, struck], link, body, atoms),
            Inline::Struck(inner) => atoms_of_inlines(inner, [bold, italic, true], link, body, atoms),
            Inline::Link { target, text } => atoms_of_inlines(text, look, Some(&target.value), body, atoms),
            Inline::Footnote(place) => {
                let label = body.footnotes.get(place - 1).and_then(|note| note.label.parse().ok());
                atoms.push(Atom::Note(label.unwrap_or(0)));
            }
            Inline::SoftBreak => push_atom(atoms, ' ', look, link),
            Inline::HardBreak => {
                if atoms.last() == Some(&Atom::Gap) {
                    atoms.pop();
                }
                atoms.push(Atom::Break);
            }
            Inline::Image { .. } => atoms.push(Atom::Gap),
        }
    }
}
