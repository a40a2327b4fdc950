//! What the names in facts mean: entities, and the documents behind them.

use crate::cli::status::Failure;
use aikg::model::evidence::DocumentId;
use aikg::model::{Citation, Entity, EntityId};
use aikg::network::Fact;
use aikg::picture::Source;
use aikg::store::Snapshot;
use std::collections::{BTreeMap, BTreeSet};

/// All entities that facts name, as what they are about or as who says so.
pub fn entities(
    snapshot: &Snapshot<'_>,
    facts: &[Fact],
) -> Result<BTreeMap<EntityId, Entity>, Failure> {
    let mut ids: BTreeSet<&EntityId> = BTreeSet::new();
    for fact in facts {
        ids.extend(fact.entities());
        ids.extend(fact.support.iter().filter_map(|s| s.claimed_by.as_ref()));
    }
    let mut known = BTreeMap::new();
    for id in ids {
        if let Some(entity) = snapshot.entity(id)? {
            known.insert(id.clone(), entity);
        }
    }
    Ok(known)
}

/// The documents behind facts.
pub fn citations(
    snapshot: &Snapshot<'_>,
    facts: &[Fact],
) -> Result<BTreeMap<DocumentId, Citation>, Failure> {
    let supports = facts.iter().flat_map(|f| &f.support);
    let ids: BTreeSet<&DocumentId> = supports.map(|s| &s.document).collect();
    documents(snapshot, ids)
}

/// Documents by their identifiers; those that are not known are left out.
pub fn documents<'d>(
    snapshot: &Snapshot<'_>,
    ids: impl IntoIterator<Item = &'d DocumentId>,
) -> Result<BTreeMap<DocumentId, Citation>, Failure> {
    let mut found = BTreeMap::new();
    for id in ids {
        found.extend(snapshot.citation(id)?.map(|c| (id.clone(), c)));
    }
    Ok(found)
}

/// Adds the publishers of documents to the entities known.
pub fn publishers(
    snapshot: &Snapshot<'_>,
    cited: &BTreeMap<DocumentId, Citation>,
    known: &mut BTreeMap<EntityId, Entity>,
) -> Result<(), Failure> {
    for id in cited.values().filter_map(|c| c.publisher.as_ref()) {
        if !known.contains_key(id) {
            known.extend(snapshot.entity(id)?.map(|e| (id.clone(), e)));
        }
    }
    Ok(())
}

/// Documents as footnotes, oldest first.
pub fn sources(cited: &BTreeMap<DocumentId, Citation>) -> Vec<Source> {
    let mut citations: Vec<&Citation> = cited.values().collect();
    citations.sort_by(|a, b| (a.issued, &a.id).cmp(&(b.issued, &b.id)));
    citations.into_iter().map(Source::from).collect()
}
