//! The fingerprint of what was proved: two decisions with one fingerprint ask, lead and rest on the same, for the same
//! people and under the same rules.

use std::fmt::Write;

use super::citations::folded;
use super::rules::describe;
use crate::parse::decision::{Grounds, LeftOut, NotSure, SourceDoc};
use crate::parse::policy::Address;
use crate::site::{Citation, Decision, Policy, StepKind, Target};
use crate::source::Spanned;

/// Returns the fingerprint of a decision and of the clauses that it cites. Dates, versions, the order of clauses in the
/// policy, how words are dressed, and stories play no part in it.
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
    let doc = &decision.doc;
    text.line(
        "decision",
        (&doc.title.value, doc.for_whom.as_ref().map(|words| &words.value)),
    );
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
    let exits = doc.at_any_time.iter().map(|exit| &exit.grounds);
    let items = doc.checklists.values().flat_map(|list| &list.value.items);
    let actions = doc.actions.values().map(|action| &action.value.grounds);
    for grounds in exits.chain(items.map(|item| &item.grounds)).chain(actions) {
        text.sources(grounds);
    }
    for (name, question) in &doc.questions {
        if let NotSure::LeftOut(why) = &question.value.not_sure {
            text.line("not sure", (name, &why.value));
        }
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
    for rule in &doc.always_true {
        text.line("rule", (&rule.say.value, describe(&rule.when), describe(&rule.then)));
        for citation in &rule.grounds.from {
            text.clause(&citation.clause.value, citation.says.as_ref());
        }
        text.sources(&rule.grounds);
    }
    for (name, source) in &doc.outside_sources {
        let SourceDoc { title, by, link } = &source.value;
        let words = |typed: &Option<Spanned<String>>| typed.as_ref().map(|typed| typed.value.clone());
        text.line("outside source", (name, &title.value, words(by), words(link)));
    }
    for LeftOut { clause, why } in &doc.left_out {
        text.line("left out", &why.value);
        text.clause(&clause.value, None);
    }
    for field in &doc.record {
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
            self.clause(&citation.address, citation.says.as_ref());
        }
    }

    /// A clause by its number, however that was typed, with its words and those that are relied on.
    fn clause(&mut self, typed: &Address, says: Option<&Spanned<String>>) {
        let says = says.map(|says| folded(&says.value));
        let told = self.policy.and_then(|policy| {
            let clause = policy.clause(typed)?;
            let words = folded(&clause.plain_text(&policy.doc.footnotes));
            Some((clause.address.as_str(), words))
        });
        match told {
            Some((number, words)) => self.line("clause", (number, words, says)),
            None => self.line("clause", (typed.as_str(), says)),
        }
    }

    fn sources(&mut self, grounds: &Grounds) {
        let names: Vec<&str> = grounds.also.iter().map(|name| name.value.as_str()).collect();
        self.line("sources", names);
    }
}
