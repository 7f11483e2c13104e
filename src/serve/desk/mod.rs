//! The desk: what the site holds, what is wrong with it, what publishing would change, and the buttons that do it. It is
//! a page of the preview and never of the site.
//!
//! `wish` says what a request wants and whether it may, `view` what is to be seen, `page` makes HTML of that. Here is
//! what touches the disk: looking at what was published before, and publishing.

mod page;
mod view;
mod wish;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use super::answer::{Answer, HTML, Status};
use super::fault_page::{POLICY, fault_page};
use super::reply::with_script;
use super::request::Asked;
use super::shown::Shown;
use crate::compile;
use crate::diagnostic::text::count;
use crate::diagnostic::{Code, Diagnostic};
use crate::disk::{Disk, RealDisk};
use crate::output::{Output, media};
use crate::path::{ContentPath, OutputPath};
use crate::publish::changes::Changes;
use crate::publish::hand_over::{Handed, ahead_of_folder, ahead_of_zip, shown as written, to_folder, to_zip};
use crate::source::Sources;
use page::Paper;
use view::{AheadView, DeskView, DoneView, Known, kinds};
use wish::{Consent, Form, Token};

pub use wish::{ADDRESS, Wish};

/// The desk of one preview.
pub struct Desk {
    root: PathBuf,
    port: u16,
    local: fn(SystemTime) -> Option<String>,
    token: Token,
    paper: Paper,
    /// Held while something is published: one thing at a time.
    state: Mutex<State>,
}

/// What the desk remembers for as long as the preview runs.
struct State {
    folder: String,
    archive: String,
    done: Option<DoneView>,
}

impl Desk {
    /// Makes the desk of the site in `root`, for a preview at `port`. `local` puts a moment into words.
    pub fn new(root: &Path, port: u16, local: fn(SystemTime) -> Option<String>) -> Self {
        Self {
            // The whole path, so that everybody sees where things go.
            root: RealDisk.real_path(root).unwrap_or_else(|_| root.to_owned()),
            port,
            local,
            token: Token::new(),
            paper: Paper::new(),
            state: Mutex::new(State {
                folder: "published".into(),
                archive: "published.zip".into(),
                done: None,
            }),
        }
    }

    /// Returns what a request wants of the desk, or why it may not; nothing where it is for a page of the site.
    pub fn wish(&self, asked: &Asked) -> Option<Result<Wish, Answer>> {
        wish::wish(asked, self.port, &self.token)
    }

    /// Returns the answer to a wish. Everything has been read again, where that was wished for.
    pub fn answer(&self, wish: &Wish, shown: &Shown) -> Answer {
        match wish {
            Wish::Look if shown.id.is_empty() => fault_page(shown),
            Wish::Look => self.page(shown),
            Wish::Asset(name) => self.asset(name, shown),
            Wish::Publish(form, consent) => self.publish(*form, consent, shown),
            Wish::Check => self.checked(shown),
        }
    }

    fn page(&self, shown: &Shown) -> Answer {
        let site = compile::site(&shown.built.sources);
        let saved = self.saved(&shown.built.sources);
        let known = Known {
            shown,
            site: &site,
            saved: &saved,
        };
        let state = self.state();
        let ahead = shown.publishable().map(|site| {
            let folder = self.ahead_view(Form::Folder, &state.folder, site, shown);
            vec![folder, self.ahead_view(Form::Zip, &state.archive, site, shown)]
        });
        let view = DeskView::new(
            &known,
            self.token.in_form(),
            state.done.clone(),
            ahead.unwrap_or_default(),
        );
        drop(state);
        match self.paper.page(&view) {
            Ok(page) => Answer::new(Status::Ok, HTML, with_script(page.as_bytes(), shown))
                .with("Content-Security-Policy", POLICY),
            Err(fault) => Answer::words(Status::Fault, &fault.finding.message),
        }
    }

    /// Returns a file of the desk, in the school's colour where words in it can be read.
    fn asset(&self, name: &str, shown: &Shown) -> Answer {
        let unreadable = |found: &Diagnostic| found.finding.code == Code::LowContrast;
        let usable = !shown.built.diagnostics.iter().any(unreadable);
        let accent = compile::site(&shown.built.sources).config.accent.filter(|_| usable);
        let accent = accent.as_ref().map(|accent| accent.value.as_str());
        match (OutputPath::new(name), self.paper.assets(accent).remove(name)) {
            (Ok(path), Some(bytes)) => Answer::new(Status::Ok, media(&path), bytes),
            _ => Answer::words(Status::NotFound, "There is nothing here."),
        }
    }

    /// Publishes what is shown, where the reader of the page was told just what that would change; else tells it.
    fn publish(&self, form: Form, consent: &Consent, shown: &Shown) -> Answer {
        let mut state = self.state();
        let place = match form {
            Form::Folder => &mut state.folder,
            Form::Zip => &mut state.archive,
        };
        if !consent.place.is_empty() {
            place.clone_from(&consent.place);
        }
        let place = place.clone();
        state.done = Some(match shown.publishable() {
            Some(site) => self.published(form, &place, &consent.told, site, shown),
            None => {
                DoneView::not("Nothing was published: put right first what is wrong. What is published is as it was.")
            }
        });
        done()
    }

    fn checked(&self, shown: &Shown) -> Answer {
        let words = format!("I read everything again. {}.", count(&shown.built.diagnostics));
        self.state().done = Some(DoneView { well: true, words });
        done()
    }

    fn published(&self, form: Form, place: &str, told: &str, site: &Output, shown: &Shown) -> DoneView {
        let place = self.root.join(place);
        let done = self
            .ahead(form, &place, site)
            .and_then(|ahead| match name(&place, &ahead, shown) == told {
                true => self.hand_over(form, &place, site).map(Some),
                false => Ok(None),
            });
        match done {
            Ok(Some(handed)) => DoneView {
                well: true,
                words: handed.done,
            },
            Ok(None) => DoneView::not(&format!(
                "Nothing was written yet. Read below what will change in {}, and press the button again.",
                written(&place)
            )),
            Err(fault) => DoneView::not(
                &[&[fault.finding.message], fault.finding.hints.as_slice()]
                    .concat()
                    .join("\n"),
            ),
        }
    }

    fn hand_over(&self, form: Form, place: &Path, site: &Output) -> Result<Handed, Diagnostic> {
        match form {
            Form::Folder => to_folder(site, &self.root, place),
            Form::Zip => to_zip(site, &self.root, place),
        }
    }

    fn ahead(&self, form: Form, place: &Path, site: &Output) -> Result<Changes, Diagnostic> {
        match form {
            Form::Folder => ahead_of_folder(site, &self.root, place),
            Form::Zip => ahead_of_zip(site, &self.root, place),
        }
    }

    fn ahead_view(&self, form: Form, typed: &str, site: &Output, shown: &Shown) -> AheadView {
        let place = self.root.join(typed);
        let empty = AheadView::new(form, typed.to_owned(), written(&place));
        match self.ahead(form, &place, site) {
            Ok(ahead) => AheadView {
                told: name(&place, &ahead, shown),
                summary: ahead.summary(),
                kinds: kinds(&ahead, shown),
                ..empty
            },
            Err(fault) => AheadView {
                summary: fault.finding.message,
                refused: fault.finding.hints,
                ..empty
            },
        }
    }

    /// Returns when each file was saved, in words.
    fn saved(&self, sources: &Sources) -> BTreeMap<ContentPath, String> {
        let content = self.root.join("content");
        let saved = sources.files.keys().filter_map(|path| {
            let found = RealDisk.look(&content.join(path.as_str())).ok()??;
            Some((path.clone(), (self.local)(found.stamp.modified?)?))
        });
        saved.collect()
    }

    /// Whoever died with the lock left nothing half done.
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl DoneView {
    fn not(words: &str) -> Self {
        Self {
            well: false,
            words: words.to_owned(),
        }
    }
}

/// Names what would change: another name is another place, another site, or other changes.
fn name(place: &Path, ahead: &Changes, shown: &Shown) -> String {
    let all = format!("{place:?} {} {}", shown.id, ahead.in_words());
    blake3::hash(all.as_bytes()).to_hex().to_string()
}

/// Sends the browser to the desk, where it says at the top what was done.
fn done() -> Answer {
    Answer::elsewhere(Status::Done, format!("{ADDRESS}#_done"))
}
