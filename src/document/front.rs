//! Front matter: YAML between `---` lines, TOML between `+++` lines, or a JSON object, at the head of a text.

use crate::document::{DocumentError, yaml};
use crate::model::place::line_column;
use crate::source::{Hints, Media};

/// What the front matter says, and where the body begins (0 if there is no front matter).
#[derive(Debug, Default)]
pub struct Front {
    /// Fields understood.
    pub known: Hints,
    /// First byte after the closing line.
    pub body: usize,
}

/// Reads the front matter of a text, if it has one.
///
/// # Errors
/// The block is not closed by a line of its own within the text, or cannot be parsed.
pub fn read(text: &str) -> Result<Front, DocumentError> {
    let lead = text.len() - text.trim_start_matches('\u{feff}').len();
    if text[lead..].starts_with('{') {
        return Ok(json(text, lead).unwrap_or_default());
    }
    let Some(fence @ ("---" | "+++")) = text.get(lead..lead + 3) else {
        return Ok(Front::default());
    };
    let Some(open) = text[lead..].find('\n').map(|n| lead + n + 1) else {
        return Ok(Front::default());
    };
    if text[lead + 3..open].trim() != "" {
        return Ok(Front::default());
    }
    let Some((close, body)) = closing(text, open, fence) else {
        // A text may begin with a rule instead of front matter.
        return if text[open..].lines().next().is_some_and(|l| l.contains(':')) {
            Err(DocumentError::FrontMatter {
                line: 1,
                message: format!("no closing line '{fence}'"),
            })
        } else {
            Ok(Front::default())
        };
    };
    let block = &text[open..close];
    let known = if fence == "---" {
        yaml::read(block)?
    } else {
        toml(block)?
    };
    Ok(Front { known, body })
}

/// Start of the closing line and of what follows it.
fn closing(text: &str, open: usize, fence: &str) -> Option<(usize, usize)> {
    let mut at = open;
    for line in text[open..].split_inclusive('\n') {
        if line.trim_end() == fence {
            return Some((at, at + line.len()));
        }
        at += line.len();
    }
    None
}

/// A JSON object that ends its line; a text that begins with a bracket for another reason has no front matter.
fn json(text: &str, lead: usize) -> Option<Front> {
    let mut values =
        serde_json::Deserializer::from_str(&text[lead..]).into_iter::<serde_json::Map<_, _>>();
    let map: serde_json::Map<String, serde_json::Value> = values.next()?.ok()?;
    let end = lead + values.byte_offset();
    let body = match text[end..].find('\n') {
        Some(n) if text[end..end + n].trim().is_empty() => end + n + 1,
        None if text[end..].trim().is_empty() => text.len(),
        _ => return None,
    };
    let mut known = Hints {
        media: Media::Markdown,
        ..Hints::default()
    };
    for (key, value) in &map {
        let values = value
            .as_array()
            .map_or(std::slice::from_ref(value), Vec::as_slice);
        for value in values {
            match value.get("name").unwrap_or(value) {
                serde_json::Value::String(s) => known.set(key, s),
                other => other.is_number() && known.set(key, &other.to_string()),
            };
        }
    }
    Some(Front { known, body })
}

fn toml(block: &str) -> Result<Hints, DocumentError> {
    let table: toml::Table = block.parse().map_err(|e: toml::de::Error| {
        // The mark that opens the block is a line too.
        let line = e.span().map_or(1, |s| line_column(block, s.start).0 + 1);
        DocumentError::FrontMatter {
            line,
            message: e.message().to_string(),
        }
    })?;
    let mut known = Hints {
        media: Media::Markdown,
        ..Hints::default()
    };
    for (key, value) in &table {
        let texts: Vec<String> = match value {
            toml::Value::Array(items) => items
                .iter()
                .filter_map(|i| i.as_str().map(String::from))
                .collect(),
            toml::Value::String(s) => vec![s.clone()],
            other => vec![other.to_string()],
        };
        for text in texts {
            known.set(key, &text);
        }
    }
    Ok(known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_yaml_and_toml() {
        let yaml =
            read("---\ntitle: \"A: b\"\ndate: 2026-04-24\nauthor:\n  - name: Ann\n---\nX").unwrap();
        assert_eq!(yaml.known.title.as_deref(), Some("A: b"));
        assert_eq!(yaml.known.issued.as_deref(), Some("2026-04-24"));
        assert_eq!(yaml.known.authors, ["Ann"]);
        let toml = read("+++\ntitle = 'T'\ndate = 2026-04-24\n+++\nX").unwrap();
        assert_eq!(toml.known.issued.as_deref(), Some("2026-04-24"));
    }

    #[test]
    fn reads_json() {
        let json =
            read("{\n\"title\": \"T\", \"date\": \"2026-04-24\", \"authors\": [\"Ann\"]\n}\n\nX")
                .unwrap();
        assert_eq!(json.known.title.as_deref(), Some("T"));
        assert_eq!(json.known.authors, ["Ann"]);
        assert_eq!(json.body, 59);
        assert_eq!(read("{ no front matter\n").unwrap().body, 0);
    }

    #[test]
    fn broken_blocks_say_their_line() {
        let error = read("---\ntitle: \"open\nx: [\n---\n").unwrap_err();
        assert!(matches!(error, DocumentError::FrontMatter { .. }));
        assert!(read("---\ntitle: x\n").is_err());
        assert_eq!(read("---\n\nA rule, then text.\n").unwrap().body, 0);
    }
}
