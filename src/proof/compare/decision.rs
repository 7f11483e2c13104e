//! Two versions of a decision: where journeys end, then steps and where their answers lead, then all that is said.

use super::grounds::Cited;
use super::journeys::ending_elsewhere;
use super::matched::{self, Matched, named};
use super::{Change, document, steps, stories};
use crate::proof::Graph;
use crate::site::{Arrow, Decision, Policy, Step, StepId};

/// Lists what the new version of a decision changes, the gravest first. Each version comes with the policy that it
/// rests on; where one is not known, citations are compared as they are typed, and worked examples are not compared.
pub fn changes(
    (old, old_policy): (&Decision, Option<&Policy>),
    (new, new_policy): (&Decision, Option<&Policy>),
) -> Vec<Change> {
    let cited = Cited::in_both((old, old_policy), (new, new_policy));
    let versions = Versions {
        matched: Matched::of(old, new),
        old,
        new,
    };
    let mut changes = versions.journeys();
    changes.extend(versions.start());
    changes.extend(versions.changes(&cited));
    changes.extend(document::changes(&old.doc, &new.doc, &cited));
    if old_policy.is_some() && new_policy.is_some() {
        changes.extend(stories::changes(old, new));
    }
    changes
}

/// What ways out are called in rules, and so here.
pub(super) const AT_ANY_TIME: &str = "at-any-time";
/// What the place before the first step is called.
const START: &str = "start";

/// Two versions, their steps matched.
struct Versions<'a> {
    old: &'a Decision,
    new: &'a Decision,
    matched: Matched,
}

impl Versions<'_> {
    fn journeys(&self) -> Vec<Change> {
        let not_compared = |why: &str| vec![Change::NotCompared { why: why.to_owned() }];
        match (Graph::of(self.old), Graph::of(self.new)) {
            (Ok(old), Ok(new)) => match ending_elsewhere(&old, &new, &self.matched) {
                Ok(groups) => groups.into_iter().map(Change::EndsElsewhere).collect(),
                Err(_) => not_compared("There are too many ways through both versions at once to follow."),
            },
            (Err(_), _) => not_compared("The old version has a fault in its shape; `fingerpost check` says which."),
            (_, Err(_)) => not_compared("The new version has a fault in its shape; `fingerpost check` says which."),
        }
    }

    fn changes(&self, cited: &Cited) -> Vec<Change> {
        let pairs: Vec<(&Step, &Step)> = self
            .matched
            .pairs()
            .filter_map(|(old, new)| Some((self.old.step(old)?, self.new.step(new)?)))
            .collect();
        let mut changes: Vec<Change> = pairs.iter().filter_map(|(old, new)| verdict(old, new)).collect();
        changes.extend(pairs.iter().flat_map(|(old, new)| self.leading_elsewhere(old, new)));
        changes.extend(self.exits_leading_elsewhere());
        changes.extend(self.steps());
        changes.extend(pairs.iter().flat_map(|(old, new)| steps::answers(old, new)));
        changes.extend(steps::exits(&self.old.doc, &self.new.doc, cited));
        changes.extend(pairs.iter().flat_map(|(old, new)| steps::words(old, new)));
        changes.extend(pairs.iter().flat_map(|(old, new)| {
            let docs = (&self.old.doc, &self.new.doc);
            steps::grounds((docs.0, old), (docs.1, new), cited)
        }));
        changes
    }

    fn is_same(&self, old: Option<StepId>, new: Option<StepId>) -> bool {
        old.and_then(|old| self.matched.new_of(old)) == new && old.is_some() == new.is_some()
    }

    fn start(&self) -> Option<Change> {
        let (old, new) = (self.old.start, self.new.start);
        (!self.is_same(old, new)).then(|| self.leads((START, String::new()), (old, new)))
    }

    fn leading_elsewhere(&self, old: &Step, new: &Step) -> Vec<Change> {
        let both = matched::answers(&old.arrows, &new.arrows).into_iter();
        let both = both.filter_map(|(one, other)| Some((old.arrows.get(one?)?, new.arrows.get(other?)?)));
        let elsewhere = both.filter_map(|(one, other): (&Arrow, &Arrow)| {
            let to = (one.to.step(), other.to.step());
            (!self.is_same(to.0, to.1)).then(|| self.leads((&new.id, other.id.clone()), to))
        });
        elsewhere.collect()
    }

    fn exits_leading_elsewhere(&self) -> Vec<Change> {
        let elsewhere = self.new.exits.iter().filter_map(|exit| {
            let before = self.old.exits.iter().find(|before| before.id == exit.id)?;
            let to = (before.to.step(), exit.to.step());
            (!self.is_same(to.0, to.1)).then(|| self.leads((AT_ANY_TIME, exit.id.clone()), to))
        });
        elsewhere.collect()
    }

    fn leads(&self, (step, answer): (&str, String), (from, to): (Option<StepId>, Option<StepId>)) -> Change {
        let name = |decision: &Decision, id: Option<StepId>| {
            let step = id.and_then(|id| decision.step(id));
            step.map(|step| step.id.clone()).unwrap_or_default()
        };
        Change::LeadsElsewhere {
            step: step.to_owned(),
            answer,
            old: name(self.old, from),
            new: name(self.new, to),
        }
    }

    fn steps(&self) -> Vec<Change> {
        let steps = |decision: &Decision| (0..decision.steps.len()).map(StepId);
        let added = steps(self.new).filter(|id| self.matched.old_of(*id).is_none());
        let added = added.filter_map(|id| {
            let step = named(self.new.step(id)?);
            Some(Change::StepAdded { step })
        });
        let gone = steps(self.old).filter(|id| self.matched.new_of(*id).is_none());
        let gone = gone.filter_map(|id| {
            let step = named(self.old.step(id)?);
            Some(Change::StepRemoved { step })
        });
        let renamed = self.matched.pairs();
        let renamed = renamed.filter_map(|(old, new)| renamed_step(self.old.step(old)?, self.new.step(new)?));
        let in_order = self.matched.pairs().is_sorted_by_key(|(_, new)| new);
        let reordered = (!in_order).then(|| Change::Reordered {
            what: "The steps".to_owned(),
        });
        added.chain(gone).chain(renamed).chain(reordered).collect()
    }
}

fn renamed_step(old: &Step, new: &Step) -> Option<Change> {
    (old.id != new.id).then(|| Change::StepRenamed {
        old: old.id.clone(),
        new: new.id.clone(),
        title: new.title().to_owned(),
    })
}

fn verdict(old: &Step, new: &Step) -> Option<Change> {
    let (before, now) = (old.verdict()?, new.verdict()?);
    (before != now).then(|| Change::Verdict {
        step: named(new),
        old: before.word(),
        new: now.word(),
    })
}
