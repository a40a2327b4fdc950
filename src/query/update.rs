//! Carries out SPARQL updates on a draft of the index.
//!
//! Operations run one after the other, each on what the one before left. `COPY`, `MOVE` and `ADD` are to the parser
//! what the standard defines them by: a `DROP` and an `INSERT`.

use crate::model::Namespaces;
use crate::query::evaluate::{QueryError, Stop, parse_as, sizes};
use crate::query::plan;
use crate::query::syntax::Request;
use crate::store::{Draft, Input, StoreError};
use oxigraph::model::{self, Quad};
use oxigraph::sparql::QueryEvaluationError;
use spareval::{DeleteInsertQuad, QueryEvaluator};
use spargebra::algebra::{GraphPattern, GraphTarget, QueryDataset};
use spargebra::term::{GraphName, GroundQuad, GroundQuadPattern, NamedNode, QuadPattern};
use spargebra::{GraphUpdateOperation, SparqlParser, Update};

/// Why an update was not carried out.
#[derive(Debug, thiserror::Error)]
pub enum UpdateError {
    /// It is no update, or could not be evaluated.
    #[error(transparent)]
    Query(#[from] QueryError),
    /// The store refuses it, or failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A graph to be made is there, or one to be emptied is not.
    #[error("{operation}: {message}")]
    Graph {
        /// The operation's word.
        operation: &'static str,
        /// What is wrong with the graph that it names.
        message: String,
    },
    /// A file to load cannot be.
    #[error("LOAD: {0}")]
    Load(String),
}

impl From<QueryEvaluationError> for UpdateError {
    fn from(error: QueryEvaluationError) -> Self {
        QueryError::from(error).into()
    }
}

/// Parses an update and carries it out on a draft, with the prefixes of the project known.
///
/// # Errors
/// It is no SPARQL update, cannot be evaluated, or changes a graph that the draft does not. The draft is then to be
/// given up: some operations may have been carried out on it.
pub fn update(draft: &mut Draft<'_>, sparql: &str, stop: &Stop) -> Result<(), UpdateError> {
    let mut request = parse(sparql, draft.namespaces())?;
    let operations = std::mem::take(&mut request.operations);
    let evaluator = QueryEvaluator::new().with_cancellation_token(stop.0.clone());
    let mut run = Run {
        draft,
        evaluator,
        request,
    };
    operations
        .into_iter()
        .try_for_each(|next| run.perform(next))
}

/// Parses an update, with the prefixes of the project known.
///
/// # Errors
/// The first fault, with its place, and what was expected or meant.
fn parse(sparql: &str, namespaces: &Namespaces) -> Result<Update, QueryError> {
    let update = |parser: SparqlParser, text: &str| parser.parse_update(text);
    parse_as(Request::Update, sparql, namespaces, &update)
}

/// An update that is carried out.
struct Run<'d, 'w> {
    draft: &'d mut Draft<'w>,
    evaluator: QueryEvaluator,
    /// The update without its operations.
    request: Update,
}

impl Run<'_, '_> {
    fn perform(&mut self, operation: GraphUpdateOperation) -> Result<(), UpdateError> {
        use GraphUpdateOperation as Op;
        let draft = &mut *self.draft;
        match operation {
            Op::InsertData { data } => {
                // Its blank nodes are new ones, as those of any template are.
                let insert = data.into_iter().map(template).collect();
                self.replace(Vec::new(), insert, None, GraphPattern::default())
            }
            Op::DeleteData { data } => {
                let quads = data.into_iter().map(|quad| (ground(quad), false));
                Ok(draft.apply(quads.collect())?)
            }
            Op::DeleteInsert {
                delete,
                insert,
                using,
                pattern,
            } => self.replace(delete, insert, using, *pattern),
            Op::Load {
                silent,
                source,
                destination,
            } => match load(draft, &source, destination) {
                Err(UpdateError::Load(_)) if silent => Ok(()),
                done => done,
            },
            Op::Clear { silent, graph } => clear(draft, "CLEAR", graph, silent),
            Op::Drop { silent, graph } => clear(draft, "DROP", graph, silent),
            Op::Create { silent, graph } => create(draft, graph, silent),
        }
    }

    /// Finds the rows of a pattern, takes out what one template makes of them and adds what the other does.
    fn replace(
        &mut self,
        delete: Vec<GroundQuadPattern>,
        insert: Vec<QuadPattern>,
        using: Option<QueryDataset>,
        mut pattern: GraphPattern,
    ) -> Result<(), UpdateError> {
        let (mut changes, mut added) = (Vec::new(), Vec::new());
        let snapshot = self.draft.snapshot();
        plan::arrange(&mut pattern, &sizes(&snapshot));
        let base = self.request.base_iri.clone();
        let evaluator = &self.evaluator;
        let prepared = evaluator.prepare_delete_insert(delete, insert, base, using, &pattern);
        for quad in prepared.execute(snapshot)? {
            match quad? {
                DeleteInsertQuad::Delete(quad) => changes.push((quad, false)),
                DeleteInsertQuad::Insert(quad) => added.push((quad, true)),
            }
        }
        changes.append(&mut added);
        Ok(self.draft.apply(changes)?)
    }
}

fn template(quad: spargebra::term::Quad) -> QuadPattern {
    QuadPattern {
        subject: quad.subject.into(),
        predicate: quad.predicate.into(),
        object: quad.object.into(),
        graph_name: quad.graph_name.into(),
    }
}

fn ground(quad: GroundQuad) -> Quad {
    Quad::new(
        quad.subject,
        quad.predicate,
        model::Term::from(quad.object),
        named(quad.graph_name),
    )
}

fn named(graph: GraphName) -> model::GraphName {
    match graph {
        GraphName::NamedNode(node) => node.into(),
        GraphName::DefaultGraph => model::GraphName::DefaultGraph,
    }
}

/// Empties graphs. Graphs are known by what they hold alone, so dropping one is emptying it.
fn clear(
    draft: &mut Draft<'_>,
    operation: &'static str,
    target: GraphTarget,
    silent: bool,
) -> Result<(), UpdateError> {
    let default = model::GraphName::DefaultGraph;
    let graphs = match target {
        GraphTarget::NamedNode(node) => {
            let graph = model::GraphName::from(node);
            draft.allow(&graph)?;
            if !silent && !draft.holds(&graph)? {
                return Err(graph_fault(draft, operation, &graph, "is not there"));
            }
            vec![graph]
        }
        GraphTarget::DefaultGraph => vec![default],
        GraphTarget::NamedGraphs => draft.graphs()?,
        GraphTarget::AllGraphs => std::iter::once(default).chain(draft.graphs()?).collect(),
    };
    for graph in graphs {
        draft.clear(&graph)?;
    }
    Ok(())
}

/// Nothing is to be done for a new graph: it is there when something stands in it.
fn create(draft: &Draft<'_>, graph: NamedNode, silent: bool) -> Result<(), UpdateError> {
    let graph = model::GraphName::from(graph);
    draft.allow(&graph)?;
    if !silent && draft.holds(&graph)? {
        return Err(graph_fault(draft, "CREATE", &graph, "is there already"));
    }
    Ok(())
}

fn graph_fault(
    draft: &Draft<'_>,
    operation: &'static str,
    graph: &model::GraphName,
    how: &str,
) -> UpdateError {
    let iri = graph.to_string();
    let shown = draft.namespaces().shortened(iri.trim_matches(['<', '>']));
    UpdateError::Graph {
        operation,
        message: format!("{shown} {how}"),
    }
}

/// Adds the triples of a file.
fn load(
    draft: &mut Draft<'_>,
    source: &NamedNode,
    destination: GraphName,
) -> Result<(), UpdateError> {
    let fault = |e: &dyn std::fmt::Display| UpdateError::Load(e.to_string());
    let address = url::Url::parse(source.as_str()).map_err(|e| fault(&e))?;
    let path = match address.scheme() {
        "file" => address.to_file_path().ok(),
        _ => None,
    };
    let Some(path) = path else {
        let message =
            format!("{source} is no file: only <file:///...> is loaded, nothing is fetched");
        return Err(UpdateError::Load(message));
    };
    let input = Input::open(&path, None).map_err(|e| fault(&e))?;
    let graph = named(destination);
    let quads = input
        .triples(source.as_str(), &graph)
        .map_err(|e| fault(&e))?;
    Ok(draft.apply(quads.into_iter().map(|quad| (quad, true)).collect())?)
}
