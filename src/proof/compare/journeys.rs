//! Which journeys end elsewhere: both versions walked at once, as one person would walk them.
//!
//! A person who meets one question in both versions gives it one answer. So what is walked is pairs of steps, one of
//! each version, that the same answers lead to. A question that only one version asks moves that version alone; so
//! does one that the other will come to later or has passed, and then its answer is remembered for as long as the other
//! may ask. Where questions are asked in one order (almost always) nothing needs remembering, and there are no more
//! pairs than old steps times new ones, however many journeys they stand for.

use std::collections::{BTreeMap, BTreeSet};

use num_bigint::BigUint;

use super::matched::{self, Answers, Matched, named};
use super::{AnswerNamed, EndsElsewhere, Given};
use crate::proof::Graph;
use crate::proof::facts::TooMany;
use crate::proof::reach::Reach;
use crate::site::StepId;

/// Lists the journeys that end elsewhere, in groups of one old and one new ending, in the order of the endings.
///
/// Journeys with an answer that the other version's question does not have are in no group: they cannot be compared.
///
/// # Errors
/// [`TooMany`] when more pairs would have to be looked at than is reasonable.
pub(super) fn ending_elsewhere(old: &Graph, new: &Graph, matched: &Matched) -> Result<Vec<EndsElsewhere>, TooMany> {
    let both = Both::new(old, new, matched);
    let walk = Walk::of(&both)?;
    let ends = walk.pairs.iter().filter(|pair| both.ends(pair));
    let elsewhere = ends.filter(|pair| matched.new_of(pair.old) != Some(pair.new));
    let changed: BTreeSet<(StepId, StepId)> = elsewhere.map(|pair| (pair.old, pair.new)).collect();
    if changed.is_empty() {
        return Ok(Vec::new());
    }
    let told = Told {
        behind: walk.behind(|pair| both.ends(pair)),
        on_every_way: walk.on_every_way(),
        both: &both,
        walk: &walk,
    };
    Ok(changed.into_iter().map(|ends| told.group(ends)).collect())
}

/// The most pairs that are looked at: keeps time and memory within bounds, whatever is written.
const MOST_PAIRS: usize = 400_000;

/// A step of each version that the same answers lead to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Pair {
    old: StepId,
    new: StepId,
    /// Answers that one version was given already and the other may still ask for: the old step, and which of its
    /// answers in both versions.
    known: BTreeMap<StepId, usize>,
}

/// One answer of a person: which question, and which of its answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Answer {
    /// To a question of both versions: the old step, and which of [`Both::answers`].
    Shared(StepId, usize),
    /// To a question of the old version alone.
    Old(StepId, usize),
    /// To a question of the new version alone.
    New(StepId, usize),
}

/// Both versions, ready to be walked at once.
struct Both<'a> {
    old: &'a Graph<'a>,
    new: &'a Graph<'a>,
    matched: &'a Matched,
    /// For each old question that both have, its answers.
    answers: BTreeMap<StepId, Answers>,
    old_reach: Reach,
    new_reach: Reach,
    old_rank: Vec<usize>,
    new_rank: Vec<usize>,
}

impl<'a> Both<'a> {
    fn new(old: &'a Graph<'a>, new: &'a Graph<'a>, matched: &'a Matched) -> Self {
        let asked = matched.pairs().filter(|(one, _)| !old.step(*one).arrows.is_empty());
        let answers = asked.map(|(one, other)| (one, matched::answers(&old.step(one).arrows, &new.step(other).arrows)));
        Self {
            old,
            new,
            matched,
            answers: answers.collect(),
            old_reach: Reach::of(old),
            new_reach: Reach::of(new),
            old_rank: rank(old),
            new_rank: rank(new),
        }
    }

    fn start(&self) -> Option<Pair> {
        self.settled(Pair {
            old: self.old.start,
            new: self.new.start,
            known: BTreeMap::new(),
        })
    }

    /// Orders pairs so that each comes before all that it leads to.
    fn rank(&self, pair: &Pair) -> usize {
        let rank = |ranks: &[usize], id: StepId| ranks.get(id.0).copied().unwrap_or_default();
        rank(&self.old_rank, pair.old) + rank(&self.new_rank, pair.new)
    }

    fn ends(&self, pair: &Pair) -> bool {
        self.old.step(pair.old).arrows.is_empty() && self.new.step(pair.new).arrows.is_empty()
    }

    fn new_can_come_to(&self, pair: &Pair, old: StepId) -> bool {
        let step = self.matched.new_of(old);
        step.is_some_and(|step| self.new_reach.leads(pair.new, step))
    }

    fn old_can_come_to(&self, pair: &Pair, new: StepId) -> bool {
        let step = self.matched.old_of(new);
        step.is_some_and(|step| self.old_reach.leads(pair.old, step))
    }

    /// Gives answers that are known already, and forgets those that nobody can ask for any more. Nothing where a
    /// question does not have the answer.
    fn settled(&self, mut pair: Pair) -> Option<Pair> {
        while let Some(answer) = pair.known.get(&pair.old) {
            pair.old = self.led_old(pair.old, *answer)?;
        }
        while let Some((asked, answer)) = self.known_to_new(&pair) {
            pair.new = self.led_new(asked, answer)?;
        }
        let known = std::mem::take(&mut pair.known);
        let may_be_asked = |old: &StepId| self.old_reach.leads(pair.old, *old) || self.new_can_come_to(&pair, *old);
        let known = known.into_iter().filter(|(old, _)| may_be_asked(old)).collect();
        Some(Pair { known, ..pair })
    }

    fn known_to_new(&self, pair: &Pair) -> Option<(StepId, usize)> {
        let asked = self.matched.old_of(pair.new)?;
        Some((asked, *pair.known.get(&asked)?))
    }

    fn answer(&self, asked: StepId, answer: usize) -> Option<(Option<usize>, Option<usize>)> {
        self.answers.get(&asked)?.get(answer).copied()
    }

    fn led_old(&self, asked: StepId, answer: usize) -> Option<StepId> {
        self.old.target(asked, self.answer(asked, answer)?.0?)
    }

    fn led_new(&self, asked: StepId, answer: usize) -> Option<StepId> {
        self.new
            .target(self.matched.new_of(asked)?, self.answer(asked, answer)?.1?)
    }

    /// Lists the answers that can be given at a pair, and where they lead; none at two endings.
    fn next(&self, pair: &Pair) -> Vec<(Answer, Pair)> {
        if self.matched.new_of(pair.old) == Some(pair.new) {
            return self.together(pair);
        }
        let old_asks = !self.old.step(pair.old).arrows.is_empty();
        let new_asks = !self.new.step(pair.new).arrows.is_empty();
        // Whoever asks what the other will ask as well waits for it.
        let old_waits = self.new_can_come_to(pair, pair.old);
        let new_waits = self.old_can_come_to(pair, pair.new);
        match (old_asks, new_asks) {
            (true, true) if old_waits && !new_waits => self.new_alone(pair),
            (false, true) => self.new_alone(pair),
            (true, _) => self.old_alone(pair),
            (false, false) => Vec::new(),
        }
    }

    fn together(&self, pair: &Pair) -> Vec<(Answer, Pair)> {
        let answers = self.answers.get(&pair.old).map_or(0, Vec::len);
        let led = (0..answers).filter_map(|answer| {
            let next = Pair {
                old: self.led_old(pair.old, answer)?,
                new: self.led_new(pair.old, answer)?,
                known: pair.known.clone(),
            };
            Some((Answer::Shared(pair.old, answer), self.settled(next)?))
        });
        led.collect()
    }

    fn old_alone(&self, pair: &Pair) -> Vec<(Answer, Pair)> {
        let id = pair.old;
        let led = self.old.targets(id).enumerate().filter_map(|(i, to)| {
            let shared = self.shared(id, |(old, _)| old == Some(i));
            let mut next = Pair {
                old: to,
                ..pair.clone()
            };
            next.known.extend(shared.map(|answer| (id, answer)));
            let answer = shared.map_or(Answer::Old(id, i), |answer| Answer::Shared(id, answer));
            Some((answer, self.settled(next)?))
        });
        led.collect()
    }

    fn new_alone(&self, pair: &Pair) -> Vec<(Answer, Pair)> {
        let id = pair.new;
        let led = self.new.targets(id).enumerate().filter_map(|(i, to)| {
            let asked = self.matched.old_of(id);
            let shared = asked.and_then(|asked| Some((asked, self.shared(asked, |(_, new)| new == Some(i))?)));
            let mut next = Pair {
                new: to,
                ..pair.clone()
            };
            next.known.extend(shared);
            let answer = shared.map_or(Answer::New(id, i), |(asked, answer)| Answer::Shared(asked, answer));
            Some((answer, self.settled(next)?))
        });
        led.collect()
    }

    fn shared(&self, asked: StepId, is: impl Fn((Option<usize>, Option<usize>)) -> bool) -> Option<usize> {
        self.answers.get(&asked)?.iter().position(|answer| is(*answer))
    }

    /// Names an answer as the new version does, where it has it.
    fn name(&self, answer: Answer) -> Option<Given> {
        let (graph, step, answer) = match answer {
            Answer::Old(step, answer) => (self.old, step, answer),
            Answer::New(step, answer) => (self.new, step, answer),
            Answer::Shared(asked, answer) => match self.answer(asked, answer)? {
                (_, Some(new)) => (self.new, self.matched.new_of(asked)?, new),
                (Some(old), None) => (self.old, asked, old),
                (None, None) => return None,
            },
        };
        let step = graph.step(step);
        let arrow = step.arrows.get(answer)?;
        Some(Given {
            step: named(step),
            answers: vec![AnswerNamed {
                id: arrow.id.clone(),
                say: arrow.say.clone(),
            }],
        })
    }
}

fn rank(graph: &Graph) -> Vec<usize> {
    let mut ranks = vec![0; graph.decision.steps.len()];
    for (rank, id) in graph.order.iter().enumerate() {
        ranks.get_mut(id.0).into_iter().for_each(|place| *place = rank);
    }
    ranks
}

/// Every pair that some journey comes to, each before all that it leads to.
struct Walk {
    pairs: Vec<Pair>,
    /// For each pair, the answers and the places of the pairs that they lead to.
    next: Vec<Vec<(Answer, usize)>>,
}

impl Walk {
    fn of(both: &Both) -> Result<Self, TooMany> {
        let mut open: BTreeSet<(usize, Pair)> = both.start().map(|pair| (both.rank(&pair), pair)).into_iter().collect();
        let (mut pairs, mut led) = (Vec::new(), Vec::new());
        let mut places = BTreeMap::new();
        while let Some((_, pair)) = open.pop_first() {
            let next = both.next(&pair);
            open.extend(next.iter().map(|(_, to)| (both.rank(to), to.clone())));
            places.insert(pair.clone(), pairs.len());
            pairs.push(pair);
            led.push(next);
            if pairs.len() > MOST_PAIRS {
                return Err(TooMany);
            }
        }
        let place = |(answer, pair): (Answer, Pair)| Some((answer, *places.get(&pair)?));
        let next = led.into_iter().map(|next| next.into_iter().filter_map(place).collect());
        Ok(Self {
            next: next.collect(),
            pairs,
        })
    }

    /// Lists for each pair the answers that are given on every way to it, in the order in which they are given.
    fn on_every_way(&self) -> Vec<Vec<Answer>> {
        let mut given: Vec<Option<Vec<Answer>>> = vec![None; self.pairs.len()];
        for (at, next) in self.next.iter().enumerate() {
            let here = given.get(at).cloned().flatten().unwrap_or_default();
            for (answer, to) in next {
                let along: Vec<Answer> = here.iter().copied().chain([*answer]).collect();
                let Some(known) = given.get_mut(*to) else { continue };
                match known {
                    Some(known) => known.retain(|answer| along.contains(answer)),
                    None => *known = Some(along),
                }
            }
        }
        given.into_iter().map(Option::unwrap_or_default).collect()
    }

    /// Counts for each pair the journeys from there on to endings that are `meant`.
    fn behind(&self, meant: impl Fn(&Pair) -> bool) -> Vec<BigUint> {
        let mut counts = vec![BigUint::ZERO; self.pairs.len()];
        for (at, (pair, next)) in self.pairs.iter().zip(&self.next).enumerate().rev() {
            let mut count = BigUint::from(u8::from(meant(pair)));
            next.iter()
                .filter_map(|(_, to)| counts.get(*to))
                .for_each(|further| count += further);
            counts.get_mut(at).into_iter().for_each(|place| *place = count.clone());
        }
        counts
    }

    /// Returns whether everyone who gives all of `answers` comes to an ending that is not `other`. No journey gives an
    /// answer twice, so it is enough to count how many of them are given from each pair on: a bit for each number.
    fn leads_only_there(&self, answers: &[Answer], other: impl Fn(&Pair) -> bool) -> bool {
        let mut counts = vec![BigUint::ZERO; self.pairs.len()];
        for (at, (pair, next)) in self.pairs.iter().zip(&self.next).enumerate().rev() {
            let mut bits = BigUint::from(u8::from(other(pair)));
            for (answer, to) in next {
                let further = counts.get(*to).cloned().unwrap_or_default();
                bits |= further << usize::from(answers.contains(answer));
            }
            counts.get_mut(at).into_iter().for_each(|place| *place = bits.clone());
        }
        !counts.first().is_some_and(|bits| bits.bit(answers.len() as u64))
    }

    /// Returns the answers on a shortest way to a pair.
    fn shortest_way(&self, at: usize) -> Vec<Answer> {
        let mut last: Vec<Option<(usize, usize, Answer)>> = vec![None; self.pairs.len()];
        for (from, next) in self.next.iter().enumerate() {
            let length = last.get(from).copied().flatten().map_or(0, |(length, ..)| length) + 1;
            for (answer, to) in next {
                let Some(known) = last.get_mut(*to) else { continue };
                if known.is_none_or(|(shortest, ..)| length < shortest) {
                    *known = Some((length, from, *answer));
                }
            }
        }
        let mut way = Vec::new();
        let mut at = at;
        while let Some((_, from, answer)) = last.get(at).copied().flatten() {
            way.push(answer);
            at = from;
        }
        way.reverse();
        way
    }
}

/// What is needed to tell a group.
struct Told<'a> {
    both: &'a Both<'a>,
    walk: &'a Walk,
    on_every_way: Vec<Vec<Answer>>,
    /// For each pair, the journeys from there on.
    behind: Vec<BigUint>,
}

/// As many ways into a group as a person would read, and as many answers as are tried to tell one by.
const MOST_TOLD: usize = 40;
/// Beyond this many pairs, ways into a group are told by all their answers: looking for fewer would take too long.
const MOST_LOOKED_THROUGH: usize = 20_000;

impl Told<'_> {
    fn group(&self, ends: (StepId, StepId)) -> EndsElsewhere {
        let meant = |pair: &Pair| (pair.old, pair.new) == ends;
        let behind = self.walk.behind(meant);
        let (mut everyone, mut example) = (BTreeSet::new(), None);
        for (at, answer) in self.ways_in(&behind) {
            let told = if everyone.len() < MOST_TOLD {
                self.told_by(at, answer, &meant)
            } else {
                None
            };
            match told {
                Some(answers) => drop(everyone.insert(answers)),
                None if example.is_none() => example = Some((at, answer)),
                None => {}
            }
        }
        if everyone.is_empty() && example.is_none() {
            everyone.insert(Vec::new());
        }
        EndsElsewhere {
            old: named(self.both.old.step(ends.0)),
            new: named(self.both.new.step(ends.1)),
            journeys: behind.first().cloned().unwrap_or_default().to_string(),
            everyone: joined(needed(&everyone).map(|answers| self.names(answers)).collect()),
            example: example.map(|(at, answer)| {
                let way = self.walk.shortest_way(at).into_iter().chain([answer]);
                self.names(&way.collect::<Vec<_>>())
            }),
        }
    }

    fn names(&self, answers: &[Answer]) -> Vec<Given> {
        answers.iter().filter_map(|answer| self.both.name(*answer)).collect()
    }

    /// Lists the answers behind which every journey is one of the group, while before them some is not.
    fn ways_in(&self, behind: &[BigUint]) -> Vec<(usize, Answer)> {
        let all = |at: usize| {
            let of_group = behind.get(at);
            of_group == self.behind.get(at) && of_group.is_some_and(|count| *count > BigUint::ZERO)
        };
        let open = self.walk.next.iter().enumerate().filter(|(at, _)| !all(*at));
        open.flat_map(|(at, next)| {
            let entering = next.iter().filter(|(_, to)| all(*to));
            entering.map(move |(answer, _)| (at, *answer))
        })
        .collect()
    }

    /// Finds few answers by which a way into a group can be told: everyone who gives them is in the group.
    fn told_by(&self, at: usize, answer: Answer, meant: &dyn Fn(&Pair) -> bool) -> Option<Vec<Answer>> {
        let other = |pair: &Pair| self.both.ends(pair) && !meant(pair);
        let enough = |answers: &[Answer]| self.walk.leads_only_there(answers, other);
        let all: Vec<Answer> = self.on_every_way.get(at)?.iter().copied().chain([answer]).collect();
        if self.walk.pairs.len() > MOST_LOOKED_THROUGH || all.len() > MOST_TOLD {
            return enough(&all).then_some(all);
        }
        // The last answers say most.
        let first = (0..all.len()).rev().find(|first| enough(&all[*first..]))?;
        let mut answers = all[first..].to_vec();
        for answer in all[first..].iter().rev() {
            let fewer: Vec<Answer> = answers.iter().filter(|other| *other != answer).copied().collect();
            if enough(&fewer) {
                answers = fewer;
            }
        }
        Some(answers)
    }
}

/// Leaves out lists that say more than another that is enough; of two that say the same, the later one.
fn needed(everyone: &BTreeSet<Vec<Answer>>) -> impl Iterator<Item = &Vec<Answer>> {
    let enough = |one: &Vec<Answer>, other: &Vec<Answer>| {
        one.iter().all(|answer| other.contains(answer)) && (one.len(), one) < (other.len(), other)
    };
    everyone
        .iter()
        .filter(move |one| !everyone.iter().any(|other| enough(other, one)))
}

/// Makes one list of two that differ in the answer to one question alone.
fn joined(mut lists: Vec<Vec<Given>>) -> Vec<Vec<Given>> {
    let mut i = 0;
    while i < lists.len() {
        let joint = (i + 1..lists.len()).find_map(|other| Some((other, join(lists.get(i)?, lists.get(other)?)?)));
        match joint {
            Some((other, joint)) => {
                lists.remove(other);
                lists.splice(i..=i, [joint]);
                i = 0;
            }
            None => i += 1,
        }
    }
    lists
}

fn join(one: &[Given], other: &[Given]) -> Option<Vec<Given>> {
    let differing: Vec<usize> = (0..one.len()).filter(|i| one.get(*i) != other.get(*i)).collect();
    let [at] = differing[..] else { return None };
    let more = other.get(at)?;
    let mut joint = one.to_vec();
    let place = joint
        .get_mut(at)
        .filter(|given| given.step == more.step && one.len() == other.len())?;
    place.answers.extend(more.answers.iter().cloned());
    place.answers.sort();
    place.answers.dedup();
    Some(joint)
}
