//! A decision as a graph of which the first things are known: every arrow leads to a step, nothing goes round in a
//! circle, so every journey ends, and every step can be reached.
//!
//! [`Graph::of`] is the only way to have one; whoever is given a graph need not ask again.

use std::collections::BTreeSet;

use crate::diagnostic::{Code, Finding};
use crate::site::{Decision, Step, StepId, Target};
use crate::source::Span;

/// The most steps a decision may have. Far beyond what a person can follow; keeps every later stage quick.
const MOST_STEPS: usize = 2_000;
/// The most answers a decision may have in all, for the same reason.
const MOST_ARROWS: usize = 20_000;

/// A decision whose shape holds.
#[derive(Clone, Debug)]
pub struct Graph<'a> {
    /// The decision.
    pub decision: &'a Decision,
    /// The first step.
    pub start: StepId,
    /// Every step, each before all that it leads to.
    pub order: Vec<StepId>,
}

impl<'a> Graph<'a> {
    /// Makes a graph of a decision.
    ///
    /// # Errors
    /// What is wrong with its shape, each circle and each step that cannot be reached once. The list may be empty:
    /// then linking has reported the cause already (a start or a target that is not there). A decision that is too
    /// large to be checked is told so, and nothing else.
    pub fn of(decision: &'a Decision) -> Result<Self, Vec<Finding>> {
        if let Some(finding) = too_large(decision) {
            return Err(vec![finding]);
        }
        let mut search = Search::new(decision);
        for i in 0..decision.steps.len() {
            search.visit(StepId(i));
        }
        let mut findings = search.circles;
        findings.extend(unreachable(decision));
        let linked = decision
            .steps
            .iter()
            .flat_map(|step| &step.arrows)
            .all(|arrow| arrow.to.step().is_some());
        let exits = decision.exits.iter().all(|exit| exit.to.step().is_some());
        match decision.start {
            Some(start) if findings.is_empty() && linked && exits => {
                search.order.reverse();
                Ok(Self {
                    decision,
                    start,
                    order: search.order,
                })
            }
            _ => Err(findings),
        }
    }

    /// Returns a step. A graph's own numbers always have one.
    pub fn step(&self, id: StepId) -> &'a Step {
        &self.decision.steps[id.0]
    }

    /// Returns where an answer leads.
    pub fn target(&self, id: StepId, answer: usize) -> Option<StepId> {
        self.decision.step(id)?.arrows.get(answer)?.to.step()
    }

    /// Returns the steps that the answers of a step lead to, in the author's order.
    pub fn targets(&self, id: StepId) -> impl Iterator<Item = StepId> + use<'a> {
        self.step(id).arrows.iter().filter_map(|arrow| arrow.to.step())
    }
}

fn too_large(decision: &Decision) -> Option<Finding> {
    let arrows: usize = decision.steps.iter().map(|step| step.arrows.len()).sum();
    let (what, count, most) = match decision.steps.len() {
        steps if steps > MOST_STEPS => ("steps", steps, MOST_STEPS),
        _ if arrows > MOST_ARROWS => ("answers", arrows, MOST_ARROWS),
        _ => return None,
    };
    let message = format!("This decision has {count} {what}. {most} is the most that can be checked.");
    Some(Finding::of_file(Code::TooLarge, message).hint("Split it into several decisions that link to each other."))
}

/// Looks for circles, depth first in the author's order, and puts the steps in an order in which arrows lead forward.
struct Search<'a> {
    decision: &'a Decision,
    /// How far the search has come with each step.
    marks: Vec<Mark>,
    /// The way from the first step of the search to the one being looked at, and how many of each step's answers are
    /// still to be followed. A list and no recursion: a decision of 2,000 steps in a line fits any thread.
    way: Vec<(StepId, usize)>,
    order: Vec<StepId>,
    circles: Vec<Finding>,
}

#[derive(Clone, Copy, PartialEq)]
enum Mark {
    New,
    OnTheWay,
    Done,
}

impl<'a> Search<'a> {
    fn new(decision: &'a Decision) -> Self {
        Self {
            decision,
            marks: vec![Mark::New; decision.steps.len()],
            way: Vec::new(),
            order: Vec::new(),
            circles: Vec::new(),
        }
    }

    fn visit(&mut self, first: StepId) {
        if self.mark(first) == Mark::New {
            self.enter(first);
        }
        while let Some((id, left)) = self.way.last_mut() {
            let id = *id;
            match left.checked_sub(1) {
                Some(next) => {
                    *left = next;
                    self.follow(id, next);
                }
                None => self.leave(id),
            }
        }
    }

    fn mark(&self, id: StepId) -> Mark {
        self.marks.get(id.0).copied().unwrap_or(Mark::Done)
    }

    fn set(&mut self, id: StepId, mark: Mark) {
        self.marks.get_mut(id.0).into_iter().for_each(|place| *place = mark);
    }

    /// Last answer first, so that turned round, the steps behind the first answer come first.
    fn enter(&mut self, id: StepId) {
        self.set(id, Mark::OnTheWay);
        self.way
            .push((id, self.decision.step(id).map_or(0, |step| step.arrows.len())));
    }

    fn follow(&mut self, id: StepId, answer: usize) {
        let Some(arrow) = self.decision.step(id).and_then(|step| step.arrows.get(answer)) else {
            return;
        };
        let Some(to) = arrow.to.step() else { return };
        match self.mark(to) {
            Mark::New => self.enter(to),
            Mark::OnTheWay => self.circles.push(circle(self.decision, &self.way, to, arrow.span)),
            Mark::Done => {}
        }
    }

    fn leave(&mut self, id: StepId) {
        self.way.pop();
        self.set(id, Mark::Done);
        self.order.push(id);
    }
}

/// Tells the part of the way that leads from `first` back to it.
fn circle(decision: &Decision, way: &[(StepId, usize)], first: StepId, span: Span) -> Finding {
    let round = way.iter().map(|(id, _)| *id).skip_while(|id| *id != first);
    let names = round
        .chain([first])
        .filter_map(|id| decision.step(id))
        .map(|step| step.id.as_str());
    let names: Vec<&str> = names.collect();
    Finding::new(
        Code::Loop,
        span,
        format!("These go round in a circle: {}.", names.join(", ")),
    )
    .hint("Send one of them to an ending that tells people to start again.")
}

/// Finds the steps that nothing leads to. A target that is missing counts as the step with the nearest name, so that
/// one slip is not told twice; where no name is near, nothing can be said yet.
fn unreachable(decision: &Decision) -> Vec<Finding> {
    let Some(start) = decision.start else { return Vec::new() };
    let exits = decision.exits.iter().map(|exit| exit.to);
    let (mut open, mut reached, mut certain) = (vec![start], BTreeSet::new(), true);
    let mut follow = |target: Target, open: &mut Vec<StepId>| match target {
        Target::Step(to) | Target::Missing(Some(to)) => open.push(to),
        Target::Missing(None) => certain = false,
    };
    exits.for_each(|target| follow(target, &mut open));
    while let Some(id) = open.pop() {
        if reached.insert(id) {
            let arrows = decision.step(id).into_iter().flat_map(|step| &step.arrows);
            arrows.for_each(|arrow| follow(arrow.to, &mut open));
        }
    }
    // Of two steps of one name only the first can be meant; that was reported.
    let named = |step: &Step, id: StepId| decision.step_named(&step.id) == Some(id);
    let lost = decision
        .steps
        .iter()
        .enumerate()
        .filter(|(i, step)| certain && !reached.contains(&StepId(*i)) && named(step, StepId(*i)));
    lost.map(|(_, step)| nothing_leads_to(step)).collect()
}

fn nothing_leads_to(step: &Step) -> Finding {
    Finding::new(Code::Unreachable, step.span, format!("Nothing leads to '{}'.", step.id))
        .hint("Point an answer at it, or delete it.")
}
