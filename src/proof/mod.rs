//! What is true of a decision on every journey. Pure; reads a [`Decision`](crate::site::Decision), the policy that it
//! rests on, and nothing else.
//!
//! [`Graph`] knows that every journey ends. On that rest [`Counts`], the [`Claim`]s that rules and the record make of
//! every journey, and stories walked. No journey is listed that need not be, so 2^60 of them cost no more than sixty.

pub mod citations;
pub mod claim;
pub mod compare;
pub mod counts;
pub mod coverage;
pub mod facts;
pub mod fingerprint;
pub mod graph;
pub mod journeys;
pub mod mutation;
pub mod reach;
pub mod record;
pub mod report;
pub mod reviewed;
pub mod rules;
pub mod stories;
pub mod words;

use coverage::Coverage;
use record::FieldProof;
use rules::RuleProof;
use stories::StoryProof;

use crate::site::{Policy, StepId};

pub use claim::{Claim, CounterExample, Shown};
pub use counts::Counts;
pub use graph::Graph;
pub use journeys::{Journey, Way};
pub use mutation::Mutation;

/// What was shown of one decision: for the findings, the build's summary, the page for governors, and tests.
#[derive(Clone, Debug)]
pub struct Proof<'a> {
    /// How large it is.
    pub counts: Counts,
    /// Its rules, in the author's order, those left out whose names are not known.
    pub rules: Vec<RuleProof<'a>>,
    /// The fields of its record that some ending needs.
    pub record: Vec<FieldProof<'a>>,
    /// Its stories, in the author's order.
    pub stories: Vec<StoryProof<'a>>,
    /// Answers that no story gives.
    pub unwalked: Vec<(StepId, usize)>,
    /// Ways out that no story takes.
    pub untaken: Vec<usize>,
    /// How it and its policy cover each other.
    pub coverage: Coverage<'a>,
    /// The fingerprint of what was proved: the decision, and the words of the clauses that it cites.
    pub fingerprint: String,
}

impl<'a> Proof<'a> {
    /// Proves what can be proved of a decision whose shape holds.
    pub fn of(graph: &Graph<'a>, policy: Option<&'a Policy>) -> Self {
        let stories = stories::prove(graph);
        Self {
            counts: Counts::of(graph),
            rules: rules::prove(graph),
            record: record::prove(graph),
            unwalked: stories::unwalked(graph, &stories),
            untaken: stories::untaken(graph, &stories),
            stories,
            coverage: Coverage::of(graph.decision, policy),
            fingerprint: fingerprint::fingerprint(graph.decision, policy),
        }
    }
}
