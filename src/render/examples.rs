//! A decision's stories as worked examples, for training.

use super::decision::section_address;
use super::frame::link;
use super::view::{AnsweredView, ExamplesView, OutcomeView, StoryView};
use super::{Rendered, Renderer};
use crate::path::OutputPath;
use crate::proof::journeys::is_by_step;
use crate::proof::stories::{StoryProof, prove};
use crate::proof::{Graph, Journey, Way};
use crate::site::Decision;

impl Renderer<'_> {
    pub(super) fn examples(&self, decision: &Decision) -> Rendered {
        let output = decision.examples();
        let stories = Graph::of(decision).map(|graph| stories(&graph, &output));
        let view = ExamplesView {
            head: self.head(decision, &output, "examples", "Worked examples"),
            stories: stories.unwrap_or_default(),
        };
        self.templates.render("examples.html", &view)
    }
}

/// A story that does not go well stops publication, so none is missing here.
fn stories(graph: &Graph, output: &OutputPath) -> Vec<StoryView> {
    let page = output.link_to(&graph.decision.output);
    let is_by_step = is_by_step(graph);
    let address = |journey: &Journey| format!("{page}#{}", section_address(graph, is_by_step, journey));
    let words = output.link_to(&graph.decision.words());
    let proofs = prove(graph);
    let told = |proof: &StoryProof| Some(story(graph, &address, &words, &proof.story.name.value, proof.way()?));
    proofs.iter().filter_map(told).collect()
}

fn story(graph: &Graph, address: &dyn Fn(&Journey) -> String, words: &str, name: &str, way: &Way) -> StoryView {
    let ending = graph.step(way.ending);
    let verdict = ending.verdict();
    let url = match way.exit {
        None => address(&way.journey),
        Some(_) => format!("{words}#{}", ending.id),
    };
    let exit = way.exit.and_then(|exit| graph.decision.exits.get(exit));
    StoryView {
        name: name.to_owned(),
        answered: answered(graph, address, way),
        exit: exit.map(|exit| exit.say.clone()),
        ending: link(ending.title(), url),
        outcome: OutcomeView {
            verdict: verdict.map_or("", |verdict| verdict.name()),
            verdict_word: verdict.map_or("", |verdict| verdict.word()),
            ..OutcomeView::default()
        },
    }
}

/// Each answer links to the section in which it was given.
fn answered(graph: &Graph, address: &dyn Fn(&Journey) -> String, way: &Way) -> Vec<AnsweredView> {
    let answers = way.journey.answers(graph).enumerate();
    let view = |(i, (step, arrow)): (usize, (_, &crate::site::Arrow))| {
        let before = way.journey.back_to(i)?;
        Some(AnsweredView {
            question: graph.step(step).title().to_owned(),
            answer: arrow.say.clone(),
            change_url: address(&before),
        })
    };
    answers.filter_map(view).collect()
}
