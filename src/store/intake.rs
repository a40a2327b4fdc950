//! RDF of any size and format to ids: line formats in pieces on all cores, others in one stream.

use crate::store::fault::{Place, StoreError};
use crate::store::format::Format;
use crate::store::index::bulk::{Closed, Piece};
use crate::store::turtle;
use oxigraph::io::{RdfParseError, RdfParser};
use oxigraph::model::NamedNode;
use std::collections::BTreeMap;
use std::io::{self, Read};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver};
use std::sync::{Mutex, PoisonError};

/// Bytes of a piece of a line format.
const PIECE: usize = 4 << 20;

/// Quads of a piece of another format.
const QUADS: usize = 25_000;

/// Takes a piece of what is read.
pub(crate) type Give<'g> = dyn FnMut(Closed) -> Result<(), StoreError> + Send + 'g;
/// The place of a piece in the text, its lines, and what it says.
type Parsed = (usize, u64, Result<Closed, StoreError>);

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
    /// Reads everything, and gives the pieces in the order of the text.
    ///
    /// # Errors
    /// The first fault of the text, with its place; what `give` says of a piece. Nothing is given after it.
    pub(crate) fn read(
        &self,
        reader: &mut dyn Read,
        give: &mut Give<'_>,
    ) -> Result<(), StoreError> {
        match self.format {
            Format::NQuads | Format::NTriples => self.read_lines(reader, give),
            _ => self.read_stream(reader, give),
        }
    }

    fn parser(&self) -> RdfParser {
        let parser = RdfParser::from_format(self.format.rdf());
        match self.graph {
            Some(graph) => parser.with_default_graph(NamedNode::new_unchecked(graph)),
            None => parser,
        }
    }

    fn read_stream(&self, reader: &mut dyn Read, give: &mut Give<'_>) -> Result<(), StoreError> {
        let mut piece = Piece::new(self.blank);
        for quad in self.parser().for_reader(reader) {
            match quad {
                Ok(quad) => piece.push(&quad),
                Err(RdfParseError::Io(e)) => return Err(StoreError::file(self.shown, e)),
                Err(RdfParseError::Syntax(e)) => return Err(turtle::syntax(self.shown, &e)),
            }
            if piece.len() == QUADS {
                give(std::mem::replace(&mut piece, Piece::new(self.blank)).close())?;
            }
        }
        give(piece.close())
    }

    /// This thread cuts the text, some parse, and one gives.
    fn read_lines(&self, reader: &mut dyn Read, give: &mut Give<'_>) -> Result<(), StoreError> {
        let workers = std::thread::available_parallelism().map_or(1, usize::from);
        let (cuts, uncut) = mpsc::sync_channel::<(usize, Vec<u8>)>(workers);
        let (parsed, unordered) = mpsc::sync_channel::<Parsed>(workers);
        let (uncut, stopped) = (Mutex::new(uncut), AtomicBool::new(false));
        std::thread::scope(|scope| {
            for _ in 0..workers {
                let (parsed, uncut, stopped) = (parsed.clone(), &uncut, &stopped);
                scope.spawn(move || {
                    loop {
                        let next = uncut.lock().unwrap_or_else(PoisonError::into_inner).recv();
                        let Ok((place, bytes)) = next else { break };
                        // What is left is taken all the same, so that who cuts never waits in vain.
                        if !stopped.load(Ordering::Relaxed) {
                            let lines = memchr::memchr_iter(b'\n', &bytes).count() as u64;
                            let _ = parsed.send((place, lines, self.read_piece(&bytes)));
                        }
                    }
                });
            }
            drop(parsed);
            let giver = scope.spawn(|| {
                let outcome = in_order(unordered, give);
                stopped.store(outcome.is_err(), Ordering::Relaxed);
                outcome
            });
            let outcome = cut(reader, |place, bytes| {
                !stopped.load(Ordering::Relaxed) && cuts.send((place, bytes)).is_ok()
            });
            drop(cuts);
            let given = giver.join();
            given.unwrap_or_else(|panic| std::panic::resume_unwind(panic))?;
            outcome.map_err(|e| StoreError::file(self.shown, e))
        })
    }

    fn read_piece(&self, bytes: &[u8]) -> Result<Closed, StoreError> {
        if let Some(piece) = self.read_trusting(bytes) {
            return Ok(piece);
        }
        let mut piece = Piece::new(self.blank);
        for quad in self.parser().for_slice(bytes) {
            piece.push(&quad.map_err(|e| turtle::syntax(self.shown, &e))?);
        }
        Ok(piece.close())
    }

    /// The same with each term checked once and not wherever it stands; `None` where anything is not as it should be.
    ///
    /// What else the lenient parser lets pass are halves of a character in escapes, and lines that end within a text:
    /// then there are more lines than quads.
    fn read_trusting(&self, bytes: &[u8]) -> Option<Closed> {
        let half = |escape: &[u8]| memchr::memmem::find(bytes, escape).is_some();
        let mut returns = memchr::memchr_iter(b'\r', bytes);
        if half(b"\\ud") || half(b"\\uD") || returns.any(|at| bytes.get(at + 1) != Some(&b'\n')) {
            return None;
        }
        let mut piece = Piece::new(self.blank);
        for quad in self.parser().lenient().for_slice(bytes) {
            piece.push(&quad.ok()?);
        }
        let told = bytes.split(|byte| *byte == b'\n').filter(|line| {
            let first = line.iter().find(|byte| !byte.is_ascii_whitespace());
            first.is_some_and(|first| *first != b'#')
        });
        (told.count() == piece.len() && piece.is_valid()).then(|| piece.close())
    }
}

/// Gives pieces in the order of the text.
fn in_order(unordered: Receiver<Parsed>, give: &mut Give<'_>) -> Result<(), StoreError> {
    let (mut waiting, mut next, mut before) = (BTreeMap::new(), 0, 0);
    for (place, lines, piece) in unordered {
        waiting.insert(place, (lines, piece));
        while let Some((lines, piece)) = waiting.remove(&next) {
            give(piece.map_err(|fault| moved(fault, before))?)?;
            before += lines;
            next += 1;
        }
    }
    Ok(())
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
    use super::{Intake, PIECE, Piece, cut};
    use crate::store::format::Format;
    use proptest::collection::vec;
    use proptest::prelude::*;

    /// Lines, and what breaks lines.
    const PARTS: &[&str] = &[
        "<a:s> <a:p> <a:o> .\n",
        "<a:s> <a:p> \"x\" <a:g> .\n",
        "_:b <a:p> \"x\"@en .\n",
        "<a:s> <a:p> \"x\"^^<a:t> . # said\n",
        "<a:s> <a:p> \"x",
        "\" .\n",
        " .\n",
        "\n",
        "\r\n",
        "\r",
        "  # <a:s> <a:p> <a:o> .\n",
        "<a s> <a:p> <a:o> .\n",
        "<s> <a:p> <a:o> .\n",
        "<a:s> <a:p> \"x\"@e1234567890 .\n",
        "<a:s> <a:p> \"x\"^^<http://www.w3.org/1999/02/22-rdf-syntax-ns#langString> .\n",
        "<a:s> <a:p> \"x\"^^<t> .\n",
        "<a:s> <a:p> \"\\uD83D\\uDE00\" .\n",
        "<a:s> <a:p> \"\\ud83d\" .\n",
        "<a:\\u0041> <a:p> \"\\n\" .\n",
        "<a:s> <a:p> <a:o> . <a:s> <a:p> <a:o> .\n",
        "<a:s> <a:p>\n",
    ];

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

    proptest! {
        #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

        /// Terms that are checked once are checked no less: any text is read, or not, as by the strict parser.
        #[test]
        fn what_is_trusted_is_right(parts in vec(prop::sample::select(PARTS.to_vec()), 0..12)) {
            let text = parts.concat();
            let intake = Intake { shown: "x.nq", format: Format::NQuads, graph: None, blank: "b" };
            let strict: Result<Vec<_>, _> = intake.parser().for_slice(text.as_bytes()).collect();
            let read = intake.read_piece(text.as_bytes());
            match strict {
                Err(_) => prop_assert!(read.is_err()),
                Ok(quads) => {
                    let mut piece = Piece::new("b");
                    for quad in &quads {
                        piece.push(quad);
                    }
                    let (read, whole) = (read.unwrap(), piece.close());
                    prop_assert_eq!(read.rows, whole.rows);
                    prop_assert_eq!(read.records, whole.records);
                }
            }
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
        let read = intake.read(&mut &text[..], &mut |_| Ok(()));
        let fault = read.unwrap_err().to_string();
        assert!(
            fault.starts_with(&format!("x.nq:{}:", lines + 1)),
            "{fault}"
        );
    }
}
