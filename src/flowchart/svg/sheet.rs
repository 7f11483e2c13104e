//! One sheet of a poster: a window onto the drawing, and the ends of the arrows that its edges cut off.

use super::super::text::SIZE;
use super::super::{Drawing, Mark, Point, Sheet};
use super::BASELINE;
use super::path::{BEND, head, line};
use super::words::Text;

/// Writes one sheet of a poster as an `<svg>` element that shows a part of the drawing on the same page again.
///
/// It is for paper alone: whoever hears the page has the drawing itself.
pub fn sheet(drawing: &Drawing, sheet: &Sheet, rtl: bool) -> String {
    let (above, _) = sheet.edges();
    let (start, end) = sheet.sides(drawing);
    let (whole, width, part) = (end - start, drawing.width, sheet.bottom - sheet.top);
    let direction = if rtl { "rtl" } else { "ltr" };
    let (top, height) = (sheet.top, sheet.height());
    let into = sheet.from.iter().map(|mark| {
        let y = above - mark.away;
        let line = format!("M{} {y}V{above}", mark.x);
        stub(mark, &line, "", y + BASELINE, rtl)
    });
    let on = sheet.on.iter().map(|mark| {
        let y = above + part + mark.away;
        let points = [above + part, y].map(|y| Point { x: mark.x, y });
        stub(mark, &line(&points), &head(&points), y, rtl)
    });
    format!(
        "<svg class=\"fp-map\" viewBox=\"{start} 0 {whole} {height}\" width=\"{whole}\" height=\"{height}\" font-size=\"{SIZE}\" direction=\"{direction}\">\n\
         <svg y=\"{above}\" width=\"{width}\" height=\"{part}\" viewBox=\"0 {top} {width} {part}\"><use href=\"#_map-all\"/></svg>\n\
         {}</svg>\n",
        into.chain(on).collect::<String>()
    )
}

/// The end of an arrow that a sheet cuts off, with its words beside it.
fn stub(mark: &Mark, line: &str, head: &str, y: i32, rtl: bool) -> String {
    let words = Text(&mark.words);
    let x = if rtl { mark.x - BEND } else { mark.x + BEND };
    format!(
        "<path class=\"fp-map-line\" d=\"{line}\"/><path class=\"fp-map-head\" d=\"{head}\"/>\
         <text class=\"fp-map-label\" x=\"{x}\" y=\"{y}\">{words}</text>\n"
    )
}
