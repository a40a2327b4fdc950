//! Search in a query: `?thing ai:matches "words"`, and how well with `?thing ai:matchScore ?score`.
//!
//! The words are looked up before the query is planned, and the pattern becomes the table of what was found, so that
//! it leads into the other patterns like any VALUES.

use crate::model::Namespaces;
use crate::query::evaluate::QueryError;
use crate::query::lexer::{Token, tokens};
use crate::query::place::Place;
use crate::search::{Words, find};
use crate::store::Snapshot;
use crate::store::wording::Kind;
use oxigraph::model::{Literal, NamedNode};
use spargebra::Query;
use spargebra::algebra::GraphPattern;
use spargebra::term::{GroundTerm, NamedNodePattern, TermPattern, TriplePattern, Variable};
use std::collections::{BTreeMap, BTreeSet};

/// Most things that one pattern finds: the best.
const MOST: usize = 1000;

/// Properties that search.
pub(super) const PROPERTIES: [&str; 2] = ["matches", "matchScore"];

/// Whether an IRI is that of a property that searches, which no data hold.
pub(super) fn is_search(iri: &str, namespaces: &Namespaces) -> bool {
    let local = iri.strip_prefix(namespaces.vocabulary.as_str());
    local.is_some_and(|local| PROPERTIES.contains(&local))
}

/// Puts the things that are found in the place of all patterns that search.
///
/// # Errors
/// A pattern whose thing is no variable, or whose words are no text; the index cannot be read.
pub(super) fn resolved(
    mut query: Query,
    snapshot: &Snapshot<'_>,
    sparql: &str,
) -> Result<Query, QueryError> {
    let namespaces = snapshot.namespaces();
    let matching = Matching {
        snapshot,
        sparql,
        matches: namespaces.vocabulary(PROPERTIES[0]),
        score: namespaces.vocabulary(PROPERTIES[1]),
    };
    let (Query::Select { pattern, .. }
    | Query::Construct { pattern, .. }
    | Query::Describe { pattern, .. }
    | Query::Ask { pattern, .. }) = &mut query;
    matching.visit(pattern)?;
    Ok(query)
}

struct Matching<'a> {
    snapshot: &'a Snapshot<'a>,
    sparql: &'a str,
    matches: String,
    score: String,
}

impl Matching<'_> {
    fn visit(&self, pattern: &mut GraphPattern) -> Result<(), QueryError> {
        use GraphPattern as P;
        match pattern {
            P::Bgp { patterns } => {
                if patterns.iter().any(|t| self.searches(t)) {
                    *pattern = self.tables(std::mem::take(patterns))?;
                }
                Ok(())
            }
            P::Join { left, right }
            | P::LeftJoin { left, right, .. }
            | P::Lateral { left, right }
            | P::Union { left, right }
            | P::Minus { left, right } => {
                self.visit(left)?;
                self.visit(right)
            }
            P::Filter { inner, .. }
            | P::Graph { inner, .. }
            | P::Extend { inner, .. }
            | P::OrderBy { inner, .. }
            | P::Project { inner, .. }
            | P::Distinct { inner }
            | P::Reduced { inner }
            | P::Slice { inner, .. }
            | P::Group { inner, .. } => self.visit(inner),
            P::Path { .. } | P::Values { .. } | P::Service { .. } => Ok(()),
        }
    }

    fn searches(&self, triple: &TriplePattern) -> bool {
        is(triple, &self.matches) || is(triple, &self.score)
    }

    /// Triple patterns, of which some search.
    fn tables(&self, patterns: Vec<TriplePattern>) -> Result<GraphPattern, QueryError> {
        let (mut asked, mut scores, mut rest) = (Vec::new(), BTreeMap::new(), Vec::new());
        for triple in patterns {
            if is(&triple, &self.matches) {
                asked.push((self.variable(triple.subject)?, self.words(triple.object)?));
            } else if is(&triple, &self.score) {
                let score = self.variable(triple.object)?;
                scores.insert(self.variable(triple.subject)?.into_string(), score);
            } else {
                rest.push(triple);
            }
        }
        let mut whole = GraphPattern::Bgp { patterns: rest };
        for (thing, words) in asked {
            let score = scores.remove(thing.as_str());
            whole = GraphPattern::Join {
                left: Box::new(self.table(thing, score.as_ref(), &words)?),
                right: Box::new(whole),
            };
        }
        match scores.pop_first() {
            None => Ok(whole),
            Some((thing, _)) => Err(self.fault(
                "matchScore",
                &format!("?{thing} has ai:matchScore and no ai:matches beside it"),
            )),
        }
    }

    /// The things that have the words, with their scores where these are asked for.
    fn table(
        &self,
        thing: Variable,
        score: Option<&Variable>,
        words: &str,
    ) -> Result<GraphPattern, QueryError> {
        let kinds = Kind::ALL.map(|(kind, _)| kind);
        let found = find(self.snapshot, &Words::of(words), &kinds, MOST)?;
        // Something with some of the words only does not match.
        let hits = found.hits.into_iter().filter(|_| !found.partly);
        let mut known = BTreeSet::new();
        let mut bindings = Vec::new();
        for hit in hits {
            let things = match hit.kind {
                Kind::Quotation => hit.statements,
                Kind::Name | Kind::Title => vec![hit.owner],
            };
            // The best hit of a thing comes first.
            for iri in things {
                let Ok(node) = NamedNode::new(&iri) else {
                    continue;
                };
                if bindings.len() < MOST && known.insert(iri) {
                    let points = score.map(|_| Some(points(hit.score)));
                    let row = [Some(GroundTerm::NamedNode(node))]
                        .into_iter()
                        .chain(points);
                    bindings.push(row.collect());
                }
            }
        }
        Ok(GraphPattern::Values {
            bindings,
            variables: [thing].into_iter().chain(score.cloned()).collect(),
        })
    }

    fn variable(&self, term: TermPattern) -> Result<Variable, QueryError> {
        match term {
            TermPattern::Variable(variable) => Ok(variable),
            _ => Err(self.fault(
                "matches",
                "ai:matches and ai:matchScore go with variables: write ?thing ai:matches \"words\" ; ai:matchScore ?score",
            )),
        }
    }

    fn words(&self, term: TermPattern) -> Result<String, QueryError> {
        match term {
            TermPattern::Literal(literal) => Ok(literal.destruct().0),
            _ => Err(self.fault(
                "matches",
                "what ai:matches looks for must be a text or a parameter: write ?thing ai:matches \"words\"",
            )),
        }
    }

    /// A fault where a property is first named.
    fn fault(&self, property: &str, message: &str) -> QueryError {
        let named = tokens(self.sparql).find_map(|(offset, token)| match token {
            Token::Prefixed(_, local) if local == property => Some(offset),
            _ => None,
        });
        QueryError::Syntax {
            place: Place::at(self.sparql, named.unwrap_or(0)),
            message: message.to_string(),
            suggestion: None,
        }
    }
}

fn is(triple: &TriplePattern, predicate: &str) -> bool {
    matches!(&triple.predicate, NamedNodePattern::NamedNode(node) if node.as_str() == predicate)
}

/// A score in points, as a decimal.
fn points(score: u64) -> GroundTerm {
    let thousandths = score / 256;
    let text = format!("{}.{:03}", thousandths / 1000, thousandths % 1000);
    GroundTerm::Literal(Literal::new_typed_literal(
        text,
        oxigraph::model::vocab::xsd::DECIMAL,
    ))
}
