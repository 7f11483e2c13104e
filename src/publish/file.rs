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

/// Writes `bytes` to `path`. A file that stands there gives way only where `is_ours` knows it for one of ours.
///
/// # Errors
/// The file there is not ours, or what the disk refuses; what was there is then still there.
pub fn put(disk: &dyn Disk, path: &Path, bytes: &[u8], is_ours: &dyn Fn(&[u8]) -> bool) -> Result<(), Finding> {
    refuse_foreign(disk, path, is_ours)?;
    put_file(disk, path, bytes).map_err(|error| error.finding(Code::CannotWrite))
}

fn refuse_foreign(disk: &dyn Disk, path: &Path, is_ours: &dyn Fn(&[u8]) -> bool) -> Result<(), Finding> {
    let failed = |error: DiskError| error.finding(Code::CannotWrite);
    let Some(found) = disk.look(path).map_err(failed)? else {
        return Ok(());
    };
    if found.kind == Kind::File && is_ours(&disk.read(path).map_err(failed)?) {
        return Ok(());
    }
    let message = format!(
        "{} is there already, and I did not make it, so I leave it alone.",
        shown(path)
    );
    Err(Finding::of_file(Code::ForeignFolder, message).hint("Choose another name, or move it somewhere else."))
}
