//! What reports tell of an entity: its facts, what is disputed, how it compares.

use crate::cli::clerk::{Clerk, markdown};
use crate::cli::names;
use crate::cli::show::{labels, pointing_at};
use crate::cli::status::Failure;
use aikg::belief::{believe, disputed};
use aikg::model::{Entity, Statement};
use aikg::network::Fact;
use aikg::picture::arrangement;
use aikg::pipeline::facts::{context, of_statements};
use aikg::store::Rank;
use serde_json::{Value as Json, json};
use std::collections::{BTreeMap, BTreeSet};

/// An entity with all that is believed of it, and what others say with regard to it.
pub fn of(clerk: &mut Clerk<'_>, entity: &Entity) -> Result<Json, Failure> {
    let own = clerk.snapshot.statements(Some(&entity.id), None)?;
    let toward = pointing_at(&clerk.snapshot, entity)?;
    let mut facts = of_statements(clerk.vocabulary, own.clone());
    let order = arrangement::bundled();
    facts.sort_by_key(|f| order.place(&f.property));
    let incoming: Vec<Fact> = of_statements(clerk.vocabulary, toward)
        .into_iter()
        // The shortcuts among the parties of an event are told, not the event.
        .filter(|f| !clerk.vocabulary.is_of_events(&f.property))
        .filter(|f| f.object.as_entity() == Some(&entity.id))
        .collect();
    let linked = !incoming.is_empty() || facts.iter().any(|f| f.object.as_entity().is_some());
    let classes: Vec<&str> = entity
        .classes
        .iter()
        .map(|c| {
            let class = clerk.vocabulary.classes.get(c);
            class.map_or(c.as_str(), |class| class.label.as_str())
        })
        .collect();
    Ok(json!({
        "id": entity.id.as_str(),
        "label": entity.label,
        "classes": classes,
        "names": entity.names,
        "linked": linked,
        "facts": clerk.said(&facts)?,
        "incoming": clerk.said(&incoming)?,
        "disputed": disputes(clerk, own)?,
    }))
}

/// The properties on which sources contradict each other, with each value that is said and its rank.
fn disputes(clerk: &mut Clerk<'_>, own: Vec<Statement>) -> Result<Json, Failure> {
    let mut groups: BTreeMap<String, Vec<Statement>> = BTreeMap::new();
    for statement in own {
        let property = statement.property.to_string();
        groups.entry(property).or_default().push(statement);
    }
    let mut out = Vec::new();
    for (property, group) in groups {
        if !disputed(clerk.vocabulary, &group) {
            continue;
        }
        let label = clerk.vocabulary.label_of(&property);
        let mut values: BTreeMap<_, (Rank, Vec<&Statement>)> = BTreeMap::new();
        for (judged, statement) in believe(clerk.vocabulary, &group).iter().zip(&group) {
            let context = context(clerk.vocabulary, statement);
            let key = (statement.object.clone(), statement.currency(), context);
            let entry = values.entry(key).or_insert((judged.rank, Vec::new()));
            entry.1.push(statement);
            if judged.rank == Rank::Preferred {
                entry.0 = Rank::Preferred;
            }
        }
        let mut said = Vec::new();
        for ((object, currency, context), (rank, statements)) in values {
            let fact = Fact {
                subject: statements[0].subject.clone(),
                property: statements[0].property.clone(),
                object,
                currency: currency.map(Into::into),
                context,
                support: Vec::new(),
            };
            let labels = labels(&clerk.snapshot, std::iter::once(&fact))?;
            let value = clerk.value(&labels, &fact);
            let evidence = statements.iter().map(|s| &s.evidence);
            let evidence = evidence.map(|e| (&e.document, &*e.exact));
            let marks = clerk.marks(evidence, usize::MAX)?;
            said.push(json!({
                "value": value,
                "rank": if rank == Rank::Preferred { "believed" } else { "not believed" },
                "cite": markdown(marks),
            }));
        }
        out.push(json!({ "label": label, "values": said }));
    }
    Ok(Json::Array(out))
}

/// A property in a context, which is named as people read it.
type Aspect = (String, String);

/// Entities side by side: for each property named, or that two of them have, the facts of each in each context of it.
pub fn compared(
    clerk: &mut Clerk<'_>,
    entities: &[Entity],
    properties: &[String],
) -> Result<Json, Failure> {
    let mut named: Vec<String> = Vec::new();
    for name in properties {
        named.push(names::property(clerk.vocabulary, name)?.to_string());
    }
    let mut columns: Vec<BTreeMap<Aspect, Vec<Fact>>> = Vec::new();
    for entity in entities {
        columns.push(column(clerk, entity)?);
    }
    // A property is shared whatever the contexts in which it is said.
    let mut shared: BTreeMap<&str, usize> = BTreeMap::new();
    for column in &columns {
        let own: BTreeSet<&str> = column.keys().map(|(name, _)| name.as_str()).collect();
        for name in own {
            *shared.entry(name).or_default() += 1;
        }
    }
    let enough = entities.len().min(2);
    let order = arrangement::bundled();
    let place = |property: &String| match named.iter().position(|p| p == property) {
        Some(place) => place,
        None => order.place(property),
    };
    let aspects: BTreeSet<&Aspect> = columns.iter().flat_map(BTreeMap::keys).collect();
    let wanted = aspects.into_iter().filter(|(property, _)| {
        let held = shared.get(property.as_str()).copied().unwrap_or(0);
        named.contains(property) || (named.is_empty() && held >= enough)
    });
    let mut wanted: Vec<Aspect> = wanted.cloned().collect();
    for property in &named {
        if wanted.iter().all(|(name, _)| name != property) {
            wanted.push((property.clone(), String::new()));
        }
    }
    wanted.sort_by_cached_key(|aspect| (place(&aspect.0), aspect.clone()));
    let mut rows = Vec::new();
    for aspect in wanted {
        let mut cells = Vec::new();
        for column in &columns {
            cells.push(clerk.said(column.get(&aspect).map_or(&[], Vec::as_slice))?);
        }
        let (property, context) = &aspect;
        let label = format!("{}{context}", clerk.vocabulary.label_of(property));
        rows.push(json!({ "property": property, "label": label, "cells": cells }));
    }
    let named = |e: &Entity| json!({ "id": e.id.as_str(), "label": e.label });
    let entities: Vec<Json> = entities.iter().map(named).collect();
    Ok(json!({ "entities": entities, "rows": rows }))
}

/// The facts of an entity by property and context; the facts themselves no longer tell their context.
fn column(clerk: &Clerk<'_>, entity: &Entity) -> Result<BTreeMap<Aspect, Vec<Fact>>, Failure> {
    let statements = clerk.snapshot.statements(Some(&entity.id), None)?;
    let facts = of_statements(clerk.vocabulary, statements);
    let labels = labels(&clerk.snapshot, facts.iter())?;
    let mut column: BTreeMap<Aspect, Vec<Fact>> = BTreeMap::new();
    for mut fact in facts {
        let context = fact.within(&|id| labels.of(id));
        fact.context.clear();
        let aspect = (fact.property.to_string(), context);
        column.entry(aspect).or_default().push(fact);
    }
    Ok(column)
}
