//! Files take the place of others, whole or not at all.

use std::path::{Path, PathBuf};

use super::work::Work;
use crate::disk::{Disk, DiskError, Kind, Lock};

/// Writes `bytes` to `path`. The file grows beside it, in a folder of its own, and then takes its place in one step, with
/// the permissions of the one that was there.
///
/// # Errors
/// What the disk refuses; what was there is then still there.
pub fn put_file(disk: &dyn Disk, path: &Path, bytes: &[u8]) -> Result<(), DiskError> {
    all_or_nothing(disk, |made| made.put(&[(path, bytes)]))
}

/// Writes `files`, and the folders that they lie in: all or nothing. None but the last may be there already; that one
/// is replaced, when all else stands.
///
/// # Errors
/// What the disk refuses; then all is as it was.
pub fn put_files(disk: &dyn Disk, files: &[(PathBuf, Vec<u8>)]) -> Result<(), DiskError> {
    let wanted: Vec<(&Path, &[u8])> = files.iter().map(|(path, bytes)| (&**path, &**bytes)).collect();
    all_or_nothing(disk, |made| {
        files.iter().try_for_each(|(path, _)| made.folder(path))?;
        made.put(&wanted)
    })
}

fn all_or_nothing(disk: &dyn Disk, act: impl FnOnce(&mut Made<'_>) -> Result<(), DiskError>) -> Result<(), DiskError> {
    let mut made = Made {
        disk,
        folders: Vec::new(),
        files: Vec::new(),
    };
    let done = act(&mut made);
    if done.is_err() {
        made.undo_files();
    }
    made.files.iter().for_each(|file| file.work.leave(disk));
    if done.is_err() {
        made.undo_folders();
    }
    done
}

/// What this run has made so far. Nothing else is ever removed, but for what a program that was killed has left in a
/// folder to work in.
struct Made<'a> {
    disk: &'a dyn Disk,
    folders: Vec<PathBuf>,
    files: Vec<Growing>,
}

/// A file under the name that it has now.
struct Growing {
    path: PathBuf,
    work: Work,
    _lock: Lock,
}

impl Made<'_> {
    fn put(&mut self, wanted: &[(&Path, &[u8])]) -> Result<(), DiskError> {
        wanted.iter().try_for_each(|(path, bytes)| self.grow(path, bytes))?;
        let grown: Vec<PathBuf> = self.files.iter().map(|file| file.path.clone()).collect();
        self.disk.sync(&grown)?;
        for (file, (path, _)) in self.files.iter_mut().zip(wanted) {
            self.disk.rename(&file.path, path)?;
            file.path = path.to_path_buf();
        }
        Ok(())
    }

    /// Makes the folder that `path` lies in, if it is not there.
    fn folder(&mut self, path: &Path) -> Result<(), DiskError> {
        let Some(folder) = path.parent() else { return Ok(()) };
        if self.disk.look(folder)?.is_none() {
            self.folders.push(folder.to_owned());
            self.disk.create_folder(folder)?;
        }
        Ok(())
    }

    fn grow(&mut self, path: &Path, bytes: &[u8]) -> Result<(), DiskError> {
        let (work, lock) = self.claim(path)?;
        let growing = work.folder.join("growing");
        self.files.push(Growing {
            path: growing.clone(),
            work,
            _lock: lock,
        });
        // Where a program was killed while it wrote, half a file is there.
        if let Some(left) = self.disk.look(&growing)? {
            self.disk.remove(&growing, left.kind)?;
        }
        self.disk.create_file(&growing, bytes)?;
        if self.disk.look(path)?.is_some() {
            self.disk.copy_permissions(path, &growing)?;
        }
        Ok(())
    }

    /// Takes the first folder beside `path` in which nobody works. What is not ours has its name for itself.
    fn claim(&self, path: &Path) -> Result<(Work, Lock), DiskError> {
        if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            // A folder to work in is made with all above it; a name that was mistyped must not become one.
            self.disk.real_path(folder)?;
        }
        let mut number = 1;
        loop {
            let work = Work::at(path.with_file_name(format!(".{number}.fingerpost")));
            if !work.is_foreign(self.disk)?
                && let Some(lock) = work.claim(self.disk)?
            {
                return Ok((work, lock));
            }
            number += 1;
        }
    }

    /// The fault that is told is the first one; what cannot be removed either stays.
    fn undo_files(&self) {
        for file in &self.files {
            let _ = self.disk.remove(&file.path, Kind::File);
        }
    }

    fn undo_folders(&self) {
        for folder in self.folders.iter().rev() {
            let _ = self.disk.remove(folder, Kind::Folder);
        }
    }
}
