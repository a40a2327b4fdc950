//! Turtle and TriG put together stanza by stanza.

use crate::model::iri::XSD;
use crate::model::{Entity, Namespaces, Value, literal};
use crate::store::term;
use oxigraph::model::TermRef;
use std::fmt::Write;

/// The text so far.
pub(super) struct Page<'a> {
    pub(super) namespaces: &'a Namespaces,
    pub(super) text: String,
    /// What every line begins with.
    pub(super) indent: &'static str,
}

impl Page<'_> {
    pub(super) fn prefixes(&mut self) {
        for (prefix, namespace) in self.namespaces.prefixes() {
            self.text
                .push_str(&format!("@prefix {prefix}: <{namespace}> .\n"));
        }
    }

    pub(super) fn open(&mut self, graph: &str) {
        self.text.push_str(&format!("\nGRAPH {graph} {{\n"));
    }

    /// A subject with its predicates, one a line.
    pub(super) fn stanza(&mut self, subject: &str, class: &[String], lines: &[(&str, String)]) {
        let indent = self.indent;
        let mut lead = format!("{indent}{subject} ");
        if !class.is_empty() {
            let classes: Vec<String> = class.iter().map(|c| self.name("ai", c)).collect();
            let _ = write!(self.text, "{lead}a {}", classes.join(", "));
            lead = format!(" ;\n{indent}    ");
        }
        for (predicate, object) in lines {
            let _ = write!(self.text, "{lead}{predicate} {object}");
            lead = format!(" ;\n{indent}    ");
        }
        self.text.push_str(" .\n");
    }

    pub(super) fn entity(&mut self, entity: &Entity) {
        let mut lines = vec![("rdfs:label", quoted(&entity.label))];
        let lists = [
            ("skos:altLabel", &entity.names),
            ("ai:shortName", &entity.short_names),
            ("ai:demonym", &entity.demonyms),
            ("ai:city", &entity.cities),
            ("dct:identifier", &entity.identifiers),
        ];
        for (predicate, names) in lists {
            lines.extend(names.iter().map(|name| (predicate, quoted(name))));
        }
        for (predicate, other) in [
            ("skos:broader", &entity.broader),
            ("ai:brand", &entity.brand),
        ] {
            lines.extend(
                other
                    .iter()
                    .map(|id| (predicate, self.name("id", id.as_str()))),
            );
        }
        for (predicate, flag) in [
            ("ai:ambiguous", entity.ambiguous),
            ("ai:provisional", entity.provisional),
        ] {
            lines.extend(flag.then(|| (predicate, "true".to_string())));
        }
        if let Some(shape) = &entity.shape {
            lines.push(("ai:shape", quoted(shape)));
        }
        let subject = self.name("id", entity.id.as_str());
        self.stanza(&subject, &entity.classes, &lines);
    }

    pub(super) fn value(&self, value: &Value) -> String {
        match value {
            Value::Entity(id) => self.name("id", id.as_str()),
            Value::Integer(n) => n.to_string(),
            Value::Decimal(d) => term::decimal(*d),
            Value::Boolean(b) => b.to_string(),
            Value::Date(d) => typed(&d.to_string(), d.datatype()),
            Value::Text(text) => quoted(text),
        }
    }

    /// Any term as Turtle writes it.
    pub(super) fn term(&self, term: TermRef<'_>) -> String {
        let literal = match term {
            TermRef::NamedNode(node) => return self.iri(node.as_str()),
            TermRef::BlankNode(node) => return node.to_string(),
            TermRef::Literal(literal) => literal,
        };
        let (text, datatype) = (literal.value(), literal.datatype().as_str());
        if let Some(language) = literal.language() {
            return format!("{}@{language}", quoted(text));
        }
        match datatype.strip_prefix(XSD) {
            Some("string") => quoted(text),
            Some(name) if is_bare(text, name) => text.to_string(),
            _ => format!("{}^^{}", quoted(text), self.iri(datatype)),
        }
    }

    /// An IRI, as a prefixed name where there is a prefix and Turtle allows it.
    pub(super) fn iri(&self, iri: &str) -> String {
        match term::short(iri, self.namespaces) {
            (prefix, local) if !prefix.is_empty() && is_plain(local) => {
                format!("{prefix}:{local}")
            }
            _ => format!("<{iri}>"),
        }
    }

    /// A prefixed name where Turtle allows it, else the whole IRI.
    pub(super) fn name(&self, prefix: &str, local: &str) -> String {
        if is_plain(local) {
            return format!("{prefix}:{local}");
        }
        let namespaces = self.namespaces.prefixes();
        let namespace = namespaces.iter().find(|(known, _)| *known == prefix);
        format!(
            "<{}>",
            term::iri(namespace.map_or("", |(_, iri)| iri), local)
        )
    }
}

/// Whether a local name may stand behind a prefix as it is.
fn is_plain(local: &str) -> bool {
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.');
    let edge = |b: Option<&u8>| b.is_some_and(|b| b.is_ascii_alphanumeric() || *b == b'_');
    let bytes = local.as_bytes();
    bytes.iter().all(|b| plain(*b)) && edge(bytes.first()) && edge(bytes.last())
}

/// Whether a literal of a datatype of XML Schema may stand without quotation marks.
fn is_bare(text: &str, datatype: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let number = text.strip_prefix(['+', '-']).unwrap_or(text);
    match datatype {
        "integer" => digits(number),
        "decimal" => number
            .split_once('.')
            .is_some_and(|(whole, part)| digits(whole) && digits(part)),
        "boolean" => matches!(text, "true" | "false"),
        _ => false,
    }
}

pub(super) fn typed(text: &str, datatype: &str) -> String {
    format!("{}^^xsd:{datatype}", quoted(text))
}

/// A string literal on one line.
pub(super) fn quoted(text: &str) -> String {
    literal::quoted(text, char::is_control)
}
