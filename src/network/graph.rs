//! The believed facts between entities as one petgraph graph, as light as it can be.

use crate::model::{EntityId, Vocabulary};
use crate::network::choice::Choice;
use crate::network::roll::Roll;
use crate::store::{Id, Pattern, Snapshot, StoreError};
use petgraph::graph::{EdgeIndex, Graph, NodeIndex};
use std::sync::Arc;

/// A fact between two entities, in the direction in which it is stated.
pub type Link = (EntityId, Arc<str>, EntityId);

/// A property as the facts of a network have it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relation {
    /// Local name of the property, or its IRI where the vocabulary does not have it.
    pub name: Arc<str>,
    /// Its name for people.
    pub label: String,
    /// It holds in both directions.
    pub symmetric: bool,
}

/// Believed facts between entities: what paths and measures run over.
///
/// A node is an entity, an edge is one fact and holds no more than the number of its property; the
/// statements behind it are those on its subject and property, which the index finds at once. A fact of a
/// symmetric property is one edge, from the entity whose id comes first.
#[derive(Debug, Clone, Default)]
pub struct Network {
    /// Nodes in order of id, edges in order of subject, property and object. The weight of an edge is
    /// the place of its property in [`Self::relations`].
    pub graph: Graph<EntityId, u32>,
    /// The properties that occur, in order of name.
    pub relations: Vec<Relation>,
}

/// Why there is no network.
#[derive(Debug, thiserror::Error)]
pub enum NetworkError {
    /// The index could not be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// There are more facts than allowed.
    #[error("the network has more than {0} facts")]
    TooLarge(usize),
}

impl Network {
    /// The network of what an index holds to be believed.
    ///
    /// # Errors
    /// Those of the store, and more facts than the choice allows.
    pub fn of_index(snapshot: &Snapshot<'_>, choice: &Choice<'_>) -> Result<Self, NetworkError> {
        let admitted = choice.admitted(snapshot)?;
        let (mut names, mut ids) = (Roll::default(), Roll::default());
        let mut facts: Vec<[u32; 3]> = Vec::new();
        for row in snapshot.believed(Pattern::default())? {
            let row = row?;
            if !row.object.is_iri() {
                continue;
            }
            let property = names.find(row.predicate, || {
                let name = snapshot.property_of(row.predicate)?;
                Ok::<_, StoreError>(name.filter(|n| choice.takes(n)).map(Arc::from))
            })?;
            let Some(property) = property else { continue };
            let mut end = |id: Id| {
                ids.find(id, || match admitted.holds(id) {
                    true => snapshot.entity_of(id),
                    false => Ok(None),
                })
            };
            if let (Some(a), Some(b)) = (end(row.subject)?, end(row.object)?) {
                facts.push([a, property, b]);
                choice.check(facts.len())?;
            }
        }
        Ok(Self::build(
            ids.items,
            &names.items,
            facts,
            choice.vocabulary,
        ))
    }

    /// The network of facts that come one by one, such as those that a query made.
    pub fn of_links(links: impl IntoIterator<Item = Link>, vocabulary: &Vocabulary) -> Self {
        let (mut names, mut ids) = (Roll::default(), Roll::default());
        let mut facts = Vec::new();
        for (subject, property, object) in links {
            let a = ids.add(subject.clone(), subject);
            let b = ids.add(object.clone(), object);
            facts.push([a, names.add(property.clone(), property), b]);
        }
        Self::build(ids.items, &names.items, facts, vocabulary)
    }

    /// Puts nodes, properties and facts in order. An entity without facts is no node.
    fn build(
        ids: Vec<EntityId>,
        names: &[Arc<str>],
        mut facts: Vec<[u32; 3]>,
        vocabulary: &Vocabulary,
    ) -> Self {
        let mut used = vec![false; ids.len()];
        for [a, _, b] in &facts {
            used[*a as usize] = true;
            used[*b as usize] = true;
        }
        let mut kept: Vec<u32> = (0..place(ids.len()))
            .filter(|i| used[*i as usize])
            .collect();
        kept.sort_unstable_by(|a, b| ids[*a as usize].cmp(&ids[*b as usize]));
        let mut ordered: Vec<u32> = (0..place(names.len())).collect();
        ordered.sort_unstable_by(|a, b| names[*a as usize].cmp(&names[*b as usize]));
        let relation = |name: &Arc<str>| {
            let known = vocabulary.properties.get(&**name);
            Relation {
                name: name.clone(),
                label: vocabulary.label_of(name).to_string(),
                symmetric: known.is_some_and(|p| p.symmetric),
            }
        };
        let relations: Vec<Relation> = ordered
            .iter()
            .map(|i| relation(&names[*i as usize]))
            .collect();
        let (nodes, properties) = (turned(&kept, ids.len()), turned(&ordered, names.len()));
        for [a, property, b] in &mut facts {
            (*a, *b) = (nodes[*a as usize], nodes[*b as usize]);
            *property = properties[*property as usize];
            if relations[*property as usize].symmetric && b < a {
                std::mem::swap(a, b);
            }
        }
        facts.sort_unstable();
        facts.dedup();
        let mut graph = Graph::with_capacity(kept.len(), facts.len());
        let mut ids: Vec<Option<EntityId>> = ids.into_iter().map(Some).collect();
        for i in kept {
            graph.add_node(ids[i as usize].take().unwrap_or_default());
        }
        for [a, property, b] in facts {
            graph.add_edge(
                NodeIndex::new(a as usize),
                NodeIndex::new(b as usize),
                property,
            );
        }
        Self { graph, relations }
    }

    /// The node of an entity.
    pub fn node(&self, id: &EntityId) -> Option<NodeIndex> {
        let nodes = self.graph.raw_nodes();
        let found = nodes.binary_search_by(|node| node.weight.cmp(id));
        found.ok().map(NodeIndex::new)
    }

    /// The property of an edge that is there.
    pub fn relation_of(&self, edge: EdgeIndex) -> Option<&Relation> {
        self.relation(*self.graph.edge_weight(edge)?)
    }

    /// The property of an edge's weight.
    pub fn relation(&self, weight: u32) -> Option<&Relation> {
        self.relations.get(weight as usize)
    }
}

/// Where each of the things stands that are kept in a new order.
fn turned(kept: &[u32], all: usize) -> Vec<u32> {
    let mut places = vec![0; all];
    for (new, old) in kept.iter().enumerate() {
        places[*old as usize] = place(new);
    }
    places
}

/// A place in a list as a number of 32 bits, as petgraph counts; what lies beyond is cut off long before by
/// the cap on facts.
pub(crate) fn place(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

#[cfg(test)]
pub(super) mod tests {
    use super::{Link, Network};
    use crate::model::{Property, Range, Vocabulary};

    /// A vocabulary of one symmetric property.
    pub(in crate::network) fn vocabulary() -> Vocabulary {
        let mut vocabulary = Vocabulary::default();
        let partners = Property {
            name: "partnersWith".into(),
            label: "partners with".into(),
            comment: String::new(),
            domain: Vec::new(),
            range: Range::Entities(Vec::new()),
            unit: String::new(),
            functional: false,
            changing: false,
            symmetric: true,
            qualifier: false,
            context: false,
            bounds: (None, None),
            equivalents: Vec::new(),
            unit_match: None,
        };
        vocabulary
            .properties
            .insert(partners.name.clone(), partners);
        vocabulary
    }

    /// A network of lines `subject property object`.
    pub(in crate::network) fn network(lines: &str) -> Network {
        let links = lines.lines().map(|line| -> Link {
            let words: Vec<&str> = line.split_whitespace().collect();
            (words[0].into(), words[1].into(), words[2].into())
        });
        Network::of_links(links, &vocabulary())
    }

    #[test]
    fn nodes_and_edges_stand_in_order_and_once() {
        let one = network("b runsOn c\na partnersWith b\nb partnersWith a\nb runsOn c\na runsOn c");
        let other = network("a runsOn c\nb partnersWith a\nb runsOn c");
        let shown = |n: &Network| {
            let ends = n.graph.raw_edges().iter().map(|e| {
                let relation = n.relation(e.weight).unwrap();
                format!(
                    "{} {} {}",
                    n.graph[e.source()],
                    relation.name,
                    n.graph[e.target()]
                )
            });
            ends.collect::<Vec<_>>()
        };
        assert_eq!(
            shown(&one),
            ["a partnersWith b", "a runsOn c", "b runsOn c"]
        );
        assert_eq!(shown(&one), shown(&other));
        assert_eq!(one.node(&"b".into()).unwrap().index(), 1);
        assert_eq!(one.node(&"d".into()), None);
    }
}
