//! The site as one archive, to send or to upload. Its bytes depend on the site alone: one date for all files, in order.

use std::io::{Cursor, Read, Write};

use zip::result::ZipResult;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipArchive, ZipWriter};

use crate::output::Output;
use crate::path::OutputPath;

/// A page that is larger is none of ours.
const LARGEST: u64 = 64 * 1024 * 1024;

/// Stands at the end of every archive of ours, so that a later one may take its place.
pub const MARK: &str = "Made by Fingerpost";

/// Returns the archive.
///
/// # Errors
/// The site is too large for an archive.
pub fn zip(site: &Output) -> ZipResult<Vec<u8>> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    archive.set_comment(MARK)?;
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644)
        .system(System::Unix);
    for (path, bytes) in &site.files {
        archive.start_file(path.as_str(), options)?;
        archive.write_all(bytes)?;
    }
    Ok(archive.finish()?.into_inner())
}

/// Returns the site in an archive that we made; nothing where it is not ours or no longer whole.
pub fn read(bytes: &[u8]) -> Option<Output> {
    if !is_ours(bytes) {
        return None;
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut site = Output::default();
    for i in 0..archive.len() {
        let file = archive.by_index(i).ok()?;
        let path = OutputPath::new(&file.name().ok()?).ok()?;
        let mut bytes = Vec::new();
        file.take(LARGEST).read_to_end(&mut bytes).ok()?;
        site.files.insert(path, bytes);
    }
    Some(site)
}

/// Returns whether `bytes` are an archive that we made.
pub fn is_ours(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK") && bytes.ends_with(MARK.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_archive_gives_back_what_went_in_and_is_the_same_every_time() {
        let path = |name: &str| OutputPath::new(name).expect("a good path");
        let files = [
            (path("a/é.txt"), b"one".to_vec()),
            (path("index.html"), vec![b'x'; 5000]),
        ];
        let site = Output { files: files.into() };
        let bytes = zip(&site).expect("an archive");
        assert!(is_ours(&bytes) && bytes == zip(&site).expect("an archive"));
        assert_eq!(read(&bytes), Some(site));
        assert_eq!(read(&bytes[..bytes.len() / 2]), None, "half of one is none");
    }
}
