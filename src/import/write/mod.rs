//! An [`Outline`](super::outline::Outline) -> a policy, as an author would have written it.

pub mod agreed; // numbers of headings, as the site reads them
pub mod inline; // words -> Markdown
pub mod policy; // the whole file
mod signs; // what is typed before each line of a list
mod stress; // words in bold and italics, typed so that Markdown reads them so
