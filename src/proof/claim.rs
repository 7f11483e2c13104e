//! A claim about every journey: whenever `when`, then `then`. Proved by walking the graph together with the claim's
//! few facts, each pair of step and state once, in an order in which arrows lead forward.

use std::collections::{BTreeMap, BTreeSet};

use num_bigint::BigUint;

use super::facts::{Facts, State, Test, TooMany};
use super::{Graph, Journey, Way};
use crate::site::StepId;

/// A claim, as tests on journeys that have ended.
#[derive(Clone, Debug)]
pub struct Claim {
    /// What is remembered of a journey.
    pub facts: Facts,
    /// On which journeys it must hold: those that pass all of these.
    pub when: Vec<Test>,
    /// What must hold there: all of these.
    pub then: Vec<Test>,
}

/// What the walk showed of a claim.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    /// On how many journeys it applies, ways out counted as one journey each.
    pub applies: BigUint,
    /// On how many of those it does not hold.
    pub broken: BigUint,
    /// The shortest of those.
    pub counter_example: Option<CounterExample>,
}

/// A journey on which a claim does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CounterExample {
    /// The journey.
    pub way: Way,
    /// Which of its answers goes wrong: before it some journey still kept the claim, behind it none does. None where
    /// no journey from the start keeps it.
    pub wrong_at: Option<usize>,
    /// Which of the tests in [`Claim::then`] fail.
    pub fails: Vec<usize>,
}

/// The most pairs of step and state that are looked at for one claim: keeps time and memory within bounds, whatever
/// is written. The largest claim of a real decision needs some hundreds.
const MOST_PAIRS: usize = 400_000;

impl Claim {
    /// Returns whether the claim is about a journey that ended so.
    pub fn applies(&self, state: State, ending: StepId) -> bool {
        self.when.iter().all(|test| test.holds(state, ending))
    }

    /// Returns whether a journey that ended so breaks the claim.
    pub fn breaks(&self, state: State, ending: StepId) -> bool {
        self.applies(state, ending) && !self.then.iter().all(|test| test.holds(state, ending))
    }

    /// Proves the claim, or finds the shortest journey that breaks it.
    ///
    /// # Errors
    /// [`TooMany`] when more would have to be looked at than is reasonable.
    pub fn prove(&self, graph: &Graph) -> Result<Shown, TooMany> {
        let walk = Walk::of(graph, &self.facts)?;
        let mut shown = Shown::default();
        for (ending, state, cell) in walk.endings(graph) {
            self.note(&mut shown, ending, state, &cell.journeys);
        }
        for (_, ending, state) in exits(graph, &self.facts) {
            self.note(&mut shown, ending, state, &BigUint::from(1_u8));
        }
        shown.counter_example = self.counter_example(graph, &walk);
        Ok(shown)
    }

    fn note(&self, shown: &mut Shown, ending: StepId, state: State, journeys: &BigUint) {
        if self.applies(state, ending) {
            shown.applies += journeys;
        }
        if self.breaks(state, ending) {
            shown.broken += journeys;
        }
    }

    /// Journeys through questions say more than ways out, so these come last.
    fn counter_example(&self, graph: &Graph, walk: &Walk) -> Option<CounterExample> {
        let broken = walk
            .endings(graph)
            .filter(|(ending, state, _)| self.breaks(*state, *ending));
        if let Some((ending, state, _)) = broken.min_by_key(|(.., cell)| cell.length) {
            let (journey, states) = walk.journey(ending, state);
            return Some(CounterExample {
                wrong_at: self.wrong_at(graph, walk, &journey, &states),
                way: Way::through(journey),
                fails: self.fails(state, ending),
            });
        }
        let (exit, ending, state) =
            exits(graph, &self.facts).find(|(_, ending, state)| self.breaks(*state, *ending))?;
        Some(CounterExample {
            way: Way::out(graph, exit),
            wrong_at: None,
            fails: self.fails(state, ending),
        })
    }

    fn fails(&self, state: State, ending: StepId) -> Vec<usize> {
        let tests = self.then.iter().enumerate();
        tests
            .filter(|(_, test)| !test.holds(state, ending))
            .map(|(i, _)| i)
            .collect()
    }

    /// Finds the first answer behind which every journey breaks the claim.
    fn wrong_at(&self, graph: &Graph, walk: &Walk, journey: &Journey, states: &[State]) -> Option<usize> {
        let doomed = self.doomed(graph, walk);
        let steps = journey.given.iter().map(|(step, _)| *step).chain([journey.at]);
        let first = steps
            .zip(states)
            .position(|(step, state)| doomed.contains(&(step, *state)))?;
        first.checked_sub(1)
    }

    /// Returns the pairs of step and state behind which every journey breaks the claim.
    fn doomed(&self, graph: &Graph, walk: &Walk) -> BTreeSet<(StepId, State)> {
        let mut doomed = BTreeSet::new();
        for id in graph.order.iter().rev() {
            for state in walk.states(*id) {
                let next = next(graph, &self.facts, *id, state);
                let lost = if graph.step(*id).arrows.is_empty() {
                    self.breaks(state, *id)
                } else {
                    next.iter().all(|(_, to, state)| doomed.contains(&(*to, *state)))
                };
                if lost {
                    doomed.insert((*id, state));
                }
            }
        }
        doomed
    }
}

/// Lists the ways out: which, where it leads, and the state there.
pub(super) fn exits<'a>(graph: &'a Graph, facts: &'a Facts) -> impl Iterator<Item = (usize, StepId, State)> + 'a {
    let exits = graph.decision.exits.iter().enumerate();
    exits.filter_map(|(i, exit)| {
        let to = exit.to.step()?;
        Some((i, to, facts.after_exit(i, to)))
    })
}

/// Lists where the answers of a step lead from `state`: which answer, the step, the state there.
pub(super) fn next(graph: &Graph, facts: &Facts, id: StepId, state: State) -> Vec<(usize, StepId, State)> {
    let targets = graph.targets(id).enumerate();
    targets
        .map(|(answer, to)| (answer, to, facts.after(state, id, answer, to)))
        .collect()
}

/// All journeys so far that come to one step in one state.
#[derive(Clone, Debug)]
pub(super) struct Cell {
    /// How many.
    pub(super) journeys: BigUint,
    /// Answers given on the shortest.
    length: usize,
    /// Its last answer: the step, the state there, which answer.
    last: Option<(StepId, State, usize)>,
}

/// Every pair of step and state that some journey comes to.
pub(super) struct Walk {
    cells: Vec<BTreeMap<State, Cell>>,
    /// How many there are.
    pairs: usize,
}

impl Walk {
    pub(super) fn of(graph: &Graph, facts: &Facts) -> Result<Self, TooMany> {
        let mut walk = Self {
            cells: vec![BTreeMap::new(); graph.decision.steps.len()],
            pairs: 0,
        };
        walk.come_to(graph.start, facts.at_start(graph), Cell::start());
        for id in &graph.order {
            for state in walk.states(*id).collect::<Vec<State>>() {
                walk.go_on(graph, facts, *id, state);
            }
            if walk.pairs > MOST_PAIRS {
                return Err(TooMany);
            }
        }
        Ok(walk)
    }

    fn go_on(&mut self, graph: &Graph, facts: &Facts, id: StepId, state: State) {
        let Some(cell) = self.cell(id, state).cloned().filter(|_| self.pairs <= MOST_PAIRS) else {
            return;
        };
        for (answer, to, after) in next(graph, facts, id, state) {
            self.come_to(to, after, cell.one_more(id, state, answer));
        }
    }

    fn come_to(&mut self, id: StepId, state: State, new: Cell) {
        let Some(cells) = self.cells.get_mut(id.0) else { return };
        match cells.get_mut(&state) {
            Some(cell) => cell.join(new),
            None => {
                cells.insert(state, new);
                self.pairs += 1;
            }
        }
    }

    pub(super) fn cell(&self, id: StepId, state: State) -> Option<&Cell> {
        self.cells.get(id.0)?.get(&state)
    }

    pub(super) fn states(&self, id: StepId) -> impl Iterator<Item = State> {
        self.cells.get(id.0).into_iter().flat_map(|cells| cells.keys().copied())
    }

    fn endings(&self, graph: &Graph) -> impl Iterator<Item = (StepId, State, &Cell)> {
        let endings = graph.decision.steps.iter().zip(&self.cells).enumerate();
        endings
            .filter(|(_, (step, _))| step.arrows.is_empty())
            .flat_map(|(i, (_, cells))| cells.iter().map(move |(state, cell)| (StepId(i), *state, cell)))
    }

    /// Returns the shortest journey to a pair, and its state at each step.
    fn journey(&self, at: StepId, state: State) -> (Journey, Vec<State>) {
        let (mut given, mut states) = (Vec::new(), vec![state]);
        let mut cell = self.cell(at, state);
        while let Some((step, state, answer)) = cell.and_then(|cell| cell.last) {
            given.push((step, answer));
            states.push(state);
            cell = self.cell(step, state);
        }
        given.reverse();
        states.reverse();
        (Journey { given, at }, states)
    }
}

impl Cell {
    fn start() -> Self {
        Self {
            journeys: BigUint::from(1_u8),
            length: 0,
            last: None,
        }
    }

    fn one_more(&self, step: StepId, state: State, answer: usize) -> Self {
        Self {
            journeys: self.journeys.clone(),
            length: self.length + 1,
            last: Some((step, state, answer)),
        }
    }

    fn join(&mut self, other: Self) {
        self.journeys += other.journeys;
        if other.length < self.length {
            (self.length, self.last) = (other.length, other.last);
        }
    }
}
