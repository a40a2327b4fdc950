//! Exit statuses, and failures as one sentence with a place and a hint.

use aikg::eval::{CriteriaError, GoldError};
use aikg::extract::RuleError;
use aikg::network::MeaningError;
use aikg::pipeline;
use aikg::query;
use aikg::source::SourceError;
use aikg::store::{Compression, Place, StoreError};
use std::io::{self, BufRead};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::OnceLock;

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// It did what it was asked.
    Done = 0,
    /// The answer is no.
    No = 1,
    /// It was asked wrongly.
    Usage = 2,
    /// Some input could not be read; the rest was done.
    Input = 3,
    /// The store failed.
    Store = 4,
    /// Time ran out.
    Time = 124,
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        Self::from(status as u8)
    }
}

/// Why a command could not do what it was asked.
#[derive(Debug)]
pub struct Failure {
    /// How it ends.
    pub status: Status,
    /// One sentence, with its place in front.
    pub message: String,
    /// The line that it is about, with a caret below it.
    pub excerpt: Option<String>,
    /// Line and column that it is about, from 1.
    place: Option<(usize, usize)>,
    /// What to do.
    pub hint: Option<String>,
    closed_pipe: bool,
}

impl Failure {
    /// A failure of a status.
    pub fn new(status: Status, message: impl Into<String>) -> Self {
        Self {
            status,
            message: message.into(),
            excerpt: None,
            place: None,
            hint: None,
            closed_pipe: false,
        }
    }

    /// Wrong use.
    pub fn usage(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::new(Status::Usage, message).hint(hint)
    }

    /// There is nothing of a kind by a name. The hint is the name that may be meant, else what `otherwise` says.
    pub fn unknown(kind: &str, name: &str, near: Option<&str>, otherwise: &str) -> Self {
        let hint = near.map_or(otherwise.to_string(), |n| format!("did you mean {n}?"));
        Self::usage(format!("there is no {kind} '{name}'"), hint)
    }

    /// What happened and what to do, in one line.
    pub fn sentence(&self) -> String {
        match &self.hint {
            Some(hint) => format!("{}; {hint}", self.message),
            None => self.message.clone(),
        }
    }

    /// Adds what to do.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into()).filter(|h| !h.is_empty());
        self
    }

    /// Adds the line that it is about.
    pub fn excerpt(mut self, text: &str, line: usize, column: usize) -> Self {
        self.place = Some((line, column));
        let source = line.checked_sub(1).and_then(|n| text.lines().nth(n));
        match source {
            Some(source) => self.excerpt_of(source, line, column),
            None => self,
        }
    }

    /// Adds the line that it is about, of which the number is known.
    fn excerpt_of(mut self, source: &str, line: usize, column: usize) -> Self {
        self.place = Some((line, column));
        let number = line.to_string();
        let shown: String = source.chars().take(160).collect();
        let before: String = shown
            .chars()
            .take(column.saturating_sub(1))
            .map(|c| if c == '\t' { '\t' } else { ' ' })
            .collect();
        let margin = " ".repeat(number.len());
        self.excerpt = Some(format!("{number} | {shown}\n{margin} | {before}^"));
        self
    }

    /// Whether the reader of the output went away.
    pub fn is_closed_pipe(&self) -> bool {
        self.closed_pipe
    }

    /// Prints it on standard error.
    pub fn print(&self, json: bool) {
        if json {
            let mut object = serde_json::json!({
                "error": self.message, "hint": self.hint, "status": self.status as u8,
            });
            if let Some((line, column)) = self.place {
                object["line"] = line.into();
                object["column"] = column.into();
            }
            eprintln!("{object}");
            return;
        }
        eprintln!("error: {}", self.message);
        if let Some(excerpt) = &self.excerpt {
            eprintln!("{excerpt}");
        }
        if let Some(hint) = &self.hint {
            eprintln!("hint: {hint}");
        }
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        let closed_pipe = error.kind() == io::ErrorKind::BrokenPipe;
        Self {
            closed_pipe,
            ..Self::new(Status::Store, format!("output: {error}"))
        }
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        let message = error.to_string();
        match &error {
            StoreError::File { source, .. } => of_file(message, source.kind()),
            StoreError::Syntax { place, message } | StoreError::Meaning { place, message } => {
                told_at(place, message).hint("mend the file")
            }
            StoreError::Format(_) => {
                Self::usage(message, "say --format, or give the file such an ending")
            }
            StoreError::Workspace { path, .. } if path.join("aikg.toml").exists() => {
                Self::usage(message, "it can be used as it is")
            }
            StoreError::Workspace { .. } => Self::usage(message, "make one with `aikg init DIR`"),
            StoreError::Dataset { instead, .. } => Self::usage(message, *instead),
            StoreError::Foreign { instead, .. } => Self::usage(message, instead),
            StoreError::Blank(_) => Self::usage(message, "give it an IRI"),
            StoreError::Network { .. } => {
                Self::new(Status::Store, message).hint("keep the workspace on a local disk")
            }
            StoreError::Backup { .. } => {
                Self::new(Status::Input, message).hint("use another backup; nothing was changed")
            }
            StoreError::Damaged { .. } => Self::new(Status::Store, message)
                .hint("the text files are the truth: nothing of them is lost"),
            StoreError::Index(_) => {
                Self::new(Status::Store, message).hint("`aikg doctor` says what is amiss")
            }
        }
    }
}

fn of_file(message: String, kind: io::ErrorKind) -> Failure {
    let failure = Failure::new(Status::Store, message);
    match kind {
        io::ErrorKind::BrokenPipe => Failure {
            closed_pipe: true,
            ..failure
        },
        io::ErrorKind::PermissionDenied => {
            failure.hint("give yourself the right to read and write there")
        }
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => {
            failure.hint("free some space; nothing was lost")
        }
        io::ErrorKind::ReadOnlyFilesystem => {
            failure.hint("the index needs a folder that can be written to, also to read it")
        }
        io::ErrorKind::UnexpectedEof | io::ErrorKind::InvalidData => {
            failure.hint("check that it is whole, or get it again")
        }
        _ => failure.hint("check the path, and what stands there"),
    }
}

fn told_at(place: &Place, message: &str) -> Failure {
    let number = |n: u64| usize::try_from(n).unwrap_or(0);
    let (line, column) = (number(place.line), number(place.column));
    told_of(&place.file, &format!("{place}: {message}"), line, column)
}

/// The folder of the workspace, where that is another than the current one.
static ELSEWHERE: OnceLock<PathBuf> = OnceLock::new();

/// Makes errors in files of a workspace name them as they are reached from the current folder.
pub fn work_in(root: &Path) {
    let here = std::env::current_dir().and_then(|h| h.canonicalize());
    let there = root.canonicalize();
    if !matches!((here, there), (Ok(here), Ok(there)) if here == there) {
        let _ = ELSEWHERE.set(root.to_path_buf());
    }
}

/// A fault in a file of the workspace: `message` begins with its name.
fn told_of(file: &str, message: &str, line: usize, column: usize) -> Failure {
    let (path, message) = match ELSEWHERE.get() {
        Some(root) if Path::new(file).is_relative() && root.join(file).is_file() => {
            (root.join(file), root.join(message).display().to_string())
        }
        _ => (PathBuf::from(file), message.to_string()),
    };
    let mut failure = Failure::new(Status::Input, message);
    failure.place = (line > 0).then_some((line, column));
    match line_of(&path, line) {
        Some(source) => failure.excerpt_of(&source, line, column),
        None => failure,
    }
}

/// A line of a file, which may be large or compressed; lines count from 1.
fn line_of(path: &Path, line: usize) -> Option<String> {
    let file = std::fs::File::open(path).ok()?;
    let reader = Compression::unpack(Box::new(file)).ok()?;
    let mut lines = io::BufReader::new(reader).lines();
    lines.nth(line.checked_sub(1)?)?.ok()
}

impl From<RuleError> for Failure {
    fn from(error: RuleError) -> Self {
        told_of(&error.path, &error.to_string(), error.line, error.column)
            .hint("mend the rule; then `aikg rules test` runs the examples of all rules")
    }
}

impl From<CriteriaError> for Failure {
    fn from(error: CriteriaError) -> Self {
        told_of(&error.file, &error.to_string(), error.line, error.column).hint("mend the file")
    }
}

impl From<MeaningError> for Failure {
    fn from(error: MeaningError) -> Self {
        told_of(&error.file, &error.to_string(), error.line, error.column).hint("mend the file")
    }
}

impl From<GoldError> for Failure {
    fn from(error: GoldError) -> Self {
        told_of(&error.file, &error.to_string(), error.line, error.column).hint("mend the gold")
    }
}

impl From<query::UnknownQuestion> for Failure {
    fn from(error: query::UnknownQuestion) -> Self {
        Self::usage(error.to_string(), "`aikg queries` lists the questions")
    }
}

impl From<query::HeaderError> for Failure {
    fn from(error: query::HeaderError) -> Self {
        let place = error.place;
        told_of(&error.file, &error.to_string(), place.line, place.column)
            .hint("mend the header, the lines that begin with #+")
    }
}

impl From<query::BindError> for Failure {
    fn from(error: query::BindError) -> Self {
        let hint = "`aikg queries NAME` shows what a question takes";
        Self::usage(error.to_string(), hint)
    }
}

/// What the file system says, without the number that it gives its fault.
pub fn said(error: &io::Error) -> String {
    let text = error.to_string();
    let plain = text.split(" (os error").next().unwrap_or(&text);
    plain.to_string()
}

impl From<&pipeline::Failure> for Failure {
    fn from(failure: &pipeline::Failure) -> Self {
        Self::new(Status::Input, failure.to_string()).hint(input_hint(failure))
    }
}

/// The hint that goes with an input that could not be read.
fn input_hint(failure: &pipeline::Failure) -> &'static str {
    use aikg::document::DocumentError;
    match failure {
        pipeline::Failure::Source(source) => match source {
            SourceError::TooLarge { .. } => "split it",
            SourceError::Pattern { .. } => "check the pattern",
            SourceError::File { .. } | SourceError::Nothing(_) | SourceError::Empty(_) => {
                "check the path"
            }
            SourceError::Broken { .. } => "check that it is whole, or get it again",
            SourceError::Bomb { .. } => "unpack it yourself if you trust it",
            SourceError::Refused { .. } => "save the page in a file and give that",
            SourceError::Fetch { .. } => "check the address, or try again later",
        },
        pipeline::Failure::Document { source, .. } => match source {
            DocumentError::Empty => "there is nothing to read",
            DocumentError::Binary(_) => "give a text or Markdown file",
            DocumentError::Encoding(_) => "convert it to UTF-8, for example with iconv",
            DocumentError::TooLarge(..) => "split it",
            DocumentError::Unreadable(_) => "save its text as a text or Markdown file",
            DocumentError::FrontMatter { .. } => "mend the block between the '---' lines",
            DocumentError::Date(_) => "write the date like 2026-04-24",
        },
    }
}
