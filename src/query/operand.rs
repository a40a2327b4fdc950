//! One pattern of a query, as the planner sees it: a triple pattern or a property path, in its graph.

use crate::query::cost::Constants;
use oxigraph::model::{NamedNodeRef, Term, TermRef};
use spargebra::algebra::GraphPattern;
use spargebra::term::{NamedNodePattern, TermPattern, TriplePattern};
use std::collections::BTreeSet;

/// A place of a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// A variable, or a blank node, which is one without a name.
    Variable(String),
    /// A constant.
    Term(Term),
}

/// A triple pattern or a property path.
#[derive(Debug, Clone, PartialEq)]
pub struct Operand {
    /// Subject.
    pub subject: Part,
    /// Predicate; of a path nothing that matters.
    pub predicate: Part,
    /// Object.
    pub object: Part,
    /// The graph that it must stand in.
    pub graph: Option<Part>,
    /// Whether it is a property path.
    pub path: bool,
    /// The pattern itself.
    pub pattern: GraphPattern,
}

impl Operand {
    /// The operands of a pattern that is nothing but triple patterns, paths, GRAPH and joins of them.
    pub fn all(pattern: &GraphPattern, graph: Option<&NamedNodePattern>) -> Option<Vec<Self>> {
        match pattern {
            GraphPattern::Bgp { patterns } => {
                let operands = patterns.iter().map(|triple| Self::triple(triple, graph));
                Some(operands.collect())
            }
            GraphPattern::Path {
                subject, object, ..
            } => Some(vec![Self {
                subject: part(subject),
                predicate: Part::Variable(String::new()),
                object: part(object),
                graph: graph.map(name),
                path: true,
                pattern: within(pattern.clone(), graph),
            }]),
            GraphPattern::Join { left, right } => {
                let mut operands = Self::all(left, graph)?;
                operands.extend(Self::all(right, graph)?);
                Some(operands)
            }
            // Inside GRAPH another GRAPH counts. GRAPH alone asks whether there is such a graph.
            GraphPattern::Graph { name, inner } => {
                Self::all(inner, Some(name)).filter(|operands| !operands.is_empty())
            }
            _ => None,
        }
    }

    fn triple(triple: &TriplePattern, graph: Option<&NamedNodePattern>) -> Self {
        let pattern = GraphPattern::Bgp {
            patterns: vec![triple.clone()],
        };
        Self {
            subject: part(&triple.subject),
            predicate: name(&triple.predicate),
            object: part(&triple.object),
            graph: graph.map(name),
            path: false,
            pattern: within(pattern, graph),
        }
    }

    /// Its constants.
    pub fn constants(&self) -> Constants<'_> {
        fn term(part: &Part) -> Option<TermRef<'_>> {
            match part {
                Part::Term(term) => Some(term.as_ref()),
                Part::Variable(_) => None,
            }
        }
        let predicate = |part| match term(part) {
            Some(TermRef::NamedNode(node)) => Some(node),
            _ => None::<NamedNodeRef<'_>>,
        };
        Constants {
            subject: term(&self.subject),
            predicate: predicate(&self.predicate),
            object: term(&self.object),
        }
    }

    /// As the evaluator names it: its parts, with the graph last.
    pub fn label(&self) -> String {
        fn triple(pattern: &GraphPattern) -> Option<String> {
            match pattern {
                GraphPattern::Graph { inner, .. } => triple(inner),
                GraphPattern::Bgp { patterns } => {
                    let t = patterns.first()?;
                    Some(format!("{} {} {}", t.subject, t.predicate, t.object))
                }
                GraphPattern::Path {
                    subject,
                    path,
                    object,
                } => Some(format!("{subject} {path} {object}")),
                _ => None,
            }
        }
        let graph = match &self.graph {
            None => String::new(),
            Some(Part::Variable(name)) => format!(" {name}"),
            Some(Part::Term(term)) => format!(" {term}"),
        };
        format!("{}{graph}", triple(&self.pattern).unwrap_or_default())
    }

    /// The variables that it binds.
    pub fn variables(&self) -> BTreeSet<String> {
        let mut parts = vec![&self.subject, &self.object];
        parts.extend((!self.path).then_some(&self.predicate));
        parts.extend(&self.graph);
        let name = |part: &Part| match part {
            Part::Variable(name) => Some(name.clone()),
            Part::Term(_) => None,
        };
        parts.into_iter().filter_map(name).collect()
    }
}

fn within(pattern: GraphPattern, graph: Option<&NamedNodePattern>) -> GraphPattern {
    match graph {
        None => pattern,
        Some(name) => GraphPattern::Graph {
            name: name.clone(),
            inner: Box::new(pattern),
        },
    }
}

fn part(pattern: &TermPattern) -> Part {
    match pattern {
        TermPattern::NamedNode(node) => Part::Term(node.clone().into()),
        TermPattern::Literal(literal) => Part::Term(literal.clone().into()),
        TermPattern::BlankNode(node) => Part::Variable(node.to_string()),
        TermPattern::Variable(variable) => Part::Variable(variable.to_string()),
    }
}

fn name(pattern: &NamedNodePattern) -> Part {
    match pattern {
        NamedNodePattern::NamedNode(node) => Part::Term(node.clone().into()),
        NamedNodePattern::Variable(variable) => Part::Variable(variable.to_string()),
    }
}
