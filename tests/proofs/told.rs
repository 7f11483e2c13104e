//! What is said when something could not be proved, on one small decision with one thing changed in it.

use fingerpost::check;
use fingerpost::date::Date;
use fingerpost::diagnostic::Finding;
use fingerpost::proof::coverage::Coverage;

use super::site_of;

const DECISION: &str = "\
title: May I go out?
policy: none.md
start: weather
at-any-time:
  - {id: fire, say: There is a fire, go: run, from: [1]}
questions:
  weather:
    ask: Does it rain?
    from: [1]
    not-sure: {left-out: Look.}
    answers:
      - {id: dry, say: No, go: out, record: {why: dry}}
      - {id: wet, say: Yes, go: coat}
  coat:
    ask: Have you a coat?
    from: [1]
    not-sure: {left-out: Look.}
    answers:
      - {say: Yes, go: out, record: {why: coat}}
      - {say: No, go: stay}
outcomes:
  out: {verdict: proceed, title: Go, from: [1], do: [tell]}
  stay: {verdict: stop, title: Stay, from: [1], do: [tell]}
  run: {verdict: act-now, title: Run, from: [1]}
actions:
  tell: {say: Tell somebody, from: [1]}
record:
  - {id: why, label: Why, needed-for: [proceed]}
always-true:
  - say: Nobody goes out in the rain without a coat
    when: {verdict: proceed, passed: [weather=wet]}
    then: {passed: [coat=yes]}
    from: [1]
";

const STORIES: &str = "\
stories-for: d.yaml
stories:
  - {name: A dry day, answers: {weather: dry}, ends-at: out, record: {why: dry}}
  - {name: A fire, at-any-time: fire, ends-at: run}
";

/// Returns the proofs' findings: code, message and hints. The policy is not there, which is none of their business.
fn told(decision: &str, stories: Option<&str>) -> Vec<Finding> {
    let site = site_of(decision, stories);
    let found = check::check(&site, "2026-09-01".parse::<Date>().unwrap());
    found.into_iter().map(|diagnostic| diagnostic.finding).collect()
}

/// Changes one thing of the decision, and returns what is then told: code, then message, then hints.
fn changed(from: &str, to: &str) -> Vec<String> {
    assert!(DECISION.contains(from), "{from}");
    told(&DECISION.replace(from, to), Some(STORIES))
        .iter()
        .map(line)
        .collect()
}

fn story(story: &str) -> Vec<String> {
    told(DECISION, Some(&format!("{STORIES}  - {story}\n")))
        .iter()
        .map(line)
        .collect()
}

fn line(finding: &Finding) -> String {
    let parts = [finding.code.name().to_owned(), finding.message.clone()];
    parts
        .into_iter()
        .chain(finding.hints.clone())
        .collect::<Vec<_>>()
        .join(" | ")
}

#[test]
fn nothing_is_said_where_all_is_proved() {
    assert_eq!(told(DECISION, Some(STORIES)), []);
}

#[test]
fn a_broken_rule_shows_the_shortest_journey_and_where_it_goes_wrong() {
    assert_eq!(
        changed(
            "{say: Yes, go: out, record: {why: coat}}\n      - {say: No, go: stay}",
            "{say: Yes, go: stay}\n      - {say: No, go: out, record: {why: brave}}"
        ),
        [
            "rule-broken | This is not always true: 'Nobody goes out in the rain without a coat'. Here is a journey that \
         breaks it: weather: Yes; coat: No. It ends at 'out', and the rule asks that it pass 'coat=yes'. | It goes \
         wrong at 'coat', with the answer 'No': no journey from there keeps the rule. | Send that answer elsewhere, \
         or change the rule."
        ]
    );
}

#[test]
fn ways_out_count_for_rules_about_endings() {
    assert_eq!(
        changed(
            "when: {verdict: proceed, passed: [weather=wet]}\n    then: {passed: [coat=yes]}",
            "when: {any: ending}\n    then: {do: tell}"
        ),
        [
            "rule-broken | This is not always true: 'Nobody goes out in the rain without a coat'. Here is a journey that \
          breaks it: at any time: There is a fire. It ends at 'run', and the rule asks that it end by telling people \
          to do 'tell'. | Change the ending, or the rule."
        ]
    );
}

#[test]
fn a_rule_that_never_applies_is_refused() {
    assert_eq!(
        changed("passed: [weather=wet]}", "passed: [weather=wet, weather=dry]}"),
        [
            "rule-empty | This rule never applies, so it protects nothing: 'Nobody goes out in the rain without a coat'. \
          | No journey is as its 'when' says. Is the wrong name there, or can these not come together?"
        ]
    );
}

#[test]
fn names_in_rules_are_looked_up() {
    let told = |to: &str| changed("passed: [weather=wet]}", to);
    assert_eq!(
        told("passed: [wether=wet]}"),
        ["unknown-step | This rule speaks of 'wether', and that is not the name of a step. | Did you mean 'weather'?"]
    );
    assert_eq!(
        told("passed: [weather=wett]}"),
        [
            "unknown-name | This rule speaks of 'weather=wett', and 'weather' has no answer 'wett'. | Did you mean \
          'weather=wet'? | Its answers are: dry, wet."
        ]
    );
    assert_eq!(
        told("answered-any: [fyre]}"),
        [
            "unknown-name | This rule speaks of 'fyre', and that is not the name of an answer of any step. | Did you mean \
          'fire'?"
        ]
    );
    assert_eq!(
        told("do: tel}"),
        ["unknown-name | This rule speaks of 'tel', and that is not the name of an action. | Did you mean 'tell'?"]
    );
    assert_eq!(
        told("record: whi}"),
        [
            "unknown-name | This rule speaks of 'whi', and that is not the name of a field of the record. | Did you mean \
          'why'?"
        ]
    );
    assert_eq!(
        told("outcome: weather}"),
        ["unknown-step | This rule speaks of 'weather', and that is not the name of an outcome."]
    );
}

#[test]
fn a_field_that_an_ending_needs_is_set_on_every_journey_to_it() {
    assert_eq!(
        changed("{say: Yes, go: out, record: {why: coat}}", "{say: Yes, go: out}"),
        [
            "record-gap | On this journey 'Why' is never set: weather: Yes; coat: Yes. It ends at 'out', and that needs \
          it. | Set it with one of these answers: record: {why: what it is} | Or let people write it: by-hand: true"
        ]
    );
}

#[test]
fn a_story_that_ends_elsewhere_is_told_with_the_step_where_it_parted() {
    assert_eq!(
        story("{name: Wet, answers: {coat: yes, weather: wet}, ends-at: stay}"),
        [
            "story-failed | The story 'Wet' was meant to end at 'stay' but ends at 'out'. After 'yes' at 'coat', 'stay' \
          can no longer be reached. | At 'coat', 'yes' leads to 'out', 'no' to 'stay'. | Change the decision if the story \
          is right, or the story if the decision is."
        ]
    );
}

#[test]
fn a_story_stops_at_an_ending_and_neither_before_nor_behind_it() {
    assert_eq!(
        story("{name: Wet, answers: {weather: wet, coats: yes}, ends-at: stay}"),
        [
            "story-unfinished | The story 'Wet' stops at 'coat', and has no answer for it. | It answers 'coats'. Is 'coat' \
          meant? | Add an answer for 'coat': 'yes' leads to 'out', 'no' to 'stay'."
        ]
    );
    assert_eq!(
        story("{name: Dry, answers: {weather: dry, coat: yes}, ends-at: out}"),
        [
            "story-unfinished | The story 'Dry' is already at its end, 'out', and never comes to 'coat'. | Take these \
          answers out, or correct the answers before them."
        ]
    );
}

#[test]
fn a_story_has_no_way_out_behind_an_ending() {
    assert_eq!(
        story("{name: Dry, answers: {weather: dry}, at-any-time: fire, ends-at: out}"),
        [
            "story-unfinished | The story 'Dry' is already at its end, 'out', and an ending has no way out such as \
          'fire'. | Take the way out from the story, or the answers that lead past it."
        ]
    );
}

#[test]
fn a_story_whose_way_out_ends_elsewhere_is_told_so() {
    assert_eq!(
        story("{name: Wet, answers: {weather: wet}, at-any-time: fire, ends-at: stay}"),
        [
            "story-failed | The story 'Wet' was meant to end at 'stay' but ends at 'run', where that way out leads. | \
          Change the decision if the story is right, or the story if the decision is."
        ]
    );
}

#[test]
fn names_in_stories_are_looked_up() {
    assert_eq!(
        story("{name: Wet, answers: {weather: wett}, ends-at: stay}"),
        [
            "unknown-name | The story 'Wet' answers 'wett' at 'weather', and there is no such answer. | Did you mean \
          'wet'? | At 'weather', 'dry' leads to 'out', 'wet' to 'coat'."
        ]
    );
    assert_eq!(
        story("{name: Wet, at-any-time: fires, ends-at: run}"),
        [
            "unknown-name | The decision has no way out at any time that is called 'fires'. | Did you mean 'fire'? | There \
          is: fire."
        ]
    );
    assert_eq!(
        story("{name: Wet, answers: {weather: dry}, ends-at: outt}"),
        ["unknown-step | This story is meant to end at 'outt', and no outcome has that name. | Did you mean 'out'?"]
    );
}

#[test]
fn a_story_may_say_what_the_record_holds() {
    assert_eq!(
        story("{name: Dry, answers: {weather: dry}, ends-at: out, record: {why: coat}}"),
        [
            "story-failed | In the story 'Dry' the record was meant to have 'coat' as 'why', but it is 'dry'. | Correct \
          the story, or what the answers record."
        ]
    );
}

#[test]
fn a_story_and_a_rule_speak_of_the_record_that_the_page_shows() {
    let told_of = |field: &str, rule: &str, story: &str| -> Vec<String> {
        let decision = DECISION
            .replace("{id: why, label: Why, needed-for: [proceed]}", field)
            .replace("go: stay}", "go: stay, record: {why: no coat}}");
        let rule = format!("  - {{say: It is noted, when: {{passed: [coat=no]}}, then: {{{rule}}}, from: [1]}}\n");
        let stories = format!("{STORIES}  - {story}\n");
        told(&(decision + &rule), Some(&stories)).iter().map(line).collect()
    };
    let field = |needed: &str| format!("{{id: why, label: Why, {needed}-for: [proceed]}}");
    let stays = "{name: Wet, answers: {weather: wet, coat: no}, ends-at: stay, record: {why: no coat}}";
    assert_eq!(told_of(&field("needed"), "record: why", stays), [""; 0]);
    assert_eq!(
        told_of(&field("only"), "record: why", stays),
        [
            "story-failed | In the story 'Wet' the record was meant to have 'no coat' as 'why', but the record of 'stay' \
          has no such line. | Correct the story, or what the answers record.",
            "rule-broken | This is not always true: 'It is noted'. Here is a journey that breaks it: weather: Yes; coat: \
          No. It ends at 'stay', and the rule asks that it end where the record has 'why'. | It goes wrong at 'coat', \
          with the answer 'No': no journey from there keeps the rule. | Send that answer elsewhere, or change the rule."
        ]
    );
    let runs = "{name: Fire, answers: {weather: dry}, at-any-time: fire, ends-at: run, record: {why: dry}}";
    let runs = runs.replace("weather: dry", "weather: wet");
    assert_eq!(
        told_of(&field("needed"), "record: why", &runs),
        [
            "story-failed | In the story 'Fire' the record was meant to have 'dry' as 'why', but a way out leaves the \
          answers before it behind. | Correct the story, or what the answers record."
        ]
    );
}

#[test]
fn a_decision_without_stories_is_told_so() {
    let codes = |stories| {
        told(DECISION, stories)
            .iter()
            .map(|finding| finding.code.name())
            .collect::<Vec<_>>()
    };
    assert_eq!(codes(None), ["no-story"]);
    assert_eq!(codes(Some("stories-for: d.yaml\nstories: []\n")), ["no-story"]);
}

#[test]
fn steps_whose_policy_cannot_be_found_do_not_rest_on_guidance_from_outside_alone() {
    let site = site_of(DECISION, None);
    let coverage = Coverage::of(&site.decisions["d"], None);
    assert!(coverage.outside_only.is_empty(), "{:?}", coverage.outside_only);
}
