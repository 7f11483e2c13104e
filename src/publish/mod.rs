//! The finished site in the forms in which it is handed over. Takes an [`Output`], and what it
//! gives depends on nothing else: the same site gives the same bytes.
//!
//! `changes` says in words what will change, `sums` adds the list that tells whether every file has arrived, `zip` is
//! all in one archive, `single` a page that works from an e-mail, `whole` the site to read in one file, `fragment` a
//! page for a system that takes neither styles nor scripts. `hand_over` writes the whole site, `file` puts one file on
//! the disk, whole or not at all; `page` says what that will change; `passages` reads back what pages say.

pub mod changes;
pub mod file;
pub mod fragment;
pub mod hand_over;
mod links;
mod markup;
pub mod page;
mod passages;
pub mod single;
pub mod sums;
pub mod whole;
pub mod zip;

use crate::diagnostic::nearest::nearest;
use crate::diagnostic::{Code, Finding};
use crate::output::Output;
use crate::path::OutputPath;

/// Where pages lie that have a name of their own.
const NAMED: [&str; 3] = ["policies", "decisions", "pages"];

/// Returns the page of the policy, decision or other page called `name`: `information-sharing`.
///
/// # Errors
/// There is none, with the nearest name there is.
pub fn named(site: &Output, name: &str) -> Result<OutputPath, Finding> {
    let found = NAMED.iter().find_map(|folder| {
        let path = OutputPath::new(&format!("{folder}/{name}.html")).ok()?;
        site.files.contains_key(&path).then_some(path)
    });
    found.ok_or_else(|| unknown(site, name))
}

fn unknown(site: &Output, name: &str) -> Finding {
    let names = site.files.keys().filter_map(|path| {
        let (folder, file) = path.as_str().split_once('/')?;
        NAMED.contains(&folder).then(|| file.strip_suffix(".html"))?
    });
    let names: Vec<&str> = names.filter(|name| !name.contains('/')).collect();
    let hint = match nearest(name, names.iter().copied()) {
        Some(near) => format!("Did you mean `{near}`?"),
        None => format!("The names are: {}.", names.join(", ")),
    };
    Finding::of_file(
        Code::UnknownName,
        format!("No policy, decision or page is called `{name}`."),
    )
    .hint(hint)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_found_by_its_name_and_a_slip_is_told() {
        let path = |name: &str| OutputPath::new(name).expect("a good path");
        let files = [
            "decisions/may-i-share.html",
            "policies/visits.html",
            "policies/visits/1.0.html",
        ];
        let site = Output {
            files: files.map(|name| (path(name), Vec::new())).into(),
        };
        assert_eq!(named(&site, "visits").ok(), Some(path("policies/visits.html")));
        let slip = named(&site, "visit").expect_err("no such name");
        assert_eq!(slip.hints, ["Did you mean `visits`?"]);
        assert!(named(&site, "../index").is_err());
    }
}
