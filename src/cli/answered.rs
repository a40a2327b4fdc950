//! The entities in the answer of a question, for pictures.

use crate::cli::fault::failure;
use crate::cli::home::Home;
use crate::cli::question::question;
use crate::cli::status::Failure;
use aikg::model::EntityId;
use aikg::query::{Answer, Stop, answer};
use aikg::store::Snapshot;
use std::collections::BTreeSet;

/// The entities that a question of the catalogue answers with, by IRI or by name.
pub fn entities(
    home: &Home,
    snapshot: &Snapshot<'_>,
    name: &str,
    parameters: &[String],
) -> Result<BTreeSet<EntityId>, Failure> {
    let sparql = question(home, *snapshot, name, parameters)?;
    let answer =
        answer(*snapshot, &sparql, &Stop::default()).map_err(|e| failure(e, &sparql, name))?;
    let Answer::Rows(rows) = answer else {
        return Err(Failure::usage(
            format!("{name} does not answer with rows"),
            "name another question",
        ));
    };
    let mut found = BTreeSet::new();
    for row in rows {
        let row = row.map_err(|e| failure(e.into(), &sparql, name))?;
        for (_, term) in &row {
            found.extend(meant(home, snapshot, &term.to_string())?);
        }
    }
    Ok(found)
}

/// The entity that a term in an answer stands for: by its IRI, or by a name that only it has.
fn meant(home: &Home, snapshot: &Snapshot<'_>, term: &str) -> Result<Option<EntityId>, Failure> {
    if let Some(name) = term.strip_prefix('"').and_then(|t| t.strip_suffix('"')) {
        let mut named = snapshot.resolve(name)?;
        return Ok(named.pop().filter(|_| named.is_empty()).map(|e| e.id));
    }
    let iri = term.trim_start_matches('<').trim_end_matches('>');
    let local = iri.strip_prefix(&home.namespaces().entity);
    Ok(local.map(EntityId::from))
}
