//! What pages look like, as data: the files of the theme by path, a school's own files laid over those of the program.
//!
//! It gives the one style sheet, the one script, the other assets and the templates. Where a file lies decides what it
//! is: `templates/`, `components/NAME/`, `css/`, `js/`, `images/`. Nothing here reads the disk.

mod embedded;
mod style_sheet;
mod templates;

use std::collections::BTreeMap;

use crate::path::ContentPath;
use crate::source::{Content, Source};

pub use templates::Templates;

/// Where a theme's files lie below the root of a site: what findings call them.
const FOLDER: &str = "themes/default/";

/// The files of a theme, by path below its folder: `components/step/step.css`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Theme {
    files: BTreeMap<String, Source>,
}

impl Theme {
    /// Returns the theme that is part of the program.
    pub fn embedded() -> Self {
        let files = embedded::FILES
            .iter()
            .map(|&(path, bytes)| (path.to_owned(), source(bytes)))
            .collect();
        Self { files }
    }

    /// Lays a school's own files (by path below `themes/default/`) over those of the program: one with the name of ours
    /// takes its place, any other joins in.
    #[must_use]
    pub fn with(mut self, overrides: &BTreeMap<ContentPath, Source>) -> Self {
        let theirs = overrides.iter();
        self.files
            .extend(theirs.map(|(path, source)| (path.as_str().to_owned(), source.clone())));
        self
    }

    /// Returns the paths of all files below the theme's folder, sorted.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// Returns every template and its text; names are `policy.html`, `components/step/step.html`.
    pub fn templates(&self) -> impl Iterator<Item = (&str, &str)> {
        self.texts(".html")
            .map(|(path, text)| (path.strip_prefix("templates/").unwrap_or(path), text))
    }

    /// Returns the one style sheet: the layers in their order, then the school's own `accent` (`#rrggbb`), if any.
    pub fn style_sheet(&self, accent: Option<&str>) -> String {
        let mut sheet = style_sheet::join(self.texts(".css"));
        if let Some(accent) = accent {
            sheet.push_str(&format!(":root{{--accent:{accent}}}\n"));
        }
        sheet
    }

    /// Returns the one script: `js/start.js`, then the components, each so that its failing stops no other.
    pub fn script(&self) -> String {
        let (first, others): (Vec<_>, Vec<_>) = self.texts(".js").partition(|(path, _)| path.starts_with("js/"));
        let mut script = String::from("'use strict';\n");
        script.extend(first.into_iter().map(|(_, text)| without_comment_lines(text)));
        for (_, text) in others {
            script.push_str("try {\n");
            script.push_str(&without_comment_lines(text));
            script.push_str("} catch (fault) { console.error(fault); }\n");
        }
        script
    }

    /// Returns every file that pages ask for, by name: `style.css`, `script.js`, and what lies in `images/`.
    pub fn assets(&self, accent: Option<&str>) -> BTreeMap<String, Vec<u8>> {
        let images = self
            .files
            .iter()
            .filter_map(|(path, source)| Some((path.strip_prefix("images/")?.to_owned(), bytes(source).to_vec())));
        let made = [
            ("style.css".to_owned(), self.style_sheet(accent).into_bytes()),
            ("script.js".to_owned(), self.script().into_bytes()),
        ];
        images.chain(made).collect()
    }

    fn texts(&self, ending: &'static str) -> impl Iterator<Item = (&str, &str)> {
        self.files
            .iter()
            .filter(move |(path, _)| path.ends_with(ending))
            .filter_map(|(path, source)| Some((path.as_str(), source.as_text()?)))
    }
}

/// Returns the folder that `assets` are published in, with a slash at its end: `assets/0123456789ab/`. It is named by a
/// hash over all of them, so that a browser never shows a page with the style sheet of another day.
pub fn asset_folder(assets: &BTreeMap<String, Vec<u8>>) -> String {
    let mut hasher = blake3::Hasher::new();
    for (name, bytes) in assets {
        // Lengths keep the end of one file apart from the start of the next.
        hasher.update(&(name.len() as u64).to_le_bytes());
        hasher.update(name.as_bytes());
        hasher.update(&(bytes.len() as u64).to_le_bytes());
        hasher.update(bytes);
    }
    let hash: String = hasher.finalize().to_hex().chars().take(12).collect();
    format!("assets/{hash}/")
}

fn source(bytes: &[u8]) -> Source {
    let content = match std::str::from_utf8(bytes) {
        Ok(text) => Content::Text(text.to_owned()),
        Err(_) => Content::Bytes(bytes.to_vec()),
    };
    Source { content }
}

fn bytes(source: &Source) -> &[u8] {
    match &source.content {
        Content::Text(text) => text.as_bytes(),
        Content::Bytes(bytes) => bytes,
    }
}

/// Leaves out lines that are blank or only a comment; everything else stays as typed.
fn without_comment_lines(script: &str) -> String {
    script
        .lines()
        .filter(|line| !line.trim().is_empty() && !line.trim_start().starts_with("//"))
        .map(|line| format!("{line}\n"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn over(path: &str, text: &str) -> Theme {
        let path = ContentPath::new(path).expect("a good path");
        Theme::embedded().with(&BTreeMap::from([(path, Source::text(text))]))
    }

    #[test]
    fn a_file_of_the_same_name_takes_the_place_of_ours() {
        let theme = over("templates/not-found.html", "gone");
        assert!(theme.templates().any(|template| template == ("not-found.html", "gone")));
        assert_eq!(theme.paths().count(), Theme::embedded().paths().count());
    }

    #[test]
    fn a_further_component_joins_the_style_sheet() {
        let theme = over("components/crest/crest.css", ".crest { color: red }");
        assert!(theme.style_sheet(None).contains(".crest{color: red}"));
    }

    #[test]
    fn the_accent_comes_last_and_outside_every_layer() {
        let sheet = Theme::embedded().style_sheet(Some("#123456"));
        assert!(sheet.ends_with("}\n:root{--accent:#123456}\n"));
    }

    #[test]
    fn the_folder_changes_with_any_asset() {
        let assets = Theme::embedded().assets(None);
        let accented = Theme::embedded().assets(Some("#123456"));
        assert_eq!(asset_folder(&assets), asset_folder(&assets.clone()));
        assert_ne!(asset_folder(&assets), asset_folder(&accented));
        assert_eq!(asset_folder(&assets).len(), "assets/0123456789ab/".len());
    }
}
