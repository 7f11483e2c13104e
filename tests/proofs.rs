//! Proofs: the walk over the graph against a listing of every journey, at sizes where both can be had; at sizes where
//! no listing could be, that it still ends.

mod compare;
mod content;
mod every_field;
mod mutation;
mod naive;
mod random;
mod sizes;
mod told;

use fingerpost::parse::Document;
use fingerpost::parse::decision;
use fingerpost::parse::stories;
use fingerpost::path::ContentPath;
use fingerpost::site::{Decision, Site, assemble};
use num_bigint::BigUint;
use proptest::prelude::*;

use fingerpost::proof::{CounterExample, Counts, Graph, Shown, record, rules};
use naive::Ended;

/// Makes a site of one decision and its stories, both in YAML.
fn site_of(decision_text: &str, stories_text: Option<&str>) -> Site {
    let (doc, _) = decision::parse(decision_text);
    let path = |name| ContentPath::new(name).unwrap();
    let mut documents = vec![(path("decisions/d.yaml"), Document::Decision(Box::new(doc)))];
    if let Some(text) = stories_text {
        let (doc, _) = stories::parse(text);
        documents.push((path("decisions/d.stories.yaml"), Document::Stories(Box::new(doc))));
    }
    assemble(documents.into_iter().collect()).0
}

fn decision_of(text: &str) -> Decision {
    site_of(text, None).decisions.remove("d").unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_walk_agrees_with_a_listing_of_all_journeys(sketch in random::sketch()) {
        let decision = decision_of(&sketch.text());
        let graph = Graph::of(&decision).expect("sketches have a good shape");
        let all = naive::all_journeys(&decision);
        counts_agree(&graph, &all)?;
        for rule in rules::prove(&graph) {
            let applies = |ended: &Ended| rule.rule.when.iter().all(|condition| ended.is(condition));
            let holds = |ended: &Ended| rule.rule.then.iter().all(|condition| ended.is(condition));
            agrees(rule.shown.as_ref().unwrap(), &all, &applies, &holds)?;
        }
        for field in record::prove(&graph) {
            let needed = field.field.needed_for.iter().map(|verdict| verdict.value).collect::<Vec<_>>();
            let applies = |ended: &Ended| ended.ending.verdict().is_some_and(|verdict| needed.contains(&verdict));
            agrees(&field.shown, &all, &applies, &|ended| ended.sets(&field.field.id.value))?;
        }
    }
}

fn counts_agree(graph: &Graph, all: &[Ended]) -> Result<(), TestCaseError> {
    let counts = Counts::of(graph);
    let through = all.iter().filter(|ended| ended.exit.is_none());
    prop_assert_eq!(&counts.journeys, &BigUint::from(through.clone().count()));
    prop_assert_eq!(counts.all_journeys(), BigUint::from(all.len()));
    prop_assert_eq!(counts.longest, through.map(|ended| ended.given.len()).max().unwrap());
    prop_assert_eq!(
        counts.so_far,
        BigUint::from(fingerpost::proof::journeys::list(graph).len())
    );
    Ok(())
}

type Ask<'t> = &'t dyn Fn(&Ended) -> bool;

fn agrees(shown: &Shown, all: &[Ended], applies: Ask, holds: Ask) -> Result<(), TestCaseError> {
    let broken: Vec<&Ended> = all.iter().filter(|ended| applies(ended) && !holds(ended)).collect();
    prop_assert_eq!(
        &shown.applies,
        &BigUint::from(all.iter().filter(|ended| applies(ended)).count())
    );
    prop_assert_eq!(&shown.broken, &BigUint::from(broken.len()));
    let Some(example) = &shown.counter_example else {
        prop_assert!(broken.is_empty());
        return Ok(());
    };
    is_the_shortest(example, &broken)?;
    goes_wrong_there(example, all, &|ended| applies(ended) && !holds(ended))
}

fn is_the_shortest(example: &CounterExample, broken: &[&Ended]) -> Result<(), TestCaseError> {
    let given = &example.way.journey.given;
    let found = broken
        .iter()
        .find(|ended| ended.given == *given && ended.exit == example.way.exit);
    prop_assert!(found.is_some(), "the counter-example breaks nothing");
    let through = broken.iter().filter(|ended| ended.exit.is_none());
    match through.map(|ended| ended.given.len()).min() {
        Some(shortest) => prop_assert_eq!((shortest, None), (given.len(), example.way.exit)),
        None => prop_assert!(example.way.exit.is_some()),
    }
    Ok(())
}

/// Behind the answer that goes wrong every journey breaks the rule; before it some journey does not.
fn goes_wrong_there(example: &CounterExample, all: &[Ended], breaks: Ask) -> Result<(), TestCaseError> {
    if example.way.exit.is_some() {
        return Ok(());
    }
    let given = &example.way.journey.given;
    let behind = |count: usize| {
        let through = all.iter().filter(|ended| ended.exit.is_none());
        through.filter(move |ended| ended.given.starts_with(&given[..count]))
    };
    match example.wrong_at {
        Some(at) => {
            prop_assert!(behind(at + 1).all(breaks));
            prop_assert!(!behind(at).all(breaks));
        }
        None => prop_assert!(behind(0).all(breaks)),
    }
    Ok(())
}
