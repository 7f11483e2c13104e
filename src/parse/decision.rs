//! A decision as written: targets are still names, citations still text.

use std::collections::BTreeMap;

use indexmap::IndexMap;

use super::edition::{Edition, edition};
use super::fields::{Fields, Thing, choose, read};
use super::policy::Address;
use super::yaml::{self, Node, NodeKind};
use crate::diagnostic::{Code, Finding};
use crate::source::{Span, Spanned};

/// Things that an author named, in the order of the file. The key's place is where its name stands.
pub type Named<T> = IndexMap<String, Spanned<T>>;

/// One decision file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DecisionDoc {
    /// What is decided, as a question.
    pub title: Spanned<String>,
    /// Who decides.
    pub for_whom: Option<Spanned<String>>,
    /// The policy whose clauses it cites: a path as typed.
    pub policy: Option<Spanned<String>>,
    /// Version and dates.
    pub edition: Edition,
    /// The first step.
    pub start: Option<Spanned<String>>,
    /// Where "Not sure" leads, from every question that does not say otherwise.
    pub not_sure: Option<Spanned<String>>,
    /// Ways out that are offered on every step.
    pub at_any_time: Vec<ExitDoc>,
    /// The questions, by name.
    pub questions: Named<QuestionDoc>,
    /// The checklists, by name.
    pub checklists: Named<ChecklistDoc>,
    /// The endings, by name.
    pub outcomes: Named<OutcomeDoc>,
    /// Things that endings tell people to do, by name.
    pub actions: Named<ActionDoc>,
    /// Guidance that is not in this school's policy, by name.
    pub outside_sources: Named<SourceDoc>,
    /// Clauses that no step needs to cite, and why.
    pub left_out: Vec<LeftOut>,
    /// The fields of the record.
    pub record: Vec<FieldDoc>,
    /// Rules that hold on every journey.
    pub always_true: Vec<RuleDoc>,
    /// The clauses that it was last reviewed against.
    pub reviewed: Vec<Reviewed>,
}

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

/// A way out, offered on every step.
#[derive(Clone, Debug, PartialEq)]
pub struct ExitDoc {
    /// Its name: `id`, or made from its words.
    pub id: Spanned<String>,
    /// Its words.
    pub say: Spanned<String>,
    /// The outcome it leads to.
    pub go: Spanned<String>,
    /// What it rests on.
    pub grounds: Grounds,
}

/// A question.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct QuestionDoc {
    /// The question.
    pub ask: Spanned<String>,
    /// A few words that help to answer it.
    pub help: Option<Spanned<String>>,
    /// What it rests on.
    pub grounds: Grounds,
    /// The answers, in the author's order.
    pub answers: Vec<AnswerDoc>,
    /// What it says of people who are not sure.
    pub not_sure: NotSure,
}

/// What a question says of people who are not sure.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum NotSure {
    /// Nothing: they go where the decision's `not-sure` leads.
    #[default]
    AsUsual,
    /// They go to this step.
    To(Spanned<String>),
    /// There is no such answer, for this reason.
    LeftOut(Spanned<String>),
}

/// An answer.
#[derive(Clone, Debug, PartialEq)]
pub struct AnswerDoc {
    /// Its name: `id`, or made from its words.
    pub id: Spanned<String>,
    /// Its words.
    pub say: Spanned<String>,
    /// The step it leads to.
    pub go: Spanned<String>,
    /// Fields of the record that it sets: name and words.
    pub record: Vec<(Spanned<String>, Spanned<String>)>,
}

/// A list of things that must all be true.
#[derive(Clone, Debug, PartialEq)]
pub struct ChecklistDoc {
    /// What is checked, as a question.
    pub ask: Spanned<String>,
    /// A few words that help.
    pub help: Option<Spanned<String>>,
    /// What it rests on.
    pub grounds: Grounds,
    /// The things.
    pub items: Vec<ItemDoc>,
    /// Where it leads when all are true. Its id is always `done`.
    pub done: AnswerDoc,
    /// Where it leads when they are not. Its id is always `cannot`.
    pub cannot: AnswerDoc,
}

/// One thing on a checklist.
#[derive(Clone, Debug, PartialEq)]
pub struct ItemDoc {
    /// What must be true.
    pub say: Spanned<String>,
    /// What it rests on.
    pub grounds: Grounds,
}

/// What an ending tells people, in one word. Told apart by word, shape and colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// Go on and do it.
    Proceed,
    /// Do this now, whatever else.
    ActNow,
    /// Do not do it.
    Stop,
    /// Not yet.
    Wait,
}

impl Verdict {
    /// Every verdict.
    pub const ALL: [Self; 4] = [Self::Proceed, Self::ActNow, Self::Stop, Self::Wait];

    /// Returns the word that authors type, and that style sheets know it by.
    pub fn name(self) -> &'static str {
        match self {
            Self::Proceed => "proceed",
            Self::ActNow => "act-now",
            Self::Stop => "stop",
            Self::Wait => "wait",
        }
    }

    /// Returns the word that readers see.
    pub fn word(self) -> &'static str {
        match self {
            Self::Proceed => "Go ahead",
            Self::ActNow => "Act now",
            Self::Stop => "Stop",
            Self::Wait => "Wait",
        }
    }
}

/// An ending.
#[derive(Clone, Debug, PartialEq)]
pub struct OutcomeDoc {
    /// What it tells people. Nothing where the word typed is none of the four; that is reported.
    pub verdict: Option<Spanned<Verdict>>,
    /// What to do, in a line.
    pub title: Spanned<String>,
    /// What to do, in a few sentences.
    pub say: Option<Spanned<String>>,
    /// What it rests on.
    pub grounds: Grounds,
    /// Names of actions.
    pub actions: Vec<Spanned<String>>,
}

/// A thing to do, named once and used by several endings.
#[derive(Clone, Debug, PartialEq)]
pub struct ActionDoc {
    /// What to do.
    pub say: Spanned<String>,
    /// What it rests on.
    pub grounds: Grounds,
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

/// A field of the record.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldDoc {
    /// Its name.
    pub id: Spanned<String>,
    /// What stands before the line.
    pub label: Spanned<String>,
    /// Verdicts whose journeys must all set it.
    pub needed_for: Vec<Spanned<Verdict>>,
    /// Filled in by hand, on paper.
    pub by_hand: bool,
}

/// A rule that holds on every journey.
#[derive(Clone, Debug, PartialEq)]
pub struct RuleDoc {
    /// The rule in words.
    pub say: Spanned<String>,
    /// On which journeys it must hold: all of these.
    pub when: Vec<Condition>,
    /// What must hold there: all of these.
    pub then: Vec<Condition>,
    /// What it rests on.
    pub grounds: Grounds,
    /// Where it stands.
    pub span: Span,
}

/// One thing that can be true of a journey, as written.
#[derive(Clone, Debug, PartialEq)]
pub enum Condition {
    /// `any: ending`: true of every journey.
    AnyEnding,
    /// `verdict: proceed`: it ends with this verdict.
    Verdict(Spanned<Verdict>),
    /// `outcome: shared`: it ends here.
    Outcome(Spanned<String>),
    /// `passed: [a=yes, b]`: it gave all of these answers, and passed all of these steps.
    Passed(Vec<Spanned<String>>),
    /// `passed-any: [...]`: at least one of them.
    PassedAny(Vec<Spanned<String>>),
    /// `answered-any: [not-sure]`: it gave an answer of one of these names, whatever the question.
    AnsweredAny(Vec<Spanned<String>>),
    /// `do: keep-record`: its ending says to do all of these.
    Do(Vec<Spanned<String>>),
    /// `record: basis`: it set all of these fields.
    Record(Vec<Spanned<String>>),
}

/// Reads a decision file.
pub fn parse(text: &str) -> (DecisionDoc, Vec<Finding>) {
    let (root, mut findings) = yaml::parse(text, Span::new(0, text.len()));
    if root.is_none() && findings.is_empty() {
        let finding = Finding::of_file(Code::MissingKey, "This decision is empty.");
        findings.push(
            finding.hint("Write title:, policy:, start:, questions: and outcomes:, each with what belongs to it."),
        );
    }
    let doc = root.and_then(|node| read(Thing::unnamed("decision", &node), &node, &mut findings, decision));
    (doc.unwrap_or_default(), findings)
}

fn decision(fields: &mut Fields<'_>) -> DecisionDoc {
    let doc = DecisionDoc {
        title: fields.required_text("title", "Write what is decided, as a question: title: ..."),
        for_whom: fields.text("for"),
        policy: policy(fields),
        edition: edition(fields),
        start: start(fields),
        not_sure: fields.text("not-sure"),
        at_any_time: fields.each("at-any-time", exit),
        questions: steps(
            fields,
            "questions",
            "Write the questions, each with a name of its own.",
            question,
        ),
        checklists: fields.named("checklists", checklist),
        outcomes: steps(
            fields,
            "outcomes",
            "Write the endings, each with a name of its own.",
            outcome,
        ),
        actions: fields.named("actions", action),
        outside_sources: fields.named("outside-sources", source),
        left_out: fields.each("left-out", left_out),
        record: fields.each("record", field),
        always_true: fields.each("always-true", rule),
        reviewed: reviewed(fields),
    };
    fields.findings.extend(alike(&doc));
    doc
}

fn policy(fields: &mut Fields<'_>) -> Option<Spanned<String>> {
    let policy = fields.text("policy");
    if policy.is_none() {
        fields.is_missing(
            "policy",
            "Write which policy it follows: policy: ../policies/information-sharing.md",
        );
    }
    policy
}

fn start(fields: &mut Fields<'_>) -> Option<Spanned<String>> {
    let start = fields.text("start");
    if start.is_none() {
        let first = match fields.node("questions").map(|node| &node.kind) {
            Some(NodeKind::Mapping(entries)) => entries.first().map(|(name, _)| name.value.as_str()),
            _ => None,
        };
        let hint = format!(
            "Write the name of the first question: start: {}",
            first.unwrap_or("...")
        );
        fields.is_missing_as(Code::BadStart, "start", &hint);
    }
    start
}

fn steps<T>(
    fields: &mut Fields<'_>,
    key: &'static str,
    hint: &str,
    take: fn(&Spanned<String>, &Node, &mut Vec<Finding>) -> Option<T>,
) -> Named<T> {
    if fields.node(key).is_none() {
        fields.is_missing(key, hint);
    }
    fields.named(key, take)
}

fn exit(node: &Node, findings: &mut Vec<Finding>) -> Option<ExitDoc> {
    read(Thing::unnamed("way out", node), node, findings, |fields| {
        let say = say(fields);
        ExitDoc {
            id: fields.id(&say),
            say,
            go: go(fields),
            grounds: required_grounds(fields),
        }
    })
}

fn question(name: &Spanned<String>, node: &Node, findings: &mut Vec<Finding>) -> Option<QuestionDoc> {
    let mut doc = read(Thing::named("question", name), node, findings, |fields| {
        if fields.node("answers").is_none() {
            fields.is_missing("answers", "Write two answers or more, each starting with a dash.");
        }
        QuestionDoc {
            ask: fields.required_text("ask", "Write the question: ask: ..."),
            help: fields.text("help"),
            grounds: required_grounds(fields),
            answers: fields.each("answers", answer),
            not_sure: not_sure(fields),
        }
    })?;
    findings.extend(not_too_many(name, &mut doc));
    findings.extend(few_answers(name, node, &doc));
    findings.extend(same_answers(name, &doc));
    Some(doc)
}

fn answer(node: &Node, findings: &mut Vec<Finding>) -> Option<AnswerDoc> {
    read(Thing::unnamed("answer", node), node, findings, |fields| {
        let say = say(fields);
        AnswerDoc {
            id: fields.id(&say),
            say,
            go: go(fields),
            record: fields.pairs("record"),
        }
    })
}

fn say(fields: &mut Fields<'_>) -> Spanned<String> {
    fields.required_text("say", "Write its words: say: ...")
}

fn go(fields: &mut Fields<'_>) -> Spanned<String> {
    fields.required_text("go", "Write the name of the step that it leads to: go: ...")
}

fn not_sure(fields: &mut Fields<'_>) -> NotSure {
    let Some((name, node)) = fields.entry("not-sure") else {
        return NotSure::AsUsual;
    };
    if node.text().is_some() {
        return fields.text("not-sure").map_or(NotSure::AsUsual, NotSure::To);
    }
    let hint = "Say why nobody needs it: not-sure: {left-out: ...}";
    let thing = Thing::named("answer", name);
    let reason = read(thing, node, fields.findings, |inner| {
        inner.required_text("left-out", hint)
    });
    reason.map_or(NotSure::AsUsual, NotSure::LeftOut)
}

fn checklist(name: &Spanned<String>, node: &Node, findings: &mut Vec<Finding>) -> Option<ChecklistDoc> {
    read(Thing::named("checklist", name), node, findings, |fields| {
        if fields.node("items").is_none() {
            fields.is_missing("items", "Write what must be true, each thing starting with a dash.");
        }
        ChecklistDoc {
            ask: fields.required_text("ask", "Write what is checked, as a question: ask: ..."),
            help: fields.text("help"),
            grounds: required_grounds(fields),
            items: fields.each("items", item),
            done: end_of_checklist(fields, "done", "Yes, all of these are true"),
            cannot: end_of_checklist(fields, "cannot", "No, not all of them"),
        }
    })
}

fn item(node: &Node, findings: &mut Vec<Finding>) -> Option<ItemDoc> {
    if let Some(text) = node.text() {
        let say = Spanned::new(text.to_owned(), node.span);
        return Some(ItemDoc {
            say,
            grounds: Grounds::default(),
        });
    }
    read(Thing::unnamed("item", node), node, findings, |fields| ItemDoc {
        say: say(fields),
        grounds: grounds(fields),
    })
}

/// Reads `done: shared` or `done: {say: ..., go: shared}`. Where no words are given, `usual` are used.
fn end_of_checklist(fields: &mut Fields<'_>, key: &'static str, usual: &str) -> AnswerDoc {
    let Some((name, node)) = fields.entry(key) else {
        fields.is_missing(key, &format!("Write the name of the step that it leads to: {key}: ..."));
        return led(key, usual, Spanned::new(String::new(), fields.place()), fields.place());
    };
    if let Some(step) = node.text() {
        return led(key, usual, Spanned::new(step.to_owned(), node.span), name.span);
    }
    let answer = read(Thing::named("answer", name), node, fields.findings, |inner| AnswerDoc {
        say: inner
            .text("say")
            .unwrap_or_else(|| Spanned::new(usual.to_owned(), name.span)),
        record: inner.pairs("record"),
        ..led(key, usual, go(inner), name.span)
    });
    answer.unwrap_or_else(|| led(key, usual, Spanned::new(String::new(), name.span), name.span))
}

fn led(key: &str, words: &str, go: Spanned<String>, place: Span) -> AnswerDoc {
    AnswerDoc {
        id: Spanned::new(key.to_owned(), place),
        say: Spanned::new(words.to_owned(), place),
        go,
        record: Vec::new(),
    }
}

fn outcome(name: &Spanned<String>, node: &Node, findings: &mut Vec<Finding>) -> Option<OutcomeDoc> {
    read(Thing::named("outcome", name), node, findings, |fields| {
        if fields.node("verdict").is_none() {
            fields.is_missing("verdict", "Write one of proceed, act-now, stop or wait: verdict: ...");
        }
        OutcomeDoc {
            verdict: fields.choice("verdict", &verdicts()),
            title: fields.required_text("title", "Write what to do, in a line: title: ..."),
            say: fields.text("say"),
            grounds: required_grounds(fields),
            actions: fields.texts("do"),
        }
    })
}

fn verdicts() -> [(&'static str, Verdict); 4] {
    Verdict::ALL.map(|verdict| (verdict.name(), verdict))
}

fn action(name: &Spanned<String>, node: &Node, findings: &mut Vec<Finding>) -> Option<ActionDoc> {
    read(Thing::named("action", name), node, findings, |fields| ActionDoc {
        say: say(fields),
        grounds: grounds(fields),
    })
}

fn source(name: &Spanned<String>, node: &Node, findings: &mut Vec<Finding>) -> Option<SourceDoc> {
    read(Thing::named("outside source", name), node, findings, |fields| {
        SourceDoc {
            title: fields.required_text("title", "Write its title: title: ..."),
            by: fields.text("by"),
            link: fields.text("link"),
        }
    })
}

fn left_out(node: &Node, findings: &mut Vec<Finding>) -> Option<LeftOut> {
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

fn reviewed(fields: &mut Fields<'_>) -> Vec<Reviewed> {
    let lines = fields.pairs("reviewed").into_iter();
    let lines = lines.filter_map(|(clause, fingerprint)| {
        let clause = address(clause, fields.findings)?;
        Some(Reviewed { clause, fingerprint })
    });
    lines.collect()
}

fn field(node: &Node, findings: &mut Vec<Finding>) -> Option<FieldDoc> {
    read(Thing::unnamed("line of the record", node), node, findings, |fields| {
        let label = fields.required_text("label", "Write what stands in front of the line: label: ...");
        let choices = [("true", true), ("yes", true), ("false", false), ("no", false)];
        FieldDoc {
            id: fields.id(&label),
            label,
            needed_for: needed_for(fields),
            by_hand: fields.choice("by-hand", &choices).is_some_and(|choice| choice.value),
        }
    })
}

fn needed_for(fields: &mut Fields<'_>) -> Vec<Spanned<Verdict>> {
    let words = fields.texts("needed-for");
    words
        .iter()
        .filter_map(|word| choose("needed-for", word, &verdicts(), fields.findings))
        .collect()
}

fn rule(node: &Node, findings: &mut Vec<Finding>) -> Option<RuleDoc> {
    read(Thing::unnamed("rule", node), node, findings, |fields| RuleDoc {
        say: fields.required_text("say", "Write the rule in plain words: say: ..."),
        when: conditions(
            fields,
            "when",
            "Say on which journeys it must hold: when: {verdict: proceed}",
        ),
        then: conditions(
            fields,
            "then",
            "Say what must be true of them: then: {passed-any: [authorised=yes]}",
        ),
        grounds: grounds(fields),
        span: node.span,
    })
}

fn conditions(fields: &mut Fields<'_>, key: &'static str, hint: &str) -> Vec<Condition> {
    let Some((name, node)) = fields.entry(key) else {
        fields.is_missing(key, hint);
        return Vec::new();
    };
    let conditions = read(Thing::named("condition", name), node, fields.findings, condition).unwrap_or_default();
    if conditions.is_empty() && node == &no_names(node.span) {
        fields.is_missing(key, hint);
    }
    conditions
}

/// `when: {}` says nothing.
fn no_names(span: Span) -> Node {
    Node {
        kind: NodeKind::Mapping(Vec::new()),
        span,
    }
}

fn condition(fields: &mut Fields<'_>) -> Vec<Condition> {
    let single = [
        fields.choice("any", &[("ending", ())]).map(|_| Condition::AnyEnding),
        fields.choice("verdict", &verdicts()).map(Condition::Verdict),
        fields.text("outcome").map(Condition::Outcome),
    ];
    let lists = [
        (fields.texts("passed"), Condition::Passed as fn(_) -> _),
        (fields.texts("passed-any"), Condition::PassedAny),
        (fields.texts("answered-any"), Condition::AnsweredAny),
        (fields.texts("do"), Condition::Do),
        (fields.texts("record"), Condition::Record),
    ];
    let lists = lists
        .into_iter()
        .filter(|(words, _)| !words.is_empty())
        .map(|(words, condition)| condition(words));
    single.into_iter().flatten().chain(lists).collect()
}

fn grounds(fields: &mut Fields<'_>) -> Grounds {
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
fn required_grounds(fields: &mut Fields<'_>) -> Grounds {
    if fields.node("from").is_none_or(Node::holds_nothing) && fields.node("also").is_none() {
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
        Some(CitationDoc {
            clause: address(clause, fields.findings)?,
            says,
        })
    });
    read.flatten()
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

fn few_answers(name: &Spanned<String>, node: &Node, doc: &QuestionDoc) -> Option<Finding> {
    let NodeKind::Mapping(entries) = &node.kind else {
        return None;
    };
    let (key, answers) = entries.iter().find(|(key, _)| key.value == "answers")?;
    let NodeKind::Sequence(items) = &answers.kind else {
        return None;
    };
    let count = match items.len() {
        0 => "no answer",
        1 => "one answer",
        _ => return None,
    };
    let message = format!("'{}' has {count}. A question needs at least two.", name.value);
    let place = doc.answers.first().map_or(key.span, |answer| answer.say.span);
    Some(Finding::new(Code::FewAnswers, place, message))
}

/// Finds answers that a reader, or an address, could not tell apart.
/// The most answers that one question may have: beyond, nobody reads them all.
const MOST_ANSWERS: usize = 100;

/// Leaves out what is beyond the limit, and says so.
fn not_too_many(question: &Spanned<String>, doc: &mut QuestionDoc) -> Option<Finding> {
    let count = doc.answers.len();
    doc.answers.truncate(MOST_ANSWERS);
    let message = format!(
        "'{}' has {count} answers. {MOST_ANSWERS} is the most that can be checked.",
        question.value
    );
    let finding = Finding::new(Code::TooLarge, question.span, message);
    (count > MOST_ANSWERS).then(|| finding.hint("Ask two questions, one after the other."))
}

fn same_answers(question: &Spanned<String>, doc: &QuestionDoc) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (i, later) in doc.answers.iter().enumerate() {
        let earlier = doc.answers.iter().take(i).find(|earlier| are_alike(earlier, later));
        findings.extend(earlier.map(|earlier| same_answer(question, earlier, later)));
    }
    findings
}

fn are_alike(one: &AnswerDoc, other: &AnswerDoc) -> bool {
    let words = |answer: &AnswerDoc| answer.say.value.to_lowercase();
    let named = !one.id.value.is_empty() && one.id.value == other.id.value;
    named || !one.say.value.is_empty() && words(one) == words(other)
}

fn same_answer(question: &Spanned<String>, earlier: &AnswerDoc, later: &AnswerDoc) -> Finding {
    let (message, place, first) = match earlier.say.value.to_lowercase() == later.say.value.to_lowercase() {
        true => (
            format!("'{}' has the answer '{}' twice.", question.value, later.say.value),
            later.say.span,
            earlier.say.span,
        ),
        false => (
            format!(
                "'{}' has two answers with the name '{}'.",
                question.value, later.id.value
            ),
            later.id.span,
            earlier.id.span,
        ),
    };
    Finding::new(Code::SameAnswers, place, message)
        .also(first, "the first one")
        .hint("Make them different, or delete one. A name of its own is given with id: ...")
}

/// Finds equal names in lists: ways out, and lines of the record. And an answer "Not sure" where one is offered anyway.
fn alike(doc: &DecisionDoc) -> Vec<Finding> {
    let exits = equal_ids("ways out", doc.at_any_time.iter().map(|exit| &exit.id));
    let lines = equal_ids("lines of the record", doc.record.iter().map(|field| &field.id));
    let unsure = doc
        .questions
        .iter()
        .filter_map(|(name, question)| own_not_sure(name, &question.value, doc));
    exits.into_iter().chain(lines).chain(unsure).collect()
}

fn equal_ids<'a>(what: &str, ids: impl Iterator<Item = &'a Spanned<String>>) -> Vec<Finding> {
    let mut first: BTreeMap<&str, Span> = BTreeMap::new();
    let mut findings = Vec::new();
    for id in ids.filter(|id| !id.value.is_empty()) {
        match first.get(id.value.as_str()) {
            Some(earlier) => findings.push(equal_id(what, id, *earlier)),
            None => {
                first.insert(&id.value, id.span);
            }
        }
    }
    findings
}

fn equal_id(what: &str, id: &Spanned<String>, earlier: Span) -> Finding {
    let message = format!("Two {what} have the name '{}'.", id.value);
    Finding::new(Code::NameClash, id.span, message)
        .also(earlier, "the first one")
        .hint("Give one of them another name: id: ...")
}

/// A question with an answer "Not sure" of its own would show two.
fn own_not_sure(name: &str, question: &QuestionDoc, doc: &DecisionDoc) -> Option<Finding> {
    let offered = match question.not_sure {
        NotSure::AsUsual => doc.not_sure.is_some(),
        NotSure::To(_) => true,
        NotSure::LeftOut(_) => false,
    };
    let own = question
        .answers
        .iter()
        .find(|answer| answer.id.value == "not-sure")
        .filter(|_| offered)?;
    let message = format!("'{name}' has an answer 'Not sure' of its own, and is offered another.");
    Some(Finding::new(Code::SameAnswers, own.say.span, message).hint(format!(
        "Delete this answer, and say where it leads: not-sure: {}",
        own.go.value
    )))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Wraps a question's lines in a decision that lacks nothing else.
    fn with_question(lines: &str) -> String {
        let question: String = lines.lines().map(|line| format!("    {line}\n")).collect();
        format!(
            "title: t\npolicy: ../policies/p.md\nstart: q\nquestions:\n  q:\n{question}\
             outcomes:\n  end: {{verdict: wait, title: t, from: 1.1}}\n"
        )
    }

    fn told(text: &str) -> Vec<(Code, String)> {
        let (_, findings) = parse(text);
        findings
            .into_iter()
            .map(|finding| (finding.code, finding.message))
            .collect()
    }

    #[test]
    fn words_stay_as_typed_and_names_are_made_of_them() {
        let text = with_question(
            "ask: Is it 1.10?\nfrom: [2.10]\nanswers:\n  - {say: Yes, go: end}\n  - {say: \"No, never\", go: end}",
        );
        let (doc, findings) = parse(&text);
        assert_eq!(findings, []);
        let question = &doc.questions["q"].value;
        let answers: Vec<_> = question
            .answers
            .iter()
            .map(|a| (a.say.value.as_str(), a.id.value.as_str()))
            .collect();
        assert_eq!(answers, [("Yes", "yes"), ("No, never", "no-never")]);
        assert_eq!(question.grounds.from[0].clause.value.as_str(), "2.10");
    }

    #[test]
    fn a_misspelt_key_is_told_once() {
        let text = with_question("ask: a\nform: [1.1]\nanswers:\n  - {say: Yes, go: end}\n  - {say: No, go: end}");
        assert_eq!(
            told(&text),
            [(Code::UnknownKey, "'form' is not something a question can have.".into())]
        );
    }

    #[test]
    fn what_is_missing_is_told_with_the_name_of_its_owner() {
        let text = with_question("ask: a\nanswers:\n  - {say: Yes, go: end}\n  - say: No");
        assert_eq!(
            told(&text),
            [
                (Code::MissingKey, "This answer has no 'go'.".into()),
                (Code::MissingKey, "Question 'q' has no 'from'.".into()),
            ]
        );
    }

    #[test]
    fn answers_must_be_several_and_different() {
        let one = with_question("ask: a\nfrom: 1.1\nanswers:\n  - {say: Yes, go: end}");
        assert_eq!(
            told(&one),
            [(
                Code::FewAnswers,
                "'q' has one answer. A question needs at least two.".into()
            )]
        );
        let alike =
            with_question("ask: a\nfrom: 1.1\nanswers:\n  - {say: Yes, go: end}\n  - {say: yes, go: end, id: x}");
        assert_eq!(
            told(&alike),
            [(Code::SameAnswers, "'q' has the answer 'yes' twice.".into())]
        );
    }

    #[test]
    fn a_name_that_cannot_stand_in_an_address_is_told() {
        let text =
            with_question("ask: a\nfrom: 1.1\nanswers:\n  - {say: Yes, go: end, id: a=b}\n  - {say: No, go: end}");
        assert_eq!(
            told(&text).into_iter().map(|(code, _)| code).collect::<Vec<_>>(),
            [Code::BadValue]
        );
    }

    #[test]
    fn not_sure_leads_elsewhere_or_is_left_out_for_a_reason() {
        let base = "ask: a\nfrom: 1.1\nanswers:\n  - {say: Yes, go: end}\n  - {say: No, go: end}\nnot-sure: ";
        let not_sure = |typed: &str| {
            parse(&with_question(&format!("{base}{typed}"))).0.questions["q"]
                .value
                .not_sure
                .clone()
        };
        assert!(matches!(not_sure("end"), NotSure::To(step) if step.value == "end"));
        assert!(matches!(not_sure("{left-out: why}"), NotSure::LeftOut(why) if why.value == "why"));
    }

    #[test]
    fn a_checklist_may_use_the_usual_words() {
        let text = with_question("ask: a\nfrom: 1.1\nanswers:\n  - {say: Yes, go: end}\n  - {say: No, go: end}")
            + "checklists:\n  c:\n    ask: a\n    from: 1.1\n    items: [one, {say: two}]\n    done: end\n    cannot: {say: Never, go: end}\n";
        let (doc, findings) = parse(&text);
        assert_eq!(findings, []);
        let checklist = &doc.checklists["c"].value;
        assert_eq!(checklist.done.say.value, "Yes, all of these are true");
        assert_eq!(
            (checklist.cannot.say.value.as_str(), checklist.cannot.id.value.as_str()),
            ("Never", "cannot")
        );
        assert_eq!(checklist.items.len(), 2);
    }

    #[test]
    fn several_clauses_without_brackets_are_shown_with_them() {
        let text = with_question("ask: a\nfrom: 1.1, 1.2\nanswers:\n  - {say: Yes, go: end}\n  - {say: No, go: end}");
        let (_, findings) = parse(&text);
        assert_eq!(findings[0].hints, ["Put several in square brackets: [1.1, 1.2]"]);
    }
}
