//! Every link that an author typed leads somewhere.

use crate::diagnostic::{Code, Diagnostic, Finding};
use crate::parse::markdown::{Block, Inline, Item, Row};
use crate::parse::policy::{Clause, Part};
use crate::path::ContentPath;
use crate::site::{Policy, Site, link};
use crate::source::Spanned;

pub(super) fn check(site: &Site) -> Vec<Diagnostic> {
    let policies = site
        .policies
        .values()
        .flat_map(|policy| policy.earlier.iter().chain([policy]));
    let policies = policies.flat_map(|policy| in_policy(policy).into_iter().map(|link| (&policy.path, link)));
    let pages = site.pages.values().chain(&site.home);
    let pages = pages.flat_map(|page| {
        let notes = page.doc.body.footnotes.iter().flat_map(|note| &note.blocks);
        in_blocks(page.doc.body.blocks.iter().chain(notes))
            .into_iter()
            .map(|link| (&page.path, link))
    });
    policies
        .chain(pages)
        .filter_map(|(path, typed)| broken(site, path, typed))
        .collect()
}

fn broken(site: &Site, path: &ContentPath, typed: &Spanned<String>) -> Option<Diagnostic> {
    let nowhere = link::resolve(site, path, &typed.value).err()?;
    let message = format!("This link leads to '{}', {}.", typed.value, nowhere.cause);
    let nearest = nowhere.nearest.map(|near| format!("Did you mean {near}?"));
    let finding = Finding::new(Code::BrokenLink, typed.span, message).hint_if(nearest);
    Some(finding.hint("Correct the link, or take it out.").in_file(path))
}

/// Links, in the order of the text.
type Links<'a> = Vec<&'a Spanned<String>>;

fn in_policy(policy: &Policy) -> Links<'_> {
    let notes = policy.doc.footnotes.iter().flat_map(|note| &note.blocks);
    let mut links = in_blocks(policy.doc.preamble.iter().chain(notes));
    policy
        .doc
        .clauses
        .iter()
        .for_each(|clause| clause_links(clause, &mut links));
    links
}

fn clause_links<'a>(clause: &'a Clause, links: &mut Links<'a>) {
    inline_links(&clause.title, links);
    for part in &clause.parts {
        match part {
            Part::Block(block) => block_links(block, links),
            Part::Clause(inner) => clause_links(inner, links),
        }
    }
}

fn in_blocks<'a>(blocks: impl Iterator<Item = &'a Block>) -> Links<'a> {
    let mut links = Links::new();
    blocks.for_each(|block| block_links(block, &mut links));
    links
}

fn block_links<'a>(block: &'a Block, links: &mut Links<'a>) {
    match block {
        Block::Heading { text, .. } | Block::Paragraph { text, .. } => inline_links(text, links),
        Block::Quote { blocks, .. } | Block::Callout { blocks, .. } => {
            blocks.iter().for_each(|b| block_links(b, links))
        }
        Block::List { items, .. } => items
            .iter()
            .flat_map(|Item { blocks, .. }| blocks)
            .for_each(|b| block_links(b, links)),
        Block::Table { head, rows, .. } => {
            let cells = head.iter().chain(rows.iter().flat_map(|Row { cells, .. }| cells));
            cells.for_each(|cell| inline_links(cell, links));
        }
        Block::Code { .. } | Block::Rule { .. } => {}
    }
}

fn inline_links<'a>(text: &'a [Inline], links: &mut Links<'a>) {
    for inline in text {
        match inline {
            Inline::Link { target, text } => {
                links.push(target);
                inline_links(text, links);
            }
            Inline::Image { target, .. } => links.push(target),
            Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Struck(inner) => inline_links(inner, links),
            _ => {}
        }
    }
}
