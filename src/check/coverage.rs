//! Clauses that a policy has and its decisions do not use.

use std::collections::BTreeSet;

use crate::diagnostic::{Code, Diagnostic, Finding};
use crate::parse::markdown::Block;
use crate::parse::policy::{Address, Clause, ClauseKind, Part};
use crate::site::{Decision, Policy, Site};

pub(super) fn check(site: &Site) -> Vec<Diagnostic> {
    site.policies.values().flat_map(|policy| unused(site, policy)).collect()
}

/// A policy that no decision rests on has nothing to be used by.
fn unused(site: &Site, policy: &Policy) -> Vec<Diagnostic> {
    let decisions: Vec<&Decision> = site
        .decisions
        .values()
        .filter(|decision| decision.policy.as_ref() == Some(&policy.name))
        .collect();
    if decisions.is_empty() {
        return Vec::new();
    }
    let used: BTreeSet<Address> = decisions
        .iter()
        .flat_map(|decision| accounted_for(policy, decision))
        .collect();
    let clauses = policy.doc.all_clauses();
    let missing = clauses
        .into_iter()
        .filter(|clause| asks_for_use(clause) && !is_used(clause, &used));
    missing
        .map(|clause| not_used(clause, &decisions).in_file(&policy.path))
        .collect()
}

/// Returns the clauses that the decision cites anywhere, and those that it leaves out with a reason.
fn accounted_for(policy: &Policy, decision: &Decision) -> Vec<Address> {
    let steps = decision.steps.iter().flat_map(|step| step.all_citations());
    let exits = decision.exits.iter().flat_map(|exit| &exit.citations);
    let rules = decision.doc.always_true.iter().flat_map(|rule| &rule.grounds.from);
    let typed = decision.doc.left_out.iter().map(|left_out| &left_out.clause);
    let typed = typed.chain(rules.map(|citation| &citation.clause));
    let found = typed
        .filter_map(|typed| policy.clause(&typed.value))
        .map(|clause| clause.address.clone());
    found
        .chain(steps.chain(exits).map(|citation| citation.address.clone()))
        .collect()
}

/// A clause has something to use when it has words of its own, and is not withdrawn.
fn asks_for_use(clause: &Clause) -> bool {
    let words = clause
        .parts
        .iter()
        .any(|part| matches!(part, Part::Block(Block::Paragraph { .. } | Block::Table { .. })));
    words && !clause.withdrawn
}

/// Whoever cites a clause relies on everything in it.
fn is_used(clause: &Clause, used: &BTreeSet<Address>) -> bool {
    let mut address = Some(clause.address.clone());
    while let Some(current) = address {
        if used.contains(&current) {
            return true;
        }
        address = current.parent();
    }
    false
}

fn not_used(clause: &Clause, decisions: &[&Decision]) -> Finding {
    let what = if clause.kind == ClauseKind::Section {
        "Section"
    } else {
        "Clause"
    };
    let files: Vec<&str> = decisions.iter().map(|decision| decision.path.as_str()).collect();
    let message = format!(
        "{what} {} is not used by any step of {}.",
        clause.address,
        files.join(" or ")
    );
    let line = format!(
        "Use it, or say there why not: left-out: [{{clause: {}, why: the reason}}]",
        clause.address
    );
    Finding::new(Code::UnusedClause, clause.span, message).hint(line)
}
