//! The flowchart on the staff-room wall: its sheets, its address, and what is said of one that no sheet holds.

use qrcode::{Color, EcLevel, QrCode};

use super::Renderer;
use super::frame::full_address;
use super::map::Drawn;
use super::view::{AddressView, Html, PosterView};
use crate::diagnostic::{Code, Diagnostic, Finding};
use crate::flowchart::{self, Drawing, DrawnBox};
use crate::site::Decision;

/// The quiet zone that readers of QR codes ask for, in modules.
const QUIET: usize = 4;
/// How many of the longest texts are named.
const NAMED: usize = 3;

impl Renderer<'_> {
    pub(super) fn poster(&self, decision: &Decision) -> PosterView {
        let Some(Drawn { drawing, poster }) = self.drawings.get(&decision.name) else {
            return PosterView::default();
        };
        let rtl = self.site.config.right_to_left;
        let sheets = poster
            .sheets
            .iter()
            .map(|sheet| Html(flowchart::sheet(drawing, sheet, rtl)));
        let address = self.site.config.address.as_ref();
        PosterView {
            paper: poster.paper.name(),
            // One sheet is the drawing itself.
            sheets: if poster.sheets.len() > 1 {
                sheets.collect()
            } else {
                Vec::new()
            },
            address: address.and_then(|address| address_view(&full_address(address, &decision.output))),
        }
    }

    /// Says which posters are too large for their type to be read.
    pub(super) fn posters_too_large(&self) -> Vec<Diagnostic> {
        let decisions = self.site.decisions.values();
        let drawn = decisions.filter_map(|decision| Some((decision, self.drawings.get(&decision.name)?)));
        drawn
            .filter_map(|(decision, drawn)| too_large(decision, drawn))
            .collect()
    }
}

fn too_large(decision: &Decision, drawn: &Drawn) -> Option<Diagnostic> {
    let tenths = drawn.poster.too_small?;
    let message = format!(
        "The map of this decision is too wide for a poster: on A3 its type is {}.{} points high, and people need 7.",
        tenths / 10,
        tenths % 10
    );
    let longest = longest_texts(decision, &drawn.drawing);
    let finding = Finding::new(Code::PosterTooLarge, decision.doc.title.span, message)
        .hint(format!(
            "Shorten the longest texts where it is widest: {}.",
            longest.join("; ")
        ))
        .hint("Or ask fewer things at once: a question with many answers can be two questions.");
    Some(finding.in_file(&decision.path))
}

/// Returns the longest titles among the boxes that stand side by side where the drawing is most crowded.
fn longest_texts(decision: &Decision, drawing: &Drawing) -> Vec<String> {
    let beside = |y: i32| {
        drawing
            .boxes
            .iter()
            .filter(move |drawn| (drawn.place.y..drawn.place.bottom()).contains(&y))
    };
    let crowded = drawing.boxes.iter().map(|drawn| drawn.place.y + drawn.place.height / 2);
    let Some(y) = crowded.max_by_key(|y| (beside(*y).count(), -y)) else {
        return Vec::new();
    };
    let title = |drawn: &DrawnBox| decision.steps.get(drawn.step).map(|step| step.title());
    let mut titles: Vec<&str> = beside(y).filter_map(title).collect();
    titles.sort_by_key(|title| (std::cmp::Reverse(title.chars().count()), *title));
    titles.dedup();
    titles.iter().take(NAMED).map(|title| format!("'{title}'")).collect()
}

/// Returns an address in both its forms. One that is too long for a code has neither: nobody would type it.
fn address_view(address: &str) -> Option<AddressView> {
    let code = QrCode::with_error_correction_level(address, EcLevel::M).ok()?;
    Some(AddressView {
        words: address.trim_start_matches("https://").to_owned(),
        code: Html(qr_svg(&code)),
    })
}

/// Writes a QR code as one path, a run of dark modules a stroke.
fn qr_svg(code: &QrCode) -> String {
    let width = code.width();
    let colours = code.to_colors();
    let mut path = String::new();
    for (y, row) in colours.chunks(width).enumerate() {
        let mut x = 0;
        for run in row.chunk_by(|one, other| one == other) {
            if run.first() == Some(&Color::Dark) {
                path += &format!("M{} {}h{}v1h-{}z", x + QUIET, y + QUIET, run.len(), run.len());
            }
            x += run.len();
        }
    }
    let size = width + 2 * QUIET;
    format!("<svg class=\"qr\" viewBox=\"0 0 {size} {size}\" aria-hidden=\"true\"><path d=\"{path}\"/></svg>")
}
