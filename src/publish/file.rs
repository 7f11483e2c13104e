//! One file, put on the disk whole or not at all.

use std::path::Path;

use crate::diagnostic::{Code, Finding};
use crate::disk::{Disk, DiskError, Kind, shown};
use crate::write::put_file;

/// Stands at the beginning of every page that we hand over by itself, so that a later one may take its place.
const MARK: &str = "<!-- Made by Fingerpost -->";

/// Returns a page with a mark by which [`is_our_page`] knows it again.
pub fn marked(page: &str) -> String {
    format!("{MARK}\n{page}")
}

/// Returns whether `bytes` are a page that we handed over.
pub fn is_our_page(bytes: &[u8]) -> bool {
    bytes.starts_with(MARK.as_bytes())
}

/// Returns the bytes of the file at `path`, or `None` where nothing is. What is no plain file is not opened: from a pipe
/// or a device nothing might ever come, or no end of it.
///
/// # Errors
/// Something else than a file is there, or what the disk refuses.
pub fn standing(disk: &dyn Disk, path: &Path) -> Result<Option<Vec<u8>>, Finding> {
    let failed = |error: DiskError| error.finding(Code::CannotWrite);
    match disk.look(path).map_err(failed)? {
        None => Ok(None),
        Some(found) if found.kind == Kind::File => disk.read(path).map(Some).map_err(failed),
        Some(_) => Err(foreign(path)),
    }
}

/// Writes `bytes` to `path`. A file that stands there gives way only where `is_ours` knows it for one of ours.
///
/// # Errors
/// What is there is not ours, or what the disk refuses; what was there is then still there.
pub fn put(disk: &dyn Disk, path: &Path, bytes: &[u8], is_ours: &dyn Fn(&[u8]) -> bool) -> Result<(), Finding> {
    if standing(disk, path)?.is_some_and(|before| !is_ours(&before)) {
        return Err(foreign(path));
    }
    put_file(disk, path, bytes).map_err(|error| error.finding(Code::CannotWrite))
}

fn foreign(path: &Path) -> Finding {
    let message = format!(
        "{} is there already, and I did not make it, so I leave it alone.",
        shown(path)
    );
    Finding::of_file(Code::ForeignFolder, message).hint("Choose another name, or move it somewhere else.")
}
