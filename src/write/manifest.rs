//! The list of what Fingerpost wrote, kept in the site itself: how it knows its own files again at the next build.
//!
//! One line a file, sorted, with the hash of its bytes and no date, so that equal sites have equal lists.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use crate::disk::{Disk, DiskError};
use crate::output::Output;
use crate::path::OutputPath;

/// The list's name, in the top folder of the site.
pub const NAME: &str = ".fingerpost";

/// The first line; the number changes when the form does.
const HEAD: &str = "Fingerpost 1: the files that Fingerpost made in this folder. Leave this list where it is.";

/// The files of a site that are ours, each with the hash of its bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Manifest {
    /// The hashes, by where the files stand.
    pub files: BTreeMap<OutputPath, blake3::Hash>,
}

impl Manifest {
    /// Returns the list of a finished site.
    pub fn of(output: &Output) -> Self {
        let hash = |(path, bytes): (&OutputPath, &Vec<u8>)| (path.clone(), blake3::hash(bytes));
        Self {
            files: output.files.iter().map(hash).collect(),
        }
    }

    /// Reads the list that lies in `site`; `None` where there is none, or one that cannot be understood.
    ///
    /// # Errors
    /// What the disk refuses.
    pub fn read(disk: &dyn Disk, site: &Path) -> Result<Option<Self>, DiskError> {
        match disk.read(&site.join(NAME)) {
            Ok(bytes) => Ok(std::str::from_utf8(&bytes).ok().and_then(Self::from_text)),
            Err(error) if error.is_missing() => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Returns the list as it is kept.
    pub fn to_text(&self) -> String {
        let mut text = format!("{HEAD}\n");
        for (path, hash) in &self.files {
            // Writing to a String cannot fail.
            let _ = writeln!(text, "{hash}  {path}");
        }
        text
    }

    /// Understands a list as it was kept. A line that is wrong makes the whole list worthless: better no list than
    /// one that calls an author's file ours.
    fn from_text(text: &str) -> Option<Self> {
        let lines = text.strip_prefix(HEAD)?.strip_prefix('\n')?;
        let files = lines.lines().map(entry).collect::<Option<_>>()?;
        Some(Self { files })
    }
}

fn entry(line: &str) -> Option<(OutputPath, blake3::Hash)> {
    let (hash, path) = line.split_once("  ")?;
    Some((OutputPath::new(path).ok()?, blake3::Hash::from_hex(hash).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn manifest() -> Manifest {
        let path = |text| OutputPath::new(text).expect("a good path");
        Manifest {
            files: BTreeMap::from([
                (path("index.html"), blake3::hash(b"one")),
                (path("policies/a  b.html"), blake3::hash(b"two")),
            ]),
        }
    }

    #[test]
    fn a_list_is_understood_as_it_was_kept() {
        assert_eq!(Manifest::from_text(&manifest().to_text()), Some(manifest()));
    }

    #[test]
    fn a_damaged_list_is_no_list() {
        let text = manifest().to_text();
        assert_eq!(Manifest::from_text(&text.replace("index.html", "../index.html")), None);
        assert_eq!(Manifest::from_text(&text.replace("Fingerpost 1", "Fingerpost 2")), None);
        assert_eq!(Manifest::from_text(&format!("{text}half a li")), None);
    }
}
