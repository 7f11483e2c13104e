//! The fields of the record.

use std::collections::BTreeSet;

use super::outcome::{Verdict, verdicts};
use crate::diagnostic::{Code, Finding};
use crate::parse::fields::{Fields, Thing, choose, read};
use crate::parse::yaml::Node;
use crate::source::{Span, Spanned};

/// A field of the record.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldDoc {
    /// Its name.
    pub id: Spanned<String>,
    /// What stands before the line.
    pub label: Spanned<String>,
    /// Verdicts whose journeys must all set it.
    pub needed_for: Vec<Spanned<Verdict>>,
    /// Verdicts whose records have the line; none where all have it.
    pub only_for: Vec<Spanned<Verdict>>,
    /// Filled in by hand, on paper.
    pub by_hand: bool,
    /// What it is filled in with, where that is not free.
    pub options: Option<Options>,
}

impl FieldDoc {
    /// Returns whether the record of an ending with this verdict has the line.
    pub fn is_on(&self, verdict: Verdict) -> bool {
        self.only_for.is_empty() || self.only_for.iter().any(|only| only.value == verdict)
    }
}

/// What a line of the record offers.
#[derive(Clone, Debug, PartialEq)]
pub struct Options {
    /// The words to pick from.
    pub words: Vec<Spanned<String>>,
    /// Whether several may be ticked, rather than one chosen.
    pub many: bool,
}

pub(super) fn field(node: &Node, findings: &mut Vec<Finding>) -> Option<FieldDoc> {
    read(Thing::unnamed("line of the record", node), node, findings, |fields| {
        let label = fields.required_text("label", "Write what stands in front of the line: label: ...");
        let choices = [("true", true), ("yes", true), ("false", false), ("no", false)];
        let (needed_for, only_for) = (endings(fields, "needed-for"), endings(fields, "only-for"));
        fields.findings.extend(needed_where_it_is_not(&needed_for, &only_for));
        FieldDoc {
            id: fields.id(&label),
            label,
            needed_for,
            only_for,
            by_hand: fields.choice("by-hand", &choices).is_some_and(|choice| choice.value),
            options: options(fields),
        }
    })
}

fn endings(fields: &mut Fields<'_>, key: &'static str) -> Vec<Spanned<Verdict>> {
    let words = fields.texts(key);
    words
        .iter()
        .filter_map(|word| choose(key, word, &verdicts(), fields.findings))
        .collect()
}

/// What is needed for an ending stands on its record.
fn needed_where_it_is_not(needed: &[Spanned<Verdict>], only: &[Spanned<Verdict>]) -> Option<Finding> {
    let has = |verdict: &Spanned<Verdict>| only.iter().any(|other| other.value == verdict.value);
    let lacking = needed.iter().find(|verdict| !only.is_empty() && !has(verdict))?;
    let name = lacking.value.name();
    let message = format!("This line is needed for '{name}', and 'only-for' leaves it off those records.");
    let hint = format!("Add {name} to 'only-for', or take it out of 'needed-for'.");
    Some(Finding::new(Code::BadValue, lacking.span, message).hint(hint))
}

/// Reads `choose:` and `tick:`. A line has one of them at most, and a choice is between two things at least.
fn options(fields: &mut Fields<'_>) -> Option<Options> {
    let empty = ["choose", "tick"]
        .into_iter()
        .find_map(|key| fields.node(key).filter(|_| fields.items(key).is_empty()));
    let (one, several) = (fields.texts("choose"), fields.texts("tick"));
    let fault = match (one.as_slice(), several.first()) {
        ([first, ..], Some(_)) => Some((first.span, "This line of the record has both 'choose' and 'tick'.")),
        ([only], None) => Some((only.span, "There is only one thing to choose here.")),
        _ => empty
            .map(|node| (node.span, "There is nothing to pick from here."))
            .or_else(|| {
                twice(&one)
                    .or_else(|| twice(&several))
                    .map(|span| (span, "This stands here already."))
            }),
    };
    if let Some((span, message)) = fault {
        let hint = "Write 'choose' where one of several things is true, and 'tick' where each may be true or not.";
        fields
            .findings
            .push(Finding::new(Code::BadValue, span, message).hint(hint));
        return None;
    }
    let many = one.is_empty();
    let words = if many { several } else { one };
    (!words.is_empty()).then_some(Options { words, many })
}

/// Returns where words stand that stood there before.
fn twice(words: &[Spanned<String>]) -> Option<Span> {
    let mut seen = BTreeSet::new();
    let again = words.iter().find(|word| !seen.insert(word.value.to_lowercase()))?;
    Some(again.span)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::yaml;

    fn read_line(text: &str) -> (Option<FieldDoc>, Vec<Finding>) {
        let (node, mut findings) = yaml::parse(text, Span::new(0, text.len()));
        let line = node.and_then(|node| field(&node, &mut findings));
        (line, findings)
    }

    #[test]
    fn a_line_can_offer_things_to_tick_or_one_to_choose() {
        for (text, many) in [("choose: [Yes, No]", false), ("tick: [Told]", true)] {
            let (line, findings) = read_line(&format!("label: Parent\n{text}\n"));
            assert_eq!(findings, []);
            assert_eq!(
                line.and_then(|line| line.options).map(|options| options.many),
                Some(many)
            );
        }
    }

    #[test]
    fn a_line_that_offers_nothing_to_choose_between_or_both_kinds_is_told() {
        for text in [
            "choose: [Yes]",
            "choose: []",
            "choose: [Yes, No, yes]",
            "tick: [Nurse, Nurse]",
            "choose: [Yes, No]\ntick: [Told]",
        ] {
            let (line, findings) = read_line(&format!("label: Parent\n{text}\n"));
            assert_eq!(
                findings.iter().map(|finding| finding.code).collect::<Vec<_>>(),
                [Code::BadValue]
            );
            assert_eq!(line.and_then(|line| line.options), None);
        }
    }

    #[test]
    fn a_line_that_is_needed_where_it_does_not_stand_is_told() {
        let (_, findings) = read_line("label: Basis\nneeded-for: [proceed]\nonly-for: [stop]\n");
        let messages: Vec<&str> = findings.iter().map(|finding| finding.message.as_str()).collect();
        assert_eq!(
            messages,
            ["This line is needed for 'proceed', and 'only-for' leaves it off those records."]
        );
    }

    #[test]
    fn a_line_may_be_for_some_endings_alone() {
        let (line, findings) = read_line("label: How\nonly-for: [proceed]\n");
        assert_eq!(findings, []);
        assert_eq!(line.map(|line| line.only_for.len()), Some(1));
    }
}
