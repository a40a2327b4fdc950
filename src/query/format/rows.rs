//! Rows for programs: the formats of SPARQL 1.1, and JSON lines.

use crate::query::format::{Form, Look, WriteError, Written, taken};
use oxigraph::model::Term;
use oxigraph::sparql::QuerySolutionIter;
use oxigraph::sparql::results::{QueryResultsFormat, QueryResultsSerializer};
use serde_json::{Map, Number, Value as Json};
use std::io::Write;

/// CSV, TSV, JSON or XML, row by row.
pub fn standard(
    rows: QuerySolutionIter<'_>,
    form: Form,
    look: &Look<'_>,
    out: &mut dyn Write,
) -> Result<Written, WriteError> {
    let format = match form {
        Form::Csv => QueryResultsFormat::Csv,
        Form::Tsv => QueryResultsFormat::Tsv,
        Form::Xml => QueryResultsFormat::Xml,
        _ => QueryResultsFormat::Json,
    };
    let variables = rows.variables().to_vec();
    let serializer = QueryResultsSerializer::from_format(format);
    let mut serializer = serializer.serialize_solutions_to_writer(&mut *out, variables)?;
    let written = taken(rows, look, |row| Ok(serializer.serialize(row.iter())?))?;
    serializer.finish()?;
    if matches!(form, Form::Json | Form::Xml) {
        writeln!(out)?;
    }
    Ok(written)
}

/// One object a row: numbers exact, IRIs and strings as text, unbound variables left out.
pub fn jsonl(
    rows: QuerySolutionIter<'_>,
    look: &Look<'_>,
    out: &mut dyn Write,
) -> Result<Written, WriteError> {
    taken(rows, look, |row| {
        let object: Map<String, Json> = row
            .iter()
            .map(|(name, term)| (name.as_str().to_string(), json(term)))
            .collect();
        Ok(writeln!(out, "{}", Json::Object(object))?)
    })
}

fn json(term: &Term) -> Json {
    let Term::Literal(literal) = term else {
        return Json::String(bare(term));
    };
    let local = literal
        .datatype()
        .as_str()
        .rsplit('#')
        .next()
        .unwrap_or_default();
    match local {
        "boolean" => Json::Bool(matches!(literal.value(), "true" | "1")),
        "integer" | "decimal" | "int" | "long" => {
            let number = literal.value().trim_start_matches('+').parse::<Number>();
            number.map_or_else(|_| Json::String(literal.value().into()), Json::Number)
        }
        _ => Json::String(literal.value().into()),
    }
}

/// A term without its marks.
pub fn bare(term: &Term) -> String {
    match term {
        Term::NamedNode(node) => node.as_str().to_string(),
        Term::BlankNode(node) => format!("_:{}", node.as_str()),
        Term::Literal(literal) => literal.value().to_string(),
        #[allow(unreachable_patterns)]
        other => other.to_string(),
    }
}
