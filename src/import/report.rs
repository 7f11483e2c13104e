//! The page to confirm.

use super::Imported;

/// Returns the page.
pub fn page(imported: &Imported, name: &str) -> String {
    format!("{name}: {}", imported.title)
}
