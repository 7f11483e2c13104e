//! The page of the flowchart: a decision -> a chart -> a drawing.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::view::{Html, MapView};
use super::{Rendered, Renderer};
use crate::flowchart::{self, Chart, ChartAnswer, ChartStep, Drawing, Poster, Shape};
use crate::path::OutputPath;
use crate::site::{Arrow, Decision, Site, Step, StepId, StepKind};

/// A decision's drawing, and how it is printed.
pub(super) struct Drawn {
    pub(super) drawing: Drawing,
    pub(super) poster: Poster,
}

/// Draws every decision, by its short name. Two pages show each drawing, and where its links lead plays no part in it.
pub(super) fn drawings(site: &Site) -> BTreeMap<String, Drawn> {
    let decisions = site.decisions.par_iter();
    let drawn = |(name, decision): (&String, &Decision)| {
        let chart = chart(site, decision, "");
        let drawing = flowchart::draw(&chart);
        let poster = flowchart::poster(&drawing, &chart);
        (name.clone(), Drawn { drawing, poster })
    };
    decisions.map(drawn).collect()
}

impl Renderer<'_> {
    pub(super) fn map(&self, decision: &Decision) -> Rendered {
        let output = decision.map();
        let view = MapView {
            head: self.head(decision, &output, "map", "The flowchart"),
            drawing: self.drawing(decision, &output),
            poster: self.poster(decision),
        };
        self.templates.render("map.html", &view)
    }

    /// Returns the drawing of a decision for the page at `output`. A box links to the step's words: a box does not know
    /// which way a reader would have come.
    pub(super) fn drawing(&self, decision: &Decision, output: &OutputPath) -> Html {
        let chart = chart(self.site, decision, &output.link_to(&decision.words()));
        let drawn = self.drawings.get(&decision.name);
        Html(drawn.map_or_else(String::new, |drawn| flowchart::svg(&drawn.drawing, &chart)))
    }
}

/// Returns the decision as the drawing needs it. `words` leads to the page of its words.
fn chart(site: &Site, decision: &Decision, words: &str) -> Chart {
    let not_sure = decision.doc.not_sure.as_ref();
    let not_sure = not_sure.and_then(|typed| decision.step_named(&typed.value));
    let steps = decision.steps.iter();
    let is_sure =
        |step: &&Step| step.verdict().is_none() && !step.arrows.iter().any(|arrow| is_drawn_once(arrow, not_sure));
    let exits = decision.exits.iter();
    Chart {
        title: decision.doc.title.value.clone(),
        start: decision.start.map_or(0, |start| start.0),
        steps: steps.clone().map(|step| chart_step(step, words, not_sure)).collect(),
        rtl: site.config.right_to_left,
        not_sure: not_sure.map(|step| step.0),
        no_not_sure: steps.filter(is_sure).map(|step| step.number.clone()).collect(),
        any_time: exits
            .filter_map(|exit| chart_answer(&exit.say, exit.to.step()))
            .collect(),
        words: flowchart::Words::default(),
    }
}

/// "Not sure" is drawn once for all, so the steps that send people where everybody goes have no arrow of their own.
fn chart_step(step: &Step, words: &str, not_sure: Option<StepId>) -> ChartStep {
    let drawn = step.arrows.iter().filter(|arrow| !is_drawn_once(arrow, not_sure));
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

fn is_drawn_once(arrow: &Arrow, not_sure: Option<StepId>) -> bool {
    arrow.is_not_sure() && arrow.to.step() == not_sure
}

fn chart_answer(say: &str, to: Option<StepId>) -> Option<ChartAnswer> {
    Some(ChartAnswer {
        say: say.to_owned(),
        to: to?.0,
    })
}
