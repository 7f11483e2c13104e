//! One file's text -> [`Document`]. Pure; never fails; knows no other file, not even the name of its own.

pub mod config;
pub mod decision;
pub mod edition;
pub mod front_matter;
pub mod markdown;
pub mod page;
pub mod policy;
pub mod stories;

use crate::diagnostic::Finding;

/// What a file of content turned out to be.
#[derive(Clone, Debug, PartialEq)]
pub enum Document {
    /// `site.yaml`.
    Config(Box<config::Config>),
    /// `policies/*.md`, `policies/*/*.md`.
    Policy(Box<policy::PolicyDoc>),
    /// `decisions/*.yaml`.
    Decision(Box<decision::DecisionDoc>),
    /// `decisions/*.stories.yaml`.
    Stories(Box<stories::StoriesDoc>),
    /// `index.md`, `pages/**.md`.
    Page(Box<page::PageDoc>),
    /// Anything that is carried as it is: images, PDFs.
    Asset,
}

/// What a place in the content folder makes of a file that lies there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// `site.yaml`.
    Config,
    /// `policies/*.md`, `policies/*/*.md`.
    Policy,
    /// `decisions/*.yaml`.
    Decision,
    /// `decisions/*.stories.yaml`.
    Stories,
    /// `index.md`, `pages/**.md`.
    Page,
}

/// A document and what was noticed while reading it.
#[derive(Clone, Debug)]
pub struct Parsed {
    /// The document: as much of it as could be made out.
    pub document: Document,
    /// What is wrong with it.
    pub findings: Vec<Finding>,
}
