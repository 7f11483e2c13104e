//! The whole site to read, in one file: what parents and staff read today, one after the other. Decisions are in
//! numbered words; to be walked through, each is handed over as a page by itself.

use std::collections::BTreeMap;

use super::links::{page, relink, site_address};
use super::markup::{Piece, Tag, inside, write};
use super::single::{Own, elsewhere, with_pictures};
use crate::output::Output;
use crate::path::OutputPath;
use crate::render::escaped;

/// Attributes that hold names of things on the same page.
const REFERENCES: [&str; 5] = [
    "for",
    "aria-labelledby",
    "aria-describedby",
    "aria-controls",
    "aria-details",
];

/// Returns the site as one page.
pub fn whole(site: &Output) -> String {
    let numbers = numbered(site);
    let home = page(site, &OutputPath::home());
    let mut in_order: Vec<(&OutputPath, &usize)> = numbers.iter().collect();
    in_order.sort_by_key(|(_, number)| **number);
    let parts: String = in_order
        .into_iter()
        .map(|(path, number)| part(site, path, *number, &numbers))
        .collect();
    let head = write(
        &inside(&home, "head")
            .into_iter()
            .filter(is_kept_of_head)
            .collect::<Vec<_>>(),
    );
    let html = home
        .iter()
        .find(|piece| matches!(piece, Piece::Start(tag) if tag.name == "html"))
        .cloned();
    let html = write(&html.into_iter().collect::<Vec<_>>());
    let page = format!("{html}\n<head>{head}</head>\n<body>\n<main>\n{parts}</main>\n</body>\n</html>\n");
    Own::of(site, &OutputPath::home(), &home).put_into(&page)
}

/// The title with its words, and what says how to read the page.
fn is_kept_of_head(piece: &Piece) -> bool {
    match piece {
        Piece::Start(tag) => tag.name == "title" || (tag.name == "meta" && tag.get("http-equiv").is_none()),
        Piece::End(name) => name == "title",
        Piece::Text(_) => true,
    }
}

/// Returns the pages to be read, the front page first, each with its number.
fn numbered(site: &Output) -> BTreeMap<OutputPath, usize> {
    let home = OutputPath::home();
    let others = site.files.keys().filter(|path| is_read(path));
    let paths = std::iter::once(&home).chain(others).cloned();
    paths.enumerate().map(|(i, path)| (path, i)).collect()
}

fn is_read(path: &OutputPath) -> bool {
    let parts: Vec<&str> = path.as_str().split('/').collect();
    match parts.as_slice() {
        ["policies" | "pages", name] => name.ends_with(".html"),
        ["decisions", _, name] => *name == "words.html",
        _ => false,
    }
}

fn part(site: &Output, path: &OutputPath, number: usize, numbers: &BTreeMap<OutputPath, usize>) -> String {
    let pieces = page(site, path);
    let address = site_address(path, &pieces);
    let new = |to: &OutputPath, place: Option<&str>| {
        let words = to.beside("words.html");
        match numbers.get(to).or_else(|| numbers.get(&words)) {
            Some(number) => {
                Some(place.map_or(format!("#page-{number}"), |place| format!("#{}", named(*number, place))))
            }
            None => elsewhere(address.as_deref(), to, place),
        }
    };
    let pieces = with_note(inside(&pieces, "main"), path);
    let pieces = relink(pieces, path, &|to, place| match decision_of(path) {
        Some(decision) if decision == *to => elsewhere(address.as_deref(), to, place),
        _ => new(to, place),
    });
    let pieces = with_pictures(pieces, site, path);
    let pieces: Vec<Piece> = pieces.into_iter().map(|piece| renamed(piece, number)).collect();
    format!(
        "<article id=\"{}\">\n{}</article>\n",
        escaped(&format!("page-{number}")),
        write(&pieces)
    )
}

/// Returns the decision to walk through whose words the page at `path` has.
fn decision_of(path: &OutputPath) -> Option<OutputPath> {
    let folder = path.as_str().strip_suffix("/words.html")?;
    OutputPath::new(&format!("{folder}.html")).ok()
}

/// Says at the head of a decision's words what they are here, and leads to the page that asks.
fn with_note(mut pieces: Vec<Piece>, path: &OutputPath) -> Vec<Piece> {
    let (Some(decision), Some(end)) = (decision_of(path), pieces.iter().position(ends_header)) else {
        return pieces;
    };
    let tag = |name: &str, attributes: &[(&str, String)]| {
        Piece::Start(Tag {
            name: name.to_owned(),
            attributes: attributes
                .iter()
                .map(|(name, value)| ((*name).to_owned(), value.clone()))
                .collect(),
            closes: false,
        })
    };
    let note = [
        tag("p", &[("class", "lead".to_owned())]),
        Piece::Text(
            "In this file the decision is to be read: follow the numbers. One question at a time, it is ".to_owned(),
        ),
        tag("a", &[("href", path.link_to(&decision))]),
        Piece::Text("a page of its own".to_owned()),
        Piece::End("a".to_owned()),
        Piece::Text(".".to_owned()),
        Piece::End("p".to_owned()),
    ];
    pieces.splice(end..end, note);
    pieces
}

fn ends_header(piece: &Piece) -> bool {
    matches!(piece, Piece::End(name) if name == "header")
}

/// Gives ids a name that no other page has.
fn renamed(piece: Piece, number: usize) -> Piece {
    let Piece::Start(mut tag) = piece else { return piece };
    rename(&mut tag, "id", number);
    for name in REFERENCES {
        rename(&mut tag, name, number);
    }
    Piece::Start(tag)
}

fn rename(tag: &mut Tag, attribute: &str, number: usize) {
    let names = tag.get(attribute).unwrap_or_default().split_whitespace();
    let renamed: Vec<String> = names.map(|name| named(number, name)).collect();
    tag.set(attribute, renamed.join(" "));
}

fn named(number: usize, id: &str) -> String {
    format!("page-{number}-{id}")
}
