//! Documents in the light of judgements: names that are the same, rejected, or new no more.

use crate::model::{EntityId, Judgements, Namespaces};
use crate::store::article::{self, Content};
use crate::store::term;
use oxigraph::model::{GraphName, Literal, NamedNode, NamedOrBlankNode, Quad, Term};
use std::collections::BTreeSet;

/// Sees what a document says in the light of judgements: entities take the place of names that are the
/// same, what names something rejected is marked, and names that were judged are no longer new.
pub(crate) fn resolve(content: &mut Content, judgements: &Judgements, namespaces: &Namespaces) {
    if judgements.is_empty() {
        return;
    }
    let entity = |iri: &str| term::local(&namespaces.entity, iri).map(EntityId::from);
    let names = GraphName::from(term::node(&namespaces.graph, article::NAMES));
    content.quads.retain(|quad| {
        let NamedOrBlankNode::NamedNode(subject) = &quad.subject else {
            return true;
        };
        let judged = entity(subject.as_str()).is_some_and(|id| judgements.on(&id).is_some());
        quad.graph_name != names || !judged
    });
    // Statements that are rejected, and those with the names that they have in their document.
    let (mut rejected, mut renamed) = (BTreeSet::new(), BTreeSet::new());
    for quad in &mut content.quads {
        let Term::NamedNode(object) = &quad.object else {
            continue;
        };
        let Some(id) = entity(object.as_str()) else {
            continue;
        };
        let statement = match &quad.subject {
            NamedOrBlankNode::NamedNode(subject)
                if subject.as_str().starts_with(&namespaces.statement) =>
            {
                Some(subject.clone())
            }
            _ => None,
        };
        if judgements.rejects(&id)
            && let Some(subject) = &statement
        {
            rejected.insert(subject.clone());
        }
        let canonical = judgements.canonical(&id);
        if *canonical != id {
            if let Some(subject) = statement {
                renamed.insert((subject, object.clone()));
            }
            quad.object = term::node(&namespaces.entity, canonical.as_str()).into();
        }
    }
    let document = term::node(&namespaces.document, content.reading.citation.id.as_str());
    let note = |subject: NamedNode, name: &str, object: Term| {
        let predicate = term::node(&namespaces.vocabulary, name);
        Quad::new(subject, predicate, object, document.clone())
    };
    let rejected = rejected
        .into_iter()
        .map(|s| note(s, "rejected", Literal::from(true).into()));
    content.quads.extend(rejected);
    let renamed = renamed
        .into_iter()
        .map(|(s, name)| note(s, "namedAs", name.into()));
    content.quads.extend(renamed);
    let statements = std::mem::take(&mut content.reading.statements);
    content.reading.statements = statements
        .into_iter()
        .map(|s| judgements.resolve(s))
        .collect();
}

/// The entities that documents may have to be seen anew for: names whose judgement changed, with what
/// they were the same as.
pub(crate) fn changed(before: &Judgements, now: &Judgements) -> BTreeSet<EntityId> {
    let names = before.iter().chain(now.iter()).map(|j| &j.name);
    let differing = names.filter(|name| before.on(name) != now.on(name));
    differing
        .flat_map(|name| [name.clone(), before.canonical(name).clone()])
        .collect()
}
