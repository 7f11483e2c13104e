//! Reads a project from the disk: `content/`, and `themes/default/` where a project has one. The only reader of input.
//!
//! Takes a folder and gives [`Sources`]: every file by its path, text made uniform. What cannot be read is told, and
//! the rest is read all the same.

mod decode;
mod names;

pub use decode::{Decoded, decode};

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::diagnostic::{Code, Diagnostic, Finding, Reported};
use crate::disk::{Disk, DiskError, Found, Kind, RealDisk, shown};
use crate::path::ContentPath;
use crate::source::{Content, Source, Sources};

/// A policy of 400 clauses is a quarter of a megabyte; more than this is no text that a person wrote.
const LONGEST_TEXT: u64 = 10 * 1024 * 1024;

/// Endings of the files that are read as text; everything else is carried as it is.
const TEXT_ENDINGS: [&str; 3] = ["md", "yaml", "yml"];

/// The same in a theme.
const THEME_TEXT_ENDINGS: [&str; 7] = ["html", "css", "js", "svg", "md", "yaml", "yml"];

/// Reads the project in `root`. Faults are in what is returned; there is always something to go on with.
pub fn load(root: &Path) -> Reported<Sources> {
    load_from(&RealDisk, root)
}

/// Does what [`load`] does, from any disk.
pub fn load_from(disk: &dyn Disk, root: &Path) -> Reported<Sources> {
    let mut content = Reading::new(disk, root.join("content"), "", &TEXT_ENDINGS);
    if !content.read_all() {
        content.diagnostics.push(no_content(disk, root).nowhere());
    }
    let mut theme = Reading::new(
        disk,
        root.join("themes/default"),
        "themes/default/",
        &THEME_TEXT_ENDINGS,
    );
    theme.read_all();
    let mut diagnostics = content.diagnostics;
    diagnostics.extend(theme.diagnostics);
    diagnostics.extend(names::copies(&content.files));
    diagnostics.extend(outside_of_theme(disk, &root.join("themes")));
    Reported {
        value: Sources {
            files: content.files,
            theme: theme.files,
            unread: content.unread,
        },
        diagnostics,
    }
}

/// Tells of files that were meant for a theme and lie beside the one folder of themes that is read.
fn outside_of_theme(disk: &dyn Disk, themes: &Path) -> Vec<Diagnostic> {
    if !is_folder(disk, themes).unwrap_or_default() {
        return Vec::new();
    }
    let found = disk.walk(themes).into_iter().filter_map(Result::ok);
    let outside = found.filter_map(|found| {
        let path = found.path.strip_prefix(themes).ok()?;
        let meant = path
            .extension()
            .is_some_and(|ending| ending == "css" || ending == "html" || ending == "js");
        let read = path.starts_with("default") || names::is_ignored(path);
        (found.kind == Kind::File && meant && !read).then(|| path.to_owned())
    });
    outside.map(|path| misplaced(&path)).collect()
}

fn misplaced(path: &Path) -> Diagnostic {
    let message = format!(
        "{} is not used: the only theme that is read is the one in themes/default.",
        shown(&Path::new("themes").join(path))
    );
    Finding::of_file(Code::MisplacedFile, message)
        .hint("Move it into themes/default, to the place that the file has which it stands in for.")
        .nowhere()
}

/// Reads one file of text, wherever it lies.
///
/// # Errors
/// A finding when it cannot be read, is too long, or is no text.
pub fn load_file(disk: &dyn Disk, path: &Path) -> Result<Source, Finding> {
    if let Some(found) = disk.look(path).map_err(|error| cannot_read(&error))? {
        refuse_length(found.stamp.length)?;
    }
    let bytes = disk.read(path).map_err(|error| cannot_read(&error))?;
    text_of(bytes).map(Source::text)
}

/// Makes uniform text of the bytes of a file.
///
/// # Errors
/// A finding when they are no text.
pub fn text_of(bytes: Vec<u8>) -> Result<String, Finding> {
    let decoded = decode(bytes)?;
    match decoded.doubt {
        Some(doubt) => Err(doubt),
        None => Ok(decoded.text),
    }
}

/// Says that `root` holds no folder `content`, and where it may be.
pub fn no_content(disk: &dyn Disk, root: &Path) -> Finding {
    let inside = matches!(disk.look(&root.join("site.yaml")), Ok(Some(_)));
    let hint = match inside {
        true => "This looks like the inside of a `content` folder. Go to the folder above and try again.",
        false => "To start a new site, type `fingerpost new` and a name for its folder.",
    };
    let message = format!("There is no folder `content` in {}.", shown(root));
    Finding::of_file(Code::NoContent, message).hint(hint)
}

/// Returns whether there is a folder at `path`. A link to one counts: the whole of `content` may lie on another drive.
///
/// # Errors
/// What the system refuses.
pub fn is_folder(disk: &dyn Disk, path: &Path) -> Result<bool, DiskError> {
    match disk.real_path(path).and_then(|real| disk.look(&real)) {
        Ok(found) => Ok(found.is_some_and(|found| found.kind == Kind::Folder)),
        Err(error) if error.is_missing() => Ok(false),
        Err(error) => Err(error),
    }
}

/// Beside the fault of a file that could not be read.
pub const NOTHING_ELSE: &str = "Until it can be read, I say nothing of what rests on it.";

/// One folder while it is read.
struct Reading<'a> {
    disk: &'a dyn Disk,
    folder: PathBuf,
    /// What stands before a file's path when it is spoken of.
    prefix: &'static str,
    text_endings: &'static [&'static str],
    files: BTreeMap<ContentPath, Source>,
    unread: BTreeSet<ContentPath>,
    diagnostics: Vec<Diagnostic>,
    /// Paths as a computer that does not tell `A` from `a` sees them, to find two that are one there.
    folded: BTreeMap<String, ContentPath>,
}

impl<'a> Reading<'a> {
    fn new(disk: &'a dyn Disk, folder: PathBuf, prefix: &'static str, text_endings: &'static [&'static str]) -> Self {
        Self {
            disk,
            folder,
            prefix,
            text_endings,
            files: BTreeMap::new(),
            unread: BTreeSet::new(),
            diagnostics: Vec::new(),
            folded: BTreeMap::new(),
        }
    }

    /// Reads everything in the folder, and returns whether there is one.
    fn read_all(&mut self) -> bool {
        match is_folder(self.disk, &self.folder) {
            Ok(true) => self
                .disk
                .walk(&self.folder)
                .into_iter()
                .for_each(|found| self.add_or_report(found)),
            Ok(false) => return false,
            Err(error) => self.add_or_report(Err(error)),
        }
        true
    }

    fn add_or_report(&mut self, found: Result<Found, DiskError>) {
        match found {
            Ok(found) => self.add(&found),
            Err(error) => self.diagnostics.push(cannot_read(&error).nowhere()),
        }
    }

    fn add(&mut self, found: &Found) {
        let path = found.path.strip_prefix(&self.folder).unwrap_or(&found.path);
        if found.kind == Kind::Folder || names::is_ignored(path) {
            return;
        }
        match names::content_path(path) {
            Ok(path) => self.add_named(path, found),
            Err(finding) => self.diagnostics.push(finding.nowhere()),
        }
    }

    fn add_named(&mut self, path: ContentPath, found: &Found) {
        if let Some(first) = self.folded.insert(names::folded(&path), path.clone()) {
            let finding = names::alike(&first, &path, found);
            self.report(&path, finding);
            if first == path {
                return;
            }
        }
        match self.read(&path, found) {
            Ok(source) => {
                self.files.insert(path, source);
            }
            Err(finding) => {
                self.report(&path, finding.hint(NOTHING_ELSE));
                self.unread.insert(path);
            }
        }
    }

    fn read(&mut self, path: &ContentPath, found: &Found) -> Result<Source, Finding> {
        refuse_kind(found.kind)?;
        let is_text = has_ending(path, self.text_endings);
        if is_text {
            refuse_length(found.stamp.length)?;
        }
        let bytes = self.disk.read(&found.path).map_err(|error| cannot_read(&error))?;
        if !is_text {
            return Ok(Source {
                content: Content::Bytes(bytes),
            });
        }
        let decoded = decode(bytes)?;
        if let Some(doubt) = decoded.doubt {
            self.report(path, doubt);
        }
        Ok(Source::text(decoded.text))
    }

    fn report(&mut self, path: &ContentPath, finding: Finding) {
        let named = ContentPath::new(&format!("{}{path}", self.prefix)).unwrap_or_else(|_| path.clone());
        self.diagnostics.push(finding.in_file(&named));
    }
}

fn cannot_read(error: &DiskError) -> Finding {
    error.finding(Code::CannotRead)
}

fn has_ending(path: &ContentPath, endings: &[&str]) -> bool {
    let ending = path
        .as_str()
        .rsplit_once('.')
        .map(|(_, ending)| ending.to_ascii_lowercase());
    ending.is_some_and(|ending| endings.contains(&ending.as_str()))
}

fn refuse_kind(kind: Kind) -> Result<(), Finding> {
    match kind {
        Kind::File | Kind::Folder => Ok(()),
        Kind::Link => Err(Finding::of_file(
            Code::CannotRead,
            "This is a link to another place, and I do not follow links.",
        )
        .hint("Put the file or folder itself here instead of the link.")),
        Kind::Other => Err(Finding::of_file(
            Code::CannotRead,
            "This is neither a file nor a folder, so there is nothing in it to read.",
        )
        .hint("Move it out of the content.")),
    }
}

fn refuse_length(length: u64) -> Result<(), Finding> {
    if length <= LONGEST_TEXT {
        return Ok(());
    }
    let megabytes = length.div_ceil(1024 * 1024);
    let limit = LONGEST_TEXT / (1024 * 1024);
    let message = format!("This file is {megabytes} MB long; I read texts of up to {limit} MB.");
    Err(Finding::of_file(Code::TooLarge, message).hint("Is it really a text? If so, divide it into several files."))
}
