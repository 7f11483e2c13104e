//! Who stands left of whom: as few crossings as can be had, and the author's order wherever that costs nothing.

use super::net::Net;

/// How often the rows are gone through, at most.
const PASSES: usize = 12;
/// Above so many posts, fewer passes have to do.
const MANY: usize = 1_500;

/// Puts the posts of every row in order.
pub(super) fn order(net: &mut Net) {
    let passes = if net.posts.len() > MANY { 2 } else { PASSES };
    uncross(net, passes);
    if net.crossings() == 0 || net.posts.len() > MANY {
        return;
    }
    let kept = (net.crossings(), net.rows.clone());
    lean(net);
    uncross(net, passes);
    if net.crossings() >= kept.0 {
        net.rows = kept.1;
        net.number();
    }
}

/// Swaps neighbours and moves posts along their row while that saves a crossing.
fn uncross(net: &mut Net, passes: usize) {
    for _ in 0..passes {
        if net.crossings() == 0 {
            return;
        }
        let mut better = false;
        for row in 0..net.rows.len() {
            for at in 0..net.rows[row].len() {
                better |= sift(net, row, at);
            }
        }
        if !better {
            return;
        }
    }
}

/// Moves one post to the place in its row that saves the most crossings; says whether it saved any.
fn sift(net: &mut Net, row: usize, at: usize) -> bool {
    let post = net.rows[row][at];
    let (right, right_gain) = reach(net, post, net.rows[row][at + 1..].iter(), 1);
    let (left, left_gain) = reach(net, post, net.rows[row][..at].iter().rev(), -1);
    let to = match (right_gain.max(left_gain), right_gain >= left_gain) {
        (0, _) => return false,
        (_, true) => at + right,
        (_, false) => at - left,
    };
    net.rows[row].remove(at);
    net.rows[row].insert(to, post);
    for (i, &post) in net.rows[row].iter().enumerate() {
        net.posts[post].at = i;
    }
    true
}

/// Finds how many neighbours to pass on one side for the greatest saving, and how great it is.
fn reach<'a>(net: &Net, post: usize, others: impl Iterator<Item = &'a usize>, side: i32) -> (usize, i64) {
    let (mut best, mut sum) = ((0, 0), 0);
    for (passed, &other) in others.enumerate() {
        if are_siblings(net, post, other) {
            break;
        }
        sum += if side > 0 {
            gain(net, post, other)
        } else {
            gain(net, other, post)
        };
        if sum > best.1 {
            best = (passed + 1, sum);
        }
    }
    best
}

/// Says whether two posts hang on one box and on nothing else; they then keep the order of the answers.
fn are_siblings(net: &Net, one: usize, other: usize) -> bool {
    match (net.above[one].as_slice(), net.above[other].as_slice()) {
        (&[a], &[b]) => net.wires[a].upper == net.wires[b].upper,
        _ => false,
    }
}

/// Crossings saved when `left`, which stands directly left of `right`, changes places with it.
fn gain(net: &Net, left: usize, right: usize) -> i64 {
    let upper = |&wire: &usize| (net.posts[net.wires[wire].upper].at, net.wires[wire].port);
    let lower = |&wire: &usize| (net.posts[net.wires[wire].lower].at, 0);
    saved(&net.above[left], &net.above[right], upper) + saved(&net.below[left], &net.below[right], lower)
}

fn saved(left: &[usize], right: &[usize], end: impl Fn(&usize) -> (usize, usize)) -> i64 {
    let mut saved = 0;
    for a in left.iter().map(&end) {
        for b in right.iter().map(&end) {
            saved += i64::from(a > b) - i64::from(a < b);
        }
    }
    saved
}

/// Sorts each row by where its posts' upper ends stand on average, from the top down.
fn lean(net: &mut Net) {
    for row in 1..net.rows.len() {
        let mut posts = std::mem::take(&mut net.rows[row]);
        posts.sort_by_cached_key(|&post| mean_above(net, post));
        net.rows[row] = posts;
        net.number();
    }
}

fn mean_above(net: &Net, post: usize) -> usize {
    let wires = &net.above[post];
    let ends = wires
        .iter()
        .map(|&wire| net.posts[net.wires[wire].upper].at * 64 + net.wires[wire].port.min(63));
    match wires.len() {
        0 => net.posts[post].at * 64,
        count => ends.sum::<usize>() / count,
    }
}
