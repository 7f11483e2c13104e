//! What was proved, as data for programs: `fingerpost check --format json`.

use serde::Serialize;

use super::{Graph, Mutation, Proof};
use crate::site::StepId;

/// What was proved of one decision. Numbers of journeys are in digits, since they can be larger than programs count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Report {
    /// The decision's short name.
    pub decision: String,
    /// The fingerprint of what was proved.
    pub fingerprint: String,
    /// How large it is.
    pub counts: CountsReport,
    /// Its rules, in the author's order, those left out whose names are not known.
    pub rules: Vec<RuleReport>,
    /// The lines of its record that some ending needs.
    pub record: Vec<LineReport>,
    /// Its stories, in the author's order.
    pub stories: Vec<StoryReport>,
    /// Answers that no story gives.
    pub answers_in_no_story: Vec<AnswerReport>,
    /// Ways out that no story takes.
    pub ways_out_in_no_story: Vec<String>,
    /// How it and its policy cover each other.
    pub coverage: CoverageReport,
    /// What nobody would notice, where that was tried.
    pub mutation: Option<MutationReport>,
}

/// How large a decision is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CountsReport {
    /// Questions and checklists.
    pub questions: usize,
    /// Endings.
    pub outcomes: usize,
    /// Answers of all questions and checklists.
    pub answers: usize,
    /// Ways out at any time.
    pub ways_out: usize,
    /// Journeys through its questions.
    pub journeys: String,
    /// Answers on the longest journey.
    pub longest: usize,
    /// Sections of its page.
    pub sections: String,
}

/// A rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RuleReport {
    /// The rule in words.
    pub say: String,
    /// Whether it holds, and applies at all.
    pub holds: bool,
    /// The journeys that it applies to; nothing where it speaks of too much to be proved.
    pub journeys: Option<String>,
    /// The journeys that break it.
    pub broken: Option<String>,
}

/// A line of the record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LineReport {
    /// Its name.
    pub id: String,
    /// The journeys that need it.
    pub journeys: String,
    /// Those that never set it.
    pub unset: String,
}

/// A story.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StoryReport {
    /// Its name.
    pub name: String,
    /// Whether it goes as it says.
    pub goes_well: bool,
}

/// An answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AnswerReport {
    /// The step.
    pub step: String,
    /// The answer.
    pub answer: String,
}

/// How a decision and its policy cover each other: clauses by number, steps by name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CoverageReport {
    /// Clauses that it uses.
    pub used: Vec<String>,
    /// Clauses that it leaves out with a reason.
    pub left_out: Vec<String>,
    /// Clauses that it neither uses nor leaves out.
    pub unused: Vec<String>,
    /// Steps that rest on guidance from outside alone.
    pub outside_only: Vec<String>,
}

/// What came of sending each answer elsewhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MutationReport {
    /// How often that was tried.
    pub tried: usize,
    /// What nobody would notice, the worst first.
    pub unnoticed: Vec<UnnoticedReport>,
}

/// A change that nobody would notice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct UnnoticedReport {
    /// What it is, in words.
    pub change: String,
    /// A story that would notice.
    pub story: String,
    /// A rule that would notice.
    pub rule: String,
}

/// Reports what was proved, and what nobody would notice if it is asked for and not too much to be tried.
pub fn report(graph: &Graph, proof: &Proof, mutate: bool) -> Report {
    let answer = |(step, answer): &(StepId, usize)| {
        let step = graph.step(*step);
        Some(AnswerReport {
            step: step.id.clone(),
            answer: step.arrows.get(*answer)?.id.clone(),
        })
    };
    let exit = |exit: &usize| Some(graph.decision.exits.get(*exit)?.id.clone());
    Report {
        decision: graph.decision.name.clone(),
        fingerprint: proof.fingerprint.clone(),
        counts: counts(proof),
        rules: rules(proof),
        record: record(proof),
        stories: stories(proof),
        answers_in_no_story: proof.unwalked.iter().filter_map(answer).collect(),
        ways_out_in_no_story: proof.untaken.iter().filter_map(exit).collect(),
        coverage: coverage(graph, proof),
        mutation: mutate.then(|| mutation(graph, proof)).flatten(),
    }
}

fn counts(proof: &Proof) -> CountsReport {
    let counts = &proof.counts;
    CountsReport {
        questions: counts.questions,
        outcomes: counts.outcomes,
        answers: counts.arrows,
        ways_out: counts.exits,
        journeys: counts.journeys.to_string(),
        longest: counts.longest,
        sections: counts.so_far.to_string(),
    }
}

fn rules(proof: &Proof) -> Vec<RuleReport> {
    let rules = proof.rules.iter().map(|rule| RuleReport {
        say: rule.rule.say.value.clone(),
        holds: rule.holds(),
        journeys: rule.shown.as_ref().map(|shown| shown.applies.to_string()),
        broken: rule.shown.as_ref().map(|shown| shown.broken.to_string()),
    });
    rules.collect()
}

fn record(proof: &Proof) -> Vec<LineReport> {
    let lines = proof.record.iter().map(|field| LineReport {
        id: field.field.id.value.clone(),
        journeys: field.shown.applies.to_string(),
        unset: field.shown.broken.to_string(),
    });
    lines.collect()
}

fn stories(proof: &Proof) -> Vec<StoryReport> {
    let stories = proof.stories.iter().map(|story| StoryReport {
        name: story.story.name.value.clone(),
        goes_well: story.way().is_some(),
    });
    stories.collect()
}

fn coverage(graph: &Graph, proof: &Proof) -> CoverageReport {
    let sorted = proof.coverage.sorted();
    let numbers = |clauses: &[&super::coverage::ClauseUse]| -> Vec<String> {
        let numbers = clauses.iter().map(|one| one.clause.address.to_string());
        numbers.collect()
    };
    let outside = proof.coverage.outside_only.iter();
    CoverageReport {
        used: numbers(&sorted.used),
        left_out: numbers(&sorted.left_out),
        unused: numbers(&sorted.unused),
        outside_only: outside.map(|step| graph.step(*step).id.clone()).collect(),
    }
}

fn mutation(graph: &Graph, proof: &Proof) -> Option<MutationReport> {
    let mutation = Mutation::of(graph, proof).ok()?;
    let unnoticed = mutation.unnoticed.iter().map(|one| UnnoticedReport {
        change: one.in_words(graph),
        story: one.story(graph),
        rule: one.rule(graph),
    });
    Some(MutationReport {
        tried: mutation.tried(),
        unnoticed: unnoticed.collect(),
    })
}
