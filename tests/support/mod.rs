//! What several tests need.

pub mod failing_disk;
pub mod project;
pub mod scratch;
