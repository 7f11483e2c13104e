//! What matched steps say and rest on: their answers, their words, their clauses.

use super::decision::AT_ANY_TIME;
use super::grounds::Cited;
use super::lists::{Kind, Lists, unnamed};
use super::{Change, matched, reworded, stated};
use crate::parse::decision::{ChecklistDoc, DecisionDoc, ExitDoc, Grounds, ItemDoc, NotSure, OutcomeDoc, QuestionDoc};
use crate::proof::citations::folded;
use crate::site::{Arrow, Step, StepKind};

/// Lists which answers are new, gone, renamed, or say or record something else.
pub(super) fn answers(old: &Step, new: &Step) -> Vec<Change> {
    let mut changes = Vec::new();
    let answers = matched::answers(&old.arrows, &new.arrows);
    for answer in &answers {
        let before = answer.0.and_then(|i| old.arrows.get(i));
        let now = answer.1.and_then(|i| new.arrows.get(i));
        let step = new.id.clone();
        match (before, now) {
            (Some(before), Some(now)) => changes.extend(answer_kept(&step, before, now)),
            (Some(gone), None) => changes.push(Change::AnswerRemoved {
                step,
                answer: gone.id.clone(),
                say: gone.say.clone(),
            }),
            (None, Some(added)) => changes.push(Change::AnswerAdded {
                step,
                answer: added.id.clone(),
                say: added.say.clone(),
            }),
            (None, None) => {}
        }
    }
    let kept = answers.iter().filter_map(|(old, new)| Some(((*old)?, (*new)?)));
    if !kept.is_sorted_by_key(|(_, new)| new) {
        changes.push(Change::Reordered {
            what: format!("The answers to '{}'", new.id),
        });
    }
    changes
}

fn answer_kept(step: &str, old: &Arrow, new: &Arrow) -> Vec<Change> {
    let renamed = (old.id != new.id).then(|| Change::AnswerRenamed {
        step: step.to_owned(),
        old: old.id.clone(),
        new: new.id.clone(),
    });
    let words = reworded(format!("the answer '{}' to '{step}'", new.id), &old.say, &new.say);
    let changes = renamed.into_iter().chain(words);
    changes.chain(records(step, old, new)).collect()
}

/// Lists what an answer writes into other lines of the record, or in other words.
fn records(step: &str, old: &Arrow, new: &Arrow) -> Vec<Change> {
    let words = |arrow: &Arrow, line: &str| {
        let mut set = arrow.record.iter();
        set.find(|(name, _)| name == line).map(|(_, words)| words.clone())
    };
    let mut lines: Vec<&String> = old.record.iter().chain(&new.record).map(|(line, _)| line).collect();
    lines.sort_unstable();
    lines.dedup();
    let changed = lines.into_iter().filter_map(|line| {
        let what = format!("record's '{line}' after the answer '{}' to '{step}'", new.id);
        stated(&what, words(old, line), words(new, line))
    });
    changed.collect()
}

/// Lists which ways out are new, gone, renamed, or say or rest on something else.
pub(super) fn exits(old: &DecisionDoc, new: &DecisionDoc, cited: &Cited) -> Vec<Change> {
    let id = |exit: &ExitDoc| exit.id.value.clone();
    let lists = Lists::of((&old.at_any_time, &new.at_any_time), id, |exit| folded(&exit.say.value));
    let added = lists.added.iter().map(|exit| Change::AnswerAdded {
        step: AT_ANY_TIME.to_owned(),
        answer: id(exit),
        say: exit.say.value.clone(),
    });
    let gone = lists.gone.iter().map(|exit| Change::AnswerRemoved {
        step: AT_ANY_TIME.to_owned(),
        answer: id(exit),
        say: exit.say.value.clone(),
    });
    let kept = lists.pairs.iter().flat_map(|(old, new)| exit_kept(old, new, cited));
    let reordered = lists.reordered("The ways out");
    added.chain(gone).chain(kept).chain(reordered).collect()
}

fn exit_kept(old: &ExitDoc, new: &ExitDoc, cited: &Cited) -> Vec<Change> {
    let ExitDoc {
        id,
        say,
        go: _,
        grounds,
    } = old;
    let renamed = (id.value != new.id.value).then(|| Change::AnswerRenamed {
        step: AT_ANY_TIME.to_owned(),
        old: id.value.clone(),
        new: new.id.value.clone(),
    });
    let what = format!("the way out '{}'", new.id.value);
    let words = reworded(&what, &say.value, &new.say.value);
    let cites = cited.changes(&what, grounds, &new.grounds);
    renamed.into_iter().chain(words).chain(cites).collect()
}

/// Lists which words of a step itself have changed.
pub(super) fn words(old: &Step, new: &Step) -> Vec<Change> {
    let title = reworded(format!("'{}'", new.id), old.title(), new.title());
    let kind = stated(&format!("kind of the step '{}'", new.id), kind(old), kind(new));
    let what = match new.kind {
        StepKind::Outcome { .. } => format!("what '{}' says to do", new.id),
        _ => format!("the help with '{}'", new.id),
    };
    let below = reworded(what, below(old).unwrap_or_default(), below(new).unwrap_or_default());
    let to_do = to_do(old, new);
    title.into_iter().chain(kind).chain(below).chain(to_do).collect()
}

fn kind(step: &Step) -> Option<String> {
    let kind = match step.kind {
        StepKind::Question { .. } => "question",
        StepKind::Checklist { .. } => "checklist",
        StepKind::Outcome { .. } => "ending",
    };
    Some(kind.to_owned())
}

fn below(step: &Step) -> Option<&str> {
    match &step.kind {
        StepKind::Question { help, .. } | StepKind::Checklist { help, .. } => help.as_deref(),
        StepKind::Outcome { say, .. } => say.as_deref(),
    }
}

/// Compares the list of things that an ending says to do, by their names: their words are told once, not at each ending.
fn to_do(old: &Step, new: &Step) -> Option<Change> {
    let names = |step: &Step| match &step.kind {
        StepKind::Outcome { actions, .. } => {
            let names: Vec<&str> = actions.iter().map(|(name, _)| name.as_str()).collect();
            (!names.is_empty()).then(|| names.join(", "))
        }
        _ => None,
    };
    let what = format!("list of things to do at the ending '{}'", new.id);
    stated(&what, names(old), names(new))
}

/// Lists what a step, and what is on its list, rests on now.
pub(super) fn grounds(
    (old_doc, old): (&DecisionDoc, &Step),
    (new_doc, new): (&DecisionDoc, &Step),
    cited: &Cited,
) -> Vec<Change> {
    let (before, now) = (Written::of(old_doc, &old.id), Written::of(new_doc, &new.id));
    let what = format!("'{}'", new.id);
    let mut changes = cited.changes(&what, &before.grounds, &now.grounds);
    let kind = Kind {
        one: &format!("thing to check at {what}"),
        all: &format!("The things to check at {what}"),
    };
    let say = |item: &ItemDoc| item.say.value.clone();
    changes.extend(unnamed(kind, (before.items, now.items), say, |old, new| {
        let ItemDoc { say: _, grounds } = old;
        cited.changes(&format!("'{}' at {what}", new.say.value), grounds, &new.grounds)
    }));
    let reason = format!("reason why {what} has no answer 'Not sure'");
    changes.extend(stated(&reason, before.not_sure.cloned(), now.not_sure.cloned()));
    changes
}

/// What is written of a step that its link does not hold.
#[derive(Default)]
struct Written<'a> {
    grounds: Grounds,
    items: &'a [ItemDoc],
    not_sure: Option<&'a String>,
}

impl<'a> Written<'a> {
    // By name, so that whoever adds a key to a step decides how a change of it is told.
    fn of(doc: &'a DecisionDoc, name: &str) -> Self {
        let question = doc.questions.get(name).map(|step| Self::question(&step.value));
        let checklist = || doc.checklists.get(name).map(|step| Self::checklist(&step.value));
        let outcome = || doc.outcomes.get(name).map(|step| Self::outcome(&step.value));
        question.or_else(checklist).or_else(outcome).unwrap_or_default()
    }

    fn question(doc: &'a QuestionDoc) -> Self {
        let QuestionDoc {
            ask: _,
            help: _,
            grounds,
            answers: _,
            not_sure,
        } = doc;
        let not_sure = match not_sure {
            NotSure::LeftOut(why) => Some(&why.value),
            NotSure::To(_) | NotSure::AsUsual => None,
        };
        Self {
            grounds: grounds.clone(),
            not_sure,
            ..Self::default()
        }
    }

    fn checklist(doc: &'a ChecklistDoc) -> Self {
        let ChecklistDoc {
            ask: _,
            help: _,
            grounds,
            items,
            done: _,
            cannot: _,
        } = doc;
        Self {
            grounds: grounds.clone(),
            items,
            ..Self::default()
        }
    }

    fn outcome(doc: &'a OutcomeDoc) -> Self {
        let OutcomeDoc {
            verdict: _,
            title: _,
            say: _,
            grounds,
            actions: _,
        } = doc;
        Self {
            grounds: grounds.clone(),
            ..Self::default()
        }
    }
}
