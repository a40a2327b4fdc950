//! `aikg export`.

use crate::cli::answered;
use crate::cli::described;
use crate::cli::fault::unbuilt;
use crate::cli::home::Home;
use crate::cli::names;
use crate::cli::options::Options;
use crate::cli::output::Output;
use crate::cli::status::{Failure, Status};
use aikg::export::{Format, Reference, WriteError};
use aikg::model::evidence::DocumentId;
use aikg::model::{Citation, Entity, EntityId, Vocabulary};
use aikg::network::{Fact, Projection};
use aikg::picture::{Order, Picture, Style};
use aikg::pipeline::facts;
use aikg::store::Snapshot;
use clap::{Args, ValueEnum};
use std::collections::BTreeMap;
use std::io::IsTerminal;
use std::path::PathBuf;

/// Write facts as a picture, a graph, a table or RDF, for other programs.
#[derive(Debug, Args)]
#[command(
    after_help = "Formats (docs/exports.md):\n  pictures  svg, dot, mermaid\n  graphs    graphml, gexf, cytoscape\n  \
                        tables    csv, nodes, edges, parquet, jsonl\n  \
                        RDF       turtle, trig, nquads, jsonld, prov, rdf12, nanopubs\n  Wikidata  quickstatements\n\n\
                        Examples:\n  aikg export svg --around 'DeepSeek V4' --hops 2 -o v4.svg\n  \
                        aikg export csv --class Chip -o chips.csv\n  aikg export dot --around Huawei | dot -Tpdf > huawei.pdf\n  \
                        aikg export -o all.gexf\n  aikg export -o lab.nodes.csv && aikg export -o lab.edges.csv\n  \
                        aikg export nanopubs --around NVIDIA -o nvidia.nanopubs.trig"
)]
pub struct Arguments {
    /// Format; else the ending of the output file
    #[arg(value_name = "FORMAT")]
    format: Option<String>,
    /// Only what is near this entity
    #[arg(long, value_name = "NAME")]
    around: Option<String>,
    /// How many facts away
    #[arg(long, default_value_t = 1, value_name = "N", requires = "around")]
    hops: usize,
    /// Only facts whose subject is of this class
    #[arg(long, value_name = "CLASS")]
    class: Option<String>,
    /// Only the entities that a question of the catalogue answers with
    #[arg(long, value_name = "NAME", conflicts_with_all = ["around", "class"])]
    query: Option<String>,
    /// Values for the parameters of --query, as name=value
    #[arg(short, long = "param", value_name = "NAME=VALUE", requires = "query")]
    parameters: Vec<String>,
    /// Write to a file
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Title of a picture
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// Colours: light, dark, print, or a file
    #[arg(long, default_value = "light", value_name = "STYLE")]
    style: String,
    /// Most entities in a picture
    #[arg(long, default_value_t = 2_000, value_name = "N")]
    most: usize,
    /// How boxes are placed: in layers, by forces, or whichever fits their number
    #[arg(long, default_value = "fitting", value_name = "LAYOUT")]
    layout: Layout,
}

/// How boxes are placed.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Layout {
    Fitting,
    Layers,
    Forces,
}

impl From<Layout> for Order {
    fn from(layout: Layout) -> Self {
        match layout {
            Layout::Fitting => Self::Fitting,
            Layout::Layers => Self::Layers,
            Layout::Forces => Self::Forces,
        }
    }
}

pub fn run(options: &Options, arguments: &Arguments) -> Result<Status, Failure> {
    let format = format(arguments)?;
    let style = style(&arguments.style)?;
    let home = Home::answering(options)?;
    let vocabulary = home.vocabulary()?;
    let look = (style, format.is_drawn());
    let (picture, known, cited) =
        home.with(|snapshot| picture(&home, &snapshot, arguments, &vocabulary, look))?;
    if picture.projection.facts.is_empty() {
        options.note("note: there is nothing to show; `aikg show NAME` tells what is believed about an entity");
    }
    if picture.projection.left_out > 0 {
        options.note(&format!(
            "note: {} entities are left out; raise --most to draw them",
            picture.projection.left_out
        ));
    }
    let file = arguments.output.as_deref();
    if format == Format::Parquet && file.is_none() && std::io::stdout().is_terminal() {
        return Err(Failure::usage(
            "parquet is not for a terminal",
            "write a file with -o",
        ));
    }
    let mut out = Output::open(file)?;
    let reference = Reference {
        namespaces: home.namespaces(),
        vocabulary: &vocabulary,
        entities: &known,
        citations: &cited,
    };
    let left_out = aikg::export::write(format, &picture, &reference, &mut out).map_err(failure)?;
    out.finish()?;
    for (lack, count) in left_out {
        options.note(&format!("note: left out: facts {lack}: {count}"));
    }
    Ok(Status::Done)
}

/// A picture, with the entities and documents that it names.
type Described = (
    Picture,
    BTreeMap<EntityId, Entity>,
    BTreeMap<DocumentId, Citation>,
);

fn picture(
    home: &Home,
    snapshot: &Snapshot<'_>,
    arguments: &Arguments,
    vocabulary: &Vocabulary,
    (style, drawn): (Style, bool),
) -> Result<Described, Failure> {
    let mut all = facts(snapshot, vocabulary)?;
    // The shortcuts among the parties of an event are drawn, not the event.
    all.retain(|fact| !drawn || !vocabulary.is_of_events(&fact.property));
    let mut known = described::entities(snapshot, &all)?;
    let entity = |id: &EntityId| known.get(id).cloned();
    let (facts, focus) = select(home, snapshot, arguments, all, &known)?;
    let mut projection = Projection::of(&facts, &entity, vocabulary);
    if let Some(focus) = &focus {
        projection = projection.around(&focus.id, arguments.hops);
    }
    let projection = if drawn {
        projection.cap(arguments.most)
    } else {
        projection
    };
    let title = arguments
        .title
        .clone()
        .unwrap_or_else(|| title(arguments, focus.as_ref()));
    let cited = described::citations(snapshot, &projection.facts)?;
    described::publishers(snapshot, &cited, &mut known)?;
    let latest = cited.values().filter_map(|c| c.issued).max();
    let date = latest.map_or(String::new(), |d| format!("Sources up to {d}"));
    let sources = described::sources(&cited);
    let picture = Picture {
        projection,
        title,
        date,
        sources,
        style,
        order: arguments.layout.into(),
    };
    Ok((picture, known, cited))
}

fn failure(error: WriteError) -> Failure {
    match error {
        WriteError::Output(error) => error.into(),
        WriteError::Absent(format) => unbuilt(&error.to_string(), format),
    }
}

fn format(arguments: &Arguments) -> Result<Format, Failure> {
    let file = arguments.output.as_ref().and_then(|p| p.to_str());
    let (name, found) = match (&arguments.format, file) {
        (Some(name), _) => (name.as_str(), Format::named(name)),
        (None, Some(file)) => {
            let ending = file.rsplit_once('.').map_or("", |(_, ending)| ending);
            (ending, Format::of_file(file))
        }
        (None, None) => ("", None),
    };
    let known: Vec<&str> = Format::ALL.iter().map(|(_, n)| *n).collect();
    found.ok_or_else(|| {
        let message = if name.is_empty() {
            "no format is named".to_string()
        } else {
            format!("'{name}' is no format")
        };
        Failure::usage(message, format!("say one of {}", known.join(", ")))
    })
}

fn style(name: &str) -> Result<Style, Failure> {
    let bundled = aikg::picture::style::bundled(name);
    let text = match bundled {
        Some(text) => text.to_string(),
        None => std::fs::read_to_string(name).map_err(|e| {
            Failure::usage(
                format!("style {name}: {e}"),
                "say light, dark, print, or name a TOML file",
            )
        })?,
    };
    Style::read(&text).map_err(|e| {
        Failure::new(Status::Input, format!("{name}:{}: {}", e.line, e.message))
            .excerpt(&text, e.line, 1)
    })
}

/// The facts asked for, and the entity in their middle.
fn select(
    home: &Home,
    snapshot: &Snapshot<'_>,
    arguments: &Arguments,
    all: Vec<Fact>,
    known: &BTreeMap<EntityId, Entity>,
) -> Result<(Vec<Fact>, Option<Entity>), Failure> {
    if let Some(name) = &arguments.around {
        let focus = names::entity(home, snapshot, name)?;
        return Ok((all, Some(focus)));
    }
    if let Some(class) = &arguments.class {
        let vocabulary = home.vocabulary()?;
        if !vocabulary.classes.contains_key(class) {
            let near =
                aikg::query::nearest::nearest(class, vocabulary.classes.keys().map(String::as_str));
            return Err(Failure::unknown("class", class, near, ""));
        }
        let of_class = |f: &Fact| {
            known
                .get(&f.subject)
                .is_some_and(|e| e.classes.iter().any(|c| vocabulary.is_a(c, class)))
        };
        return Ok((all.into_iter().filter(of_class).collect(), None));
    }
    if let Some(name) = &arguments.query {
        let named = answered::entities(home, snapshot, name, &arguments.parameters)?;
        let among = |f: &Fact| {
            named.contains(&f.subject)
                && f.object
                    .as_entity()
                    .is_none_or(|o| named.contains(o) || named.len() == 1)
        };
        return Ok((all.into_iter().filter(among).collect(), None));
    }
    Ok((all, None))
}

fn title(arguments: &Arguments, focus: Option<&Entity>) -> String {
    match (focus, &arguments.class, &arguments.query) {
        (Some(entity), _, _) => format!("{} and what it stands among", entity.label),
        (None, Some(class), _) => format!("Facts on each {class}"),
        (None, None, Some(query)) => query.clone(),
        _ => "All facts".to_string(),
    }
}
