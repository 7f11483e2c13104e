//! The desk as a page: the theme of the program with one more template and component. A school's own theme has
//! no say here: the desk must be there when that is broken.

use std::collections::BTreeMap;

use super::view::DeskView;
use crate::diagnostic::Diagnostic;
use crate::path::ContentPath;
use crate::source::Source;
use crate::theme::{Templates, Theme};

/// The files that the desk adds to the theme.
const OWN: [(&str, &str); 3] = [
    ("templates/desk.html", include_str!("desk.html")),
    ("components/desk/desk.html", include_str!("parts.html")),
    ("components/desk/desk.css", include_str!("desk.css")),
];

/// What makes pages of views.
pub struct Paper {
    theme: Theme,
    templates: Result<Templates, Vec<Diagnostic>>,
}

impl Paper {
    /// Reads the templates.
    pub fn new() -> Self {
        let own = OWN.map(|(path, text)| Some((ContentPath::new(path).ok()?, Source::text(text))));
        let theme = Theme::embedded().with(&own.into_iter().flatten().collect());
        Self {
            templates: Templates::new(&theme),
            theme,
        }
    }

    /// Returns the page, or what is wrong with the template: that would be a fault of the program.
    pub fn page(&self, view: &DeskView) -> Result<String, Diagnostic> {
        match &self.templates {
            Ok(templates) => templates.render("desk.html", view),
            Err(faults) => Err(faults
                .first()
                .cloned()
                .unwrap_or_else(crate::serve::built::fault_of_ours)),
        }
    }

    /// Returns the files that the page may ask for, by name, with the school's `accent` if it has one.
    pub fn assets(&self, accent: Option<&str>) -> BTreeMap<String, Vec<u8>> {
        self.theme.assets(accent)
    }
}
