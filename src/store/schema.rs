//! `vocabulary.ttl` to classes and properties.

use crate::model::iri::{RDF, RDFS, SKOS, XSD};
use crate::model::{Class, Namespaces, Property, Range, Vocabulary};
use crate::store::fault::StoreError;
use crate::store::turtle::parse;
use oxigraph::io::RdfFormat;
use oxigraph::model::{NamedOrBlankNode, Quad, Term};
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use std::str::FromStr;

/// What one subject of the file says: predicate IRI and object.
type Stanza = Vec<(String, Term)>;

/// Reads the vocabulary. `file` is the name shown in faults.
///
/// An `rdfs:Class` is a class, an `rdf:Property` a property or qualifier; all else is left to
/// people. Several domains or ranges mean "one of these".
///
/// # Errors
/// Broken Turtle, a class or property without a label, a property with no range or a range that
/// mixes kinds, each with its place.
pub fn read(file: &str, text: &[u8], namespaces: &Namespaces) -> Result<Vocabulary, StoreError> {
    let mut stanzas: BTreeMap<String, Stanza> = BTreeMap::new();
    for Quad {
        subject,
        predicate,
        object,
        ..
    } in parse(file, text, RdfFormat::Turtle)?
    {
        if let NamedOrBlankNode::NamedNode(node) = subject
            && let Some(name) = node.as_str().strip_prefix(&namespaces.vocabulary)
        {
            let stanza = stanzas.entry(name.to_string()).or_default();
            stanza.push((predicate.into_string(), object));
        }
    }
    let mut vocabulary = Vocabulary::default();
    for (name, stanza) in stanzas {
        let reader = Reader {
            stanza: &stanza,
            namespaces,
            fault: &|message: &str| {
                let needle = format!("ai:{name} a ");
                StoreError::meaning(file, text, &needle, format!("ai:{name}: {message}"))
            },
        };
        if reader.is_a(&format!("{RDFS}Class")) {
            let class = reader.class(&name)?;
            vocabulary.classes.insert(name, class);
        } else if reader.is_a(&format!("{RDF}Property")) {
            let property = reader.property(&name)?;
            vocabulary.properties.insert(name, property);
        }
    }
    Ok(vocabulary)
}

/// One stanza being read.
struct Reader<'a> {
    stanza: &'a Stanza,
    namespaces: &'a Namespaces,
    fault: &'a dyn Fn(&str) -> StoreError,
}

impl Reader<'_> {
    fn is_a(&self, class: &str) -> bool {
        self.iris(&format!("{RDF}type")).any(|iri| iri == class)
    }

    fn class(&self, name: &str) -> Result<Class, StoreError> {
        let parents = self.iris(&format!("{RDFS}subClassOf"));
        Ok(Class {
            name: name.into(),
            label: self.label()?,
            comment: self.text(&format!("{RDFS}comment")).unwrap_or_default(),
            parents: self.own(parents),
            equivalents: self.others(&["subClassOf"]),
        })
    }

    fn property(&self, name: &str) -> Result<Property, StoreError> {
        Ok(Property {
            name: name.into(),
            label: self.label()?,
            comment: self.text(&format!("{RDFS}comment")).unwrap_or_default(),
            domain: self.own(self.iris(&format!("{RDFS}domain"))),
            range: self.range()?,
            unit: self
                .text(&self.namespaces.vocabulary("unit"))
                .unwrap_or_default(),
            functional: self.flag("functional")?,
            changing: self.flag("changing")?,
            symmetric: self.flag("symmetric")?,
            qualifier: self.flag("qualifier")?,
            context: self.flag("context")?,
            bounds: (self.number("minimum")?, self.number("maximum")?),
            equivalents: self.others(&["subPropertyOf"]),
            unit_match: self
                .iris(&self.namespaces.vocabulary("unitMatch"))
                .next()
                .map(String::from),
        })
    }

    /// Entities of classes where a class is named; a date where any kind of date is; else the one
    /// datatype. A class beside `xsd:string` (a name that may be unknown) is a range of entities.
    fn range(&self) -> Result<Range, StoreError> {
        let iris: Vec<&str> = self.iris(&format!("{RDFS}range")).collect();
        let classes = self.own(iris.iter().copied());
        if !classes.is_empty() {
            return Ok(Range::Entities(classes));
        }
        let kinds: Option<Vec<Range>> = iris
            .iter()
            .map(|iri| match iri.strip_prefix(XSD)? {
                "integer" => Some(Range::Integer),
                "decimal" => Some(Range::Decimal),
                "date" | "gYearMonth" | "gYear" => Some(Range::Date),
                "boolean" => Some(Range::Boolean),
                "string" => Some(Range::Text),
                _ => None,
            })
            .collect();
        match kinds.as_deref() {
            Some([first, rest @ ..]) if rest.iter().all(|r| r == first) => Ok(first.clone()),
            _ => Err((self.fault)(
                "rdfs:range must be classes of the vocabulary, or one of xsd:integer, \
                 xsd:decimal, xsd:date, xsd:boolean, xsd:string",
            )),
        }
    }

    fn label(&self) -> Result<String, StoreError> {
        self.text(&format!("{RDFS}label"))
            .ok_or_else(|| (self.fault)("rdfs:label is missing"))
    }

    fn flag(&self, name: &str) -> Result<bool, StoreError> {
        match self.text(&self.namespaces.vocabulary(name)) {
            None => Ok(false),
            Some(text) => bool::from_str(&text)
                .map_err(|_| (self.fault)(&format!("ai:{name} must be true or false"))),
        }
    }

    fn number(&self, name: &str) -> Result<Option<Decimal>, StoreError> {
        let text = self.text(&self.namespaces.vocabulary(name));
        let number = text.map(|t| Decimal::from_str_exact(&t)).transpose();
        number.map_err(|_| (self.fault)(&format!("ai:{name} must be a plain number")))
    }

    fn text(&self, predicate: &str) -> Option<String> {
        self.stanza.iter().find_map(|(p, o)| match o {
            Term::Literal(literal) if p == predicate => Some(literal.value().to_string()),
            _ => None,
        })
    }

    fn iris<'s>(&'s self, predicate: &str) -> impl Iterator<Item = &'s str> + use<'s> {
        let predicate = predicate.to_string();
        self.stanza.iter().filter_map(move |(p, o)| match o {
            Term::NamedNode(node) if *p == predicate => Some(node.as_str()),
            _ => None,
        })
    }

    /// Local names of the IRIs that are of the vocabulary.
    fn own<'i>(&self, iris: impl Iterator<Item = &'i str>) -> Vec<String> {
        iris.filter_map(|iri| iri.strip_prefix(&self.namespaces.vocabulary))
            .map(str::to_string)
            .collect()
    }

    /// Sorted IRIs of other vocabularies that this one is matched with or stands below.
    fn others(&self, above: &[&str]) -> Vec<String> {
        let above = above.iter().map(|name| format!("{RDFS}{name}"));
        let matches = ["exactMatch", "closeMatch", "broadMatch"];
        let predicates = above.chain(matches.iter().map(|name| format!("{SKOS}{name}")));
        let mut out: Vec<String> = predicates
            .flat_map(|p| self.iris(&p).map(str::to_string).collect::<Vec<_>>())
            .filter(|iri| !iri.starts_with(&self.namespaces.vocabulary))
            .collect();
        out.sort();
        out
    }
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::model::{Namespaces, Range};

    const HEAD: &str = "@prefix ai: <https://w3id.org/aikg/ns#> .
        @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
        @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
        @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n";

    fn fault(stanza: &str) -> String {
        let text = format!("{HEAD}{stanza}");
        read("v.ttl", text.as_bytes(), &Namespaces::default())
            .unwrap_err()
            .to_string()
    }

    #[test]
    fn the_bundled_vocabulary_is_sound() {
        let text = include_bytes!("../../data/triples/vocabulary.ttl");
        let vocabulary = read("vocabulary.ttl", text, &Namespaces::default()).unwrap();
        let price = &vocabulary.properties["inputPrice"];
        assert_eq!(price.unit, "USD per 1,000,000 tokens");
        assert!(price.functional && price.changing && price.range == Range::Decimal);
        assert!(vocabulary.properties["partnersWith"].symmetric);
        let tier = &vocabulary.properties["tier"];
        assert!(tier.qualifier && tier.context);
        assert!(vocabulary.is_a("Maker", "Organization"));
        for property in vocabulary.properties.values() {
            let mut classes = property.domain.clone();
            if let Range::Entities(range) = &property.range {
                classes.extend(range.iter().cloned());
            }
            for class in classes {
                assert!(vocabulary.classes.contains_key(&class), "{class}");
            }
        }
    }

    #[test]
    fn faults_name_the_stanza() {
        let missing = fault("ai:x a rdf:Property ; rdfs:range xsd:integer .");
        assert_eq!(missing, "v.ttl:5:1: ai:x: rdfs:label is missing");
        assert!(fault("ai:x a rdf:Property ; rdfs:label \"x\" .").contains("rdfs:range"));
        let flag = fault(
            "ai:x a rdf:Property ; rdfs:label \"x\" ; rdfs:range xsd:integer ; ai:functional 3 .",
        );
        assert!(flag.contains("true or false"));
    }
}
