//! Pictures of decisions: nothing overlaps, nothing is left out, the same bytes every time.

mod chart_file;
mod graphs;
mod measures;
mod pictures;
mod properties;
