//! Coverage both ways: what of the policy a decision uses, and what of the decision the policy does not hold up.

use std::collections::BTreeSet;

use crate::parse::decision::LeftOut;
use crate::parse::markdown::Block;
use crate::parse::policy::{Address, Clause, Part};
use crate::site::{Decision, Policy, StepId};

/// How a decision and its policy cover each other.
#[derive(Clone, Debug, Default)]
pub struct Coverage<'a> {
    /// The policy's clauses that have something to use, in the order of the page.
    pub clauses: Vec<ClauseUse<'a>>,
    /// Steps that rest on outside sources alone.
    pub outside_only: Vec<StepId>,
    /// Clauses that are left out with a reason although a step or a way out cites them, or a clause that they are part
    /// of. A clause whose items alone are cited may well be left out: it leads in to them.
    pub needlessly_left_out: Vec<&'a LeftOut>,
}

/// A clause, and who uses it.
#[derive(Clone, Debug)]
pub struct ClauseUse<'a> {
    /// The clause.
    pub clause: &'a Clause,
    /// Steps that cite it, or a clause that it is part of.
    pub steps: Vec<StepId>,
    /// Whether anything else of the decision cites it so: a way out, or a rule.
    pub elsewhere: bool,
    /// Why no step cites it, where the author says so.
    pub left_out: Option<&'a LeftOut>,
}

impl ClauseUse<'_> {
    /// Returns whether anything of the decision cites it.
    pub fn is_used(&self) -> bool {
        self.elsewhere || !self.steps.is_empty()
    }
}

/// The clauses of a policy by what a decision makes of them, each in the order of the page.
#[derive(Clone, Debug, Default)]
pub struct Sorted<'c, 'a> {
    /// Those that it uses.
    pub used: Vec<&'c ClauseUse<'a>>,
    /// Those that it leaves out with a reason.
    pub left_out: Vec<&'c ClauseUse<'a>>,
    /// Those that it neither uses nor leaves out.
    pub unused: Vec<&'c ClauseUse<'a>>,
}

impl<'a> Coverage<'a> {
    /// Sorts the clauses by what the decision makes of them.
    pub fn sorted(&self) -> Sorted<'_, 'a> {
        let mut sorted = Sorted::default();
        for one in &self.clauses {
            match (one.is_used(), one.left_out) {
                (true, _) => sorted.used.push(one),
                (false, Some(_)) => sorted.left_out.push(one),
                (false, None) => sorted.unused.push(one),
            }
        }
        sorted
    }

    /// Looks at a decision and the policy that it rests on.
    pub fn of(decision: &'a Decision, policy: Option<&'a Policy>) -> Self {
        let cited = Cited::by(decision, policy);
        let clauses = policy.map(|policy| policy.doc.all_clauses()).unwrap_or_default();
        let asking = clauses.into_iter().filter(|clause| asks_for_use(clause));
        let steps = decision.steps.iter().enumerate();
        // A step whose clauses cannot be found rests on them all the same.
        let outside_only = steps.filter(|(_, step)| !step.sources.is_empty() && step.all_citations().next().is_none());
        Self {
            clauses: asking.map(|clause| cited.use_of(clause, decision, policy)).collect(),
            outside_only: outside_only.map(|(i, _)| StepId(i)).collect(),
            needlessly_left_out: cited.left_out(decision, policy),
        }
    }
}

/// A clause has something to use when it has words of its own, and is not withdrawn.
fn asks_for_use(clause: &Clause) -> bool {
    let words = clause
        .parts
        .iter()
        .any(|part| matches!(part, Part::Block(Block::Paragraph { .. } | Block::Table { .. })));
    words && !clause.withdrawn
}

/// Lists an address and those of the clauses that it is part of. Whoever cites a clause relies on everything in it.
fn outwards(address: &Address) -> impl Iterator<Item = Address> {
    std::iter::successors(Some(address.clone()), Address::parent)
}

fn cites(cited: &BTreeSet<Address>, address: &Address) -> bool {
    outwards(address).any(|address| cited.contains(&address))
}

/// What a decision cites, and where.
struct Cited {
    steps: Vec<BTreeSet<Address>>,
    exits: BTreeSet<Address>,
    rules: BTreeSet<Address>,
}

impl Cited {
    fn by(decision: &Decision, policy: Option<&Policy>) -> Self {
        let steps = decision.steps.iter();
        let steps = steps.map(|step| step.all_citations().map(|citation| citation.address.clone()).collect());
        let exits = decision.exits.iter().flat_map(|exit| &exit.citations);
        let rules = decision.doc.always_true.iter().flat_map(|rule| &rule.grounds.from);
        let rules = rules.filter_map(|citation| Some(policy?.clause(&citation.clause.value)?.address.clone()));
        Self {
            steps: steps.collect(),
            exits: exits.map(|citation| citation.address.clone()).collect(),
            rules: rules.collect(),
        }
    }

    fn left_out<'a>(&self, decision: &'a Decision, policy: Option<&Policy>) -> Vec<&'a LeftOut> {
        let cited = |address: &Address| {
            self.steps
                .iter()
                .chain([&self.exits])
                .any(|cited| cites(cited, address))
        };
        let all = decision.doc.left_out.iter();
        all.filter(|left_out| {
            let clause = policy.and_then(|policy| policy.clause(&left_out.clause.value));
            clause.is_some_and(|clause| cited(&clause.address))
        })
        .collect()
    }

    fn use_of<'a>(&self, clause: &'a Clause, decision: &'a Decision, policy: Option<&'a Policy>) -> ClauseUse<'a> {
        let address = &clause.address;
        let citing = self.steps.iter().enumerate().filter(|(_, cited)| cites(cited, address));
        let of = |left_out: &LeftOut| Some(policy?.clause(&left_out.clause.value)?.address.clone());
        // A reason of its own before that of the clause that it is part of.
        let left_out = outwards(address).find_map(|outer| {
            let mut all = decision.doc.left_out.iter();
            all.find(|left_out| of(left_out).as_ref() == Some(&outer))
        });
        ClauseUse {
            clause,
            steps: citing.map(|(i, _)| StepId(i)).collect(),
            elsewhere: cites(&self.exits, address) || cites(&self.rules, address),
            left_out,
        }
    }
}
