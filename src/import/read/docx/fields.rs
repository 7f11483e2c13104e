//! Fields: a code that Word works out, and the words that it last made of it. The words stay, the code goes.
//!
//! A field begins in one run and ends in another, often paragraphs later: what is open is kept from run to run.

use std::rc::Rc;

use crate::import::read::line::outside_link;

/// How much of a code is kept: its name, and an address.
const LONGEST_CODE: usize = 4096;

/// What is open at one place of the text.
#[derive(Default)]
pub struct Fields {
    open: Vec<Field>,
    /// How many of them are still at their code.
    at_code: usize,
    /// How many of them are tables of contents.
    contents: usize,
    /// Set when fields do not end: then their marks say nothing, and all words are kept.
    ignored: bool,
}

#[derive(Default)]
struct Field {
    code: String,
    in_result: bool,
    is_contents: bool,
    link: Option<Rc<str>>,
}

/// What the code of a field asks for.
#[derive(Debug, PartialEq, Eq)]
pub enum Asks {
    /// A link to an address outside.
    Link(String),
    /// A table of contents.
    Contents,
    /// A number that stands nowhere in the text.
    Number,
    /// Anything else: its words are in the text.
    Other,
}

impl Fields {
    /// Takes the marks of fields for nothing, and keeps all words.
    pub fn ignored() -> Self {
        Self {
            ignored: true,
            ..Self::default()
        }
    }

    /// A field begins.
    pub fn begin(&mut self) {
        if !self.ignored {
            let link = self.link();
            self.at_code += 1;
            self.open.push(Field {
                link,
                ..Field::default()
            });
        }
    }

    /// A piece of the innermost field's code.
    pub fn code(&mut self, code: &str) {
        if let Some(field) = self.open.last_mut().filter(|field| !field.in_result) {
            let room = LONGEST_CODE.saturating_sub(field.code.len());
            field.code.extend(code.chars().take(room));
        }
    }

    /// The code of the innermost field is complete, and its words follow.
    pub fn separate(&mut self) {
        let Some(field) = self.open.last_mut().filter(|field| !field.in_result) else {
            return;
        };
        field.in_result = true;
        self.at_code -= 1;
        match asks(&field.code) {
            Asks::Link(address) => field.link = Some(address.into()),
            Asks::Contents => {
                field.is_contents = true;
                self.contents += 1;
            }
            Asks::Number | Asks::Other => {}
        }
    }

    /// The innermost field ends. Returns what it asked for, if it left no words.
    pub fn end(&mut self) -> Option<Asks> {
        let field = self.open.pop()?;
        self.contents -= usize::from(field.is_contents);
        self.at_code -= usize::from(!field.in_result);
        (!field.in_result).then(|| asks(&field.code))
    }

    /// Returns whether what comes now is code, and no words.
    pub fn in_code(&self) -> bool {
        self.at_code > 0
    }

    /// Returns whether what comes now is a table of contents.
    pub fn in_contents(&self) -> bool {
        self.contents > 0
    }

    /// Returns what the words that come now link to.
    pub fn link(&self) -> Option<Rc<str>> {
        self.open.last().and_then(|field| field.link.clone())
    }

    /// Returns whether a field has begun and not ended.
    pub fn is_open(&self) -> bool {
        !self.open.is_empty()
    }
}

/// Tells what a code asks for.
pub fn asks(code: &str) -> Asks {
    let mut words = words(code).into_iter();
    match words.next().unwrap_or_default().to_ascii_uppercase().as_str() {
        "HYPERLINK" => address(words).map_or(Asks::Other, Asks::Link),
        "TOC" => Asks::Contents,
        "LISTNUM" | "AUTONUM" | "AUTONUMLGL" | "AUTONUMOUT" => Asks::Number,
        _ => Asks::Other,
    }
}

/// `"https://gov.uk" \l "there" \o "a tip"` -> `https://gov.uk#there`.
fn address(mut words: impl Iterator<Item = String>) -> Option<String> {
    let (mut address, mut part) = (None, None);
    while let Some(word) = words.next() {
        match word.as_str() {
            "\\l" => part = words.next(),
            "\\o" | "\\t" => drop(words.next()),
            word if word.starts_with('\\') => {}
            _ => address = address.or(Some(word)),
        }
    }
    let address = outside_link(&address?)?.to_owned();
    Some(match part {
        Some(part) => format!("{address}#{part}"),
        None => address,
    })
}

/// The words of a code; what stands in quotation marks is one.
fn words(code: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut quoted = false;
    for letter in code.chars() {
        match letter {
            '"' | '“' | '”' => quoted = !quoted,
            letter if letter.is_whitespace() && !quoted => words.push(std::mem::take(&mut word)),
            letter => word.push(letter),
        }
    }
    words.push(word);
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_says_what_it_asks_for() {
        let link = |address: &str| Asks::Link(address.to_owned());
        assert_eq!(asks(r#" HYPERLINK "https://gov.uk/a b" "#), link("https://gov.uk/a b"));
        assert_eq!(
            asks(r#"hyperlink \o "Guidance" https://gov.uk \l part"#),
            link("https://gov.uk#part")
        );
        assert_eq!(asks(r#"HYPERLINK \l "_Toc1""#), Asks::Other);
        assert_eq!(asks(r#" TOC \o "1-3" \h "#), Asks::Contents);
        assert_eq!(
            (asks("LISTNUM"), asks("PAGE"), asks("")),
            (Asks::Number, Asks::Other, Asks::Other)
        );
    }

    #[test]
    fn fields_in_fields_open_and_close() {
        let mut fields = Fields::default();
        fields.begin();
        fields.code("HYPERLINK \"https://");
        fields.code("gov.uk\"");
        assert!(fields.in_code());
        fields.separate();
        fields.begin();
        fields.code("REF x");
        assert!(fields.in_code());
        fields.separate();
        assert_eq!(
            (fields.in_code(), fields.link().as_deref()),
            (false, Some("https://gov.uk"))
        );
        fields.end();
        fields.end();
        fields.end();
        assert!(!fields.is_open() && fields.link().is_none());
    }
}
