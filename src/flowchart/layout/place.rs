//! How far across each post stands: straight lines first, then short ones, in as little width as that takes.

use super::dock;
use super::lists::Lists;
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

/// Returns where the middle of every post stands, the leftmost edge being at 0; and how many poles were moved for that,
/// on trial or for good.
///
/// `reach` is how far a post reaches to the left and to the right of its middle; `docks` how far from its middle wires
/// may come in.
pub(super) fn place(net: &Net, reach: &[(i32, i32)], docks: &[i32]) -> (Vec<i32>, usize) {
    let mut poles = Poles::raise(net, reach, docks);
    poles.push_left();
    let work = poles.settle(net);
    (poles.posts(net, reach), work)
}

/// Posts that stand straight above one another move as one: a pole.
struct Poles {
    /// By post: its pole, and how far from the pole's own place it stands.
    of: Vec<(usize, i32)>,
    /// By pole: its place.
    x: Vec<i32>,
    /// By pole: the next poles on either side, and how far away they must stay.
    right: Beside,
    left: Beside,
    /// By pole: how far it reaches to either side.
    reach: Vec<(i32, i32)>,
    /// By pole: wires to other poles.
    ties: Lists<Tie>,
    /// The leftmost and the rightmost edge of all.
    extent: (i32, i32),
}

/// Poles next to each pole, and how far away they must stay.
type Beside = Lists<(usize, i32)>;

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
    fn raise(net: &Net, reach: &[(i32, i32)], docks: &[i32]) -> Poles {
        let straight = straight(net);
        let mut of = vec![(usize::MAX, 0); net.posts.len()];
        let mut own: Vec<(i32, i32)> = Vec::new();
        for &post in net.rows.iter().flatten() {
            of[post] = match straight[post] {
                Some(wire) => {
                    let (pole, offset) = of[net.wires[wire].upper];
                    (pole, offset + net.wires[wire].offset)
                }
                None => {
                    own.push((0, 0));
                    (own.len() - 1, 0)
                }
            };
            let (pole, offset) = of[post];
            own[pole].0 = own[pole].0.max(reach[post].0 - offset);
            own[pole].1 = own[pole].1.max(reach[post].1 + offset);
        }
        let (left, right) = neighbours(net, reach, &of, own.len());
        Poles {
            x: vec![0; own.len()],
            right,
            left,
            ties: Lists::new(own.len(), &ties(net, docks, &of, &straight)),
            reach: own,
            of,
            extent: (0, 0),
        }
    }

    /// Moves every pole as far left as its neighbours let it.
    fn push_left(&mut self) {
        let mut waiting: Vec<usize> = (0..self.x.len()).map(|pole| self.left.of(pole).len()).collect();
        let mut ready: Vec<usize> = (0..self.x.len()).filter(|&pole| waiting[pole] == 0).collect();
        for &pole in &ready {
            self.x[pole] = self.reach[pole].0;
        }
        while let Some(pole) = ready.pop() {
            for &(other, apart) in self.right.of(pole) {
                self.x[other] = self.x[other].max(self.x[pole] + apart).max(self.reach[other].0);
                waiting[other] -= 1;
                if waiting[other] == 0 {
                    ready.push(other);
                }
            }
        }
    }

    /// Moves poles, with all that is in their way, for as long as the picture gets better. Returns how many were moved, on
    /// trial or for good.
    fn settle(&mut self, net: &Net) -> usize {
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
        push.work
    }

    /// Tries to straighten each wire of a pole; keeps the best.
    fn improve(&mut self, pole: usize, push: &mut Push, stirred: &mut [bool]) -> bool {
        let (mut best, mut by) = (0, 0);
        let now = self.alone(pole, 0, i64::MAX);
        self.list_candidates(pole, &mut push.candidates);
        for at in 0..push.candidates.len() {
            let candidate = push.candidates[at];
            if self.alone(pole, candidate, now + best) >= now + best {
                continue;
            }
            let change = push.cost_of(self, (pole, candidate), best);
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
        let beside = self
            .left
            .of(pole)
            .iter()
            .chain(self.right.of(pole))
            .map(|&(other, _)| other);
        beside
            .chain(self.ties.of(pole).iter().map(|tie| tie.other))
            .for_each(|other| stirred[other] = true);
    }

    /// What the wires of a pole cost, were it to move and nothing else; no longer added up once they cost `enough`.
    fn alone(&self, pole: usize, by: i32, enough: i64) -> i64 {
        let mut cost = 0;
        for tie in self.ties.of(pole) {
            cost += 2 * tie.cost(self.x[pole] + by - self.x[tie.other] - tie.apart);
            if cost >= enough {
                break;
            }
        }
        cost
    }

    /// Lists the moves that straighten a wire of a pole or close a gap beside it.
    fn list_candidates(&self, pole: usize, candidates: &mut Vec<i32>) {
        candidates.clear();
        for tie in self.ties.of(pole).iter().take(12) {
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
        candidates.extend(slack(self.right.of(pole), 1));
        candidates.extend(slack(self.left.of(pole), -1).map(|by| -by));
        candidates.retain(|&by| by != 0);
        candidates.sort_unstable_by_key(|by| (by.abs(), *by));
        candidates.dedup();
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

/// Lists, by pole, the next poles to the left and to the right, and how far away they must stay.
fn neighbours(net: &Net, reach: &[(i32, i32)], of: &[(usize, i32)], count: usize) -> (Beside, Beside) {
    let (mut left, mut right) = (Vec::new(), Vec::new());
    for pair in net.rows.iter().flat_map(|row| row.windows(2)) {
        let ((one, a), (other, b)) = (of[pair[0]], of[pair[1]]);
        let apart = a + reach[pair[0]].1 + gap(net, pair[0], pair[1]) + reach[pair[1]].0 - b;
        right.push((one, (other, apart)));
        left.push((other, (one, apart)));
    }
    (Lists::new(count, &left), Lists::new(count, &right))
}

/// Lists the wires that run from pole to pole, each from both ends.
fn ties(net: &Net, docks: &[i32], of: &[(usize, i32)], straight: &[Option<usize>]) -> Vec<(usize, Tie)> {
    let mut ties = Vec::new();
    for (_, wire) in net.wires.iter().enumerate().filter(|(index, _)| net.is_used(*index)) {
        let ((upper, a), (lower, b)) = (of[wire.upper], of[wire.lower]);
        if upper != lower {
            let tie = Tie {
                other: upper,
                apart: a + wire.offset - b,
                weight: if wire.is_main { 2 } else { 1 } * if wire.is_taut { 4 } else { 1 },
                dock: docks[wire.lower],
                aside: if straight[wire.lower].is_some() { dock::APART } else { 0 },
            };
            let back = Tie {
                other: lower,
                apart: -tie.apart,
                ..tie
            };
            ties.extend([(lower, tie), (upper, back)]);
        }
    }
    ties
}

/// A trial move: how far each pole would go.
struct Push {
    by: Vec<i32>,
    moved: Vec<usize>,
    /// Poles whose neighbours have still to make room.
    open: Vec<usize>,
    /// The moves to be tried.
    candidates: Vec<i32>,
    /// How many poles were moved so far, on trial or for good.
    work: usize,
}

impl Push {
    fn new(poles: usize) -> Push {
        Push {
            by: vec![0; poles],
            moved: Vec::new(),
            open: Vec::new(),
            candidates: Vec::new(),
            work: 0,
        }
    }

    /// Moves one pole, and every other as far as it must go to make room.
    fn spread(&mut self, poles: &Poles, pole: usize, by: i32) {
        self.by[pole] = by;
        self.moved.push(pole);
        let (sides, sign) = if by > 0 { (&poles.right, 1) } else { (&poles.left, -1) };
        self.open.push(pole);
        while let Some(pole) = self.open.pop() {
            for &(other, apart) in sides.of(pole) {
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

    /// Returns how much the picture would cost more (or, below zero, less) after a move; if it cannot be less than
    /// `best`, some number that is no less either.
    fn cost_of(&mut self, poles: &Poles, (pole, by): (usize, i32), best: i64) -> i64 {
        self.spread(poles, pole, by);
        let longer = self.wire_change(poles);
        // No edge moves further than the pole that pushes.
        let narrowest = longer - 2 * WIDTH * i64::from(by.abs());
        let change = if narrowest < best {
            longer + 2 * WIDTH * self.width_change(poles)
        } else {
            narrowest
        };
        self.clear();
        change
    }

    /// What the wires of all that moves cost more, once each has moved.
    fn wire_change(&self, poles: &Poles) -> i64 {
        let mut change = 0;
        for &pole in &self.moved {
            for tie in poles.ties.of(pole) {
                let by = self.by[pole] - self.by[tie.other];
                if by != 0 {
                    let now = poles.x[pole] - poles.x[tie.other] - tie.apart;
                    // A wire between two poles that both move is met from both ends.
                    let ends = if self.by[tie.other] == 0 { 2 } else { 1 };
                    change += ends * (tie.cost(now + by) - tie.cost(now));
                }
            }
        }
        change
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
        self.work += self.moved.len();
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
