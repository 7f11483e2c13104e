//! Three kinds of path, so that none is taken for another: where a text was written ([`ContentPath`]), where a page
//! lands ([`OutputPath`]), and the link between two pages ([`OutputPath::link_to`]).
//!
//! All are slash-separated, relative, and checked once: no `..`, no backslash, no drive, no empty part. So no path
//! made from input can climb out of its folder.

use std::fmt;

use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};

use crate::slug::slug;

/// A file below the site's root as an author sees it: `content/policies/behaviour.md`, without `content/`.
///
/// In a finding about a file of the theme, `themes/default/` stands in front; in the map of theme files it does not.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ContentPath(String);

/// A file of the finished site: `policies/behaviour.html`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OutputPath(String);

/// Why a text is no path of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathFault {
    /// Nothing in it.
    Empty,
    /// It leads out of its folder, or starts at a root.
    Climbs,
    /// It holds a character that some machine cannot keep in a file name, or a name that Windows reserves.
    Unportable,
}

impl ContentPath {
    /// Checks `text` and makes it a path.
    ///
    /// # Errors
    /// What [`PathFault`] names.
    pub fn new(text: &str) -> Result<Self, PathFault> {
        check(text)?;
        Ok(Self(text.to_owned()))
    }

    /// Returns the path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the folder the file lies in, without a slash at its end; empty at the top.
    pub fn folder(&self) -> &str {
        self.0.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// Returns the file's name without folder and last ending: `behaviour`.
    pub fn stem(&self) -> &str {
        let name = self.0.rsplit('/').next().unwrap_or_default();
        name.rsplit_once('.').map_or(name, |(stem, _)| stem)
    }

    /// Returns where a page made from this file lands: the same path with another ending. A name that could not stand
    /// in an address as it is (`Behaviour Policy`) becomes one that can (`behaviour-policy`).
    pub fn to_output(&self, ending: &str) -> OutputPath {
        let without = self
            .0
            .strip_suffix(self.ending())
            .unwrap_or(&self.0)
            .trim_end_matches('.');
        let parts: Vec<String> = without.split('/').map(as_address).collect();
        OutputPath(format!("{}.{ending}", parts.join("/")))
    }

    /// Returns where this file lands when it is carried as it is.
    pub fn as_output(&self) -> OutputPath {
        OutputPath(self.0.clone())
    }

    /// Returns what stands behind the last dot of the file's name; nothing where there is no dot.
    pub fn ending(&self) -> &str {
        let name = self.0.rsplit('/').next().unwrap_or_default();
        name.rsplit_once('.').map_or("", |(_, ending)| ending)
    }

    /// Returns the path that `relative` (as typed in a link in this file) leads to, or `None` where it leaves the
    /// content folder or is no path.
    pub fn join(&self, relative: &str) -> Option<Self> {
        joined(self.folder(), relative).map(Self)
    }
}

impl OutputPath {
    /// Returns the front page.
    pub fn home() -> Self {
        Self("index.html".to_owned())
    }

    /// Returns the page that servers show for addresses that are not there.
    pub fn not_found() -> Self {
        Self("404.html".to_owned())
    }

    /// Checks `text` and makes it a path.
    ///
    /// # Errors
    /// What [`PathFault`] names.
    pub fn new(text: &str) -> Result<Self, PathFault> {
        check(text)?;
        Ok(Self(text.to_owned()))
    }

    /// Returns the path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the relative address of `other` as a page at this path must write it: `../policies/behaviour.html`.
    ///
    /// Spelled out to the file's name, so that the site works from a folder as well as from a server.
    pub fn link_to(&self, other: &Self) -> String {
        let here: Vec<&str> = self.0.split('/').collect();
        let there: Vec<&str> = other.0.split('/').collect();
        let folders = here.len().min(there.len()) - 1;
        let shared = (0..folders).take_while(|&i| here.get(i) == there.get(i)).count();
        let mut link = "../".repeat(here.len() - 1 - shared);
        link.extend(utf8_percent_encode(&there[shared..].join("/"), NOT_IN_A_LINK));
        link
    }

    /// Returns the page `name` in the folder that goes with this one: `decisions/a/map.html` for `decisions/a.html`.
    pub fn beside(&self, name: &str) -> Self {
        Self(format!("{}/{name}", self.0.trim_end_matches(".html")))
    }

    /// Returns the file that the link `relative` on this page leads to, or `None` where it leaves the site.
    pub fn join(&self, relative: &str) -> Option<Self> {
        let relative = &percent_decode_str(relative).decode_utf8().ok()?;
        let folder = self.0.rsplit_once('/').map_or("", |(folder, _)| folder);
        joined(folder, relative).map(Self)
    }

    /// Returns what leads from this page up to the top of the site: empty at the top, else `../` and so on.
    pub fn to_root(&self) -> String {
        "../".repeat(self.0.matches('/').count())
    }
}

impl fmt::Display for ContentPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for OutputPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Returns a name that reads well in an address: itself where it does already.
fn as_address(name: &str) -> String {
    let plain = name.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c));
    let made = if plain { String::new() } else { slug(name) };
    if made.is_empty() { name.to_owned() } else { made }
}

/// Characters that mean something in a link, or may not stand in one. Letters of other scripts are encoded as well.
const NOT_IN_A_LINK: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'#')
    .add(b'%')
    .add(b'&')
    .add(b'\'')
    .add(b'?')
    .add(b'[')
    .add(b']');

/// Characters that Windows refuses in a name, beside control characters.
const UNPORTABLE: [char; 8] = ['\\', ':', '*', '?', '"', '<', '>', '|'];

/// Names that Windows keeps for devices, with any ending (learn.microsoft.com, "Naming Files, Paths, and Namespaces").
const DEVICES: [&str; 22] = [
    "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "lpt1", "lpt2",
    "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

fn joined(folder: &str, relative: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in relative.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            name => parts.push(name),
        }
    }
    let path = parts.join("/");
    check(&path).is_ok().then_some(path)
}

fn check(text: &str) -> Result<(), PathFault> {
    if text.is_empty() {
        return Err(PathFault::Empty);
    }
    text.split('/').try_for_each(check_part)
}

fn check_part(part: &str) -> Result<(), PathFault> {
    let device = part.split('.').next().unwrap_or_default().to_ascii_lowercase();
    match part {
        "" | "." | ".." => Err(PathFault::Climbs),
        _ if part.contains(UNPORTABLE) || part.contains(char::is_control) => Err(PathFault::Unportable),
        _ if part.ends_with(['.', ' ']) || DEVICES.contains(&device.as_str()) => Err(PathFault::Unportable),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn output(text: &str) -> OutputPath {
        OutputPath::new(text).expect("a good path")
    }

    #[test]
    fn links_are_relative_and_spelled_out() {
        let map = output("decisions/may-i-share/map.html");
        assert_eq!(map.link_to(&output("policies/a.html")), "../../policies/a.html");
        assert_eq!(
            map.link_to(&output("decisions/may-i-share.html")),
            "../may-i-share.html"
        );
        assert_eq!(
            output("index.html").link_to(&output("policies/a.html")),
            "policies/a.html"
        );
        assert_eq!(map.link_to(&map), "map.html");
        let plan = output("policies/plan & list #2.pdf");
        assert_eq!(map.link_to(&plan), "../../policies/plan%20%26%20list%20%232.pdf");
        assert_eq!(map.join(&map.link_to(&plan)), Some(plan));
    }

    #[test]
    fn a_page_has_a_name_that_reads_well_in_an_address() {
        let lands = |path: &str| {
            ContentPath::new(path)
                .expect("a good path")
                .to_output("html")
                .to_string()
        };
        assert_eq!(lands("policies/Behaviour Policy.md"), "policies/behaviour-policy.html");
        assert_eq!(
            lands("policies/information-sharing/1.0.md"),
            "policies/information-sharing/1.0.html"
        );
    }

    #[test]
    fn no_path_climbs_or_names_a_device() {
        for bad in [
            "", "/a", "a//b", "../a", "a/..", "a\\b", "C:/a", "nul", "NUL.txt", "a.", "a\0b",
        ] {
            assert!(ContentPath::new(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn a_link_is_joined_to_the_folder_of_its_file() {
        let page = ContentPath::new("policies/a.md").expect("a good path");
        assert_eq!(
            page.join("../decisions/b.yaml").map(|p| p.to_string()).as_deref(),
            Some("decisions/b.yaml")
        );
        assert_eq!(page.join("../../etc/passwd"), None);
    }
}
