//! The finished site, before anything is written: a sorted map from path to bytes.

use std::collections::BTreeMap;

use crate::path::OutputPath;

/// Every file of the site. Whoever has it can write it, serve it or compare it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Output {
    /// The files, by where they land.
    pub files: BTreeMap<OutputPath, Vec<u8>>,
}
