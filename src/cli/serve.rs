//! `fingerpost serve`: the preview, and a line for every change.

use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::args::{Common, Open, Serve};
use super::terminal::Terminal;
use super::timings::Timings;
use super::told::Told;
use super::{Exit, local, now, today};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::text::{Standing, count, number};
use crate::disk::shown;
use crate::serve::{Built, DESK, News, Options, USUAL_PORT, serve};
use crate::source::Sources;

/// Shows the site until the program is ended.
pub fn run(options: &Serve, terminal: &Terminal) -> Exit {
    let teller = Teller {
        options,
        terminal,
        said: Mutex::default(),
    };
    let today = || options.as_of.unwrap_or_else(today);
    let asked = Options {
        port: options.port,
        today: &today,
        local,
    };
    match serve(&options.root, asked, &|news| teller.tell(&news)) {
        Err(fault) => teller.told(vec![fault], Sources::default(), String::new()),
    }
}

/// Puts into words what happens in the preview.
struct Teller<'a> {
    options: &'a Serve,
    terminal: &'a Terminal,
    said: Mutex<Said>,
}

/// What has been said already.
#[derive(Default)]
struct Said {
    diagnostics: Vec<Diagnostic>,
    builds: usize,
    port: u16,
}

impl Teller<'_> {
    fn tell(&self, news: &News) {
        match news {
            News::Opened(port) => self.opened(*port),
            News::Begun(stage) => self.terminal.begin((*stage).into()),
            News::Built(built) => self.built(built),
            News::Reopened => self
                .terminal
                .words("This computer closed the preview for a moment; it is open again.\n"),
        }
    }

    fn opened(&self, port: u16) {
        self.said().port = port;
        self.terminal
            .words(&opening(&self.options.root, self.options.port, port));
    }

    /// Findings are told again only where they are others, or stop publication.
    fn built(&self, built: &Built) {
        let mut said = self.said();
        let again = said.diagnostics == built.diagnostics && built.output.is_some();
        let first = said.builds == 0;
        said.builds += 1;
        said.diagnostics.clone_from(&built.diagnostics);
        let port = said.port;
        drop(said);
        let diagnostics = if again { Vec::new() } else { built.diagnostics.clone() };
        self.told(diagnostics, built.sources.clone(), line(&now(), first, built));
        match self.options.open {
            Open::Site if first => self.open_browser(&address(port)),
            Open::Desk if first => self.open_browser(&desk(port)),
            _ => {}
        }
    }

    fn open_browser(&self, address: &str) {
        if opener::open_browser(address).is_err() {
            self.terminal.words(&format!(
                "I could not open the browser. Type this address into it: {address}\n"
            ));
        }
    }

    fn told(&self, diagnostics: Vec<Diagnostic>, sources: Sources, done: String) -> Exit {
        let told = Told {
            sources,
            diagnostics,
            standing: Standing::Preview,
            done,
            timings: Timings::start("serve"),
        };
        told.tell(&self.common(), self.terminal)
    }

    fn common(&self) -> Common {
        Common {
            format: self.options.format,
            as_of: self.options.as_of.unwrap_or_else(today),
            timings: false,
            threads: None,
        }
    }

    fn said(&self) -> MutexGuard<'_, Said> {
        self.said.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn address(port: u16) -> String {
    format!("http://127.0.0.1:{port}/")
}

fn desk(port: u16) -> String {
    address(port) + DESK.trim_start_matches('/')
}

fn opening(root: &Path, wanted: Option<u16>, port: u16) -> String {
    let moved = match wanted {
        None if port != USUAL_PORT => format!("Port {USUAL_PORT} is taken by another program, so this is another.\n"),
        _ => String::new(),
    };
    format!(
        "The preview is at {}\n{moved}The desk, to see what is wrong and to publish, is at {}\nI am watching {} and {}: save a file there, and the page follows.\n\
         To stop, press Ctrl+C in this window.\n",
        address(port),
        desk(port),
        shown(&root.join("content")),
        shown(&root.join("themes")),
    )
}

/// Returns `10:42:07 rebuilt in 12 ms: 12 pages, no problems`.
fn line(time: &str, first: bool, built: &Built) -> String {
    let found = count(&built.diagnostics);
    let done = if first { "built" } else { "rebuilt" };
    let took = built.took.as_millis();
    match &built.output {
        Some(site) => format!(
            "{time} {done} in {took} ms: {}, {}\n",
            number(site.pages(), "page", "pages"),
            found.replacen('N', "n", 1)
        ),
        None => format!("{time} {found}; the preview shows them over the last version that had none\n"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::Output;

    #[test]
    fn a_build_is_one_line() {
        let built = Built {
            output: Some(Output::default()),
            ..Built::default()
        };
        assert_eq!(
            line("10:42:07", false, &built),
            "10:42:07 rebuilt in 0 ms: 0 pages, no problems\n"
        );
    }

    #[test]
    fn a_port_that_was_moved_is_said() {
        let root = Path::new("school");
        assert!(opening(root, None, 4001).contains("Port 4000 is taken"));
        assert!(!opening(root, None, 4000).contains("taken"));
        assert!(opening(root, Some(5000), 5000).contains("http://127.0.0.1:5000/\nThe desk"));
    }
}
