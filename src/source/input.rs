//! Bytes that came from one place, and the documents in them.

use crate::source::fetch::BrokenOff;
use crate::source::kind::{HEAD, Kind};
use crate::source::limit::{BYTES, Budget, Counted, DEPTH, Exceeded};
use crate::source::{
    Hints, Media, Source, SourceError, address, feed, jsonl, mailbox, message, warc, zip,
};
use flate2::bufread::MultiGzDecoder;
use std::fs::File;
use std::io::{self, BufReader, Cursor, Read, Seek};
use std::path::Path;

/// The sources in an input, one after another; each is read when it is asked for.
pub type Sources = Box<dyn Iterator<Item = Result<Source, SourceError>>>;

/// Bytes that came from one place.
pub(crate) struct Input {
    /// Where they came from, for people.
    pub(crate) origin: String,
    /// The name of the file or of the last part of the address, which tells kind and stem.
    pub(crate) name: String,
    /// The folder of the file, if it has one.
    pub(crate) folder: Option<String>,
    /// What a server called them.
    pub(crate) media_type: Option<String>,
    /// What is known of the documents in them.
    pub(crate) hints: Hints,
    /// The bytes.
    pub(crate) data: Data,
    /// How many archives they lie in.
    pub(crate) depth: u8,
    /// Counts what archives unpack to.
    pub(crate) budget: Budget,
}

/// Bytes to be read.
pub(crate) enum Data {
    /// A file, in which a reader can go back.
    File(File),
    /// Bytes at hand.
    Bytes(Cursor<Vec<u8>>),
    /// Bytes that come once.
    Stream(Box<dyn Read>),
}

impl Read for Data {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::File(file) => file.read(into),
            Self::Bytes(bytes) => bytes.read(into),
            Self::Stream(stream) => stream.read(into),
        }
    }
}

impl Seek for Data {
    fn seek(&mut self, to: io::SeekFrom) -> io::Result<u64> {
        match self {
            Self::File(file) => file.seek(to),
            Self::Bytes(bytes) => bytes.seek(to),
            Self::Stream(_) => Err(io::ErrorKind::Unsupported.into()),
        }
    }
}

impl Input {
    /// Bytes under a name, of which nothing else is known.
    pub(crate) fn new(origin: impl Into<String>, name: impl Into<String>, data: Data) -> Self {
        Self {
            origin: origin.into(),
            name: name.into(),
            folder: None,
            media_type: None,
            hints: Hints::default(),
            data,
            depth: 0,
            budget: Budget::default(),
        }
    }

    /// A file.
    pub(crate) fn file(path: &Path) -> Result<Self, SourceError> {
        let origin = path.display().to_string();
        let file = File::open(path).map_err(|e| of_io(&origin, e))?;
        let part = |p: Option<&std::ffi::OsStr>| p.map(|n| n.to_string_lossy().into_owned());
        let name = part(path.file_name()).unwrap_or_default();
        let folder = part(path.parent().and_then(Path::file_name));
        Ok(Self {
            folder,
            ..Self::new(origin, name, Data::File(file))
        })
    }

    /// Bytes that lie inside of these, under a name of their own.
    pub(crate) fn inner(&self, place: &str, name: &str, bytes: Vec<u8>) -> Self {
        Self {
            depth: self.depth + 1,
            budget: self.budget.clone(),
            ..Self::new(
                format!("{}, {place}", self.origin),
                name,
                Data::Bytes(Cursor::new(bytes)),
            )
        }
    }

    /// The sources in it.
    pub(crate) fn sources(mut self) -> Sources {
        let kind = match self.kind() {
            Ok(kind) => kind,
            Err(fault) => return once(Err(fault)),
        };
        let nests = matches!(kind, Kind::Zip | Kind::Warc | Kind::Gzip);
        if nests && self.depth > DEPTH {
            return once(Err(SourceError::Bomb {
                origin: self.origin,
                message: format!("archives lie more than {DEPTH} deep in one another"),
            }));
        }
        match kind {
            Kind::Document(media) => once(self.document().map(|source| Source { media, ..source })),
            Kind::Feed => feed::sources(self),
            Kind::Message => once(message::source(self)),
            Kind::Mailbox => Box::new(mailbox::Messages::new(self)),
            Kind::Lines => Box::new(jsonl::Records::new(self)),
            Kind::Warc => Box::new(warc::Records::new(self).flatten()),
            Kind::Zip => zip::sources(self),
            Kind::Gzip => self.unzipped().sources(),
        }
    }

    /// Looks at the first bytes, and puts them back.
    fn kind(&mut self) -> Result<Kind, SourceError> {
        let mut head = Vec::new();
        let read = (&mut self.data).take(HEAD as u64).read_to_end(&mut head);
        read.map_err(|e| of_io(&self.origin, e))?;
        let kind = Kind::of(&self.name, self.media_type.as_deref(), &head);
        match &mut self.data {
            Data::File(file) => file.rewind().map_err(|e| of_io(&self.origin, e))?,
            Data::Bytes(bytes) => bytes.set_position(0),
            Data::Stream(stream) => {
                let rest = std::mem::replace(stream, Box::new(io::empty()));
                *stream = Box::new(Cursor::new(head).chain(rest));
            }
        }
        Ok(kind)
    }

    /// Takes what is to be read out of it.
    pub(crate) fn take_data(&mut self) -> Data {
        std::mem::replace(&mut self.data, Data::Bytes(Cursor::default()))
    }

    /// All its bytes.
    pub(crate) fn bytes(&mut self) -> Result<Vec<u8>, SourceError> {
        let data = self.take_data();
        if let Data::Bytes(bytes) = data {
            return Ok(bytes.into_inner());
        }
        let mut bytes = Vec::new();
        data.take(BYTES + 1)
            .read_to_end(&mut bytes)
            .map_err(|e| of_io(&self.origin, e))?;
        if bytes.len() as u64 > BYTES {
            return Err(self.too_large());
        }
        Ok(bytes)
    }

    /// Its bytes as one document.
    fn document(mut self) -> Result<Source, SourceError> {
        let bytes = self.bytes()?;
        Ok(Source {
            stem: self.stem(),
            origin: self.origin,
            media: Media::Text,
            hints: self.hints,
            listed: false,
            bytes,
        })
    }

    /// The same without the compression around it.
    fn unzipped(self) -> Self {
        let budget = self.budget.clone();
        // Inside of another archive the outer bytes are counted already.
        let packed: Box<dyn Read> = match self.depth {
            0 => Box::new(Counted::packed(self.data, &budget)),
            _ => Box::new(self.data),
        };
        let unpacked = Counted::unpacked(MultiGzDecoder::new(BufReader::new(packed)), &budget);
        let name = self.name.strip_suffix(".gz").unwrap_or(&self.name);
        Self {
            name: name.to_string(),
            media_type: None,
            depth: self.depth + 1,
            data: Data::Stream(Box::new(unpacked)),
            ..self
        }
    }

    /// The name without its ending; a name that says nothing takes its folder's name in front.
    pub(crate) fn stem(&self) -> String {
        if let Some(stem) = self.hints.address.as_deref().and_then(address::stem) {
            return stem;
        }
        let own = Path::new(&self.name).file_stem();
        let own = own.map_or_else(|| "text".into(), |s| s.to_string_lossy().into_owned());
        let plain = ["index", "readme", "article"];
        match &self.folder {
            Some(folder) if own.eq_ignore_ascii_case("article") => folder.clone(),
            Some(folder) if plain.contains(&own.to_ascii_lowercase().as_str()) => {
                format!("{folder}-{own}")
            }
            _ => own,
        }
    }

    /// The fault of having too many bytes.
    pub(crate) fn too_large(&self) -> SourceError {
        SourceError::TooLarge {
            origin: self.origin.clone(),
            limit: BYTES,
        }
    }

    /// A fault in its form.
    pub(crate) fn broken(&self, message: &dyn std::fmt::Display) -> SourceError {
        SourceError::Broken {
            origin: self.origin.clone(),
            message: message.to_string(),
        }
    }
}

/// One source, or one fault.
pub(crate) fn once(source: Result<Source, SourceError>) -> Sources {
    Box::new(std::iter::once(source))
}

/// What the system, or what unpacks, says of an input.
pub(crate) fn of_io(origin: &str, error: io::Error) -> SourceError {
    let origin = origin.to_string();
    let message = error.to_string();
    match error.get_ref() {
        Some(e) if e.is::<Exceeded>() => return SourceError::Bomb { origin, message },
        Some(e) if e.is::<BrokenOff>() => return SourceError::Fetch { origin, message },
        _ => {}
    }
    match error.kind() {
        io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput | io::ErrorKind::UnexpectedEof => {
            SourceError::Broken {
                origin,
                message: format!("what is compressed in it is damaged: {error}"),
            }
        }
        _ => SourceError::File {
            origin,
            source: error,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stem(path: &str) -> String {
        let path = Path::new(path);
        let part = |p: Option<&std::ffi::OsStr>| p.map(|n| n.to_string_lossy().into_owned());
        let name = part(path.file_name()).unwrap();
        let input = Input {
            folder: part(path.parent().and_then(Path::file_name)),
            ..Input::new("", name, Data::Stream(Box::new(io::empty())))
        };
        input.stem()
    }

    #[test]
    fn names_that_say_nothing_take_their_folder() {
        assert_eq!(stem("a/kimi-k2/README.md"), "kimi-k2-README");
        assert_eq!(stem("tests/articles/r1/article.txt"), "r1");
        let dated = stem("news/2026-04-24-deepseek.txt");
        assert_eq!(dated, "2026-04-24-deepseek");
    }

    #[test]
    fn streams_have_a_limit() {
        let endless = Data::Stream(Box::new(io::repeat(b'a')));
        let mut all = Input::new("-", "stdin", endless).sources();
        let only = all.next().unwrap();
        assert!(matches!(only, Err(SourceError::TooLarge { .. })));
        assert!(all.next().is_none());
    }
}
