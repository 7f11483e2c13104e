//! The lists of a document: how each level is shown, and which list counts on from which.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::styles::{indent, twips};
use crate::import::document::Label;
use crate::import::read::labels::{AfterZ, Counters, Format, Indent, LEVELS, Level, Levels, Part};
use crate::import::read::names::LONGEST_NAME;
use crate::import::read::xml::{Element, Space};

/// How many letters a prefix or suffix may have.
const AFFIX: usize = 64;

/// The lists of a document.
#[derive(Default)]
pub struct Lists {
    styles: BTreeMap<String, Levels>,
    outline: Option<Levels>,
    outline_counters: Counters,
    counters: Vec<Counters>,
    /// Which counters the list of this id has.
    by_id: BTreeMap<String, usize>,
    /// Which counters the last list of this style has.
    by_style: BTreeMap<Rc<str>, usize>,
}

/// Where a paragraph stands in a list.
#[derive(Clone)]
pub struct At {
    counters: usize,
    style: Option<Rc<str>>,
    depth: usize,
}

impl Lists {
    /// Reads the list styles under these roots.
    pub fn read(roots: &[Element<'_>]) -> Self {
        let mut lists = Self::default();
        let groups = roots.iter().flat_map(|root| root.children());
        let groups = groups.filter(|group| matches!(group.name(), "styles" | "automatic-styles"));
        for element in groups.flat_map(|group| group.children()) {
            if element.is(Space::Text, "outline-style") {
                lists.outline = Some(levels(element));
            } else if element.is(Space::Text, "list-style")
                && let Some(name) = element.foreign("name").filter(|name| name.len() <= LONGEST_NAME)
            {
                lists.styles.insert(name.into_owned(), levels(element));
            }
        }
        lists
    }

    /// Opens a `text:list` that stands in another one, or in none. `usual` is the list of its first paragraph's style.
    pub fn open(&mut self, list: Element<'_>, around: Option<&At>, usual: Option<&Rc<str>>) -> At {
        let own: Option<Rc<str>> = list.attribute("style-name").map(|name| (&*name).into());
        let at = match around {
            Some(around) => At {
                counters: around.counters,
                style: own.or_else(|| around.style.clone()),
                depth: (around.depth + 1).min(LEVELS - 1),
            },
            None => {
                let style = own.or_else(|| usual.cloned());
                At {
                    counters: self.counters_of(list, style.as_ref()),
                    style,
                    depth: 0,
                }
            }
        };
        if let Some(id) = list.foreign("id").or_else(|| list.attribute("id")) {
            self.by_id.insert(id.into_owned(), at.counters);
        }
        if let Some(style) = &at.style {
            self.by_style.insert(Rc::clone(style), at.counters);
        }
        at
    }

    /// A list counts on from the one that it names, or from the last of its own style, or begins anew.
    fn counters_of(&mut self, list: Element<'_>, style: Option<&Rc<str>>) -> usize {
        let named = list.attribute("continue-list").and_then(|id| self.by_id.get(&*id));
        let goes_on = list
            .attribute("continue-numbering")
            .is_some_and(|goes_on| goes_on == "true");
        let last = || style.filter(|_| goes_on).and_then(|style| self.by_style.get(style));
        if let Some(counters) = named.or_else(last) {
            return *counters;
        }
        self.counters.push(Counters::default());
        self.counters.len() - 1
    }

    /// Counts a line of a list, and returns its label.
    pub fn count(&mut self, at: &At, start: Option<i64>) -> Option<Label> {
        let levels = self.styles.get(&**at.style.as_ref()?)?;
        let counters = self.counters.get_mut(at.counters)?;
        counters.advance(at.depth, levels, start);
        counters.label(at.depth, levels)
    }

    /// Returns how far the lines at this place are set in.
    pub fn indent(&self, at: &At) -> Indent {
        let levels = at.style.as_ref().and_then(|style| self.styles.get(&**style));
        let level = levels.and_then(|levels| levels.get(at.depth));
        level.map(|level| level.indent).unwrap_or_default()
    }

    /// Counts a heading that stands in no list, and returns its label.
    pub fn count_heading(&mut self, rank: usize, start: Option<i64>) -> Option<Label> {
        let levels = self.outline.as_ref()?;
        let depth = rank.checked_sub(1)?.min(LEVELS - 1);
        self.outline_counters.advance(depth, levels, start);
        self.outline_counters.label(depth, levels)
    }
}

impl At {
    /// The same place, shown as another list's style says: for one line.
    pub fn shown_as(&self, style: &str) -> Self {
        Self {
            style: Some(style.into()),
            ..self.clone()
        }
    }

    /// The label of a further paragraph of a list's line.
    pub fn further(&self) -> Label {
        Label::further(self.depth as u8)
    }
}

fn levels(style: Element<'_>) -> Levels {
    let none = |index: usize| Level {
        start: 1,
        format: Format::None,
        pattern: Vec::new(),
        restart: index,
        legal: false,
        indent: Indent::default(),
    };
    let mut levels: Vec<Level> = (0..LEVELS).map(none).collect();
    for element in style.children() {
        let index = element.attribute("level").and_then(|level| level.parse::<usize>().ok());
        let Some(index) = index.and_then(|level| level.checked_sub(1)) else {
            continue;
        };
        let formats: Vec<Format> = levels.iter().map(|level| level.format).collect();
        if let Some(place) = levels.get_mut(index) {
            *place = level(element, index, &formats);
        }
    }
    Levels::new(levels.into())
}

fn level(element: Element<'_>, index: usize, formats: &[Format]) -> Level {
    let format = format(element);
    let start = element.attribute("start-value").and_then(|start| start.parse().ok());
    Level {
        start: start.unwrap_or(1),
        format,
        pattern: match format {
            Format::Bullet => bullet(element),
            format => pattern(element, index, format, formats),
        },
        restart: index,
        legal: false,
        indent: level_indent(element),
    }
}

/// Where a level's lines stand: as one says since version 1.2, or as before, by the space before the label alone.
fn level_indent(level: Element<'_>) -> Indent {
    let mut parts = level.children();
    let Some(properties) = parts.find(|part| part.name() == "list-level-properties") else {
        return Indent::default();
    };
    match properties.child("list-level-label-alignment") {
        Some(alignment) => indent(alignment),
        None => Indent {
            left: properties.foreign("space-before").and_then(|space| twips(&space)),
            first: None,
        },
    }
}

fn format(element: Element<'_>) -> Format {
    if element.name() != "list-level-style-number" && element.name() != "outline-level-style" {
        return Format::Bullet;
    }
    let after = match element.foreign("num-letter-sync").as_deref() {
        Some("true") => AfterZ::Repeated,
        _ => AfterZ::Counted,
    };
    match element.foreign("num-format").as_deref().unwrap_or_default() {
        "" => Format::None,
        "a" => Format::LowerLetter(after),
        "A" => Format::UpperLetter(after),
        "i" => Format::LowerRoman,
        "I" => Format::UpperRoman,
        "1st" => Format::Ordinal,
        padded if padded.starts_with('0') => {
            Format::Padded(padded.chars().take_while(char::is_ascii_digit).count().min(9) as u8)
        }
        _ => Format::Decimal,
    }
}

fn bullet(element: Element<'_>) -> Vec<Part> {
    let sign = element.attribute("bullet-char").and_then(|sign| sign.chars().next());
    let sign = sign.filter(|sign| !crate::import::read::symbols::is_private(*sign));
    vec![Part::Literal(sign.unwrap_or('•').to_string())]
}

/// What LibreOffice writes since version 7, `%1%.%2%)`; else what stands before and behind the numbers.
fn pattern(element: Element<'_>, index: usize, format: Format, formats: &[Format]) -> Vec<Part> {
    if let Some(pattern) = element.foreign("num-list-format") {
        return parts(&pattern);
    }
    let affix = |name: &str| {
        let text = element.foreign(name).unwrap_or_default();
        Part::Literal(text.chars().take(AFFIX).collect())
    };
    let shown = element
        .attribute("display-levels")
        .and_then(|levels| levels.parse::<usize>().ok());
    let first = (index + 1).saturating_sub(shown.unwrap_or(1).max(1));
    let has_number = |level: usize| level == index || formats.get(level).is_some_and(|format| *format != Format::None);
    let mut pattern = vec![affix("num-prefix")];
    if format != Format::None {
        for level in (first..=index).filter(|level| has_number(*level)) {
            if pattern.len() > 1 {
                pattern.push(Part::Literal(".".to_owned()));
            }
            pattern.push(Part::Number(level));
        }
    }
    pattern.push(affix("num-suffix"));
    pattern
}

fn parts(pattern: &str) -> Vec<Part> {
    let pattern: String = pattern.chars().take(AFFIX).collect();
    let mut parts = Vec::new();
    let mut pieces = pattern.split('%').peekable();
    let mut literal = pieces.next().unwrap_or_default().to_owned();
    while let Some(piece) = pieces.next() {
        let level = piece.parse::<usize>().ok().and_then(|level| level.checked_sub(1));
        match level.filter(|_| pieces.peek().is_some()) {
            Some(level) => {
                parts.push(Part::Literal(std::mem::take(&mut literal)));
                parts.push(Part::Number(level));
                pieces.next().unwrap_or_default().clone_into(&mut literal);
            }
            None => literal = format!("{literal}%{piece}"),
        }
    }
    parts.push(Part::Literal(literal));
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_has_numbers_between_its_percent_signs() {
        let literal = |text: &str| Part::Literal(text.to_owned());
        assert_eq!(parts("(%1%)"), [literal("("), Part::Number(0), literal(")")]);
        assert_eq!(
            parts("%1%.%2%"),
            [literal(""), Part::Number(0), literal("."), Part::Number(1), literal("")]
        );
        assert_eq!(parts("Note"), [literal("Note")]);
        assert_eq!(parts("5 %"), [literal("5 %")]);
    }
}
