//! The finished site, before anything is written: a sorted map from path to bytes.

use std::collections::BTreeMap;

use crate::path::OutputPath;

/// Every file of the site. Whoever has it can write it, serve it or compare it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Output {
    /// The files, by where they land.
    pub files: BTreeMap<OutputPath, Vec<u8>>,
}

impl Output {
    /// Returns how many of the files are pages.
    pub fn pages(&self) -> usize {
        let paths = self.files.keys();
        paths.filter(|path| path.as_str().ends_with(".html")).count()
    }
}

/// Returns the media type of the file at `path`, from its ending, as servers and `data:` addresses say it.
pub fn media(path: &OutputPath) -> &'static str {
    let name = path.as_str().to_ascii_lowercase();
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    match ending {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "txt" | "md" => "text/plain; charset=utf-8",
        "json" => "application/json",
        "xml" => "text/xml; charset=utf-8",
        "ics" => "text/calendar; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "pdf" => "application/pdf",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        _ => "application/octet-stream",
    }
}
