//! RDF 1.2 Turtle: each fact is one triple, annotated with the statements behind it.
//!
//! <https://www.w3.org/TR/rdf12-turtle/#reifying-triples>: `s p o ~ stmt:ID {| … |}` asserts the triple and says of
//! `stmt:ID`, which reifies it, what is in the braces.

use crate::export::rdf::quad::{Quad, describe, facts, parts, receipt};
use crate::export::rdf::turtle::{object, prefixes, short, stanzas, verb};
use crate::model::Namespaces;
use crate::model::evidence::DocumentId;
use crate::model::iri::RDF;
use crate::network::{Fact, Support};
use crate::picture::Picture;
use std::collections::BTreeSet;
use std::io::{self, Write};

/// Writes names, facts and documents. A sum in another currency than its property's is no plain fact: its
/// statement reifies a triple that is not asserted.
pub fn write(picture: &Picture, ns: &Namespaces, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "VERSION \"1.2\"")?;
    prefixes(ns, out)?;
    let names = facts(picture, ns);
    let names: Vec<Quad> = names
        .into_iter()
        .filter(|quad| quad.graph == ns.graph("names"))
        .collect();
    stanzas(&names, ns, "", out)?;
    for fact in &picture.projection.facts {
        writeln!(out)?;
        match fact.currency {
            None => asserted(fact, ns, out)?,
            Some(_) => unasserted(fact, ns, out)?,
        }
    }
    let supports = picture.projection.facts.iter().flat_map(|f| &f.support);
    let documents: BTreeSet<&DocumentId> = supports.map(|s| &s.document).collect();
    let mut quads = Vec::new();
    for document in documents {
        describe(document, picture, ns, &mut quads);
    }
    stanzas(&quads, ns, "", out)
}

fn triple(fact: &Fact, ns: &Namespaces) -> String {
    let [subject, predicate, value] = parts(fact, ns).map(|term| object(&term, ns));
    format!("{subject} {predicate} {value}")
}

fn asserted(fact: &Fact, ns: &Namespaces, out: &mut dyn Write) -> io::Result<()> {
    write!(out, "{}", triple(fact, ns))?;
    for support in &fact.support {
        let name = short(&ns.statement(support.statement.as_str()), ns);
        let said = said(fact, support, ns).join(" ;\n        ");
        write!(out, "\n    ~ {name} {{|\n        {said}\n    |}}")?;
    }
    writeln!(out, " .")
}

fn unasserted(fact: &Fact, ns: &Namespaces, out: &mut dyn Write) -> io::Result<()> {
    let triple = triple(fact, ns);
    for support in &fact.support {
        let name = short(&ns.statement(support.statement.as_str()), ns);
        let said = said(fact, support, ns).join(" ;\n    ");
        writeln!(out, "{name} rdf:reifies <<( {triple} )>> ;\n    {said} .")?;
    }
    Ok(())
}

fn said(fact: &Fact, support: &Support, ns: &Namespaces) -> Vec<String> {
    let own = verb(&format!("{RDF}type"), ns);
    let own = format!("{own} {}", short(&ns.vocabulary("Statement"), ns));
    let rest = receipt(fact, support, ns);
    let rest = rest
        .iter()
        .map(|(predicate, term)| format!("{} {}", verb(predicate, ns), object(term, ns)));
    std::iter::once(own).chain(rest).collect()
}
