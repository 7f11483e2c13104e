//! A setting-out as boxes and arrows.

use super::super::{Arrow, DrawnBox, Label, Origin, Point, Rect, Role};
use super::block::{Face, Hung};
use super::draft::Draft;

/// Boxes and arrows, measured from the top left corner.
#[derive(Debug)]
pub(super) struct Sheet {
    pub(super) boxes: Vec<DrawnBox>,
    pub(super) arrows: Vec<Arrow>,
    /// Index of the box of the first step.
    pub(super) start: Option<usize>,
    pub(super) width: i32,
    pub(super) height: i32,
}

impl Sheet {
    /// Draws what was set out.
    pub(super) fn new(draft: &Draft) -> Sheet {
        let mut sheet = Sheet {
            boxes: Vec::new(),
            arrows: Vec::new(),
            start: draft.start,
            width: draft.width,
            height: draft.height,
        };
        sheet.add_boxes(draft);
        sheet.add_arrows(draft);
        sheet
    }

    fn add_boxes(&mut self, draft: &Draft) {
        for (node, block) in draft.plan.nodes.iter().zip(&draft.blocks) {
            let Point { x, y } = draft.corner(self.boxes.len());
            let place = Rect {
                x: x - block.face.width / 2,
                y,
                width: block.face.width,
                height: block.face.height,
            };
            self.add_box(node.step, node.is_pointer, place, &block.face);
        }
    }

    /// Adds one box and returns its index.
    fn add_box(&mut self, step: usize, is_pointer: bool, place: Rect, face: &Face) -> usize {
        let role = if is_pointer { Role::Pointer } else { Role::Step };
        let (heading, lines) = (face.heading.clone(), face.lines.clone());
        self.boxes.push(DrawnBox {
            step,
            place,
            heading,
            lines,
            role,
        });
        self.boxes.len() - 1
    }

    fn add_arrows(&mut self, draft: &Draft) {
        for (node, block) in draft.blocks.iter().enumerate() {
            for hung in &block.hung {
                self.hang(node, hung, draft.corner(node));
            }
        }
        for (index, link) in draft.plan.links.iter().enumerate() {
            let points = draft.points(index);
            let label = draft.label(index);
            let from = Origin::Answer {
                from: link.from,
                answer: link.answer,
            };
            self.arrows.push(Arrow {
                from,
                into: link.to,
                points,
                label,
            });
        }
    }

    fn hang(&mut self, from: usize, hung: &Hung, at: Point) {
        let into = self.add_box(
            hung.leaf.step,
            hung.leaf.is_pointer,
            hung.place.moved(at.x, at.y),
            &hung.face,
        );
        let y = at.y + hung.y;
        let points = vec![
            Point {
                x: at.x + hung.from_x,
                y,
            },
            Point { x: at.x + hung.to_x, y },
        ];
        let label = Label {
            place: hung.label_place.moved(at.x, at.y),
            lines: hung.label.clone(),
        };
        let from = Origin::Answer {
            from,
            answer: hung.leaf.answer,
        };
        self.arrows.push(Arrow {
            from,
            into,
            points,
            label: Some(label),
        });
    }
}
