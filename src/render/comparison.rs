//! What a new version changes, as a page that can go with the papers of a meeting.

use super::view::{ChangesView, ComparedView, ComparisonView, EndsView, GivenView, GroupView, PieceView, RewordedView};
use super::with_assets;
use crate::diagnostic::Diagnostic;
use crate::output::Output;
use crate::path::OutputPath;
use crate::proof::compare::words::{NOT_COMPARED, capitalised, heading, pieces, sentence, shortened};
use crate::proof::compare::{Change, Compared, Comparison, EndsElsewhere, Given, Piece, PieceKind};
use crate::site::Site;
use crate::theme::{Templates, Theme, asset_folder};

/// Renders the page, at `index.html`, with its style sheet. `old` and `new` are what was compared, as people call it;
/// `site` is the new version, whose language and colours the page has.
///
/// # Errors
/// What is wrong with the theme's templates.
pub fn comparison(
    comparison: &Comparison,
    (old, new): (&str, &str),
    site: &Site,
    theme: &Theme,
) -> Result<Output, Vec<Diagnostic>> {
    let templates = Templates::new(theme)?;
    let assets = theme.assets(site.config.accent.as_ref().map(|accent| accent.value.as_str()));
    let folder = asset_folder(&assets);
    let view = ComparisonView {
        language: site.config.language.clone(),
        direction: site.config.direction(),
        assets: folder.clone(),
        old: old.to_owned(),
        new: new.to_owned(),
        documents: comparison.documents.iter().map(compared).collect(),
        not_compared: NOT_COMPARED,
    };
    let page = templates
        .render("comparison.html", &view)
        .map_err(|fault| vec![fault])?;
    let mut output = Output::default();
    output.files.insert(OutputPath::home(), page.into_bytes());
    with_assets(&mut output, &folder, assets);
    Ok(output)
}

fn compared(compared: &Compared) -> ComparedView {
    let changes = &compared.changes;
    let ends = changes.iter().filter_map(|change| match change {
        Change::EndsElsewhere(group) => Some(ends(group)),
        _ => None,
    });
    let groups = [
        ("Where people end up", Group::Ends),
        ("Clauses", Group::Clauses),
        ("Steps, answers and rules", Group::Steps),
        ("What else is different", Group::Else),
    ];
    let groups = groups.into_iter().map(|(title, group)| GroupView {
        title,
        sentences: changes
            .iter()
            .filter(|change| Group::of(change) == group)
            .map(sentence)
            .collect(),
    });
    ComparedView {
        heading: heading(compared),
        ends: ends.collect(),
        words: changes.iter().filter_map(words).collect(),
        groups: groups.filter(|group| !group.sentences.is_empty()).collect(),
    }
}

/// Under which heading a change is told.
#[derive(PartialEq, Eq)]
enum Group {
    /// In the table of endings.
    EndsTable,
    /// In the table of words.
    WordsTable,
    Ends,
    Clauses,
    Steps,
    Else,
}

impl Group {
    fn of(change: &Change) -> Self {
        match change {
            Change::EndsElsewhere(_) => Self::EndsTable,
            Change::Reworded { .. } | Change::ClauseChanged { .. } => Self::WordsTable,
            Change::NotCompared { .. } => Self::Ends,
            Change::ClauseAdded { .. }
            | Change::ClauseRemoved { .. }
            | Change::ClauseWithdrawn { .. }
            | Change::ClauseRenumbered { .. } => Self::Clauses,
            Change::Verdict { .. }
            | Change::StepAdded { .. }
            | Change::StepRemoved { .. }
            | Change::StepRenamed { .. }
            | Change::AnswerAdded { .. }
            | Change::AnswerRemoved { .. }
            | Change::AnswerRenamed { .. }
            | Change::LeadsElsewhere { .. }
            | Change::RuleAdded { .. }
            | Change::RuleRemoved { .. }
            | Change::RuleChanged { .. } => Self::Steps,
            Change::Stated { .. }
            | Change::Added { .. }
            | Change::Removed { .. }
            | Change::Renamed { .. }
            | Change::Reordered { .. }
            | Change::Cites { .. } => Self::Else,
        }
    }
}

fn ends(group: &EndsElsewhere) -> EndsView {
    let given = |given: &Given| {
        let answers: Vec<&str> = given.answers.iter().map(|answer| answer.say.as_str()).collect();
        GivenView {
            ask: given.step.title.clone(),
            answer: answers.join(", or: "),
        }
    };
    let way = |answers: &Vec<Given>| answers.iter().map(given).collect();
    EndsView {
        everyone: group.everyone.iter().map(way).collect(),
        example: group.example.as_ref().map(way),
        old: group.old.title.clone(),
        new: group.new.title.clone(),
        journeys: group.journeys.clone(),
    }
}

fn words(change: &Change) -> Option<RewordedView> {
    let what = match change {
        Change::Reworded { what, .. } => what.clone(),
        Change::ClauseChanged { clause, .. } => format!("Clause {clause}"),
        _ => return None,
    };
    let side = |left_out: PieceKind| -> ChangesView {
        let pieces = pieces(change).iter().filter(|piece| piece.kind != left_out);
        pieces.map(piece).collect()
    };
    Some(RewordedView {
        what: capitalised(&what),
        before: side(PieceKind::In),
        now: side(PieceKind::Out),
    })
}

fn piece(piece: &Piece) -> PieceView {
    let same = piece.kind == PieceKind::Same;
    PieceView {
        kind: match piece.kind {
            PieceKind::Same => "same",
            PieceKind::Out => "out",
            PieceKind::In => "in",
        },
        text: if same {
            shortened(&piece.text)
        } else {
            piece.text.clone()
        },
    }
}
