//! The page of the flowchart: a decision -> a chart -> a drawing.

use super::frame::{edition_view, text};
use super::view::{Frame, Html, MapView};
use super::{Rendered, Renderer};
use crate::flowchart::{self, Chart, ChartAnswer, ChartStep, Shape};
use crate::path::OutputPath;
use crate::site::{Decision, Step, StepId, StepKind};

impl Renderer<'_> {
    pub(super) fn map(&self, decision: &Decision) -> Rendered {
        let output = decision.map();
        let frame = self.frame(&output, "map", &format!("{} The flowchart", decision.doc.title.value));
        let chart = self.chart(decision, &output);
        let view = MapView {
            frame: Frame {
                breadcrumbs: self.below_decision(&output, decision),
                ..frame
            },
            for_whom: text(&decision.doc.for_whom),
            edition: edition_view(&decision.doc.edition, None),
            policy: self.policy_link(decision, &output),
            decision_url: output.link_to(&decision.output),
            words_url: output.link_to(&decision.words()),
            proofs: self.proofs(decision, &output),
            drawing: Html(flowchart::svg(&flowchart::draw(&chart), &chart)),
        };
        self.templates.render("map.html", &view)
    }

    /// Returns the decision as the drawing needs it. A box links to the step's words: a box does not know which way a
    /// reader would have come.
    fn chart(&self, decision: &Decision, output: &OutputPath) -> Chart {
        let words = output.link_to(&decision.words());
        let not_sure = decision
            .doc
            .not_sure
            .as_ref()
            .and_then(|typed| decision.step_named(&typed.value));
        let exits = decision
            .exits
            .iter()
            .filter_map(|exit| chart_answer(&exit.say, exit.to.step()));
        Chart {
            title: decision.doc.title.value.clone(),
            start: decision.start.map_or(0, |start| start.0),
            steps: decision
                .steps
                .iter()
                .map(|step| chart_step(step, &words, not_sure))
                .collect(),
            rtl: self.site.config.right_to_left,
            not_sure: not_sure.map(|step| step.0),
            any_time: exits.collect(),
            words: flowchart::Words::default(),
        }
    }
}

/// "Not sure" is drawn once for all, so the steps that send people where everybody goes have no arrow of their own.
fn chart_step(step: &Step, words: &str, not_sure: Option<StepId>) -> ChartStep {
    let drawn = step
        .arrows
        .iter()
        .filter(|arrow| !arrow.is_not_sure() || arrow.to.step() != not_sure);
    ChartStep {
        id: step.id.clone(),
        title: step.title().to_owned(),
        shape: match step.kind {
            StepKind::Question { .. } => Shape::Question,
            StepKind::Checklist { .. } => Shape::Checklist,
            StepKind::Outcome { verdict, .. } => Shape::Outcome(verdict),
        },
        number: step.number.clone(),
        url: format!("{words}#{}", step.id),
        answers: drawn
            .filter_map(|arrow| chart_answer(&arrow.say, arrow.to.step()))
            .collect(),
    }
}

fn chart_answer(say: &str, to: Option<StepId>) -> Option<ChartAnswer> {
    Some(ChartAnswer {
        say: say.to_owned(),
        to: to?.0,
    })
}
