//! Our own decision: everything that can be proved of it is, and nobody could send an answer elsewhere unnoticed.

use std::collections::BTreeMap;
use std::path::Path;

use fingerpost::check;
use fingerpost::date::Date;
use fingerpost::diagnostic::Code;
use fingerpost::parse::{self, Kind};
use fingerpost::path::{ContentPath, OutputPath};
use fingerpost::proof::{Counts, Graph, Mutation, Proof};
use fingerpost::render::render;
use fingerpost::site::{Site, assemble};
use fingerpost::theme::Theme;
use num_bigint::BigUint;

/// The site that this project publishes.
fn our_site() -> Site {
    our_site_with(|_, text| text)
}

/// The same, every file's text changed by `change`, which is given the file's path.
fn our_site_with(change: impl Fn(&str, String) -> String) -> Site {
    let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    let names = [
        "policies/information-sharing.md",
        "decisions/may-i-share.yaml",
        "decisions/may-i-share.stories.yaml",
    ];
    let documents = names.map(|name| {
        let text = change(name, std::fs::read_to_string(content.join(name)).unwrap());
        let path = ContentPath::new(name).unwrap();
        let parsed = parse::parse(Kind::of(&path).unwrap(), &text);
        assert_eq!(parsed.findings, [], "{name}");
        (path, parsed.document)
    });
    let (site, found) = assemble(documents.into_iter().collect());
    assert_eq!(found, []);
    site
}

fn found(site: &Site) -> Vec<(Code, String)> {
    let found = check::check(site, "2026-09-01".parse::<Date>().unwrap()).into_iter();
    found
        .map(|diagnostic| (diagnostic.finding.code, diagnostic.finding.message))
        .collect()
}

#[test]
fn everything_is_proved_of_our_decision() {
    let site = our_site();
    assert_eq!(found(&site), []);
    let decision = &site.decisions["may-i-share"];
    let graph = Graph::of(decision).unwrap();
    let proof = Proof::of(&graph, site.policies.get("information-sharing"));
    assert_eq!(proof.counts.journeys, BigUint::from(30_u8));
    assert_eq!(proof.counts.all_journeys(), BigUint::from(31_u8));
    assert_eq!(proof.counts.so_far, BigUint::from(47_u8));
    assert_eq!(proof.rules.len(), decision.doc.always_true.len());
    assert!(proof.rules.iter().all(|rule| rule.holds()));
    let keeps_a_record = proof.rules.last().unwrap();
    assert_eq!(keeps_a_record.shown.as_ref().unwrap().applies, BigUint::from(31_u8));
    assert!(proof.stories.iter().all(|story| story.way().is_some()));
    assert!(proof.stories.len() >= 13);
    assert_eq!((proof.unwalked, proof.untaken), (vec![], vec![]));
}

#[test]
fn no_answer_of_our_decision_could_lead_elsewhere_unnoticed() {
    let site = our_site();
    let graph = Graph::of(&site.decisions["may-i-share"]).unwrap();
    let mutation = Mutation::of(&graph, &Proof::of(&graph, None)).unwrap();
    let unnoticed: Vec<String> = mutation.unnoticed.iter().map(|one| one.in_words(&graph)).collect();
    assert_eq!(unnoticed, Vec::<String>::new());
    // Every answer and the way out, to each of the other steps.
    let arrows = Counts::of(&graph).arrows + 1;
    assert_eq!(mutation.tried(), arrows * (graph.decision.steps.len() - 1));
}

#[test]
fn words_that_leave_a_clause_are_looked_for_in_the_others() {
    let moved = |name: &str, text: String| match name {
        "decisions/may-i-share.yaml" => text.replace("{clause: 2.3(c), says:", "{clause: 2.3(d), says:"),
        _ => text,
    };
    assert_eq!(
        found(&our_site_with(moved)),
        [(Code::MovedWords, "2.3(d) does not say this; 2.3(c) does.".to_owned())]
    );
    let gone = |name: &str, text: String| match name {
        "policies/information-sharing.md" => text.replace("wishes must be respected", "wishes count"),
        _ => text,
    };
    assert_eq!(
        found(&our_site_with(gone)),
        [(
            Code::MovedWords,
            "2.3(c) does not say this, and no other clause does.".to_owned()
        )]
    );
}

#[test]
fn a_clause_that_is_left_out_and_used_is_told() {
    let used = |name: &str, text: String| match name {
        "decisions/may-i-share.yaml" => text.replace("from: [2.2(b), 1.1]", "from: [2.2(b), 1.1, 1.2.p2]"),
        _ => text,
    };
    let message = "Clause 1.2, paragraph 2 is left out with a reason, and yet it is used.".to_owned();
    let not_reviewed =
        "It is not noted under 'reviewed' that anybody has looked at 1.2, paragraph 2, which this decision \
        cites."
            .to_owned();
    assert_eq!(
        found(&our_site_with(used)),
        [(Code::ReviewGap, not_reviewed), (Code::LeftOutUsed, message)]
    );
}

#[test]
fn a_clause_that_is_neither_used_nor_left_out_is_told() {
    let forgotten = |name: &str, text: String| match name {
        "decisions/may-i-share.yaml" => text.replace("  - {clause: 3.p1,", "  - {clause: 1.2,"),
        _ => text,
    };
    let codes: Vec<Code> = found(&our_site_with(forgotten))
        .into_iter()
        .map(|(code, _)| code)
        .collect();
    assert_eq!(codes, [Code::UnusedClause]);
}

#[test]
fn the_fingerprint_changes_with_what_was_proved_and_with_nothing_else() {
    let fingerprint = |site: &Site| {
        let graph = Graph::of(&site.decisions["may-i-share"]).unwrap();
        Proof::of(&graph, site.policies.get("information-sharing")).fingerprint
    };
    let changed = |from: &str, to: &str| {
        fingerprint(&our_site_with(|name, text| {
            let stories = name.ends_with(".stories.yaml");
            if stories { text } else { text.replace(from, to) }
        }))
    };
    let ours = fingerprint(&our_site());
    assert_eq!(changed("review-by: 2027-09-01", "review-by: 2028-09-01"), ours);
    assert_eq!(changed("the parent's wishes must", "the parent’s wishes must"), ours);
    assert_ne!(changed("Keep a record of your decision.", "Keep a record."), ours);
    assert_ne!(
        changed("Keep a record of your decision.", "Keep a record of ~~your~~ decision."),
        ours
    );
    assert_ne!(changed("say: I have not asked yet", "say: Not yet asked"), ours);
    assert_ne!(
        changed(
            "then: {passed-any: [safely=done]}\n    from: [2.2(e), 2.3(e)]",
            "then: {passed-any: [safely=done]}\n    from: [2.2(e)]"
        ),
        ours
    );
    assert_ne!(changed("for: All school staff", "for: All staff"), ours);
    assert_ne!(
        changed("The second answer holds it.", "The second answer says so."),
        ours
    );
    assert_ne!(
        changed(
            "not all of them\", go: seek-advice",
            "not all of them\", go: get-authority"
        ),
        ours
    );
}

/// A school hangs it up: one sheet of A4, with its type no smaller than can be read.
#[test]
fn our_flowchart_is_one_sheet_of_a4() {
    let output = render(&our_site(), &Theme::embedded(), BTreeMap::new()).unwrap().value;
    let map = OutputPath::new("decisions/may-i-share/map.html").unwrap();
    let page = String::from_utf8_lossy(&output.files[&map]).into_owned();
    assert!(
        page.contains("class=\"page-head poster-a4\""),
        "{}",
        page.get(..2_500).unwrap_or_default()
    );
}
