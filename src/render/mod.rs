//! A site and a theme -> `Output`: one task per page, in parallel, gathered in order. Pure.
//!
//! [`view`] holds what templates see; the other files here fill those views, one file a kind of page.

mod assurance;
mod citations;
mod comparison;
mod decision;
mod examples;
mod feeds;
mod frame;
pub mod html;
mod links;
mod map;
mod pages;
mod policy;
mod poster;
mod step;
pub mod view;
mod words;

pub use comparison::comparison;
pub use feeds::escaped;

use std::collections::BTreeMap;

use map::Drawn;
use rayon::prelude::*;

use crate::diagnostic::{Diagnostic, Reported};
use crate::output::Output;
use crate::path::OutputPath;
use crate::site::{Decision, Page, Policy, Site};
use crate::theme::{Templates, Theme, asset_folder};

/// What every page is rendered with.
pub(crate) struct Renderer<'a> {
    site: &'a Site,
    templates: &'a Templates,
    /// The folder of style sheet and script, seen from the top of the site, with a slash at its end.
    assets: String,
    /// The drawing of each decision, by its short name.
    drawings: BTreeMap<String, Drawn>,
}

/// One page to render.
enum Task<'a> {
    Home,
    Policy(&'a Policy),
    /// An earlier version, and the one that counts.
    Earlier(&'a Policy, &'a Policy),
    Decision(&'a Decision),
    Words(&'a Decision),
    Map(&'a Decision),
    Assurance(&'a Decision),
    Examples(&'a Decision),
    Page(&'a Page),
    NotFound,
}

/// A page, or what is wrong with its template.
type Rendered = Result<String, Diagnostic>;

/// Renders every page of `site` in the look of `theme`, and adds what is carried as it is. Says what will not come out well
/// on paper.
///
/// `files` are the contents of the site's own assets, by where they land.
///
/// # Errors
/// What is wrong with the theme's templates.
pub fn render(
    site: &Site,
    theme: &Theme,
    files: BTreeMap<OutputPath, Vec<u8>>,
) -> Result<Reported<Output>, Vec<Diagnostic>> {
    let templates = Templates::new(theme)?;
    let assets = theme.assets(site.config.accent.as_ref().map(|accent| accent.value.as_str()));
    let renderer = Renderer {
        site,
        templates: &templates,
        assets: asset_folder(&assets),
        drawings: map::drawings(site),
    };
    let mut output = renderer.pages()?;
    output.files.extend(files);
    with_assets(&mut output, &renderer.assets, assets);
    output.files.extend(feeds::sitemap(site, &output));
    Ok(Reported {
        diagnostics: renderer.posters_too_large(),
        value: output,
    })
}

/// Adds the theme's assets, in their folder.
fn with_assets(output: &mut Output, folder: &str, assets: BTreeMap<String, Vec<u8>>) {
    let path = |name: &str| OutputPath::new(&format!("{folder}{name}")).ok();
    let assets = assets.into_iter();
    output
        .files
        .extend(assets.filter_map(|(name, bytes)| Some((path(&name)?, bytes))));
}

impl<'a> Renderer<'a> {
    fn pages(&self) -> Result<Output, Vec<Diagnostic>> {
        let tasks = tasks(self.site);
        let rendered: Vec<(OutputPath, Rendered)> = tasks.par_iter().map(|task| self.task(task)).collect();
        let mut output = Output::default();
        let mut faults = Vec::new();
        for (path, page) in rendered {
            match page {
                Ok(text) => drop(output.files.insert(path, text.into_bytes())),
                Err(fault) => faults.push(fault),
            }
        }
        if faults.is_empty() { Ok(output) } else { Err(faults) }
    }

    fn task(&self, task: &Task<'a>) -> (OutputPath, Rendered) {
        match task {
            Task::Home => (OutputPath::home(), self.home()),
            Task::Policy(policy) => (policy.output.clone(), self.policy(policy, None)),
            Task::Earlier(earlier, current) => (earlier.output.clone(), self.policy(earlier, Some(current))),
            Task::Decision(decision) => (decision.output.clone(), self.decision(decision)),
            Task::Words(decision) => (decision.words(), self.words(decision)),
            Task::Map(decision) => (decision.map(), self.map(decision)),
            Task::Assurance(decision) => (decision.assurance(), self.assurance(decision)),
            Task::Examples(decision) => (decision.examples(), self.examples(decision)),
            Task::Page(page) => (page.output.clone(), self.page(page)),
            Task::NotFound => (OutputPath::not_found(), self.not_found()),
        }
    }
}

fn tasks(site: &Site) -> Vec<Task<'_>> {
    let mut tasks = vec![Task::Home, Task::NotFound];
    for policy in site.policies.values() {
        tasks.push(Task::Policy(policy));
        tasks.extend(policy.earlier.iter().map(|earlier| Task::Earlier(earlier, policy)));
    }
    for decision in site.decisions.values() {
        tasks.extend([Task::Decision(decision), Task::Words(decision), Task::Map(decision)]);
        tasks.extend([Task::Assurance(decision), Task::Examples(decision)]);
    }
    tasks.extend(site.pages.values().map(Task::Page));
    tasks
}
