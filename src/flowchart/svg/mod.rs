//! A drawing as SVG that works without a script: real links, real text, and a list for those who hear it.
//!
//! Colours are left to the style sheet (`components/flowchart/flowchart.css`): the page's security policy forbids styles
//! inside. Arrows are decoration; where each leads is said in words beside its answer.

mod arrows;
mod boxes;
mod list;
mod path;
mod sheet;
mod words;

use super::text::SIZE;
use super::{Chart, ChartStep, Drawing, Point, Rect};
pub(super) use path::BEND;
pub use sheet::sheet;
use words::Text;

/// Where letters stand in a line, from its top.
const BASELINE: i32 = 16;

/// Writes a drawing as one `<svg>` element, to be set into a page.
///
/// `chart` must be the chart that the drawing was made of; where the two do not match, the part is left out.
pub fn svg(drawing: &Drawing, chart: &Chart) -> String {
    let (width, height) = (drawing.width, drawing.height);
    let (title, direction) = (Text(&chart.title), if chart.rtl { "rtl" } else { "ltr" });
    let page = Page { drawing, chart };
    format!(
        "<svg class=\"fp-map\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" \
         height=\"{height}\" font-size=\"{SIZE}\" direction=\"{direction}\" role=\"group\" aria-label=\"{title}\">\n\
         <title>{title}</title>\n<g id=\"_map-all\">\n{}<g role=\"list\">\n{}{}</g>\n</g>\n</svg>\n",
        page.arrows(),
        page.notes(),
        page.steps(),
    )
}

/// What the parts of the picture are written from.
struct Page<'a> {
    drawing: &'a Drawing,
    chart: &'a Chart,
}

impl Page<'_> {
    fn step_of(&self, drawn: usize) -> Option<&ChartStep> {
        self.chart.steps.get(self.drawing.boxes.get(drawn)?.step)
    }

    /// A place so far in from the side on which reading starts.
    fn start_of(&self, place: &Rect, inset: i32, y: i32) -> Point {
        let x = if self.chart.rtl {
            place.right() - inset
        } else {
            place.x + inset
        };
        Point { x, y }
    }

    fn end_of(&self, place: &Rect, inset: i32, y: i32) -> Point {
        let x = if self.chart.rtl {
            place.x + inset
        } else {
            place.right() - inset
        };
        Point { x, y }
    }
}
