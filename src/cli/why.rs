//! `aikg why`.

use crate::cli::describe::{Labels, manner};
use crate::cli::home::Home;
use crate::cli::names;
use crate::cli::options::Options;
use crate::cli::output::Output;
use crate::cli::sentence;
use crate::cli::show::cite;
use crate::cli::status::{Failure, Status};
use crate::cli::table::shorten;
use aikg::belief::{believe, disputed};
use aikg::model::{Entity, EntityId, Statement, Vocabulary};
use aikg::store::{Judged, Snapshot};
use clap::Args;
use std::io::Write;

/// Print the statements for and against a fact: the words in their sentence, who says so, when, and why
/// it is believed or not.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  aikg why 'v4 pro' totalParameters\n  aikg why deepseek-v4 'runs on'"
)]
pub struct Arguments {
    /// A name as people write it, an identifier or an IRI
    #[arg(value_name = "NAME")]
    name: String,
    /// A property by its name or label
    #[arg(value_name = "PROPERTY")]
    property: String,
}

pub fn run(options: &Options, arguments: &Arguments) -> Result<Status, Failure> {
    let home = Home::answering(options)?;
    let vocabulary = home.vocabulary()?;
    let property = names::property(&vocabulary, &arguments.property)?;
    home.with(|snapshot| {
        let entity = names::entity(&home, &snapshot, &arguments.name)?;
        let statements = snapshot.statements(Some(&entity.id), Some(property))?;
        let labels = labels(&snapshot, &entity, &statements)?;
        let mut out = Output::open(None)?;
        let label = &vocabulary.properties[property].label;
        if statements.is_empty() {
            out.finish()?;
            let message = format!("nothing is said of {} under '{label}'", entity.label);
            return Err(Failure::new(Status::No, message)
                .hint(format!("`aikg show {}` prints what is", entity.id)));
        }
        let dispute = if disputed(&vocabulary, &statements) {
            ", disputed"
        } else {
            ""
        };
        writeln!(out, "{} ({}): {label}{dispute}", entity.label, entity.id)?;
        let judged = believe(&vocabulary, &statements);
        let page = Page {
            home: &home,
            snapshot: &snapshot,
            labels: &labels,
            vocabulary: &vocabulary,
        };
        let (first, rest): (Vec<_>, Vec<_>) = judged
            .iter()
            .zip(&statements)
            .partition(|(j, _)| j.believed);
        for (judged, statement) in first.into_iter().chain(rest) {
            page.statement(judged, statement, &mut out)?;
        }
        out.finish()?;
        Ok(Status::Done)
    })
}

fn labels(
    snapshot: &Snapshot<'_>,
    entity: &Entity,
    statements: &[Statement],
) -> Result<Labels<'static>, Failure> {
    let mut entities = vec![entity.clone()];
    let named = |s: &Statement| -> Vec<EntityId> {
        let qualifiers = s.qualifiers.values().filter_map(|v| v.as_entity().cloned());
        s.object
            .as_entity()
            .cloned()
            .into_iter()
            .chain(s.claimed_by.clone())
            .chain(qualifiers)
            .collect()
    };
    for id in statements.iter().flat_map(named) {
        entities.extend(snapshot.entity(&id)?);
    }
    Ok(Labels::new(&entities))
}

/// The rank and the sentence behind it; a sentence that begins with its own heading stands alone.
fn reason(judged: &Judged) -> String {
    let rank = judged.rank.name();
    if judged.reason.contains(": ") {
        judged.reason.clone()
    } else {
        format!("{rank}: {}", judged.reason)
    }
}

struct Page<'a> {
    home: &'a Home,
    snapshot: &'a Snapshot<'a>,
    labels: &'a Labels<'a>,
    vocabulary: &'a Vocabulary,
}

impl Page<'_> {
    fn statement(&self, judged: &Judged, s: &Statement, out: &mut Output) -> Result<(), Failure> {
        let value = self.labels.object(s, self.vocabulary);
        let exact = s.object.to_string();
        let exact = if value.contains(&exact) || s.object.as_entity().is_some() {
            String::new()
        } else {
            format!(" = {exact}")
        };
        let manner = manner(s, self.labels);
        let manner = if manner.is_empty() {
            String::new()
        } else {
            format!(" ({manner})")
        };
        let sign = if judged.believed { '+' } else { '-' };
        writeln!(out, "\n{sign} {value}{exact}{manner}")?;
        writeln!(out, "    {}", reason(judged))?;
        writeln!(out, "    \"{}\"", self.quotation(s)?)?;
        if let Some(citation) = self.snapshot.citation(&s.evidence.document)? {
            writeln!(out, "    {}", cite(&citation))?;
        }
        writeln!(
            out,
            "    doc:{} {}-{}, confidence {}, {}, recorded {}",
            s.evidence.document,
            s.evidence.start,
            s.evidence.end,
            s.confidence,
            s.extracted_by,
            s.recorded_at
        )?;
        Ok(())
    }

    /// The quotation in its sentence, where the text is at hand.
    fn quotation(&self, s: &Statement) -> Result<String, Failure> {
        let text = match self.home {
            Home::Workspace(workspace) => workspace.text(&s.evidence.document)?,
            Home::Bundle(_) => None,
        };
        let sentence = text.and_then(|text| sentence::around(&text, &s.evidence));
        Ok(sentence.unwrap_or_else(|| shorten(&s.evidence.exact, 300)))
    }
}
