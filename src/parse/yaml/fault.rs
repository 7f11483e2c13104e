//! What to say when YAML cannot be read, or says what is not used here: the likely reason, found by looking at the
//! lines around the place where the library gave up.

use serde_saphyr::granit_parser::{ErrorKind, ScanError};

use super::{Builder, DEEPEST, Lines, pasted};
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
    let mut findings = scene.left_by_others();
    let near = |finding: &Finding| finding.span.is_some_and(|span| scene.explains(span));
    let told = findings.iter().any(near) || scene.refused_before(&builder.findings);
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

    fn span_of(&self, line: usize) -> Span {
        let span = self.lines.span(line, self.text);
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
        let typed = self.lines.span(line, self.text).slice(self.text);
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
    fn left_by_others(&self) -> Vec<Finding> {
        let last = self.lines.number(self.part.end);
        (self.lines.number(self.part.start)..=last)
            .filter_map(|line| self.tab_in(line).or_else(|| self.pasted_in(line)))
            .collect()
    }

    fn pasted_in(&self, line: usize) -> Option<Finding> {
        pasted::look_at_line(self.text, self.lines.span(line, self.text), line)
    }

    fn tab_in(&self, line: usize) -> Option<Finding> {
        let span = self.lines.span(line, self.text);
        let typed = span.slice(self.text);
        let indent = &typed[..typed.len() - typed.trim_start_matches([' ', '\t']).len()];
        (indent.contains('\t') && self.says_something(line))
            .then(|| tab(Span::new(span.start, span.start + indent.len()), line))
    }

    /// Returns whether a fault at `span` is near enough to be what stopped the reading. A quote or a tab is often
    /// noticed a line late, or at the end of the words that it began.
    fn explains(&self, span: Span) -> bool {
        let line = self.lines.number(span.start);
        (self.words_line.min(self.line.saturating_sub(1))..=self.line + 1).contains(&line)
    }

    /// `say: *Important* news`: the shortcut is refused already, and what follows it needs no word.
    fn refused_before(&self, findings: &[Finding]) -> bool {
        let last = findings.last().filter(|finding| finding.code == Code::YamlShortcut);
        last.and_then(|finding| finding.span)
            .is_some_and(|span| self.lines.number(span.start) == self.line)
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
            E::UnexpectedCharacter { .. } | E::MappingKeyNotAllowed => self.bad_beginning(),
            E::PlainScalarStartsWithDashFlowIndicator => self.bad_beginning(),
            E::BlockSequenceEntryNotAllowed => self.list_on_the_line(),
            E::TabNotAllowed | E::TabInBlockIndentation | E::TabInIndentation | E::TabInPlainScalar => {
                tab(self.rest_of_line(), self.line)
            }
            E::MappingValueNotAllowed if self.bracket.is_none() => self.colon(),
            E::SimpleKeyExpected | E::InvalidSimpleKey if self.bracket.is_none() => self.no_colon(self.line),
            E::ExpectedBlockMappingKey | E::ExpectedBlockSequenceEntry | E::InvalidIndentation => self.bad_indent(),
            E::MisplacedFlowCollectionEnd => self.closes_nothing(),
            _ => self
                .bracket
                .map_or_else(|| self.lost(), |bracket| self.bad_brackets(bracket)),
        }
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
        let value = words.split_once(": ").map_or(words, |(_, value)| value);
        let value_start = line.end - value.len();
        if value.starts_with(['"', '\'']) || value == words {
            return self.lost();
        }
        let message = format!(
            "There are two colons on line {}, so I cannot tell where the name ends.",
            self.line
        );
        Finding::new(Code::YamlSyntax, Span::new(value_start, line.end), message)
            .hint(format!("Put the text in \"quotes\": {}", in_quotes(value)))
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
