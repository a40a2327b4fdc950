//! The documents behind what is drawn, as footnotes name them.

use crate::cli::status::Failure;
use aikg::model::evidence::DocumentId;
use aikg::picture::Source;
use aikg::store::Snapshot;
use std::collections::BTreeSet;

/// The documents, oldest first, and the date of the latest; those that are not known are left out.
pub fn sources(
    snapshot: &Snapshot<'_>,
    ids: &BTreeSet<DocumentId>,
) -> Result<(Vec<Source>, Option<String>), Failure> {
    let mut citations = Vec::new();
    for id in ids {
        citations.extend(snapshot.citation(id)?);
    }
    citations.sort_by(|a, b| (a.issued, &a.id).cmp(&(b.issued, &b.id)));
    let latest = citations
        .iter()
        .filter_map(|c| c.issued)
        .max()
        .map(|d| d.to_string());
    let sources = citations
        .into_iter()
        .map(|c| Source {
            document: c.id,
            title: c.title,
            publisher: c.publisher_name.unwrap_or_default(),
            date: c.issued.map(|d| d.to_string()).unwrap_or_default(),
            address: c.address,
        })
        .collect();
    Ok((sources, latest))
}
