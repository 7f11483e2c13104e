//! How deep the lines of a list lie, by how far they are set in: a list that stands further in than the line before it lies
//! within that line, although each list of a word processor counts its levels from 0.

use std::collections::BTreeMap;

use super::kinds::Numbered;
use super::rows::{Content, Lead, Row, Words};
use crate::parse::clauses::number::comes_next;

/// Lines that are nearer than this stand level; in twentieths of a point.
const LEVEL: i32 = 100;

/// A line of a list within which others may lie.
struct Open {
    indent: i32,
    /// How deep it says that it lies, and how deep it does.
    said: u8,
    depth: u8,
}

/// The lists that follow each other without other text between them.
#[derive(Default)]
struct Lists {
    open: Vec<Open>,
    /// The last letter or figure at each depth.
    tokens: BTreeMap<u8, String>,
}

/// Sets each line deeper that stands further in than the line of another list before it.
pub fn set_in(rows: &mut [Row], kinds: &[Numbered]) {
    let mut lists = Lists::default();
    for (row, kind) in rows.iter_mut().zip(kinds) {
        match &mut row.content {
            Content::Words(words) => lists.line(words, *kind),
            Content::Table(_) | Content::Verbatim(_) => lists = Lists::default(),
        }
    }
}

impl Lists {
    fn line(&mut self, words: &mut Words, kind: Numbered) {
        let token = match (&words.lead, kind) {
            (Lead::Further, _) => return self.further(words),
            (Lead::Bullet | Lead::Box(_), _) => None,
            (Lead::Marker(token), _) => Some(token.clone()),
            (Lead::Number(number), Numbered::Figure) => Some(number.to_string()),
            _ => return *self = Self::default(),
        };
        let Some(indent) = words.indent else {
            return *self = Self::default();
        };
        let said = words.depth;
        words.depth = match token.as_ref().and_then(|token| self.goes_on(token)) {
            Some(depth) => {
                self.open.retain(|open| open.depth < depth);
                depth
            }
            None => {
                self.open.retain(|open| open.indent.saturating_add(LEVEL) < indent);
                let within = self.open.last().map(|open| open.depth.saturating_add(1));
                within.map_or(said, |within| within.max(said))
            }
        };
        self.tokens.retain(|depth, _| *depth <= words.depth);
        self.tokens.extend(token.map(|token| (words.depth, token)));
        self.open.push(Open {
            indent,
            said,
            depth: words.depth,
        });
    }

    /// Returns how deep the letter or figure lies that comes before `token`: lines of one list lie equally deep.
    fn goes_on(&self, token: &str) -> Option<u8> {
        let mut before = self.tokens.iter().rev();
        before.find_map(|(depth, before)| comes_next(before, token).then_some(*depth))
    }

    /// A further paragraph lies as deep as its line, which stands no further in.
    fn further(&self, words: &mut Words) {
        let line = self.open.iter().rev().find(|open| match words.indent {
            Some(indent) => open.indent <= indent,
            None => open.said == words.depth,
        });
        words.depth = line.map_or(words.depth, |line| line.depth);
    }
}
