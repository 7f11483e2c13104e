//! The decision as staff use it: every journey so far is one section of the page, so that following a link is all that
//! answering takes.

use super::citations::Citations;
use super::frame::text;
use super::step::step_view;
use super::view::{AnswerView, AnsweredView, DecisionView, FieldView, SectionView, StepView};
use super::{Rendered, Renderer};
use crate::parse::decision::{FieldDoc, Verdict};
use crate::proof::Graph;
use crate::proof::fingerprint::fingerprint;
use crate::proof::journeys::{self, Journey, START, is_by_step};
use crate::site::{Arrow, Citation, Decision, Exit, Step, StepId};
use crate::source::Spanned;

/// As much of a fingerprint as people will compare with the one on the page of proofs.
const FINGERPRINT: usize = 8;

/// Returns the name of the section that a journey so far is, on a page that `is_by_step` or is not.
pub(super) fn section_address(graph: &Graph, is_by_step: bool, journey: &Journey) -> String {
    match is_by_step && journey.at != graph.start {
        true => graph.step(journey.at).id.clone(),
        false => journey.address(graph),
    }
}

impl Renderer<'_> {
    pub(super) fn decision(&self, decision: &Decision) -> Rendered {
        let output = &decision.output;
        let policy = self.policy_of(decision);
        let graph = Graph::of(decision).ok();
        let view = DecisionView {
            head: self.head(decision, output, "decision", ""),
            policy_version: policy.and_then(|policy| text(&policy.doc.edition.version)),
            map_url: output.link_to(&decision.map()),
            name: decision.name.clone(),
            fingerprint: fingerprint(decision, policy).chars().take(FINGERPRINT).collect(),
            drawing: self.drawing(decision, output),
            by_step: graph.as_ref().is_some_and(is_by_step),
            sections: graph.map(|graph| Sections::new(self, &graph).all()).unwrap_or_default(),
        };
        self.templates.render("decision.html", &view)
    }
}

/// Makes the sections of one page.
struct Sections<'a> {
    graph: &'a Graph<'a>,
    by_step: bool,
    citations: Citations<'a>,
}

impl<'a> Sections<'a> {
    fn new(renderer: &'a Renderer<'a>, graph: &'a Graph<'a>) -> Self {
        let citations = Citations::new(renderer, graph.decision, &graph.decision.output);
        Self {
            graph,
            by_step: is_by_step(graph),
            citations,
        }
    }

    fn all(&self) -> Vec<SectionView> {
        let journeys = if self.by_step {
            self.steps_alone()
        } else {
            journeys::list(self.graph)
        };
        let sections = journeys.iter().map(|journey| self.section(journey));
        sections
            .chain(
                self.graph
                    .decision
                    .exits
                    .iter()
                    .filter_map(|exit| self.exit_section(exit)),
            )
            .collect()
    }

    /// Every step as a journey of its own, without what came before.
    fn steps_alone(&self) -> Vec<Journey> {
        self.graph
            .order
            .iter()
            .map(|id| Journey {
                given: Vec::new(),
                at: *id,
            })
            .collect()
    }

    fn address(&self, journey: &Journey) -> String {
        section_address(self.graph, self.by_step, journey)
    }

    fn section(&self, journey: &Journey) -> SectionView {
        let step = self.graph.step(journey.at);
        let passed = journey
            .answers(self.graph)
            .map(|(id, _)| self.graph.step(id))
            .chain([step]);
        let relied_on: Vec<&Citation> = passed.flat_map(Step::all_citations).collect();
        let set: Vec<&(String, String)> = journey
            .answers(self.graph)
            .flat_map(|(_, arrow)| &arrow.record)
            .collect();
        SectionView {
            id: self.address(journey),
            answered: self.answered(journey),
            answers: self.answers(journey),
            exits: self.exits(journey.at),
            step: self.step(step, &relied_on, &set),
        }
    }

    /// A step with what the way to it adds to an ending: the record, and all that it rests on.
    fn step(&self, step: &Step, relied_on: &[&Citation], set: &[&(String, String)]) -> StepView {
        let mut view = step_view(step, &self.citations);
        if let (Some(outcome), Some(verdict)) = (&mut view.outcome, step.verdict()) {
            outcome.record = self.record(verdict, set);
            outcome.relied_on = self.citations.of(relied_on.iter().copied());
        }
        view
    }

    /// The record's lines: what the journey set last stands in them, the others are for people.
    fn record(&self, verdict: Verdict, set: &[&(String, String)]) -> Vec<FieldView> {
        let fields = self.graph.decision.doc.record.iter();
        let field = |field: &FieldDoc| {
            let needed_for = &field.needed_for;
            let options = field.options.as_ref();
            let filled = set.iter().rev().find(|(id, _)| *id == field.id.value);
            FieldView {
                id: field.id.value.clone(),
                label: field.label.value.clone(),
                value: filled.map(|(_, words)| words.clone()),
                by_hand: field.by_hand,
                needed: needed_for.is_empty() || needed_for.iter().any(|needed| needed.value == verdict),
                options: options.map_or_else(Vec::new, |options| texts(&options.words)),
                many: options.is_some_and(|options| options.many),
            }
        };
        fields.filter(|field| field.is_on(verdict)).map(field).collect()
    }

    fn answered(&self, journey: &Journey) -> Vec<AnsweredView> {
        let answers = journey.answers(self.graph).enumerate();
        let view = |(i, (id, arrow)): (usize, (StepId, &Arrow))| AnsweredView {
            question: self.graph.step(id).title().to_owned(),
            answer: arrow.say.clone(),
            change_url: journey
                .back_to(i)
                .map_or_else(to_start, |before| format!("#{}", before.address(self.graph))),
        };
        answers.map(view).collect()
    }

    fn answers(&self, journey: &Journey) -> Vec<AnswerView> {
        let arrows = self.graph.step(journey.at).arrows.iter();
        let answers = arrows.zip(journey.next(self.graph)).map(|(arrow, next)| AnswerView {
            say: arrow.say.clone(),
            url: format!("#{}", self.address(&next)),
            not_sure: arrow.is_not_sure(),
        });
        answers.collect()
    }

    /// The ways out, but for those that lead where the reader is. Endings have them too: who waits may learn of harm as well.
    fn exits(&self, at: StepId) -> Vec<AnswerView> {
        let leads_on = |exit: &&Exit| exit.to.step() != Some(at);
        let exits = self.graph.decision.exits.iter().filter(leads_on);
        exits
            .map(|exit| AnswerView {
                say: exit.say.clone(),
                url: format!("#{}", exit.id),
                not_sure: false,
            })
            .collect()
    }

    fn exit_section(&self, exit: &Exit) -> Option<SectionView> {
        let step = self.graph.step(exit.to.step()?);
        let relied_on: Vec<&Citation> = exit.citations.iter().chain(step.all_citations()).collect();
        let answered = AnsweredView {
            question: "At any time".to_owned(),
            answer: exit.say.clone(),
            change_url: to_start(),
        };
        Some(SectionView {
            id: exit.id.clone(),
            answered: vec![answered],
            exits: exit.to.step().map_or_else(Vec::new, |at| self.exits(at)),
            step: self.step(step, &relied_on, &[]),
            ..SectionView::default()
        })
    }
}

fn texts(words: &[Spanned<String>]) -> Vec<String> {
    words.iter().map(|word| word.value.clone()).collect()
}

fn to_start() -> String {
    format!("#{START}")
}
