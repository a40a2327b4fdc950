//! The texts that were read, compressed.

use crate::store::disk;
use crate::store::fault::StoreError;
use std::io::Read;
use std::path::Path;

/// Level of zstd: a good ratio at hundreds of megabytes a second.
const LEVEL: i32 = 3;
/// Longest text that is unpacked, in bytes: a small file must not fill the memory.
const LONGEST: u64 = 1 << 30;

/// A text as it is stored; the same text gives the same bytes.
pub(crate) fn pack(text: &str) -> Result<Vec<u8>, StoreError> {
    zstd::encode_all(text.as_bytes(), LEVEL).map_err(|e| StoreError::file("documents", e))
}

/// The text in a file; `None` where it is not at hand.
pub(crate) fn unpack(path: &Path) -> Result<Option<String>, StoreError> {
    let Some(bytes) = disk::read(path)? else {
        return Ok(None);
    };
    let mut text = String::new();
    let unpacked = zstd::Decoder::new(&bytes[..])
        .and_then(|decoder| decoder.take(LONGEST).read_to_string(&mut text));
    unpacked.map_err(|e| StoreError::file(path, e))?;
    Ok(Some(text))
}
