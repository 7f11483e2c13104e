//! What was typed wrong on the command line, in the words of an office.

use std::error::Error as _;

use clap::Error;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::diagnostic::text::joined;

/// Returns what is wrong, how the command is used, and where there is more. Slips that are rare are told in clap's words.
pub fn in_words(error: &Error) -> String {
    match sentence(error) {
        Some(sentence) => format!(
            "{sentence}\n{}\nMore, with an example, behind `--help`.\n",
            usage(error)
        ),
        None => error.render().to_string(),
    }
}

fn sentence(error: &Error) -> Option<String> {
    let about = |kind| about(error, kind);
    let argument = about(ContextKind::InvalidArg).first().cloned();
    match error.kind() {
        ErrorKind::ArgumentConflict => conflict(&argument?, &about(ContextKind::PriorArg)),
        ErrorKind::MissingRequiredArgument => Some(missing(&about(ContextKind::InvalidArg))),
        ErrorKind::UnknownArgument => {
            let near = about(ContextKind::SuggestedArg);
            Some(format!("This command knows no `{}`.{}", argument?, did_you_mean(&near)))
        }
        ErrorKind::InvalidSubcommand => {
            let typed = about(ContextKind::InvalidSubcommand).first().cloned()?;
            let near = about(ContextKind::SuggestedSubcommand);
            Some(format!("There is no command `{typed}`.{}", did_you_mean(&near)))
        }
        ErrorKind::InvalidValue => invalid(
            &argument?,
            &about(ContextKind::InvalidValue),
            &about(ContextKind::ValidValue),
        ),
        ErrorKind::ValueValidation => {
            let typed = about(ContextKind::InvalidValue).first().cloned()?;
            let why = error.source().map_or(String::new(), |why| format!(": {why}"));
            Some(format!("`{typed}` does not do for `{}`{why}.", argument?))
        }
        _ => None,
    }
}

/// Returns what clap knows about the slip: one text or several.
fn about(error: &Error, kind: ContextKind) -> Vec<String> {
    match error.get(kind) {
        Some(ContextValue::String(text)) => vec![text.clone()],
        Some(ContextValue::Strings(texts)) => texts.clone(),
        _ => Vec::new(),
    }
}

fn conflict(argument: &str, others: &[String]) -> Option<String> {
    let others: Vec<String> = others.iter().map(|other| format!("`{other}`")).collect();
    match others.as_slice() {
        [] => None,
        [other] if *other == format!("`{argument}`") => Some(format!("{other} was typed twice; once is enough.")),
        others => Some(format!(
            "`{argument}` and {} cannot go together: take one of them.",
            joined(others)
        )),
    }
}

/// Of a group, clap names all members in one: `<--to <DIR>|--zip <FILE>>`.
fn missing(arguments: &[String]) -> String {
    let named = arguments.iter().map(|argument| {
        let group = argument.strip_prefix('<').and_then(|rest| rest.strip_suffix('>'));
        match group.filter(|group| group.contains('|')) {
            Some(group) => {
                let members: Vec<String> = group.split('|').map(|member| format!("`{member}`")).collect();
                format!("one of {}", members.join(", "))
            }
            None => format!("`{argument}`"),
        }
    });
    let named: Vec<String> = named.collect();
    format!("Something is missing: {}.", joined(&named))
}

fn invalid(argument: &str, typed: &[String], valid: &[String]) -> Option<String> {
    let typed = typed.first()?;
    if typed.is_empty() {
        return Some(format!("Something is missing behind `{argument}`."));
    }
    let valid: Vec<String> = valid.iter().map(|valid| format!("`{valid}`")).collect();
    Some(format!(
        "`{typed}` does not do for `{argument}`. It can be {}.",
        valid.join(", or ")
    ))
}

fn did_you_mean(near: &[String]) -> String {
    near.first()
        .map_or(String::new(), |near| format!(" Did you mean `{near}`?"))
}

fn usage(error: &Error) -> String {
    match error.get(ContextKind::Usage) {
        Some(ContextValue::StyledStr(usage)) => format!("\n{usage}\n"),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::args::read;
    use super::*;

    fn told(typed: &str) -> String {
        let slip = read(typed.split_whitespace().map(Into::into)).expect_err("a slip");
        let told = in_words(&slip);
        assert!(!told.contains("error:") && !told.contains("argument"), "{told}");
        told.lines().next().unwrap_or_default().to_owned()
    }

    #[test]
    fn slips_are_told_without_the_words_of_programmers() {
        for (typed, expected) in [
            (
                "fingerpost publish --to a --zip b.zip",
                "`--to <DIR>` and `--zip <FILE>` cannot go together: take one of them.",
            ),
            (
                "fingerpost publish --zip b.zip --only a",
                "`--zip <FILE>` and `--only <NAME>` cannot go together: take one of them.",
            ),
            (
                "fingerpost publish",
                "Something is missing: one of `--to <DIR>`, `--zip <FILE>`, `--single <FILE>`, `--fragment <FILE>`.",
            ),
            ("fingerpost new", "Something is missing: `<FOLDER>`."),
            (
                "fingerpost publish --fragment a.txt",
                "Something is missing: `--only <NAME>`.",
            ),
            (
                "fingerpost build --outt x",
                "This command knows no `--outt`. Did you mean `--out`?",
            ),
            ("fingerpost bild", "There is no command `bild`. Did you mean `build`?"),
            (
                "fingerpost check --format xml",
                "`xml` does not do for `--format <FORMAT>`. It can be `text`, or `json`.",
            ),
            (
                "fingerpost check --as-of 15/09/2027",
                "`15/09/2027` does not do for `--as-of <YYYY-MM-DD>`: write the year first: 2027-09-15.",
            ),
            (
                "fingerpost build --out a --out b",
                "`--out <DIR>` was typed twice; once is enough.",
            ),
            ("fingerpost build --out", "Something is missing behind `--out <DIR>`."),
        ] {
            assert_eq!(told(typed), expected);
        }
    }
}
