//! What a decision rests on: clauses cited, guidance from outside, clauses left out, and clauses as they were last looked at.

use crate::diagnostic::{Code, Finding};
use crate::parse::fields::{Fields, Thing, read};
use crate::parse::policy::Address;
use crate::parse::yaml::Node;
use crate::source::Spanned;

/// A citation: a clause, perhaps with the words that the author relies on.
#[derive(Clone, Debug, PartialEq)]
pub struct CitationDoc {
    /// The clause as typed, with its place. `None` inside where it is no clause number at all; that is reported.
    pub clause: Spanned<Address>,
    /// Words that must stand in the clause.
    pub says: Option<Spanned<String>>,
}

/// What a step rests on.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Grounds {
    /// `from`: clauses of the policy.
    pub from: Vec<CitationDoc>,
    /// `also`: names of outside sources.
    pub also: Vec<Spanned<String>>,
}

/// Guidance from outside.
#[derive(Clone, Debug, PartialEq)]
pub struct SourceDoc {
    /// Its title.
    pub title: Spanned<String>,
    /// Who published it.
    pub by: Option<Spanned<String>>,
    /// Where to read it.
    pub link: Option<Spanned<String>>,
}

/// A clause that no step cites, and why.
#[derive(Clone, Debug, PartialEq)]
pub struct LeftOut {
    /// The clause.
    pub clause: Spanned<Address>,
    /// The reason.
    pub why: Spanned<String>,
}

/// A clause as it was when somebody last looked whether the decision follows it.
#[derive(Clone, Debug, PartialEq)]
pub struct Reviewed {
    /// The clause.
    pub clause: Spanned<Address>,
    /// The fingerprint of its words then.
    pub fingerprint: Spanned<String>,
}

pub(super) fn grounds(fields: &mut Fields<'_>) -> Grounds {
    let items = fields.items("from");
    Grounds {
        from: items
            .into_iter()
            .filter_map(|item| citation(item, fields.findings))
            .collect(),
        also: fields.texts("also"),
    }
}

/// Reads what a step rests on. It must rest on something: a clause, or else a source from outside.
pub(super) fn required_grounds(fields: &mut Fields<'_>) -> Grounds {
    let mut has_none = |key| fields.node(key).is_none_or(Node::holds_nothing);
    if has_none("from") && has_none("also") {
        fields.is_missing("from", "Say which clause of the policy it comes from: from: [2.3(c)]");
    }
    grounds(fields)
}

fn citation(node: &Node, findings: &mut Vec<Finding>) -> Option<CitationDoc> {
    if let Some(text) = node.text() {
        let clause = address(Spanned::new(text.to_owned(), node.span), findings)?;
        return Some(CitationDoc { clause, says: None });
    }
    let read = read(Thing::unnamed("citation", node), node, findings, |fields| {
        let clause = fields.required_text("clause", "Write the number of the clause: clause: 2.3(c)");
        let says = fields.text("says");
        fields.findings.extend(says.as_ref().and_then(says_nothing));
        Some(CitationDoc {
            clause: address(clause, fields.findings)?,
            says,
        })
    });
    read.flatten()
}

/// Words without a letter or a digit stand in every clause.
fn says_nothing(says: &Spanned<String>) -> Option<Finding> {
    let message = "There are no words behind 'says'.";
    let hint = "Write the words that the clause must say, or take 'says' out.";
    let empty = !says.value.contains(char::is_alphanumeric);
    empty.then(|| Finding::new(Code::BadValue, says.span, message).hint(hint))
}

pub(super) fn source(name: &Spanned<String>, node: &Node, findings: &mut Vec<Finding>) -> Option<SourceDoc> {
    read(Thing::named("outside source", name), node, findings, |fields| {
        SourceDoc {
            title: fields.required_text("title", "Write its title: title: ..."),
            by: fields.text("by"),
            link: fields.link("link"),
        }
    })
}

pub(super) fn left_out(node: &Node, findings: &mut Vec<Finding>) -> Option<LeftOut> {
    let read = read(Thing::unnamed("left-out clause", node), node, findings, |fields| {
        let clause = fields.required_text("clause", "Write the number of the clause: clause: 1.1");
        let why = fields.required_text("why", "Say why no step needs it: why: ...");
        Some(LeftOut {
            clause: address(clause, fields.findings)?,
            why,
        })
    });
    read.flatten()
}

pub(super) fn reviewed(fields: &mut Fields<'_>) -> Vec<Reviewed> {
    let lines = fields.pairs("reviewed").into_iter();
    let lines = lines.filter_map(|(clause, fingerprint)| {
        let clause = address(clause, fields.findings)?;
        Some(Reviewed { clause, fingerprint })
    });
    lines.collect()
}

/// Reads the number of a clause. One that is missing is reported already.
fn address(typed: Spanned<String>, findings: &mut Vec<Finding>) -> Option<Spanned<Address>> {
    let address = Address::parse(&typed.value);
    if address.is_none() && !typed.value.is_empty() {
        findings.push(no_address(&typed));
    }
    address.map(|address| Spanned::new(address, typed.span))
}

fn no_address(typed: &Spanned<String>) -> Finding {
    let message = format!("'{}' is not the number of a clause.", typed.value);
    let hint = match typed.value.contains(',') {
        true => format!("Put several in square brackets: [{}]", typed.value),
        false => "Write it as the policy does, like 2.3 or 2.3(c).".into(),
    };
    Finding::new(Code::BadValue, typed.span, message).hint(hint)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::yaml;
    use crate::source::Span;

    fn told(text: &str) -> Vec<String> {
        let (node, mut findings) = yaml::parse(text, Span::new(0, text.len()));
        let node = node.expect("something is written");
        let step = Thing::unnamed("step", &node);
        read(step, &node, &mut findings, required_grounds);
        findings.into_iter().map(|finding| finding.message).collect()
    }

    #[test]
    fn a_step_rests_on_something() {
        assert_eq!(told("from: [1.1]"), [""; 0]);
        assert_eq!(told("also: [guide]"), [""; 0]);
        for nothing in ["also: []", "from: []", "from: []\nalso: []", "also:"] {
            assert_eq!(told(nothing), ["This step has no 'from'."], "{nothing}");
        }
    }

    #[test]
    fn what_a_clause_must_say_has_words() {
        assert_eq!(told("from: [{clause: 1.1, says: at once}]"), [""; 0]);
        for nothing in ["''", "\"\\u200b\"", "' - '", "\u{200b}"] {
            let citation = format!("from: [{{clause: 1.1, says: {nothing}}}]");
            assert_eq!(told(&citation), ["There are no words behind 'says'."], "{citation}");
        }
    }
}
