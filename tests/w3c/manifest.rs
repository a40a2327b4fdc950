//! The manifests of the suites: which tests there are, and which files each is made of.

use super::folder::Folder;
use oxigraph::model::vocab::rdf;
use oxigraph::model::{Graph, NamedNodeRef, NamedOrBlankNode, Term, TermRef};

const MF: &str = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#";
const QT: &str = "http://www.w3.org/2001/sw/DataAccess/tests/test-query#";
const UT: &str = "http://www.w3.org/2009/sparql/tests/test-update#";
const LABEL: &str = "http://www.w3.org/2000/01/rdf-schema#label";

/// A test, by the folder and the fragment of its IRI.
pub struct Case {
    pub name: String,
    pub task: Task,
}

/// What a test asks for; files are paths in the folder.
pub enum Task {
    /// The text is, or is not, a query or an update.
    Syntax {
        text: String,
        update: bool,
        good: bool,
    },
    /// The query over the data has this answer.
    Query {
        query: String,
        data: Data,
        answer: String,
        /// Of equal rows any number may stand in it (REDUCED).
        lax: bool,
    },
    /// The update makes one state of the other.
    Update {
        request: String,
        before: Data,
        after: Data,
    },
}

impl Task {
    /// Whether it is about updates.
    pub fn changes(&self) -> bool {
        matches!(
            self,
            Self::Update { .. } | Self::Syntax { update: true, .. }
        )
    }
}

/// Files of the default graph, and of named graphs with their names.
#[derive(Default)]
pub struct Data {
    pub default: Vec<String>,
    pub named: Vec<(String, String)>,
}

/// All tests, in the order of their folders and lists.
pub fn cases(folder: &Folder) -> Vec<Case> {
    let manifests = folder.paths().filter(|p| p.ends_with("/manifest.ttl"));
    manifests.flat_map(|path| of(folder, path)).collect()
}

fn of(folder: &Folder, path: &str) -> Vec<Case> {
    let manifest = Manifest {
        graph: folder.graph(path),
        folder: path.trim_end_matches("/manifest.ttl"),
    };
    let kind = format!("{MF}Manifest");
    let kind = NamedNodeRef::new_unchecked(&kind);
    let head = manifest.graph.subject_for_predicate_object(rdf::TYPE, kind);
    let head = head.unwrap().into_owned();
    let mut entries = manifest.object(&head, MF, "entries");
    let mut cases = Vec::new();
    while let Some(list) = entries.and_then(node) {
        let Some(first) = manifest
            .object(&list, "", rdf::FIRST.as_str())
            .and_then(node)
        else {
            break;
        };
        cases.push(manifest.case(&first));
        entries = manifest.object(&list, "", rdf::REST.as_str());
    }
    assert!(!cases.is_empty(), "{path} lists no tests");
    cases
}

fn node(term: Term) -> Option<NamedOrBlankNode> {
    match term {
        Term::NamedNode(node) => Some(node.into()),
        Term::BlankNode(node) => Some(node.into()),
        Term::Literal(_) => None,
    }
}

struct Manifest<'a> {
    graph: Graph,
    folder: &'a str,
}

impl Manifest<'_> {
    fn case(&self, test: &NamedOrBlankNode) -> Case {
        let iri = test.to_string();
        let fragment = iri.rsplit('#').next().unwrap().trim_end_matches('>');
        let kind = self
            .object(test, "", rdf::TYPE.as_str())
            .unwrap()
            .to_string();
        let kind = kind
            .rsplit('#')
            .next()
            .unwrap()
            .trim_end_matches('>')
            .to_string();
        let action = self.object(test, MF, "action").unwrap();
        let result = self.object(test, MF, "result");
        let task = match kind.as_str() {
            "UpdateEvaluationTest" => {
                let action = node(action).unwrap();
                Task::Update {
                    request: path(self.object(&action, UT, "request").unwrap()),
                    before: self.data(&action, UT),
                    after: self.data(&result.and_then(node).unwrap(), UT),
                }
            }
            "QueryEvaluationTest" | "CSVResultFormatTest" => {
                let action = node(action).unwrap();
                Task::Query {
                    query: path(self.object(&action, QT, "query").unwrap()),
                    data: self.data(&action, QT),
                    answer: path(result.unwrap()),
                    lax: self.object(test, MF, "resultCardinality").is_some(),
                }
            }
            _ => Task::Syntax {
                text: path(action),
                update: kind.contains("Update"),
                good: match () {
                    () if kind.starts_with("Positive") => true,
                    () if kind.starts_with("Negative") => false,
                    () => panic!("{iri}: {kind}"),
                },
            },
        };
        Case {
            name: format!("{}#{fragment}", self.folder),
            task,
        }
    }

    fn data(&self, of: &NamedOrBlankNode, space: &str) -> Data {
        let mut data = Data::default();
        data.default
            .extend(self.objects(of, space, "data").map(path));
        for graph in self.objects(of, space, "graphData") {
            let named = match &graph {
                Term::BlankNode(blank) => {
                    let blank = NamedOrBlankNode::from(blank.clone());
                    let label = match self.object(&blank, "", LABEL) {
                        Some(Term::Literal(label)) => label.value().to_string(),
                        other => panic!("{}: a graph is named {other:?}", self.folder),
                    };
                    (label, path(self.object(&blank, space, "graph").unwrap()))
                }
                Term::NamedNode(node) => (node.as_str().to_string(), path(graph)),
                Term::Literal(_) => panic!("{}: {graph}", self.folder),
            };
            data.named.push(named);
        }
        data
    }

    fn objects<'s>(
        &'s self,
        subject: &'s NamedOrBlankNode,
        space: &str,
        name: &str,
    ) -> impl Iterator<Item = Term> + 's {
        let predicate = format!("{space}{name}");
        let predicate = NamedNodeRef::new_unchecked(&predicate).into_owned();
        let all: Vec<Term> = self
            .graph
            .objects_for_subject_predicate(subject, &predicate)
            .map(TermRef::into_owned)
            .collect();
        all.into_iter()
    }

    fn object(&self, subject: &NamedOrBlankNode, space: &str, name: &str) -> Option<Term> {
        self.objects(subject, space, name).next()
    }
}

/// The path in the folder of a file's address.
fn path(term: Term) -> String {
    match term {
        Term::NamedNode(node) => super::folder::path(node.as_str()).to_string(),
        other => panic!("{other} is no file"),
    }
}
