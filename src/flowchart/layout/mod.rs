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

use super::{Chart, Drawing, Shape};
pub(super) use block::{HEADING, NUMBER, PAD, POINT, SIGN, height};
use plan::{Hang, Node, Plan};
use sheet::Sheet;
use ways::{Way, Ways};

/// Widths of boxes to try, of questions and of endings.
const WIDTHS: [(i32, i32); 4] = [(236, 190), (212, 178), (260, 206), (290, 220)];
/// Above so many steps only the first setting-out is tried.
const MANY: usize = 120;
/// How many single steps may be set out differently, at most, in search of a better picture.
const TRIALS: usize = 2_000;

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
}

impl Style {
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
    let ways = Ways::of(chart);
    let (mut style, mut best) = best_of_all(chart, &ways);
    refine(chart, &ways, &mut style, &mut best);
    notes::finish(chart, best)
}

fn set_out(chart: &Chart, ways: &Ways, style: &Style) -> Sheet {
    let plan = Plan::new(chart, ways, &style.steps);
    Sheet::new(chart, plan, style)
}

/// Tries every width with every way of hanging endings, the same for all steps.
fn best_of_all(chart: &Chart, ways: &Ways) -> (Style, Sheet) {
    let style = |(question, ending): (i32, i32), hang: Hang| Style {
        question,
        ending,
        steps: vec![StepStyle { hang, may_bend: false }; chart.steps.len()],
    };
    let first = style(WIDTHS[0], Hang::Beside);
    let mut best = (first.clone(), set_out(chart, ways, &first));
    if chart.steps.len() > MANY {
        return best;
    }
    for hang in [Hang::Beside, Hang::After, Hang::Below] {
        for widths in WIDTHS {
            let style = style(widths, hang);
            let sheet = set_out(chart, ways, &style);
            if sheet.cost() < best.1.cost() {
                best = (style, sheet);
            }
        }
    }
    best
}

/// Changes single steps, while that makes the picture better: where their endings hang, whether the main way bends.
fn refine(chart: &Chart, ways: &Ways, style: &mut Style, best: &mut Sheet) {
    if chart.steps.len() > MANY {
        return;
    }
    let mut trials = TRIALS / chart.steps.len().max(1);
    let mut better = true;
    while std::mem::take(&mut better) {
        for step in (0..chart.steps.len()).filter(|&step| !chart.steps[step].answers.is_empty()) {
            for change in changes(ways, style, step) {
                if trials == 0 {
                    return;
                }
                trials -= 1;
                let old = std::mem::replace(&mut style.steps[step], change);
                let sheet = set_out(chart, ways, style);
                if sheet.cost() < best.cost() {
                    (*best, better) = (sheet, true);
                } else {
                    style.steps[step] = old;
                }
            }
        }
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
    changes.retain(|change| *change != now);
    changes
}
