//! From what is named on a command line to a stream of documents' bytes.

use crate::source::walk::collect;
use crate::source::{Source, SourceError};
use std::io::Read;

/// The sources that were named, one after another; each is read when it is asked for.
pub type Sources = Box<dyn Iterator<Item = Result<Source, SourceError>>>;

/// Opens what is named: `-` for `standard`, the standard input, then files, folders and patterns in
/// order of path, each once. What cannot be read comes as an error in its place and stops nothing.
pub fn open(named: &[String], standard: impl Read + 'static) -> Sources {
    let (first, paths): (Vec<String>, Vec<String>) = named.iter().cloned().partition(|n| n == "-");
    let stream = std::iter::once(standard)
        .take(first.len())
        .map(|reader| Source::stream(reader, "-", "stdin".into()));
    let (files, faults) = collect(&paths);
    let files = files.into_iter().map(|path| Source::file(&path));
    Box::new(stream.chain(faults.into_iter().map(Err)).chain(files))
}
