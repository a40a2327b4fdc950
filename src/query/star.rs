//! Patterns that all have one subject: `?s rdf:predicate ?p ; ai:modality ?mod`.

use crate::store::{DefaultGraph, Id, Snapshot, StoreError};
use oxigraph::model::TermRef;
use spargebra::algebra::GraphPattern;
use spargebra::term::{NamedNodePattern, TermPattern, TriplePattern};

/// Patterns with one subject, no other place of which names the same variable twice.
#[derive(Debug)]
pub(super) struct Star {
    /// The variable, or blank node, of the subject.
    subject: String,
    /// Where its quads stand.
    pub(super) graph: Where,
    /// Its patterns.
    pub(super) arms: Vec<Arm>,
}

/// Which quads a star is matched with.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Where {
    /// Every triple of any graph, once.
    Union,
    /// The quads that name no graph.
    Plain,
    /// All of one named graph, whose name is a variable.
    Named(String),
}

/// A pattern of a star.
#[derive(Debug)]
pub(super) struct Arm {
    predicate: Place,
    object: Place,
}

/// A predicate or an object.
#[derive(Debug, PartialEq, Eq)]
enum Place {
    Variable(String),
    Term(Id),
}

/// What a variable of a star stands for in a match.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    /// The subject.
    Subject,
    /// The name of the graph.
    Graph,
    /// The predicate of an arm.
    Predicate(usize),
    /// The object of an arm.
    Object(usize),
}

impl Star {
    /// The star that a pattern is; `None` where it is none, or names a term that the index lacks.
    pub(super) fn of(
        pattern: &GraphPattern,
        snapshot: &Snapshot<'_>,
    ) -> Result<Option<Self>, StoreError> {
        let (graph, patterns) = match pattern {
            GraphPattern::Bgp { patterns } if snapshot.default_graph() == DefaultGraph::Union => {
                (Where::Union, patterns)
            }
            GraphPattern::Bgp { patterns } => (Where::Plain, patterns),
            GraphPattern::Graph {
                name: NamedNodePattern::Variable(name),
                inner,
            } => match &**inner {
                GraphPattern::Bgp { patterns } => (Where::Named(name.to_string()), patterns),
                _ => return Ok(None),
            },
            _ => return Ok(None),
        };
        let Some(subject) = patterns.first().and_then(|t| variable(&t.subject)) else {
            return Ok(None);
        };
        let mut arms = Vec::with_capacity(patterns.len());
        for triple in patterns {
            match arm(triple, &subject, snapshot)? {
                Some(arm) => arms.push(arm),
                None => return Ok(None),
            }
        }
        let star = Self {
            subject,
            graph,
            arms,
        };
        Ok(star.is_plain().then_some(star))
    }

    /// Whether no variable stands twice, and each predicate is known unless there is but one arm.
    fn is_plain(&self) -> bool {
        let mut names = vec![&self.subject];
        names.extend(match &self.graph {
            Where::Named(name) => Some(name),
            Where::Union | Where::Plain => None,
        });
        let places = self
            .arms
            .iter()
            .flat_map(|arm| [&arm.predicate, &arm.object]);
        names.extend(places.filter_map(|place| match place {
            Place::Variable(name) => Some(name),
            Place::Term(_) => None,
        }));
        names.sort_unstable();
        let once = names.windows(2).all(|pair| pair[0] != pair[1]);
        let known = |arm: &Arm| matches!(arm.predicate, Place::Term(_));
        once && (self.arms.len() == 1 || self.arms.iter().all(known))
    }

    /// What a variable stands for.
    pub(super) fn field(&self, variable: &str) -> Option<Field> {
        let is = |place: &Place| matches!(place, Place::Variable(name) if name == variable);
        if self.subject == variable {
            return Some(Field::Subject);
        }
        if matches!(&self.graph, Where::Named(name) if name == variable) {
            return Some(Field::Graph);
        }
        let mut arms = self.arms.iter().enumerate();
        arms.find_map(|(at, arm)| match (is(&arm.predicate), is(&arm.object)) {
            (true, _) => Some(Field::Predicate(at)),
            (_, true) => Some(Field::Object(at)),
            (false, false) => None,
        })
    }
}

impl Arm {
    /// Whether a predicate and an object fit.
    pub(super) fn fits(&self, predicate: Id, object: Id) -> bool {
        let fits = |place: &Place, id: Id| match place {
            Place::Variable(_) => true,
            Place::Term(term) => *term == id,
        };
        fits(&self.predicate, predicate) && fits(&self.object, object)
    }

    /// The predicate, where it is known.
    pub(super) fn predicate(&self) -> Option<Id> {
        match self.predicate {
            Place::Term(id) => Some(id),
            Place::Variable(_) => None,
        }
    }
}

fn arm(
    triple: &TriplePattern,
    subject: &str,
    snapshot: &Snapshot<'_>,
) -> Result<Option<Arm>, StoreError> {
    if variable(&triple.subject).as_deref() != Some(subject) {
        return Ok(None);
    }
    let predicate = match &triple.predicate {
        NamedNodePattern::Variable(name) => Some(Place::Variable(name.to_string())),
        NamedNodePattern::NamedNode(node) => snapshot.iri(node.as_str())?.map(Place::Term),
    };
    let term = |term: TermRef<'_>| Ok::<_, StoreError>(snapshot.id(term)?.map(Place::Term));
    let object = match &triple.object {
        TermPattern::NamedNode(node) => term(node.as_ref().into())?,
        TermPattern::Literal(literal) => term(literal.as_ref().into())?,
        other => variable(other).map(Place::Variable),
    };
    let parts = predicate.zip(object);
    Ok(parts.map(|(predicate, object)| Arm { predicate, object }))
}

/// The name of a variable, or of a blank node, which is one that cannot be asked for.
fn variable(pattern: &TermPattern) -> Option<String> {
    match pattern {
        TermPattern::Variable(name) => Some(name.to_string()),
        TermPattern::BlankNode(node) => Some(node.to_string()),
        _ => None,
    }
}
