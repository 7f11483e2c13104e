//! A disk that does what it is told, until it does not: it counts operations and fails at a chosen one.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use fingerpost::disk::{Disk, DiskError, Found, Kind, Lock, RealDisk};

/// What happens at the chosen operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manner {
    /// That one fails, and the disk is well again.
    Once,
    /// That one fails and so does every later one, as if the program had been killed.
    Dies,
}

/// A real disk with faults.
pub struct FailingDisk {
    fails_at: usize,
    manner: Manner,
    count: AtomicUsize,
    exchanges: bool,
    unreadable: Option<PathBuf>,
    meanwhile: Option<Box<dyn Fn() + Sync>>,
}

impl FailingDisk {
    /// A disk without faults.
    pub fn well() -> Self {
        Self {
            fails_at: usize::MAX,
            manner: Manner::Once,
            count: AtomicUsize::new(0),
            exchanges: true,
            unreadable: None,
            meanwhile: None,
        }
    }

    /// A disk that fails at its `n`-th operation, counted from 1.
    pub fn failing_at(n: usize, manner: Manner) -> Self {
        Self {
            fails_at: n,
            manner,
            ..Self::well()
        }
    }

    /// The same on a system that cannot exchange two folders in one step.
    pub fn without_exchange(self) -> Self {
        Self {
            exchanges: false,
            ..self
        }
    }

    /// The same with one file that cannot be read.
    pub fn without(self, path: PathBuf) -> Self {
        Self {
            unreadable: Some(path),
            ..self
        }
    }

    /// The same with something that somebody else does just before the folders are exchanged.
    pub fn meanwhile(self, act: impl Fn() + Sync + 'static) -> Self {
        Self {
            meanwhile: Some(Box::new(act)),
            ..self
        }
    }

    /// Returns whether the chosen operation was reached.
    pub fn has_failed(&self) -> bool {
        self.count.load(Ordering::SeqCst) >= self.fails_at
    }

    fn step(&self, action: &str) -> Result<(), DiskError> {
        let n = self.count.fetch_add(1, Ordering::SeqCst) + 1;
        let fails = n == self.fails_at || (n > self.fails_at && self.manner == Manner::Dies);
        if fails { Err(fault(action)) } else { Ok(()) }
    }
}

fn fault(action: &str) -> DiskError {
    DiskError::new(action, io::Error::from(io::ErrorKind::StorageFull))
}

impl Disk for FailingDisk {
    fn walk(&self, folder: &Path) -> Vec<Result<Found, DiskError>> {
        match self.step("walk") {
            Ok(()) => RealDisk.walk(folder),
            Err(error) => vec![Err(error)],
        }
    }

    fn look(&self, path: &Path) -> Result<Option<Found>, DiskError> {
        self.step("look")?;
        RealDisk.look(path)
    }

    fn real_path(&self, path: &Path) -> Result<PathBuf, DiskError> {
        self.step("find")?;
        RealDisk.real_path(path)
    }

    fn read(&self, path: &Path) -> Result<Vec<u8>, DiskError> {
        self.step("read")?;
        if self.unreadable.as_deref() == Some(path) {
            return Err(DiskError::new("read", io::Error::from(io::ErrorKind::PermissionDenied)));
        }
        RealDisk.read(path)
    }

    fn read_ends(&self, path: &Path, length: usize) -> Result<[Vec<u8>; 2], DiskError> {
        self.step("read the ends of")?;
        RealDisk.read_ends(path, length)
    }

    fn create_folder(&self, path: &Path) -> Result<(), DiskError> {
        self.step("make")?;
        RealDisk.create_folder(path)
    }

    /// A full disk takes the first half of a file.
    fn create_file(&self, path: &Path, bytes: &[u8]) -> Result<(), DiskError> {
        let alive = self.count.load(Ordering::SeqCst) < self.fails_at;
        self.step("write").inspect_err(|_| {
            if alive {
                let _ = RealDisk.create_file(path, &bytes[..bytes.len() / 2]);
            }
        })?;
        RealDisk.create_file(path, bytes)
    }

    fn carry(&self, from: &Found, to: &Path) -> Result<(), DiskError> {
        self.step("carry")?;
        RealDisk.carry(from, to)
    }

    /// No power is cut in a test, and waiting for the real disk is most of what a build does.
    fn copy_permissions(&self, from: &Path, to: &Path) -> Result<(), DiskError> {
        self.step("permit")?;
        RealDisk.copy_permissions(from, to)
    }

    fn sync(&self, _paths: &[PathBuf]) -> Result<(), DiskError> {
        self.step("sync")
    }

    fn rename(&self, from: &Path, to: &Path) -> Result<(), DiskError> {
        self.step("rename")?;
        RealDisk.rename(from, to)
    }

    fn exchange(&self, one: &Path, other: &Path) -> Result<bool, DiskError> {
        self.step("exchange")?;
        if let Some(act) = &self.meanwhile {
            act();
        }
        if self.exchanges {
            RealDisk.exchange(one, other)
        } else {
            Ok(false)
        }
    }

    fn remove(&self, path: &Path, kind: Kind) -> Result<(), DiskError> {
        self.step("remove")?;
        RealDisk.remove(path, kind)
    }

    fn lock(&self, path: &Path) -> Result<Option<Lock>, DiskError> {
        self.step("lock")?;
        RealDisk.lock(path)
    }
}
