//! What was proved of a decision, in plain words, for governors: rules, record, stories, and coverage both ways.

use num_bigint::BigUint;

use super::frame::link;
use super::view::{AssuranceView, ClauseUseView, LinkView, RuleView};
use super::{Rendered, Renderer};
use crate::diagnostic::text::number;
use crate::parse::policy::Clause;
use crate::path::OutputPath;
use crate::proof::counts::journeys;
use crate::proof::coverage::ClauseUse;
use crate::proof::rules::RuleProof;
use crate::proof::{Counts, Graph, Proof};
use crate::site::{Decision, Policy, StepId};

impl Renderer<'_> {
    /// A decision whose shape does not hold is not published, so there is always a graph.
    pub(super) fn assurance(&self, decision: &Decision) -> Rendered {
        let output = decision.assurance();
        let view = AssuranceView {
            head: self.head(decision, &output, "assurance", "What was proved"),
            ..AssuranceView::default()
        };
        let view = match Graph::of(decision) {
            Ok(graph) => Page {
                graph: &graph,
                policy: self.policy_of(decision),
                output: &output,
            }
            .fill(view),
            Err(_) => view,
        };
        self.templates.render("assurance.html", &view)
    }
}

/// What the page's parts are made of.
struct Page<'a> {
    graph: &'a Graph<'a>,
    policy: Option<&'a Policy>,
    output: &'a OutputPath,
}

impl Page<'_> {
    fn fill(&self, view: AssuranceView) -> AssuranceView {
        let proof = Proof::of(self.graph, self.policy);
        let outside = proof.coverage.outside_only.iter();
        AssuranceView {
            shown: shape(&proof.counts),
            rules: proof.rules.iter().filter_map(|rule| self.rule(rule)).collect(),
            record: proof
                .record
                .iter()
                .map(|field| complete(&field.field.label.value, &field.shown.applies))
                .collect(),
            stories: stories(&proof),
            clauses: proof
                .coverage
                .clauses
                .iter()
                .map(|clause| self.clause_use(clause))
                .collect(),
            outside_only: outside.map(|step| self.step(*step)).collect(),
            fingerprint: proof.fingerprint.clone(),
            ..view
        }
    }

    fn rule(&self, proof: &RuleProof) -> Option<RuleView> {
        let applies = &proof.shown.as_ref()?.applies;
        let cited = proof.rule.grounds.from.iter();
        let clauses = cited.filter_map(|citation| Some(self.clause(self.policy?.clause(&citation.clause.value)?)));
        Some(RuleView {
            say: proof.rule.say.value.clone(),
            holds: format!("Holds on {} it speaks of.", all_journeys(applies)),
            clauses: clauses.collect(),
        })
    }

    fn clause(&self, clause: &Clause) -> LinkView {
        let policy = self
            .policy
            .map(|policy| self.output.link_to(&policy.output))
            .unwrap_or_default();
        link(
            &clause.address.to_string(),
            format!("{policy}#{}", clause.address.as_str()),
        )
    }

    fn step(&self, id: StepId) -> LinkView {
        let step = self.graph.step(id);
        let words = self.output.link_to(&self.graph.decision.words());
        link(
            &format!("{}. {}", step.number, step.title()),
            format!("{words}#{}", step.id),
        )
    }

    fn clause_use(&self, proof: &ClauseUse) -> ClauseUseView {
        let elsewhere = proof
            .elsewhere
            .then(|| "A rule or a way out at any time rests on it.".to_owned());
        let left_out = proof.left_out.map(|left_out| left_out.why.value.clone());
        let reason = if proof.steps.is_empty() {
            elsewhere.or(left_out)
        } else {
            None
        };
        ClauseUseView {
            clause: self.clause(proof.clause),
            steps: proof.steps.iter().map(|step| self.step(*step)).collect(),
            reason,
        }
    }
}

fn shape(counts: &Counts) -> Vec<String> {
    let exits = match counts.exits {
        0 => String::new(),
        1 => ", and one more by the way out that is offered at any time".to_owned(),
        exits => format!(", and {exits} more by the ways out that are offered at any time"),
    };
    vec![
        format!(
            "{} {} through its {} to its {}{exits}.",
            if counts.journeys == BigUint::from(1_u8) {
                "There is"
            } else {
                "There are"
            },
            journeys(&counts.journeys),
            number(counts.questions, "question or checklist", "questions and checklists"),
            number(counts.outcomes, "ending", "endings")
        ),
        format!(
            "Every journey ends. The longest has {}.",
            number(counts.longest, "answer", "answers")
        ),
        "Every question and every ending can be reached, and every answer leads somewhere.".to_owned(),
        "Every clause that it cites is in the policy.".to_owned(),
    ]
}

fn complete(label: &str, applies: &BigUint) -> String {
    format!(
        "\"{label}\" is filled in on {} to an ending that needs it.",
        all_journeys(applies)
    )
}

fn all_journeys(count: &BigUint) -> String {
    if *count == BigUint::from(1_u8) {
        "the one journey".to_owned()
    } else {
        format!("all {}", journeys(count))
    }
}

fn stories(proof: &Proof) -> String {
    let told = match proof.stories.len() {
        1 => "One worked example was tried, and it ends where it should.".to_owned(),
        all => format!("{all} worked examples were tried, and all end where they should."),
    };
    let by_them = if proof.stories.len() == 1 { "it" } else { "any of them" };
    match proof.unwalked.len() + proof.untaken.len() {
        0 => format!("{told} Together they give every answer at least once."),
        1 => format!("{told} One answer is not given by {by_them}."),
        untold => format!("{told} {untold} answers are not given by {by_them}."),
    }
}
