//! Blocks -> the numbered tree of a policy, in every shape that a converted Word document leaves.
//!
//! The blocks become a row of [`pieces`], each a numbered beginning or what stands behind one; the [`tree`] is built
//! from the numbers; [`numbering`] says what is wrong with them; [`mentions`] makes links of clauses named in passing.
//!
//! What is addressed how:
//!
//! | typed | address |
//! |---|---|
//! | a section, a clause | its number: `2`, `2.3`, `4A` |
//! | a bullet in a clause | the next letter, `2.3.a`; on the next level the next numeral, `2.3.a.i`; then `A`, then figures |
//! | a typed marker | that marker: `2.3.a` |
//! | an item of a numbered list in a clause | its number: `2.3.1`; `2.3.n1` where `2.3.1` is a clause of its own |
//! | a further paragraph | `1.2.p2`: the first paragraph of a clause is the clause itself, the first of a section `3.p1` |
//! | a heading without a number | the address of the heading: `who-this-is-for`, and its paragraphs `who-this-is-for.p1` |
//!
//! Under headings without numbers lists stay as they are typed; nobody would look for letters there.

mod line;
mod mentions;
mod number;
mod numbering;
mod pieces;
mod tree;

use std::collections::BTreeSet;

use super::markdown::{Block, Body, Footnote};
use super::policy::{Address, Clause};
use crate::diagnostic::Finding;

/// A policy's text as clauses.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Clauses {
    /// Whatever stands before the first section or clause.
    pub preamble: Vec<Block>,
    /// The clauses.
    pub clauses: Vec<Clause>,
    /// Footnotes, in the order of their first mention.
    pub footnotes: Vec<Footnote>,
}

/// Finds the clauses of `body`, which was read from `text`. A first heading that repeats `title` is left out: the
/// page has the title already.
///
/// Never fails, and loses no word; numbers that cannot be right are among the findings.
pub fn find(text: &str, title: &str, body: Body) -> (Clauses, Vec<Finding>) {
    let mut footnotes = body.footnotes;
    let tree = tree::build(text, title, pieces::pieces(text, body.blocks));
    let findings = numbering::check(text, &tree);
    let (mut preamble, mut clauses) = (tree.preamble, tree.clauses);
    let known = numbered(&clauses, &preamble);
    mentions::mark(&mut preamble, &mut clauses, &mut footnotes, &known);
    let found = Clauses {
        preamble,
        clauses,
        footnotes,
    };
    (found, findings)
}

/// Returns the addresses that begin with a number.
fn numbered(clauses: &[Clause], preamble: &[Block]) -> BTreeSet<Address> {
    let mut known = BTreeSet::new();
    let rows = preamble
        .iter()
        .flat_map(Block::rows)
        .filter_map(|row| row.clause.as_deref());
    for clause in clauses.iter().chain(rows) {
        clause.walk(&mut |inner| {
            if inner.address.as_str().starts_with(|c: char| c.is_ascii_digit()) {
                known.insert(inner.address.clone());
            }
        });
    }
    known
}
