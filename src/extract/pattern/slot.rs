//! The elements of a pattern that stand for other words: arguments (`<s>`, `<N=property>`) and gaps (`_{0,3}`).

use crate::extract::pattern::{Accept, Node, Role};
use crate::mention::Lexicon;

/// What stands behind the `_` of a gap: nothing, or its bounds.
///
/// # Errors
/// Bounds that cannot be read or are too far.
pub(in crate::extract) fn gap(body: &str) -> Result<Node, String> {
    if body.is_empty() {
        return Ok(Node::Gap(1, 1));
    }
    let inner = body.strip_prefix('{').and_then(|b| b.strip_suffix('}'));
    let bounds = inner.and_then(|i| i.split_once(','));
    let parsed = bounds.and_then(|(a, b)| Some((a.parse().ok()?, b.parse().ok()?)));
    match parsed {
        Some((least, most)) if least <= most && most <= 24 => Ok(Node::Gap(least, most)),
        _ => Err(format!(
            "'_{body}': write a gap as _{{0,3}}, of at most 24 tokens"
        )),
    }
}

/// What stands within the brackets of an argument.
///
/// # Errors
/// A sentence that says what is no argument or class.
pub(in crate::extract) fn argument(body: &str, lexicon: &Lexicon) -> Result<Node, String> {
    let (head, property) = match body.split_once('=') {
        Some((head, property)) => (head, Some(property.into())),
        None => (body, None),
    };
    let (head, known) = match head.strip_suffix('!') {
        Some(head) => (head, true),
        None => (head, false),
    };
    let (head, detail) = match head.split_once(':') {
        Some((head, detail)) => (head, Some(detail)),
        None => (head, None),
    };
    if let ("s", Some("maker")) = (head, detail) {
        return Ok(Node::Argument(Role::Subject, Accept::Maker));
    }
    let mut classes = 0;
    if matches!(head, "s" | "o") || head.starts_with("q.") {
        for class in detail.into_iter().flat_map(|d| d.split('|')) {
            let bits = lexicon.bits(&[class]);
            if bits == 0 && !matches!(class, "D" | "$" | "N") {
                return Err(format!("'{class}' in '<{body}>' is no class"));
            }
            classes |= bits;
        }
    }
    let object = Role::Object(property);
    let named = if known {
        Accept::Known(classes)
    } else {
        Accept::Name(classes)
    };
    let node = match head {
        "s" => Node::Argument(Role::Subject, named),
        "o" => Node::Argument(object, named),
        "N" => Node::Argument(
            object,
            detail.map_or(Accept::Count, |d| Accept::Unit(d.to_string())),
        ),
        "$" => Node::Argument(object, Accept::Money),
        "%" => Node::Argument(object, Accept::Percent),
        "D" => Node::Argument(object, Accept::Date),
        other => match other.strip_prefix("q.") {
            Some(name) => {
                let accept = match detail {
                    Some("D") => Accept::Date,
                    Some("$") => Accept::Money,
                    Some("N") => Accept::Count,
                    _ => named,
                };
                Node::Argument(Role::Qualifier(name.into()), accept)
            }
            None => return Err(format!("'<{body}>' is no argument")),
        },
    };
    Ok(node)
}
