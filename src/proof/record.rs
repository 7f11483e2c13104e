//! The record is complete: a field that an ending needs is set on every journey to it.

use super::facts::{Facts, Test};
use super::rules::setters;
use super::{Claim, Graph, Shown};
use crate::parse::decision::{FieldDoc, Verdict};
use crate::site::StepId;

/// A field that some endings need, and what the walk showed of it.
#[derive(Clone, Debug)]
pub struct FieldProof<'a> {
    /// The field.
    pub field: &'a FieldDoc,
    /// On how many journeys it is needed, and missing.
    pub shown: Shown,
}

/// Proves every field that is needed somewhere and not filled in by hand.
pub fn prove<'a>(graph: &Graph<'a>) -> Vec<FieldProof<'a>> {
    let fields = graph.decision.doc.record.iter();
    let needed = fields.filter(|field| !field.by_hand && !field.needed_for.is_empty());
    needed.filter_map(|field| prove_one(graph, field)).collect()
}

/// One flag is remembered, so there is always room for it and never too much to look at.
fn prove_one<'a>(graph: &Graph<'a>, field: &'a FieldDoc) -> Option<FieldProof<'a>> {
    let shown = claim(graph, field)?.prove(graph).ok()?;
    Some(FieldProof { field, shown })
}

/// Makes a claim of a field: at the endings that need it, it was set.
pub fn claim(graph: &Graph, field: &FieldDoc) -> Option<Claim> {
    let mut facts = Facts::new(graph.decision);
    let set = facts.any(&setters(graph.decision, &field.id.value)).ok()?;
    let verdicts: Vec<Verdict> = field.needed_for.iter().map(|verdict| verdict.value).collect();
    let steps = graph.decision.steps.iter().enumerate();
    let endings = steps.filter(|(_, step)| step.verdict().is_some_and(|verdict| verdicts.contains(&verdict)));
    Some(Claim {
        facts,
        when: vec![Test::Ends(endings.map(|(i, _)| StepId(i)).collect())],
        then: vec![set],
    })
}
