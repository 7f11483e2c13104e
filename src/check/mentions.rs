//! Clauses named in a policy's own text are there: "see clause 9.1".

use crate::diagnostic::{Code, Diagnostic, Finding};
use crate::parse::policy::Address;
use crate::site::{Policy, Site};
use crate::source::Spanned;

/// Looks at policies in force: the words of an earlier version stay as they were.
pub(super) fn check(site: &Site) -> Vec<Diagnostic> {
    let policies = site.policies.values();
    let missed = policies.flat_map(|policy| policy.doc.missed.iter().map(move |missed| (policy, missed)));
    missed
        .map(|(policy, missed)| finding(policy, missed).in_file(&policy.path))
        .collect()
}

fn finding(policy: &Policy, missed: &Spanned<Address>) -> Finding {
    let number = &missed.value;
    let named = match number.parent() {
        Some(_) => format!("clause {number}"),
        None => format!("section {number}"),
    };
    let message = format!("The text speaks of {named}, and this policy has no {named}.");
    Finding::new(Code::UnknownMention, missed.span, message)
        .hint_if(policy.what_there_is(number))
        .hint_if(policy.nearest_clause(number))
        .hint(format!(
            "Correct the number. If it is one of another document, say of which: {named} of the contract."
        ))
}
