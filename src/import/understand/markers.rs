//! Markers that are typed without an opening bracket, `a)`, `ii.`: a list tells them from the initials of a name.

use super::rows::{Content, Lead, Row};
use crate::import::document::Role;
use crate::import::lead::{self, cut};
use crate::parse::clauses::number::{Marker, comes_next};

/// Finds markers without an opening bracket, `a)`, `ii.`: one counts where another of its list comes before or behind it.
/// `A. Smith` and `I. think` have none.
pub fn typed_markers(rows: &mut [Row]) {
    let candidates: Vec<Option<(Marker, usize)>> = rows.iter().map(candidate).collect();
    let kept: Vec<Option<(String, usize)>> = (0..rows.len()).map(|at| kept(rows, &candidates, at)).collect();
    for (row, found) in rows.iter_mut().zip(kept) {
        if let (Content::Words(words), Some((token, length))) = (&mut row.content, found) {
            cut(&mut words.pieces, length);
            words.lead = Lead::Marker(token);
        }
    }
}

/// How far apart two markers of one list are looked for.
const LONGEST_LIST: usize = 60;

fn kept(rows: &[Row], candidates: &[Option<(Marker, usize)>], at: usize) -> Option<(String, usize)> {
    let (marker, length) = candidates.get(at)?.as_ref()?;
    // The markers of one list look alike.
    let look = |marker: &Marker| {
        (
            marker.label.chars().last(),
            marker.token.starts_with(char::is_uppercase),
        )
    };
    let token = |at: usize| match candidates.get(at) {
        Some(Some((other, _))) if look(other) == look(marker) => Some(other.token.as_str()),
        _ => None,
    };
    let in_list =
        |at: &usize| candidates.get(*at).is_some_and(Option::is_some) || rows.get(*at).is_some_and(is_of_list);
    let behind = (at + 1..rows.len()).take(LONGEST_LIST).take_while(in_list);
    let before = (0..at).rev().take(LONGEST_LIST).take_while(in_list);
    let follows = behind.filter_map(token).any(|next| comes_next(&marker.token, next));
    let followed = before.filter_map(token).any(|before| comes_next(before, &marker.token));
    (follows || followed).then(|| (marker.token.clone(), *length))
}

fn is_of_list(row: &Row) -> bool {
    matches!(&row.content, Content::Words(words) if matches!(words.lead, Lead::Bullet | Lead::Further | Lead::Marker(_)))
}

fn candidate(row: &Row) -> Option<(Marker, usize)> {
    let Content::Words(words) = &row.content else {
        return None;
    };
    let open = matches!(words.lead, Lead::None | Lead::Bullet) && words.role == Role::Text;
    lead::marker(&words.pieces).filter(|(marker, _)| open && !marker.token.starts_with(|c: char| c.is_ascii_digit()))
}
