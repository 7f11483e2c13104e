//! Many short lists in one piece of memory: made once, then only read, and read often.

/// Lists by index.
pub(super) struct Lists<T> {
    /// Where each list starts in `items`, and where the last one ends.
    starts: Vec<usize>,
    items: Vec<T>,
}

impl<T: Copy> Lists<T> {
    /// Puts every item into its list, in the order given. Each `(list, item)` must name one of so many lists.
    pub(super) fn new(count: usize, entries: &[(usize, T)]) -> Lists<T> {
        let mut starts = vec![0; count + 1];
        for (list, _) in entries {
            starts[list + 1] += 1;
        }
        for list in 0..count {
            starts[list + 1] += starts[list];
        }
        let mut next = starts.clone();
        let mut items: Vec<T> = entries.iter().map(|(_, item)| *item).collect();
        for (list, item) in entries {
            items[next[*list]] = *item;
            next[*list] += 1;
        }
        Lists { starts, items }
    }

    /// Returns one list.
    pub(super) fn of(&self, list: usize) -> &[T] {
        &self.items[self.starts[list]..self.starts[list + 1]]
    }
}
