//! Where each answer leads, before anything has a place: on to a box, to an ending, or back to what was drawn already.

use super::super::Chart;

/// Lines that pass rows without stopping, all together. Beyond this the longest arrows become pointers, so that no
/// chart, however tangled, takes more than a moment.
const MOST_PASSED_ROWS: usize = 6_000;

/// What kind of arrow an answer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// To a step that has answers of its own; drawn from row to row.
    On,
    /// To a step without answers; its box is drawn beside or below the step.
    Ending,
    /// To a step that is drawn above, or very far below; a small box stands for it.
    Pointer,
    /// To no step at all; not drawn.
    Nowhere,
}

/// Every way of a chart.
#[derive(Debug)]
pub(super) struct Ways {
    /// By step, then by answer.
    pub(super) kinds: Vec<Vec<Way>>,
    /// The steps that are not endings, each before all that it leads on to.
    order: Vec<usize>,
}

impl Ways {
    /// Sorts the answers of a chart.
    pub(super) fn of(chart: &Chart) -> Ways {
        let kinds = chart
            .steps
            .iter()
            .map(|step| step.answers.iter().map(|a| first_look(chart, a.to)).collect());
        let mut ways = Ways {
            kinds: kinds.collect(),
            order: Vec::new(),
        };
        ways.order = ways.walk(chart);
        ways.cut_the_longest(chart);
        ways
    }

    /// Returns the answers of a step that are of one kind.
    pub(super) fn answers(&self, step: usize, kind: Way) -> impl Iterator<Item = usize> + '_ {
        let kinds = self.kinds.get(step).map_or(&[][..], Vec::as_slice);
        kinds
            .iter()
            .enumerate()
            .filter(move |(_, way)| **way == kind)
            .map(|(answer, _)| answer)
    }

    /// Follows every answer, depth first; turns those that close a circle into pointers.
    ///
    /// Returns the steps that are not endings, each before all that it leads on to.
    fn walk(&mut self, chart: &Chart) -> Vec<usize> {
        let mut marks = vec![Mark::New; chart.steps.len()];
        let mut finished = Vec::new();
        let first = (chart.start < chart.steps.len()).then_some(chart.start);
        // The start comes last in this list of roots, because the order is turned round at the end.
        for root in first.into_iter().chain(0..chart.steps.len()) {
            if marks[root] == Mark::New && !chart.steps[root].answers.is_empty() {
                self.walk_from(chart, root, &mut marks, &mut finished);
            }
        }
        finished.reverse();
        finished
    }

    fn walk_from(&mut self, chart: &Chart, root: usize, marks: &mut [Mark], finished: &mut Vec<usize>) {
        let mut trail = vec![(root, 0)];
        marks[root] = Mark::Open;
        while let Some((step, answer)) = trail.pop() {
            let Some(way) = chart.steps[step].answers.get(answer) else {
                marks[step] = Mark::Done;
                finished.push(step);
                continue;
            };
            trail.push((step, answer + 1));
            if self.kinds[step][answer] != Way::On {
                continue;
            }
            match marks[way.to] {
                Mark::Open => self.kinds[step][answer] = Way::Pointer,
                Mark::Done => {}
                Mark::New => {
                    marks[way.to] = Mark::Open;
                    trail.push((way.to, 0));
                }
            }
        }
    }

    /// Returns the row of every step: how many rows down the longest way to it leads, when each step takes `depth`.
    pub(super) fn rows(&self, chart: &Chart, depth: impl Fn(usize) -> usize) -> Vec<usize> {
        let mut rows = vec![0; chart.steps.len()];
        for &step in &self.order {
            for answer in self.answers(step, Way::On) {
                let to = chart.steps[step].answers[answer].to;
                rows[to] = rows[to].max(rows[step] + depth(step));
            }
        }
        rows
    }

    /// Turns the longest arrows into pointers, when there are more of them than can be followed by eye.
    fn cut_the_longest(&mut self, chart: &Chart) {
        let mut arrows = self.passed_rows(chart);
        arrows.sort_unstable();
        let mut total = 0;
        for (passed, step, answer) in arrows {
            total += passed;
            if total > MOST_PASSED_ROWS {
                self.kinds[step][answer] = Way::Pointer;
            }
        }
    }

    /// Lists the arrows that pass rows without stopping: how many rows, from which step, by which answer.
    fn passed_rows(&self, chart: &Chart) -> Vec<(usize, usize, usize)> {
        let rows = self.rows(chart, |_| 1);
        let mut arrows = Vec::new();
        for step in 0..chart.steps.len() {
            for answer in self.answers(step, Way::On) {
                let passed = rows[chart.steps[step].answers[answer].to] - rows[step] - 1;
                if passed > 0 {
                    arrows.push((passed, step, answer));
                }
            }
        }
        arrows
    }
}

/// How far the walk has come with a step.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    New,
    Open,
    Done,
}

fn first_look(chart: &Chart, to: usize) -> Way {
    match chart.steps.get(to) {
        None => Way::Nowhere,
        Some(step) if step.answers.is_empty() => Way::Ending,
        Some(_) => Way::On,
    }
}
