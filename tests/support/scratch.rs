//! A scratch folder, and the binary run in it.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;
use walkdir::WalkDir;

/// A folder of one test's own, gone when the test ends.
pub struct Scratch {
    folder: TempDir,
}

impl Scratch {
    /// Makes an empty one.
    pub fn new() -> Self {
        Self {
            folder: tempfile::tempdir().expect("a scratch folder"),
        }
    }

    /// Makes one that holds a copy of the folder `from`, named from the top of the repository.
    pub fn copy_of(from: &str) -> Self {
        Self::new().with(from, "")
    }

    /// Lays a copy of the folder `from`, named from the top of the repository, over the folder `into` in here.
    pub fn with(self, from: &str, into: &str) -> Self {
        for (path, bytes) in files(&repository().join(from)) {
            self.write(Path::new(into).join(path), bytes);
        }
        self
    }

    /// Returns where it is.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Writes a file, and the folders above it.
    pub fn write(&self, path: impl AsRef<Path>, bytes: impl AsRef<[u8]>) {
        let file = self.path().join(path);
        std::fs::create_dir_all(file.parent().expect("a folder")).expect("the folder is made");
        std::fs::write(&file, bytes).expect("the file is written");
    }

    /// Replaces `old`, which stands there once, in a file.
    pub fn change(&self, path: impl AsRef<Path>, old: &str, new: &str) {
        let text = self.read(&path);
        assert_eq!(text.matches(old).count(), 1, "{old:?} in {}", path.as_ref().display());
        self.write(path, text.replace(old, new));
    }

    /// Returns the text of a file.
    pub fn read(&self, path: impl AsRef<Path>) -> String {
        String::from_utf8(bytes_of(&self.path().join(path))).expect("text")
    }

    /// Returns every file below a folder in here, by its path from there.
    pub fn files(&self, folder: &str) -> BTreeMap<PathBuf, Vec<u8>> {
        files(&self.path().join(folder))
    }

    /// Runs the binary in here.
    pub fn run<A: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = A>) -> Ran {
        let output = Command::new(env!("CARGO_BIN_EXE_fingerpost"))
            .args(arguments)
            .current_dir(self.path())
            .env_remove("NO_COLOR")
            .output()
            .expect("the binary runs");
        Ran {
            exit: output.status.code(),
            data: String::from_utf8(output.stdout).expect("text"),
            words: String::from_utf8(output.stderr).expect("text"),
        }
    }
}

/// What a run of the binary left behind.
#[derive(Debug)]
pub struct Ran {
    /// The exit code.
    pub exit: Option<i32>,
    /// What it printed for programs.
    pub data: String,
    /// What it printed for people.
    pub words: String,
}

/// Returns the top of the repository.
pub fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Returns every file below `folder`, by its path from there.
pub fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let entries = WalkDir::new(folder)
        .into_iter()
        .map(|entry| entry.expect("a readable folder"));
    let entries = entries.filter(|entry| entry.file_type().is_file());
    let below = |entry: &walkdir::DirEntry| entry.path().strip_prefix(folder).expect("below").to_owned();
    entries.map(|entry| (below(&entry), bytes_of(entry.path()))).collect()
}

fn bytes_of(file: &Path) -> Vec<u8> {
    std::fs::read(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}
