//! The corners of every arrow: down from its box, across between two rows, down into the next.

use super::super::Rect;
use super::block::Part;
use super::net::Net;

/// From one level line to the next below it.
pub(super) const TRACK: i32 = 14;
/// Between the words of a row and the first level line, and between the last one and the arrowheads.
pub(super) const ABOVE: i32 = 10;
pub(super) const BELOW: i32 = 26;
/// Lines closer than this look like one.
const APART: i32 = 9;

/// The space between one row and the next.
#[derive(Debug, Default)]
pub(super) struct Channel {
    /// Those wires into posts of the row below that are not straight, from the top down.
    pub(super) bundles: Vec<Bundle>,
}

/// All wires that come into one post at one place. They share one level line.
#[derive(Debug)]
pub(super) struct Bundle {
    pub(super) wires: Vec<usize>,
    from: Vec<i32>,
    to: i32,
    left: i32,
    right: i32,
    /// Its level line, before it is known how far down that is.
    pub(super) line: (Part, Rect),
    /// How many level lines must be above it.
    pub(super) track: usize,
}

impl Channel {
    /// Sets out the level lines above one row; `landings` says where the lower end of each wire stands.
    pub(super) fn new(net: &Net, x: &[i32], landings: &[i32], row: usize) -> Channel {
        let mut bundles: Vec<Bundle> = net.rows[row]
            .iter()
            .flat_map(|&post| Bundle::into(net, x, landings, post))
            .collect();
        bundles.retain(|bundle| bundle.left < bundle.right);
        let mut done: Vec<Bundle> = Vec::new();
        for bundle in in_order(bundles) {
            let under = |other: &&Bundle| other.left < bundle.right + APART && bundle.left < other.right + APART;
            let track = done
                .iter()
                .filter(under)
                .map(|other| other.track + 1)
                .max()
                .unwrap_or(0);
            done.push(Bundle { track, ..bundle });
        }
        done.sort_by_key(|bundle| bundle.track);
        Channel { bundles: done }
    }

    /// Counts the lines that lie on one another: of two arrows that change places, one comes down where the other has not
    /// turned yet, whichever level line is above.
    pub(super) fn run_together(&self) -> usize {
        let on_top = |upper: &Bundle, lower: &Bundle| {
            upper.track < lower.track && lower.from.iter().any(|x| (x - upper.to).abs() < APART)
        };
        let hits = |upper: &Bundle| self.bundles.iter().filter(|lower| on_top(upper, lower)).count();
        self.bundles.iter().map(hits).sum()
    }

    /// Returns the room that the channel takes from the lowest words of one row to the boxes of the next.
    pub(super) fn height(&self) -> i32 {
        ABOVE + BELOW + self.bundles.last().map_or(0, Bundle::down)
    }
}

impl Bundle {
    /// Gathers the wires into one post, if any of them is not straight.
    fn into(net: &Net, x: &[i32], landings: &[i32], post: usize) -> Vec<Bundle> {
        let is_straight = |&wire: &usize| start(net, x, wire) == landings[wire];
        if net.above[post].iter().all(is_straight) {
            return Vec::new();
        }
        let mut places: Vec<i32> = net.above[post].iter().map(|&wire| landings[wire]).collect();
        places.sort_unstable();
        places.dedup();
        let at = |to: i32| {
            net.above[post]
                .iter()
                .copied()
                .filter(|&wire| landings[wire] == to)
                .collect()
        };
        places.into_iter().map(|to| Bundle::new(net, x, at(to), to)).collect()
    }

    fn new(net: &Net, x: &[i32], wires: Vec<usize>, to: i32) -> Bundle {
        let from: Vec<i32> = wires.iter().map(|&wire| start(net, x, wire)).collect();
        let left = from.iter().copied().fold(to, i32::min);
        let right = from.iter().copied().fold(to, i32::max);
        Bundle {
            wires,
            from,
            to,
            left,
            right,
            line: (
                Part::Level,
                Rect {
                    x: left,
                    y: 0,
                    width: right - left,
                    height: 0,
                },
            ),
            track: 0,
        }
    }

    /// How far its level line is below the first one.
    pub(super) fn down(&self) -> i32 {
        TRACK * i32::try_from(self.track).unwrap_or(i32::MAX / TRACK).min(100_000)
    }

    /// What it costs to have this bundle's level line above another's: crossings, and (far worse) lines on lines.
    fn cost_above(&self, other: &Bundle) -> i64 {
        if self.left >= other.right + APART || other.left >= self.right + APART {
            return 0;
        }
        let inside = |x: i32, bundle: &Bundle| i64::from(bundle.left < x && x < bundle.right);
        let crossed: i64 = other.from.iter().map(|&x| inside(x, self)).sum();
        let on_top = other.from.iter().filter(|&&x| (x - self.to).abs() < APART).count();
        crossed + inside(self.to, other) + if on_top > 0 { 1_000 } else { 0 }
    }
}

/// Where the upper end of a wire stands.
fn start(net: &Net, x: &[i32], wire: usize) -> i32 {
    x[net.wires[wire].upper] + net.wires[wire].offset
}

/// Sorts level lines from the top down: again and again the one that it costs least to have above all that are left.
fn in_order(mut left: Vec<Bundle>) -> Vec<Bundle> {
    let regret = |one: &Bundle, other: &Bundle| (one.cost_above(other) - other.cost_above(one)).max(0);
    let mut costs: Vec<i64> = left
        .iter()
        .map(|one| left.iter().map(|other| regret(one, other)).sum())
        .collect();
    let mut sorted = Vec::with_capacity(left.len());
    while let Some((best, _)) = costs.iter().enumerate().min_by_key(|&(at, cost)| (*cost, at)) {
        let next = left.remove(best);
        costs.remove(best);
        for (one, cost) in left.iter().zip(&mut costs) {
            *cost -= regret(one, &next);
        }
        sorted.push(next);
    }
    sorted
}
