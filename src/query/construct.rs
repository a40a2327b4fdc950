//! What a CONSTRUCT query says of things of the project.

use crate::model::{EntityId, Namespaces};
use crate::query::evaluate::{Answer, QueryError};
use oxigraph::model::{NamedOrBlankNode, Term};
use std::sync::Arc;

/// The links that a query made.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Constructed {
    /// Subject, property and object; a property of another vocabulary has its whole IRI as its name.
    pub links: Vec<(EntityId, Arc<str>, EntityId)>,
    /// How many triples are passed over because one of their ends is no entity.
    pub passed_over: usize,
}

/// The links among entities in an answer; `None` where it is not of a CONSTRUCT or DESCRIBE.
///
/// # Errors
/// The query fails while its triples come. One link more than `most` ends it.
pub fn constructed(
    answer: Answer<'_>,
    namespaces: &Namespaces,
    most: usize,
) -> Result<Option<Constructed>, QueryError> {
    let Answer::Graph(triples) = answer else {
        return Ok(None);
    };
    let entity = |iri: &str| crate::store::local_name(&namespaces.entity, iri).map(EntityId::from);
    let mut found = Constructed::default();
    for triple in triples {
        let triple = triple?;
        let subject = match &triple.subject {
            NamedOrBlankNode::NamedNode(node) => entity(node.as_str()),
            NamedOrBlankNode::BlankNode(_) => None,
        };
        let object = match &triple.object {
            Term::NamedNode(node) => entity(node.as_str()),
            _ => None,
        };
        let (Some(subject), Some(object)) = (subject, object) else {
            found.passed_over += 1;
            continue;
        };
        let iri = triple.predicate.as_str();
        let property = iri.strip_prefix(&namespaces.vocabulary).unwrap_or(iri);
        found.links.push((subject, property.into(), object));
        if found.links.len() > most {
            break;
        }
    }
    Ok(Some(found))
}
