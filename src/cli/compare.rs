//! `fingerpost compare`: what a new version of a site, of a decision or of a policy changes, as words and as a page.

use std::path::{Path, PathBuf};

use super::Exit;
use super::args::{Compare, Format};
use super::terminal::Terminal;
use super::timings::Timings;
use super::told::Told;
use crate::compile;
use crate::diagnostic::text::Standing;
use crate::diagnostic::{Code, Diagnostic, Finding};
use crate::disk::{Disk, Kind as OnDisk, RealDisk, name_of};
use crate::load::{load, load_file};
use crate::parse::Kind;
use crate::path::{ContentPath, OutputPath};
use crate::proof::compare::{Comparison, of_decisions, of_policies, policy_of, words};
use crate::publish::file::{PAGE, marked, put};
use crate::publish::hand_over::{shown, size};
use crate::publish::single::single;
use crate::render;
use crate::site::{Decision, Policy, Site};
use crate::source::Sources;
use crate::theme::Theme;
use crate::write::refuse_overlap;

/// Compares, writes the page if one is asked for, and prints what differs.
pub fn run(options: &Compare, terminal: &Terminal) -> Exit {
    let sides = (Side::read(&options.old), Side::read(&options.new));
    let (old, new) = match sides {
        (Ok(old), Ok(new)) => (old, new),
        (Err(fault), _) | (_, Err(fault)) => return tell(fault, options, terminal),
    };
    let Some(comparison) = compare(&old, &new) else {
        return tell(Fault::of(not_alike()), options, terminal);
    };
    let written = options
        .page
        .as_ref()
        .map(|file| page(&comparison, (&old, &new), file, options));
    let done = match written {
        Some(Err(fault)) => return tell(fault, options, terminal),
        Some(Ok(done)) => done,
        None => String::new(),
    };
    let printed = print(&comparison, options.common.format, terminal);
    terminal.words(&done);
    match printed {
        Exit::Fine if options.exit_code && !comparison.is_empty() => Exit::Content,
        exit => exit,
    }
}

/// Writes the comparison as a page, and says where it is.
fn page(comparison: &Comparison, (old, new): (&Side, &Side), file: &Path, options: &Compare) -> Result<String, Fault> {
    for root in [&old.root, &new.root].into_iter().flatten() {
        refuse_overlap(&RealDisk, root, file)?;
    }
    let theme = Theme::embedded().with(&new.sources.theme);
    let names = (&*last_name(&options.old), &*last_name(&options.new));
    let site = render::comparison(comparison, names, &new.site, &theme);
    let site = site.map_err(|diagnostics| Fault {
        sources: new.sources.clone(),
        diagnostics,
    })?;
    let html = marked(&single(&site, &OutputPath::home()));
    put(&RealDisk, file, html.as_bytes(), &PAGE).map_err(Fault::of)?;
    Ok(format!(
        "\nAs a page, it is in {} ({}).\n",
        shown(file),
        size(html.len())
    ))
}

/// Returns the last name of a path that was typed: where a site lies on this machine is of no interest in a meeting.
fn last_name(path: &Path) -> String {
    let real = RealDisk.real_path(path).unwrap_or_else(|_| path.to_owned());
    name_of(&real)
}

fn print(comparison: &Comparison, format: Format, terminal: &Terminal) -> Exit {
    let text = match format {
        Format::Text => words::comparison(comparison),
        Format::Json => match serde_json::to_string_pretty(comparison) {
            Ok(text) => text + "\n",
            Err(error) => {
                terminal.words(&format!("I could not write the comparison as JSON: {error}.\n"));
                return Exit::Machine;
            }
        },
    };
    terminal.data(&text)
}

/// Why a side cannot be compared, or a page not be written.
struct Fault {
    sources: Sources,
    diagnostics: Vec<Diagnostic>,
}

impl Fault {
    fn of(finding: Finding) -> Self {
        finding.nowhere().into()
    }
}

impl From<Diagnostic> for Fault {
    fn from(diagnostic: Diagnostic) -> Self {
        Self {
            sources: Sources::default(),
            diagnostics: vec![diagnostic],
        }
    }
}

fn tell(fault: Fault, options: &Compare, terminal: &Terminal) -> Exit {
    let told = Told {
        sources: fault.sources,
        diagnostics: fault.diagnostics,
        standing: Standing::CheckOnly,
        done: String::new(),
        timings: Timings::start("compare"),
    };
    told.tell(&options.common, terminal)
}

fn not_alike() -> Finding {
    Finding::of_file(Code::NoContent, "These two cannot be compared with each other.")
        .hint("Name two folders that hold `content`, or two decisions, or two policies.")
}

/// One version: a site, and the file in it that is meant, if it is not the whole.
struct Side {
    /// The folder that holds the site; none for a file alone.
    root: Option<PathBuf>,
    site: Site,
    sources: Sources,
    file: Option<ContentPath>,
}

impl Side {
    fn read(path: &Path) -> Result<Self, Fault> {
        let real = RealDisk.real_path(path).and_then(|real| RealDisk.look(&real));
        match real.map_err(|error| Fault::of(error.finding(Code::CannotRead)))? {
            Some(found) if found.kind == OnDisk::File => Self::of_file(&found.path),
            _ => Self::of_root(path, None),
        }
    }

    /// A decision is read with the site that it lies in, since it cites that site's policy; a file that lies in none is
    /// read alone.
    fn of_file(path: &Path) -> Result<Self, Fault> {
        match root_of(path) {
            Some((root, file)) => Self::of_root(&root, Some(file)),
            None => Self::alone(path),
        }
    }

    fn of_root(root: &Path, file: Option<ContentPath>) -> Result<Self, Fault> {
        let loaded = load(root);
        let side = Self::linked(loaded.value, loaded.diagnostics, file)?;
        Ok(Self {
            root: Some(root.to_owned()),
            ..side
        })
    }

    fn alone(path: &Path) -> Result<Self, Fault> {
        let source = load_file(&RealDisk, path).map_err(Fault::of)?;
        let name = match path.extension().and_then(|ending| ending.to_str()) {
            Some("md" | "markdown") => "policies/this.md",
            _ => "decisions/this.yaml",
        };
        let name = ContentPath::new(name).map_err(|_| Fault::of(not_alike()))?;
        let sources = Sources {
            files: [(name.clone(), source)].into(),
            ..Sources::default()
        };
        Self::linked(sources, Vec::new(), Some(name))
    }

    /// A file alone cites a policy that is not there: that is no fault here.
    fn linked(sources: Sources, mut found: Vec<Diagnostic>, file: Option<ContentPath>) -> Result<Self, Fault> {
        let (site, linking) = compile::linked(&sources);
        let alone = sources.files.len() == 1;
        found.extend(linking.into_iter().filter(|found| !alone || is_in_the_text(found)));
        found.retain(|found| found.is_error() && (file.is_none() || found.path == file || found.path.is_none()));
        match found.is_empty() {
            true => Ok(Self {
                root: None,
                site,
                sources,
                file,
            }),
            false => Err(Fault {
                sources,
                diagnostics: found,
            }),
        }
    }

    fn decision(&self) -> Option<&Decision> {
        let mut all = self.site.decisions.values();
        all.find(|decision| Some(&decision.path) == self.file.as_ref())
    }

    fn policy(&self) -> Option<&Policy> {
        let all = self.site.policies.values();
        let mut all = all.flat_map(|policy| std::iter::once(policy).chain(&policy.earlier));
        all.find(|policy| Some(&policy.path) == self.file.as_ref())
    }
}

fn is_in_the_text(found: &Diagnostic) -> bool {
    !matches!(found.finding.code, Code::BrokenLink | Code::UnknownClause)
}

/// Finds the site that a file lies in: the folder that holds `content`, and the file's path below that.
fn root_of(path: &Path) -> Option<(PathBuf, ContentPath)> {
    let content = path
        .ancestors()
        .find(|folder| folder.file_name().is_some_and(|name| name == "content"))?;
    let parts = path.strip_prefix(content).ok()?.iter();
    let parts: Vec<String> = parts.map(|part| part.to_string_lossy().into_owned()).collect();
    let file = ContentPath::new(&parts.join("/")).ok()?;
    Kind::of(&file)?;
    Some((content.parent()?.to_owned(), file))
}

/// Compares two sides of one kind; nothing where they are of two.
fn compare(old: &Side, new: &Side) -> Option<Comparison> {
    if old.file.is_none() && new.file.is_none() {
        return Some(Comparison::of_sites(&old.site, &new.site));
    }
    let compared = match (old.decision(), new.decision(), old.policy(), new.policy()) {
        (Some(one), Some(other), ..) => {
            let (before, now) = (policy_of(&old.site, one), policy_of(&new.site, other));
            of_decisions(&other.name, (Some(one), before), (Some(other), now))
        }
        (_, _, Some(one), Some(other)) => of_policies(&other.name, Some(one), Some(other)),
        _ => return None,
    };
    Some(Comparison {
        documents: compared.into_iter().collect(),
    })
}
