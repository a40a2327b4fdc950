//! What a draft changed: told to its user, and as the files that are to hold it.

use crate::store::draft::{Draft, page, rows_of, shown_graph};
use crate::store::dump::Terms;
use crate::store::fault::StoreError;
use crate::store::index::{Id, Row};
use crate::store::journal::Journal;
use crate::store::{disk, layout, own};
use oxigraph::model::Term;
use std::collections::BTreeSet;

/// A triple that a draft adds to a graph or takes out of it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Altered {
    /// The graph, with a known prefix.
    pub graph: String,
    /// The triple as Turtle writes it, with known prefixes.
    pub triple: String,
    /// Whether it is added.
    pub added: bool,
}

impl Draft<'_> {
    /// The quads that are not as they were at first.
    fn different(&self) -> Result<Vec<(Row, bool)>, StoreError> {
        let snapshot = self.edit.snapshot();
        let mut out = Vec::new();
        for (row, before) in &self.before {
            let now = snapshot.holds((*row).into())?;
            if now != *before {
                out.push((*row, now));
            }
        }
        Ok(out)
    }

    /// What it adds and takes out, sorted.
    pub(super) fn altered(&self) -> Result<Vec<Altered>, StoreError> {
        let snapshot = self.edit.snapshot();
        let (mut terms, page) = (Terms::of(&snapshot), page(self.namespaces()));
        let mut out = Vec::new();
        for (row, added) in self.different()? {
            let Some(quad) = terms.quad(row)? else {
                continue;
            };
            let subject = page.term(Term::from(quad.subject).as_ref());
            let (predicate, object) = (
                page.iri(quad.predicate.as_str()),
                page.term(quad.object.as_ref()),
            );
            out.push(Altered {
                graph: shown_graph(&quad.graph_name, self.namespaces()),
                triple: format!("{subject} {predicate} {object}"),
                added,
            });
        }
        out.sort();
        Ok(out)
    }

    /// The files of the graphs that changed. What stands before the first line of data in one, as comments, stays.
    pub(super) fn journal(&self) -> Result<Journal, StoreError> {
        let snapshot = self.edit.snapshot();
        let graphs: BTreeSet<Id> = self.different()?.iter().map(|(row, _)| row.graph).collect();
        let mut journal = Journal::default();
        for graph in graphs {
            let Term::NamedNode(node) = snapshot.term(graph)? else {
                continue;
            };
            let Some(name) = own::name(node.as_str(), self.namespaces()) else {
                continue;
            };
            let mut terms = Terms::of(&snapshot);
            let mut quads = Vec::new();
            for row in rows_of(&snapshot, graph) {
                quads.extend(terms.quad(row?)?);
            }
            let path = layout::own(name);
            if quads.is_empty() {
                journal.remove(path);
                continue;
            }
            let old = disk::read(&self.workspace.root().join(&path))?.unwrap_or_default();
            let text = own::head(&old) + &own::write(name, &quads, self.namespaces());
            // What could not be read again is not written.
            own::read(
                &layout::shown(&path),
                text.as_bytes(),
                name,
                self.namespaces(),
            )?;
            journal.put(path, text.into_bytes());
        }
        Ok(journal)
    }
}
