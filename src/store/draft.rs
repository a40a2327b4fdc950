//! A change of quads that is tried on the index before it is made.
//!
//! It runs in a write transaction that is always given up: what the user's own graphs then hold is written to their
//! text files, and the index follows those as it follows any change of a text file.

use crate::model::Namespaces;
use crate::store::altered::Altered;
use crate::store::dump::Terms;
use crate::store::fault::StoreError;
use crate::store::index::bulk::Closed;
use crate::store::index::edit::Edit;
use crate::store::index::{DefaultGraph, Id, Pattern, Row, Snapshot};
use crate::store::judged::Believe;
use crate::store::lock::Lock;
use crate::store::page::Page;
use crate::store::{Workspace, own, step};
use oxigraph::model::{GraphName, NamedNode, NamedOrBlankNode, Quad, Term};
use std::collections::{BTreeMap, BTreeSet};

/// Which graphs a draft changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Scope {
    /// Those of the user's own; triples that name no graph stand in `graph:notes`.
    Own,
    /// All, and blank nodes are kept.
    All,
}

/// Quads as a change leaves them, which nobody else sees.
pub struct Draft<'w> {
    pub(super) workspace: &'w Workspace,
    pub(super) edit: Edit<'w>,
    scope: Scope,
    /// Whether each quad that was touched was there at first.
    pub(super) before: BTreeMap<Row, bool>,
}

impl Workspace {
    /// Changes the user's own graphs: `work` does so on a draft, and what it did is given back, sorted. Their files
    /// and the index follow, unless it is only a `trial`. Waits for another writer.
    ///
    /// # Errors
    /// Those of `work`, or a text file of the workspace that is broken; nothing is changed then.
    pub fn change<E: From<StoreError>>(
        &self,
        believe: &Believe<'_>,
        trial: bool,
        work: impl FnOnce(&mut Draft<'_>) -> Result<(), E>,
    ) -> Result<Vec<Altered>, E> {
        let _lock = Lock::wait(self.root())?;
        let (altered, journal) = self.draft(believe, Scope::Own, |draft| {
            work(draft)?;
            Ok::<_, E>((draft.altered()?, draft.journal()?))
        })?;
        if !trial && !journal.is_empty() {
            journal.commit(self.root())?;
            step::settle(self, believe)?;
        }
        Ok(altered)
    }

    /// Tries a change of any graph, of which nothing is kept. Outside of GRAPH its draft reads and changes the quads
    /// that name no graph, as SPARQL leaves it open.
    ///
    /// # Errors
    /// Those of `work`, or a text file of the workspace that is broken.
    pub fn attempt<T, E: From<StoreError>>(
        &self,
        believe: &Believe<'_>,
        work: impl FnOnce(&mut Draft<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let _lock = Lock::wait(self.root())?;
        self.draft(believe, Scope::All, work)
    }

    fn draft<T, E: From<StoreError>>(
        &self,
        believe: &Believe<'_>,
        scope: Scope,
        work: impl FnOnce(&mut Draft<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let index = step::settle(self, believe)?;
        let mut draft = Draft {
            workspace: self,
            edit: Edit::begin(&index.environment, self.namespaces())?,
            scope,
            before: BTreeMap::new(),
        };
        work(&mut draft)
    }
}

impl Draft<'_> {
    /// The quads as they are now.
    pub fn snapshot(&self) -> Snapshot<'_> {
        self.edit.snapshot().reading(match self.scope {
            Scope::Own => DefaultGraph::Union,
            Scope::All => DefaultGraph::Plain,
        })
    }

    /// The namespaces of the workspace.
    pub fn namespaces(&self) -> &Namespaces {
        self.workspace.namespaces()
    }

    /// Adds (`true`) and takes out (`false`) quads; of two changes of one the later counts.
    ///
    /// # Errors
    /// A graph that is not the user's own; a triple to take out that names no graph and stands in another one; a
    /// blank node.
    pub fn apply(&mut self, changes: Vec<(Quad, bool)>) -> Result<(), StoreError> {
        let (mut quads, mut adds) = (Vec::new(), Vec::new());
        let mut allowed = BTreeSet::new();
        for (mut quad, add) in changes {
            if self.scope == Scope::Own && quad.graph_name == GraphName::DefaultGraph {
                if !add {
                    self.refuse_elsewhere(&quad)?;
                }
                quad.graph_name = self.notes();
            }
            let graph = quad.graph_name.to_string();
            if !allowed.contains(&graph) {
                self.allow(&quad.graph_name)?;
                allowed.insert(graph);
            }
            if add && self.scope == Scope::Own {
                self.refuse_blank(&quad)?;
            }
            quads.push(quad);
            adds.push(add);
        }
        let rows = self.edit.rows(Closed::of(&quads))?;
        self.enter(rows.into_iter().zip(adds).collect())
    }

    /// Takes all quads out of a graph; how many there were.
    ///
    /// # Errors
    /// A graph that is not the user's own.
    pub fn clear(&mut self, graph: &GraphName) -> Result<usize, StoreError> {
        let graph = match graph {
            GraphName::DefaultGraph if self.scope == Scope::Own => &self.notes(),
            other => other,
        };
        self.allow(graph)?;
        let rows: Vec<(Row, bool)> = match self.graph_id(graph)? {
            None => Vec::new(),
            Some(id) => rows_of(&self.edit.snapshot(), id)
                .map(|row| Ok((row?, false)))
                .collect::<Result<_, StoreError>>()?,
        };
        let count = rows.len();
        self.enter(rows)?;
        Ok(count)
    }

    /// Whether a graph holds anything.
    pub fn holds(&self, graph: &GraphName) -> Result<bool, StoreError> {
        let Some(id) = self.graph_id(graph)? else {
            return Ok(false);
        };
        let first = rows_of(&self.edit.snapshot(), id).next().transpose()?;
        Ok(first.is_some())
    }

    /// The names of all graphs but the default graph.
    pub fn graphs(&self) -> Result<Vec<GraphName>, StoreError> {
        let snapshot = self.edit.snapshot();
        let mut out = Vec::new();
        for id in snapshot.graphs() {
            out.extend(match snapshot.term(id?)? {
                Term::NamedNode(node) => Some(GraphName::from(node)),
                Term::BlankNode(node) => Some(node.into()),
                Term::Literal(_) => None,
            });
        }
        Ok(out)
    }

    /// Refuses a graph that the draft may not change.
    ///
    /// # Errors
    /// It is not the user's own.
    pub fn allow(&self, graph: &GraphName) -> Result<(), StoreError> {
        match (self.scope, graph) {
            (Scope::All, _) => Ok(()),
            (Scope::Own, GraphName::NamedNode(node)) => own::check(self.workspace, node.as_str()),
            (Scope::Own, other) => Err(StoreError::Foreign {
                graph: other.to_string(),
                reason: "it belongs to a data set".into(),
                instead: "load that anew with `aikg load`".into(),
            }),
        }
    }

    fn notes(&self) -> GraphName {
        NamedNode::new_unchecked(self.namespaces().graph(own::NOTES)).into()
    }

    fn graph_id(&self, graph: &GraphName) -> Result<Option<Id>, StoreError> {
        match graph {
            GraphName::DefaultGraph => Ok(Some(Id::DEFAULT)),
            GraphName::NamedNode(node) => self.edit.snapshot().id(node.into()),
            GraphName::BlankNode(node) => self.edit.snapshot().id(node.into()),
        }
    }

    /// Makes changes, and remembers what was there.
    fn enter(&mut self, changes: Vec<(Row, bool)>) -> Result<(), StoreError> {
        for (row, _) in &changes {
            if !self.before.contains_key(row) {
                let there = self.edit.snapshot().holds((*row).into())?;
                self.before.insert(*row, there);
            }
        }
        self.edit.apply(changes)
    }

    /// Refuses to take out a triple that names no graph and does not stand in `graph:notes`, but elsewhere: nothing
    /// would change, and the user would believe that it is gone.
    fn refuse_elsewhere(&self, quad: &Quad) -> Result<(), StoreError> {
        let snapshot = self.edit.snapshot();
        let ids = [
            snapshot.id(Term::from(quad.subject.clone()).as_ref())?,
            snapshot.id(quad.predicate.as_ref().into())?,
            snapshot.id(quad.object.as_ref())?,
        ];
        let [Some(subject), Some(predicate), Some(object)] = ids else {
            return Ok(());
        };
        let pattern = Pattern {
            subject: Some(subject),
            predicate: Some(predicate),
            object: Some(object),
            graph: None,
        };
        let notes = self.graph_id(&self.notes())?;
        let mut elsewhere = None;
        for row in snapshot.quads(pattern) {
            let row = row?;
            if Some(row.graph) == notes {
                return Ok(());
            }
            elsewhere.get_or_insert(row);
        }
        let Some(row) = elsewhere else {
            return Ok(());
        };
        let graph = Terms::of(&snapshot).quad(row)?.map(|quad| quad.graph_name);
        let graph = graph.unwrap_or(GraphName::DefaultGraph);
        self.allow(&graph)?;
        let shown = page(self.namespaces()).term(Term::from(quad.subject.clone()).as_ref());
        let graph = shown_graph(&graph, self.namespaces());
        Err(StoreError::Foreign {
            reason: format!("what is to go of {shown} stands there, and the update names no graph"),
            instead: format!("write GRAPH {graph} {{ ... }}"),
            graph,
        })
    }

    fn refuse_blank(&self, quad: &Quad) -> Result<(), StoreError> {
        let subject = matches!(quad.subject, NamedOrBlankNode::BlankNode(_));
        if subject || matches!(quad.object, Term::BlankNode(_)) {
            let predicate = page(self.namespaces()).iri(quad.predicate.as_str());
            return Err(StoreError::Blank(predicate));
        }
        Ok(())
    }
}

/// The quads of a graph.
pub(super) fn rows_of<'a>(
    snapshot: &Snapshot<'a>,
    graph: Id,
) -> impl Iterator<Item = Result<Row, StoreError>> + use<'a> {
    snapshot.quads(Pattern {
        graph: Some(graph),
        ..Pattern::default()
    })
}

/// Writes terms as Turtle does, with known prefixes.
pub(super) fn page(namespaces: &Namespaces) -> Page<'_> {
    Page {
        namespaces,
        text: String::new(),
        indent: "",
    }
}

/// A graph as its user knows it.
pub(super) fn shown_graph(graph: &GraphName, namespaces: &Namespaces) -> String {
    match graph {
        GraphName::NamedNode(node) => page(namespaces).iri(node.as_str()),
        GraphName::BlankNode(node) => node.to_string(),
        GraphName::DefaultGraph => "the default graph".into(),
    }
}
