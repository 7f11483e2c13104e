//! numbering.xml: the lists of a document, and how far each has been counted.
//!
//! A `w:num` is a use of a `w:abstractNum`; all uses of one count on together, unless a use sets a level's start, which
//! holds for its first line at that level. (ECMA-376, 17.9; what it leaves open, as Word shows it.)

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::styles::{Styles, indent, on, value};
use crate::import::document::Label;
use crate::import::read::labels::{AfterZ, Counters, Format, Indent, Level, Levels, Part};
use crate::import::read::xml::{Element, Space};
use crate::import::refused::Refused;

/// How many letters a level's pattern may have. Word takes 255, and nobody more than a few.
const PATTERN: usize = 64;

/// The lists of a document.
#[derive(Default)]
pub struct Numbering {
    definitions: Vec<Definition>,
    uses: BTreeMap<i64, Use>,
    /// The starts that have been used: of which list, at which level.
    started: BTreeSet<(i64, usize)>,
    /// Formats that we do not write, as they are called.
    pub unknown: BTreeSet<String>,
}

/// A `w:abstractNum`.
struct Definition {
    levels: Rc<[Level]>,
    /// The styles that stand for a level: `Heading2` for the second.
    styles: Rc<[Option<String>]>,
    counters: Counters,
    /// Takes its levels from the list of this style.
    linked_to: Option<String>,
    /// Is the list of this style.
    link_of: Option<String>,
}

/// A `w:num`.
struct Use {
    definition: usize,
    levels: Levels,
}

impl Numbering {
    /// Reads numbering.xml.
    ///
    /// # Errors
    /// A list takes its levels from itself.
    pub fn read(root: Element<'_>, styles: &Styles) -> Result<Self, Refused> {
        let mut numbering = Self::default();
        let mut by_id = BTreeMap::new();
        for element in root.children().filter(|element| element.is(Space::Word, "abstractNum")) {
            if let Some(id) = element.attribute("abstractNumId") {
                by_id.insert(id.into_owned(), numbering.definitions.len());
                let definition = numbering.definition(element);
                numbering.definitions.push(definition);
            }
        }
        let uses: Vec<_> = root
            .children()
            .filter(|element| element.is(Space::Word, "num"))
            .collect();
        let defined = |element: &Element<'_>| {
            let id = element.attribute("numId")?.parse::<i64>().ok()?;
            let definition = by_id.get(&*value(element.child("abstractNumId")?)?)?;
            Some((id, *definition))
        };
        let defined: BTreeMap<_, _> = uses.iter().filter_map(defined).collect();
        numbering.link(&defined, styles)?;
        for element in uses {
            numbering.take_up(element, &defined);
        }
        Ok(numbering)
    }

    fn definition(&mut self, element: Element<'_>) -> Definition {
        let linked = |name: &str| element.child(name).and_then(value).map(std::borrow::Cow::into_owned);
        let mut levels = Vec::new();
        let mut styles = Vec::new();
        for level in element.children().filter(|element| element.is(Space::Word, "lvl")) {
            let Some(index) = level_index(level) else { continue };
            while levels.len() <= index {
                levels.push(empty_level(levels.len()));
                styles.push(None);
            }
            let style = level.child("pStyle").and_then(value).map(std::borrow::Cow::into_owned);
            let read = self.level(level, index);
            if let Some((place, styled)) = levels.get_mut(index).zip(styles.get_mut(index)) {
                *place = read;
                *styled = style;
            }
        }
        Definition {
            levels: levels.into(),
            styles: styles.into(),
            counters: Counters::default(),
            linked_to: linked("numStyleLink"),
            link_of: linked("styleLink"),
        }
    }

    fn level(&mut self, level: Element<'_>, index: usize) -> Level {
        let number = |name: &str| {
            level
                .child(name)
                .and_then(value)
                .and_then(|value| value.parse::<i64>().ok())
        };
        let format = self.format(level);
        let pattern = level.child("lvlText").and_then(value).unwrap_or_default();
        Level {
            start: number("start").unwrap_or(0),
            format,
            pattern: match format {
                Format::Bullet => bullet(&pattern),
                _ => parts(&pattern, index),
            },
            restart: number("lvlRestart").map_or(index, |restart| usize::try_from(restart).unwrap_or(index)),
            legal: level.child("isLgl").is_some_and(on),
            indent: level.child("pPr").map(indent).unwrap_or_default(),
        }
    }

    fn format(&mut self, level: Element<'_>) -> Format {
        let Some(element) = format_of(level) else {
            return Format::Decimal;
        };
        match &*value(element).unwrap_or_default() {
            "decimal" => Format::Decimal,
            "decimalZero" => Format::Padded(2),
            "lowerLetter" => Format::LowerLetter(AfterZ::Repeated),
            "upperLetter" => Format::UpperLetter(AfterZ::Repeated),
            "lowerRoman" => Format::LowerRoman,
            "upperRoman" => Format::UpperRoman,
            "ordinal" => Format::Ordinal,
            "cardinalText" => Format::CardinalText,
            "ordinalText" => Format::OrdinalText,
            "bullet" => Format::Bullet,
            "none" => Format::None,
            "custom" if padded(element) > 0 => Format::Padded(padded(element)),
            other => {
                self.unknown.insert(other.chars().take(40).collect());
                Format::Decimal
            }
        }
    }

    /// Gives the definitions that only name a style the levels of that style's list.
    fn link(&mut self, defined: &BTreeMap<i64, usize>, styles: &Styles) -> Result<(), Refused> {
        let links: BTreeMap<String, usize> = (0..)
            .zip(&self.definitions)
            .filter_map(|(index, definition)| Some((definition.link_of.clone()?, index)))
            .collect();
        let next = |index: usize| {
            let style = self.definitions.get(index)?.linked_to.as_ref()?;
            let by_style = styles
                .get(style)
                .and_then(|style| defined.get(&style.paragraph.list?))
                .copied();
            by_style.or_else(|| links.get(style).copied())
        };
        let mut found = Vec::new();
        for start in 0..self.definitions.len() {
            let Some(last) = last_of(start, next) else {
                let style = self.definitions.get(start).and_then(|list| list.linked_to.clone());
                return Err(Refused::Circle {
                    what: "a list's style",
                    name: style.unwrap_or_default().chars().take(80).collect(),
                });
            };
            found.extend((last != start).then_some((start, last)));
        }
        for (start, last) in found {
            let last = self.definitions.get(last);
            let levels = last.map(|last| (Rc::clone(&last.levels), Rc::clone(&last.styles)));
            if let Some((definition, (levels, styles))) = self.definitions.get_mut(start).zip(levels) {
                (definition.levels, definition.styles) = (levels, styles);
            }
        }
        Ok(())
    }

    fn take_up(&mut self, element: Element<'_>, defined: &BTreeMap<i64, usize>) {
        let id = element.attribute("numId").and_then(|id| id.parse::<i64>().ok());
        let Some((id, definition)) = id.and_then(|id| Some((id, *defined.get(&id)?))) else {
            return;
        };
        let Some(defined) = self
            .definitions
            .get(definition)
            .map(|definition| Rc::clone(&definition.levels))
        else {
            return;
        };
        let mut levels = Levels::new(defined);
        for over in element
            .children()
            .filter(|element| element.is(Space::Word, "lvlOverride"))
        {
            let Some(index) = level_index(over) else { continue };
            let start = over
                .child("startOverride")
                .and_then(value)
                .and_then(|start| start.parse().ok());
            levels.starts.extend(start.map(|start| (index, start)));
            if let Some(level) = over.child("lvl") {
                let mut level = self.level(level, index);
                // Word ignores an `lvlRestart` here ([MS-OI29500], on 17.9.10).
                level.restart = levels.defined.get(index).map_or(index, |defined| defined.restart);
                levels.own.insert(index, level);
            }
        }
        self.uses.insert(id, Use { definition, levels });
    }

    /// Returns the level that `style` stands for in list `id`.
    pub fn level_of_style(&self, id: i64, style: &str) -> Option<usize> {
        let definition = self.definitions.get(self.uses.get(&id)?.definition)?;
        definition.styles.iter().position(|own| own.as_deref() == Some(style))
    }

    /// Returns how far the lines of list `id` are set in at `level`.
    pub fn indent(&self, id: i64, level: usize) -> Indent {
        let level = self.uses.get(&id).and_then(|list| list.levels.get(level));
        level.map(|level| level.indent).unwrap_or_default()
    }

    /// Counts a line of list `id` and returns its label, if it shows one.
    pub fn count(&mut self, id: i64, level: usize) -> Option<Label> {
        let list = self.uses.get(&id)?;
        let definition = self.definitions.get_mut(list.definition)?;
        let set = list.levels.starts.get(&level).copied();
        let start = set.filter(|_| self.started.insert((id, level)));
        definition.counters.advance(level, &list.levels, start);
        definition.counters.label(level, &list.levels)
    }
}

/// Where links lead in the end; nowhere when they go round in a circle. Word follows one; sixteen do no harm.
fn last_of(start: usize, next: impl Fn(usize) -> Option<usize>) -> Option<usize> {
    let way = std::iter::successors(Some(start), |at| next(*at));
    let mut way = way.take(17).skip_while(|at| next(*at).is_some());
    way.next()
}

/// The element that says how a level is numbered. Formats of later Words stand in the first of two versions.
fn format_of(level: Element<'_>) -> Option<Element<'_>> {
    level.child("numFmt").or_else(|| {
        let is_both = |child: &Element<'_>| child.is(Space::Compatibility, "AlternateContent");
        let version = level.children().find(is_both)?.children().next()?;
        version.children().find(|child| child.is(Space::Word, "numFmt"))
    })
}

/// `001, 002, 003, ...` -> 3.
fn padded(format: Element<'_>) -> u8 {
    let example = format.attribute("format").filter(|example| example.starts_with('0'));
    let digits = example.map_or(0, |example| example.chars().take_while(char::is_ascii_digit).count());
    digits.min(9) as u8
}

fn level_index(element: Element<'_>) -> Option<usize> {
    element.attribute("ilvl")?.parse().ok().filter(|index| *index < 9)
}

fn empty_level(index: usize) -> Level {
    Level {
        start: 1,
        format: Format::None,
        pattern: Vec::new(),
        restart: index,
        legal: false,
        indent: Indent::default(),
    }
}

/// `%1.%2` -> the number of the first level, a full stop, the number of the second. `index` is the level whose it is.
fn parts(pattern: &str, index: usize) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut literal = String::new();
    let mut letters = pattern.chars().take(PATTERN).peekable();
    while let Some(letter) = letters.next() {
        let level = letters
            .peek()
            .and_then(|digit| digit.to_digit(10))
            .filter(|digit| *digit > 0);
        match level.filter(|_| letter == '%') {
            Some(level) => {
                letters.next();
                parts.push(Part::Literal(std::mem::take(&mut literal)));
                parts.push(Part::Number(level as usize - 1));
            }
            None => literal.push(letter),
        }
    }
    parts.push(Part::Literal(literal));
    parts.retain(|part| *part != Part::Literal(String::new()));
    // Word shows nothing of a pattern that asks for a deeper level ([MS-OI29500], on 17.9.11).
    match parts.iter().any(|part| matches!(part, Part::Number(of) if *of > index)) {
        true => Vec::new(),
        false => parts,
    }
}

/// A bullet's letter means something in its font alone. Those of Symbol and Wingdings are all shown as one.
fn bullet(pattern: &str) -> Vec<Part> {
    let private = |letter: char| ('\u{E000}'..='\u{F8FF}').contains(&letter);
    let shown = pattern
        .chars()
        .take(PATTERN)
        .map(|letter| if private(letter) { '•' } else { letter });
    vec![Part::Literal(shown.collect())]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::read::xml::Tree;

    #[test]
    fn a_use_of_a_list_does_not_change_when_a_level_begins_anew() {
        let level = |restart| format!(r#"<w:lvl w:ilvl="2"><w:lvlRestart w:val="{restart}"/></w:lvl>"#);
        let xml = format!(
            r#"<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
            <w:abstractNum w:abstractNumId="7">{}</w:abstractNum>
            <w:num w:numId="1"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="2">{}</w:lvlOverride></w:num>
            </w:numbering>"#,
            level(0),
            level(1)
        );
        let tree = Tree::read("numbering.xml", &xml).expect("a tree");
        let numbering = Numbering::read(tree.root(), &Styles::default()).expect("the lists");
        let list = numbering.uses.get(&1).expect("the list");
        assert_eq!(list.levels.get(2).map(|level| level.restart), Some(0));
    }

    #[test]
    fn a_pattern_has_numbers_of_its_own_level_and_higher_ones() {
        let whole = [Part::Number(0), Part::Literal(".".into()), Part::Number(1)];
        assert_eq!(parts("%1.%2", 1), whole);
        assert_eq!(parts("%1.%3", 1), []);
    }
}
