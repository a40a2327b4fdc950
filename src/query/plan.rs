//! The order in which the patterns of a query are matched, whatever the order in which they are written.
//!
//! The evaluator's optimiser goes by the shape of a pattern alone (which places are constant) and, between equal
//! shapes, by the text. Here patterns are ordered by what the data holds (see [`crate::query::chain`]), and handed to
//! it as chains of lateral joins (for each row of the first its rows of the second), which it keeps in order and
//! pushes filters into. Chains that are matched apart are selects of their own, which it joins by a table of hashes.

use crate::query::chain;
use crate::query::cost::Sizes;
use crate::query::operand::Operand;
use spargebra::Query;
use spargebra::algebra::GraphPattern;
use spargebra::term::{GroundTerm, NamedNodePattern, Variable};
use std::collections::{BTreeMap, BTreeSet};

/// Longest table of VALUES that a chain begins with.
const TABLE: usize = 1000;

/// A query in the order in which it is best matched.
#[derive(Debug)]
pub struct Plan {
    /// The query.
    pub query: Query,
    /// Of operands, by their labels, the rows that are expected once they are matched.
    pub rows: BTreeMap<String, f64>,
}

/// Orders the patterns of a query.
pub fn ordered(mut query: Query, sizes: &Sizes<'_>) -> Plan {
    let (Query::Select { pattern, .. }
    | Query::Construct { pattern, .. }
    | Query::Describe { pattern, .. }
    | Query::Ask { pattern, .. }) = &mut query;
    let rows = arrange(pattern, sizes);
    Plan { query, rows }
}

/// Orders the patterns in a pattern; of operands, by their labels, the rows that are expected.
pub fn arrange(pattern: &mut GraphPattern, sizes: &Sizes<'_>) -> BTreeMap<String, f64> {
    let mut planner = Planner {
        sizes,
        rows: BTreeMap::new(),
    };
    planner.order(pattern, &Before::default());
    planner.rows
}

/// What holds where a pattern is matched.
#[derive(Debug, Clone, Default)]
struct Before {
    /// Variables that are bound.
    bound: BTreeSet<String>,
    /// It stands inside GRAPH, whose name a select of its own would not see.
    graph: bool,
}

struct Planner<'a> {
    sizes: &'a Sizes<'a>,
    rows: BTreeMap<String, f64>,
}

impl Planner<'_> {
    /// Orders the patterns in a pattern.
    fn order(&mut self, pattern: &mut GraphPattern, before: &Before) {
        use GraphPattern as P;
        let none = Before {
            bound: BTreeSet::new(),
            graph: before.graph,
        };
        match pattern {
            P::Bgp { .. } | P::Join { .. } | P::Graph { .. } => {
                *pattern = self.group(std::mem::take(pattern), before);
            }
            P::LeftJoin { left, right, .. } => {
                self.order(left, before);
                let mut before = before.clone();
                before.bound.extend(surely(left));
                self.order(right, &before);
            }
            P::Union { left, right } => {
                self.order(left, before);
                self.order(right, before);
            }
            P::Minus { left, right } => {
                self.order(left, before);
                self.order(right, &none);
            }
            P::Filter { inner, .. } | P::Extend { inner, .. } => self.order(inner, before),
            P::OrderBy { inner, .. }
            | P::Project { inner, .. }
            | P::Distinct { inner }
            | P::Reduced { inner }
            | P::Slice { inner, .. }
            | P::Group { inner, .. } => self.order(inner, &none),
            _ => {}
        }
    }

    /// A group: its patterns in chains, joined with each other and with what else stands in it.
    fn group(&mut self, pattern: GraphPattern, before: &Before) -> GraphPattern {
        let mut parts = Vec::new();
        flatten(pattern, &mut parts);
        let (mut operands, mut tables, mut rest) = (Vec::new(), Vec::new(), Vec::new());
        let mut inside = before.clone();
        for part in parts {
            match (Operand::all(&part, None), part) {
                (Some(more), _) => operands.extend(more),
                (None, table @ GraphPattern::Values { .. }) if short(&table) => {
                    inside.bound.extend(surely(&table));
                    tables.push(table);
                }
                (None, other) => rest.push(other),
            }
        }
        // What a table binds leads into every operand, so they stand in one chain.
        let cut = !inside.graph && tables.is_empty();
        let chains = chain::best(operands, &inside.bound, cut, self.sizes);
        let apart = chains.len() > 1;
        let chains: Vec<GraphPattern> = chains
            .into_iter()
            .filter_map(|operands| {
                let variables = operands.iter().flat_map(|(o, _)| o.variables()).collect();
                let operands = operands.into_iter().map(|(operand, rows)| {
                    self.rows.insert(operand.label(), rows);
                    operand.pattern
                });
                let tables = std::mem::take(&mut tables).into_iter();
                let chain = tables.chain(operands).reduce(lateral)?;
                Some(if apart {
                    selected(chain, &variables)
                } else {
                    chain
                })
            })
            .collect();
        for part in &mut rest {
            match part {
                GraphPattern::Graph { inner: within, .. } => {
                    let graph = Before {
                        graph: true,
                        ..inside.clone()
                    };
                    self.order(within, &graph);
                }
                other => self.order(other, &inside),
            }
        }
        let all = chains.into_iter().chain(rest);
        all.reduce(join).unwrap_or_default()
    }
}

fn lateral(left: GraphPattern, right: GraphPattern) -> GraphPattern {
    GraphPattern::Lateral {
        left: Box::new(left),
        right: Box::new(right),
    }
}

fn join(left: GraphPattern, right: GraphPattern) -> GraphPattern {
    GraphPattern::Join {
        left: Box::new(left),
        right: Box::new(right),
    }
}

/// A chain as a select of its own, which is matched once, whatever it is joined with.
fn selected(chain: GraphPattern, variables: &BTreeSet<String>) -> GraphPattern {
    let named = variables.iter().filter_map(|name| name.strip_prefix('?'));
    GraphPattern::Project {
        variables: named.map(Variable::new_unchecked).collect(),
        inner: Box::new(chain),
    }
}

/// The members of a join.
fn flatten(pattern: GraphPattern, into: &mut Vec<GraphPattern>) {
    match pattern {
        GraphPattern::Join { left, right } => {
            flatten(*left, into);
            flatten(*right, into);
        }
        other => into.push(other),
    }
}

fn short(table: &GraphPattern) -> bool {
    matches!(table, GraphPattern::Values { bindings, .. } if bindings.len() <= TABLE)
}

/// Variables that every row of a pattern binds.
fn surely(pattern: &GraphPattern) -> BTreeSet<String> {
    use GraphPattern as P;
    match pattern {
        P::Bgp { .. } | P::Path { .. } => {
            let operands = Operand::all(pattern, None).unwrap_or_default();
            operands.iter().flat_map(Operand::variables).collect()
        }
        P::Join { left, right } | P::Lateral { left, right } => {
            surely(left).into_iter().chain(surely(right)).collect()
        }
        P::LeftJoin { left, .. } | P::Minus { left, .. } => surely(left),
        P::Filter { inner, .. } | P::Extend { inner, .. } => surely(inner),
        P::Graph { name, inner } => {
            let mut all = surely(inner);
            all.extend(match name {
                NamedNodePattern::Variable(v) => Some(v.to_string()),
                NamedNodePattern::NamedNode(_) => None,
            });
            all
        }
        P::Values {
            variables,
            bindings,
        } => {
            let full = |column: usize| {
                let cell =
                    |row: &Vec<Option<GroundTerm>>| row.get(column).is_some_and(Option::is_some);
                bindings.iter().all(cell)
            };
            let named = variables.iter().enumerate();
            named
                .filter(|(i, _)| full(*i))
                .map(|(_, v)| v.to_string())
                .collect()
        }
        _ => BTreeSet::new(),
    }
}

#[cfg(test)]
#[path = "plan_tests.rs"]
mod tests;
