//! Fingerpost turns a school's policies and decisions into a website.

pub mod slug;

pub mod path;

pub mod date;

pub mod source;

pub mod output;

pub mod diagnostic;

pub mod disk;

pub mod watch;

pub mod load;

pub mod parse;

pub mod site;

pub mod proof;

pub mod flowchart;

pub mod check;

pub mod theme;

pub mod render;

pub mod compile;

pub mod write;

pub mod publish;

pub mod serve;

pub mod cli;
