//! What is shown, and the visitors who wait for something newer.
//!
//! A page of the preview cannot be told of a change: its own rules forbid it to listen. But it may load a script, and
//! the answer to that is kept back until there is something to tell.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::answer::{Answer, SCRIPT, Status};
use super::door::Visitor;
use super::shown::{Shown, ask_later};

/// Shorter than the patience of any browser or proxy.
const LONGEST_WAIT: Duration = Duration::from_secs(25);

/// A browser has six connections for all its windows on one server; two are left for loading pages.
const MOST_WAITING: usize = 4;

/// What is shown, and who waits.
#[derive(Default)]
pub struct Waiting {
    inner: Mutex<Inner>,
}

#[derive(Default)]
struct Inner {
    shown: Arc<Shown>,
    waiting: Vec<Waiter>,
}

struct Waiter {
    visitor: Visitor,
    since: String,
    until: Instant,
}

impl Waiting {
    /// Returns what is shown.
    pub fn shown(&self) -> Arc<Shown> {
        Arc::clone(&self.lock().shown)
    }

    /// Shows something else, and tells all who wait.
    pub fn show(&self, shown: Shown) {
        let mut inner = self.lock();
        inner.shown = Arc::new(shown);
        let (shown, waiting) = (Arc::clone(&inner.shown), std::mem::take(&mut inner.waiting));
        drop(inner);
        for waiter in waiting {
            waiter.tell(&shown);
        }
    }

    /// Lets `visitor` wait for anything newer than `since`. Where too many wait, the first of them is sent away.
    pub fn wait(&self, visitor: Visitor, since: &str) {
        let mut inner = self.lock();
        let waiter = Waiter {
            visitor,
            since: since.to_owned(),
            until: Instant::now() + LONGEST_WAIT,
        };
        if since != inner.shown.id {
            let shown = Arc::clone(&inner.shown);
            drop(inner);
            return waiter.tell(&shown);
        }
        inner.waiting.push(waiter);
        let crowded = inner.waiting.len() > MOST_WAITING;
        let first = crowded.then(|| inner.waiting.remove(0));
        drop(inner);
        first.into_iter().for_each(Waiter::send_away);
    }

    /// Answers those who have waited long enough.
    pub fn tick(&self) {
        let mut inner = self.lock();
        let now = Instant::now();
        let late: Vec<Waiter> = inner.waiting.extract_if(.., |waiter| waiter.until <= now).collect();
        let shown = Arc::clone(&inner.shown);
        drop(inner);
        for waiter in late {
            waiter.tell(&shown);
        }
    }

    /// A thread that died while it held the lock left nothing half done: all is replaced in one step.
    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Waiter {
    fn tell(self, shown: &Shown) {
        let news = shown.news(&self.since);
        self.visitor.answer(&Answer::new(Status::Ok, SCRIPT, news));
    }

    fn send_away(self) {
        self.visitor.answer(&Answer::new(Status::Ok, SCRIPT, ask_later()));
    }
}
