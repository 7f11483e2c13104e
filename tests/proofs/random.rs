//! Random decisions of a good shape, small enough to list every journey: drawn as numbers, written out as YAML.

use std::collections::BTreeSet;
use std::fmt::Write;

use proptest::collection::vec;
use proptest::prelude::*;

/// A decision as numbers. Every number is taken modulo what there is to choose from, so every sketch is a decision.
#[derive(Clone, Debug)]
pub struct Sketch {
    questions: Vec<Vec<Answer>>,
    outcomes: Vec<Outcome>,
    exits: Vec<usize>,
    needed: [Vec<usize>; 2],
    rules: Vec<(Vec<Condition>, Vec<Condition>)>,
}

#[derive(Clone, Debug)]
struct Answer {
    go: usize,
    /// The first answer of a question is called `a0` everywhere, so that rules about names meet several.
    sets: Option<usize>,
}

#[derive(Clone, Debug)]
struct Outcome {
    verdict: usize,
    does: BTreeSet<usize>,
}

#[derive(Clone, Debug)]
struct Condition {
    kind: usize,
    picks: Vec<usize>,
}

const VERDICTS: [&str; 4] = ["proceed", "act-now", "stop", "wait"];

/// Draws a sketch.
pub fn sketch() -> impl Strategy<Value = Sketch> {
    let answer =
        (any::<usize>(), proptest::option::weighted(0.3, 0..2_usize)).prop_map(|(go, sets)| Answer { go, sets });
    let outcome = (0..4_usize, proptest::collection::btree_set(0..2_usize, 0..3));
    let outcome = outcome.prop_map(|(verdict, does)| Outcome { verdict, does });
    let condition = || (0..8_usize, vec(any::<usize>(), 1..4)).prop_map(|(kind, picks)| Condition { kind, picks });
    let rule = (vec(condition(), 0..3), vec(condition(), 1..3));
    (
        vec(vec(answer, 2..4), 1..7),
        vec(outcome, 1..5),
        vec(any::<usize>(), 0..3),
        [vec(0..4_usize, 0..3), vec(0..4_usize, 0..3)],
        vec(rule, 0..5),
    )
        .prop_map(|(questions, outcomes, exits, needed, rules)| Sketch {
            questions,
            outcomes,
            exits,
            needed,
            rules,
        })
}

impl Sketch {
    /// Writes the decision, without the steps that nothing leads to.
    pub fn text(&self) -> String {
        let reached = self.reached();
        let mut text = "title: t\npolicy: none.md\nstart: q0\n".to_owned();
        self.write_exits(&mut text);
        text.push_str("questions:\n");
        for (i, answers) in self.questions.iter().enumerate().filter(|(i, _)| reached.contains(i)) {
            self.write_question(&mut text, i, answers);
        }
        self.write_outcomes(&mut text, &reached);
        text.push_str("actions:\n  do0: {say: x, from: [1]}\n  do1: {say: y, from: [1]}\nrecord:\n");
        for (i, needed) in self.needed.iter().enumerate() {
            let verdicts: BTreeSet<&str> = needed.iter().map(|verdict| VERDICTS[*verdict]).collect();
            let verdicts: Vec<&str> = verdicts.into_iter().collect();
            let needed = verdicts.join(", ");
            // Every other line stands nowhere else than where it is needed.
            let only = if i % 2 == 1 {
                format!(", only-for: [{needed}]")
            } else {
                String::new()
            };
            writeln!(text, "  - {{id: f{i}, label: l, needed-for: [{needed}]{only}}}").unwrap();
        }
        self.write_rules(&mut text, &reached);
        text
    }

    /// Places of steps: questions first, then outcomes. Answers lead forward, so nothing goes round.
    fn target(&self, question: usize, answer: &Answer) -> usize {
        let all = self.questions.len() + self.outcomes.len();
        question + 1 + answer.go % (all - question - 1)
    }

    fn exit(&self, exit: usize) -> usize {
        self.questions.len() + exit % self.outcomes.len()
    }

    fn name(&self, place: usize) -> String {
        match place.checked_sub(self.questions.len()) {
            Some(outcome) => format!("o{outcome}"),
            None => format!("q{place}"),
        }
    }

    fn reached(&self) -> BTreeSet<usize> {
        let mut reached = BTreeSet::from([0]);
        for (i, answers) in self.questions.iter().enumerate() {
            if reached.contains(&i) {
                reached.extend(answers.iter().map(|answer| self.target(i, answer)));
            }
        }
        reached.extend(self.exits.iter().map(|exit| self.exit(*exit)));
        reached
    }

    fn write_exits(&self, text: &mut String) {
        for (i, exit) in self.exits.iter().enumerate() {
            if i == 0 {
                text.push_str("at-any-time:\n");
            }
            writeln!(
                text,
                "  - {{id: e{i}, say: exit {i}, go: {}, from: [1]}}",
                self.name(self.exit(*exit))
            )
            .unwrap();
        }
    }

    fn write_question(&self, text: &mut String, i: usize, answers: &[Answer]) {
        writeln!(
            text,
            "  q{i}:\n    ask: q\n    from: [1]\n    not-sure: {{left-out: no}}\n    answers:"
        )
        .unwrap();
        for (n, answer) in answers.iter().enumerate() {
            let sets = answer
                .sets
                .map_or(String::new(), |field| format!(", record: {{f{field}: words}}"));
            let go = self.name(self.target(i, answer));
            writeln!(text, "      - {{id: a{n}, say: answer {n}, go: {go}{sets}}}").unwrap();
        }
    }

    fn write_outcomes(&self, text: &mut String, reached: &BTreeSet<usize>) {
        text.push_str("outcomes:\n");
        let all = self.outcomes.iter().enumerate();
        for (i, outcome) in all.filter(|(i, _)| reached.contains(&(self.questions.len() + i))) {
            let does: Vec<String> = outcome.does.iter().map(|action| format!("do{action}")).collect();
            let verdict = VERDICTS[outcome.verdict];
            writeln!(
                text,
                "  o{i}: {{verdict: {verdict}, title: t, from: [1], do: [{}]}}",
                does.join(", ")
            )
            .unwrap();
        }
    }

    fn write_rules(&self, text: &mut String, reached: &BTreeSet<usize>) {
        for (i, (when, then)) in self.rules.iter().enumerate() {
            if i == 0 {
                text.push_str("always-true:\n");
            }
            let (when, then) = (self.conditions(when, reached), self.conditions(then, reached));
            writeln!(text, "  - {{say: rule {i}, when: {when}, then: {then}, from: [1]}}").unwrap();
        }
    }

    /// A key can stand once on each side, so of two conditions of one kind the first counts.
    fn conditions(&self, conditions: &[Condition], reached: &BTreeSet<usize>) -> String {
        let mut kinds = BTreeSet::new();
        let first = conditions.iter().filter(|condition| kinds.insert(condition.kind));
        let first: Vec<String> = first.map(|condition| self.condition(condition, reached)).collect();
        if first.is_empty() {
            "{any: ending}".to_owned()
        } else {
            format!("{{{}}}", first.join(", "))
        }
    }

    fn condition(&self, condition: &Condition, reached: &BTreeSet<usize>) -> String {
        let picks = &condition.picks;
        let list = |from: Vec<String>| {
            let picked: Vec<&str> = picks.iter().map(|pick| from[pick % from.len()].as_str()).collect();
            picked.join(", ")
        };
        let outcomes = || {
            reached
                .iter()
                .filter(|place| **place >= self.questions.len())
                .map(|place| self.name(*place))
        };
        let fixed = |names: &[&str]| names.iter().map(ToString::to_string).collect::<Vec<_>>();
        match condition.kind {
            0 => "any: ending".to_owned(),
            1 => format!("verdict: {}", VERDICTS[picks[0] % 4]),
            2 => format!("outcome: {}", outcomes().nth(picks[0] % outcomes().count()).unwrap()),
            3 => format!("passed: [{}]", list(self.marks(reached))),
            4 => format!("passed-any: [{}]", list(self.marks(reached))),
            5 => format!("answered-any: [{}]", list(self.answer_names(reached))),
            6 => format!("do: [{}]", list(fixed(&["do0", "do1"]))),
            _ => format!("record: [{}]", list(fixed(&["f0", "f1"]))),
        }
    }

    /// Everything that can be passed.
    fn marks(&self, reached: &BTreeSet<usize>) -> Vec<String> {
        let mut marks: Vec<String> = reached.iter().map(|place| self.name(*place)).collect();
        for (i, answers) in self.questions.iter().enumerate().filter(|(i, _)| reached.contains(i)) {
            marks.extend((0..answers.len()).map(|n| format!("q{i}=a{n}")));
        }
        marks.extend((0..self.exits.len()).map(|exit| format!("at-any-time=e{exit}")));
        marks
    }

    fn answer_names(&self, reached: &BTreeSet<usize>) -> Vec<String> {
        let asked = self.questions.iter().enumerate().filter(|(i, _)| reached.contains(i));
        let names: BTreeSet<String> = asked
            .flat_map(|(_, answers)| (0..answers.len()).map(|n| format!("a{n}")))
            .collect();
        names
            .into_iter()
            .chain((0..self.exits.len()).map(|exit| format!("e{exit}")))
            .collect()
    }
}
