//! Facts and statements as N-Quads.

use crate::export::picture::Picture;
use crate::model::iri::{OA, PROV, RDF, XSD};
use crate::model::{Namespaces, Value};
use std::io::{self, Write};

/// Writes each fact in the graph `believed` and each statement behind it in the graph of its document.
pub fn write(picture: &Picture, ns: &Namespaces, out: &mut dyn Write) -> io::Result<()> {
    let believed = iri(&ns.graph("believed"));
    for fact in &picture.projection.facts {
        let subject = iri(&ns.entity(fact.subject.as_str()));
        let predicate = iri(&ns.vocabulary(&fact.property));
        let object = term(&fact.object, ns);
        writeln!(out, "{subject} {predicate} {object} {believed} .")?;
        for s in &fact.support {
            let statement = iri(&ns.statement(s.statement.as_str()));
            let graph = iri(&ns.document(s.document.as_str()));
            let mut pairs = vec![
                (format!("{RDF}type"), iri(&ns.vocabulary("Statement"))),
                (format!("{RDF}subject"), subject.clone()),
                (format!("{RDF}predicate"), predicate.clone()),
                (format!("{RDF}object"), object.clone()),
                (format!("{PROV}wasDerivedFrom"), graph.clone()),
                (format!("{OA}exact"), literal(&s.exact)),
                (
                    ns.vocabulary("modality"),
                    iri(&ns.vocabulary(s.modality.name())),
                ),
                (ns.vocabulary("confidence"), typed(&s.confidence, "decimal")),
            ];
            if let Some(by) = &s.claimed_by {
                pairs.push((ns.vocabulary("claimedBy"), iri(&ns.entity(by.as_str()))));
            }
            for (predicate, object) in pairs {
                writeln!(out, "{statement} {} {object} {graph} .", iri(&predicate))?;
            }
        }
    }
    Ok(())
}

/// A value as an RDF term.
pub fn term(value: &Value, ns: &Namespaces) -> String {
    match value {
        Value::Entity(id) => iri(&ns.entity(id.as_str())),
        Value::Integer(n) => typed(&n.to_string(), "integer"),
        Value::Decimal(_) => typed(&value.to_string(), "decimal"),
        Value::Date(d) => typed(&d.to_string(), d.datatype()),
        Value::Boolean(b) => typed(&b.to_string(), "boolean"),
        Value::Text(t) => literal(t),
    }
}

/// An IRI between angle brackets, with what may not stand there escaped.
pub fn iri(text: &str) -> String {
    let mut out = String::from("<");
    for c in text.chars() {
        match c {
            '<' | '>' | '"' | '{' | '}' | '|' | '^' | '`' | '\\' => {
                out.push_str(&format!("\\u{:04X}", c as u32));
            }
            c if c <= ' ' => out.push_str(&format!("\\u{:04X}", c as u32)),
            c => out.push(c),
        }
    }
    out.push('>');
    out
}

/// A plain string.
pub fn literal(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c < ' ' || c == '\u{7f}' => out.push_str(&format!("\\u{:04X}", c as u32)),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

fn typed(text: &str, datatype: &str) -> String {
    format!("\"{text}\"^^<{XSD}{datatype}>")
}
