//! Facts as Turtle, and facts with their statements as TriG.

use crate::export::nquads::{iri, literal, term};
use crate::export::picture::Picture;
use crate::model::{EntityId, Namespaces};
use crate::network::Fact;
use std::io::{self, Write};

/// Writes the plain facts, one subject a stanza.
pub fn write(picture: &Picture, ns: &Namespaces, out: &mut dyn Write) -> io::Result<()> {
    prefixes(ns, out)?;
    names(picture, ns, "", out)?;
    facts(&picture.projection.facts, ns, "", out)
}

/// Writes the names, the facts in the graph `believed`, and the statements in the graphs of their documents.
pub fn write_with_statements(
    picture: &Picture,
    ns: &Namespaces,
    out: &mut dyn Write,
) -> io::Result<()> {
    prefixes(ns, out)?;
    writeln!(out, "graph:names {{")?;
    names(picture, ns, "    ", out)?;
    writeln!(out, "}}\n\ngraph:believed {{")?;
    facts(&picture.projection.facts, ns, "    ", out)?;
    writeln!(out, "}}")?;
    for source in &picture.sources {
        let graph = iri(&ns.document(source.document.as_str()));
        writeln!(out, "\n{graph} {{")?;
        writeln!(out, "    {graph} dct:title {} .", literal(&source.title))?;
        for fact in &picture.projection.facts {
            for s in fact
                .support
                .iter()
                .filter(|s| s.document == source.document)
            {
                let subject = iri(&ns.entity(fact.subject.as_str()));
                writeln!(out, "    stmt:{} a ai:Statement ;", s.statement)?;
                writeln!(out, "        rdf:subject {subject} ;")?;
                writeln!(out, "        rdf:predicate ai:{} ;", fact.property)?;
                writeln!(out, "        rdf:object {} ;", term(&fact.object, ns))?;
                writeln!(out, "        prov:wasDerivedFrom {graph} ;")?;
                writeln!(out, "        oa:exact {} ;", literal(&s.exact))?;
                if let Some(by) = &s.claimed_by {
                    writeln!(
                        out,
                        "        ai:claimedBy {} ;",
                        iri(&ns.entity(by.as_str()))
                    )?;
                }
                writeln!(out, "        ai:modality ai:{} ;", s.modality.name())?;
                writeln!(out, "        ai:confidence {} .", s.confidence)?;
            }
        }
        writeln!(out, "}}")?;
    }
    Ok(())
}

fn prefixes(ns: &Namespaces, out: &mut dyn Write) -> io::Result<()> {
    for (prefix, namespace) in ns.prefixes() {
        writeln!(out, "@prefix {prefix}: <{namespace}> .")?;
    }
    writeln!(out)
}

fn names(picture: &Picture, ns: &Namespaces, indent: &str, out: &mut dyn Write) -> io::Result<()> {
    for node in picture.projection.graph.node_weights() {
        let subject = iri(&ns.entity(node.id.as_str()));
        writeln!(
            out,
            "{indent}{subject} rdfs:label {} .",
            literal(&node.label)
        )?;
    }
    writeln!(out)
}

fn facts(facts: &[Fact], ns: &Namespaces, indent: &str, out: &mut dyn Write) -> io::Result<()> {
    let mut last: Option<&EntityId> = None;
    for fact in facts {
        let subject = iri(&ns.entity(fact.subject.as_str()));
        let pair = format!("ai:{} {}", fact.property, term(&fact.object, ns));
        match last {
            Some(id) if *id == fact.subject => write!(out, " ;\n{indent}    {pair}")?,
            Some(_) => write!(out, " .\n{indent}{subject} {pair}")?,
            None => write!(out, "{indent}{subject} {pair}")?,
        }
        last = Some(&fact.subject);
    }
    if last.is_some() {
        writeln!(out, " .")
    } else {
        Ok(())
    }
}
