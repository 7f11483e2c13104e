//! Which wires run straight down: main ways and long ones first, and never two that cross.

use super::net::Net;

/// Returns, by post, the wire that comes in straight from above, if one does.
pub(super) fn straight(net: &Net) -> Vec<Option<usize>> {
    let mut chosen = Chosen::new(net);
    let mut wires: Vec<usize> = (0..net.wires.len())
        .filter(|&wire| net.is_used(wire) && !net.wires[wire].may_bend)
        .collect();
    wires.sort_by_key(|&wire| (rank(net, wire), net.posts[net.wires[wire].upper].row, wire));
    for wire in wires {
        chosen.try_to_choose(net, wire);
    }
    chosen.above
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
