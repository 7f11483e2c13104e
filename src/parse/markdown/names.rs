//! Names inside a page: `{#name}` at the end of a line, and addresses of headings made from their words.

use std::collections::BTreeMap;

use super::{Block, Inline, plain_text};
use crate::diagnostic::{Code, Finding};
use crate::parse::clauses::number::Number;
use crate::slug::slug;
use crate::source::{Span, Spanned};

/// How many clashes of names are told: more than anybody would read.
const MOST: usize = 100;

/// Takes `{#name}` off the end of `text`.
pub(super) fn take_name(text: &mut Vec<Inline>) -> Option<Spanned<String>> {
    let Some(Inline::Text(last)) = text.last_mut() else {
        return None;
    };
    let (words, rest) = last.value.trim_end().rsplit_once("{#")?;
    let name = rest.strip_suffix('}').filter(|name| is_name(name))?.to_owned();
    let end = last.span.start + last.value.trim_end().len();
    let span = Span::new(end.saturating_sub(name.len() + 1), end.saturating_sub(1));
    last.value = words.trim_end().to_owned();
    trim_end(text);
    Some(Spanned::new(name, span))
}

/// Drops empty words and ends of lines from the end of `text`.
fn trim_end(text: &mut Vec<Inline>) {
    while matches!(text.last(), Some(Inline::SoftBreak | Inline::HardBreak))
        || matches!(text.last(), Some(Inline::Text(words)) if words.value.is_empty())
    {
        text.pop();
    }
}

/// Returns whether `name` can be an address on a page. Names that begin with `_` are left to themes.
fn is_name(name: &str) -> bool {
    let plain = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
    name.starts_with(char::is_alphabetic) && name.chars().all(plain)
}

/// Gives every heading its address, each once on the page, and reports a name that is given twice.
pub(super) fn give_addresses<'a>(pieces: impl Iterator<Item = &'a mut Vec<Block>>) -> Vec<Finding> {
    let mut pieces: Vec<&mut Vec<Block>> = pieces.collect();
    let mut names = Names::default();
    for blocks in &mut pieces {
        each_block(blocks, &mut |block| names.keep_first(block));
    }
    for blocks in &mut pieces {
        each_block(blocks, &mut |block| names.address_heading(block));
    }
    names.findings
}

#[derive(Default)]
struct Names {
    taken: BTreeMap<String, Span>,
    /// How often each slug was met, so that a thousand equal headings need no thousand tries each.
    met: BTreeMap<String, usize>,
    findings: Vec<Finding>,
}

impl Names {
    fn keep_first(&mut self, block: &mut Block) {
        let (Block::Heading { name, .. } | Block::Paragraph { name, .. }) = block else {
            return;
        };
        let Some(Spanned { value, span }) = name.clone() else {
            return;
        };
        if let Some(first) = self.taken.get(&value) {
            if self.findings.len() < MOST {
                self.findings.push(name_twice(&value, span, *first));
            }
            *name = None;
        } else {
            self.taken.insert(value, span);
        }
    }

    fn address_heading(&mut self, block: &mut Block) {
        let Block::Heading {
            id, name, text, span, ..
        } = block
        else {
            return;
        };
        *id = match name {
            Some(name) => name.value.clone(),
            None => self.unused(&plain_text(text), *span),
        };
    }

    fn unused(&mut self, words: &str, span: Span) -> String {
        let stem = Some(slug(words))
            .filter(|slug| !slug.is_empty())
            .unwrap_or_else(|| "part".to_owned());
        // `#3` is a clause of a policy: a heading of a figure alone is not to take its address.
        let stem = match Number::of_steps(&stem) {
            Some(number) => format!("part-{number}"),
            None => stem,
        };
        let met = self.met.entry(stem.clone()).or_default();
        loop {
            *met += 1;
            let id = if *met == 1 {
                stem.clone()
            } else {
                format!("{stem}-{met}")
            };
            if !self.taken.contains_key(&id) {
                self.taken.insert(id.clone(), span);
                return id;
            }
        }
    }
}

fn name_twice(name: &str, span: Span, first: Span) -> Finding {
    Finding::new(
        Code::NameClash,
        span,
        format!("The name '{name}' is given twice on this page."),
    )
    .also(first, "first given here")
    .hint("Give one of them another name, and change the links that lead to it.")
}

/// Calls `visit` for every block, those inside other blocks included, in the order of the page.
pub(crate) fn each_block(blocks: &mut [Block], visit: &mut dyn FnMut(&mut Block)) {
    for block in blocks {
        visit(block);
        match block {
            Block::List { items, .. } => items.iter_mut().for_each(|item| each_block(&mut item.blocks, visit)),
            Block::Quote { blocks, .. } | Block::Callout { blocks, .. } => each_block(blocks, visit),
            _ => {}
        }
    }
}
