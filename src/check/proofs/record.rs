//! Fields of the record that an ending needs and some journey to it never sets, and those that no page can fill in.

use crate::diagnostic::{Code, Finding};
use crate::parse::decision::FieldDoc;
use crate::proof::journeys::is_by_step;
use crate::proof::record::FieldProof;
use crate::proof::rules::setters;
use crate::proof::{CounterExample, Graph, Proof};

pub(super) fn findings(graph: &Graph, proof: &Proof) -> Vec<Finding> {
    let gaps = proof.record.iter();
    let gaps = gaps.filter_map(|field| Some(gap(graph, field, field.shown.counter_example.as_ref()?)));
    gaps.chain(left_blank(graph)).collect()
}

/// A page of one section a step does not know which answers were given.
fn left_blank(graph: &Graph) -> Option<Finding> {
    let fields = graph.decision.doc.record.iter();
    let set: Vec<&FieldDoc> = fields
        .filter(|field| !setters(graph.decision, &field.id.value).is_empty())
        .collect();
    let first = set.first().filter(|_| is_by_step(graph))?;
    let labels: Vec<String> = set.iter().map(|field| format!("'{}'", field.label.value)).collect();
    let message = format!(
        "This decision has too many ways to come to a step for its page to keep the answers given, and no answer fills in \
         the record. People write these lines themselves: {}.",
        labels.join(", ")
    );
    let hint = "Split it into two decisions, or be content with that.";
    Some(Finding::new(Code::RecordLeftBlank, first.id.span, message).hint(hint))
}

fn gap(graph: &Graph, proof: &FieldProof, example: &CounterExample) -> Finding {
    let field = proof.field;
    let message = format!(
        "On this journey '{}' is never set: {}. It ends at '{}', and that needs it.",
        field.label.value,
        example.way.in_words(graph),
        graph.step(example.way.ending).id,
    );
    Finding::new(Code::RecordGap, field.id.span, message)
        .hint(format!(
            "Set it with one of these answers: record: {{{}: what it is}}",
            field.id.value
        ))
        .hint("Or let people write it: by-hand: true")
}
