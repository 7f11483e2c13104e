//! No command at all: the program was double-clicked, or typed alone. Shows the site that is here, or offers to make one.

use std::io::{BufRead, IsTerminal, stdin};
use std::path::{Path, PathBuf};

use super::args::{self, Common, Format, New, Serve};
use super::terminal::Terminal;
use super::{Exit, new, serve, today};
use crate::disk::{Disk, RealDisk};

/// The folder that is offered for a new site.
const FOLDER: &str = "our-policies";

/// Serves the site in this folder and opens its desk. Where there is none, asks whether to make one; nobody is asked who
/// cannot answer.
pub fn run(terminal: &Terminal) -> Exit {
    if RealDisk.look(Path::new("content")).ok().flatten().is_some() {
        return serve::run(&Serve::desk_of(PathBuf::from(".")), terminal);
    }
    terminal.words(&format!("{}\nThere is no site in this folder yet.\n", args::help()));
    let can_answer = stdin().is_terminal() && terminal.is_watched;
    if !can_answer {
        terminal.words(&format!("To make one, type: fingerpost new {FOLDER}\n"));
        return Exit::Usage;
    }
    let question = format!("Shall I make a small one, to learn from, in the folder {FOLDER}? (y/n) ");
    match agreed(&question, &mut stdin().lock(), &|words| terminal.words(words)) {
        true => make(terminal),
        false => Exit::Fine,
    }
}

fn make(terminal: &Terminal) -> Exit {
    let options = New {
        folder: PathBuf::from(FOLDER),
        common: Common {
            format: Format::Text,
            as_of: today(),
            timings: false,
            threads: None,
        },
    };
    match new::run(&options, terminal) {
        Exit::Fine => serve::run(&Serve::desk_of(options.folder), terminal),
        failed => failed,
    }
}

/// Asks a question until it is answered with yes or no. Whoever goes away without an answer has said no.
fn agreed(question: &str, answers: &mut dyn BufRead, say: &dyn Fn(&str)) -> bool {
    loop {
        say(question);
        let mut answer = String::new();
        if answers.read_line(&mut answer).unwrap_or(0) == 0 {
            return false;
        }
        match answer.trim().to_lowercase().as_str() {
            "y" | "yes" => return true,
            "n" | "no" => return false,
            _ => say("Please type y for yes or n for no, and press Enter.\n"),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    #[test]
    fn a_question_is_asked_until_it_is_answered() {
        for (typed, answer, asked) in [
            ("y\n", true, 1),
            ("Yes\r\n", true, 1),
            ("n\n", false, 1),
            ("perhaps\n\nNO\n", false, 3),
            ("", false, 1),
            ("perhaps", false, 2),
        ] {
            let times = Cell::new(0);
            let say = |words: &str| times.set(times.get() + usize::from(words == "?"));
            assert_eq!(agreed("?", &mut typed.as_bytes(), &say), answer, "{typed:?}");
            assert_eq!(times.get(), asked, "{typed:?}");
        }
    }
}
