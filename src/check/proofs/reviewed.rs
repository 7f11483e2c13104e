//! Clauses that have changed since somebody last looked whether the decision follows them.

use crate::diagnostic::{Code, Finding};
use crate::proof::citations::moved;
use crate::proof::reviewed::{Drift, drifted};
use crate::site::{Decision, Policy};

/// A clause that no longer says what a citation relies on has changed, of course: that is told already.
pub(super) fn findings(decision: &Decision, policy: Option<&Policy>) -> Vec<Finding> {
    let Some(policy) = policy else { return Vec::new() };
    let moved = moved(decision, policy);
    let drifted = drifted(decision, policy).into_iter();
    let untold = drifted.filter(|drift| !moved.iter().any(|moved| moved.address == drift.clause));
    untold.map(|drift| told(decision, &drift)).collect()
}

fn told(decision: &Decision, drift: &Drift) -> Finding {
    let message = format!(
        "Clause {} has changed since this decision was last reviewed against it.",
        drift.clause
    );
    Finding::new(Code::ClauseChanged, drift.then.clause.span, message)
        .hint(format!("Look again at {}.", drift.look_again.join(", ")))
        .hint(format!(
            "When they are right, type: fingerpost check --accept {}",
            decision.name
        ))
}
