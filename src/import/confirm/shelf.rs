//! Where an imported policy goes on the disk. Nothing is overwritten, and all of it is written or nothing.

use std::path::{Path, PathBuf};

use super::cited::{Changed, Gone, changed, gone, remarks};
use super::present::{name_taken, next_version, second_one};
use super::report::page;
use crate::diagnostic::{Code, Finding};
use crate::disk::{Disk, DiskError, Kind, shown};
use crate::import::Imported;
use crate::import::document::{Place, Remark};
use crate::import::import;
use crate::import::read;
use crate::import::read::LARGEST_FILE;
use crate::import::refused::Refused;
use crate::import::write::policy::with_summary;
use crate::load::{is_folder, no_content, text_of};
use crate::parse::policy;
use crate::path::ContentPath;
use crate::slug::slug;
use crate::write::put_files;

/// What is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Order {
    /// The document.
    pub file: PathBuf,
    /// The folder that holds `content`.
    pub root: PathBuf,
    /// What the policy's file shall be called; without it, its title says.
    pub name: Option<String>,
    /// The policy whose next version it is.
    pub next_of: Option<String>,
}

/// What was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shelved {
    /// The policy.
    pub imported: Imported,
    /// Its file.
    pub policy: PathBuf,
    /// Where the version before it is kept.
    pub earlier: Option<PathBuf>,
    /// What decisions cite of the version before, and this one does not have.
    pub gone: Vec<Gone>,
    /// Which clauses one of the two versions alone has.
    pub changed: Changed,
    /// The page to confirm.
    pub report: PathBuf,
}

/// Reads a document and writes the policy, and the page to confirm.
///
/// # Errors
/// A finding, and then nothing was written.
pub fn shelve(disk: &dyn Disk, order: &Order) -> Result<Shelved, Finding> {
    let bytes = bytes_of(disk, &order.file)?;
    let stem = order.file.file_stem().map(|stem| stem.to_string_lossy().into_owned());
    let name = stem.unwrap_or_else(|| "policy".into());
    let document = read::document(&order.file, bytes)?;
    if !is_folder(disk, &order.root.join("content")).map_err(cannot_read)? {
        return Err(no_content(disk, &order.root));
    }
    let mut imported = import(document, &name)?;
    if imported.counts.document == 0 {
        return Err(Refused::NoWords.finding());
    }
    let plan = match &order.next_of {
        Some(policy) => next_version(disk, &order.root.join(POLICIES), policy, &imported)?,
        None => new_policy(disk, order, &imported)?,
    };
    let kept = plan
        .summary
        .as_ref()
        .and_then(|summary| keep_summary(&mut imported, summary));
    let (gone, changed) = match &plan.earlier {
        Some((_, before)) => {
            let (before, _) = policy::parse(&text_of(before.clone())?);
            let (next, _) = policy::parse(&imported.text);
            (gone(disk, &order.root, &plan.name, &next), changed(&before, &next))
        }
        None => (Vec::new(), Changed::default()),
    };
    let first = plan.remark.into_iter().chain(remarks(&gone));
    let first = first.chain(changed.remark()).chain(kept);
    imported.remarks.splice(..0, first);
    let report = free(disk, &order.root.join(REPORTS), &plan.name, "html")?;
    let written = (plan.policy.clone(), imported.text.clone().into_bytes());
    let mut files = vec![(report.clone(), page(&imported, &plan.policy).into_bytes())];
    let earlier = plan.earlier.as_ref().map(|(path, _)| path.clone());
    // The policy comes last: where one is there already, it is replaced when all else stands.
    files.extend(plan.earlier);
    files.push(written);
    put_files(disk, &files).map_err(|error| error.finding(Code::CannotWrite).hint("Nothing was changed."))?;
    Ok(Shelved {
        imported,
        policy: plan.policy,
        earlier,
        gone,
        changed,
        report,
    })
}

/// Keeps the summary of the version before, where the document gives none.
fn keep_summary(imported: &mut Imported, summary: &str) -> Option<Remark> {
    imported.text = with_summary(&imported.text, summary)?;
    let says = format!("The summary at the top is that of the version before: \"{summary}\" Does it still hold?");
    Some(Remark::unsure(says, Place::Unknown))
}

/// The folder of policies.
const POLICIES: &str = "content/policies";

/// The folder for pages to confirm, beside `content`: nothing in it is published.
pub const REPORTS: &str = "imports";

/// Reads a document, unless it is larger than any.
fn bytes_of(disk: &dyn Disk, file: &Path) -> Result<Vec<u8>, Finding> {
    let real = disk.real_path(file).map_err(cannot_read)?;
    let found = disk.look(&real).map_err(cannot_read)?;
    match found {
        Some(found) if found.kind == Kind::File && found.stamp.length > LARGEST_FILE => Err(Refused::TooLarge {
            bytes: found.stamp.length,
        }
        .finding()),
        Some(found) if found.kind == Kind::File => disk.read(&real).map_err(cannot_read),
        _ => Err(
            Finding::of_file(Code::DocumentRefused, format!("{} is not a file.", shown(file)))
                .hint("Name the document itself."),
        ),
    }
}

#[expect(clippy::needless_pass_by_value, reason = "it is handed to `map_err`")]
pub(super) fn cannot_read(error: DiskError) -> Finding {
    error.finding(Code::CannotRead)
}

/// Where a policy goes.
pub(super) struct Plan {
    /// What it is called there.
    pub name: String,
    /// Its file.
    pub policy: PathBuf,
    /// The present version and where it is kept, when the policy takes its place.
    pub earlier: Option<(PathBuf, Vec<u8>)>,
    /// What a person should know of the policy that is there already.
    pub remark: Option<Remark>,
    /// The summary of the present version.
    pub summary: Option<String>,
}

fn new_policy(disk: &dyn Disk, order: &Order, imported: &Imported) -> Result<Plan, Finding> {
    let wanted = slug(order.name.as_deref().unwrap_or(&imported.title));
    let wanted = if ContentPath::new(&wanted).is_ok() {
        wanted
    } else {
        "policy".into()
    };
    let folder = order.root.join(POLICIES);
    let policy = free(disk, &folder, &wanted, "md")?;
    let called = folder.join(format!("{wanted}.md"));
    let name = policy
        .file_stem()
        .map_or(wanted, |stem| stem.to_string_lossy().into_owned());
    Ok(Plan {
        remark: second_one(disk, &folder, imported, &policy).or_else(|| name_taken(&called, &policy)),
        name,
        policy,
        earlier: None,
        summary: None,
    })
}

/// Returns a name that no file has yet: `name`, `name-2`, `name-3`.
fn free(disk: &dyn Disk, folder: &Path, name: &str, ending: &str) -> Result<PathBuf, Finding> {
    let mut count = 1;
    loop {
        let tail = if count == 1 { String::new() } else { format!("-{count}") };
        let path = folder.join(format!("{name}{tail}.{ending}"));
        if disk.look(&path).map_err(cannot_read)?.is_none() {
            return Ok(path);
        }
        count += 1;
    }
}
