//! What a person is told and shown of an import, and where the policy goes.

pub mod cited; // clauses that decisions cite and a next version does not have
pub mod pairs; // document and policy side by side
pub mod present; // what is there already
mod report; // the page to confirm
pub mod shelf; // where a policy goes on the disk, whole or not at all
pub mod slips; // what is likely mistyped
pub mod told; // what came of it, in words and as data
