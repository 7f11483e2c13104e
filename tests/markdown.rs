//! What authors type, as text: no input stops the reader, no word is lost, no id is given twice.

use std::collections::{BTreeMap, BTreeSet};

use fingerpost::parse::page;
use fingerpost::parse::policy::{self, PolicyDoc};
use fingerpost::render::html::{self, Link};
use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

const CONVERTED: &str = include_str!("sites/as-converted/content/policies/visits.md");

fn addresses(policy: &PolicyDoc) -> Vec<String> {
    policy
        .all_clauses()
        .iter()
        .map(|clause| clause.address.to_string())
        .collect()
}

fn policy_html(text: &str) -> String {
    let (policy, _) = policy::parse(text);
    html::policy(&policy, &|typed: &str| Link::Inside(typed.to_owned()), &BTreeMap::new()).0
}

/// The words of a page in their order, tags left out; a picture says what it shows.
fn words_of_html(html: &str) -> Vec<String> {
    let mut text = String::new();
    for piece in html.split('<') {
        let (tag, words) = piece.split_once('>').unwrap_or(("", piece));
        text.push_str(if is_in_line(tag) { "" } else { " " });
        text.push_str(
            tag.split("alt=\"")
                .nth(1)
                .and_then(|rest| rest.split('"').next())
                .unwrap_or_default(),
        );
        text.push_str(words);
    }
    let text = text
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'");
    words(&text.replace("&amp;", "&"))
}

fn is_in_line(tag: &str) -> bool {
    let name = tag.trim_start_matches('/').split(' ').next().unwrap_or_default();
    ["strong", "em", "del", "code"].contains(&name)
}

fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// The words that the Markdown library sees in `text`, read apart from our own reader; footnotes are left out, since
/// they move to the end.
fn words_of_markdown(text: &str) -> Vec<String> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_TASKLISTS | Options::ENABLE_GFM;
    let mut seen = String::new();
    let mut notes = 0;
    for event in Parser::new_ext(text, options) {
        match event {
            Event::Start(Tag::FootnoteDefinition(_)) => notes += 1,
            Event::End(TagEnd::FootnoteDefinition) => notes -= 1,
            Event::Text(words) | Event::Code(words) if notes == 0 => seen.push_str(&words),
            Event::Start(Tag::Strong | Tag::Emphasis) | Event::End(TagEnd::Strong | TagEnd::Emphasis) => {}
            _ => seen.push(' '),
        }
    }
    words(&seen.replace("{#four}", " "))
}

/// Returns the first word of `wanted` that `found` does not hold behind those before it.
fn lost<'a>(wanted: &'a [String], found: &[String]) -> Option<&'a String> {
    let mut found = found.iter();
    wanted.iter().find(|word| !found.any(|there| there == *word))
}

#[test]
fn a_converted_document_gives_exactly_its_clauses() {
    let (policy, findings) = policy::parse(CONVERTED);
    let expected = "1 1.1 1.2 1.2,p2 1.2(a) 1.2(b) 1.2(c) 1.2,p3 2 2.1 2.2 2.2(a) 2.2(b) 2.2(c) 2.2(d) 2.2(e) 2.2(f) 2.2,p2 2.3 \
        2.3(a) 2.3(b) 2.3(c) 2.3(d) 2.3(e) 2.3(f) 3 3,p1";
    let expected: Vec<String> = expected
        .split_whitespace()
        .map(|a| a.replace(",p", ", paragraph "))
        .collect();
    assert_eq!(addresses(&policy), expected);
    assert_eq!(findings, []);
}

#[test]
fn every_word_of_a_converted_document_is_on_its_page() {
    let body = CONVERTED.splitn(3, "---\n").nth(2).unwrap();
    assert_eq!(lost(&words(body), &words_of_html(&policy_html(CONVERTED))), None);
}

#[test]
fn a_policy_of_four_hundred_clauses_has_four_hundred_addresses() {
    let mut text = String::from("---\ntitle: Long\n---\n");
    for section in 1..=20 {
        text.push_str(&format!("## {section} Section\n\n"));
        (1..=19).for_each(|clause| text.push_str(&format!("**{section}.{clause}** As in clause 1.{clause}.\n\n")));
    }
    let (policy, findings) = policy::parse(&text);
    assert_eq!((addresses(&policy).len(), findings), (400, Vec::new()));
    assert_eq!(ids(&policy_html(&text)).len(), 400);
}

/// The ids of a page, in order.
fn ids(html: &str) -> Vec<&str> {
    html.split(" id=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect()
}

#[test]
fn hostile_texts_are_read_to_the_end() {
    let repeated = [
        "**1.1** a\n\n",
        "(a) x;\n",
        "- (a) x\n",
        "<b>",
        "</b>",
        "[a](b)",
        "![",
        "{#n}\n\n",
        "## a\n\n",
        "| a ",
        "|-",
        "a[^1]\n\n[^1]: b\n\n",
        "1. x\n\ny\n\n",
        "**1.1** x\n- a\n",
        "clause 1.1 and ",
        "- ",
        "> ",
        "*a **b ",
        "<!--",
        "\u{a0}",
        "[x]: y\n",
        "2.3(",
    ];
    for piece in repeated {
        let text = format!(
            "---\ntitle: T\n---\n## 1 One\n\n**1.1** x\n\n{}",
            piece.repeat(20_000 / piece.len())
        );
        assert!(!policy_html(&text).is_empty());
    }
}

/// Pieces that authors and converters leave, to be put together in any order.
fn piece() -> impl Strategy<Value = String> {
    let shapes = [
        "## 1 One",
        "## 2. Two",
        "## Three",
        "### Four {#four}",
        "- 2. Guide",
        "- **1.1** alpha",
        "**1.2** beta",
        "2.3 Gamma",
        "- (a) delta",
        "- b) epsilon",
        "  - (i) zeta",
        "- eta",
        "  - theta",
        "    - iota",
        "(a) kappa;",
        "1. lambda",
        "2. mu",
        "3. Nu",
        "**3 Xi**",
        "**2.4** Withdrawn.",
        "| 2.5 | omicron |\n|---|---|\n| 2.6 | pi |",
        "> [!NOTE]\n> rho",
        "> sigma",
        "tau[^n]",
        "[^n]: upsilon",
        "```\nphi\n```",
        "- [x] chi",
        "see clause 2.3 and 1.1(a)",
        "\tpsi",
        "\u{a0}omega",
        "* * *",
        "**4A** Later",
        "2.5 metres",
        "[link](a.md)",
        "![picture](a.png)",
        "a {#four}",
        "*stress **strong** stress*",
        "",
    ];
    prop::sample::select(shapes.to_vec()).prop_map(str::to_owned)
}

fn document() -> impl Strategy<Value = String> {
    let joint = prop::sample::select(vec!["\n", "\n\n", "\n\n\n"]);
    prop::collection::vec((piece(), joint), 0..24)
        .prop_map(|pieces| pieces.into_iter().map(|(piece, joint)| piece + joint).collect())
}

proptest! {
    // A failing text belongs into a test with a name, not into a file of seeds.
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_stops_the_reader(text in "\\PC{0,200}") {
        policy_html(&text);
        let (page, _) = page::parse(&text);
        html::body(&page.body, &|_: &str| Link::Nowhere);
    }

    #[test]
    fn no_marks_stop_the_reader(text in "[-#*_>|`\\[\\](){}!<:.0-9a-z \\n\\t\u{a0}]{0,200}") {
        let html = policy_html(&format!("---\ntitle: T\n---\n{text}"));
        let found = ids(&html);
        prop_assert_eq!(found.iter().collect::<BTreeSet<_>>().len(), found.len(), "{}", html);
    }

    #[test]
    fn no_word_is_lost_and_none_changes_its_place(text in document()) {
        let wanted = words_of_markdown(&text);
        let html = policy_html(&format!("---\ntitle: T\n---\n{text}"));
        prop_assert_eq!(lost(&wanted, &words_of_html(&html)), None, "{}", html);
    }

    #[test]
    fn no_id_is_given_twice(text in document()) {
        let html = policy_html(&format!("---\ntitle: T\n---\n{text}"));
        let found = ids(&html);
        prop_assert_eq!(found.iter().collect::<BTreeSet<_>>().len(), found.len(), "{}", html);
    }

    #[test]
    fn every_link_to_a_place_of_the_page_leads_there(text in document()) {
        let html = policy_html(&format!("---\ntitle: T\n---\n{text}"));
        let ids: BTreeSet<&str> = ids(&html).into_iter().collect();
        let places = html.split(" href=\"#").skip(1).filter_map(|rest| rest.split('"').next());
        for place in places {
            prop_assert!(ids.contains(place), "{} in {}", place, html);
        }
    }
}
