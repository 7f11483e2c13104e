//! One setting-out of a chart: a place for everything, and what the whole is worth.

use std::rc::Rc;

use super::super::{Chart, Label, Point};
use super::Style;
use super::block::{Block, Measured};
use super::compact::stack;
use super::dock::{docks, landings};
use super::net::{Net, Wire};
use super::order::order;
use super::place::{LINE_HALF, place};
use super::plan::Plan;
use super::route::Channel;

/// Height of a sheet of paper to its width, in percent, when the heading above the picture is taken off.
const PAPER: i64 = 134;
/// The widest picture that can be read on a common screen without scrolling.
const SCREEN: i64 = 1_180;

/// Besides the poles moved, a post takes so much work to sketch, and again so much to set out.
const POST: usize = 10;

/// A plan with a place for everything in it, measured from the top left corner.
#[derive(Debug)]
pub(super) struct Draft {
    pub(super) plan: Plan,
    /// By node of the plan.
    pub(super) blocks: Vec<Rc<Block>>,
    /// Index of the node of the first step.
    pub(super) start: Option<usize>,
    pub(super) width: i32,
    pub(super) height: i32,
    pub(super) crossings: usize,
    /// How many lines lie on one another.
    run_together: usize,
    /// How much work it was to set it out, once it was sketched: in poles moved.
    pub(super) work: usize,
    net: Net,
    /// By post: the middle.
    x: Vec<i32>,
    /// By post: the upper edge of a box.
    tops: Vec<i32>,
    /// By wire: where its lower end stands.
    landings: Vec<i32>,
    /// By wire: its level line, for those that have one.
    levels: Vec<Option<i32>>,
}

/// A plan whose boxes and arrows have their order in every row, but no place yet.
#[derive(Debug)]
pub(super) struct Sketch {
    plan: Plan,
    blocks: Vec<Rc<Block>>,
    start: Option<usize>,
    net: Net,
    pub(super) crossings: usize,
}

impl Sketch {
    /// Orders a plan.
    pub(super) fn new(chart: &Chart, plan: Plan, style: &Style, measured: &mut Measured) -> Sketch {
        let blocks: Vec<Rc<Block>> = plan
            .nodes
            .iter()
            .map(|node| measured.block(chart, node, style))
            .collect();
        let start = plan.nodes.iter().position(|node| node.step == chart.start);
        let mut net = Net::new(&plan, &blocks, start);
        order(&mut net);
        net.join_neighbours();
        Sketch {
            crossings: net.crossings(),
            plan,
            blocks,
            start,
            net,
        }
    }

    /// Tells how much work it was, in poles moved.
    pub(super) fn work(&self) -> usize {
        POST * self.net.posts.len()
    }

    /// Sets everything out.
    pub(super) fn finish(self) -> Draft {
        let Sketch { blocks, net, .. } = self;
        let (docks, reach) = (docks(&net, &blocks), reaches(&net, &blocks));
        let (x, moved) = place(&net, &reach, &docks);
        let landings = landings(&net, &x, &docks);
        let channel = |row| Channel::new(&net, &x, &landings, row);
        let channels: Vec<Channel> = (0..net.rows.len()).map(channel).collect();
        let (tops, levels) = stack(&net, &blocks, &x, &channels);
        let right = |&post: &usize| x[post] + reach[post].1;
        Draft {
            width: net.rows.iter().flatten().map(right).max().unwrap_or(0),
            height: blocks
                .iter()
                .zip(&tops)
                .map(|(block, top)| top + block.depth)
                .max()
                .unwrap_or(0),
            work: moved + POST * net.posts.len(),
            crossings: self.crossings,
            run_together: channels.iter().map(Channel::run_together).sum(),
            plan: self.plan,
            start: self.start,
            blocks,
            net,
            x,
            tops,
            landings,
            levels,
        }
    }
}

impl Draft {
    /// The middle of the upper edge of a box.
    pub(super) fn corner(&self, node: usize) -> Point {
        Point {
            x: self.x[node],
            y: self.tops[node],
        }
    }

    /// The corners of an arrow of the plan, from tail to head.
    pub(super) fn points(&self, link: usize) -> Vec<Point> {
        let (from, to) = (self.plan.links[link].from, self.plan.links[link].to);
        let mut points = Vec::new();
        let mut last = self.x[to];
        for (x, landing, level) in self.stretches(link) {
            if points.is_empty() {
                let y = self.tops[from] + self.blocks[from].face.height;
                points.push(Point { x, y });
            }
            if let Some(y) = level {
                points.extend([Point { x, y }, Point { x: landing, y }]);
            }
            last = landing;
        }
        points.push(Point {
            x: last,
            y: self.tops[to],
        });
        points
    }

    /// The wires of an arrow, from the top down: where each starts and where it ends, and its level line.
    fn stretches(&self, link: usize) -> impl Iterator<Item = (i32, i32, Option<i32>)> + '_ {
        self.net.paths[link].iter().map(|&index| {
            let wire = &self.net.wires[index];
            let x = self.x[wire.upper] + wire.offset;
            let landing = self.landings[index];
            (x, landing, self.levels[index].filter(|_| x != landing))
        })
    }

    /// The words of an arrow of the plan.
    pub(super) fn label(&self, link: usize) -> Option<Label> {
        let link = &self.plan.links[link];
        let block = &self.blocks[link.from];
        let port = block.ports.iter().find(|port| port.answer == link.answer)?;
        let corner = self.corner(link.from);
        let place = port.label_place.moved(corner.x, corner.y);
        Some(Label {
            place,
            lines: port.label.clone(),
        })
    }

    /// Says how much there is against this setting-out: lines that nobody can tell apart first, then crossings, then type
    /// that would be small on paper, then bends and long arrows.
    pub(super) fn cost(&self) -> i64 {
        let (width, height) = (i64::from(self.width), i64::from(self.height));
        let (across, down) = (width * PAPER / 100, height);
        // The side that decides how large the type can be, and a little of the other, so that a search sees a slope.
        let paper = across.max(down) + across.min(down) / 4;
        let scroll = (width - SCREEN).max(0) * 3;
        let (bends, length, longest) = self.arrows();
        let crossings = i64::try_from(self.crossings).unwrap_or(i64::MAX / 100_000);
        let bent: i64 = self.plan.nodes.iter().map(|node| i64::from(node.may_bend)).sum();
        let hidden = i64::try_from(self.run_together).unwrap_or(i64::MAX / 100_000);
        20_000 * hidden + 500 * crossings + 120 * bent + paper + scroll + 20 * bends + length / 40 + longest * 13 / 10
    }

    /// Says whether some arrow comes into a box from straight above.
    pub(super) fn is_met_straight(&self, node: usize) -> bool {
        self.net.above[node].iter().any(|&wire| self.is_straight(wire))
    }

    /// Says whether some arrow from a box has a bend on its way.
    pub(super) fn leads_aside(&self, node: usize) -> bool {
        let links = self.plan.links.iter().zip(&self.net.paths);
        let mut wires = links.filter(|(link, _)| link.from == node).flat_map(|(_, path)| path);
        wires.any(|&wire| !self.is_straight(wire))
    }

    fn is_straight(&self, wire: usize) -> bool {
        let Wire {
            upper, lower, offset, ..
        } = self.net.wires[wire];
        self.x[upper] + offset == self.x[lower]
    }

    /// Counts the bends of all arrows, and measures them: all together, and the longest.
    fn arrows(&self) -> (i64, i64, i64) {
        let (mut bends, mut all, mut longest) = (0, 0, 0);
        for (index, link) in self.plan.links.iter().enumerate() {
            let mut length = self.tops[link.to] - self.tops[link.from] - self.blocks[link.from].face.height;
            for (x, landing, _) in self.stretches(index) {
                bends += if x == landing { 0 } else { 2 };
                length += (x - landing).abs();
            }
            all += i64::from(length);
            longest = longest.max(i64::from(length));
        }
        for hung in self.blocks.iter().flat_map(|block| &block.hung) {
            let length = i64::from((hung.to_x - hung.from_x).abs());
            all += length;
            longest = longest.max(length);
        }
        (bends, all, longest)
    }
}

fn reaches(net: &Net, blocks: &[Rc<Block>]) -> Vec<(i32, i32)> {
    let line = (LINE_HALF, LINE_HALF);
    (0..net.posts.len())
        .map(|post| blocks.get(post).map_or(line, |block| (block.left, block.right)))
        .collect()
}
