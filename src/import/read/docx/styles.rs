//! styles.xml: what each style says, with all that it takes from the styles that it is based on.

use std::collections::BTreeMap;

use crate::import::read::labels::{FAR, Indent};
use crate::import::read::names::LONGEST_NAME;
use crate::import::read::run::Run;
use crate::import::read::symbols::{Font, Height};
use crate::import::read::xml::{Element, Space};
use crate::import::refused::Refused;

/// How much of a style's name is kept: each name is compared with a few short ones, and told in faults.
const NAME: usize = 80;

/// The styles of a document.
#[derive(Default)]
pub struct Styles {
    by_id: BTreeMap<String, Style>,
    default: Option<String>,
    /// What every run has unless something says otherwise.
    pub defaults: Run,
}

/// One style, with what it takes from those below it.
#[derive(Clone, Default)]
pub struct Style {
    /// What it is called, in lower case: `heading 1`, in every language of Word.
    pub name: String,
    /// What it says of a paragraph.
    pub paragraph: ParagraphProperties,
    /// What it says of runs.
    pub run: Run,
    based_on: Option<String>,
}

/// What can be said of a paragraph. `None` is not said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ParagraphProperties {
    /// Its list; 0 takes it out of any.
    pub list: Option<i64>,
    /// Its level in the list, from 0.
    pub level: Option<usize>,
    /// Its rank as a heading, from 0; 9 is text.
    pub outline: Option<u8>,
    /// How far it is set in.
    pub indent: Indent,
}

impl ParagraphProperties {
    /// Reads a `w:pPr`.
    pub fn read(properties: Element<'_>) -> Self {
        let numbering = properties.child("numPr");
        let number = |name: &str| numbering.and_then(|numbering| value(numbering.child(name)?)?.parse::<i64>().ok());
        let outline = properties.child("outlineLvl").and_then(value);
        Self {
            list: number("numId"),
            level: number("ilvl").map(|level| usize::try_from(level).unwrap_or(0).min(8)),
            outline: outline.and_then(|level| level.parse().ok()),
            indent: indent(properties),
        }
    }

    /// Returns these, and where they say nothing, what is said below. What names a list stands where that list does, wherever
    /// the style below stands.
    pub fn over(self, below: Self) -> Self {
        Self {
            list: self.list.or(below.list),
            level: self.level.or(below.level),
            outline: self.outline.or(below.outline),
            indent: match self.list {
                Some(_) => self.indent,
                None => self.indent.over(below.indent),
            },
        }
    }
}

/// Reads the `w:ind` of a paragraph's properties, or of a list's level.
pub fn indent(properties: Element<'_>) -> Indent {
    let indent = properties.child("ind");
    let twips = |name: &str| {
        indent?
            .attribute(name)?
            .parse::<f64>()
            .ok()
            .map(|twips| twips.clamp(-FAR, FAR) as i32)
    };
    Indent {
        left: twips("left").or_else(|| twips("start")),
        first: twips("hanging").map(|hanging| -hanging).or_else(|| twips("firstLine")),
    }
}

/// Reads a `w:rPr`.
pub fn run(properties: Element<'_>) -> Run {
    let is_on = |name: &str| properties.child(name).map(on);
    let fonts = properties.child("rFonts");
    let size = properties.child("sz").and_then(value);
    let struck = is_on("strike").into_iter().chain(is_on("dstrike"));
    Run {
        bold: is_on("b"),
        italic: is_on("i"),
        struck: struck.reduce(|single, double| single || double),
        underlined: properties.child("u").map(on),
        hidden: is_on("vanish"),
        size: size
            .and_then(|size| size.parse::<f64>().ok())
            .map(|size| size.clamp(0.0, 10_000.0) as u32),
        font: fonts
            .and_then(|fonts| fonts.attribute("ascii"))
            .map(|name| Font::named(&name)),
        height: properties
            .child("vertAlign")
            .and_then(value)
            .map(|height| height_of(&height)),
    }
}

fn height_of(said: &str) -> Height {
    match said {
        "superscript" => Height::Raised,
        "subscript" => Height::Lowered,
        _ => Height::Line,
    }
}

/// Returns what a character style makes of a paragraph's style: of bold, italic and their like each turns the other
/// round (ECMA-376, 17.7.3).
pub fn toggled(own: Run, paragraph: Run) -> Run {
    let turned = |own: Option<bool>, below: Option<bool>| match (own, below) {
        (Some(own), Some(below)) => Some(own != below),
        (own, below) => own.or(below),
    };
    Run {
        bold: turned(own.bold, paragraph.bold),
        italic: turned(own.italic, paragraph.italic),
        struck: turned(own.struck, paragraph.struck),
        hidden: turned(own.hidden, paragraph.hidden),
        ..own.over(paragraph)
    }
}

/// Returns `w:val`.
pub fn value<'a>(element: Element<'a>) -> Option<std::borrow::Cow<'a, str>> {
    element.attribute("val")
}

/// Returns whether a property is on: it is when it is there and says nothing.
pub fn on(element: Element<'_>) -> bool {
    value(element).is_none_or(|value| !matches!(&*value, "0" | "false" | "off" | "none"))
}

impl Styles {
    /// Reads styles.xml.
    ///
    /// # Errors
    /// A style is based on itself.
    pub fn read(root: Element<'_>) -> Result<Self, Refused> {
        let mut styles = Self::default();
        let defaults = root
            .child("docDefaults")
            .and_then(|all| all.child("rPrDefault")?.child("rPr"));
        styles.defaults = defaults.map(run).unwrap_or_default();
        for element in root.children().filter(|element| element.is(Space::Word, "style")) {
            let id = element.attribute("styleId").filter(|id| id.len() <= LONGEST_NAME);
            let Some(id) = id else { continue };
            let is_paragraph = element.attribute("type").is_some_and(|kind| kind == "paragraph");
            if is_paragraph
                && element
                    .attribute("default")
                    .is_some_and(|default| default == "1" || default == "true")
            {
                styles.default = Some(id.clone().into_owned());
            }
            styles.by_id.insert(id.into_owned(), style(element));
        }
        styles.settle()?;
        Ok(styles)
    }

    /// Gives each style what those below it say. Every style is looked at once.
    fn settle(&mut self) -> Result<(), Refused> {
        let mut settled: BTreeMap<String, Style> = BTreeMap::new();
        for id in self.by_id.keys() {
            let mut way = Vec::new();
            let mut next = Some(id);
            while let Some(id) = next.filter(|id| !settled.contains_key(*id)) {
                let Some(style) = self.by_id.get(id) else { break };
                way.push((id, style));
                if way.len() > self.by_id.len() {
                    return Err(Refused::Circle {
                        what: "a style",
                        name: style.name.clone(),
                    });
                }
                next = style.based_on.as_ref();
            }
            while let Some((id, style)) = way.pop() {
                let below = style.based_on.as_ref().and_then(|id| settled.get(id));
                let whole = below.map_or_else(|| style.clone(), |below| style.over(below));
                settled.insert(id.clone(), whole);
            }
        }
        self.by_id = settled;
        Ok(())
    }

    /// Returns the style of this id; of none, that of ordinary paragraphs.
    pub fn of_paragraph(&self, id: Option<&str>) -> Option<(&str, &Style)> {
        let named = id.and_then(|id| self.by_id.get_key_value(id));
        let found = named.or_else(|| self.by_id.get_key_value(self.default.as_ref()?));
        found.map(|(id, style)| (id.as_str(), style))
    }

    /// Returns the style of this id.
    pub fn get(&self, id: &str) -> Option<&Style> {
        self.by_id.get(id)
    }
}

fn style(element: Element<'_>) -> Style {
    let text = |name: &str| element.child(name).and_then(value);
    let mut run = element.child("rPr").map(run).unwrap_or_default();
    // A link is underlined as a link is.
    if text("name").is_some_and(|name| name.to_lowercase().ends_with("hyperlink")) {
        run.underlined = None;
    }
    Style {
        name: text("name")
            .unwrap_or_default()
            .chars()
            .take(NAME)
            .collect::<String>()
            .to_lowercase(),
        paragraph: element.child("pPr").map(ParagraphProperties::read).unwrap_or_default(),
        run,
        based_on: text("basedOn").map(std::borrow::Cow::into_owned),
    }
}

impl Style {
    fn over(&self, below: &Self) -> Self {
        Self {
            name: self.name.clone(),
            paragraph: self.paragraph.over(below.paragraph),
            run: self.run.over(below.run),
            based_on: self.based_on.clone(),
        }
    }

    /// Returns whether it is one of those that Word gives to a further paragraph of a list's line: `List Continue 2`.
    pub fn is_continued(&self) -> bool {
        self.name.starts_with("list continue")
    }

    /// Returns its rank as a heading, from 1, if it is one: by its outline level, or by the name that Word gives.
    pub fn heading(&self) -> Option<u8> {
        match self.paragraph.outline {
            Some(level) => (level < 9).then_some(level + 1),
            None => self
                .name
                .strip_prefix("heading ")?
                .parse()
                .ok()
                .filter(|level| (1..=9).contains(level)),
        }
    }
}
