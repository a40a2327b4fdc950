//! The statements behind a fact of a network, found when they are asked for.

use crate::model::{Date, EntityId, Value, Vocabulary};
use crate::network::{Fact, Network, Support};
use crate::pipeline::facts::{holds_on, of_statements};
use crate::store::{Snapshot, StoreError};
use petgraph::graph::EdgeIndex;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Finds receipts in an index; what was found once is kept.
pub struct Receipts<'s> {
    snapshot: &'s Snapshot<'s>,
    vocabulary: &'s Vocabulary,
    /// Only statements that hold on this day count.
    day: Option<Date>,
    known: RefCell<BTreeMap<(EntityId, Arc<str>), Vec<Fact>>>,
}

impl<'s> Receipts<'s> {
    /// Of an index; as believed now, or on a day.
    pub fn new(snapshot: &'s Snapshot<'s>, vocabulary: &'s Vocabulary, day: Option<Date>) -> Self {
        Self {
            snapshot,
            vocabulary,
            day,
            known: RefCell::default(),
        }
    }

    /// The believed fact of an edge, the firmest statement first; without statements where a query made
    /// the edge and no document says so. Of a symmetric property both directions count.
    ///
    /// # Errors
    /// Those of the store.
    pub fn of(&self, network: &Network, edge: EdgeIndex) -> Result<Option<Fact>, StoreError> {
        let ends = network.graph.edge_endpoints(edge);
        let Some(((a, b), relation)) = ends.zip(network.relation_of(edge)) else {
            return Ok(None);
        };
        let (from, to) = (&network.graph[a], &network.graph[b]);
        let mut fact = Fact {
            subject: from.clone(),
            property: relation.name.clone(),
            object: Value::Entity(to.clone()),
            currency: None,
            context: BTreeMap::new(),
            support: Vec::new(),
        };
        self.collect(from, to, &mut fact)?;
        if relation.symmetric {
            self.collect(to, from, &mut fact)?;
            fact.support.sort_by(Support::by_firmness);
        }
        Ok(Some(fact))
    }

    /// Adds the statements that say the fact this way round.
    fn collect(&self, from: &EntityId, to: &EntityId, fact: &mut Fact) -> Result<(), StoreError> {
        let key = (from.clone(), fact.property.clone());
        if !self.known.borrow().contains_key(&key) {
            let mut statements = self.snapshot.statements(Some(from), Some(&fact.property))?;
            statements.retain(|s| self.day.is_none_or(|day| holds_on(s, day)));
            let facts = of_statements(self.vocabulary, statements);
            self.known.borrow_mut().insert(key.clone(), facts);
        }
        let known = self.known.borrow();
        let own = known.get(&key).into_iter().flatten();
        for same in own.filter(|f| f.object.as_entity() == Some(to)) {
            fact.support.extend(same.support.iter().cloned());
        }
        Ok(())
    }
}
