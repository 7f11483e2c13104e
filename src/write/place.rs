//! Where a site is written: the folder itself and, beside it, the work folder in which the next site grows.

use std::path::{Component, Path, PathBuf};

use super::Refused;
use super::work::Work;
use crate::diagnostic::{Code, Finding};
use crate::disk::{Disk, DiskError, Kind, Lock, name_of, shown};

/// The folders of one build.
#[derive(Clone, Debug)]
pub struct Place {
    /// The published site.
    pub target: PathBuf,
    /// Holds the folders below. It lies on the same disk as the target, so that a rename is one step.
    pub work: Work,
    /// The next site while it grows: never published, so all of it may be thrown away.
    pub growing: PathBuf,
    /// The next site when it is whole; after an exchange, the site before.
    pub ready: PathBuf,
    /// The site before, where the system cannot exchange two folders in one step.
    pub old: PathBuf,
}

impl Place {
    /// Finds the place for `target` and makes sure that writing there harms nothing below `root`.
    ///
    /// # Errors
    /// The target lies in, or above, what the author writes; or the disk refuses.
    pub fn of(disk: &dyn Disk, root: &Path, target: &Path) -> Result<Self, Refused> {
        let target = settle_name(disk, target)?;
        refuse_overlap(disk, root, &target)?;
        let work = target.with_file_name(format!(".{}.fingerpost", name_of(&target)));
        Ok(Self {
            growing: work.join("growing"),
            ready: work.join("ready"),
            old: work.join("old"),
            target,
            work: Work::at(work),
        })
    }

    /// Makes the work folder and locks it.
    ///
    /// # Errors
    /// Another build is writing this site, something else stands there, or the disk refuses.
    pub fn claim(&self, disk: &dyn Disk) -> Result<Lock, Refused> {
        if self.work.is_foreign(disk)? {
            return Err(self.foreign_work());
        }
        self.work.claim(disk)?.ok_or_else(|| self.busy())
    }

    fn foreign_work(&self) -> Refused {
        let message = format!(
            "I need {} to build in, and something that I did not make is there already.",
            shown(&self.work.folder)
        );
        Finding::of_file(Code::ForeignFolder, message)
            .hint("Move it somewhere else, then build again.")
            .into()
    }

    fn busy(&self) -> Refused {
        let message = format!("Another Fingerpost is writing {} at this moment.", shown(&self.target));
        Finding::of_file(Code::CannotWrite, message)
            .hint("Wait until it has finished, then build again.")
            .into()
    }
}

/// Returns the target under a name of its own: a link is replaced by the folder it leads to, since that one is to be
/// exchanged, and `.` or `..` by what they stand for.
fn settle_name(disk: &dyn Disk, target: &Path) -> Result<PathBuf, Refused> {
    let is_link = disk.look(target)?.is_some_and(|found| found.kind == Kind::Link);
    let settled = match target.file_name() {
        Some(_) if !is_link => target.to_path_buf(),
        _ => disk.real_path(target)?,
    };
    if settled.file_name().is_none() {
        return Err(Finding::of_file(Code::ForeignFolder, "A whole disk cannot be a site.")
            .hint("Choose a folder for the site, for example `--out site`.")
            .into());
    }
    Ok(settled)
}

/// Makes sure that `target` lies neither in nor above what the author writes.
pub fn refuse_overlap(disk: &dyn Disk, root: &Path, target: &Path) -> Result<(), Refused> {
    let target = settle(disk, target)?;
    let root = settle(disk, root)?;
    for name in ["content", "themes"] {
        let folder = settle(disk, &root.join(name))?;
        if target.starts_with(&folder) || folder.starts_with(&target) {
            return Err(overlap(&target, &folder, name));
        }
    }
    Ok(())
}

fn overlap(target: &Path, folder: &Path, name: &str) -> Refused {
    let message = match target.starts_with(folder) {
        true => format!("The site cannot be written into the folder `{name}`: that one is for what you write."),
        false => format!(
            "The site cannot be written to {}: the folder `{name}`, which is for what you write, lies in it.",
            shown(target)
        ),
    };
    Finding::of_file(Code::OutputInContent, message)
        .hint("Choose a folder beside `content`, for example `--out site`.")
        .into()
}

/// Returns a path without links, also when its last parts do not exist yet.
fn settle(disk: &dyn Disk, path: &Path) -> Result<PathBuf, DiskError> {
    let mut missing = Vec::new();
    let mut existing = path;
    while disk.look(existing_or_here(existing))?.is_none() {
        let Some(parent) = existing.parent() else { break };
        missing.extend(existing.components().next_back());
        existing = parent;
    }
    let settled = disk.real_path(existing_or_here(existing))?;
    Ok(missing.into_iter().rev().fold(settled, step))
}

/// The parent of `site` is the empty path, which the system does not know as "here".
fn existing_or_here(path: &Path) -> &Path {
    if path.as_os_str().is_empty() {
        Path::new(".")
    } else {
        path
    }
}

fn step(mut path: PathBuf, part: Component<'_>) -> PathBuf {
    match part {
        Component::ParentDir => {
            path.pop();
        }
        part => path.push(part),
    }
    path
}
