//! Every test that sees the program from outside, in one binary: one line and one sentence a subject.

mod flowchart; // pictures of decisions: nothing overlaps, nothing is left out
