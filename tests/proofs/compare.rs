//! Two versions side by side: the walk through both at once against a listing of every pair of journeys.

use std::collections::{BTreeMap, BTreeSet};

use fingerpost::parse::decision::{Condition, Grounds, RuleDoc};
use fingerpost::parse::policy;
use fingerpost::proof::compare::{Change, EndsElsewhere, Given, decision, policy as policies, words};
use fingerpost::proof::mutation::ArrowId;
use fingerpost::proof::{Graph, Proof};
use fingerpost::site::{Decision, StepKind};
use fingerpost::source::{Span, Spanned};
use num_bigint::BigUint;
use proptest::prelude::*;

use super::mutation::{changed, is_shapeless, mutants};
use super::naive::{Ended, all_journeys};
use super::{decision_of, random};

/// What a person answered: step and answer.
type Answered<'a> = BTreeSet<(&'a str, &'a str)>;
/// Where journeys ended and where they end now.
type Ends<'a> = (&'a str, &'a str);

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn compare_agrees_with_a_listing_of_all_pairs_of_journeys(
        old in random::sketch(),
        new in random::sketch(),
        order in Just((0..6).collect::<Vec<usize>>()).prop_shuffle(),
    ) {
        let (old, mut new) = (told_apart(decision_of(&old.text())), decision_of(&new.text()));
        // Questions in another order: what one version asks first the other may ask last.
        new.steps.iter_mut().for_each(|step| {
            if let Some(number) = step.id.strip_prefix('q').and_then(|number| number.parse::<usize>().ok()) {
                step.id = format!("q{}", order[number]);
            }
        });
        agrees(&old, &told_apart(new))?;
    }

    #[test]
    fn one_arrow_sent_elsewhere_is_told_exactly(sketch in random::sketch(), pick in any::<prop::sample::Index>()) {
        let old = told_apart(decision_of(&sketch.text()));
        let changed: Vec<Decision> = mutants(&old).iter().map(|mutant| changed(&old, mutant)).collect();
        let whole: Vec<&Decision> = changed.iter().filter(|changed| Graph::of(changed).is_ok()).collect();
        prop_assume!(!whole.is_empty());
        agrees(&old, whole[pick.index(whole.len())])?;
    }

    #[test]
    fn nothing_differs_from_itself(sketch in random::sketch()) {
        let decision = decision_of(&sketch.text());
        prop_assert_eq!(decision::changes((&decision, None), (&decision, None)), Vec::new());
    }

    #[test]
    fn no_arrow_that_a_rule_pins_can_be_sent_elsewhere_unnoticed(sketch in random::sketch()) {
        let mut decision = decision_of(&sketch.text());
        decision.doc.record.clear();
        decision.doc.always_true = every_answer_pinned(&decision);
        for mutant in mutants(&decision).iter().filter(|mutant| matches!(mutant.arrow, ArrowId::Answer(..))) {
            let mutated = changed(&decision, mutant);
            let graph = match Graph::of(&mutated) {
                Ok(graph) if !is_shapeless(&mutated, mutant) => graph,
                _ => continue,
            };
            if Proof::of(&graph, None).rules.iter().any(|rule| !rule.holds()) {
                continue;
            }
            // Every way on leads back to where the rule says: a detour that changes nothing for anybody.
            let ends = ending_elsewhere(&decision, &mutated);
            prop_assert_eq!(ends, Vec::new(), "{:?} goes unnoticed", mutant);
        }
    }
}

/// Returns the journeys that end elsewhere, of all that a comparison tells.
fn ending_elsewhere(old: &Decision, new: &Decision) -> Vec<EndsElsewhere> {
    let changes = decision::changes((old, None), (new, None));
    let ends = changes.into_iter().filter_map(|change| match change {
        Change::EndsElsewhere(group) => Some(group),
        Change::NotCompared { why } => panic!("{why}"),
        _ => None,
    });
    ends.collect()
}

/// Gives every step words of its own, so that none is taken for another one renamed.
fn told_apart(mut decision: Decision) -> Decision {
    for step in &mut decision.steps {
        match &mut step.kind {
            StepKind::Question { ask, .. } | StepKind::Checklist { ask, .. } => ask.clone_from(&step.id),
            StepKind::Outcome { title, .. } => title.clone_from(&step.id),
        }
    }
    decision
}

fn agrees(old: &Decision, new: &Decision) -> Result<(), TestCaseError> {
    let (old_all, new_all) = (through(old), through(new));
    let pairs = together(old, &old_all, new, &new_all);
    let mut groups: BTreeMap<Ends, Vec<&Answered>> = BTreeMap::new();
    for (ends, answered) in pairs.iter().filter(|((old, new), _)| old != new) {
        groups.entry(*ends).or_default().push(answered);
    }
    let found = ending_elsewhere(old, new);
    let told: BTreeMap<Ends, &EndsElsewhere> = found
        .iter()
        .map(|group| ((group.old.id.as_str(), group.new.id.as_str()), group))
        .collect();
    prop_assert_eq!(told.keys().collect::<Vec<_>>(), groups.keys().collect::<Vec<_>>());
    for (ends, group) in told {
        prop_assert_eq!(&group.journeys, &groups[&ends].len().to_string());
        tells(group, ends, &pairs, &groups[&ends])?;
    }
    Ok(())
}

/// Whoever a group names is in it; and who is in it is named, unless it says that there are others.
fn tells(
    group: &EndsElsewhere,
    ends: Ends,
    pairs: &[(Ends, Answered)],
    among: &[&Answered],
) -> Result<(), TestCaseError> {
    for answers in group.everyone.iter().chain(&group.example) {
        let mut named = pairs.iter().filter(|(_, answered)| gives(answered, answers)).peekable();
        prop_assert!(named.peek().is_some(), "nobody gives {:?}", answers);
        prop_assert!(named.all(|(other, _)| *other == ends), "{:?} says too much", answers);
    }
    let is_named = |answered: &&&Answered| group.everyone.iter().any(|answers| gives(answered, answers));
    let all_named = among.iter().all(|answered| is_named(&answered));
    prop_assert!(all_named || group.example.is_some());
    Ok(())
}

fn gives(answered: &Answered, answers: &[Given]) -> bool {
    let gives = |given: &Given| {
        given
            .answers
            .iter()
            .any(|answer| answered.contains(&(given.step.id.as_str(), answer.id.as_str())))
    };
    answers.iter().all(gives)
}

fn through(decision: &Decision) -> Vec<Ended<'_>> {
    all_journeys(decision)
        .into_iter()
        .filter(|ended| ended.exit.is_none())
        .collect()
}

/// Lists every pair of an old and a new journey that one person could take: no question answered in two ways.
fn together<'a>(
    old: &'a Decision,
    old_all: &'a [Ended],
    new: &'a Decision,
    new_all: &'a [Ended],
) -> Vec<(Ends<'a>, Answered<'a>)> {
    let mut pairs = Vec::new();
    for one in old_all {
        let before = answered(old, one);
        for other in new_all {
            let now = answered(new, other);
            let agree =
                |(step, answer): &(&str, &str)| now.iter().all(|(asked, given)| asked != step || given == answer);
            if before.iter().all(agree) {
                let both = before.union(&now).copied().collect();
                pairs.push(((one.ending.id.as_str(), other.ending.id.as_str()), both));
            }
        }
    }
    pairs
}

fn answered<'a>(decision: &'a Decision, ended: &Ended) -> Answered<'a> {
    let given = ended.given.iter().map(|(id, answer)| {
        let step = decision.step(*id).unwrap();
        (step.id.as_str(), step.arrows[*answer].id.as_str())
    });
    given.collect()
}

/// Writes for every answer the rule that whoever gives it passes the step that it leads to.
fn every_answer_pinned(decision: &Decision) -> Vec<RuleDoc> {
    let names = |name: String| Condition::Passed(vec![Spanned::new(name, Span::default())]);
    let arrows = decision
        .steps
        .iter()
        .flat_map(|step| step.arrows.iter().map(move |arrow| (step, arrow)));
    let rules = arrows.map(|(step, arrow)| RuleDoc {
        say: Spanned::default(),
        when: vec![names(format!("{}={}", step.id, arrow.id))],
        then: vec![names(decision.step(arrow.to.step().unwrap()).unwrap().id.clone())],
        grounds: Grounds::default(),
        span: Span::default(),
    });
    rules.collect()
}

const OLD: &str = "\
title: t
policy: none.md
start: consent
not-sure: wait
questions:
  consent:
    ask: Do they agree?
    from: [1]
    answers:
      - {say: Yes, go: share}
      - {say: Refused, go: harm}
  harm:
    ask: Is there harm?
    from: [1]
    answers:
      - {say: Yes, go: share}
      - {say: No, go: respect}
outcomes:
  share: {verdict: proceed, title: Share, from: [1]}
  wait: {verdict: wait, title: Wait, from: [1]}
  respect: {verdict: stop, title: Respect their wishes, from: [1]}
";

fn told(old: &str, new: &str) -> Vec<String> {
    let (old, new) = (decision_of(old), decision_of(new));
    let changes = decision::changes((&old, None), (&new, None));
    changes.iter().map(words::sentence).collect()
}

#[test]
fn journeys_that_end_elsewhere_are_told_by_few_answers() {
    let new = OLD.replace("{say: No, go: respect}", "{say: No, go: wait}");
    let told = told(
        &(OLD.to_owned() + "at-any-time: [{id: out, say: o, go: respect, from: [1]}]\n"),
        &(new + "at-any-time: [{id: out, say: o, go: respect, from: [1]}]\n"),
    );
    assert_eq!(
        told,
        [
            "Everyone who answers 'no' at 'harm' now ends at 'wait' instead of 'respect' (1 journey).",
            "The answer 'no' at 'harm' now leads to 'wait' instead of 'respect'.",
        ]
    );
}

#[test]
fn a_question_put_in_between_changes_only_what_it_changes() {
    let asked = "questions:\n  law:\n    ask: Does a law say so?\n    from: [1]\n    not-sure: {left-out: x}\n    answers:\n      \
        - {say: Yes, go: share}\n      - {say: No, go: consent}\n";
    let new = OLD
        .replace("start: consent", "start: law")
        .replace("questions:\n", asked);
    let told = told(OLD, &new);
    assert_eq!(
        told[..2],
        [
            "Everyone who answers 'yes' at 'law' and 'not-sure' at 'consent'; everyone who answers 'yes' at 'law' and 'not-sure' at 'harm' \
         now end at 'share' instead of 'wait' (2 journeys).",
            "Everyone who answers 'yes' at 'law' and 'no' at 'harm' now ends at 'share' instead of 'respect' (1 journey).",
        ]
    );
    assert!(
        told.contains(&"There is a new step 'law': Does a law say so?".to_owned()),
        "{told:?}"
    );
}

#[test]
fn another_name_is_no_new_step() {
    let new = OLD
        .replace("harm", "serious-harm")
        .replace("Is there serious-harm?", "Is there harm?");
    assert_eq!(
        told(OLD, &new),
        ["The step 'harm' is now called 'serious-harm'; its words are the same: Is there harm?"]
    );
}

#[test]
fn words_verdicts_and_answers_are_told_apart() {
    let new = OLD
        .replace("Do they agree?", "Do they all agree?")
        .replace("verdict: wait", "verdict: stop")
        .replace(
            "      - {say: Refused, go: harm}\n",
            "      - {say: Refused, go: harm}\n      - {say: Gone away, go: harm}\n",
        );
    assert_eq!(
        told(OLD, &new),
        [
            "The ending 'wait' now says 'Stop' instead of 'Wait'.",
            "'consent' has a new answer 'gone-away': Gone away",
            "The words of 'consent' have changed.",
        ]
    );
}

#[test]
fn clauses_are_told_apart_by_number_and_by_words() {
    let clauses = |text: &str| policy::parse(text).0;
    let front = "---\ntitle: Visits\n---\n\n## 1 Visits\n\n";
    let old = clauses(&format!(
        "{front}**1.1** Plan it.\n\n**1.2** Ask the head.\n\n**1.3** Tell parents by letter.\n\n**1.4** Pay.\n"
    ));
    let new = clauses(&format!(
        "{front}**1.1** Plan it.\n\n**1.2** Count the children.\n\n**1.3** Tell parents by letter or e-mail.\n\n**1.4** Withdrawn.\n\n**1.5** Ask the head.\n"
    ));
    let changes = policies::changes(&old, &new);
    let told: Vec<String> = changes.iter().map(words::sentence).collect();
    assert_eq!(
        told,
        [
            "Clause 1.2 is now clause 1.5; its words are the same.",
            "Clause 1.3 has changed.",
            "Clause 1.4 is withdrawn. It said: Pay.",
            "There is a new clause 1.2: Count the children.",
        ]
    );
    assert!(matches!(&changes[1], Change::ClauseChanged { words, .. } if words.len() > 1));
    assert_eq!(policies::changes(&new, &new), Vec::new());
}

#[test]
fn a_cell_that_moves_to_another_column_is_told() {
    let policy = |row: &str| {
        let table = format!("| No. | Who | Told | Asked |\n| --- | --- | --- | --- |\n{row}\n");
        policy::parse(&format!("---\ntitle: t\n---\n\n## 1 A\n\n{table}")).0
    };
    let changes = policies::changes(&policy("| 1.1 | Ann | yes | |"), &policy("| 1.1 | Ann | | yes |"));
    let told: Vec<String> = changes.iter().map(words::sentence).collect();
    assert!(told.contains(&"Clause 1.1 has changed.".to_owned()), "{told:?}");
}

#[test]
fn a_footnote_that_changes_is_told_with_the_clauses_that_mention_it() {
    let policy = |note: &str| {
        let text = format!("## 1 A\n\n**1.1** Share.[^a]\n\n**1.2** Ask.[^b]\n\n[^a]: Now.\n\n[^b]: {note}\n");
        policy::parse(&format!("---\ntitle: t\n---\n\n{text}")).0
    };
    let changes = policies::changes(&policy("First."), &policy("Always."));
    let told: Vec<String> = changes.iter().map(words::sentence).collect();
    assert_eq!(told, ["The words of the footnotes of 1.2 have changed."]);
}

#[test]
fn versions_of_two_to_the_sixtieth_journeys_are_compared() {
    let diamonds = |ending: &str| {
        let mut text = "title: t\npolicy: none.md\nstart: q0\nquestions:\n".to_owned();
        for i in 0..60 {
            let next = if i == 59 { "o".to_owned() } else { format!("q{}", i + 1) };
            text += &format!("  q{i}:\n    ask: q{i}\n    from: [1]\n    not-sure: {{left-out: x}}\n    answers:\n");
            text += &format!(
                "      - {{say: Yes, go: {next}}}\n      - {{say: No, go: {}}}\n",
                if i == 59 { ending } else { &next }
            );
        }
        decision_of(
            &(text
                + "outcomes:\n  o: {verdict: stop, title: o, from: [1]}\n  p: {verdict: wait, title: p, from: [1]}\nat-any-time: [{id: x, say: x, go: p, from: [1]}]\n"),
        )
    };
    let (old, new) = (diamonds("o"), diamonds("p"));
    let groups = ending_elsewhere(&old, &new);
    assert_eq!(groups[0].journeys, (BigUint::from(1_u8) << 59_u32).to_string());
    assert_eq!(groups[0].everyone.len(), 1);
    let [given] = &groups[0].everyone[0][..] else {
        panic!("{groups:?}")
    };
    assert_eq!((given.step.id.as_str(), given.answers[0].id.as_str()), ("q59", "no"));
}
