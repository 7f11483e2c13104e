//! What `build` and `check` share: a site, made in memory.

use std::path::Path;

use super::args::Common;
use super::progress::Part;
use super::terminal::Terminal;
use super::timings::Timings;
use crate::compile::{Options, Stage, compile};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::text::{joined, number};
use crate::load::load;
use crate::output::Output;
use crate::parse::Kind;
use crate::path::ContentPath;
use crate::source::Sources;

/// A site in memory, and what was found on the way.
pub struct Made {
    /// What was read.
    pub sources: Sources,
    /// The site; nothing where there is an error.
    pub output: Option<Output>,
    /// What was found.
    pub diagnostics: Vec<Diagnostic>,
    /// How long it took.
    pub timings: Timings,
}

/// Reads the site below `root` and compiles it, on as many threads as `common` says; `terminal` is told how far it is.
pub fn make(root: &Path, common: &Common, terminal: &Terminal) -> Made {
    match pool(common.threads) {
        Some(pool) => pool.install(|| make_here(root, common, terminal)),
        None => make_here(root, common, terminal),
    }
}

/// Returns threads of our own where a number was asked for and the machine can give them.
fn pool(threads: Option<usize>) -> Option<rayon::ThreadPool> {
    rayon::ThreadPoolBuilder::new().num_threads(threads?).build().ok()
}

fn make_here(root: &Path, common: &Common, terminal: &Terminal) -> Made {
    let mut timings = Timings::start("load");
    terminal.begin(Part::Load);
    let loaded = load(root);
    let options = Options { as_of: common.as_of };
    let compiled = compile(&loaded.value, options, &mut |stage| {
        timings.begin(stage_name(stage));
        terminal.begin(stage.into());
    });
    let diagnostics = [loaded.diagnostics, compiled.diagnostics].concat();
    let whole = !diagnostics.iter().any(Diagnostic::is_error);
    Made {
        output: compiled.value.filter(|_| whole),
        sources: loaded.value,
        diagnostics,
        timings,
    }
}

fn stage_name(stage: Stage) -> &'static str {
    match stage {
        Stage::Parse => "parse",
        Stage::Assemble => "assemble",
        Stage::Check => "check",
        Stage::Render => "render",
    }
}

/// Returns what authors wrote, counted: `1 policy, 1 decision and 3 pages`.
pub fn contents(sources: &Sources) -> String {
    let count = |kind| sources.files.keys().filter(|path| counted(path) == Some(kind)).count();
    let counts = [
        (count(Kind::Policy), "policy", "policies"),
        (count(Kind::Decision), "decision", "decisions"),
        (count(Kind::Page), "page", "pages"),
    ];
    let words = counts.into_iter().filter(|(count, ..)| *count > 0);
    joined(
        &words
            .map(|(count, one, many)| number(count, one, many))
            .collect::<Vec<_>>(),
    )
}

/// Returns what a file is; an earlier version of a policy is no policy of its own.
fn counted(path: &ContentPath) -> Option<Kind> {
    Kind::of(path).filter(|kind| *kind != Kind::Policy || path.folder() == "policies")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Source;

    #[test]
    fn contents_are_counted_as_an_author_would() {
        let names = [
            "site.yaml",
            "index.md",
            "pages/a.md",
            "policies/a.md",
            "policies/a/1.0.md",
            "decisions/a.yaml",
            "decisions/a.stories.yaml",
        ];
        let files = names.map(|name| (ContentPath::new(name).expect("a good path"), Source::text("")));
        let sources = Sources {
            files: files.into(),
            ..Sources::default()
        };
        assert_eq!(contents(&sources), "1 policy, 1 decision and 2 pages");
        assert_eq!(contents(&Sources::default()), "nothing");
    }
}
