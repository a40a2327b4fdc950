//! `aikg export`.

use crate::cli::answered;
use crate::cli::cited;
use crate::cli::home::Home;
use crate::cli::names;
use crate::cli::options::Options;
use crate::cli::output::Output;
use crate::cli::status::{Failure, Status};
use aikg::export::Format;
use aikg::model::{Entity, EntityId};
use aikg::network::{Fact, Projection};
use aikg::picture::{Order, Picture, Style};
use aikg::pipeline::facts;
use aikg::store::Snapshot;
use clap::{Args, ValueEnum};
use std::collections::{BTreeMap, BTreeSet};
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
    let picture = home.with(|snapshot| {
        let drawn = matches!(format, Format::Svg | Format::Dot);
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
            projection.cap(arguments.most)
        } else {
            projection
        };
        let title = arguments
            .title
            .clone()
            .unwrap_or_else(|| title(arguments, focus.as_ref()));
        let support = projection.facts.iter().flat_map(|f| &f.support);
        let documents = support.map(|s| s.document.clone()).collect();
        let (sources, latest) = cited::sources(&snapshot, &documents)?;
        let date = latest.map_or(String::new(), |d| format!("Sources up to {d}"));
        Ok(Picture {
            projection,
            title,
            date,
            sources,
            style,
            order: arguments.layout.into(),
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
    aikg::export::write(format, &picture, home.namespaces(), &mut out)?;
    out.finish()?;
    Ok(Status::Done)
}

fn format(arguments: &Arguments) -> Result<Format, Failure> {
    let name = match (&arguments.format, &arguments.output) {
        (Some(name), _) => name.clone(),
        (None, Some(path)) => path
            .extension()
            .and_then(|e| e.to_str())
            .unwrap_or_default()
            .to_string(),
        (None, None) => String::new(),
    };
    let known: Vec<&str> = Format::ALL.iter().map(|(_, n)| *n).collect();
    Format::named(&name).ok_or_else(|| {
        let message = if name.is_empty() {
            "no format is named".to_string()
        } else {
            format!("'{name}' is no format")
        };
        Failure::usage(message, format!("say one of {}", known.join(", ")))
    })
}

/// The style of a name, else of a file.
pub fn style(name: &str) -> Result<Style, Failure> {
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
