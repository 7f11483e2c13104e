//! A project in a temporary folder: files put there, sites written there, and what then stands there.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use fingerpost::diagnostic::Diagnostic;
use fingerpost::disk::Disk;
use fingerpost::output::Output;
use fingerpost::path::OutputPath;
use fingerpost::write::{Written, write, write_to};
use tempfile::TempDir;

/// Every file, link and folder below a folder, by its path: the bytes of a file, `None` for anything else.
pub type Tree = BTreeMap<PathBuf, Option<Vec<u8>>>;

/// A folder that goes when this does.
pub struct Project {
    folder: TempDir,
}

impl Project {
    /// An empty project with a content folder.
    pub fn new() -> Self {
        let folder = TempDir::new().expect("a temporary folder");
        fs::create_dir(folder.path().join("content")).expect("a content folder");
        Self { folder }
    }

    pub fn root(&self) -> &Path {
        self.folder.path()
    }

    /// Where the site goes.
    pub fn site(&self) -> PathBuf {
        self.root().join("site")
    }

    /// The work folder beside the site.
    pub fn work(&self) -> PathBuf {
        self.root().join(".site.fingerpost")
    }

    /// Puts a file into the project, folders and all.
    pub fn put(&self, path: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.root().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(&path, bytes).expect("a file");
        path
    }

    pub fn text(&self, path: &str) -> String {
        fs::read_to_string(self.root().join(path)).expect("a file")
    }

    pub fn has(&self, path: &str) -> bool {
        self.root().join(path).symlink_metadata().is_ok()
    }

    pub fn write(&self, output: &Output) -> Result<Written, Diagnostic> {
        write(output, self.root(), &self.site())
    }

    pub fn write_on(&self, disk: &dyn Disk, output: &Output) -> Result<Written, Diagnostic> {
        write_to(disk, output, self.root(), &self.site())
    }

    /// What stands in the site; `None` where there is no site.
    pub fn tree(&self) -> Option<Tree> {
        self.site().is_dir().then(|| tree(&self.site()))
    }
}

/// Returns everything below `folder`.
pub fn tree(folder: &Path) -> Tree {
    let entries = walkdir::WalkDir::new(folder)
        .min_depth(1)
        .into_iter()
        .map(|entry| entry.expect("an entry"));
    entries
        .map(|entry| {
            let path = entry.path().strip_prefix(folder).expect("below").to_path_buf();
            let bytes = entry
                .file_type()
                .is_file()
                .then(|| fs::read(entry.path()).expect("a file"));
            (path, bytes)
        })
        .collect()
}

/// Makes a finished site out of paths and texts.
pub fn output(files: &[(&str, &str)]) -> Output {
    let entry = |(path, text): &(&str, &str)| (OutputPath::new(path).expect("a path"), text.as_bytes().to_vec());
    Output {
        files: files.iter().map(entry).collect(),
    }
}
