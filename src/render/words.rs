//! The decision in numbered words: the same for those who do not use the drawing, and on paper.

use super::citations::Citations;
use super::frame::{edition_view, text};
use super::view::{Frame, OutcomeView, WordsAnswerView, WordsStepView, WordsView};
use super::{Rendered, Renderer};
use crate::site::{Decision, Step, StepKind, Target};

impl Renderer<'_> {
    pub(super) fn words(&self, decision: &Decision) -> Rendered {
        let output = decision.words();
        let citations = Citations::new(self, decision, &output);
        let title = format!("{} In numbered words", decision.doc.title.value);
        let frame = self.frame(&output, "words", &title);
        let (outcomes, steps) = decision
            .steps
            .iter()
            .partition::<Vec<&Step>, _>(|step| step.verdict().is_some());
        let view = WordsView {
            frame: Frame {
                breadcrumbs: self.below_decision(&output, decision),
                ..frame
            },
            for_whom: text(&decision.doc.for_whom),
            edition: edition_view(&decision.doc.edition, None),
            policy: self.policy_link(decision, &output),
            decision_url: output.link_to(&decision.output),
            map_url: output.link_to(&decision.map()),
            exits: decision
                .exits
                .iter()
                .filter_map(|exit| answer(decision, &exit.say, exit.to))
                .collect(),
            steps: steps
                .into_iter()
                .map(|step| step_view(decision, step, &citations))
                .collect(),
            outcomes: outcomes
                .into_iter()
                .map(|step| step_view(decision, step, &citations))
                .collect(),
        };
        self.templates.render("words.html", &view)
    }
}

fn step_view(decision: &Decision, step: &Step, citations: &Citations) -> WordsStepView {
    let answers = step
        .arrows
        .iter()
        .filter_map(|arrow| answer(decision, &arrow.say, arrow.to));
    let view = WordsStepView {
        id: step.id.clone(),
        number: step.number.clone(),
        title: step.title().to_owned(),
        citations: citations.of(step.all_citations()),
        sources: citations.sources(step),
        answers: answers.collect(),
        ..WordsStepView::default()
    };
    match &step.kind {
        StepKind::Question { help, .. } => WordsStepView {
            kind: "question",
            help: help.clone(),
            ..view
        },
        StepKind::Checklist { help, items, .. } => {
            let items = items.iter().map(|item| citations.item(item)).collect();
            WordsStepView {
                kind: "checklist",
                help: help.clone(),
                items,
                ..view
            }
        }
        StepKind::Outcome {
            say, verdict, actions, ..
        } => {
            let actions = actions.iter().map(|(_, item)| citations.item(item)).collect();
            let (verdict, verdict_word) = (verdict.name(), verdict.word());
            let outcome = Some(OutcomeView {
                verdict,
                verdict_word,
                actions,
                ..OutcomeView::default()
            });
            WordsStepView {
                kind: "outcome",
                help: say.clone(),
                outcome,
                ..view
            }
        }
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
