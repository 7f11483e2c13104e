//! What may be typed, and what it means: [`read`] knows the words, [`command`] turns them into options. Both are pure.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{ArgGroup, Args, CommandFactory, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

use crate::date::{Date, DateFault};
use crate::import::confirm::shelf::Order;

/// What was typed.
#[derive(Debug, Parser)]
#[command(
    name = "fingerpost",
    version,
    about = "Makes a website of a school's policies and of the decisions that they ask staff to make.",
    after_help = "Begin with a site that works:\n  fingerpost new our-policies\n  fingerpost serve our-policies --open"
)]
pub struct Typed {
    #[command(subcommand)]
    command: Option<TypedCommand>,
}

#[derive(Debug, Subcommand)]
enum TypedCommand {
    /// Make the website
    #[command(
        after_help = "Example, in the folder that holds `content`:\n  fingerpost build\nThen open site/index.html."
    )]
    Build {
        /// The folder that holds `content`
        #[arg(default_value = ".")]
        root: PathBuf,
        /// Where the website goes [default: `site` in ROOT]
        #[arg(long, value_name = "DIR")]
        out: Option<PathBuf>,
        #[command(flatten)]
        common: TypedCommon,
    },
    /// Look for problems without making the website
    #[command(
        after_help = "Example: will it still be right on the first day of term?\n  fingerpost check --as-of 2027-09-01"
    )]
    Check {
        /// Try also what would happen if an answer led elsewhere, and list what nobody would notice
        #[arg(long)]
        mutate: bool,
        /// Note in the file of DECISION that somebody has looked at it again, against the clauses as they are now
        #[arg(long, value_name = "DECISION")]
        accept: Option<String>,
        /// The folder that holds `content`
        #[arg(default_value = ".")]
        root: PathBuf,
        #[command(flatten)]
        common: TypedCommon,
    },
    /// Say what a new version changes: words, clauses, and which journeys now end elsewhere
    #[command(
        after_help = "Examples:\n  fingerpost compare last-year this-year --page changes.html\n  fingerpost compare old.yaml content/decisions/may-i-share.yaml"
    )]
    Compare {
        /// The old version: a folder that holds `content`, a decision or a policy
        old: PathBuf,
        /// The new version of the same
        new: PathBuf,
        /// Write it as a page as well, to go with the papers of a meeting
        #[arg(long, value_name = "FILE")]
        page: Option<PathBuf>,
        /// End with exit code 1 where something differs
        #[arg(long)]
        exit_code: bool,
        #[command(flatten)]
        common: TypedCommon,
    },
    /// Show the site on this computer while you write; it follows every save
    #[command(after_help = "Example, in the folder that holds `content`:\n  fingerpost serve --open")]
    Serve {
        /// The folder that holds `content`
        #[arg(default_value = ".")]
        root: PathBuf,
        /// The port of the preview; without it, the first free one from 4000 on
        #[arg(long, value_name = "N")]
        port: Option<u16>,
        /// Open the site in the browser as well
        #[arg(long)]
        open: bool,
        #[command(flatten)]
        common: TypedCommon,
    },
    /// Hand the site over: a folder, a zip, one page to send, or plain HTML to paste
    #[command(
        group(ArgGroup::new("form").required(true)),
        after_help = "Examples:\n  fingerpost publish --to web\n  fingerpost publish --zip site.zip\n  \
                      fingerpost publish --single policy.html --only information-sharing\n  \
                      fingerpost publish --fragment policy.txt --only information-sharing"
    )]
    Publish {
        /// The folder that holds `content`
        #[arg(default_value = ".")]
        root: PathBuf,
        /// A folder for the whole site, ready to upload
        #[arg(long, value_name = "DIR", group = "form")]
        to: Option<PathBuf>,
        /// One archive of the whole site
        #[arg(long, value_name = "FILE", group = "form")]
        zip: Option<PathBuf>,
        /// One page that works from an e-mail: the site to read, or what `--only` names
        #[arg(long, value_name = "FILE", group = "form")]
        single: Option<PathBuf>,
        /// Plain HTML without style and script, to paste into another system
        #[arg(long, value_name = "FILE", group = "form", requires = "only")]
        fragment: Option<PathBuf>,
        /// The policy, decision or page: its file's name without the ending
        #[arg(long, value_name = "NAME", conflicts_with_all = ["to", "zip"])]
        only: Option<String>,
        #[command(flatten)]
        common: TypedCommon,
    },
    /// Bring in a policy from Word, OpenDocument, Markdown or plain text, with its numbers and every word
    #[command(
        after_help = "Examples, in the folder that holds `content`:\n  fingerpost import \"Attendance policy.docx\"\n  \
                      fingerpost import attendance-2027.docx --as-new-version attendance\n\
                      Then open the page in `imports` and compare."
    )]
    Import {
        /// The document: .docx, .odt, .md or .txt
        file: PathBuf,
        /// The folder that holds `content`
        #[arg(default_value = ".")]
        root: PathBuf,
        /// What the policy's file shall be called [default: made from its title]
        #[arg(long, value_name = "NAME", conflicts_with = "as_new_version")]
        name: Option<String>,
        /// Make it the next version of POLICY; the present one is kept
        #[arg(long, value_name = "POLICY")]
        as_new_version: Option<String>,
        #[command(flatten)]
        common: TypedCommon,
    },
    /// Print what a shell needs to complete words at the Tab key
    #[command(
        after_help = "Example:\n  fingerpost completions bash > ~/.local/share/bash-completion/completions/fingerpost"
    )]
    Completions {
        /// The shell
        shell: Shell,
    },
    /// Start a new site, with a policy and a decision to learn from
    #[command(after_help = "Example:\n  fingerpost new our-policies\n  fingerpost build our-policies")]
    New {
        /// The folder to make; it may be there already if it is empty
        folder: PathBuf,
        #[command(flatten)]
        common: TypedCommon,
    },
}

#[derive(Args, Debug)]
struct TypedCommon {
    /// How to say what was found: `json` is for programs
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// The day to work for: what is in force then, what is overdue [default: today]
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = date)]
    as_of: Option<Date>,
    /// Say how long each part took
    #[arg(long)]
    timings: bool,
    /// How many pages to work on at once; the result is the same
    #[arg(long, value_name = "N", hide = true)]
    threads: Option<usize>,
}

/// How findings are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people.
    Text,
    /// For programs.
    Json,
}

/// What to do, complete: nothing is decided later.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Make the site.
    Build(Build),
    /// Look for problems.
    Check(Check),
    /// Say what a new version changes.
    Compare(Compare),
    /// Show the site while it is written.
    Serve(Serve),
    /// Hand the site over.
    Publish(Publish),
    /// Make a policy of a document.
    Import(Import),
    /// Print what a shell needs to complete words.
    Completions(Shell),
    /// Start a site.
    New(New),
    /// No command was typed.
    Nothing,
}

/// Options of `build`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Build {
    /// The folder that holds `content`.
    pub root: PathBuf,
    /// The folder that the site goes to.
    pub out: PathBuf,
    /// What all commands share.
    pub common: Common,
}

/// Options of `check`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// The folder that holds `content`.
    pub root: PathBuf,
    /// Whether to try every answer elsewhere.
    pub mutate: bool,
    /// The decision that somebody has looked at again.
    pub accept: Option<String>,
    /// What all commands share.
    pub common: Common,
}

/// Options of `compare`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compare {
    /// The old version.
    pub old: PathBuf,
    /// The new version.
    pub new: PathBuf,
    /// Where a page of it goes.
    pub page: Option<PathBuf>,
    /// Whether differences make the exit code 1.
    pub exit_code: bool,
    /// What all commands share.
    pub common: Common,
}

/// Options of `serve`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Serve {
    /// The folder that holds `content`.
    pub root: PathBuf,
    /// The one port that will do, where one was named.
    pub port: Option<u16>,
    /// What to open in the browser.
    pub open: Open,
    /// The day to work for; without it, whatever day it is at each build.
    pub as_of: Option<Date>,
    /// How findings are told.
    pub format: Format,
}

/// What `serve` opens in the browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Open {
    /// Nothing.
    Nothing,
    /// The site's front page.
    Site,
    /// The desk.
    Desk,
}

/// Options of `publish`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Publish {
    /// The folder that holds `content`.
    pub root: PathBuf,
    /// In which form, and where to.
    pub form: Form,
    /// What all commands share.
    pub common: Common,
}

/// The forms in which a site is handed over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Form {
    /// A folder of pages.
    Folder(PathBuf),
    /// An archive.
    Zip(PathBuf),
    /// One page that is complete in itself: the site to read, or what is named.
    Single {
        /// Where it goes.
        file: PathBuf,
        /// What it holds.
        only: Option<String>,
    },
    /// Plain HTML.
    Fragment {
        /// Where it goes.
        file: PathBuf,
        /// What it holds.
        only: String,
    },
}

/// Options of `import`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    /// Which document, and where to.
    pub order: Order,
    /// What all commands share.
    pub common: Common,
}

/// Options of `new`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct New {
    /// The folder to fill.
    pub folder: PathBuf,
    /// What all commands share.
    pub common: Common,
}

/// What all commands share.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Common {
    /// How findings are told.
    pub format: Format,
    /// The day to work for.
    pub as_of: Date,
    /// Say how long each part took.
    pub timings: bool,
    /// How many pages to work on at once; as many as the machine likes, unless given.
    pub threads: Option<usize>,
}

/// Reads what was typed, program name first.
///
/// # Errors
/// What clap has to say: a usage error, or help and version that were asked for.
pub fn read(typed: impl IntoIterator<Item = OsString>) -> Result<Typed, clap::Error> {
    Typed::try_parse_from(typed)
}

/// Returns the help for all commands.
pub fn help() -> String {
    Typed::command().render_help().to_string()
}

/// Turns what was typed into what to do; `today` stands in where no day was named.
pub fn command(typed: Typed, today: Date) -> Command {
    match typed.command {
        None => Command::Nothing,
        Some(TypedCommand::Build { root, out, common }) => Command::Build(Build {
            out: out.unwrap_or_else(|| root.join("site")),
            root,
            common: common.complete(today),
        }),
        Some(TypedCommand::Check {
            root,
            mutate,
            accept,
            common,
        }) => Command::Check(Check {
            root,
            mutate,
            accept,
            common: common.complete(today),
        }),
        Some(TypedCommand::Compare {
            old,
            new,
            page,
            exit_code,
            common,
        }) => Command::Compare(Compare {
            old,
            new,
            page,
            exit_code,
            common: common.complete(today),
        }),
        Some(TypedCommand::Serve {
            root,
            port,
            open,
            common,
        }) => Command::Serve(Serve {
            root,
            port,
            open: if open { Open::Site } else { Open::Nothing },
            as_of: common.as_of,
            format: common.format,
        }),
        Some(TypedCommand::Publish {
            root,
            to,
            zip,
            single,
            fragment,
            only,
            common,
        }) => Command::Publish(Publish {
            root,
            form: form(to, zip, single, fragment.unwrap_or_default(), only),
            common: common.complete(today),
        }),
        Some(TypedCommand::Import {
            file,
            root,
            name,
            as_new_version,
            common,
        }) => Command::Import(Import {
            order: Order {
                file,
                root,
                name,
                next_of: as_new_version,
            },
            common: common.complete(today),
        }),
        Some(TypedCommand::Completions { shell }) => Command::Completions(shell),
        Some(TypedCommand::New { folder, common }) => Command::New(New {
            folder,
            common: common.complete(today),
        }),
    }
}

/// Exactly one of the four was typed: clap saw to that, and that a fragment names its page.
fn form(
    to: Option<PathBuf>,
    zip: Option<PathBuf>,
    single: Option<PathBuf>,
    fragment: PathBuf,
    only: Option<String>,
) -> Form {
    let folder = to.map(Form::Folder).or(zip.map(Form::Zip));
    match (folder, single) {
        (Some(form), _) => form,
        (None, Some(file)) => Form::Single { file, only },
        (None, None) => Form::Fragment {
            file: fragment,
            only: only.unwrap_or_default(),
        },
    }
}

/// Returns what `shell` needs to complete words.
pub fn completions(shell: Shell) -> String {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Typed::command(), "fingerpost", &mut script);
    String::from_utf8_lossy(&script).into_owned()
}

impl Serve {
    /// Returns what is meant by no words at all, where the site in `root` is: show its desk.
    pub fn desk_of(root: PathBuf) -> Self {
        Self {
            root,
            port: None,
            open: Open::Desk,
            as_of: None,
            format: Format::Text,
        }
    }
}

impl TypedCommon {
    fn complete(self, today: Date) -> Common {
        Common {
            format: self.format,
            as_of: self.as_of.unwrap_or(today),
            timings: self.timings,
            threads: self.threads,
        }
    }
}

fn date(text: &str) -> Result<Date, String> {
    text.parse().map_err(|fault| match fault {
        DateFault::NoSuchDay => "there is no such day".into(),
        DateFault::NotIso(days) => match days.as_slice() {
            [] => "write year-month-day: 2026-09-01".into(),
            [day] => format!("write the year first: {day}"),
            [day, other, ..] => format!("write the year first: {day}, or is it {other}?"),
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(words: &str) -> Result<Command, clap::Error> {
        let today = "2026-11-22".parse().expect("a date");
        let words = words.split_whitespace().map(OsString::from);
        read(words).map(|typed| command(typed, today))
    }

    #[test]
    fn clap_finds_no_fault_in_the_table_of_arguments() {
        Typed::command().debug_assert();
    }

    #[test]
    fn the_site_goes_beside_the_content_unless_told_otherwise() {
        for (words, out) in [
            ("fingerpost build", "./site"),
            ("fingerpost build school", "school/site"),
            ("fingerpost build school --out web", "web"),
        ] {
            match typed(words) {
                Ok(Command::Build(build)) => assert_eq!(build.out, PathBuf::from(out), "{words}"),
                other => panic!("{words}: {other:?}"),
            }
        }
    }

    #[test]
    fn the_day_is_today_unless_told_otherwise() {
        for (words, day) in [
            ("fingerpost check", "2026-11-22"),
            ("fingerpost check --as-of 2027-09-01", "2027-09-01"),
        ] {
            match typed(words) {
                Ok(Command::Check(check)) => assert_eq!(check.common.as_of.to_string(), day),
                other => panic!("{words}: {other:?}"),
            }
        }
    }

    #[test]
    fn a_british_date_is_refused_with_the_right_form() {
        let error = typed("fingerpost check --as-of 01/09/2027").expect_err("refused");
        assert!(
            error.to_string().contains("write the year first: 2027-09-01"),
            "{error}"
        );
    }

    #[test]
    fn no_command_is_nothing_to_do() {
        assert_eq!(typed("fingerpost").expect("understood"), Command::Nothing);
    }
}
