//! Hands the whole site over, as a folder or as an archive: says what will change, then does it and says what was done.

use std::path::{MAIN_SEPARATOR, Path};

use super::changes::Changes;
use super::file::{put, standing};
use super::sums::with_sums;
use super::zip;
use crate::diagnostic::text::{joined, number};
use crate::diagnostic::{Code, Diagnostic, Finding};
use crate::disk::{Disk, RealDisk};
use crate::output::Output;
use crate::write::{Written, foresee, refuse_overlap, write};

/// What was done.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Handed {
    /// What was written and where, in words.
    pub done: String,
    /// What is worth telling although all went well.
    pub notes: Vec<Diagnostic>,
}

/// Returns what [`to_folder`] would change.
///
/// # Errors
/// As for [`to_folder`].
pub fn ahead_of_folder(site: &Output, root: &Path, folder: &Path) -> Result<Changes, Diagnostic> {
    let site = with_sums(site.clone());
    let written = foresee(&site, root, folder)?;
    Ok(Changes::of(&site, &written, &|path| {
        RealDisk.read(&folder.join(path.as_str())).ok()
    }))
}

/// Writes the site, with a list of its files, to `folder`, for the project in `root`.
///
/// # Errors
/// As for [`write()`].
pub fn to_folder(site: &Output, root: &Path, folder: &Path) -> Result<Handed, Diagnostic> {
    let written = write(&with_sums(site.clone()), root, folder)?;
    let folder = folder_name(folder);
    Ok(Handed {
        done: format!(
            "The site is in {folder}\n{}.\nUpload all of it, or open {folder}index.html to look at it.\n",
            changes(&written)
        ),
        notes: written.notes,
    })
}

/// Returns what [`to_zip`] would change.
///
/// # Errors
/// As for [`to_zip`].
pub fn ahead_of_zip(site: &Output, root: &Path, file: &Path) -> Result<Changes, Diagnostic> {
    refuse_overlap(&RealDisk, root, file)?;
    let bytes = standing(&RealDisk, file, &zip::ARCHIVE).map_err(Finding::nowhere)?;
    let site = with_sums(site.clone());
    let before = bytes.and_then(|bytes| zip::read(&bytes)).unwrap_or_default();
    let written = Written::between(&before, &site);
    Ok(Changes::of(&site, &written, &|path| before.files.get(path).cloned()))
}

/// Writes the site as one archive to `file`, for the project in `root`.
///
/// # Errors
/// Something that is not ours stands there, or that was changed since; it lies where the content lies; or what the disk
/// refuses.
pub fn to_zip(site: &Output, root: &Path, file: &Path) -> Result<Handed, Diagnostic> {
    refuse_overlap(&RealDisk, root, file)?;
    let bytes = zip::zip(&with_sums(site.clone())).map_err(|cause| {
        let message = format!("I could not put the site into an archive: \"{cause}\".");
        Finding::of_file(Code::CannotWrite, message).nowhere()
    })?;
    put(&RealDisk, file, &bytes, &zip::ARCHIVE).map_err(Finding::nowhere)?;
    let done = format!(
        "The whole site, {}, is in {} ({}).\nUnpack it where your web site keeps its pages; index.html is the first.\n",
        number(site.pages(), "page", "pages"),
        shown(file),
        size(bytes.len()),
    );
    Ok(Handed {
        done,
        notes: Vec::new(),
    })
}

/// Returns what was done to the files of a site: `Files: 2 new, 3 changed and 7 as before`.
pub fn changes(written: &Written) -> String {
    if written.is_nothing() {
        return format!(
            "Nothing changed: all {} are as before",
            number(written.unchanged, "file", "files")
        );
    }
    let counts = [
        (written.added.len(), "new"),
        (written.changed.len(), "changed"),
        (written.unchanged, "as before"),
        (written.removed.len(), "removed"),
        (written.kept, "of yours left alone"),
    ];
    let counts = counts.into_iter().filter(|(count, _)| *count > 0);
    let words: Vec<_> = counts.map(|(count, what)| format!("{count} {what}")).collect();
    format!("Files: {}", joined(&words))
}

/// Returns a folder as people write it, with a slash at its end.
pub fn folder_name(folder: &Path) -> String {
    let name = shown(folder);
    match name.ends_with(['/', '\\']) {
        true => name,
        false => format!("{name}{MAIN_SEPARATOR}"),
    }
}

/// Returns a path as people write it.
pub fn shown(path: &Path) -> String {
    let text = path.to_string_lossy();
    let text = text.strip_prefix(r"\\?\").unwrap_or(&text);
    let here = format!(".{MAIN_SEPARATOR}");
    text.strip_prefix(&here).unwrap_or(text).to_owned()
}

/// Returns a number of bytes as file managers say it.
pub fn size(bytes: usize) -> String {
    match bytes.div_ceil(1024) {
        large if large >= 1024 => format!("{}.{} MB", large / 1024, large % 1024 * 10 / 1024),
        small => format!("{small} KB"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_said_as_file_managers_do() {
        assert_eq!(size(1), "1 KB");
        assert_eq!(size(400_000), "391 KB");
        assert_eq!(size(1_600_000), "1.5 MB");
    }
}
