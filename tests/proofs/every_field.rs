//! No change goes untold: whatever single thing is changed in a decision, or in the line of a policy, compare tells it.

use fingerpost::parse::yaml::{self, Node, NodeKind};
use fingerpost::parse::{decision as decisions, policy};
use fingerpost::proof::compare::{decision, policy as policies, words};
use fingerpost::source::Span;
use proptest::prelude::*;
use rayon::prelude::*;
use serde_json::{Map, Value, json};

use super::{decision_of, random};
use crate::support::scratch::repository;

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_change_of_one_field_of_a_random_decision_is_told(
        sketch in random::sketch(),
        pick in any::<prop::sample::Index>(),
    ) {
        let old = dressed(read(&sketch.text()));
        let all = changed(&old, &mut Vec::new());
        let from = pick.index(all.len());
        let sound = all[from..].iter().chain(&all[..from]).find_map(Version::of);
        Version::of(&old).expect("a sound decision").tells(&sound.expect("a sound change"));
    }
}

#[test]
fn any_change_of_one_field_of_our_own_decision_is_told() {
    let text = std::fs::read_to_string(repository().join("content/decisions/may-i-share.yaml")).expect("a file");
    let old = read(&text);
    let all = changed(&old, &mut Vec::new());
    assert!(all.len() > 500, "{}", all.len());
    let old = Version::of(&old).expect("a sound decision");
    let sound: Vec<Version> = all.par_iter().filter_map(Version::of).collect();
    assert!(sound.len() > 400, "{} of {}", sound.len(), all.len());
    sound.par_iter().for_each(|new| old.tells(new));
}

#[test]
fn any_change_of_one_line_of_our_own_policy_is_told() {
    let text = std::fs::read_to_string(repository().join("content/policies/information-sharing.md")).expect("a file");
    let old = policy::parse(&text).0;
    let lines: Vec<&str> = text.lines().collect();
    for at in 0..lines.len() {
        let mut changed = lines.clone();
        let line = format!("{} more", lines[at]);
        changed[at] = &line;
        let (new, findings) = policy::parse(&changed.join("\n"));
        let is_note = lines[at].starts_with("# ") || lines[at].trim().is_empty();
        let is_text = !is_note && findings.is_empty();
        assert!(!is_text || !policies::changes(&old, &new).is_empty(), "untold: {line}");
    }
}

/// A decision as JSON, which is YAML too.
fn read(text: &str) -> Value {
    fn value(node: &Node) -> Value {
        match &node.kind {
            NodeKind::Scalar { text, .. } => json!(text),
            NodeKind::Sequence(items) => items.iter().map(value).collect(),
            NodeKind::Mapping(entries) => {
                let entries = entries.iter().map(|(name, node)| (name.value.clone(), value(node)));
                Value::Object(entries.collect())
            }
        }
    }
    value(&yaml::parse(text, Span::new(0, text.len())).0.expect("a decision"))
}

/// Gives a decision everything that a decision can have besides.
fn dressed(mut decision: Value) -> Value {
    let grounds = json!([{"clause": "1", "says": "words"}, "2"]);
    for (_, question) in entries(&mut decision["questions"]) {
        question["help"] = json!("help");
        question["from"] = grounds.clone();
        question["also"] = json!(["guide"]);
    }
    for (_, outcome) in entries(&mut decision["outcomes"]) {
        outcome["say"] = json!("what to do");
        outcome["from"] = grounds.clone();
        outcome["also"] = json!(["guide", "law"]);
    }
    let more = json!({
        "for": "All staff", "version": "1.0", "approved": "2026-01-01", "approved-by": "Governors",
        "in-force": "2026-02-01", "review-by": "2027-02-01",
        "outside-sources": {"guide": {"title": "Guide", "by": "HMG", "link": "https://example.org/"}, "law": {"title": "Law"}},
        "left-out": [{"clause": "3", "why": "No matter."}],
        "checklists": {"list": {
            "ask": "All?", "help": "help", "from": grounds, "also": ["law"],
            "items": ["one", {"say": "two", "from": grounds, "also": ["law"]}],
            "done": {"say": "Yes", "go": "o0", "record": {"f0": "words"}}, "cannot": "o0",
        }},
    });
    entries(&mut more.clone()).for_each(|(key, value)| decision[key] = value.take());
    decision
}

fn entries(value: &mut Value) -> impl Iterator<Item = (&String, &mut Value)> {
    value.as_object_mut().into_iter().flat_map(Map::iter_mut)
}

/// Lists the decisions that have one thing more, less, other or elsewhere in a list. `at` is the way to the thing.
fn changed(value: &Value, at: &mut Vec<String>) -> Vec<Value> {
    match value {
        Value::Object(entries) => {
            let of_entry = |(key, inner): (&String, &Value)| {
                let put = |new: Option<Value>| {
                    let mut entries = entries.clone();
                    match new {
                        Some(new) => drop(entries.insert(key.clone(), new)),
                        None => drop(entries.remove(key)),
                    }
                    Value::Object(entries)
                };
                at.push(key.clone());
                let mut all: Vec<Value> = changed(inner, at).into_iter().map(|new| put(Some(new))).collect();
                at.pop();
                all.push(put(None));
                all
            };
            entries.iter().flat_map(of_entry).collect()
        }
        Value::Array(items) => {
            let mut all = Vec::new();
            for (i, item) in items.iter().enumerate() {
                let mut without = items.clone();
                without.remove(i);
                all.push(Value::Array(without));
                all.extend(changed(item, at).into_iter().map(|new| {
                    let mut items = items.clone();
                    items[i] = new;
                    Value::Array(items)
                }));
            }
            // The order in which clauses are cited is not compared.
            let counts = !matches!(at.last().map(String::as_str), Some("from" | "also"));
            for i in (1..items.len()).filter(|_| counts) {
                let mut items = items.clone();
                items.swap(i - 1, i);
                all.push(Value::Array(items));
            }
            all
        }
        Value::String(text) => vec![json!(format!("{text}x"))],
        _ => Vec::new(),
    }
}

/// A decision as it is read, and all that counts of it.
struct Version {
    text: String,
    shown: String,
}

impl Version {
    /// What cannot be read is no version, and is refused.
    fn of(decision: &Value) -> Option<Self> {
        let text = decision.to_string();
        let (doc, findings) = decisions::parse(&text);
        let shown = without_places(&format!("{doc:?}"));
        findings.is_empty().then_some(Self { text, shown })
    }

    fn tells(&self, new: &Self) {
        if without_reviews(&self.shown) == without_reviews(&new.shown) {
            return;
        }
        let [one, other] = [self, new].map(|version| decision_of(&version.text));
        let changes = decision::changes((&one, None), (&other, None));
        assert!(!changes.is_empty(), "untold: {}", apart(&self.shown, &new.shown));
        let told: Vec<String> = changes.iter().map(words::sentence).collect();
        assert!(told.iter().all(|sentence| !sentence.is_empty()), "{changes:?}");
    }
}

/// Takes the places of things in their file out of what is shown of them.
fn without_places(shown: &str) -> String {
    let mut pieces = shown.split("Span { start: ");
    let first = pieces.next().unwrap_or_default().to_owned();
    pieces.fold(first, |text, piece| {
        text + piece.split_once(" }").map_or(piece, |(_, behind)| behind)
    })
}

/// Who has looked at which clause is not compared.
fn without_reviews(shown: &str) -> &str {
    shown.split("reviewed: [").next().unwrap_or_default()
}

/// Shows where two texts part.
fn apart(old: &str, new: &str) -> String {
    let at = old.bytes().zip(new.bytes()).take_while(|(old, new)| old == new).count();
    let around = |text: &str| {
        text.get(at.saturating_sub(200)..(at + 100).min(text.len()))
            .map(str::to_owned)
    };
    format!("{:?}\n{:?}", around(old), around(new))
}
