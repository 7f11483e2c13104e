//! The fingerprint of what was proved: two decisions with one fingerprint ask, lead and rest on the same.

use std::fmt::Write;

use super::citations::folded;
use super::rules::describe;
use crate::site::{Citation, Decision, Policy, StepKind, Target};

/// Returns the fingerprint of a decision and of the clauses that it cites. Dates, versions, the order of clauses in the
/// policy and how words are dressed play no part in it.
pub fn fingerprint(decision: &Decision, policy: Option<&Policy>) -> String {
    let hash = blake3::hash(canonical(decision, policy).as_bytes()).to_hex();
    hash.chars().take(32).collect()
}

/// Writes everything that counts, a line each, every line with the name of what it tells. Words are quoted, so that no
/// two decisions can be written alike.
fn canonical(decision: &Decision, policy: Option<&Policy>) -> String {
    let mut text = Canonical {
        text: String::new(),
        decision,
        policy,
    };
    text.line(
        "start",
        decision
            .start
            .and_then(|start| decision.step(start))
            .map(|step| &step.id),
    );
    for exit in &decision.exits {
        let to = text.name(exit.to);
        text.line("exit", (&exit.id, &exit.say, to));
        text.citations(&exit.citations);
    }
    for step in &decision.steps {
        text.line("step", (&step.id, step.title(), step.verdict()));
        text.inside(&step.kind);
        text.citations(&step.citations);
        text.line("sources", &step.sources);
        for arrow in &step.arrows {
            let to = text.name(arrow.to);
            text.line("answer", (&arrow.id, &arrow.say, to, &arrow.record));
        }
    }
    for rule in &decision.doc.always_true {
        text.line("rule", (&rule.say.value, describe(&rule.when), describe(&rule.then)));
    }
    for field in &decision.doc.record {
        let needed: Vec<&str> = field.needed_for.iter().map(|verdict| verdict.value.name()).collect();
        text.line("field", (&field.id.value, &field.label.value, needed, field.by_hand));
        if !field.only_for.is_empty() {
            let only: Vec<&str> = field.only_for.iter().map(|verdict| verdict.value.name()).collect();
            text.line("only for", only);
        }
        if let Some(options) = &field.options {
            let words: Vec<&str> = options.words.iter().map(|word| word.value.as_str()).collect();
            text.line("options", (options.many, words));
        }
    }
    text.text
}

struct Canonical<'a> {
    text: String,
    decision: &'a Decision,
    policy: Option<&'a Policy>,
}

impl Canonical<'_> {
    fn line(&mut self, what: &str, told: impl std::fmt::Debug) {
        // Writing to a String cannot fail.
        let _ = writeln!(self.text, "{what} {told:?}");
    }

    fn name(&self, target: Target) -> Option<String> {
        Some(self.decision.step(target.step()?)?.id.clone())
    }

    fn inside(&mut self, kind: &StepKind) {
        match kind {
            StepKind::Question { help, .. } => self.line("help", help),
            StepKind::Checklist { help, items, .. } => {
                self.line("help", help);
                for item in items {
                    self.line("item", &item.say);
                    self.citations(&item.citations);
                }
            }
            StepKind::Outcome { say, actions, .. } => {
                self.line("say", say);
                for (name, action) in actions {
                    self.line("do", (name, &action.say));
                    self.citations(&action.citations);
                }
            }
        }
    }

    fn citations(&mut self, citations: &[Citation]) {
        for citation in citations {
            let clause = self.policy.and_then(|policy| policy.clause(&citation.address));
            let words = clause.map(|clause| folded(&clause.plain_text()));
            self.line("clause", (citation.address.as_str(), words));
        }
    }
}
