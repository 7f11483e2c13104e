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
use crate::diagnostic::{Code, Diagnostic, Finding};
use crate::disk::{Disk, Kind, RealDisk};
use crate::import::confirm::shelf::{Order, REPORTS, Shelved, shelve};
use crate::import::confirm::told;
use crate::output::{Output, media};
use crate::path::{ContentPath, OutputPath};
use crate::publish::changes::Changes;
use crate::publish::hand_over::{Handed, ahead_of_folder, ahead_of_zip, shown as written, to_folder, to_zip};
use crate::source::{Content, Sources};
use page::Paper;
use view::{AheadView, DeskView, DoneView, Known, kinds};
use wish::{Consent, Document, Form, Token};

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
    done: Option<Done>,
}

/// What was done last. It is told until the site is another than when it was first told.
struct Done {
    view: DoneView,
    /// A file that was written and what it says: until the site has it, no moment counts as the first.
    awaits: Option<(ContentPath, String)>,
    /// The first moment in which it was told.
    first: Option<String>,
}

impl Done {
    /// Returns whether it is still told in the moment that is `shown`.
    fn is_told(&mut self, shown: &Shown) -> bool {
        let sources = &shown.built.sources.files;
        let says = |path, text: &str| matches!(sources.get(path).map(|source| &source.content), Some(Content::Text(known)) if known == text);
        if self.awaits.as_ref().is_some_and(|(path, text)| !says(path, text)) {
            return true;
        }
        self.awaits = None;
        *self.first.get_or_insert_with(|| shown.id.clone()) == shown.id
    }
}

impl Desk {
    /// Makes the desk of the site in `root`, for a preview at `port`. `local` puts a moment into words.
    pub fn new(root: &Path, port: u16, local: fn(SystemTime) -> Option<String>) -> Self {
        Self {
            // The whole path, so that everybody sees where things go.
            root: RealDisk.real_path(root).map_or_else(|_| root.to_owned(), as_typed),
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
            Wish::Import(document) => self.import(document),
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
            documents: (&written(&self.inbox()), &self.documents()),
        };
        let mut state = self.state();
        if !state.done.as_mut().is_some_and(|done| done.is_told(shown)) {
            state.done = None;
        }
        let ahead = shown.publishable().map(|site| {
            let folder = self.ahead_view(Form::Folder, &state.folder, site, shown);
            vec![folder, self.ahead_view(Form::Zip, &state.archive, site, shown)]
        });
        let view = DeskView::new(
            &known,
            self.token.in_form(),
            state.done.as_ref().map(|done| done.view.clone()),
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
        let view = match shown.publishable() {
            Some(site) => self.published(form, &place, &consent.told, site, shown),
            None => {
                DoneView::not("Nothing was published: put right first what is wrong. What is published is as it was.")
            }
        };
        state.done = Some(view.into());
        done()
    }

    /// Makes a policy of a document that the page offers, and of no other.
    fn import(&self, document: &Document) -> Answer {
        let order = Order {
            file: self.inbox().join(&document.file),
            root: self.root.clone(),
            name: None,
            next_of: document.next_of.clone(),
        };
        let mut state = self.state();
        let offered = self.documents().contains(&document.file);
        state.done = Some(match offered.then(|| shelve(&RealDisk, &order)) {
            Some(Ok(shelved)) => self.imported(&shelved),
            Some(Err(fault)) => DoneView::refused(&fault).into(),
            None => DoneView::not("That document is no longer there, so nothing was imported.").into(),
        });
        done()
    }

    fn imported(&self, shelved: &Shelved) -> Done {
        let path = shelved.policy.strip_prefix(self.root.join("content")).ok();
        let path = path.and_then(|path| ContentPath::new(&path.to_string_lossy().replace('\\', "/")).ok());
        Done {
            awaits: path.map(|path| (path, shelved.imported.text.clone())),
            ..Done::from(DoneView {
                well: true,
                words: told::words_at_desk(shelved),
            })
        }
    }

    /// Returns where documents to import are put: beside the pages that confirm them.
    fn inbox(&self) -> PathBuf {
        self.root.join(REPORTS)
    }

    fn documents(&self) -> Vec<String> {
        let inbox = self.inbox();
        let found = RealDisk.walk(&inbox).into_iter().filter_map(Result::ok);
        let files = found.filter(|found| found.kind == Kind::File);
        let names = files.filter_map(|file| Some(file.path.strip_prefix(&inbox).ok()?.to_str()?.to_owned()));
        names.filter(|name| is_document(name)).collect()
    }

    fn checked(&self, shown: &Shown) -> Answer {
        let words = format!("I read everything again. {}.", count(&shown.built.diagnostics));
        self.state().done = Some(DoneView { well: true, words }.into());
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
            Err(fault) => DoneView::refused(&fault.finding),
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

impl From<DoneView> for Done {
    fn from(view: DoneView) -> Self {
        Self {
            view,
            awaits: None,
            first: None,
        }
    }
}

impl DoneView {
    fn refused(fault: &Finding) -> Self {
        let words: Vec<&str> = [&fault.message]
            .into_iter()
            .chain(&fault.hints)
            .map(String::as_str)
            .collect();
        Self::not(&words.join("\n"))
    }

    fn not(words: &str) -> Self {
        Self {
            well: false,
            words: words.to_owned(),
        }
    }
}

/// Windows writes whole paths in a way in which `/` parts no names. People type it all the same.
fn as_typed(path: PathBuf) -> PathBuf {
    let text = path.to_string_lossy();
    match text.strip_prefix(r"\\?\") {
        Some(rest) if !rest.starts_with("UNC") => PathBuf::from(rest),
        _ => path,
    }
}

/// Returns whether a file may be a document to import, by its name; not what Word leaves beside one that is open.
fn is_document(name: &str) -> bool {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    let known = ["docx", "odt", "txt", "md"]
        .iter()
        .any(|known| ending.eq_ignore_ascii_case(known));
    known && !name.starts_with("~$")
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
