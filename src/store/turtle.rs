//! RDF text to quads, with the place of the first fault.

use crate::store::fault::{Place, StoreError};
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{NamedOrBlankNode, Quad, Term};

/// All quads of a file of the workspace, in the order of the text.
///
/// Text files hold no blank nodes: they have no lasting name, so no diff and no withdrawal could
/// tell one from another.
pub(crate) fn parse(file: &str, text: &[u8], format: RdfFormat) -> Result<Vec<Quad>, StoreError> {
    let mut quads = Vec::new();
    for quad in RdfParser::from_format(format).for_slice(text) {
        let quad = quad.map_err(|e| syntax(file, &e))?;
        if matches!(quad.subject, NamedOrBlankNode::BlankNode(_))
            || matches!(quad.object, Term::BlankNode(_))
        {
            return Err(StoreError::Meaning {
                place: blank_place(file, text),
                message: "a blank node: give it an IRI".into(),
            });
        }
        quads.push(quad);
    }
    Ok(quads)
}

/// The fault of a parser with its place in a file.
pub(crate) fn syntax(file: &str, error: &oxigraph::io::RdfSyntaxError) -> StoreError {
    let place = error.location().map_or_else(
        || Place::file(file),
        |range| Place {
            file: file.into(),
            line: range.start.line + 1,
            column: range.start.column + 1,
        },
    );
    StoreError::Syntax {
        place,
        message: words(&error.to_string()),
    }
}

/// What the parser says, without the place that it names first.
fn words(message: &str) -> String {
    let rest = message
        .strip_prefix("Parser error ")
        .and_then(|m| m.split_once(": "));
    rest.map_or(message, |(_, rest)| rest).to_string()
}

fn blank_place(file: &str, text: &[u8]) -> Place {
    let labelled = Place::find(file, text, "_:");
    if labelled.line > 0 {
        labelled
    } else {
        Place::find(file, text, "[")
    }
}

#[cfg(test)]
mod tests {
    use super::parse;
    use oxigraph::io::RdfFormat;

    #[test]
    fn faults_have_a_place() {
        let fault = |text: &str| {
            parse("a.ttl", text.as_bytes(), RdfFormat::Turtle)
                .unwrap_err()
                .to_string()
        };
        assert!(fault("\n<a:b> <a:c> .").starts_with("a.ttl:2:"));
        assert!(fault("\n<a:b> <a:c> [] .").starts_with("a.ttl:2:"));
    }
}
