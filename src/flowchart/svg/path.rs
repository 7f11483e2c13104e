//! Outlines and lines, in the letters of SVG paths.

use super::super::layout::POINT as CUT;
use super::super::{Point, Rect};

/// The largest radius of a bend.
pub(in super::super) const BEND: i32 = 10;
/// Length of an arrowhead, and half its width.
const HEAD: (i32, i32) = (11, 6);

pub(super) fn rounded(place: &Rect, radius: i32) -> String {
    let r = radius.min(place.width / 2).min(place.height / 2);
    let (w, h) = (place.width - 2 * r, place.height - 2 * r);
    let arc = |x: i32, y: i32| format!("a{r} {r} 0 0 1 {x} {y}");
    format!(
        "M{} {}h{w}{}v{h}{}h{}{}v{}{}z",
        place.x + r,
        place.y,
        arc(r, r),
        arc(-r, r),
        -w,
        arc(-r, -r),
        -h,
        arc(r, -r)
    )
}

pub(super) fn octagon(place: &Rect, cut: i32) -> String {
    let (w, h) = (place.width - 2 * cut, place.height - 2 * cut);
    format!(
        "M{} {}h{w}l{cut} {cut}v{h}l{} {cut}h{}l{} {}v{}z",
        place.x + cut,
        place.y,
        -cut,
        -w,
        -cut,
        -cut,
        -h
    )
}

/// The arm of a signpost.
pub(super) fn pointed(place: &Rect, leftwards: bool) -> String {
    let middle = place.height / 2;
    let rest = place.height - middle;
    let (x, side) = if leftwards { (place.right(), -1) } else { (place.x, 1) };
    let (along, point) = (side * (place.width - CUT), side * CUT);
    format!(
        "M{x} {}h{along}l{point} {middle}l{} {rest}h{}z",
        place.y, -point, -along
    )
}

/// A line through all points, with its bends rounded.
pub(super) fn line(points: &[Point]) -> String {
    let mut path = String::new();
    let [first, rest @ ..] = points else { return path };
    path += &format!("M{} {}", first.x, first.y);
    for window in points.windows(3) {
        let (before, corner, after) = (window[0], window[1], window[2]);
        let radius = BEND.min(distance(before, corner) / 2).min(distance(corner, after) / 2);
        let (a, b) = (towards(corner, before, radius), towards(corner, after, radius));
        path += &format!("L{} {}Q{} {} {} {}", a.x, a.y, corner.x, corner.y, b.x, b.y);
    }
    if let (Some(last), Some(before)) = (rest.last(), points.iter().rev().nth(1)) {
        let end = towards(*last, *before, HEAD.0 - 1);
        path += &format!("L{} {}", end.x, end.y);
    }
    path
}

/// The arrowhead at the last point.
pub(super) fn head(points: &[Point]) -> String {
    let [.., before, tip] = points else {
        return String::new();
    };
    let back = towards(*tip, *before, HEAD.0);
    let (dx, dy) = if before.x == tip.x { (HEAD.1, 0) } else { (0, HEAD.1) };
    format!(
        "M{} {}L{} {}L{} {}z",
        tip.x,
        tip.y,
        back.x + dx,
        back.y + dy,
        back.x - dx,
        back.y - dy
    )
}

fn distance(a: Point, b: Point) -> i32 {
    (a.x - b.x).abs() + (a.y - b.y).abs()
}

/// Returns the point so far from `from` in the direction of `to`, which is level with or straight above or below it.
fn towards(from: Point, to: Point, by: i32) -> Point {
    Point {
        x: from.x + by * (to.x - from.x).signum(),
        y: from.y + by * (to.y - from.y).signum(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bends_are_rounded_and_the_line_stops_behind_the_head() {
        let points = [Point { x: 0, y: 0 }, Point { x: 0, y: 40 }, Point { x: 60, y: 40 }];
        assert_eq!(line(&points), "M0 0L0 30Q0 40 10 40L50 40");
        assert_eq!(head(&points), "M60 40L49 46L49 34z");
    }

    #[test]
    fn a_line_without_length_is_no_trouble() {
        assert_eq!(line(&[]), "");
        assert_eq!(head(&[Point { x: 1, y: 1 }]), "");
    }
}
