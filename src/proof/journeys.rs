//! Journeys: the ways that people take through a decision, in a fixed order, counted before any is listed.

use std::collections::BTreeMap;

use super::Graph;
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

/// Returns how many journeys-so-far there are from the start, endings included; too many to count is `u64::MAX`.
///
/// Counted from the endings backwards, each step once, so that 2^60 of them cost no more than sixty.
pub fn count(graph: &Graph) -> u64 {
    let mut counts: BTreeMap<StepId, u64> = BTreeMap::new();
    for id in graph.order.iter().rev() {
        let behind = graph.targets(*id).filter_map(|to| counts.get(&to).copied());
        counts.insert(*id, behind.fold(1, u64::saturating_add));
    }
    counts.get(&graph.start).copied().unwrap_or_default()
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
