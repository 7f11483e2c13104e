//! How many journeys there are, and how long: exactly, before any is listed.

use num_bigint::BigUint;

use super::Graph;

/// How large a decision is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Questions and checklists.
    pub questions: usize,
    /// Endings.
    pub outcomes: usize,
    /// Answers of all questions and checklists, "Not sure" included.
    pub arrows: usize,
    /// Journeys from the first question to an ending.
    pub journeys: BigUint,
    /// Ways out that are offered at any time: each a journey of one answer.
    pub exits: usize,
    /// Journeys so far: from the first question to any step. The page has a section for each, and for each way out.
    pub so_far: BigUint,
    /// Answers on the longest journey.
    pub longest: usize,
}

impl Counts {
    /// Counts. Each arrow is looked at once, from the endings backwards.
    pub fn of(graph: &Graph) -> Self {
        let steps = &graph.decision.steps;
        let behind = Behind::start(graph);
        let outcomes = steps.iter().filter(|step| step.verdict().is_some()).count();
        Self {
            questions: steps.len() - outcomes,
            outcomes,
            arrows: steps.iter().map(|step| step.arrows.len()).sum(),
            journeys: behind.journeys,
            exits: graph.decision.exits.len(),
            so_far: behind.so_far,
            longest: behind.longest,
        }
    }

    /// Returns the number of all journeys that rules speak of: those through the questions, and the ways out.
    pub fn all_journeys(&self) -> BigUint {
        &self.journeys + BigUint::from(self.exits)
    }
}

/// What lies behind one step.
#[derive(Clone, Default)]
struct Behind {
    journeys: BigUint,
    so_far: BigUint,
    longest: usize,
}

impl Behind {
    fn start(graph: &Graph) -> Self {
        let mut all = vec![Self::default(); graph.decision.steps.len()];
        for id in graph.order.iter().rev() {
            let here = Self::gather(graph.targets(*id).filter_map(|to| all.get(to.0)));
            all.get_mut(id.0).into_iter().for_each(|place| *place = here.clone());
        }
        all.get(graph.start.0).cloned().unwrap_or_default()
    }

    fn gather<'a>(next: impl Iterator<Item = &'a Self>) -> Self {
        let mut here = Self {
            so_far: BigUint::from(1_u8),
            ..Self::default()
        };
        let mut ending = true;
        for behind in next {
            ending = false;
            here.journeys += &behind.journeys;
            here.so_far += &behind.so_far;
            here.longest = here.longest.max(behind.longest + 1);
        }
        if ending {
            here.journeys = BigUint::from(1_u8);
        }
        here
    }
}

/// Writes a number as people read it: `1,152,921,504,606,846,976`.
fn in_words(number: &BigUint) -> String {
    let digits = number.to_string();
    let mut words = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            words.push(',');
        }
        words.push(digit);
    }
    words
}

/// Returns `1 journey`, `30 journeys`.
pub fn journeys(count: &BigUint) -> String {
    let one = *count == BigUint::from(1_u8);
    format!("{} {}", in_words(count), if one { "journey" } else { "journeys" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_by_thousands() {
        let shown = [0_u64, 30, 412, 1_000, 412_000, 1 << 60].map(|n| in_words(&BigUint::from(n)));
        assert_eq!(
            shown,
            ["0", "30", "412", "1,000", "412,000", "1,152,921,504,606,846,976"]
        );
    }
}
