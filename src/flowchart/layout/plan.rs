//! Which boxes there are, and which of them hang beside another.
//!
//! Steps that lead on get a box in a row. An ending is drawn next to each question that leads to it: an arrow to the
//! side, as a person would draw it. So no arrow to an ending is ever long, and none crosses anything.

use super::super::Chart;
use super::StepStyle;
use super::ways::{Way, Ways};

/// At most so many endings hang on one side of a box; more of them stand in a row below.
const MOST_ON_ONE_SIDE: usize = 4;

/// Where the endings of a step are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Hang {
    /// At its sides, as far as the order of the answers allows.
    Beside,
    /// At the side where the page's lines end; those that belong on the other side below.
    After,
    /// In the next row.
    Below,
    /// In the next row, with the steps that follow one row further down, so that arrows to those can pass below.
    Apart,
}

/// The boxes that stand in rows, and the arrows between them.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Plan {
    pub(super) nodes: Vec<Node>,
    pub(super) links: Vec<Link>,
}

/// A box that stands in a row.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Node {
    /// Index of the step in the chart.
    pub(super) step: usize,
    /// Whether it only stands for the step, which is drawn elsewhere.
    pub(super) is_pointer: bool,
    pub(super) row: usize,
    /// Endings on the reading side, from the top down.
    pub(super) before: Vec<Leaf>,
    /// Endings on the other side, from the top down.
    pub(super) after: Vec<Leaf>,
    /// Answers whose arrows leave at the bottom, in the author's order.
    pub(super) below: Vec<usize>,
    /// The answer in `below` that is the straight way on.
    pub(super) main: Option<usize>,
    /// Whether that way may bend.
    pub(super) may_bend: bool,
    /// Whether the ways that lead to it may.
    pub(super) stands_free: bool,
    /// Whether the ways on from it are kept short before others.
    pub(super) is_taut: bool,
}

/// A box that hangs beside another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Leaf {
    pub(super) answer: usize,
    pub(super) step: usize,
    /// Whether it only stands for the step, which is drawn elsewhere.
    pub(super) is_pointer: bool,
}

/// An arrow from row to row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Link {
    pub(super) from: usize,
    pub(super) answer: usize,
    pub(super) to: usize,
}

impl Plan {
    /// Decides which boxes there are; `styles` says for each step where its endings go.
    pub(super) fn new(chart: &Chart, ways: &Ways, styles: &[StepStyle]) -> Plan {
        let mut plan = Plan::default();
        let rows = ways.rows(chart, |step| if styles[step].hang == Hang::Apart { 2 } else { 1 });
        let inner: Vec<usize> = (0..chart.steps.len())
            .filter(|&i| !chart.steps[i].answers.is_empty())
            .collect();
        let mut node_of = vec![usize::MAX; chart.steps.len()];
        for &step in &inner {
            node_of[step] = plan.nodes.len();
            plan.nodes.push(Node {
                may_bend: styles[step].may_bend,
                stands_free: styles[step].stands_free,
                is_taut: styles[step].is_taut,
                ..Node::new(step, rows[step], false)
            });
        }
        for &step in &inner {
            let sides = Sides::sort(chart, ways, step, styles[step].hang);
            plan.fill(chart, ways, node_of[step], sides, &node_of);
        }
        plan.add_the_rest(chart);
        plan
    }

    /// Finds the box of a step that has answers.
    pub(super) fn node(&self, step: usize) -> Option<usize> {
        let is_its_box = |node: &Node| node.step == step && !node.is_pointer && !node.below.is_empty();
        self.nodes.iter().position(is_its_box)
    }

    fn fill(&mut self, chart: &Chart, ways: &Ways, at: usize, sides: Sides, node_of: &[usize]) {
        let step = self.nodes[at].step;
        let mut last: Option<(usize, usize)> = None;
        for &answer in &sides.below {
            let target = chart.steps[step].answers[answer].to;
            let known = last.filter(|(step, _)| *step == target).map(|(_, node)| node);
            let to = match (ways.kinds[step][answer], known) {
                (Way::On, _) => node_of[target],
                (_, Some(node)) => node,
                (way, None) => self.stand(target, self.nodes[at].row + 1, way == Way::Pointer),
            };
            last = Some((target, to));
            self.links.push(Link { from: at, answer, to });
        }
        let node = &mut self.nodes[at];
        node.main = sides
            .below
            .iter()
            .copied()
            .find(|&a| ways.kinds[step][a] == Way::On)
            .or(sides.below.first().copied());
        (node.before, node.after, node.below) = (sides.before, sides.after, sides.below);
    }

    fn stand(&mut self, step: usize, row: usize, is_pointer: bool) -> usize {
        self.nodes.push(Node::new(step, row, is_pointer));
        self.nodes.len() - 1
    }

    /// Adds the endings that no answer leads to, so that every step is drawn. Those of the notes are drawn with them.
    fn add_the_rest(&mut self, chart: &Chart) {
        let mut drawn = vec![false; chart.steps.len()];
        let answers = chart.steps.iter().flat_map(|step| &step.answers).chain(&chart.any_time);
        for to in answers.map(|answer| answer.to).chain(chart.not_sure) {
            if let Some(drawn) = drawn.get_mut(to) {
                *drawn = true;
            }
        }
        for step in (0..chart.steps.len()).filter(|&i| chart.steps[i].answers.is_empty()) {
            if !drawn[step] || step == chart.start {
                self.stand(step, 0, false);
            }
        }
    }
}

impl Node {
    fn new(step: usize, row: usize, is_pointer: bool) -> Node {
        Node {
            step,
            is_pointer,
            row,
            before: Vec::new(),
            after: Vec::new(),
            below: Vec::new(),
            main: None,
            may_bend: false,
            stands_free: false,
            is_taut: false,
        }
    }
}

/// The answers of one step, sorted by where their arrows leave the box.
struct Sides {
    before: Vec<Leaf>,
    below: Vec<usize>,
    after: Vec<Leaf>,
}

impl Sides {
    fn sort(chart: &Chart, ways: &Ways, step: usize, hang: Hang) -> Sides {
        let drawn: Vec<usize> = (0..ways.kinds[step].len())
            .filter(|&a| ways.kinds[step][a] != Way::Nowhere)
            .collect();
        // A step with nothing but endings sends its first answer straight down.
        let (first_on, last_on) = on_span(ways, step).or(drawn.first().map(|&a| (a, a))).unwrap_or((0, 0));
        let mut sides = Sides {
            before: Vec::new(),
            below: Vec::new(),
            after: Vec::new(),
        };
        for &answer in &drawn {
            let is_pointer = ways.kinds[step][answer] == Way::Pointer;
            let leaf = Leaf {
                answer,
                step: chart.steps[step].answers[answer].to,
                is_pointer,
            };
            match hang {
                Hang::Below | Hang::Apart => sides.below.push(answer),
                _ if is_shared(chart, step, leaf) => sides.below.push(answer),
                Hang::Beside if answer < first_on => sides.before.push(leaf),
                _ if answer > last_on => sides.after.push(leaf),
                _ => sides.below.push(answer),
            }
        }
        if sides.before.len().max(sides.after.len()) > MOST_ON_ONE_SIDE {
            return Sides {
                before: Vec::new(),
                below: drawn,
                after: Vec::new(),
            };
        }
        sides
    }
}

/// Finds the first and the last answer that lead on.
fn on_span(ways: &Ways, step: usize) -> Option<(usize, usize)> {
    let mut on = ways.answers(step, Way::On);
    let first = on.next()?;
    Some((first, on.last().unwrap_or(first)))
}

/// Says whether two answers beside one another lead to the same ending, which is then drawn once below both.
///
/// Where others stand between them it is drawn twice: one of its arrows would cross theirs.
fn is_shared(chart: &Chart, step: usize, leaf: Leaf) -> bool {
    let answers = &chart.steps[step].answers;
    let beside = [leaf.answer.checked_sub(1), leaf.answer.checked_add(1)];
    let mut beside = beside.into_iter().flatten().filter_map(|answer| answers.get(answer));
    beside.any(|answer| answer.to == leaf.step)
}
