//! Answers of queries, read from the forms that they are written in and held against each other.

use super::folder::Folder;
use aikg::query::Form;
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::dataset::CanonicalizationAlgorithm;
use oxigraph::model::vocab::{rdf, xsd};
use oxigraph::model::{
    BlankNode, Dataset, Graph, Literal, NamedNodeRef, NamedOrBlankNodeRef, Quad, Term, TermRef,
};
use oxigraph::sparql::results::{
    QueryResultsFormat, QueryResultsParser, SliceQueryResultsParserOutput,
};
use std::collections::BTreeMap;

const RS: &str = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#";

type Row = BTreeMap<String, Term>;

/// An answer.
#[derive(Debug)]
pub enum Answer {
    Boolean(bool),
    Rows {
        variables: Vec<String>,
        rows: Vec<Row>,
        /// Whether their order counts.
        ordered: bool,
    },
    Graph(Dataset),
    /// CSV says less than the terms: its rows, sorted.
    Lines(Vec<String>),
}

/// The form that an answer is to be written in, so that it can be held against a file.
pub fn form(path: &str, graph: bool) -> Form {
    match path.rsplit('.').next().unwrap() {
        _ if graph => Form::Ntriples,
        "srx" => Form::Xml,
        "csv" => Form::Csv,
        "tsv" => Form::Tsv,
        _ => Form::Json,
    }
}

impl Answer {
    /// What a file of the folder expects.
    pub fn expected(folder: &Folder, path: &str) -> Self {
        let form = match path.rsplit('.').next().unwrap() {
            "srx" => Form::Xml,
            "srj" => Form::Json,
            "csv" => Form::Csv,
            "tsv" => Form::Tsv,
            _ => return Self::of_graph(&folder.graph(path)),
        };
        Self::read(folder.bytes(path), form).unwrap_or_else(|e| panic!("{path}: {e}"))
    }

    /// What was written in a form.
    pub fn read(bytes: &[u8], form: Form) -> Result<Self, String> {
        let format = match form {
            Form::Xml => QueryResultsFormat::Xml,
            Form::Json => QueryResultsFormat::Json,
            Form::Tsv => QueryResultsFormat::Tsv,
            Form::Csv => return Ok(Self::Lines(lines(bytes))),
            _ => {
                let parser = RdfParser::from_format(RdfFormat::NTriples).for_slice(bytes);
                let quads = parser.collect::<Result<Vec<Quad>, _>>();
                let quads = quads.map_err(|e| e.to_string())?;
                return Ok(Self::Graph(quads.iter().map(plain_quad).collect()));
            }
        };
        let parser = QueryResultsParser::from_format(format);
        match parser.for_slice(bytes).map_err(|e| e.to_string())? {
            SliceQueryResultsParserOutput::Boolean(answer) => Ok(Self::Boolean(answer)),
            SliceQueryResultsParserOutput::Solutions(rows) => {
                let variables = rows.variables().iter().map(|v| v.as_str().to_string());
                let variables = variables.collect();
                let rows = rows.map(|row| {
                    let row = row.map_err(|e| e.to_string())?;
                    let cell = |(v, t): (&oxigraph::sparql::Variable, &Term)| {
                        (v.as_str().to_string(), plain(t.as_ref()))
                    };
                    Ok::<Row, String>(row.iter().map(cell).collect())
                });
                Ok(Self::Rows {
                    variables,
                    rows: rows.collect::<Result<_, _>>()?,
                    ordered: false,
                })
            }
        }
    }

    /// The same without the rows that say what one before says.
    pub fn distinct(self) -> Self {
        match self {
            Self::Rows {
                variables,
                rows,
                ordered,
            } => {
                let mut once: Vec<Row> = Vec::new();
                for row in rows {
                    if !once.contains(&row) {
                        once.push(row);
                    }
                }
                Self::Rows {
                    variables,
                    rows: once,
                    ordered,
                }
            }
            other => other,
        }
    }

    /// A graph, or the rows or the truth value that it describes.
    fn of_graph(graph: &Graph) -> Self {
        let name = |local: &str| format!("{RS}{local}");
        let kind = name("ResultSet");
        let kind = NamedNodeRef::new_unchecked(&kind);
        let Some(set) = graph.subject_for_predicate_object(rdf::TYPE, kind) else {
            let quad = |t: oxigraph::model::TripleRef<'_>| {
                plain_quad(
                    &t.into_owned()
                        .in_graph(oxigraph::model::GraphName::DefaultGraph),
                )
            };
            return Self::Graph(graph.iter().map(quad).collect());
        };
        let objects = |of: NamedOrBlankNodeRef<'_>, local: &str| -> Vec<Term> {
            let predicate = name(local);
            let predicate = NamedNodeRef::new_unchecked(&predicate);
            let found = graph.objects_for_subject_predicate(of, predicate);
            found.map(TermRef::into_owned).collect()
        };
        let text = |term: &Term| match term {
            Term::Literal(literal) => literal.value().to_string(),
            other => other.to_string(),
        };
        if let Some(answer) = objects(set, "boolean").first() {
            return Self::Boolean(text(answer) == "true");
        }
        let mut rows: Vec<(Option<u64>, Row)> = Vec::new();
        for solution in objects(set, "solution") {
            let Term::BlankNode(solution) = solution else {
                panic!("{solution} is no solution");
            };
            let solution = NamedOrBlankNodeRef::from(&solution);
            let index = objects(solution, "index")
                .first()
                .map(|i| text(i).parse().unwrap());
            let mut row = Row::new();
            for binding in objects(solution, "binding") {
                let Term::BlankNode(binding) = binding else {
                    panic!("{binding} is no binding");
                };
                let binding = NamedOrBlankNodeRef::from(&binding);
                let variable = text(&objects(binding, "variable")[0]);
                row.insert(variable, plain(objects(binding, "value")[0].as_ref()));
            }
            rows.push((index, row));
        }
        rows.sort_by_key(|(index, _)| *index);
        Self::Rows {
            variables: objects(set, "resultVariable").iter().map(text).collect(),
            ordered: rows.first().is_some_and(|(index, _)| index.is_some()),
            rows: rows.into_iter().map(|(_, row)| row).collect(),
        }
    }

    /// Whether another answer says the same, however its blank nodes are named.
    pub fn is_met_by(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Boolean(a), Self::Boolean(b)) => a == b,
            (Self::Graph(a), Self::Graph(b)) => same(a.clone(), b.clone()),
            (Self::Lines(a), Self::Lines(b)) => a == b,
            (
                Self::Rows {
                    variables,
                    rows,
                    ordered,
                },
                Self::Rows {
                    variables: others,
                    rows: found,
                    ..
                },
            ) => {
                let sorted = |names: &[String]| {
                    let mut names = names.to_vec();
                    names.sort();
                    names
                };
                sorted(variables) == sorted(others)
                    && rows.len() == found.len()
                    && pair(
                        rows,
                        &mut found.iter().collect(),
                        *ordered,
                        &mut Names::default(),
                    )
            }
            _ => false,
        }
    }
}

/// Whether two sets of quads are the same but for the names of blank nodes.
pub fn same(mut a: Dataset, mut b: Dataset) -> bool {
    a.canonicalize(CanonicalizationAlgorithm::Unstable);
    b.canonicalize(CanonicalizationAlgorithm::Unstable);
    a == b
}

/// A quad with its number in one form, so that numbers are compared by their value.
pub fn plain_quad(quad: &Quad) -> Quad {
    Quad {
        object: plain(quad.object.as_ref()),
        ..quad.clone()
    }
}

fn plain(term: TermRef<'_>) -> Term {
    let TermRef::Literal(literal) = term else {
        return term.into_owned();
    };
    let text = literal.value();
    let datatype = literal.datatype();
    let number = if datatype == xsd::DECIMAL {
        let number = text.parse::<rust_decimal::Decimal>().ok();
        number.map(|n| n.normalize().to_string())
    } else if datatype == xsd::DOUBLE {
        text.parse::<f64>().ok().map(|n| format!("{n:e}"))
    } else if datatype == xsd::FLOAT {
        text.parse::<f32>().ok().map(|n| format!("{n:e}"))
    } else if datatype == xsd::INTEGER {
        text.parse::<i128>().ok().map(|n| n.to_string())
    } else {
        None
    };
    match number {
        Some(number) => Literal::new_typed_literal(number, datatype.into_owned()).into(),
        None => literal.into_owned().into(),
    }
}

/// The rows of CSV, each with its cells by the names of the columns; a blank node may have any name.
fn lines(bytes: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(bytes);
    let mut lines = text.lines().map(cells);
    let names = lines.next().unwrap_or_default();
    let mut rows: Vec<String> = lines
        .map(|cells| {
            let plain = |cell: String| {
                if cell.starts_with("_:") {
                    "_:".into()
                } else {
                    cell
                }
            };
            let cells = cells.into_iter().map(plain);
            let row: BTreeMap<&String, String> = names.iter().zip(cells).collect();
            format!("{row:?}")
        })
        .collect();
    rows.sort();
    rows
}

fn cells(line: &str) -> Vec<String> {
    let (mut cells, mut quoted) = (vec![String::new()], false);
    for c in line.trim_end().chars() {
        match c {
            '"' => quoted = !quoted,
            ',' if !quoted => cells.push(String::new()),
            c => cells.last_mut().unwrap().push(c),
        }
    }
    cells
}

/// Which blank node stands for which, both ways.
#[derive(Default, Clone)]
struct Names(BTreeMap<String, String>, BTreeMap<String, String>);

impl Names {
    fn agree(&mut self, a: &BlankNode, b: &BlankNode) -> bool {
        let (a, b) = (a.as_str().to_string(), b.as_str().to_string());
        let there = self.0.entry(a.clone()).or_insert_with(|| b.clone()) == &b;
        there && self.1.entry(b).or_insert_with(|| a.clone()) == &a
    }

    fn rows(&mut self, a: &Row, b: &Row) -> bool {
        a.len() == b.len()
            && a.iter().zip(b).all(|((v, x), (w, y))| {
                v == w
                    && match (x, y) {
                        (Term::BlankNode(x), Term::BlankNode(y)) => self.agree(x, y),
                        _ => x == y,
                    }
            })
    }
}

/// Finds for each row one of the others that says the same, under one naming of blank nodes.
fn pair(rows: &[Row], others: &mut Vec<&Row>, ordered: bool, names: &mut Names) -> bool {
    let Some((first, rest)) = rows.split_first() else {
        return true;
    };
    let choices = if ordered { 1 } else { others.len() };
    for i in 0..choices {
        let mut tried = names.clone();
        if !tried.rows(first, others[i]) {
            continue;
        }
        let other = others.remove(i);
        if pair(rest, others, ordered, &mut tried) {
            return true;
        }
        others.insert(i, other);
    }
    false
}
