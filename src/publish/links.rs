//! Links of a page that leaves its site: those that still lead somewhere stay, of the others only the words.

use super::markup::{Piece, Tag, read};
use crate::output::Output;
use crate::path::OutputPath;

/// Where a link leads that was written for the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// To a file of the site, and a place in it.
    Inside(OutputPath, Option<String>),
    /// To another site, a mail address or a telephone.
    Outside,
}

/// Returns where `href` on `page` leads.
pub fn target(page: &OutputPath, href: &str) -> Target {
    let (path, place) = match href.split_once('#') {
        Some((path, place)) => (path, Some(place.to_owned())),
        None => (href, None),
    };
    let has_scheme = path.split('/').next().is_some_and(|first| first.contains(':'));
    match path {
        "" => Target::Inside(page.clone(), place),
        _ if has_scheme || path.starts_with('/') => Target::Outside,
        _ => page
            .join(path)
            .map_or(Target::Outside, |path| Target::Inside(path, place)),
    }
}

/// Returns the address of the site, with a slash at its end, where the page knows its own.
pub fn site_address(page: &OutputPath, pieces: &[Piece]) -> Option<String> {
    let links = pieces.iter().filter_map(|piece| match piece {
        Piece::Start(tag) if tag.name == "link" && tag.get("rel") == Some("canonical") => tag.get("href"),
        _ => None,
    });
    let own = links.into_iter().next()?;
    own.strip_suffix(page.as_str()).map(str::to_owned)
}

/// Gives every link that leads into the site the address that `new` says; where it says none, only the words stay, and
/// of lists that would hold nothing but such words, nothing.
pub fn relink(
    pieces: Vec<Piece>,
    page: &OutputPath,
    new: &dyn Fn(&OutputPath, Option<&str>) -> Option<String>,
) -> Vec<Piece> {
    let changed = pieces.into_iter().map(|piece| match piece {
        Piece::Start(tag) if tag.name == "a" => Piece::Start(changed(tag, page, new)),
        other => other,
    });
    let changed = without_if(changed.collect(), "nav", |inside| !inside.iter().any(is_live));
    as_words(without_empty_lists(without_if(changed, "li", is_only_a_dead_link)))
}

/// Returns the tag of a link with its new address, or without one.
fn changed(mut tag: Tag, page: &OutputPath, new: &dyn Fn(&OutputPath, Option<&str>) -> Option<String>) -> Tag {
    if let Some(Target::Inside(path, place)) = tag.get("href").map(|href| target(page, href)) {
        match new(&path, place.as_deref()) {
            Some(address) => tag.set("href", address),
            None => tag.remove("href"),
        }
    }
    tag
}

fn is_live(piece: &Piece) -> bool {
    matches!(piece, Piece::Start(tag) if tag.name == "a" && tag.get("href").is_some())
}

fn is_only_a_dead_link(inside: &[Piece]) -> bool {
    let is_link = |piece: &Piece| matches!(piece, Piece::Start(tag) if tag.name == "a" && tag.get("href").is_none());
    let ends = |piece: &Piece| matches!(piece, Piece::End(name) if name == "a");
    let first = inside.first().is_some_and(is_link);
    first && inside.iter().position(ends) == inside.len().checked_sub(1)
}

/// Leaves out every element called `name` of which `is_unwanted` says so, given what stands in it.
fn without_if(pieces: Vec<Piece>, name: &str, is_unwanted: impl Fn(&[Piece]) -> bool) -> Vec<Piece> {
    let mut kept: Vec<Piece> = Vec::new();
    let mut begun = Vec::new();
    for piece in pieces {
        let ends = matches!(&piece, Piece::End(other) if other == name);
        if matches!(&piece, Piece::Start(tag) if tag.name == name) {
            begun.push(kept.len());
        }
        match begun.pop_if(|_| ends) {
            Some(begin) if kept.get(begin + 1..).is_some_and(&is_unwanted) => kept.truncate(begin),
            _ => kept.push(piece),
        }
    }
    kept
}

/// Leaves out lists that hold nothing, each with the heading that stands just above it.
fn without_empty_lists(pieces: Vec<Piece>) -> Vec<Piece> {
    let is_list = |name: &str| matches!(name, "ul" | "ol");
    let mut kept: Vec<Piece> = Vec::new();
    for piece in pieces {
        let ends_list = matches!(&piece, Piece::End(name) if is_list(name));
        let last = kept.iter().rposition(|piece| !is_space(piece));
        match last.filter(|last| ends_list && matches!(kept.get(*last), Some(Piece::Start(tag)) if is_list(&tag.name)))
        {
            Some(begin) => kept.truncate(heading_above(kept.get(..begin).unwrap_or_default()).unwrap_or(begin)),
            None => kept.push(piece),
        }
    }
    kept
}

fn is_space(piece: &Piece) -> bool {
    matches!(piece, Piece::Text(words) if words.trim().is_empty())
}

/// Returns where the heading begins with which `pieces` end, if they end with one.
fn heading_above(pieces: &[Piece]) -> Option<usize> {
    let is_heading = |name: &str| matches!(name, "h2" | "h3" | "h4");
    let name = match pieces.iter().rfind(|piece| !is_space(piece))? {
        Piece::End(name) if is_heading(name) => name,
        _ => return None,
    };
    pieces
        .iter()
        .rposition(|piece| matches!(piece, Piece::Start(tag) if tag.name == *name))
}

/// A link without an address would still look like one. In a drawing it is a group of shapes, and stays.
fn as_words(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut dead = false;
    let mut in_drawing = false;
    let worded = pieces.into_iter().map(|piece| match piece {
        Piece::Start(tag) if tag.name == "svg" => {
            in_drawing = !tag.is_void();
            Piece::Start(tag)
        }
        Piece::End(name) if name == "svg" => {
            in_drawing = false;
            Piece::End(name)
        }
        Piece::Start(mut tag) if tag.name == "a" && !in_drawing => {
            dead = tag.get("href").is_none();
            if dead {
                tag.name = "span".into();
                tag.attributes.retain(|(name, _)| name == "class" || name == "id");
            }
            Piece::Start(tag)
        }
        Piece::End(name) if name == "a" && dead && !in_drawing => Piece::End("span".into()),
        other => other,
    });
    worded.collect()
}

/// Reads a page of `site`.
pub fn page(site: &Output, path: &OutputPath) -> Vec<Piece> {
    site.files.get(path).map(|bytes| read(bytes)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::super::markup::write;
    use super::*;

    fn path(name: &str) -> OutputPath {
        OutputPath::new(name).expect("a good path")
    }

    #[test]
    fn a_link_leads_into_the_site_or_out_of_it() {
        let page = path("policies/a.html");
        for (href, inside) in [
            ("#1.2", "policies/a.html"),
            ("../index.html#x", "index.html"),
            ("b.html", "policies/b.html"),
            ("https://example.org/a", ""),
            ("mailto:a@example.org", ""),
            ("/a.html", ""),
        ] {
            let found = match target(&page, href) {
                Target::Inside(path, _) => path.to_string(),
                Target::Outside => String::new(),
            };
            assert_eq!(found, inside, "{href}");
        }
    }

    #[test]
    fn of_a_link_that_leads_nowhere_the_words_stay_and_of_a_list_of_them_nothing() {
        let text = "<nav><a href=b.html>b</a></nav><nav><a href=#c>c</a></nav>\
                    <ul><li><a href=b.html>b</a></li><li>see <a class=x href=b.html>b</a></li></ul>";
        let new = |path: &OutputPath, _: Option<&str>| (path.as_str() == "a.html").then(|| "#c".into());
        assert_eq!(
            write(&relink(read(text.as_bytes()), &path("a.html"), &new)),
            "<nav><a href=\"#c\">c</a></nav><ul><li>see <span class=\"x\">b</span></li></ul>"
        );
    }

    #[test]
    fn a_heading_goes_with_its_list_and_a_drawing_stays_whole() {
        let text = "<h2>Kept</h2><p>p</p><h2>Earlier</h2>\n<ul>\n<li><a href=b.html>b</a></li>\n</ul>\
                    <svg><a class=x href=b.html><text>b</text></a></svg>";
        assert_eq!(
            write(&relink(read(text.as_bytes()), &path("a.html"), &|_, _| None)),
            "<h2>Kept</h2><p>p</p><svg><a class=\"x\"><text>b</text></a></svg>"
        );
    }
}
