//! RDF of any size and format to ids: line formats in pieces on all cores, others in one stream.

use crate::store::fault::{Place, StoreError};
use crate::store::format::Format;
use crate::store::index::bulk::Piece;
use crate::store::turtle;
use oxigraph::io::{RdfParseError, RdfParser};
use oxigraph::model::NamedNode;
use std::io::{self, Read};
use std::sync::{Mutex, PoisonError, mpsc};

/// Bytes of a piece of a line format.
const PIECE: usize = 4 << 20;

/// How text is read.
#[derive(Debug, Clone)]
pub(crate) struct Intake<'a> {
    /// Name shown in faults.
    pub(crate) shown: &'a str,
    /// Its format.
    pub(crate) format: Format,
    /// Graph of the triples that name none.
    pub(crate) graph: Option<&'a str>,
    /// Put before the labels of blank nodes.
    pub(crate) blank: &'a str,
}

impl Intake<'_> {
    /// Reads everything; the pieces come in the order of the text.
    pub(crate) fn read(&self, reader: &mut dyn Read) -> Result<Vec<Piece>, StoreError> {
        match self.format {
            Format::NQuads | Format::NTriples => self.read_lines(reader),
            _ => self.read_stream(reader),
        }
    }

    fn parser(&self) -> RdfParser {
        let parser = RdfParser::from_format(self.format.rdf());
        match self.graph {
            Some(graph) => parser.with_default_graph(NamedNode::new_unchecked(graph)),
            None => parser,
        }
    }

    fn read_stream(&self, reader: &mut dyn Read) -> Result<Vec<Piece>, StoreError> {
        let mut piece = Piece::new(self.blank);
        for quad in self.parser().for_reader(reader) {
            match quad {
                Ok(quad) => piece.push(&quad),
                Err(RdfParseError::Io(e)) => return Err(StoreError::file(self.shown, e)),
                Err(RdfParseError::Syntax(e)) => return Err(turtle::syntax(self.shown, &e)),
            }
        }
        Ok(vec![piece])
    }

    fn read_lines(&self, reader: &mut dyn Read) -> Result<Vec<Piece>, StoreError> {
        let workers = std::thread::available_parallelism().map_or(1, usize::from);
        let (sender, receiver) = mpsc::sync_channel::<(usize, Vec<u8>)>(workers);
        let receiver = Mutex::new(receiver);
        let done = Mutex::new(Vec::new());
        let mut outcome = Ok(());
        std::thread::scope(|scope| {
            for _ in 0..workers {
                scope.spawn(|| {
                    loop {
                        let next = receiver
                            .lock()
                            .unwrap_or_else(PoisonError::into_inner)
                            .recv();
                        let Ok((place, bytes)) = next else { break };
                        let lines = memchr::memchr_iter(b'\n', &bytes).count() as u64;
                        let piece = self.read_piece(&bytes);
                        let mut done = done.lock().unwrap_or_else(PoisonError::into_inner);
                        done.push((place, lines, piece));
                    }
                });
            }
            outcome = cut(reader, |place, bytes| sender.send((place, bytes)).is_ok());
            drop(sender);
        });
        outcome.map_err(|e| StoreError::file(self.shown, e))?;
        let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
        done.sort_by_key(|(place, ..)| *place);
        let mut before = 0;
        let mut pieces = Vec::with_capacity(done.len());
        for (_, lines, piece) in done {
            pieces.push(piece.map_err(|fault| moved(fault, before))?);
            before += lines;
        }
        Ok(pieces)
    }

    fn read_piece(&self, bytes: &[u8]) -> Result<Piece, StoreError> {
        let mut piece = Piece::new(self.blank);
        for quad in self.parser().for_slice(bytes) {
            piece.push(&quad.map_err(|e| turtle::syntax(self.shown, &e))?);
        }
        Ok(piece)
    }
}

/// Cuts a stream into pieces that end with a line; stops where `give` says no.
fn cut(reader: &mut dyn Read, mut give: impl FnMut(usize, Vec<u8>) -> bool) -> io::Result<()> {
    let mut rest: Vec<u8> = Vec::new();
    for place in 0.. {
        let mut bytes = Vec::with_capacity(PIECE + PIECE / 8);
        bytes.append(&mut rest);
        let end = loop {
            let want = PIECE.saturating_sub(bytes.len()).max(PIECE / 8) as u64;
            let got = (&mut *reader).take(want).read_to_end(&mut bytes)?;
            if got == 0 {
                break bytes.len();
            }
            if bytes.len() >= PIECE
                && let Some(line) = memchr::memrchr(b'\n', &bytes)
            {
                break line + 1;
            }
        };
        rest.extend_from_slice(bytes.get(end..).unwrap_or_default());
        let finished = rest.is_empty() && bytes.len() < PIECE;
        bytes.truncate(end);
        if bytes.is_empty() || !give(place, bytes) || finished {
            break;
        }
    }
    Ok(())
}

/// A fault with its line counted from the start of the whole text.
fn moved(fault: StoreError, lines: u64) -> StoreError {
    match fault {
        StoreError::Syntax { place, message } => StoreError::Syntax {
            place: Place {
                line: place.line + lines,
                ..place
            },
            message,
        },
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::{Intake, PIECE, cut};
    use crate::store::format::Format;

    #[test]
    fn pieces_make_up_the_text() {
        let line = b"<a:b> <a:c> <a:d> .\n";
        let text = line.repeat(3 * PIECE / line.len());
        for text in [
            &text[..],
            &text[..text.len() - 1],
            b"",
            b"x",
            &vec![b'y'; PIECE + 5],
        ] {
            let mut whole = Vec::new();
            cut(&mut &text[..], |_, bytes| {
                whole.extend(bytes);
                true
            })
            .unwrap();
            assert!(whole == text);
        }
    }

    #[test]
    fn a_fault_names_its_line_in_the_whole_text() {
        let line = b"<a:b> <a:c> <a:d> .\n";
        let mut text = line.repeat(2 * PIECE / line.len());
        let lines = text.len() / line.len();
        text.extend_from_slice(b"<a:b> <a:c> .\n");
        let intake = Intake {
            shown: "x.nq",
            format: Format::NQuads,
            graph: None,
            blank: "b",
        };
        let fault = intake.read(&mut &text[..]).unwrap_err().to_string();
        assert!(
            fault.starts_with(&format!("x.nq:{}:", lines + 1)),
            "{fault}"
        );
    }
}
