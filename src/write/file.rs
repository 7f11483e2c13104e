//! Files take the place of others, whole or not at all.

use std::path::{Path, PathBuf};

use crate::disk::{Disk, DiskError, Kind};

/// Writes `bytes` to `path`. The file grows beside it and then takes its place in one step, with the permissions of the
/// one that was there.
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
        made.undo();
    }
    done
}

/// What this run has made so far, each file under the name that it has now. Nothing else is ever removed, not even
/// what has a name like ours: a program that was killed may have left it, or somebody else may have put it there.
struct Made<'a> {
    disk: &'a dyn Disk,
    folders: Vec<PathBuf>,
    files: Vec<PathBuf>,
}

impl Made<'_> {
    fn put(&mut self, wanted: &[(&Path, &[u8])]) -> Result<(), DiskError> {
        wanted.iter().try_for_each(|(path, bytes)| self.grow(path, bytes))?;
        self.disk.sync(&self.files)?;
        for (file, (path, _)) in self.files.iter_mut().zip(wanted) {
            self.disk.rename(file, path)?;
            *file = path.to_path_buf();
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
        let growing = self.create(path, bytes)?;
        if self.disk.look(path)?.is_some() {
            self.disk.copy_permissions(path, &growing)?;
        }
        Ok(())
    }

    /// Makes a file beside `path`, under the first name of ours that nothing has yet.
    fn create(&mut self, path: &Path, bytes: &[u8]) -> Result<PathBuf, DiskError> {
        let mut number = 1;
        loop {
            let growing = path.with_file_name(format!(".{}-{number}.fingerpost", std::process::id()));
            number += 1;
            if self.disk.look(&growing)?.is_some() {
                continue;
            }
            let created = self.disk.create_file(&growing, bytes);
            if !created.as_ref().is_err_and(DiskError::is_taken) {
                // Nothing was there a moment ago: what is there now, and may be half a file, is ours.
                self.files.push(growing.clone());
                return created.map(|()| growing);
            }
        }
    }

    /// The fault that is told is the first one; what cannot be removed either stays.
    fn undo(&self) {
        for file in &self.files {
            let _ = self.disk.remove(file, Kind::File);
        }
        for folder in self.folders.iter().rev() {
            let _ = self.disk.remove(folder, Kind::Folder);
        }
    }
}
