//! Counts over most of the index, made in one walk.
//!
//! `SELECT ?p (COUNT(*) AS ?n) { ?s rdf:predicate ?p ; ai:modality ?m } GROUP BY ?p` gives a row a group, but the evaluator
//! makes one for each statement and looks each up in the index. Where the patterns have one subject (a [`Star`]) and
//! match much of the index, all quads are walked in the order of their subjects instead, and the groups become a
//! table of VALUES.

use crate::query::evaluate::{QueryError, Stop};
use crate::query::star::{Arm, Field, Star, Where};
use crate::store::index::order::Order;
use crate::store::{Id, Snapshot, StoreError};
use oxigraph::model::{Literal, Term};
use rustc_hash::FxHashMap;
use spargebra::Query;
use spargebra::algebra::{AggregateExpression, AggregateFunction, Expression, GraphPattern};
use spargebra::term::{GroundTerm, Variable};

/// A quad of a walk costs so many times less than a look-up.
const WALK: u64 = 100;
/// Most variables of a group.
const WIDTH: usize = 4;
/// Most groups that a table is made of.
const MOST: usize = 100_000;
/// Subjects after which it is asked whether to stop.
const PAUSE: usize = 4096;

/// Puts tables in the place of groups that are counted in one walk.
///
/// # Errors
/// The index cannot be read; the query was stopped.
pub(super) fn counted(
    mut query: Query,
    snapshot: &Snapshot<'_>,
    stop: &Stop,
) -> Result<Query, QueryError> {
    // With FROM the graphs are others than those that are walked.
    if let Query::Select {
        pattern,
        dataset: None,
        ..
    } = &mut query
        && let Some(group) = outermost(pattern)
        && let Some(table) = table(group, snapshot, stop)?
    {
        *group = table;
    }
    Ok(query)
}

/// The group that a select is made of.
fn outermost(pattern: &mut GraphPattern) -> Option<&mut GraphPattern> {
    use GraphPattern as P;
    match pattern {
        P::Group { .. } => Some(pattern),
        P::Project { inner, .. }
        | P::Extend { inner, .. }
        | P::Filter { inner, .. }
        | P::OrderBy { inner, .. }
        | P::Distinct { inner }
        | P::Reduced { inner }
        | P::Slice { inner, .. } => outermost(inner),
        _ => None,
    }
}

/// The table of a group; `None` where it is not one to walk for.
fn table(
    group: &GraphPattern,
    snapshot: &Snapshot<'_>,
    stop: &Stop,
) -> Result<Option<GraphPattern>, QueryError> {
    let GraphPattern::Group {
        inner,
        variables,
        aggregates,
    } = group
    else {
        return Ok(None);
    };
    let Some(star) = Star::of(inner, snapshot)? else {
        return Ok(None);
    };
    let fields = variables.iter().map(|v| star.field(&v.to_string()));
    let Some(fields) = fields.collect::<Option<Vec<Field>>>() else {
        return Ok(None);
    };
    let counts = |(_, aggregate): &(Variable, AggregateExpression)| counts(aggregate, &star);
    if fields.len() > WIDTH || !aggregates.iter().all(counts) || !pays(&star, snapshot)? {
        return Ok(None);
    }
    let tally = Tally {
        star: &star,
        fields: &fields,
        groups: FxHashMap::default(),
    };
    let Some(groups) = tally.walk(snapshot, stop)? else {
        return Ok(None);
    };
    let mut bindings = Vec::with_capacity(groups.len());
    for (key, count) in groups {
        let mut row = Vec::with_capacity(fields.len() + aggregates.len());
        for id in key.iter().take(fields.len()) {
            match snapshot.term(*id)? {
                Term::NamedNode(node) => row.push(Some(GroundTerm::NamedNode(node))),
                Term::Literal(literal) => row.push(Some(GroundTerm::Literal(literal))),
                // A table has no blank nodes.
                Term::BlankNode(_) => return Ok(None),
            }
        }
        let count = GroundTerm::Literal(Literal::from(count));
        row.extend(aggregates.iter().map(|_| Some(count.clone())));
        bindings.push(row);
    }
    let mut variables = variables.clone();
    variables.extend(aggregates.iter().map(|(variable, _)| variable.clone()));
    Ok(Some(GraphPattern::Values {
        variables,
        bindings,
    }))
}

/// Whether an aggregate is the number of matches of a star.
fn counts(aggregate: &AggregateExpression, star: &Star) -> bool {
    match aggregate {
        AggregateExpression::CountSolutions { distinct: false } => true,
        AggregateExpression::FunctionCall {
            name: AggregateFunction::Count,
            expr: Expression::Variable(variable),
            distinct: false,
        } => star.field(&variable.to_string()).is_some(),
        _ => false,
    }
}

/// Whether a walk over all quads costs less than to look up what the rarest pattern matches.
fn pays(star: &Star, snapshot: &Snapshot<'_>) -> Result<bool, StoreError> {
    let total = snapshot.total()?;
    let mut least = total;
    for predicate in star.arms.iter().filter_map(Arm::predicate) {
        least = least.min(snapshot.predicate(predicate)?.quads);
    }
    Ok(least.saturating_mul(WALK) > total)
}

/// Matches being counted.
struct Tally<'s> {
    star: &'s Star,
    fields: &'s [Field],
    groups: FxHashMap<[Id; WIDTH], u64>,
}

/// What an arm matched: predicate, object and graph.
type Match = (Id, Id, Id);

impl Tally<'_> {
    /// Counts the matches of every subject; `None` where the groups are too many.
    fn walk(
        mut self,
        snapshot: &Snapshot<'_>,
        stop: &Stop,
    ) -> Result<Option<Vec<([Id; WIDTH], u64)>>, QueryError> {
        let mut found: Vec<Vec<Match>> = vec![Vec::new(); self.star.arms.len()];
        let (mut subject, mut subjects) = (None, 0_usize);
        for row in snapshot.by(Order::Spog)? {
            let row = row?;
            if subject != Some(row.subject) {
                self.add(subject.replace(row.subject), &mut found);
                subjects += 1;
                if subjects % PAUSE == 0 && stop.0.is_cancelled() {
                    return Err(QueryError::Stopped);
                }
                if self.groups.len() > MOST {
                    return Ok(None);
                }
            }
            let graph = match self.star.graph {
                Where::Plain if row.graph != Id::DEFAULT => continue,
                Where::Named(_) if row.graph == Id::DEFAULT => continue,
                Where::Named(_) => row.graph,
                Where::Plain | Where::Union => Id::DEFAULT,
            };
            let matched = (row.predicate, row.object, graph);
            for (at, arm) in self.star.arms.iter().enumerate() {
                if !arm.fits(row.predicate, row.object) {
                    continue;
                }
                // Equal triples of several graphs stand side by side.
                if let Some(found) = found.get_mut(at).filter(|f| f.last() != Some(&matched)) {
                    found.push(matched);
                }
            }
        }
        self.add(subject, &mut found);
        let mut groups: Vec<_> = self.groups.into_iter().collect();
        if self.fields.is_empty() && groups.is_empty() {
            groups.push(([Id::DEFAULT; WIDTH], 0));
        }
        groups.sort_unstable();
        Ok(Some(groups))
    }

    /// Counts the matches of a subject, and forgets what its arms matched.
    fn add(&mut self, subject: Option<Id>, found: &mut [Vec<Match>]) {
        if let Some(subject) = subject
            && found.iter().all(|matches| !matches.is_empty())
        {
            self.join(subject, found, &mut Vec::with_capacity(found.len()));
        }
        found.iter_mut().for_each(Vec::clear);
    }

    /// Counts every choice of a match for each arm, all of one graph.
    fn join(&mut self, subject: Id, found: &[Vec<Match>], chosen: &mut Vec<Match>) {
        let Some((first, rest)) = found.split_first() else {
            let mut key = [Id::DEFAULT; WIDTH];
            for (place, field) in key.iter_mut().zip(self.fields) {
                let of = |arm: usize| {
                    chosen
                        .get(arm)
                        .copied()
                        .unwrap_or((subject, subject, subject))
                };
                *place = match field {
                    Field::Subject => subject,
                    Field::Graph => of(0).2,
                    Field::Predicate(arm) => of(*arm).0,
                    Field::Object(arm) => of(*arm).1,
                };
            }
            *self.groups.entry(key).or_default() += 1;
            return;
        };
        for matched in first {
            if chosen
                .first()
                .is_none_or(|(_, _, graph)| *graph == matched.2)
            {
                chosen.push(*matched);
                self.join(subject, rest, chosen);
                chosen.pop();
            }
        }
    }
}

#[cfg(test)]
#[path = "tally_tests.rs"]
mod tests;
