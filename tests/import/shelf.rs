//! Where an imported policy goes: nothing is overwritten, all is written or nothing, and what is too large is not read.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::PathBuf;

use crate::support::failing_disk::{FailingDisk, Manner};
use crate::support::scratch::{Ran, Scratch};

use fingerpost::disk::Disk;
use fingerpost::import::confirm::shelf::{Order, shelve};

const DOCUMENT: &str = "# Visits\n\n## 1 Before\n\n**1.1** Ask.\n";

const PRESENT: &str =
    "---\ntitle: Visits\nversion: 1.0\n---\n\n## 1 Before\n\n**1.1** See [it](../index.md) and [1](#1).\n";

fn site() -> Scratch {
    let site = Scratch::new();
    site.write("content/site.yaml", "title: Test school\nlanguage: en\n");
    site.write("content/index.md", "---\ntitle: Policies\n---\n");
    site.write("visits.md", DOCUMENT);
    site
}

#[track_caller]
fn refused(ran: &Ran, exit: i32, words: &str) {
    assert_eq!(ran.exit, Some(exit), "{ran:?}");
    assert!(ran.words.contains(words), "{words:?} in {}", ran.words);
}

#[test]
fn a_policy_that_is_there_is_never_overwritten() {
    let site = site();
    for name in ["visits", "visits-2", "visits-3"] {
        let ran = site.run(["import", "visits.md"]);
        assert_eq!(ran.exit, Some(0), "{ran:?}");
        assert!(
            ran.words.contains(&format!("`content/policies/{name}.md`")),
            "{}",
            ran.words
        );
        assert!(site.path().join(format!("imports/{name}.html")).is_file());
    }
    let ran = site.run(["import", "visits.md", "--name", "Day trips"]);
    assert!(ran.words.contains("`content/policies/day-trips.md`"), "{}", ran.words);
}

#[test]
fn files_beside_those_that_are_written_are_left_alone() {
    let site = site();
    site.write("content/policies/visits.md", PRESENT);
    let theirs = [
        "imports/visits.html.new",
        "content/policies/visits.md.new",
        "content/policies/visits/1.0.md.new",
    ];
    for name in theirs {
        site.write(name, "mine");
    }
    let ran = site.run(["import", "visits.md", "--as-new-version", "visits"]);
    assert_eq!(ran.exit, Some(0), "{ran:?}");
    assert_eq!(theirs.map(|name| site.read(name)), ["mine"; 3]);
    assert!(site.path().join("content/policies/visits/1.0.md").is_file());
}

#[test]
fn a_new_version_takes_the_place_of_the_present_one_which_is_kept_with_its_links() {
    let site = site();
    site.write("content/policies/visits.md", PRESENT);
    let ran = site.run(["import", "visits.md", "--as-new-version", "visits"]);
    assert_eq!(ran.exit, Some(0), "{ran:?}");
    assert!(site.read("content/policies/visits.md").contains("**1.1** Ask."));
    let kept = site.read("content/policies/visits/1.0.md");
    assert_eq!(kept, PRESENT.replace("(../index.md)", "(../../index.md)"));
    assert_eq!(site.run(["check"]).exit, Some(0));
}

#[test]
fn the_clauses_that_one_version_alone_has_are_named() {
    let site = site();
    let present =
        "---\ntitle: Visits\nversion: 1.0\n---\n\n## 1 Before\n\n**1.1** Ask.\n\n**1.2** Plan:\n\n- a bus\n- a boat\n";
    site.write("content/policies/visits.md", present);
    site.write(
        "visits.md",
        "# Visits\n\n## 1 Before\n\n**1.1** Ask.\n\n## 2 After\n\n**2.1** Tell.\n",
    );
    let ran = site.run(["import", "visits.md", "--as-new-version", "visits"]);
    assert_eq!(ran.exit, Some(0), "{ran:?}");
    let says = "Going by their numbers, the version before has 3 clauses (1.2, 1.2(a), 1.2(b)) that this one does not have, \
                and this one 2 clauses (2, 2.1) that the one before does not have. Is that so?";
    assert!(ran.words.contains(says), "{}", ran.words);
}

#[test]
fn a_new_version_in_which_nothing_is_new_is_told() {
    let site = site();
    let present = "---\ntitle: Visits\nversion: 1.0\n---\n\n## 1 Before\n\n**1.1** Ask.\n";
    site.write("content/policies/visits.md", present);
    site.write("visits.md", "# Visits\n\n## 1 Before\n\n**1.1** Ask.\n");
    let ran = site.run(["import", "visits.md", "--as-new-version", "visits"]);
    assert_eq!(ran.exit, Some(0), "{ran:?}");
    let says = "Every clause of this version has the words of the version before.";
    assert!(ran.words.contains(says), "{}", ran.words);
}

#[test]
fn what_cannot_be_a_new_version_is_refused_and_nothing_changes() {
    let site = site();
    site.write("content/policies/visits.md", "---\ntitle: Visits\n---\n");
    let before = site.files("");
    refused(
        &site.run(["import", "visits.md", "--as-new-version", "visit"]),
        2,
        "Did you mean 'visits'?",
    );
    refused(
        &site.run(["import", "visits.md", "--as-new-version", "visits"]),
        1,
        "does not say at its top which version",
    );
    refused(
        &site.run(["import", "visits.md", "elsewhere"]),
        2,
        "There is no folder `content`",
    );
    refused(&site.run(["import", "nothing.docx"]), 3, "it is not there");
    refused(&site.run(["import", "content"]), 2, "is not a file");
    assert_eq!(site.files(""), before);
}

/// Versions 2.0 of two policies, and a site with the one.
fn attendance() -> Scratch {
    let site = site();
    let policy = |title| format!("---\ntitle: {title}\nversion: 2.0\n---\n\n## 1 Before\n\n**1.1** Ask.\n");
    site.write("content/policies/attendance-policy.md", policy("Attendance Policy"));
    site.write("content/policies/behaviour-policy.md", policy("Behaviour Policy"));
    site.write("attendance.md", policy("Attendance Policy"));
    site.write("conduct.md", policy("Conduct Policy").replace("2.0", "3.0"));
    site
}

#[test]
fn the_present_version_is_not_its_own_next() {
    let site = attendance();
    let before = site.files("");
    refused(
        &site.run(["import", "attendance.md", "--as-new-version", "attendance-policy"]),
        2,
        "The policy \"Attendance Policy\" is at version 2.0, and this document says that",
    );
    assert_eq!(site.files(""), before);
}

#[test]
fn a_version_on_the_shelf_or_below_the_present_one_is_not_the_next() {
    let site = attendance();
    let next = |version: &str| {
        let policy = format!("---\ntitle: Attendance Policy\nversion: {version}\n---\n\n## 1 Before\n\n**1.1** Ask.\n");
        site.write("attendance.md", policy);
        site.run(["import", "attendance.md", "--as-new-version", "attendance-policy"])
    };
    for version in ["2.9", "2.10"] {
        assert_eq!(next(version).exit, Some(0), "{version}");
    }
    let told = "is kept already, in\n  `content/policies/attendance-policy/2.0.md`, and this";
    refused(&next("2.0"), 2, told);
    let lower = next("2.1");
    refused(&lower, 2, "is at version 2.10, and this");
    refused(&lower, 2, "earlier");
    assert!(
        site.read("content/policies/attendance-policy.md")
            .contains("version: 2.10")
    );
    assert_eq!(site.run(["check"]).exit, Some(0));
    assert_eq!(next("draft 3").exit, Some(0));
}

#[test]
fn a_next_version_of_another_title_is_told_before_all_else() {
    let site = attendance();
    let ran = site.run(["import", "conduct.md", "--as-new-version", "attendance-policy"]);
    assert_eq!(ran.exit, Some(0), "{ran:?}");
    let told = "please look:\n  This document calls itself \"Conduct Policy\"; it is now the next version of \"Attendance \
                Policy\". If that is wrong, delete `content/policies/attendance-policy.md`, move \
                `content/policies/attendance-policy/2.0.md` back to that place,";
    assert!(ran.words.contains(told), "{}", ran.words);
    site.write("next.md", "# Whole School Attendance\n\n## 1 Before\n\n**1.1** Ask.\n");
    site.write(
        "content/policies/attendance-policy.md",
        site.read("attendance.md").replace("2.0", "4.0"),
    );
    let ran = site.run(["import", "next.md", "--as-new-version", "attendance-policy"]);
    assert!(ran.exit == Some(0) && !ran.words.contains("calls itself"), "{ran:?}");
}

#[test]
fn clauses_that_decisions_cite_and_a_next_version_does_not_have_are_named() {
    let site = site();
    let policy = |version, clauses| {
        format!(
            "---\ntitle: Visits\nversion: {version}\n---\n\n## 1 Before\n\n**1.1** Ask:\n\n- (a) the head;\n{clauses}"
        )
    };
    let present = policy(
        "1.0",
        "- (b) the parents.\n\n**1.2** Take a list of names.\n\n**1.3** Count.\n",
    );
    site.write("content/policies/visits.md", present);
    site.write(
        "next.md",
        policy("2.0", "\n## 2 During\n\n**2.1** Take a list of names.\n"),
    );
    site.write(
        "content/decisions/may-we-go.yaml",
        "title: May we go?\npolicy: ../policies/visits.md\nstart: asked\nnot-sure: stop\nquestions:\n  asked:\n    ask: Did you \
         ask?\n    from: [1.1(a), 1.1(b)]\n    answers:\n      - {say: Yes, go: go}\n      - {say: No, go: stop}\noutcomes:\n  go:\n    \
         verdict: proceed\n    title: Go\n    from: 1.2\n  stop:\n    verdict: stop\n    title: Stay\n    from: 1.1\nleft-out:\n  - \
         {clause: 1.3, why: It is done on the way.}\n",
    );
    let ran = site.run(["import", "next.md", "--as-new-version", "visits", "--format", "json"]);
    let told: serde_json::Value = serde_json::from_str(&ran.data).expect("JSON");
    let gone = |at: &str, clause: &str, now: Option<&str>| serde_json::json!({"decision": "content/decisions/may-we-go.yaml", "at": at, "clause": clause, "now": now});
    let wanted = [
        gone("the step 'asked'", "1.1(b)", None),
        gone("the step 'go'", "1.2", Some("2.1")),
        gone("the list `left-out`", "1.3", None),
    ];
    assert_eq!(told["gone"], serde_json::Value::from(wanted.to_vec()));
    let page = site.read("imports/visits.html");
    let words = "the step 'go' cites 1.2, which is no more. Its words stand in 2.1 now.";
    assert!(page.contains("in 3 places") && page.contains(words), "{page}");
    assert!(site.run(["check"]).words.contains("(unknown-clause)"));
}

#[test]
fn cited_clauses_that_have_other_words_in_the_next_version_are_named() {
    let site = site();
    let policy = |version, first, second| {
        format!(
            "---\ntitle: Visits\nversion: {version}\n---\n\n## 1 Before\n\n**1.1** {first}\n\n**1.2** {second}\n\n## 2 After\n\n**2.1** Count.\n"
        )
    };
    let (ask, tell) = ("Ask the head.", "Tell the parents.");
    site.write("content/policies/visits.md", policy("1.0", ask, tell));
    site.write("next.md", policy("2.0", tell, ask));
    site.write(
        "content/decisions/may-we-go.yaml",
        "title: May we go?\npolicy: ../policies/visits.md\nstart: asked\nnot-sure: stop\nquestions:\n  asked:\n    ask: Did the \
         head agree?\n    from: 1.1\n    answers:\n      - {say: Yes, go: go}\n      - {say: No, go: stop}\noutcomes:\n  go:\n    \
         verdict: proceed\n    title: Go\n    from: 1\n  stop:\n    verdict: stop\n    title: Stay\n    from: 2\n",
    );
    let ran = site.run(["import", "next.md", "--as-new-version", "visits"]);
    assert_eq!(ran.exit, Some(0), "{ran:?}");
    for says in [
        "Clauses that decisions cite have other words in this version, in 2 places.",
        "content/decisions/may-we-go.yaml: the step 'go' cites 1, which has other words now.\n",
        "content/decisions/may-we-go.yaml: the step 'asked' cites 1.1, which has other words now. Its words stand in 1.2 now.",
    ] {
        assert!(ran.words.contains(says), "{}", ran.words);
    }
}

#[test]
fn a_second_policy_of_one_title_is_told() {
    let site = attendance();
    let ran = site.run(["import", "attendance.md"]);
    let told = "There is a policy \"Attendance Policy\" already, in `content/policies/attendance-policy.md`; this one is a \
                second, in `content/policies/attendance-policy-2.md`. Before you build the site, give one of them another \
                title, or delete one. If this is the next version of that one, delete \
                `content/policies/attendance-policy-2.md`, give the document a higher version, and import the document \
                again as the next version of it (--as-new-version attendance-policy).";
    assert!(ran.words.contains(told), "{}", ran.words);
    refused(&site.run(["check"]), 1, "(two-files-one-page)");
    let ran = site.run(["import", "conduct.md"]);
    assert!(!ran.words.contains("already"), "{}", ran.words);
}

#[test]
fn what_is_said_of_a_second_policy_can_be_done() {
    let site = site();
    for _ in 0..2 {
        let ran = site.run(["import", "visits.md"]);
        assert_eq!(ran.exit, Some(0), "{ran:?}");
        let says = "delete `content/policies/visits-2.md`, type the version of that one at its top, in a line such as \
                    version: 1.0, save `content/policies/visits.md`, and import";
        assert_eq!(
            ran.words.contains(says),
            site.path().join("content/policies/visits-2.md").is_file()
        );
    }
    fs::remove_file(site.path().join("content/policies/visits-2.md")).expect("it is there");
    let present = site.read("content/policies/visits.md");
    site.write(
        "content/policies/visits.md",
        present.replace("# version: 1.0", "version: 1.0"),
    );
    let ran = site.run(["import", "visits.md", "--as-new-version", "visits"]);
    assert_eq!(ran.exit, Some(0), "{ran:?}");
    assert_eq!(site.run(["check"]).exit, Some(0));
}

#[test]
fn a_name_that_is_taken_is_told() {
    let site = site();
    site.write("content/policies/visits.md", "---\ntitle: Trips\n---\n\n## 1 Before\n");
    let ran = site.run(["import", "visits.md"]);
    let told = "There is a file `content/policies/visits.md` already, which stays as it is: this policy is in \
                `content/policies/visits-2.md`. To call it otherwise, rename that file.";
    assert!(ran.words.contains(told), "{}", ran.words);
    assert!(site.read("imports/visits-2.html").contains("which stays as it is"));
}

#[test]
fn a_next_version_keeps_the_summary() {
    let site = site();
    let present = PRESENT.replace("version", "summary: \"Where: when.\"\nversion");
    site.write("content/policies/visits.md", &present);
    let ran = site.run(["import", "visits.md", "--as-new-version", "visits"]);
    let told = "The summary at the top is that of the version before: \"Where: when.\" Does it still hold?";
    assert!(ran.words.contains(told), "{}", ran.words);
    let policy = site.read("content/policies/visits.md");
    assert!(
        policy.starts_with("---\ntitle: Visits\nsummary: \"Where: when.\"\n# The document")
            && !policy.contains("# summary"),
        "{policy}"
    );
}

#[test]
fn a_version_that_is_no_name_is_told_as_it_stands() {
    let site = site();
    site.write("content/policies/visits.md", PRESENT.replace("1.0", "../../x"));
    refused(
        &site.run(["import", "visits.md", "--as-new-version", "visits"]),
        1,
        "is version '../../x' by the line at its top",
    );
}

#[test]
fn an_imported_policy_is_not_filled_in_until_somebody_does() {
    let site = site();
    assert_eq!(site.run(["import", "visits.md"]).exit, Some(0));
    let told = site.run(["check"]);
    assert!(
        told.exit == Some(0) && told.words.contains("(to-fill-in)"),
        "{}",
        told.words
    );
}

#[test]
fn what_is_wrong_with_the_head_of_a_file_is_named() {
    let site = site();
    site.write("site.md", "---\ntitle: Visits\ndraft: true\n---\n\n## 1 Before\n");
    let ran = site.run(["import", "site.md"]);
    assert!(
        ran.words.contains("line 3: The lines at the top") && ran.words.contains("'draft'"),
        "{}",
        ran.words
    );
}

#[test]
fn the_policies_that_are_there_are_named_where_one_is_mistyped() {
    let site = attendance();
    let named = |wanted: &str, words: &str| {
        refused(
            &site.run(["import", "attendance.md", "--as-new-version", wanted]),
            2,
            words,
        );
    };
    named("behaviour", "Did you mean 'behaviour-policy'?");
    named(
        "behaviour",
        "The policies here are: behaviour-policy, attendance-policy.",
    );
    named("zzz", "The policies here are: attendance-policy, behaviour-policy.");
}

#[test]
fn a_document_without_a_word_is_refused() {
    let site = site();
    let before = site.files("content");
    for (name, text) in [("empty.docx", ""), ("empty.txt", "\n\n"), ("rule.md", "---\n\n***\n")] {
        site.write(name, text);
        refused(
            &site.run(["import", name]),
            2,
            "There is not a single word in this document.",
        );
    }
    assert_eq!(site.files("content"), before);
}

#[test]
fn a_file_that_is_no_document_is_refused_with_what_to_do() {
    let site = site();
    site.write("scan.pdf", "%PDF-1.7\n");
    let scan = site.run(["import", "scan.pdf"]);
    refused(&scan, 2, "(document-refused)");
    refused(&scan, 2, "Nothing was written.");
    // Half a download, and what a browser saves where a sign-in page came in its place.
    fs::write(site.path().join("half.docx"), [0, 159, 146, 150]).expect("a file");
    refused(
        &site.run(["import", "half.docx"]),
        2,
        "This file is called .docx, and there is no such document in it",
    );
    site.write("policy.html", "<!DOCTYPE html>\n<p>Attendance</p>\n");
    refused(&site.run(["import", "policy.html"]), 2, "This is a web page (.html).");
}

#[test]
fn a_file_larger_than_any_document_is_not_even_read() {
    let site = site();
    let huge = File::create(site.path().join("huge.docx")).expect("a file");
    huge.set_len(500 * 1024 * 1024).expect("a hole");
    refused(&site.run(["import", "huge.docx"]), 2, "This file has 500 MB");
}

#[test]
fn programs_are_told_as_json() {
    let site = site();
    let ran = site.run(["import", "visits.md", "--format", "json"]);
    let told: serde_json::Value = serde_json::from_str(&ran.data).expect("JSON");
    assert_eq!(told["policy"], "content/policies/visits.md");
    assert_eq!(told["words"]["document"], 5);
    assert_eq!(told["words"]["text"], 4);
}

/// A disk that fails at each operation in turn: what was there is still there, and half a policy is nowhere.
#[test]
fn when_the_disk_fails_what_was_there_is_still_there() {
    for manner in [Manner::Once, Manner::Dies] {
        let mut n = 1;
        while fails_at(n, manner) {
            n += 1;
        }
        assert!(n > 8, "only {n} operations");
    }
}

/// Returns whether the disk failed; when it did not, the new version stands.
fn fails_at(n: usize, manner: Manner) -> bool {
    let site = site();
    site.write("content/policies/visits.md", PRESENT);
    let before = site.files("content");
    let order = Order {
        file: site.path().join("visits.md"),
        root: site.path().to_owned(),
        next_of: Some("visits".into()),
        ..Order::default()
    };
    let disk = FailingDisk::failing_at(n, manner);
    let done = shelve(&disk as &dyn Disk, &order);
    let after = whole(site.files("content"));
    match done {
        Ok(_) => assert!(after.contains_key(&PathBuf::from("policies/visits/1.0.md"))),
        Err(_) if manner == Manner::Once => assert_eq!(after, before, "operation {n}"),
        // The program was killed: the policy is the old one, and at most a copy of it is kept already.
        Err(_) => assert_eq!(
            after.get(&PathBuf::from("policies/visits.md")),
            before.get(&PathBuf::from("policies/visits.md"))
        ),
    }
    disk.has_failed()
}

/// Files that were still growing lie in folders that nobody reads.
fn whole(files: BTreeMap<PathBuf, Vec<u8>>) -> BTreeMap<PathBuf, Vec<u8>> {
    files
        .into_iter()
        .filter(|(path, _)| path.iter().all(|part| !part.to_string_lossy().ends_with(".fingerpost")))
        .collect()
}
