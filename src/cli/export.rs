//! `aikg export`.

use crate::cli::fault::unbuilt;
use crate::cli::figure::{Figure, Paper};
use crate::cli::graphviz;
use crate::cli::home::Home;
use crate::cli::look::{Engine, Look};
use crate::cli::options::Options;
use crate::cli::output::Output;
use crate::cli::selected::Selected;
use crate::cli::status::{Failure, Status};
use aikg::export::graph::mermaid::MOST as MERMAID_ARROWS;
use aikg::export::{Format, Reference, WriteError};
use aikg::picture::Picture;
use clap::Args;
use std::io::{IsTerminal, Write};
use std::path::PathBuf;

/// Write facts as a picture, a graph, a table or RDF, for other programs.
#[derive(Debug, Args)]
#[command(
    after_help = "Formats (docs/exports.md):\n  pictures  svg, png, pdf, dot, mermaid\n  graphs    graphml, gexf, cytoscape\n  \
                        tables    csv, nodes, edges, parquet, jsonl\n  \
                        RDF       turtle, trig, nquads, jsonld, prov, rdf12, nanopubs\n  Wikidata  quickstatements\n\n\
                        Examples:\n  aikg export svg --around 'DeepSeek V4' --hops 2 -o v4.svg\n  \
                        aikg export csv --class Chip -o chips.csv\n  aikg export pdf --around Huawei --cluster maker -o huawei.pdf\n  \
                        aikg export -o all.gexf\n  aikg export -o lab.nodes.csv && aikg export -o lab.edges.csv\n  \
                        aikg export nanopubs --around NVIDIA -o nvidia.nanopubs.trig"
)]
pub struct Arguments {
    /// Format; else the ending of the output file
    #[arg(value_name = "FORMAT")]
    format: Option<String>,
    #[command(flatten)]
    selected: Selected,
    /// Write to a file
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    look: Look,
    #[command(flatten)]
    paper: Paper,
}

/// What is written: a drawing, or a form of the graph for other programs.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wanted {
    Figure(Figure),
    Format(Format),
}

pub fn run(options: &Options, arguments: &Arguments) -> Result<Status, Failure> {
    let wanted = wanted(arguments)?;
    let file = arguments.output.as_deref();
    let binary = match wanted {
        Wanted::Figure(figure) => figure != Figure::Svg,
        Wanted::Format(format) => format == Format::Parquet,
    };
    if binary && file.is_none() && std::io::stdout().is_terminal() {
        return Err(Failure::usage(
            "this is not for a terminal",
            "write a file with -o",
        ));
    }
    let home = Home::answering(options)?;
    let vocabulary = home.vocabulary()?;
    let drawn = match wanted {
        Wanted::Figure(_) => true,
        Wanted::Format(format) => format.is_drawn(),
    };
    let look = &arguments.look;
    let described = home.with(|snapshot| {
        let selected = &arguments.selected;
        let all = selected.read(&home, &snapshot, &vocabulary, drawn)?;
        selected.picture(&home, &snapshot, &vocabulary, all, (look, drawn))
    })?;
    let picture = &described.picture;
    if let Some(note) = &described.taken {
        options.note(note);
    }
    if drawn && picture.projection.graph.node_count() == 0 {
        return Err(nothing(&arguments.selected, look.most));
    }
    for note in notes(picture, wanted) {
        options.note(&note);
    }
    let reference = Reference {
        namespaces: home.namespaces(),
        vocabulary: &vocabulary,
        entities: &described.entities,
        citations: &described.citations,
    };
    let mut out = Output::open(file)?;
    let write = |format, out: &mut dyn Write| {
        aikg::export::write(format, picture, &reference, out).map_err(failure)
    };
    match wanted {
        Wanted::Figure(figure) if look.engine != Engine::Own => {
            let mut dot = Vec::new();
            write(Format::Dot, &mut dot)?;
            out.write_all(&graphviz::drawn(look.engine, figure.name(), dot)?)?;
        }
        Wanted::Figure(figure) => {
            let mut svg = Vec::new();
            write(Format::Svg, &mut svg)?;
            let svg = String::from_utf8_lossy(&svg);
            figure.write(&svg, &arguments.paper, &mut out, |note| options.note(note))?;
        }
        Wanted::Format(format) => {
            for (lack, count) in write(format, &mut out)? {
                options.note(&format!("note: left out: facts {lack}: {count}"));
            }
        }
    }
    out.finish()?;
    Ok(Status::Done)
}

/// Why there is no picture.
fn nothing(selected: &Selected, most: usize) -> Failure {
    let narrowed = selected.class.is_some()
        || !selected.properties.is_empty()
        || selected.as_of.is_some()
        || selected.query.is_some();
    let hint = match (&selected.around, narrowed) {
        _ if most == 0 => "raise --most to draw some",
        (Some(_), false) => "`aikg show NAME` tells what is believed about it",
        (_, true) => "choose more with --class, --property, --as-of or --query",
        (None, false) => "`aikg add` reads texts",
    };
    let message = match &selected.around {
        Some(name) => format!("there is nothing to draw around '{name}'"),
        None => "there is nothing to draw".to_string(),
    };
    Failure::new(Status::No, message).hint(hint)
}

/// What a picture does not show.
fn notes(picture: &Picture, wanted: Wanted) -> Vec<String> {
    let projection = &picture.projection;
    let mut notes = Vec::new();
    if projection.facts.is_empty() {
        notes.push(
            "note: there is nothing to show; `aikg show NAME` tells what is believed about an entity".to_string(),
        );
    }
    if projection.left_out > 0 {
        let out = projection.left_out;
        notes.push(format!(
            "note: {out} entities are left out; raise --most to draw them"
        ));
    }
    let arrows = projection.graph.edge_count();
    if matches!(wanted, Wanted::Format(Format::Mermaid)) && arrows > MERMAID_ARROWS {
        notes.push(format!(
            "note: {arrows} arrows; Mermaid draws no more than {MERMAID_ARROWS} unless its page sets maxEdges, so \
             choose fewer with --around or --most"
        ));
    }
    notes
}

fn failure(error: WriteError) -> Failure {
    match error {
        WriteError::Output(error) => error.into(),
        WriteError::Absent(format) => unbuilt(&error.to_string(), format),
    }
}

fn wanted(arguments: &Arguments) -> Result<Wanted, Failure> {
    let file = arguments.output.as_ref().and_then(|p| p.to_str());
    let (name, format) = match (&arguments.format, file) {
        (Some(name), _) => (name.as_str(), Format::named(name)),
        (None, Some(file)) => {
            let ending = file.rsplit_once('.').map_or("", |(_, ending)| ending);
            (ending, Format::of_file(file))
        }
        (None, None) => ("", None),
    };
    if let Some(figure) = Figure::named(name) {
        if arguments.look.engine == Engine::Own {
            figure.check()?;
        }
        return Ok(Wanted::Figure(figure));
    }
    let mut known: Vec<&str> = Format::ALL.iter().map(|(_, n)| *n).collect();
    known.extend(["png", "pdf"]);
    format.map(Wanted::Format).ok_or_else(|| {
        let message = if name.is_empty() {
            "no format is named".to_string()
        } else {
            format!("'{name}' is no format")
        };
        Failure::usage(message, format!("say one of {}", known.join(", ")))
    })
}
