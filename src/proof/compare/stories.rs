//! Worked examples: readers see them, so they are compared as well.

use super::Change;
use super::lists::{Kind, named};
use crate::parse::stories::StoryDoc;
use crate::site::Decision;

/// Lists what differs among the stories of two versions, where both are known with their stories.
pub(super) fn changes(old: &Decision, new: &Decision) -> Vec<Change> {
    let kind = Kind {
        one: "worked example",
        all: "The worked examples",
    };
    let name = |story: &StoryDoc| story.name.value.clone();
    named(kind, (stories(old), stories(new)), name, in_words, |_, _| Vec::new())
}

fn stories(decision: &Decision) -> &[StoryDoc] {
    let stories = decision.stories.as_ref();
    stories.map(|(_, doc)| doc.stories.as_slice()).unwrap_or_default()
}

fn in_words(story: &StoryDoc) -> String {
    let StoryDoc {
        name: _,
        answers,
        at_any_time,
        ends_at,
        record,
    } = story;
    let answers = answers
        .iter()
        .map(|(step, answer)| format!("{}: {}.", step.value, answer.value));
    let exit = at_any_time.iter().map(|exit| format!("Way out: {}.", exit.value));
    let ends = format!("Ends at {}.", ends_at.value);
    let record = record
        .iter()
        .map(|(line, words)| format!("Record, {}: {}.", line.value, words.value));
    answers
        .chain(exit)
        .chain([ends])
        .chain(record)
        .collect::<Vec<_>>()
        .join(" ")
}
