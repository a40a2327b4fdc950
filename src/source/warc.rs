//! Web archives (WARC 1.0 and 1.1, ISO 28500): the pages in them.

use crate::source::input::{Data, Input, Sources, of_io, once};
use crate::source::kind::Kind;
use crate::source::limit::BYTES;
use crate::source::response::{self, Fields, Response};
use crate::source::{Media, SourceError, address};
use std::io::{self, BufReader, Read};
use url::Url;

/// The pages of an archive, record by record: answers with status 200, resources and conversions, where
/// they are texts. All other records are passed over.
pub(crate) struct Records {
    input: Input,
    reader: Option<BufReader<Data>>,
    number: usize,
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

    fn place(&self) -> String {
        format!("record {}", self.number)
    }

    fn origin(&self) -> String {
        format!("{}, {}", self.input.origin, self.place())
    }

    fn broken(&self, message: &str) -> SourceError {
        SourceError::Broken {
            origin: self.origin(),
            message: message.to_string(),
        }
    }

    /// The head and the length of the next record; `None` at the end.
    fn head(&mut self) -> Result<Option<(Fields, u64)>, SourceError> {
        let Some(reader) = &mut self.reader else {
            return Ok(None);
        };
        let head = response::head(reader).map_err(|e| of_io(&self.origin(), e))?;
        let Some((first, fields)) = head else {
            return Ok(None);
        };
        if !first.starts_with("WARC/") {
            return Err(self.broken("no record of a web archive begins here"));
        }
        let length = fields.get("content-length").and_then(|l| l.parse().ok());
        match length {
            Some(length) => Ok(Some((fields, length))),
            None => Err(self.broken("the record does not say how long it is")),
        }
    }

    /// The bytes of a record; `None` if they are too many, and passed over.
    fn content(&mut self, length: u64) -> Result<Option<Vec<u8>>, SourceError> {
        let origin = self.origin();
        let Some(reader) = &mut self.reader else {
            return Ok(None);
        };
        let mut content = reader.take(length);
        let mut bytes = Vec::new();
        let read = if length > BYTES {
            io::copy(&mut content, &mut io::sink())
        } else {
            content.read_to_end(&mut bytes).map(|read| read as u64)
        };
        match read.map_err(|e| of_io(&origin, e))? {
            read if read < length => Err(self.broken("the record is cut off")),
            _ if length > BYTES => Ok(None),
            _ => Ok(Some(bytes)),
        }
    }

    /// The page of a record; `None` if it has none.
    fn page(&self, fields: &Fields, bytes: Vec<u8>) -> Result<Option<Input>, SourceError> {
        let (media_type, body) = match fields.get("warc-type").map(String::as_str) {
            Some("response") => {
                let response = Response::read(&bytes, &self.input.budget);
                match response.map_err(|e| of_io(&self.origin(), e))? {
                    Some(response) if response.status == 200 => {
                        (response.media_type, response.body)
                    }
                    _ => return Ok(None),
                }
            }
            Some("resource" | "conversion") => (fields.get("content-type").cloned(), bytes),
            _ => return Ok(None),
        };
        let target = fields
            .get("warc-target-uri")
            .map(|t| t.trim_matches(['<', '>']));
        let target = target.filter(|t| address::is(t));
        let name = target.and_then(|t| Url::parse(t).ok());
        let name = name.map_or_else(|| self.stem(), |url| address::name(&url));
        if name == "robots.txt" || !is_text(&name, media_type.as_deref(), &body) {
            return Ok(None);
        }
        if body.len() as u64 > BYTES {
            return Err(SourceError::TooLarge {
                origin: self.origin(),
                limit: BYTES,
            });
        }
        let mut inner = self.input.inner(&self.place(), &name, body);
        inner.media_type = media_type;
        inner.hints.address = target.map(String::from);
        Ok(Some(inner))
    }

    fn stem(&self) -> String {
        format!("{}-{}", self.input.stem(), self.number)
    }
}

/// Whether a body is one that is read: by its media type, or by its own first bytes where that says nothing.
fn is_text(name: &str, media_type: Option<&str>, body: &[u8]) -> bool {
    if media_type.and_then(Kind::of_type).is_some() {
        return true;
    }
    let essence = media_type
        .and_then(|m| m.split(';').next())
        .unwrap_or("xml");
    let kind = Kind::of(name, media_type, body.get(..1024).unwrap_or(body));
    essence.trim().ends_with("xml") && kind != Kind::Document(Media::Text)
}

impl Iterator for Records {
    type Item = Sources;

    fn next(&mut self) -> Option<Sources> {
        loop {
            self.number += 1;
            let (fields, length) = match self.head() {
                Ok(None) => return None,
                Ok(Some(head)) => head,
                Err(fault) => {
                    self.reader = None;
                    return Some(once(Err(fault)));
                }
            };
            let page = match self.content(length) {
                Ok(Some(bytes)) => self.page(&fields, bytes),
                Ok(None) => Err(SourceError::TooLarge {
                    origin: self.origin(),
                    limit: BYTES,
                }),
                Err(fault) => {
                    self.reader = None;
                    return Some(once(Err(fault)));
                }
            };
            match page {
                Ok(None) => {}
                Ok(Some(page)) => return Some(page.sources()),
                Err(fault) => return Some(once(Err(fault))),
            }
        }
    }
}
