//! One file's text -> [`Document`]. Pure; never fails; knows no other file, not even the name of its own.

pub mod clauses;
pub mod config;
pub mod decision;
pub mod edition;
pub mod fields;
pub mod front_matter;
pub mod markdown;
pub mod page;
pub mod policy;
pub mod stories;
pub mod target;
pub mod yaml;

use crate::diagnostic::Finding;
use crate::path::ContentPath;

/// What a file of content turned out to be.
#[derive(Clone, Debug, PartialEq)]
pub enum Document {
    /// `site.yaml`.
    Config(Box<config::Config>),
    /// `policies/*.md`, `policies/*/*.md`.
    Policy(Box<policy::PolicyDoc>),
    /// `decisions/*.yaml`.
    Decision(Box<decision::DecisionDoc>),
    /// `decisions/*.stories.yaml`.
    Stories(Box<stories::StoriesDoc>),
    /// `index.md`, `pages/**.md`.
    Page(Box<page::PageDoc>),
    /// Anything that is carried as it is: images, PDFs.
    Asset,
    /// A file of which nothing could be made out.
    Unread,
}

/// What a place in the content folder makes of a file that lies there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// `site.yaml`.
    Config,
    /// `policies/*.md`, `policies/*/*.md`.
    Policy,
    /// `decisions/*.yaml`.
    Decision,
    /// `decisions/*.stories.yaml`.
    Stories,
    /// `index.md`, `pages/**.md`.
    Page,
}

/// A document and what was noticed while reading it.
#[derive(Clone, Debug)]
pub struct Parsed {
    /// The document: as much of it as could be made out.
    pub document: Document,
    /// What is wrong with it.
    pub findings: Vec<Finding>,
}

impl Kind {
    /// Returns what the file at `path` is, by the place where it lies; `None` for what is carried as it is, and for
    /// what lies where nothing is looked for.
    pub fn of(path: &ContentPath) -> Option<Self> {
        let parts: Vec<&str> = path.as_str().split('/').collect();
        match parts.as_slice() {
            ["site.yaml"] => Some(Self::Config),
            ["index.md"] => Some(Self::Page),
            ["policies", name] | ["policies", _, name] => is_markdown(name).then_some(Self::Policy),
            ["decisions", name] => Self::of_decision(name),
            ["pages", .., name] => is_markdown(name).then_some(Self::Page),
            _ => None,
        }
    }

    fn of_decision(name: &str) -> Option<Self> {
        let stem = name.strip_suffix(".yaml").or_else(|| name.strip_suffix(".yml"))?;
        match stem.strip_suffix(".stories") {
            Some(_) => Some(Self::Stories),
            None => Some(Self::Decision),
        }
    }
}

fn is_markdown(name: &str) -> bool {
    name.ends_with(".md")
}

/// Reads one file's `text` as what its place makes of it.
pub fn parse(kind: Kind, text: &str) -> Parsed {
    match kind {
        Kind::Config => parsed(config::parse(text), Document::Config),
        Kind::Policy => parsed(policy::parse(text), Document::Policy),
        Kind::Decision => all_or_nothing(decision::parse(text), Document::Decision),
        Kind::Stories => all_or_nothing(stories::parse(text), Document::Stories),
        Kind::Page => parsed(page::parse(text), Document::Page),
    }
}

fn parsed<T>((document, findings): (T, Vec<Finding>), wrap: fn(Box<T>) -> Document) -> Parsed {
    Parsed {
        document: wrap(Box::new(document)),
        findings,
    }
}

/// YAML cannot be read in part: where it is at fault nothing of the file is known.
fn all_or_nothing<T: Default + PartialEq>(
    (document, findings): (T, Vec<Finding>),
    wrap: fn(Box<T>) -> Document,
) -> Parsed {
    let unread = document == T::default() && findings.iter().any(|finding| finding.code.is_of_yaml());
    match unread {
        true => Parsed {
            document: Document::Unread,
            findings,
        },
        false => parsed((document, findings), wrap),
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What authors type, and the signs that matter to a reader of it.
    const PIECES: [&str; 48] = [
        "title",
        "ask",
        "from",
        "questions",
        "answers",
        "say",
        "go",
        "outcomes",
        "stories",
        "1.10",
        "2.3(c)",
        "Yes",
        "a",
        "é",
        "日",
        ": ",
        ":",
        "\n",
        "\n",
        "\n  ",
        "\n    ",
        "\n- ",
        "- ",
        "{",
        "}",
        "[",
        "]",
        ", ",
        "\"",
        "'",
        "“",
        "”",
        "‘",
        "’",
        "\u{a0}",
        "\t",
        " #",
        "#",
        "&a",
        "*a",
        "!a",
        "|",
        ">",
        "\n---\n",
        "%",
        "\\",
        "<<",
        "\u{7}",
    ];

    /// Makes text that is nearly what an author would write.
    pub(crate) fn scribble() -> impl Strategy<Value = String> {
        let piece = prop_oneof![20 => proptest::sample::select(&PIECES[..]).prop_map(str::to_owned), 1 => ".{0,4}"];
        proptest::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
    }

    const KINDS: [Kind; 5] = [Kind::Config, Kind::Policy, Kind::Decision, Kind::Stories, Kind::Page];

    fn places(finding: &Finding) -> impl Iterator<Item = crate::source::Span> {
        finding
            .span
            .into_iter()
            .chain(finding.also.iter().map(|label| label.span))
    }

    fn every_place_is_in(text: &str, kinds: &[Kind]) -> Result<(), TestCaseError> {
        for &kind in kinds {
            let Parsed { findings, .. } = parse(kind, text);
            for span in findings.iter().flat_map(places) {
                prop_assert!(
                    text.get(span.start..span.end).is_some(),
                    "{span:?} of {kind:?} in {text:?}"
                );
            }
        }
        Ok(())
    }

    proptest! {
        #[test]
        fn no_text_stops_a_parser(text in scribble()) {
            every_place_is_in(&text, &KINDS)?;
            every_place_is_in(&format!("---\ntitle: a\n{text}\n---\n{text}"), &[Kind::Policy])?;
        }

        #[test]
        fn no_change_to_a_good_decision_stops_a_parser(at in 0..20_000usize, length in 0..40usize, piece in scribble()) {
            let good = include_str!("../../content/decisions/may-i-share.yaml");
            let letters: Vec<char> = good.chars().collect();
            let at = at.min(letters.len());
            let end = (at + length).min(letters.len());
            let changed: String = letters[..at].iter().copied().chain(piece.chars()).chain(letters[end..].iter().copied()).collect();
            every_place_is_in(&changed, &[Kind::Decision])?;
        }
    }

    #[test]
    fn the_place_of_a_file_says_what_it_is() {
        let kind = |path: &str| ContentPath::new(path).ok().and_then(|path| Kind::of(&path));
        assert_eq!(kind("site.yaml"), Some(Kind::Config));
        assert_eq!(kind("index.md"), Some(Kind::Page));
        assert_eq!(kind("policies/a.md"), Some(Kind::Policy));
        assert_eq!(kind("policies/a/1.0.md"), Some(Kind::Policy));
        assert_eq!(kind("policies/a/b/c.md"), None);
        assert_eq!(kind("decisions/a.yaml"), Some(Kind::Decision));
        assert_eq!(kind("decisions/a.yml"), Some(Kind::Decision));
        assert_eq!(kind("decisions/a.stories.yaml"), Some(Kind::Stories));
        assert_eq!(kind("decisions/old/a.yaml"), None);
        assert_eq!(kind("pages/a/b.md"), Some(Kind::Page));
        assert_eq!(kind("pages/a.png"), None);
        assert_eq!(kind("notes.md"), None);
    }
}
