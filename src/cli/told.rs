//! The end of every command: what was found is told in the format asked for, and becomes an exit code.

use super::Exit;
use super::args::{Common, Format};
use super::terminal::Terminal;
use super::timings::Timings;
use crate::diagnostic::text::Standing;
use crate::diagnostic::{Code, Diagnostic, in_order, json, text};
use crate::proof::report::Report;
use crate::source::Sources;

/// What a command leaves behind.
pub struct Told {
    /// What was read.
    pub sources: Sources,
    /// What was found.
    pub diagnostics: Vec<Diagnostic>,
    /// The state of the published site.
    pub standing: Standing,
    /// What was done, in words.
    pub done: String,
    /// How long it took.
    pub timings: Timings,
}

impl Told {
    /// Prints it, and returns how the command ended.
    pub fn tell(self, common: &Common, terminal: &Terminal) -> Exit {
        self.tell_with(None, common, terminal)
    }

    /// Prints it, for programs with what was proved, and returns how the command ended.
    pub fn tell_with(self, proofs: Option<&[Report]>, common: &Common, terminal: &Terminal) -> Exit {
        let diagnostics = in_order(self.diagnostics);
        let printed = match common.format {
            Format::Text => {
                terminal.words(&words(
                    &diagnostics,
                    &self.sources,
                    &self.standing,
                    &self.done,
                    terminal.colour,
                ));
                Exit::Fine
            }
            Format::Json => print_json(&diagnostics, &self.sources, &self.standing, proofs, terminal),
        };
        if common.timings {
            terminal.words(&self.timings.stop());
        }
        exit(&diagnostics).max(printed)
    }
}

fn words(diagnostics: &[Diagnostic], sources: &Sources, standing: &Standing, done: &str, colour: bool) -> String {
    let report = match diagnostics {
        [] => String::new(),
        _ => text::report(diagnostics, sources, standing, colour) + "\n",
    };
    format!("{report}{done}").trim_end().to_owned() + "\n"
}

fn print_json(
    diagnostics: &[Diagnostic],
    sources: &Sources,
    standing: &Standing,
    proofs: Option<&[Report]>,
    terminal: &Terminal,
) -> Exit {
    let published = matches!(standing, Standing::Published(_));
    match json::report(diagnostics, sources, published, proofs) {
        Ok(document) => terminal.data(&document),
        Err(error) => {
            terminal.words(&format!("I could not write the findings as JSON: {error}.\n"));
            Exit::Machine
        }
    }
}

/// Returns the exit code that belongs to the worst of the findings.
fn exit(diagnostics: &[Diagnostic]) -> Exit {
    let errors = diagnostics.iter().filter(|found| found.is_error());
    errors.map(exit_of).max().unwrap_or(Exit::Fine)
}

fn exit_of(found: &Diagnostic) -> Exit {
    match found.finding.code {
        // A name that stands in no file was typed with the command.
        Code::UnknownName if found.path.is_none() => Exit::Usage,
        Code::CannotRead | Code::CannotWrite | Code::PortTaken => Exit::Machine,
        Code::NoContent
        | Code::ForeignFolder
        | Code::ChangedByHand
        | Code::OutputInContent
        | Code::DocumentRefused
        | Code::WordsLost => Exit::Usage,
        _ => Exit::Content,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Finding;

    fn exit_for(codes: &[Code]) -> Exit {
        let findings = codes.iter().map(|code| Finding::of_file(*code, "x").nowhere());
        exit(&findings.collect::<Vec<_>>())
    }

    #[test]
    fn the_exit_code_is_that_of_the_worst_finding() {
        assert_eq!(exit_for(&[]), Exit::Fine);
        assert_eq!(exit_for(&[Code::Overdue]), Exit::Fine);
        assert_eq!(exit_for(&[Code::BrokenLink, Code::Overdue]), Exit::Content);
        assert_eq!(exit_for(&[Code::NoContent]), Exit::Usage);
        assert_eq!(exit_for(&[Code::UnknownName]), Exit::Usage);
        assert_eq!(exit_for(&[Code::BrokenLink, Code::CannotRead]), Exit::Machine);
    }
}
