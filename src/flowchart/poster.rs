//! A drawing on paper: the smallest sheet that holds it in type that can be read, or where it is cut into several.

use super::svg::BEND;
use super::text::{self, LINE, SIZE};
use super::{Arrow, Chart, Drawing, Rect};

/// The smallest type that is printed, in points.
const TYPE: i32 = 7;
/// Half of what the edge of a box takes.
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
    /// Where across they end.
    pub end: i32,
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
    let cut = |paper: Paper| Some((paper, Cutting::new(drawing, chart, paper)?.sheets()?));
    match Paper::ALL.into_iter().find_map(cut) {
        Some((paper, sheets)) => Poster {
            paper,
            sheets,
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

/// A drawing on its way to several sheets, cut where no box, no words and no level line are.
struct Cutting<'a> {
    drawing: &'a Drawing,
    chart: &'a Chart,
    /// From where to where the drawing must not be cut.
    solid: Vec<(i32, i32)>,
    /// How wide a sheet may be, and how high.
    room: (i32, i32),
}

impl<'a> Cutting<'a> {
    /// Makes ready to cut; paper that the drawing is too wide for holds none of it.
    fn new(drawing: &'a Drawing, chart: &'a Chart, paper: Paper) -> Option<Cutting<'a>> {
        let (width, height) = paper.units();
        (drawing.width <= width).then(|| Cutting {
            drawing,
            chart,
            solid: solid(drawing),
            room: (width, height - NUMBER),
        })
    }

    /// Cuts, if no sheet would be too empty to be worth the paper.
    fn sheets(&self) -> Option<Vec<Sheet>> {
        let mut sheets = vec![self.sheet(0, 0)?];
        while let Some(top) = sheets.last().map(|sheet| sheet.bottom)
            && top < self.drawing.height
        {
            sheets.push(self.sheet(sheets.len(), top)?);
        }
        Some(sheets)
    }

    /// Returns the sheet that begins here, as full as it can be with the words at both its ends.
    fn sheet(&self, before: usize, top: i32) -> Option<Sheet> {
        let rest = Sheet {
            top,
            bottom: self.drawing.height,
            from: self.marks(top, |_| format!("{} {before}", self.chart.words.from_sheet)),
            on: Vec::new(),
        };
        if self.holds(&rest) {
            return Some(rest);
        }
        let mut lowest = top + self.room.1 - rest.edges().0;
        loop {
            let bottom = highest_free(&self.solid, lowest);
            if bottom - top < self.room.1 * LEAST / 100 {
                return None;
            }
            let sheet = Sheet {
                bottom,
                on: self.marks(bottom, |arrow| self.leads_on(arrow, before + 2)),
                ..rest.clone()
            };
            if self.holds(&sheet) {
                return Some(sheet);
            }
            lowest -= LINE;
        }
    }

    fn holds(&self, sheet: &Sheet) -> bool {
        let (start, end) = sheet.sides(self.drawing);
        end - start <= self.room.0 && sheet.height() <= self.room.1
    }

    fn leads_on(&self, arrow: &Arrow, sheet: usize) -> String {
        let drawn = self.drawing.boxes.get(arrow.into);
        let step = drawn.and_then(|drawn| self.chart.steps.get(drawn.step));
        let number = step.map_or("", |step| step.number.as_str());
        format!("{number} {} {sheet}", self.chart.words.on_sheet)
    }

    /// Lists the arrows that a cut parts, each line once, with their words clear of one another.
    fn marks(&self, cut: i32, words: impl Fn(&Arrow) -> String) -> Vec<Mark> {
        let arrows = self.drawing.arrows.iter();
        let mut parted: Vec<(i32, &Arrow)> = arrows
            .filter_map(|arrow| Some((parted_at(arrow, cut)?, arrow)))
            .collect();
        let side = if self.chart.rtl { -1 } else { 1 };
        parted.sort_by_key(|(x, _)| side * x);
        parted.dedup_by_key(|(x, _)| *x);
        let words: Vec<String> = parted.iter().map(|(_, arrow)| words(arrow)).collect();
        let starts = parted.iter().map(|(x, _)| side * x);
        let spans = starts
            .zip(&words)
            .map(|(start, words)| (start, start + APART + text::bold(text::width(words))));
        let spans: Vec<(i32, i32)> = spans.collect();
        let lines = clear_lines(&spans);
        let mark = |((words, (start, end)), line): ((String, (i32, i32)), usize)| Mark {
            x: side * start,
            away: STUB + LINE * i32::try_from(line).unwrap_or(0),
            end: side * end,
            words,
        };
        words.into_iter().zip(spans).zip(lines).map(mark).collect()
    }
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
    // An answer stays with its question.
    let labels = drawing.arrows.iter().filter_map(|arrow| {
        let (place, tail) = (arrow.label.as_ref()?.place, arrow.points.first()?.y);
        Some((place.y.min(tail), place.bottom().max(tail)))
    });
    let words = notes.map(|place: Rect| (place.y, place.bottom())).chain(labels);
    let lines = drawing.arrows.iter().flat_map(|arrow| arrow.points.windows(2));
    let level = lines.filter(|ends| ends[0].y == ends[1].y);
    // With the corners at their ends.
    let level = level.map(|ends| (ends[0].y - BEND, ends[0].y + BEND));
    boxes.chain(words).chain(level).collect()
}

/// Returns for the words at a cut, from where to where they run, how many lines they stand away from it.
///
/// Words begin at their arrow. Those that reach over the next arrows stand further away than those arrows begin.
fn clear_lines(spans: &[(i32, i32)]) -> Vec<usize> {
    let mut lines = vec![0; spans.len()];
    for (at, &(_, end)) in spans.iter().enumerate().rev() {
        let next = spans.iter().zip(&lines).skip(at + 1);
        let passed = next.take_while(|((start, _), _)| *start < end + APART);
        lines[at] = passed.map(|(_, line)| line + 1).max().unwrap_or(0);
    }
    lines
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

    /// Returns how high it is with these words.
    pub(super) fn height(&self) -> i32 {
        let (above, below) = self.edges();
        above + self.bottom - self.top + below
    }

    /// Returns from where to where it reaches across: the drawing, and words beside it.
    pub(super) fn sides(&self, drawing: &Drawing) -> (i32, i32) {
        let ends = || self.from.iter().chain(&self.on).map(|mark| mark.end);
        let (least, most) = (ends().min().unwrap_or(0), ends().max().unwrap_or(0));
        (least.min(0), most.max(drawing.width))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

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

    /// A chart of questions that lead on, past a few others, and to endings.
    fn tangled(steps: usize) -> Chart {
        let mut tangled = chart(steps, 4);
        for (index, step) in tangled.steps.iter_mut().take(steps).enumerate() {
            let past = [2, 4, 1, 3, 2][index % 5] + index;
            step.answers[1].to = if past < steps { past } else { steps };
            step.answers[2].to = if index % 3 == 0 {
                (index + 12).min(steps)
            } else {
                steps + 1
            };
        }
        tangled
    }

    #[test]
    fn no_sheet_is_larger_than_its_paper_whatever_its_arrows_say() {
        let mut cut_up = 0;
        for (steps, rtl) in [(26, false), (26, true), (33, false)] {
            let chart = Chart { rtl, ..tangled(steps) };
            let (drawing, poster) = (draw(&chart), printed(&chart));
            let room = poster.paper.units();
            for sheet in poster.sheets.iter().filter(|_| poster.too_small.is_none()) {
                let ((start, end), (above, below)) = (sheet.sides(&drawing), sheet.edges());
                assert!(end - start <= room.0, "{steps}: {sheet:?}");
                let number = if poster.sheets.len() > 1 { NUMBER } else { 0 };
                assert!(
                    above + sheet.bottom - sheet.top + below <= room.1 - number,
                    "{steps}: {sheet:?}"
                );
            }
            cut_up += usize::from(poster.sheets.len() > 1);
        }
        assert_eq!(cut_up, 3);
    }

    #[test]
    fn an_answer_is_on_the_sheet_of_its_question() {
        let chart = tangled(33);
        let (drawing, poster) = (draw(&chart), printed(&chart));
        for cut in poster.sheets.iter().skip(1).map(|sheet| sheet.top) {
            for arrow in &drawing.arrows {
                let end = arrow.label.as_ref().map(|label| label.place.bottom());
                assert!(
                    cut < arrow.points[0].y || end.is_none_or(|end| end <= cut),
                    "{cut}: {arrow:?}"
                );
            }
        }
    }

    #[test]
    fn words_at_a_cut_stand_on_the_first_line_that_is_clear() {
        assert_eq!(clear_lines(&[(0, 90), (100, 190), (300, 390)]), [1, 0, 0]);
        assert_eq!(clear_lines(&[(0, 90), (20, 110), (40, 130), (200, 290)]), [2, 1, 0, 0]);
        assert_eq!(clear_lines(&[(0, 90), (106, 170)]), [0, 0]);
    }

    proptest! {
        #[test]
        fn words_at_a_cut_are_clear_of_arrows_and_one_another(gaps in prop::collection::vec((1..200, 20..180), 1..14)) {
            let mut x = 0;
            let span = |(gap, room)| {
                x += gap;
                (x, x + room)
            };
            let spans: Vec<(i32, i32)> = gaps.into_iter().map(span).collect();
            let lines = clear_lines(&spans);
            for (one, &(start, end)) in spans.iter().enumerate() {
                for (other, &(next, _)) in spans.iter().enumerate() {
                    prop_assert!(next <= start || end < next || lines[one] > lines[other], "{:?}: {:?}", spans, lines);
                }
            }
        }
    }

    #[test]
    fn a_drawing_too_wide_for_any_paper_says_how_small_its_type_would_be() {
        let poster = printed(&chart(1, 16));
        assert_eq!(poster.sheets.len(), 1);
        assert!(poster.too_small.is_some_and(|tenths| tenths < 10 * TYPE), "{poster:?}");
    }
}
