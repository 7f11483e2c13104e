//! Takes names and their values apart, key by key, so that a parser reads like the description of its format.
//!
//! ```text
//! read(Thing::named("question", name), node, findings, |fields| QuestionDoc {
//!     ask: fields.required_text("ask", "Write the question: ask: ..."),
//!     help: fields.text("help"),
//!     ...
//! })
//! ```
//!
//! What the closure never asks for is an unknown key; the nearest of those it asked for is offered. A key that is
//! missing because its name was misspelt is told once, as the misspelling.

use std::collections::BTreeSet;
use std::str::FromStr;

use crate::date::{Date, DateFault};
use crate::diagnostic::nearest::nearest;
use crate::diagnostic::{Code, Finding};
use crate::parse::decision::Named;
use crate::parse::target;
use crate::parse::yaml::{Entry, Node, NodeKind};
use crate::slug::slug;
use crate::source::{Span, Spanned};

/// The most things in a list that sections of a page repeat.
pub const MOST_REPEATED: usize = 100;

/// What is being read, for the words of a finding: `Question 'harm'`, `This answer`.
#[derive(Clone, Copy, Debug)]
pub struct Thing<'a> {
    kind: &'static str,
    name: Option<&'a str>,
    span: Span,
}

impl<'a> Thing<'a> {
    /// Describes a thing that its author named; its place is where the name stands.
    pub fn named(kind: &'static str, name: &'a Spanned<String>) -> Self {
        Self {
            kind,
            name: Some(&name.value),
            span: name.span,
        }
    }

    /// Describes a thing without a name, or a whole file; its place is the first line of it.
    pub fn unnamed(kind: &'static str, node: &Node) -> Self {
        let span = match &node.kind {
            NodeKind::Mapping(entries) => entries.first().map_or(node.span, |(name, _)| name.span),
            _ => node.span,
        };
        Self { kind, name: None, span }
    }

    fn subject(&self) -> String {
        match self.name {
            Some(name) => format!("{} '{name}'", capitalised(self.kind)),
            None => format!("This {}", self.kind),
        }
    }

    fn with_article(&self) -> String {
        let article = if self.kind.starts_with(['a', 'e', 'i', 'o', 'u']) {
            "an"
        } else {
            "a"
        };
        format!("{article} {}", self.kind)
    }
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Reads `node` as names and values with `take`. `None`, and a finding, where it is something else.
pub fn read<T>(
    thing: Thing<'_>,
    node: &Node,
    findings: &mut Vec<Finding>,
    take: impl FnOnce(&mut Fields<'_>) -> T,
) -> Option<T> {
    let NodeKind::Mapping(entries) = &node.kind else {
        findings.push(no_mapping(thing, node));
        return None;
    };
    let mut fields = Fields {
        thing,
        entries,
        known: Vec::new(),
        missing: Vec::new(),
        findings,
    };
    let taken = take(&mut fields);
    fields.finish();
    Some(taken)
}

fn no_mapping(thing: Thing<'_>, node: &Node) -> Finding {
    let span = if node.is_empty() { thing.span } else { node.span };
    let message = match node.is_empty() {
        true => format!("{} is empty.", thing.subject()),
        false => format!(
            "{} should be lines, each with a name, a colon and a value.",
            thing.subject()
        ),
    };
    let squeezed = node
        .text()
        .and_then(|text| text.split_once(':'))
        .filter(|(name, _)| !name.contains(' '));
    let finding = Finding::new(Code::WrongShape, span, message);
    match squeezed {
        Some((name, value)) if !value.is_empty() => {
            finding.hint(format!("Type a space behind the colon: {name}: {value}"))
        }
        _ => finding,
    }
}

/// The names and values of one thing.
pub struct Fields<'a> {
    thing: Thing<'a>,
    entries: &'a [Entry],
    known: Vec<&'static str>,
    missing: Vec<(&'static str, Finding)>,
    /// What was noticed so far.
    pub findings: &'a mut Vec<Finding>,
}

impl<'a> Fields<'a> {
    /// Returns where the thing stands.
    pub fn place(&self) -> Span {
        self.thing.span
    }

    /// Returns the key and its value, unless nothing is written there.
    pub fn entry(&mut self, key: &'static str) -> Option<&'a Entry> {
        self.known.push(key);
        let entries = self.entries;
        entries
            .iter()
            .find(|(name, value)| name.value == key && !value.is_empty())
    }

    /// Returns the value, unless nothing is written there.
    pub fn node(&mut self, key: &'static str) -> Option<&'a Node> {
        self.entry(key).map(|(_, node)| node)
    }

    /// Reports `key` as missing, and what to write.
    pub fn is_missing(&mut self, key: &'static str, hint: &str) {
        self.is_missing_as(Code::MissingKey, key, hint);
    }

    /// Reports `key` as missing where that fault has a code of its own.
    pub fn is_missing_as(&mut self, code: Code, key: &'static str, hint: &str) {
        let message = format!("{} has no '{key}'.", self.thing.subject());
        let finding = Finding::new(code, self.thing.span, message);
        let finding = finding.hint_if(self.swallowed(key)).hint(hint);
        self.missing.push((key, finding));
    }

    /// `say: Yes` with `go purpose` below it reads as one text, `Yes go purpose`.
    fn swallowed(&self, key: &str) -> Option<String> {
        let begins = |word: &str| word == key || word.strip_prefix(key).is_some_and(|rest| rest.starts_with(':'));
        let swallows = |node: &Node| match &node.kind {
            NodeKind::Scalar { text, quoted: false } => text.split_whitespace().skip(1).any(begins),
            _ => false,
        };
        let (name, _) = self.entries.iter().find(|(_, value)| swallows(value))?;
        Some(format!(
            "Is it in the text of '{}'? Then it needs a colon with a space behind it.",
            name.value
        ))
    }

    /// Returns words.
    pub fn text(&mut self, key: &'static str) -> Option<Spanned<String>> {
        let (name, node) = self.entry(key)?;
        words(&name.value, node, self.findings)
    }

    /// Returns words that must be there to be seen. Empty or blank, and reported, where they are not.
    pub fn required_text(&mut self, key: &'static str, hint: &str) -> Spanned<String> {
        if self.node(key).is_none_or(Node::is_blank) {
            self.is_missing(key, hint);
        }
        let place = self.place();
        self.text(key).unwrap_or_else(|| Spanned::new(String::new(), place))
    }

    /// Returns the address of something outside the site.
    pub fn link(&mut self, key: &'static str) -> Option<Spanned<String>> {
        let text = self.text(key)?;
        match target::outward_fault(&text.value, text.span) {
            None => Some(text),
            Some(fault) => {
                self.findings.push(fault);
                None
            }
        }
    }

    /// Returns a date.
    pub fn date(&mut self, key: &'static str) -> Option<Spanned<Date>> {
        let text = self.text(key)?;
        match Date::from_str(&text.value) {
            Ok(date) => Some(Spanned::new(date, text.span)),
            Err(fault) => {
                self.findings.push(bad_date(&text, &fault));
                None
            }
        }
    }

    /// Returns one of the words in `choices`, as what stands beside it there.
    pub fn choice<T: Copy>(&mut self, key: &'static str, choices: &[(&str, T)]) -> Option<Spanned<T>> {
        let text = self.text(key)?;
        choose(key, &text, choices, self.findings)
    }

    /// Returns the items of a list: each with something in it.
    pub fn items(&mut self, key: &'static str) -> Vec<&'a Node> {
        let Some((_, node)) = self.entry(key) else {
            return Vec::new();
        };
        match &node.kind {
            NodeKind::Sequence(items) => written(items, self.findings),
            NodeKind::Scalar { .. } => vec![node],
            NodeKind::Mapping(_) => {
                self.findings.push(no_list(key, node.span));
                Vec::new()
            }
        }
    }

    /// Returns what `take` makes of each item of a list of things. Words in place of the list are reported.
    pub fn each<T>(
        &mut self,
        key: &'static str,
        mut take: impl FnMut(&'a Node, &mut Vec<Finding>) -> Option<T>,
    ) -> Vec<T> {
        match self.node(key) {
            Some(node) if node.text().is_some() => {
                self.findings.push(no_list(key, node.span));
                Vec::new()
            }
            _ => {
                let items = self.items(key);
                items.into_iter().filter_map(|item| take(item, self.findings)).collect()
            }
        }
    }

    /// As [`Fields::each`], for lists that many sections of a page repeat. What is beyond [`MOST_REPEATED`] is reported
    /// and left out, so that no file makes a page without bounds.
    pub fn each_of_few<T>(
        &mut self,
        key: &'static str,
        take: impl FnMut(&'a Node, &mut Vec<Finding>) -> Option<T>,
    ) -> Vec<T> {
        let mut things = self.each(key, take);
        let count = things.len();
        if let Some((name, _)) = self.entry(key).filter(|_| count > MOST_REPEATED) {
            let message = format!("There are {count} things under '{key}'. {MOST_REPEATED} is the most that I read.");
            let hint = "Nobody reads so many on one page. Leave out, or put together, what belongs together.";
            self.findings
                .push(Finding::new(Code::TooLarge, name.span, message).hint(hint));
            things.truncate(MOST_REPEATED);
        }
        things
    }

    /// Returns a list of words. One alone is a list of one.
    pub fn texts(&mut self, key: &'static str) -> Vec<Spanned<String>> {
        let items = self.items(key);
        items
            .into_iter()
            .filter_map(|item| words(key, item, self.findings))
            .collect()
    }

    /// Returns names and words, as typed.
    pub fn pairs(&mut self, key: &'static str) -> Vec<(Spanned<String>, Spanned<String>)> {
        let entries = self.mapping(key);
        entries
            .iter()
            .filter_map(|(name, value)| pair(name, value, self.findings))
            .collect()
    }

    /// Returns the entries of names and values.
    pub fn mapping(&mut self, key: &'static str) -> &'a [Entry] {
        match self.node(key) {
            Some(Node {
                kind: NodeKind::Mapping(entries),
                ..
            }) => entries,
            Some(node) => {
                self.findings.push(no_names(key, node.span));
                &[]
            }
            None => &[],
        }
    }

    /// Returns what `take` makes of each thing that the author named.
    pub fn named<T>(
        &mut self,
        key: &'static str,
        mut take: impl FnMut(&'a Spanned<String>, &'a Node, &mut Vec<Finding>) -> Option<T>,
    ) -> Named<T> {
        let mut named = Named::new();
        for (name, node) in self.mapping(key) {
            self.findings.extend(bad_id(name));
            if let Some(thing) = take(name, node, self.findings) {
                named.insert(name.value.clone(), Spanned::new(thing, name.span));
            }
        }
        named
    }

    /// Returns the name of a thing in a list: `id`, or made of its words.
    pub fn id(&mut self, words: &Spanned<String>) -> Spanned<String> {
        if let Some(id) = self.text("id") {
            self.findings.extend(bad_id(&id));
            return id;
        }
        let made = slug(&words.value);
        if made.is_empty() && !words.value.is_empty() {
            let message = format!("I can make no name of '{}'.", words.value);
            let finding = Finding::new(Code::MissingKey, words.span, message);
            self.findings
                .push(finding.hint("Give it one, of letters, digits and hyphens: id: ..."));
        }
        Spanned::new(made, words.span)
    }

    fn finish(self) {
        let Self {
            thing,
            entries,
            known,
            mut missing,
            findings,
        } = self;
        let present: BTreeSet<&str> = entries.iter().map(|(name, _)| name.value.as_str()).collect();
        let absent: Vec<&str> = known.iter().copied().filter(|key| !present.contains(key)).collect();
        for (name, _) in entries.iter().filter(|(name, _)| !known.contains(&name.value.as_str())) {
            let meant = nearest(&name.value, absent.iter().copied());
            missing.retain(|(key, _)| Some(*key) != meant);
            findings.push(unknown_key(thing, name, meant, &known));
        }
        findings.extend(missing.into_iter().map(|(_, finding)| finding));
    }
}

fn unknown_key(thing: Thing<'_>, name: &Spanned<String>, meant: Option<&str>, known: &[&str]) -> Finding {
    let message = format!("'{}' is not something {} can have.", name.value, thing.with_article());
    let hint = match meant.or_else(|| nearest(&name.value, known.iter().copied())) {
        Some(key) => format!("Did you mean '{key}'?"),
        None => format!("It can have: {}.", listed(known)),
    };
    Finding::new(Code::UnknownKey, name.span, message).hint(hint)
}

/// Returns each word once, with commas between.
fn listed(words: &[&str]) -> String {
    let mut once: Vec<&str> = Vec::new();
    for word in words {
        if !once.contains(word) {
            once.push(word);
        }
    }
    once.join(", ")
}

/// Returns the items that hold something; an empty one is reported.
fn written<'a>(items: &'a [Node], findings: &mut Vec<Finding>) -> Vec<&'a Node> {
    let empty = items.iter().filter(|item| item.is_blank());
    findings.extend(empty.map(|item| {
        Finding::new(Code::WrongShape, item.span, "Nothing stands behind this dash.")
            .hint("Write something there, or delete the dash.")
    }));
    items.iter().filter(|item| !item.is_blank()).collect()
}

/// Returns the words of a node; anything else is reported.
pub fn words(key: &str, node: &Node, findings: &mut Vec<Finding>) -> Option<Spanned<String>> {
    match &node.kind {
        NodeKind::Scalar { text, .. } => Some(Spanned::new(text.clone(), node.span)),
        kind => {
            let what = if matches!(kind, NodeKind::Sequence(_)) {
                "a list"
            } else {
                "names and values"
            };
            let message = format!("'{key}' should be words, and here it is {what}.");
            let finding = Finding::new(Code::WrongShape, node.span, message);
            findings.push(finding.hint("If the brackets belong to the text, put the whole text in \"quotes\"."));
            None
        }
    }
}

fn pair(
    name: &Spanned<String>,
    value: &Node,
    findings: &mut Vec<Finding>,
) -> Option<(Spanned<String>, Spanned<String>)> {
    if value.is_empty() {
        let message = format!("Nothing stands behind '{}'.", name.value);
        findings
            .push(Finding::new(Code::WrongShape, name.span, message).hint("Write a colon, a space, and the value."));
        return None;
    }
    Some((name.clone(), words(&name.value, value, findings)?))
}

fn no_list(key: &str, span: Span) -> Finding {
    Finding::new(
        Code::WrongShape,
        span,
        format!("'{key}' should be a list, each starting with a dash."),
    )
}

fn no_names(key: &str, span: Span) -> Finding {
    let message = format!("'{key}' should be names, each with a colon behind it.");
    Finding::new(Code::WrongShape, span, message)
}

fn bad_date(text: &Spanned<String>, fault: &DateFault) -> Finding {
    let typed = &text.value;
    let not_here = format!("'{typed}' is not written as dates are here: year, month, day.");
    let (message, hint) = match fault {
        DateFault::NoSuchDay => (format!("There is no such day as '{typed}'."), None),
        DateFault::NotIso(days) => match days.as_slice() {
            [] => (
                format!("'{typed}' is not a date."),
                Some("Write year, month and day, like 2026-09-01.".into()),
            ),
            [day] => (not_here, Some(format!("If you mean {}, write {day}.", day.in_words()))),
            [day, other, ..] => (
                not_here,
                Some(format!(
                    "Do you mean {} or {}? Write {day} for the one, {other} for the other.",
                    day.in_words(),
                    other.in_words()
                )),
            ),
        },
    };
    Finding::new(Code::BadDate, text.span, message).hint_if(hint)
}

/// Returns what stands beside `text` in `choices`; any other word is reported.
pub fn choose<T: Copy>(
    key: &str,
    text: &Spanned<String>,
    choices: &[(&str, T)],
    findings: &mut Vec<Finding>,
) -> Option<Spanned<T>> {
    if let Some((_, chosen)) = choices.iter().find(|(name, _)| *name == text.value) {
        return Some(Spanned::new(*chosen, text.span));
    }
    let names: Vec<&str> = choices.iter().map(|(name, _)| *name).collect();
    let message = format!("'{key}' cannot be '{}'.", text.value);
    let meant = nearest(&text.value, names.iter().copied()).map(|name| format!("Did you mean '{name}'?"));
    let all = format!("It is one of: {}.", listed(&names));
    findings.push(
        Finding::new(Code::BadValue, text.span, message)
            .hint_if(meant)
            .hint(all),
    );
    None
}

/// Returns a finding where `id` holds anything but letters, digits and hyphens: it becomes part of an address.
pub fn bad_id(id: &Spanned<String>) -> Option<Finding> {
    let good = |c: char| c.is_alphanumeric() || c == '-';
    if id.value.is_empty() || id.value.chars().all(good) {
        return None;
    }
    let message = format!(
        "'{}' cannot be a name: a name has letters, digits and hyphens, and nothing else.",
        id.value
    );
    let better = Some(slug(&id.value)).filter(|better| !better.is_empty());
    Some(
        Finding::new(Code::BadValue, id.span, message)
            .hint_if(better.map(|better| format!("Write '{better}' instead."))),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::yaml;

    /// Reads `text` as a question with a name and asks for two keys.
    fn told(text: &str) -> Vec<(Code, String, Vec<String>)> {
        let (root, mut findings) = yaml::parse(text, Span::new(0, text.len()));
        let name = Spanned::new("harm".to_owned(), Span::default());
        let node = root.expect("something is written");
        read(Thing::named("question", &name), &node, &mut findings, |fields| {
            fields.required_text("ask", "Write it.");
            fields.texts("from");
            fields.date("day");
        });
        findings
            .into_iter()
            .map(|finding| (finding.code, finding.message, finding.hints))
            .collect()
    }

    fn one(text: &str) -> (Code, String, String) {
        let mut all = told(text);
        assert_eq!(all.len(), 1, "{text:?} gives {all:?}");
        let (code, message, hints) = all.remove(0);
        (code, message, hints.first().cloned().unwrap_or_default())
    }

    #[test]
    fn an_unknown_key_is_told_with_the_nearest() {
        let (code, message, hint) = one("ask: a\nform: 1");
        assert_eq!(code, Code::UnknownKey);
        assert_eq!(message, "'form' is not something a question can have.");
        assert_eq!(hint, "Did you mean 'from'?");
        assert_eq!(one("ask: a\nanything: 1").2, "It can have: ask, from, day.");
    }

    #[test]
    fn a_missing_key_is_told_once() {
        assert_eq!(one("from: 1").1, "Question 'harm' has no 'ask'.");
        assert_eq!(one("ask:\nfrom: 1").1, "Question 'harm' has no 'ask'.");
        assert_eq!(one("aks: a").0, Code::UnknownKey);
    }

    #[test]
    fn a_key_swallowed_by_the_line_before_is_found() {
        let (_, message, hint) = one("from: 1\n  ask it");
        assert_eq!(message, "Question 'harm' has no 'ask'.");
        assert_eq!(
            hint,
            "Is it in the text of 'from'? Then it needs a colon with a space behind it."
        );
    }

    #[test]
    fn shapes_are_told() {
        assert_eq!(
            one("ask: a\nfrom: {b: c}").1,
            "'from' should be a list, each starting with a dash."
        );
        assert_eq!(one("ask: [a]").1, "'ask' should be words, and here it is a list.");
        assert_eq!(
            one("just words").1,
            "Question 'harm' should be lines, each with a name, a colon and a value."
        );
        assert_eq!(one("ask: a\nfrom:\n  -\n  - b").1, "Nothing stands behind this dash.");
    }

    #[test]
    fn dates_are_offered_in_the_right_form() {
        assert_eq!(
            one("ask: a\nday: 14/07/2026").2,
            "If you mean 14 July 2026, write 2026-07-14."
        );
        assert_eq!(
            one("ask: a\nday: 01/09/2026").2,
            "Do you mean 1 September 2026 or 9 January 2026? Write 2026-09-01 for the one, 2026-01-09 for the other."
        );
        assert_eq!(
            one("ask: a\nday: 2026-02-31").1,
            "There is no such day as '2026-02-31'."
        );
        assert_eq!(one("ask: a\nday: soon").1, "'soon' is not a date.");
    }

    #[test]
    fn one_alone_is_a_list_of_one() {
        assert_eq!(told("ask: a\nfrom: 1.2(c)"), []);
    }

    #[test]
    fn names_hold_letters_digits_and_hyphens() {
        let bad = |id: &str| bad_id(&Spanned::new(id.to_owned(), Span::default())).map(|finding| finding.hints);
        assert_eq!(bad("no-purpose2"), None);
        assert_eq!(bad("no purpose"), Some(vec!["Write 'no-purpose' instead.".to_owned()]));
        assert_eq!(bad("="), Some(Vec::new()));
    }
}
