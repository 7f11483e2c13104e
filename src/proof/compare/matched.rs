//! Which step and which answer of one version is which of the other: by name, else by words that only they have.

use std::collections::BTreeMap;

use crate::proof::citations::folded;
use crate::site::{Arrow, Decision, Step, StepId};

/// The steps of two versions, matched.
pub(super) struct Matched {
    /// For each old step the new one.
    new_of: BTreeMap<StepId, StepId>,
    /// For each new step the old one.
    old_of: BTreeMap<StepId, StepId>,
}

/// An answer that at least one version of a step has: its place in the old and in the new one.
pub(super) type Answers = Vec<(Option<usize>, Option<usize>)>;

impl Matched {
    pub(super) fn of(old: &Decision, new: &Decision) -> Self {
        let pairs = pairs(
            &old.steps,
            &new.steps,
            |step| (step.id.clone(), step.verdict().is_some()),
            |step| (folded(step.title()), step.verdict()),
        );
        let pairs = pairs.into_iter().map(|(old, new)| (StepId(old), StepId(new)));
        Self {
            new_of: pairs.clone().collect(),
            old_of: pairs.map(|(old, new)| (new, old)).collect(),
        }
    }

    pub(super) fn new_of(&self, old: StepId) -> Option<StepId> {
        self.new_of.get(&old).copied()
    }

    pub(super) fn old_of(&self, new: StepId) -> Option<StepId> {
        self.old_of.get(&new).copied()
    }

    /// Lists the pairs, in the order of the old version.
    pub(super) fn pairs(&self) -> impl Iterator<Item = (StepId, StepId)> {
        self.new_of.iter().map(|(old, new)| (*old, *new))
    }
}

/// Matches the answers of two versions of a step: those of both, then those of one alone.
pub(super) fn answers(old: &[Arrow], new: &[Arrow]) -> Answers {
    let pairs = pairs(old, new, |arrow| arrow.id.clone(), |arrow| folded(&arrow.say));
    let gone = (0..old.len()).filter(|i| !pairs.iter().any(|(old, _)| old == i));
    let added = (0..new.len()).filter(|i| !pairs.iter().any(|(_, new)| new == i));
    let both = pairs.iter().map(|(old, new)| (Some(*old), Some(*new)));
    let gone = gone.map(|old| (Some(old), None));
    both.chain(gone).chain(added.map(|new| (None, Some(new)))).collect()
}

/// Pairs things of equal names; of those left, things of equal words, where just one on each side has them. Of things
/// that share a name the first goes with the first, and so on.
pub(super) fn pairs<T, Name: Ord + Clone, Words: Ord>(
    old: &[T],
    new: &[T],
    name: impl Fn(&T) -> Name,
    words: impl Fn(&T) -> Words,
) -> Vec<(usize, usize)> {
    let named: BTreeMap<(Name, usize), usize> = numbered(new, &name).into_iter().zip(0..).collect();
    let by_name = numbered(old, &name).into_iter().enumerate();
    let by_name = by_name.filter_map(|(i, name)| Some((i, *named.get(&name)?)));
    let mut pairs: Vec<(usize, usize)> = by_name.collect();
    let left = |count: usize, taken: &dyn Fn(usize) -> bool| (0..count).filter(|i| !taken(*i)).collect::<Vec<_>>();
    let old_left = left(old.len(), &|i| pairs.iter().any(|(old, _)| *old == i));
    let new_left = left(new.len(), &|i| pairs.iter().any(|(_, new)| *new == i));
    let (old_words, new_words) = (only(old, &old_left, &words), only(new, &new_left, &words));
    let renamed = old_words
        .iter()
        .filter_map(|(words, old)| Some(((*old)?, (*new_words.get(words)?)?)));
    pairs.extend(renamed);
    pairs.sort_unstable();
    pairs
}

/// Returns the name of each thing, and how many before it have that name.
fn numbered<T, Name: Ord + Clone>(things: &[T], name: impl Fn(&T) -> Name) -> Vec<(Name, usize)> {
    let mut seen: BTreeMap<Name, usize> = BTreeMap::new();
    let names = things.iter().map(|thing| {
        let name = name(thing);
        let before = seen.entry(name.clone()).or_default();
        *before += 1;
        (name, *before)
    });
    names.collect()
}

/// Returns for each words the one thing that has them, or nothing where several have.
fn only<T, Words: Ord>(things: &[T], among: &[usize], words: impl Fn(&T) -> Words) -> BTreeMap<Words, Option<usize>> {
    let mut found = BTreeMap::new();
    for i in among {
        let Some(thing) = things.get(*i) else { continue };
        found
            .entry(words(thing))
            .and_modify(|one| *one = None)
            .or_insert(Some(*i));
    }
    found
}

/// Returns a step's own name and words, for lists.
pub(super) fn named(step: &Step) -> super::StepNamed {
    super::StepNamed {
        id: step.id.clone(),
        title: step.title().to_owned(),
    }
}
