//! The site as one archive, to send or to upload. Its bytes depend on the site alone: one date for all files, in order.

use std::io::{Cursor, Read, Write};

use zip::result::ZipResult;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipArchive, ZipWriter};

use super::file::Mark;
use crate::output::Output;
use crate::path::OutputPath;

/// A page that is larger is none of ours.
const LARGEST: u64 = 64 * 1024 * 1024;

/// How archives of ours are known: by the note at their end, which ends with the hash of all that stands before it.
pub const ARCHIVE: Mark = Mark {
    is_ours: |beginning, end| beginning.starts_with(b"PK") && note_of(end) == Some(NOTE.as_bytes()),
    is_as_made: |bytes| {
        bytes
            .split_last_chunk::<HASH>()
            .is_some_and(|(all, hash)| hash_of(all) == *hash)
    },
};

const NOTE: &str = "Made by Fingerpost ";

/// How many letters a hash has.
const HASH: usize = 2 * blake3::OUT_LEN;

fn hash_of(bytes: &[u8]) -> [u8; HASH] {
    let mut letters = [0; HASH];
    letters.copy_from_slice(blake3::hash(bytes).to_hex().as_bytes());
    letters
}

/// Returns what stands before the hash at the end of an archive, as long as our note.
fn note_of(end: &[u8]) -> Option<&[u8]> {
    let (before, _) = end.split_last_chunk::<HASH>()?;
    before.get(before.len().checked_sub(NOTE.len())?..)
}

/// Returns the archive.
///
/// # Errors
/// The site is too large for an archive.
pub fn zip(site: &Output) -> ZipResult<Vec<u8>> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    archive.set_comment(format!("{NOTE}{}", "0".repeat(HASH)))?;
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644)
        .system(System::Unix);
    for (path, bytes) in &site.files {
        archive.start_file(path.as_str(), options)?;
        archive.write_all(bytes)?;
    }
    let mut bytes = archive.finish()?.into_inner();
    if let Some((all, hash)) = bytes.split_last_chunk_mut::<HASH>() {
        *hash = hash_of(all);
    }
    Ok(bytes)
}

/// Returns the site in an archive that we made; nothing where it is no archive.
pub fn read(bytes: &[u8]) -> Option<Output> {
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
        assert!((ARCHIVE.is_ours)(&bytes, &bytes) && (ARCHIVE.is_as_made)(&bytes));
        assert!(bytes == zip(&site).expect("an archive"));
        let mut changed = bytes.clone();
        changed[40] ^= 1;
        assert!((ARCHIVE.is_ours)(&changed, &changed) && !(ARCHIVE.is_as_made)(&changed));
        assert_eq!(read(&bytes), Some(site));
        assert_eq!(read(&bytes[..bytes.len() / 2]), None, "half of one is none");
    }
}
