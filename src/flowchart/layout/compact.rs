//! How far down everything stands: first row by row, then each thing as high as what is above it allows.

use std::rc::Rc;

use super::super::Rect;
use super::block::{Block, Part};
use super::net::Net;
use super::route::{ABOVE, BELOW, Channel, TRACK};

/// Above so many things the rows stay as they are.
const MANY: usize = 4_000;
/// Things that are so far apart sideways need not keep clear of one another.
const ASIDE: i32 = 10;
/// No gap is wider.
const WIDEST_GAP: i32 = ABOVE + BELOW;
/// Boxes of one row whose tops come this close stand level.
const ALMOST_LEVEL: i32 = 60;

/// A block, or a level line.
struct Thing<'a> {
    row: usize,
    what: What<'a>,
    /// Where it stands when everything keeps to its row.
    y: i32,
    /// Measured from its own top, and as far across as `x` says.
    parts: &'a [(Part, Rect)],
    x: i32,
    reach: Reach,
}

/// How far the parts of a thing reach: to either side, and, from its own top, down.
#[derive(Clone, Copy)]
struct Reach {
    left: i32,
    right: i32,
    top: i32,
    bottom: i32,
}

/// What stands there: the block of a post, or the level line of some wires.
#[derive(Clone, Copy)]
enum What<'a> {
    Block(usize),
    Level(&'a [usize]),
}

impl<'a> Thing<'a> {
    fn new(row: usize, what: What<'a>, (x, y): (i32, i32), parts: &'a [(Part, Rect)]) -> Thing<'a> {
        let mut reach = Reach {
            left: i32::MAX,
            right: i32::MIN,
            top: i32::MAX,
            bottom: i32::MIN,
        };
        for (_, place) in parts {
            reach.left = reach.left.min(x + place.x);
            reach.right = reach.right.max(x + place.right());
            reach.top = reach.top.min(place.y);
            reach.bottom = reach.bottom.max(place.bottom());
        }
        Thing {
            row,
            what,
            y,
            parts,
            x,
            reach,
        }
    }

    fn is_block(&self) -> bool {
        matches!(self.what, What::Block(_))
    }
}

/// Returns, by post, the top of each box, and by wire the height of its level line, if it has one.
pub(super) fn stack(net: &Net, blocks: &[Rc<Block>], x: &[i32], channels: &[Channel]) -> (Vec<i32>, Vec<Option<i32>>) {
    let mut things = by_rows(net, blocks, x, channels);
    if things.len() <= MANY {
        raise(&mut things);
    }
    let mut tops = vec![0; net.posts.len()];
    let mut levels = vec![None; net.wires.len()];
    for thing in things {
        match thing.what {
            What::Block(post) => tops[post] = thing.y,
            What::Level(wires) => wires.iter().for_each(|&wire| levels[wire] = Some(thing.y)),
        }
    }
    (tops, levels)
}

/// Stacks whole rows, with the level lines between them. The things come out from the top down.
fn by_rows<'a>(net: &Net, blocks: &'a [Rc<Block>], x: &[i32], channels: &'a [Channel]) -> Vec<Thing<'a>> {
    let mut things = Vec::new();
    let mut y = 0;
    for (row, (posts, channel)) in net.rows.iter().zip(channels).enumerate() {
        for bundle in &channel.bundles {
            let y = y + ABOVE + bundle.down();
            let line = std::slice::from_ref(&bundle.line);
            things.push(Thing::new(row, What::Level(&bundle.wires), (0, y), line));
        }
        y += if row > 0 { channel.height() } else { 0 };
        let boxes = posts.iter().filter_map(|&post| Some((post, blocks.get(post)?)));
        let mut depth = 0;
        for (post, block) in boxes {
            depth = depth.max(block.depth);
            things.push(Thing::new(row, What::Block(post), (x[post], y), &block.parts));
        }
        y += depth;
    }
    things
}

/// Moves each thing up, in turn, until it meets something above it. What was above stays above.
fn raise(things: &mut [Thing<'_>]) {
    let mut next = 0;
    while next < things.len() {
        let end = next
            + 1
            + things[next + 1..]
                .iter()
                .take_while(|other| is_beside(&things[next], other))
                .count();
        for i in next..end {
            // Boxes of one row stand beside one another; level lines may also be below others of their row.
            let above = if things[i].is_block() {
                &things[..next]
            } else {
                &things[..i]
            };
            things[i].y = clear_of(above, &things[i]);
        }
        if things[next].is_block() {
            level(&mut things[next..end]);
        }
        next = end;
    }
}

/// Says whether two things are boxes of one row, or level lines of one row.
fn is_beside(one: &Thing<'_>, other: &Thing<'_>) -> bool {
    (one.row, one.is_block()) == (other.row, other.is_block())
}

/// Where a thing must start to be clear of all that is above it.
fn clear_of(above: &[Thing<'_>], thing: &Thing<'_>) -> i32 {
    // The lowest come last; once they are minded, most others are too high up to matter.
    above.iter().rev().fold(0, |y, other| {
        let is_aside = other.reach.left >= thing.reach.right + ASIDE || thing.reach.left >= other.reach.right + ASIDE;
        let is_high = other.y + other.reach.bottom + WIDEST_GAP - thing.reach.top <= y;
        if is_aside || is_high {
            y
        } else {
            y.max(below(other, thing))
        }
    })
}

/// Where a thing must start to be clear of one above it.
fn below(above: &Thing<'_>, thing: &Thing<'_>) -> i32 {
    let mut y = i32::MIN;
    for (part, place) in thing.parts {
        let place = place.moved(thing.x - above.x, 0);
        for (other, over) in above.parts.iter().filter(|(_, over)| is_in_the_way(over, &place)) {
            y = y.max(above.y + over.bottom() + gap(*other, *part) - place.y);
        }
    }
    y
}

/// The room between one part and another below it.
fn gap(above: Part, below: Part) -> i32 {
    match (above, below) {
        (Part::Level, Part::Level) => TRACK,
        (Part::Level, Part::Face) => BELOW,
        // An arrow passes between: there must be enough of it to see.
        (Part::Face, Part::Face) => ABOVE + BELOW,
        (Part::Hung, Part::Face) => 24,
        (Part::Face | Part::Hung, Part::Level) => 16,
        (Part::Label, Part::Face | Part::Hung) | (_, Part::Hung) => 16,
        (Part::Label, Part::Level) | (_, Part::Label) => 9,
    }
}

fn is_in_the_way(one: &Rect, other: &Rect) -> bool {
    one.x < other.right() + ASIDE && other.x < one.right() + ASIDE
}

/// Lets boxes of one row that are almost level stand level: the higher ones come down.
fn level(row: &mut [Thing<'_>]) {
    let mut order: Vec<usize> = (0..row.len()).collect();
    order.sort_by_key(|&i| (-row[i].y, i));
    for pair in 1..order.len() {
        let (lower, higher) = (order[pair - 1], order[pair]);
        if row[lower].y - row[higher].y <= ALMOST_LEVEL {
            row[higher].y = row[lower].y;
        }
    }
}
