//! Where answers come from: a workspace, or the facts that ship inside the program.

use crate::cli::options::Options;
use crate::cli::status::{Failure, Status, work_in};
use aikg::belief::believe;
use aikg::eval::Criteria;
use aikg::extract::Reader;
use aikg::model::{Citation, Entity, Judgements, Namespaces, Vocabulary};
use aikg::network::Meaning;
use aikg::store::{Snapshot, Workspace, bundle};

/// A workspace, or the bundled facts.
#[derive(Clone)]
pub enum Home {
    /// A folder with an `aikg.toml`.
    Workspace(Box<Workspace>),
    /// The facts inside the program, read-only.
    Bundle(Namespaces),
}

impl Home {
    /// The workspace named by the options, else the nearest one upwards, else the bundled facts.
    pub fn find(options: &Options) -> Result<Self, Failure> {
        let here = std::env::current_dir()
            .map_err(|e| Failure::new(Status::Store, format!("the current folder: {e}")))?;
        let found = options.workspace.clone().or_else(|| Workspace::find(&here));
        let Some(root) = found else {
            return Ok(Self::Bundle(Namespaces::default()));
        };
        work_in(&root);
        Ok(Self::Workspace(Box::new(Workspace::open(&root)?)))
    }

    /// As [`Self::find`], for a command that answers: says once that the facts are the bundled ones, or that the index is damaged.
    pub fn answering(options: &Options) -> Result<Self, Failure> {
        let home = Self::find(options)?;
        match &home {
            Self::Bundle(_) => {
                options.note("note: no workspace here; answering from the facts that ship with aikg");
            }
            Self::Workspace(workspace) if !workspace.is_sealed()? => options.note(
                "note: something else than aikg changed the index; it is made anew from the text files",
            ),
            Self::Workspace(workspace) if workspace.is_passing()? => options.note(
                "note: the workspace cannot be written to and its index is not in step; one is made for this answer alone",
            ),
            Self::Workspace(_) => {}
        }
        Ok(home)
    }

    /// The workspace, for a command that writes.
    ///
    /// # Errors
    /// There is none.
    pub fn workspace(options: &Options) -> Result<Workspace, Failure> {
        match Self::find(options)? {
            Self::Workspace(workspace) => Ok(*workspace),
            Self::Bundle(_) => Err(Failure::usage(
                "there is no workspace here or in a folder above",
                "make one with `aikg init DIR`, or name one with --workspace",
            )),
        }
    }

    /// Its namespaces.
    pub fn namespaces(&self) -> &Namespaces {
        match self {
            Self::Workspace(workspace) => workspace.namespaces(),
            Self::Bundle(namespaces) => namespaces,
        }
    }

    /// Its vocabulary.
    pub fn vocabulary(&self) -> Result<Vocabulary, Failure> {
        Ok(match self {
            Self::Workspace(workspace) => workspace.vocabulary()?,
            Self::Bundle(_) => bundle::vocabulary()?,
        })
    }

    /// Its known names.
    pub fn entities(&self) -> Result<Vec<Entity>, Failure> {
        Ok(match self {
            Self::Workspace(workspace) => workspace.entities()?,
            Self::Bundle(_) => bundle::entities()?,
        })
    }

    /// Its judgements on names.
    pub fn judgements(&self) -> Result<Judgements, Failure> {
        Ok(match self {
            Self::Workspace(workspace) => workspace.judgements()?,
            Self::Bundle(_) => bundle::judgements()?,
        })
    }

    /// Its rule files.
    pub fn rules(&self) -> Result<Vec<(String, String)>, Failure> {
        Ok(match self {
            Self::Workspace(workspace) => workspace.rules()?,
            Self::Bundle(_) => bundle::rules(),
        })
    }

    /// What statements and gold are compared by.
    pub fn criteria(&self) -> Result<Criteria, Failure> {
        let (file, text) = match self {
            Self::Workspace(workspace) => workspace.criteria()?,
            Self::Bundle(_) => bundle::criteria(),
        };
        Ok(Criteria::read(&file, &text, &self.vocabulary()?)?)
    }

    /// What facts mean for chains of them.
    pub fn meaning(&self) -> Result<Meaning, Failure> {
        let (file, text) = match self {
            Self::Workspace(workspace) => workspace.meaning()?,
            Self::Bundle(_) => bundle::meaning(),
        };
        Ok(Meaning::read(&file, &text, &self.vocabulary()?)?)
    }

    /// Its questions.
    pub fn questions(&self) -> Result<aikg::query::Catalogue, Failure> {
        let files = match self {
            Self::Workspace(workspace) => workspace.queries()?,
            Self::Bundle(_) => bundle::queries(),
        };
        Ok(aikg::query::Catalogue::parse(files)?)
    }

    /// Its updates; the bundled facts have none.
    pub fn updates(&self) -> Result<aikg::query::Catalogue, Failure> {
        Ok(match self {
            Self::Workspace(workspace) => aikg::query::Catalogue::parse(workspace.updates()?)?,
            Self::Bundle(_) => aikg::query::Catalogue::default(),
        })
    }

    /// The documents known to it.
    pub fn citations(&self) -> Result<Vec<Citation>, Failure> {
        match self {
            Self::Workspace(workspace) => Ok(workspace.citations()?),
            Self::Bundle(_) => Ok(Vec::new()),
        }
    }

    /// A reader for its vocabulary, names and rules.
    pub fn reader(&self) -> Result<Reader, Failure> {
        self.reader_of(&self.vocabulary()?, &self.entities()?)
    }

    /// The same where its vocabulary and names are at hand.
    pub fn reader_of(
        &self,
        vocabulary: &Vocabulary,
        entities: &[Entity],
    ) -> Result<Reader, Failure> {
        let reader = Reader::new(vocabulary, entities, &self.rules()?)?;
        let judgements = self.judgements()?;
        Ok(reader.rejecting(judgements.rejected().cloned()))
    }

    /// Calls `work` with its facts as they are now.
    pub fn with<T>(
        &self,
        work: impl FnOnce(Snapshot<'_>) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        match self {
            Self::Workspace(workspace) => {
                let index = workspace.index(&believe)?;
                let transaction = index.read()?;
                work(transaction.snapshot())
            }
            Self::Bundle(_) => {
                let memory = bundle::memory(&believe)?;
                work(memory.snapshot())
            }
        }
    }
}
