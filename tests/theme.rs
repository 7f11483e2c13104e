//! The theme: every file is in the program, and every template shows a whole page.

use std::collections::BTreeMap;
use std::path::Path;

use fingerpost::render::view::{
    AddressView, AnswerView, AnsweredView, AssuranceView, BasisView, CardView, CitationView, ClauseUseView,
    ComparedView, ComparisonView, ContentsView, DateView, DecisionView, EditionView, EndsView, ExamplesView, FieldView,
    Frame, GivenView, GroupView, HeadView, HomeView, Html, ItemView, LinkView, MapView, NotFoundView, OutcomeView,
    PageView, PieceView, PolicyView, PosterView, RewordedView, RuleView, SectionView, SourceView, StepView, StoryView,
    WordsAnswerView, WordsStepView, WordsView,
};
use fingerpost::theme::{Templates, Theme};
use serde::Serialize;
use walkdir::WalkDir;

use crate::support::scratch::Scratch;

#[test]
fn the_table_of_embedded_files_is_the_folder() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/default");
    let files = WalkDir::new(&folder)
        .sort_by_file_name()
        .into_iter()
        .map(|entry| entry.expect("a readable folder"));
    let mut on_disk: Vec<String> = files
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| slashed(entry.path().strip_prefix(&folder).expect("inside the folder")))
        .collect();
    on_disk.sort();
    let embedded: Vec<String> = Theme::embedded().paths().map(str::to_owned).collect();
    assert_eq!(embedded, on_disk, "src/theme/embedded.rs and themes/default differ");
}

#[test]
fn every_template_shows_a_whole_page() {
    for (template, page) in pages() {
        assert!(
            page.starts_with("<!doctype html>\n<html lang=\"en-GB\" dir=\"ltr\">"),
            "{template}"
        );
        assert!(page.trim_end().ends_with("</html>"), "{template}");
        for needed in [
            "<a class=\"skip-link\" href=\"#_main\">",
            "<main id=\"_main\" tabindex=\"-1\">",
            "default-src 'none'",
        ] {
            assert!(page.contains(needed), "{template} lacks {needed}");
        }
        assert_eq!(page.matches("<h1>").count(), 1, "{template}");
    }
}

#[test]
fn no_page_shows_the_workings_of_a_template() {
    for (template, page) in pages() {
        for leftover in ["{{", "{%", "{#", "None", "__tera"] {
            assert!(!page.contains(leftover), "{template} shows {leftover}");
        }
    }
}

#[test]
fn no_page_holds_script_or_style_of_its_own() {
    for (template, page) in pages() {
        for inline in ["<style", " style=", " onclick=", "javascript:", "<script>"] {
            assert!(!page.contains(inline), "{template} holds {inline}");
        }
    }
}

#[test]
fn what_an_author_typed_is_escaped_and_html_of_the_program_is_not() {
    let pages = pages();
    for (template, page) in &pages {
        assert!(!page.contains("<b>typed"), "{template} lets markup through");
        assert!(
            page.contains("Q &lt;b&gt;typed&lt;/b&gt; &amp; &quot;so&quot;"),
            "{template}"
        );
    }
    assert!(pages["policy.html"].contains("<p>The clause.</p>"));
    assert!(pages["decision.html"].contains("<blockquote><p class=\"lead-in\">Always:</p><p>Ask.</p></blockquote>"));
    assert!(pages["map.html"].contains("<svg></svg>"));
}

#[test]
fn a_page_that_cannot_repeat_the_answers_says_so() {
    let says =
        |by_step| filled("decision.html", &DecisionView { by_step, ..decision() }).contains("Note them as you go.");
    assert!(says(true) && !says(false));
}

#[test]
fn every_change_link_names_its_question() {
    let page = &pages()["decision.html"];
    assert!(page.contains(">Change<span class=\"unseen\">: Is it raining?</span></a>"));
}

#[test]
fn an_ending_holds_its_record_with_lines_for_the_hand() {
    let page = &pages()["decision.html"];
    let record = page.split_once("<section class=\"record\" ").expect("a record").1;
    assert!(record.contains("<div class=\"by-hand\"><dt>Your name</dt><dd></dd></div>"));
    assert!(record.contains("<div class=\"to-fill\" data-field=\"field\" data-needed><dt>Why</dt><dd></dd></div>"));
    assert!(record.contains("<ul class=\"options options-tick\">\n<li>By hand</li>\n<li>By post</li>\n</ul>"));
    assert!(record.contains("<div><dt>Reason</dt><dd>consent</dd></div>"));
    assert!(record.contains("<strong>Go on:</strong> Take an umbrella"));
}

#[test]
fn a_policy_without_dates_has_no_empty_box() {
    let bare = PolicyView {
        edition: EditionView::default(),
        changes: None,
        ..policy()
    };
    assert!(!filled("policy.html", &bare).contains("version-box"));
}

#[test]
fn the_style_sheet_asks_for_nothing_from_elsewhere() {
    let sheet = Theme::embedded().style_sheet(None);
    for outside in ["@import", "://", "url(", "@font-face"] {
        assert!(!sheet.contains(outside), "{outside}");
    }
}

#[test]
fn the_style_sheet_knows_no_left_and_right() {
    let sheet = Theme::embedded().style_sheet(None);
    for sided in [
        "margin-left",
        "margin-right",
        "padding-left",
        "padding-right",
        "text-align: left",
        "float: left",
    ] {
        assert!(!sheet.contains(sided), "{sided} does not turn round for right-to-left");
    }
}

#[test]
fn the_script_keeps_and_sends_nothing() {
    let script = Theme::embedded().script();
    for reach in [
        "localStorage",
        "sessionStorage",
        "indexedDB",
        "cookie",
        "fetch(",
        "XMLHttpRequest",
        "sendBeacon",
    ] {
        assert!(!script.contains(reach), "{reach}");
    }
}

fn slashed(path: &Path) -> String {
    let parts: Vec<_> = path
        .components()
        .map(|part| part.as_os_str().to_string_lossy())
        .collect();
    parts.join("/")
}

fn filled(template: &str, view: &impl Serialize) -> String {
    let templates = Templates::new(&Theme::embedded()).expect("templates without a fault");
    templates.render(template, view).expect("a page")
}

/// Every template, each filled with one small view of its kind.
fn pages() -> BTreeMap<&'static str, String> {
    let pages = BTreeMap::from([
        ("home.html", filled("home.html", &home())),
        ("policy.html", filled("policy.html", &policy())),
        ("decision.html", filled("decision.html", &decision())),
        ("words.html", filled("words.html", &words())),
        ("map.html", filled("map.html", &map())),
        ("assurance.html", filled("assurance.html", &assurance())),
        ("examples.html", filled("examples.html", &examples())),
        ("page.html", filled("page.html", &page())),
        ("comparison.html", filled("comparison.html", &comparison())),
        (
            "not-found.html",
            filled(
                "not-found.html",
                &NotFoundView {
                    frame: frame("not-found"),
                },
            ),
        ),
    ]);
    let theme = Theme::embedded();
    let whole = theme
        .templates()
        .filter(|(name, _)| !name.contains('/') && *name != "base.html");
    assert_eq!(whole.count(), pages.len(), "a template is not tried here");
    pages
}

fn frame(kind: &'static str) -> Frame {
    Frame {
        language: "en-GB".into(),
        direction: "ltr",
        site_title: "Policies".into(),
        school: "Example School".into(),
        title: "Q <b>typed</b> & \"so\"".into(),
        description: Some("About it.".into()),
        canonical: Some("https://www.example.org/a.html".into()),
        root: "../".into(),
        home_url: "../index.html".into(),
        assets: "../assets/0123456789ab/".into(),
        nav: vec![link("Prospectus")],
        breadcrumbs: vec![link("Home")],
        kind,
    }
}

fn link(title: &str) -> LinkView {
    LinkView {
        title: title.into(),
        url: "../pages/a.html".into(),
        current: false,
    }
}

fn day() -> DateView {
    DateView {
        words: "1 September 2026".into(),
        iso: "2026-09-01".into(),
    }
}

fn edition() -> EditionView {
    EditionView {
        version: Some("2.0".into()),
        approved: Some(day()),
        approved_by: Some("Governing body".into()),
        in_force: Some(day()),
        review_by: Some(day()),
        owner: Some("Head teacher".into()),
    }
}

fn card() -> CardView {
    CardView {
        title: "Behaviour".into(),
        url: "policies/behaviour.html".into(),
        summary: Some("How we treat each other.".into()),
        edition: Some(edition()),
        forms: vec![link("See it as a map")],
    }
}

fn home() -> HomeView {
    HomeView {
        frame: frame("home"),
        body: Html("<p>Welcome.</p>".into()),
        policies: vec![card()],
        decisions: vec![card()],
        pages: vec![card()],
    }
}

fn policy() -> PolicyView {
    PolicyView {
        frame: frame("policy"),
        summary: Some("In short.".into()),
        edition: edition(),
        changes: Some("Plainer words.".into()),
        based_on: vec![BasisView {
            title: "Guidance".into(),
            by: Some("HM Government".into()),
            reference: Some("DCSF-00807-2008".into()),
            link: Some("https://www.example.org/guidance".into()),
            replaced_by: Some("Newer guidance".into()),
        }],
        contents: vec![ContentsView {
            number: "1".into(),
            title: "Introduction".into(),
            url: "#1".into(),
        }],
        body: Html("<p>The clause.</p>".into()),
        decisions: vec![card()],
        earlier: vec![link("Version 1.0")],
        replaced_by: Some(link("Version 2.0")),
    }
}

fn citation() -> CitationView {
    CitationView {
        number: "2.3(a)".into(),
        url: "../policies/rain.html#2.3.a".into(),
        lead_in: Some("Always:".into()),
        words: Html("<p>Ask.</p>".into()),
    }
}

fn source() -> SourceView {
    SourceView {
        title: "Advice".into(),
        by: Some("HM Government".into()),
        link: Some("https://www.example.org/advice".into()),
    }
}

fn item() -> ItemView {
    ItemView {
        say: "Keep a record".into(),
        citations: vec![citation()],
    }
}

fn answer(say: &str, not_sure: bool) -> AnswerView {
    AnswerView {
        say: say.into(),
        url: "#rain=yes".into(),
        not_sure,
    }
}

fn outcome() -> OutcomeView {
    let field = |label: &str, value: Option<&str>| FieldView {
        id: "field".into(),
        label: label.into(),
        value: value.map(str::to_owned),
        by_hand: label == "Your name",
        needed: true,
        options: if label == "How" {
            vec!["By hand".into(), "By post".into()]
        } else {
            Vec::new()
        },
        many: true,
    };
    OutcomeView {
        verdict: "proceed",
        verdict_word: "Go on",
        actions: vec![item()],
        record: vec![
            field("Your name", None),
            field("Why", None),
            field("How", None),
            field("Reason", Some("consent")),
        ],
        relied_on: vec![citation()],
    }
}

fn question_section() -> SectionView {
    SectionView {
        id: "start".into(),
        step: StepView {
            kind: "checklist",
            ..step()
        },
        answers: vec![answer("Yes", false), answer("Not sure", true)],
        exits: vec![answer("It is snowing", false)],
        ..SectionView::default()
    }
}

fn step() -> StepView {
    StepView {
        name: "rain".into(),
        number: "1".into(),
        kind: "question",
        title: "Is it raining?".into(),
        help: Some("Look outside.".into()),
        items: vec![item()],
        citations: vec![citation()],
        sources: vec![source()],
        outcome: None,
    }
}

fn ending_section() -> SectionView {
    SectionView {
        id: "rain=yes".into(),
        step: StepView {
            name: "umbrella".into(),
            number: "A".into(),
            kind: "outcome",
            title: "Take an umbrella".into(),
            citations: vec![citation()],
            outcome: Some(outcome()),
            ..StepView::default()
        },
        answered: vec![AnsweredView {
            question: "Is it raining?".into(),
            answer: "Yes".into(),
            change_url: "#start".into(),
        }],
        ..SectionView::default()
    }
}

fn head(kind: &'static str) -> HeadView {
    HeadView {
        frame: frame(kind),
        for_whom: Some("All staff".into()),
        edition: edition(),
        policy: Some(link("Rain")),
        forms: vec![link("As a map")],
    }
}

fn decision() -> DecisionView {
    DecisionView {
        head: head("decision"),
        policy_version: Some("2.0".into()),
        map_url: "rain/map.html".into(),
        sections: vec![question_section(), ending_section()],
        name: "rain".into(),
        fingerprint: "01234567".into(),
        drawing: Html("<svg></svg>".into()),
        by_step: false,
    }
}

fn words_step(outcome: Option<OutcomeView>) -> WordsStepView {
    WordsStepView {
        step: StepView { outcome, ..step() },
        answers: vec![words_answer()],
    }
}

fn words_answer() -> WordsAnswerView {
    WordsAnswerView {
        say: "Yes".into(),
        number: "A".into(),
        title: "Take an umbrella".into(),
        url: "#umbrella".into(),
    }
}

fn words() -> WordsView {
    WordsView {
        head: head("words"),
        exits: vec![words_answer()],
        steps: vec![words_step(None)],
        outcomes: vec![words_step(Some(outcome()))],
    }
}

fn map() -> MapView {
    MapView {
        head: HeadView {
            for_whom: None,
            edition: EditionView::default(),
            policy: None,
            ..head("map")
        },
        drawing: Html("<svg></svg>".into()),
        poster: PosterView {
            paper: "a3",
            sheets: vec![Html("<svg></svg>".into())],
            address: Some(AddressView {
                words: "school.example/rain.html".into(),
                code: Html("<svg></svg>".into()),
            }),
        },
    }
}

fn assurance() -> AssuranceView {
    AssuranceView {
        head: head("assurance"),
        shown: vec!["Every journey ends.".into()],
        rules: vec![RuleView {
            say: "Nobody gets wet".into(),
            holds: "Holds on all 3 journeys it speaks of.".into(),
            clauses: vec![link("1.1")],
        }],
        record: vec!["Why is filled in on every journey.".into()],
        stories: "2 worked examples were tried.".into(),
        clauses: vec![ClauseUseView {
            clause: link("1.1"),
            steps: vec![link("1. Is it raining?")],
            reason: Some("It only introduces.".into()),
        }],
        outside_only: vec![link("A. Take an umbrella")],
        fingerprint: "0123456789abcdef".into(),
    }
}

fn examples() -> ExamplesView {
    ExamplesView {
        head: head("examples"),
        stories: vec![StoryView {
            name: "A wet day".into(),
            answered: vec![AnsweredView {
                question: "Is it raining?".into(),
                answer: "Yes".into(),
                change_url: "../rain.html#start".into(),
            }],
            exit: Some("There is a flood".into()),
            ending: link("Take an umbrella"),
            outcome: outcome(),
        }],
    }
}

fn comparison() -> ComparisonView {
    let piece = |kind, text: &str| PieceView {
        kind,
        text: text.into(),
    };
    let given = GivenView {
        ask: "Is it raining?".into(),
        answer: "Yes".into(),
    };
    ComparisonView {
        language: "en-GB".into(),
        direction: "ltr",
        assets: "assets/0123/".into(),
        old: "Q <b>typed</b> & \"so\"".into(),
        new: "this-year".into(),
        documents: vec![ComparedView {
            heading: "The decision has changed: Rain".into(),
            ends: vec![EndsView {
                everyone: vec![vec![given.clone()]],
                example: Some(vec![given]),
                old: "Take an umbrella".into(),
                new: "Stay in".into(),
                journeys: "2".into(),
            }],
            words: vec![RewordedView {
                what: "'rain'".into(),
                before: vec![piece("same", "Is it "), piece("out", "wet?")],
                now: vec![piece("same", "Is it "), piece("in", "raining?")],
            }],
            groups: vec![GroupView {
                title: "What else is different",
                sentences: vec!["The version is now '2.0' instead of '1.0'.".into()],
            }],
        }],
        not_compared: "Not compared: site.yaml.",
    }
}

fn page() -> PageView {
    PageView {
        frame: frame("page"),
        summary: None,
        body: Html("<p>Text.</p>".into()),
    }
}

#[test]
fn a_file_of_a_theme_that_lies_where_none_is_read_is_told_by_its_place() {
    let scratch = Scratch::copy_of("tests/diagnostics/_base");
    for path in [
        "content/themes/default/components/step/step.css",
        "themes/step.css",
        "themes/ours/base.html",
        "themes/notes.txt",
    ] {
        scratch.write(path, "p {}");
    }
    let told = scratch.run(["check"]).words;
    for place in [
        "content/themes/default/components/step/step.css",
        "`themes/step.css`",
        "`themes/ours/base.html`",
    ] {
        assert!(told.contains(&format!("{place} is not used")), "{place}: {told}");
    }
    assert!(!told.contains("notes.txt"), "{told}");
}
