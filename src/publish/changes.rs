//! What handing the site over will change, in words, before it is done.

use super::markup::{Piece, inside, read};
use crate::diagnostic::text::number;
use crate::output::Output;
use crate::path::OutputPath;
use crate::write::Written;

/// How many pages are named of each kind of change.
const NAMED: usize = 12;

/// Returns the pages that will be new, different and gone, by their titles; one line where nothing will change.
pub fn in_words(site: &Output, written: &Written) -> String {
    if written.is_nothing() {
        return "Nothing will change: what is published is what you have.\n".into();
    }
    let kinds = [
        ("New", &written.added),
        ("Changed", &written.changed),
        ("Removed", &written.removed),
    ];
    let lists: String = kinds.iter().map(|(kind, paths)| list(site, kind, paths)).collect();
    match lists.is_empty() {
        true => "No page will change, only files that pages use.\n".into(),
        false => format!("This will change:\n{lists}"),
    }
}

fn list(site: &Output, kind: &str, paths: &[OutputPath]) -> String {
    let pages: Vec<_> = paths.iter().filter(|path| path.as_str().ends_with(".html")).collect();
    if pages.is_empty() {
        return String::new();
    }
    let named = pages
        .iter()
        .take(NAMED)
        .map(|path| format!("    {}\n", line(site, path)));
    let more = match pages.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!("    and {more} more\n"),
    };
    format!(
        "  {kind}: {}\n{}{more}",
        number(pages.len(), "page", "pages"),
        named.collect::<String>()
    )
}

fn line(site: &Output, path: &OutputPath) -> String {
    match title(site, path) {
        Some(title) => format!("{title} ({path})"),
        None => path.to_string(),
    }
}

/// Returns the title of a page, without that of the site behind it.
pub fn title(site: &Output, path: &OutputPath) -> Option<String> {
    let title = inside(&read(site.files.get(path)?), "title");
    let words: String = title
        .iter()
        .map(|piece| if let Piece::Text(words) = piece { words } else { "" })
        .collect();
    Some(
        words
            .rsplit_once(" – ")
            .map_or(words.as_str(), |(own, _)| own)
            .to_owned(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_named_by_their_titles_and_long_lists_are_cut() {
        let path = |name: &str| OutputPath::new(name).expect("a good path");
        let page = |i: usize| {
            (
                path(&format!("p{i:02}.html")),
                format!("<title>Page {i} – School</title>").into_bytes(),
            )
        };
        let site = Output {
            files: (0..14).map(page).collect(),
        };
        let written = Written {
            added: site.files.keys().cloned().collect(),
            removed: vec![path("old.html"), path("old.css")],
            ..Written::default()
        };
        let words = in_words(&site, &written);
        assert!(words.contains("  New: 14 pages\n    Page 0 (p00.html)\n"), "{words}");
        assert!(
            words.contains("    and 2 more\n  Removed: 1 page\n    old.html\n"),
            "{words}"
        );
        assert!(in_words(&site, &Written::default()).starts_with("Nothing will change"));
    }
}
