//! What came of an import: in words for the office, and as data for programs.

use std::path::Path;

use serde::Serialize;

use super::cited::Gone;
use super::shelf::Shelved;
use crate::diagnostic::text::number;
use crate::disk::shown;
use crate::import::Imported;
use crate::import::document::{Place, Remark, RemarkKind};
use crate::import::proof::Counts;

/// How many remarks of one kind are told in the terminal; the page has them all.
const TOLD: usize = 8;

/// The kinds of remark as they are told: what a person has to look at comes first.
pub const KINDS: [RemarkKind; 4] = [
    RemarkKind::Unsure,
    RemarkKind::Slip,
    RemarkKind::Mended,
    RemarkKind::LeftOut,
];

/// Returns what was done and what a person should look at, for somebody at the terminal.
pub fn words(shelved: &Shelved) -> String {
    let then = if shelved.imported.asks {
        "When you have filled in the lines at the top of the policy"
    } else {
        "Then"
    };
    format!("{}\n{then}, type: fingerpost check\n", done(shelved))
}

/// Returns the same for somebody at the desk, which checks after every save.
pub fn words_at_desk(shelved: &Shelved) -> String {
    let then = if shelved.imported.asks {
        "Fill in the lines at the top of the policy, and save it: what is still wrong is said below."
    } else {
        "What is wrong with it, if anything, is said below."
    };
    format!("{}\n{then}\n", done(shelved))
}

fn done(shelved: &Shelved) -> String {
    let imported = &shelved.imported;
    let earlier = shelved
        .earlier
        .as_ref()
        .map(|path| format!("The version before it is kept in {}.\n", shown(path)));
    let lists: String = KINDS.iter().map(|kind| list(*kind, &imported.remarks)).collect();
    format!(
        "Wrote the policy \"{}\" into {}: {}.\n{}{}\n{}\
         The page to confirm is {}: open it, and compare each number with the document.\n{lists}",
        imported.title,
        shown(&shelved.policy),
        number(imported.clauses, "numbered clause", "numbered clauses"),
        earlier.unwrap_or_default(),
        counted(imported),
        lettered(imported).unwrap_or_default(),
        shown(&shelved.report),
    )
}

/// Returns `Every word is in the policy, in its order.`, and the sum: the words of the file, what was left out of them,
/// what its program shows besides, and where they stand now.
pub fn counted(imported: &Imported) -> String {
    let Counts { document, text, head } = imported.counts;
    let source = &imported.source;
    let out = left_out(imported);
    let but = if out.is_empty() { "" } else { " but those left out" };
    let (file, numbers) = match source.count() {
        0 => (document, 0),
        words => (words, document.saturating_sub(source.kept())),
    };
    let numbers = match numbers {
        0 => String::new(),
        more => format!(
            ", and {} before its lines that its program works out",
            number(more, "number", "numbers")
        ),
    };
    format!(
        "Every word{but} is in the policy, in its order. The file has {}{numbers}{out}. The policy has {document}: \
         {text} in its text and {head} at its top.",
        number(file, "word", "words"),
    )
}

/// Returns how many lines have a letter that the document does not show. Whoever wrote a policy as ours knows of them.
fn lettered(imported: &Imported) -> Option<String> {
    let became = imported.pairs.iter().flat_map(|pair| &pair.became);
    let lines = became.filter(|became| became.lettered).count();
    (imported.asks && lines > 0).then(|| {
        let lines = number(lines, "line that is a bullet", "lines that are bullets");
        format!("Lettered by the site, as (a) or (i), so that each can be cited: {lines} in the document.\n")
    })
}

/// Returns how many words of the file were left out, by what they are.
fn left_out(imported: &Imported) -> String {
    let left_out = imported.source.left_out.iter().filter(|(_, words)| **words > 0);
    let out: Vec<String> = left_out
        .map(|(what, words)| format!("{words} {}", what.says()))
        .collect();
    match out.as_slice() {
        [] => String::new(),
        out => format!("; left out: {}", out.join(", ")),
    }
}

fn list(kind: RemarkKind, remarks: &[Remark]) -> String {
    let told: Vec<&Remark> = remarks.iter().filter(|remark| remark.kind == kind).collect();
    if told.is_empty() {
        return String::new();
    }
    let lines: String = told.iter().take(TOLD).map(|remark| line(remark)).collect();
    let more = match told.len().saturating_sub(TOLD) {
        0 => String::new(),
        more => format!("  and {more} more, on the page\n"),
    };
    format!("\n{}:\n{lines}{more}", heading(kind))
}

fn line(remark: &Remark) -> String {
    let place = place(&remark.place)
        .map(|place| format!("{place}: "))
        .unwrap_or_default();
    format!("  {place}{}\n", remark.says)
}

/// Returns what stands over the remarks of one kind.
pub fn heading(kind: RemarkKind) -> &'static str {
    match kind {
        RemarkKind::LeftOut => "Left out",
        RemarkKind::Mended => "Mended on the way",
        RemarkKind::Unsure => "I could not tell, so please look",
        RemarkKind::Slip => "Likely slips of typing, which I left as they are",
    }
}

/// Returns a place as an author counts it.
pub fn place(place: &Place) -> Option<String> {
    match place {
        Place::Paragraph(number) => Some(format!("paragraph {number}")),
        Place::Lines(lines) if lines.len() > 1 => {
            Some(format!("lines {} to {}", lines.start, lines.end.saturating_sub(1)))
        }
        Place::Lines(lines) => Some(format!("line {}", lines.start)),
        Place::Unknown => None,
    }
}

/// The same for programs.
#[derive(Serialize)]
struct Data<'a> {
    policy: String,
    earlier: Option<String>,
    report: String,
    title: &'a str,
    clauses: usize,
    words: WordsData,
    gone: Vec<GoneData<'a>>,
    /// What decisions cite, and has other words in this version.
    reworded: Vec<GoneData<'a>>,
    /// Clauses that the version before has, and this one does not.
    dropped: Vec<String>,
    /// Clauses that this version has, and the one before does not.
    added: Vec<String>,
    remarks: Vec<RemarkData<'a>>,
}

#[derive(Serialize)]
struct WordsData {
    document: usize,
    text: usize,
    head: usize,
    /// Those of the file; of text and Markdown too, where every number is typed.
    file: usize,
    left_out: Vec<LeftOutData>,
}

#[derive(Serialize)]
struct LeftOutData {
    what: &'static str,
    words: usize,
}

/// A clause that a decision cites and the new version does not have.
#[derive(Serialize)]
struct GoneData<'a> {
    decision: &'a str,
    at: &'a str,
    clause: String,
    now: Option<String>,
}

#[derive(Serialize)]
struct RemarkData<'a> {
    kind: &'static str,
    place: Option<String>,
    says: &'a str,
}

/// Returns what was done as one JSON document, ended by a newline.
///
/// # Errors
/// None that input can cause: all that is written are texts and numbers.
pub fn json(shelved: &Shelved) -> serde_json::Result<String> {
    let slashes = |path: &Path| {
        path.to_string_lossy()
            .replace('\\', "/")
            .trim_start_matches("./")
            .to_owned()
    };
    let Counts { document, text, head } = shelved.imported.counts;
    let source = &shelved.imported.source;
    let cited = |reworded: bool| -> Vec<GoneData<'_>> {
        let gone = shelved.gone.iter().filter(|gone| gone.reworded == reworded);
        gone.map(gone_data).collect()
    };
    let data = Data {
        policy: slashes(&shelved.policy),
        earlier: shelved.earlier.as_deref().map(slashes),
        report: slashes(&shelved.report),
        title: &shelved.imported.title,
        clauses: shelved.imported.clauses,
        words: WordsData {
            document,
            text,
            head,
            file: source.count(),
            left_out: source
                .left_out
                .iter()
                .map(|(what, words)| LeftOutData {
                    what: what.says(),
                    words: *words,
                })
                .collect(),
        },
        gone: cited(false),
        reworded: cited(true),
        dropped: shelved.changed.dropped.iter().map(ToString::to_string).collect(),
        added: shelved.changed.added.iter().map(ToString::to_string).collect(),
        remarks: shelved.imported.remarks.iter().map(remark_data).collect(),
    };
    serde_json::to_string_pretty(&data).map(|text| text + "\n")
}

fn gone_data(gone: &Gone) -> GoneData<'_> {
    GoneData {
        decision: &gone.decision,
        at: &gone.at,
        clause: gone.clause.to_string(),
        now: gone.now.as_ref().map(ToString::to_string),
    }
}

fn remark_data(remark: &Remark) -> RemarkData<'_> {
    RemarkData {
        kind: match remark.kind {
            RemarkKind::LeftOut => "left-out",
            RemarkKind::Mended => "mended",
            RemarkKind::Unsure => "unsure",
            RemarkKind::Slip => "slip",
        },
        place: place(&remark.place),
        says: &remark.says,
    }
}
