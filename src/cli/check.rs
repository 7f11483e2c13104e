//! `fingerpost check`: everything that `build` does but the writing; then what was proved, in words.

use super::args::{Check, Format};
use super::made::{Made, contents, make};
use super::terminal::Terminal;
use super::told::Told;
use super::{Exit, accept};
use crate::compile;
use crate::diagnostic::text::{Standing, count};
use crate::proof::compare::policy_of;
use crate::proof::report::{Report, report};
use crate::proof::words::{mutation, proof};
use crate::proof::{Graph, Proof};
use crate::site::{Decision, Site};

/// Looks for problems, and tells what was looked at.
pub fn run(options: &Check, terminal: &Terminal) -> Exit {
    if let Some(decision) = &options.accept {
        return accept::run(decision, options, terminal);
    }
    let made = make(&options.root, &options.common, terminal);
    let site = compile::site(&made.sources);
    let proved: Vec<Proved> = site
        .decisions
        .values()
        .filter_map(|decision| Proved::of(&site, decision))
        .collect();
    let reports: Option<Vec<Report>> = match options.common.format {
        Format::Text => None,
        Format::Json => Some(proved.iter().map(|proved| proved.report(options.mutate)).collect()),
    };
    let words = match options.common.format {
        Format::Text => proved.iter().map(|proved| proved.in_words(options.mutate)).collect(),
        Format::Json => String::new(),
    };
    let told = Told {
        done: summary(&made) + &words,
        standing: Standing::CheckOnly,
        sources: made.sources,
        diagnostics: made.diagnostics,
        timings: made.timings,
    };
    told.tell_with(reports.as_deref(), &options.common, terminal)
}

fn summary(made: &Made) -> String {
    let looked_at = format!("Looked at {}", contents(&made.sources));
    match made.diagnostics.as_slice() {
        [] => format!("{looked_at}. {}.\n", count(&[])),
        _ => format!("{looked_at}.\n"),
    }
}

/// What was proved of one decision. Of one whose shape does not hold nothing can be; its findings say why.
struct Proved<'a> {
    graph: Graph<'a>,
    proof: Proof<'a>,
}

impl<'a> Proved<'a> {
    fn of(site: &'a Site, decision: &'a Decision) -> Option<Self> {
        let graph = Graph::of(decision).ok()?;
        let proof = Proof::of(&graph, policy_of(site, decision));
        Some(Self { graph, proof })
    }

    fn in_words(&self, mutate: bool) -> String {
        let tried = match mutate {
            true => mutation(&self.graph, &self.proof),
            false => Vec::new(),
        };
        let lines = proof(&self.graph, &self.proof).into_iter().chain(tried);
        let lines: String = lines.map(|line| format!("  {line}\n")).collect();
        format!("\n{}\n{lines}", self.graph.decision.path)
    }

    fn report(&self, mutate: bool) -> Report {
        report(&self.graph, &self.proof, mutate)
    }
}
