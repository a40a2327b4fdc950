//! The two that are asked: this program, and Oxigraph's own store.

use super::answer::{Answer, form, plain_quad};
use super::folder::{Folder, address};
use super::manifest::{Data, Task};
use crate::store::believe;
use aikg::model::Namespaces;
use aikg::query::format::{Look, write};
use aikg::query::{self, QueryError, Stop, UpdateError, answer, update};
use aikg::store::{DefaultGraph, Draft, Format, Input, Memory, Workspace};
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{Dataset, GraphName, NamedNode, Quad};
use oxigraph::sparql::results::{QueryResultsFormat, QueryResultsSerializer};
use oxigraph::sparql::{QueryResults, SparqlEvaluator};
use oxigraph::store::Store;
use spargebra::SparqlParser;
use std::error::Error;
use std::fmt::Display;

fn text(error: impl Display) -> String {
    error.to_string()
}

/// The quads of a test's files.
fn quads(folder: &Folder, data: &Data) -> Vec<Quad> {
    let default = data
        .default
        .iter()
        .map(|path| (GraphName::DefaultGraph, path));
    let named = data
        .named
        .iter()
        .map(|(name, path)| (NamedNode::new(name).unwrap().into(), path));
    let files = default.chain(named);
    files
        .flat_map(|(graph, path)| folder.quads(path, graph))
        .collect()
}

/// The quads that a query is asked over: those of the test, and of the files that the query itself names.
fn asked(folder: &Folder, data: &Data, sparql: &str, path: &str) -> Vec<Quad> {
    let mut all = quads(folder, data);
    let parser = SparqlParser::new()
        .with_base_iri(address(path).as_str())
        .unwrap();
    let Some(dataset) = parser
        .parse_query(sparql)
        .ok()
        .and_then(|q| q.dataset().cloned())
    else {
        return all;
    };
    let names = dataset
        .default
        .into_iter()
        .chain(dataset.named.unwrap_or_default());
    for name in names {
        let file = super::folder::path(name.as_str()).to_string();
        all.extend(folder.quads(&file, name.into()));
    }
    all
}

/// A request with the address that its relative ones stand below.
fn based(folder: &Folder, path: &str) -> String {
    format!("BASE {}\n{}", address(path), folder.text(path))
}

fn differs(met: bool, found: impl std::fmt::Debug) -> Result<(), String> {
    if met {
        return Ok(());
    }
    let found = format!("{found:?}");
    Err(format!(
        "it says {}",
        found.chars().take(600).collect::<String>()
    ))
}

/// Holds an answer against the one that a file expects.
fn compare(folder: &Folder, file: &str, lax: bool, found: Answer) -> Result<(), String> {
    let expected = Answer::expected(folder, file);
    let (expected, found) = if lax {
        (expected.distinct(), found.distinct())
    } else {
        (expected, found)
    };
    differs(expected.is_met_by(&found), found)
}

/// Whether this program passes a test; a draft of an empty workspace for updates.
pub fn ours(folder: &Folder, task: &Task, workspace: &Workspace) -> Result<(), String> {
    match task {
        Task::Syntax { text, update, good } => {
            let request = based(folder, text);
            let fault = if *update {
                workspace
                    .attempt(&believe, |draft| {
                        query::update(draft, &request, &Stop::default())
                    })
                    .err()
                    .filter(|e| matches!(e, UpdateError::Query(QueryError::Syntax { .. })))
                    .map(|e| e.to_string())
            } else {
                let empty = Memory::load(Vec::new(), &Namespaces::default()).unwrap();
                answer(empty.snapshot(), &request, &Stop::default())
                    .err()
                    .filter(|e| matches!(e, QueryError::Syntax { .. }))
                    .map(|e| e.to_string())
            };
            judged(*good, fault)
        }
        Task::Query {
            query,
            data,
            answer: file,
            lax,
        } => {
            let sparql = based(folder, query);
            let quads = asked(folder, data, &folder.text(query), query);
            let lines: String = quads.iter().map(|quad| format!("{quad} .\n")).collect();
            let input = Input {
                shown: "data".into(),
                format: Format::NQuads,
                reader: Box::new(lines.as_bytes()),
            };
            let namespaces = Namespaces::default();
            let memory = Memory::load(vec![input], &namespaces).unwrap();
            let snapshot = memory.snapshot().reading(DefaultGraph::Plain);
            let found = answer(snapshot, &sparql, &Stop::default()).map_err(text)?;
            let form = form(file, matches!(found, query::Answer::Graph(_)));
            let look = Look {
                namespaces: &namespaces,
                width: 0,
                most: None,
            };
            let mut written = Vec::new();
            write(found, form, &look, &mut written).map_err(text)?;
            compare(folder, file, *lax, Answer::read(&written, form)?)
        }
        Task::Update {
            request,
            before,
            after,
        } => {
            let change = quads(folder, before)
                .into_iter()
                .map(|quad| (quad, true))
                .collect();
            let found = workspace
                .attempt(&believe, |draft| {
                    draft.apply(change)?;
                    update(draft, &based(folder, request), &Stop::default())?;
                    Ok::<_, UpdateError>(held(draft))
                })
                .map_err(text)?;
            state(folder, after, found)
        }
    }
}

fn judged(good: bool, fault: Option<String>) -> Result<(), String> {
    match fault {
        Some(fault) if good => Err(fault),
        None if !good => Err("it is taken".into()),
        _ => Ok(()),
    }
}

fn held(draft: &Draft<'_>) -> Dataset {
    let mut text = Vec::new();
    draft
        .snapshot()
        .dump(&mut text, None, Format::NQuads)
        .unwrap();
    let parser = RdfParser::from_format(RdfFormat::NQuads).for_slice(&text);
    parser.map(|quad| plain_quad(&quad.unwrap())).collect()
}

fn state(folder: &Folder, after: &Data, found: Dataset) -> Result<(), String> {
    let expected: Dataset = quads(folder, after).iter().map(plain_quad).collect();
    let shown = found.to_string();
    differs(super::answer::same(expected, found), shown)
}

/// An answer of Oxigraph, in a form.
fn written(results: QueryResults<'_>, form: query::Form) -> Result<Vec<u8>, Box<dyn Error>> {
    let results_form = match form {
        query::Form::Xml => QueryResultsFormat::Xml,
        query::Form::Tsv => QueryResultsFormat::Tsv,
        query::Form::Csv => QueryResultsFormat::Csv,
        _ => QueryResultsFormat::Json,
    };
    let serializer = QueryResultsSerializer::from_format(results_form);
    Ok(match results {
        QueryResults::Boolean(answer) => {
            serializer.serialize_boolean_to_writer(Vec::new(), answer)?
        }
        QueryResults::Solutions(rows) => {
            let variables = rows.variables().to_vec();
            let mut out = serializer.serialize_solutions_to_writer(Vec::new(), variables)?;
            for row in rows {
                out.serialize(row?.iter())?;
            }
            out.finish()?
        }
        QueryResults::Graph(triples) => {
            let mut out = Vec::new();
            for triple in triples {
                out.extend(format!("{} .\n", triple?).into_bytes());
            }
            out
        }
    })
}

/// Whether Oxigraph's own store passes a test.
pub fn theirs(folder: &Folder, task: &Task) -> Result<(), String> {
    let evaluator = |path: &str| {
        SparqlEvaluator::new()
            .with_base_iri(address(path).as_str())
            .unwrap()
    };
    let store = |quads: Vec<Quad>| {
        let store = Store::new().unwrap();
        store.extend(quads).unwrap();
        store
    };
    match task {
        Task::Syntax {
            text: path,
            update,
            good,
        } => {
            let text = folder.text(path);
            let fault = if *update {
                evaluator(path)
                    .parse_update(&text)
                    .err()
                    .map(|e| e.to_string())
            } else {
                evaluator(path)
                    .parse_query(&text)
                    .err()
                    .map(|e| e.to_string())
            };
            judged(*good, fault)
        }
        Task::Query {
            query,
            data,
            answer: file,
            lax,
        } => {
            let sparql = folder.text(query);
            let store = store(asked(folder, data, &sparql, query));
            let prepared = evaluator(query).parse_query(&sparql).map_err(text)?;
            let results = prepared.on_store(&store).execute().map_err(text)?;
            let form = form(file, matches!(results, QueryResults::Graph(_)));
            let written = written(results, form).map_err(text)?;
            compare(folder, file, *lax, Answer::read(&written, form)?)
        }
        Task::Update {
            request,
            before,
            after,
        } => {
            let store = store(quads(folder, before));
            let prepared = evaluator(request)
                .parse_update(&folder.text(request))
                .map_err(text)?;
            prepared.on_store(&store).execute().map_err(text)?;
            let found = store
                .iter()
                .map(|quad| plain_quad(&quad.unwrap()))
                .collect();
            state(folder, after, found)
        }
    }
}
