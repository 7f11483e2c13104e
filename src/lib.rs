//! Fingerpost turns a school's policies and the decisions that they ask staff to make into a website.
//!
//! ```text
//!  bytes on disk
//!      | load        content/, themes/        -> Sources     sorted text and bytes by path
//!      | parse       one file's text          -> Document    pure; never fails; knows no other file
//!      | assemble    all documents            -> Site        pure; linked, ordered, immutable
//!      | check       a site                   -> findings    pure; reads only
//!      | render      a site and a theme       -> Output      pure; sorted map, path -> bytes
//!      | write       an output                -> bytes on disk, whole or not at all
//! ```
//!
//! A module uses only modules that stand above it here, or its own folder; `tests/layers.rs` says so in rows.

pub mod slug; // addresses made from words

pub mod path; // where a text was written, where a page lands

pub mod date; // calendar dates; nothing here knows today

pub mod source; // text by path, and places in it

pub mod output; // the finished site as a map

pub mod diagnostic; // what went wrong, as data and as text

pub mod disk; // the one door to files

pub mod watch; // says that something moved

pub mod load; // disk -> `Sources`

pub mod parse; // one text -> `Document`

pub mod site; // all documents -> `Site`, linked

pub mod proof; // what is true of a decision on every journey

pub mod flowchart; // a decision -> a drawing

pub mod check; // a site -> findings

pub mod theme; // the look, as data

pub mod render; // a site and a theme -> `Output`

pub mod compile; // the pipeline without its two ends

pub mod write; // `Output` -> disk, whole or not at all

pub mod publish; // an output, ready to hand over

pub mod import; // a document from a word processor -> a policy

pub mod serve; // the preview

pub mod cli; // what was typed -> one command
