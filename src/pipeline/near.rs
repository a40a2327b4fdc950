//! The believed facts around an entity, without reading all others.

use crate::model::{EntityId, Vocabulary};
use crate::network::{Fact, KIND_TELLING};
use crate::pipeline::facts::of_statements;
use crate::store::{Id, Pattern, Snapshot, StoreError};
use std::collections::{BTreeMap, BTreeSet};

/// The believed facts on the entities at most `hops` facts away from one, in either direction, over properties that
/// `takes` takes. Only what lies near is read, however much there is; facts of others that tell the kinds of those
/// entities are among them.
///
/// # Errors
/// Those of the store.
pub fn near(
    snapshot: &Snapshot<'_>,
    vocabulary: &Vocabulary,
    (start, hops): (&EntityId, usize),
    takes: &dyn Fn(&str) -> bool,
) -> Result<Vec<Fact>, StoreError> {
    let Some(start) = snapshot.id_of(start)? else {
        return Ok(Vec::new());
    };
    // One that only others speak of has no fact of its own.
    let inside = reach(snapshot, start, hops.max(1), takes)?;
    let mut statements = Vec::new();
    for id in &inside {
        if let Some(entity) = snapshot.entity_of(*id)? {
            statements.extend(snapshot.statements(Some(&entity), None)?);
        }
    }
    for property in KIND_TELLING {
        let Some(predicate) = snapshot.id_of_property(property)? else {
            continue;
        };
        let mut outside: BTreeSet<Id> = BTreeSet::new();
        for object in &inside {
            for row in snapshot.believed(on(None, Some(predicate), Some(*object)))? {
                outside.insert(row?.subject);
            }
        }
        for id in outside.difference(&inside) {
            if let Some(entity) = snapshot.entity_of(*id)? {
                statements.extend(snapshot.statements(Some(&entity), Some(property))?);
            }
        }
    }
    statements.retain(|s| takes(&s.property));
    Ok(of_statements(vocabulary, statements))
}

/// The things at most `hops` believed facts away from one.
fn reach(
    snapshot: &Snapshot<'_>,
    start: Id,
    hops: usize,
    takes: &dyn Fn(&str) -> bool,
) -> Result<BTreeSet<Id>, StoreError> {
    let mut taken: BTreeMap<Id, bool> = BTreeMap::new();
    let mut inside = BTreeSet::from([start]);
    let mut edge = vec![start];
    for _ in 0..hops {
        let mut next = Vec::new();
        for id in edge {
            let (out, back) = (on(Some(id), None, None), on(None, None, Some(id)));
            for row in snapshot.believed(out)?.chain(snapshot.believed(back)?) {
                let row = row?;
                let other = if row.subject == id {
                    row.object
                } else {
                    row.subject
                };
                if !other.is_iri() || inside.contains(&other) {
                    continue;
                }
                let known = taken.get(&row.predicate).copied();
                let takes = match known {
                    Some(takes) => takes,
                    None => snapshot
                        .property_of(row.predicate)?
                        .is_some_and(|p| takes(&p)),
                };
                taken.insert(row.predicate, takes);
                if takes && inside.insert(other) {
                    next.push(other);
                }
            }
        }
        edge = next;
    }
    Ok(inside)
}

fn on(subject: Option<Id>, predicate: Option<Id>, object: Option<Id>) -> Pattern {
    Pattern {
        subject,
        predicate,
        object,
        graph: None,
    }
}
