//! Graphs of the user's own: `graph:NAME` in `data/triples/NAME.trig`, sorted. All other graphs of a workspace come
//! from elsewhere, and no update changes them.

use crate::model::Namespaces;
use crate::model::evidence::DocumentId;
use crate::model::iri::RDF;
use crate::store::fault::{Place, StoreError};
use crate::store::page::Page;
use crate::store::{Workspace, layout, term, turtle};
use oxigraph::io::RdfFormat;
use oxigraph::model::{GraphName, NamedNode, Quad};
use std::path::Path;

/// Local name of the graph of triples that name none.
pub(crate) const NOTES: &str = "notes";

/// Local names that are taken, where such a graph comes from, and what changes it.
const TAKEN: [(&str, &str, &str); 5] = [
    (
        "believed",
        "it is computed from the statements of documents",
        "add or forget documents",
    ),
    (
        "entities",
        "it is read from data/triples/entities",
        "change the file there that says it",
    ),
    (
        "judgements",
        "it is read from data/triples/judgements.ttl",
        "`aikg name` changes that file",
    ),
    (
        "names",
        "it is read from the files of the documents that brought the names",
        "`aikg name` judges names",
    ),
    (
        "vocabulary",
        "it is read from data/triples/vocabulary.ttl",
        "change that file",
    ),
];

/// The local name of a graph that the user may own, by its IRI.
pub(crate) fn name<'i>(graph: &'i str, namespaces: &Namespaces) -> Option<&'i str> {
    let name = graph.strip_prefix(&namespaces.graph)?;
    is_free(name).then_some(name)
}

fn is_free(name: &str) -> bool {
    let taken = TAKEN.iter().any(|(taken, ..)| *taken == name);
    !taken && !name.is_empty() && layout::file_name(name) == name
}

/// Refuses a graph, given by its IRI, that is not the user's own.
pub(crate) fn check(workspace: &Workspace, graph: &str) -> Result<(), StoreError> {
    let namespaces = workspace.namespaces();
    let refuse = |reason: String, instead: &str| {
        Err(StoreError::Foreign {
            graph: namespaces.shortened(graph),
            reason,
            instead: instead.into(),
        })
    };
    if let Some(id) = term::local(&namespaces.document, graph) {
        let file = workspace.file_of(&DocumentId::from(id))?;
        let reason = file.map_or("it is for the document of that name".into(), |file| {
            format!(
                "it holds the evidence of a document, in {}",
                layout::shown(&file)
            )
        });
        return refuse(reason, "`aikg add` and `aikg forget` change documents");
    }
    let Some(local) = graph.strip_prefix(&namespaces.graph) else {
        let reason = "a graph of your own is graph:NAME, in data/triples/NAME.trig";
        return refuse(reason.into(), "write GRAPH graph:notes { ... }");
    };
    if let Some((_, reason, instead)) = TAKEN.iter().find(|(taken, ..)| *taken == local) {
        return refuse((*reason).into(), instead);
    }
    if !is_free(local) {
        let reason = "its name has more than letters, digits, '-', '_', '+' and '.'";
        return refuse(reason.into(), "take another name");
    }
    let turtle = Path::new(layout::TRIPLES).join(format!("{local}.ttl"));
    if workspace.root().join(&turtle).is_file() {
        return refuse(
            format!("it is read from {}", layout::shown(&turtle)),
            "change that file",
        );
    }
    Ok(())
}

/// The triples of a file, which hold nothing of another graph.
pub(crate) fn read(
    shown: &str,
    bytes: &[u8],
    name: &str,
    namespaces: &Namespaces,
) -> Result<Vec<Quad>, StoreError> {
    let wrong = |place: Place, message: String| Err(StoreError::Meaning { place, message });
    if !is_free(name) {
        let message = format!("'{name}' cannot be the name of a graph of your own");
        return wrong(Place::file(shown), message);
    }
    let graph = GraphName::from(NamedNode::new_unchecked(namespaces.graph(name)));
    let mut quads = turtle::parse(shown, bytes, RdfFormat::TriG)?;
    for quad in &mut quads {
        if quad.graph_name == GraphName::DefaultGraph {
            quad.graph_name.clone_from(&graph);
        } else if quad.graph_name != graph {
            let iri = quad.graph_name.to_string();
            let other = namespaces.shortened(iri.trim_matches(['<', '>']));
            let place = match Place::find(shown, bytes, &other) {
                Place { line: 0, .. } => Place::find(shown, bytes, &iri),
                found => found,
            };
            return wrong(place, format!("this file holds graph:{name}, not {other}"));
        }
    }
    Ok(quads)
}

/// The comments that a file begins with: what people write to say what it holds.
pub(crate) fn head(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    text.split_inclusive('\n')
        .take_while(|line| line.starts_with('#'))
        .collect()
}

/// The file of a graph of the user's own: UTF-8 TriG, sorted by subject, predicate (`a` first) and object.
pub(crate) fn write(name: &str, quads: &[Quad], namespaces: &Namespaces) -> String {
    let mut page = Page {
        namespaces,
        text: String::new(),
        indent: "    ",
    };
    page.prefixes();
    let graph = page.iri(&namespaces.graph(name));
    page.open(&graph);
    let kind = format!("{RDF}type");
    let mut lines: Vec<(String, bool, String, String)> = quads
        .iter()
        .map(|quad| {
            let predicate = quad.predicate.as_str();
            let written = if predicate == kind {
                "a".to_string()
            } else {
                page.iri(predicate)
            };
            let subject = page.term(quad.subject.as_ref().into());
            let object = page.term(quad.object.as_ref());
            (subject, predicate != kind, written, object)
        })
        .collect();
    lines.sort();
    for (i, stanza) in lines.chunk_by(|(a, ..), (b, ..)| a == b).enumerate() {
        if i > 0 {
            page.text.push('\n');
        }
        let subject = stanza.first().map_or("", |(subject, ..)| subject);
        let lines: Vec<(&str, String)> = stanza
            .iter()
            .map(|(_, _, predicate, object)| (predicate.as_str(), object.clone()))
            .collect();
        page.stanza(subject, &[], &lines);
    }
    page.text.push_str("}\n");
    page.text
}

#[cfg(test)]
mod tests {
    use super::{read, write};
    use crate::model::Namespaces;
    use oxigraph::model::{Literal, NamedNode, Quad, Term};
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn object() -> impl Strategy<Value = Term> {
        let node = |text: String| NamedNode::new_unchecked(text);
        let typed = move |(text, kind): (String, String)| {
            Literal::new_typed_literal(
                text,
                node(format!("http://www.w3.org/2001/XMLSchema#{kind}")),
            )
        };
        let number = "[+-]?[0-9]{0,3}(\\.[0-9]{0,2})?(e[0-9])?";
        prop_oneof![
            any::<String>().prop_map(|t| Literal::new_simple_literal(t).into()),
            (any::<String>(), "[a-z]{2}(-[a-z]{2})?")
                .prop_map(|(t, l)| { Literal::new_language_tagged_literal_unchecked(t, l).into() }),
            (number, "integer|decimal|double|boolean|date").prop_map(move |p| typed(p).into()),
            "https://w3id\\.org/aikg/(id|ns#|)/?(%2F|[a-z.0-9é-]){0,6}"
                .prop_map(move |t| node(t).into()),
        ]
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(objects in prop::collection::vec(object(), 0..8)) {
            let namespaces = Namespaces::default();
            let node = |text: &str| NamedNode::new_unchecked(text);
            let graph = node(&namespaces.graph("notes"));
            let quads: Vec<Quad> = objects
                .into_iter()
                .zip(["urn:x", "https://w3id.org/aikg/id/a", "urn:x"].into_iter().cycle())
                .map(|(object, s)| Quad::new(node(s), node("urn:p"), object, graph.clone()))
                .collect();
            let text = write("notes", &quads, &namespaces);
            let again = read("n.trig", text.as_bytes(), "notes", &namespaces).unwrap();
            let set = |quads: &[Quad]| quads.iter().map(ToString::to_string).collect::<BTreeSet<_>>();
            prop_assert_eq!(set(&quads), set(&again));
            let mut turned = again;
            turned.reverse();
            prop_assert_eq!(write("notes", &turned, &namespaces), text);
        }
    }

    #[test]
    fn a_file_holds_its_own_graph_alone() {
        let fault = |name: &str, text: &str| {
            read("f.trig", text.as_bytes(), name, &Namespaces::default())
                .unwrap_err()
                .to_string()
        };
        let head = "@prefix graph: <https://w3id.org/aikg/graph/> .\n";
        let other = format!("{head}GRAPH graph:entities {{ <a:b> <a:c> 1 }}");
        assert_eq!(
            fault("notes", &other),
            "f.trig:2:7: this file holds graph:notes, not graph:entities"
        );
        assert_eq!(
            fault("believed", ""),
            "f.trig: 'believed' cannot be the name of a graph of your own"
        );
        assert!(fault("notes", "<a:b> <a:c> [] .").starts_with("f.trig:1:"));
    }
}
