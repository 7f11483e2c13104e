//! Findings as text: for the terminal, the preview page and the saved report.
