//! The site as one archive, to send or to upload. Its bytes depend on the site alone: one date for all files, in order.

use std::io::{Cursor, Write};

use zip::result::ZipResult;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipWriter};

use crate::output::Output;

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

/// Returns whether `bytes` are an archive that we made.
pub fn is_ours(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK") && bytes.ends_with(MARK.as_bytes())
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;
    use crate::path::OutputPath;

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
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("it opens");
        for (path, wanted) in &site.files {
            let mut found = Vec::new();
            archive
                .by_name(path.as_str())
                .expect("it is there")
                .read_to_end(&mut found)
                .expect("it can be read");
            assert_eq!(found, *wanted);
        }
    }
}
