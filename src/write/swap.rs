//! The step in which the next site becomes the published one, and what the next build does when a build was killed
//! around that step.
//!
//! At every instant the target is a whole site, or, on a system that cannot exchange two folders, for one instant not
//! there, with the site before beside it. What each folder of [`Place`] means is told by its name alone:
//!
//! | there is | it means |
//! |---|---|
//! | `growing` | a build was killed before the swap: nothing in it was ever published |
//! | `ready` and the target | either of them was published, both are whole; what is not in the target is kept |
//! | `old` and no target | killed between two renames: the site before goes back |
//! | `old` and the target | killed after both renames |
//! | `ready`, no `old`, no target | killed before a first site was published |

use super::Refused;
use super::place::Place;
use super::retire::{self, Known};
use super::survey::Standing;
use crate::diagnostic::Diagnostic;
use crate::disk::{Disk, DiskError, Kind};

/// Publishes what has grown, in place of a site before it or as the first one.
///
/// # Errors
/// What the disk refuses; then the site before is in place as it was, and what has grown is back in `growing`.
pub fn swap(disk: &dyn Disk, place: &Place, replaces: bool) -> Result<(), DiskError> {
    disk.rename(&place.growing, &place.ready)?;
    put_in_place(disk, place, replaces).inspect_err(|_| {
        // Should this fail as well, the next build finds a whole site in `ready` and knows what to do.
        let _ = disk.rename(&place.ready, &place.growing);
    })
}

fn put_in_place(disk: &dyn Disk, place: &Place, replaces: bool) -> Result<(), DiskError> {
    if !replaces {
        disk.rename(&place.ready, &place.target)
    } else if disk.exchange(&place.ready, &place.target)? {
        Ok(())
    } else {
        rename_twice(disk, place)
    }
}

fn rename_twice(disk: &dyn Disk, place: &Place) -> Result<(), DiskError> {
    disk.rename(&place.target, &place.old)?;
    disk.rename(&place.ready, &place.target).or_else(|error| {
        disk.rename(&place.old, &place.target)?;
        Err(error)
    })
}

/// Clears up behind a build that was killed, so that only the target is left.
///
/// # Errors
/// What the disk refuses.
pub fn recover(disk: &dyn Disk, place: &Place) -> Result<Vec<Diagnostic>, Refused> {
    retire::throw_away(disk, &place.growing)?;
    for whole in [&place.old, &place.ready] {
        if disk.look(&place.target)?.is_none() && disk.look(whole)?.is_some() {
            disk.rename(whole, &place.target)?;
        }
    }
    let mut notes = Vec::new();
    for whole in [&place.old, &place.ready] {
        if disk.look(whole)?.is_some_and(|found| found.kind == Kind::Folder) {
            let known = Known::after_a_crash(&Standing::survey(disk, whole)?);
            notes.extend(retire::retire(disk, whole, &place.target, &known)?);
        }
    }
    Ok(notes)
}
