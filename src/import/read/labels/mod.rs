//! The labels of lists, counted: what a level's pattern makes of the numbers of its own and the higher levels.
//!
//! Word and OpenDocument say it in different words, and mean one thing. The readers bring both to a [`Level`].

mod format;

pub use format::{AfterZ, Format};

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::import::document::Label;

/// How many levels a list may have: nine in Word, ten in OpenDocument.
pub const LEVELS: usize = 10;
/// The longest label. A pattern has up to 255 letters in Word.
const LONGEST: usize = 255;

/// How one level of a list is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Level {
    /// Its first number.
    pub start: i64,
    /// How its number is written.
    pub format: Format,
    /// The label.
    pub pattern: Vec<Part>,
    /// Begins anew after a line of a level above this one (0 the highest); never when it is 0.
    pub restart: usize,
    /// Shows the numbers of all levels in digits.
    pub legal: bool,
    /// How far its lines are set in.
    pub indent: Indent,
}

/// Farther to the side is no paper, in twentieths of a point.
pub const FAR: f64 = 31_680.0;

/// How far a paragraph is set in, in twentieths of a point. `None` is not said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Indent {
    /// All of its lines.
    pub left: Option<i32>,
    /// Its first line, with its label, from there.
    pub first: Option<i32>,
}

impl Indent {
    /// Returns this, and where it says nothing, what is said below.
    pub fn over(self, below: Self) -> Self {
        Self {
            left: self.left.or(below.left),
            first: self.first.or(below.first),
        }
    }

    /// Returns where the first line begins.
    pub fn begin(self) -> i32 {
        self.left.unwrap_or(0).saturating_add(self.first.unwrap_or(0))
    }
}

/// A part of a label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// What stands there.
    Literal(String),
    /// The number of a level.
    Number(usize),
}

/// The levels of a list, from the highest: those of its definition, shared by all that use it, and where one use differs.
#[derive(Clone, Debug)]
pub struct Levels {
    /// As defined.
    pub defined: Rc<[Level]>,
    /// In place of a defined one.
    pub own: BTreeMap<usize, Level>,
    /// First numbers, in place of those of the levels.
    pub starts: BTreeMap<usize, i64>,
}

impl Levels {
    /// Makes levels that are as defined.
    pub fn new(defined: Rc<[Level]>) -> Self {
        Self {
            defined,
            own: BTreeMap::new(),
            starts: BTreeMap::new(),
        }
    }

    /// Returns the level at `index`.
    pub fn get(&self, index: usize) -> Option<&Level> {
        self.own.get(&index).or_else(|| self.defined.get(index))
    }

    fn start(&self, index: usize, level: &Level) -> i64 {
        self.starts.get(&index).copied().unwrap_or(level.start)
    }
}

/// How far the levels of one list have been counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counters {
    counts: [Option<i64>; LEVELS],
}

impl Counters {
    /// Counts a line of `depth`. Levels above it that have not been counted yet stand at their start; deeper ones begin
    /// anew where their level says so. `start` sets the number of this line in place of counting on.
    pub fn advance(&mut self, depth: usize, levels: &Levels, start: Option<i64>) {
        for (index, count) in self.counts.iter_mut().enumerate() {
            let Some(level) = levels.get(index) else { continue };
            if index < depth {
                count.get_or_insert(levels.start(index, level));
            } else if index == depth {
                let next = count.map_or(levels.start(index, level), |count| count.saturating_add(1));
                *count = Some(start.unwrap_or(next));
            } else if depth < level.restart {
                *count = None;
            }
        }
    }

    /// Returns the label of a line of `depth` that was just counted, if it shows one.
    pub fn label(&self, depth: usize, levels: &Levels) -> Option<Label> {
        let level = levels.get(depth)?;
        let mut shown = String::new();
        for part in &level.pattern {
            match part {
                Part::Literal(text) => shown.push_str(text),
                Part::Number(of) if *of <= depth => shown.push_str(&self.number(*of, level, levels)),
                Part::Number(_) => {}
            }
        }
        let shown: String = shown.trim().chars().take(LONGEST).collect();
        let bullet = level.format == Format::Bullet;
        (!shown.is_empty()).then_some(Label {
            shown,
            depth: depth as u8,
            bullet,
        })
    }

    fn number(&self, of: usize, shown_by: &Level, levels: &Levels) -> String {
        let Some((level, count)) = levels.get(of).zip(self.counts.get(of).copied().flatten()) else {
            return String::new();
        };
        match level.format {
            Format::Bullet | Format::None => String::new(),
            // A zero before it is a digit too: Word's own `Section 1.01` is such a level.
            Format::Padded(digits) => Format::Padded(digits).shown(count),
            _ if shown_by.legal => Format::Decimal.shown(count),
            format => format.shown(count),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn level(index: usize, format: Format) -> Level {
        let numbers = (0..=index).flat_map(|of| [Part::Number(of), Part::Literal(".".to_owned())]);
        Level {
            start: 1,
            format,
            pattern: numbers.collect(),
            restart: index,
            legal: false,
            indent: Indent::default(),
        }
    }

    fn shown(levels: &[Level], depths: &[usize]) -> Vec<String> {
        let levels = &Levels::new(levels.into());
        let mut counters = Counters::default();
        let line = |depth: &usize| {
            counters.advance(*depth, levels, None);
            counters
                .label(*depth, levels)
                .map(|label| label.shown)
                .unwrap_or_default()
        };
        depths.iter().map(line).collect()
    }

    #[test]
    fn a_deeper_level_begins_anew_after_a_higher_one() {
        let levels = [
            level(0, Format::UpperRoman),
            level(1, Format::Decimal),
            level(2, Format::LowerRoman),
        ];
        assert_eq!(
            shown(&levels, &[0, 1, 2, 2, 1, 2, 0, 2]),
            ["I.", "I.1.", "I.1.i.", "I.1.ii.", "I.2.", "I.2.i.", "II.", "II.1.i."]
        );
    }

    #[test]
    fn a_level_may_run_on_over_higher_ones_and_show_digits_alone() {
        let mut levels = [
            level(0, Format::UpperRoman),
            level(1, Format::Decimal),
            level(2, Format::Decimal),
        ];
        levels[1].restart = 0;
        levels[2].legal = true;
        assert_eq!(
            shown(&levels, &[0, 1, 1, 0, 1, 2]),
            ["I.", "I.1.", "I.2.", "II.", "II.3.", "2.3.1."]
        );
    }
}
