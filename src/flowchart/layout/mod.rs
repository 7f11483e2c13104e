//! A chart becomes a drawing, in the order of the files: [`ways`], [`plan`], [`block`], [`net`], [`order`], [`place`],
//! [`route`]. Several ways of setting out are tried, because they are cheap, and the one that fits a sheet of paper
//! best is kept.

mod block;
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
use ways::Ways;

/// Widths of boxes to try, of questions and of endings.
const WIDTHS: [(i32, i32); 4] = [(236, 190), (212, 178), (260, 206), (290, 220)];
/// Above so many steps only the first setting-out is tried.
const MANY: usize = 120;
/// How many single steps may be set out differently, at most, in search of a better picture.
const TRIALS: usize = 900;

/// How wide boxes are, and where each step's endings hang.
#[derive(Clone, Debug)]
struct Style {
    question: i32,
    ending: i32,
    /// By step.
    hang: Vec<Hang>,
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
    let plan = Plan::new(chart, ways, &style.hang);
    Sheet::new(chart, plan, style)
}

/// Tries every width with every way of hanging endings, the same for all steps.
fn best_of_all(chart: &Chart, ways: &Ways) -> (Style, Sheet) {
    let style = |(question, ending): (i32, i32), hang: Hang| {
        Style { question, ending, hang: vec![hang; chart.steps.len()] }
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

/// Hangs the endings of single steps elsewhere, while that makes the picture better.
fn refine(chart: &Chart, ways: &Ways, style: &mut Style, best: &mut Sheet) {
    let mut trials = TRIALS / chart.steps.len().max(1);
    let steps = (0..chart.steps.len()).filter(|&step| ways.answers(step, ways::Way::Ending).next().is_some());
    for step in steps.collect::<Vec<_>>() {
        for hang in [Hang::Beside, Hang::After, Hang::Below] {
            if trials == 0 || chart.steps.len() > MANY {
                return;
            }
            let old = std::mem::replace(&mut style.hang[step], hang);
            trials -= usize::from(old != hang);
            let sheet = if old == hang { None } else { Some(set_out(chart, ways, style)) };
            match sheet.filter(|sheet| sheet.cost() < best.cost()) {
                Some(sheet) => *best = sheet,
                None => style.hang[step] = old,
            }
        }
    }
}
