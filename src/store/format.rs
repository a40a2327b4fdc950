//! The RDF formats by name and by file ending.

use crate::store::compression::Compression;
use crate::store::fault::StoreError;
use oxigraph::io::RdfFormat;
use std::str::FromStr;

/// A format of RDF text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Turtle, one graph.
    Turtle,
    /// TriG, named graphs.
    TriG,
    /// N-Triples, one graph, a triple a line.
    NTriples,
    /// N-Quads, named graphs, a quad a line.
    NQuads,
    /// JSON-LD, named graphs.
    JsonLd,
    /// RDF/XML, one graph.
    RdfXml,
    /// Notation3, read as far as it is RDF.
    N3,
}

impl Format {
    /// All formats with their name and the usual file endings.
    pub const ALL: [(Self, &'static str, &'static [&'static str]); 7] = [
        (Self::Turtle, "turtle", &["ttl"]),
        (Self::TriG, "trig", &["trig"]),
        (Self::NTriples, "ntriples", &["nt"]),
        (Self::NQuads, "nquads", &["nq"]),
        (Self::JsonLd, "jsonld", &["jsonld", "json"]),
        (Self::RdfXml, "rdfxml", &["rdf", "owl", "xml"]),
        (Self::N3, "n3", &["n3"]),
    ];

    /// The format that the ending of a file name stands for; `.gz` and `.zst` behind it are passed over.
    ///
    /// # Errors
    /// An ending of none of them.
    pub fn of_file(name: &str) -> Result<Self, StoreError> {
        let (_, plain) = Compression::of_file(name);
        let ending = plain.rsplit_once('.').map_or("", |(_, ending)| ending);
        let ending = ending.to_ascii_lowercase();
        let known = Self::ALL
            .iter()
            .find(|(_, _, endings)| endings.contains(&ending.as_str()));
        known
            .map(|(format, ..)| *format)
            .ok_or_else(|| StoreError::Format(name.into()))
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        let own = Self::ALL.iter().find(|(format, ..)| *format == self);
        own.map_or("", |(_, name, _)| name)
    }

    /// The usual ending of a file of this format.
    pub fn ending(self) -> &'static str {
        let own = Self::ALL.iter().find(|(format, ..)| *format == self);
        own.and_then(|(_, _, endings)| endings.first())
            .copied()
            .unwrap_or("nq")
    }

    /// Whether it can name graphs.
    pub fn has_graphs(self) -> bool {
        matches!(self, Self::TriG | Self::NQuads | Self::JsonLd)
    }

    pub(crate) fn rdf(self) -> RdfFormat {
        match self {
            Self::Turtle => RdfFormat::Turtle,
            Self::TriG => RdfFormat::TriG,
            Self::NTriples => RdfFormat::NTriples,
            Self::NQuads => RdfFormat::NQuads,
            Self::JsonLd => RdfFormat::JsonLd {
                profile: oxigraph::io::JsonLdProfileSet::empty(),
            },
            Self::RdfXml => RdfFormat::RdfXml,
            Self::N3 => RdfFormat::N3,
        }
    }
}

impl FromStr for Format {
    type Err = StoreError;

    /// Reads a name or a file ending.
    fn from_str(name: &str) -> Result<Self, StoreError> {
        let name = name.to_ascii_lowercase();
        let fits =
            |known: &&str, endings: &[&str]| **known == name || endings.contains(&name.as_str());
        let found = Self::ALL
            .iter()
            .find(|(_, known, endings)| fits(known, endings));
        found
            .map(|(format, ..)| *format)
            .ok_or(StoreError::Format(name))
    }
}

#[cfg(test)]
mod tests {
    use super::Format;

    #[test]
    fn names_and_endings_are_known() {
        assert_eq!("ttl".parse::<Format>().unwrap(), Format::Turtle);
        assert_eq!("NQuads".parse::<Format>().unwrap(), Format::NQuads);
        assert_eq!(Format::of_file("a/b.c.TRIG").unwrap(), Format::TriG);
        assert_eq!(Format::of_file("a.nt.gz").unwrap(), Format::NTriples);
        assert!(Format::of_file("README").is_err());
    }
}
