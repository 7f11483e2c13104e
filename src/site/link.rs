//! A link as typed -> where it leads: a page, a clause, a step, a file, an outside address; or nowhere, and why.

use percent_encoding::percent_decode_str;

use super::Site;
use crate::diagnostic::nearest::nearest;
use crate::parse::markdown::{Block, Body};
use crate::parse::policy::Address;
use crate::path::{ContentPath, OutputPath};

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A page of the site, and a place on it.
    Page {
        /// The page.
        output: OutputPath,
        /// The place: what stands behind `#`.
        place: Option<String>,
        /// The short name of the decision, when the page is one and no place on it is named.
        decision: Option<String>,
    },
    /// A file that is carried as it is.
    File(OutputPath),
    /// An address of the web, a mail address, a telephone number; as typed.
    Outside(String),
}

/// Why a link leads nowhere, in words, and what was perhaps meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeadsNowhere {
    /// The cause, as the rest of a sentence: "and there is no such file".
    pub cause: String,
    /// The nearest thing that is there.
    pub nearest: Option<String>,
}

/// Finds where `typed`, written in the file `from`, leads.
///
/// # Errors
/// [`LeadsNowhere`], with the nearest thing that is there.
pub fn resolve(site: &Site, from: &ContentPath, typed: &str) -> Result<Target, LeadsNowhere> {
    if is_outside(typed) {
        return Ok(Target::Outside(typed.to_owned()));
    }
    let (file, place) = typed
        .split_once('#')
        .map_or((typed, None), |(file, place)| (file, Some(place)));
    let path = if file.is_empty() {
        Some(from.clone())
    } else {
        from.join(&percent_decode_str(file).decode_utf8_lossy())
    };
    let path = path.ok_or_else(|| nowhere("and that leads out of the content folder", None))?;
    place_on(site, &path, place.filter(|place| !place.is_empty()))
}

/// Returns whether `typed` names a scheme, a drive or a server: what follows is not of this site. Which of them are
/// safe is settled when the text is parsed.
pub fn is_outside(typed: &str) -> bool {
    let scheme = typed.split_once(':').map(|(scheme, _)| scheme);
    let named = scheme.is_some_and(|scheme| !scheme.is_empty() && scheme.chars().all(|c| c.is_ascii_alphanumeric()));
    named || typed.starts_with(r"\\")
}

fn place_on(site: &Site, path: &ContentPath, place: Option<&str>) -> Result<Target, LeadsNowhere> {
    for policy in site
        .policies
        .values()
        .flat_map(|policy| policy.earlier.iter().chain([policy]))
    {
        if policy.path == *path {
            let place = place.map(|place| clause_place(policy, place)).transpose()?;
            return Ok(page(&policy.output, place));
        }
    }
    if let Some(decision) = site.decisions.values().find(|decision| decision.path == *path) {
        return step_place(decision, place);
    }
    if let Some(page_there) = site.pages.values().chain(&site.home).find(|page| page.path == *path) {
        let place = place
            .map(|place| heading_place(&page_there.doc.body, place))
            .transpose()?;
        return Ok(page(&page_there.output, place));
    }
    match site.assets.get(path) {
        Some(output) => Ok(Target::File(output.clone())),
        None if site.unread.contains(path) => Ok(Target::File(path.as_output())),
        None => Err(no_such_file(site, path)),
    }
}

fn page(output: &OutputPath, place: Option<String>) -> Target {
    Target::Page {
        output: output.clone(),
        place,
        decision: None,
    }
}

fn clause_place(policy: &super::Policy, place: &str) -> Result<String, LeadsNowhere> {
    let address = Address::parse(place);
    if let Some(clause) = address.as_ref().and_then(|address| policy.clause(address)) {
        return Ok(clause.address.as_str().to_owned());
    }
    let all = policy.doc.all_clauses();
    let near = nearest(place, all.iter().map(|clause| clause.address.as_str())).and_then(Address::parse);
    let shown = address.map_or_else(|| place.to_owned(), |address| address.to_string());
    Err(nowhere(
        &format!("and there is no clause {shown}"),
        near.map(|address| address.to_string()),
    ))
}

fn step_place(decision: &super::Decision, place: Option<&str>) -> Result<Target, LeadsNowhere> {
    let Some(place) = place else {
        let name = Some(decision.name.clone());
        return Ok(Target::Page {
            output: decision.output.clone(),
            place: None,
            decision: name,
        });
    };
    if decision.step_named(place).is_some() {
        return Ok(page(&decision.words(), Some(place.to_owned())));
    }
    let near = nearest(place, decision.steps.iter().map(|step| step.id.as_str()));
    Err(nowhere(
        &format!("and the decision has no step '{place}'"),
        near.map(str::to_owned),
    ))
}

fn heading_place(body: &Body, place: &str) -> Result<String, LeadsNowhere> {
    let ids: Vec<&str> = body.blocks.iter().filter_map(place_of).collect();
    match ids.contains(&place) {
        true => Ok(place.to_owned()),
        false => {
            let near = nearest(place, ids.iter().copied()).map(str::to_owned);
            Err(nowhere(&format!("and that page has no heading '{place}'"), near))
        }
    }
}

fn place_of(block: &Block) -> Option<&str> {
    match block {
        Block::Heading { id, .. } => Some(id),
        Block::Paragraph { name: Some(name), .. } => Some(&name.value),
        _ => None,
    }
}

fn no_such_file(site: &Site, path: &ContentPath) -> LeadsNowhere {
    let policies = site.policies.values().map(|policy| policy.path.as_str());
    let decisions = site.decisions.values().map(|decision| decision.path.as_str());
    let pages = site.pages.values().map(|page| page.path.as_str());
    let all = policies
        .chain(decisions)
        .chain(pages)
        .chain(site.assets.keys().map(ContentPath::as_str));
    nowhere(
        "and there is no such file",
        nearest(path.as_str(), all).map(str::to_owned),
    )
}

fn nowhere(cause: &str, nearest: Option<String>) -> LeadsNowhere {
    LeadsNowhere {
        cause: cause.to_owned(),
        nearest,
    }
}
