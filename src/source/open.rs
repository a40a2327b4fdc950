//! From what is named on a command line to a stream of sources.

use crate::source::fetch::Fetcher;
use crate::source::input::{Data, Input, Sources, once};
use crate::source::walk::collect;
use crate::source::{Access, SourceError, address};
use std::io::Read;
use std::path::PathBuf;

/// Opens what is named: `-` for `standard`, the standard input; then addresses in their order; then files,
/// folders and patterns in order of path. Each is taken once, and read when it is asked for. What cannot be
/// read comes as an error in its place and stops nothing.
pub fn open(named: &[String], standard: impl Read + 'static, access: &Access) -> Sources {
    let stream = named.iter().any(|name| name == "-").then(|| {
        let data = Data::Stream(Box::new(standard));
        Input::new("-", "stdin", data)
    });
    let mut addresses: Vec<String> = Vec::new();
    let mut paths = Vec::new();
    for name in named.iter().filter(|name| *name != "-") {
        if !address::is(name) {
            paths.push(name.clone());
        } else if !addresses.contains(name) {
            addresses.push(name.clone());
        }
    }
    let mut fetcher = Fetcher::new(access.clone());
    let fetched = addresses
        .into_iter()
        .flat_map(move |address| sources(fetcher.fetch(&address)));
    let (files, faults) = collect(&paths);
    let read = |path: PathBuf| sources(Input::file(&path));
    let all = stream.into_iter().flat_map(Input::sources);
    Box::new(
        all.chain(faults.into_iter().map(Err))
            .chain(fetched)
            .chain(files.into_iter().flat_map(read)),
    )
}

fn sources(input: Result<Input, SourceError>) -> Sources {
    match input {
        Ok(input) => input.sources(),
        Err(fault) => once(Err(fault)),
    }
}
