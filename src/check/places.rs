//! Two files must not make one page, not even where a machine takes capital and small letters for the same.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic, Finding};
use crate::path::{ContentPath, OutputPath};
use crate::site::{Site, same_page};

/// A content folder without a page is more likely a drive that is not there than a wish to publish nothing.
pub(super) fn nothing(site: &Site) -> Option<Diagnostic> {
    let any = !site.policies.is_empty() || !site.decisions.is_empty() || !site.pages.is_empty() || site.home.is_some();
    let finding = Finding::of_file(
        Code::NoContent,
        "There is no policy, no decision and no page in content/.",
    )
    .hint("If they should be there, see whether the drive is connected, or OneDrive has finished.");
    (!any).then(|| finding.nowhere())
}

pub(super) fn check(site: &Site) -> Vec<Diagnostic> {
    let mut made: BTreeMap<String, &ContentPath> = BTreeMap::new();
    let mut found = Vec::new();
    for (output, path) in pages(site) {
        let folded = output.as_str().to_lowercase();
        match made.get(&folded) {
            Some(first) if *first != path => found.push(same_page(first, path, &output)),
            _ => drop(made.insert(folded, path)),
        }
    }
    found
}

/// Returns every page and who makes it.
fn pages(site: &Site) -> Vec<(OutputPath, &ContentPath)> {
    let policies = site
        .policies
        .values()
        .flat_map(|policy| policy.earlier.iter().chain([policy]));
    let policies = policies.map(|policy| (policy.output.clone(), &policy.path));
    let decisions = site.decisions.values().flat_map(|decision| {
        [decision.output.clone(), decision.map(), decision.words()].map(|output| (output, &decision.path))
    });
    let pages = site.pages.values().map(|page| (page.output.clone(), &page.path));
    let assets = site.assets.iter().map(|(path, output)| (output.clone(), path));
    policies.chain(decisions).chain(pages).chain(assets).collect()
}
