//! One file, put on the disk whole or not at all, in place of nothing or of a file of ours that is as we left it.

use std::path::Path;

use crate::diagnostic::{Code, Finding};
use crate::disk::{Disk, DiskError, Kind, shown};
use crate::write::put_file;

/// How files of one kind are known.
pub struct Mark {
    /// Whether a file with these bytes at its beginning and these at its end is one of ours.
    pub is_ours: fn(&[u8], &[u8]) -> bool,
    /// Whether the bytes of one of ours are those that we wrote.
    pub is_as_made: fn(&[u8]) -> bool,
}

/// How much of a file is read to tell whether it is ours.
const ENDS: usize = 1024;

/// How pages that are handed over by themselves are known: by the note at their beginning, which holds the hash of what
/// stands behind it.
pub const PAGE: Mark = Mark {
    is_ours: |beginning, _| beginning.starts_with(NOTE.as_bytes()),
    is_as_made: |bytes| std::str::from_utf8(bytes).is_ok_and(|page| marked(without_mark(page)) == page),
};

const NOTE: &str = "<!-- Made by Fingerpost ";

/// Returns a page with the note by which [`PAGE`] knows it again.
pub fn marked(page: &str) -> String {
    format!("{NOTE}{} -->\n{page}", blake3::hash(page.as_bytes()))
}

fn without_mark(page: &str) -> &str {
    page.split_once('\n').map_or("", |(_, page)| page)
}

/// Returns the bytes of the file of ours at `path`, or `None` where nothing is. Of what is not ours no more is read than
/// it takes to see that, and what is no plain file is not opened: from a pipe or a device nothing might ever come, or no
/// end of it.
///
/// # Errors
/// Something else is there, somebody has changed the file since we made it, or what the disk refuses.
pub fn standing(disk: &dyn Disk, path: &Path, mark: &Mark) -> Result<Option<Vec<u8>>, Finding> {
    let failed = |error: DiskError| error.finding(Code::CannotWrite);
    match disk.look(path).map_err(failed)? {
        None => return Ok(None),
        Some(found) if found.kind == Kind::File => {}
        Some(_) => return Err(foreign(path)),
    }
    let [beginning, end] = disk.read_ends(path, ENDS).map_err(failed)?;
    if !(mark.is_ours)(&beginning, &end) {
        return Err(foreign(path));
    }
    let bytes = disk.read(path).map_err(failed)?;
    match (mark.is_as_made)(&bytes) {
        true => Ok(Some(bytes)),
        false => Err(changed(path)),
    }
}

/// Writes `bytes` to `path`. A file that stands there gives way only where `mark` knows it for one of ours, as it was
/// made.
///
/// # Errors
/// As for [`standing`]; what was there is then still there.
pub fn put(disk: &dyn Disk, path: &Path, bytes: &[u8], mark: &Mark) -> Result<(), Finding> {
    standing(disk, path, mark)?;
    put_file(disk, path, bytes).map_err(|error| error.finding(Code::CannotWrite))
}

fn foreign(path: &Path) -> Finding {
    let message = format!(
        "{} is there already, and I did not make it, so I leave it alone.",
        shown(path)
    );
    Finding::of_file(Code::ForeignFolder, message).hint("Choose another name, or move it somewhere else.")
}

fn changed(path: &Path) -> Finding {
    let name = shown(path);
    let message = format!("{name} was changed by hand after I made it. Writing it now would undo the change.");
    Finding::of_file(Code::ChangedByHand, message)
        .hint("To keep the change, make it in `content`, where it lasts, or choose another name for the new file.")
        .hint(format!("If nobody needs the change, delete {name} and try again."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_of_ours_is_known_and_so_is_one_that_was_changed() {
        let page = marked("<!DOCTYPE html>\n<title>x</title>\n");
        let is = |page: &str| ((PAGE.is_ours)(page.as_bytes(), b""), (PAGE.is_as_made)(page.as_bytes()));
        assert_eq!(is(&page), (true, true));
        assert_eq!(is(&page.replace("<title>x", "<title>y")), (true, false));
        assert_eq!(is(&page.replace('\n', "\r\n")), (true, false));
        assert!(!is("<!DOCTYPE html>").0);
    }
}
