//! A folder that holds the truth in text files.

use crate::model::evidence::DocumentId;
use crate::model::{Citation, Entity, Judgements, Namespaces, Reading, Vocabulary};
use crate::store::fault::StoreError;
use crate::store::index::Index;
use crate::store::judged::Believe;
use crate::store::layout::{self, JOURNAL, Kind, SETTINGS};
use crate::store::lock::Lock;
use crate::store::{
    Settings, article, bundle, disk, judgements, restore, roster, schema, step, text,
};
use rayon::prelude::*;
use std::fs;
use std::path::{Path, PathBuf};

/// An open workspace. It holds no lock and no file open; every call sees the files as they are.
#[derive(Debug, Clone)]
pub struct Workspace {
    root: PathBuf,
    settings: Settings,
}

impl Workspace {
    /// The nearest workspace at or above a folder.
    pub fn find(from: &Path) -> Option<PathBuf> {
        let mut above = from.ancestors();
        above
            .find(|folder| folder.join(SETTINGS).is_file())
            .map(Path::to_path_buf)
    }

    /// Opens the workspace in a folder; finishes a change that a dead process left half done.
    ///
    /// # Errors
    /// No `aikg.toml`, or one that is broken.
    pub fn open(root: &Path) -> Result<Self, StoreError> {
        if restore::is_begun(root) {
            Lock::attempt(root)?;
        }
        let path = root.join(SETTINGS);
        let Some(bytes) = disk::read(&path)? else {
            return Err(StoreError::Workspace {
                path: root.to_path_buf(),
                message: "is no workspace: it has no aikg.toml",
            });
        };
        let text = String::from_utf8_lossy(&bytes);
        let settings = Settings::read(SETTINGS, &text)?;
        let workspace = Self {
            root: root.to_path_buf(),
            settings,
        };
        if root.join(JOURNAL).is_file() {
            Lock::attempt(root)?;
        }
        Ok(workspace)
    }

    /// The folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// What `aikg.toml` says.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Where IRIs are made.
    pub fn namespaces(&self) -> &Namespaces {
        &self.settings.namespaces
    }

    /// The vocabulary of the workspace; the bundled one where it has none.
    pub fn vocabulary(&self) -> Result<Vocabulary, StoreError> {
        match disk::read(&self.root.join(layout::VOCABULARY))? {
            Some(text) => schema::read(layout::VOCABULARY, &text, self.namespaces()),
            None => bundle::vocabulary(),
        }
    }

    /// The known entities with all their names, also those that judgements made known, sorted by id.
    pub fn entities(&self) -> Result<Vec<Entity>, StoreError> {
        let wanted = Some(Kind::Shared("entities".into()));
        let mut files = self.texts(layout::ENTITIES, |path| layout::kind(path) == wanted)?;
        files.extend(disk::read(&self.root.join(layout::JUDGEMENTS))?.map(judgements::file));
        roster::read(&files, self.namespaces())
    }

    /// The judgements on names.
    pub fn judgements(&self) -> Result<Judgements, StoreError> {
        match disk::read(&self.root.join(layout::JUDGEMENTS))? {
            Some(text) => judgements::read(layout::JUDGEMENTS, &text, self.namespaces()),
            None => Ok(Judgements::default()),
        }
    }

    /// The extraction rules, as path shown and text; the bundled ones where it has none.
    pub fn rules(&self) -> Result<Vec<(String, String)>, StoreError> {
        self.own_or(layout::RULES, "toml", bundle::rules)
    }

    /// The questions, as path shown and text; the bundled ones where it has none.
    pub fn queries(&self) -> Result<Vec<(String, String)>, StoreError> {
        self.own_or(layout::QUERIES, "rq", bundle::queries)
    }

    /// The updates that have a name, as path shown and text: the files of `queries` that end in `.ru`.
    pub fn updates(&self) -> Result<Vec<(String, String)>, StoreError> {
        self.own_or(layout::QUERIES, "ru", Vec::new)
    }

    /// What `data/eval.toml` says of comparing, as path shown and text; the bundled file where it has none.
    pub fn criteria(&self) -> Result<(String, String), StoreError> {
        self.file_or(layout::EVAL, bundle::criteria)
    }

    /// What `data/network.toml` says of chains of facts, as path shown and text; the bundled file where it has none.
    pub fn meaning(&self) -> Result<(String, String), StoreError> {
        self.file_or(layout::NETWORK, bundle::meaning)
    }

    /// A file of the workspace as path shown and text, else the bundled one.
    fn file_or(
        &self,
        path: &str,
        bundled: impl FnOnce() -> (String, String),
    ) -> Result<(String, String), StoreError> {
        let own = disk::read(&self.root.join(path))?;
        let text = own.map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
        Ok(text.map_or_else(bundled, |text| (path.to_string(), text)))
    }

    /// The documents known, sorted by id.
    pub fn citations(&self) -> Result<Vec<Citation>, StoreError> {
        let mut out: Vec<Citation> = self
            .documents()?
            .par_iter()
            .map(|path| Ok(self.read(path)?.map(|reading| reading.citation)))
            .filter_map(Result::transpose)
            .collect::<Result<_, StoreError>>()?;
        out.sort_by(|a, b| a.id.cmp(&b.id));
        Ok(out)
    }

    /// What was read of a document; `None` where it is not known.
    pub fn reading(&self, document: &DocumentId) -> Result<Option<Reading>, StoreError> {
        match self.file_of(document)? {
            Some(path) => self.read(&path),
            None => Ok(None),
        }
    }

    /// The stored text of a document; `None` where document or text is not at hand.
    pub fn text(&self, document: &DocumentId) -> Result<Option<String>, StoreError> {
        match self.reading(document)? {
            Some(reading) => self.text_of(&reading.citation),
            None => Ok(None),
        }
    }

    /// The stored text that a citation describes; `None` where it is not at hand.
    pub fn text_of(&self, citation: &Citation) -> Result<Option<String>, StoreError> {
        text::unpack(&self.root.join(layout::text(&citation.sha256)))
    }

    /// The index, brought in step with the text files first: built where it is missing, damaged, of
    /// another format or program; changed where files changed.
    ///
    /// # Errors
    /// A text file that is broken, with its place.
    pub fn index(&self, believe: &Believe<'_>) -> Result<Index, StoreError> {
        step::ready(self, believe)
    }

    /// Whether an index is made for each answer alone: the one that is there is not in step, and the folder cannot be
    /// written to.
    ///
    /// # Errors
    /// A file that cannot be read.
    pub fn is_passing(&self) -> Result<bool, StoreError> {
        Ok(Lock::is_barred(&self.root) && step::in_step(self)?.is_none())
    }

    /// The path of a document's file below the root.
    pub(crate) fn file_of(&self, document: &DocumentId) -> Result<Option<PathBuf>, StoreError> {
        let name = format!("{}.trig", layout::file_name(document.as_str()));
        let list = Path::new(layout::DATASETS).join(&name);
        if self.root.join(&list).is_file() {
            return Ok(Some(list));
        }
        let articles = self.root.join(layout::ARTICLES);
        let Ok(years) = fs::read_dir(&articles) else {
            return Ok(None);
        };
        for year in years {
            let year = year.map_err(|e| StoreError::file(&articles, e))?;
            let path = Path::new(layout::ARTICLES)
                .join(year.file_name())
                .join(&name);
            if self.root.join(&path).is_file() {
                return Ok(Some(path));
            }
        }
        Ok(None)
    }

    /// The paths of all documents' files below the root, sorted.
    pub(crate) fn documents(&self) -> Result<Vec<PathBuf>, StoreError> {
        let files = layout::files(&self.root)?.into_iter();
        Ok(files
            .filter(|path| matches!(layout::kind(path), Some(Kind::Document(_))))
            .collect())
    }

    /// Reads the file of a document at a path below the root.
    pub(crate) fn read(&self, path: &Path) -> Result<Option<Reading>, StoreError> {
        match disk::read(&self.root.join(path))? {
            Some(bytes) => article::read(&layout::shown(path), &bytes, self.namespaces()).map(Some),
            None => Ok(None),
        }
    }

    fn own_or(
        &self,
        folder: &str,
        ending: &str,
        bundled: fn() -> Vec<(String, String)>,
    ) -> Result<Vec<(String, String)>, StoreError> {
        let files = self.texts(folder, |path| path.extension().is_some_and(|e| e == ending))?;
        if files.is_empty() {
            return Ok(bundled());
        }
        let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
        Ok(files
            .into_iter()
            .map(|(path, bytes)| (path, text(bytes)))
            .collect())
    }

    /// The files of a folder that are wanted, sorted, as path shown and bytes.
    fn texts(
        &self,
        folder: &str,
        wanted: impl Fn(&Path) -> bool,
    ) -> Result<Vec<(String, Vec<u8>)>, StoreError> {
        let mut out = Vec::new();
        for entry in walkdir::WalkDir::new(self.root.join(folder)).sort_by_file_name() {
            let Ok(entry) = entry else { continue };
            let Ok(path) = entry.path().strip_prefix(&self.root) else {
                continue;
            };
            let hidden = entry.file_name().to_string_lossy().starts_with('.');
            if entry.file_type().is_dir() || hidden || !wanted(path) {
                continue;
            }
            let bytes = fs::read(entry.path()).map_err(|e| StoreError::file(entry.path(), e))?;
            out.push((layout::shown(path), bytes));
        }
        Ok(out)
    }
}
