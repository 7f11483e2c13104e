//! The head of a page, between two lines of dashes: where it ends, and what a policy or a page says in it.

use super::edition::edition;
use super::fields::{Fields, Thing, read};
use super::page::PageDoc;
use super::policy::{Basis, PolicyDoc};
use super::yaml::{self, Node};
use crate::diagnostic::{Code, Finding};
use crate::source::{Span, Spanned};

/// What an import writes at the top of a policy, above the keys that the document does not give: each is a comment.
pub const ASKED: &str = "# The document does not say the following. Type what is right, and take the # away.";

/// The keys that an import leaves to a person.
const LEFT: [&str; 8] = [
    "summary",
    "version",
    "approved",
    "approved-by",
    "in-force",
    "review-by",
    "owner",
    "changes",
];

/// Reads the head of a policy. Returns the policy without its clauses, where its body stands, and what is wrong.
pub fn policy_front(text: &str) -> (PolicyDoc, Span, Vec<Finding>) {
    let (doc, body, mut findings) = front(text, "policy", policy);
    findings.extend(to_fill_in(text, body));
    (doc, body, findings)
}

/// Tells of keys that are still comments, as an import leaves them.
fn to_fill_in(text: &str, body: Span) -> Option<Finding> {
    let at = text.get(..body.start)?.find(ASKED)?;
    let end = at + ASKED.len();
    let keys = text.get(end..body.start)?.lines().skip(1).map_while(|line| {
        let (key, _) = line.strip_prefix("# ")?.split_once(':')?;
        LEFT.contains(&key).then_some(key)
    });
    let keys: Vec<&str> = keys.collect();
    let message = format!(
        "This policy was imported, and its top is not filled in yet: {}.",
        keys.join(", ")
    );
    (!keys.is_empty()).then(|| {
        Finding::new(Code::ToFillIn, Span::new(at, end), message)
            .hint("Type what is right in the lines below this one, and take the # away; delete those that you do not need.")
            .hint("When all is filled in, delete this line too.")
    })
}

/// Reads the head of a page. Returns the page without its text, where that stands, and what is wrong.
pub fn page_front(text: &str) -> (PageDoc, Span, Vec<Finding>) {
    front(text, "page", page)
}

fn policy(fields: &mut Fields<'_>) -> PolicyDoc {
    PolicyDoc {
        title: title(fields),
        summary: fields.text("summary"),
        edition: edition(fields),
        owner: fields.text("owner"),
        based_on: fields.each("based-on", basis),
        changes: fields.text("changes"),
        ..PolicyDoc::default()
    }
}

fn basis(node: &Node, findings: &mut Vec<Finding>) -> Option<Basis> {
    read(Thing::unnamed("source", node), node, findings, |fields| Basis {
        title: title(fields),
        by: fields.text("by"),
        reference: fields.text("reference"),
        link: fields.link("link"),
        replaced_by: fields.text("replaced-by"),
    })
}

fn page(fields: &mut Fields<'_>) -> PageDoc {
    PageDoc {
        title: title(fields),
        summary: fields.text("summary"),
        ..PageDoc::default()
    }
}

fn title(fields: &mut Fields<'_>) -> Spanned<String> {
    fields.required_text("title", "Write what it is called: title: ...")
}

fn front<T: Default>(
    text: &str,
    kind: &'static str,
    take: impl FnOnce(&mut Fields<'_>) -> T,
) -> (T, Span, Vec<Finding>) {
    let parts = split(text);
    let mut findings = parts.findings;
    let Some(head) = parts.head else {
        return (T::default(), parts.body, findings);
    };
    let (root, faults) = yaml::parse(text, head);
    if root.is_none() && faults.is_empty() {
        findings.push(empty_head(kind, head));
    }
    findings.extend(faults);
    let doc = root.and_then(|node| read(Thing::unnamed(kind, &node), &node, &mut findings, take));
    (doc.unwrap_or_default(), parts.body, findings)
}

fn empty_head(kind: &str, head: Span) -> Finding {
    let message = format!("This {kind} has no 'title'.");
    Finding::new(Code::MissingKey, head, message)
        .hint("Write what it is called between the two lines of dashes: title: ...")
}

/// A text, taken apart.
struct Parts {
    head: Option<Span>,
    body: Span,
    findings: Vec<Finding>,
}

/// Takes a text apart into its head and its body. Blank lines may stand in front of the head.
fn split(text: &str) -> Parts {
    let first = text.len() - text.trim_start().len();
    let Some(opening) = line_at(text, first).filter(|line| is_fence(line.slice(text))) else {
        return Parts {
            head: None,
            body: Span::new(0, text.len()),
            findings: vec![no_head(line_at(text, first).unwrap_or_default())],
        };
    };
    let begin = behind(text, opening);
    let mut findings: Vec<Finding> = long_dash(text, opening).into_iter().collect();
    let end = lines_from(text, begin).find(|line| is_fence(line.slice(text)) || line.slice(text).trim_end() == "...");
    if let Some(closing) = end {
        findings.extend(long_dash(text, closing));
        return Parts {
            head: Some(Span::new(begin, closing.start)),
            body: Span::new(behind(text, closing), text.len()),
            findings,
        };
    }
    findings.push(not_closed(opening));
    let end = where_text_begins(text, begin);
    Parts {
        head: Some(Span::new(begin, end)),
        body: Span::new(end, text.len()),
        findings,
    }
}

/// Three or more dashes. Word makes long dashes of them, and those are understood too, and reported.
fn is_fence(line: &str) -> bool {
    let line = line.trim_end();
    let dashes = line.chars().all(|c| matches!(c, '-' | '–' | '—'));
    dashes && (line.starts_with("---") || line.contains(['–', '—']))
}

fn long_dash(text: &str, line: Span) -> Option<Finding> {
    line.slice(text).contains(['–', '—']).then(|| {
        let message = "This looks pasted from Word: the line of dashes is a long dash.";
        Finding::new(Code::YamlPasted, line, message).hint("Type three short ones instead: ---")
    })
}

fn no_head(first_line: Span) -> Finding {
    let message = "This file does not begin with its title between two lines of dashes.";
    Finding::new(Code::MissingKey, first_line, message)
        .hint("Begin it with a line ---, then a line title: and its title, then another line ---.")
}

fn not_closed(opening: Span) -> Finding {
    let message = "The lines about this page begin here with dashes, and no second line of dashes ends them.";
    Finding::new(Code::YamlSyntax, opening, message).hint("Type --- on a line of its own, in front of the text.")
}

/// Guesses where the text begins when no line of dashes says so: at a blank line, a heading, or a line without a
/// colon that is no part of a list.
fn where_text_begins(text: &str, from: usize) -> usize {
    let begins = |line: &Span| {
        let words = line.slice(text);
        words.trim().is_empty()
            || words.starts_with("##")
            || !words.starts_with([' ', '-', '#']) && !words.contains(':')
    };
    lines_from(text, from)
        .find(begins)
        .map_or(text.len(), |line| line.start)
}

fn lines_from(text: &str, from: usize) -> impl Iterator<Item = Span> {
    std::iter::successors(line_at(text, from), move |line| line_at(text, line.end + 1))
}

/// Returns the rest of the line that holds byte `at`, without its line end; `None` behind the last line.
fn line_at(text: &str, at: usize) -> Option<Span> {
    let rest = text.get(at..).filter(|rest| !rest.is_empty())?;
    let length = rest.find('\n').unwrap_or(rest.len());
    Some(Span::new(at, at + length))
}

fn behind(text: &str, line: Span) -> usize {
    (line.end + 1).min(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> (String, &str, Vec<Code>) {
        let (doc, body, findings) = page_front(text);
        (
            doc.title.value,
            body.slice(text),
            findings.iter().map(|finding| finding.code).collect(),
        )
    }

    #[test]
    fn the_head_is_split_from_the_body() {
        assert_eq!(told("---\ntitle: a\n---\nbody\n"), ("a".into(), "body\n", vec![]));
        assert_eq!(told("\n---\ntitle: a\n---"), ("a".into(), "", vec![]));
    }

    #[test]
    fn a_head_that_is_not_there_or_not_closed_is_told() {
        assert_eq!(told("# Hello\n"), (String::new(), "# Hello\n", vec![Code::MissingKey]));
        assert_eq!(told(""), (String::new(), "", vec![Code::MissingKey]));
        assert_eq!(
            told("---\ntitle: a\n\nHello\n"),
            ("a".into(), "\nHello\n", vec![Code::YamlSyntax])
        );
        assert_eq!(told("---\n---\n"), (String::new(), "", vec![Code::MissingKey]));
    }

    #[test]
    fn long_dashes_are_understood_and_told() {
        assert_eq!(told("—-\ntitle: a\n---\nx"), ("a".into(), "x", vec![Code::YamlPasted]));
    }

    #[test]
    fn places_and_lines_are_those_of_the_whole_file() {
        let text = "---\ntitle: a\ntitle: b\n---\n";
        let (_, _, findings) = page_front(text);
        assert_eq!(
            findings[0].message,
            "'title' is written twice, lines 2 and 3. Only one can stay."
        );
        assert_eq!(findings[0].span, Some(Span::new(13, 18)));
    }

    #[test]
    fn a_policy_keeps_its_version_as_typed() {
        let (doc, _, findings) = policy_front("---\ntitle: a\nversion: 1.10\nbased-on:\n  - title: b\n---\n");
        assert_eq!(findings, []);
        assert_eq!(
            doc.edition.version.map(|version| version.value).as_deref(),
            Some("1.10")
        );
        assert_eq!(doc.based_on.len(), 1);
    }
}
