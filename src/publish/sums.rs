//! A list of every file with its SHA-256, as `sha256sum --check` and other programs read it.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

use crate::output::Output;
use crate::path::OutputPath;

/// The list's name, as others call theirs.
pub const NAME: &str = "SHA256SUMS";

/// Returns the site with the list of its files.
pub fn with_sums(mut site: Output) -> Output {
    let sums = sums(&site);
    if let Ok(path) = OutputPath::new(NAME) {
        site.files.insert(path, sums.into_bytes());
    }
    site
}

fn sums(site: &Output) -> String {
    let mut list = String::new();
    for (path, bytes) in &site.files {
        for byte in Sha256::digest(bytes) {
            // Writing to a String cannot fail.
            let _ = write!(list, "{byte:02x}");
        }
        list.extend(["  ", path.as_str(), "\n"]);
    }
    list
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_that_of_the_usual_program() {
        let path = OutputPath::new("a.txt").expect("a good path");
        let site = Output {
            files: [(path, b"abc".to_vec())].into(),
        };
        let list = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  a.txt\n";
        assert_eq!(sums(&site), list);
        assert_eq!(with_sums(site).files.len(), 2);
    }
}
