//! Every test that sees the program from outside, in one binary: one line and one sentence a subject.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test that cannot go on should stop, and tests look at real files"
)]

mod command; // the binary: arguments, exit codes, and what is printed where
mod desk; // the preview's desk: what it tells, its buttons, and everybody who may not press them
mod diagnostics; // each fault, with the expected finding written beside it
mod faults; // the two ends of the pipeline when something goes wrong: disks, files, folders, authors' own things
mod flowchart; // pictures of decisions: nothing overlaps, nothing is left out
mod import; // documents: read as their own program shows them, or refused; the policies that they become, no word lost
mod kill; // builds that are killed, and readers that read meanwhile
mod layers; // what may use what: the picture in the README and the code cannot part
mod markdown; // what authors type: read whatever it is, no word lost, no id twice
mod proofs; // what is proved of decisions: a second, naive implementation agrees; limits are kept; faults are told
mod properties; // any input: no panic, the same bytes every time
mod publish; // the site handed over: folder, archive, single page, plain HTML
mod serve; // the preview on a real port: pages, news, faults, tricks, and clients that misbehave
mod sites; // folders of content and the sites they must give
mod support; // what several tests need
mod theme; // what pages look like: nothing of the theme left out, every template a whole page

#[test]
fn every_file_of_tests_is_listed_here() {
    let listed = include_str!("main.rs");
    let files = support::scratch::files(&support::scratch::repository().join("tests"));
    let names = files.keys().filter(|path| path.components().count() == 1);
    let modules = names.filter_map(|path| path.to_str()?.strip_suffix(".rs"));
    let forgotten = modules.filter(|name| !ELSEWHERE.contains(name) && !listed.contains(&format!("\nmod {name};")));
    assert_eq!(forgotten.collect::<Vec<_>>(), Vec::<&str>::new());
}

/// This file, and a target of its own.
const ELSEWHERE: [&str; 2] = ["main", "bench"];
