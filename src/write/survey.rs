//! What stands in the target before a build: which files are ours and as we left them, and which are not ours.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::Refused;
use super::manifest::{self, Manifest};
use crate::diagnostic::{Code, Finding};
use crate::disk::{Disk, Found, Kind, Stamp, name_of, shown};
use crate::path::OutputPath;

/// The site before, as far as this build has to know it. Paths are relative to the target.
#[derive(Clone, Debug, Default)]
pub struct Standing {
    /// The target itself, where it exists.
    pub top: Option<Found>,
    /// Our files that are as we left them.
    pub ours: BTreeMap<OutputPath, Ours>,
    /// The list of our files, as it was kept.
    pub manifest: Option<(Manifest, Stamp)>,
    /// Files and links that we did not make.
    pub theirs: BTreeMap<PathBuf, Found>,
    /// Every folder.
    pub folders: BTreeMap<PathBuf, Found>,
    /// Our files that somebody has changed since.
    changed: Vec<OutputPath>,
}

/// A file of ours as it stands.
#[derive(Clone, Debug)]
pub struct Ours {
    /// Where and how it was found.
    pub found: Found,
    /// The hash of its bytes.
    pub hash: blake3::Hash,
}

impl Standing {
    /// Looks at everything in `site`, which may not be there. A file counts as ours when the list in the site has it.
    ///
    /// # Errors
    /// What the disk refuses.
    pub fn survey(disk: &dyn Disk, site: &Path) -> Result<Self, Refused> {
        let Some(top) = disk.look(site)? else {
            return Ok(Self::default());
        };
        if top.kind != Kind::Folder {
            let message = format!("{} should be a folder, and is something else.", shown(site));
            return Err(Finding::of_file(Code::ForeignFolder, message)
                .hint("Move it somewhere else, or choose another folder.")
                .into());
        }
        let listed = Manifest::read(disk, site)?;
        let mut standing = Self {
            top: Some(top),
            ..Self::default()
        };
        for found in disk.walk(site) {
            standing.add(disk, site, found?, listed.as_ref())?;
        }
        Ok(standing)
    }

    fn add(&mut self, disk: &dyn Disk, site: &Path, found: Found, listed: Option<&Manifest>) -> Result<(), Refused> {
        let path = found.path.strip_prefix(site).unwrap_or(&found.path).to_path_buf();
        let ours = listed.and_then(|listed| listed.files.get_key_value(&output_path(&path)?));
        match (ours, listed) {
            (Some((path, hash)), _) => self.add_ours(disk, path.clone(), found, *hash)?,
            (None, Some(listed)) if path == Path::new(manifest::NAME) => {
                self.manifest = Some((listed.clone(), found.stamp));
            }
            _ if found.kind == Kind::Folder => {
                self.folders.insert(path, found);
            }
            _ => {
                self.theirs.insert(path, found);
            }
        }
        Ok(())
    }

    fn add_ours(
        &mut self,
        disk: &dyn Disk,
        path: OutputPath,
        found: Found,
        listed: blake3::Hash,
    ) -> Result<(), Refused> {
        let intact = found.kind == Kind::File && blake3::hash(&disk.read(&found.path)?) == listed;
        if intact {
            self.ours.insert(path, Ours { found, hash: listed });
        } else {
            self.changed.push(path);
        }
        Ok(())
    }

    /// Returns whether the list in the site is the one of the site that is wanted.
    pub fn is_listed_as(&self, wanted: &Manifest) -> bool {
        self.manifest.as_ref().is_some_and(|(listed, _)| listed == wanted)
    }

    /// Makes sure that the next site may take this one's place.
    ///
    /// # Errors
    /// A folder that is not ours, a file of ours that was changed by hand, or one of theirs where ours has to go.
    pub fn refuse_harm(&self, site: &Path, wanted: &Manifest) -> Result<(), Refused> {
        self.refuse_foreign(site)?;
        self.refuse_changed(site)?;
        self.refuse_clash(site, wanted)
    }

    fn refuse_foreign(&self, site: &Path) -> Result<(), Refused> {
        let holds_something = !self.folders.is_empty() || self.theirs.keys().any(|path| !is_clutter(path));
        if self.manifest.is_some() || !holds_something {
            return Ok(());
        }
        let message = format!(
            "The folder {} holds files that I did not make, so I leave it alone.",
            shown(site)
        );
        Err(Finding::of_file(Code::ForeignFolder, message)
            .hint("Choose a new or an empty folder, or empty this one if nothing in it is needed.")
            .into())
    }

    fn refuse_changed(&self, site: &Path) -> Result<(), Refused> {
        let Some(first) = self.changed.first() else {
            return Ok(());
        };
        let place = shown(&site.join(first.as_str()));
        let message = format!(
            "{place}{} changed by hand after I made it. Building now would undo the change.",
            and_others(self.changed.len(), "was", "were")
        );
        Err(Finding::of_file(Code::ChangedByHand, message)
            .hint(
                "To keep the change, make it in `content`, where it lasts; keep a copy of the page elsewhere meanwhile.",
            )
            .hint(format!("Then delete {place} and build again: it will be made afresh."))
            .into())
    }

    fn refuse_clash(&self, site: &Path, wanted: &Manifest) -> Result<(), Refused> {
        let clashes = self.clashes(wanted);
        let Some(first) = clashes.first() else {
            return Ok(());
        };
        let message = format!(
            "{}{} in the way: I did not make it, and a page of the site has to go there.",
            shown(&site.join(first)),
            and_others(clashes.len(), "is", "are")
        );
        Err(Finding::of_file(Code::ForeignFolder, message)
            .hint("Move it somewhere else or give it another name, then build again.")
            .into())
    }

    fn clashes(&self, wanted: &Manifest) -> Vec<&Path> {
        let files: BTreeSet<&Path> = wanted.files.keys().map(|path| Path::new(path.as_str())).collect();
        let folders: BTreeSet<&Path> = files.iter().flat_map(|path| path.ancestors().skip(1)).collect();
        let in_the_way = |path: &&Path| path.ancestors().any(|above| files.contains(above));
        let theirs = self.theirs.keys().map(PathBuf::as_path);
        theirs
            .filter(|path| in_the_way(path) || folders.contains(path))
            .chain(self.their_folders().filter(in_the_way))
            .collect()
    }

    /// Returns the folders that hold nothing of ours.
    pub fn their_folders(&self) -> impl Iterator<Item = &Path> {
        let listed = self.manifest.iter().flat_map(|(manifest, _)| manifest.files.keys());
        let ours: BTreeSet<&Path> = listed
            .flat_map(|path| Path::new(path.as_str()).ancestors().skip(1))
            .collect();
        let folders = self.folders.keys().map(PathBuf::as_path);
        folders.filter(move |folder| !ours.contains(folder))
    }
}

/// Returns the path as the list of our files would have it; what cannot be in the list is not ours.
fn output_path(path: &Path) -> Option<OutputPath> {
    let parts: Option<Vec<&str>> = path.iter().map(|part| part.to_str()).collect();
    OutputPath::new(&parts?.join("/")).ok()
}

/// What systems put into folders by themselves, and nobody would miss.
fn is_clutter(path: &Path) -> bool {
    matches!(name_of(path).as_str(), ".DS_Store" | "Thumbs.db" | "desktop.ini")
}

/// Returns the verb for a first thing and those not named: ` is`, or ` and 3 others are`.
fn and_others(count: usize, one: &str, many: &str) -> String {
    match count {
        0 | 1 => format!(" {one}"),
        2 => format!(" and one other {many}"),
        _ => format!(" and {} others {many}", count - 1),
    }
}
