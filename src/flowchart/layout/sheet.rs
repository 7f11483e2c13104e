//! One setting-out of a chart: every box and arrow with its place, and what the whole is worth.

use std::rc::Rc;

use super::super::{Arrow, Chart, DrawnBox, Label, Origin, Point, Rect, Role};
use super::Style;
use super::block::{Block, Face, Hung, Measured};
use super::compact::stack;
use super::net::Net;
use super::order::order;
use super::place::{LINE_HALF, place};
use super::plan::Plan;
use super::route::Channel;

/// Height of a sheet of paper to its width, in percent, when the heading above the picture is taken off.
const PAPER: i64 = 134;
/// The widest picture that can be read on a common screen without scrolling.
const SCREEN: i64 = 1_180;

/// Boxes and arrows, measured from the top left corner.
#[derive(Debug)]
pub(super) struct Sheet {
    pub(super) boxes: Vec<DrawnBox>,
    pub(super) arrows: Vec<Arrow>,
    /// Index of the box of the first step.
    pub(super) start: Option<usize>,
    pub(super) width: i32,
    pub(super) height: i32,
    crossings: usize,
    /// How many main ways were let off being straight.
    bent: i64,
}

impl Sheet {
    /// Sets out a plan.
    pub(super) fn new(chart: &Chart, plan: Plan, style: &Style, measured: &mut Measured) -> Sheet {
        let blocks: Vec<Rc<Block>> = plan
            .nodes
            .iter()
            .map(|node| measured.block(chart, node, style))
            .collect();
        let start = plan.nodes.iter().position(|node| node.step == chart.start);
        let mut net = Net::new(&plan, &blocks, start);
        order(&mut net);
        net.join_neighbours();
        let crossings = net.crossings();
        let bent = plan.nodes.iter().map(|node| i64::from(node.may_bend)).sum();
        let draft = Draft::new(&plan, &blocks, &net);
        let mut sheet = Sheet {
            boxes: Vec::new(),
            arrows: Vec::new(),
            start,
            width: 0,
            height: draft.height(),
            crossings,
            bent,
        };
        sheet.add_boxes(&draft);
        sheet.add_arrows(&draft);
        sheet.width = draft.width();
        sheet
    }

    fn add_boxes(&mut self, draft: &Draft<'_>) {
        for (node, block) in draft.plan.nodes.iter().zip(draft.blocks) {
            let Point { x, y } = draft.corner(self.boxes.len());
            let place = Rect {
                x: x - block.face.width / 2,
                y,
                width: block.face.width,
                height: block.face.height,
            };
            self.add_box(node.step, node.is_pointer, place, &block.face);
        }
    }

    /// Adds one box and returns its index.
    fn add_box(&mut self, step: usize, is_pointer: bool, place: Rect, face: &Face) -> usize {
        let role = if is_pointer { Role::Pointer } else { Role::Step };
        let (heading, lines) = (face.heading.clone(), face.lines.clone());
        self.boxes.push(DrawnBox {
            step,
            place,
            heading,
            lines,
            role,
        });
        self.boxes.len() - 1
    }

    fn add_arrows(&mut self, draft: &Draft<'_>) {
        for (node, block) in draft.blocks.iter().enumerate() {
            for hung in &block.hung {
                self.hang(node, hung, draft.corner(node));
            }
        }
        for (index, link) in draft.plan.links.iter().enumerate() {
            let points = draft.points(index);
            let label = draft.label(index);
            let from = Origin::Answer {
                from: link.from,
                answer: link.answer,
            };
            self.arrows.push(Arrow {
                from,
                into: link.to,
                points,
                label,
            });
        }
    }

    fn hang(&mut self, from: usize, hung: &Hung, at: Point) {
        let into = self.add_box(
            hung.leaf.step,
            hung.leaf.is_pointer,
            hung.place.moved(at.x, at.y),
            &hung.face,
        );
        let y = at.y + hung.y;
        let points = vec![
            Point {
                x: at.x + hung.from_x,
                y,
            },
            Point { x: at.x + hung.to_x, y },
        ];
        let label = Label {
            place: hung.label_place.moved(at.x, at.y),
            lines: hung.label.clone(),
        };
        let from = Origin::Answer {
            from,
            answer: hung.leaf.answer,
        };
        self.arrows.push(Arrow {
            from,
            into,
            points,
            label: Some(label),
        });
    }

    /// Says how much there is against this setting-out: crossings first, then type that would be small on paper, then
    /// bends and long arrows.
    pub(super) fn cost(&self) -> i64 {
        let (width, height) = (i64::from(self.width), i64::from(self.height));
        let (across, down) = (width * PAPER / 100, height);
        // The side that decides how large the type can be, and a little of the other, so that a search sees a slope.
        let paper = across.max(down) + across.min(down) / 4;
        let scroll = (width - SCREEN).max(0) * 3;
        let bends: usize = self
            .arrows
            .iter()
            .map(|arrow| arrow.points.len().saturating_sub(2))
            .sum();
        let crossings = i64::try_from(self.crossings).unwrap_or(i64::MAX / 1_000);
        crossings * 500
            + 120 * self.bent
            + paper
            + scroll
            + 20 * i64::try_from(bends).unwrap_or(0)
            + self.arrow_length() / 40
            + self.longest_arrow() / 2
    }

    fn longest_arrow(&self) -> i64 {
        self.arrows.iter().map(|arrow| arrow.length()).max().unwrap_or(0)
    }

    fn arrow_length(&self) -> i64 {
        self.arrows.iter().map(Arrow::length).sum()
    }
}

/// A plan with a place for everything in it.
struct Draft<'a> {
    plan: &'a Plan,
    blocks: &'a [Rc<Block>],
    net: &'a Net,
    /// By post: the middle.
    x: Vec<i32>,
    /// By post: the upper edge of a box.
    tops: Vec<i32>,
    /// By post: the level line above it, for those that have one.
    levels: Vec<Option<i32>>,
}

impl<'a> Draft<'a> {
    fn new(plan: &'a Plan, blocks: &'a [Rc<Block>], net: &'a Net) -> Draft<'a> {
        let x = place(net, &reaches(net, blocks));
        let channels: Vec<Channel> = (0..net.rows.len()).map(|row| Channel::new(net, &x, row)).collect();
        let (tops, levels) = stack(net, blocks, &x, &channels);
        Draft {
            plan,
            blocks,
            net,
            x,
            tops,
            levels,
        }
    }

    fn height(&self) -> i32 {
        self.blocks
            .iter()
            .zip(&self.tops)
            .map(|(block, top)| top + block.depth)
            .max()
            .unwrap_or(0)
    }

    fn width(&self) -> i32 {
        let reach = reaches(self.net, self.blocks);
        self.net
            .rows
            .iter()
            .flatten()
            .map(|&post| self.x[post] + reach[post].1)
            .max()
            .unwrap_or(0)
    }

    /// The middle of the upper edge of a box.
    fn corner(&self, node: usize) -> Point {
        Point {
            x: self.x[node],
            y: self.tops[node],
        }
    }

    fn points(&self, link: usize) -> Vec<Point> {
        let path = &self.net.paths[link];
        let mut points = Vec::new();
        for &wire in path {
            let wire = &self.net.wires[wire];
            let x = self.x[wire.upper] + wire.offset;
            if points.is_empty() {
                points.push(Point {
                    x,
                    y: self.corner(wire.upper).y + self.blocks[wire.upper].face.height,
                });
            }
            let to = self.x[wire.lower];
            if let Some(y) = self.levels[wire.lower].filter(|_| x != to) {
                points.extend([Point { x, y }, Point { x: to, y }]);
            }
        }
        points.push(self.corner(self.plan.links[link].to));
        points
    }

    fn label(&self, link: usize) -> Option<Label> {
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
}

fn reaches(net: &Net, blocks: &[Rc<Block>]) -> Vec<(i32, i32)> {
    let line = (LINE_HALF, LINE_HALF);
    (0..net.posts.len())
        .map(|post| blocks.get(post).map_or(line, |block| (block.left, block.right)))
        .collect()
}
