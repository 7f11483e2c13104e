//! `always-true` rules: read against the decision, and proved on every journey.
//!
//! # Which journeys
//!
//! A rule speaks of every journey that has ended: each way from the first question through answers ("Not sure"
//! included) to an outcome, and each way out that is offered at any time, which counts as a journey of one answer. A
//! way out passes no question; it passes the outcome that it leads to.
//!
//! A rule holds when every journey of which all conditions under `when` are true is one of which all conditions under
//! `then` are true. It protects nothing, and is refused, when there is no journey that `when` is true of.
//!
//! # What each condition means
//!
//! The same on both sides:
//!
//! | condition | is true of a journey that |
//! |---|---|
//! | `any: ending` | ended, so of every one |
//! | `verdict: proceed` | ended at an outcome with this verdict |
//! | `outcome: shared` | ended at this outcome |
//! | `passed: [consent=refused, harm]` | gave every answer named so, and came to every step named so |
//! | `passed-any: [...]` | did at least one of these |
//! | `answered-any: [not-sure, declined]` | gave at least one answer of these names, at whatever step |
//! | `do: keep-record` | ended at an outcome that says to do this; of several, all |
//! | `record: basis` | gave an answer that sets this field, and ended where the record has it; of several, all |
//!
//! In `passed` and `passed-any`, `question=answer` is an answer of a question or a checklist, a name alone is a step of
//! any kind, the first question and outcomes included, and `at-any-time=harm-now` is a way out. In `answered-any` the
//! name of a way out counts as an answer's.

use std::collections::BTreeSet;

use num_bigint::BigUint;

use super::facts::{Facts, Mark, Test, TooMany};
use super::{Claim, Graph, Shown};
use crate::diagnostic::nearest::nearest;
use crate::diagnostic::{Code, Finding};
use crate::parse::decision::{Condition, RuleDoc, Verdict};
use crate::site::{Decision, Step, StepId, StepKind};
use crate::source::Spanned;

/// What a way out is passed as: `at-any-time=harm-now`.
pub const AT_ANY_TIME: &str = "at-any-time";

/// A rule, and what the walk showed of it.
#[derive(Clone, Debug)]
pub struct RuleProof<'a> {
    /// The rule.
    pub rule: &'a RuleDoc,
    /// On how many journeys it applies and is broken. None where it speaks of too much to be proved.
    pub shown: Option<Shown>,
    /// What it asks of a journey, in words: one for each test of the claim's `then`.
    pub asks: Vec<String>,
}

impl RuleProof<'_> {
    /// Returns whether the rule holds, and on one journey at least.
    pub fn holds(&self) -> bool {
        let zero = BigUint::ZERO;
        self.shown
            .as_ref()
            .is_some_and(|shown| shown.broken == zero && shown.applies > zero)
    }
}

/// Proves every rule whose names are known.
pub fn prove<'a>(graph: &Graph<'a>) -> Vec<RuleProof<'a>> {
    let rules = graph.decision.doc.always_true.iter();
    rules.filter_map(|rule| prove_one(graph, rule)).collect()
}

fn prove_one<'a>(graph: &Graph<'a>, rule: &'a RuleDoc) -> Option<RuleProof<'a>> {
    let (claim, asks) = match claim(graph.decision, rule) {
        Ok((claim, asks)) => (Ok(claim), asks),
        Err(Unread::TooMany) => (Err(TooMany), Vec::new()),
        Err(Unread::Names(_)) => return None,
    };
    let shown = claim.and_then(|claim| claim.prove(graph)).ok();
    Some(RuleProof { rule, shown, asks })
}

/// Returns what is wrong with the names in the decision's rules.
pub fn unknown_names(decision: &Decision) -> Vec<Finding> {
    let rules = decision.doc.always_true.iter();
    let unread = rules.filter_map(|rule| match claim(decision, rule) {
        Err(Unread::Names(findings)) => Some(findings),
        _ => None,
    });
    unread.flatten().collect()
}

/// Why a rule could not be read.
#[derive(Debug)]
pub enum Unread {
    /// Names that nothing has.
    Names(Vec<Finding>),
    /// It speaks of more than can be remembered.
    TooMany,
}

impl From<TooMany> for Unread {
    fn from(_: TooMany) -> Self {
        Self::TooMany
    }
}

/// Makes a claim of a rule, and says in words what each of its demands is.
///
/// # Errors
/// What [`Unread`] names.
pub fn claim(decision: &Decision, rule: &RuleDoc) -> Result<(Claim, Vec<String>), Unread> {
    let mut reader = Reader::new(decision);
    let read = |reader: &mut Reader, conditions: &[Condition]| -> Result<Vec<Test>, TooMany> {
        let tests = conditions.iter().map(|condition| reader.tests(condition));
        Ok(tests.collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect())
    };
    let when = read(&mut reader, &rule.when)?;
    let then = read(&mut reader, &rule.then)?;
    if !reader.findings.is_empty() {
        return Err(Unread::Names(reader.findings));
    }
    let facts = reader.facts;
    Ok((Claim { facts, when, then }, describe(&rule.then)))
}

/// Reads conditions: names become marks, conditions become tests.
struct Reader<'a> {
    decision: &'a Decision,
    facts: Facts,
    findings: Vec<Finding>,
}

impl<'a> Reader<'a> {
    fn new(decision: &'a Decision) -> Self {
        Self {
            decision,
            facts: Facts::new(decision),
            findings: Vec::new(),
        }
    }

    fn tests(&mut self, condition: &Condition) -> Result<Vec<Test>, TooMany> {
        Ok(vec![match condition {
            Condition::AnyEnding => self.ends(|_, _| true),
            Condition::Verdict(verdict) => self.verdict(verdict.value),
            Condition::Outcome(name) => self.outcome(name),
            Condition::Passed(names) => {
                let marks = self.marks(names);
                self.facts.all(&marks)?
            }
            Condition::PassedAny(names) => {
                let marks = self.marks(names);
                self.facts.any(&marks)?
            }
            Condition::AnsweredAny(names) => {
                let marks = names.iter().flat_map(|name| self.answered(name)).collect();
                self.facts.any(&marks)?
            }
            Condition::Do(names) => self.actions(names),
            Condition::Record(names) => {
                let set = names
                    .iter()
                    .map(|name| self.record(name))
                    .collect::<Result<Vec<_>, _>>()?;
                let shown = names.iter().map(|name| self.ends_with_line(&name.value));
                return Ok(set.into_iter().zip(shown).flat_map(<[Test; 2]>::from).collect());
            }
        }])
    }

    fn ends(&self, test: impl Fn(StepId, &Step) -> bool) -> Test {
        let steps = self
            .decision
            .steps
            .iter()
            .enumerate()
            .map(|(i, step)| (StepId(i), step));
        Test::Ends(steps.filter(|(id, step)| test(*id, step)).map(|(id, _)| id).collect())
    }

    fn verdict(&self, verdict: Verdict) -> Test {
        self.ends(|_, step| step.verdict() == Some(verdict))
    }

    fn outcome(&mut self, name: &Spanned<String>) -> Test {
        let doc = &self.decision.doc;
        if !doc.outcomes.contains_key(&name.value) {
            self.unknown(Code::UnknownStep, name, "an outcome", doc.outcomes.keys());
        }
        self.ends(|_, step| step.id == name.value)
    }

    fn actions(&mut self, names: &[Spanned<String>]) -> Test {
        let doc = &self.decision.doc;
        for name in names.iter().filter(|name| !doc.actions.contains_key(&name.value)) {
            self.unknown(Code::UnknownName, name, "an action", doc.actions.keys());
        }
        self.ends(|_, step| names.iter().all(|name| says_to_do(step, &name.value)))
    }

    /// `record`: an answer that sets the field was given.
    fn record(&mut self, name: &Spanned<String>) -> Result<Test, TooMany> {
        let fields = || self.decision.doc.record.iter().map(|field| &field.id.value);
        if !fields().any(|field| *field == name.value) {
            self.unknown(Code::UnknownName, name, "a field of the record", fields());
        }
        let marks = setters(self.decision, &name.value);
        self.facts.any(&marks)
    }

    /// The other half of `record`: the record of the ending has the field.
    fn ends_with_line(&self, field: &str) -> Test {
        let mut lines = self.decision.doc.record.iter();
        let line = lines.find(|line| line.id.value == field);
        self.ends(|_, step| {
            line.zip(step.verdict())
                .is_some_and(|(line, verdict)| line.is_on(verdict))
        })
    }

    fn marks(&mut self, names: &[Spanned<String>]) -> BTreeSet<Mark> {
        names.iter().filter_map(|name| self.mark(name)).collect()
    }

    /// `question=answer`, or a step.
    fn mark(&mut self, typed: &Spanned<String>) -> Option<Mark> {
        let (step, answer) = match typed.value.split_once('=') {
            Some((step, answer)) => (step.trim(), Some(answer.trim())),
            None => (typed.value.trim(), None),
        };
        match (self.decision.step_named(step), answer) {
            (Some(id), None) => Some(Mark::Step(id)),
            (Some(id), Some(answer)) => self.answer(typed, id, answer),
            (None, Some(exit)) if step == AT_ANY_TIME => self.exit(typed, exit),
            (None, _) => {
                let name = Spanned::new(step.to_owned(), typed.span);
                let steps = self.decision.steps.iter().map(|step| &step.id);
                self.unknown(Code::UnknownStep, &name, "a step", steps);
                None
            }
        }
    }

    fn answer(&mut self, typed: &Spanned<String>, id: StepId, answer: &str) -> Option<Mark> {
        let step = self.decision.step(id)?;
        let found = step.arrows.iter().position(|arrow| arrow.id == answer);
        if found.is_none() {
            self.no_such_answer(typed, step, answer);
        }
        Some(Mark::Answer(id, found?))
    }

    fn exit(&mut self, typed: &Spanned<String>, exit: &str) -> Option<Mark> {
        let exits = &self.decision.exits;
        let found = exits.iter().position(|known| known.id == exit);
        if found.is_none() {
            let name = Spanned::new(exit.to_owned(), typed.span);
            self.unknown(
                Code::UnknownName,
                &name,
                "a way out at any time",
                exits.iter().map(|exit| &exit.id),
            );
        }
        Some(Mark::Exit(found?))
    }

    /// Every answer, and every way out, of one name.
    fn answered(&mut self, name: &Spanned<String>) -> Vec<Mark> {
        let marks: Vec<Mark> = all_answers(self.decision)
            .filter(|(_, known)| **known == name.value)
            .map(|(mark, _)| mark)
            .collect();
        if marks.is_empty() {
            let known: BTreeSet<&String> = all_answers(self.decision).map(|(_, known)| known).collect();
            self.unknown(Code::UnknownName, name, "an answer of any step", known);
        }
        marks
    }

    fn unknown<'n>(
        &mut self,
        code: Code,
        name: &Spanned<String>,
        what: &str,
        known: impl IntoIterator<Item = &'n String>,
    ) {
        let message = format!(
            "This rule speaks of '{}', and that is not the name of {what}.",
            name.value
        );
        let near = nearest(&name.value, known.into_iter().map(String::as_str));
        let hint = near.map(|near| format!("Did you mean '{near}'?"));
        self.findings.push(Finding::new(code, name.span, message).hint_if(hint));
    }

    fn no_such_answer(&mut self, typed: &Spanned<String>, step: &Step, answer: &str) {
        let message = format!(
            "This rule speaks of '{}', and '{}' has no answer '{answer}'.",
            typed.value, step.id
        );
        let known: Vec<&str> = step.arrows.iter().map(|arrow| arrow.id.as_str()).collect();
        let near = nearest(answer, known.iter().copied());
        let hint = near.map(|near| format!("Did you mean '{}={near}'?", step.id));
        let there_are = match known.as_slice() {
            [] => format!("'{}' is an outcome, and has no answers.", step.id),
            _ => format!("Its answers are: {}.", known.join(", ")),
        };
        let finding = Finding::new(Code::UnknownName, typed.span, message);
        self.findings.push(finding.hint_if(hint).hint(there_are));
    }
}

fn says_to_do(step: &Step, action: &str) -> bool {
    match &step.kind {
        StepKind::Outcome { actions, .. } => actions.iter().any(|(name, _)| name == action),
        _ => false,
    }
}

/// Returns the answers that set a field of the record.
pub fn setters(decision: &Decision, field: &str) -> BTreeSet<Mark> {
    let steps = decision.steps.iter().enumerate();
    let answers = steps.flat_map(|(i, step)| step.arrows.iter().enumerate().map(move |(n, arrow)| (i, n, arrow)));
    let setting = answers.filter(|(.., arrow)| arrow.record.iter().any(|(name, _)| name == field));
    setting.map(|(i, n, _)| Mark::Answer(StepId(i), n)).collect()
}

fn all_answers(decision: &Decision) -> impl Iterator<Item = (Mark, &String)> {
    let steps = decision.steps.iter().enumerate();
    let answers = steps.flat_map(|(i, step)| {
        let arrows = step.arrows.iter().enumerate();
        arrows.map(move |(n, arrow)| (Mark::Answer(StepId(i), n), &arrow.id))
    });
    let exits = decision.exits.iter().enumerate();
    answers.chain(exits.map(|(i, exit)| (Mark::Exit(i), &exit.id)))
}

/// Says what conditions ask of a journey, in words that change only when they do.
pub(super) fn describe(conditions: &[Condition]) -> Vec<String> {
    conditions.iter().flat_map(asks).collect()
}

/// Says what a condition asks of a journey: one line for each of its tests.
fn asks(condition: &Condition) -> Vec<String> {
    let list = |names: &[Spanned<String>], joint: &str| {
        let names: Vec<String> = names.iter().map(|name| format!("'{}'", name.value)).collect();
        names.join(joint)
    };
    vec![match condition {
        Condition::AnyEnding => "come to an ending".to_owned(),
        Condition::Verdict(verdict) => format!("end with the verdict '{}'", verdict.value.name()),
        Condition::Outcome(name) => format!("end at '{}'", name.value),
        Condition::Passed(names) => format!("pass {}", list(names, " and ")),
        Condition::PassedAny(names) => format!("pass {}", list(names, " or ")),
        Condition::AnsweredAny(names) => format!("be answered {} somewhere", list(names, " or ")),
        Condition::Do(names) => format!("end by telling people to do {}", list(names, " and ")),
        Condition::Record(names) => {
            let of_one = |name: &Spanned<String>| {
                let set = format!("set '{}' in the record", name.value);
                [set, format!("end where the record has '{}'", name.value)]
            };
            return names.iter().flat_map(of_one).collect();
        }
    }]
}
