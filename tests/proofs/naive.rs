//! The second implementation: lists every journey, and asks each about conditions by the words of their definition.

use fingerpost::parse::decision::Condition;
use fingerpost::site::{Decision, Step, StepId, StepKind};
use fingerpost::source::Spanned;

/// A journey that has ended.
pub struct Ended<'a> {
    /// The answers given: the step, and which of its answers.
    pub given: Vec<(StepId, usize)>,
    /// The way out taken instead.
    pub exit: Option<usize>,
    /// Where it ends.
    pub ending: &'a Step,
    decision: &'a Decision,
}

/// Lists all journeys through the questions, then all ways out.
pub fn all_journeys(decision: &Decision) -> Vec<Ended<'_>> {
    let mut all = Vec::new();
    go_on(decision, decision.start.unwrap(), &mut Vec::new(), &mut all);
    for (i, exit) in decision.exits.iter().enumerate() {
        let ending = decision.step(exit.to.step().unwrap()).unwrap();
        all.push(Ended {
            given: Vec::new(),
            exit: Some(i),
            ending,
            decision,
        });
    }
    all
}

fn go_on<'a>(decision: &'a Decision, at: StepId, given: &mut Vec<(StepId, usize)>, all: &mut Vec<Ended<'a>>) {
    let step = decision.step(at).unwrap();
    if step.arrows.is_empty() {
        all.push(Ended {
            given: given.clone(),
            exit: None,
            ending: step,
            decision,
        });
    }
    for (i, arrow) in step.arrows.iter().enumerate() {
        given.push((at, i));
        go_on(decision, arrow.to.step().unwrap(), given, all);
        given.pop();
    }
}

impl Ended<'_> {
    /// Returns whether a condition is true of it.
    pub fn is(&self, condition: &Condition) -> bool {
        match condition {
            Condition::AnyEnding => true,
            Condition::Verdict(verdict) => self.ending.verdict() == Some(verdict.value),
            Condition::Outcome(name) => self.ending.id == name.value,
            Condition::Passed(names) => names.iter().all(|name| self.passed(name)),
            Condition::PassedAny(names) => names.iter().any(|name| self.passed(name)),
            Condition::AnsweredAny(names) => names
                .iter()
                .any(|name| self.answers().any(|(_, answer)| answer == name.value)),
            Condition::Do(names) => names.iter().all(|name| self.says_to_do(&name.value)),
            Condition::Record(names) => names
                .iter()
                .all(|name| self.sets(&name.value) && self.has_line(&name.value)),
        }
    }

    /// Returns whether one of its answers sets a field of the record.
    pub fn sets(&self, field: &str) -> bool {
        let arrows = self
            .given
            .iter()
            .map(|(id, i)| &self.decision.step(*id).unwrap().arrows[*i]);
        arrows.flat_map(|arrow| &arrow.record).any(|(name, _)| name == field)
    }

    fn has_line(&self, field: &str) -> bool {
        let mut lines = self.decision.doc.record.iter();
        let line = lines.find(|line| line.id.value == field).unwrap();
        let only: Vec<_> = line.only_for.iter().map(|verdict| Some(verdict.value)).collect();
        only.is_empty() || only.contains(&self.ending.verdict())
    }

    fn answers(&self) -> impl Iterator<Item = (&str, &str)> {
        let given = self.given.iter().map(|(id, i)| {
            let step = self.decision.step(*id).unwrap();
            (step.id.as_str(), step.arrows[*i].id.as_str())
        });
        given.chain(
            self.exit
                .map(|exit| ("at-any-time", self.decision.exits[exit].id.as_str())),
        )
    }

    fn passed(&self, name: &Spanned<String>) -> bool {
        match name.value.split_once('=') {
            Some(pair) => self.answers().any(|given| given == pair),
            None => self.ending.id == name.value || self.answers().any(|(step, _)| step == name.value),
        }
    }

    fn says_to_do(&self, action: &str) -> bool {
        match &self.ending.kind {
            StepKind::Outcome { actions, .. } => actions.iter().any(|(name, _)| name == action),
            _ => false,
        }
    }
}
