//! What several tests need.

pub mod failing_disk;
pub mod preview;
pub mod project;
pub mod scratch;
pub mod shapes;
