//! Words that Markdown, or the head of a policy, would swallow: each is in the policy, and stays there.

use super::document::Document;
use super::import;
use super::read::{markdown, text};
use crate::parse;

/// Imports a document, and the policy that it became, which must not change; returns the policy.
fn policy(document: Document) -> String {
    let first = import(document, "source").expect("a policy");
    let again = import(markdown::read(&first.text), "source").expect("a policy");
    assert_eq!(again.text, first.text);
    first.text
}

#[test]
fn what_looks_like_a_name_stays_words() {
    let typed = "Attendance\n\n1 Signing\n\n1.1 The first clause of this policy is a sentence.\n1.2 Sign here {#initials}\n\n{#alone}\n";
    for document in [text::read(typed), markdown::read(typed)] {
        let policy = policy(document);
        let (read, _) = parse::policy::parse(&policy);
        for words in ["{#initials}", "{#alone}"] {
            assert!(policy.contains(&format!("\\{words}")), "{policy}");
            assert!(format!("{read:?}").contains(words), "{read:?}");
        }
    }
}

#[test]
fn a_name_that_an_author_gave_stays_a_name() {
    let typed = "---\ntitle: Attendance\n---\n\n## 1 Signing {#signing}\n\n**1.1** Sign *here* {#initials}\n";
    let again = import(markdown::read(typed), "source").expect("a policy");
    assert_eq!(again.text, typed);
}

#[test]
fn a_remark_of_its_own_keeps_its_lines() {
    let typed = "---\ntitle: Visits\n---\n\n<!-- You number the clauses:\n     1.2 is still 1.2 next year. -->\n\n## 1 Before\n\n\
                 **1.1** Ask.\n\n<!-- One line. -->\n\n**1.2** Go:\n\n- by bus\n\n<!-- Three\n\nlines. -->\n";
    let again = import(markdown::read(typed), "source").expect("a policy");
    assert_eq!(again.text, typed);
}

#[test]
fn a_line_that_names_the_title_is_no_loss() {
    for typed in [
        "Northgate School\n\nTitle: Attendance policy\n\nWe want every child to come.\n",
        "# Northgate School\n\nTitle: Attendance policy\n\n## Why\n\nWe want every child to come.\n",
        "# Attendance\n\n## title: oops\n\nWe want every child to come.\n",
        "# title: oops\n\nWe want every child to come.\n",
        "---\ntitle: Open\n\n# Attendance\n\nWe want every child to come.\n",
        "---\ntitle: Open\nversion: 2\n\nWe want every child to come.\n",
    ] {
        for document in [text::read(typed), markdown::read(typed)] {
            policy(document);
        }
    }
}
