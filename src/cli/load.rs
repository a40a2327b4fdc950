//! `aikg load`.

use crate::cli::data::files;
use crate::cli::home::Home;
use crate::cli::meter::Meter;
use crate::cli::options::Options;
use crate::cli::status::{Failure, Status};
use aikg::belief::believe;
use aikg::store::{Format, Input, StoreError};
use clap::Args;
use std::fs::File;
use std::path::Path;

/// Load RDF of any format as a data set that the index keeps; a set of the same name is replaced.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  aikg load --name prices prices.nq\n  aikg load --name all all.nq.gz\n  xzcat all.nq.xz | aikg load --name all --format nquads -"
)]
pub struct Arguments {
    /// Files, plain or compressed (gz, zst), folders, patterns such as 'rdf/**/*.nq', or - for standard input (needs --format)
    #[arg(required = true, value_name = "FILE")]
    files: Vec<String>,
    /// Name of the data set; else the first file's name
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// Format: turtle, trig, ntriples, nquads, rdfxml, jsonld or n3; else the file's ending tells
    #[arg(long, value_name = "FORMAT")]
    format: Option<String>,
    /// Graph for triples that name none, by IRI or prefixed name
    #[arg(long, value_name = "IRI")]
    graph: Option<String>,
}

pub fn run(options: &Options, arguments: Arguments) -> Result<Status, Failure> {
    let workspace = Home::workspace(options)?;
    let format = arguments
        .format
        .as_deref()
        .map(str::parse::<Format>)
        .transpose()?;
    let files = files(&arguments.files)?;
    let mut inputs = Vec::new();
    for file in &files {
        if file == Path::new("-") {
            let Some(format) = format else {
                return Err(Failure::usage(
                    "standard input has no ending to tell its format",
                    "say --format nquads",
                ));
            };
            let meter = Meter::new(options, std::io::stdin(), "-", None);
            let input = Input::unpacking("-".into(), format, Box::new(meter));
            inputs.push(input.map_err(unread)?);
        } else {
            inputs.push(opened(options, &file.display().to_string(), format)?);
        }
    }
    let first = arguments.files.iter().find(|f| *f != "-");
    let stem = first
        .and_then(|f| Path::new(f).file_name())
        .map(|n| n.to_string_lossy().into_owned());
    let stem = stem.and_then(|s| s.split('.').next().map(String::from));
    let name = arguments
        .name
        .or(stem)
        .unwrap_or_else(|| "data".to_string());
    let graph = arguments.graph.map(|g| workspace.namespaces().expanded(&g));
    let loaded = workspace.load(&name, inputs, graph.as_deref(), &believe);
    let quads = loaded.map_err(|error| match &error {
        StoreError::File { path, .. } if files.contains(path) => unread(error),
        _ => error.into(),
    })?;
    options.note(&format!("data set '{name}': {quads} quads"));
    Ok(Status::Done)
}

/// A file, whose reading is metered.
fn opened<'i>(options: &Options, file: &str, format: Option<Format>) -> Result<Input<'i>, Failure> {
    let format = format.map_or_else(|| Format::of_file(file), Ok)?;
    let read = |e| unread(StoreError::file(file, e));
    let reader = File::open(file).map_err(read)?;
    let length = reader.metadata().map_err(read)?.len();
    let meter = Meter::new(options, reader, file, Some(length));
    Input::unpacking(file.into(), format, Box::new(meter)).map_err(unread)
}

/// A file that cannot be opened is input that could not be read, not a fault of the store.
pub(super) fn unread(error: StoreError) -> Failure {
    let input = matches!(error, StoreError::File { .. });
    let mut failure = Failure::from(error);
    if input {
        failure.status = Status::Input;
    }
    failure
}
