//! The preview: the last good site from memory, on this computer only, always what the files say now.
//!
//! It loops over the same pipeline as a build, and writes nothing but what a button of the desk asks for. Pages are those that would be published, but for one
//! script; where the newest build has errors, that script lays them over the page. `address` and `reply` say what a
//! request gets, `desk` has the buttons, `door` knows the network, `request` and `answer` its language, `waiting` tells
//! the browsers, `shown` is what they see.

mod address;
mod answer;
mod built;
mod desk;
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
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::SystemTime;

use crate::compile::Stage;
use crate::date::Date;
use crate::diagnostic::{Code, Diagnostic, Finding};
use crate::disk::RealDisk;
use crate::watch::Watch;
use answer::{Answer, Status};
use desk::{Desk, Wish};
use door::{Door, Visitor};
use request::Asked;
use shown::Shown;
use waiting::Waiting;

pub use built::Built;
pub use desk::ADDRESS as DESK;

/// The port that is opened unless another was asked for.
pub const USUAL_PORT: u16 = 4000;

/// What a preview is asked for.
#[derive(Clone, Copy)]
pub struct Options<'a> {
    /// The one port that will do; where none was named, the first free one from [`USUAL_PORT`] on.
    pub port: Option<u16>,
    /// Returns the day on which reviews are due or not: a preview may stay open overnight.
    pub today: &'a (dyn Fn() -> Date + Sync),
    /// Returns a moment as this computer's calendar and clock say it.
    pub local: fn(SystemTime) -> Option<String>,
}

/// What happens in a preview, for whoever tells a person.
#[derive(Debug)]
pub enum News<'a> {
    /// The preview can be looked at, at this port.
    Opened(u16),
    /// A stage of a build begins.
    Begun(Stage),
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
    let house = Arc::new(House {
        port: door.port(),
        desk: Desk::new(root, door.port(), options.local),
        waiting: Waiting::default(),
        checkers: Mutex::default(),
        prod: Box::new(watch.prod()),
    });
    let receive = {
        let house = Arc::clone(&house);
        move |asked, visitor| house.receive(&asked, visitor)
    };
    thread::scope(|threads| {
        threads.spawn(|| door.receive_all(receive, &|| tell(News::Reopened)));
        let mut day = (options.today)();
        let mut checkers = Vec::new();
        loop {
            let built = Arc::new(built::build(loaded.clone(), day, &mut |stage| tell(News::Begun(stage))));
            house.waiting.show(house.waiting.shown().after(&built));
            tell(News::Built(&built));
            house.answer_all(checkers);
            (loaded, day, checkers) = next(root, &mut watch, &house, (loaded, day), options.today);
        }
    })
}

/// Waits until the files say something else, it is another day, or somebody asks for a build; who asked is returned.
fn next(
    root: &Path,
    watch: &mut Watch,
    house: &House,
    before: (built::Loaded, Date),
    today: &dyn Fn() -> Date,
) -> (built::Loaded, Date, Vec<Visitor>) {
    loop {
        let moved = watch.look(&RealDisk);
        house.waiting.tick();
        let checkers = house.take_checkers();
        let now = if moved { built::read(root) } else { before.0.clone() };
        let now = (now, today());
        if now != before || !checkers.is_empty() {
            return (now.0, now.1, checkers);
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

/// What visitors meet.
struct House {
    port: u16,
    desk: Desk,
    waiting: Waiting,
    /// Who asked for everything to be read again, and waits for what comes of it.
    checkers: Mutex<Vec<Visitor>>,
    /// Makes the next look at the files come at once.
    prod: Box<dyn Fn() + Send + Sync>,
}

impl House {
    fn receive(&self, asked: &Asked, visitor: Visitor) {
        if !reply::is_for_us(asked, self.port) {
            let words = "This preview is for its own address only.";
            return visitor.answer(&Answer::words(Status::Forbidden, words));
        }
        match (self.desk.wish(asked), reply::waits_since(asked)) {
            (Some(Ok(Wish::Check)), _) => self.check(visitor),
            (Some(Ok(wish)), _) => visitor.answer(&self.considered(|shown| self.desk.answer(&wish, shown))),
            (Some(Err(refusal)), _) => visitor.answer(&refusal),
            (None, Some(since)) => self.waiting.wait(visitor, since),
            (None, None) => visitor.answer(&self.considered(|shown| reply::reply(asked, shown))),
        }
    }

    /// A fault of ours while answering one request ends that request and nothing else.
    fn considered(&self, answer: impl Fn(&Shown) -> Answer) -> Answer {
        let shown = self.waiting.shown();
        let answer = catch_unwind(AssertUnwindSafe(|| answer(&shown)));
        answer.unwrap_or_else(|_| Answer::words(Status::Fault, "Fingerpost failed at this page. The preview goes on."))
    }

    fn check(&self, visitor: Visitor) {
        self.checkers
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(visitor);
        (self.prod)();
    }

    fn take_checkers(&self) -> Vec<Visitor> {
        std::mem::take(&mut *self.checkers.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn answer_all(&self, checkers: Vec<Visitor>) {
        for visitor in checkers {
            visitor.answer(&self.considered(|shown| self.desk.answer(&Wish::Check, shown)));
        }
    }
}
