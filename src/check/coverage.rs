//! Clauses that a policy has and its decisions do not use, and reasons for that which are no longer needed.

use crate::diagnostic::{Code, Diagnostic, Finding};
use crate::parse::decision::LeftOut;
use crate::parse::policy::{Clause, ClauseKind};
use crate::proof::coverage::{ClauseUse, Coverage};
use crate::site::{Decision, Policy, Site};

pub(super) fn check(site: &Site) -> Vec<Diagnostic> {
    site.policies
        .values()
        .flat_map(|policy| of_policy(site, policy))
        .collect()
}

/// A policy that no decision rests on has nothing to be used by.
fn of_policy(site: &Site, policy: &Policy) -> Vec<Diagnostic> {
    let decisions: Vec<&Decision> = site
        .decisions
        .values()
        .filter(|decision| decision.policy.as_ref() == Some(&policy.name))
        .collect();
    let coverages: Vec<Coverage> = decisions
        .iter()
        .map(|decision| Coverage::of(decision, Some(policy)))
        .collect();
    // What a decision that cannot be read would use is not known.
    let unused = match site.has_unread_decision() {
        true => Vec::new(),
        false => unused(&coverages),
    };
    let unused = unused.into_iter();
    let unused = unused.map(|clause| not_used(clause, &decisions).in_file(&policy.path));
    let left_out = decisions.iter().zip(&coverages).flat_map(|(decision, coverage)| {
        let needless = coverage.needlessly_left_out.iter();
        needless.map(|left_out| needlessly_left_out(left_out).in_file(&decision.path))
    });
    unused.chain(left_out).collect()
}

/// Lists the clauses that every decision leaves alone, without a reason. A second clause of one number is told as that.
fn unused<'a>(coverages: &[Coverage<'a>]) -> Vec<&'a Clause> {
    let Some((first, others)) = coverages.split_first() else {
        return Vec::new();
    };
    let open = |one: &ClauseUse| !one.is_used() && one.left_out.is_none();
    let everywhere = first.clauses.iter().enumerate().filter(|(i, one)| {
        let other = others.iter().filter_map(|coverage| coverage.clauses.get(*i));
        other.chain([*one]).all(open)
    });
    let clauses = everywhere.map(|(_, one)| one.clause);
    clauses.filter(|clause| !clause.address.is_doubled()).collect()
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
        clause.address.as_str()
    );
    Finding::new(Code::UnusedClause, clause.span, message).hint(line)
}

fn needlessly_left_out(left_out: &LeftOut) -> Finding {
    let clause = &left_out.clause;
    let message = format!("Clause {} is left out with a reason, and yet it is used.", clause.value);
    Finding::new(Code::LeftOutUsed, clause.span, message).hint("Take this line out.")
}
