//! The command line: what was typed becomes options, one command runs, and its result is told.
//!
//! The only part that prints, knows the terminal, and asks what day it is. Words go to the standard error, data (JSON,
//! help that was asked for) to the standard output.

mod accept;
mod args;
mod begin;
mod build;
mod check;
mod compare;
pub mod fault;
mod import;
mod made;
mod new;
mod progress;
mod publish;
mod serve;
mod slip;
mod terminal;
mod timings;
mod told;

use std::env;
use std::process::ExitCode;
use std::time::SystemTime;

use args::{Command, Typed};
use terminal::Terminal;

use crate::date::Date;

/// How a command ended. Programs tell by the number, people by what was printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Exit {
    /// All is well.
    Fine = 0,
    /// The content has problems, and nothing was published.
    Content = 1,
    /// The command was not understood, or names the wrong folder.
    Usage = 2,
    /// The machine failed: something could not be read or written.
    Machine = 3,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// Runs the command that was typed, and returns how it ended.
pub fn run() -> ExitCode {
    let terminal = Terminal::of_this_process();
    let exit = match args::read(env::args_os()) {
        Ok(typed) => carry_out(typed, &terminal),
        Err(error) => terminal.usage(&error),
    };
    exit.into()
}

fn carry_out(typed: Typed, terminal: &Terminal) -> Exit {
    match args::command(typed, today()) {
        Command::Build(options) => build::run(&options, terminal),
        Command::Check(options) => check::run(&options, terminal),
        Command::Compare(options) => compare::run(&options, terminal),
        Command::Serve(options) => serve::run(&options, terminal),
        Command::Publish(options) => publish::run(&options, terminal),
        Command::Import(options) => import::run(&options, terminal),
        Command::Completions(shell) => terminal.data(&args::completions(shell)),
        Command::New(options) => new::run(&options, terminal),
        Command::Nothing => begin::run(terminal),
    }
}

/// Returns the day on this computer's calendar. This is the one place that asks.
fn today() -> Date {
    Date::from(jiff::Zoned::now().date())
}

/// Returns a moment as this computer's calendar and clock say it: `22 November 2026, 10:42`.
fn local(moment: SystemTime) -> Option<String> {
    let zoned = jiff::Timestamp::try_from(moment)
        .ok()?
        .to_zoned(jiff::tz::TimeZone::system());
    let day = Date::from(zoned.date()).in_words();
    Some(format!("{day}, {}", zoned.strftime("%H:%M")))
}

/// Returns the time on this computer's clock: `10:42:07`.
fn now() -> String {
    jiff::Zoned::now().strftime("%H:%M:%S").to_string()
}

/// Returns whether a setting of the environment is there and says something.
fn is_set(name: &str) -> bool {
    env::var_os(name).is_some_and(|value| !value.is_empty())
}
