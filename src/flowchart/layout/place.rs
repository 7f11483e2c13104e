//! How far across each post stands: straight lines first, then short ones, in as little width as that takes.

use super::net::Net;

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
/// `reach` is how far a post reaches to the left and to the right of its middle.
pub(super) fn place(net: &Net, reach: &[(i32, i32)]) -> Vec<i32> {
    let mut poles = Poles::raise(net);
    poles.keep_apart(net, reach);
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
    /// By pole: wires to other poles, as (other pole, this place that would make it straight less the other's place).
    wires: Vec<Vec<(usize, i32, i64)>>,
    /// The leftmost and the rightmost edge of all.
    extent: (i32, i32),
}

impl Poles {
    /// Chooses which wires are to be straight, most important first, so that no two of them cross.
    fn raise(net: &Net) -> Poles {
        let mut chosen = Chosen::new(net);
        let mut wires: Vec<usize> = (0..net.wires.len())
            .filter(|&wire| is_used(net, wire) && !net.wires[wire].may_bend)
            .collect();
        wires.sort_by_key(|&wire| (rank(net, wire), net.posts[net.wires[wire].upper].row, wire));
        for wire in wires {
            chosen.try_to_choose(net, wire);
        }
        Poles::from_chosen(net, &chosen)
    }

    fn from_chosen(net: &Net, chosen: &Chosen) -> Poles {
        let mut of = vec![(usize::MAX, 0); net.posts.len()];
        let mut count = 0;
        for &post in net.rows.iter().flatten() {
            of[post] = match chosen.above[post] {
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
            wires: vec![Vec::new(); count],
            extent: (0, 0),
        }
    }

    /// Notes how far apart neighbours must stay, and which wires run from pole to pole.
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
        for (_, wire) in net.wires.iter().enumerate().filter(|(index, _)| is_used(net, *index)) {
            let ((upper, a), (lower, b)) = (self.of[wire.upper], self.of[wire.lower]);
            if upper != lower {
                let apart = a + wire.offset - b;
                let weight = if wire.is_main { 2 } else { 1 };
                self.wires[lower].push((upper, apart, weight));
                self.wires[upper].push((lower, -apart, weight));
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
        for _ in 0..passes {
            let moved = (0..self.x.len()).filter(|&pole| self.improve(pole, &mut push)).count();
            if moved == 0 {
                break;
            }
        }
    }

    /// Tries to straighten each wire of a pole; keeps the best.
    fn improve(&mut self, pole: usize, push: &mut Push) -> bool {
        let (mut best, mut by) = (0, 0);
        for candidate in self.candidates(pole) {
            let change = push.cost_of(self, pole, candidate);
            if change < best {
                (best, by) = (change, candidate);
            }
        }
        if by == 0 {
            return false;
        }
        push.spread(self, pole, by);
        push.carry_out(self);
        true
    }

    fn candidates(&self, pole: usize) -> Vec<i32> {
        let mut candidates = Vec::new();
        for &(other, apart, _) in self.wires[pole].iter().take(12) {
            let straight = self.x[other] + apart - self.x[pole];
            candidates.extend([straight, straight - SHORTEST_JOG, straight + SHORTEST_JOG]);
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

    /// What the wires of one pole cost, were the poles moved as `push` says.
    fn wire_cost(&self, push: &Push, pole: usize) -> i64 {
        let own = self.x[pole] + push.by[pole];
        self.wires[pole]
            .iter()
            .map(|&(other, apart, weight)| {
                let cost = sideways(own - self.x[other] - push.by[other] - apart) * weight;
                // A wire between two poles that both move is met from both ends.
                if push.by[other] == 0 { 2 * cost } else { cost }
            })
            .sum()
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
}

impl Push {
    fn new(poles: usize) -> Push {
        Push {
            by: vec![0; poles],
            moved: Vec::new(),
        }
    }

    /// Moves one pole, and every other as far as it must go to make room.
    fn spread(&mut self, poles: &Poles, pole: usize, by: i32) {
        self.by[pole] = by;
        self.moved.push(pole);
        let (sides, sign) = if by > 0 { (&poles.right, 1) } else { (&poles.left, -1) };
        let mut open = vec![pole];
        while let Some(pole) = open.pop() {
            for &(other, apart) in &sides[pole] {
                let room = sign * (poles.x[other] - poles.x[pole]) - apart;
                let needed = sign * self.by[pole] - room;
                if needed > sign * self.by[other] {
                    if self.by[other] == 0 {
                        self.moved.push(other);
                    }
                    self.by[other] = sign * needed;
                    open.push(other);
                }
            }
        }
    }

    /// Returns how much the picture would cost more (or, below zero, less) after a move.
    fn cost_of(&mut self, poles: &Poles, pole: usize, by: i32) -> i64 {
        self.spread(poles, pole, by);
        let after: i64 = self.moved.iter().map(|&pole| poles.wire_cost(self, pole)).sum();
        let wider = self.width_change(poles);
        let before = self.cost_before(poles);
        self.clear();
        after - before + 2 * WIDTH * wider
    }

    fn cost_before(&self, poles: &Poles) -> i64 {
        let cost = |&pole: &usize| -> i64 {
            poles.wires[pole]
                .iter()
                .map(|&(other, apart, weight)| {
                    let cost = sideways(poles.x[pole] - poles.x[other] - apart) * weight;
                    if self.by[other] == 0 { 2 * cost } else { cost }
                })
                .sum()
        };
        self.moved.iter().map(cost).sum()
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

/// Wires chosen to be straight.
struct Chosen {
    above: Vec<Option<usize>>,
    below: Vec<Option<usize>>,
    /// By row: where the chosen wires below it start and end.
    spans: Vec<Vec<(usize, usize)>>,
}

impl Chosen {
    fn new(net: &Net) -> Chosen {
        let none = || vec![None; net.posts.len()];
        Chosen {
            above: none(),
            below: none(),
            spans: vec![Vec::new(); net.rows.len()],
        }
    }

    fn try_to_choose(&mut self, net: &Net, index: usize) {
        let wire = &net.wires[index];
        let (upper, lower) = (&net.posts[wire.upper], &net.posts[wire.lower]);
        let crosses = |&(a, b): &(usize, usize)| (a < upper.at) != (b < lower.at);
        let free = self.above[wire.lower].is_none() && self.below[wire.upper].is_none();
        if free && !self.spans[upper.row].iter().any(crosses) {
            self.above[wire.lower] = Some(index);
            self.below[wire.upper] = Some(index);
            self.spans[upper.row].push((upper.at, lower.at));
        }
    }
}

/// How much it matters that a wire is straight; the least number matters most.
fn rank(net: &Net, index: usize) -> u8 {
    let wire = &net.wires[index];
    let (upper, lower) = (&net.posts[wire.upper], &net.posts[wire.lower]);
    match (upper.is_box, lower.is_box) {
        (false, false) => 0,
        _ if wire.is_main => 1,
        (_, true) if net.above[wire.lower].len() == 1 => 2,
        (true, false) => 3,
        _ => 4,
    }
}

fn is_used(net: &Net, wire: usize) -> bool {
    net.below[net.wires[wire].upper].contains(&wire)
}

fn gap(net: &Net, one: usize, other: usize) -> i32 {
    if net.posts[one].is_box && net.posts[other].is_box {
        BOX_GAP
    } else {
        LINE_GAP
    }
}
