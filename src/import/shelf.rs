//! Where an imported policy goes on the disk. Nothing is overwritten, and all of it is written or nothing.

use std::path::{Path, PathBuf};

use super::report::page;
use super::{Imported, LARGEST_FILE, finding, import, read, refused::Refused};
use crate::diagnostic::nearest::nearest;
use crate::diagnostic::{Code, Finding};
use crate::disk::{Disk, DiskError, Kind, shown};
use crate::load::{is_folder, no_content, text_of};
use crate::parse::front_matter::policy_front;
use crate::parse::markdown::{self, Block, Inline, each_block};
use crate::path::ContentPath;
use crate::slug::slug;
use crate::source::Spanned;

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
    let document = read(&order.file, bytes)?;
    if !is_folder(disk, &order.root.join("content")).map_err(cannot_read)? {
        return Err(no_content(disk, &order.root));
    }
    let imported = import(document, &name)?;
    let plan = match &order.next_of {
        Some(policy) => next_version(disk, &order.root, policy)?,
        None => new_policy(disk, order, &imported.title)?,
    };
    let report = free(disk, &order.root.join(REPORTS), &plan.name, "html")?;
    let written = (plan.policy.clone(), imported.text.clone().into_bytes());
    let mut files = vec![(report.clone(), page(&imported, &plan.policy).into_bytes())];
    let earlier = plan.earlier.as_ref().map(|(path, _)| path.clone());
    // The policy comes last: where one is there already, it is replaced when all else stands.
    files.extend(plan.earlier);
    files.push(written);
    write(disk, &files).map_err(|error| error.finding(Code::CannotWrite).hint("Nothing was changed."))?;
    Ok(Shelved {
        imported,
        policy: plan.policy,
        earlier,
        report,
    })
}

/// The folder for pages to confirm, beside `content`: nothing in it is published.
pub const REPORTS: &str = "imports";

/// Reads a document, unless it is larger than any.
fn bytes_of(disk: &dyn Disk, file: &Path) -> Result<Vec<u8>, Finding> {
    let real = disk.real_path(file).map_err(cannot_read)?;
    let found = disk.look(&real).map_err(cannot_read)?;
    match found {
        Some(found) if found.kind == Kind::File && found.stamp.length > LARGEST_FILE => {
            Err(finding(&Refused::TooLarge {
                bytes: found.stamp.length,
            }))
        }
        Some(found) if found.kind == Kind::File => disk.read(&real).map_err(cannot_read),
        _ => Err(
            Finding::of_file(Code::CannotRead, format!("{} is not a file.", shown(file)))
                .hint("Name the document itself."),
        ),
    }
}

#[expect(clippy::needless_pass_by_value, reason = "it is handed to `map_err`")]
fn cannot_read(error: DiskError) -> Finding {
    error.finding(Code::CannotRead)
}

/// Where a policy goes.
struct Plan {
    name: String,
    policy: PathBuf,
    /// The present version and where it is kept, when the policy takes its place.
    earlier: Option<(PathBuf, Vec<u8>)>,
}

fn new_policy(disk: &dyn Disk, order: &Order, title: &str) -> Result<Plan, Finding> {
    let wanted = slug(order.name.as_deref().unwrap_or(title));
    let wanted = if ContentPath::new(&wanted).is_ok() {
        wanted
    } else {
        "policy".into()
    };
    let policy = free(disk, &order.root.join("content/policies"), &wanted, "md")?;
    let name = policy
        .file_stem()
        .map_or(wanted, |stem| stem.to_string_lossy().into_owned());
    Ok(Plan {
        name,
        policy,
        earlier: None,
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

/// Finds the policy whose next version this is, and where its present text is kept.
fn next_version(disk: &dyn Disk, root: &Path, policy: &str) -> Result<Plan, Finding> {
    let folder = root.join("content/policies");
    let stem = policy.replace('\\', "/");
    let stem = stem.rsplit('/').next().unwrap_or_default().trim_end_matches(".md");
    let file = folder.join(format!("{stem}.md"));
    let known = ContentPath::new(stem).is_ok() && disk.look(&file).map_err(cannot_read)?.is_some();
    if !known {
        return Err(no_policy(disk, &folder, stem));
    }
    let bytes = disk.read(&file).map_err(cannot_read)?;
    let (front, ..) = policy_front(&text_of(bytes.clone())?);
    let version = front.edition.version.map(|version| version.value);
    let version = version.filter(|version| ContentPath::new(version).is_ok() && !version.contains('/'));
    let version = version.ok_or_else(|| no_version(&file))?;
    let kept = folder.join(stem).join(format!("{version}.md"));
    if disk.look(&kept).map_err(cannot_read)?.is_some() {
        let message = format!("Version {version} of this policy is kept already, in {}.", shown(&kept));
        let hint = format!(
            "Change the version at the top of {}, and try again. Nothing was changed.",
            shown(&file)
        );
        return Err(Finding::of_file(Code::ForeignFolder, message).hint(hint));
    }
    Ok(Plan {
        name: stem.to_owned(),
        policy: file,
        earlier: Some((kept, one_folder_down(bytes)?)),
    })
}

/// Returns a policy as it reads in a folder below its own: a link to another file begins there with `../`. Without such
/// links not a byte is changed.
fn one_folder_down(bytes: Vec<u8>) -> Result<Vec<u8>, Finding> {
    let mut text = text_of(bytes.clone())?;
    let mut places = relative_targets(&text);
    places.sort_unstable();
    places.dedup();
    for at in places
        .iter()
        .rev()
        .filter(|at| text.is_char_boundary(**at))
        .copied()
        .collect::<Vec<_>>()
    {
        text.insert_str(at, "../");
    }
    Ok(if places.is_empty() { bytes } else { text.into_bytes() })
}

/// Returns where the targets begin that lead from the file to another.
fn relative_targets(text: &str) -> Vec<usize> {
    let (_, body, _) = policy_front(text);
    let (mut body, _) = markdown::parse(text, body);
    let mut places = Vec::new();
    let mut note = |target: &Spanned<String>| {
        let elsewhere = target.value.starts_with(['#', '/'])
            || target.value.contains(':')
            || target.span.slice(text) != target.value;
        places.extend((!elsewhere).then_some(target.span.start));
    };
    let notes = body.footnotes.iter_mut().map(|footnote| &mut footnote.blocks);
    for blocks in std::iter::once(&mut body.blocks).chain(notes) {
        each_block(blocks, &mut |block| match block {
            Block::Heading { text, .. } | Block::Paragraph { text, .. } => each_target(text, &mut note),
            Block::Table { head, rows, .. } => {
                let cells = rows.iter().flat_map(|row| &row.cells);
                head.iter().chain(cells).for_each(|cell| each_target(cell, &mut note));
            }
            _ => {}
        });
    }
    places
}

fn each_target(text: &[Inline], note: &mut dyn FnMut(&Spanned<String>)) {
    for inline in text {
        match inline {
            Inline::Link { target, text } => {
                note(target);
                each_target(text, note);
            }
            Inline::Image { target, .. } => note(target),
            Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Struck(inner) => each_target(inner, note),
            _ => {}
        }
    }
}

fn no_policy(disk: &dyn Disk, folder: &Path, wanted: &str) -> Finding {
    let found = disk.walk(folder).into_iter().filter_map(Result::ok);
    let found = found.filter(|found| found.path.parent() == Some(folder) && found.kind == Kind::File);
    let names: Vec<String> = found
        .filter_map(|found| Some(found.path.file_stem()?.to_string_lossy().into_owned()))
        .collect();
    let near = nearest(wanted, names.iter().map(String::as_str));
    Finding::of_file(Code::NoContent, format!("There is no policy '{wanted}' here."))
        .hint_if(near.map(|near| format!("Did you mean '{near}'?")))
        .hint("Nothing was changed.")
}

fn no_version(file: &Path) -> Finding {
    let message = format!(
        "{} does not say at its top which version it is, so it cannot be kept as one.",
        shown(file)
    );
    Finding::of_file(Code::MissingKey, message)
        .hint("Type a line such as version: 1.0 there, and try again. Nothing was changed.")
}

/// Writes `files`: all or nothing. Each grows under another name and is renamed when all of them are whole. None but
/// the last may be there already; that one is replaced.
///
/// # Errors
/// What the disk refuses; then all is as it was.
pub fn write(disk: &dyn Disk, files: &[(PathBuf, Vec<u8>)]) -> Result<(), DiskError> {
    let mut undo = Undo { disk, made: Vec::new() };
    let done = undo.write(files);
    if done.is_err() {
        undo.all();
    }
    done
}

/// What was made so far, and has to go again if the rest cannot be made.
struct Undo<'a> {
    disk: &'a dyn Disk,
    made: Vec<(PathBuf, Kind)>,
}

impl Undo<'_> {
    fn write(&mut self, files: &[(PathBuf, Vec<u8>)]) -> Result<(), DiskError> {
        let moves: Vec<(PathBuf, &PathBuf)> = files.iter().map(|(path, _)| (growing(path), path)).collect();
        for ((growing, path), (_, bytes)) in moves.iter().zip(files) {
            self.folder(path)?;
            self.made.push((growing.clone(), Kind::File));
            self.disk.create_file(growing, bytes)?;
        }
        let all: Vec<PathBuf> = moves.iter().map(|(growing, _)| growing.clone()).collect();
        self.disk.sync(&all)?;
        for (growing, path) in moves {
            self.disk.rename(&growing, path)?;
            self.made.push((path.clone(), Kind::File));
        }
        Ok(())
    }

    /// Makes the folder that `path` lies in, and remembers it if it was not there.
    fn folder(&mut self, path: &Path) -> Result<(), DiskError> {
        let Some(folder) = path.parent() else { return Ok(()) };
        if self.disk.look(folder)?.is_none() {
            self.made.push((folder.to_owned(), Kind::Folder));
            self.disk.create_folder(folder)?;
        }
        Ok(())
    }

    /// The fault that is told is the first one; what cannot be removed either stays under its growing name.
    fn all(&mut self) {
        while let Some((path, kind)) = self.made.pop() {
            let _ = self.disk.remove(&path, kind);
        }
    }
}

fn growing(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".new");
    PathBuf::from(name)
}
