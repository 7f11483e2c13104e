//! The next site grows in the work folder: new pages are written, unchanged ones and the author's own files carried
//! over.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::manifest::{self, Manifest};
use super::place::Place;
use super::survey::Standing;
use crate::disk::{Disk, DiskError};
use crate::output::Output;

/// Makes the whole next site in `place.growing` and returns when it has reached the disk.
///
/// # Errors
/// What the disk refuses; what has grown so far may be thrown away.
pub fn grow(
    disk: &dyn Disk,
    place: &Place,
    output: &Output,
    wanted: &Manifest,
    standing: &Standing,
) -> Result<(), DiskError> {
    let mut unsynced = make_folders(disk, place, wanted, standing)?;
    unsynced.extend(make_pages(disk, place, output, wanted, standing)?);
    for (path, found) in &standing.theirs {
        disk.carry(found, &place.growing.join(path))?;
    }
    disk.sync(&unsynced)
}

/// Makes every folder of the next site, those that exist with the permissions they have.
fn make_folders(
    disk: &dyn Disk,
    place: &Place,
    wanted: &Manifest,
    standing: &Standing,
) -> Result<Vec<PathBuf>, DiskError> {
    let pages = wanted.files.keys().map(|path| Path::new(path.as_str()));
    let folders: BTreeSet<&Path> = pages
        .flat_map(|path| path.ancestors().skip(1))
        .chain(standing.their_folders())
        .chain([Path::new("")])
        .collect();
    let mut made = Vec::new();
    for folder in folders {
        let found = match folder.as_os_str().is_empty() {
            true => standing.top.as_ref(),
            false => standing.folders.get(folder),
        };
        let new = inside(&place.growing, folder);
        match found {
            Some(found) => disk.carry(found, &new)?,
            None => disk.create_folder(&new)?,
        }
        made.push(new);
    }
    Ok(made)
}

/// Joining nothing to a path would leave a slash at its end.
fn inside(top: &Path, path: &Path) -> PathBuf {
    if path.as_os_str().is_empty() {
        top.to_path_buf()
    } else {
        top.join(path)
    }
}

/// Makes our files and the list of them; returns those that are new on the disk.
fn make_pages(
    disk: &dyn Disk,
    place: &Place,
    output: &Output,
    wanted: &Manifest,
    standing: &Standing,
) -> Result<Vec<PathBuf>, DiskError> {
    let mut written = Vec::new();
    for (path, bytes) in &output.files {
        let new = place.growing.join(path.as_str());
        let same = standing
            .ours
            .get(path)
            .filter(|ours| wanted.files.get(path) == Some(&ours.hash));
        match same {
            Some(ours) => disk.carry(&ours.found, &new)?,
            None => {
                disk.create_file(&new, bytes)?;
                written.push(new);
            }
        }
    }
    let list = place.growing.join(manifest::NAME);
    disk.create_file(&list, wanted.to_text().as_bytes())?;
    written.push(list);
    Ok(written)
}
