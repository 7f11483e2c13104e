//! `fingerpost check`: everything that `build` does but the writing; then what was proved, in words.

use super::args::Check;
use super::made::{Made, contents, make};
use super::terminal::Terminal;
use super::told::Told;
use super::{Exit, accept};
use crate::compile;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::text::{Standing, count};
use crate::proof::words::{mutation, proof};
use crate::proof::{Graph, Proof};
use crate::site::{Decision, Site};

/// Looks for problems, and tells what was looked at.
pub fn run(options: &Check, terminal: &Terminal) -> Exit {
    if let Some(decision) = &options.accept {
        return accept::run(decision, options, terminal);
    }
    let made = make(&options.root, &options.common);
    let told = Told {
        done: summary(&made) + &proofs(&made, options.mutate),
        standing: Standing::CheckOnly,
        sources: made.sources,
        diagnostics: made.diagnostics,
        timings: made.timings,
    };
    told.tell(&options.common, terminal)
}

fn summary(made: &Made) -> String {
    let looked_at = format!("Looked at {}", contents(&made.sources));
    match made.diagnostics.as_slice() {
        [] => format!("{looked_at}. {}.\n", count(&[])),
        _ => format!("{looked_at}.\n"),
    }
}

/// Where there is an error, it is told instead: nothing is proved of a site that is not published.
fn proofs(made: &Made, mutate: bool) -> String {
    if made.diagnostics.iter().any(Diagnostic::is_error) {
        return String::new();
    }
    let site = compile::site(&made.sources);
    let decisions = site.decisions.values();
    decisions.map(|decision| proved(&site, decision, mutate)).collect()
}

fn proved(site: &Site, decision: &Decision, mutate: bool) -> String {
    let Ok(graph) = Graph::of(decision) else {
        return String::new();
    };
    let policy = decision.policy.as_ref().and_then(|name| site.policies.get(name));
    let shown = Proof::of(&graph, policy);
    let tried = if mutate { mutation(&graph, &shown) } else { Vec::new() };
    let lines = proof(&shown).into_iter().chain(tried);
    let lines: String = lines.map(|line| format!("  {line}\n")).collect();
    format!("\n{}\n{lines}", decision.path)
}
