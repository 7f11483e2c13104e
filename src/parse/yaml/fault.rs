//! What to say when YAML cannot be read, or says what is not used here: the likely reason, found by looking at the
//! lines around the place where the library gave up.

use std::collections::BTreeSet;

use serde_saphyr::granit_parser::{ErrorKind, ScanError};

use super::{Builder, DEEPEST, Lines, brackets, pasted};
use crate::diagnostic::{Code, Finding};
use crate::source::{Span, Spanned};

pub(super) fn shortcut(place: Span) -> Finding {
    let message = "Shortcuts like & and * and ! are not used here. Write the text out.";
    Finding::new(Code::YamlShortcut, place, message)
        .hint("Where the sign belongs to the text, put the whole text in \"quotes\".")
}

fn directive(place: Span) -> Finding {
    let message = "Lines that begin with % are not used here. Leave the line out.";
    Finding::new(Code::YamlShortcut, place, message)
}

pub(super) fn second_document(place: Span, line: usize) -> Finding {
    let message = format!("A second document begins at line {line}, and only one belongs in a file.");
    Finding::new(Code::YamlShortcut, place, message)
        .hint("Leave this line out, or move what follows to a file of its own.")
}

pub(super) fn too_deep(place: Span) -> Finding {
    let message = format!("Lists stand in lists here, more than {DEEPEST} deep, and that is more than I read.");
    Finding::new(Code::TooLarge, place, message).hint("Look for brackets that are not closed.")
}

pub(super) fn duplicate(name: &Spanned<String>, first: Span, lines: &Lines) -> Finding {
    let (one, two) = (lines.number(first.start), lines.number(name.span.start));
    let message = match one == two {
        true => format!("'{}' is written twice on line {one}. Only one can stay.", name.value),
        false => format!(
            "'{}' is written twice, lines {one} and {two}. Only one can stay.",
            name.value
        ),
    };
    Finding::new(Code::YamlDuplicate, name.span, message)
        .also(first, "the first one")
        .hint("Delete one of them, or give it another name.")
}

pub(super) fn lost_words(value: &str, note: &str, start: usize) -> Finding {
    let span = Span::new(start, start + note.trim_end().len());
    let whole = match value {
        "" => note.trim_end().to_owned(),
        _ => format!("{value} {}", note.trim_end()),
    };
    let message = format!("A # begins a note, so '{}' would be left out.", note.trim_end());
    Finding::new(Code::YamlSyntax, span, message)
        .hint(format!(
            "If it belongs to the text, put that in quotes: {}",
            in_quotes(&whole)
        ))
        .hint("If it is a note, type a space behind the #.")
}

pub(super) fn unseen(place: Span) -> Finding {
    let message = "This text holds a character that cannot be seen or printed.";
    Finding::new(Code::YamlSyntax, place, message).hint("Delete the text and type it again.")
}

pub(super) fn no_name(place: Span) -> Finding {
    Finding::new(Code::YamlSyntax, place, "Nothing stands in front of this colon.")
        .hint("Put a name there, or put the text in \"quotes\".")
}

pub(super) fn not_a_name(typed: &str, place: Span) -> Finding {
    let message = format!("'{typed}' stands where a name belongs, and a name has no brackets.");
    Finding::new(Code::YamlSyntax, place, message).hint("If it belongs to the text, put the whole text in \"quotes\".")
}

/// Puts `text` in the quotes that it does not hold itself.
fn in_quotes(text: &str) -> String {
    match text.contains('"') && !text.contains('\'') {
        true => format!("'{text}'"),
        false => format!("\"{}\"", text.replace('"', "'")),
    }
}

/// Says what is wrong with a text that cannot be read: all that a word processor may have left in it, and the fault
/// that stopped the reading, unless one of those explains it.
pub(super) fn explain(error: &ScanError, builder: &Builder<'_>, part: Span) -> Vec<Finding> {
    let scene = Scene::of(error, builder, part);
    let mut findings = scene.left_by_others(&builder.findings);
    let told = findings
        .iter()
        .chain(&builder.findings)
        .any(|finding| scene.is_explained_by(finding));
    if !told {
        findings.push(scene.finding(error.kind()));
    }
    findings
}

/// The text around the place where the reading stopped.
struct Scene<'a> {
    text: &'a str,
    lines: &'a Lines,
    part: Span,
    /// Where it stopped.
    at: usize,
    /// The line of that.
    line: usize,
    /// Where the last thing ended that could be read.
    reached: usize,
    /// The line on which the last words began.
    words_line: usize,
    /// Where the innermost open bracket stands.
    bracket: Option<usize>,
}

impl<'a> Scene<'a> {
    fn of(error: &ScanError, builder: &'a Builder<'_>, part: Span) -> Self {
        let at = part.start + error.marker().byte_offset().unwrap_or(part.end - part.start);
        let at = at.min(part.end);
        Self {
            text: builder.text,
            lines: &builder.lines,
            part,
            at,
            line: builder.lines.number(at),
            reached: builder.reached,
            words_line: builder.lines.number(builder.last_words),
            bracket: builder.open.iter().rfind(|open| open.flow).map(|open| open.start),
        }
    }

    /// Returns the line of that number, as far as it belongs to what is read.
    fn whole(&self, line: usize) -> Span {
        let span = self.lines.span(line, self.text);
        Span::new(span.start.max(self.part.start), span.end.min(self.part.end))
    }

    /// Returns the words of a line, without the space around them.
    fn span_of(&self, line: usize) -> Span {
        let span = self.whole(line);
        let typed = span.slice(self.text);
        let indent = typed.len() - typed.trim_start().len();
        match typed.trim() {
            "" => span,
            words => Span::new(span.start + indent, span.start + indent + words.len()),
        }
    }

    fn words_of(&self, line: usize) -> &'a str {
        self.span_of(line).slice(self.text).trim()
    }

    fn indent_of(&self, line: usize) -> usize {
        let typed = self.whole(line).slice(self.text);
        typed.chars().take_while(|c| *c == ' ').count()
    }

    /// Returns the last line before the fault that holds more than a note.
    fn line_before(&self) -> Option<usize> {
        let first = self.lines.number(self.part.start);
        (first..self.line).rev().find(|line| self.says_something(*line))
    }

    fn says_something(&self, line: usize) -> bool {
        let words = self.words_of(line);
        !words.is_empty() && !words.starts_with('#')
    }

    /// Tabs, curly quotes and odd spaces, on whatever line: each may be the reason, and each must go.
    fn left_by_others(&self, found: &[Finding]) -> Vec<Finding> {
        let found = found.iter().filter(|finding| finding.code == Code::YamlPasted);
        let known: BTreeSet<usize> = found.filter_map(|finding| self.line_of(finding)).collect();
        let last = self.lines.number(self.part.end);
        (self.lines.number(self.part.start)..=last)
            .filter(|line| !known.contains(line))
            .filter_map(|line| self.tab_in(line).or_else(|| self.pasted_in(line)))
            .collect()
    }

    fn line_of(&self, finding: &Finding) -> Option<usize> {
        finding.span.map(|span| self.lines.number(span.start))
    }

    fn pasted_in(&self, line: usize) -> Option<Finding> {
        pasted::look_at_line(self.text, self.whole(line), line)
    }

    fn tab_in(&self, line: usize) -> Option<Finding> {
        let span = self.whole(line);
        let typed = span.slice(self.text);
        let indent = &typed[..typed.len() - typed.trim_start_matches([' ', '\t']).len()];
        (indent.contains('\t') && self.says_something(line))
            .then(|| tab(Span::new(span.start, span.start + indent.len()), line))
    }

    /// Returns whether `finding` is what stopped the reading, so that nothing more need be said. A quote or a tab is
    /// often noticed a line late, or at the end of the words that it began; and what follows a shortcut on its line
    /// (`say: *Important* news`) is part of it.
    fn is_explained_by(&self, finding: &Finding) -> bool {
        let first = self.words_line.min(self.line.saturating_sub(1));
        self.line_of(finding).is_some_and(|line| match finding.code {
            Code::YamlShortcut => line == self.line,
            Code::YamlPasted | Code::YamlTab => (first..=self.line + 1).contains(&line),
            _ => false,
        })
    }

    fn finding(&self, kind: &ErrorKind) -> Finding {
        use ErrorKind as E;
        match kind {
            E::RecursionLimitExceeded => too_deep(self.rest_of_line()),
            E::DirectiveDisallowed => directive(self.span_of(self.line)),
            E::UnknownAnchor | E::MissingAnchorOrAliasName | E::UndeclaredTagHandle => shortcut(self.rest_of_line()),
            E::ExpectedTagBang | E::InvalidTagTerminator | E::MissingTagUri => shortcut(self.rest_of_line()),
            E::UnclosedVerbatimTag | E::InvalidTagEscape | E::InvalidGlobalTagCharacter => {
                shortcut(self.rest_of_line())
            }
            E::UnclosedQuotedScalar | E::InvalidQuotedScalarIndent | E::DocumentIndicatorInQuotedScalar => {
                self.open_quote()
            }
            E::InvalidTrailingSingleQuotedScalar => self.words_behind_quote('\''),
            E::InvalidTrailingDoubleQuotedScalar => self.words_behind_quote('"'),
            E::UnknownQuotedScalarEscape | E::InvalidQuotedScalarHexEscape | E::InvalidUnicodeEscape => {
                self.backslash()
            }
            E::UnexpectedCharacter { character } if character.is_control() => unseen(self.rest_of_line()),
            E::UnexpectedCharacter { .. } | E::MappingKeyNotAllowed => self.bad_beginning(),
            E::PlainScalarStartsWithDashFlowIndicator | E::InvalidBlockScalarHeader => self.bad_beginning(),
            E::TabNotAllowed | E::TabInBlockIndentation | E::TabInIndentation | E::TabInPlainScalar => {
                tab(self.rest_of_line(), self.line)
            }
            kind => self.of_structure(kind),
        }
    }

    /// Says how lines and brackets do not fit together. What was left out above is the reason, wherever it was noticed.
    fn of_structure(&self, kind: &ErrorKind) -> Finding {
        use ErrorKind as E;
        let lines = (self.lines.number(self.part.start)..=self.line).map(|line| self.whole(line));
        if let Some(bracket) = brackets::never_closed(self.text, lines) {
            return self.bad_brackets(bracket);
        }
        if let Some(line) = self.without_dash() {
            return self.no_dash(line);
        }
        match kind {
            E::BlockSequenceEntryNotAllowed => self.list_on_the_line(),
            E::MappingValueNotAllowed if self.bracket.is_none() => self.colon(),
            E::SimpleKeyExpected | E::InvalidSimpleKey if self.bracket.is_none() => self.no_colon(self.line),
            E::ExpectedBlockMappingKey | E::ExpectedBlockSequenceEntry | E::InvalidIndentation => self.bad_indent(),
            E::MisplacedFlowCollectionEnd => self.closes_nothing(),
            E::UnclosedFlowCollection { .. } | E::MismatchedFlowCollectionEnd { .. } => self.bad_brackets(self.at),
            _ => self
                .bracket
                .map_or_else(|| self.lost(), |bracket| self.bad_brackets(bracket)),
        }
    }

    /// Returns the line in braces, here or before, that stands in line with those of a list and has no dash.
    fn without_dash(&self) -> Option<usize> {
        let next = (self.line + 1..=self.lines.number(self.part.end)).find(|line| self.says_something(*line));
        let near = [self.line_before(), Some(self.line), next];
        let near: Vec<usize> = near.into_iter().flatten().collect();
        let begins = |line: usize, with: &str| self.words_of(line).starts_with(with);
        let beside = near.windows(2).find_map(|pair| match *pair {
            [one, other] if begins(one, "- ") && begins(other, "{") => Some((other, one)),
            [one, other] if begins(one, "{") && begins(other, "- ") => Some((one, other)),
            _ => None,
        });
        beside
            .filter(|(line, item)| self.indent_of(*line) == self.indent_of(*item))
            .map(|(line, _)| line)
    }

    fn no_dash(&self, line: usize) -> Finding {
        let span = self.span_of(line);
        let message = format!("Line {line} has no dash in front, and the lines of the list beside it have one.");
        Finding::new(Code::YamlSyntax, span, message)
            .hint(format!("Type a dash and a space: - {}", span.slice(self.text)))
    }

    /// Returns what stands behind the place, on its line; the whole line where that is nothing.
    fn rest_of_line(&self) -> Span {
        let line = self.span_of(self.line);
        match self.text.get(self.at..line.end).map(str::trim) {
            Some(rest) if !rest.is_empty() && self.at >= line.start => Span::new(self.at, line.end),
            _ => line,
        }
    }

    fn open_quote(&self) -> Finding {
        let unread = self.text.get(self.reached..self.part.end).unwrap_or_default();
        let Some(found) = unread.find(['"', '\'']) else {
            return self.lost();
        };
        let start = self.reached + found;
        let quote = if self.text[start..].starts_with('"') { '"' } else { '\'' };
        let line = self.lines.number(start);
        let span = Span::new(start, self.span_of(line).end);
        let finding = Finding::new(
            Code::YamlSyntax,
            span,
            format!("The quote that opens on line {line} is never closed."),
        );
        let hint = format!("Type {quote} where the text ends.");
        match quote {
            '\'' => finding
                .hint(hint)
                .hint("If it is an apostrophe, put the whole text in \"double quotes\"."),
            _ => finding.hint(hint),
        }
    }

    fn words_behind_quote(&self, quote: char) -> Finding {
        let message = format!("On line {}, more text follows the quote that closes.", self.line);
        let hint = match quote {
            '\'' => "If that quote is an apostrophe, put the whole text in \"double quotes\".",
            _ => "Put 'single quotes' around the whole text, or curly “quotes” inside it.",
        };
        Finding::new(Code::YamlSyntax, self.rest_of_line(), message).hint(hint)
    }

    fn backslash(&self) -> Finding {
        let message = format!(
            "On line {}, a backslash stands in \"double quotes\", where it has a meaning of its own.",
            self.line
        );
        Finding::new(Code::YamlSyntax, self.rest_of_line(), message).hint("Put the text in 'single quotes' instead.")
    }

    fn bad_beginning(&self) -> Finding {
        let span = self.rest_of_line();
        let typed = span.slice(self.text);
        let sign: String = typed.chars().take(1).collect();
        Finding::new(
            Code::YamlSyntax,
            span,
            format!("A text cannot begin with {sign} unless it stands in quotes."),
        )
        .hint(format!("Put the text in quotes: {}", in_quotes(typed)))
    }

    fn list_on_the_line(&self) -> Finding {
        let message = format!("On line {}, a list begins on the line of its name.", self.line);
        Finding::new(Code::YamlSyntax, self.rest_of_line(), message)
            .hint("Put each dash on a line of its own, below the name and further in.")
            .hint("If the dash belongs to the text, put the text in \"quotes\".")
    }

    /// A colon where none can be: a second one in a line, or one in a line that was read as part of the line before.
    fn colon(&self) -> Finding {
        if self.words_line == self.line {
            return self.second_colon();
        }
        let before = self.line_before().unwrap_or(self.words_line);
        match has_name(self.words_of(before)) {
            true => self.bad_indent(),
            false => self.no_colon(before),
        }
    }

    fn second_colon(&self) -> Finding {
        let line = self.span_of(self.line);
        let words = line.slice(self.text);
        let Some((name, value)) = words
            .split_once(": ")
            .filter(|(_, value)| !value.starts_with(['"', '\'']))
        else {
            return self.lost();
        };
        let value_start = line.end - value.len();
        let name = name.trim_start_matches("- ");
        let message = format!(
            "There are two colons on line {}, so I cannot tell where the name ends.",
            self.line
        );
        Finding::new(Code::YamlSyntax, Span::new(value_start, line.end), message)
            .hint(format!("Put the text in quotes: {name}: {}", in_quotes(value)))
    }

    /// Says that `line` has no colon. Seen from a later line, both are shown.
    fn no_colon(&self, line: usize) -> Finding {
        let words = self.words_of(line);
        let whose = if line == self.line { "it" } else { "the line before" };
        let (reason, hint) = match (words.strip_prefix('-'), words.find(':')) {
            (Some(item), _) if !item.starts_with(' ') => {
                ("has no space behind its dash", "Type a space behind the dash.")
            }
            (_, Some(_)) => ("has no space behind its colon", "Type a space behind the colon."),
            _ => ("has no colon", "Write a name, a colon, a space, and then the text."),
        };
        let message = format!("I lost the thread at line {}: {whose} {reason}.", self.line);
        let finding = Finding::new(Code::YamlSyntax, self.span_of(line), message).hint(hint);
        match line == self.line {
            true => finding,
            false => finding.also(self.span_of(self.line), "here I noticed it"),
        }
    }

    fn bad_indent(&self) -> Finding {
        let Some(before) = self.line_before() else {
            return self.lost();
        };
        if !has_name(self.words_of(self.line)) && !self.words_of(self.line).starts_with('-') {
            return self.no_colon(self.line);
        }
        let (here, there) = (self.indent_of(self.line), self.indent_of(before));
        let message = match here == there {
            true => format!(
                "I lost the thread at line {}: a list and names cannot stand side by side.",
                self.line
            ),
            false => format!(
                "I lost the thread at line {}: it begins neither in line with the lines above it nor below one of them.",
                self.line
            ),
        };
        Finding::new(Code::YamlSyntax, self.span_of(self.line), message)
            .also(self.span_of(before), format!("{} in front", spaces(there)))
            .hint(format!(
                "It has {} in front. Give it as many as the line that it belongs beside.",
                spaces(here)
            ))
    }

    fn closes_nothing(&self) -> Finding {
        let span = Span::new(self.at, (self.at + 1).min(self.part.end));
        let bracket = span.slice(self.text);
        let message = format!("The {bracket} on line {} closes nothing.", self.line);
        Finding::new(Code::YamlSyntax, self.rest_of_line(), message)
            .hint("Delete it, or put the text in \"quotes\" if it belongs there.")
    }

    fn bad_brackets(&self, bracket: usize) -> Finding {
        let opening = self
            .text
            .get(bracket..)
            .and_then(|rest| rest.chars().next())
            .unwrap_or('[');
        let closing = if opening == '{' { '}' } else { ']' };
        let opened = self.lines.number(bracket);
        let span = Span::new(bracket, self.span_of(opened).end);
        let balanced = span.slice(self.text).contains(closing);
        let message = match opened == self.line && balanced {
            true => format!("I cannot take apart what stands between {opening} and {closing} on line {opened}."),
            false => format!("The {opening} on line {opened} is never closed."),
        };
        let finding = Finding::new(Code::YamlSyntax, span, message);
        match balanced {
            true => finding.hint("Put a comma between two things, and \"quotes\" around a text that holds a comma, a colon or a bracket."),
            false => finding.hint(format!("Type {closing} where the list ends.")),
        }
    }

    fn lost(&self) -> Finding {
        let message = format!("I lost the thread at line {}.", self.line);
        let finding = Finding::new(Code::YamlSyntax, self.rest_of_line(), message)
            .hint("Compare it with a line that works: a name, a colon, a space, and the text.");
        match self.line_before() {
            Some(before) => finding.also(self.span_of(before), "the line before"),
            None => finding,
        }
    }
}

fn tab(place: Span, line: usize) -> Finding {
    Finding::new(
        Code::YamlTab,
        place,
        format!("Line {line} begins with a tab, and only spaces count here."),
    )
    .hint("Delete the tab and type spaces, as many as the line that it belongs beside.")
}

/// Returns whether a line gives something a name: `say: Yes`, `- say: Yes`, `answers:`.
fn has_name(words: &str) -> bool {
    words.ends_with(':') || words.contains(": ")
}

fn spaces(count: usize) -> String {
    match count {
        0 => "no space".into(),
        1 => "1 space".into(),
        _ => format!("{count} spaces"),
    }
}

#[cfg(test)]
mod tests {
    use super::super::parse;
    use super::*;

    /// Returns the code and the words of the only fault in `text`.
    fn told(text: &str) -> (Code, String) {
        let (_, mut findings) = parse(text, Span::new(0, text.len()));
        assert_eq!(findings.len(), 1, "{text:?} gives {findings:#?}");
        let finding = findings.remove(0);
        (finding.code, finding.message)
    }

    fn syntax(text: &str) -> String {
        let (code, message) = told(text);
        assert_eq!(code, Code::YamlSyntax, "{text:?}: {message}");
        message
    }

    #[test]
    fn colons_too_few_and_too_many() {
        assert_eq!(
            syntax("a: 1\ntitle Sharing\nb: 2\n"),
            "I lost the thread at line 2: it has no colon."
        );
        assert_eq!(
            syntax("title Sharing\nb: 2\n"),
            "I lost the thread at line 2: the line before has no colon."
        );
        assert_eq!(
            syntax("q:\n  consent\n    ask: x\n"),
            "I lost the thread at line 3: the line before has no colon."
        );
        assert_eq!(
            syntax("a:1\nb: 2\n"),
            "I lost the thread at line 2: the line before has no space behind its colon."
        );
        assert_eq!(
            syntax("a:\n- x\n-y\nb: c\n"),
            "I lost the thread at line 3: it has no space behind its dash."
        );
        assert_eq!(
            syntax("title: Sharing: a guide\n"),
            "There are two colons on line 1, so I cannot tell where the name ends."
        );
        assert_eq!(syntax(": a\n"), "Nothing stands in front of this colon.");
    }

    #[test]
    fn two_colons_are_shown_in_quotes() {
        let (_, findings) = parse("a:\n  - say: No: \"never\"\n", Span::new(0, 24));
        assert_eq!(findings[0].hints, ["Put the text in quotes: say: 'No: \"never\"'"]);
    }

    #[test]
    fn lines_that_begin_in_the_wrong_column() {
        let message =
            "I lost the thread at line 3: it begins neither in line with the lines above it nor below one of them.";
        assert_eq!(syntax("a:\n  b: c\n   d: e\n"), message);
        assert_eq!(syntax("a:\n    b: c\n  d: e\n"), message);
        assert_eq!(
            syntax("a:\n  - x\n  d: e\n"),
            "I lost the thread at line 3: a list and names cannot stand side by side."
        );
        assert_eq!(syntax("a: - b\n"), "On line 1, a list begins on the line of its name.");
    }

    #[test]
    fn quotes_and_brackets_that_do_not_match() {
        assert_eq!(
            syntax("a: \"b\nc: d\n"),
            "The quote that opens on line 1 is never closed."
        );
        assert_eq!(
            syntax("a: 'it's'\n"),
            "On line 1, more text follows the quote that closes."
        );
        assert_eq!(
            syntax("a: \"C:\\p\"\n"),
            "On line 1, a backslash stands in \"double quotes\", where it has a meaning of its own."
        );
        assert_eq!(syntax("a: [1, 2\nb: c\n"), "The [ on line 1 is never closed.");
        assert_eq!(
            syntax("a: {b: c d: e}\n"),
            "I cannot take apart what stands between { and } on line 1."
        );
        assert_eq!(syntax("a: ]\n"), "The ] on line 1 closes nothing.");
        assert_eq!(
            syntax("{a: b}: c\n"),
            "'{a: b}' stands where a name belongs, and a name has no brackets."
        );
    }

    #[test]
    fn what_was_left_out_is_told_where_it_was_left_out() {
        let yes = "  - {say: Yes, go: a}\n";
        let list = |second: &str| format!("answers:\n{yes}{second}\n{yes}next:\n  ask: x\n  answers:\n{yes}");
        let dash = "Line 3 has no dash in front, and the lines of the list beside it have one.";
        assert_eq!(syntax(&list("  {say: No, go: b}")), dash);
        assert_eq!(syntax(&format!("answers:\n{yes}  {{say: No, go: b}}\n")), dash);
        assert_eq!(
            syntax(&format!("answers:\n  {{say: No, go: b}}\n{yes}")),
            dash.replace('3', "2")
        );
        for second in ["{say: No, go: b", "{say: \"No}\", go: b", "{say: No, go: b # }"] {
            let message = syntax(&list(&format!("  - {second}")));
            assert_eq!(message, "The { on line 3 is never closed.", "{second}");
        }
        assert_eq!(
            syntax(&list("  - {say: No, from: [1.1, go: b}")),
            "The [ on line 3 is never closed."
        );
        assert_eq!(
            syntax("a: {b: c,\n  d: [e,\n  f]}\ng: {h: i\nj:\n  - k\n"),
            "The { on line 4 is never closed."
        );
    }

    #[test]
    fn signs_that_cannot_begin_a_text() {
        for sign in ["@", "%", "`", "? ", "| "] {
            let message = syntax(&format!("a: {sign}b\n"));
            assert_eq!(
                message,
                format!("A text cannot begin with {} unless it stands in quotes.", sign.trim())
            );
        }
        assert_eq!(
            syntax("a: \"\\u0007\"\n"),
            "This text holds a character that cannot be seen or printed."
        );
    }

    #[test]
    fn tabs_are_told_line_by_line() {
        assert_eq!(
            told("a:\n\tb: c\n"),
            (
                Code::YamlTab,
                "Line 2 begins with a tab, and only spaces count here.".into()
            )
        );
        let (_, findings) = parse("a:\n\tb: c\n\td: e\n", Span::new(0, 15));
        assert_eq!(
            findings.iter().map(|finding| finding.code).collect::<Vec<_>>(),
            [Code::YamlTab, Code::YamlTab]
        );
    }

    #[test]
    fn what_word_left_is_told_where_it_matters() {
        let curly = (
            Code::YamlPasted,
            "This looks pasted from Word: line 1 has a curly quote.".to_owned(),
        );
        for text in [
            "a: “b”\n",
            "“a”: b\n",
            "a: “b: c”\n",
            "a: {say: “No, never”, go: d}\n",
            "a: ‘it’s’\n",
        ] {
            assert_eq!(told(text), curly, "{text}");
        }
        let space = (
            Code::YamlPasted,
            "This looks pasted from Word: line 1 has a non-breaking space.".to_owned(),
        );
        for text in ["a:\u{a0}b\nc: d\n", "\u{a0}a: b\n", "a\u{a0}b: c\n", "-\u{a0}a\nb: c\n"] {
            assert_eq!(told(text), space, "{text}");
        }
    }

    #[test]
    fn what_word_left_is_welcome_in_running_text() {
        for text in [
            "a: “Yes” or “No”\n",
            "a: the parent’s “wishes”\n",
            "a: 10\u{a0}km\n",
            "a: \u{a0}b\n",
            "a: |\n  “b”\n",
        ] {
            assert_eq!(parse(text, Span::new(0, text.len())).1, [], "{text}");
        }
    }

    #[test]
    fn shortcuts_are_refused() {
        for text in [
            "a: &x y\n",
            "a: *x\n",
            "a: *x* y\n",
            "a: !t y\n",
            "<<: {a: b}\n",
            "a: b\n---\nc: d\n",
            "%YAML 1.2\n---\na: b\n",
        ] {
            assert_eq!(told(text).0, Code::YamlShortcut, "{text}");
        }
    }

    #[test]
    fn a_key_written_twice_is_told_with_both_lines() {
        assert_eq!(
            told("a: b\nc: d\na: e\n"),
            (
                Code::YamlDuplicate,
                "'a' is written twice, lines 1 and 3. Only one can stay.".into()
            )
        );
    }

    #[test]
    fn words_lost_behind_a_note_are_told() {
        assert_eq!(syntax("a: Ring #2\n"), "A # begins a note, so '#2' would be left out.");
        assert_eq!(parse("a: b # note\n", Span::new(0, 12)).1, []);
    }

    #[test]
    fn what_is_too_deep_or_too_large_is_refused() {
        assert_eq!(told(&format!("{}{}", "[".repeat(80), "]".repeat(80))).0, Code::TooLarge);
        assert_eq!(told(&"a".repeat(10_000_001)).0, Code::TooLarge);
    }
}
