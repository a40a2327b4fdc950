//! `entities/*.ttl` to named things.

use crate::model::{Entity, EntityId, Namespaces};
use crate::store::fault::StoreError;
use crate::store::term;
use crate::store::turtle::parse;
use oxigraph::io::RdfFormat;
use oxigraph::model::{NamedOrBlankNode, Quad, Term};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// Reads entity files, given as the name shown in faults and the bytes; sorted by id.
///
/// An entity may be spread over files: classes and names add up, the label must be one.
///
/// # Errors
/// Broken Turtle, an entity without a label or with two, a property that no entity has.
pub fn read(
    files: &[(String, Vec<u8>)],
    namespaces: &Namespaces,
) -> Result<Vec<Entity>, StoreError> {
    let parsed: Vec<BTreeMap<EntityId, Entity>> = files
        .par_iter()
        .map(|(file, text)| {
            let quads = parse(file, text, RdfFormat::Turtle)?;
            gather(&quads, namespaces).map_err(|f| f.placed(file, text))
        })
        .collect::<Result<_, _>>()?;
    let mut all: BTreeMap<EntityId, Entity> = BTreeMap::new();
    for (entities, (file, text)) in parsed.into_iter().zip(files) {
        for (id, entity) in entities {
            join(&mut all, entity).map_err(|message| Fault { id, message }.placed(file, text))?;
        }
    }
    for entity in all.values_mut() {
        if entity.label.is_empty() {
            let fault = Fault {
                id: entity.id.clone(),
                message: "rdfs:label is missing".into(),
            };
            let needle = format!("id:{} ", entity.id);
            let holds = |(_, text): &&(String, Vec<u8>)| {
                memchr::memmem::find(text, needle.as_bytes()).is_some()
            };
            let (file, text) = files.iter().find(holds).cloned().unwrap_or_default();
            return Err(fault.placed(&file, &text));
        }
        entity.classes.sort();
        entity.classes.dedup();
    }
    Ok(all.into_values().collect())
}

/// A fault in what is said of an entity.
pub(crate) struct Fault {
    id: EntityId,
    message: String,
}

impl Fault {
    /// The error at the entity's stanza in a file.
    pub(crate) fn placed(&self, file: &str, text: &[u8]) -> StoreError {
        let Self { id, message } = self;
        StoreError::meaning(
            file,
            text,
            &format!("id:{id} "),
            format!("id:{id}: {message}"),
        )
    }
}

/// The entity that triples on one subject describe; what describes no entity is passed over.
pub(crate) fn entity(id: &EntityId, quads: &[Quad], namespaces: &Namespaces) -> Option<Entity> {
    let mut entity = Entity {
        id: id.clone(),
        ..Entity::default()
    };
    for quad in quads {
        // Facts stand beside the description, and a second label changes nothing.
        let _ = describe(&mut entity, quad, namespaces);
    }
    entity.classes.sort();
    entity.classes.dedup();
    (!entity.label.is_empty()).then_some(entity)
}

/// The entities that quads describe; an absent label is an empty one.
pub(crate) fn gather(
    quads: &[Quad],
    namespaces: &Namespaces,
) -> Result<BTreeMap<EntityId, Entity>, Fault> {
    let mut entities: BTreeMap<EntityId, Entity> = BTreeMap::new();
    let mut current = Entity::default();
    for quad in quads {
        let NamedOrBlankNode::NamedNode(subject) = &quad.subject else {
            continue;
        };
        let Some(id) = term::local(&namespaces.entity, subject.as_str()) else {
            continue;
        };
        if current.id.as_str() != id {
            keep(&mut entities, std::mem::take(&mut current))?;
            current.id = id.into();
        }
        describe(&mut current, quad, namespaces).map_err(|message| Fault {
            id: current.id.clone(),
            message,
        })?;
    }
    keep(&mut entities, current)?;
    Ok(entities)
}

fn keep(entities: &mut BTreeMap<EntityId, Entity>, entity: Entity) -> Result<(), Fault> {
    let id = entity.id.clone();
    if id.as_str().is_empty() {
        return Ok(());
    }
    join(entities, entity).map_err(|message| Fault { id, message })
}

/// Adds what is said of an entity to what is known of it already.
fn join(entities: &mut BTreeMap<EntityId, Entity>, more: Entity) -> Result<(), String> {
    let Some(known) = entities.get_mut(&more.id) else {
        entities.insert(more.id.clone(), more);
        return Ok(());
    };
    if known.label.is_empty() {
        known.label = more.label;
    } else if !more.label.is_empty() && known.label != more.label {
        return Err(format!(
            "two labels, '{}' and '{}'",
            known.label, more.label
        ));
    }
    known.classes.extend(more.classes);
    known.names.extend(more.names);
    known.short_names.extend(more.short_names);
    known.demonyms.extend(more.demonyms);
    known.cities.extend(more.cities);
    known.identifiers.extend(more.identifiers);
    known.broader = more.broader.or(known.broader.take());
    known.brand = more.brand.or(known.brand.take());
    known.ambiguous |= more.ambiguous;
    known.provisional |= more.provisional;
    known.shape = more.shape.or(known.shape.take());
    Ok(())
}

/// One thing that is said of an entity.
fn describe(entity: &mut Entity, quad: &Quad, namespaces: &Namespaces) -> Result<(), String> {
    let text = || match &quad.object {
        Term::Literal(literal) => Ok(literal.value().to_string()),
        Term::NamedNode(_) | Term::BlankNode(_) => Err(format!("{} must be text", quad.predicate)),
    };
    let local = |namespace: &str| match &quad.object {
        Term::NamedNode(node) => term::local(namespace, node.as_str()),
        _ => None,
    };
    let other = || {
        let id = local(&namespaces.entity).map(EntityId::from);
        id.ok_or_else(|| format!("{} must be an entity", quad.predicate))
    };
    match term::short(quad.predicate.as_str(), namespaces) {
        ("rdf", "type") => {
            let class = local(&namespaces.vocabulary);
            entity
                .classes
                .push(class.ok_or("its class is not of the vocabulary")?);
        }
        ("rdfs", "label") => {
            let label = text()?;
            if !entity.label.is_empty() && entity.label != label {
                return Err(format!("two labels, '{}' and '{label}'", entity.label));
            }
            entity.label = label;
        }
        ("skos", "altLabel") => entity.names.push(text()?),
        ("skos", "broader") => entity.broader = Some(other()?),
        ("dct", "identifier") => entity.identifiers.push(text()?),
        ("ai", "shortName") => entity.short_names.push(text()?),
        ("ai", "demonym") => entity.demonyms.push(text()?),
        ("ai", "city") => entity.cities.push(text()?),
        ("ai", "brand") => entity.brand = Some(other()?),
        ("ai", "ambiguous") => entity.ambiguous = text()? == "true",
        ("ai", "shape") => entity.shape = Some(text()?),
        ("ai", "provisional") => entity.provisional = text()? == "true",
        ("ai", name) => {
            return Err(format!(
                "ai:{name} is nothing that is said of an entity here"
            ));
        }
        _ => {}
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::model::Namespaces;

    const HEAD: &str = "@prefix ai: <https://w3id.org/aikg/ns#> .
@prefix id: <https://w3id.org/aikg/id/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n";

    fn files(stanzas: &[&str]) -> Vec<(String, Vec<u8>)> {
        let named =
            |(i, s): (usize, &&str)| (format!("{i}.ttl"), format!("{HEAD}{s}").into_bytes());
        stanzas.iter().enumerate().map(named).collect()
    }

    #[test]
    fn an_entity_may_be_spread_over_files() {
        let files = files(&[
            "id:b a ai:Maker, ai:Organization ; rdfs:label \"B\" .",
            "id:b a ai:Publisher ; skos:altLabel \"Bee\" ; ai:shortName \"be\" .",
        ]);
        let entities = read(&files, &Namespaces::default()).unwrap();
        assert_eq!(entities[0].classes, ["Maker", "Organization", "Publisher"]);
        assert_eq!(entities[0].names, ["Bee"]);
        assert_eq!(entities[0].short_names, ["be"]);
    }

    #[test]
    fn faults_name_the_stanza() {
        let fault = |s: &str| {
            read(&files(&[s]), &Namespaces::default())
                .unwrap_err()
                .to_string()
        };
        assert_eq!(
            fault("\nid:b a ai:Maker ."),
            "0.ttl:6:1: id:b: rdfs:label is missing"
        );
        assert!(fault("id:b rdfs:label \"B\", \"C\" .").contains("two labels, 'B' and 'C'"));
        assert!(fault("id:b ai:shortname \"B\" .").contains("ai:shortname"));
        assert!(fault("id:b ai:brand \"B\" .").contains("must be an entity"));
    }
}
