//! Names and addresses that a document gives once and uses any number of times.

/// The longest name of a style, in bytes; Word takes 253 letters. A name is looked up for every paragraph, so a longer
/// one, which no program writes, names nothing.
pub const LONGEST_NAME: usize = 1024;
/// The longest address that a link may have, in bytes: browsers take no longer ones.
pub const LONGEST_LINK: usize = 2048;
