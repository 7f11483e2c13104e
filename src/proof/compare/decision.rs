//! Two versions of a decision: journeys, steps, answers, words, citations and rules.

use super::journeys::ending_elsewhere_among;
use super::matched::{self, Matched, named};
use super::{Change, reworded};
use crate::parse::decision::RuleDoc;
use crate::parse::policy::Address;
use crate::proof::Graph;
use crate::proof::fingerprint::fingerprint;
use crate::proof::rules::describe;
use crate::site::{Decision, Exit, Policy, Step, StepId, StepKind};

/// Lists what the new version of a decision changes, the gravest first. Each version comes with the policy that it
/// rests on; where one is not known, citations are not compared.
pub fn changes(
    (old, old_policy): (&Decision, Option<&Policy>),
    (new, new_policy): (&Decision, Option<&Policy>),
) -> Vec<Change> {
    let mut changes = match (Graph::of(old), Graph::of(new)) {
        (Ok(old), Ok(new)) => {
            let citations = old_policy.is_some() && new_policy.is_some();
            Versions {
                matched: Matched::of(&old, &new),
                old,
                new,
                citations,
            }
            .changes()
        }
        (Err(_), _) => vec![not_compared(
            "The old version has a fault in its shape; `fingerpost check` says which.",
        )],
        (_, Err(_)) => vec![not_compared(
            "The new version has a fault in its shape; `fingerpost check` says which.",
        )],
    };
    changes.extend(document(old, new));
    let comparable = old_policy.is_some() == new_policy.is_some();
    if changes.is_empty() && comparable && fingerprint(old, None) != fingerprint(new, None) {
        changes.push(Change::Other);
    }
    changes
}

fn not_compared(why: &str) -> Change {
    Change::NotCompared { why: why.to_owned() }
}

/// Lists what does not hang on a step.
fn document(old: &Decision, new: &Decision) -> Vec<Change> {
    let version = |decision: &Decision| {
        let version = decision.doc.edition.version.as_ref();
        version.map(|version| version.value.clone()).unwrap_or_default()
    };
    let title = reworded("the title", &old.doc.title.value, &new.doc.title.value);
    let version = reworded("the version", &version(old), &version(new));
    let rules = rules(&old.doc.always_true, &new.doc.always_true).into_iter();
    rules.chain(title).chain(version).collect()
}

fn rules(old: &[RuleDoc], new: &[RuleDoc]) -> Vec<Change> {
    let asks = |rule: &RuleDoc| (describe(&rule.when), describe(&rule.then));
    let find = |rules: &[RuleDoc], say: &str| rules.iter().find(|rule| rule.say.value == say).map(asks);
    let added_or_changed = new.iter().filter_map(|rule| {
        let say = rule.say.value.clone();
        match find(old, &say) {
            None => Some(Change::RuleAdded { rule: say }),
            Some(before) if before != asks(rule) => Some(Change::RuleChanged { rule: say }),
            Some(_) => None,
        }
    });
    let gone = old.iter().filter(|rule| find(new, &rule.say.value).is_none());
    let gone = gone.map(|rule| Change::RuleRemoved {
        rule: rule.say.value.clone(),
    });
    gone.chain(added_or_changed).collect()
}

/// Two versions whose shape holds.
struct Versions<'a> {
    old: Graph<'a>,
    new: Graph<'a>,
    matched: Matched,
    citations: bool,
}

impl<'a> Versions<'a> {
    fn changes(&self) -> Vec<Change> {
        let pairs: Vec<(&Step, &Step)> = self
            .matched
            .pairs()
            .map(|(old, new)| (self.old.step(old), self.new.step(new)))
            .collect();
        let mut changes = match ending_elsewhere_among(&self.old, &self.new, &self.matched) {
            Ok(groups) => groups.into_iter().map(Change::EndsElsewhere).collect(),
            Err(_) => vec![not_compared(
                "There are too many ways through both versions at once to follow.",
            )],
        };
        changes.extend(self.start());
        changes.extend(self.exits());
        changes.extend(pairs.iter().filter_map(|(old, new)| verdict(old, new)));
        changes.extend(self.leading_elsewhere());
        changes.extend(self.steps());
        changes.extend(pairs.iter().flat_map(|(old, new)| answers(old, new)));
        changes.extend(pairs.iter().flat_map(|(old, new)| words(old, new)));
        if self.citations {
            changes.extend(pairs.iter().filter_map(|(old, new)| citations(old, new)));
        }
        changes
    }

    fn is_same(&self, old: Option<StepId>, new: Option<StepId>) -> bool {
        old.and_then(|old| self.matched.new_of(old)) == new && old.is_some() == new.is_some()
    }

    fn start(&self) -> Option<Change> {
        let same = self.is_same(Some(self.old.start), Some(self.new.start));
        (!same).then(|| Change::LeadsElsewhere {
            step: START.to_owned(),
            answer: String::new(),
            old: self.old.step(self.old.start).id.clone(),
            new: self.new.step(self.new.start).id.clone(),
        })
    }

    fn leading_elsewhere(&self) -> Vec<Change> {
        let mut changes = Vec::new();
        for (old_id, new_id) in self.matched.pairs() {
            let (old, new) = (self.old.step(old_id), self.new.step(new_id));
            for answer in matched::answers(&old.arrows, &new.arrows) {
                let (Some(one), Some(other)) = answer else { continue };
                let (from, to) = (self.old.target(old_id, one), self.new.target(new_id, other));
                if !self.is_same(from, to) {
                    let answer = new.arrows.get(other).map(|arrow| arrow.id.clone());
                    changes.push(self.leads((&new.id, answer.unwrap_or_default()), (from, to)));
                }
            }
        }
        changes
    }

    fn leads(&self, (step, answer): (&str, String), (from, to): (Option<StepId>, Option<StepId>)) -> Change {
        let name = |graph: &Graph, id: Option<StepId>| id.map(|id| graph.step(id).id.clone()).unwrap_or_default();
        Change::LeadsElsewhere {
            step: step.to_owned(),
            answer,
            old: name(&self.old, from),
            new: name(&self.new, to),
        }
    }

    fn exits(&self) -> Vec<Change> {
        let (old, new) = (&self.old.decision.exits, &self.new.decision.exits);
        let find = |exits: &'a [Exit], id: &str| exits.iter().find(|exit| exit.id == id);
        let mut changes = Vec::new();
        for exit in new {
            let Some(before) = find(old, &exit.id) else {
                changes.push(Change::AnswerAdded {
                    step: AT_ANY_TIME.to_owned(),
                    answer: exit.id.clone(),
                    say: exit.say.clone(),
                });
                continue;
            };
            let (from, to) = (before.to.step(), exit.to.step());
            if !self.is_same(from, to) {
                changes.push(self.leads((AT_ANY_TIME, exit.id.clone()), (from, to)));
            }
            changes.extend(reworded(format!("the way out '{}'", exit.id), &before.say, &exit.say));
        }
        let gone = old.iter().filter(|exit| find(new, &exit.id).is_none());
        changes.extend(gone.map(|exit| Change::AnswerRemoved {
            step: AT_ANY_TIME.to_owned(),
            answer: exit.id.clone(),
            say: exit.say.clone(),
        }));
        changes
    }

    fn steps(&self) -> Vec<Change> {
        let ids = |graph: &Graph| (0..graph.decision.steps.len()).map(StepId);
        let added = ids(&self.new).filter(|id| self.matched.old_of(*id).is_none());
        let added = added.map(|id| Change::StepAdded {
            step: named(self.new.step(id)),
        });
        let gone = ids(&self.old).filter(|id| self.matched.new_of(*id).is_none());
        let gone = gone.map(|id| Change::StepRemoved {
            step: named(self.old.step(id)),
        });
        let pairs = self.matched.pairs();
        let renamed = pairs.filter_map(|(old, new)| renamed(self.old.step(old), self.new.step(new)));
        added.chain(gone).chain(renamed).collect()
    }
}

/// What ways out are called in rules, and so here.
const AT_ANY_TIME: &str = "at-any-time";
/// What the place before the first step is called.
const START: &str = "start";

fn renamed(old: &Step, new: &Step) -> Option<Change> {
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

fn answers(old: &Step, new: &Step) -> Vec<Change> {
    let mut changes = Vec::new();
    for answer in matched::answers(&old.arrows, &new.arrows) {
        let before = answer.0.and_then(|i| old.arrows.get(i));
        let now = answer.1.and_then(|i| new.arrows.get(i));
        let step = new.id.clone();
        match (before, now) {
            (Some(before), Some(now)) if before.id != now.id => changes.push(Change::AnswerRenamed {
                step,
                old: before.id.clone(),
                new: now.id.clone(),
            }),
            (Some(before), Some(now)) => {
                let what = format!("the answer '{}' to '{step}'", now.id);
                changes.extend(reworded(what, &before.say, &now.say));
            }
            (Some(gone), None) => changes.push(Change::AnswerRemoved {
                step,
                answer: gone.id.clone(),
                say: gone.say.clone(),
            }),
            (None, Some(added)) => changes.push(Change::AnswerAdded {
                step,
                answer: added.id.clone(),
                say: added.say.clone(),
            }),
            (None, None) => {}
        }
    }
    changes
}

/// Compares all that a step says, besides its answers.
fn words(old: &Step, new: &Step) -> Vec<Change> {
    let title = reworded(format!("'{}'", new.id), old.title(), new.title());
    let (before, now) = (inside(old), inside(new));
    let inside = reworded(format!("what '{}' says below that", new.id), &before, &now);
    title.into_iter().chain(inside).collect()
}

/// Returns what a step says below its question or title: help, things to check, what to do.
fn inside(step: &Step) -> String {
    let words: Vec<&str> = match &step.kind {
        StepKind::Question { help, .. } => help.iter().map(String::as_str).collect(),
        StepKind::Checklist { help, items, .. } => {
            let items = items.iter().map(|item| item.say.as_str());
            help.iter().map(String::as_str).chain(items).collect()
        }
        StepKind::Outcome { say, actions, .. } => {
            let actions = actions.iter().map(|(_, action)| action.say.as_str());
            say.iter().map(String::as_str).chain(actions).collect()
        }
    };
    words.join(" ")
}

fn citations(old: &Step, new: &Step) -> Option<Change> {
    let (before, now) = (cited(old), cited(new));
    let besides = |one: &[Address], other: &[Address]| -> Vec<String> {
        let more = one.iter().filter(|address| !other.contains(address));
        more.map(ToString::to_string).collect()
    };
    let (now, no_longer) = (besides(&now, &before), besides(&before, &now));
    (!now.is_empty() || !no_longer.is_empty()).then(|| Change::Cites {
        step: new.id.clone(),
        now,
        no_longer,
    })
}

fn cited(step: &Step) -> Vec<Address> {
    let mut all: Vec<Address> = step.all_citations().map(|citation| citation.address.clone()).collect();
    all.sort();
    all.dedup();
    all
}
