//! What a page says otherwise than before: a policy clause by clause, a decision step by step, any other page as a whole.
//!
//! Of what was published only the pages are left, so both versions are read back from finished pages.

use std::collections::BTreeMap;

use super::markup::{Piece, Tag, inside, read};
use crate::output::Output;
use crate::parse::policy::Address;
use crate::path::OutputPath;
use crate::proof::compare::policy::{Spoken, of_clauses};
use crate::proof::compare::{Change, StepNamed, on_one_line, reworded};

/// Classes of elements that say nothing of their own: numbers, which move with other clauses and steps, and who uses a
/// clause.
const LEFT_OUT: [&str; 4] = ["clause-number", "clause-uses", "word-number", "unseen"];

/// Elements that stand in a line of words; all others end it.
const IN_LINE: [&str; 11] = [
    "a", "b", "cite", "code", "del", "em", "span", "strong", "sub", "sup", "time",
];

/// Returns whether [`changes`] tells a page: each decision once, by its page in numbered words.
pub fn is_told(path: &OutputPath) -> bool {
    let parts: Vec<&str> = path.as_str().split('/').collect();
    match parts.as_slice() {
        ["index.html"] => true,
        ["policies" | "pages", name] => name.ends_with(".html"),
        ["decisions", _, name] => *name == "words.html",
        _ => false,
    }
}

/// Lists what the page at `path` says otherwise in `now` than in `before`.
pub fn changes(path: &OutputPath, before: &[u8], now: &Output) -> Vec<Change> {
    let (old, new) = (
        Passages::of(before),
        Passages::of(now.files.get(path).map_or(&[], Vec::as_slice)),
    );
    let around = match path.as_str().split('/').next() {
        Some("policies") => "what stands around the clauses",
        Some("decisions") => "what stands around the steps",
        _ => "this page",
    };
    let around = reworded(around, &old.around, &new.around);
    let mut changes = steps(&old.steps, &new.steps);
    changes.extend(of_clauses(old.clauses, new.clauses));
    changes.extend(around);
    changes
}

fn steps(old: &BTreeMap<String, Step>, new: &BTreeMap<String, Step>) -> Vec<Change> {
    let named = |(id, step): (&String, &Step)| StepNamed {
        id: id.clone(),
        title: on_one_line(&step.title),
    };
    let added = new.iter().filter(|(id, _)| !old.contains_key(*id));
    let gone = old.iter().filter(|(id, _)| !new.contains_key(*id));
    let same = new.iter().filter_map(|(id, step)| Some((id, old.get(id)?, step)));
    same.filter_map(|(id, old, new)| reworded(format!("'{id}'"), &old.words, &new.words))
        .chain(added.map(|step| Change::StepAdded { step: named(step) }))
        .chain(gone.map(|step| Change::StepRemoved { step: named(step) }))
        .collect()
}

/// The words of a page, by what they belong to.
#[derive(Default)]
struct Passages {
    clauses: Vec<Spoken>,
    steps: BTreeMap<String, Step>,
    around: String,
}

#[derive(Default)]
struct Step {
    title: String,
    words: String,
}

/// An element that has begun and not ended.
struct Open {
    name: String,
    /// Whose words stand in it.
    owner: Owner,
    is_heading: bool,
    is_way_on: bool,
}

#[derive(Clone, Default)]
enum Owner {
    #[default]
    Page,
    Clause(usize),
    Step(String),
    Nobody,
}

impl Passages {
    fn of(page: &[u8]) -> Self {
        let mut passages = Self::default();
        let mut open: Vec<Open> = Vec::new();
        for piece in inside(&read(page), "main") {
            match piece {
                Piece::Start(tag) => {
                    passages.end_line(&open, &tag.name);
                    if !tag.is_void() {
                        let element = passages.begun(&tag, &open);
                        open.push(element);
                    }
                }
                Piece::End(name) => {
                    passages.end_line(&open, &name);
                    let begun = open.iter().rposition(|element| element.name == name);
                    open.truncate(begun.unwrap_or(open.len()));
                }
                Piece::Text(words) => passages.add(&words, &open),
            }
        }
        for clause in &mut passages.clauses {
            clause.words = on_one_line(&clause.words);
        }
        passages
    }

    fn begun(&mut self, tag: &Tag, open: &[Open]) -> Open {
        let outer = open.last();
        let is = |class: &str| {
            tag.get("class")
                .is_some_and(|all| all.split(' ').any(|one| one == class))
        };
        let outer_owner = outer.map_or(Owner::Page, |outer| outer.owner.clone());
        let is_way_on = is("word-answers") || outer.is_some_and(|outer| outer.is_way_on);
        if let (true, Some(to)) = (is_way_on && tag.name == "a", tag.get("href")) {
            // The step's name stays when it gets another title or number.
            self.add(&format!("'{}'", to.trim_start_matches('#')), open);
        }
        let owner = match tag.get("id") {
            _ if is_way_on && tag.name == "a" => Owner::Nobody,
            _ if LEFT_OUT.iter().any(|class| is(class)) || tag.name == "nav" => Owner::Nobody,
            Some(id) if is("clause") => self.clause(id),
            Some(id) if is("word-step") => Owner::Step(id.to_owned()),
            _ => outer_owner,
        };
        Open {
            owner,
            is_heading: tag.name == "h3" || outer.is_some_and(|outer| outer.is_heading),
            is_way_on,
            name: tag.name.clone(),
        }
    }

    fn clause(&mut self, id: &str) -> Owner {
        let address = Address::parse(id).map_or_else(|| id.to_owned(), |address| address.to_string());
        self.clauses.push(Spoken {
            address,
            words: String::new(),
            withdrawn: false,
        });
        Owner::Clause(self.clauses.len() - 1)
    }

    fn end_line(&mut self, open: &[Open], name: &str) {
        if !IN_LINE.contains(&name) {
            self.add(" ", open);
        }
    }

    fn add(&mut self, words: &str, open: &[Open]) {
        let innermost = open.last();
        match innermost.map(|element| &element.owner) {
            None | Some(Owner::Page) => self.around += words,
            Some(Owner::Clause(at)) => self.clauses.get_mut(*at).into_iter().for_each(|one| one.words += words),
            Some(Owner::Step(id)) => {
                let step = self.steps.entry(id.clone()).or_default();
                step.words += words;
                if innermost.is_some_and(|element| element.is_heading) {
                    step.title += words;
                }
            }
            Some(Owner::Nobody) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::proof::compare::words::lines;

    fn told(path: &str, before: &str, now: &str) -> Vec<String> {
        let path = OutputPath::new(path).expect("a good path");
        let page = |main: &str| format!("<title>T</title><main>{main}</main>").into_bytes();
        let now = Output {
            files: [(path.clone(), page(now))].into(),
        };
        changes(&path, &page(before), &now).iter().flat_map(lines).collect()
    }

    #[test]
    fn a_policy_is_told_clause_by_clause() {
        let clause = |id: &str, words: &str| {
            format!(
                "<div class=clause id={id}><a class=clause-number href=#x>{id}</a><p>{words}</p><p class=clause-uses>x{id}</p></div>"
            )
        };
        let before = [clause("1.1", "Keep it for five years."), clause("1.2.a", "Old.")].concat();
        let now = [clause("1.1", "Keep it for <em>ten</em> years."), clause("2", "New.")].concat();
        assert_eq!(
            told(
                "policies/a.html",
                &format!("<dl>1.0</dl>{before}"),
                &format!("<dl>1.1</dl>{now}")
            ),
            [
                "- Clause 1.1 has changed.",
                "    Keep it for [out: five] [in: ten] years.",
                "- There is a new clause 2: New.",
                "- Clause 1.2(a) is gone: Old.",
                "- The words of what stands around the clauses have changed.",
                "    [out: 1.0] [in: 1.1]"
            ]
        );
        assert_eq!(told("policies/a.html", &before, &before), [""; 0]);
    }

    #[test]
    fn a_decision_is_told_step_by_step_and_numbers_that_move_are_no_change() {
        let step = |id: &str, number: u8, to: &str| {
            format!(
                "<section class=word-step id={id}><h3><span class=word-number>{number}</span> <span>Is {id} so?</span></h3>\
                     <ul class=word-answers><li>Yes <a href=#{to}><span class=unseen>go to </span>{number}. Is {to} so?</a></li></ul></section>"
            )
        };
        let before = [step("a", 1, "b"), step("b", 2, "stop")].concat();
        let now = [step("new", 1, "a"), step("a", 2, "b"), step("b", 3, "a")].concat();
        assert_eq!(
            told("decisions/d/words.html", &before, &now),
            [
                "- The words of 'b' have changed.",
                "    Is b so? Yes [out: 'stop'] [in: 'a']",
                "- There is a new step 'new': Is new so?",
            ]
        );
    }

    #[test]
    fn a_page_without_clauses_is_told_as_a_whole_and_wild_markup_does_no_harm() {
        assert_eq!(
            told("pages/a.html", "<p>Ring 1.</p></b></p>", "<p>Ring 2.<div><p>"),
            ["- The words of this page have changed.", "    Ring [out: 1.] [in: 2.]"]
        );
    }
}
