//! Version and dates, of a policy or of a decision.

use super::{Change, stated};
use crate::date::Date;
use crate::parse::edition::Edition;
use crate::source::Spanned;

/// Lists what differs in them.
pub(super) fn changes(old: &Edition, new: &Edition) -> Vec<Change> {
    // By name, so that whoever adds a line here decides how a change of it is told.
    let Edition {
        version,
        approved,
        approved_by,
        in_force,
        review_by,
    } = old;
    let day = |what: &str, old: &Option<Spanned<Date>>, new: &Option<Spanned<Date>>| {
        let words = |date: &Option<Spanned<Date>>| date.as_ref().map(|date| date.value.in_words());
        stated(what, words(old), words(new))
    };
    let all = [
        stated("version", text(version), text(&new.version)),
        day("date of approval", approved, &new.approved),
        stated("name of who approved it", text(approved_by), text(&new.approved_by)),
        day("date from which it is in force", in_force, &new.in_force),
        day("date of its next review", review_by, &new.review_by),
    ];
    all.into_iter().flatten().collect()
}

/// Returns the words of what may be left out.
pub(super) fn text(typed: &Option<Spanned<String>>) -> Option<String> {
    typed.as_ref().map(|typed| typed.value.clone())
}
