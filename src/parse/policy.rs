//! A policy as written: front matter, then clauses as a tree.

use std::fmt;

use super::clauses::{self, Clauses};
use super::edition::Edition;
use super::front_matter;
use super::markdown::{self, Block, Footnote, Inline, Plain, Row};
use crate::diagnostic::Finding;
use crate::source::{Span, Spanned};

/// One policy file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PolicyDoc {
    /// The policy's name: the front matter's `title`.
    pub title: Spanned<String>,
    /// One sentence for lists of policies.
    pub summary: Option<Spanned<String>>,
    /// Version and dates.
    pub edition: Edition,
    /// Who looks after it.
    pub owner: Option<Spanned<String>>,
    /// What it is based on.
    pub based_on: Vec<Basis>,
    /// What this version changed, in a sentence or two for a parent.
    pub changes: Option<Spanned<String>>,
    /// Whatever stands before the first section or clause.
    pub preamble: Vec<Block>,
    /// The clauses: sections, with clauses in them, with items in those.
    pub clauses: Vec<Clause>,
    /// Footnotes, in the order of their first mention.
    pub footnotes: Vec<Footnote>,
    /// Numbers that its text gives for clauses of its own, and that no clause has.
    pub missed: Vec<Spanned<Address>>,
}

/// A document that a policy rests on.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Basis {
    /// Its title.
    pub title: Spanned<String>,
    /// Who published it.
    pub by: Option<Spanned<String>>,
    /// Its reference number.
    pub reference: Option<Spanned<String>>,
    /// Where to read it.
    pub link: Option<Spanned<String>>,
    /// What has replaced it, if anything has.
    pub replaced_by: Option<Spanned<String>>,
}

/// What kind of clause it is; decides how it looks and what its number looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ClauseKind {
    /// `1 Introduction`: a heading, numbered or not.
    Section,
    /// `2.3`: a numbered clause.
    Clause,
    /// `(a)`, `(ii)`: an item of a list in a clause.
    Item,
    /// A further paragraph: citable as `1.2.p2`, its number not shown.
    Paragraph,
}

/// A numbered (or at least citable) piece of a policy.
#[derive(Clone, Debug, PartialEq)]
pub struct Clause {
    /// Where it is found: `2.3.c`.
    pub address: Address,
    /// The number as shown beside it: `2.3`, `(c)`; empty for paragraphs and unnumbered headings.
    pub label: String,
    /// What kind.
    pub kind: ClauseKind,
    /// A name of the author's own, `{#name}`: a second address.
    pub name: Option<Spanned<String>>,
    /// The heading's words, for a section or a clause that has a heading.
    pub title: Vec<Inline>,
    /// Its content, in order.
    pub parts: Vec<Part>,
    /// Says `Withdrawn.`: kept, never reused.
    pub withdrawn: bool,
    /// Where it begins in the file: its number, or its first words.
    pub span: Span,
}

/// One piece of a clause's content.
#[derive(Clone, Debug, PartialEq)]
pub enum Part {
    /// Text of its own.
    Block(Block),
    /// A clause inside it.
    Clause(Clause),
}

/// A clause's place in the numbering, in its one written form: `2.3.c`, `1.2.p2`, `4A`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Address(String);

impl Address {
    /// Makes an address of a number as an author may type it: `2.3(c)`, `2.3.c`, `2.3 (c)(ii)`; `None` where it holds
    /// anything but letters, digits, hyphens, dots and brackets.
    pub fn parse(text: &str) -> Option<Self> {
        let spaced = text.trim().replace(['(', ')', '.', ' ', '\u{a0}'], " ");
        let parts: Vec<&str> = spaced.split_whitespace().collect();
        let plain = |part: &&str| part.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_');
        (!parts.is_empty() && parts.iter().all(plain)).then(|| Self(parts.join(".")))
    }

    /// Returns the address of a clause `part` inside this one.
    pub fn child(&self, part: &str) -> Self {
        Self(format!("{}.{part}", self.0))
    }

    /// Returns the address of the clause that this one is part of; nothing for a section.
    pub fn parent(&self) -> Option<Self> {
        self.0.rsplit_once('.').map(|(parent, _)| Self(parent.to_owned()))
    }

    /// Makes the address of a clause number, or of a heading's address on its page.
    pub(in crate::parse) fn of_number(number: &str) -> Self {
        Self(number.to_owned())
    }

    /// Returns the address for a second (third, ...) clause of one number: no two pieces of a page share one.
    pub(in crate::parse) fn again(&self, count: usize) -> Self {
        Self(format!("{}_{count}", self.0))
    }

    /// Returns whether it is of a second clause of one number.
    pub fn is_doubled(&self) -> bool {
        self.0.contains('_')
    }

    /// Returns the address as it stands behind `#` in a link.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns its parts: `2`, `3`, `c`.
    pub fn parts(&self) -> impl Iterator<Item = &str> {
        self.0.split('.')
    }
}

impl fmt::Display for Address {
    /// Writes the address as people do: `2.3(c)`, `1.2, paragraph 2`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut before_letter = false;
        for (i, part) in self.parts().enumerate() {
            let number = part.starts_with(|c: char| c.is_ascii_digit());
            match part.strip_prefix('p').filter(|n| i > 0 && n.parse::<u32>().is_ok()) {
                Some(paragraph) => write!(f, ", paragraph {paragraph}")?,
                None if i == 0 => f.write_str(part)?,
                None if number && !before_letter => write!(f, ".{part}")?,
                None => write!(f, "({part})")?,
            }
            before_letter |= !number;
        }
        Ok(())
    }
}

impl Clause {
    /// Calls `visit` for this clause and every clause in it, in the order of the page.
    pub fn walk<'a>(&'a self, visit: &mut dyn FnMut(&'a Clause)) {
        visit(self);
        for part in &self.parts {
            match part {
                Part::Clause(inner) => inner.walk(visit),
                Part::Block(block) => block
                    .rows()
                    .filter_map(|row| row.clause.as_deref())
                    .for_each(&mut *visit),
            }
        }
    }
}

impl Clause {
    /// Returns the clause's own words: its title, its text, and those of `notes` that it mentions, without the clauses
    /// inside it.
    pub fn own_words(&self, notes: &[Footnote]) -> String {
        let mut words = Plain::with_signs();
        self.gather(&mut words, false);
        words.into_text(notes)
    }

    /// Returns the words of the clause and of every clause inside it, in the order of the page, without numbers, and
    /// those of `notes` that they mention.
    pub fn plain_text(&self, notes: &[Footnote]) -> String {
        let mut words = Plain::with_signs();
        self.gather(&mut words, true);
        words.into_text(notes)
    }

    fn gather(&self, words: &mut Plain, inner_too: bool) {
        words.line(&self.title);
        for part in &self.parts {
            match part {
                Part::Block(block) => words.block(block),
                Part::Clause(inner) if inner_too => inner.gather(words, true),
                Part::Clause(_) => {}
            }
        }
    }
}

impl PolicyDoc {
    /// Returns every clause, in the order of the page.
    pub fn all_clauses(&self) -> Vec<&Clause> {
        let mut all = Vec::new();
        for block in &self.preamble {
            all.extend(block.rows().filter_map(row_clause));
        }
        for clause in &self.clauses {
            clause.walk(&mut |inner| all.push(inner));
        }
        all
    }
}

/// Reads a policy file: the front matter, then the text as clauses. Always gives a policy; what is wrong with it is
/// among the findings.
pub fn parse(text: &str) -> (PolicyDoc, Vec<Finding>) {
    let (front, body, mut findings) = front_matter::policy_front(text);
    let (body, in_text) = markdown::parse(text, body);
    let (clauses, in_numbers) = clauses::find(text, &front.title.value, body);
    findings.extend(in_text);
    findings.extend(in_numbers);
    let Clauses {
        preamble,
        clauses,
        footnotes,
        missed,
    } = clauses;
    let doc = PolicyDoc {
        preamble,
        clauses,
        footnotes,
        missed,
        ..front
    };
    (doc, findings)
}

fn row_clause(row: &Row) -> Option<&Clause> {
    row.clause.as_deref()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_address_for_every_way_of_typing_it() {
        for typed in ["2.3(c)", "2.3.c", "2.3 (c)", " 2.3.(c) "] {
            assert_eq!(
                Address::parse(typed).map(|a| a.as_str().to_owned()).as_deref(),
                Some("2.3.c"),
                "{typed}"
            );
        }
        assert_eq!(Address::parse("2.10").map(|a| a.to_string()).as_deref(), Some("2.10"));
        assert_eq!(Address::parse("2/3"), None);
        assert_eq!(Address::parse(" "), None);
    }

    #[test]
    fn addresses_are_shown_as_people_write_them() {
        let shown = |typed| Address::parse(typed).map(|a| a.to_string());
        assert_eq!(shown("2.3.c").as_deref(), Some("2.3(c)"));
        assert_eq!(shown("2.3.c.ii").as_deref(), Some("2.3(c)(ii)"));
        assert_eq!(shown("1.2.p2").as_deref(), Some("1.2, paragraph 2"));
        assert_eq!(shown("4A.1").as_deref(), Some("4A.1"));
    }
}
