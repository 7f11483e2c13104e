//! How words look: what styles and runs say of it, one over the other.

use super::line::Look;
use super::symbols::{Font, Height, is_private};

/// What can be said of a run. `None` is not said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Run {
    /// Bold.
    pub bold: Option<bool>,
    /// Italic.
    pub italic: Option<bool>,
    /// Struck out.
    pub struck: Option<bool>,
    /// Underlined.
    pub underlined: Option<bool>,
    /// Hidden.
    pub hidden: Option<bool>,
    /// In half-points.
    pub size: Option<u32>,
    /// The font, as far as it decides what letters mean.
    pub font: Option<Font>,
    /// Raised or lowered.
    pub height: Option<Height>,
}

impl Run {
    /// Returns these, and where they say nothing, what is said below.
    pub fn over(self, below: Self) -> Self {
        Self {
            bold: self.bold.or(below.bold),
            italic: self.italic.or(below.italic),
            struck: self.struck.or(below.struck),
            underlined: self.underlined.or(below.underlined),
            hidden: self.hidden.or(below.hidden),
            size: self.size.or(below.size),
            font: self.font.or(below.font),
            height: self.height.or(below.height),
        }
    }

    /// Returns how words with all this look. `usual` is what a heading's style says: its own bold is not told, nor that it
    /// is underlined.
    pub fn look(&self, usual: Option<Self>) -> Look {
        let heading = usual.is_some();
        let usual = usual.unwrap_or_default();
        Look {
            bold: self.bold == Some(true) && usual.bold != Some(true),
            italic: self.italic == Some(true) && usual.italic != Some(true),
            struck: self.struck == Some(true),
            underlined: self.underlined == Some(true) && !heading,
            size: self.size.unwrap_or(UNSAID),
        }
    }

    /// Returns words whose letters mean what they say. A letter that means another sign in its font becomes that sign;
    /// `unknown` says what stands for one that is not known. A raised or lowered figure becomes the sign for it: 10² is
    /// not 102.
    pub fn plain(&self, words: &str, mut unknown: impl FnMut() -> char) -> String {
        let font = self.font.unwrap_or(Font::Other);
        let height = self.height.unwrap_or(Height::Line);
        let sign = |letter: char| match letter {
            letter if !is_private(letter) => height.sign(letter),
            letter => {
                let known = [font, Font::Wingdings, Font::Symbol];
                let known = known.iter().find_map(|font| font.sign(u32::from(letter)));
                known.unwrap_or_else(&mut unknown)
            }
        };
        words.chars().map(sign).collect()
    }
}

/// The size of text of which nothing is said, in half-points: Word's.
const UNSAID: u32 = 20;
