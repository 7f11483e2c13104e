//! What handing the site over will change, before it is done: as data, and in words.

use super::markup::{Piece, inside, read};
use super::passages;
use crate::diagnostic::text::number;
use crate::output::Output;
use crate::path::OutputPath;
use crate::proof::compare::{Change, words};
use crate::write::Written;

/// How many pages are named of each kind of change, and how many changes of each page.
const NAMED: usize = 12;

/// What will change of the pages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Whether not even a file that pages use will change.
    pub nothing: bool,
    /// New pages, changed ones and those that go, in that order; kinds of which there are none are left out.
    pub kinds: Vec<Kind>,
}

/// Pages to which the same happens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kind {
    /// What: `New`, `Changed` or `Removed`.
    pub name: &'static str,
    /// The first of them; those that say something else than before come first.
    pub pages: Vec<Page>,
    /// How many there are.
    pub count: usize,
}

/// A page, and what becomes of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// Where it is read.
    pub path: OutputPath,
    /// Its title, where it has one.
    pub title: Option<String>,
    /// The first things that it will say otherwise: clauses, steps.
    pub words: Vec<Change>,
    /// How many more there are.
    pub more: usize,
}

impl Changes {
    /// Returns what `written` does to the pages of `site`; `before` gives the bytes of a page as it is published now.
    pub fn of(site: &Output, written: &Written, before: &dyn Fn(&OutputPath) -> Option<Vec<u8>>) -> Self {
        let lists = [
            ("New", &written.added),
            ("Changed", &written.changed),
            ("Removed", &written.removed),
        ];
        let kinds = lists
            .into_iter()
            .map(|(name, paths)| Kind::of(name, site, paths, before));
        Self {
            nothing: written.is_nothing(),
            kinds: kinds.filter(|kind| kind.count > 0).collect(),
        }
    }

    /// Returns the changes in one line: `2 pages changed and 1 page new`; or that there are none.
    pub fn summary(&self) -> String {
        match (self.nothing, self.kinds.is_empty()) {
            (true, _) => "Nothing will change: what is published is what you have.".into(),
            (_, true) => "No page will change, only files that pages use.".into(),
            _ => "This will change:".into(),
        }
    }

    /// Returns the pages that will be new, different and gone, by their titles, with what they will say otherwise.
    pub fn in_words(&self) -> String {
        let kinds: String = self.kinds.iter().map(Kind::in_words).collect();
        format!("{}\n{kinds}", self.summary())
    }
}

impl Kind {
    fn of(
        name: &'static str,
        site: &Output,
        paths: &[OutputPath],
        before: &dyn Fn(&OutputPath) -> Option<Vec<u8>>,
    ) -> Self {
        // The page that stands in for one that is missing is not one that people open.
        let is_page = |path: &&OutputPath| path.as_str().ends_with(".html") && **path != OutputPath::not_found();
        let mut pages: Vec<Page> = paths
            .iter()
            .filter(is_page)
            .map(|path| page(site, path, before))
            .collect();
        pages.sort_by_key(|page| page.words.is_empty());
        let count = pages.len();
        pages.truncate(NAMED);
        Self { name, pages, count }
    }

    /// Returns how many of the pages are not named.
    pub fn more(&self) -> usize {
        self.count - self.pages.len()
    }

    fn in_words(&self) -> String {
        let mut lines = vec![format!("  {}: {}", self.name, number(self.count, "page", "pages"))];
        for page in &self.pages {
            lines.push(format!("    {}", page.in_words()));
            let words = page.words.iter().flat_map(words::lines);
            lines.extend(words.map(|line| format!("      {line}")));
            lines.extend(more(page.more).map(|more| format!("      {more}")));
        }
        lines.extend(more(self.more()).map(|more| format!("    {more}")));
        lines.join("\n") + "\n"
    }
}

impl Page {
    fn in_words(&self) -> String {
        match &self.title {
            Some(title) => format!("{title} ({})", self.path),
            None => self.path.to_string(),
        }
    }
}

fn more(count: usize) -> Option<String> {
    (count > 0).then(|| format!("and {count} more"))
}

fn page(site: &Output, path: &OutputPath, before: &dyn Fn(&OutputPath) -> Option<Vec<u8>>) -> Page {
    let is_told = passages::is_told(path) && site.files.contains_key(path);
    let before = is_told.then(|| before(path)).flatten();
    let mut words = before.map_or_else(Vec::new, |before| passages::changes(path, &before, site));
    let more = words.len().saturating_sub(NAMED);
    words.truncate(NAMED);
    Page {
        title: title(site, path),
        path: path.clone(),
        words,
        more,
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
        let words = Changes::of(&site, &written, &|_| None).in_words();
        assert!(words.contains("  New: 14 pages\n    Page 0 (p00.html)\n"), "{words}");
        assert!(
            words.contains("    and 2 more\n  Removed: 1 page\n    old.html\n"),
            "{words}"
        );
        let nothing = Changes::of(&site, &Written::default(), &|_| None);
        assert!(nothing.in_words().starts_with("Nothing will change"));
    }

    #[test]
    fn what_a_page_says_otherwise_stands_below_it_and_comes_first() {
        let path = |name: &str| OutputPath::new(name).expect("a good path");
        let page = |words: &str| format!("<title>T</title><main>{words}</main>").into_bytes();
        let paths = [path("a.html"), path("pages/b.html")];
        let site = Output {
            files: paths.clone().map(|path| (path, page("new"))).into(),
        };
        let written = Written {
            changed: paths.to_vec(),
            ..Written::default()
        };
        let words = Changes::of(&site, &written, &|_| Some(page("old"))).in_words();
        let expected = "This will change:\n  Changed: 2 pages\n    T (pages/b.html)\n      \
                        - The words of this page have changed.\n          [out: old] [in: new]\n    T (a.html)\n";
        assert_eq!(words, expected);
    }
}
