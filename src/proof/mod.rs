//! What is true of a decision on every journey. Pure; reads a [`Decision`](crate::site::Decision) and nothing else.

pub mod graph;
pub mod journeys;

pub use graph::Graph;
pub use journeys::Journey;
