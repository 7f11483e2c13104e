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
use crate::proof::journeys::is_by_step;
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
            shown: shape(&proof.counts, !proof.rules.is_empty()),
            rules: proof.rules.iter().filter_map(|rule| self.rule(rule)).collect(),
            record: proof
                .record
                .iter()
                .map(|field| self.complete(&field.field.label.value, &field.shown.applies))
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

    /// A page of one section a step does not know the answers given, so people write what those say.
    fn complete(&self, label: &str, applies: &BigUint) -> String {
        let journeys = all_journeys(applies);
        match is_by_step(self.graph) {
            false => format!("\"{label}\" is filled in on {journeys} to an ending that needs it."),
            true => format!(
                "An answer says what belongs in \"{label}\" on {journeys} to an ending that needs it. The decision has \
                 too many journeys for its page to write it there: people do."
            ),
        }
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

fn shape(counts: &Counts, has_rules: bool) -> Vec<String> {
    let exits = match counts.exits {
        0 => String::new(),
        1 => ", and one more by the way out that is offered at any time".to_owned(),
        exits => format!(", and {exits} more by the ways out that are offered at any time"),
    };
    let by_ways_out = "A way out that is offered at any time is looked at as one journey by itself. What somebody \
                       answered before taking it is not looked at.";
    let mut shown = vec![
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
    ];
    shown.extend((has_rules && counts.exits > 0).then(|| by_ways_out.to_owned()));
    shown
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
