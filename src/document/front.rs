//! Front matter: YAML between `---` lines, TOML between `+++` lines, or a JSON object, at the head of a text.

use crate::document::DocumentError;
use crate::model::Date;
use crate::model::date::DateError;
use crate::model::place::line_column;
use crate::source::{Hints, Media};
use yaml_rust2::Yaml;
use yaml_rust2::parser::{Event, Parser};
use yaml_rust2::scanner::TScalarStyle;

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
        yaml(block)?
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

/// The day that Jekyll puts at the head of a post's name, `2026-02-03-codex-on-macos`.
pub fn dated(stem: &str) -> Option<String> {
    let day: Date = stem.get(..10)?.parse().ok()?;
    (stem.as_bytes().get(10) == Some(&b'-')).then(|| day.to_string())
}

/// The fields of a block of YAML: scalars, lists of scalars, and maps with a `name` (as some generators write
/// authors). No tree is made of it, so that depth and aliases cost nothing; what an alias stands for is left out.
fn yaml(block: &str) -> Result<Hints, DocumentError> {
    let mut parser = Parser::new_from_str(block);
    let mut fields = Fields {
        known: Hints {
            media: Media::Markdown,
            ..Hints::default()
        },
        open: Vec::new(),
    };
    loop {
        let next = parser.next_token();
        let (event, _) = next.map_err(|e| DocumentError::FrontMatter {
            line: e.marker().line() + 1,
            message: e.info().to_string(),
        })?;
        match event {
            Event::MappingStart(..) => fields.begin(true),
            Event::SequenceStart(..) => fields.begin(false),
            Event::MappingEnd | Event::SequenceEnd => fields.end(),
            Event::Scalar(text, style, ..) => fields.scalar(text, style),
            Event::Alias(_) => fields.pass(String::new()),
            Event::DocumentEnd | Event::StreamEnd => return Ok(fields.known),
            _ => {}
        }
    }
}

/// The fields found so far, and the maps and lists that are open.
struct Fields {
    known: Hints,
    open: Vec<Level>,
}

/// A map or a list.
struct Level {
    map: bool,
    /// The key whose value comes next, in a map.
    key: Option<String>,
    /// Its scalars are values of the field that is the key of the outermost map.
    counts: bool,
}

impl Fields {
    fn begin(&mut self, map: bool) {
        let counts = self.open.is_empty() || self.counts();
        self.open.push(Level {
            map,
            key: None,
            counts,
        });
    }

    fn end(&mut self) {
        self.open.pop();
        self.pass(String::new());
    }

    /// Whether a value that comes now is one of a field: in the outermost map, in a list, or the `name` of a map.
    fn counts(&self) -> bool {
        let Some(level) = self.open.last() else {
            return false;
        };
        let named = match &level.key {
            None => !level.map && self.open.len() > 1,
            Some(key) => self.open.len() == 1 || key == "name",
        };
        level.counts && named
    }

    fn scalar(&mut self, text: String, style: TScalarStyle) {
        if self.counts()
            && let Some(field) = self.open.first().and_then(|outer| outer.key.as_deref())
        {
            let value = match style {
                TScalarStyle::Plain => match Yaml::from_str(&text) {
                    Yaml::String(s) | Yaml::Real(s) => Some(s),
                    Yaml::Integer(n) => Some(n.to_string()),
                    _ => None,
                },
                _ => Some(text.clone()),
            };
            if let Some(value) = value {
                self.known.set(field, &value);
            }
        }
        self.pass(text);
    }

    /// A key or a value is over.
    fn pass(&mut self, text: String) {
        if let Some(level) = self.open.last_mut().filter(|level| level.map) {
            level.key = match level.key.take() {
                None => Some(text),
                Some(_) => None,
            };
        }
    }
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

/// The date at the head of a text such as `2026-04-24`, `2026-04-24T10:00:00Z`, `April 24, 2026`.
///
/// # Errors
/// The text begins with no date.
pub fn date(text: &str) -> Result<Date, DateError> {
    let text = text.trim();
    let unmarked = text.replacen(". ", " ", 1).replacen("Sept ", "Sep ", 1);
    let iso = text.split(['T', ' ']).next().unwrap_or(text);
    if let Ok(date) = iso.replace('/', "-").parse() {
        return Ok(date);
    }
    let formats = [
        "%B %d, %Y",
        "%b %d, %Y",
        "%d %B %Y",
        "%d %b %Y",
        "%a, %d %b %Y",
        "%a %b %d %Y",
        "%A, %B %d, %Y",
        "%A, %d %B %Y",
        "%d.%m.%Y",
        "%b %d %Y",
        "%B %d %Y",
        "%Y%m%d",
    ];
    let head: Vec<&str> = unmarked.split_whitespace().take(4).collect();
    for format in formats {
        let words = format.split_whitespace().count();
        let candidate = head
            .get(..words.min(head.len()))
            .unwrap_or_default()
            .join(" ");
        let day = chrono::NaiveDate::parse_from_str(&candidate, format).ok();
        if let Some(day) = day.and_then(Date::from_civil) {
            return Ok(day);
        }
    }
    Err(DateError(text.to_string()))
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
    fn reads_lists_and_names_of_yaml_and_nothing_deeper() {
        let block = "title: T\ntags: {a: b}\n? [x, y]\n: z\nauthor: [Ann, {name: [Bo], mail: c@x}, 7, ~, [Di]]\n\
                     publisher: *gone\nlanguage: en\nurl: {site: {name: no}}\nabout: &gone X";
        let known =
            yaml(&block.replace("publisher: *gone", "base: &gone P\npublisher: *gone")).unwrap();
        assert_eq!(known.title.as_deref(), Some("T"));
        assert_eq!(known.authors, ["Ann", "Bo", "7", "Di"]);
        assert_eq!((known.publisher, known.address), (None, None));
        assert_eq!(known.language.as_deref(), Some("en"));
    }

    #[test]
    fn depth_and_aliases_of_yaml_cost_nothing() {
        assert!(yaml(&format!("title: T\na:\n{}x", "- ".repeat(100_000))).is_ok());
        let mut laughs = "title: T\na0: &a0 [x, x]\n".to_string();
        for n in 1..60 {
            let before = n - 1;
            laughs.push_str(&format!("a{n}: &a{n} [*a{before}, *a{before}]\n"));
        }
        assert_eq!(yaml(&laughs).unwrap().title.as_deref(), Some("T"));
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
        assert_eq!(dated("2026-02-03-codex").as_deref(), Some("2026-02-03"));
    }

    #[test]
    fn broken_blocks_say_their_line() {
        let error = read("---\ntitle: \"open\nx: [\n---\n").unwrap_err();
        assert!(matches!(error, DocumentError::FrontMatter { .. }));
        assert!(read("---\ntitle: x\n").is_err());
        assert_eq!(read("---\n\nA rule, then text.\n").unwrap().body, 0);
    }

    #[test]
    fn dates_of_the_press() {
        for text in [
            "2026-04-24T08:00:00Z",
            "April 24, 2026",
            "24 April 2026",
            "Fri, 24 Apr 2026 10:00",
            "Apr. 24, 2026",
            "Apr 24 2026",
            "Fri Apr 24 2026 18:30:00 GMT+0000 (Coordinated Universal Time)",
            "Friday, April 24, 2026",
            "Friday, 24 April 2026",
            "20260424",
        ] {
            assert_eq!(date(text).unwrap().to_string(), "2026-04-24", "{text}");
        }
        assert!(date("soon").is_err());
    }
}
