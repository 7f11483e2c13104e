//! One file takes the place of another, whole or not at all.

use std::path::Path;

use crate::disk::{Disk, DiskError, Kind, name_of};

/// Writes `bytes` to `path`. The file grows beside it and then takes its place in one step, with the permissions of the
/// one that was there.
///
/// # Errors
/// What the disk refuses; what was there is then still there.
pub fn put_file(disk: &dyn Disk, path: &Path, bytes: &[u8]) -> Result<(), DiskError> {
    let growing = path.with_file_name(format!(".{}.fingerpost", name_of(path)));
    if disk.look(&growing)?.is_some() {
        // Left by a program that was ended while it wrote.
        disk.remove(&growing, Kind::File)?;
    }
    let written = grow(disk, &growing, path, bytes).and_then(|()| disk.rename(&growing, path));
    if written.is_err() {
        let _is_cleared_up_next_time = disk.remove(&growing, Kind::File);
    }
    written
}

fn grow(disk: &dyn Disk, growing: &Path, path: &Path, bytes: &[u8]) -> Result<(), DiskError> {
    disk.create_file(growing, bytes)?;
    if disk.look(path)?.is_some() {
        disk.copy_permissions(path, growing)?;
    }
    disk.sync(&[growing.to_owned()])
}
