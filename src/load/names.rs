//! What the names of files tell: which are nobody's content, which cannot be part of an address, and which are two
//! copies of one thing.

use std::collections::BTreeMap;
use std::path::Path;

use unicode_normalization::UnicodeNormalization;

use crate::diagnostic::{Code, Diagnostic, Finding};
use crate::disk::{Found, shown};
use crate::path::{ContentPath, PathFault};
use crate::source::Source;

/// What editors, browsers and systems put beside a file while it is open (lists of Hugo, and of Word and OneDrive).
const IGNORED_ENDINGS: [&str; 11] = [
    "~",
    ".tmp",
    ".temp",
    ".swp",
    ".swx",
    ".bck",
    ".bak",
    ".crdownload",
    "jb_old___",
    "jb_tmp___",
    "jb_bak___",
];

/// The same by how the name begins. A dot hides a file on most systems: `.DS_Store`, `.git`, `.goutputstream-x`.
const IGNORED_STARTS: [&str; 3] = [".", "#", "~$"];

/// The same by the whole name, in small letters; 4913 is how vim asks whether it may write.
const IGNORED_NAMES: [&str; 4] = ["thumbs.db", "desktop.ini", "ehthumbs.db", "4913"];

/// Returns whether a file is nobody's content, by its name or by that of a folder it lies in.
pub fn is_ignored(path: &Path) -> bool {
    path.iter().any(|part| is_ignored_name(&part.to_string_lossy()))
}

fn is_ignored_name(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    IGNORED_STARTS.iter().any(|start| name.starts_with(start))
        || IGNORED_ENDINGS.iter().any(|end| name.ends_with(end))
        || IGNORED_NAMES.contains(&name.as_str())
}

/// Returns the path of a file as the rest of the program has it: slashes, and accents composed, so that a link typed
/// on one system finds a file named on another.
///
/// # Errors
/// A finding when the name cannot be part of an address.
pub fn content_path(path: &Path) -> Result<ContentPath, Finding> {
    let parts: Option<Vec<&str>> = path.iter().map(|part| part.to_str()).collect();
    let name = parts.ok_or_else(|| bad_name(path, "has letters that I cannot read"))?;
    let name: String = name.join("/").nfc().collect();
    ContentPath::new(&name).map_err(|fault| bad_name(path, fault_in_words(fault)))
}

fn fault_in_words(fault: PathFault) -> &'static str {
    match fault {
        PathFault::Unportable => {
            "cannot be kept on every computer: it ends in a dot or space, is a name that Windows keeps for itself, or has \
             one of \\ : * ? \" < > | in it"
        }
        PathFault::Empty | PathFault::Climbs => "leads out of the folder",
    }
}

fn bad_name(path: &Path, why: &str) -> Finding {
    Finding::of_file(
        Code::BadFileName,
        format!("The name of the file {} {why}.", shown(path)),
    )
    .hint("Give the file another name: letters, digits and hyphens work everywhere.")
}

/// Returns the path as a computer has it that does not tell capital letters from small ones.
pub fn folded(path: &ContentPath) -> String {
    path.as_str().to_lowercase()
}

/// Says that two files would be one on many computers.
pub fn alike(first: &ContentPath, second: &ContentPath, found: &Found) -> Finding {
    let message = match first == second {
        true => format!(
            "There are two files whose names both read `{first}`; only the letters with accents are stored differently. \
             The other one is {}.",
            shown(&found.path)
        ),
        false => format!(
            "`{first}` and `{second}` differ only in capital letters. On many computers they would be one file, and one \
             page."
        ),
    };
    Finding::of_file(Code::TwoFilesOnePage, message).hint("Give one of them another name, or delete it.")
}

/// Reports copies that OneDrive, Dropbox or Windows made of a file when two people changed it: one of them is out of
/// date, and both would be published.
pub fn copies(files: &BTreeMap<ContentPath, Source>) -> Vec<Diagnostic> {
    let copy = |path: &ContentPath| original(path, files).map(|first| two_copies(&first, path).in_file(path));
    files.keys().filter_map(copy).collect()
}

fn two_copies(first: &ContentPath, copy: &ContentPath) -> Finding {
    let message = format!("There are two copies of `{first}`: the other is `{copy}`. One of them is out of date.");
    Finding::of_file(Code::TwoFilesOnePage, message)
        .hint("Move what is newer into the first, and delete the copy. If both are meant, give this one another name.")
}

/// Returns the file that `path` is a copy of, if its name says so and that file is there.
fn original(path: &ContentPath, files: &BTreeMap<ContentPath, Source>) -> Option<ContentPath> {
    let (stem, ending) = path.as_str().rsplit_once('.')?;
    let by_program = copied_by_program(stem).map(|stem| (stem, false));
    let by_hyphen = stem
        .match_indices('-')
        .filter_map(|(at, _)| by_computer(stem.split_at_checked(at)?));
    by_program
        .into_iter()
        .chain(by_hyphen)
        .find_map(|(stem, needs_same_title)| {
            let first = ContentPath::new(&format!("{stem}.{ending}")).ok()?;
            let other = files.get(&first)?;
            let same = !needs_same_title || same_title(other, files.get(path)?);
            same.then_some(first)
        })
}

/// Understands `behaviour - Copy`, `behaviour (1)` and `behaviour (Sam's conflicted copy 2026-05-01)`.
fn copied_by_program(stem: &str) -> Option<&str> {
    let (before, inside) = stem.split_once(" - Copy").or_else(|| stem.rsplit_once(" ("))?;
    let number = inside
        .strip_suffix(')')
        .is_some_and(|inside| inside.parse::<u32>().is_ok());
    let known = stem.contains(" - Copy") || number || inside.to_lowercase().contains("conflict");
    known.then_some(before)
}

/// Understands `behaviour-DESKTOP-1A2B`: the name of a computer, which Windows keeps to 15 capitals, digits and
/// hyphens. The second value is whether the name alone does not settle it: `behaviour-KS2` may well be another policy.
fn by_computer<'a>((before, name): (&'a str, &str)) -> Option<(&'a str, bool)> {
    let name = name.strip_prefix('-')?;
    let letters = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '-';
    let possible = (1..=15).contains(&name.len()) && name.chars().all(letters);
    let certain = ["DESKTOP-", "LAPTOP-", "WIN-"]
        .iter()
        .any(|start| name.starts_with(start));
    possible.then_some((before, !certain))
}

fn same_title(one: &Source, other: &Source) -> bool {
    let title = |source: &Source| title(source.as_text()?).map(str::to_owned);
    title(one).is_some() && title(one) == title(other)
}

/// Returns what a page or a decision calls itself, without understanding the rest.
fn title(text: &str) -> Option<&str> {
    let keys = ["title:", "decision:"];
    text.lines()
        .find_map(|line| keys.iter().find_map(|key| line.strip_prefix(key)))
        .map(str::trim)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(entries: &[(&str, &str)]) -> BTreeMap<ContentPath, Source> {
        let entry = |(path, text): &(&str, &str)| (ContentPath::new(path).expect("a good path"), Source::text(*text));
        entries.iter().map(entry).collect()
    }

    #[test]
    fn what_editors_leave_about_is_ignored() {
        for name in [
            "~$policy.docx",
            ".DS_Store",
            "a/.git/config",
            "a.md~",
            "~WRD0001.tmp",
            "Thumbs.db",
            "desktop.ini",
            "4913",
            "#a.md#",
            ".#a.md",
            ".a.md.swp",
            "Desktop.ini",
            "b.crdownload",
        ] {
            assert!(is_ignored(Path::new(name)), "{name}");
        }
        for name in ["policy.md", "a/b.yaml", "tmp/a.md", "~a.md", "logo.svg"] {
            assert!(!is_ignored(Path::new(name)), "{name}");
        }
    }

    #[test]
    fn a_copy_made_by_onedrive_is_reported() {
        for copy in [
            "p/behaviour-DESKTOP-1A2B.md",
            "p/behaviour - Copy.md",
            "p/behaviour (1).md",
            "p/behaviour (Sam's conflicted copy 2026-05-01).md",
            "p/behaviour-OFFICE3.md",
        ] {
            let found = copies(&files(&[("p/behaviour.md", "title: B\n"), (copy, "title: B\n")]));
            assert_eq!(found.len(), 1, "{copy}");
        }
    }

    #[test]
    fn a_policy_of_its_own_is_no_copy() {
        let own = [
            ("p/behaviour.md", "title: Behaviour\n"),
            ("p/behaviour-KS2.md", "title: Behaviour in key stage 2\n"),
            ("p/behaviour-at-lunch.md", "title: Behaviour\n"),
            ("p/behaviour (lunch).md", "title: Behaviour\n"),
            ("p/other-DESKTOP-1A2B.md", "title: Behaviour\n"),
        ];
        assert_eq!(copies(&files(&own)), []);
    }
}
