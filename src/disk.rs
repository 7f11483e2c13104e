//! The one door to the file system: the few operations that the program needs, and the real ones. `load` and `write`
//! reach files through it, and so do `import`, `publish`, `watch`, `serve` and `cli`.
//!
//! Who reads or writes takes a `&dyn Disk`, so that tests can hand over a disk that fails. No error leaves here alone: each says
//! what was being done to which file, and who is likely to hold it.

#![expect(clippy::disallowed_methods, reason = "this is the module that they are kept for")]

use std::ffi::OsStr;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use rayon::prelude::*;
use walkdir::WalkDir;

use crate::diagnostic::{Code, Finding};

/// What a disk can do for us. Paths are as the caller has them; nothing is made absolute but by [`Disk::real_path`].
pub trait Disk: Sync {
    /// Returns everything below `folder`, a folder before what is in it, sorted by name; links are not followed.
    /// What cannot be looked at is an error in the list, and the rest goes on.
    fn walk(&self, folder: &Path) -> Vec<Result<Found, DiskError>>;

    /// Returns what stands at `path`, or `None` where nothing does; a link is a link, wherever it leads.
    ///
    /// # Errors
    /// What the system refuses.
    fn look(&self, path: &Path) -> Result<Option<Found>, DiskError>;

    /// Returns `path` as the system knows it: absolute, without links.
    ///
    /// # Errors
    /// Nothing there, or what the system refuses.
    fn real_path(&self, path: &Path) -> Result<PathBuf, DiskError>;

    /// Returns the bytes of a file.
    ///
    /// # Errors
    /// What the system refuses.
    fn read(&self, path: &Path) -> Result<Vec<u8>, DiskError>;

    /// Returns the first and the last `length` bytes of a file, or all of it twice where it is shorter.
    ///
    /// # Errors
    /// What the system refuses.
    fn read_ends(&self, path: &Path, length: usize) -> Result<[Vec<u8>; 2], DiskError>;

    /// Makes a folder, and those above it; one that is there already is fine.
    ///
    /// # Errors
    /// What the system refuses.
    fn create_folder(&self, path: &Path) -> Result<(), DiskError>;

    /// Makes a file that is not there yet.
    ///
    /// # Errors
    /// Something is there already, or what the system refuses.
    fn create_file(&self, path: &Path, bytes: &[u8]) -> Result<(), DiskError>;

    /// Makes `from` appear at `to` as well: a file under both names (or a copy with its date, where the disk knows no
    /// second names), a link as the same link, a folder as an empty one with the same permissions.
    ///
    /// # Errors
    /// Something is there already, or what the system refuses.
    fn carry(&self, from: &Found, to: &Path) -> Result<(), DiskError>;

    /// Gives the file at `to` the permissions of the one at `from`.
    ///
    /// # Errors
    /// What the system refuses.
    fn copy_permissions(&self, from: &Path, to: &Path) -> Result<(), DiskError>;

    /// Returns when the contents of these files and folders have reached the disk.
    ///
    /// # Errors
    /// What the system refuses.
    fn sync(&self, paths: &[PathBuf]) -> Result<(), DiskError>;

    /// Moves a file or folder within one disk.
    ///
    /// # Errors
    /// What the system refuses.
    fn rename(&self, from: &Path, to: &Path) -> Result<(), DiskError>;

    /// Exchanges two folders in one step, or returns `false` and does nothing where the system has no such step.
    ///
    /// # Errors
    /// What the system refuses.
    fn exchange(&self, one: &Path, other: &Path) -> Result<bool, DiskError>;

    /// Deletes one file, or one empty folder.
    ///
    /// # Errors
    /// The folder is not empty, or what the system refuses.
    fn remove(&self, path: &Path, kind: Kind) -> Result<(), DiskError>;

    /// Takes hold of the lock file at `path`, making it where needed, or returns `None` while another process has it.
    ///
    /// # Errors
    /// What the system refuses.
    fn lock(&self, path: &Path) -> Result<Option<Lock>, DiskError>;
}

/// What stands at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An ordinary file.
    File,
    /// A folder.
    Folder,
    /// A symbolic link or the like, wherever it leads.
    Link,
    /// A pipe, a device, a socket: reading it could wait for ever.
    Other,
}

/// Something found on the disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Where.
    pub path: PathBuf,
    /// What it is.
    pub kind: Kind,
    /// How it looked at that moment.
    pub stamp: Stamp,
}

/// What shows that a file has been changed since: cheaper than its bytes, and enough within one build.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// Length in bytes.
    pub length: u64,
    /// When it was last changed, where the disk keeps that.
    pub modified: Option<SystemTime>,
}

/// A lock that is held until this is dropped; the system lets go of it when the process dies, however it dies.
#[derive(Debug)]
pub struct Lock {
    file: File,
}

/// Closing the file would do, but for a child process that another thread is just starting: until it has become its
/// own program it has the same files open.
impl Drop for Lock {
    fn drop(&mut self) {
        let _ = self.file.unlock();
    }
}

/// What could not be done, to what, and why.
#[derive(Debug)]
pub struct DiskError {
    action: String,
    cause: io::Error,
}

impl DiskError {
    /// Says that `action` ("read `a.md`") could not be done because of `cause`.
    pub fn new(action: impl Into<String>, cause: io::Error) -> Self {
        Self {
            action: action.into(),
            cause,
        }
    }

    /// Returns the error as a finding for the author.
    pub fn finding(&self, code: Code) -> Finding {
        let (why, hint) = reason(&self.cause);
        Finding::of_file(code, format!("I could not {}: {why}.", self.action)).hint_if(hint)
    }

    /// Returns whether nothing was there.
    pub fn is_missing(&self) -> bool {
        self.cause.kind() == io::ErrorKind::NotFound
    }

    /// Returns whether something was there already.
    pub fn is_taken(&self) -> bool {
        self.cause.kind() == io::ErrorKind::AlreadyExists
    }
}

/// Returns a path as a person would write it.
pub fn shown(path: &Path) -> String {
    let text = path.to_string_lossy();
    let text = text.strip_prefix(r"\\?\").unwrap_or(&text);
    let text = text.strip_prefix("./").unwrap_or(text);
    format!("`{text}`")
}

const HELD: &str = "Is it open in Word or another program, or being copied by OneDrive? Close it there and try again.";
const OWN_DISK: &str = "If the folder is a disk or a network share of its own, choose a folder inside it.";
const FULL: &str = "Make some room on the disk, then build again.";
const CLOUD: &str = "Start OneDrive and wait until it has caught up, then build again.";
const DENIED: &str =
    "Ask whoever looks after this computer for permission to the folder, or check that no other program holds it open.";

/// Returns a cause in plain words, and what to do about it.
fn reason(cause: &io::Error) -> (String, Option<&'static str>) {
    if let Some((why, hint)) = windows_reason(cause) {
        return (why.to_owned(), Some(hint));
    }
    let (why, hint) = match cause.kind() {
        io::ErrorKind::NotFound => ("it is not there", None),
        io::ErrorKind::PermissionDenied => ("this computer does not allow it", Some(DENIED)),
        io::ErrorKind::AlreadyExists => ("something with that name is there already", None),
        io::ErrorKind::StorageFull => ("the disk is full", Some(FULL)),
        io::ErrorKind::QuotaExceeded => ("your share of the disk is full", Some(FULL)),
        io::ErrorKind::ReadOnlyFilesystem => ("the disk can be read but not written to", None),
        io::ErrorKind::ResourceBusy => ("it is in use", Some(OWN_DISK)),
        io::ErrorKind::ExecutableFileBusy => ("another program is using it", Some(HELD)),
        io::ErrorKind::DirectoryNotEmpty => ("the folder is not empty", None),
        io::ErrorKind::NotADirectory => ("a file stands where a folder is needed", None),
        io::ErrorKind::IsADirectory => ("it is a folder", None),
        io::ErrorKind::CrossesDevices => ("the two places are on different disks", Some(OWN_DISK)),
        io::ErrorKind::InvalidFilename => ("the name is too long, or this disk cannot keep it", None),
        _ => return (format!("the computer says \"{cause}\""), None),
    };
    (why.to_owned(), hint)
}

/// Returns the causes that only Windows has a number for (learn.microsoft.com, "System Error Codes").
fn windows_reason(cause: &io::Error) -> Option<(&'static str, &'static str)> {
    match cause.raw_os_error().filter(|_| cfg!(windows))? {
        // ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION, ERROR_USER_MAPPED_FILE
        32 | 33 | 1224 => Some(("another program is using it", HELD)),
        // ERROR_CLOUD_FILE_PROVIDER_NOT_RUNNING
        362 => Some(("it is kept in the cloud, and OneDrive is not running", CLOUD)),
        _ => None,
    }
}

/// How many files wait for the disk at the same time. They do nothing but wait, and a disk with a journal writes all
/// that wait for it in one go, so this is far more than there are processors.
const SYNCED_AT_ONCE: usize = 32;

/// The disk of this computer.
#[derive(Clone, Copy, Debug, Default)]
pub struct RealDisk;

impl Disk for RealDisk {
    fn walk(&self, folder: &Path) -> Vec<Result<Found, DiskError>> {
        WalkDir::new(folder)
            .min_depth(1)
            .sort_by_file_name()
            .into_iter()
            .map(found_on_walk)
            .collect()
    }

    fn look(&self, path: &Path) -> Result<Option<Found>, DiskError> {
        match fs::symlink_metadata(path) {
            Ok(metadata) => Ok(Some(found(path.to_path_buf(), &metadata))),
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(cause) => Err(DiskError::new(format!("look at {}", shown(path)), cause)),
        }
    }

    fn real_path(&self, path: &Path) -> Result<PathBuf, DiskError> {
        fs::canonicalize(path).map_err(|cause| DiskError::new(format!("find {}", shown(path)), cause))
    }

    fn read(&self, path: &Path) -> Result<Vec<u8>, DiskError> {
        fs::read(path).map_err(|cause| DiskError::new(format!("read {}", shown(path)), cause))
    }

    fn read_ends(&self, path: &Path, length: usize) -> Result<[Vec<u8>; 2], DiskError> {
        read_ends(path, length).map_err(|cause| DiskError::new(format!("read {}", shown(path)), cause))
    }

    fn create_folder(&self, path: &Path) -> Result<(), DiskError> {
        fs::create_dir_all(path).map_err(|cause| DiskError::new(format!("make the folder {}", shown(path)), cause))
    }

    fn create_file(&self, path: &Path, bytes: &[u8]) -> Result<(), DiskError> {
        create(path)
            .and_then(|mut file| file.write_all(bytes))
            .map_err(|cause| DiskError::new(format!("write {}", shown(path)), cause))
    }

    fn carry(&self, from: &Found, to: &Path) -> Result<(), DiskError> {
        match from.kind {
            Kind::File => fs::hard_link(&from.path, to).or_else(|_| copy_with_date(&from.path, to)),
            Kind::Link => fs::hard_link(&from.path, to).or_else(|_| copy_link(&from.path, to)),
            Kind::Folder => copy_folder(&from.path, to),
            Kind::Other => Err(io::Error::other("this is neither a file nor a folder")),
        }
        .map_err(|cause| DiskError::new(format!("carry {} over to {}", shown(&from.path), shown(to)), cause))
    }

    fn copy_permissions(&self, from: &Path, to: &Path) -> Result<(), DiskError> {
        copy_permissions(from, to).map_err(|cause| DiskError::new(format!("give {} its permissions", shown(to)), cause))
    }

    fn sync(&self, paths: &[PathBuf]) -> Result<(), DiskError> {
        let all = || {
            paths.par_iter().try_for_each(|path| {
                sync_one(path).map_err(|cause| DiskError::new(format!("finish writing {}", shown(path)), cause))
            })
        };
        let waiting = rayon::ThreadPoolBuilder::new()
            .num_threads(SYNCED_AT_ONCE.min(paths.len()))
            .build();
        waiting.map_or_else(|_| all(), |threads| threads.install(all))
    }

    fn rename(&self, from: &Path, to: &Path) -> Result<(), DiskError> {
        patiently(|| fs::rename(from, to))
            .map_err(|cause| DiskError::new(format!("rename {} to {}", shown(from), shown(to)), cause))
    }

    fn exchange(&self, one: &Path, other: &Path) -> Result<bool, DiskError> {
        exchange(one, other)
            .map_err(|cause| DiskError::new(format!("exchange {} and {}", shown(one), shown(other)), cause))
    }

    fn remove(&self, path: &Path, kind: Kind) -> Result<(), DiskError> {
        patiently(|| match kind {
            Kind::Folder => fs::remove_dir(path),
            _ => fs::remove_file(path),
        })
        .map_err(|cause| DiskError::new(format!("remove {}", shown(path)), cause))
    }

    fn lock(&self, path: &Path) -> Result<Option<Lock>, DiskError> {
        lock(path).map_err(|cause| DiskError::new(format!("lock {}", shown(path)), cause))
    }
}

fn found_on_walk(entry: walkdir::Result<walkdir::DirEntry>) -> Result<Found, DiskError> {
    let entry = entry.map_err(walk_error)?;
    let metadata = entry.metadata().map_err(walk_error)?;
    Ok(found(entry.into_path(), &metadata))
}

fn walk_error(error: walkdir::Error) -> DiskError {
    let action = format!("read {}", error.path().map_or_else(|| "a folder".to_owned(), shown));
    let cause = error
        .into_io_error()
        .unwrap_or_else(|| io::Error::other("it leads back to itself"));
    DiskError::new(action, cause)
}

fn found(path: PathBuf, metadata: &fs::Metadata) -> Found {
    let stamp = Stamp {
        length: metadata.len(),
        modified: metadata.modified().ok(),
    };
    Found {
        path,
        kind: kind(metadata.file_type()),
        stamp,
    }
}

fn kind(file_type: fs::FileType) -> Kind {
    match file_type {
        file if file.is_file() => Kind::File,
        folder if folder.is_dir() => Kind::Folder,
        link if link.is_symlink() => Kind::Link,
        _ => Kind::Other,
    }
}

fn read_ends(path: &Path, length: usize) -> io::Result<[Vec<u8>; 2]> {
    let mut file = File::open(path)?;
    let length = file.metadata()?.len().min(length as u64);
    let mut ends = [Vec::new(), Vec::new()];
    for (end, from) in ends
        .iter_mut()
        .zip([SeekFrom::Start(0), SeekFrom::End(-length.cast_signed())])
    {
        file.seek(from)?;
        Read::by_ref(&mut file).take(length).read_to_end(end)?;
    }
    Ok(ends)
}

fn create(path: &Path) -> io::Result<File> {
    OpenOptions::new().write(true).create_new(true).open(path)
}

/// Copies a file as an upload by date must see it: with its date, and its permissions last, since they may forbid
/// writing.
fn copy_with_date(from: &Path, to: &Path) -> io::Result<()> {
    let mut source = File::open(from)?;
    let metadata = source.metadata()?;
    let mut copy = create(to)?;
    io::copy(&mut source, &mut copy)?;
    copy.set_modified(metadata.modified()?)?;
    copy.sync_all()?;
    copy.set_permissions(metadata.permissions())
}

fn copy_folder(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir(to)?;
    copy_permissions(from, to)
}

fn copy_permissions(from: &Path, to: &Path) -> io::Result<()> {
    fs::set_permissions(to, fs::metadata(from)?.permissions())
}

#[cfg(unix)]
fn copy_link(from: &Path, to: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink(fs::read_link(from)?, to)
}

/// Making a link needs a right on Windows that an office computer does not give.
#[cfg(not(unix))]
fn copy_link(_from: &Path, _to: &Path) -> io::Result<()> {
    Err(io::Error::other(
        "this is a link to another place; move it out of the folder",
    ))
}

fn sync_one(path: &Path) -> io::Result<()> {
    if fs::metadata(path)?.is_dir() {
        return sync_folder(path);
    }
    // Windows syncs only what is open for writing; on Unix a file without that permission is synced as well.
    OpenOptions::new()
        .read(true)
        .write(cfg!(windows))
        .open(path)?
        .sync_all()
}

/// A folder's list of names has to reach the disk like a file's bytes. Some network disks refuse to say when.
#[cfg(unix)]
fn sync_folder(path: &Path) -> io::Result<()> {
    match File::open(path)?.sync_all() {
        Err(cause) if matches!(cause.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported) => Ok(()),
        done => done,
    }
}

/// Elsewhere a folder cannot be opened like a file; the system writes its list by itself.
#[cfg(not(unix))]
fn sync_folder(_path: &Path) -> io::Result<()> {
    Ok(())
}

/// Tries again for half a second where a virus scanner or OneDrive has taken hold of a file that was just written.
fn patiently(act: impl Fn() -> io::Result<()>) -> io::Result<()> {
    for _ in 0..10 {
        match act() {
            Err(cause) if cfg!(windows) && is_held(&cause) => std::thread::sleep(std::time::Duration::from_millis(50)),
            done => return done,
        }
    }
    act()
}

/// ERROR_ACCESS_DENIED, ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION all mean "held by someone" on Windows.
fn is_held(cause: &io::Error) -> bool {
    matches!(cause.raw_os_error(), Some(5 | 32 | 33))
}

#[cfg(target_os = "linux")]
fn exchange(one: &Path, other: &Path) -> io::Result<bool> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;
    match renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE) {
        Ok(()) => Ok(true),
        // What kernels and file systems without this step answer.
        Err(Errno::INVAL | Errno::NOSYS | Errno::OPNOTSUPP | Errno::PERM) => Ok(false),
        Err(cause) => Err(cause.into()),
    }
}

#[cfg(not(target_os = "linux"))]
fn exchange(_one: &Path, _other: &Path) -> io::Result<bool> {
    Ok(false)
}

fn lock(path: &Path) -> io::Result<Option<Lock>> {
    let file = OpenOptions::new().create(true).truncate(false).write(true).open(path)?;
    match file.try_lock() {
        Ok(()) if is_still_at(&file, path)? => Ok(Some(Lock { file })),
        Ok(()) | Err(fs::TryLockError::WouldBlock) => Ok(None),
        Err(fs::TryLockError::Error(cause)) => Err(cause),
    }
}

/// Whoever held the lock before may have deleted the file between our opening it and our locking it; a lock on a
/// deleted file keeps nobody out.
#[cfg(unix)]
fn is_still_at(file: &File, path: &Path) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt;
    let ours = file.metadata()?;
    let there = fs::symlink_metadata(path).ok();
    Ok(there.is_some_and(|there| (there.dev(), there.ino()) == (ours.dev(), ours.ino())))
}

#[cfg(not(unix))]
fn is_still_at(_file: &File, path: &Path) -> io::Result<bool> {
    fs::exists(path)
}

/// Returns the name of a file as text, with marks in place of what is no text.
pub fn name_of(path: &Path) -> String {
    path.file_name()
        .map(OsStr::to_string_lossy)
        .unwrap_or_default()
        .into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_says_what_was_done_to_what_and_why() {
        let error = DiskError::new("rename `a` to `b`", io::Error::from(io::ErrorKind::StorageFull));
        let finding = error.finding(Code::CannotWrite);
        assert_eq!(finding.message, "I could not rename `a` to `b`: the disk is full.");
        assert_eq!(finding.hints, [FULL]);
    }

    #[test]
    fn an_unknown_cause_is_told_in_the_systems_words() {
        let error = DiskError::new("read `a`", io::Error::other("the moon is full"));
        assert_eq!(
            error.finding(Code::CannotRead).message,
            "I could not read `a`: the computer says \"the moon is full\"."
        );
    }

    #[test]
    fn paths_are_shown_as_a_person_writes_them() {
        assert_eq!(shown(Path::new("./site/a.html")), "`site/a.html`");
        assert_eq!(shown(Path::new(r"\\?\D:\site")), r"`D:\site`");
    }
}
