//! From Word to a policy, with nothing lost.
//!
//! ```text
//!  the bytes of a file
//!      | read        Word, OpenDocument, text, Markdown -> Document   labels as its own program shows them
//!      | understand  Document                           -> Outline    sections, clauses, items, paragraphs
//!      | written     Outline                            -> a policy   Markdown, as an author would have written it
//!      | proof       both                               -> every word of the one is in the other, in order
//! ```

pub mod document; // what every reader gives
