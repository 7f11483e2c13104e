use std::path::Path;

use crate::support::scratch::{Ran, Scratch, files, repository};

fn site() -> Scratch {
    Scratch::copy_of("tests/diagnostics/_base")
}

/// A site with one problem: the front page links to a page that is not there.
fn broken() -> Scratch {
    let scratch = site();
    scratch.change("content/index.md", "policies/visits.md", "policies/trips.md");
    scratch
}

#[track_caller]
fn assert_ended(ran: &Ran, exit: i32, words: &str) {
    assert_eq!(ran.exit, Some(exit), "{ran:?}");
    assert!(ran.words.contains(words), "{words:?} in {}", ran.words);
}

#[test]
fn build_writes_the_site_and_says_so_in_words() {
    let scratch = site();
    let ran = scratch.run(["build"]);
    assert_ended(&ran, 0, "from 1 policy, 1 decision and 1 page, in site");
    assert_ended(&ran, 0, "To look at it, open site");
    assert_eq!(ran.data, "", "data is for programs");
    assert!(scratch.path().join("site/index.html").is_file());
}

#[test]
fn a_second_build_changes_nothing() {
    let scratch = site();
    scratch.run(["build"]);
    let before = scratch.files("site");
    let ran = scratch.run(["build"]);
    assert_ended(&ran, 0, "Nothing changed: all ");
    assert_eq!(scratch.files("site"), before);
}

#[test]
fn the_site_goes_where_it_is_told() {
    let scratch = Scratch::new().with("tests/diagnostics/_base", "school");
    assert_ended(&scratch.run(["build", "school", "--out", "web"]), 0, "in web");
    assert!(scratch.path().join("web/index.html").is_file());
    assert!(!scratch.path().join("school/site").exists());
}

#[test]
fn a_problem_stops_publication_and_the_earlier_site_stands() {
    let scratch = site();
    scratch.run(["build"]);
    let before = scratch.files("site");
    scratch.change("content/index.md", "policies/visits.md", "policies/trips.md");
    let ran = scratch.run(["build"]);
    assert_ended(&ran, 1, "Problem 1 of 1 in content/index.md, line 6");
    assert_ended(&ran, 1, "The earlier site still stands, untouched, in site");
    assert_eq!(scratch.files("site"), before);
}

#[test]
fn where_nothing_was_published_yet_that_is_said() {
    let scratch = broken();
    assert_ended(&scratch.run(["build"]), 1, "Nothing has been published yet.");
    assert!(!scratch.path().join("site").exists());
}

#[test]
fn check_looks_and_writes_nothing() {
    let scratch = site();
    let before = scratch.files("");
    assert_ended(
        &scratch.run(["check"]),
        0,
        "Looked at 1 policy, 1 decision and 1 page. No problems.",
    );
    assert_eq!(scratch.files(""), before);
    assert_ended(&broken().run(["check"]), 1, "This was a check only");
}

#[test]
fn check_says_what_was_proved_and_on_request_what_nobody_would_notice() {
    let scratch = Scratch::new().with("content", "content");
    let ran = scratch.run(["check", "--mutate"]);
    assert_ended(
        &ran,
        0,
        "12 of 12 rules hold on every journey; one that leaves by a way out counts as that way out alone",
    );
    assert_ended(
        &ran,
        0,
        "30 journeys, and 1 by the way out at any time. All end; the longest has 8 answers.",
    );
    assert_ended(
        &ran,
        0,
        "times an answer was sent elsewhere, and each time it was noticed.",
    );
}

#[test]
fn findings_come_as_json_for_programs() {
    let ran = broken().run(["build", "--format", "json"]);
    assert_eq!((ran.exit, ran.words.as_str()), (Some(1), ""));
    let report: serde_json::Value = serde_json::from_str(&ran.data).expect("JSON");
    assert_eq!(report["published"], false);
    assert_eq!(report["findings"][0]["code"], "broken-link");
    assert_eq!(report["findings"][0]["file"], "content/index.md");
    assert_eq!(report["findings"][0]["line"], 6);
    let ran = site().run(["build", "--format", "json"]);
    assert_eq!(ran.data, "{\n  \"published\": true,\n  \"findings\": []\n}\n");
}

#[test]
fn the_day_decides_what_is_overdue() {
    let scratch = site();
    assert_ended(&scratch.run(["check", "--as-of", "2027-09-01"]), 0, "No problems.");
    let late = scratch.run(["check", "--as-of", "2028-01-01"]);
    assert_ended(
        &late,
        0,
        "Worth a look 1 of 2 in content/decisions/may-we-go.yaml, line 8",
    );
    assert_ended(&late, 0, "No problems, and 2 things worth a look in 2 files");
}

#[test]
fn any_number_of_threads_gives_the_same_bytes() {
    let one = Scratch::new().with("content", "content");
    let many = Scratch::new().with("content", "content");
    assert_ended(&one.run(["build", "--threads", "1"]), 0, "Built");
    assert_ended(&many.run(["build", "--threads", "8"]), 0, "Built");
    assert_eq!(one.files("site"), many.files("site"));
}

#[test]
fn timings_are_told_only_when_asked_for() {
    let scratch = site();
    assert!(!scratch.run(["check"]).words.contains(" ms"));
    let ran = scratch.run(["check", "--timings"]);
    for stage in ["load", "parse", "assemble", "check", "render", "all"] {
        assert!(
            ran.words
                .lines()
                .any(|line| line.trim().starts_with(stage) && line.ends_with(" ms")),
            "{}",
            ran.words
        );
    }
}

#[test]
fn wrong_usage_is_told_with_what_would_be_right() {
    let scratch = Scratch::new();
    assert_ended(&scratch.run(["biuld"]), 2, "`build`");
    assert_ended(
        &scratch.run(["check", "--as-of", "01/09/2027"]),
        2,
        "write the year first: 2027-09-01",
    );
    assert_ended(
        &scratch.run(["check", "--as-of", "2027-02-31"]),
        2,
        "there is no such day",
    );
    assert_ended(&scratch.run(["new"]), 2, "<FOLDER>");
}

#[test]
fn a_folder_without_content_is_the_wrong_folder() {
    let ran = Scratch::new().run(["build"]);
    assert_ended(&ran, 2, "(no-content)");
    assert_eq!(ran.data, "");
}

#[test]
fn no_command_where_no_site_is_says_how_to_make_one() {
    let nowhere = Scratch::new().run([""; 0]);
    assert_ended(&nowhere, 2, "fingerpost new our-policies");
}

#[test]
fn help_that_was_asked_for_is_data_and_has_an_example() {
    for command in ["build", "check", "serve", "publish", "new"] {
        let ran = Scratch::new().run([command, "--help"]);
        assert_eq!((ran.exit, ran.words.as_str()), (Some(0), ""));
        assert!(
            ran.data.contains("Example") && ran.data.contains(&format!("  fingerpost {command}")),
            "{}",
            ran.data
        );
    }
}

#[test]
fn nothing_is_coloured_where_there_is_no_terminal() {
    assert!(!broken().run(["build"]).words.contains('\x1b'));
}

#[test]
fn a_new_site_builds_without_a_finding() {
    let scratch = Scratch::new();
    assert_ended(
        &scratch.run(["new", "our policies"]),
        0,
        "fingerpost build \"our policies\"",
    );
    assert_ended(&scratch.run(["check", "our policies"]), 0, "2 pages. No problems.");
    assert_ended(
        &scratch.run(["build", "our policies"]),
        0,
        "from 1 policy, 1 decision and 2 pages",
    );
}

#[test]
fn a_new_site_holds_every_file_of_the_starter() {
    let scratch = Scratch::new();
    scratch.run(["new", "school"]);
    let starter = files(&repository().join("src/cli/starter"));
    assert_eq!(
        scratch.files("school").keys().collect::<Vec<_>>(),
        starter.keys().collect::<Vec<_>>()
    );
}

#[test]
fn a_new_site_is_dated_from_the_day_it_is_made() {
    let scratch = Scratch::new();
    scratch.run(["new", "school", "--as-of", "2028-02-29"]);
    let policy = scratch.read("school/content/policies/visits.md");
    assert!(
        policy.contains("in-force: 2028-02-29\nreview-by: 2029-02-28"),
        "{policy}"
    );
}

#[test]
fn new_refuses_a_folder_that_holds_something() {
    let scratch = Scratch::new();
    scratch.write("school/letter.docx", "Dear parents");
    assert_ended(
        &scratch.run(["new", "school"]),
        2,
        "There is something in the folder 'school' already",
    );
    assert_eq!(
        scratch.files("").into_keys().collect::<Vec<_>>(),
        [Path::new("school/letter.docx")]
    );
}

const RULE: &str = "always-true:\n  - {say: Someone agrees, when: {verdict: proceed}, then: {passed: [agreed=yes]}, from: [1.2]}\n\noutcomes:";

#[test]
fn check_tells_programs_what_was_proved() {
    let scratch = site();
    scratch.change("content/decisions/may-we-go.yaml", "outcomes:", RULE);
    let ran = scratch.run(["check", "--mutate", "--format", "json"]);
    assert_eq!(ran.exit, Some(0), "{ran:?}");
    let report: serde_json::Value = serde_json::from_str(&ran.data).expect("JSON");
    let proof = &report["proofs"][0];
    assert_eq!(proof["decision"], "may-we-go");
    let rule = serde_json::json!({"say": "Someone agrees", "holds": true, "journeys": "1", "broken": "0"});
    assert_eq!(proof["rules"], serde_json::json!([rule]));
    assert_eq!(proof["counts"]["journeys"], "5");
    assert_eq!(proof["coverage"]["used"], serde_json::json!(["1.1", "1.2"]));
    assert!(
        proof["fingerprint"].as_str().is_some_and(|print| print.len() == 32),
        "{proof}"
    );
    assert!(
        proof["mutation"]["tried"].as_u64().is_some_and(|tried| tried > 0),
        "{proof}"
    );
    let ran = scratch.run(["build", "--format", "json"]);
    assert!(!ran.data.contains("proofs"), "{ran:?}");
}

#[test]
fn check_tells_what_was_proved_beside_what_is_wrong() {
    let scratch = site();
    scratch.change("content/decisions/may-we-go.yaml", "outcomes:", RULE);
    scratch.change(
        "content/policies/visits.md",
        "agrees to the plan.",
        "agrees to it.\n\n**1.3** Count the children.",
    );
    let ran = scratch.run(["check"]);
    assert_ended(
        &ran,
        0,
        "2 of 3 clauses are used, 1 neither used nor left out with a reason.",
    );
    scratch.change("content/index.md", "summary:", "summery:");
    assert_ended(&scratch.run(["check"]), 1, "1 of 1 rule holds on every journey.");
}

#[test]
fn compare_says_which_journeys_now_end_elsewhere() {
    let scratch = Scratch::new()
        .with("tests/diagnostics/_base", "old")
        .with("tests/diagnostics/_base", "new");
    let decision = "new/content/decisions/may-we-go.yaml";
    scratch.change(
        decision,
        "go: agreed}\n      - {say: No, go: stay}",
        "go: agreed}\n      - {say: No, go: ask}",
    );
    scratch.change(decision, "Is there a written plan?", "Is there a plan in writing?");
    scratch.change("new/content/policies/visits.md", "has a written plan", "has a plan");
    for sides in [["old", "new"], ["old/content/decisions/may-we-go.yaml", decision]] {
        let ran = scratch.run(["compare"].into_iter().chain(sides));
        assert_eq!(ran.exit, Some(0), "{ran:?}");
        let ends = "Everyone who answers 'no' at 'plan' now ends at 'ask' instead of 'stay' (1 journey).";
        assert!(ran.data.contains(ends), "{}", ran.data);
        assert!(
            ran.data
                .contains("Is there a [out: written plan?] [in: plan in writing?]"),
            "{}",
            ran.data
        );
    }
    let ran = scratch.run(["compare", "old", "new", "--exit-code", "--format", "json"]);
    assert_eq!(ran.exit, Some(1), "{ran:?}");
    let report: serde_json::Value = serde_json::from_str(&ran.data).expect("JSON");
    assert_eq!(report["documents"][0]["changes"][0]["change"], "clause-changed");
    assert_eq!(report["documents"][1]["changes"][0]["new"]["id"], "ask");
}

#[test]
fn compare_writes_a_page_that_is_complete_in_itself_and_overwrites_only_its_own() {
    let scratch = Scratch::new()
        .with("tests/diagnostics/_base", "old")
        .with("tests/diagnostics/_base", "new");
    let decision = "content/decisions/may-we-go.yaml";
    scratch.change(
        format!("new/{decision}"),
        "go: agreed}\n      - {say: No, go: stay}",
        "go: agreed}\n      - {say: No, go: ask}",
    );
    scratch.change(
        "new/content/policies/visits.md",
        "has a written plan",
        "has a plan & a map",
    );
    let files = [format!("old/{decision}"), format!("new/{decision}")];
    let policies = ["old/content/policies/visits.md", "new/content/policies/visits.md"];
    let pages = [["old", "new"], files.each_ref().map(String::as_str), policies].map(|[old, new]| {
        let ran = scratch.run(["compare", old, new, "--page", "changes.html"]);
        assert_ended(&ran, 0, "As a page, it is in changes.html");
        assert!(ran.data.contains("has changed"), "{ran:?}");
        scratch.read("changes.html")
    });
    for page in &pages {
        assert!(!page.contains(" src=") && !page.contains("<script"), "{page}");
        assert!(!page.contains("<link"), "{page}");
    }
    let [both, one, policy] = &pages;
    assert!(both.contains("<h3>Where people now end up</h3>") && one.contains("<h3>Where people now end up</h3>"));
    assert!(
        both.contains("<ins>") && policy.contains("<del>written plan.</del>"),
        "{policy}"
    );
    assert!(both.contains("Before: old. Now: new."), "{both}");
    scratch.write("changes.html", "<p>The minutes.");
    let ran = scratch.run(["compare", "old", "new", "--page", "changes.html"]);
    assert_ended(&ran, 2, "I did not make it");
    assert_eq!(scratch.read("changes.html"), "<p>The minutes.");
    for ours in [
        "old/content/changes.html",
        "new/content/pages/changes.html",
        "new/themes/changes.html",
    ] {
        let [old, new] = &files;
        for sides in [["old", "new"], [old, new]] {
            let ran = scratch.run(["compare", sides[0], sides[1], "--page", ours]);
            assert_ended(&ran, 2, "that one is for what");
        }
        assert!(!scratch.path().join(ours).exists(), "{ours}");
    }
}

#[test]
fn compare_of_a_thing_with_itself_is_empty() {
    let scratch = site();
    let ran = scratch.run(["compare", ".", ".", "--exit-code"]);
    assert_eq!(ran.exit, Some(0), "{ran:?}");
    assert!(ran.data.contains("Nothing differs"), "{ran:?}");
}

#[test]
fn files_anywhere_are_compared_and_unlike_ones_refused() {
    let scratch = site().with("tests/diagnostics/_base/content", "elsewhere");
    let [policy, decision] = ["content/policies/visits.md", "content/decisions/may-we-go.yaml"];
    scratch.change(
        "elsewhere/policies/visits.md",
        "**1.2** The",
        "**1.2** Count heads.\n\n**1.3** The",
    );
    let ran = scratch.run(["compare", policy, "elsewhere/policies/visits.md"]);
    assert!(
        ran.data
            .contains("Clause 1.2 is now clause 1.3; its words are the same."),
        "{ran:?}"
    );
    let ran = scratch.run(["compare", decision, "elsewhere/decisions/may-we-go.yaml"]);
    assert!(ran.data.contains("Nothing differs"), "{ran:?}");
    assert_ended(
        &scratch.run(["compare", policy, decision]),
        2,
        "cannot be compared with each other",
    );
    assert_ended(&scratch.run(["compare", policy, "gone.md"]), 3, "gone.md");
}

#[test]
fn a_reviewed_decision_says_when_a_clause_has_changed_until_a_person_has_looked() {
    let scratch = site();
    let file = "content/decisions/may-we-go.yaml";
    let before = scratch.read(file);
    let ran = scratch.run(["check", "--accept", "may-we-go"]);
    assert_ended(
        &ran,
        0,
        "Wrote into content/decisions/may-we-go.yaml that it was reviewed against 2 clauses",
    );
    assert!(scratch.read(file).starts_with(&before));
    assert_ended(&scratch.run(["check"]), 0, "No problems.");
    scratch.change("content/policies/visits.md", "has a written plan", "has a plan");
    assert_ended(&scratch.run(["check"]), 0, "Look again at 'plan', 'stay'.");
    scratch.run(["check", "--accept", file]);
    assert_ended(&scratch.run(["check"]), 0, "No problems.");
    let accepted = scratch.read(file);
    assert_ended(&scratch.run(["check", "--accept", "may-we-go"]), 0, "already");
    assert_eq!(scratch.read(file), accepted);
    assert_ended(
        &scratch.run(["check", "--accept", "may-we-goo"]),
        2,
        "Did you mean 'may-we-go'?",
    );
}
