//! How far across each post stands: straight lines first, then short ones, in as little width as that takes.

use super::dock;
use super::net::Net;
use super::straight::straight;

/// Between two boxes, between a box and a line that passes it, and between two lines.
const BOX_GAP: i32 = 34;
const LINE_GAP: i32 = 22;
/// Half the room that a passing line takes.
pub(super) const LINE_HALF: i32 = 2;
/// A bend sideways by less than this looks like a mistake.
const SHORTEST_JOG: i32 = 26;

/// What a bend costs, in units of length.
const BEND: i64 = 60;
/// What an unsightly jog costs on top.
const JOG: i64 = 150;
/// What a unit of width costs, in units of length.
const WIDTH: i64 = 3;

/// Returns where the middle of every post stands; the leftmost edge is at 0.
///
/// `reach` is how far a post reaches to the left and to the right of its middle; `docks` how far from its middle wires
/// may come in.
pub(super) fn place(net: &Net, reach: &[(i32, i32)], docks: &[i32]) -> Vec<i32> {
    let mut poles = Poles::raise(net);
    poles.keep_apart(net, reach);
    poles.tie(net, docks);
    poles.push_left();
    poles.settle(net);
    poles.posts(net, reach)
}

/// Posts that stand straight above one another move as one: a pole.
struct Poles {
    /// By post: its pole, and how far from the pole's own place it stands.
    of: Vec<(usize, i32)>,
    /// By pole: its place.
    x: Vec<i32>,
    /// By pole: the next poles on either side, and how far away they must stay.
    right: Vec<Vec<(usize, i32)>>,
    left: Vec<Vec<(usize, i32)>>,
    /// By pole: how far it reaches to either side.
    reach: Vec<(i32, i32)>,
    /// By pole: wires to other poles.
    ties: Vec<Vec<Tie>>,
    /// By post: whether a wire comes in straight from above, in its middle.
    is_met: Vec<bool>,
    /// The leftmost and the rightmost edge of all.
    extent: (i32, i32),
}

/// A wire from one pole to another.
#[derive(Clone, Copy)]
struct Tie {
    other: usize,
    /// This pole's place that would make the wire straight into the middle of its box, less the other's.
    apart: i32,
    weight: i64,
    /// How far from the middle it may come in, and how far it must if it does not come in there.
    dock: i32,
    aside: i32,
}

impl Tie {
    /// What the wire costs when its pole is so far from that place.
    fn cost(&self, by: i32) -> i64 {
        let off = by.abs();
        let left = if off < self.aside {
            off
        } else {
            (off - self.dock).max(0)
        };
        self.weight * sideways(left)
    }
}

impl Poles {
    fn raise(net: &Net) -> Poles {
        let straight = straight(net);
        let mut of = vec![(usize::MAX, 0); net.posts.len()];
        let mut count = 0;
        for &post in net.rows.iter().flatten() {
            of[post] = match straight[post] {
                Some(wire) => {
                    let (pole, offset) = of[net.wires[wire].upper];
                    (pole, offset + net.wires[wire].offset)
                }
                None => {
                    count += 1;
                    (count - 1, 0)
                }
            };
        }
        let empty = || vec![Vec::new(); count];
        Poles {
            of,
            x: vec![0; count],
            right: empty(),
            left: empty(),
            reach: vec![(0, 0); count],
            ties: vec![Vec::new(); count],
            is_met: straight.iter().map(Option::is_some).collect(),
            extent: (0, 0),
        }
    }

    /// Notes how far apart neighbours must stay.
    fn keep_apart(&mut self, net: &Net, reach: &[(i32, i32)]) {
        for pair in net.rows.iter().flat_map(|row| row.windows(2)) {
            let ((one, a), (other, b)) = (self.of[pair[0]], self.of[pair[1]]);
            let apart = a + reach[pair[0]].1 + gap(net, pair[0], pair[1]) + reach[pair[1]].0 - b;
            self.right[one].push((other, apart));
            self.left[other].push((one, apart));
        }
        for &post in net.rows.iter().flatten() {
            let (pole, offset) = self.of[post];
            let both = &mut self.reach[pole];
            *both = (both.0.max(reach[post].0 - offset), both.1.max(reach[post].1 + offset));
        }
    }

    /// Notes which wires run from pole to pole.
    fn tie(&mut self, net: &Net, docks: &[i32]) {
        for (_, wire) in net.wires.iter().enumerate().filter(|(index, _)| net.is_used(*index)) {
            let ((upper, a), (lower, b)) = (self.of[wire.upper], self.of[wire.lower]);
            if upper != lower {
                let tie = Tie {
                    other: upper,
                    apart: a + wire.offset - b,
                    weight: if wire.is_main { 2 } else { 1 } * if wire.is_taut { 4 } else { 1 },
                    dock: docks[wire.lower],
                    aside: if self.is_met[wire.lower] { dock::APART } else { 0 },
                };
                self.ties[lower].push(tie);
                self.ties[upper].push(Tie {
                    other: lower,
                    apart: -tie.apart,
                    ..tie
                });
            }
        }
    }

    /// Moves every pole as far left as its neighbours let it.
    fn push_left(&mut self) {
        let mut waiting: Vec<usize> = self.left.iter().map(Vec::len).collect();
        let mut ready: Vec<usize> = (0..self.x.len()).filter(|&pole| waiting[pole] == 0).collect();
        for &pole in &ready {
            self.x[pole] = self.reach[pole].0;
        }
        while let Some(pole) = ready.pop() {
            for &(other, apart) in &self.right[pole] {
                self.x[other] = self.x[other].max(self.x[pole] + apart).max(self.reach[other].0);
                waiting[other] -= 1;
                if waiting[other] == 0 {
                    ready.push(other);
                }
            }
        }
    }

    /// Moves poles, with all that is in their way, for as long as the picture gets better.
    fn settle(&mut self, net: &Net) {
        let passes = match net.posts.len() {
            0..=300 => 10,
            301..=1_500 => 6,
            1_501..=4_000 => 2,
            _ => 1,
        };
        let mut push = Push::new(self.x.len());
        self.extent = self.edges(|_| 0);
        // Where nothing has moved beside a pole or at the other end of its wires, there is nothing to try anew.
        let mut stirred = vec![true; self.x.len()];
        for _ in 0..passes {
            let mut is_still = true;
            for pole in 0..self.x.len() {
                if std::mem::take(&mut stirred[pole]) && self.improve(pole, &mut push, &mut stirred) {
                    is_still = false;
                }
            }
            if is_still {
                break;
            }
        }
    }

    /// Tries to straighten each wire of a pole; keeps the best.
    fn improve(&mut self, pole: usize, push: &mut Push, stirred: &mut [bool]) -> bool {
        let (mut best, mut by) = (0, 0);
        for candidate in self.candidates(pole) {
            if self.alone(pole, candidate) >= best {
                continue;
            }
            let change = push.cost_of(self, pole, candidate);
            if change < best {
                (best, by) = (change, candidate);
            }
        }
        if by == 0 {
            return false;
        }
        push.spread(self, pole, by);
        push.moved.iter().for_each(|&moved| self.stir(moved, stirred));
        push.carry_out(self);
        true
    }

    /// Marks a pole, its neighbours, and those at the other end of its wires.
    fn stir(&self, pole: usize, stirred: &mut [bool]) {
        stirred[pole] = true;
        let beside = self.left[pole].iter().chain(&self.right[pole]).map(|&(other, _)| other);
        beside
            .chain(self.ties[pole].iter().map(|tie| tie.other))
            .for_each(|other| stirred[other] = true);
    }

    /// What the wires of a pole would cost more, were it to move and nothing else.
    fn alone(&self, pole: usize, by: i32) -> i64 {
        let cost = |by: i32| -> i64 {
            self.ties[pole]
                .iter()
                .map(|tie| tie.cost(self.x[pole] + by - self.x[tie.other] - tie.apart))
                .sum()
        };
        2 * (cost(by) - cost(0))
    }

    fn candidates(&self, pole: usize) -> Vec<i32> {
        let mut candidates = Vec::new();
        for tie in self.ties[pole].iter().take(12) {
            let straight = self.x[tie.other] + tie.apart - self.x[pole];
            candidates.push(straight);
            for aside in [tie.dock, tie.dock + SHORTEST_JOG] {
                candidates.extend([straight - aside, straight + aside]);
            }
        }
        let slack = |sides: &[(usize, i32)], sign: i32| {
            sides
                .iter()
                .map(|&(other, apart)| sign * (self.x[other] - self.x[pole]) - apart)
                .min()
        };
        candidates.extend(slack(&self.right[pole], 1));
        candidates.extend(slack(&self.left[pole], -1).map(|by| -by));
        candidates.retain(|&by| by != 0);
        candidates.sort_unstable_by_key(|by| (by.abs(), *by));
        candidates.dedup();
        candidates
    }

    /// Returns the leftmost and the rightmost edge, were each pole moved `by` so much.
    fn edges(&self, by: impl Fn(usize) -> i32) -> (i32, i32) {
        let places = || self.x.iter().zip(&self.reach).enumerate();
        let left = places().map(|(pole, (x, reach))| x + by(pole) - reach.0).min();
        let right = places().map(|(pole, (x, reach))| x + by(pole) + reach.1).max();
        (left.unwrap_or(0), right.unwrap_or(0))
    }

    fn posts(&self, net: &Net, reach: &[(i32, i32)]) -> Vec<i32> {
        let place = |post: usize| {
            let (pole, offset) = self.of[post];
            self.x.get(pole).map_or(0, |x| x + offset)
        };
        let left = net
            .rows
            .iter()
            .flatten()
            .map(|&post| place(post) - reach[post].0)
            .min()
            .unwrap_or(0);
        (0..net.posts.len()).map(|post| place(post) - left).collect()
    }
}

/// A trial move: how far each pole would go.
struct Push {
    by: Vec<i32>,
    moved: Vec<usize>,
    /// Poles whose neighbours have still to make room.
    open: Vec<usize>,
}

impl Push {
    fn new(poles: usize) -> Push {
        Push {
            by: vec![0; poles],
            moved: Vec::new(),
            open: Vec::new(),
        }
    }

    /// Moves one pole, and every other as far as it must go to make room.
    fn spread(&mut self, poles: &Poles, pole: usize, by: i32) {
        self.by[pole] = by;
        self.moved.push(pole);
        let (sides, sign) = if by > 0 { (&poles.right, 1) } else { (&poles.left, -1) };
        self.open.push(pole);
        while let Some(pole) = self.open.pop() {
            for &(other, apart) in &sides[pole] {
                let room = sign * (poles.x[other] - poles.x[pole]) - apart;
                let needed = sign * self.by[pole] - room;
                if needed > sign * self.by[other] {
                    if self.by[other] == 0 {
                        self.moved.push(other);
                    }
                    self.by[other] = sign * needed;
                    self.open.push(other);
                }
            }
        }
    }

    /// Returns how much the picture would cost more (or, below zero, less) after a move.
    fn cost_of(&mut self, poles: &Poles, pole: usize, by: i32) -> i64 {
        self.spread(poles, pole, by);
        let after = self.wire_cost(poles, |pole| self.by[pole]);
        let before = self.wire_cost(poles, |_| 0);
        let wider = self.width_change(poles);
        self.clear();
        after - before + 2 * WIDTH * wider
    }

    /// What the wires of all that moves cost, once each has moved by so much.
    fn wire_cost(&self, poles: &Poles, by: impl Fn(usize) -> i32) -> i64 {
        let cost = |pole: usize, tie: &Tie| {
            let cost = tie.cost(poles.x[pole] + by(pole) - poles.x[tie.other] - by(tie.other) - tie.apart);
            // A wire between two poles that both move is met from both ends.
            if self.by[tie.other] == 0 { 2 * cost } else { cost }
        };
        let moved = self.moved.iter();
        moved
            .map(|&pole| poles.ties[pole].iter().map(|tie| cost(pole, tie)).sum::<i64>())
            .sum()
    }

    fn width_change(&self, poles: &Poles) -> i64 {
        let (left, right) = poles.extent;
        let (new_left, new_right) = self.extent(poles);
        i64::from(new_right - new_left) - i64::from(right - left)
    }

    /// All poles go the same way, so the edge before them is theirs if they reach it, and the edge behind them stays
    /// unless it was theirs.
    fn extent(&self, poles: &Poles) -> (i32, i32) {
        let (mut left, mut right) = poles.extent;
        let mut led = false;
        for &pole in &self.moved {
            let (x, reach, by) = (poles.x[pole], poles.reach[pole], self.by[pole]);
            led |= if by > 0 {
                x - reach.0 == poles.extent.0
            } else {
                x + reach.1 == poles.extent.1
            };
            left = left.min(x + by - reach.0);
            right = right.max(x + by + reach.1);
        }
        if led {
            poles.edges(|pole| self.by[pole])
        } else {
            (left, right)
        }
    }

    fn carry_out(&mut self, poles: &mut Poles) {
        poles.extent = self.extent(poles);
        for &pole in &self.moved {
            poles.x[pole] += self.by[pole];
        }
        self.clear();
    }

    fn clear(&mut self) {
        for pole in self.moved.drain(..) {
            self.by[pole] = 0;
        }
    }
}

/// What a wire costs whose ends are so far from straight above one another.
fn sideways(by: i32) -> i64 {
    match by.abs() {
        0 => 0,
        short if short < SHORTEST_JOG => i64::from(short) + BEND + JOG,
        long => i64::from(long) + BEND,
    }
}

fn gap(net: &Net, one: usize, other: usize) -> i32 {
    if net.posts[one].is_box && net.posts[other].is_box {
        BOX_GAP
    } else {
        LINE_GAP
    }
}
