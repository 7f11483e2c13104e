//! `content/site.yaml`: the school, the site's title, its language and colour.

use super::fields::{Fields, Thing, read};
use super::yaml;
use crate::diagnostic::{Code, Finding};
use crate::source::{Span, Spanned};

/// The site's settings, complete: what was not written has its default.
#[derive(Clone, Debug, PartialEq)]
pub struct Config {
    /// The site's title.
    pub title: String,
    /// The school's name.
    pub school: String,
    /// One sentence about the site.
    pub description: Option<String>,
    /// Language of the text (BCP 47): `en-GB`.
    pub language: String,
    /// Whether the language runs from right to left.
    pub right_to_left: bool,
    /// Where the site will live: `https://www.school.example/policies/`. With it come a sitemap and full addresses.
    pub address: Option<String>,
    /// The school's own accent colour, `#rrggbb`.
    pub accent: Option<Spanned<String>>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            title: "School policies".into(),
            school: "The school".into(),
            description: None,
            language: "en-GB".into(),
            right_to_left: false,
            address: None,
            accent: None,
        }
    }
}

impl Config {
    /// Returns which way the language runs, as pages say it.
    pub fn direction(&self) -> &'static str {
        if self.right_to_left { "rtl" } else { "ltr" }
    }
}

/// Reads `site.yaml`. What is not written, or cannot be used, has its default.
pub fn parse(text: &str) -> (Config, Vec<Finding>) {
    let (root, mut findings) = yaml::parse(text, Span::new(0, text.len()));
    let config = root.and_then(|node| read(Thing::unnamed("site file", &node), &node, &mut findings, config));
    (config.unwrap_or_default(), findings)
}

fn config(fields: &mut Fields<'_>) -> Config {
    let default = Config::default();
    let mut config = Config {
        title: fields.text("title").map_or(default.title, |title| title.value),
        school: fields.text("school").map_or(default.school, |school| school.value),
        description: fields.text("description").map(|description| description.value),
        language: language(fields).unwrap_or(default.language),
        right_to_left: false,
        address: address(fields),
        accent: accent(fields),
    };
    config.right_to_left = runs_right_to_left(&config.language);
    config
}

fn language(fields: &mut Fields<'_>) -> Option<String> {
    let tag = fields.text("language")?;
    if is_language_tag(&tag.value) {
        return Some(tag.value);
    }
    let message = format!("'{}' is not the short form of a language.", tag.value);
    let finding = Finding::new(Code::BadValue, tag.span, message);
    fields
        .findings
        .push(finding.hint("Write en-GB for English, cy for Welsh, ar for Arabic, and so on."));
    None
}

/// Checks the shape of a language tag (BCP 47): a language of two or three letters, then parts of one to eight
/// letters or digits.
fn is_language_tag(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let language = parts.next().unwrap_or_default();
    (2..=3).contains(&language.len())
        && language.chars().all(|c| c.is_ascii_alphabetic())
        && parts.all(|part| (1..=8).contains(&part.len()) && part.chars().all(|c| c.is_ascii_alphanumeric()))
}

/// Languages whose usual script runs from right to left, and such scripts below (Unicode CLDR, `characterOrder`).
const RIGHT_TO_LEFT: [&str; 16] = [
    "ar", "arc", "ckb", "dv", "fa", "he", "iw", "ks", "nqo", "pnb", "ps", "sd", "syr", "ug", "ur", "yi",
];

const RIGHT_TO_LEFT_SCRIPTS: [&str; 8] = ["adlm", "arab", "hebr", "mand", "nkoo", "rohg", "syrc", "thaa"];

/// A script that is named decides; else the language does.
fn runs_right_to_left(tag: &str) -> bool {
    let tag = tag.to_ascii_lowercase();
    let mut parts = tag.split('-');
    let language = parts.next().unwrap_or_default();
    match parts.find(|part| part.len() == 4 && part.chars().all(|c| c.is_ascii_alphabetic())) {
        Some(script) => RIGHT_TO_LEFT_SCRIPTS.contains(&script),
        None => RIGHT_TO_LEFT.contains(&language),
    }
}

fn address(fields: &mut Fields<'_>) -> Option<String> {
    let typed = fields.text("address")?;
    if !is_web_address(&typed.value) {
        fields.findings.push(bad_address(&typed));
        return None;
    }
    let slash = if typed.value.ends_with('/') { "" } else { "/" };
    Some(format!("{}{slash}", typed.value))
}

fn is_web_address(typed: &str) -> bool {
    let host = typed.strip_prefix("https://").and_then(|rest| rest.split('/').next());
    host.is_some_and(|host| !host.is_empty())
        && !typed.contains(['?', '#', '"', '<', '>', '\\', '@'])
        && !typed.contains(|c: char| c.is_whitespace() || c.is_control())
}

fn bad_address(typed: &Spanned<String>) -> Finding {
    let message = format!("'{}' is not an address where a site can live.", typed.value);
    let secure = typed
        .value
        .strip_prefix("http://")
        .map(|rest| format!("Write https instead of http: https://{rest}"));
    Finding::new(Code::BadValue, typed.span, message)
        .hint_if(secure)
        .hint("It begins with https:// and has no ? or # in it: https://www.school.example/policies/")
}

fn accent(fields: &mut Fields<'_>) -> Option<Spanned<String>> {
    let node = fields.node("colours")?;
    let colour = read(
        Thing::unnamed("list of colours", node),
        node,
        fields.findings,
        |colours| colours.text("accent"),
    )??;
    if is_colour(&colour.value) {
        return Some(colour);
    }
    let message = format!("'{}' is not a colour.", colour.value);
    let finding = Finding::new(Code::BadValue, colour.span, message);
    fields
        .findings
        .push(finding.hint("Write # and six digits or letters from a to f, in quotes: accent: \"#1d4f5c\""));
    None
}

fn is_colour(typed: &str) -> bool {
    typed.len() == 7
        && typed
            .strip_prefix('#')
            .is_some_and(|digits| digits.chars().all(|c| c.is_ascii_hexdigit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the code of each fault and the words that it stands at.
    fn faults(text: &str) -> Vec<(Code, &str)> {
        let (_, findings) = parse(text);
        let places = findings
            .iter()
            .map(|finding| (finding.code, finding.span.unwrap_or_default().slice(text)));
        places.collect()
    }

    #[test]
    fn everything_has_a_default() {
        assert_eq!(parse(""), (Config::default(), Vec::new()));
    }

    #[test]
    fn a_school_is_read_as_typed() {
        let (config, findings) =
            parse("title: No\nschool: 1.10\naddress: https://a.example\ncolours: {accent: \"#1D4F5c\"}\n");
        assert_eq!(findings, []);
        assert_eq!((config.title.as_str(), config.school.as_str()), ("No", "1.10"));
        assert_eq!(config.address.as_deref(), Some("https://a.example/"));
        assert_eq!(config.accent.map(|accent| accent.value).as_deref(), Some("#1D4F5c"));
    }

    #[test]
    fn the_language_says_which_way_it_runs() {
        let runs = |tag: &str| parse(&format!("language: {tag}")).0.right_to_left;
        assert!(runs("ar") && runs("fa-IR") && runs("ur-PK") && runs("pa-Arab-PK"));
        assert!(!runs("en-GB") && !runs("cy") && !runs("ar-Latn"));
    }

    #[test]
    fn values_that_cannot_be_used_are_told() {
        assert_eq!(faults("language: English\n"), [(Code::BadValue, "English")]);
        assert_eq!(
            faults("address: http://a.example/\n"),
            [(Code::BadValue, "http://a.example/")]
        );
        assert_eq!(
            faults("address: https://a.example/?q\n"),
            [(Code::BadValue, "https://a.example/?q")]
        );
        assert_eq!(faults("colours: {accent: teal}\n"), [(Code::BadValue, "teal")]);
        assert_eq!(faults("colour: red\n"), [(Code::UnknownKey, "colour")]);
    }

    #[test]
    fn a_colour_without_quotes_is_a_note_and_that_is_told() {
        assert_eq!(faults("colours:\n  accent: #1d4f5c\n"), [(Code::YamlSyntax, "#1d4f5c")]);
    }
}
