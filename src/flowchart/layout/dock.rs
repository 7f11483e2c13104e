//! Where arrows come into a box: one in the middle; where there are more, each where it stands, or on its own side.

use std::rc::Rc;

use super::block::Block;
use super::net::Net;

/// Between two arrows that come into one box apart.
pub(super) const APART: i32 = 22;
/// An arrow comes in at least this far from the corner of a box.
const CORNER: i32 = 26;

/// Returns, by post, how far from its middle wires may come in.
pub(super) fn docks(net: &Net, blocks: &[Rc<Block>]) -> Vec<i32> {
    let width = |post: usize| blocks.get(post).map_or(0, |block| block.face.width / 2 - CORNER);
    let is_busy = |post: usize| net.above[post].len() > 1;
    (0..net.posts.len())
        .map(|post| if is_busy(post) { width(post).max(0) } else { 0 })
        .collect()
}

/// Returns, by wire, where its lower end stands, now that every post has its place.
pub(super) fn landings(net: &Net, x: &[i32], docks: &[i32]) -> Vec<i32> {
    let mut landings: Vec<i32> = net.wires.iter().map(|wire| x[wire.lower]).collect();
    for (post, dock) in docks.iter().enumerate().filter(|(_, dock)| **dock > 0) {
        land(net, x, post, *dock, &mut landings);
    }
    landings
}

/// Lets each wire into a box come in where it stands, or as near to that as it may; but on the line of another, rather
/// than close beside it. The one in the middle comes first, and then those that are straight.
fn land(net: &Net, x: &[i32], post: usize, dock: i32, landings: &mut [i32]) {
    let middle = x[post];
    let mut wanted: Vec<(bool, bool, usize, i32)> = Vec::new();
    for &wire in &net.above[post] {
        let start = x[net.wires[wire].upper] + net.wires[wire].offset;
        let landing = start.clamp(middle - dock, middle + dock);
        wanted.push((landing != middle, landing != start, wire, landing));
    }
    wanted.sort_unstable();
    let mut taken: Vec<i32> = Vec::new();
    for (.., wire, landing) in wanted {
        let near = taken.iter().find(|other| (*other - landing).abs() < APART).copied();
        taken.push(near.unwrap_or(landing));
        landings[wire] = near.unwrap_or(landing);
    }
}
