//! The index as one read transaction sees it: quads and terms.

use crate::model::Namespaces;
use crate::store::fault::StoreError;
use crate::store::index::environment::Environment;
use crate::store::index::id::{Id, Key, Row};
use crate::store::index::memory::Memory;
use crate::store::index::order::{Order, Pattern};
use crate::store::index::record::{self, Encoded};
use crate::store::index::rows::Rows;
use heed::{RoTxn, WithoutTls};
use oxigraph::model::{NamedNode, Term, TermRef};
use std::sync::Arc;

/// A read transaction over the index on disk. Keep it short: while it lives, no space that a
/// writer frees is used again.
pub struct Transaction {
    pub(crate) environment: Arc<Environment>,
    pub(crate) txn: RoTxn<'static, WithoutTls>,
    pub(crate) namespaces: Namespaces,
}

impl Transaction {
    /// What queries read.
    pub fn snapshot(&self) -> Snapshot<'_> {
        let backing = Backing::Disk {
            environment: &self.environment,
            txn: &self.txn,
        };
        Snapshot {
            backing,
            namespaces: &self.namespaces,
            default: DefaultGraph::Union,
        }
    }
}

/// What a query reads outside of GRAPH.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DefaultGraph {
    /// Every triple of any graph, once.
    Union,
    /// The quads that name no graph.
    Plain,
}

/// The quads and terms of an index at one moment; cheap to copy. This is what a query runs on.
#[derive(Clone, Copy)]
pub struct Snapshot<'a> {
    pub(crate) backing: Backing<'a>,
    pub(crate) namespaces: &'a Namespaces,
    pub(crate) default: DefaultGraph,
}

/// Where a snapshot reads.
#[derive(Clone, Copy)]
pub(crate) enum Backing<'a> {
    Disk {
        environment: &'a Environment,
        txn: &'a RoTxn<'a>,
    },
    Memory(&'a Memory),
}

impl<'a> Snapshot<'a> {
    /// The same with another default graph; at first it is the union of all.
    pub fn reading(self, default: DefaultGraph) -> Self {
        Self { default, ..self }
    }

    /// What is read outside of GRAPH.
    pub fn default_graph(&self) -> DefaultGraph {
        self.default
    }

    /// The namespaces of the workspace.
    pub fn namespaces(&self) -> &'a Namespaces {
        self.namespaces
    }

    /// The quads that fit a pattern, in an order that depends on the pattern alone.
    pub fn quads(
        &self,
        pattern: Pattern,
    ) -> impl Iterator<Item = Result<Row, StoreError>> + use<'a> {
        let (rows, failure) = match self.rows(pattern) {
            Ok(rows) => (Some(rows), None),
            Err(error) => (None, Some(Err(error))),
        };
        failure.into_iter().chain(rows.into_iter().flatten())
    }

    /// Whether any quad fits a pattern.
    pub fn holds(&self, pattern: Pattern) -> Result<bool, StoreError> {
        Ok(self.quads(pattern).next().transpose()?.is_some())
    }

    /// The id of a term; `None` where the index does not hold it.
    pub fn id(&self, term: TermRef<'_>) -> Result<Option<Id>, StoreError> {
        let mut buffer = Vec::new();
        match record::encode(term, &mut buffer) {
            Encoded::Inline(id) => Ok(Some(id)),
            Encoded::Record(_) => self.find(&record::hash(&buffer)),
        }
    }

    /// The id of an IRI; `None` where the index does not hold it.
    pub fn iri(&self, iri: &str) -> Result<Option<Id>, StoreError> {
        self.id(NamedNode::new_unchecked(iri).as_ref().into())
    }

    /// The term of an id.
    ///
    /// # Errors
    /// An id that is not of this index, or a damaged one.
    pub fn term(&self, id: Id) -> Result<Term, StoreError> {
        let term = if id.is_listed() {
            self.record(id)?.and_then(record::decode)
        } else {
            record::decode_inline(id)
        };
        term.ok_or_else(|| self.damaged(&format!("no term {:x}", id.0)))
    }

    /// The names of all graphs but the default graph, in the order of their ids.
    pub fn graphs(&self) -> impl Iterator<Item = Result<Id, StoreError>> + use<'a> {
        self.leading(Order::Gspo, Id::DEFAULT, |row| row.graph)
    }

    /// All predicates, in the order of their ids.
    pub fn predicates(&self) -> impl Iterator<Item = Result<Id, StoreError>> + use<'a> {
        self.leading(Order::Posg, Id(0), |row| row.predicate)
    }

    /// The ids behind `after` that stand first in an order, by one look for each.
    fn leading(
        &self,
        order: Order,
        mut after: Id,
        lead: fn(&Row) -> Id,
    ) -> impl Iterator<Item = Result<Id, StoreError>> + use<'a> {
        let snapshot = *self;
        std::iter::from_fn(move || {
            let next = snapshot.row_after(order, after).transpose()?;
            let next = next.map(|row| lead(&row));
            after = *next.as_ref().unwrap_or(&Id((1 << 48) - 1));
            Some(next)
        })
    }

    /// All quads, those of a subject together and equal triples side by side.
    pub(crate) fn by_subject(&self) -> impl Iterator<Item = Result<Row, StoreError>> + use<'a> {
        let (rows, failure) = match self.by(Order::Spog) {
            Ok(rows) => (Some(rows), None),
            Err(error) => (None, Some(Err(error))),
        };
        failure.into_iter().chain(rows.into_iter().flatten())
    }

    /// All quads in an order.
    pub(crate) fn by(&self, order: Order) -> Result<Rows<'a>, StoreError> {
        let pattern = Pattern::default();
        self.planned(pattern, pattern.within(order))
    }

    fn row_after(&self, order: Order, after: Id) -> Result<Option<Row>, StoreError> {
        let mut plan = Pattern::default().within(order);
        plan.first = Key::pack([Id(after.0 + 1), Id(0), Id(0), Id(0)]);
        if after.0 + 1 >= 1 << 48 {
            return Ok(None);
        }
        self.planned(Pattern::default(), plan)?.next().transpose()
    }

    pub(crate) fn rows(&self, pattern: Pattern) -> Result<Rows<'a>, StoreError> {
        self.planned(pattern, pattern.plan())
    }

    fn planned(
        &self,
        pattern: Pattern,
        plan: crate::store::index::order::Plan,
    ) -> Result<Rows<'a>, StoreError> {
        match self.backing {
            Backing::Disk { environment, txn } => {
                Rows::blocks(pattern, plan, environment.tables.order(plan.order), txn)
            }
            Backing::Memory(memory) => Ok(Rows::slice(pattern, plan, memory.keys(plan.order))),
        }
    }

    pub(crate) fn find(&self, hash: &record::Hash) -> Result<Option<Id>, StoreError> {
        match self.backing {
            Backing::Disk { environment, txn } => {
                Ok(environment.tables.ids.get(txn, hash)?.map(Id::read))
            }
            Backing::Memory(memory) => Ok(memory.find(hash)),
        }
    }

    fn record(&self, id: Id) -> Result<Option<&'a [u8]>, StoreError> {
        match self.backing {
            Backing::Disk { environment, txn } => {
                Ok(environment.tables.records.get(txn, &id.place())?)
            }
            Backing::Memory(memory) => Ok(memory.record(id)),
        }
    }

    fn damaged(&self, message: &str) -> StoreError {
        let path = match self.backing {
            Backing::Disk { environment, .. } => environment.path.clone(),
            Backing::Memory(_) => "in memory".into(),
        };
        StoreError::Damaged {
            path,
            message: message.into(),
        }
    }
}
