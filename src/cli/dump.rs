//! `aikg dump`.

use crate::cli::candidates::graph_names;
use crate::cli::home::Home;
use crate::cli::meter::Meter;
use crate::cli::options::Options;
use crate::cli::output::Output;
use crate::cli::status::{Failure, Status};
use aikg::query::nearest::nearest;
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
    let graph = match &arguments.graph {
        Some(name) => Some(known(&home, name)?),
        None => None,
    };
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
        options.note("note: nothing was written; there is nothing in the index");
    }
    Ok(Status::Done)
}

/// The IRI of a graph that is there.
fn known(home: &Home, name: &str) -> Result<String, Failure> {
    let iri = home.namespaces().expanded(name);
    let names = graph_names(home)?;
    let short = home.namespaces().shortened(&iri);
    if names.contains(&short) {
        return Ok(iri);
    }
    let near = nearest(&short, names.iter().map(String::as_str));
    let hint = near.map_or_else(
        || "`aikg query graphs` lists the graphs".to_string(),
        |near| format!("did you mean {near}?"),
    );
    Err(Failure::new(Status::No, format!("there is no graph '{name}'")).hint(hint))
}
