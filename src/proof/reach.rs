//! Which steps can be reached from which.

use num_bigint::BigUint;

use super::Graph;
use crate::site::StepId;

/// What can be reached from each step of a decision.
pub struct Reach {
    /// By step: a number with a bit for each step that can be reached from it, itself among them.
    bits: Vec<BigUint>,
}

impl Reach {
    /// Looks behind every step once, the last first.
    pub fn of(graph: &Graph) -> Self {
        let mut bits = vec![BigUint::ZERO; graph.decision.steps.len()];
        for id in graph.order.iter().rev() {
            let mut behind = BigUint::ZERO;
            behind.set_bit(bit(*id), true);
            for further in graph.targets(*id).filter_map(|to| bits.get(to.0)) {
                behind |= further;
            }
            bits.get_mut(id.0)
                .into_iter()
                .for_each(|place| place.clone_from(&behind));
        }
        Self { bits }
    }

    /// Returns whether some answers, or none, lead from one step to another.
    pub fn leads(&self, from: StepId, to: StepId) -> bool {
        self.bits.get(from.0).is_some_and(|behind| behind.bit(bit(to)))
    }
}

fn bit(id: StepId) -> u64 {
    id.0 as u64
}
