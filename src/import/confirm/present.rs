//! What is there already when a policy is brought in: the version before it, or another policy of the same title.

use std::path::{Path, PathBuf};

use super::shelf::{Plan, cannot_read};
use crate::diagnostic::nearest::nearest;
use crate::diagnostic::{Code, Finding};
use crate::disk::{Disk, Kind, shown};
use crate::import::Imported;
use crate::import::document::{Place, Remark};
use crate::load::text_of;
use crate::parse::front_matter::policy_front;
use crate::parse::markdown::{self, Block, Inline, each_block};
use crate::path::ContentPath;
use crate::slug::slug;
use crate::source::Spanned;

/// Returns what to say of a policy in `folder` that has the same title already as `imported`, which goes to `policy`. Of
/// one that cannot be read nothing is said: the build will.
pub(super) fn second_one(disk: &dyn Disk, folder: &Path, imported: &Imported, policy: &Path) -> Option<Remark> {
    names(disk, folder).iter().find_map(|name| {
        let file = folder.join(format!("{name}.md"));
        let (front, ..) = policy_front(&text_of(disk.read(&file).ok()?).ok()?);
        let title = &front.title.value;
        let first = match front.edition.version {
            None => format!(", type the version of that one at its top, in a line such as version: 1.0, save {}", shown(&file)),
            Some(version) => match no_next(disk, &folder.join(name), title, &version.value, imported) {
                Some(_) => ", give the document a higher version".to_owned(),
                None => String::new(),
            },
        };
        let says = format!(
            "There is a policy \"{title}\" already, in {}; this one is a second, in {}. Before you build the site, give \
             one of them another title, or delete one. If this is the next version of that one, delete {}{first}, and \
             import the document again as the next version of it (--as-new-version {name}).",
            shown(&file),
            shown(policy),
            shown(policy),
        );
        (slug(title) == slug(&imported.title)).then(|| Remark::unsure(says, Place::Unknown))
    })
}

/// Returns what to say of a policy whose file cannot be called as it should, because there is one of that name.
pub(super) fn name_taken(wanted: &Path, policy: &Path) -> Option<Remark> {
    let says = || {
        format!(
            "There is a file {} already, which stays as it is: this policy is in {}. To call it otherwise, rename that file.",
            shown(wanted),
            shown(policy)
        )
    };
    (wanted != policy).then(|| Remark::unsure(says(), Place::Unknown))
}

/// Returns whether two titles may be those of one policy: a word of both says what it is about.
fn same_subject(one: &str, other: &str) -> bool {
    const OF_ANY_POLICY: [&str; 5] = ["policy", "policies", "procedure", "procedures", "school"];
    let (one, other) = (slug(one), slug(other));
    let tells = |word: &&str| word.chars().count() > 3 && !OF_ANY_POLICY.contains(word);
    one == other
        || one
            .split('-')
            .filter(tells)
            .any(|word| other.split('-').any(|known| known == word))
}

/// Finds the policy in `folder` whose next version `imported` is, and where its present text is kept.
///
/// # Errors
/// There is no such policy, or one of the two versions would not be told from another.
pub(super) fn next_version(disk: &dyn Disk, folder: &Path, policy: &str, imported: &Imported) -> Result<Plan, Finding> {
    let stem = policy.replace('\\', "/");
    let stem = stem.rsplit('/').next().unwrap_or_default().trim_end_matches(".md");
    let file = folder.join(format!("{stem}.md"));
    let known = ContentPath::new(stem).is_ok() && disk.look(&file).map_err(cannot_read)?.is_some();
    if !known {
        return Err(no_policy(disk, folder, stem));
    }
    let bytes = disk.read(&file).map_err(cannot_read)?;
    let (front, ..) = policy_front(&text_of(bytes.clone())?);
    let version = front.edition.version.map(|version| version.value);
    let version = version.ok_or_else(|| no_version(&file))?;
    if ContentPath::new(&version).is_err() || version.contains('/') {
        return Err(no_file_name(&file, &version));
    }
    if let Some(fault) = no_next(disk, &folder.join(stem), &front.title.value, &version, imported) {
        return Err(fault);
    }
    let kept = folder.join(stem).join(format!("{version}.md"));
    if disk.look(&kept).map_err(cannot_read)?.is_some() {
        let message = format!("Version {version} of this policy is kept already, in {}.", shown(&kept));
        let hint = format!(
            "Change the version at the top of {}, and try again. Nothing was changed.",
            shown(&file)
        );
        return Err(Finding::of_file(Code::ForeignFolder, message).hint(hint));
    }
    let moved = one_folder_down(&bytes)?;
    let remark = (!same_subject(&imported.title, &front.title.value)).then(|| {
        let links = if moved == bytes {
            ""
        } else {
            ", take one ../ off each of its links"
        };
        let says = format!(
            "This document calls itself \"{}\"; it is now the next version of \"{}\". If that is wrong, delete {}, \
             move {} back to that place{links}, and import the document again as a policy of its own.",
            imported.title,
            front.title.value,
            shown(&file),
            shown(&kept),
        );
        Remark::unsure(says, Place::Unknown)
    });
    Ok(Plan {
        name: stem.to_owned(),
        policy: file,
        earlier: Some((kept, moved)),
        remark,
        summary: front.summary.map(|summary| summary.value),
    })
}

/// Returns why `imported` cannot follow `present`, the version of the policy now, whose earlier ones are in `shelf`: its
/// own version is there already, or lower. A document that does not say its version can follow any.
fn no_next(disk: &dyn Disk, shelf: &Path, title: &str, present: &str, imported: &Imported) -> Option<Finding> {
    let next = version_of(&imported.text)?;
    if next == present {
        let message = format!(
            "The policy \"{title}\" is at version {present}, and this document says that it is version {next} too."
        );
        return Some(not_higher(message));
    }
    let kept = names(disk, shelf)
        .into_iter()
        .map(|name| shelf.join(format!("{name}.md")));
    let is_next = |file: &PathBuf| {
        let text = disk.read(file).ok().and_then(|bytes| text_of(bytes).ok());
        text.and_then(|text| version_of(&text)).as_ref() == Some(&next)
    };
    let message = match kept.into_iter().find(is_next) {
        Some(file) => format!(
            "Version {next} of the policy \"{title}\" is kept already, in {}, and this document says that it is version \
             {next} too.",
            shown(&file)
        ),
        None if is_lower(&next, present) => format!(
            "The policy \"{title}\" is at version {present}, and this document says that it is version {next}, an \
             earlier one."
        ),
        None => return None,
    };
    Some(not_higher(message))
}

fn version_of(policy: &str) -> Option<String> {
    let (front, ..) = policy_front(policy);
    front.edition.version.map(|version| version.value)
}

/// Returns whether one version comes before another. Of versions that are not figures and dots it cannot be told.
fn is_lower(one: &str, other: &str) -> bool {
    let figures = |version: &str| {
        version
            .split('.')
            .map(|part| part.parse().ok())
            .collect::<Option<Vec<u32>>>()
    };
    figures(one).zip(figures(other)).is_some_and(|(mut one, mut other)| {
        let longest = one.len().max(other.len());
        one.resize(longest, 0);
        other.resize(longest, 0);
        one < other
    })
}

/// Returns a policy as it reads in a folder below its own: a link to another file begins there with `../`. Without such
/// links not a byte is changed.
fn one_folder_down(bytes: &[u8]) -> Result<Vec<u8>, Finding> {
    let mut text = text_of(bytes.to_vec())?;
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
    Ok(if places.is_empty() {
        bytes.to_vec()
    } else {
        text.into_bytes()
    })
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

/// Returns the names of the policies in `folder`, in their order.
fn names(disk: &dyn Disk, folder: &Path) -> Vec<String> {
    let found = disk.walk(folder).into_iter().filter_map(Result::ok);
    let found = found.filter(|found| found.path.parent() == Some(folder) && found.kind == Kind::File);
    let found = found.filter(|found| found.path.extension().is_some_and(|ending| ending == "md"));
    let mut names: Vec<String> = found
        .filter_map(|found| Some(found.path.file_stem()?.to_string_lossy().into_owned()))
        .collect();
    names.sort_unstable();
    names
}

/// How many names are listed where one was mistyped.
const LISTED: usize = 12;

fn no_policy(disk: &dyn Disk, folder: &Path, wanted: &str) -> Finding {
    let mut names = names(disk, folder);
    let begins = |name: &&String| name.starts_with(wanted) && !wanted.is_empty();
    let near = nearest(wanted, names.iter().map(String::as_str)).map(str::to_owned);
    let near = near.or_else(|| names.iter().find(begins).cloned());
    names.sort_by_key(|name| (Some(name) != near.as_ref(), !begins(&name)));
    let more = match names.len().saturating_sub(LISTED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    names.truncate(LISTED);
    let list = (!names.is_empty()).then(|| format!("The policies here are: {}{more}.", names.join(", ")));
    Finding::of_file(Code::NoContent, format!("There is no policy '{wanted}' here."))
        .hint_if(near.map(|near| format!("Did you mean '{near}'?")))
        .hint_if(list)
        .hint("Nothing was changed.")
}

fn not_higher(message: String) -> Finding {
    Finding::of_file(Code::DocumentRefused, message).hint(
        "If it is newer than that, give the document a higher version and import it again; if it is another policy, give \
         it a title of its own and import it without --as-new-version. Nothing was changed.",
    )
}

fn no_version(file: &Path) -> Finding {
    let message = format!(
        "{} does not say at its top which version it is, so it cannot be kept as one.",
        shown(file)
    );
    Finding::of_file(Code::MissingKey, message)
        .hint("Type a line such as version: 1.0 there, and try again. Nothing was changed.")
}

fn no_file_name(file: &Path, version: &str) -> Finding {
    let message = format!(
        "{} is version '{version}' by the line at its top, and no file can be called so: it could not be kept.",
        shown(file)
    );
    Finding::of_file(Code::BadValue, message)
        .hint("Type a version of figures, such as version: 1.0, and try again. Nothing was changed.")
}
