//! Numbers of headings that the site reads where the document seemed to have words: `## 1) the rest`. The site is right,
//! for its readers see what it reads.

use super::policy::Written;
use crate::import::lead;
use crate::import::outline::{Outline, Shape};
use crate::parse::policy::{ClauseKind, PolicyDoc};

/// Gives headings the numbers that are read in the policy that was written. Returns whether there were any: then the
/// policy has to be written again.
pub fn headings(outline: &mut Outline, written: &Written, policy: &PolicyDoc) -> bool {
    let mut changed = false;
    for clause in policy.all_clauses() {
        let numbered = matches!(clause.kind, ClauseKind::Section | ClauseKind::Clause);
        let at = written.line_at(clause.span.start);
        let line = outline
            .lines
            .get_mut(at)
            .filter(|_| numbered && !clause.label.is_empty());
        let Some(line) = line.filter(|line| matches!(line.shape, Shape::Heading { number: None, .. })) else {
            continue;
        };
        let typed = lead::number(&line.words).filter(|typed| typed.number.to_string() == clause.label);
        if let Some(typed) = typed {
            lead::cut(&mut line.words, typed.length);
            line.shape = Shape::of_heading(&typed.number);
            changed = true;
        }
    }
    changed
}
