//! Stories as written: worked examples of a decision that are also its tests.

use std::collections::BTreeMap;

use super::fields::{Fields, Thing, read};
use super::yaml::{self, Node};
use crate::diagnostic::{Code, Finding};
use crate::source::{Span, Spanned};

/// One file of stories.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StoriesDoc {
    /// The decision they belong to: a file beside this one.
    pub stories_for: Option<Spanned<String>>,
    /// The stories, in order.
    pub stories: Vec<StoryDoc>,
}

/// One story.
#[derive(Clone, Debug, PartialEq)]
pub struct StoryDoc {
    /// What happens, in a line.
    pub name: Spanned<String>,
    /// The answers given: question and answer, in the order of the file.
    pub answers: Vec<(Spanned<String>, Spanned<String>)>,
    /// The way out taken instead of, or behind, the answers.
    pub at_any_time: Option<Spanned<String>>,
    /// The outcome it must reach.
    pub ends_at: Spanned<String>,
    /// Fields of the record and what they must hold.
    pub record: Vec<(Spanned<String>, Spanned<String>)>,
}

/// Reads a file of stories.
pub fn parse(text: &str) -> (StoriesDoc, Vec<Finding>) {
    let (root, mut findings) = yaml::parse(text, Span::new(0, text.len()));
    if root.is_none() && findings.is_empty() {
        findings.push(no_stories());
    }
    let doc = root.and_then(|node| read(Thing::unnamed("file of stories", &node), &node, &mut findings, stories));
    (doc.unwrap_or_default(), findings)
}

fn no_stories() -> Finding {
    Finding::of_file(Code::NoStory, "This file of stories is empty.")
        .hint("Write stories-for: and the name of the decision's file, then stories: and the stories.")
}

fn stories(fields: &mut Fields<'_>) -> StoriesDoc {
    let hint = "Write the name of the decision's file: stories-for: may-i-share.yaml";
    if fields.node("stories-for").is_none() {
        fields.is_missing("stories-for", hint);
    }
    if fields.node("stories").is_none() {
        fields.is_missing("stories", "Write one story at least, beginning with a dash.");
    }
    let doc = StoriesDoc {
        stories_for: fields.text("stories-for"),
        stories: fields.each("stories", story),
    };
    fields.findings.extend(equal_names(&doc.stories));
    doc
}

fn story(node: &Node, findings: &mut Vec<Finding>) -> Option<StoryDoc> {
    read(Thing::unnamed("story", node), node, findings, |fields| {
        if fields.node("answers").is_none() && fields.node("at-any-time").is_none() {
            fields.is_missing(
                "answers",
                "Write the answers on the way: answers: {consent: yes, authorised: yes}",
            );
        }
        StoryDoc {
            name: fields.required_text("name", "Say in a line what happens: name: ..."),
            answers: fields.pairs("answers"),
            at_any_time: fields.text("at-any-time"),
            ends_at: fields.required_text(
                "ends-at",
                "Write the name of the ending that it must reach: ends-at: ...",
            ),
            record: fields.pairs("record"),
        }
    })
}

/// Two stories of one name could not be told apart in a report.
fn equal_names(stories: &[StoryDoc]) -> Vec<Finding> {
    let mut first = BTreeMap::new();
    let named = stories
        .iter()
        .map(|story| &story.name)
        .filter(|name| !name.value.is_empty());
    named
        .filter_map(|name| match first.get(&name.value) {
            Some(earlier) => Some(equal_name(name, *earlier)),
            None => {
                first.insert(&name.value, name.span);
                None
            }
        })
        .collect()
}

fn equal_name(name: &Spanned<String>, earlier: Span) -> Finding {
    let message = format!("Two stories are called '{}'.", name.value);
    Finding::new(Code::NoStory, name.span, message)
        .also(earlier, "the first one")
        .hint("Say in the name of each what is different about it.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_story_keeps_the_order_and_the_words_of_its_answers() {
        let (doc, findings) =
            parse("stories-for: a.yaml\nstories:\n  - name: n\n    answers: {b: no, a: yes}\n    ends-at: e\n");
        assert_eq!(findings, []);
        let answers = doc.stories.iter().flat_map(|story| &story.answers);
        let answers: Vec<_> = answers
            .map(|(step, answer)| (step.value.as_str(), answer.value.as_str()))
            .collect();
        assert_eq!(answers, [("b", "no"), ("a", "yes")]);
    }

    #[test]
    fn what_a_story_lacks_is_told() {
        let (_, findings) =
            parse("stories-for: a.yaml\nstories:\n  - name: n\n  - name: n\n    at-any-time: x\n    ends-at: e\n");
        let codes: Vec<_> = findings.iter().map(|finding| finding.code).collect();
        assert_eq!(codes, [Code::MissingKey, Code::MissingKey, Code::NoStory]);
    }

    #[test]
    fn an_empty_file_tells_no_story() {
        assert_eq!(parse("# nothing yet\n").1, [no_stories()]);
    }
}
