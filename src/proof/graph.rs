//! A decision as a graph of which the first things are known: every arrow leads to a step, nothing goes round in a
//! circle, so every journey ends, and every step can be reached.
//!
//! [`Graph::of`] is the only way to have one; whoever is given a graph need not ask again.

use std::collections::BTreeSet;

use crate::diagnostic::{Code, Finding};
use crate::site::{Decision, Step, StepId, Target};

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
    /// then linking has reported the cause already (a start or a target that is not there).
    pub fn of(decision: &'a Decision) -> Result<Self, Vec<Finding>> {
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

    /// Returns the steps that the answers of a step lead to, in the author's order.
    pub fn targets(&self, id: StepId) -> impl Iterator<Item = StepId> + use<'a> {
        self.step(id).arrows.iter().filter_map(|arrow| arrow.to.step())
    }
}

/// Looks for circles, depth first in the author's order, and puts the steps in an order in which arrows lead forward.
struct Search<'a> {
    decision: &'a Decision,
    done: BTreeSet<StepId>,
    /// The way from the first step of the search to the one being looked at.
    way: Vec<StepId>,
    order: Vec<StepId>,
    circles: Vec<Finding>,
}

impl<'a> Search<'a> {
    fn new(decision: &'a Decision) -> Self {
        Self {
            decision,
            done: BTreeSet::new(),
            way: Vec::new(),
            order: Vec::new(),
            circles: Vec::new(),
        }
    }

    /// Recursion goes no deeper than there are steps, and those are limited before.
    fn visit(&mut self, id: StepId) {
        if self.done.contains(&id) {
            return;
        }
        self.way.push(id);
        let Some(step) = self.decision.step(id) else { return };
        // Last answer first, so that turned round, the steps behind the first answer come first.
        for arrow in step.arrows.iter().rev() {
            let Some(to) = arrow.to.step() else { continue };
            match self.way.iter().position(|passed| *passed == to) {
                Some(from) => self.circles.push(circle(self.decision, &self.way[from..], arrow.span)),
                None => self.visit(to),
            }
        }
        self.way.pop();
        self.done.insert(id);
        self.order.push(id);
    }
}

fn circle(decision: &Decision, way: &[StepId], span: crate::source::Span) -> Finding {
    let names = way
        .iter()
        .chain(way.first())
        .filter_map(|id| decision.step(*id))
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
    let lost = decision
        .steps
        .iter()
        .enumerate()
        .filter(|(i, _)| certain && !reached.contains(&StepId(*i)));
    lost.map(|(_, step)| nothing_leads_to(step)).collect()
}

fn nothing_leads_to(step: &Step) -> Finding {
    Finding::new(Code::Unreachable, step.span, format!("Nothing leads to '{}'.", step.id))
        .hint("Point an answer at it, or delete it.")
}
