//! `fingerpost check --accept DECISION`: notes in a decision's file against which clauses a person has reviewed it.
//!
//! The one command that writes into a file of the author's, and only into the lines of `reviewed:`.

use std::collections::BTreeMap;
use std::path::Path;

use super::Exit;
use super::args::Check;
use super::made::make;
use super::terminal::Terminal;
use super::timings::Timings;
use super::told::Told;
use crate::compile;
use crate::diagnostic::nearest::nearest;
use crate::diagnostic::text::{Standing, number};
use crate::diagnostic::{Code, Diagnostic, Finding};
use crate::disk::{Disk, RealDisk};
use crate::load::text_of;
use crate::parse::decision;
use crate::parse::policy::Address;
use crate::proof::compare::policy_of;
use crate::proof::reviewed::fingerprints;
use crate::site::{Decision, Site};
use crate::source::Sources;
use crate::write::put_file;

/// Writes the note, and says what it wrote. Where the site has an error, that is told and nothing is written.
pub fn run(name: &str, options: &Check, terminal: &Terminal) -> Exit {
    let made = make(&options.root, &options.common, terminal);
    if made.diagnostics.iter().any(Diagnostic::is_error) {
        return tell(made.sources, made.diagnostics, String::new(), options, terminal);
    }
    let site = compile::site(&made.sources);
    match accept(&RealDisk, &site, name, &options.root) {
        Err(finding) => tell(made.sources, vec![finding.nowhere()], String::new(), options, terminal),
        Ok(done) => tell(made.sources, Vec::new(), done, options, terminal),
    }
}

fn tell(sources: Sources, diagnostics: Vec<Diagnostic>, done: String, options: &Check, terminal: &Terminal) -> Exit {
    let told = Told {
        sources,
        diagnostics,
        standing: Standing::CheckOnly,
        done,
        timings: Timings::start("accept"),
    };
    told.tell(&options.common, terminal)
}

fn accept(disk: &dyn Disk, site: &Site, name: &str, root: &Path) -> Result<String, Finding> {
    let decision = named(site, name)?;
    let policy = policy_of(site, decision).ok_or_else(|| no_decision(site, name))?;
    let reviewed = fingerprints(decision, policy);
    let path = root.join("content").join(decision.path.as_str());
    let before = disk.read(&path).map_err(|error| error.finding(Code::CannotRead))?;
    let before = String::from_utf8(before).map_err(|_| not_utf8(&path))?;
    let after = rewritten(&before, &reviewed, &decision.name);
    let clauses = number(reviewed.len(), "clause", "clauses");
    if after == before {
        return Ok(format!(
            "{} is noted as reviewed against its {clauses} already.\n",
            decision.path
        ));
    }
    if !says(&after, &reviewed) {
        return Err(cannot_find_lines(&path));
    }
    let real = disk
        .real_path(&path)
        .map_err(|error| error.finding(Code::CannotWrite))?;
    put_file(disk, &real, after.as_bytes()).map_err(|error| error.finding(Code::CannotWrite))?;
    Ok(format!(
        "Wrote into content/{} that it was reviewed against {clauses} as they are now:\n\
         the lines below `reviewed:`. Nothing else in that file was changed.\n",
        decision.path
    ))
}

/// Finds a decision by its short name or by its file.
fn named<'a>(site: &'a Site, name: &str) -> Result<&'a Decision, Finding> {
    let stem = Path::new(name).file_stem().map(|stem| stem.to_string_lossy());
    let decision = site.decisions.get(stem.as_deref().unwrap_or(name));
    decision.ok_or_else(|| no_decision(site, name))
}

fn no_decision(site: &Site, name: &str) -> Finding {
    let near = nearest(name, site.decisions.keys().map(String::as_str));
    Finding::of_file(
        Code::NoContent,
        format!("There is no decision '{name}' with a policy here."),
    )
    .hint_if(near.map(|near| format!("Did you mean '{near}'?")))
}

fn not_utf8(path: &Path) -> Finding {
    let message = format!("I cannot write into {}, because it is not in UTF-8.", path.display());
    Finding::of_file(Code::NotText, message).hint("In Notepad, choose Save as, and there the encoding UTF-8.")
}

fn cannot_find_lines(path: &Path) -> Finding {
    let message = format!("I cannot find the lines of `reviewed:` in {}.", path.display());
    Finding::of_file(Code::CannotWrite, message).hint("Delete them and try again. Nothing was changed.")
}

/// Returns whether a decision's text is sound and says what was reviewed.
fn says(text: &str, reviewed: &[(Address, String)]) -> bool {
    let Ok(text) = text_of(text.as_bytes().to_vec()) else {
        return false;
    };
    let (doc, findings) = decision::parse(&text);
    let said = doc
        .reviewed
        .iter()
        .map(|line| (&line.clause.value, &line.fingerprint.value));
    findings.is_empty() && said.eq(reviewed.iter().map(|(clause, print)| (clause, print)))
}

/// Returns a decision's text with the lines of `reviewed:` written anew, where they stand, or else at its end. Line
/// ends are as they were; notes, empty lines and what is noted behind a line stay.
fn rewritten(text: &str, reviewed: &[(Address, String)], name: &str) -> String {
    let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let first = lines.iter().position(|line| line.starts_with(KEY));
    let Some(first) = first else {
        let last = if text.is_empty() || text.ends_with('\n') {
            ""
        } else {
            end
        };
        let note =
            format!("# The clauses that this was last reviewed against. Written by: fingerpost check --accept {name}");
        return format!("{text}{last}{end}{end}{note}{end}{end}{}", block(&[], reviewed, end));
    };
    let (before, rest) = lines.split_at(first);
    let (old, behind) = rest.split_at(length(rest));
    format!("{}{}{}", before.concat(), block(old, reviewed, end), behind.concat())
}

const KEY: &str = "reviewed:";

/// Counts the lines of the block at whose key `lines` begin: up to the last that is further in and says something.
fn length(lines: &[&str]) -> usize {
    let of_block = |line: &&str| line.trim().is_empty() || line.starts_with([' ', '\t', '}', '#']);
    let behind = lines.iter().skip(1).take_while(|line| of_block(line)).count();
    let says = |line: &&&str| !line.trim().is_empty() && !line.starts_with('#');
    let all = lines.get(..=behind).unwrap_or(lines);
    all.iter().rposition(|line| says(&line)).map_or(1, |last| last + 1)
}

/// What the author has written around the line of one clause.
#[derive(Default)]
struct Around {
    /// The lines above it: notes, and empty ones.
    above: String,
    /// The note at its end, with the spaces before it.
    note: String,
}

/// Writes the block anew, its clauses in the order of `reviewed`. `old` are its lines so far.
fn block(old: &[&str], reviewed: &[(Address, String)], end: &str) -> String {
    let (key, old) = old.split_first().unwrap_or((&"", &[]));
    let (around, below) = around(old, reviewed, end);
    let lines = reviewed.iter().map(|(clause, print)| {
        let none = Around::default();
        let Around { above, note } = around.get(clause).unwrap_or(&none);
        format!("{above}  {}: {print}{note}{end}", typed(clause))
    });
    format!("{KEY}{}{end}{}{below}", note(key), lines.collect::<String>())
}

/// Returns what stands around each line that stays, and what stands below them all. Of a line that goes, its note stays.
fn around(old: &[&str], reviewed: &[(Address, String)], end: &str) -> (BTreeMap<Address, Around>, String) {
    let mut around = BTreeMap::new();
    let mut above = String::new();
    for line in old {
        let clause = clause_of(line).filter(|clause| reviewed.iter().any(|(reviewed, _)| reviewed == clause));
        let note = note(line);
        match clause {
            _ if line.trim().is_empty() || line.trim_start().starts_with('#') => above.push_str(line),
            Some(clause) => drop(around.insert(
                clause,
                Around {
                    above: std::mem::take(&mut above),
                    note: note.to_owned(),
                },
            )),
            None if note.is_empty() => {}
            None => above.push_str(&format!("  {}{end}", note.trim_start())),
        }
    }
    (around, above)
}

/// Returns the clause that a line of the block is about.
fn clause_of(line: &str) -> Option<Address> {
    let (clause, _) = line.split_once(':')?;
    Address::parse(clause.trim().trim_matches(['"', '\'']))
}

/// Returns the note at the end of a line, with the spaces before it. Neither a clause nor its fingerprint has a `#`.
fn note(line: &str) -> &str {
    let line = line.trim_end();
    let mut before = line.match_indices('#').filter_map(|(mark, _)| line.get(..mark));
    let before = before.find(|before| before.ends_with([' ', '\t']));
    before
        .and_then(|before| line.get(before.trim_end().len()..))
        .unwrap_or_default()
}

/// Returns a clause's number as authors type it: `2.3(b)`, and `1.2.p3` for what is read as `1.2, paragraph 3`.
fn typed(clause: &Address) -> String {
    let shown = clause.to_string();
    if shown.contains([',', ' ']) {
        clause.as_str().to_owned()
    } else {
        shown
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reviewed() -> Vec<(Address, String)> {
        let clause = |typed, print: &str| (Address::parse(typed).expect("a number"), print.to_owned());
        vec![clause("1.2.p3", "0a1b2c3d"), clause("2.3(b)", "11111111")]
    }

    #[test]
    fn the_lines_are_written_where_they_stood_and_nothing_else_changes() {
        let old = "title: t\r\nreviewed: # seen\r\n  1.1: 00000000\r\n  # by the head\r\n  2.3(b): 2\r\n\r\n# The end.\r\nstart: a\r\n";
        let new = rewritten(old, &reviewed(), "d");
        assert_eq!(
            new,
            "title: t\r\nreviewed: # seen\r\n  1.2.p3: 0a1b2c3d\r\n  # by the head\r\n  2.3(b): 11111111\r\n\r\n# The end.\r\nstart: a\r\n"
        );
        assert_eq!(rewritten(&new, &reviewed(), "d"), new);
    }

    #[test]
    fn empty_lines_and_notes_stay_where_they_stood() {
        let old = "reviewed:   # by the governors\n\n  # privacy\n  1.1: 00000000  # gone since\n  '1.2.p3': \"1\" # read twice\n\n  2.3(b): 2\n";
        let new = rewritten(old, &reviewed(), "d");
        assert_eq!(
            new,
            "reviewed:   # by the governors\n\n  # privacy\n  # gone since\n  1.2.p3: 0a1b2c3d # read twice\n\n  2.3(b): 11111111\n"
        );
        assert_eq!(rewritten(&new, &reviewed(), "d"), new);
    }

    #[test]
    fn a_list_in_braces_is_replaced_whole() {
        let old = "reviewed: {\n  1.1: 0,\n}\nstart: a\n";
        assert_eq!(
            rewritten(old, &reviewed(), "d"),
            "reviewed:\n  1.2.p3: 0a1b2c3d\n  2.3(b): 11111111\nstart: a\n"
        );
    }

    #[test]
    fn without_lines_they_are_written_at_the_end() {
        let new = rewritten("title: t", &reviewed(), "d");
        assert!(new.starts_with("title: t\n\n\n# The clauses that"), "{new}");
        assert!(
            new.ends_with("\n\nreviewed:\n  1.2.p3: 0a1b2c3d\n  2.3(b): 11111111\n"),
            "{new}"
        );
    }
}
