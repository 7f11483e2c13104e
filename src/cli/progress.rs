//! A bar on a terminal while something takes longer than half a second: which part of the work is under way.

use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use crate::compile::Stage;

/// Whoever waits for less than this does not wonder.
const UNNOTICED: Duration = Duration::from_millis(500);

/// How often the seconds are told.
const TICK: Duration = Duration::from_secs(1);

/// The parts of the work, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// Files are read.
    Load,
    /// Each file is understood.
    Parse,
    /// What names mean is found.
    Assemble,
    /// What must be true is proved.
    Check,
    /// Pages are made.
    Render,
    /// Pages go to the disk.
    Write,
}

/// How many parts there are.
const PARTS: usize = 6;

impl Part {
    fn words(self) -> &'static str {
        match self {
            Self::Load => "reading the files",
            Self::Parse => "understanding them",
            Self::Assemble => "joining them",
            Self::Check => "checking",
            Self::Render => "making the pages",
            Self::Write => "writing",
        }
    }

    /// Returns the bar of a moment in which this part is under way: those before it are done.
    fn bar(self, seconds: u64) -> String {
        let done = self as usize;
        let bar = "#".repeat(done) + &"-".repeat(PARTS - done);
        format!("[{bar}] {}, {seconds} s", self.words())
    }
}

impl From<Stage> for Part {
    fn from(stage: Stage) -> Self {
        match stage {
            Stage::Parse => Self::Parse,
            Stage::Assemble => Self::Assemble,
            Stage::Check => Self::Check,
            Stage::Render => Self::Render,
        }
    }
}

/// A bar that is there, or will be if the work takes long.
pub struct Progress {
    parts: Sender<Part>,
    drawn: JoinHandle<()>,
}

impl Progress {
    /// Begins with `part`; `draw` puts letters on the terminal.
    pub fn start(part: Part, draw: fn(&str)) -> Self {
        let (parts, begun) = channel();
        let drawn = thread::spawn(move || run(part, &begun, UNNOTICED, &draw));
        Self { parts, drawn }
    }

    /// Notes that `part` begins.
    pub fn begin(&self, part: Part) {
        // A bar that died is no reason to stop the work.
        let _gone = self.parts.send(part);
    }

    /// Takes the bar away. Whatever is printed next begins on a clean line.
    pub fn end(self) {
        drop(self.parts);
        let _died = self.drawn.join();
    }
}

/// Draws the bar, from `unnoticed` on, until nobody is left to begin a part; then takes it away.
fn run(mut part: Part, begun: &Receiver<Part>, unnoticed: Duration, draw: &dyn Fn(&str)) {
    let start = Instant::now();
    let mut drawn = String::new();
    loop {
        let pause = match drawn.is_empty() {
            true => unnoticed.saturating_sub(start.elapsed()),
            false => TICK,
        };
        match begun.recv_timeout(pause) {
            Ok(next) => part = next,
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => break,
        }
        if start.elapsed() >= unnoticed {
            let bar = part.bar(start.elapsed().as_secs());
            draw(&over(&drawn, &bar));
            drawn = bar;
        }
    }
    if !drawn.is_empty() {
        draw(&format!("{}\r", over(&drawn, "")));
    }
}

/// Returns the letters that put `new` in the place of `old`, on every terminal: old Windows consoles know no other way.
fn over(old: &str, new: &str) -> String {
    format!("\r{new}{}", " ".repeat(old.len().saturating_sub(new.len())))
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use super::*;

    fn drawn(parts: &[Part], unnoticed: Duration) -> String {
        let (begin, begun) = channel();
        parts.iter().for_each(|part| begin.send(*part).expect("it listens"));
        drop(begin);
        let drawn = RefCell::new(String::new());
        run(Part::Load, &begun, unnoticed, &|letters| *drawn.borrow_mut() += letters);
        drawn.into_inner()
    }

    #[test]
    fn what_ends_soon_is_never_seen() {
        assert_eq!(drawn(&[Part::Parse, Part::Check], Duration::from_secs(3_600)), "");
    }

    #[test]
    fn a_bar_says_what_is_under_way_and_leaves_a_clean_line() {
        let check = "[###---] checking, 0 s";
        let render = "[####--] making the pages, 0 s";
        let clean = " ".repeat(render.len());
        let expected = format!("\r{check}\r{render}\r{clean}\r");
        assert_eq!(drawn(&[Part::Check, Part::Render], Duration::ZERO), expected);
        assert_eq!(over("longer", "new"), "\rnew   ");
    }
}
