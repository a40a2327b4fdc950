//! `aikg show`.

use crate::cli::describe::Labels;
use crate::cli::home::Home;
use crate::cli::names;
use crate::cli::options::Options;
use crate::cli::output::Output;
use crate::cli::status::{Failure, Status};
use crate::cli::table::align;
use aikg::model::{Citation, Entity, EntityId, Statement, Value};
use aikg::network::Fact;
use aikg::pipeline::facts::of_statements;
use aikg::store::Snapshot;
use clap::Args;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;

/// Print everything believed about an entity, each line with its sources.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  aikg show 'v4 pro'\n  aikg show deepseek-v4-pro\n  aikg show Huawei"
)]
pub struct Arguments {
    /// A name as people write it, an identifier or an IRI
    #[arg(required = true, num_args = 1.., value_name = "NAME")]
    name: Vec<String>,
}

pub fn run(options: &Options, arguments: &Arguments) -> Result<Status, Failure> {
    let home = Home::answering(options)?;
    let vocabulary = home.vocabulary()?;
    home.with(|snapshot| {
        let entity = names::entity(&home, &snapshot, &arguments.name.join(" "))?;
        let own = snapshot.statements(Some(&entity.id), None)?;
        let toward = pointing_at(&snapshot, &entity)?;
        let roles = roles(&own);
        let facts = of_statements(&vocabulary, own);
        let incoming: Vec<Fact> = of_statements(&vocabulary, toward)
            .into_iter()
            .filter(|f| f.object.as_entity() == Some(&entity.id))
            .collect();
        let labels = labels(&snapshot, facts.iter().chain(&incoming))?;
        let mut sources = Sources::new(&snapshot);
        let mut rows = Vec::new();
        for fact in &facts {
            let name = vocabulary.label_of(&fact.property);
            let mut value = labels.fact(fact, &vocabulary);
            if let Some(roles) = roles.get(&fact.object) {
                let roles: Vec<&str> = roles.iter().map(String::as_str).collect();
                value.push_str(&format!(" ({})", roles.join(", ")));
            }
            rows.push(vec![name.to_string(), value, sources.mark(fact)?]);
        }
        let mut others = Vec::new();
        for fact in &incoming {
            let name = vocabulary.label_of(&fact.property);
            others.push(vec![
                labels.of(&fact.subject),
                format!("{name} {}", entity.label),
                sources.mark(fact)?,
            ]);
        }
        let mut out = Output::open(None)?;
        writeln!(
            out,
            "{} ({}, {})",
            entity.label,
            entity.id,
            entity.classes.join(" ")
        )?;
        if rows.is_empty() && others.is_empty() {
            writeln!(out, "  nothing is believed about it yet")?;
        }
        out.write_all(align(&rows, 90, 2).as_bytes())?;
        if !others.is_empty() {
            writeln!(out, "named by others")?;
        }
        out.write_all(align(&others, 90, 2).as_bytes())?;
        for (number, citation) in sources.list.iter().enumerate() {
            writeln!(out, "[{}] {}", number + 1, cite(citation))?;
        }
        out.finish()?;
        Ok(Status::Done)
    })
}

/// What each party does in an event.
fn roles(statements: &[Statement]) -> BTreeMap<Value, BTreeSet<String>> {
    let mut roles: BTreeMap<Value, BTreeSet<String>> = BTreeMap::new();
    for statement in statements {
        if let Some(Value::Text(role)) = statement.qualifiers.get("role") {
            let of = roles.entry(statement.object.clone()).or_default();
            of.insert(role.clone());
        }
    }
    roles
}

/// Statements that say something of others with this entity as their object.
pub fn pointing_at(snapshot: &Snapshot<'_>, entity: &Entity) -> Result<Vec<Statement>, Failure> {
    let mut groups: BTreeSet<(EntityId, String)> = BTreeSet::new();
    for statement in snapshot.mentioning(&entity.id)? {
        groups.insert((statement.subject, statement.property.to_string()));
    }
    let mut all = Vec::new();
    for (subject, property) in groups {
        all.extend(snapshot.statements(Some(&subject), Some(&property))?);
    }
    Ok(all)
}

/// The names of all entities in some facts.
pub fn labels<'f>(
    snapshot: &Snapshot<'_>,
    facts: impl Iterator<Item = &'f Fact>,
) -> Result<Labels<'static>, Failure> {
    let mut ids: BTreeSet<&EntityId> = BTreeSet::new();
    for fact in facts {
        ids.extend(fact.entities());
    }
    let mut entities = Vec::new();
    for id in ids {
        entities.extend(snapshot.entity(id)?);
    }
    Ok(Labels::new(&entities))
}

/// The documents behind what is shown, numbered as they come.
struct Sources<'s> {
    snapshot: &'s Snapshot<'s>,
    numbers: BTreeMap<String, usize>,
    list: Vec<Citation>,
}

impl<'s> Sources<'s> {
    fn new(snapshot: &'s Snapshot<'s>) -> Self {
        Self {
            snapshot,
            numbers: BTreeMap::new(),
            list: Vec::new(),
        }
    }

    fn mark(&mut self, fact: &Fact) -> Result<String, Failure> {
        let mut numbers = BTreeSet::new();
        for support in &fact.support {
            let id = support.document.to_string();
            if let Some(number) = self.numbers.get(&id) {
                numbers.insert(*number);
            } else if let Some(citation) = self.snapshot.citation(&support.document)? {
                self.list.push(citation);
                self.numbers.insert(id, self.list.len());
                numbers.insert(self.list.len());
            }
        }
        let numbers: Vec<String> = numbers.iter().map(|n| format!("[{n}]")).collect();
        Ok(numbers.concat())
    }
}

/// A document for people: title, publisher, date.
pub fn cite(citation: &Citation) -> String {
    let parts = [
        Some(citation.title.clone()),
        citation.publisher_name.clone(),
        citation.issued.map(|d| d.to_string()),
        citation.address.clone(),
    ];
    parts
        .into_iter()
        .flatten()
        .filter(|p| !p.is_empty())
        .collect::<Vec<_>>()
        .join(", ")
}
