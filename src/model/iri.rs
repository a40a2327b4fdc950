//! The namespaces of the project, and IRIs made from local names.

/// Namespace of RDF.
pub const RDF: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
/// Namespace of RDF Schema.
pub const RDFS: &str = "http://www.w3.org/2000/01/rdf-schema#";
/// Namespace of XML Schema datatypes.
pub const XSD: &str = "http://www.w3.org/2001/XMLSchema#";
/// Namespace of Dublin Core terms.
pub const DCT: &str = "http://purl.org/dc/terms/";
/// Namespace of PROV-O.
pub const PROV: &str = "http://www.w3.org/ns/prov#";
/// Namespace of Web Annotation.
pub const OA: &str = "http://www.w3.org/ns/oa#";
/// Namespace of SKOS.
pub const SKOS: &str = "http://www.w3.org/2004/02/skos/core#";
/// Namespace of schema.org.
pub const SCHEMA: &str = "https://schema.org/";

/// The namespaces that a workspace may change in `aikg.toml`.
///
/// ```
/// let ns = aikg::model::Namespaces::default();
/// assert_eq!(ns.entity("openai"), "https://w3id.org/aikg/id/openai");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Namespaces {
    /// Classes, properties and qualifiers; prefix `ai:`.
    pub vocabulary: String,
    /// Entities; prefix `id:`.
    pub entity: String,
    /// Statements; prefix `stmt:`.
    pub statement: String,
    /// Documents, and the named graphs that hold their statements; prefix `doc:`.
    pub document: String,
    /// Graphs that are not documents (`believed`, `names`, `vocabulary`); prefix `graph:`.
    pub graph: String,
}

impl Default for Namespaces {
    fn default() -> Self {
        Self {
            vocabulary: "https://w3id.org/aikg/ns#".into(),
            entity: "https://w3id.org/aikg/id/".into(),
            statement: "https://w3id.org/aikg/statement/".into(),
            document: "https://w3id.org/aikg/doc/".into(),
            graph: "https://w3id.org/aikg/graph/".into(),
        }
    }
}

impl Namespaces {
    /// IRI of a class, property or qualifier of the vocabulary.
    pub fn vocabulary(&self, local: &str) -> String {
        format!("{}{local}", self.vocabulary)
    }

    /// IRI of an entity.
    pub fn entity(&self, local: &str) -> String {
        format!("{}{local}", self.entity)
    }

    /// IRI of a statement.
    pub fn statement(&self, local: &str) -> String {
        format!("{}{local}", self.statement)
    }

    /// IRI of a document and of its graph.
    pub fn document(&self, local: &str) -> String {
        format!("{}{local}", self.document)
    }

    /// IRI of a graph that is no document: `believed`, `names`, `entities`, `vocabulary`.
    pub fn graph(&self, local: &str) -> String {
        format!("{}{local}", self.graph)
    }

    /// An IRI with the prefix of the longest namespace that it is in, else as it is.
    pub fn shortened(&self, iri: &str) -> String {
        let prefixes = self.prefixes();
        let found = prefixes
            .iter()
            .filter(|(_, ns)| iri.starts_with(ns))
            .max_by_key(|(_, ns)| ns.len());
        match found {
            Some((prefix, ns)) => format!("{prefix}:{}", &iri[ns.len()..]),
            None => iri.to_string(),
        }
    }

    /// The IRI of a prefixed name, where the prefix is known; any other text as it is.
    pub fn expanded(&self, name: &str) -> String {
        let prefixes = self.prefixes();
        let found = name.split_once(':').and_then(|(prefix, local)| {
            let (_, space) = prefixes.iter().find(|(known, _)| *known == prefix)?;
            Some(format!("{space}{local}"))
        });
        found.unwrap_or_else(|| name.to_string())
    }

    /// Prefixes known to every query and used in every file written, sorted by prefix.
    pub fn prefixes(&self) -> Vec<(&'static str, &str)> {
        vec![
            ("ai", &self.vocabulary),
            ("dct", DCT),
            ("doc", &self.document),
            ("graph", &self.graph),
            ("id", &self.entity),
            ("oa", OA),
            ("prov", PROV),
            ("rdf", RDF),
            ("rdfs", RDFS),
            ("skos", SKOS),
            ("stmt", &self.statement),
            ("xsd", XSD),
        ]
    }
}
