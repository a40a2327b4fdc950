//! Subjects and properties of statements that changed since belief was last asked about them.
//!
//! They stand in the index, so that whoever opens it next asks belief if the process that changed the
//! statements did not live to.

use crate::model::Namespaces;
use crate::store::believed::Pair;
use crate::store::fault::StoreError;
use crate::store::index::Id;
use crate::store::index::edit::Edit;
use crate::store::index::environment::Environment;
use crate::store::term;
use heed::RoTxn;
use std::collections::{BTreeMap, BTreeSet};

/// Subjects with the properties that are pending.
pub(crate) type Pending = BTreeMap<Id, Vec<Id>>;

/// The ids of pairs of names.
pub(crate) fn ids(
    edit: &mut Edit<'_>,
    pairs: &BTreeSet<Pair>,
    namespaces: &Namespaces,
) -> Result<Pending, StoreError> {
    let mut out = Pending::new();
    for (subject, property) in pairs {
        let subject = edit.iri(&term::iri(&namespaces.entity, subject.as_str()))?;
        let property = edit.iri(&term::iri(&namespaces.vocabulary, property))?;
        out.entry(subject).or_default().push(property);
    }
    Ok(out)
}

/// Notes pairs.
pub(crate) fn keep(edit: &mut Edit<'_>, pairs: &Pending) -> Result<(), StoreError> {
    for key in keys(pairs) {
        let table = edit.environment.tables.pending;
        table.put(&mut edit.txn, &key, &[])?;
    }
    Ok(())
}

/// Drops pairs.
pub(crate) fn drop(edit: &mut Edit<'_>, pairs: &Pending) -> Result<(), StoreError> {
    for key in keys(pairs) {
        let table = edit.environment.tables.pending;
        table.delete(&mut edit.txn, &key)?;
    }
    Ok(())
}

/// The pairs of the first subjects that have any.
pub(crate) fn first(
    environment: &Environment,
    txn: &RoTxn<'_>,
    subjects: usize,
) -> Result<Pending, StoreError> {
    let mut out = Pending::new();
    for entry in environment.tables.pending.iter(txn)? {
        let (key, _) = entry?;
        let subject = Id::read(key);
        if out.len() == subjects && !out.contains_key(&subject) {
            break;
        }
        let property = Id::read(key.get(6..).unwrap_or_default());
        out.entry(subject).or_default().push(property);
    }
    Ok(out)
}

/// Whether no pair is pending.
pub(crate) fn none(environment: &Environment, txn: &RoTxn<'_>) -> Result<bool, StoreError> {
    Ok(environment.tables.pending.is_empty(txn)?)
}

fn keys(pairs: &Pending) -> impl Iterator<Item = [u8; 12]> {
    pairs.iter().flat_map(|(subject, properties)| {
        properties.iter().map(|property| {
            let mut key = [0; 12];
            let (one, two) = key.split_at_mut(6);
            one.copy_from_slice(&subject.bytes());
            two.copy_from_slice(&property.bytes());
            key
        })
    })
}
