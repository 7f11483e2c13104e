//! A drawing on paper: the smallest sheet that holds it in type that can be read, or where it is cut into several.

use super::text::{self, LINE, SIZE};
use super::{Arrow, Chart, Drawing, Rect};

/// The smallest type that is printed, in points.
const TYPE: i32 = 7;
/// Half of what the edge of a box or a level line takes.
const STROKE: i32 = 2;
/// Kept free above a box: the length of an arrowhead.
const HEAD: i32 = 12;
/// What the line with the number of a sheet takes from it, as the style sheet has it (5 mm).
const NUMBER: i32 = 33;
/// From a cut to the words that say where an arrow goes on.
const STUB: i32 = 26;
/// Between the words at one cut.
const APART: i32 = 16;
/// A sheet that would be less full than this share (in percent) is not worth the paper.
const LEAST: i32 = 30;

/// A kind of paper, and how it lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paper {
    /// Upright A4.
    A4,
    /// A4 on its side.
    A4Wide,
    /// Upright A3.
    A3,
    /// A3 on its side.
    A3Wide,
}

impl Paper {
    /// Every kind, the one that is easiest to come by first.
    pub const ALL: [Paper; 4] = [Paper::A4, Paper::A4Wide, Paper::A3, Paper::A3Wide];

    /// Returns the name of the kind in the style sheet.
    pub fn name(self) -> &'static str {
        match self {
            Paper::A4 => "a4",
            Paper::A4Wide => "a4-wide",
            Paper::A3 => "a3",
            Paper::A3Wide => "a3-wide",
        }
    }

    /// What the style sheet leaves for the drawing, across and down, in millimetres.
    fn room(self) -> (i32, i32) {
        match self {
            Paper::A4 => (192, 256),
            Paper::A4Wide => (279, 169),
            Paper::A3 => (279, 379),
            Paper::A3Wide => (402, 256),
        }
    }

    /// The same in units of a drawing whose type is as small as may be.
    fn units(self) -> (i32, i32) {
        // An inch is 72 points, or 254 tenths of a millimetre.
        let units = |millimetres: i32| millimetres * 10 * 72 * SIZE / (254 * TYPE);
        (units(self.room().0), units(self.room().1))
    }
}

/// How a drawing is printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Poster {
    /// The paper.
    pub paper: Paper,
    /// What is on each sheet, from the top of the drawing down.
    pub sheets: Vec<Sheet>,
    /// The size of the type in tenths of a point, where that is smaller than can be read; nothing fits it then.
    pub too_small: Option<i32>,
}

/// A part of a drawing, from one side to the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// Where it begins.
    pub top: i32,
    /// Where it ends.
    pub bottom: i32,
    /// Arrows that come from the sheet before.
    pub from: Vec<Mark>,
    /// Arrows that go on to the sheet after.
    pub on: Vec<Mark>,
}

/// An arrow at the edge of a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Where it stands.
    pub x: i32,
    /// How far its words stand from the edge, so that they are clear of others.
    pub away: i32,
    /// Where it leads, or where it comes from.
    pub words: String,
}

/// Finds the paper for a drawing: the first that holds all of it, else the first that it can be cut up for.
///
/// A drawing that fits none is printed on the largest, in type smaller than can be read, and that is told.
pub fn poster(drawing: &Drawing, chart: &Chart) -> Poster {
    let whole = |paper: &Paper| {
        let (width, height) = paper.units();
        drawing.width <= width && drawing.height <= height
    };
    if let Some(paper) = Paper::ALL.into_iter().find(whole) {
        return one_sheet(paper, drawing, None);
    }
    let cut = |paper: Paper| Some((paper, cuts(drawing, paper)?));
    match Paper::ALL.into_iter().find_map(cut) {
        Some((paper, cuts)) => Poster {
            paper,
            sheets: sheets(drawing, chart, &cuts),
            too_small: None,
        },
        None => smallest(drawing),
    }
}

fn one_sheet(paper: Paper, drawing: &Drawing, too_small: Option<i32>) -> Poster {
    let sheet = Sheet {
        top: 0,
        bottom: drawing.height,
        from: Vec::new(),
        on: Vec::new(),
    };
    Poster {
        paper,
        sheets: vec![sheet],
        too_small,
    }
}

/// Returns the poster on whichever A3 keeps the type larger.
fn smallest(drawing: &Drawing) -> Poster {
    let type_on = |paper: Paper| {
        let (width, height) = paper.units();
        (width * 10 * TYPE / drawing.width.max(1)).min(height * 10 * TYPE / drawing.height.max(1))
    };
    let (upright, wide) = (type_on(Paper::A3), type_on(Paper::A3Wide));
    let paper = if upright > wide { Paper::A3 } else { Paper::A3Wide };
    one_sheet(paper, drawing, Some(upright.max(wide)))
}

/// Finds where to cut a drawing for a kind of paper, so that no box, no words and no level line are cut.
fn cuts(drawing: &Drawing, paper: Paper) -> Option<Vec<i32>> {
    let (width, height) = paper.units();
    if drawing.width > width {
        return None;
    }
    let solid = solid(drawing);
    let (mut cuts, mut top) = (Vec::new(), 0);
    // Room for the words at both ends of a sheet: one line of them at each, as a rule.
    let room = height - NUMBER - 2 * (STUB + LINE);
    while drawing.height - top > room {
        let cut = highest_free(&solid, top + room);
        if cut - top < room * LEAST / 100 {
            return None;
        }
        cuts.push(cut);
        top = cut;
    }
    Some(cuts)
}

/// Returns the lowest place at or above `y` that is inside nothing.
fn highest_free(solid: &[(i32, i32)], mut y: i32) -> i32 {
    while let Some((top, _)) = solid.iter().find(|(top, bottom)| *top < y && y < *bottom) {
        y = *top;
    }
    y
}

/// Lists from where to where the drawing must not be cut.
fn solid(drawing: &Drawing) -> Vec<(i32, i32)> {
    let boxes = drawing
        .boxes
        .iter()
        .map(|drawn| (drawn.place.y - HEAD, drawn.place.bottom() + STROKE));
    let notes = drawing.notes.iter().map(|note| note.place);
    let labels = drawing
        .arrows
        .iter()
        .filter_map(|arrow| Some(arrow.label.as_ref()?.place));
    let words = notes.chain(labels).map(|place: Rect| (place.y, place.bottom()));
    let lines = drawing.arrows.iter().flat_map(|arrow| arrow.points.windows(2));
    let level = lines.filter(|ends| ends[0].y == ends[1].y);
    let level = level.map(|ends| (ends[0].y - STROKE, ends[0].y + STROKE));
    boxes.chain(words).chain(level).collect()
}

fn sheets(drawing: &Drawing, chart: &Chart, cuts: &[i32]) -> Vec<Sheet> {
    let tops = std::iter::once(0).chain(cuts.iter().copied());
    let bottoms = cuts.iter().copied().chain([drawing.height]);
    let sheet = |(number, (top, bottom)): (usize, (i32, i32))| Sheet {
        top,
        bottom,
        from: marks(drawing, chart, top, |_| {
            format!("{} {}", chart.words.from_sheet, number)
        }),
        on: marks(drawing, chart, bottom, |arrow| {
            let to = drawing
                .boxes
                .get(arrow.into)
                .and_then(|drawn| chart.steps.get(drawn.step));
            let to = to.map_or("", |step| step.number.as_str());
            format!("{to} {} {}", chart.words.on_sheet, number + 2)
        }),
    };
    tops.zip(bottoms).enumerate().map(sheet).collect()
}

/// Lists the arrows that a cut parts, each line once, with their words clear of one another.
fn marks(drawing: &Drawing, chart: &Chart, cut: i32, words: impl Fn(&Arrow) -> String) -> Vec<Mark> {
    let parted = drawing
        .arrows
        .iter()
        .filter_map(|arrow| Some((parted_at(arrow, cut)?, arrow)));
    let mut parted: Vec<(i32, &Arrow)> = parted.collect();
    let side = if chart.rtl { -1 } else { 1 };
    parted.sort_by_key(|(x, _)| side * x);
    parted.dedup_by_key(|(x, _)| *x);
    // How far each line of words is filled.
    let mut filled: Vec<i32> = Vec::new();
    let mut marks = Vec::new();
    for (x, arrow) in parted {
        let words = words(arrow);
        let start = side * x;
        let line = filled
            .iter()
            .position(|end| end + APART <= start)
            .unwrap_or(filled.len());
        let end = start + APART + text::bold(text::width(&words));
        match filled.get_mut(line) {
            Some(filled) => *filled = end,
            None => filled.push(end),
        }
        let away = STUB + LINE * i32::try_from(line).unwrap_or(0);
        marks.push(Mark { x, away, words });
    }
    marks
}

/// Returns how far across an arrow is cut, if it is.
fn parted_at(arrow: &Arrow, cut: i32) -> Option<i32> {
    let mut stretches = arrow.points.windows(2);
    let parts = |ends: &&[super::Point]| ends[0].y.min(ends[1].y) < cut && cut < ends[0].y.max(ends[1].y);
    stretches.find(parts).map(|ends| ends[0].x)
}

impl Sheet {
    /// Returns how much room the words of arrows that come in and go on take, above and below the sheet.
    pub(super) fn edges(&self) -> (i32, i32) {
        let room = |marks: &[Mark]| marks.iter().map(|mark| mark.away + LINE / 2).max().unwrap_or(0);
        (room(&self.from), room(&self.on))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::flowchart::{ChartAnswer, ChartStep, Shape, Words, draw};

    /// A chain of so many questions, each with so many more answers that end.
    fn chart(steps: usize, endings: usize) -> Chart {
        let answer = |to: usize| ChartAnswer { say: "Yes".into(), to };
        let step = |index: usize, answers: Vec<ChartAnswer>| ChartStep {
            id: format!("step-{index}"),
            title: "Is this a question of some length?".into(),
            shape: Shape::Question,
            number: (index + 1).to_string(),
            url: "#".into(),
            answers,
        };
        let ends = steps..steps + endings;
        let asked = (0..steps).map(|index| {
            let on = answer((index + 1).min(steps + endings - 1));
            step(index, [on].into_iter().chain(ends.clone().map(answer)).collect())
        });
        Chart {
            title: "A chart".into(),
            start: 0,
            steps: asked.chain(ends.clone().map(|index| step(index, Vec::new()))).collect(),
            rtl: false,
            not_sure: None,
            no_not_sure: Vec::new(),
            any_time: Vec::new(),
            words: Words::default(),
        }
    }

    fn printed(chart: &Chart) -> Poster {
        poster(&draw(chart), chart)
    }

    #[test]
    fn a_small_drawing_has_one_sheet_of_the_smallest_paper() {
        let poster = printed(&chart(2, 1));
        assert_eq!(
            (poster.paper, poster.sheets.len(), poster.too_small),
            (Paper::A4, 1, None)
        );
    }

    #[test]
    fn a_long_drawing_is_cut_where_only_arrows_are_and_each_says_where_it_goes() {
        let chart = chart(40, 1);
        let (drawing, poster) = (draw(&chart), printed(&chart));
        assert!(poster.sheets.len() > 1 && poster.too_small.is_none());
        for pair in poster.sheets.windows(2) {
            let cut = pair[0].bottom;
            assert_eq!(cut, pair[1].top);
            assert!(
                drawing
                    .boxes
                    .iter()
                    .all(|drawn| cut <= drawn.place.y || drawn.place.bottom() <= cut)
            );
            assert!(!pair[0].on.is_empty());
            assert_eq!(pair[0].on.len(), pair[1].from.len());
        }
        assert!(
            poster.sheets[0].on[0].words.ends_with(" on sheet 2"),
            "{:?}",
            poster.sheets[0].on
        );
        assert_eq!(poster.sheets[1].from[0].words, "from sheet 1");
    }

    #[test]
    fn a_drawing_too_wide_for_any_paper_says_how_small_its_type_would_be() {
        let poster = printed(&chart(1, 16));
        assert_eq!(poster.sheets.len(), 1);
        assert!(poster.too_small.is_some_and(|tenths| tenths < 10 * TYPE), "{poster:?}");
    }
}
