//! The boxes and arrows as rows of posts: an arrow that passes rows stands in each of them as a post of its own.

use std::rc::Rc;

use super::block::Block;
use super::plan::Plan;

/// Rows of posts, and the wires between one row and the next.
#[derive(Debug)]
pub(super) struct Net {
    pub(super) posts: Vec<Post>,
    pub(super) wires: Vec<Wire>,
    /// Posts of each row, from the reading side across.
    pub(super) rows: Vec<Vec<usize>>,
    /// By post: the wires that come in from above, and those that go on below, in the order of their answers.
    pub(super) above: Vec<Vec<usize>>,
    pub(super) below: Vec<Vec<usize>>,
    /// By link of the plan: the wires that it runs along, from the top down.
    pub(super) paths: Vec<Vec<usize>>,
}

/// A box (one for each node of the plan, with the same index), or an arrow on its way past a row.
#[derive(Debug)]
pub(super) struct Post {
    pub(super) row: usize,
    /// Where it stands among the posts of its row.
    pub(super) at: usize,
    /// The node that it is or leads to.
    pub(super) target: usize,
    pub(super) is_box: bool,
}

/// A stretch of one or more arrows from a row to the next.
#[derive(Debug)]
pub(super) struct Wire {
    pub(super) upper: usize,
    /// Index of the port that it leaves by, counted along the bottom of the box.
    pub(super) port: usize,
    /// From the middle of the upper post.
    pub(super) offset: i32,
    pub(super) lower: usize,
    /// Whether it is the straight way on from its box, or carries on from such a wire.
    pub(super) is_main: bool,
    /// Whether it is to be kept short before others.
    pub(super) is_taut: bool,
    /// Whether it need not be straight.
    pub(super) may_bend: bool,
}

impl Net {
    /// Sets the posts out in the order in which somebody would meet them who tries every first answer first.
    pub(super) fn new(plan: &Plan, blocks: &[Rc<Block>], start: Option<usize>) -> Net {
        let mut net = Net::of_boxes(plan);
        for (link, path) in plan.links.iter().zip(0..) {
            let ports = &blocks[link.from].ports;
            let port = ports.iter().position(|port| port.answer == link.answer).unwrap_or(0);
            let offset = ports.get(port).map_or(0, |port| port.x);
            let is_main = plan.nodes[link.from].main == Some(link.answer);
            net.string(
                path,
                (link.to, plan.nodes[link.to].stands_free),
                Wire {
                    upper: link.from,
                    port,
                    offset,
                    lower: 0,
                    is_main,
                    is_taut: plan.nodes[link.from].is_taut,
                    may_bend: plan.nodes[link.from].may_bend,
                },
            );
        }
        net.set_out(start);
        net
    }

    fn of_boxes(plan: &Plan) -> Net {
        let boxes = plan.nodes.iter().enumerate();
        let posts = boxes
            .map(|(target, node)| Post {
                row: node.row,
                at: 0,
                target,
                is_box: true,
            })
            .collect();
        Net {
            posts,
            wires: Vec::new(),
            rows: Vec::new(),
            above: vec![Vec::new(); plan.nodes.len()],
            below: vec![Vec::new(); plan.nodes.len()],
            paths: vec![Vec::new(); plan.links.len()],
        }
    }

    /// Strings the wires of one arrow, with a post in every row that it passes.
    fn string(&mut self, path: usize, (to, is_free): (usize, bool), mut wire: Wire) {
        let (first, last) = (self.posts[wire.upper].row + 1, self.posts[to].row);
        for row in first..last {
            let post = self.posts.len();
            self.posts.push(Post {
                row,
                at: 0,
                target: to,
                is_box: false,
            });
            self.above.push(Vec::new());
            self.below.push(Vec::new());
            let on = Wire {
                upper: post,
                port: 0,
                offset: 0,
                lower: 0,
                is_main: wire.is_main,
                is_taut: wire.is_taut,
                may_bend: false,
            };
            self.tie(path, Wire { lower: post, ..wire });
            wire = on;
        }
        let may_bend = wire.may_bend || is_free;
        self.tie(
            path,
            Wire {
                lower: to,
                may_bend,
                ..wire
            },
        );
    }

    fn tie(&mut self, path: usize, wire: Wire) {
        let index = self.wires.len();
        self.below[wire.upper].push(index);
        self.above[wire.lower].push(index);
        self.paths[path].push(index);
        self.wires.push(wire);
    }

    fn set_out(&mut self, start: Option<usize>) {
        let height = self.posts.iter().map(|post| post.row + 1).max().unwrap_or(0);
        self.rows = vec![Vec::new(); height];
        let mut met = vec![false; self.posts.len()];
        let roots: Vec<usize> = start.into_iter().chain(0..self.posts.len()).collect();
        for root in roots {
            let mut trail = vec![root];
            while let Some(post) = trail.pop() {
                // A post that is not at the top is met from above, unless nothing leads to it.
                let waits = post == root && Some(post) != start && !self.above[post].is_empty();
                if waits || std::mem::replace(&mut met[post], true) {
                    continue;
                }
                self.rows[self.posts[post].row].push(post);
                trail.extend(self.below[post].iter().rev().map(|&wire| self.wires[wire].lower));
            }
        }
        self.number();
    }

    /// Tells every post where it stands in its row.
    pub(super) fn number(&mut self) {
        for row in &self.rows {
            for (at, &post) in row.iter().enumerate() {
                self.posts[post].at = at;
            }
        }
    }

    /// Counts the places where two wires between the same rows cross.
    pub(super) fn crossings(&self) -> usize {
        let mut seen = Vec::new();
        self.rows.iter().map(|row| self.crossings_below(row, &mut seen)).sum()
    }

    /// `seen` is room to work in.
    fn crossings_below(&self, row: &[usize], seen: &mut Vec<usize>) -> usize {
        // Read in the order of their upper ends, every pair whose lower ends stand the other way round crosses.
        let wires = row.iter().flat_map(|&post| &self.below[post]);
        pairs_turned(wires.map(|&wire| self.posts[self.wires[wire].lower].at), seen)
    }

    /// Says whether any arrow still runs along a wire.
    pub(super) fn is_used(&self, wire: usize) -> bool {
        self.below[self.wires[wire].upper].contains(&wire)
    }

    /// Joins arrows to one box wherever they run side by side: from there on they share one line.
    pub(super) fn join_neighbours(&mut self) {
        for row in 0..self.rows.len() {
            let posts = std::mem::take(&mut self.rows[row]);
            let mut kept: Vec<usize> = Vec::with_capacity(posts.len());
            for post in posts {
                match kept.last().copied() {
                    Some(last) if self.may_join(last, post) => self.join(last, post),
                    _ => kept.push(post),
                }
            }
            self.rows[row] = kept;
        }
        self.number();
    }

    fn may_join(&self, one: usize, other: usize) -> bool {
        let (one, other) = (&self.posts[one], &self.posts[other]);
        !one.is_box && !other.is_box && one.target == other.target
    }

    /// Lets every arrow that runs through `gone` run through `kept`, from there to its end.
    fn join(&mut self, kept: usize, gone: usize) {
        let (trunk, lost) = (self.wires_down(kept), self.wires_down(gone));
        for wire in std::mem::take(&mut self.above[gone]) {
            self.wires[wire].lower = kept;
            self.above[kept].push(wire);
        }
        for path in self
            .paths
            .iter_mut()
            .filter(|path| lost.first().is_some_and(|wire| path.contains(wire)))
        {
            path.retain(|wire| !lost.contains(wire));
            path.extend(&trunk);
        }
        let is_main = lost.iter().any(|&wire| self.wires[wire].is_main);
        trunk.iter().for_each(|&wire| self.wires[wire].is_main |= is_main);
        for &wire in &lost {
            let (upper, lower) = (self.wires[wire].upper, self.wires[wire].lower);
            self.above[lower].retain(|&other| other != wire);
            self.below[upper].clear();
            self.rows[self.posts[upper].row].retain(|&post| post != upper);
        }
    }

    /// Lists the wires from a post that is not a box down to the box that it leads to.
    fn wires_down(&self, from: usize) -> Vec<usize> {
        let mut wires = Vec::new();
        let mut post = from;
        while let (false, Some(&wire)) = (self.posts[post].is_box, self.below[post].first()) {
            wires.push(wire);
            post = self.wires[wire].lower;
        }
        wires
    }
}

/// Counts the pairs of numbers of which the first is the greater. `seen` is room to work in: those so far, in order.
fn pairs_turned(numbers: impl Iterator<Item = usize>, seen: &mut Vec<usize>) -> usize {
    seen.clear();
    let mut pairs = 0;
    for number in numbers {
        let after = seen.partition_point(|&other| other <= number);
        pairs += seen.len() - after;
        seen.insert(after, number);
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_the_wrong_way_round_are_counted() {
        assert_eq!(pairs_turned([3, 1, 2, 0, 3].into_iter(), &mut Vec::new()), 5);
    }
}
