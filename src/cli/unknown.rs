//! `aikg names`.

use crate::cli::home::Home;
use crate::cli::names::class;
use crate::cli::options::Options;
use crate::cli::output::{Format, Output};
use crate::cli::status::{Failure, Status};
use crate::cli::table::{align, count, shorten};
use aikg::model::{EntityId, Judgement, Verdict};
use aikg::store::Newcomer;
use clap::Args;
use serde_json::json;
use std::io::Write;

/// List names that no list has and nobody has judged: how often statements have them, of what kind they
/// seem to be, what gave them away, and words that they stand in.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  aikg names\n  aikg names --kind Model --limit 10\n  aikg names --judged\n  \
                        aikg names --format jsonl"
)]
pub struct Arguments {
    /// Only names of this class, or of one below it
    #[arg(long, value_name = "KIND")]
    kind: Option<String>,
    /// Most names shown
    #[arg(long, default_value_t = 50, value_name = "N")]
    limit: usize,
    /// List the judgements instead
    #[arg(long)]
    judged: bool,
    /// Form of the output
    #[arg(long, value_enum, default_value = "text", value_name = "FORMAT")]
    format: Format,
}

pub fn run(options: &Options, arguments: &Arguments) -> Result<Status, Failure> {
    let home = Home::answering(options)?;
    let mut out = Output::open(None)?;
    let rows = if arguments.judged {
        let judgements = home.judgements()?;
        let lines = judgements.iter().map(|j| match arguments.format {
            Format::Text => judged(j),
            Format::Jsonl => vec![judged_json(j).to_string()],
        });
        lines.collect()
    } else {
        newcomers(options, arguments, &home)?
    };
    match arguments.format {
        Format::Text => out.write_all(align(&rows, 80, 0).as_bytes())?,
        Format::Jsonl => rows
            .concat()
            .iter()
            .try_for_each(|line| writeln!(out, "{line}"))?,
    }
    out.finish()?;
    Ok(Status::Done)
}

fn newcomers(
    options: &Options,
    arguments: &Arguments,
    home: &Home,
) -> Result<Vec<Vec<String>>, Failure> {
    let vocabulary = home.vocabulary()?;
    let kind = arguments
        .kind
        .as_deref()
        .map(|k| class(&vocabulary, k))
        .transpose()?;
    let mut found = home.with(|snapshot| Ok(snapshot.newcomers()?))?;
    if let Some(kind) = kind {
        let fits = |n: &Newcomer| n.entity.classes.iter().any(|c| vocabulary.is_a(c, kind));
        found.retain(fits);
    }
    let more = found.len().saturating_sub(arguments.limit);
    if more > 0 {
        options.note(&format!(
            "{} more; --limit says how many are shown",
            count(more, "name")
        ));
    }
    let shown = found.iter().take(arguments.limit);
    Ok(shown
        .map(|newcomer| match arguments.format {
            Format::Text => line(newcomer),
            Format::Jsonl => vec![object(newcomer).to_string()],
        })
        .collect())
}

fn line(newcomer: &Newcomer) -> Vec<String> {
    let entity = &newcomer.entity;
    let (statements, documents) = (newcomer.statements.len(), newcomer.documents.len());
    let often = format!(
        "{} in {}",
        count(statements, "statement"),
        count(documents, "document")
    );
    let context = newcomer.statements.first().map_or_else(
        || {
            newcomer
                .documents
                .first()
                .map_or(String::new(), |d| format!("of doc:{d}"))
        },
        |s| format!("\"{}\"", shorten(&s.evidence.exact, 70)),
    );
    vec![
        entity.label.clone(),
        entity.classes.join(" "),
        often,
        entity.shape.clone().unwrap_or_default(),
        context,
    ]
}

fn object(newcomer: &Newcomer) -> serde_json::Value {
    let entity = &newcomer.entity;
    let documents: Vec<&str> = newcomer
        .documents
        .iter()
        .map(aikg::model::evidence::DocumentId::as_str)
        .collect();
    json!({
        "name": entity.label, "id": entity.id.as_str(), "classes": entity.classes, "shape": entity.shape,
        "brand": entity.brand.as_ref().map(EntityId::as_str),
        "broader": entity.broader.as_ref().map(EntityId::as_str),
        "statements": newcomer.statements.len(), "documents": documents,
        "context": newcomer.statements.first().map(|s| s.evidence.exact.as_str()),
    })
}

fn judged(judgement: &Judgement) -> Vec<String> {
    let verdict = match &judgement.verdict {
        Verdict::Known(entity) if entity.label == judgement.label => {
            format!("known as {}", entity.classes.join(" "))
        }
        Verdict::Known(entity) => {
            format!("known as {}, {}", entity.label, entity.classes.join(" "))
        }
        Verdict::Same(other) => format!("the same as {other}"),
        Verdict::Rejected => "rejected".to_string(),
    };
    let why = judgement
        .why
        .as_ref()
        .map_or(String::new(), |w| format!("\"{w}\""));
    let parts = [
        &judgement.label,
        &verdict,
        &judgement.by,
        &judgement.at,
        &why,
    ];
    parts.map(String::clone).to_vec()
}

fn judged_json(judgement: &Judgement) -> serde_json::Value {
    let (classes, same) = match &judgement.verdict {
        Verdict::Known(entity) => (Some(&entity.classes), None),
        Verdict::Same(other) => (None, Some(other.as_str())),
        Verdict::Rejected => (None, None),
    };
    json!({
        "name": judgement.label, "id": judgement.name.as_str(),
        "verdict": judgement.verdict.name().to_lowercase(), "classes": classes, "sameAs": same,
        "by": judgement.by, "at": judgement.at, "why": judgement.why,
    })
}
