//! Mails one after another, as mbox (RFC 4155).

use crate::source::input::{Data, Input, of_io};
use crate::source::limit::BYTES;
use crate::source::line::{self, Line};
use crate::source::{Source, SourceError, message};
use std::io::BufReader;

/// The mails of a mailbox. One begins with a line `From …` at the head of the file or behind an empty
/// line; in it, `>From` stands for `From`.
pub(crate) struct Messages {
    input: Input,
    reader: Option<BufReader<Data>>,
    number: usize,
    /// The line that opens a mail was read.
    open: bool,
}

/// A mail's bytes, or that they are too many.
enum Mail {
    Whole(Vec<u8>),
    TooLarge,
}

impl Messages {
    pub(crate) fn new(mut input: Input) -> Self {
        let reader = Some(BufReader::new(input.take_data()));
        Self {
            input,
            reader,
            number: 0,
            open: false,
        }
    }

    /// Reads up to the line that opens the next mail; `None` at the end.
    fn mail(&mut self) -> std::io::Result<Option<Mail>> {
        let Some(reader) = &mut self.reader else {
            return Ok(None);
        };
        let (mut mail, mut size, mut blank) = (Vec::new(), 0, true);
        while let Some(line) = line::next(reader, BYTES)? {
            let bytes = match line {
                Line::Whole(bytes) => bytes,
                Line::TooLong => {
                    size = BYTES + 1;
                    continue;
                }
            };
            if blank && bytes.starts_with(b"From ") {
                let before = std::mem::replace(&mut self.open, true);
                if before {
                    return Ok(Some(whole(mail, size)));
                }
                continue;
            }
            blank = line::bare(&bytes).is_empty();
            size += bytes.len() as u64;
            if size > BYTES {
                mail = Vec::new();
            } else {
                mail.extend_from_slice(unquoted(&bytes));
                self.open |= !blank;
            }
        }
        self.reader = None;
        Ok(self.open.then(|| whole(mail, size)))
    }
}

fn whole(mail: Vec<u8>, size: u64) -> Mail {
    if size > BYTES {
        Mail::TooLarge
    } else {
        Mail::Whole(mail)
    }
}

fn unquoted(line: &[u8]) -> &[u8] {
    let marks = line.iter().take_while(|b| **b == b'>').count();
    match line.get(marks..) {
        Some(rest) if marks > 0 && rest.starts_with(b"From ") => line.get(1..).unwrap_or(line),
        _ => line,
    }
}

impl Iterator for Messages {
    type Item = Result<Source, SourceError>;

    fn next(&mut self) -> Option<Self::Item> {
        let mail = self.mail();
        self.number += 1;
        let origin = format!("{}, message {}", self.input.origin, self.number);
        Some(match mail {
            Ok(None) => return None,
            Ok(Some(Mail::Whole(bytes))) => {
                let stem = format!("{}-{}", self.input.stem(), self.number);
                message::read(&bytes, &origin, &stem).map(|mut source| {
                    source.hints.fill(self.input.hints.clone());
                    source
                })
            }
            Ok(Some(Mail::TooLarge)) => Err(SourceError::TooLarge {
                origin,
                limit: BYTES,
            }),
            Err(error) => {
                self.reader = None;
                Err(of_io(&origin, error))
            }
        })
    }
}
