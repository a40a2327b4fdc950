//! The index against a plain set of quads, over random operations.

use crate::model::Namespaces;
use crate::store::index::audit::audit;
use crate::store::index::build::build;
use crate::store::index::bulk::Closed;
use crate::store::index::edit::{Edit, set_note};
use crate::store::index::environment::Environment;
use crate::store::index::generation::Index;
use crate::store::index::stock::{Base, Stock};
use crate::store::index::used::Used;
use crate::store::index::{Pattern, Row, Snapshot};
use oxigraph::model::{GraphName, Literal, NamedNode, NamedOrBlankNode, Quad, Term};
use proptest::collection::vec;
use proptest::prelude::*;
use std::collections::BTreeSet;

/// What is done to an index.
#[derive(Debug, Clone)]
enum Operation {
    /// Pieces are loaded into a new index, with so many quads in memory at once.
    Load(Vec<Vec<Quad>>, usize),
    /// Quads are added (`true`) and taken out in one transaction.
    Change(Vec<(Quad, bool)>),
    /// The index is packed anew, without the terms that are not used.
    Compact,
}

fn quad() -> impl Strategy<Value = Quad> {
    let node = |n: u8| NamedNode::new_unchecked(format!("https://example.org/{n}"));
    (0u8..30, 0u8..4, 0u8..60, 0u8..5).prop_map(move |(s, p, o, g)| {
        let object: Term = match o % 3 {
            0 => node(o).into(),
            1 => Literal::from(i64::from(o)).into(),
            _ => Literal::new_simple_literal(format!("text {o}")).into(),
        };
        let graph = match g {
            0 => GraphName::DefaultGraph,
            g => node(g).into(),
        };
        Quad::new(node(s), node(p), object, graph)
    })
}

fn operation() -> impl Strategy<Value = Operation> {
    prop_oneof![
        3 => (vec(vec(quad(), 0..60), 0..6), 1usize..80).prop_map(|(p, n)| Operation::Load(p, n)),
        4 => vec((quad(), any::<bool>()), 0..80).prop_map(Operation::Change),
        1 => Just(Operation::Compact),
    ]
}

fn text(quad: &Quad) -> String {
    quad.to_string()
}

/// A quad of an index as text.
fn told(snapshot: &Snapshot<'_>, row: Row) -> String {
    let node = |id| match snapshot.term(id).unwrap() {
        Term::NamedNode(node) => node,
        other => panic!("{other} is no IRI"),
    };
    let graph = match row.graph.0 {
        0 => GraphName::DefaultGraph,
        _ => node(row.graph).into(),
    };
    let object = snapshot.term(row.object).unwrap();
    let subject = NamedOrBlankNode::from(node(row.subject));
    text(&Quad::new(subject, node(row.predicate), object, graph))
}

/// An index of a stock, in a new folder.
fn make(stock: Stock, root: &std::path::Path, number: usize) -> Index {
    let environment = Environment::create(&root.join(number.to_string())).unwrap();
    let next = stock.next;
    let mut txn = build(&environment, stock).unwrap();
    set_note(&environment, &mut txn, "next", next).unwrap();
    environment.commit(txn).unwrap();
    Index {
        environment,
        namespaces: Namespaces::default(),
        _passing: None,
    }
}

fn next(index: &Index) -> u64 {
    let transaction = index.read().unwrap();
    crate::store::index::edit::note(&index.environment, &transaction.txn, "next").unwrap()
}

fn apply(operation: Operation, index: Index, root: &std::path::Path, number: usize) -> Index {
    let free = next(&index);
    match operation {
        Operation::Load(pieces, most) => {
            let base = Base { index, used: None };
            let mut stock = Stock::holding(root, most);
            (stock.base, stock.first, stock.next) = (Some(base), free, free);
            for piece in pieces {
                stock.push(Closed::of(&piece)).unwrap();
            }
            make(stock, root, number)
        }
        Operation::Change(changes) => {
            let mut edit = Edit::begin(&index.environment, &index.namespaces).unwrap();
            let mut rows = Vec::new();
            for (quad, add) in &changes {
                let row = edit.rows(Closed::of([quad])).unwrap();
                rows.extend(row.into_iter().map(|row| (row, *add)));
            }
            edit.apply(rows).unwrap();
            edit.commit().unwrap();
            index
        }
        Operation::Compact => {
            let transaction = index.read().unwrap();
            let mut used = Used::default();
            for row in transaction.snapshot().quads(Pattern::default()) {
                let row = row.unwrap();
                for id in [row.subject, row.predicate, row.object, row.graph] {
                    if id.is_listed() {
                        used.add(id.payload());
                    }
                }
            }
            let used = Some(used);
            drop(transaction);
            make(Stock::upon(root, Base { index, used }, free), root, number)
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_index_is_a_set_of_quads(operations in vec(operation(), 1..8)) {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        let mut index = make(Stock::new(root), root, 0);
        let mut plain = BTreeSet::new();
        for (number, operation) in operations.into_iter().enumerate() {
            match &operation {
                Operation::Load(pieces, _) => plain.extend(pieces.iter().flatten().map(text)),
                Operation::Change(changes) => for (quad, add) in changes {
                    if *add { plain.insert(text(quad)); } else { plain.remove(&text(quad)); }
                },
                Operation::Compact => {}
            }
            let compacts = matches!(operation, Operation::Compact);
            index = apply(operation, index, root, number + 1);
            let transaction = index.read().unwrap();
            let snapshot = transaction.snapshot();
            let all: Vec<Row> = snapshot.quads(Pattern::default()).map(Result::unwrap).collect();
            let found: BTreeSet<String> = all.iter().map(|row| told(&snapshot, *row)).collect();
            prop_assert_eq!(all.len(), found.len());
            prop_assert_eq!(&found, &plain);
            let audit = audit(&transaction).unwrap();
            prop_assert_eq!(audit.faults, Vec::<String>::new());
            prop_assert_eq!(audit.quads, plain.len() as u64);
            if compacts {
                let ids = all.iter().flat_map(|r| [r.subject, r.predicate, r.object, r.graph]);
                let used: BTreeSet<u64> = ids.filter(|id| id.is_listed()).map(|id| id.0).collect();
                prop_assert_eq!(audit.terms, used.len() as u64);
            }
        }
    }
}
