//! The decision in numbered words: the same for those who do not use the drawing, and on paper.

use super::citations::Citations;
use super::step::step_view;
use super::view::{WordsAnswerView, WordsStepView, WordsView};
use super::{Rendered, Renderer};
use crate::site::{Decision, Step, Target};

impl Renderer<'_> {
    pub(super) fn words(&self, decision: &Decision) -> Rendered {
        let output = decision.words();
        let citations = Citations::new(self, decision, &output);
        let (outcomes, steps) = decision
            .steps
            .iter()
            .partition::<Vec<&Step>, _>(|step| step.verdict().is_some());
        let view = WordsView {
            head: self.head(decision, &output, "words", "In numbered words"),
            exits: decision
                .exits
                .iter()
                .filter_map(|exit| answer(decision, &exit.say, exit.to))
                .collect(),
            steps: steps
                .into_iter()
                .map(|step| in_words(decision, step, &citations))
                .collect(),
            outcomes: outcomes
                .into_iter()
                .map(|step| in_words(decision, step, &citations))
                .collect(),
        };
        self.templates.render("words.html", &view)
    }
}

fn in_words(decision: &Decision, step: &Step, citations: &Citations) -> WordsStepView {
    let answers = step.arrows.iter();
    WordsStepView {
        step: step_view(step, citations),
        answers: answers
            .filter_map(|arrow| answer(decision, &arrow.say, arrow.to))
            .collect(),
    }
}

fn answer(decision: &Decision, say: &str, to: Target) -> Option<WordsAnswerView> {
    let step = decision.step(to.step()?)?;
    Some(WordsAnswerView {
        say: say.to_owned(),
        number: step.number.clone(),
        title: step.title().to_owned(),
        url: format!("#{}", step.id),
    })
}
