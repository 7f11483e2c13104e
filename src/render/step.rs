//! A step taken apart for templates: the same wherever it is shown.

use super::citations::Citations;
use super::view::{OutcomeView, StepView};
use crate::site::{Step, StepKind};

/// Returns what a page shows of a step, whatever way led to it.
pub(super) fn step_view(step: &Step, citations: &Citations) -> StepView {
    let view = StepView {
        name: step.id.clone(),
        number: step.number.clone(),
        title: step.title().to_owned(),
        citations: citations.of(step.all_citations()),
        sources: citations.sources(step),
        ..StepView::default()
    };
    match &step.kind {
        StepKind::Question { help, .. } => StepView {
            kind: "question",
            help: help.clone(),
            ..view
        },
        StepKind::Checklist { help, items, .. } => StepView {
            kind: "checklist",
            help: help.clone(),
            items: items.iter().map(|item| citations.item(item)).collect(),
            ..view
        },
        StepKind::Outcome {
            say, verdict, actions, ..
        } => StepView {
            kind: "outcome",
            help: say.clone(),
            outcome: Some(OutcomeView {
                verdict: verdict.name(),
                verdict_word: verdict.word(),
                actions: actions.iter().map(|(_, item)| citations.item(item)).collect(),
                ..OutcomeView::default()
            }),
            ..view
        },
    }
}
