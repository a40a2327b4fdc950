//! The fields of front matter in YAML.

use crate::document::DocumentError;
use crate::source::{Hints, Media};
use yaml_rust2::Yaml;
use yaml_rust2::parser::{Event, Parser};
use yaml_rust2::scanner::TScalarStyle;

/// The fields of a block of YAML: scalars, lists of scalars, and maps with a `name` (as some generators write
/// authors). No tree is made of it, so that depth and aliases cost nothing; what an alias stands for is left out.
///
/// # Errors
/// The block cannot be parsed.
pub fn read(block: &str) -> Result<Hints, DocumentError> {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_lists_and_names_of_yaml_and_nothing_deeper() {
        let block = "title: T\ntags: {a: b}\n? [x, y]\n: z\nauthor: [Ann, {name: [Bo], mail: c@x}, 7, ~, [Di]]\n\
                     publisher: *gone\nlanguage: en\nurl: {site: {name: no}}\nabout: &gone X";
        let known =
            read(&block.replace("publisher: *gone", "base: &gone P\npublisher: *gone")).unwrap();
        assert_eq!(known.title.as_deref(), Some("T"));
        assert_eq!(known.authors, ["Ann", "Bo", "7", "Di"]);
        assert_eq!((known.publisher, known.address), (None, None));
        assert_eq!(known.language.as_deref(), Some("en"));
    }

    #[test]
    fn depth_and_aliases_of_yaml_cost_nothing() {
        assert!(read(&format!("title: T\na:\n{}x", "- ".repeat(100_000))).is_ok());
        let mut laughs = "title: T\na0: &a0 [x, x]\n".to_string();
        for n in 1..60 {
            let before = n - 1;
            laughs.push_str(&format!("a{n}: &a{n} [*a{before}, *a{before}]\n"));
        }
        assert_eq!(read(&laughs).unwrap().title.as_deref(), Some("T"));
    }
}
