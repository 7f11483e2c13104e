//! `content/site.yaml`: the school, the site's title, its language and colour.

use crate::source::Spanned;

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
