//! The five sequences that quads are sorted in, and which of them answers a pattern.

use crate::store::index::id::{Id, Key, Row};

/// A sequence of the four parts of a quad; named by their letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Order {
    Spog,
    Posg,
    Ospg,
    Gspo,
    Gpos,
}

impl Order {
    pub(crate) const ALL: [Self; 5] = [Self::Spog, Self::Posg, Self::Ospg, Self::Gspo, Self::Gpos];

    pub(crate) fn key(self, row: Row) -> Key {
        let Row {
            subject: s,
            predicate: p,
            object: o,
            graph: g,
        } = row;
        Key::pack(self.arrange(s, p, o, g))
    }

    /// The keys of rows in this order, sorted, each once.
    pub(crate) fn keys(self, rows: &[Row]) -> Vec<Key> {
        let mut keys: Vec<Key> = rows.iter().map(|row| self.key(*row)).collect();
        keys.sort_unstable();
        keys.dedup();
        keys
    }

    /// What belongs to this order among things that stand as [`Self::ALL`] does.
    pub(crate) fn of<T>(self, all: &[T; 5]) -> &T {
        let [spog, posg, ospg, gspo, gpos] = all;
        match self {
            Self::Spog => spog,
            Self::Posg => posg,
            Self::Ospg => ospg,
            Self::Gspo => gspo,
            Self::Gpos => gpos,
        }
    }

    pub(crate) fn row(self, key: Key) -> Row {
        let [a, b, c, d] = key.unpack();
        let (subject, predicate, object, graph) = match self {
            Self::Spog => (a, b, c, d),
            Self::Posg => (c, a, b, d),
            Self::Ospg => (b, c, a, d),
            Self::Gspo => (b, c, d, a),
            Self::Gpos => (d, b, c, a),
        };
        Row {
            subject,
            predicate,
            object,
            graph,
        }
    }

    fn arrange<T>(self, s: T, p: T, o: T, g: T) -> [T; 4] {
        match self {
            Self::Spog => [s, p, o, g],
            Self::Posg => [p, o, s, g],
            Self::Ospg => [o, s, p, g],
            Self::Gspo => [g, s, p, o],
            Self::Gpos => [g, p, o, s],
        }
    }
}

impl From<Row> for Pattern {
    /// The one quad.
    fn from(row: Row) -> Self {
        Self {
            subject: Some(row.subject),
            predicate: Some(row.predicate),
            object: Some(row.object),
            graph: Some(row.graph),
        }
    }
}

/// Which quads are wanted: a part that is `None` may be anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Pattern {
    /// Subject.
    pub subject: Option<Id>,
    /// Predicate.
    pub predicate: Option<Id>,
    /// Object.
    pub object: Option<Id>,
    /// Graph.
    pub graph: Option<Id>,
}

/// Where the quads of a pattern stand: an order and the first and last possible key.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Plan {
    pub(crate) order: Order,
    pub(crate) first: Key,
    pub(crate) last: Key,
    /// Whether each key between them fits, so that none has to be looked at.
    pub(crate) exact: bool,
}

impl Pattern {
    /// The plan that reads the fewest keys as far as the pattern alone tells.
    ///
    /// With subject, or object without graph, the few graphs of a triple are filtered; a graph and
    /// an object alone are answered from the object's quads.
    pub(crate) fn plan(self) -> Plan {
        let Self {
            subject: s,
            predicate: p,
            object: o,
            graph: g,
        } = self;
        let order = match (s.is_some(), p.is_some(), o.is_some(), g.is_some()) {
            (true, true, _, _) | (true, false, false, false) => Order::Spog,
            (true | false, false, true, _) => Order::Ospg,
            (true | false, false, false, true) => Order::Gspo,
            (false, true, _, false) | (false, false, false, false) => Order::Posg,
            (false, true, _, true) => Order::Gpos,
        };
        self.within(order)
    }

    /// The plan over a given order.
    pub(crate) fn within(self, order: Order) -> Plan {
        let parts = order.arrange(self.subject, self.predicate, self.object, self.graph);
        let bound = parts.iter().take_while(|part| part.is_some()).count();
        let limit = |free: Id| {
            let mut ids = [free; 4];
            for (id, part) in ids.iter_mut().zip(parts).take(bound) {
                *id = part.unwrap_or(free);
            }
            Key::pack(ids)
        };
        Plan {
            order,
            first: limit(Id(0)),
            last: limit(Id((1 << 48) - 1)),
            exact: parts.iter().flatten().count() == bound,
        }
    }

    /// Whether a quad fits.
    pub(crate) fn fits(self, row: Row) -> bool {
        let is = |part: Option<Id>, id: Id| part.is_none_or(|p| p == id);
        is(self.subject, row.subject)
            && is(self.predicate, row.predicate)
            && is(self.object, row.object)
            && is(self.graph, row.graph)
    }
}

#[cfg(test)]
mod tests {
    use super::{Order, Pattern};
    use crate::store::index::id::{Id, Row};

    #[test]
    fn every_order_gives_the_row_back() {
        let row = Row {
            subject: Id(1),
            predicate: Id(2),
            object: Id(3),
            graph: Id(4),
        };
        for order in Order::ALL {
            assert_eq!(order.row(order.key(row)), row);
        }
    }

    #[test]
    fn every_plan_holds_the_quads_that_fit() {
        let row = Row {
            subject: Id(1),
            predicate: Id(2),
            object: Id(3),
            graph: Id(4),
        };
        for bits in 0..16 {
            let part = |bit: i32, id: Id| (bits & bit != 0).then_some(id);
            let pattern = Pattern {
                subject: part(1, row.subject),
                predicate: part(2, row.predicate),
                object: part(4, row.object),
                graph: part(8, row.graph),
            };
            let plan = pattern.plan();
            let key = plan.order.key(row);
            assert!(
                pattern.fits(row) && plan.first <= key && key <= plan.last,
                "{pattern:?}"
            );
            let other = Row {
                subject: Id(9),
                predicate: Id(9),
                object: Id(9),
                graph: Id(9),
            };
            let key = plan.order.key(other);
            assert_eq!(pattern.fits(other), bits == 0);
            assert_eq!(
                plan.first <= key && key <= plan.last,
                bits == 0,
                "{pattern:?}"
            );
        }
    }
}
