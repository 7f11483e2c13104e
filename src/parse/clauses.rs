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
pub(crate) mod number;
mod numbering;
mod pieces;
mod tree;

use std::collections::BTreeSet;

pub(crate) use pieces::{line_starts, lines};
pub(crate) use tree::item_numbers;

use super::markdown::{Block, Body, Footnote};
use super::policy::{Address, Clause};
use crate::diagnostic::Finding;
use crate::source::Spanned;

/// A policy's text as clauses.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Clauses {
    /// Whatever stands before the first section or clause.
    pub preamble: Vec<Block>,
    /// The clauses.
    pub clauses: Vec<Clause>,
    /// Footnotes, in the order of their first mention.
    pub footnotes: Vec<Footnote>,
    /// Numbers that its text gives for clauses, and that no clause has.
    pub missed: Vec<Spanned<Address>>,
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
    let missed = mentions::mark(&mut preamble, &mut clauses, &mut footnotes, &known);
    let found = Clauses {
        preamble,
        clauses,
        footnotes,
        missed,
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::markdown;
    use crate::parse::policy::{ClauseKind, PolicyDoc};
    use crate::source::Span;

    fn policy(text: &str) -> (PolicyDoc, Vec<Finding>) {
        let (body, mut findings) = markdown::parse(text, Span::new(0, text.len()));
        let (found, more) = find(text, "Title", body);
        findings.extend(more);
        let Clauses {
            preamble,
            clauses,
            footnotes,
            missed,
        } = found;
        (
            PolicyDoc {
                preamble,
                clauses,
                footnotes,
                missed,
                ..PolicyDoc::default()
            },
            findings,
        )
    }

    fn addresses(text: &str) -> Vec<String> {
        policy(text)
            .0
            .all_clauses()
            .iter()
            .map(|clause| clause.address.as_str().to_owned())
            .collect()
    }

    fn codes(text: &str) -> Vec<&'static str> {
        policy(text).1.iter().map(|finding| finding.code.name()).collect()
    }

    /// The shapes that a converter leaves, in the order and manner of the document that this was written for.
    const CONVERTED: &str = "## Some Policy: Guidance\n\n\n## 1 Introduction\n\n- **1.1** The school\n- **1.2** The school \
        works.\n\nIt matters to:\n\n- One.\n- Two e.g. this\n- Three\n\nIt may also.\n\n- 2. Guidance on It\n- **2.1** If \
        you\n- **2.2** Questions:\n  - Is?\n  - Has?\n\nFurther guidance.\n\n- 2.3 When sharing:\n  - Be open\n  - Seek\n\n\
        ## 3 Parents\n\nThe policy is there.";

    #[test]
    fn a_converted_document_gives_its_clauses() {
        let expected = [
            "1", "1.1", "1.2", "1.2.p2", "1.2.a", "1.2.b", "1.2.c", "1.2.p3", "2", "2.1", "2.2", "2.2.a", "2.2.b",
            "2.2.p2", "2.3", "2.3.a", "2.3.b", "3", "3.p1",
        ];
        assert_eq!(addresses(CONVERTED), expected);
        assert_eq!(codes(CONVERTED), [""; 0]);
        assert_eq!(policy(CONVERTED).0.preamble.len(), 1);
    }

    #[test]
    fn one_clause_in_every_shape() {
        for typed in [
            "## 2 Guide\n\n**2.1** text",
            "## 2. Guide\n\n- **2.1** text",
            "- 2. Guide\n- 2.1 text",
            "## 2 Guide\n\n2.1. Text",
            "**2 Guide**\n\n**2.1** text",
            "2. Guide\n\n2.1 Text",
            "##\u{a0}2\u{a0}Guide\n\n-\u{a0}2.1\u{a0}text",
            "- 2. Guide\n  - **2.1** text",
            "2. Guide\n   - 2.1 Text",
            "## 2 Guide\n\n**2.1**\u{a0}text",
            "-\t2. Guide\n-\t2.1\ttext",
            "## 2 Guide\n\n**2.1.** text",
        ] {
            let (policy, _) = policy(typed);
            let found: Vec<_> = policy
                .all_clauses()
                .iter()
                .map(|c| (c.address.to_string(), c.own_words(&[])))
                .collect();
            let words: Vec<(&str, String)> = found.iter().map(|(a, w)| (a.as_str(), w.to_lowercase())).collect();
            assert_eq!(
                words,
                [("2", "guide".to_owned()), ("2.1", "text".to_owned())],
                "{typed:?}"
            );
        }
    }

    #[test]
    fn typed_markers_stay_and_levels_are_told_apart() {
        let text = "## 1 A\n\n**1.1** x:\n\n- (a) one\n- (b) two\n  - (i) deep\n  - (iv) deeper\n- (d) four\n";
        assert_eq!(
            addresses(text),
            ["1", "1.1", "1.1.a", "1.1.b", "1.1.b.i", "1.1.b.iv", "1.1.d"]
        );
        let flat = "## 1 A\n\n**1.1** x:\n\n- a) one\n- b) two\n- i) deep\n- ii) deeper\n- c) three\n";
        assert_eq!(
            addresses(flat),
            ["1", "1.1", "1.1.a", "1.1.b", "1.1.b.i", "1.1.b.ii", "1.1.c"]
        );
        let lines = "## 1 A\n\n**1.1** x:\n(a) one;\n(b) two\n\n**1.2** y\n";
        assert_eq!(addresses(lines), ["1", "1.1", "1.1.a", "1.1.b", "1.2"]);
        let nested = "## 1 A\n\n**1.1** x:\n\n- one\n  - deep\n  - deep\n    - deeper\n- two\n\n  more of two\n";
        assert_eq!(
            addresses(nested),
            [
                "1",
                "1.1",
                "1.1.a",
                "1.1.a.i",
                "1.1.a.ii",
                "1.1.a.ii.A",
                "1.1.b",
                "1.1.b.p2"
            ]
        );
    }

    #[test]
    fn names_are_no_markers() {
        let text = "## 1 A\n\n**1.1** x:\n\n- A. Smith\n- J. Jones\n";
        let (policy, _) = policy(text);
        assert_eq!(
            policy
                .all_clauses()
                .last()
                .map(|clause| clause.own_words(&[]))
                .as_deref(),
            Some("J. Jones")
        );
    }

    #[test]
    fn letters_go_on_in_a_second_list() {
        let text = "## 1 A\n\n**1.1** x:\n\n- one\n\nand:\n\n- two\n";
        assert_eq!(addresses(text), ["1", "1.1", "1.1.a", "1.1.p2", "1.1.b"]);
    }

    #[test]
    fn inserted_withdrawn_and_single_numbers() {
        let text = "## 1 A\n\n**1.1** x\n\n**1.1A** y\n\n**1.2** Withdrawn.\n\n## 1A Between\n\n**1A.1** z\n\n## 2 B\n";
        assert_eq!(addresses(text), ["1", "1.1", "1.1A", "1.2", "1A", "1A.1", "2"]);
        assert_eq!(codes(text), [""; 0]);
        let (policy, _) = policy(text);
        let withdrawn: Vec<_> = policy
            .all_clauses()
            .iter()
            .filter(|c| c.withdrawn)
            .map(|c| c.label.clone())
            .collect();
        assert_eq!(withdrawn, ["1.2"]);
    }

    #[test]
    fn numbered_lists_keep_clear_of_clauses() {
        let text = "## 2 A\n\nFirst:\n\n1. one\n2. two\n\n**2.1** x:\n\n1. three\n5. four\n";
        assert_eq!(addresses(text), ["2", "2.p1", "2.n1", "2.2", "2.1", "2.1.1", "2.1.5"]);
    }

    #[test]
    fn rows_of_a_table_are_clauses() {
        let text = "## 1 A\n\n**1.1** x\n\n| No | Duty |\n|---|---|\n| 1.2 | keep a record |\n| **1.3** | tell us |\n\n**1.4** y\n";
        assert_eq!(addresses(text), ["1", "1.1", "1.2", "1.3", "1.4"]);
        assert_eq!(codes(text), [""; 0]);
        let figures = "## 2 A\n\n**2.1** x\n\n| m | kg |\n|---|---|\n| 2.5 | 3 |\n| 7.5 | 4 |\n";
        assert_eq!(addresses(figures), ["2", "2.1"]);
    }

    #[test]
    fn a_policy_without_numbers_has_addresses_made_of_words() {
        let text =
            "# Title\n\n## Purpose\n\nWhy.\n\n- a thing\n\n### Scope\n\nWho.\n\n## Duties {#who-does-what}\n\nWhat.";
        let expected = [
            "purpose",
            "purpose.p1",
            "scope",
            "scope.p1",
            "who-does-what",
            "who-does-what.p1",
        ];
        assert_eq!(addresses(text), expected);
        let (policy, _) = policy(text);
        assert_eq!(policy.clauses.len(), 2);
        assert!(
            policy.preamble.is_empty(),
            "the heading that repeats the title is left out"
        );
    }

    #[test]
    fn a_heading_of_a_figure_alone_takes_no_address_of_a_clause() {
        let text = "## 1 A\n\n## [1]\n\n## ٣\n\n## 2 B\n\n## 3 C\n";
        assert_eq!(addresses(text), ["1", "part-1", "part-3", "2", "3"]);
        assert_eq!(codes(text), [""; 0]);
    }

    #[test]
    fn names_of_the_authors_own_are_kept() {
        let text = "## 1 A {#start}\n\n**1.1** x {#duty}\n\n- one {#first}\n\nMore. {#more}\n";
        let (policy, findings) = policy(text);
        let names: Vec<_> = policy
            .all_clauses()
            .iter()
            .filter_map(|c| Some(c.name.as_ref()?.value.clone()))
            .collect();
        assert_eq!(names, ["start", "duty", "first", "more"]);
        assert_eq!(findings, []);
    }

    #[test]
    fn amounts_at_the_start_of_a_paragraph_are_no_clauses() {
        let text = "## 1 A\n\n**1.1** The gate is\n\n2.5 metres high.\n\n8 people came. 2026 was wet.\n";
        assert_eq!(addresses(text), ["1", "1.1", "1.1.p2", "1.1.p3"]);
    }

    #[test]
    fn faults_in_the_numbers_are_told() {
        let double = "## 1 A\n\n**1.1** x\n\n**1.1** y\n";
        assert_eq!(addresses(double), ["1", "1.1", "1.1_2"]);
        let (_, findings) = policy(double);
        let messages: Vec<_> = findings.iter().map(|finding| finding.message.as_str()).collect();
        assert_eq!(messages, ["There are two clauses numbered 1.1 (lines 3 and 5)."]);
        assert_eq!(codes("## 1 A\n\n**1.1** x\n\n**1.3** y\n"), ["clause-gap"]);
        assert_eq!(codes("## 1 A\n\n**1.1** x\n\n**2.1** y\n"), ["clause-gap"]);
        assert_eq!(codes("## 1 A\n\n## 3 B\n"), ["clause-gap"]);
    }

    #[test]
    fn paragraphs_tables_callouts_and_code_stay_in_their_clause() {
        let text = "## 1 A\n\n**1.1** x\n\n> [!NOTE]\n> Mind.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```\ncode\n```\n\nlast[^n]\n\n[^n]: Note with clause 1.1.\n";
        let (policy, _) = policy(text);
        assert_eq!(policy.clauses.first().map(|section| section.parts.len()), Some(1));
        assert_eq!(policy.footnotes.len(), 1);
        assert_eq!(addresses(text), ["1", "1.1", "1.1.p2"]);
        assert_eq!(policy.all_clauses().last().map(|c| c.kind), Some(ClauseKind::Paragraph));
    }

    #[test]
    fn a_policy_of_four_hundred_clauses_is_read() {
        let mut text = String::new();
        for section in 1..=20 {
            text.push_str(&format!("## {section} Section\n\n"));
            (1..=19)
                .for_each(|clause| text.push_str(&format!("**{section}.{clause}** Words of it, see clause 1.1.\n\n")));
        }
        assert_eq!(addresses(&text).len(), 400);
        assert_eq!(codes(&text), [""; 0]);
    }
}
