//! Clauses that have changed since somebody last looked whether the decision follows them, and those that nobody did.

use crate::diagnostic::{Code, Finding};
use crate::parse::decision::Reviewed;
use crate::proof::citations::moved;
use crate::proof::reviewed::{Drift, drifted, not_cited, not_reviewed};
use crate::site::{Decision, Policy};

/// A clause that no longer says what a citation relies on has changed, of course: that is told already.
pub(super) fn findings(decision: &Decision, policy: Option<&Policy>) -> Vec<Finding> {
    let Some(policy) = policy else { return Vec::new() };
    let moved = moved(decision, policy);
    let drifted = drifted(decision, policy).into_iter();
    let untold = drifted.filter(|drift| !moved.iter().any(|moved| moved.address == drift.clause));
    let changed = untold.map(|drift| told(decision, &drift));
    let not_cited = not_cited(decision, policy).into_iter().map(needless);
    changed
        .chain(not_reviewed_yet(decision, policy))
        .chain(not_cited)
        .collect()
}

fn not_reviewed_yet(decision: &Decision, policy: &Policy) -> Option<Finding> {
    let missing = not_reviewed(decision, policy);
    let first = decision.doc.reviewed.first().filter(|_| !missing.is_empty())?;
    let clauses: Vec<String> = missing.iter().map(|(clause, _)| clause.to_string()).collect();
    let mut look_again: Vec<&str> = Vec::new();
    for who in missing.iter().flat_map(|(_, who)| who) {
        if !look_again.contains(&who.as_str()) {
            look_again.push(who);
        }
    }
    let message = format!(
        "It is not noted under 'reviewed' that anybody has looked at {}, which this decision cites.",
        clauses.join(", ")
    );
    let finding = Finding::new(Code::ReviewGap, first.clause.span, message)
        .hint(format!("Look again at {}.", look_again.join(", ")));
    Some(finding.hint(accept(decision)))
}

fn needless(line: &Reviewed) -> Finding {
    let message = format!(
        "{} stands under 'reviewed', and this decision does not cite it.",
        line.clause.value
    );
    Finding::new(Code::ReviewGap, line.clause.span, message)
        .hint("Take the line out, or correct the number of the clause.")
}

fn accept(decision: &Decision) -> String {
    format!("When they are right, type: fingerpost check --accept {}", decision.name)
}

fn told(decision: &Decision, drift: &Drift) -> Finding {
    let message = format!(
        "Clause {} has changed since this decision was last reviewed against it.",
        drift.clause
    );
    Finding::new(Code::ClauseChanged, drift.then.clause.span, message)
        .hint(format!("Look again at {}.", drift.look_again.join(", ")))
        .hint(accept(decision))
}
