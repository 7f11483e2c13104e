//! What could not be proved of a decision, told to its author.

mod citations;
mod record;
mod reviewed;
mod rules;
mod stories;

use crate::diagnostic::Diagnostic;
use crate::proof::rules::unknown_names;
use crate::proof::{Graph, Proof};
use crate::site::{Decision, Site};

pub(super) fn check(site: &Site) -> Vec<Diagnostic> {
    site.decisions
        .values()
        .flat_map(|decision| of_decision(site, decision))
        .collect()
}

/// Names can be looked up whatever the decision's shape; all else rests on that.
fn of_decision(site: &Site, decision: &Decision) -> Vec<Diagnostic> {
    let policy = decision.policy.as_ref().and_then(|name| site.policies.get(name));
    let mut findings = unknown_names(decision);
    findings.extend(citations::findings(decision, policy));
    findings.extend(reviewed::findings(decision, policy));
    let mut found: Vec<Diagnostic> = Vec::new();
    if let Ok(graph) = Graph::of(decision) {
        let proof = Proof::of(&graph, policy);
        findings.extend(rules::findings(&graph, &proof));
        findings.extend(record::findings(&graph, &proof));
        if !site.has_unread_stories(&decision.path) {
            found.extend(stories::found(&graph, &proof));
        }
    }
    found.extend(findings.into_iter().map(|finding| finding.in_file(&decision.path)));
    found
}
