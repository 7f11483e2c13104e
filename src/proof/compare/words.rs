//! A comparison in plain words, for a person in a meeting.

use super::{Change, Compared, Comparison, DocumentKind, EndsElsewhere, Given, Piece, PieceKind, Standing};

/// What is not compared, for those who rely on a comparison.
pub const NOT_COMPARED: &str = "Not compared: where links lead, stress and other dress of words, pictures but for \
their words, the order in which a step names its clauses, the notes of who has reviewed which clause, and site.yaml.";

/// Returns the whole comparison, a heading for each document and a line or two for each change.
pub fn comparison(comparison: &Comparison) -> String {
    if comparison.is_empty() {
        return format!("Nothing differs: no clause, no step, no answer, no ending.\n{NOT_COMPARED}\n");
    }
    let documents: Vec<String> = comparison.documents.iter().map(document).collect();
    format!("{}\n{NOT_COMPARED}\n", documents.join("\n"))
}

fn document(compared: &Compared) -> String {
    let mut lines = vec![heading(compared)];
    lines.extend(compared.changes.iter().flat_map(self::lines));
    lines.join("\n") + "\n"
}

/// Returns a change as an item of a list: its sentence and, below that, the words that changed, where it has them.
pub fn lines(change: &Change) -> Vec<String> {
    let words = pieces(change)
        .iter()
        .map(piece)
        .collect::<String>()
        .replace("][", "] [");
    let words = (!words.is_empty()).then(|| format!("    {words}"));
    [format!("- {}", sentence(change))].into_iter().chain(words).collect()
}

/// Returns the line above the changes of a document: what it is, and that it is new or gone.
pub fn heading(compared: &Compared) -> String {
    let kind = match compared.kind {
        DocumentKind::Policy => "policy",
        DocumentKind::Decision => "decision",
        DocumentKind::Page => "page",
    };
    let Compared { name, title, .. } = compared;
    match compared.standing {
        Standing::New => format!("There is a new {kind}: {title} ({name})"),
        Standing::Gone => format!("A {kind} is gone: {title} ({name})"),
        Standing::Changed => format!("The {kind} has changed: {title} ({name})"),
    }
}

/// Returns a change as one sentence.
pub fn sentence(change: &Change) -> String {
    match change {
        Change::NotCompared { why } => format!("The journeys could not be compared. {why}"),
        Change::EndsElsewhere(group) => ends_elsewhere(group),
        Change::Verdict { step, old, new } => {
            format!("The ending '{}' now says '{new}' instead of '{old}'.", step.id)
        }
        Change::LeadsElsewhere { step, answer, old, new } if answer.is_empty() => {
            format!("The {step} is now '{new}' instead of '{old}'.")
        }
        Change::LeadsElsewhere { step, answer, old, new } => {
            format!("The answer '{answer}' at '{step}' now leads to '{new}' instead of '{old}'.")
        }
        Change::Cites { what, now, no_longer } => cites(what, now, no_longer),
        Change::RuleAdded { rule } => format!("There is a new rule: {rule}."),
        Change::RuleRemoved { rule } => format!("This rule is gone: {rule}."),
        Change::RuleChanged { rule } => format!("This rule asks something else under the same words: {rule}."),
        Change::Reworded { what, words } => reworded(what, words),
        Change::Stated { what, old, new } => stated(what, old.as_deref(), new.as_deref()),
        Change::Added { what, words } => format!("There is a new {what}: {words}"),
        Change::Removed { what, words } => format!("The {what} is gone: {words}"),
        Change::Renamed { what, old, new } => {
            format!("The {what} '{old}' is now called '{new}'; its words are the same.")
        }
        Change::Reordered { what } => format!("{what} stand in another order."),
        Change::StepAdded { step } => format!("There is a new step '{}': {}", step.id, step.title),
        Change::StepRemoved { step } => format!("The step '{}' is gone: {}", step.id, step.title),
        Change::StepRenamed { old, new, title } => {
            format!("The step '{old}' is now called '{new}'; its words are the same: {title}")
        }
        Change::AnswerAdded { step, answer, say } => format!("'{step}' has a new answer '{answer}': {say}"),
        Change::AnswerRemoved { step, answer, say } => format!("'{step}' no longer has the answer '{answer}': {say}"),
        Change::AnswerRenamed { step, old, new } => {
            format!("The answer '{old}' at '{step}' is now called '{new}'; its words are the same.")
        }
        Change::ClauseAdded { clause, words } => format!("There is a new clause {clause}: {words}"),
        Change::ClauseRemoved { clause, words } => format!("Clause {clause} is gone: {words}"),
        Change::ClauseWithdrawn { clause, words } => format!("Clause {clause} is withdrawn. It said: {words}"),
        Change::ClauseChanged { clause, .. } => format!("Clause {clause} has changed."),
        Change::ClauseRenumbered { old, new } => format!("Clause {old} is now clause {new}; its words are the same."),
    }
}

fn reworded(what: &str, words: &[Piece]) -> String {
    match words {
        [one] if one.kind == PieceKind::In => format!("There are words now where there were none: {what}."),
        [one] if one.kind == PieceKind::Out => format!("The words of {what} are gone."),
        _ => format!("The words of {what} have changed."),
    }
}

fn stated(what: &str, old: Option<&str>, new: Option<&str>) -> String {
    match (old, new) {
        (Some(old), Some(new)) => format!("The {what} is now '{new}' instead of '{old}'."),
        (None, Some(new)) => format!("The {what} is now given: '{new}'."),
        (Some(old), None) => format!("The {what} is no longer given. It was '{old}'."),
        (None, None) => String::new(),
    }
}

fn cites(what: &str, now: &[String], no_longer: &[String]) -> String {
    let what = capitalised(what);
    match (now, no_longer) {
        (now, []) => format!("{what} now also rests on {}.", now.join(", ")),
        ([], no_longer) => format!("{what} no longer rests on {}.", no_longer.join(", ")),
        (now, no_longer) => format!(
            "{what} now rests on {} instead of {}.",
            now.join(", "),
            no_longer.join(", ")
        ),
    }
}

fn ends_elsewhere(group: &EndsElsewhere) -> String {
    let EndsElsewhere { old, new, .. } = group;
    let mut who: Vec<String> = group.everyone.iter().map(|answers| everyone(answers)).collect();
    if let Some(answers) = &group.example {
        let others = if who.is_empty() { "some people" } else { "some others" };
        who.push(format!("{others}, for example {}", everyone(answers)));
    }
    let journeys = match group.journeys.as_str() {
        "1" => "1 journey".to_owned(),
        count => format!("{count} journeys"),
    };
    let (who, ends) = match who.as_slice() {
        [one] => (one.clone(), "ends"),
        _ => (who.join("; "), "end"),
    };
    let who = capitalised(&who);
    format!("{who} now {ends} at '{}' instead of '{}' ({journeys}).", new.id, old.id)
}

fn everyone(answers: &[Given]) -> String {
    let said = |given: &Given| {
        let answers: Vec<String> = given.answers.iter().map(|answer| format!("'{}'", answer.id)).collect();
        format!("{} at '{}'", answers.join(" or "), given.step.id)
    };
    match answers {
        [] => "everyone".to_owned(),
        _ => format!(
            "everyone who answers {}",
            answers.iter().map(said).collect::<Vec<_>>().join(" and ")
        ),
    }
}

/// Returns words with a capital letter at their beginning.
pub fn capitalised(words: &str) -> String {
    let mut letters = words.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Returns the words of a text that was changed, with what was taken out and put in; none for another change.
pub fn pieces(change: &Change) -> &[Piece] {
    match change {
        Change::Reworded { words, .. } | Change::ClauseChanged { words, .. } => words,
        _ => &[],
    }
}

fn piece(piece: &Piece) -> String {
    let (words, behind) = match piece.text.strip_suffix(' ') {
        Some(words) => (words, " "),
        None => (piece.text.as_str(), ""),
    };
    match piece.kind {
        PieceKind::Same => shortened(&piece.text),
        PieceKind::Out => format!("[out: {words}]{behind}"),
        PieceKind::In => format!("[in: {words}]{behind}"),
    }
}

/// As many words as are shown on each side of a change.
const AROUND: usize = 8;

/// Returns words that stayed as they were, the first and the last of them where there are many.
pub fn shortened(text: &str) -> String {
    let words: Vec<&str> = text.split_inclusive(' ').collect();
    match words.len().checked_sub(AROUND) {
        Some(behind) if behind > AROUND + 1 => {
            let (first, last) = (words[..AROUND].concat(), words[behind..].concat());
            format!("{first}... {last}")
        }
        _ => text.to_owned(),
    }
}
