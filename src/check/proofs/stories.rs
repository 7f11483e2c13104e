//! Stories that do not go as they say, each told with the step at which it parted from the decision.

use crate::diagnostic::nearest::nearest;
use crate::diagnostic::{Code, Diagnostic, Finding};
use crate::parse::stories::StoryDoc;
use crate::proof::stories::{StoryProof, Went};
use crate::proof::{Graph, Journey, Proof, Way};
use crate::site::{Step, StepId};
use crate::source::Spanned;

pub(super) fn found(graph: &Graph, proof: &Proof) -> Vec<Diagnostic> {
    let decision = graph.decision;
    match &decision.stories {
        Some((path, doc)) if doc.stories.is_empty() => vec![none_tried().in_file(path)],
        Some((path, _)) => {
            let findings = proof.stories.iter().filter_map(|story| of_story(graph, story));
            findings.map(|finding| finding.in_file(path)).collect()
        }
        None => {
            let hint = format!("Write some into a file beside it: {}.stories.yaml", decision.name);
            vec![none_tried().hint(hint).in_file(&decision.path)]
        }
    }
}

fn none_tried() -> Finding {
    let message = "No story was tried. Stories show that people who follow this decision end where they should.";
    Finding::of_file(Code::NoStory, message)
        .hint("Write a story at least for each ending: a name, the answers given, and where it must end.")
}

fn of_story(graph: &Graph, proof: &StoryProof) -> Option<Finding> {
    let story = proof.story;
    match &proof.went {
        Went::Well(_) => None,
        Went::Unfinished(journey) => Some(unfinished(graph, story, journey)),
        Went::UnknownAnswer { journey, answer } => Some(unknown_answer(graph, story, journey, *answer)),
        Went::UnknownExit => story.at_any_time.as_ref().map(|exit| unknown_exit(graph, exit)),
        Went::EndedBeforeExit(journey) => Some(ended_before_exit(graph, story, journey)),
        Went::UnknownEnding => Some(unknown_ending(graph, story)),
        Went::Elsewhere { way, parted } => Some(elsewhere(graph, story, way, *parted)),
        Went::LeftOver { way, answers } => Some(left_over(graph, story, way, answers)),
        Went::RecordDiffers { way, line, holds } => record_differs(graph, story, way, (*line, holds.as_deref())),
    }
}

fn unfinished(graph: &Graph, story: &StoryDoc, journey: &Journey) -> Finding {
    let step = graph.step(journey.at);
    let message = format!(
        "The story '{}' stops at '{}', and has no answer for it.",
        story.name.value, step.id
    );
    Finding::new(Code::StoryUnfinished, story.name.span, message)
        .hint_if(misspelt(graph, story, journey, step))
        .hint(format!("Add an answer for '{}': {}.", step.id, ways_on(graph, step)))
}

/// A story that stops often names its next question a little wrong.
fn misspelt(graph: &Graph, story: &StoryDoc, journey: &Journey, step: &Step) -> Option<String> {
    let asked: Vec<&str> = journey
        .given
        .iter()
        .map(|(id, _)| graph.step(*id).id.as_str())
        .collect();
    let answers = story.answers.iter().map(|(question, _)| question.value.as_str());
    let typed = nearest(&step.id, answers.filter(|name| !asked.contains(name)))?;
    Some(format!("It answers '{typed}'. Is '{}' meant?", step.id))
}

/// Says what the decision does at a step: `'yes' leads to 'shared', 'no' to 'ask-first'`.
fn ways_on(graph: &Graph, step: &Step) -> String {
    let on = |to: Option<StepId>| to.map_or("nowhere", |to| graph.step(to).id.as_str());
    let ways = step.arrows.iter().enumerate().map(|(i, arrow)| {
        let leads = if i == 0 { " leads" } else { "" };
        format!("'{}'{leads} to '{}'", arrow.id, on(arrow.to.step()))
    });
    ways.collect::<Vec<_>>().join(", ")
}

fn unknown_answer(graph: &Graph, story: &StoryDoc, journey: &Journey, answer: usize) -> Finding {
    let step = graph.step(journey.at);
    let typed = story
        .answers
        .get(answer)
        .map(|(_, answer)| answer.clone())
        .unwrap_or_default();
    let message = format!(
        "The story '{}' answers '{}' at '{}', and there is no such answer.",
        story.name.value, typed.value, step.id
    );
    let near = nearest(&typed.value, step.arrows.iter().map(|arrow| arrow.id.as_str()));
    Finding::new(Code::UnknownName, typed.span, message)
        .hint_if(near.map(|near| format!("Did you mean '{near}'?")))
        .hint(format!("At '{}', {}.", step.id, ways_on(graph, step)))
}

fn unknown_exit(graph: &Graph, typed: &Spanned<String>) -> Finding {
    let exits: Vec<&str> = graph.decision.exits.iter().map(|exit| exit.id.as_str()).collect();
    let message = format!(
        "The decision has no way out at any time that is called '{}'.",
        typed.value
    );
    let there_are = match exits.as_slice() {
        [] => "It has none at all.".to_owned(),
        names => format!("There is: {}.", names.join(", ")),
    };
    Finding::new(Code::UnknownName, typed.span, message)
        .hint_if(nearest(&typed.value, exits.iter().copied()).map(|near| format!("Did you mean '{near}'?")))
        .hint(there_are)
}

fn ended_before_exit(graph: &Graph, story: &StoryDoc, journey: &Journey) -> Finding {
    let typed = story.at_any_time.clone().unwrap_or_default();
    let message = format!(
        "The story '{}' is already at its end, '{}', and an ending has no way out such as '{}'.",
        story.name.value,
        graph.step(journey.at).id,
        typed.value,
    );
    Finding::new(Code::StoryUnfinished, typed.span, message)
        .hint("Take the way out from the story, or the answers that lead past it.")
}

fn unknown_ending(graph: &Graph, story: &StoryDoc) -> Finding {
    let typed = &story.ends_at;
    let outcomes = graph.decision.steps.iter().filter(|step| step.verdict().is_some());
    let near = nearest(&typed.value, outcomes.map(|step| step.id.as_str()));
    let message = match graph.decision.step_named(&typed.value) {
        Some(_) => format!(
            "This story is meant to end at '{}', and that is a question, not an outcome.",
            typed.value
        ),
        None => format!(
            "This story is meant to end at '{}', and no outcome has that name.",
            typed.value
        ),
    };
    Finding::new(Code::UnknownStep, typed.span, message).hint_if(near.map(|near| format!("Did you mean '{near}'?")))
}

fn elsewhere(graph: &Graph, story: &StoryDoc, way: &Way, parted: Option<usize>) -> Finding {
    let meant = story.ends_at.value.as_str();
    let ends = format!(
        "The story '{}' was meant to end at '{meant}' but ends at '{}'",
        story.name.value,
        graph.step(way.ending).id
    );
    let (because, hint) = match parted.and_then(|at| way.journey.answers(graph).nth(at)) {
        Some((step, arrow)) => {
            let step = graph.step(step);
            let because = format!(
                ". After '{}' at '{}', '{meant}' can no longer be reached.",
                arrow.id, step.id
            );
            (because, Some(format!("At '{}', {}.", step.id, ways_on(graph, step))))
        }
        None if way.exit.is_some() => (", where that way out leads.".to_owned(), None),
        None => (". No answers lead there.".to_owned(), None),
    };
    Finding::new(Code::StoryFailed, story.ends_at.span, ends + &because)
        .hint_if(hint)
        .hint("Change the decision if the story is right, or the story if the decision is.")
}

fn left_over(graph: &Graph, story: &StoryDoc, way: &Way, answers: &[usize]) -> Finding {
    let left: Vec<&Spanned<String>> = answers.iter().filter_map(|i| Some(&story.answers.get(*i)?.0)).collect();
    let names: Vec<String> = left.iter().map(|name| format!("'{}'", name.value)).collect();
    let message = format!(
        "The story '{}' is already at its end, '{}', and never comes to {}.",
        story.name.value,
        graph.step(way.ending).id,
        names.join(" or "),
    );
    let span = left.first().map_or(story.name.span, |name| name.span);
    Finding::new(Code::StoryUnfinished, span, message)
        .hint("Take these answers out, or correct the answers before them.")
}

fn record_differs(graph: &Graph, story: &StoryDoc, way: &Way, (line, holds): (usize, Option<&str>)) -> Option<Finding> {
    let (field, words) = story.record.get(line)?;
    let doc = graph
        .decision
        .doc
        .record
        .iter()
        .find(|line| line.id.value == field.value);
    let verdict = graph.step(way.ending).verdict();
    let is_there = doc.zip(verdict).is_none_or(|(line, verdict)| line.is_on(verdict));
    let holds = match holds {
        Some(holds) => format!("but it is '{holds}'"),
        None if way.exit.is_some() => "but a way out leaves the answers before it behind".to_owned(),
        None if !is_there => format!("but the record of '{}' has no such line", graph.step(way.ending).id),
        None => "but nothing on its way sets it".to_owned(),
    };
    let message = format!(
        "In the story '{}' the record was meant to have '{}' as '{}', {holds}.",
        story.name.value, words.value, field.value
    );
    Some(Finding::new(Code::StoryFailed, words.span, message).hint("Correct the story, or what the answers record."))
}
