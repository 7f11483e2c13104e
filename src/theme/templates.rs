//! The theme's templates, ready to be filled with views.
//!
//! Whatever is wrong with a template is a finding in its file, with its place, in the template language's own words: the
//! reader is whoever changed the theme.

use serde::Serialize;
use tera::{Context, ErrorKind, Tera};

use super::{FOLDER, Theme};
use crate::diagnostic::{Code, Diagnostic, Finding};
use crate::path::ContentPath;
use crate::source::Span;

/// The templates of one theme, all read and checked against each other.
pub struct Templates {
    tera: Tera,
    texts: Vec<(String, String)>,
}

impl Templates {
    /// Reads every template of `theme`.
    ///
    /// # Errors
    /// Each template that cannot be read; when all can be, each name in them that stands for nothing.
    pub fn new(theme: &Theme) -> Result<Self, Vec<Diagnostic>> {
        let texts: Vec<(String, String)> = theme
            .templates()
            .map(|(name, text)| (name.to_owned(), text.to_owned()))
            .collect();
        let mut templates = Self {
            tera: Tera::new(),
            texts,
        };
        let faults: Vec<Diagnostic> = templates.texts.iter().filter_map(syntax_fault).collect();
        if !faults.is_empty() {
            return Err(faults);
        }
        let together = templates.tera.add_raw_templates(templates.texts.clone());
        together.map_err(|error| templates.faults_between(&error))?;
        Ok(templates)
    }

    /// Fills the template `name` (`policy.html`) with `view`.
    ///
    /// # Errors
    /// What the template asks for and the view does not hold, with the place in the template.
    pub fn render(&self, name: &str, view: &impl Serialize) -> Result<String, Diagnostic> {
        Context::from_serialize(view)
            .and_then(|context| self.tera.render(name, &context))
            .map_err(|error| fault(&error, name))
    }

    /// Splits the one message about templates that do not fit together into a finding each.
    fn faults_between(&self, error: &tera::Error) -> Vec<Diagnostic> {
        let message = error.to_string();
        let reports = message.split("\n\n").filter(|report| !report.is_empty());
        reports.map(|report| self.reported_fault(report)).collect()
    }

    /// Reads a report (`error: what`, then ` --> name:line:column`) back into a finding with a place.
    fn reported_fault(&self, report: &str) -> Diagnostic {
        let what = report.lines().next().unwrap_or_default();
        let finding = finding(what.strip_prefix("error: ").unwrap_or(what));
        match self.reported_place(report) {
            Some((name, span)) => in_template(
                Finding {
                    span: Some(span),
                    ..finding
                },
                name,
            ),
            None => finding.nowhere(),
        }
    }

    fn reported_place<'a>(&self, report: &'a str) -> Option<(&'a str, Span)> {
        let place = report.lines().find_map(|line| line.trim_start().strip_prefix("--> "))?;
        let mut parts = place.rsplitn(3, ':');
        let column: usize = parts.next()?.parse().ok()?;
        let line: usize = parts.next()?.parse().ok()?;
        let name = parts.next()?;
        let (_, text) = self.texts.iter().find(|(other, _)| other == name)?;
        let start: usize = text
            .split_inclusive('\n')
            .take(line.checked_sub(1)?)
            .map(str::len)
            .sum();
        let indent: usize = text
            .get(start..)?
            .chars()
            .take(column.saturating_sub(1))
            .map(char::len_utf8)
            .sum();
        Some((name, Span::new(start + indent, start + indent + 1)))
    }
}

/// Reads one template alone, where only its own letters can be wrong: what it names may be in another.
fn syntax_fault((name, text): &(String, String)) -> Option<Diagnostic> {
    let error = Tera::new().add_raw_template(name, text).err()?;
    matches!(error.kind(), ErrorKind::SyntaxError(_)).then(|| fault(&error, name))
}

/// Makes a finding of an error that knows its place, or at least was met in the template `name`.
fn fault(error: &tera::Error, name: &str) -> Diagnostic {
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let found = Finding {
                span: Some(report.span().range.clone().into()),
                ..finding(report.message())
            };
            in_template(found, report.filename())
        }
        _ => in_template(finding(&error.to_string()), name),
    }
}

fn finding(cause: &str) -> Finding {
    let message = format!("this template of the theme cannot be used: {cause}");
    Finding::of_file(Code::ThemeTemplate, message)
        .hint("whoever changed the theme can put this right; without the file, the template that comes with Fingerpost is used")
}

fn in_template(finding: Finding, name: &str) -> Diagnostic {
    let folder = if name.starts_with("components/") {
        ""
    } else {
        "templates/"
    };
    match ContentPath::new(&format!("{FOLDER}{folder}{name}")) {
        Ok(path) => finding.in_file(&path),
        Err(_) => finding.nowhere(),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::source::Source;

    fn with(files: &[(&str, &str)]) -> Result<Templates, Vec<Diagnostic>> {
        let overrides: BTreeMap<ContentPath, Source> = files
            .iter()
            .map(|(path, text)| {
                (
                    ContentPath::new(&path[FOLDER.len()..]).expect("a good path"),
                    Source::text(*text),
                )
            })
            .collect();
        Templates::new(&Theme::embedded().with(&overrides))
    }

    fn places(faults: &[Diagnostic]) -> Vec<(&str, Option<Span>)> {
        faults
            .iter()
            .map(|fault| (fault.path.as_ref().map_or("", ContentPath::as_str), fault.finding.span))
            .collect()
    }

    #[test]
    fn every_template_with_a_slip_is_told_at_once() {
        let page = "themes/default/templates/page.html";
        let step = "themes/default/components/step/step.html";
        let faults = with(&[(page, "fine\n{% if %}"), (step, "{{ a b }}")])
            .err()
            .expect("faults");
        let places = places(&faults);
        assert_eq!(places.len(), 2);
        assert_eq!((places[0].0, places[1].0), (step, page));
        assert!(places[1].1.is_some_and(|span| span.start >= 5), "{places:?}");
    }

    #[test]
    fn names_that_stand_for_nothing_are_told_with_their_places() {
        let page = "themes/default/templates/page.html";
        let faults = with(&[(page, "é {{ body | sparkle }}\n{{ <glitter/> }}")])
            .err()
            .expect("faults");
        assert_eq!(faults.len(), 2);
        assert_eq!(places(&faults)[0], (page, Some(Span::new(13, 14))));
        assert!(faults[1].finding.message.contains("glitter"));
    }

    #[test]
    fn a_template_that_asks_for_what_is_not_there_names_its_line() {
        let page = "themes/default/templates/page.html";
        let templates = with(&[(page, "\n{{ nonsense }}")]).expect("readable templates");
        let fault = templates
            .render("page.html", &BTreeMap::<String, String>::new())
            .expect_err("a fault");
        assert_eq!(fault.path.as_ref().map(ContentPath::as_str), Some(page));
        assert_eq!(fault.finding.span.map(|span| span.start), Some(4));
    }
}
