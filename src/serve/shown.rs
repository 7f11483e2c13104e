//! What the preview shows at one moment: the last good site, what is wrong since then, and what changed last.

use std::sync::Arc;

use blake3::Hasher;
use serde::Serialize;

use super::built::Built;
use crate::diagnostic::text::{Standing, count, report};
use crate::diagnostic::{Diagnostic, in_order};
use crate::output::Output;
use crate::path::OutputPath;

/// What the preview shows. It is replaced as a whole, never changed.
#[derive(Clone, Debug, Default)]
pub struct Shown {
    /// Names this moment: the same for the same bytes, so that a browser that comes back late is told what is true.
    pub id: String,
    /// The last site without an error; none where there has not been one yet.
    pub site: Option<Output>,
    /// What is wrong, where the newest build has errors.
    pub faults: Option<Faults>,
    /// The newest build, whatever came of it.
    pub built: Arc<Built>,
    /// The moment before.
    pub before: String,
    /// What changed since then.
    pub change: Change,
}

/// What is wrong, in the words of the terminal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Faults {
    /// How much.
    pub count: String,
    /// All of it.
    pub report: String,
}

/// What is different from one site to the next, as far as a browser has to know.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Change {
    /// Not a byte.
    Nothing,
    /// The style sheet, and the name of the folder that it lies in.
    Style,
    /// Something that only loading again can show.
    #[default]
    Pages,
}

/// What a browser is told.
#[derive(Serialize)]
struct News<'a> {
    id: &'a str,
    change: Change,
    style: Option<String>,
    faults: Option<&'a Faults>,
}

impl Shown {
    /// Returns what is to be shown after `built`: its site, or the one before with what is wrong.
    #[must_use]
    pub fn after(&self, built: &Arc<Built>) -> Self {
        let told = Faults::of(built);
        let faults = built.output.is_none().then(|| told.clone());
        let site = built.output.clone().or_else(|| self.site.clone());
        let change = match (&self.site, &site) {
            (Some(before), Some(after)) => Change::between(before, after),
            (None, None) if self.faults == faults => Change::Nothing,
            _ => Change::Pages,
        };
        Self {
            id: id(site.as_ref(), &told, faults.is_some()),
            built: Arc::clone(built),
            before: self.id.clone(),
            site,
            faults,
            change,
        }
    }

    /// Returns the site, where nothing keeps it from being published.
    pub fn publishable(&self) -> Option<&Output> {
        self.site.as_ref().filter(|_| self.faults.is_none())
    }

    /// Returns the script that tells a browser what changed, where it last saw the moment `since`.
    pub fn news(&self, since: &str) -> String {
        let change = match since {
            now if now == self.id => Change::Nothing,
            before if before == self.before => self.change,
            _ => Change::Pages,
        };
        let style = self.site.as_ref().and_then(style_sheet);
        tell(&News {
            id: &self.id,
            change,
            style: style.map(|path| format!("/{path}")),
            faults: self.faults.as_ref(),
        })
    }
}

/// Returns the script that tells a browser to ask again after a while.
pub fn ask_later() -> String {
    "fingerpostPreview({later: true});\n".into()
}

fn tell(news: &News) -> String {
    // A struct of texts can always be written as JSON.
    let json = serde_json::to_string(news).unwrap_or_default();
    format!("fingerpostPreview({json});\n")
}

impl Faults {
    fn of(built: &Built) -> Self {
        let diagnostics = in_order(built.diagnostics.clone());
        let errors: Vec<Diagnostic> = diagnostics.iter().filter(|found| found.is_error()).cloned().collect();
        Self {
            count: count(&errors),
            report: report(&diagnostics, &built.sources, &Standing::Preview, false),
        }
    }
}

impl Change {
    /// Compares two sites. Where only the style sheet changed, all pages still name another folder for it; those
    /// pages are the same but for that name.
    pub fn between(before: &Output, after: &Output) -> Self {
        if before == after {
            return Self::Nothing;
        }
        match (style_sheet(before), style_sheet(after)) {
            (Some(old), Some(new)) if differ_in_style_alone(before, &old, after, &new) => Self::Style,
            _ => Self::Pages,
        }
    }
}

fn differ_in_style_alone(before: &Output, old: &OutputPath, after: &Output, new: &OutputPath) -> bool {
    let (old_folder, new_folder) = (folder(old), folder(new));
    let mut pairs = before.files.iter().zip(&after.files);
    before.files.len() == after.files.len()
        && pairs.all(|((path, bytes), (new_path, new_bytes))| {
            let moved = path.as_str().replace(old_folder, new_folder) == new_path.as_str();
            let same = bytes == new_bytes || replaced(bytes, old_folder, new_folder) == *new_bytes;
            moved && (same || path == old)
        })
}

fn replaced(bytes: &[u8], from: &str, to: &str) -> Vec<u8> {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.replace(from, to).into_bytes(),
        Err(_) => bytes.to_vec(),
    }
}

fn folder(path: &OutputPath) -> &str {
    path.as_str().trim_end_matches("style.css")
}

/// Returns where the site's style sheet lies.
pub fn style_sheet(site: &Output) -> Option<OutputPath> {
    let mut assets = site.files.keys().filter(|path| path.as_str().starts_with("assets/"));
    assets.find(|path| path.as_str().ends_with("/style.css")).cloned()
}

fn id(site: Option<&Output>, told: &Faults, is_broken: bool) -> String {
    let mut hasher = Hasher::new();
    for (path, bytes) in site.iter().flat_map(|site| &site.files) {
        // Hashes of parts keep the end of one apart from the start of the next.
        hasher.update(blake3::hash(path.as_str().as_bytes()).as_bytes());
        hasher.update(blake3::hash(bytes).as_bytes());
    }
    hasher.update(told.report.as_bytes());
    hasher.update(&[u8::from(is_broken)]);
    hasher.finalize().to_hex().chars().take(16).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(style: &str, page: &str) -> Output {
        let path = |name: &str| OutputPath::new(name).expect("a good path");
        let folder = format!("assets/{style}/");
        let files = [
            (path(&format!("{folder}script.js")), b"script".to_vec()),
            (path(&format!("{folder}style.css")), style.as_bytes().to_vec()),
            (path("index.html"), format!("{page} {folder}style.css").into_bytes()),
        ];
        Output { files: files.into() }
    }

    fn built(output: Option<Output>) -> Arc<Built> {
        Arc::new(Built {
            output,
            ..Built::default()
        })
    }

    #[test]
    fn a_change_of_style_alone_is_told_from_a_change_of_pages() {
        let before = site("aa", "hello");
        assert_eq!(Change::between(&before, &before), Change::Nothing);
        assert_eq!(Change::between(&before, &site("bb", "hello")), Change::Style);
        assert_eq!(Change::between(&before, &site("aa", "good day")), Change::Pages);
        assert_eq!(Change::between(&before, &site("bb", "good day")), Change::Pages);
    }

    #[test]
    fn a_failed_build_keeps_the_last_good_site() {
        let good = Shown::default().after(&built(Some(site("aa", "hello"))));
        let failed = good.after(&built(None));
        assert_eq!(failed.site, good.site);
        assert!(failed.faults.is_some() && failed.id != good.id);
        let mended = failed.after(&built(good.site.clone()));
        assert_eq!(mended.id, good.id);
        assert!(mended.news(&failed.id).contains(r#""change":"nothing""#));
    }

    #[test]
    fn whoever_missed_a_moment_loads_everything_again() {
        let first = Shown::default().after(&built(Some(site("aa", "hello"))));
        let second = first.after(&built(Some(site("bb", "hello"))));
        assert!(second.news(&first.id).contains(r#""change":"style""#));
        assert!(second.news("long ago").contains(r#""change":"pages""#));
        assert!(second.news(&second.id).contains(r#""change":"nothing""#));
    }
}
