//! Terms as bytes: the entries of the dictionary.
//!
//! One letter for the kind, then the text; a datatype or language stands before the text, ended by
//! a zero byte, which neither may hold.

use crate::model::iri::XSD;
use crate::model::slug::digest;
use crate::store::index::id::{Id, Tag};
use crate::store::index::inline;
use oxigraph::model::vocab::rdf;
use oxigraph::model::{
    BlankNode, GraphNameRef, Literal, LiteralRef, NamedNode, NamedNodeRef, NamedOrBlankNodeRef,
    Term, TermRef,
};

/// The first 16 bytes of the SHA-256 of a record: its key in the dictionary.
pub(crate) type Hash = [u8; 16];

/// The hash of a record.
pub(crate) fn hash(record: &[u8]) -> Hash {
    use sha2::{Digest, Sha256};
    Sha256::digest(record)
        .first_chunk()
        .copied()
        .unwrap_or_default()
}

/// What a term becomes: an id at once, or a tag with the record that now stands in the buffer.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Encoded {
    Inline(Id),
    Record(Tag),
}

/// Encodes a term; a record is written to `buffer`, whose old content goes.
pub(crate) fn encode(term: TermRef<'_>, buffer: &mut Vec<u8>) -> Encoded {
    match term {
        TermRef::NamedNode(node) => encode_node(node, buffer),
        TermRef::BlankNode(node) => fill(buffer, b'b', None, node.as_str(), Tag::Blank),
        TermRef::Literal(literal) => encode_literal(literal, buffer),
    }
}

/// Encodes an IRI.
pub(crate) fn encode_node(node: NamedNodeRef<'_>, buffer: &mut Vec<u8>) -> Encoded {
    fill(buffer, b'i', None, node.as_str(), Tag::Iri)
}

/// Encodes a subject.
pub(crate) fn encode_subject(subject: NamedOrBlankNodeRef<'_>, buffer: &mut Vec<u8>) -> Encoded {
    encode(subject.into(), buffer)
}

/// Encodes the name of a graph.
pub(crate) fn encode_graph(graph: GraphNameRef<'_>, buffer: &mut Vec<u8>) -> Encoded {
    match graph {
        GraphNameRef::NamedNode(node) => encode(node.into(), buffer),
        GraphNameRef::BlankNode(node) => encode(node.into(), buffer),
        GraphNameRef::DefaultGraph => Encoded::Inline(Id::DEFAULT),
    }
}

fn encode_literal(literal: LiteralRef<'_>, buffer: &mut Vec<u8>) -> Encoded {
    let text = literal.value();
    if let Some(language) = literal.language() {
        return fill(buffer, b'l', Some(language), text, Tag::Literal);
    }
    let datatype = literal.datatype().as_str();
    match datatype.strip_prefix(XSD) {
        Some("string") => fill(buffer, b's', None, text, Tag::Literal),
        Some(name) => match inline::encode(text, name) {
            Some(id) => Encoded::Inline(id),
            None => fill(buffer, b'x', Some(name), text, Tag::Literal),
        },
        None => fill(buffer, b't', Some(datatype), text, Tag::Literal),
    }
}

fn fill(buffer: &mut Vec<u8>, kind: u8, note: Option<&str>, text: &str, tag: Tag) -> Encoded {
    buffer.clear();
    buffer.push(kind);
    if let Some(note) = note {
        buffer.extend_from_slice(note.as_bytes());
        buffer.push(0);
    }
    buffer.extend_from_slice(text.as_bytes());
    Encoded::Record(tag)
}

/// The term of a record; `None` where the record is damaged.
pub(crate) fn decode(record: &[u8]) -> Option<Term> {
    let (kind, rest) = record.split_first()?;
    let rest = std::str::from_utf8(rest).ok()?;
    Some(match kind {
        b'i' => NamedNode::new_unchecked(rest).into(),
        b'b' => BlankNode::new_unchecked(rest).into(),
        b's' => Literal::new_simple_literal(rest).into(),
        b'l' => {
            let (language, text) = rest.split_once('\0')?;
            Literal::new_language_tagged_literal_unchecked(text, language).into()
        }
        b'x' => {
            let (name, text) = rest.split_once('\0')?;
            typed(text, &format!("{XSD}{name}"))
        }
        b't' => {
            let (datatype, text) = rest.split_once('\0')?;
            typed(text, datatype)
        }
        _ => return None,
    })
}

/// Whether a record is of a term as RDF has it: its IRI absolute, its language tag well formed.
pub(crate) fn is_valid(record: &[u8]) -> bool {
    let Some((kind, rest)) = record.split_first() else {
        return false;
    };
    let Ok(rest) = std::str::from_utf8(rest) else {
        return false;
    };
    let note = rest.split_once('\0').map(|(note, _)| note);
    match kind {
        b'i' => NamedNodeRef::new(rest).is_ok(),
        b'l' => note.is_some_and(|tag| Literal::new_language_tagged_literal("", tag).is_ok()),
        b'x' => note.is_some_and(|name| NamedNode::new(format!("{XSD}{name}")).is_ok()),
        // A text in a language has its tag.
        b't' => note
            .is_some_and(|iri| iri != rdf::LANG_STRING.as_str() && NamedNodeRef::new(iri).is_ok()),
        _ => true,
    }
}

/// The tag of the id of a record; `None` where it is damaged.
pub(crate) fn tag(record: &[u8]) -> Option<Tag> {
    match record.first()? {
        b'i' => Some(Tag::Iri),
        b'b' => Some(Tag::Blank),
        b's' | b'l' | b'x' | b't' => Some(Tag::Literal),
        _ => None,
    }
}

/// The term of an inline id.
pub(crate) fn decode_inline(id: Id) -> Option<Term> {
    let (text, name) = inline::decode(id)?;
    Some(typed(&text, &format!("{XSD}{name}")))
}

fn typed(text: &str, datatype: &str) -> Term {
    Literal::new_typed_literal(text, NamedNode::new_unchecked(datatype)).into()
}

/// The record of a blank node with something put before its label.
pub(crate) fn with_label_prefix(record: &[u8], prefix: &str) -> Vec<u8> {
    let label = record.get(1..).unwrap_or_default();
    [b"b", prefix.as_bytes(), label].concat()
}

/// A prefix for the labels of the blank nodes of a data set, so that two sets share none.
pub(crate) fn blank_prefix(name: &str) -> String {
    format!("b{}", digest(name.as_bytes()).get(..10).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::{Encoded, decode, decode_inline, encode};
    use oxigraph::model::vocab::xsd;
    use oxigraph::model::{BlankNode, Literal, NamedNode, Term};

    #[test]
    fn a_term_comes_back() {
        let iri = |text: &str| NamedNode::new_unchecked(text);
        let terms: Vec<Term> = vec![
            iri("https://example.org/é").into(),
            BlankNode::new_unchecked("x1").into(),
            Literal::new_simple_literal("a\0b").into(),
            Literal::new_language_tagged_literal_unchecked("chat", "fr").into(),
            Literal::new_typed_literal("5", xsd::DECIMAL).into(),
            Literal::new_typed_literal("5.0", xsd::DECIMAL).into(),
            Literal::new_typed_literal("x", iri("https://example.org/type")).into(),
        ];
        for term in terms {
            let mut buffer = Vec::new();
            let back = match encode(term.as_ref(), &mut buffer) {
                Encoded::Inline(id) => decode_inline(id),
                Encoded::Record(_) => decode(&buffer),
            };
            assert_eq!(back, Some(term));
        }
    }
}
