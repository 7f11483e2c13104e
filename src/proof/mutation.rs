//! Arrow mutation: if an answer led to another step, who would notice?
//!
//! Every arrow is re-pointed to every other step, one at a time. What nobody notices is what the proofs do not yet
//! hold: an answer that somebody could send elsewhere by mistake, and the site would still be published.
//!
//! No mutant is proved anew. A journey meets the re-pointed arrow once at most, since a circle is noticed before: so
//! it is a journey of the decision as it stands up to the arrow, and one behind it, and both are known.

use std::collections::{BTreeMap, BTreeSet};

use num_bigint::BigUint;

use super::claim::{Walk, exits, next};
use super::facts::{State, TooMany};
use super::reach::Reach;
use super::rules::AT_ANY_TIME;
use super::stories::{StoryProof, would_go_well};
use super::{Claim, Graph, Proof, journeys, record, rules};
use crate::parse::decision::Verdict;
use crate::site::StepId;

/// Which arrow: an answer, or a way out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ArrowId {
    /// This answer of this step.
    Answer(StepId, usize),
    /// This way out, of those that are offered at any time.
    Exit(usize),
}

/// An arrow that leads elsewhere than its author typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mutant {
    /// Which.
    pub arrow: ArrowId,
    /// Where it leads.
    pub from: StepId,
    /// Where it would lead.
    pub to: StepId,
}

/// Who notices a mutant first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Noticer {
    /// The decision's shape: a circle, a step that nothing leads to, a question that changes nothing.
    Shape,
    /// The record would not be complete.
    Record,
    /// A rule would be broken, or protect nothing.
    Rule,
    /// A story would not go as it says.
    Story,
}

/// How bad it would be, the worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Danger {
    /// People could be told to proceed who are now told to wait or to stop.
    Proceeds,
    /// People could end with another verdict than now.
    OtherVerdict,
    /// People could end elsewhere than now, or be asked something else.
    OtherWay,
}

/// A mutant that nobody notices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unnoticed {
    /// How bad it would be.
    pub danger: Danger,
    /// What it is.
    pub mutant: Mutant,
}

/// What came of trying every mutant.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mutation {
    /// How many were noticed by whom.
    pub noticed: BTreeMap<Noticer, usize>,
    /// Those that nobody noticed, the worst first.
    pub unnoticed: Vec<Unnoticed>,
}

/// The most mutants that are tried: some forty times what a decision of sixty steps has.
const MOST_MUTANTS: usize = 400_000;

impl Mutation {
    /// Tries every mutant of a decision of which everything is proved.
    ///
    /// # Errors
    /// [`TooMany`] when there are more than can be tried in reasonable time.
    pub fn of(graph: &Graph, proof: &Proof) -> Result<Self, TooMany> {
        let mutants = mutants(graph)?;
        let judge = Judge::new(graph, proof)?;
        let mut mutation = Self::default();
        for mutant in mutants {
            match judge.noticer(&mutant) {
                Some(noticer) => *mutation.noticed.entry(noticer).or_default() += 1,
                None => mutation.unnoticed.push(judge.unnoticed(mutant)),
            }
        }
        mutation
            .unnoticed
            .sort_by_key(|one| (one.danger, judge.shape.endings_behind(one.mutant.to), one.mutant));
        Ok(mutation)
    }

    /// Returns how many were tried.
    pub fn tried(&self) -> usize {
        self.noticed.values().sum::<usize>() + self.unnoticed.len()
    }
}

impl Unnoticed {
    /// Returns what could be changed unnoticed: `authorised=not-yet could lead to 'shared' instead of 'get-authority'`.
    pub fn in_words(&self, graph: &Graph) -> String {
        let name = |id: StepId| graph.step(id).id.as_str();
        let Mutant { from, to, .. } = self.mutant;
        format!(
            "'{}' could lead to '{}' instead of '{}'",
            self.passed(graph),
            name(to),
            name(from)
        )
    }

    /// Returns a story that would notice, ready to be typed, but for its name.
    pub fn story(&self, graph: &Graph) -> String {
        let ending = |from| journeys::shortest(graph, from, &|id| graph.step(id).verdict().is_some());
        let (answers, way_out, behind) = match self.mutant.arrow {
            ArrowId::Answer(step, answer) => {
                let way = journeys::shortest(graph, graph.start, &|id| id == step);
                let given = way.map(|way| way.given).unwrap_or_default();
                (
                    given.into_iter().chain([(step, answer)]).collect(),
                    None,
                    ending(self.mutant.from),
                )
            }
            ArrowId::Exit(_) => (
                Vec::new(),
                Some(self.passed(graph).replace('=', ": ")),
                ending(self.mutant.from),
            ),
        };
        let (on, at) = behind.map_or((Vec::new(), self.mutant.from), |way| (way.given, way.at));
        let given: Vec<(StepId, usize)> = answers.into_iter().chain(on).collect();
        let pairs = given.iter().filter_map(|(step, answer)| {
            let step = graph.step(*step);
            Some(format!("{}: {}", step.id, step.arrows.get(*answer)?.id))
        });
        let answers = format!("answers: {{{}}}", pairs.collect::<Vec<_>>().join(", "));
        format!("{}, ends-at: {}", way_out.unwrap_or(answers), graph.step(at).id)
    }

    /// Returns a rule that would notice, unless the other way comes to the same step in the end.
    pub fn rule(&self, graph: &Graph) -> String {
        let from = graph.step(self.mutant.from);
        let then = match from.verdict() {
            Some(_) => format!("outcome: {}", from.id),
            None => format!("passed: [{}]", from.id),
        };
        format!("when: {{passed: [{}]}}, then: {{{then}}}", self.passed(graph))
    }

    /// Returns the arrow as rules name it.
    fn passed(&self, graph: &Graph) -> String {
        match self.mutant.arrow {
            ArrowId::Answer(id, answer) => {
                let step = graph.step(id);
                format!(
                    "{}={}",
                    step.id,
                    step.arrows.get(answer).map_or("", |arrow| arrow.id.as_str())
                )
            }
            ArrowId::Exit(exit) => {
                let exit = graph.decision.exits.get(exit).map_or("", |exit| exit.id.as_str());
                format!("{AT_ANY_TIME}={exit}")
            }
        }
    }
}

/// Lists every arrow, each with every step that it does not lead to.
fn mutants(graph: &Graph) -> Result<Vec<Mutant>, TooMany> {
    let steps = graph.decision.steps.len();
    let arrows = arrows(graph);
    if arrows.len().saturating_mul(steps) > MOST_MUTANTS {
        return Err(TooMany);
    }
    let elsewhere = |(arrow, from): (ArrowId, StepId)| {
        let others = (0..steps).map(StepId).filter(move |to| *to != from);
        others.map(move |to| Mutant { arrow, from, to })
    };
    Ok(arrows.into_iter().flat_map(elsewhere).collect())
}

/// Lists every answer and every way out, and where each leads.
fn arrows(graph: &Graph) -> Vec<(ArrowId, StepId)> {
    let steps = graph.order.iter();
    let answers = steps.flat_map(|id| {
        graph
            .targets(*id)
            .enumerate()
            .map(|(n, to)| (ArrowId::Answer(*id, n), to))
    });
    let exits = graph.decision.exits.iter().enumerate();
    let exits = exits.filter_map(|(i, exit)| Some((ArrowId::Exit(i), exit.to.step()?)));
    answers.chain(exits).collect()
}

/// All that is known before the first mutant is looked at.
struct Judge<'a, 'g> {
    graph: &'a Graph<'g>,
    shape: Shape,
    record: Vec<Watch>,
    rules: Vec<Watch>,
    stories: &'a [StoryProof<'g>],
}

impl<'a, 'g> Judge<'a, 'g> {
    fn new(graph: &'a Graph<'g>, proof: &'a Proof<'g>) -> Result<Self, TooMany> {
        let shape = Shape::of(graph);
        let watch = |claim: Claim| Watch::of(graph, &shape, claim);
        let fields = proof
            .record
            .iter()
            .filter_map(|field| record::claim(graph, field.field));
        let rules = proof
            .rules
            .iter()
            .filter_map(|rule| rules::claim(graph.decision, rule.rule).ok());
        Ok(Self {
            graph,
            record: fields.map(watch).collect::<Result<_, _>>()?,
            rules: rules.map(|(claim, _)| watch(claim)).collect::<Result<_, _>>()?,
            shape,
            stories: &proof.stories,
        })
    }

    fn noticer(&self, mutant: &Mutant) -> Option<Noticer> {
        if self.shape.notices(self.graph, mutant) {
            return Some(Noticer::Shape);
        }
        if self.record.iter().any(|field| field.is_broken(mutant)) {
            return Some(Noticer::Record);
        }
        if self.rules.iter().any(|rule| rule.notices(mutant)) {
            return Some(Noticer::Rule);
        }
        let told = self
            .stories
            .iter()
            .any(|story| story_notices(self.graph, story, mutant));
        told.then_some(Noticer::Story)
    }

    fn unnoticed(&self, mutant: Mutant) -> Unnoticed {
        Unnoticed {
            danger: self.shape.danger(&mutant),
            mutant,
        }
    }
}

fn story_notices(graph: &Graph, story: &StoryProof, mutant: &Mutant) -> bool {
    let Some(way) = story.way() else { return false };
    match mutant.arrow {
        ArrowId::Exit(exit) => way.exit == Some(exit),
        ArrowId::Answer(step, answer) if way.journey.given.contains(&(step, answer)) => {
            let lead = |at, given| {
                let here = (at, given) == (step, answer);
                if here { Some(mutant.to) } else { graph.target(at, given) }
            };
            !would_go_well(graph, story.story, &lead)
        }
        ArrowId::Answer(..) => false,
    }
}

/// What the shape of the decision tells of its mutants.
struct Shape {
    reach: Reach,
    /// How many arrows lead to each step.
    arriving: Vec<usize>,
    /// The verdicts of the endings behind each step.
    verdicts: Vec<BTreeSet<Verdict>>,
}

impl Shape {
    fn of(graph: &Graph) -> Self {
        let steps = graph.decision.steps.len();
        let mut arriving = vec![0; steps];
        for (_, to) in arrows(graph) {
            arriving.get_mut(to.0).into_iter().for_each(|count| *count += 1);
        }
        let mut shape = Self {
            reach: Reach::of(graph),
            arriving,
            verdicts: vec![BTreeSet::new(); steps],
        };
        graph.order.iter().rev().for_each(|id| shape.look_behind(graph, *id));
        shape
    }

    fn look_behind(&mut self, graph: &Graph, id: StepId) {
        let mut verdicts: BTreeSet<Verdict> = graph.step(id).verdict().into_iter().collect();
        for to in graph.targets(id) {
            verdicts.extend(self.verdicts.get(to.0).into_iter().flatten());
        }
        self.verdicts
            .get_mut(id.0)
            .into_iter()
            .for_each(|place| place.clone_from(&verdicts));
    }

    fn notices(&self, graph: &Graph, mutant: &Mutant) -> bool {
        self.arriving.get(mutant.from.0) == Some(&1)
            || match mutant.arrow {
                ArrowId::Answer(step, answer) => {
                    let mut others = graph.targets(step).enumerate().filter(|(other, _)| *other != answer);
                    let changes_nothing = graph.step(step).arrows.len() > 1 && others.all(|(_, to)| to == mutant.to);
                    changes_nothing || self.reach.leads(mutant.to, step)
                }
                ArrowId::Exit(_) => graph.step(mutant.to).verdict().is_none(),
            }
    }

    /// Returns how many verdicts are possible behind a step: the fewer, the surer where people end.
    fn endings_behind(&self, step: StepId) -> usize {
        self.verdicts.get(step.0).map_or(0, BTreeSet::len)
    }

    fn danger(&self, mutant: &Mutant) -> Danger {
        let behind = |step: StepId| self.verdicts.get(step.0).cloned().unwrap_or_default();
        let (now, then) = (behind(mutant.from), behind(mutant.to));
        if then.contains(&Verdict::Proceed) && !now.contains(&Verdict::Proceed) {
            Danger::Proceeds
        } else if then != now {
            Danger::OtherVerdict
        } else {
            Danger::OtherWay
        }
    }
}

/// A pair of step and state, on a journey.
type Pair = (StepId, State);

/// A claim, and what is known of it before the first mutant is looked at.
struct Watch {
    claim: Claim,
    walk: Walk,
    /// Pairs behind which some journey breaks the claim, and to some of which only a mutant leads.
    breaking: BTreeSet<Pair>,
    /// Pairs behind which the claim applies to some journey.
    applying: BTreeSet<Pair>,
    /// Arrows on every journey that the claim applies to: without them it would protect nothing.
    needed: BTreeSet<ArrowId>,
}

impl Watch {
    fn of(graph: &Graph, shape: &Shape, claim: Claim) -> Result<Self, TooMany> {
        let walk = Walk::of(graph, &claim.facts)?;
        let pairs = pairs(graph, shape, &claim, &walk);
        let mut watch = Self {
            breaking: leading_to(graph, &claim, &pairs, &|state, ending| claim.breaks(state, ending)),
            applying: leading_to(graph, &claim, &pairs, &|state, ending| claim.applies(state, ending)),
            needed: BTreeSet::new(),
            claim,
            walk,
        };
        watch.needed = watch.needed(graph);
        Ok(watch)
    }

    fn notices(&self, mutant: &Mutant) -> bool {
        self.is_broken(mutant) || self.is_emptied(mutant)
    }

    fn is_broken(&self, mutant: &Mutant) -> bool {
        self.arrivals(mutant)
            .iter()
            .any(|state| self.breaking.contains(&(mutant.to, *state)))
    }

    fn is_emptied(&self, mutant: &Mutant) -> bool {
        let applies = |state: &State| self.applying.contains(&(mutant.to, *state));
        self.needed.contains(&mutant.arrow) && !self.arrivals(mutant).iter().any(applies)
    }

    /// Returns the states in which journeys come over the mutant to where it leads.
    fn arrivals(&self, mutant: &Mutant) -> Vec<State> {
        let facts = &self.claim.facts;
        match mutant.arrow {
            ArrowId::Answer(step, answer) => {
                let states = self.walk.states(step);
                states
                    .map(|state| facts.after(state, step, answer, mutant.to))
                    .collect()
            }
            ArrowId::Exit(exit) => vec![facts.after_exit(exit, mutant.to)],
        }
    }

    /// Counts, for every arrow, the journeys over it that the claim applies to.
    fn needed(&self, graph: &Graph) -> BTreeSet<ArrowId> {
        let behind = self.applying_journeys(graph);
        let none = BigUint::ZERO;
        let at = |pair: Pair| behind.get(&pair).unwrap_or(&none);
        let facts = &self.claim.facts;
        let mut total = at((graph.start, facts.at_start(graph))).clone();
        let mut over: Vec<(ArrowId, BigUint)> = Vec::new();
        for (exit, to, state) in exits(graph, facts) {
            let applies = BigUint::from(u8::from(self.claim.applies(state, to)));
            total += &applies;
            over.push((ArrowId::Exit(exit), applies));
        }
        for id in &graph.order {
            for (answer, to) in graph.targets(*id).enumerate() {
                let cells = self
                    .walk
                    .states(*id)
                    .filter_map(|state| Some((state, self.walk.cell(*id, state)?)));
                let over_one = |(state, cell): (State, &super::claim::Cell)| {
                    &cell.journeys * at((to, facts.after(state, *id, answer, to)))
                };
                over.push((ArrowId::Answer(*id, answer), cells.map(over_one).sum()));
            }
        }
        let all = over.into_iter().filter(|(_, count)| *count == total);
        all.map(|(arrow, _)| arrow).collect()
    }

    /// Counts the journeys behind each pair that the claim applies to.
    fn applying_journeys(&self, graph: &Graph) -> BTreeMap<Pair, BigUint> {
        let mut behind: BTreeMap<Pair, BigUint> = BTreeMap::new();
        for id in graph.order.iter().rev() {
            for state in self.walk.states(*id) {
                let next = next(graph, &self.claim.facts, *id, state);
                let count = if graph.step(*id).arrows.is_empty() {
                    BigUint::from(u8::from(self.claim.applies(state, *id)))
                } else {
                    next.iter()
                        .filter_map(|(_, to, state)| behind.get(&(*to, *state)))
                        .sum()
                };
                behind.insert((*id, state), count);
            }
        }
        behind
    }
}

/// Lists every pair that a journey comes to, over one mutant or none.
fn pairs(graph: &Graph, shape: &Shape, claim: &Claim, walk: &Walk) -> BTreeSet<Pair> {
    let mut pairs = BTreeSet::new();
    for (arrow, _) in arrows(graph) {
        for to in (0..graph.decision.steps.len()).map(StepId) {
            match arrow {
                ArrowId::Answer(step, answer) if !shape.reach.leads(to, step) => {
                    let states = walk.states(step);
                    pairs.extend(states.map(|state| (to, claim.facts.after(state, step, answer, to))));
                }
                ArrowId::Exit(exit) => drop(pairs.insert((to, claim.facts.after_exit(exit, to)))),
                ArrowId::Answer(..) => {}
            }
        }
    }
    for id in &graph.order {
        let here: Vec<State> = pairs
            .range((*id, 0)..=(*id, State::MAX))
            .map(|(_, state)| *state)
            .collect();
        for state in here {
            pairs.extend(
                next(graph, &claim.facts, *id, state)
                    .into_iter()
                    .map(|(_, to, state)| (to, state)),
            );
        }
    }
    pairs.insert((graph.start, claim.facts.at_start(graph)));
    pairs
}

/// Returns those of `pairs` behind which some journey ends as `test` asks.
fn leading_to(
    graph: &Graph,
    claim: &Claim,
    pairs: &BTreeSet<Pair>,
    test: &dyn Fn(State, StepId) -> bool,
) -> BTreeSet<Pair> {
    let mut leading = BTreeSet::new();
    for id in graph.order.iter().rev() {
        for (_, state) in pairs.range((*id, 0)..=(*id, State::MAX)) {
            let next = next(graph, &claim.facts, *id, *state);
            let ended = graph.step(*id).arrows.is_empty();
            if (ended && test(*state, *id)) || next.iter().any(|(_, to, state)| leading.contains(&(*to, *state))) {
                leading.insert((*id, *state));
            }
        }
    }
    leading
}
