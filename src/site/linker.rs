//! Links one decision: names as typed become steps, citations become clauses; whatever is missing is reported once,
//! where it was typed.

use std::collections::{BTreeMap, BTreeSet};

use super::decision::{Arrow, Citation, Decision, Exit, Item, NOT_SURE, Step, StepId, StepKind, Target};
use super::policy::Policy;
use crate::diagnostic::nearest::nearest;
use crate::diagnostic::{Code, Diagnostic, Finding};
use crate::parse::decision::{
    AnswerDoc, CitationDoc, DecisionDoc, ExitDoc, Grounds, ItemDoc, NotSure, QuestionDoc, Verdict,
};
use crate::parse::policy::{Address, Clause};
use crate::parse::stories::StoriesDoc;
use crate::path::ContentPath;
use crate::source::{Span, Spanned};

/// Links a decision to its policy, and its steps to each other.
pub(super) fn link(
    path: &ContentPath,
    doc: DecisionDoc,
    policies: &BTreeMap<String, Policy>,
    unread: &BTreeSet<ContentPath>,
) -> (Decision, Vec<Finding>) {
    let mut linker = Linker::new(path, &doc, policies, unread);
    let steps = linker.steps();
    let exits = doc.at_any_time.iter().map(|exit| linker.exit(exit)).collect();
    let start = linker.start();
    linker.rest();
    let (policy, findings) = (linker.policy.map(|policy| policy.name.clone()), linker.findings);
    let (name, output) = (path.stem().to_owned(), path.to_output("html"));
    (
        Decision {
            name,
            path: path.clone(),
            output,
            doc,
            policy,
            steps,
            start,
            exits,
            stories: None,
        },
        findings,
    )
}

/// Gives every file of stories to the decision that it names; reports those whose decision is not there.
pub(super) fn give_stories(
    decisions: &mut BTreeMap<String, Decision>,
    stories: Vec<(ContentPath, StoriesDoc)>,
    unread: &BTreeSet<ContentPath>,
) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (path, doc) in stories {
        let target = doc.stories_for.clone().and_then(|typed| path.join(&typed.value));
        if target.as_ref().is_some_and(|target| unread.contains(target)) {
            continue;
        }
        match target.and_then(|target| decisions.values_mut().find(|decision| decision.path == target)) {
            Some(decision) => match &decision.stories {
                Some((first, _)) => found.push(never_tried(&doc, first).in_file(&path)),
                None => decision.stories = Some((path, doc)),
            },
            None => found.extend(stories_of_nothing(&doc).map(|finding| finding.in_file(&path))),
        }
    }
    found
}

/// Says that there is no such decision. Stories that name none were reported where they were read.
/// A decision has one file of stories: a second one would pass for a test that nobody runs.
fn never_tried(doc: &StoriesDoc, first: &ContentPath) -> Finding {
    let span = doc.stories_for.as_ref().map(|typed| typed.span);
    let message = format!("No story in this file is tried: the stories of this decision are those in content/{first}.");
    let finding = Finding::of_file(Code::NoStory, message).hint("Put all stories of a decision into one file.");
    Finding { span, ..finding }
}

fn stories_of_nothing(doc: &StoriesDoc) -> Option<Finding> {
    let typed = doc.stories_for.as_ref()?;
    let message = format!(
        "These stories are for '{}', and there is no such decision.",
        typed.value
    );
    let hint = "Write the name of a decision that lies beside this file: stories-for: may-i-share.yaml";
    Some(Finding::new(Code::BrokenLink, typed.span, message).hint(hint))
}

/// What linking one decision needs at hand, and what it finds.
struct Linker<'a> {
    doc: &'a DecisionDoc,
    policy: Option<&'a Policy>,
    names: BTreeMap<&'a str, (StepId, &'static str, Span)>,
    findings: Vec<Finding>,
}

impl<'a> Linker<'a> {
    fn new(
        path: &ContentPath,
        doc: &'a DecisionDoc,
        policies: &'a BTreeMap<String, Policy>,
        unread: &BTreeSet<ContentPath>,
    ) -> Self {
        let mut linker = Self {
            doc,
            policy: None,
            names: BTreeMap::new(),
            findings: Vec::new(),
        };
        linker.find_policy(path, policies, unread);
        linker.name_steps();
        linker
    }

    fn find_policy(
        &mut self,
        path: &ContentPath,
        policies: &'a BTreeMap<String, Policy>,
        unread: &BTreeSet<ContentPath>,
    ) {
        let Some(typed) = &self.doc.policy else { return };
        let target = path.join(typed.value.split('#').next().unwrap_or_default());
        self.policy = policies.values().find(|policy| Some(&policy.path) == target.as_ref());
        let is_unread = target.is_some_and(|target| unread.contains(&target));
        if self.policy.is_none() && !is_unread {
            let names: Vec<String> = policies.values().map(|policy| format!("../{}", policy.path)).collect();
            let message = format!(
                "This decision rests on the policy '{}', and there is no such file.",
                typed.value
            );
            self.findings.push(
                Finding::new(Code::BrokenLink, typed.span, message)
                    .hint_if(did_you_mean(&typed.value, names.iter().map(String::as_str)))
                    .hint("Write the way from this file to the policy: ../policies/information-sharing.md"),
            );
        }
    }

    /// Gives every step its number, and reports two steps of one name.
    fn name_steps(&mut self) {
        let doc = self.doc;
        let questions = doc
            .questions
            .iter()
            .map(|(name, question)| (name, question.span, "a question"));
        let checklists = doc
            .checklists
            .iter()
            .map(|(name, checklist)| (name, checklist.span, "a checklist"));
        let outcomes = doc
            .outcomes
            .iter()
            .map(|(name, outcome)| (name, outcome.span, "an outcome"));
        for (i, (name, span, kind)) in questions.chain(checklists).chain(outcomes).enumerate() {
            if name == RESERVED && doc.start.as_ref().is_none_or(|start| start.value != RESERVED) {
                self.findings.push(reserved(span));
            }
            if let Some((_, first_kind, first)) = self.names.get(name.as_str()) {
                let message = format!("'{name}' is {first_kind} and {kind}. One name can mean only one step.");
                let finding = Finding::new(Code::NameClash, span, message)
                    .also(*first, format!("'{name}' is {first_kind} here"))
                    .hint("Give one of them another name, and change the answers that lead to it.");
                self.findings.push(finding);
            } else {
                self.names.insert(name, (StepId(i), kind, span));
            }
        }
    }

    /// Finds the first step. A decision that names none was reported where it was read.
    fn start(&mut self) -> Option<StepId> {
        let typed = self.doc.start.as_ref()?;
        match self.names.get(typed.value.as_str()) {
            Some((id, kind, _)) if *kind != "an outcome" => return Some(*id),
            Some(_) => {
                let message = format!(
                    "The first step is '{}', and that is an outcome, not a question.",
                    typed.value
                );
                self.findings.push(
                    Finding::new(Code::BadStart, typed.span, message)
                        .hint("Name the question that everybody starts with."),
                );
            }
            None => {
                let message = format!(
                    "The first question is called '{}', but there is no such question.",
                    typed.value
                );
                let hint = did_you_mean(&typed.value, self.doc.questions.keys().map(String::as_str));
                self.findings.push(
                    Finding::new(Code::BadStart, typed.span, message)
                        .hint_if(hint)
                        .hint("Name one of the questions below it."),
                );
            }
        }
        None
    }

    fn steps(&mut self) -> Vec<Step> {
        let doc = self.doc;
        let mut steps = Vec::new();
        for (id, question) in &doc.questions {
            let arrows = self.question_arrows(id, question);
            let Spanned {
                value: QuestionDoc { ask, help, grounds, .. },
                span,
            } = question;
            let kind = StepKind::Question {
                ask: ask.value.clone(),
                help: text_of(help),
            };
            steps.push(self.step(id, *span, kind, grounds, arrows));
        }
        for (id, checklist) in &doc.checklists {
            let Spanned { value: list, span } = checklist;
            let arrows = vec![self.arrow(&list.done), self.arrow(&list.cannot)];
            let items = list.items.iter().map(|item| self.item(item)).collect();
            let kind = StepKind::Checklist {
                ask: list.ask.value.clone(),
                help: text_of(&list.help),
                items,
            };
            steps.push(self.step(id, *span, kind, &list.grounds, arrows));
        }
        for (id, outcome) in &doc.outcomes {
            let Spanned { value: ending, span } = outcome;
            let kind = StepKind::Outcome {
                verdict: ending.verdict.as_ref().map_or(Verdict::Wait, |verdict| verdict.value),
                title: ending.title.value.clone(),
                say: text_of(&ending.say),
                actions: ending.actions.iter().filter_map(|name| self.action(name)).collect(),
            };
            steps.push(self.step(id, *span, kind, &ending.grounds, Vec::new()));
        }
        number(&mut steps);
        steps
    }

    fn step(&mut self, id: &str, span: Span, kind: StepKind, grounds: &Grounds, arrows: Vec<Arrow>) -> Step {
        let sources = grounds.also.iter().filter_map(|name| self.source(name)).collect();
        let citations = self.citations(&grounds.from);
        Step {
            id: id.to_owned(),
            span,
            kind,
            number: String::new(),
            citations,
            sources,
            arrows,
        }
    }

    fn question_arrows(&mut self, id: &str, question: &Spanned<QuestionDoc>) -> Vec<Arrow> {
        let mut arrows: Vec<Arrow> = question.value.answers.iter().map(|answer| self.arrow(answer)).collect();
        if arrows.iter().any(Arrow::is_not_sure) {
            return arrows;
        }
        let target = match (&question.value.not_sure, &self.doc.not_sure) {
            (NotSure::LeftOut(_), _) => return arrows,
            (NotSure::To(target), _) | (NotSure::AsUsual, Some(target)) => target,
            (NotSure::AsUsual, None) => {
                self.findings.push(not_sure_missing(id, question.span));
                return arrows;
            }
        };
        arrows.push(Arrow {
            id: NOT_SURE.to_owned(),
            say: "Not sure".to_owned(),
            to: self.target(target),
            record: Vec::new(),
            span: target.span,
        });
        arrows
    }

    fn arrow(&mut self, answer: &AnswerDoc) -> Arrow {
        Arrow {
            id: answer.id.value.clone(),
            say: answer.say.value.clone(),
            to: self.target(&answer.go),
            record: answer
                .record
                .iter()
                .filter_map(|(field, words)| self.record(field, words))
                .collect(),
            span: answer.go.span,
        }
    }

    fn record(&mut self, field: &Spanned<String>, words: &Spanned<String>) -> Option<(String, String)> {
        let line = self.doc.record.iter().find(|line| line.id.value == field.value);
        if let Some(options) = line.and_then(|line| line.options.as_ref()) {
            let offered = || options.words.iter().map(|word| word.value.as_str());
            if !offered().any(|word| word == words.value) {
                self.unknown_name(
                    words,
                    "anything that this line of the record offers",
                    offered().collect(),
                );
            }
        }
        let fields = self.doc.record.iter().map(|field| field.id.value.as_str());
        if !fields.clone().any(|known| known == field.value) {
            self.unknown_name(field, "a field of the record", fields.collect());
            return None;
        }
        Some((field.value.clone(), words.value.clone()))
    }

    /// Finds the step that was named, or reports that nothing has the name. Where no name was written, that was
    /// reported when the file was read.
    fn target(&mut self, typed: &Spanned<String>) -> Target {
        if typed.value.is_empty() {
            return Target::Missing(None);
        }
        if let Some((id, ..)) = self.names.get(typed.value.as_str()) {
            return Target::Step(*id);
        }
        let near = nearest(&typed.value, self.names.keys().copied());
        let message = format!("This leads to '{}', and no step has that name.", typed.value);
        let finding = Finding::new(Code::UnknownStep, typed.span, message)
            .hint_if(near.map(|name| format!("Did you mean '{name}'?")))
            .hint("Write the name of a question, a checklist or an outcome.");
        // Every question leads to the decision's `not-sure` step: one mistake there is told once.
        if !self.findings.contains(&finding) {
            self.findings.push(finding);
        }
        Target::Missing(near.and_then(|name| self.names.get(name)).map(|(id, ..)| *id))
    }

    fn exit(&mut self, exit: &ExitDoc) -> Exit {
        let to = self.target(&exit.go);
        if to.step().is_some() && !self.doc.outcomes.contains_key(&exit.go.value) {
            let message = format!(
                "'{}' is offered at any time, so it must lead straight to an outcome.",
                exit.say.value
            );
            self.findings.push(
                Finding::new(Code::WrongShape, exit.go.span, message)
                    .hint("Name one of the outcomes of this decision."),
            );
        }
        self.name_exit(&exit.id);
        Exit {
            id: exit.id.value.clone(),
            say: exit.say.value.clone(),
            to,
            citations: self.citations(&exit.grounds.from),
            span: exit.go.span,
        }
    }

    /// A way out has a place of its own on the page, so it may not be called what another place is called.
    fn name_exit(&mut self, id: &Spanned<String>) {
        if id.value == RESERVED {
            self.findings.push(reserved(id.span));
        }
        if let Some((_, kind, place)) = self.names.get(id.value.as_str()) {
            let message = format!(
                "'{}' is {kind} and a way out. One name can mean only one place.",
                id.value
            );
            let finding = Finding::new(Code::NameClash, id.span, message)
                .also(*place, format!("'{}' is {kind} here", id.value))
                .hint("Give the way out another name: id: harm-now");
            self.findings.push(finding);
        }
    }

    fn item(&mut self, item: &ItemDoc) -> Item {
        Item {
            say: item.say.value.clone(),
            citations: self.citations(&item.grounds.from),
        }
    }

    fn action(&mut self, name: &Spanned<String>) -> Option<(String, Item)> {
        let doc = self.doc;
        let Some(action) = doc.actions.get(&name.value) else {
            self.unknown_name(name, "an action", doc.actions.keys().map(String::as_str).collect());
            return None;
        };
        let citations = self.citations(&action.value.grounds.from);
        Some((
            name.value.clone(),
            Item {
                say: action.value.say.value.clone(),
                citations,
            },
        ))
    }

    fn source(&mut self, name: &Spanned<String>) -> Option<String> {
        if self.doc.outside_sources.contains_key(&name.value) {
            return Some(name.value.clone());
        }
        self.unknown_name(
            name,
            "an outside source",
            self.doc.outside_sources.keys().map(String::as_str).collect(),
        );
        None
    }

    fn unknown_name(&mut self, typed: &Spanned<String>, what: &str, known: Vec<&str>) {
        let message = format!("'{}' is not the name of {what}.", typed.value);
        let finding =
            Finding::new(Code::UnknownName, typed.span, message).hint_if(did_you_mean(&typed.value, known.into_iter()));
        self.report(finding);
    }

    fn citations(&mut self, typed: &[CitationDoc]) -> Vec<Citation> {
        typed.iter().filter_map(|citation| self.citation(citation)).collect()
    }

    /// Finds the clause that was cited; one that is withdrawn is reported, for its words no longer bear anything.
    fn citation(&mut self, typed: &CitationDoc) -> Option<Citation> {
        let clause = self.clause(&typed.clause)?;
        if clause.withdrawn {
            self.report(withdrawn_clause(&typed.clause));
        }
        Some(Citation {
            address: clause.address.clone(),
            says: typed.says.clone(),
            span: typed.clause.span,
        })
    }

    /// Finds a clause, or reports that it is not there. Without a policy there is nothing to find; that is told once,
    /// elsewhere.
    fn clause(&mut self, typed: &Spanned<Address>) -> Option<&'a Clause> {
        let policy = self.policy?;
        let found = policy.clause(&typed.value);
        if found.is_none() {
            self.report(unknown_clause(policy, typed));
        }
        found
    }

    fn report(&mut self, finding: Finding) {
        if !self.findings.contains(&finding) {
            self.findings.push(finding);
        }
    }

    /// Looks up what no step leads to: clauses left out, and those that rules rest on.
    fn rest(&mut self) {
        let doc = self.doc;
        for left_out in &doc.left_out {
            self.clause(&left_out.clause);
        }
        for citation in doc.always_true.iter().flat_map(|rule| &rule.grounds.from) {
            self.citation(citation);
        }
        let typed = doc.always_true.iter().flat_map(|rule| &rule.grounds.also);
        let items = doc
            .checklists
            .values()
            .flat_map(|list| &list.value.items)
            .flat_map(|item| &item.grounds.also);
        let exits = doc.at_any_time.iter().flat_map(|exit| &exit.grounds.also);
        let actions = doc.actions.values().flat_map(|action| &action.value.grounds.also);
        typed
            .chain(items)
            .chain(exits)
            .chain(actions)
            .for_each(|name| drop(self.source(name)));
    }
}

/// What the page calls its first section.
const RESERVED: &str = "start";

fn reserved(span: Span) -> Finding {
    let message = "Only the first question can be called 'start': the page begins at that name.";
    Finding::new(Code::NameClash, span, message).hint("Choose another name.")
}

fn text_of(typed: &Option<Spanned<String>>) -> Option<String> {
    typed.as_ref().map(|typed| typed.value.clone())
}

/// Numbers the steps as readers see them: questions and checklists 1, 2, 3, outcomes A, B, C.
fn number(steps: &mut [Step]) {
    let (mut asked, mut endings) = (0, 0);
    for step in steps {
        step.number = if step.verdict().is_some() {
            endings += 1;
            letters(endings)
        } else {
            asked += 1;
            asked.to_string()
        };
    }
}

/// Counts in letters: A to Z, then AA, AB.
fn letters(mut n: usize) -> String {
    let mut letters = Vec::new();
    while n > 0 {
        let place = u8::try_from((n - 1) % 26).unwrap_or_default();
        letters.push(char::from(b'A' + place));
        n = (n - 1) / 26;
    }
    letters.iter().rev().collect()
}

fn did_you_mean<'n>(typed: &str, names: impl Iterator<Item = &'n str>) -> Option<String> {
    nearest(typed, names).map(|name| format!("Did you mean '{name}'?"))
}

fn not_sure_missing(id: &str, span: Span) -> Finding {
    let message = format!("'{id}' has no answer for someone who is not sure.");
    Finding::new(Code::NotSureMissing, span, message)
        .hint("Say near the top where they go: not-sure: seek-advice")
        .hint("Or say here why there is no such answer: not-sure: {left-out: the reason}")
}

fn unknown_clause(policy: &Policy, typed: &Spanned<Address>) -> Finding {
    let file = policy.path.as_str().rsplit('/').next().unwrap_or_default();
    Finding::new(
        Code::UnknownClause,
        typed.span,
        format!("{} is not in {file}.", typed.value),
    )
    .hint_if(policy.what_there_is(&typed.value))
    .hint_if(policy.nearest_clause(&typed.value))
    .hint("If it was taken out of the policy by mistake, put it back: another clause is another duty.")
}

fn withdrawn_clause(typed: &Spanned<Address>) -> Finding {
    let message = format!("{} is withdrawn, and is still cited here.", typed.value);
    Finding::new(Code::WithdrawnClause, typed.span, message)
        .hint("Cite the clause that says this now. Where none does, take the step out of the decision.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outcomes_are_counted_in_letters() {
        assert_eq!([1, 26, 27, 703].map(letters), ["A", "Z", "AA", "AAA"]);
    }
}
