//! `aikg export`.

use crate::cli::answered;
use crate::cli::figure::{Figure, Paper};
use crate::cli::graphviz;
use crate::cli::home::Home;
use crate::cli::look::{Engine, Look};
use crate::cli::names;
use crate::cli::options::Options;
use crate::cli::output::{Output, ending};
use crate::cli::status::{Failure, Status};
use aikg::export::Format;
use aikg::model::evidence::DocumentId;
use aikg::model::{Entity, EntityId};
use aikg::network::{Fact, Projection};
use aikg::picture::{Picture, Source};
use aikg::pipeline::facts;
use aikg::store::Snapshot;
use clap::Args;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::PathBuf;

/// Write facts as a picture or a list: dot, svg, graphml, jsonl, turtle, trig, nquads or csv.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  aikg export svg --around 'DeepSeek V4' --hops 2 -o v4.svg\n  \
                        aikg export csv --class Chip -o chips.csv\n  aikg export dot --around Huawei | dot -Tpdf > huawei.pdf"
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
    #[command(flatten)]
    look: Look,
    #[command(flatten)]
    paper: Paper,
}

/// What is written: a drawing, or a form of the graph for other programs.
enum Wanted {
    Figure(Figure),
    Format(Format),
}

pub fn run(options: &Options, arguments: &Arguments) -> Result<Status, Failure> {
    let wanted = wanted(arguments)?;
    let style = arguments.look.style()?;
    let home = Home::answering(options)?;
    let vocabulary = home.vocabulary()?;
    let picture = home.with(|snapshot| {
        let drawn = matches!(wanted, Wanted::Figure(_) | Wanted::Format(Format::Dot));
        let mut all = facts(&snapshot, &vocabulary)?;
        // The shortcuts among the parties of an event are drawn, not the event.
        all.retain(|fact| !drawn || !vocabulary.is_of_events(&fact.property));
        let known = entities(&snapshot, &all)?;
        let entity = |id: &EntityId| known.get(id).cloned();
        let (facts, focus) = select(&home, &snapshot, arguments, all, &known)?;
        let mut projection = Projection::of(&facts, &entity, &vocabulary);
        if let Some(focus) = &focus {
            projection = projection.around(&focus.id, arguments.hops);
        }
        let projection = if drawn {
            projection.cap(arguments.look.most)
        } else {
            projection
        };
        let title = arguments
            .look
            .title
            .clone()
            .unwrap_or_else(|| title(arguments, focus.as_ref()));
        let (sources, latest) = sources(&snapshot, &projection.facts)?;
        let date = latest.map_or(String::new(), |d| format!("Sources up to {d}"));
        Ok(Picture {
            projection,
            title,
            date,
            sources,
            style,
            order: arguments.look.layout.into(),
            cluster: arguments.look.cluster.map(Into::into),
            rank: arguments.look.rank.map(Into::into),
        })
    })?;
    if picture.projection.facts.is_empty() {
        options.note("note: there is nothing to show; `aikg show NAME` tells what is believed about an entity");
    }
    if picture.projection.left_out > 0 {
        options.note(&format!(
            "note: {} entities are left out; raise --most to draw them",
            picture.projection.left_out
        ));
    }
    let mut out = Output::open(arguments.output.as_deref())?;
    match wanted {
        Wanted::Figure(figure) => draw(figure, &picture, &home, options, arguments, &mut out)?,
        Wanted::Format(format) => {
            aikg::export::write(format, &picture, home.namespaces(), &mut out)?;
        }
    }
    out.finish()?;
    Ok(Status::Done)
}

fn draw(
    figure: Figure,
    picture: &Picture,
    home: &Home,
    options: &Options,
    arguments: &Arguments,
    out: &mut Output,
) -> Result<(), Failure> {
    let namespaces = home.namespaces();
    let mut text = Vec::new();
    if arguments.look.engine != Engine::Own {
        aikg::export::write(Format::Dot, picture, namespaces, &mut text)?;
        let drawn = graphviz::drawn(arguments.look.engine, figure.name(), text)?;
        return out.write_all(&drawn).map_err(Failure::from);
    }
    aikg::export::write(Format::Svg, picture, namespaces, &mut text)?;
    let text = String::from_utf8_lossy(&text);
    figure.write(&text, &arguments.paper, out, |note| options.note(note))
}

fn wanted(arguments: &Arguments) -> Result<Wanted, Failure> {
    let file = ending(arguments.output.as_deref());
    let name = arguments.format.clone().or(file).unwrap_or_default();
    if let Some(figure) = Figure::named(&name) {
        if arguments.look.engine == Engine::Own {
            figure.check()?;
        }
        return Ok(Wanted::Figure(figure));
    }
    let mut known: Vec<&str> = Format::ALL.iter().map(|(_, n)| *n).collect();
    known.extend(["png", "pdf"]);
    Format::named(&name).map(Wanted::Format).ok_or_else(|| {
        let message = if name.is_empty() {
            "no format is named".to_string()
        } else {
            format!("'{name}' is no format")
        };
        Failure::usage(message, format!("say one of {}", known.join(", ")))
    })
}

/// All entities that facts name.
fn entities(
    snapshot: &Snapshot<'_>,
    facts: &[Fact],
) -> Result<BTreeMap<EntityId, Entity>, Failure> {
    let mut ids: BTreeSet<&EntityId> = BTreeSet::new();
    for fact in facts {
        ids.insert(&fact.subject);
        ids.extend(fact.object.as_entity());
    }
    let mut known = BTreeMap::new();
    for id in ids {
        if let Some(entity) = snapshot.entity(id)? {
            known.insert(id.clone(), entity);
        }
    }
    Ok(known)
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

/// The documents behind facts, oldest first, and the date of the latest.
fn sources(
    snapshot: &Snapshot<'_>,
    facts: &[Fact],
) -> Result<(Vec<Source>, Option<String>), Failure> {
    let ids: BTreeSet<&DocumentId> = facts
        .iter()
        .flat_map(|f| &f.support)
        .map(|s| &s.document)
        .collect();
    let mut citations = Vec::new();
    for id in ids {
        citations.extend(snapshot.citation(id)?);
    }
    citations.sort_by(|a, b| (a.issued, &a.id).cmp(&(b.issued, &b.id)));
    let latest = citations
        .iter()
        .filter_map(|c| c.issued)
        .max()
        .map(|d| d.to_string());
    let sources = citations
        .into_iter()
        .map(|c| Source {
            document: c.id,
            title: c.title,
            publisher: c.publisher_name.unwrap_or_default(),
            date: c.issued.map(|d| d.to_string()).unwrap_or_default(),
            address: c.address,
        })
        .collect();
    Ok((sources, latest))
}
