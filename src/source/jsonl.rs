//! A document a line, as JSON.

use crate::source::input::{Data, Input, of_io};
use crate::source::limit::BYTES;
use crate::source::line::{self, Line};
use crate::source::{Hints, Media, Source, SourceError, address};
use serde::Deserialize;
use serde_json::Value;
use std::io::BufReader;

/// The documents of a stream of lines
/// `{"id","url","title","publisher","date","author","language","text"|"html"|"markdown"}`.
///
/// All fields but the text may be absent; others are passed over. Where several texts are given,
/// Markdown comes before HTML, and HTML before plain text. A line that is none is a fault of its own.
pub(crate) struct Records {
    input: Input,
    reader: Option<BufReader<Data>>,
    number: usize,
}

#[derive(Deserialize)]
struct Record {
    id: Option<Value>,
    url: Option<String>,
    title: Option<String>,
    publisher: Option<String>,
    date: Option<String>,
    author: Option<Value>,
    language: Option<String>,
    text: Option<String>,
    html: Option<String>,
    markdown: Option<String>,
}

impl Records {
    pub(crate) fn new(mut input: Input) -> Self {
        let reader = Some(BufReader::new(input.take_data()));
        Self {
            input,
            reader,
            number: 0,
        }
    }

    fn record(&self, line: &[u8]) -> Result<Source, SourceError> {
        let origin = format!("{}, line {}", self.input.origin, self.number);
        let broken = |message: String| SourceError::Broken {
            origin: origin.clone(),
            message,
        };
        let record: Record = serde_json::from_slice(line).map_err(|e| {
            let told = e.to_string();
            let plain = told.split(" at line ").next().unwrap_or(&told);
            broken(format!(
                "no document as JSON: {plain} (column {})",
                e.column()
            ))
        })?;
        let texts = [
            (record.markdown, Media::Markdown),
            (record.html, Media::Html),
            (record.text, Media::Text),
        ];
        let text = texts
            .into_iter()
            .find_map(|(text, media)| Some((text?, media)));
        let Some((text, media)) = text else {
            let message = "it has none of the fields text, html and markdown";
            return Err(broken(message.into()));
        };
        let mut hints = Hints {
            id: record
                .id
                .as_ref()
                .and_then(name)
                .filter(|id| !id.is_empty()),
            title: record.title,
            publisher: record.publisher,
            authors: record.author.as_ref().map(authors).unwrap_or_default(),
            issued: record.date,
            address: record.url,
            language: record.language,
            ..Hints::default()
        };
        hints.fill(self.input.hints.clone());
        let named = hints.address.as_deref().and_then(address::stem);
        Ok(Source {
            stem: named.unwrap_or_else(|| format!("{}-{}", self.input.stem(), self.number)),
            origin,
            media,
            hints,
            listed: false,
            bytes: text.into_bytes(),
        })
    }
}

fn name(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// A name, a list of names, or objects with a name.
fn authors(value: &Value) -> Vec<String> {
    match value {
        Value::Array(all) => all.iter().flat_map(authors).collect(),
        Value::Object(fields) => fields.get("name").map(authors).unwrap_or_default(),
        other => name(other).into_iter().collect(),
    }
}

impl Iterator for Records {
    type Item = Result<Source, SourceError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let line = line::next(self.reader.as_mut()?, BYTES);
            self.number += 1;
            match line {
                Ok(Some(Line::Whole(bytes))) if bytes.trim_ascii().is_empty() => {}
                Ok(Some(Line::Whole(bytes))) => return Some(self.record(&bytes)),
                Ok(Some(Line::TooLong)) => {
                    return Some(Err(SourceError::TooLarge {
                        origin: format!("{}, line {}", self.input.origin, self.number),
                        limit: BYTES,
                    }));
                }
                Ok(None) => return None,
                Err(error) => {
                    self.reader = None;
                    let origin = format!("{}, line {}", self.input.origin, self.number);
                    return Some(Err(of_io(&origin, error)));
                }
            }
        }
    }
}
