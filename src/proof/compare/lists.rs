//! Things that a document lists: which are new, gone, renamed, or in another order.

use super::matched::pairs;
use super::{Change, reworded};
use crate::proof::citations::folded;

/// What the things are called: one of them, and all of them.
#[derive(Clone, Copy)]
pub(super) struct Kind<'k> {
    pub(super) one: &'k str,
    pub(super) all: &'k str,
}

/// The things of both versions: those that have a partner, and those that have none.
pub(super) struct Lists<'a, T> {
    pub(super) pairs: Vec<(&'a T, &'a T)>,
    pub(super) gone: Vec<&'a T>,
    pub(super) added: Vec<&'a T>,
    in_order: bool,
}

impl<'a, T> Lists<'a, T> {
    /// Matches things of one name; of those left, things that alone have their words.
    pub(super) fn of<Words: Ord>(
        (old, new): (&'a [T], &'a [T]),
        name: impl Fn(&T) -> String,
        words: impl Fn(&T) -> Words,
    ) -> Self {
        let pairs = pairs(old, new, name, words);
        let alone = |things: &'a [T], taken: &dyn Fn(usize) -> bool| -> Vec<&'a T> {
            let alone = things.iter().enumerate().filter(|(i, _)| !taken(*i));
            alone.map(|(_, thing)| thing).collect()
        };
        Self {
            gone: alone(old, &|i| pairs.iter().any(|(old, _)| *old == i)),
            added: alone(new, &|i| pairs.iter().any(|(_, new)| *new == i)),
            in_order: pairs.is_sorted_by_key(|(_, new)| *new),
            pairs: pairs
                .iter()
                .filter_map(|(one, other)| Some((old.get(*one)?, new.get(*other)?)))
                .collect(),
        }
    }

    /// Says that what both versions have stands in another order, where it does.
    pub(super) fn reordered(&self, all: &str) -> Option<Change> {
        (!self.in_order).then(|| Change::Reordered { what: all.to_owned() })
    }
}

/// Lists what differs among things that have names: `name` and `words` of each, and what differs `inside` two of them.
pub(super) fn named<'a, T>(
    kind: Kind,
    both: (&'a [T], &'a [T]),
    name: impl Fn(&T) -> String,
    words: impl Fn(&T) -> String,
    inside: impl Fn(&'a T, &'a T) -> Vec<Change>,
) -> Vec<Change> {
    let lists = Lists::of(both, &name, |thing| folded(&words(thing)));
    let what = |thing: &T| format!("{} '{}'", kind.one, name(thing));
    let added = lists.added.iter().map(|thing| Change::Added {
        what: what(thing),
        words: words(thing),
    });
    let gone = lists.gone.iter().map(|thing| Change::Removed {
        what: what(thing),
        words: words(thing),
    });
    let kept = lists.pairs.iter().flat_map(|(old, new)| {
        let renamed = (name(old) != name(new)).then(|| Change::Renamed {
            what: kind.one.to_owned(),
            old: name(old),
            new: name(new),
        });
        let words = reworded(format!("the {}", what(new)), &words(old), &words(new));
        renamed.into_iter().chain(words).chain(inside(old, new))
    });
    added.chain(gone).chain(kept).chain(lists.reordered(kind.all)).collect()
}

/// Lists what differs among things that are known by their words alone. Where one is gone and one is new, the words
/// were changed.
pub(super) fn unnamed<'a, T>(
    kind: Kind,
    both: (&'a [T], &'a [T]),
    words: impl Fn(&T) -> String,
    inside: impl Fn(&'a T, &'a T) -> Vec<Change>,
) -> Vec<Change> {
    let lists = Lists::of(both, &words, |thing| folded(&words(thing)));
    let changed = lists.gone.len().min(lists.added.len());
    let added = lists.added.iter().skip(changed).map(|thing| Change::Added {
        what: kind.one.to_owned(),
        words: words(thing),
    });
    let gone = lists.gone.iter().skip(changed).map(|thing| Change::Removed {
        what: kind.one.to_owned(),
        words: words(thing),
    });
    let changed = lists.gone.iter().copied().zip(lists.added.iter().copied());
    let kept = lists.pairs.iter().copied().chain(changed).flat_map(|(old, new)| {
        let words = reworded(format!("the {}", kind.one), &words(old), &words(new));
        words.into_iter().chain(inside(old, new))
    });
    added.chain(gone).chain(kept).chain(lists.reordered(kind.all)).collect()
}
