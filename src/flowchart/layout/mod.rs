//! A chart becomes a drawing, in the order of the files: [`ways`], [`plan`], [`block`], [`net`], [`order`], [`place`],
//! [`route`]. Several ways of setting out are tried, because they are cheap, and the one that fits a sheet of paper
//! best is kept.

mod block;
mod compact;
mod net;
mod notes;
mod order;
mod place;
mod plan;
mod route;
mod sheet;
mod ways;

use rayon::prelude::*;

use super::{Chart, Drawing, Shape};
use block::Measured;
pub(super) use block::{HEADING, NUMBER, PAD, POINT, SIGN, height};
use plan::{Hang, Node, Plan};
use sheet::Sheet;
use ways::{Way, Ways};

/// Widths of boxes to try, of questions and of endings.
const WIDTHS: [(i32, i32); 4] = [(236, 190), (212, 178), (260, 206), (290, 220)];
/// Above so many steps only the first setting-out is tried.
const MANY: usize = 120;
/// How many single steps may be set out differently, at most, in search of a better picture.
const TRIALS: usize = 40000;

/// How wide boxes are, and where each step's endings hang.
#[derive(Clone, Debug)]
struct Style {
    question: i32,
    ending: i32,
    /// By step.
    steps: Vec<StepStyle>,
}

/// What is decided for each step apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct StepStyle {
    hang: Hang,
    /// Whether its main way may bend, where that saves room.
    may_bend: bool,
    /// Whether the ways that lead to it may bend, where that shortens others.
    stands_free: bool,
}

impl Style {
    fn even((question, ending): (i32, i32), hang: Hang, steps: usize) -> Style {
        Style {
            question,
            ending,
            steps: vec![
                StepStyle {
                    hang,
                    may_bend: false,
                    stands_free: false,
                };
                steps
            ],
        }
    }

    fn width_of(&self, chart: &Chart, node: &Node) -> i32 {
        match chart.steps.get(node.step).map(|step| step.shape) {
            Some(Shape::Outcome(_)) => self.ending,
            _ if node.is_pointer => self.ending,
            _ => self.question,
        }
    }
}

/// Draws a chart: every step once (endings again wherever an arrow would be long), every answer as an arrow.
///
/// Takes any chart, even one with circles or without steps. The same chart gives the same drawing on every machine.
pub fn draw(chart: &Chart) -> Drawing {
    let sheet = if chart.steps.len() > MANY {
        Search::new(chart).first()
    } else {
        best(chart)
    };
    notes::finish(chart, sheet)
}

/// Starts from each way of hanging endings, makes the best of each, and returns the best of those; of equals the first.
fn best(chart: &Chart) -> Sheet {
    let starts = [Hang::Beside, Hang::After, Hang::Below];
    let trials = TRIALS / starts.len() / chart.steps.len().max(1);
    let sheets: Vec<Sheet> = starts
        .into_par_iter()
        .map(|hang| {
            Search {
                trials,
                ..Search::new(chart)
            }
            .from(hang)
        })
        .collect();
    let best = sheets.into_iter().min_by_key(Sheet::cost);
    best.unwrap_or_else(|| Search::new(chart).first())
}

/// A search for the best setting-out.
struct Search<'a> {
    chart: &'a Chart,
    ways: Ways,
    measured: Measured,
    /// How many more changes may be tried.
    trials: usize,
}

impl<'a> Search<'a> {
    fn new(chart: &'a Chart) -> Self {
        Search {
            chart,
            ways: Ways::of(chart),
            measured: Measured::default(),
            trials: 0,
        }
    }

    fn set_out(&mut self, style: &Style) -> Sheet {
        let plan = Plan::new(self.chart, &self.ways, &style.steps);
        Sheet::new(self.chart, plan, style, &mut self.measured)
    }

    /// The plainest setting-out.
    fn first(&mut self) -> Sheet {
        self.set_out(&Style::even(WIDTHS[0], Hang::Beside, self.chart.steps.len()))
    }

    /// Starts with endings that hang this way, in boxes of the width that suits it, and makes the best of that.
    fn from(mut self, hang: Hang) -> Sheet {
        let (style, sheet) = self.best_width(hang);
        self.refine(style, sheet)
    }

    fn best_width(&mut self, hang: Hang) -> (Style, Sheet) {
        let count = self.chart.steps.len();
        let first = Style::even(WIDTHS[0], hang, count);
        let mut best = (first.clone(), self.set_out(&first));
        for widths in &WIDTHS[1..] {
            let style = Style::even(*widths, hang, count);
            let sheet = self.set_out(&style);
            if sheet.cost() < best.1.cost() {
                best = (style, sheet);
            }
        }
        best
    }

    /// Changes single steps, while that makes the picture better: where their endings hang, whether the main way bends.
    fn refine(&mut self, mut style: Style, mut best: Sheet) -> Sheet {
        let mut better = true;
        while std::mem::take(&mut better) {
            for step in (0..self.chart.steps.len()).filter(|&step| !self.chart.steps[step].answers.is_empty()) {
                better |= self.refine_step(step, &mut style, &mut best);
            }
            better |= self.refine_widths(&mut style, &mut best);
        }
        best
    }

    fn refine_step(&mut self, step: usize, style: &mut Style, best: &mut Sheet) -> bool {
        let mut better = false;
        for change in changes(&self.ways, style, step) {
            let mut trial = style.clone();
            trial.steps[step] = change;
            better |= self.try_style(trial, style, best);
        }
        better
    }

    fn refine_widths(&mut self, style: &mut Style, best: &mut Sheet) -> bool {
        let mut better = false;
        for (question, ending) in WIDTHS {
            let trial = Style {
                question,
                ending,
                ..style.clone()
            };
            better |= self.try_style(trial, style, best);
        }
        better
    }

    /// Keeps a style if its sheet is better than the best so far.
    fn try_style(&mut self, trial: Style, style: &mut Style, best: &mut Sheet) -> bool {
        if self.trials == 0 {
            return false;
        }
        self.trials -= 1;
        let sheet = self.set_out(&trial);
        let better = sheet.cost() < best.cost();
        if better {
            (*style, *best) = (trial, sheet);
        }
        better
    }
}

/// Lists what could be done otherwise with one step.
fn changes(ways: &Ways, style: &Style, step: usize) -> Vec<StepStyle> {
    let now = style.steps[step];
    let mut changes = Vec::new();
    if ways.answers(step, Way::Ending).next().is_some() {
        changes.extend([Hang::Beside, Hang::After, Hang::Below, Hang::Apart].map(|hang| StepStyle { hang, ..now }));
    }
    if ways.answers(step, Way::On).next().is_some() {
        changes.push(StepStyle {
            may_bend: !now.may_bend,
            ..now
        });
    }
    changes.push(StepStyle {
        stands_free: !now.stands_free,
        ..now
    });
    changes.retain(|change| *change != now);
    changes
}
