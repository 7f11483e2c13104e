//! What handing over a single page will change, in words, before it is done.

use std::path::Path;

use super::file::{PAGE, standing};
use super::hand_over::shown;
use super::passages;
use crate::disk::RealDisk;
use crate::output::Output;
use crate::path::OutputPath;
use crate::proof::compare::words::lines;

/// As many changes as are told.
const TOLD: usize = 12;

/// Returns what putting the page `html` at `file` will change; nothing where what is there is not ours to
/// change, and so stays.
/// `path` is where the page lies in the site: what it is made of follows from that.
pub fn ahead(file: &Path, path: &OutputPath, html: &str) -> String {
    match standing(&RealDisk, file, &PAGE) {
        Ok(None) => format!("This will be new: {}\n", shown(file)),
        Ok(Some(before)) if before == html.as_bytes() => {
            format!("Nothing will change: {} is what you have.\n", shown(file))
        }
        Ok(Some(before)) => format!(
            "This will change: {}\n{}",
            shown(file),
            otherwise(path, &String::from_utf8_lossy(&before), html)
        ),
        Err(_) => String::new(),
    }
}

fn otherwise(path: &OutputPath, before: &str, html: &str) -> String {
    let now = Output {
        files: [(path.clone(), with_main(html).into_bytes())].into(),
    };
    let changes = passages::changes(path, with_main(before).as_bytes(), &now);
    let told = changes.iter().take(TOLD).flat_map(lines);
    let told: String = told.map(|line| format!("  {line}\n")).collect();
    match changes.len().checked_sub(TOLD) {
        Some(more) if more > 0 => format!("{told}  and {more} more\n"),
        _ if changes.is_empty() => "  Its words stay as they are.\n".to_owned(),
        _ => told,
    }
}

/// A fragment is all content.
fn with_main(html: &str) -> String {
    match html.contains("<main") {
        true => html.to_owned(),
        false => format!("<main>{html}</main>"),
    }
}
