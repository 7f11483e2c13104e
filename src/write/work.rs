//! A folder to work in, beside what is written. It is known by the lock in it: whoever works there holds that, and the
//! system lets go of it when a program dies, however it dies.

use std::path::PathBuf;

use crate::disk::{Disk, DiskError, Kind, Lock};

/// A folder to work in.
#[derive(Clone, Debug)]
pub struct Work {
    /// The folder. What is in it, but for the lock, was never published.
    pub folder: PathBuf,
    lock: PathBuf,
}

impl Work {
    /// Returns the folder at `folder`, which need not be there.
    pub fn at(folder: PathBuf) -> Self {
        Self {
            lock: folder.join("fingerpost.lock"),
            folder,
        }
    }

    /// Returns whether something stands there that no program of ours made. An empty folder is what one leaves that is
    /// killed before it makes the lock.
    ///
    /// # Errors
    /// What the disk refuses.
    pub fn is_foreign(&self, disk: &dyn Disk) -> Result<bool, DiskError> {
        let Some(there) = disk.look(&self.folder)? else {
            return Ok(false);
        };
        let ours =
            there.kind == Kind::Folder && (disk.look(&self.lock)?.is_some() || disk.walk(&self.folder).is_empty());
        Ok(!ours)
    }

    /// Makes the folder and takes hold of its lock; nothing while another has it.
    ///
    /// # Errors
    /// What the disk refuses.
    pub fn claim(&self, disk: &dyn Disk) -> Result<Option<Lock>, DiskError> {
        disk.create_folder(&self.folder)?;
        match disk.lock(&self.lock) {
            // Whoever is just ending may have taken the folder away in between.
            Err(error) if error.is_missing() => Ok(None),
            lock => lock,
        }
    }

    /// Takes the folder away again when nothing but the lock is left in it. Whatever stays is dealt with at the next
    /// run, so a failure here is none.
    pub fn leave(&self, disk: &dyn Disk) {
        if disk.walk(&self.folder).len() == 1 {
            let _ = disk.remove(&self.lock, Kind::File);
            let _ = disk.remove(&self.folder, Kind::Folder);
        }
    }
}
