//! The few facts that a claim speaks of, remembered while a journey is walked: one number, and what each answer makes
//! of it. So all journeys that agree on these facts are one.

use std::collections::BTreeSet;

use super::Graph;
use crate::site::{Decision, StepId};

/// What is remembered of a journey. Two journeys to one step with one state are alike for the claim.
pub type State = u64;

/// Something that a journey can meet, once at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// It comes to this step.
    Step(StepId),
    /// It gives this answer of this step.
    Answer(StepId, usize),
    /// It takes this way out, of those that are offered at any time.
    Exit(usize),
}

/// What an answer, or coming to a step, makes of the state.
#[derive(Clone, Copy, Debug, Default)]
struct Effect {
    add: State,
    set: State,
}

impl Effect {
    fn on(self, state: State) -> State {
        (state + self.add) | self.set
    }
}

/// Something that can be asked of a journey once it has ended.
#[derive(Clone, Debug, PartialEq)]
pub enum Test {
    /// It ends at one of these.
    Ends(BTreeSet<StepId>),
    /// This part of its state is as it should be.
    Met {
        /// Which part.
        mask: State,
        /// What it should be.
        full: State,
    },
}

impl Test {
    /// Returns whether a journey that ended at `ending` in `state` passes.
    pub fn holds(&self, state: State, ending: StepId) -> bool {
        match self {
            Self::Ends(endings) => endings.contains(&ending),
            Self::Met { mask, full } => state & mask == *full,
        }
    }
}

/// The facts of one claim, and where each is learnt.
#[derive(Clone, Debug)]
pub struct Facts {
    steps: Vec<Effect>,
    answers: Vec<Vec<Effect>>,
    exits: Vec<Effect>,
    used: u32,
}

/// A claim that speaks of more than can be remembered at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooMany;

impl Facts {
    /// Returns facts of `decision` that remember nothing.
    pub fn new(decision: &Decision) -> Self {
        let nothing = |count| vec![Effect::default(); count];
        Self {
            steps: nothing(decision.steps.len()),
            answers: decision.steps.iter().map(|step| nothing(step.arrows.len())).collect(),
            exits: nothing(decision.exits.len()),
            used: 0,
        }
    }

    /// Remembers how many of `marks` a journey has met, and returns the test "all of them".
    ///
    /// A number does for that, which of them need not be known: no journey meets one twice.
    ///
    /// # Errors
    /// [`TooMany`] when there is no room left for it.
    pub fn all(&mut self, marks: &BTreeSet<Mark>) -> Result<Test, TooMany> {
        let count = marks.len() as State;
        let place = self.take(State::BITS - count.leading_zeros())?;
        for mark in marks {
            self.effect(*mark)
                .into_iter()
                .for_each(|effect| effect.add += 1 << place.shift);
        }
        Ok(place.full(count))
    }

    /// Remembers whether a journey has met one of `marks`, and returns the test "at least one of them".
    ///
    /// # Errors
    /// [`TooMany`] when there is no room left for it.
    pub fn any(&mut self, marks: &BTreeSet<Mark>) -> Result<Test, TooMany> {
        let place = self.take(1)?;
        for mark in marks {
            self.effect(*mark)
                .into_iter()
                .for_each(|effect| effect.set |= 1 << place.shift);
        }
        Ok(place.full(1))
    }

    fn take(&mut self, bits: u32) -> Result<Place, TooMany> {
        let shift = self.used;
        self.used += bits;
        // One bit stays free, so that every mask below can be made.
        if self.used < State::BITS {
            Ok(Place { shift, bits })
        } else {
            Err(TooMany)
        }
    }

    fn effect(&mut self, mark: Mark) -> Option<&mut Effect> {
        match mark {
            Mark::Step(step) => self.steps.get_mut(step.0),
            Mark::Answer(step, answer) => self.answers.get_mut(step.0)?.get_mut(answer),
            Mark::Exit(exit) => self.exits.get_mut(exit),
        }
    }

    /// Returns the state of a journey on which nothing is answered yet.
    pub fn at_start(&self, graph: &Graph) -> State {
        self.arrive(0, graph.start)
    }

    /// Returns the state after an answer of `from` that leads to `to`.
    pub fn after(&self, state: State, from: StepId, answer: usize, to: StepId) -> State {
        let effect = self.answers.get(from.0).and_then(|answers| answers.get(answer));
        self.arrive(effect.copied().unwrap_or_default().on(state), to)
    }

    /// Returns the state of the journey that is one way out and nothing else, and leads to `to`.
    pub fn after_exit(&self, exit: usize, to: StepId) -> State {
        self.arrive(self.exits.get(exit).copied().unwrap_or_default().on(0), to)
    }

    fn arrive(&self, state: State, at: StepId) -> State {
        self.steps.get(at.0).copied().unwrap_or_default().on(state)
    }
}

/// Some bits of a state.
struct Place {
    shift: u32,
    bits: u32,
}

impl Place {
    fn full(&self, value: State) -> Test {
        Test::Met {
            mask: ((1 << self.bits) - 1) << self.shift,
            full: value << self.shift,
        }
    }
}
