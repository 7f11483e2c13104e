//! From Word to a policy, with nothing lost.
//!
//! ```text
//!  the bytes of a file
//!      | read        Word, OpenDocument, text, Markdown -> Document   labels as its own program shows them
//!      | source      the same bytes, gone through blindly -> every word of them is in the document, or named as left out
//!      | understand  Document                           -> Outline    sections, clauses, items, paragraphs
//!      | write       Outline                            -> a policy   Markdown, as an author would have written it
//!      | proof       both                               -> every word of the one is in the other, in order
//! ```

pub mod document; // what every reader gives
mod lead; // a number or a marker at the start of a line
mod leaders; // dots that lead to the number of a page at its end
pub mod outline; // a policy before it is written
pub mod proof; // every word is there
pub mod refused; // why a file was not read
pub mod source; // the words of a file, which its document is held to

pub mod confirm; // what a person is told and shown, and where the policy goes
pub mod read; // the bytes of a file -> `Document`
mod understand; // `Document` -> `Outline`
mod write; // `Outline` -> a policy

#[cfg(test)]
mod kept; // what Markdown or the head of a policy would swallow

#[cfg(test)]
mod random; // documents that nobody would write

use confirm::{pairs, slips};
use document::{Document, Place, Remark, RemarkKind};
use outline::{Shape, Sign};

use crate::diagnostic::text::number;
use crate::diagnostic::{Code, Finding, Severity};
use crate::parse;

/// A policy made of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    /// Its title.
    pub title: String,
    /// Its file.
    pub text: String,
    /// How many words there were, and where they are now.
    pub counts: proof::Counts,
    /// The words of the file, and what of them was left out; none when it was not read from a file.
    pub source: source::Source,
    /// How many numbered sections, clauses and items it has.
    pub clauses: usize,
    /// The head asks a person for something that the document does not say.
    pub asks: bool,
    /// What a person should know, by kind.
    pub remarks: Vec<Remark>,
    /// The document and the policy side by side.
    pub pairs: Vec<pairs::Pair>,
}

/// How often a policy is written again because of what was read in it: a letter that was set aside left another one
/// twice, and deeper lie no lists.
const MOST_PASSES: usize = 12;

/// A policy as it is written and read back, with no word lost.
struct Proved {
    written: write::policy::Written,
    policy: parse::policy::PolicyDoc,
    findings: Vec<Finding>,
    counts: proof::Counts,
}

/// Writes a policy, reads it back and compares it with the document.
fn prove(document: &Document, outline: &outline::Outline) -> Result<Proved, Finding> {
    let proved = |every| {
        let written = write::policy::write(outline, &document.notes, every);
        let (policy, findings) = parse::policy::parse(&written.text);
        let counts = proof::nothing_lost(document, outline, &written.text, &policy)?;
        Ok(Proved {
            written,
            policy,
            findings,
            counts,
        })
    };
    // Where the site counts in another way than was thought, every letter is typed.
    proved(false).or_else(|_: Finding| proved(true))
}

/// Makes a policy of a document. `name` is what its file is called, for a document without a title.
///
/// # Errors
/// A finding where a word would be lost.
pub fn import(mut document: Document, name: &str) -> Result<Imported, Finding> {
    source::nothing_dropped(&document)?;
    understand::links::refuse(&mut document);
    understand::dots::mend(&mut document);
    let contents = understand::contents::leave_out(&mut document);
    let mut outline = understand::understand(&document, name);
    let mut proved = prove(&document, &outline)?;
    for _ in 0..MOST_PASSES {
        let agreed = write::agreed::headings(&mut outline, &proved.written, &proved.policy);
        if !(understand::repeats::letters(&mut outline, &document, &proved.written, &proved.policy) || agreed) {
            break;
        }
        proved = prove(&document, &outline)?;
    }
    let Proved {
        written,
        policy,
        findings,
        counts,
    } = proved;
    let slips = slips::slips(&document);
    let left_out = contents.iter().map(|(at, _)| *at).collect();
    understand::contents::put_back(&mut document, contents);
    outline.remarks.extend(plainer(&document, &outline, &written));
    let pairs = pairs::pairs(&document, &left_out, &outline, &written, &policy);
    let kept = document.source.as_ref().and_then(remarks_kept);
    let mut remarks = document.remarks;
    remarks.extend(kept);
    remarks.extend(slips);
    remarks.extend(std::mem::take(&mut outline.remarks));
    // What is to be filled in stands in the policy itself, and the page asks for it.
    let findings = findings.iter().filter(|found| found.code != Code::ToFillIn);
    remarks.extend(findings.map(of_finding));
    let clauses = policy.all_clauses();
    let clauses = clauses.iter().filter(|clause| !clause.label.is_empty()).count();
    if clauses == 0 {
        remarks.push(nothing_to_cite(&outline.lines));
    }
    remarks.sort_by_key(|remark| (remark.kind, remark.place.order()));
    Ok(Imported {
        clauses,
        title: policy.title.value,
        text: written.text,
        asks: outline.front.whole.is_none(),
        counts,
        source: document.source.unwrap_or_default(),
        remarks,
        pairs,
    })
}

/// Tells how many remarks of colleagues stand in the policy.
fn remarks_kept(source: &source::Source) -> Option<Remark> {
    let says = |remark: &&String| remark.contains(char::is_alphanumeric);
    let remarks = source.remarks.iter().filter(says).count();
    (remarks > 0).then(|| Remark {
        kind: RemarkKind::Mended,
        says: format!(
            "{} kept in the policy between <!-- and -->, which no page shows. Delete what is dealt with.",
            number(remarks, "comment was", "comments were")
        ),
        place: Place::Unknown,
    })
}

/// Tells of each line and footnote of which some words could not be typed as they look.
fn plainer(document: &Document, outline: &outline::Outline, written: &write::policy::Written) -> Vec<Remark> {
    let lines = written.plainer.iter().filter_map(|at| outline.lines.get(*at));
    let remark = |here: &str, place| Remark {
        kind: RemarkKind::Mended,
        says: format!(
            "Some words {here} lost their bold or slanted look, or their link: beside these signs it cannot be typed."
        ),
        place,
    };
    let notes = written.plainer_notes.iter();
    let notes = notes.map(|number| remark(&format!("in footnote {number}"), Place::Unknown));
    notes
        .chain(lines.map(|line| remark("here", line.place(document))))
        .collect()
}

/// Tells that no line has a number by which it could be cited, and what to do.
fn nothing_to_cite(lines: &[outline::Line]) -> Remark {
    let is_figure = |line: &outline::Line| {
        matches!(
            &line.shape,
            Shape::Item {
                sign: Sign::Figure(_),
                ..
            }
        )
    };
    let why = match lines.iter().any(is_figure) {
        true => "The only numbers are those of lists",
        false => "No section and no paragraph has a number",
    };
    Remark::unsure(
        format!(
            "{why}, so no clause can be cited. Number the headings 1, 2, 3 and the paragraphs below them 1.1, 1.2 in the \
             document, and import it again; or type the numbers in the policy, as in \"## 1 Aims\" and \"**1.1** We ...\"."
        ),
        Place::Unknown,
    )
}

/// What the builder of the site will say of the policy is told at once.
fn of_finding(found: &Finding) -> Remark {
    let must = if found.severity == Severity::Error {
        " Put this right before you build the site."
    } else {
        ""
    };
    Remark {
        kind: RemarkKind::Unsure,
        says: format!("{}{must}", found.message),
        place: Place::Unknown,
    }
}
