//! All that the desk shows, as its template sees it. Pure.

use std::collections::BTreeMap;

use serde::Serialize;

use super::wish::{ADDRESS, Form};
use crate::date::Date;
use crate::diagnostic::text::{count, excerpt_of, number, place_of};
use crate::diagnostic::{Code, Diagnostic, in_order};
use crate::parse::edition::Edition;
use crate::parse::markdown::plain_blocks;
use crate::path::{ContentPath, OutputPath};
use crate::proof::compare::words::{pieces, sentence, shortened};
use crate::proof::compare::{Change, Piece, PieceKind};
use crate::publish::changes::{Changes, Kind, Page};
use crate::serve::shown::Shown;
use crate::site::{Decision, Policy, Site, Step};
use crate::source::{Sources, Spanned};

/// Findings that are told on the desk; of more than these only the number.
const TOLD: usize = 50;

/// What the desk shows.
#[derive(Debug, Serialize)]
pub struct DeskView {
    /// The site's title.
    pub site: String,
    /// The language of the site's own words.
    pub language: String,
    /// Where the desk is: what its buttons' addresses begin with.
    pub desk: &'static str,
    /// What makes the buttons work.
    pub token: String,
    /// What was done last.
    pub done: Option<DoneView>,
    /// Whether something keeps the site from being published.
    pub broken: bool,
    /// How much is wrong.
    pub count: String,
    /// What is wrong, the worst first.
    pub findings: Vec<FindingView>,
    /// How many more findings there are.
    pub more_findings: usize,
    /// The forms in which the site can be handed over.
    pub ahead: Vec<AheadView>,
    /// What can be imported.
    pub inbox: InboxView,
    /// The policies and the decisions.
    pub shelves: Vec<ShelfView>,
}

/// What can be imported.
#[derive(Debug, Serialize)]
pub struct InboxView {
    /// The folder that documents are put into.
    pub folder: String,
    /// The names of those that are there.
    pub documents: Vec<String>,
    /// The policies that one may be the next version of.
    policies: Vec<NamedView>,
}

#[derive(Debug, Serialize)]
struct NamedView {
    name: String,
    title: String,
}

/// What was done last.
#[derive(Clone, Debug, Serialize)]
pub struct DoneView {
    /// Whether it went well.
    pub well: bool,
    /// What, in lines.
    pub words: String,
}

/// Something that is wrong, or worth a look.
#[derive(Debug, Serialize)]
pub struct FindingView {
    is_problem: bool,
    place: String,
    message: String,
    excerpt: String,
    hints: Vec<String>,
    code: &'static str,
}

/// A form in which the site can be handed over, and what that would change.
#[derive(Debug, Serialize)]
pub struct AheadView {
    /// The button's name in addresses.
    pub button: &'static str,
    /// The form, as a heading.
    pub title: &'static str,
    /// The field's name.
    pub label: &'static str,
    /// The button's words.
    pub press: &'static str,
    /// What is typed into the field.
    pub place: String,
    /// The whole path of what is typed.
    pub whole: String,
    /// The name of what would change.
    pub told: String,
    /// What would change, in a line; or why it cannot be done.
    pub summary: String,
    /// Why it cannot be done, in more lines.
    pub refused: Vec<String>,
    /// What would change, by kind.
    pub kinds: Vec<KindView>,
}

impl AheadView {
    /// Returns what is to be seen of a form before anything is known of what it would change.
    pub fn new(form: Form, place: String, whole: String) -> Self {
        let (button, title, label, press) = match form {
            Form::Folder => ("publish", "As a folder", "Folder", "Publish to the folder"),
            Form::Zip => ("zip", "As one zip file", "Zip file", "Make a zip"),
        };
        Self {
            button,
            title,
            label,
            press,
            place,
            whole,
            told: String::new(),
            summary: String::new(),
            refused: Vec::new(),
            kinds: Vec::new(),
        }
    }
}

/// Pages to which the same would happen.
#[derive(Debug, Serialize)]
pub struct KindView {
    name: String,
    pages: Vec<PageView>,
    more: usize,
}

#[derive(Debug, Serialize)]
struct PageView {
    title: String,
    url: Option<String>,
    words: Vec<ChangeView>,
    more: usize,
}

#[derive(Debug, Serialize)]
struct ChangeView {
    sentence: String,
    pieces: Vec<PieceView>,
}

#[derive(Debug, Serialize)]
struct PieceView {
    kind: &'static str,
    text: String,
}

/// Things of one sort that the site holds.
#[derive(Debug, Serialize)]
pub struct ShelfView {
    title: &'static str,
    held: Vec<HeldView>,
}

#[derive(Debug, Serialize)]
struct HeldView {
    title: String,
    url: Option<String>,
    file: String,
    version: Option<String>,
    in_force: Option<String>,
    review_by: Option<String>,
    overdue: bool,
    words: String,
    saved: Option<String>,
}

/// What is known of the site, for the parts of the view that hang on it.
pub struct Known<'a> {
    /// What the preview shows.
    pub shown: &'a Shown,
    /// The newest files, linked, whatever is wrong with them.
    pub site: &'a Site,
    /// When each file was saved, in words.
    pub saved: &'a BTreeMap<ContentPath, String>,
    /// The folder of documents to import, and the names of those in it.
    pub documents: (&'a str, &'a [String]),
}

/// Returns the findings of the newest build as the desk tells them, and how many more there are.
pub fn findings(diagnostics: &[Diagnostic], sources: &Sources) -> (Vec<FindingView>, usize) {
    let all = in_order(diagnostics.to_vec());
    let told = all.iter().take(TOLD).map(|found| FindingView {
        is_problem: found.is_error(),
        place: place_of(found, sources),
        message: found.finding.message.clone(),
        excerpt: excerpt_of(found, sources),
        hints: found.finding.hints.clone(),
        code: found.finding.code.name(),
    });
    (told.collect(), all.len().saturating_sub(TOLD))
}

impl DeskView {
    /// Puts together what is to be seen.
    pub fn new(known: &Known<'_>, token: String, done: Option<DoneView>, ahead: Vec<AheadView>) -> Self {
        let built = &known.shown.built;
        let (findings, more_findings) = findings(&built.diagnostics, &built.sources);
        Self {
            site: known.site.config.title.clone(),
            language: known.site.config.language.clone(),
            desk: ADDRESS,
            token,
            done,
            broken: known.shown.faults.is_some(),
            count: count(&built.diagnostics),
            findings,
            more_findings,
            ahead,
            inbox: inbox(known),
            shelves: shelves(known),
        }
    }
}

fn inbox(known: &Known<'_>) -> InboxView {
    let (folder, documents) = known.documents;
    InboxView {
        folder: folder.to_owned(),
        documents: documents.to_vec(),
        policies: named(known.site),
    }
}

/// Returns the policies in force, those that cannot be read among them: each by its title, and by its file's name where
/// it has none or shares it.
fn named(site: &Site) -> Vec<NamedView> {
    let read = site.policies.iter();
    let read = read.map(|(name, policy)| (name.as_str(), policy.doc.title.value.as_str()));
    let unread = site.unread.iter().filter(|path| path.folder() == "policies");
    let unread = unread.map(|path| (path.stem(), ""));
    let all: BTreeMap<&str, &str> = unread.chain(read).collect();
    let shared = |title: &str| all.values().filter(|other| **other == title).count() > 1;
    let title = |name: &str, title: &str| match title {
        "" => format!("{name}.md"),
        title if shared(title) => format!("{title} ({name}.md)"),
        title => title.to_owned(),
    };
    let views = all.iter().map(|(name, typed)| NamedView {
        name: (*name).to_owned(),
        title: title(name, typed),
    });
    views.collect()
}

fn shelves(known: &Known<'_>) -> Vec<ShelfView> {
    let policies = known.site.policies.values().map(|policy| policy_held(known, policy));
    let decisions = known.site.decisions.values().map(|one| decision_held(known, one));
    let shelves = [("Policies", policies.collect()), ("Decisions", decisions.collect())];
    let shelves = shelves.into_iter().map(|(title, held)| ShelfView { title, held });
    shelves.filter(|shelf: &ShelfView| !shelf.held.is_empty()).collect()
}

fn policy_held(known: &Known<'_>, policy: &Policy) -> HeldView {
    let clauses = policy.doc.all_clauses();
    let words = clauses
        .iter()
        .map(|clause| counted(&clause.own_words(&[])))
        .sum::<usize>();
    HeldView {
        words: number(words + counted(&plain_blocks(&policy.doc.preamble)), "word", "words"),
        ..held(
            known,
            &policy.doc.title.value,
            &policy.path,
            &policy.output,
            &policy.doc.edition,
        )
    }
}

fn decision_held(known: &Known<'_>, decision: &Decision) -> HeldView {
    let of_step = |step: &Step| {
        let answers: usize = step.arrows.iter().map(|arrow| counted(&arrow.say)).sum();
        counted(step.title()) + counted(&step.below_title()) + answers
    };
    let words = decision.steps.iter().map(of_step).sum();
    let doc = &decision.doc;
    HeldView {
        words: number(words, "word", "words"),
        ..held(known, &doc.title.value, &decision.path, &decision.output, &doc.edition)
    }
}

fn counted(text: &str) -> usize {
    let is_word = |word: &&str| word.contains(char::is_alphanumeric);
    text.split_whitespace().filter(is_word).count()
}

fn held(known: &Known<'_>, title: &str, path: &ContentPath, output: &OutputPath, edition: &Edition) -> HeldView {
    let late = |found: &Diagnostic| found.finding.code == Code::Overdue && found.path.as_ref() == Some(path);
    let in_words = |date: &Spanned<Date>| date.value.in_words();
    HeldView {
        title: if title.is_empty() {
            path.stem().to_owned()
        } else {
            title.to_owned()
        },
        url: url(known.shown, output),
        file: format!("content/{path}"),
        version: edition.version.as_ref().map(|version| version.value.clone()),
        in_force: edition.in_force.as_ref().map(in_words),
        review_by: edition.review_by.as_ref().map(in_words),
        overdue: known.shown.built.diagnostics.iter().any(late),
        words: String::new(),
        saved: known.saved.get(path).cloned(),
    }
}

/// Returns where the preview shows a page, where it does.
fn url(shown: &Shown, path: &OutputPath) -> Option<String> {
    let there = shown.site.as_ref().is_some_and(|site| site.files.contains_key(path));
    there.then(|| format!("/{}", OutputPath::home().link_to(path)))
}

/// Returns what would change, kind by kind.
pub fn kinds(changes: &Changes, shown: &Shown) -> Vec<KindView> {
    let kind = |kind: &Kind| KindView {
        name: format!("{}: {}", kind.name, number(kind.count, "page", "pages")),
        pages: kind.pages.iter().map(|one| page(one, &kind.pages, shown)).collect(),
        more: kind.more(),
    };
    changes.kinds.iter().map(kind).collect()
}

/// `among` are the pages that it stands beside: where two have one title, each also has its address.
fn page(page: &Page, among: &[Page], shown: &Shown) -> PageView {
    let shared = among.iter().filter(|other| other.title == page.title).count() > 1;
    PageView {
        title: match &page.title {
            Some(title) if shared => format!("{title} ({})", page.path),
            Some(title) => title.clone(),
            None => page.path.to_string(),
        },
        url: url(shown, &page.path),
        words: page.words.iter().map(change).collect(),
        more: page.more,
    }
}

fn change(change: &Change) -> ChangeView {
    ChangeView {
        sentence: sentence(change),
        pieces: pieces(change).iter().map(piece).collect(),
    }
}

fn piece(piece: &Piece) -> PieceView {
    let (kind, text) = match piece.kind {
        PieceKind::Same => ("same", shortened(&piece.text)),
        PieceKind::Out => ("out", piece.text.clone()),
        PieceKind::In => ("in", piece.text.clone()),
    };
    PieceView { kind, text }
}
