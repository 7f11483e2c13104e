//! What of a decision does not hang on a step: what it is called and for, its rules, its record, its sources.

use super::edition::text;
use super::grounds::Cited;
use super::lists::{Kind, Lists, named};
use super::{Change, edition, reworded, stated};
use crate::parse::decision::{ActionDoc, DecisionDoc, FieldDoc, LeftOut, Named, Options, RuleDoc, SourceDoc, Verdict};
use crate::proof::rules::describe;
use crate::source::Spanned;

/// Lists what does not hang on a step.
pub(super) fn changes(old: &DecisionDoc, new: &DecisionDoc, cited: &Cited) -> Vec<Change> {
    // By name, so that whoever adds a key here decides how a change of it is told.
    let DecisionDoc {
        title,
        for_whom,
        policy,
        edition,
        actions,
        outside_sources,
        left_out,
        record,
        always_true,
        // Told with the steps that they lead to.
        start: _,
        not_sure: _,
        at_any_time: _,
        questions: _,
        checklists: _,
        outcomes: _,
        // A note of who has looked at what, that no reader sees.
        reviewed: _,
    } = old;
    let mut changes = rules(always_true, &new.always_true, cited);
    changes.extend(of_record(record, &new.record));
    changes.extend(of_actions((actions, &new.actions), cited));
    changes.extend(sources(outside_sources, &new.outside_sources));
    changes.extend(of_left_out(left_out, &new.left_out));
    changes.extend(reworded("the title", &title.value, &new.title.value));
    changes.extend(stated(
        "line that says who it is for",
        text(for_whom),
        text(&new.for_whom),
    ));
    changes.extend(stated("policy that it rests on", text(policy), text(&new.policy)));
    changes.extend(edition::changes(edition, &new.edition));
    changes
}

fn rules(old: &[RuleDoc], new: &[RuleDoc], cited: &Cited) -> Vec<Change> {
    let asks = |rule: &RuleDoc| (describe(&rule.when), describe(&rule.then));
    let say = |rule: &RuleDoc| rule.say.value.clone();
    let lists = Lists::of((old, new), say, asks);
    let gone = lists.gone.iter().map(|rule| Change::RuleRemoved { rule: say(rule) });
    let added = lists.added.iter().map(|rule| Change::RuleAdded { rule: say(rule) });
    let kept = lists.pairs.iter().flat_map(|(old, new)| {
        let RuleDoc {
            say: words,
            when: _,
            then: _,
            grounds,
            span: _,
        } = old;
        let rule = say(new);
        let words = reworded("a rule", &words.value, &rule);
        let cites = cited.changes(&format!("the rule '{rule}'"), grounds, &new.grounds);
        let asks = (asks(old) != asks(new)).then_some(Change::RuleChanged { rule });
        asks.into_iter().chain(words).chain(cites)
    });
    gone.chain(added)
        .chain(kept)
        .chain(lists.reordered("The rules"))
        .collect()
}

fn of_record(old: &[FieldDoc], new: &[FieldDoc]) -> Vec<Change> {
    let kind = Kind {
        one: "line of the record",
        all: "The lines of the record",
    };
    let name = |field: &FieldDoc| field.id.value.clone();
    let label = |field: &FieldDoc| field.label.value.clone();
    named(kind, (old, new), name, label, |old, new| {
        let FieldDoc {
            id: _,
            label: _,
            needed_for,
            only_for,
            by_hand,
            options,
        } = old;
        let line = format!("the record's line '{}'", new.label.value);
        let needed = stated(
            &format!("list of endings that need {line}"),
            verdicts(needed_for),
            verdicts(&new.needed_for),
        );
        let who = |by_hand: bool| {
            Some(
                if by_hand {
                    "written by hand"
                } else {
                    "not written by hand"
                }
                .to_owned(),
            )
        };
        let by_hand = stated(&format!("way to fill in {line}"), who(*by_hand), who(new.by_hand));
        let only = stated(
            &format!("list of endings that have {line}"),
            verdicts(only_for),
            verdicts(&new.only_for),
        );
        let offered = stated(
            &format!("list of answers offered in {line}"),
            options.as_ref().map(offered),
            new.options.as_ref().map(offered),
        );
        needed.into_iter().chain(only).chain(by_hand).chain(offered).collect()
    })
}

fn offered(options: &Options) -> String {
    let words: Vec<&str> = options.words.iter().map(|word| word.value.as_str()).collect();
    let how = if options.many { "tick" } else { "choose" };
    format!("{how}: {}", words.join("; "))
}

fn verdicts(verdicts: &[Spanned<Verdict>]) -> Option<String> {
    let words: Vec<&str> = verdicts.iter().map(|verdict| verdict.value.word()).collect();
    (!words.is_empty()).then(|| words.join(", "))
}

fn of_actions((old, new): (&Named<ActionDoc>, &Named<ActionDoc>), cited: &Cited) -> Vec<Change> {
    let kind = Kind {
        one: "thing to do",
        all: "The things to do",
    };
    let (old, new) = (entries(old), entries(new));
    let say = |action: &(&String, &ActionDoc)| action.1.say.value.clone();
    named(kind, (&old, &new), name, say, |old, new| {
        let ActionDoc { say: _, grounds } = old.1;
        cited.changes(&format!("'{}'", new.0), grounds, &new.1.grounds)
    })
}

fn sources(old: &Named<SourceDoc>, new: &Named<SourceDoc>) -> Vec<Change> {
    let kind = Kind {
        one: "guidance from outside",
        all: "The sources from outside",
    };
    let (old, new) = (entries(old), entries(new));
    let title = |source: &(&String, &SourceDoc)| source.1.title.value.clone();
    named(kind, (&old, &new), name, title, |old, new| {
        let SourceDoc { title: _, by, link } = old.1;
        let title = &new.1.title.value;
        let by = stated(&format!("publisher of '{title}'"), text(by), text(&new.1.by));
        let link = stated(&format!("place to read '{title}'"), text(link), text(&new.1.link));
        by.into_iter().chain(link).collect()
    })
}

fn of_left_out(old: &[LeftOut], new: &[LeftOut]) -> Vec<Change> {
    let kind = Kind {
        one: "reason to leave out",
        all: "The reasons to leave clauses out",
    };
    let clause = |one: &LeftOut| one.clause.value.to_string();
    // No two reasons are taken for one that moved: each is of its clause.
    let words = |one: &LeftOut| one.why.value.clone();
    named(kind, (old, new), clause, words, |_, _| Vec::new())
}

fn entries<T>(named: &Named<T>) -> Vec<(&String, &T)> {
    named.iter().map(|(name, thing)| (name, &thing.value)).collect()
}

fn name<T>(entry: &(&String, &T)) -> String {
    entry.0.clone()
}
