//! Which entities are most like one, by the facts that they share.

use crate::model::{EntityId, Value};
use crate::network::adjacency::real;
use crate::store::{Id, Pattern, Snapshot, StoreError};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeMap;

/// Entities up to which those are counted that a fact is true of; beyond, it tells next to nothing.
const COMMON: usize = 10_000;

/// An entity that is like the one asked about.
#[derive(Debug, Clone, PartialEq)]
pub struct Likeness {
    /// The entity.
    pub entity: EntityId,
    /// How like it is, 0 to 1: the weight of what both have by the weight of what either has.
    pub score: f64,
    /// What both have, the rarest first.
    pub shared: Vec<Shared>,
}

/// A fact that two entities share.
#[derive(Debug, Clone, PartialEq)]
pub struct Shared {
    /// Local name of the property.
    pub property: String,
    /// What it says of both; or, where `inverse`, the entity of which it says both.
    pub value: Value,
    /// The entities are what the property says of `value`, not what it is about.
    pub inverse: bool,
    /// How many entities have it, counted up to 10,000.
    pub holders: usize,
}

/// A property with the other side of its fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct Trait {
    property: Id,
    other: Id,
    inverse: bool,
}

/// The entities of the classes of one that share believed facts with it, the most alike first, then in order of
/// id; at most `most`. `passed_over` says which properties do not count.
///
/// The likeness is the index of P. Jaccard ("Étude comparative de la distribution florale", 1901) with each
/// fact weighted by ln(1 + entities of the classes / entities that have it), so that what few share counts
/// more (K. Spärck Jones, "A statistical interpretation of term specificity", 1972).
///
/// # Errors
/// Those of the store.
pub fn similar(
    snapshot: &Snapshot<'_>,
    entity: &EntityId,
    classes: &[String],
    passed_over: &dyn Fn(&str) -> bool,
    most: usize,
) -> Result<Vec<Likeness>, StoreError> {
    let Some(own) = snapshot.id_of(entity)? else {
        return Ok(Vec::new());
    };
    let mut peers: FxHashSet<Id> = FxHashSet::default();
    for class in classes {
        for peer in snapshot.instances(class)? {
            peers.insert(peer?);
        }
    }
    let mut traits = Traits {
        snapshot,
        passed_over,
        peers: real(peers.len().max(1)),
        properties: FxHashMap::default(),
        holders: FxHashMap::default(),
    };
    let of_own = traits.of(own)?;
    let mut shared: BTreeMap<Id, Vec<Trait>> = BTreeMap::new();
    for each in &of_own {
        for other in traits.holders(*each)? {
            if other != own && peers.contains(&other) {
                shared.entry(other).or_default().push(*each);
            }
        }
    }
    let whole = traits.weight(&of_own)?;
    let mut found = Vec::new();
    for (other, both) in shared {
        let Some(entity) = snapshot.entity_of(other)? else {
            continue;
        };
        let common = traits.weight(&both)?;
        let theirs = traits.of(other)?;
        let score = common / (whole + traits.weight(&theirs)? - common);
        found.push((entity, score, both));
    }
    found.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    found.truncate(most);
    let told = found.into_iter().map(|(entity, score, both)| {
        let shared = traits.told(&both)?;
        Ok(Likeness {
            entity,
            score,
            shared,
        })
    });
    told.collect()
}

/// What is known of traits while they are compared.
struct Traits<'a> {
    snapshot: &'a Snapshot<'a>,
    passed_over: &'a dyn Fn(&str) -> bool,
    peers: f64,
    /// Local names of the properties that count.
    properties: FxHashMap<Id, Option<String>>,
    holders: FxHashMap<Trait, usize>,
}

impl Traits<'_> {
    /// The traits of an entity, each once.
    fn of(&mut self, entity: Id) -> Result<Vec<Trait>, StoreError> {
        let about = Pattern {
            subject: Some(entity),
            ..Pattern::default()
        };
        let said = Pattern {
            object: Some(entity),
            ..Pattern::default()
        };
        let mut found = Vec::new();
        for (pattern, inverse) in [(about, false), (said, true)] {
            for row in self.snapshot.believed(pattern)? {
                let row = row?;
                let other = if inverse { row.subject } else { row.object };
                if self.counts(row.predicate)? {
                    found.push(Trait {
                        property: row.predicate,
                        other,
                        inverse,
                    });
                }
            }
        }
        found.sort_unstable();
        found.dedup();
        Ok(found)
    }

    fn counts(&mut self, property: Id) -> Result<bool, StoreError> {
        if let Some(known) = self.properties.get(&property) {
            return Ok(known.is_some());
        }
        let name = self
            .snapshot
            .property_of(property)?
            .filter(|name| !(self.passed_over)(name));
        let counts = name.is_some();
        self.properties.insert(property, name);
        Ok(counts)
    }

    /// The entities that have a trait, as far as they are counted.
    fn holders(&mut self, of: Trait) -> Result<Vec<Id>, StoreError> {
        let pattern = Pattern {
            predicate: Some(of.property),
            subject: of.inverse.then_some(of.other),
            object: (!of.inverse).then_some(of.other),
            graph: None,
        };
        let rows = self.snapshot.believed(pattern)?.take(COMMON);
        let ids = rows.map(|row| row.map(|r| if of.inverse { r.object } else { r.subject }));
        let ids: Vec<Id> = ids.collect::<Result<_, _>>()?;
        self.holders.insert(of, ids.len());
        Ok(ids)
    }

    fn count(&mut self, of: Trait) -> Result<usize, StoreError> {
        match self.holders.get(&of) {
            Some(known) => Ok(*known),
            None => Ok(self.holders(of)?.len()),
        }
    }

    /// How much traits tell together.
    fn weight(&mut self, traits: &[Trait]) -> Result<f64, StoreError> {
        let mut sum = 0.0;
        for each in traits {
            sum += (1.0 + self.peers / real(self.count(*each)?.max(1))).ln();
        }
        Ok(sum)
    }

    /// Traits as values of the model, the rarest first.
    fn told(&mut self, traits: &[Trait]) -> Result<Vec<Shared>, StoreError> {
        let mut told = Vec::new();
        for each in traits {
            let holders = self.count(*each)?;
            let property = self.properties.get(&each.property).cloned().flatten();
            if let (Some(property), Some(value)) = (property, self.snapshot.value_of(each.other)?) {
                told.push(Shared {
                    property,
                    value,
                    inverse: each.inverse,
                    holders,
                });
            }
        }
        told.sort_by(|a, b| {
            let rarer = a.holders.cmp(&b.holders);
            rarer.then_with(|| (&a.property, &a.value).cmp(&(&b.property, &b.value)))
        });
        Ok(told)
    }
}
