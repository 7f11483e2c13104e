//! The fields of the record.

use super::outcome::{Verdict, verdicts};
use crate::diagnostic::Finding;
use crate::parse::fields::{Fields, Thing, choose, read};
use crate::parse::yaml::Node;
use crate::source::Spanned;

/// A field of the record.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldDoc {
    /// Its name.
    pub id: Spanned<String>,
    /// What stands before the line.
    pub label: Spanned<String>,
    /// Verdicts whose journeys must all set it.
    pub needed_for: Vec<Spanned<Verdict>>,
    /// Filled in by hand, on paper.
    pub by_hand: bool,
}

pub(super) fn field(node: &Node, findings: &mut Vec<Finding>) -> Option<FieldDoc> {
    read(Thing::unnamed("line of the record", node), node, findings, |fields| {
        let label = fields.required_text("label", "Write what stands in front of the line: label: ...");
        let choices = [("true", true), ("yes", true), ("false", false), ("no", false)];
        FieldDoc {
            id: fields.id(&label),
            label,
            needed_for: needed_for(fields),
            by_hand: fields.choice("by-hand", &choices).is_some_and(|choice| choice.value),
        }
    })
}

fn needed_for(fields: &mut Fields<'_>) -> Vec<Spanned<Verdict>> {
    let words = fields.texts("needed-for");
    words
        .iter()
        .filter_map(|word| choose("needed-for", word, &verdicts(), fields.findings))
        .collect()
}
