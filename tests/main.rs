//! Every test that sees the program from outside, in one binary: one line and one sentence a subject.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test that cannot go on should stop, and tests look at real files"
)]

mod faults; // the two ends of the pipeline when something goes wrong: disks, files, folders, authors' own things
mod flowchart; // pictures of decisions: nothing overlaps, nothing is left out
mod kill; // builds that are killed, and readers that read meanwhile
mod layers; // what may use what: the picture in the README and the code cannot part
mod markdown; // what authors type: read whatever it is, no word lost, no id twice
mod proofs; // what is proved of decisions: a second, naive implementation agrees; limits are kept; faults are told
mod properties; // any input: no panic, the same bytes every time
mod sites; // folders of content and the sites they must give
mod support; // what several tests need
mod theme; // what pages look like: nothing of the theme left out, every template a whole page
