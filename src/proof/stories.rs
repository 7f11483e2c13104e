//! Stories walked: from the first question, each answer looked up by the name of the step, until an ending.

use std::collections::{BTreeMap, BTreeSet};

use super::{Graph, Journey, Way};
use crate::parse::stories::StoryDoc;
use crate::site::{Arrow, StepId};

/// A story, and where it led.
#[derive(Clone, Debug)]
pub struct StoryProof<'a> {
    /// The story.
    pub story: &'a StoryDoc,
    /// How it went.
    pub went: Went,
}

/// How a story went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Went {
    /// Where it was meant to.
    Well(Way),
    /// It came to a step for which it has no answer.
    Unfinished(Journey),
    /// It gives an answer that the step at which it has arrived does not have.
    UnknownAnswer {
        /// The way up to there.
        journey: Journey,
        /// Which of the story's answers it is.
        answer: usize,
    },
    /// It leaves by a way out that the decision does not offer.
    UnknownExit,
    /// It leaves by a way out where it has ended already: no ending offers one.
    EndedBeforeExit(Journey),
    /// It is meant to end at something that is no outcome of the decision.
    UnknownEnding,
    /// It ends elsewhere.
    Elsewhere {
        /// The way it took.
        way: Way,
        /// Which of its answers led away from where it was meant to end: before it, that could still be reached. None
        /// where a way out led there.
        parted: Option<usize>,
    },
    /// It ends where it should, and has answers left that were never asked for.
    LeftOver {
        /// The way it took.
        way: Way,
        /// Which of the story's answers they are.
        answers: Vec<usize>,
    },
    /// It ends where it should, but the record holds something else in a field.
    RecordDiffers {
        /// The way it took.
        way: Way,
        /// Which of the story's lines of the record it is.
        line: usize,
        /// What the record holds.
        holds: Option<String>,
    },
}

impl StoryProof<'_> {
    /// Returns the way it took, if it went well.
    pub fn way(&self) -> Option<&Way> {
        match &self.went {
            Went::Well(way) => Some(way),
            _ => None,
        }
    }
}

/// Walks every story of the decision.
pub fn prove<'a>(graph: &Graph<'a>) -> Vec<StoryProof<'a>> {
    let stories = graph.decision.stories.iter().flat_map(|(_, doc)| &doc.stories);
    stories
        .map(|story| StoryProof {
            story,
            went: walk(graph, story),
        })
        .collect()
}

/// Lists the answers that no story gives, in the order of the decision.
pub fn unwalked(graph: &Graph, stories: &[StoryProof]) -> Vec<(StepId, usize)> {
    let ways = stories.iter().filter_map(StoryProof::way);
    let walked: BTreeSet<(StepId, usize)> = ways.flat_map(|way| way.journey.given.iter().copied()).collect();
    let steps = graph.decision.steps.iter().enumerate();
    let all = steps.flat_map(|(i, step)| (0..step.arrows.len()).map(move |answer| (StepId(i), answer)));
    all.filter(|answer| !walked.contains(answer)).collect()
}

/// Lists the ways out that no story takes.
pub fn untaken(graph: &Graph, stories: &[StoryProof]) -> Vec<usize> {
    let ways = stories.iter().filter_map(StoryProof::way);
    let taken: BTreeSet<usize> = ways.filter_map(|way| way.exit).collect();
    (0..graph.decision.exits.len())
        .filter(|exit| !taken.contains(exit))
        .collect()
}

/// Walks one story.
pub fn walk(graph: &Graph, story: &StoryDoc) -> Went {
    let outcome = graph.decision.step_named(&story.ends_at.value);
    let Some(meant) = outcome.filter(|id| graph.step(*id).verdict().is_some()) else {
        return Went::UnknownEnding;
    };
    match way(graph, story, &|step, answer| graph.target(step, answer)) {
        Ok(way) => judge(graph, story, meant, way),
        Err(went) => went,
    }
}

/// Says where an answer leads: the step, and which of its answers.
pub type Lead<'l> = &'l dyn Fn(StepId, usize) -> Option<StepId>;

/// Returns whether a story would go well if answers led where `lead` says. They must not go round in a circle.
pub fn would_go_well(graph: &Graph, story: &StoryDoc, lead: Lead) -> bool {
    let Ok(way) = way(graph, story, lead) else {
        return false;
    };
    graph.step(way.ending).id == story.ends_at.value
        && left_over(graph, story, &way).is_empty()
        && differing_line(story, &record(graph, &way)).is_none()
}

/// Finds the way that a story takes, wherever it leads.
fn way(graph: &Graph, story: &StoryDoc, lead: Lead) -> Result<Way, Went> {
    let journey = follow(graph, story, lead)?;
    let ended = graph.step(journey.at).verdict().is_some();
    match (&story.at_any_time, ended) {
        (None, true) => Ok(Way::through(journey)),
        (None, false) => Err(Went::Unfinished(journey)),
        (Some(_), true) => Err(Went::EndedBeforeExit(journey)),
        (Some(exit), false) => {
            let exit = graph.decision.exits.iter().position(|known| known.id == exit.value);
            exit.map(|exit| Way::behind(journey, graph, exit))
                .ok_or(Went::UnknownExit)
        }
    }
}

/// Follows the story's answers as far as they lead.
fn follow(graph: &Graph, story: &StoryDoc, lead: Lead) -> Result<Journey, Went> {
    let mut journey = Journey::start(graph);
    let answer_to = |step: StepId| {
        let mut answers = story.answers.iter().enumerate();
        answers.find(|(_, (asked, _))| asked.value == graph.step(step).id)
    };
    while let Some((answer, (_, given))) = answer_to(journey.at) {
        let arrows = &graph.step(journey.at).arrows;
        let found = arrows.iter().position(|arrow| arrow.id == given.value);
        let Some((found, to)) = found.and_then(|found| Some((found, lead(journey.at, found)?))) else {
            return Err(Went::UnknownAnswer { journey, answer });
        };
        journey.given.push((journey.at, found));
        journey.at = to;
    }
    Ok(journey)
}

fn judge(graph: &Graph, story: &StoryDoc, meant: StepId, way: Way) -> Went {
    if way.ending != meant {
        let parted = match way.exit {
            Some(_) => None,
            None => parted(graph, &way.journey, meant),
        };
        return Went::Elsewhere { way, parted };
    }
    let answers = left_over(graph, story, &way);
    if !answers.is_empty() {
        return Went::LeftOver { way, answers };
    }
    let record = record(graph, &way);
    match differing_line(story, &record) {
        Some(line) => Went::RecordDiffers {
            holds: story
                .record
                .get(line)
                .and_then(|(field, _)| record.get(field.value.as_str()))
                .cloned(),
            way,
            line,
        },
        None => Went::Well(way),
    }
}

/// Finds the story's first line of the record that the record does not hold so.
fn differing_line(story: &StoryDoc, record: &BTreeMap<&str, String>) -> Option<usize> {
    let as_told = |field: &str, words: &str| record.get(field).is_some_and(|held| held == words);
    let mut lines = story.record.iter();
    lines.position(|(field, words)| !as_told(&field.value, &words.value))
}

/// Returns what stands in the record at the end of a way: of two answers that set a field, the later one counts. The
/// record of an ending has not every line, and that of a way out knows nothing of the answers before.
pub fn record<'a>(graph: &Graph<'a>, way: &Way) -> BTreeMap<&'a str, String> {
    if way.exit.is_some() {
        return BTreeMap::new();
    }
    let verdict = graph.step(way.ending).verdict();
    let lines = graph.decision.doc.record.iter();
    let lines = lines.filter(|line| verdict.is_some_and(|verdict| line.is_on(verdict)));
    let shown: BTreeSet<&str> = lines.map(|line| line.id.value.as_str()).collect();
    let set = way
        .journey
        .answers(graph)
        .flat_map(|(_, arrow): (_, &Arrow)| &arrow.record);
    set.filter(|(field, _)| shown.contains(field.as_str()))
        .map(|(field, words)| (field.as_str(), words.clone()))
        .collect()
}

/// Lists the story's answers to steps that it never came to.
fn left_over(graph: &Graph, story: &StoryDoc, way: &Way) -> Vec<usize> {
    let asked: BTreeSet<&str> = way
        .journey
        .given
        .iter()
        .map(|(id, _)| graph.step(*id).id.as_str())
        .collect();
    let answers = story.answers.iter().enumerate();
    answers
        .filter(|(_, (step, _))| !asked.contains(step.value.as_str()))
        .map(|(i, _)| i)
        .collect()
}

/// Finds the last answer of a journey before which `meant` could still be reached.
fn parted(graph: &Graph, journey: &Journey, meant: StepId) -> Option<usize> {
    let leading = leading_to(graph, meant);
    journey.given.iter().rposition(|(step, _)| leading.contains(step))
}

/// Returns the steps from which `target` can be reached, itself among them.
pub fn leading_to(graph: &Graph, target: StepId) -> BTreeSet<StepId> {
    let mut leading = BTreeSet::from([target]);
    for id in graph.order.iter().rev() {
        if graph.targets(*id).any(|to| leading.contains(&to)) {
            leading.insert(*id);
        }
    }
    leading
}
