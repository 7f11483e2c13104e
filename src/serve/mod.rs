//! The preview: the last good site from memory, on this computer only, always what the files say now.
//!
//! It loops over the same pipeline as a build and writes nothing. Pages are those that would be published, but for one
//! script; where the newest build has errors, that script lays them over the page. `address` and `reply` say what a
//! request gets, `door` knows the network, `request` its language, `waiting` tells the browsers, `shown` is what they see.

mod address;
mod answer;
mod built;
mod door;
mod fault_page;
mod reply;
mod request;
mod shown;
mod waiting;

use std::convert::Infallible;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;
use std::thread;

use crate::date::Date;
use crate::diagnostic::{Code, Diagnostic, Finding};
use crate::disk::RealDisk;
use crate::watch::Watch;
use answer::{Answer, Status};
use door::{Door, Visitor};
use request::Asked;
use waiting::Waiting;

pub use built::Built;

/// The port that is opened unless another was asked for.
pub const USUAL_PORT: u16 = 4000;

/// What a preview is asked for.
#[derive(Clone, Copy)]
pub struct Options<'a> {
    /// The one port that will do; where none was named, the first free one from [`USUAL_PORT`] on.
    pub port: Option<u16>,
    /// Returns the day on which reviews are due or not: a preview may stay open overnight.
    pub today: &'a (dyn Fn() -> Date + Sync),
}

/// What happens in a preview, for whoever tells a person.
#[derive(Debug)]
pub enum News<'a> {
    /// The preview can be looked at, at this port.
    Opened(u16),
    /// A build has ended, well or not.
    Built(&'a Built),
    /// The system closed the port; it is open again.
    Reopened,
}

/// Shows the site in `root` until the program is ended, and tells what happens.
///
/// # Errors
/// There is no site in `root`, or the port cannot be opened.
pub fn serve(root: &Path, options: Options, tell: &(dyn Fn(News) + Sync)) -> Result<Infallible, Diagnostic> {
    let door = open(options.port).map_err(Finding::nowhere)?;
    let mut watch = Watch::new(&RealDisk, root);
    let mut loaded = built::read(root);
    if let Some(none) = loaded
        .diagnostics
        .iter()
        .find(|found| found.finding.code == Code::NoContent)
    {
        return Err(none.clone());
    }
    tell(News::Opened(door.port()));
    let waiting = Arc::new(Waiting::default());
    let receive = receiver(door.port(), Arc::clone(&waiting));
    thread::scope(|threads| {
        threads.spawn(|| door.receive_all(receive, &|| tell(News::Reopened)));
        let mut day = (options.today)();
        loop {
            let built = built::build(loaded.clone(), day);
            waiting.show(waiting.shown().after(&built));
            tell(News::Built(&built));
            (loaded, day) = next(root, &mut watch, &waiting, (loaded, day), options.today);
        }
    })
}

/// Waits until the files say something else, or it is another day.
fn next(
    root: &Path,
    watch: &mut Watch,
    waiting: &Waiting,
    before: (built::Loaded, Date),
    today: &dyn Fn() -> Date,
) -> (built::Loaded, Date) {
    loop {
        let moved = watch.look(&RealDisk);
        waiting.tick();
        let now = if moved { built::read(root) } else { before.0.clone() };
        let now = (now, today());
        if now != before {
            return now;
        }
    }
}

fn open(port: Option<u16>) -> Result<Door, Finding> {
    match port {
        Some(port) => Door::open(port).map_err(|error| cannot_open(port, &error)),
        None => Door::open_near(USUAL_PORT).map_err(|error| cannot_open(USUAL_PORT, &error)),
    }
}

fn cannot_open(port: u16, error: &io::Error) -> Finding {
    let message = match door::is_taken(error) {
        true => format!("Port {port} is taken by another program, so I cannot show the preview there."),
        false => format!("I could not open port {port}: the computer says \"{error}\"."),
    };
    Finding::of_file(Code::PortTaken, message)
        .hint("Leave `--port` out and I will find a free one; or is a preview open already?")
}

/// Returns what is done with each visitor.
fn receiver(port: u16, waiting: Arc<Waiting>) -> impl Fn(Asked, Visitor) + Send + Sync + 'static {
    move |asked, visitor| {
        if !reply::is_for_us(&asked, port) {
            return visitor.answer(&Answer::words(
                Status::Forbidden,
                "This preview is for its own address only.",
            ));
        }
        match reply::waits_since(&asked) {
            Some(since) => waiting.wait(visitor, since),
            None => visitor.answer(&considered(&asked, &waiting)),
        }
    }
}

/// A fault of ours while answering one request ends that request and nothing else.
fn considered(asked: &Asked, waiting: &Waiting) -> Answer {
    let shown = waiting.shown();
    let answer = catch_unwind(AssertUnwindSafe(|| reply::reply(asked, &shown)));
    answer.unwrap_or_else(|_| Answer::words(Status::Fault, "Fingerpost failed at this page. The preview goes on."))
}
