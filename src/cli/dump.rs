//! `aikg dump`.

use crate::cli::home::Home;
use crate::cli::meter::Meter;
use crate::cli::options::Options;
use crate::cli::output::Output;
use crate::cli::status::{Failure, Status};
use aikg::store::{Compressed, Compression, Format};
use clap::Args;
use std::path::PathBuf;

/// Write the RDF of the index, all of it or one graph.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  aikg dump -o all.nq.zst\n  aikg dump --graph graph:believed --format turtle\n  \
                        aikg dump --graph doc:deepseek-v4-huawei-2026-04-24"
)]
pub struct Arguments {
    /// A graph by IRI or prefixed name; else all
    #[arg(long, value_name = "GRAPH")]
    graph: Option<String>,
    /// Format: turtle, trig, ntriples, nquads, rdfxml or jsonld; else the file's ending, else nquads
    #[arg(long, value_name = "FORMAT")]
    format: Option<String>,
    /// Write to a file, compressed where it ends in .gz or .zst
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

pub fn run(options: &Options, arguments: &Arguments) -> Result<Status, Failure> {
    let home = Home::answering(options)?;
    let format = match (&arguments.format, &arguments.output) {
        (Some(name), _) => name.parse::<Format>()?,
        (None, Some(path)) => Format::of_file(&path.display().to_string())?,
        (None, None) => Format::NQuads,
    };
    let graph = arguments.graph.as_deref().map(|g| {
        let prefixes = home.namespaces().prefixes();
        let expanded = g.split_once(':').and_then(|(prefix, local)| {
            prefixes
                .iter()
                .find(|(p, _)| *p == prefix)
                .map(|(_, ns)| format!("{ns}{local}"))
        });
        expanded.unwrap_or_else(|| g.to_string())
    });
    let name = arguments.output.as_ref().map(|p| p.display().to_string());
    let name = name.unwrap_or_else(|| "-".into());
    let (compression, _) = Compression::of_file(&name);
    let mut out = Output::open(arguments.output.as_deref())?;
    let mut packed = Compressed::new(&mut out, compression)?;
    let count = home.with(|snapshot| {
        let mut meter = Meter::new(options, &mut packed, &name, None);
        Ok(snapshot.dump(&mut meter, graph.as_deref(), format)?)
    })?;
    packed.finish()?;
    out.finish()?;
    if count == 0 {
        options.note("note: nothing was written; `aikg query graphs` lists the graphs");
    }
    Ok(Status::Done)
}
