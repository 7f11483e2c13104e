//! Says that something in a site's folders may have moved, and nothing about what.
//!
//! Every file's length and date are looked at a few times a second: that works on network drives, in OneDrive, and
//! with editors that save by renaming. What the system tells by itself only makes the next look come at once. Whether
//! anything is really different is for the reader of the files to say: see [`crate::serve`].

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::time::Duration;

use notify::{RecommendedWatcher, RecursiveMode, Watcher};

use crate::disk::{Disk, Kind, Stamp};

/// A person who has saved and turned to the browser sees the change without having waited.
pub const POLL: Duration = Duration::from_millis(400);

/// An editor writes a file in several steps, a few milliseconds apart; the next look waits until it has done.
const STEPS: Duration = Duration::from_millis(15);

/// How many looks after a change the files are read whatever their dates say: memory sticks keep dates to two seconds,
/// so a second save within them leaves no other trace when the length stays.
const UNSETTLED: u8 = 6;

/// Where a site's own files lie, below its root.
const FOLDERS: [&str; 2] = ["content", "themes"];

/// An eye on the folders of one site.
pub struct Watch {
    folders: Vec<PathBuf>,
    judge: Judge,
    hints: Receiver<()>,
    /// Also keeps the channel open where the system tells nothing.
    hint: SyncSender<()>,
    /// Events end when this is dropped.
    _watcher: Option<RecommendedWatcher>,
}

impl Watch {
    /// Begins to watch the site in `root`. A system that cannot tell of changes is no failure: looking is enough.
    pub fn new(disk: &dyn Disk, root: &Path) -> Self {
        let folders: Vec<PathBuf> = FOLDERS.iter().map(|name| root.join(name)).collect();
        let (hint, hints) = sync_channel(1);
        Self {
            judge: Judge::new(Glance::at(disk, &folders)),
            _watcher: watcher(&folders, hint.clone()),
            hint,
            hints,
            folders,
        }
    }

    /// Returns what makes the next look come at once.
    pub fn prod(&self) -> impl Fn() + Send + Sync + 'static {
        let hint = self.hint.clone();
        move || {
            let _one_hint_is_enough = hint.try_send(());
        }
    }

    /// Waits for the next look, at most [`POLL`], and returns whether the files should be read again.
    ///
    /// What changes after the look and before the files are read is seen at the next one: nothing is missed, and a
    /// change during a build asks for one more.
    pub fn look(&mut self, disk: &dyn Disk) -> bool {
        let hinted = self.hints.recv_timeout(POLL).is_ok();
        if hinted {
            while self.hints.recv_timeout(STEPS).is_ok() {}
        }
        self.judge.judge(Glance::at(disk, &self.folders), hinted)
    }
}

fn watcher(folders: &[PathBuf], hint: SyncSender<()>) -> Option<RecommendedWatcher> {
    let told = move |event: notify::Result<notify::Event>| {
        // Reading a file makes events as well; taking those for changes would never end.
        if event.is_ok_and(|event| !event.kind.is_access()) {
            let _one_hint_is_enough = hint.try_send(());
        }
    };
    let mut watcher = notify::recommended_watcher(told).ok()?;
    for folder in folders {
        let _not_there_yet = watcher.watch(folder, RecursiveMode::Recursive);
    }
    Some(watcher)
}

/// How all files look at one moment. Folders do not count: their dates change with anything in them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Glance(BTreeMap<PathBuf, Stamp>);

impl Glance {
    fn at(disk: &dyn Disk, folders: &[PathBuf]) -> Self {
        let found = folders
            .iter()
            .flat_map(|folder| disk.walk(folder))
            .filter_map(Result::ok);
        let files = found.filter(|found| found.kind != Kind::Folder);
        Self(files.map(|found| (found.path, found.stamp)).collect())
    }

    /// Returns whether a file is gone or empty that was not so in `before`: half of a save, perhaps.
    fn lacks_something_of(&self, before: &Self) -> bool {
        let full = before.0.iter().filter(|(_, stamp)| stamp.length > 0);
        let now = |path| self.0.get(path).map_or(0, |stamp| stamp.length);
        full.into_iter().any(|(path, _)| now(path) == 0)
    }
}

/// Decides, from one look to the next, whether the files should be read.
#[derive(Debug)]
struct Judge {
    seen: Glance,
    /// Looks that are still to be followed by reading.
    unsettled: u8,
    /// Something was gone at the look before.
    waited: bool,
}

impl Judge {
    fn new(seen: Glance) -> Self {
        Self {
            seen,
            unsettled: 0,
            waited: false,
        }
    }

    fn judge(&mut self, now: Glance, hinted: bool) -> bool {
        if now == self.seen {
            self.waited = false;
            return hinted || self.is_unsettled();
        }
        if now.lacks_something_of(&self.seen) && (hinted || !self.waited) {
            self.waited = true;
            return false;
        }
        *self = Self {
            unsettled: UNSETTLED,
            ..Self::new(now)
        };
        true
    }

    fn is_unsettled(&mut self) -> bool {
        let unsettled = self.unsettled > 0;
        self.unsettled = self.unsettled.saturating_sub(1);
        unsettled
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn glance(files: &[(&str, u64)]) -> Glance {
        let stamp = |length| Stamp { length, modified: None };
        let files = files.iter().map(|(name, length)| (PathBuf::from(name), stamp(*length)));
        Glance(files.collect())
    }

    fn watching(files: &[(&str, u64)]) -> Judge {
        Judge::new(glance(files))
    }

    #[test]
    fn nothing_moved_is_nothing_to_read() {
        let mut judge = watching(&[("a.md", 5)]);
        assert!(!judge.judge(glance(&[("a.md", 5)]), false));
    }

    #[test]
    fn a_save_is_read_at_once_and_again_until_dates_can_be_trusted() {
        let mut judge = watching(&[("a.md", 5)]);
        let saved = glance(&[("a.md", 6)]);
        let reads = (0..20).filter(|_| judge.judge(saved.clone(), false)).count();
        assert_eq!(reads, 1 + usize::from(UNSETTLED));
    }

    #[test]
    fn a_hint_is_read_even_where_nothing_shows() {
        let mut judge = watching(&[("a.md", 5)]);
        assert!(judge.judge(glance(&[("a.md", 5)]), true));
    }

    #[test]
    fn an_emptied_file_waits_for_one_more_look() {
        let mut judge = watching(&[("a.md", 5)]);
        assert!(!judge.judge(glance(&[("a.md", 0)]), true), "half of a save");
        assert!(judge.judge(glance(&[("a.md", 6)]), true), "the other half");
    }

    #[test]
    fn a_file_that_stays_empty_or_away_is_believed() {
        for left in [&[("a.md", 0)][..], &[]] {
            let mut judge = watching(&[("a.md", 5)]);
            assert!(!judge.judge(glance(left), false));
            assert!(judge.judge(glance(left), false));
        }
    }

    #[test]
    fn a_save_by_renaming_is_one_change() {
        let mut judge = watching(&[("a.md", 5)]);
        assert!(!judge.judge(glance(&[("a.md~", 5)]), true));
        assert!(judge.judge(glance(&[("a.md", 7)]), true));
    }

    #[test]
    fn a_new_file_is_read() {
        let mut judge = watching(&[("a.md", 5)]);
        assert!(judge.judge(glance(&[("a.md", 5), ("b.md", 0)]), false));
    }
}
