//! Fields of the record that an ending needs and some journey to it never sets.

use crate::diagnostic::{Code, Finding};
use crate::proof::record::FieldProof;
use crate::proof::{CounterExample, Graph, Proof};

pub(super) fn findings(graph: &Graph, proof: &Proof) -> Vec<Finding> {
    let gaps = proof.record.iter();
    gaps.filter_map(|field| Some(gap(graph, field, field.shown.counter_example.as_ref()?)))
        .collect()
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
