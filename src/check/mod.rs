//! Rules over a whole site: each a function from `&Site` to findings, one file a subject. Pure; reads only.

mod colours;
mod coverage;
mod dates;
mod links;
mod mentions;
pub mod pages;
mod places;
mod proofs;
mod run_together;
mod shape;
mod versions;

use crate::date::Date;
use crate::diagnostic::Diagnostic;
use crate::site::Site;

/// Returns everything that is wrong with `site` on the day `as_of`.
pub fn check(site: &Site, as_of: Date) -> Vec<Diagnostic> {
    let mut found = links::check(site);
    found.extend(mentions::check(site));
    found.extend(run_together::check(site));
    found.extend(shape::check(site));
    found.extend(proofs::check(site));
    found.extend(coverage::check(site));
    found.extend(dates::check(site, as_of));
    found.extend(versions::check(site));
    found.extend(colours::check(site));
    found.extend(places::check(site));
    found.extend(places::nothing(site));
    found
}
