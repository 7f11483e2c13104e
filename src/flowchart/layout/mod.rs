//! A chart becomes a drawing, in the order of the files: [`ways`], [`plan`], [`block`], [`net`], [`order`],
//! [`straight`], [`place`], [`dock`], [`route`], [`compact`], [`draft`], [`sheet`]. Several ways of setting out are tried,
//! because they are cheap, and the one that fits a sheet of paper best is kept.

mod block;
mod compact;
mod dock;
mod draft;
mod lists;
mod net;
mod notes;
mod order;
mod place;
mod plan;
mod route;
mod sheet;
mod straight;
mod ways;

use rayon::prelude::*;

use super::{Chart, Drawing, Shape};
use block::Measured;
pub(super) use block::{HEADING, NUMBER, PAD, POINT, SIGN, height};
use draft::{Draft, Sketch};
use plan::{Hang, Node, Plan};
use sheet::Sheet;
use ways::{Way, Ways};

/// Widths of boxes to try, of questions and of endings.
const WIDTHS: [(i32, i32); 4] = [(236, 190), (212, 178), (260, 206), (290, 220)];
/// Above so many steps only the first setting-out is tried.
const MANY: usize = 200;
/// How much work a search may be, in poles moved ([`Draft::work`]): some 30 ms. Counted, and not timed, so that every
/// machine draws the same.
const WORK: usize = 600_000;
/// To measure the words of one block is so much work.
const MEASURE: usize = 300;

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
    /// Whether the ways that lead on from it are kept short, even where that makes others longer.
    is_taut: bool,
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
                    is_taut: false,
                };
                steps
            ],
        }
    }

    fn widths(&self) -> (i32, i32) {
        (self.question, self.ending)
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
        Sheet::new(&Search::new(chart).first())
    } else {
        best(chart)
    };
    notes::finish(chart, sheet)
}

/// Starts from each way of hanging endings, makes the best of each, and returns the best of those; of equals the first.
fn best(chart: &Chart) -> Sheet {
    let starts = [Hang::Beside, Hang::After, Hang::Below];
    let sheets: Vec<(i64, Sheet)> = starts
        .into_par_iter()
        .map(|hang| {
            let search = Search {
                left: WORK / starts.len(),
                ..Search::new(chart)
            };
            let best = search.from(hang);
            (best.cost, Sheet::new(&best.draft))
        })
        .collect();
    let best = sheets.into_iter().min_by_key(|(cost, _)| *cost);
    best.map_or_else(|| Sheet::new(&Search::new(chart).first()), |(_, sheet)| sheet)
}

/// A style, what comes of it, and what speaks against that.
struct Attempt {
    style: Style,
    draft: Draft,
    cost: i64,
}

/// A search for the best setting-out.
struct Search<'a> {
    chart: &'a Chart,
    ways: Ways,
    measured: Measured,
    /// How much more work may be done.
    left: usize,
}

impl<'a> Search<'a> {
    fn new(chart: &'a Chart) -> Self {
        Search {
            chart,
            ways: Ways::of(chart),
            measured: Measured::default(),
            left: 0,
        }
    }

    fn attempt(&mut self, style: Style) -> Attempt {
        let plan = Plan::new(self.chart, &self.ways, &style.steps);
        let sketch = self.sketch(plan, &style);
        self.finish(sketch, style)
    }

    fn sketch(&mut self, plan: Plan, style: &Style) -> Sketch {
        let known = self.measured.count();
        let sketch = Sketch::new(self.chart, plan, style, &mut self.measured);
        let measured = self.measured.count() - known;
        self.left = self.left.saturating_sub(sketch.work() + MEASURE * measured);
        sketch
    }

    fn finish(&mut self, sketch: Sketch, style: Style) -> Attempt {
        let draft = sketch.finish();
        self.left = self.left.saturating_sub(draft.work);
        Attempt {
            cost: draft.cost(),
            style,
            draft,
        }
    }

    /// The plainest setting-out.
    fn first(&mut self) -> Draft {
        self.attempt(Style::even(WIDTHS[0], Hang::Beside, self.chart.steps.len()))
            .draft
    }

    /// Starts with endings that hang this way, in boxes of the width that suits it, and makes the best of that.
    fn from(mut self, hang: Hang) -> Attempt {
        let even = |widths| Style::even(widths, hang, self.chart.steps.len());
        let mut best = self.attempt(even(WIDTHS[0]));
        self.try_widths(&mut best);
        self.refine(&mut best);
        best
    }

    /// Goes round and round the steps, as long as there is one where a change makes the picture better.
    fn refine(&mut self, best: &mut Attempt) {
        let steps = self.chart.steps.len();
        let (mut turn, mut since_better) = (0, 0);
        while since_better <= steps && self.left > 0 {
            let better = if turn == steps {
                self.try_widths(best)
            } else {
                self.try_step(turn, best)
            };
            since_better = if better { 0 } else { since_better + 1 };
            turn = (turn + 1) % (steps + 1);
        }
    }

    /// Keeps what makes the picture better, of all that can be done otherwise with one step.
    fn try_step(&mut self, step: usize, best: &mut Attempt) -> bool {
        let mut better = false;
        for change in changes(&self.ways, best, step) {
            let mut style = best.style.clone();
            style.steps[step] = change;
            better |= self.try_style(style, best);
        }
        better
    }

    fn try_widths(&mut self, best: &mut Attempt) -> bool {
        let mut better = false;
        for (question, ending) in WIDTHS {
            let style = Style {
                question,
                ending,
                ..best.style.clone()
            };
            better |= self.try_style(style, best);
        }
        better
    }

    /// Keeps a style if its picture is better than the best so far.
    fn try_style(&mut self, style: Style, best: &mut Attempt) -> bool {
        if self.left == 0 {
            return false;
        }
        let plan = Plan::new(self.chart, &self.ways, &style.steps);
        if plan == best.draft.plan && style.widths() == best.style.widths() {
            return false;
        }
        let sketch = self.sketch(plan, &style);
        // Nothing that could be gained would be worth so many crossings.
        if sketch.crossings > best.draft.crossings + 1 {
            return false;
        }
        let attempt = self.finish(sketch, style);
        let better = attempt.cost < best.cost;
        if better {
            *best = attempt;
        }
        better
    }
}

/// Lists what could be done otherwise with one step.
fn changes(ways: &Ways, best: &Attempt, step: usize) -> Vec<StepStyle> {
    let now = best.style.steps[step];
    let mut changes = Vec::new();
    let Some(node) = best.draft.plan.node(step) else {
        return changes;
    };
    if ways.answers(step, Way::Ending).next().is_some() {
        changes.extend([Hang::Beside, Hang::After, Hang::Below, Hang::Apart].map(|hang| StepStyle { hang, ..now }));
    }
    if ways.answers(step, Way::On).next().is_some() {
        changes.push(StepStyle {
            may_bend: !now.may_bend,
            ..now
        });
        // Arrows that are straight cannot be shorter.
        if now.is_taut || best.draft.leads_aside(node) {
            changes.push(StepStyle {
                is_taut: !now.is_taut,
                ..now
            });
        }
    }
    if now.stands_free || best.draft.is_met_straight(node) {
        changes.push(StepStyle {
            stands_free: !now.stands_free,
            ..now
        });
    }
    changes.retain(|change| *change != now);
    changes
}
