//! What the styles of a document say, each with all that it takes from its parents.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::import::read::labels::{FAR, Indent};
use crate::import::read::names::LONGEST_NAME;
use crate::import::read::run::Run;
use crate::import::read::symbols::{Font, Height};
use crate::import::read::xml::{Element, Space};
use crate::import::refused::Refused;

/// The styles of a document.
#[derive(Default)]
pub struct Styles {
    paragraphs: BTreeMap<String, Style>,
    texts: BTreeMap<String, Style>,
    /// What every paragraph has unless something says otherwise.
    pub defaults: Run,
}

/// One style, with what it takes from its parents.
#[derive(Clone, Default)]
pub struct Style {
    /// What it says of words.
    pub run: Run,
    /// The list that its paragraphs belong to; an empty name takes them out of any.
    pub list: Option<Rc<str>>,
    /// How far its paragraphs are set in.
    pub indent: Indent,
    /// It is that of the title, or comes from it.
    pub is_title: bool,
    /// It is that of what stands below the title, or comes from it.
    pub is_subtitle: bool,
    /// It is one of those of a table of contents, or comes from one.
    pub is_contents: bool,
    parent: Option<String>,
}

impl Styles {
    /// Reads the styles under these roots: those of the document, then those of its content.
    ///
    /// # Errors
    /// A style is its own parent.
    pub fn read(roots: &[Element<'_>]) -> Result<Self, Refused> {
        let mut styles = Self::default();
        let groups = roots.iter().flat_map(|root| root.children());
        let groups = groups.filter(|group| matches!(group.name(), "styles" | "automatic-styles"));
        for element in groups.flat_map(|group| group.children()) {
            if element.space() != Space::Style {
                continue;
            }
            let family = element.attribute("family");
            match (element.name(), family.as_deref()) {
                ("default-style", Some("paragraph")) => styles.defaults = run(element),
                ("style", Some("paragraph")) => styles.paragraphs.extend(style(element)),
                ("style", Some("text")) => styles.texts.extend(style(element)),
                _ => {}
            }
        }
        styles.paragraphs = settled(&styles.paragraphs)?;
        styles.texts = settled(&styles.texts)?;
        Ok(styles)
    }

    /// Returns the style of a paragraph.
    pub fn of_paragraph(&self, name: &str) -> Option<&Style> {
        self.paragraphs.get(name)
    }

    /// Returns the style of words.
    pub fn of_words(&self, name: &str) -> Option<&Style> {
        self.texts.get(name)
    }
}

/// Gives each style what its parents say. Every style is looked at once.
fn settled(styles: &BTreeMap<String, Style>) -> Result<BTreeMap<String, Style>, Refused> {
    let mut settled: BTreeMap<String, Style> = BTreeMap::new();
    for name in styles.keys() {
        let mut way = Vec::new();
        let mut next = Some(name);
        while let Some(name) = next.filter(|name| !settled.contains_key(*name)) {
            let Some(style) = styles.get(name) else { break };
            way.push((name, style));
            if way.len() > styles.len() {
                return Err(Refused::Circle {
                    what: "a style",
                    name: name.chars().take(80).collect(),
                });
            }
            next = style.parent.as_ref();
        }
        while let Some((name, style)) = way.pop() {
            let parent = style.parent.as_ref().and_then(|name| settled.get(name));
            let whole = parent.map_or_else(|| style.clone(), |parent| style.over(parent));
            settled.insert(name.clone(), whole);
        }
    }
    Ok(settled)
}

impl Style {
    fn over(&self, parent: &Self) -> Self {
        Self {
            run: self.run.over(parent.run),
            list: self.list.as_ref().or(parent.list.as_ref()).cloned(),
            // What names a list stands where that list does, wherever its parent stands.
            indent: match self.list {
                Some(_) => self.indent,
                None => self.indent.over(parent.indent),
            },
            is_title: self.is_title || parent.is_title,
            is_subtitle: self.is_subtitle || parent.is_subtitle,
            is_contents: self.is_contents || parent.is_contents,
            parent: self.parent.clone(),
        }
    }
}

fn style(element: Element<'_>) -> Option<(String, Style)> {
    let name = element
        .attribute("name")
        .filter(|name| name.len() <= LONGEST_NAME)?
        .into_owned();
    let mut run = run(element);
    // A link is underlined as a link is.
    if name.ends_with("Internet_20_link") || name.ends_with("Internet_20_Link") {
        run.underlined = None;
    }
    let style = Style {
        run,
        list: element.attribute("list-style-name").map(|name| (&*name).into()),
        indent: element.child("paragraph-properties").map(indent).unwrap_or_default(),
        is_title: name == "Title",
        is_subtitle: name == "Subtitle",
        is_contents: name.starts_with("Contents_20_"),
        parent: element.attribute("parent-style-name").map(std::borrow::Cow::into_owned),
    };
    Some((name, style))
}

/// Reads how far something is set in: a paragraph, or a level of a list.
pub fn indent(properties: Element<'_>) -> Indent {
    let length = |name: &str| properties.foreign(name).and_then(|length| twips(&length));
    Indent {
        left: length("margin-left"),
        first: length("text-indent"),
    }
}

/// `0.5in` -> 720.
pub fn twips(length: &str) -> Option<i32> {
    let units = [
        ("in", 1440.0),
        ("cm", 1440.0 / 2.54),
        ("mm", 144.0 / 2.54),
        ("pt", 20.0),
        ("pc", 240.0),
    ];
    let of = |(unit, twips): &(&str, f64)| Some(length.strip_suffix(unit)?.parse::<f64>().ok()? * twips);
    let twips = units.iter().find_map(of)?;
    Some(twips.clamp(-FAR, FAR).round() as i32)
}

fn run(style: Element<'_>) -> Run {
    let Some(properties) = style.child("text-properties") else {
        return Run::default();
    };
    let font = properties
        .attribute("font-name")
        .or_else(|| properties.foreign("font-family"));
    Run {
        bold: properties.foreign("font-weight").map(|weight| is_bold(&weight)),
        italic: properties.foreign("font-style").map(|style| style != "normal"),
        struck: properties
            .attribute("text-line-through-style")
            .map(|style| style != "none"),
        underlined: properties
            .attribute("text-underline-style")
            .map(|style| style != "none"),
        hidden: properties.foreign("display").map(|display| display == "none"),
        size: properties.foreign("font-size").and_then(|size| half_points(&size)),
        font: font.map(|font| Font::named(font.trim_matches(['\'', '"']))),
        height: properties
            .attribute("text-position")
            .map(|position| height_of(&position)),
    }
}

fn is_bold(weight: &str) -> bool {
    weight == "bold" || weight.parse::<u32>().is_ok_and(|weight| weight >= 600)
}

/// `super 58%`, `-33% 58%`: how high, and how large.
fn height_of(position: &str) -> Height {
    let high = position.split_whitespace().next().unwrap_or_default();
    let parts: f64 = high.trim_end_matches('%').parse().unwrap_or(0.0);
    match high {
        "super" => Height::Raised,
        "sub" => Height::Lowered,
        _ if parts > 0.0 => Height::Raised,
        _ if parts < 0.0 => Height::Lowered,
        _ => Height::Line,
    }
}

/// `12pt` -> 24. A size in parts of another one is that other one here.
fn half_points(size: &str) -> Option<u32> {
    let points: f64 = size.strip_suffix("pt")?.parse().ok()?;
    Some((points * 2.0).clamp(0.0, 10_000.0).round() as u32)
}
