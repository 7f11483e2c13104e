//! Puts a finished site on the disk, whole or not at all.
//!
//! The next site grows in a work folder beside the target (`grow`), takes the target's place in one step (`swap`), and
//! then the site before goes away (`retire`). A list in the site (`manifest`) says which files are ours; of all others
//! none is changed or deleted. Whenever a build is killed, the target is one whole site, and the next build clears up.
//! `file` puts single files whole or not at all. `work` is the folder in which either grows.

mod file;
mod grow;
mod manifest;
mod place;
mod retire;
mod survey;
mod swap;
mod work;

use std::path::Path;

use crate::diagnostic::{Code, Diagnostic, Finding, Severity};
use crate::disk::{Disk, DiskError, RealDisk};
use crate::output::Output;
use crate::path::OutputPath;
pub use file::{put_file, put_files};
use manifest::Manifest;
use place::Place;
use retire::Known;
use survey::Standing;

/// What a build did to the published site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Files that were not there before.
    pub added: Vec<OutputPath>,
    /// Files that hold something else than before.
    pub changed: Vec<OutputPath>,
    /// Files that are no longer part of the site.
    pub removed: Vec<OutputPath>,
    /// How many files stayed as they were, date and all.
    pub unchanged: usize,
    /// How many files in the folder are not ours, and were left alone.
    pub kept: usize,
    /// What is worth telling although the site was published.
    pub notes: Vec<Diagnostic>,
}

impl Written {
    fn compare(before: &Standing, wanted: &Manifest) -> Self {
        let mut written = Self {
            kept: before.theirs.len(),
            ..Self::default()
        };
        for (path, hash) in &wanted.files {
            match before.ours.get(path) {
                Some(ours) if ours.hash == *hash => written.unchanged += 1,
                Some(_) => written.changed.push(path.clone()),
                None => written.added.push(path.clone()),
            }
        }
        let gone = before.ours.keys().filter(|path| !wanted.files.contains_key(path));
        written.removed = gone.cloned().collect();
        written
    }

    /// Returns what becomes of the files of `before` when `after` takes its place, wherever they are.
    pub fn between(before: &Output, after: &Output) -> Self {
        let mut written = Self::default();
        for (path, bytes) in &after.files {
            match before.files.get(path) {
                Some(old) if old == bytes => written.unchanged += 1,
                Some(_) => written.changed.push(path.clone()),
                None => written.added.push(path.clone()),
            }
        }
        let gone = before.files.keys().filter(|path| !after.files.contains_key(path));
        written.removed = gone.cloned().collect();
        written
    }

    /// Returns whether the site is as it was, to the last file.
    pub fn is_nothing(&self) -> bool {
        self.added.is_empty() && self.changed.is_empty() && self.removed.is_empty()
    }
}

/// Why a site was not written. A short-lived type, so that `?` takes both kinds of fault.
struct Refused(Diagnostic);

impl From<Finding> for Refused {
    fn from(finding: Finding) -> Self {
        Self(finding.nowhere())
    }
}

impl From<DiskError> for Refused {
    fn from(error: DiskError) -> Self {
        error.finding(Code::CannotWrite).into()
    }
}

/// Writes a finished site to `target`, for the project in `root`.
///
/// # Errors
/// The site before is then in place as it was: the disk refuses, the folder is not ours, a file of ours was changed by
/// hand, one of the author's is in the way, or the target lies where the content lies.
pub fn write(output: &Output, root: &Path, target: &Path) -> Result<Written, Diagnostic> {
    write_to(&RealDisk, output, root, target)
}

/// Returns what [`write()`] would do, and does nothing.
///
/// # Errors
/// As for [`write()`].
pub fn foresee(output: &Output, root: &Path, target: &Path) -> Result<Written, Diagnostic> {
    let disk = &RealDisk;
    let foreseen = || {
        let place = Place::of(disk, root, target)?;
        let wanted = Manifest::of(output);
        let before = Standing::survey(disk, &place.target)?;
        before.refuse_harm(&place.target, &wanted)?;
        Ok(Written::compare(&before, &wanted))
    };
    foreseen().map_err(|Refused(diagnostic)| diagnostic)
}

/// Makes sure that something written to `target` would not lie in, or above, what the author of `root` writes.
///
/// # Errors
/// It would, or what the disk refuses.
pub fn refuse_overlap(disk: &dyn Disk, root: &Path, target: &Path) -> Result<(), Diagnostic> {
    place::refuse_overlap(disk, root, target).map_err(|Refused(diagnostic)| diagnostic)
}

/// Does what [`write()`] does, on any disk.
///
/// # Errors
/// As for [`write()`].
pub fn write_to(disk: &dyn Disk, output: &Output, root: &Path, target: &Path) -> Result<Written, Diagnostic> {
    publish(disk, output, root, target).map_err(|Refused(diagnostic)| diagnostic)
}

fn publish(disk: &dyn Disk, output: &Output, root: &Path, target: &Path) -> Result<Written, Refused> {
    let place = Place::of(disk, root, target)?;
    let wanted = Manifest::of(output);
    if let Some(written) = already_there(disk, &place, &wanted)? {
        return Ok(written);
    }
    let _lock = place.claim(disk)?;
    let result = replace(disk, &place, output, &wanted);
    if result.is_err() {
        // The fault that is told is the first one; what cannot be cleared up now is cleared up at the next build.
        let _ = retire::throw_away(disk, &place.growing);
    }
    place.work.leave(disk);
    result
}

/// Returns the answer when nothing is to be done: then nothing is touched, not even the work folder.
fn already_there(disk: &dyn Disk, place: &Place, wanted: &Manifest) -> Result<Option<Written>, Refused> {
    let interrupted = disk.look(&place.work.folder)?.is_some();
    if interrupted || Manifest::read(disk, &place.target)?.as_ref() != Some(wanted) {
        return Ok(None);
    }
    let before = Standing::survey(disk, &place.target)?;
    before.refuse_harm(&place.target, wanted)?;
    let written = Written::compare(&before, wanted);
    Ok(written.is_nothing().then_some(written))
}

fn replace(disk: &dyn Disk, place: &Place, output: &Output, wanted: &Manifest) -> Result<Written, Refused> {
    let notes = swap::recover(disk, place)?;
    let before = Standing::survey(disk, &place.target)?;
    before.refuse_harm(&place.target, wanted)?;
    let mut written = Written::compare(&before, wanted);
    written.notes = notes;
    if written.is_nothing() && before.is_listed_as(wanted) {
        return Ok(written);
    }
    grow::grow(disk, place, output, wanted, &before)?;
    swap::swap(disk, place, before.top.is_some())?;
    // The new site is published, whatever happens from here on.
    written
        .notes
        .extend(clear_up(disk, place, &before).unwrap_or_else(|error| vec![leftover(&error)]));
    Ok(written)
}

fn clear_up(disk: &dyn Disk, place: &Place, before: &Standing) -> Result<Vec<Diagnostic>, DiskError> {
    // The site before is not let go of until the disk has the new one under its name.
    let parent = place.target.parent().filter(|parent| !parent.as_os_str().is_empty());
    disk.sync(&[
        place.work.folder.clone(),
        parent.unwrap_or(Path::new(".")).to_path_buf(),
    ])?;
    let known = Known::carried(before);
    let mut notes = Vec::new();
    for folder in [&place.old, &place.ready] {
        if disk.look(folder)?.is_some() {
            notes.extend(retire::retire(disk, folder, &place.target, &known)?);
        }
    }
    Ok(notes)
}

fn leftover(error: &DiskError) -> Diagnostic {
    let mut finding = error
        .finding(Code::CannotWrite)
        .hint("The new site is published. What is left of the one before will be cleared away at the next build.");
    finding.severity = Severity::Warning;
    finding.nowhere()
}
