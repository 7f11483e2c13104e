//! Journeys: the ways that people take through a decision, in a fixed order. [`count`] them before any is listed.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::{Counts, Graph};
use crate::site::{Arrow, StepId};

/// A way from the start to some step, perhaps an ending: the answers given so far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Journey {
    /// The answers given: the step, and which of its answers.
    pub given: Vec<(StepId, usize)>,
    /// The step arrived at.
    pub at: StepId,
}

/// The address of the journey on which nothing is answered yet.
pub const START: &str = "start";

impl Journey {
    /// Returns the journey on which nothing is answered yet.
    pub fn start(graph: &Graph) -> Self {
        Self {
            given: Vec::new(),
            at: graph.start,
        }
    }

    /// Returns the journey's address: `required-by-law=no;purpose=yes`. It names the answers, so it holds as long as
    /// they do, whatever is added elsewhere.
    pub fn address(&self, graph: &Graph) -> String {
        if self.given.is_empty() {
            return START.to_owned();
        }
        let given = self
            .answers(graph)
            .map(|(step, arrow)| format!("{}={}", graph.step(step).id, arrow.id));
        given.collect::<Vec<_>>().join(";")
    }

    /// Returns the steps passed and the answers given there.
    pub fn answers<'a>(&self, graph: &Graph<'a>) -> impl Iterator<Item = (StepId, &'a Arrow)> {
        self.given
            .iter()
            .filter_map(|(step, i)| Some((*step, graph.step(*step).arrows.get(*i)?)))
    }

    /// Returns the journey with only its first `count` answers.
    pub fn back_to(&self, count: usize) -> Option<Self> {
        let (at, _) = *self.given.get(count)?;
        Some(Self {
            given: self.given[..count].to_vec(),
            at,
        })
    }

    /// Returns the journeys that one more answer makes of this one, in the author's order.
    pub fn next(&self, graph: &Graph) -> Vec<Self> {
        let further = |(i, at): (usize, StepId)| {
            let given = self.given.iter().copied().chain([(self.at, i)]).collect();
            Self { given, at }
        };
        graph.targets(self.at).enumerate().map(further).collect()
    }
}

/// A journey that has ended: answers, a way out, or answers and then a way out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Way {
    /// The answers given.
    pub journey: Journey,
    /// The way out taken behind them, of those offered at any time.
    pub exit: Option<usize>,
    /// Where it ends.
    pub ending: StepId,
}

impl Way {
    /// Makes a way of a journey that has come to an ending.
    pub fn through(journey: Journey) -> Self {
        Self {
            ending: journey.at,
            exit: None,
            journey,
        }
    }

    /// Makes the way that is one way out and nothing else.
    pub fn out(graph: &Graph, exit: usize) -> Self {
        Self::behind(Journey::start(graph), graph, exit)
    }

    /// Makes the way that leaves `journey` by a way out.
    pub fn behind(journey: Journey, graph: &Graph, exit: usize) -> Self {
        let to = graph.decision.exits.get(exit).and_then(|exit| exit.to.step());
        Self {
            ending: to.unwrap_or(journey.at),
            exit: Some(exit),
            journey,
        }
    }

    /// Returns the way as its author would tell it: `required-by-law: No; purpose: Yes`.
    pub fn in_words(&self, graph: &Graph) -> String {
        let answers = self.journey.answers(graph);
        let answers = answers.map(|(step, arrow)| format!("{}: {}", graph.step(step).id, arrow.say));
        let exit = self.exit.and_then(|exit| graph.decision.exits.get(exit));
        let exit = exit.map(|exit| format!("at any time: {}", exit.say));
        answers.chain(exit).collect::<Vec<_>>().join("; ")
    }
}

/// Returns how many journeys-so-far there are from the start, endings included; too many to count is `u64::MAX`.
pub fn count(graph: &Graph) -> u64 {
    u64::try_from(&Counts::of(graph).so_far).unwrap_or(u64::MAX)
}

/// The most sections that a page may have. Beyond, it has one section a step: browsers stay quick, and a page of
/// thousands of sections is no longer a page.
const MOST_SECTIONS: u64 = 2_000;
/// The most answers that its sections may repeat, all taken together: a hundred questions in a row are only two hundred
/// sections, and yet five million letters.
const MOST_REPEATED: u64 = 6_000;

/// Returns whether the decision has too many journeys for a section each. Then its page does not know the answers given,
/// and they fill in no line of the record.
pub fn is_by_step(graph: &Graph) -> bool {
    count(graph) > MOST_SECTIONS || answers_repeated(graph) > MOST_REPEATED
}

/// Returns how many answers all journeys so far are made of, taken together; too many to count is `u64::MAX`.
fn answers_repeated(graph: &Graph) -> u64 {
    // By step: the journeys so far that are there, and the answers in them.
    let mut at: BTreeMap<StepId, (u64, u64)> = BTreeMap::from([(graph.start, (1, 0))]);
    let mut all: u64 = 0;
    for step in &graph.order {
        let (journeys, answers) = at.get(step).copied().unwrap_or_default();
        all = all.saturating_add(answers);
        for to in graph.targets(*step) {
            let there = at.entry(to).or_default();
            there.0 = there.0.saturating_add(journeys);
            there.1 = there.1.saturating_add(answers).saturating_add(journeys);
        }
    }
    all
}

/// Finds a journey with as few answers as can be from one step to the first that `is_there`.
pub fn shortest(graph: &Graph, from: StepId, is_there: &dyn Fn(StepId) -> bool) -> Option<Journey> {
    let start = Journey {
        given: Vec::new(),
        at: from,
    };
    let mut seen = BTreeSet::from([from]);
    let mut open = VecDeque::from([start]);
    while let Some(journey) = open.pop_front() {
        if is_there(journey.at) {
            return Some(journey);
        }
        open.extend(journey.next(graph).into_iter().filter(|next| seen.insert(next.at)));
    }
    None
}

/// Lists every journey so far, each before those that go on from it. Ask [`count`] first.
pub fn list(graph: &Graph) -> Vec<Journey> {
    let mut open = vec![Journey::start(graph)];
    let mut all = Vec::new();
    while let Some(journey) = open.pop() {
        open.extend(journey.next(graph).into_iter().rev());
        all.push(journey);
    }
    all
}
