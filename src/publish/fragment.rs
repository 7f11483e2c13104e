//! A page as plain HTML, to paste into a system that takes neither styles nor scripts: the policy with its clauses'
//! addresses, the decision in numbered words.

use super::links::{page, relink, site_address};
use super::markup::{Piece, Tag, inside, without, write};
use super::single::elsewhere;
use crate::output::Output;
use crate::path::OutputPath;

/// Elements that every such system keeps.
const PLAIN: [&str; 29] = [
    "a",
    "blockquote",
    "br",
    "caption",
    "cite",
    "dd",
    "dl",
    "dt",
    "em",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "li",
    "ol",
    "p",
    "strong",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "ul",
];

/// Attributes that mean something without a style sheet.
const MEANING: [&str; 9] = [
    "id", "href", "lang", "dir", "start", "type", "scope", "colspan", "rowspan",
];

/// Elements that are nothing on paper.
const LEFT_OUT: [&str; 8] = [
    "svg", "script", "style", "button", "input", "textarea", "select", "template",
];

/// Returns the page at `path`, or the decision there in numbered words.
pub fn fragment(site: &Output, path: &OutputPath) -> String {
    let words = path.beside("words.html");
    let path = if site.files.contains_key(&words) { &words } else { path };
    let pieces = page(site, path);
    let address = site_address(path, &pieces);
    let new = |to: &OutputPath, place: Option<&str>| match to == path {
        true => place.map(|place| format!("#{place}")),
        false => elsewhere(address.as_deref(), to, place),
    };
    let pieces = relink(inside(&pieces, "main"), path, &new);
    let pieces = without(pieces, is_left_out);
    tidy(&write(&numbers_inside(plain(bulleted(pieces)))))
}

fn is_left_out(tag: &Tag) -> bool {
    LEFT_OUT.contains(&tag.name.as_str()) || tag.get("hidden").is_some() || tag.get("role") == Some("status")
}

/// Puts lists whose lines begin with their own numbers under bullets: without our style sheet they would be counted twice.
fn bulleted(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut lists = Vec::new();
    let change = |piece| match piece {
        Piece::Start(mut tag) if tag.name == "ol" => {
            if tag.get("role") == Some("list") {
                tag.name = "ul".into();
            }
            lists.push(tag.name.clone());
            Piece::Start(tag)
        }
        Piece::End(name) if name == "ol" => Piece::End(lists.pop().unwrap_or(name)),
        other => other,
    };
    pieces.into_iter().map(change).collect()
}

/// Puts the number of a clause, which is a link to the clause that it stands in, into its first paragraph.
fn numbers_inside(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut kept = Vec::new();
    let mut rest = pieces.as_slice();
    while let [piece, behind @ ..] = rest {
        kept.push(piece.clone());
        rest = behind;
        let [number, text, end, paragraph, behind @ ..] = rest else {
            continue;
        };
        if is_number_of(piece, number) && matches!(paragraph, Piece::Start(tag) if tag.name == "p") {
            kept.extend([paragraph, number, text, end].map(Piece::clone));
            kept.push(Piece::Text(" ".into()));
            rest = behind;
        }
    }
    kept
}

fn is_number_of(clause: &Piece, number: &Piece) -> bool {
    match (clause, number) {
        (Piece::Start(clause), Piece::Start(link)) => {
            let own = clause.get("id").map(|id| format!("#{id}"));
            own.is_some() && link.get("href") == own.as_deref()
        }
        _ => false,
    }
}

/// Leaves of the tags only those that mean something. An element that has an address stays, as a `div` if need be.
fn plain(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut open: Vec<Option<String>> = Vec::new();
    let mut kept = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Start(tag) => {
                let tag = plain_tag(tag);
                let void = tag.as_ref().is_ok_and(Tag::is_void) || tag.as_ref().is_err_and(Tag::is_void);
                if !void {
                    open.push(tag.as_ref().ok().map(|tag| tag.name.clone()));
                }
                kept.extend(tag.ok().map(Piece::Start));
            }
            Piece::End(_) => kept.extend(open.pop().flatten().map(Piece::End)),
            text => kept.push(text),
        }
    }
    kept
}

/// Returns the tag as it stays, or the tag itself as an error where it goes.
fn plain_tag(mut tag: Tag) -> Result<Tag, Tag> {
    let known = PLAIN.contains(&tag.name.as_str());
    if !known && (tag.get("id").is_none() || tag.is_void()) {
        return Err(tag);
    }
    if !known {
        tag.name = if tag.name == "span" {
            "span".into()
        } else {
            "div".into()
        };
    }
    tag.attributes.retain(|(name, _)| MEANING.contains(&name.as_str()));
    Ok(tag)
}

/// Leaves out lines on which nothing is left.
fn tidy(html: &str) -> String {
    let lines = html.lines().map(str::trim_end).filter(|line| !line.is_empty());
    lines.map(|line| format!("{line}\n")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_means_something_stays() {
        let path = OutputPath::new("policies/a.html").expect("a good path");
        let text = "<body><main id=_main><div class=x><section class=y id=1.2><p class=z>One <svg><path/></svg>\
                    <a class=n href=#1.2>1.2</a> <a href=b.html>b</a><span>two</span><br></p></section>\
                    <button>Copy</button></div></main></body>";
        let site = Output {
            files: [(path.clone(), text.as_bytes().to_vec())].into(),
        };
        assert_eq!(
            fragment(&site, &path),
            "<div id=\"1.2\"><p>One <a href=\"#1.2\">1.2</a> btwo<br></p></div>\n"
        );
    }

    #[test]
    fn a_number_stands_before_its_words_and_is_not_counted_again() {
        let path = OutputPath::new("policies/a.html").expect("a good path");
        let text = "<body><main><ol class=clause-items role=list><li id=1.a><a class=clause-number href=#1.a>(a)</a>\
                    <div><p>One</p><ol><li>first</li></ol></div></li></ol></main></body>";
        let site = Output {
            files: [(path.clone(), text.as_bytes().to_vec())].into(),
        };
        assert_eq!(
            fragment(&site, &path),
            "<ul><li id=\"1.a\"><p><a href=\"#1.a\">(a)</a> One</p><ol><li>first</li></ol></li></ul>\n"
        );
    }
}
