//! The size of one box with all that hangs on it, measured from the middle of the box's upper edge.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::super::text::{self, LINE};
use super::super::{Chart, Rect, Shape, Verdict};
use super::Style;
use super::plan::{Hang, Leaf, Node};

/// Between the edge of a box and its words.
pub(in super::super) const PAD: i32 = 14;
/// Between a number and the words beside it.
pub(in super::super) const NUMBER: i32 = 12;
/// From the edge of the words to the heading, where a sign stands before it.
pub(in super::super) const SIGN: i32 = 32;
/// How far the point of a pointed box reaches in, and how far an octagon's corners are cut.
pub(in super::super) const POINT: i32 = 13;
/// Between a heading and the words below it.
pub(in super::super) const HEADING: i32 = 4;
/// A box grows by no more than this so that a long word need not be cut.
const STRETCH: i32 = 90;
/// Between a line and the words beside it.
const BESIDE: i32 = 7;
/// Between a box and the words below it.
const LABEL_GAP: i32 = 4;
/// Kept clear between the words beside one line and the next line.
const CLEAR: i32 = 12;
/// The widest that words beside an arrow may be.
const LABEL: i32 = 142;
/// An arrow between two boxes is at least this long.
const SHORTEST: i32 = 44;
/// Between two boxes that hang on one side.
const STACK: i32 = 14;
/// An arrow leaves a box at least this far from its corners.
const CORNER: i32 = 18;

/// One box with all that hangs on it.
#[derive(Debug)]
pub(super) struct Block {
    pub(super) face: Face,
    pub(super) ports: Vec<Port>,
    pub(super) hung: Vec<Hung>,
    /// How far the block reaches to either side of the middle.
    pub(super) left: i32,
    pub(super) right: i32,
    /// How far it reaches down.
    pub(super) depth: i32,
    /// Everything in it, measured like the block itself.
    pub(super) parts: Vec<(Part, Rect)>,
}

/// What takes room in a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// A box that arrows enter from above.
    Face,
    /// A box that hangs beside another.
    Hung,
    /// Words beside an arrow.
    Label,
    /// A level stretch of arrows.
    Level,
}

/// A box without a place: its words and its size.
#[derive(Clone, Debug)]
pub(super) struct Face {
    pub(super) heading: Vec<String>,
    pub(super) lines: Vec<String>,
    pub(super) width: i32,
    pub(super) height: i32,
}

/// Where an arrow leaves at the bottom.
#[derive(Debug)]
pub(super) struct Port {
    pub(super) answer: usize,
    /// From the middle.
    pub(super) x: i32,
    pub(super) label: Vec<String>,
    pub(super) label_place: Rect,
}

/// A box beside the box.
#[derive(Debug)]
pub(super) struct Hung {
    pub(super) leaf: Leaf,
    pub(super) face: Face,
    pub(super) place: Rect,
    pub(super) label: Vec<String>,
    pub(super) label_place: Rect,
    /// Height of the arrow, and where it starts and ends.
    pub(super) y: i32,
    pub(super) from_x: i32,
    pub(super) to_x: i32,
}

/// Blocks measured so far: where only a few boxes change from one setting-out to the next, the others are not measured
/// again.
#[derive(Debug, Default)]
pub(super) struct Measured {
    known: BTreeMap<Key, Rc<Block>>,
}

/// What a block depends on: its step, whether it is a pointer, whether it is an ending, where its endings hang, and the
/// two widths of the style.
type Key = (usize, bool, bool, Hang, i32, i32);

impl Measured {
    /// Returns how many blocks were measured so far.
    pub(super) fn count(&self) -> usize {
        self.known.len()
    }

    /// Returns the block of a node, which depends on its step, on where its endings hang, and on the widths alone.
    pub(super) fn block(&mut self, chart: &Chart, node: &Node, style: &Style) -> Rc<Block> {
        let hang = style.steps.get(node.step).map_or(Hang::Beside, |style| style.hang);
        let key = (
            node.step,
            node.is_pointer,
            node.below.is_empty(),
            hang,
            style.question,
            style.ending,
        );
        let block = self
            .known
            .entry(key)
            .or_insert_with(|| Rc::new(Block::new(chart, node, style)));
        Rc::clone(block)
    }
}

impl Block {
    /// Measures a box of the plan.
    fn new(chart: &Chart, node: &Node, style: &Style) -> Block {
        let ports = ports(chart, node);
        let reach = ports.iter().map(|port| port.x.abs() + CORNER).max().unwrap_or(0);
        let mut face = Face::new(
            chart,
            node.step,
            node.is_pointer,
            style.width_of(chart, node).max(2 * reach),
        );
        let tall = [&node.before, &node.after].map(|side| stack(chart, node.step, side, style));
        face.height = tall
            .iter()
            .filter_map(|side| side.last_exit())
            .fold(face.height, |h, exit| h.max(exit + CORNER));
        let mut block = Block {
            left: face.width / 2,
            right: face.width / 2,
            depth: face.height,
            ports,
            hung: Vec::new(),
            face,
            parts: Vec::new(),
        };
        let [before, after] = tall;
        block.hang(before, -1);
        block.hang(after, 1);
        block.place_labels();
        block.parts = block.list_parts();
        block
    }

    /// Hangs a stack at one side: `-1` for the reading side, `1` for the other.
    fn hang(&mut self, stack: Stack, side: i32) {
        let down = ((self.face.height - stack.height) / 2).max(0);
        let edge = self.face.width / 2;
        for item in stack.items {
            let reach = edge + item.gap + item.face.width;
            let y = item.exit + down;
            let across = |from: i32, width: i32| if side > 0 { from } else { -from - width };
            let label_height = text::height(item.label.len());
            let label_width = text::bold(text::widest(&item.label));
            self.depth = self.depth.max(y + item.face.height - item.face.height / 2);
            if side > 0 {
                self.right = self.right.max(reach)
            } else {
                self.left = self.left.max(reach)
            }
            self.hung.push(Hung {
                leaf: item.leaf,
                place: Rect {
                    x: across(edge + item.gap, item.face.width),
                    y: y - item.face.height / 2,
                    width: item.face.width,
                    height: item.face.height,
                },
                label_place: Rect {
                    x: across(edge + BESIDE, label_width),
                    y: y - 3 - label_height,
                    width: label_width,
                    height: label_height,
                },
                label: item.label,
                face: item.face,
                y,
                from_x: side * edge,
                to_x: side * (edge + item.gap),
            });
        }
    }

    fn list_parts(&self) -> Vec<(Part, Rect)> {
        let (width, height) = (self.face.width, self.face.height);
        let face = (
            Part::Face,
            Rect {
                x: -width / 2,
                y: 0,
                width,
                height,
            },
        );
        let hung = self
            .hung
            .iter()
            .flat_map(|hung| [(Part::Hung, hung.place), (Part::Label, hung.label_place)]);
        let labels = self.ports.iter().map(|port| (Part::Label, port.label_place));
        std::iter::once(face).chain(hung).chain(labels).collect()
    }

    /// Puts the words of the arrows below: close under the box, or under what hangs beside it if that is in the way.
    fn place_labels(&mut self) {
        let hung: Vec<Rect> = self
            .hung
            .iter()
            .flat_map(|hung| [hung.place, hung.label_place])
            .collect();
        for port in &mut self.ports {
            port.label_place = port.label_below(self.face.height);
            if hung.iter().any(|place| place.overlaps(&port.label_place)) {
                port.label_place = port.label_below(self.depth);
            }
            self.right = self.right.max(port.label_place.right());
        }
        let lowest = self.ports.iter().map(|port| port.label_place.bottom()).max();
        self.depth = self.depth.max(lowest.unwrap_or(0));
    }
}

impl Port {
    fn label_below(&self, y: i32) -> Rect {
        let (width, height) = (text::bold(text::widest(&self.label)), text::height(self.label.len()));
        Rect {
            x: self.x + BESIDE,
            y: y + LABEL_GAP,
            width,
            height,
        }
    }
}

impl Face {
    /// Breaks the words of a step to fit a box of some width. A pointer stands for a step drawn elsewhere.
    pub(super) fn new(chart: &Chart, step: usize, pointer: bool, width: i32) -> Face {
        let Some(step) = chart.steps.get(step) else {
            return Face {
                heading: Vec::new(),
                lines: Vec::new(),
                width,
                height: 2 * PAD,
            };
        };
        let number = if step.number.is_empty() {
            0
        } else {
            text::width(&step.number) + NUMBER
        };
        let point = if step.shape == Shape::Outcome(Verdict::Proceed) {
            POINT
        } else {
            0
        };
        let (word, before_heading, before_title) = match step.shape {
            _ if pointer => (chart.words.continue_at.as_str(), 0, 0),
            Shape::Question => ("", 0, number),
            Shape::Checklist => (chart.words.checklist.as_str(), SIGN, 0),
            Shape::Outcome(verdict) => (chart.words.verdict(verdict), SIGN, 0),
        };
        let edges = 2 * PAD + point;
        let longest = text::longest_word(&step.title) + edges + before_title;
        let heading = text::bold(text::width(word)) + 2 + edges + before_heading + number;
        let widest = longest.max(if word.is_empty() { 0 } else { heading });
        // Even, so that both halves are alike.
        let width = (width.max(widest.min(width + STRETCH)) + 1) / 2 * 2;
        let heading = text::wrap(word, (width - edges - before_heading - number).max(LINE) * 9 / 10);
        let lines = text::wrap_evenly(&step.title, (width - edges - before_title).max(LINE));
        let height = height(heading.len(), lines.len()) + 2 * PAD - 4;
        Face {
            heading,
            lines,
            width,
            height,
        }
    }
}

/// How far the words of a box reach down.
pub(in super::super) fn height(heading: usize, lines: usize) -> i32 {
    let gap = if heading > 0 && lines > 0 { HEADING } else { 0 };
    text::height(heading + lines).max(LINE) + gap
}

/// Sets out the arrows that leave at the bottom, around the one that goes straight on.
fn ports(chart: &Chart, node: &Node) -> Vec<Port> {
    let mut x = 0;
    let mut ports = Vec::new();
    for &answer in &node.below {
        let label = label(chart, node.step, answer, node.below.len());
        let label_width = text::bold(text::widest(&label));
        ports.push(Port {
            answer,
            x,
            label,
            label_place: Rect {
                x,
                y: 0,
                width: 0,
                height: 0,
            },
        });
        x += (BESIDE + label_width + CLEAR).max(SHORTEST);
    }
    let (first, last) = (0, ports.last().map_or(0, |port| port.x));
    let main = ports
        .iter()
        .find(|port| Some(port.answer) == node.main)
        .map_or(0, |port| port.x);
    // Two ways: the main one from the middle. More than two: spread evenly, so that the box need not be very wide.
    let middle = if ports.len() <= 2 {
        main
    } else {
        i32::midpoint(first, last)
    };
    ports.iter_mut().for_each(|port| port.x -= middle);
    ports
}

fn label(chart: &Chart, step: usize, answer: usize, among: usize) -> Vec<String> {
    let words = chart
        .steps
        .get(step)
        .and_then(|step| step.answers.get(answer))
        .map_or("", |a| a.say.as_str());
    let room = if among > 3 { LABEL * 3 / 4 } else { LABEL };
    text::wrap_evenly(words, text::longest_word(words).clamp(room, LABEL * 3 / 2))
}

/// The boxes on one side, from the top down.
struct Stack {
    items: Vec<Item>,
    height: i32,
}

/// One of them, before its side is known.
struct Item {
    leaf: Leaf,
    face: Face,
    label: Vec<String>,
    gap: i32,
    exit: i32,
}

impl Stack {
    fn last_exit(&self) -> Option<i32> {
        self.items.last().map(|item| item.exit)
    }
}

fn stack(chart: &Chart, step: usize, leaves: &[Leaf], style: &Style) -> Stack {
    let mut stack = Stack {
        items: Vec::new(),
        height: 0,
    };
    for &leaf in leaves {
        let face = Face::new(chart, leaf.step, leaf.is_pointer, style.ending);
        let label = label(chart, step, leaf.answer, 2);
        let above = (face.height / 2).max(text::height(label.len()) + 6);
        let top = if stack.items.is_empty() {
            0
        } else {
            stack.height + STACK
        };
        let exit = top + above;
        stack.height = exit + face.height - face.height / 2;
        stack.items.push(Item {
            leaf,
            gap: 0,
            exit,
            label,
            face,
        });
    }
    // One gap for all, so that the boxes of a stack stand in a line.
    let gap = stack
        .items
        .iter()
        .map(|item| text::bold(text::widest(&item.label)) + 2 * BESIDE + CLEAR)
        .fold(SHORTEST, i32::max);
    stack.items.iter_mut().for_each(|item| item.gap = gap);
    stack
}
