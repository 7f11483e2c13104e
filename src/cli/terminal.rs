//! Where words and data go.

use std::io::{self, IsTerminal, Write};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::progress::{Part, Progress};
use super::{Exit, is_set, slip};

/// The two ways out of the program.
pub struct Terminal {
    /// Whether words may be coloured.
    pub colour: bool,
    /// Whether somebody reads the words as they come.
    pub is_watched: bool,
    progress: Mutex<Option<Progress>>,
}

impl Terminal {
    /// Looks at where this process prints. Colour is for terminals only, and not where `NO_COLOR` (no-color.org) is
    /// set; older Windows consoles, which would print the codes as letters, name no `TERM` and no `WT_SESSION`.
    pub fn of_this_process() -> Self {
        let able = is_set("WT_SESSION") || is_set("TERM");
        let is_watched = io::stderr().is_terminal();
        Self {
            is_watched,
            progress: Mutex::default(),
            colour: able && is_watched && !is_set("NO_COLOR"),
        }
    }

    /// Prints words for a person. When nobody can read them there is nobody to tell, so a failure is let go.
    pub fn words(&self, text: &str) {
        self.end_progress();
        print(text);
    }

    /// Notes that `part` of the work begins. Who watches is told when it takes long; the next words end that.
    pub fn begin(&self, part: Part) {
        let mut progress = self.progress();
        match progress.as_ref() {
            Some(progress) => progress.begin(part),
            None if self.is_watched => *progress = Some(Progress::start(part, print)),
            None => {}
        }
    }

    fn end_progress(&self) {
        let progress = self.progress().take();
        progress.into_iter().for_each(Progress::end);
    }

    fn progress(&self) -> MutexGuard<'_, Option<Progress>> {
        self.progress.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Prints data for a program. Half of it would be wrong, so a failure is told; a reader that has gone is not one.
    pub fn data(&self, text: &str) -> Exit {
        self.end_progress();
        let mut out = io::stdout().lock();
        match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                self.words(&format!("I could not print the result: {error}.\n"));
                Exit::Machine
            }
            _ => Exit::Fine,
        }
    }

    /// Prints what clap has to say: help that was asked for is data, a slip is words.
    pub fn usage(&self, error: &clap::Error) -> Exit {
        if !error.use_stderr() {
            return self.data(&error.render().to_string());
        }
        self.words(&slip::in_words(error));
        Exit::Usage
    }
}

fn print(text: &str) {
    let mut out = io::stderr().lock();
    let _nobody_listens = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}
