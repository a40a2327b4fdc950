//! How the rows of a question make a picture.

use crate::query::words::{Fault, words};

/// Rows as the edges of a graph: names of columns, without `?`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View {
    /// Column of the nodes where edges start.
    pub source: String,
    /// Column of the nodes where edges end.
    pub target: String,
    /// Column of the edges' names.
    pub label: Option<String>,
}

/// Reads `graph source=?a target=?b label=?c`.
pub(crate) fn read_view(text: &str) -> Result<View, Fault> {
    let mut words = words(text)?.into_iter();
    let first = words
        .next()
        .ok_or((text.len(), "expected 'graph'".to_string()))?;
    if first.text != "graph" || first.key.is_some() {
        return Err((
            first.offset,
            format!("'{}' is no view: expected 'graph'", first.text),
        ));
    }
    let (mut source, mut target, mut label) = (None, None, None);
    for word in words {
        let slot = match word.key.as_deref() {
            Some("source") => &mut source,
            Some("target") => &mut target,
            Some("label") => &mut label,
            _ => {
                let message = "expected source=?column, target=?column or label=?column";
                return Err((word.offset, message.into()));
            }
        };
        *slot = Some(word.text.trim_start_matches('?').to_string());
    }
    match (source, target) {
        (Some(source), Some(target)) => Ok(View {
            source,
            target,
            label,
        }),
        _ => Err((
            text.len(),
            "a graph needs source=?column and target=?column".into(),
        )),
    }
}
