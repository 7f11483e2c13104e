//! Versions of one policy: each has a number of its own.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic, Finding};
use crate::site::{Policy, Site};

pub(super) fn check(site: &Site) -> Vec<Diagnostic> {
    site.policies.values().flat_map(of_policy).collect()
}

fn of_policy(policy: &Policy) -> Vec<Diagnostic> {
    let mut first: BTreeMap<&str, &Policy> = BTreeMap::new();
    let mut found = Vec::new();
    for one in [policy].into_iter().chain(&policy.earlier) {
        let Some(version) = &one.doc.edition.version else {
            continue;
        };
        match first.get(version.value.as_str()) {
            None => drop(first.insert(&version.value, one)),
            Some(other) => {
                let message = format!("This is version {}, and so is content/{}.", version.value, other.path);
                let finding = Finding::new(Code::SameVersion, version.span, message)
                    .hint("Give every version a number of its own, or take this file away.");
                found.push(finding.in_file(&one.path));
            }
        }
    }
    found
}
