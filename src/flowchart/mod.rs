//! A decision as a picture: a [`Chart`] goes in, a [`Drawing`] in whole numbers comes out, and [`svg()`] writes it down.
//!
//! Pure, and the same on every machine: text is measured by built-in averages, never by a font. Nothing here knows
//! what a policy is or where a page lies; whoever fills in the [`Chart`] decides the words, the numbers and the links.
//! A chart that makes no sense (circles, answers that lead nowhere) is drawn as far as it can be, and never refused.

mod layout;
mod poster;
mod svg;
mod text;

pub use crate::parse::decision::Verdict;
pub use layout::draw;
pub use poster::{Mark, Paper, Poster, Sheet, poster};
pub use svg::{sheet, svg};

/// What kind of step a box stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Asks one thing.
    Question,
    /// Holds things that must all be true.
    Checklist,
    /// Ends the journey.
    Outcome(Verdict),
}

/// One step of a decision, as the picture needs it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChartStep {
    /// The author's name for the step; ends up in `data-step`.
    pub id: String,
    /// The words in the box.
    pub title: String,
    /// Question, checklist or outcome.
    pub shape: Shape,
    /// The number shown in the box and said in "goes to 3"; may be empty.
    pub number: String,
    /// Where the box links to.
    pub url: String,
    /// The ways on, in the author's order. A step without any is an ending, whatever its shape.
    pub answers: Vec<ChartAnswer>,
}

/// One way on from a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChartAnswer {
    /// The words beside the arrow.
    pub say: String,
    /// Index of the step that it leads to; an index that no step has is left out of the picture.
    pub to: usize,
}

/// A whole decision, ready to be drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chart {
    /// The name of the picture, for those who cannot see it.
    pub title: String,
    /// Index of the first step.
    pub start: usize,
    /// Every step. Each is drawn, whether or not anything leads to it.
    pub steps: Vec<ChartStep>,
    /// Whether the page reads from right to left; the picture is then mirrored.
    pub rtl: bool,
    /// Where anyone who is not sure of an answer is sent. Drawn once, as a note.
    pub not_sure: Option<usize>,
    /// The numbers of the questions without that way out; the note names them.
    pub no_not_sure: Vec<String>,
    /// Ways out that are open at every step. Drawn once, above everything else.
    pub any_time: Vec<ChartAnswer>,
    /// The few words that the picture adds to the author's own.
    pub words: Words,
}

/// The words that are not the author's, so that a site in another language can bring its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// On the tag above the first step.
    pub start: String,
    /// Heads the ways out that are always open.
    pub any_time: String,
    /// Heads the way out for the unsure.
    pub not_sure: String,
    /// The same where some question has no such way out.
    pub not_sure_at_most: String,
    /// Said before the numbers of the questions without that way out.
    pub every_question_but: String,
    /// Said between an answer and the step that it leads to.
    pub goes_to: String,
    /// Heads a small box that stands for a step drawn elsewhere.
    pub continue_at: String,
    /// Said at the foot of a sheet, between a step's number and the sheet that it is on.
    pub on_sheet: String,
    /// Said at the head of a sheet, before the number of the sheet that an arrow comes from.
    pub from_sheet: String,
    /// Heads a checklist.
    pub checklist: String,
    /// Heads an outcome that lets the reader go ahead.
    pub proceed: String,
    /// Heads an outcome that cannot wait.
    pub act_now: String,
    /// Heads an outcome that forbids.
    pub stop: String,
    /// Heads an outcome that postpones.
    pub wait: String,
}

impl Default for Words {
    /// The words in English.
    fn default() -> Words {
        Words {
            start: "Start here".into(),
            any_time: "At any time".into(),
            not_sure: "Not sure at any question?".into(),
            not_sure_at_most: "Not sure?".into(),
            every_question_but: "At every question except".into(),
            goes_to: "goes to".into(),
            continue_at: "Go to".into(),
            on_sheet: "on sheet".into(),
            from_sheet: "from sheet".into(),
            checklist: "Check all of these".into(),
            proceed: "Go ahead".into(),
            act_now: "Act now".into(),
            stop: "Stop".into(),
            wait: "Wait".into(),
        }
    }
}

impl Words {
    /// Returns the word for a verdict.
    pub fn verdict(&self, verdict: Verdict) -> &str {
        match verdict {
            Verdict::Proceed => &self.proceed,
            Verdict::ActNow => &self.act_now,
            Verdict::Stop => &self.stop,
            Verdict::Wait => &self.wait,
        }
    }
}

/// A place in the picture: right of and below the top left corner.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Point {
    /// Units from the left edge.
    pub x: i32,
    /// Units from the top edge.
    pub y: i32,
}

/// An upright rectangle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rect {
    /// Left edge.
    pub x: i32,
    /// Top edge.
    pub y: i32,
    /// Units across.
    pub width: i32,
    /// Units down.
    pub height: i32,
}

impl Rect {
    /// Returns the first unit right of the rectangle.
    pub fn right(&self) -> i32 {
        self.x + self.width
    }

    /// Returns the first unit below the rectangle.
    pub fn bottom(&self) -> i32 {
        self.y + self.height
    }

    /// Says whether the two share any area; touching edges do not count.
    pub fn overlaps(&self, other: &Rect) -> bool {
        self.x < other.right() && other.x < self.right() && self.y < other.bottom() && other.y < self.bottom()
    }

    /// Says whether an upright or level line runs through the inside; running along an edge does not count.
    pub fn is_crossed_by(&self, from: Point, to: Point) -> bool {
        from.x.min(to.x) < self.right()
            && self.x < from.x.max(to.x)
            && from.y.min(to.y) < self.bottom()
            && self.y < from.y.max(to.y)
    }

    fn moved(self, x: i32, y: i32) -> Rect {
        Rect {
            x: self.x + x,
            y: self.y + y,
            ..self
        }
    }
}

/// Everything that is drawn, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawing {
    /// Units across.
    pub width: i32,
    /// Units down.
    pub height: i32,
    /// The boxes, from the top down and from the reading side across.
    pub boxes: Vec<DrawnBox>,
    /// One for each answer of each step, and one for each way out in a note.
    pub arrows: Vec<Arrow>,
    /// The start tag and the ways out that hold everywhere.
    pub notes: Vec<Note>,
}

/// One box.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DrawnBox {
    /// Index of the step in the chart.
    pub step: usize,
    /// Where it stands.
    pub place: Rect,
    /// The word above the title (a verdict, say), broken into lines that fit; questions have none.
    pub heading: Vec<String>,
    /// Its title, broken into lines that fit.
    pub lines: Vec<String>,
    /// Whole, or standing in for a box elsewhere.
    pub role: Role,
}

/// Whether a box is the step itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The step itself: each step has exactly one such box.
    Step,
    /// The same ending once more, so that no long arrow is needed.
    Repeat,
    /// A pointer to a question or checklist that is drawn elsewhere.
    Pointer,
}

/// One arrow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrow {
    /// What it leaves.
    pub from: Origin,
    /// Index of the box in [`Drawing::boxes`] that it enters.
    pub into: usize,
    /// Its corners, from tail to head; every stretch is level or upright.
    pub points: Vec<Point>,
    /// The answer's words; none for the arrows of notes, whose words are in the note.
    pub label: Option<Label>,
}

/// What an arrow leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// An answer of a step's own box.
    Answer {
        /// Index of the box in [`Drawing::boxes`].
        from: usize,
        /// Index among the step's answers.
        answer: usize,
    },
    /// The note at this index of [`Drawing::notes`].
    Note(usize),
}

/// Words beside an arrow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The room kept for them.
    pub place: Rect,
    /// The words, broken into lines that fit.
    pub lines: Vec<String>,
}

/// Words that belong to the whole picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// What it is for.
    pub kind: NoteKind,
    /// The whole of it, with the box that it leads to.
    pub place: Rect,
    /// Its heading, and then what it says, broken into lines that fit.
    pub heading: Vec<String>,
    /// What it says below the heading; may be empty.
    pub lines: Vec<String>,
}

/// What a note is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoteKind {
    /// Marks the first step.
    Start,
    /// A way out that is always open: index in [`Chart::any_time`].
    AnyTime(usize),
    /// The way out for the unsure.
    NotSure,
}
