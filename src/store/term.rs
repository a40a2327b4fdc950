//! Values of the model to RDF terms and back.

use crate::model::iri::XSD;
use crate::model::{Date, Namespaces, Value};
use oxigraph::model::vocab::xsd;
use oxigraph::model::{Literal, NamedNode, Term, TermRef};
use rust_decimal::Decimal;

/// IRI of a local name within a namespace; what an IRI may not hold is percent-encoded.
pub(crate) fn iri(namespace: &str, local: &str) -> String {
    let mut out = String::with_capacity(namespace.len() + local.len());
    out.push_str(namespace);
    for c in local.chars() {
        if c.is_ascii_control() || " <>\"{}|\\^`%".contains(c) {
            out.push_str(&format!("%{:02X}", u32::from(c)));
        } else {
            out.push(c);
        }
    }
    out
}

/// The local name of an IRI within a namespace: the inverse of [`iri`].
pub(crate) fn local(namespace: &str, iri: &str) -> Option<String> {
    let rest = iri.strip_prefix(namespace)?;
    if !rest.contains('%') {
        return Some(rest.to_string());
    }
    let mut out = String::with_capacity(rest.len());
    let mut pieces = rest.split('%');
    out.push_str(pieces.next().unwrap_or_default());
    for piece in pieces {
        let code = piece.get(..2).and_then(|c| u8::from_str_radix(c, 16).ok());
        let code = code.filter(u8::is_ascii)?;
        out.push(char::from(code));
        out.push_str(piece.get(2..)?);
    }
    Some(out)
}

/// The known prefix and the local name of an IRI: `("rdfs", "label")`; no prefix where none fits.
pub(crate) fn short<'i>(iri: &'i str, namespaces: &Namespaces) -> (&'static str, &'i str) {
    let fits = |(prefix, namespace): (&'static str, &str)| {
        let local = iri.strip_prefix(namespace)?;
        (!local.is_empty()).then_some((prefix, local))
    };
    let all = namespaces.prefixes().into_iter();
    all.filter_map(fits)
        .min_by_key(|(_, local)| local.len())
        .unwrap_or(("", iri))
}

/// A named node of a local name within a namespace.
pub(crate) fn node(namespace: &str, local: &str) -> NamedNode {
    NamedNode::new_unchecked(iri(namespace, local))
}

/// The term that stands for a value.
pub(crate) fn term(value: &Value, namespaces: &Namespaces) -> Term {
    match value {
        Value::Entity(id) => node(&namespaces.entity, id.as_str()).into(),
        Value::Text(text) => Literal::new_simple_literal(text).into(),
        Value::Integer(n) => Literal::new_typed_literal(n.to_string(), xsd::INTEGER).into(),
        Value::Decimal(d) => Literal::new_typed_literal(decimal(*d), xsd::DECIMAL).into(),
        Value::Boolean(b) => Literal::new_typed_literal(b.to_string(), xsd::BOOLEAN).into(),
        Value::Date(d) => Literal::new_typed_literal(d.to_string(), date_type(*d)).into(),
    }
}

/// The value that a term stands for; `None` for what no statement may say.
pub(crate) fn value(term: TermRef<'_>, namespaces: &Namespaces) -> Option<Value> {
    let literal = match term {
        TermRef::NamedNode(node) => {
            return local(&namespaces.entity, node.as_str()).map(|id| Value::Entity(id.into()));
        }
        TermRef::BlankNode(_) => return None,
        TermRef::Literal(literal) => literal,
    };
    if literal.language().is_some() {
        return None;
    }
    let text = literal.value();
    match literal.datatype().as_str().strip_prefix(XSD)? {
        "string" => Some(Value::Text(text.into())),
        "integer" => text.parse().ok().map(Value::Integer),
        "decimal" => Decimal::from_str_exact(text).ok().map(Value::Decimal),
        "boolean" => text.parse().ok().map(Value::Boolean),
        kind @ ("date" | "gYearMonth" | "gYear") => {
            let date: Date = text.parse().ok()?;
            (date.datatype() == kind).then_some(Value::Date(date))
        }
        _ => None,
    }
}

/// The canonical form of `xsd:decimal`: no trailing zeros, but a digit after the point.
pub(crate) fn decimal(number: Decimal) -> String {
    let mut text = number.normalize().to_string();
    if !text.contains('.') {
        text.push_str(".0");
    }
    text
}

/// The datatype of a date of this precision.
pub(crate) fn date_type(date: Date) -> NamedNode {
    NamedNode::new_unchecked(format!("{XSD}{}", date.datatype()))
}

#[cfg(test)]
mod tests {
    use super::{iri, local, term, value};
    use crate::model::{Namespaces, Value};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn any_local_name_comes_back(name in any::<String>()) {
            prop_assert_eq!(local("n:", &iri("n:", &name)).unwrap(), name);
        }
    }

    #[test]
    fn a_value_comes_back() {
        let ns = Namespaces::default();
        let values = [
            Value::Entity("a-1".into()),
            Value::Integer(-7),
            Value::Decimal("1.50".parse().unwrap()),
            Value::Decimal("5".parse().unwrap()),
            Value::Date("2026-04".parse().unwrap()),
            Value::Boolean(true),
            Value::Text("\"\n\\".into()),
        ];
        for v in values {
            assert_eq!(value(term(&v, &ns).as_ref(), &ns), Some(v));
        }
    }
}
