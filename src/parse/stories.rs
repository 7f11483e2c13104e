//! Stories as written: worked examples of a decision that are also its tests.

use crate::source::Spanned;

/// One file of stories.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StoriesDoc {
    /// The decision they belong to: a file beside this one.
    pub stories_for: Option<Spanned<String>>,
    /// The stories, in order.
    pub stories: Vec<StoryDoc>,
}

/// One story.
#[derive(Clone, Debug, PartialEq)]
pub struct StoryDoc {
    /// What happens, in a line.
    pub name: Spanned<String>,
    /// The answers given: question and answer, in the order of the file.
    pub answers: Vec<(Spanned<String>, Spanned<String>)>,
    /// The way out taken instead of, or behind, the answers.
    pub at_any_time: Option<Spanned<String>>,
    /// The outcome it must reach.
    pub ends_at: Spanned<String>,
    /// Fields of the record and what they must hold.
    pub record: Vec<(Spanned<String>, Spanned<String>)>,
}
