//! Dates that cannot be, and reviews that are due.

use crate::date::Date;
use crate::diagnostic::{Code, Diagnostic, Finding};
use crate::parse::edition::Edition;
use crate::site::Site;
use crate::source::Spanned;

pub(super) fn check(site: &Site, as_of: Date) -> Vec<Diagnostic> {
    let policies = site
        .policies
        .values()
        .map(|policy| ("policy", &policy.path, &policy.doc.edition));
    let decisions = site
        .decisions
        .values()
        .map(|decision| ("decision", &decision.path, &decision.doc.edition));
    let mut found = Vec::new();
    for (what, path, edition) in policies.chain(decisions) {
        let findings = out_of_order(edition).into_iter().chain(overdue(what, edition, as_of));
        found.extend(findings.map(|finding| finding.in_file(path)));
    }
    for earlier in site.policies.values().flat_map(|policy| &policy.earlier) {
        found.extend(
            out_of_order(&earlier.doc.edition)
                .into_iter()
                .map(|finding| finding.in_file(&earlier.path)),
        );
    }
    found
}

/// A policy is approved, then in force, then reviewed. Approval after the first day is allowed: governors do that.
fn out_of_order(edition: &Edition) -> Vec<Finding> {
    let Some(review) = &edition.review_by else {
        return Vec::new();
    };
    let before = [
        (&edition.in_force, "it is in force"),
        (&edition.approved, "it is approved"),
    ];
    let wrong = before
        .into_iter()
        .filter_map(|(date, what)| Some((date.as_ref()?, what)));
    let wrong = wrong.filter(|(date, _)| review.value < date.value).take(1);
    wrong.map(|(date, what)| reviewed_before(review, date, what)).collect()
}

fn reviewed_before(review: &Spanned<Date>, date: &Spanned<Date>, what: &str) -> Finding {
    let message = format!(
        "It is reviewed before {what}: {} and {}.",
        review.value.in_words(),
        date.value.in_words()
    );
    Finding::new(Code::DateOrder, review.span, message)
        .also(date.span, format!("{what} from this day"))
        .hint("Put the later date under 'review-by'.")
}

fn overdue(what: &str, edition: &Edition, as_of: Date) -> Option<Finding> {
    let review = edition.review_by.as_ref().filter(|review| review.value < as_of)?;
    let message = format!("This {what} was due for review on {}.", review.value.in_words());
    Some(Finding::new(Code::Overdue, review.span, message).hint("Review it, and give it a new date under 'review-by'."))
}
