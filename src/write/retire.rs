//! The site before goes away once the next one is in place: what is ours is deleted, and nothing else. What an author
//! has put there meanwhile, or what the next site holds only a copy of, moves over.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::manifest;
use super::survey::Standing;
use crate::diagnostic::{Code, Diagnostic, Finding, Severity};
use crate::disk::{Disk, DiskError, Found, Kind, Stamp, shown};

/// What was known of the site before when it was surveyed, by paths relative to it.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// Our files, and how they looked.
    ours: BTreeMap<PathBuf, Stamp>,
    /// The author's files, which the next site has as well.
    theirs: BTreeSet<PathBuf>,
}

impl Known {
    /// Returns what a build knows that has just carried everything in `standing` over.
    pub fn carried(standing: &Standing) -> Self {
        Self {
            theirs: standing.theirs.keys().cloned().collect(),
            ..Self::after_a_crash(standing)
        }
    }

    /// Returns what can be known of a site that another build left behind: what its list says. Everything else is
    /// looked at as if it had just appeared.
    pub fn after_a_crash(standing: &Standing) -> Self {
        let ours = standing.ours.iter();
        let list = standing.manifest.iter();
        Self {
            ours: ours
                .map(|(path, ours)| (PathBuf::from(path.as_str()), ours.found.stamp))
                .chain(list.map(|(_, stamp)| (PathBuf::from(manifest::NAME), *stamp)))
                .collect(),
            theirs: BTreeSet::new(),
        }
    }
}

/// Takes the folder `old` away, whose place `new` has taken. Returns a note for each file that was kept under another
/// name.
///
/// # Errors
/// What the disk refuses; what is left in `old` then is dealt with at the next build.
pub fn retire(disk: &dyn Disk, old: &Path, new: &Path, known: &Known) -> Result<Vec<Diagnostic>, DiskError> {
    let mut notes = Vec::new();
    // From the last to the first: what is in a folder goes before the folder.
    for found in disk.walk(old).into_iter().rev() {
        let found = found?;
        let path = found.path.strip_prefix(old).unwrap_or(&found.path).to_path_buf();
        if found.kind == Kind::Folder || known.ours.get(&path) == Some(&found.stamp) {
            disk.remove(&found.path, found.kind)?;
        } else {
            notes.extend(keep(disk, &found, &new.join(&path), known.theirs.contains(&path))?);
        }
    }
    disk.remove(old, Kind::Folder)?;
    Ok(notes)
}

/// Moves one file into the next site. The file itself moves, not a copy of it, even where the next site has one.
fn keep(disk: &dyn Disk, found: &Found, to: &Path, is_theirs: bool) -> Result<Option<Diagnostic>, DiskError> {
    let there = disk.look(to)?;
    let same = there
        .as_ref()
        .is_some_and(|there| (there.kind, there.stamp) == (found.kind, found.stamp));
    if there.is_none() || is_theirs || same {
        move_over(disk, found, to)?;
        return Ok(None);
    }
    let free = free_name(disk, to)?;
    move_over(disk, found, &free)?;
    Ok(Some(kept_as(to, &free)))
}

fn move_over(disk: &dyn Disk, found: &Found, to: &Path) -> Result<(), DiskError> {
    if let Some(folder) = to.parent() {
        disk.create_folder(folder)?;
    }
    disk.rename(&found.path, to)?;
    // Where both names mean one file already, the system renames nothing and leaves both.
    match disk.look(&found.path)? {
        Some(found) => disk.remove(&found.path, found.kind),
        None => Ok(()),
    }
}

fn free_name(disk: &dyn Disk, taken: &Path) -> Result<PathBuf, DiskError> {
    let mut number = 1_u32;
    loop {
        let mut name = taken.as_os_str().to_owned();
        name.push(format!(".kept-{number}"));
        if disk.look(Path::new(&name))?.is_none() {
            return Ok(name.into());
        }
        number += 1;
    }
}

fn kept_as(to: &Path, free: &Path) -> Diagnostic {
    let message = format!(
        "{} was changed while I was building, so I kept it as {}.",
        shown(to),
        shown(free)
    );
    let mut finding =
        Finding::of_file(Code::ChangedByHand, message).hint("Move it out of the site if it is needed, or delete it.");
    finding.severity = Severity::Warning;
    finding.nowhere()
}

/// Deletes a folder of which nothing was ever published.
///
/// # Errors
/// What the disk refuses.
pub fn throw_away(disk: &dyn Disk, folder: &Path) -> Result<(), DiskError> {
    if disk.look(folder)?.is_none_or(|found| found.kind != Kind::Folder) {
        return Ok(());
    }
    for found in disk.walk(folder).into_iter().rev() {
        let found = found?;
        disk.remove(&found.path, found.kind)?;
    }
    disk.remove(folder, Kind::Folder)
}
