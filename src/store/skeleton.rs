//! A new workspace.

use crate::store::fault::StoreError;
use crate::store::layout::{self, SETTINGS};
use crate::store::{Workspace, bundle, disk};
use std::fs;
use std::path::{Path, PathBuf};

/// What `aikg.toml` says in a new workspace.
const FIRST_SETTINGS: &str = "\
# A workspace of aikg. Everything here is optional.

# [namespaces]
# vocabulary = \"https://w3id.org/aikg/ns#\"
# entity = \"https://w3id.org/aikg/id/\"
# statement = \"https://w3id.org/aikg/statement/\"
# document = \"https://w3id.org/aikg/doc/\"
# graph = \"https://w3id.org/aikg/graph/\"
";
/// What git leaves out: what can be made again, and texts that belong to their publishers.
const IGNORED: &str = "/.aikg/\n/documents/\n";

impl Workspace {
    /// Makes a workspace of a folder, which may have files already: none of them is changed.
    ///
    /// # Errors
    /// A folder that is a workspace already, or cannot be written.
    pub fn init(folder: &Path) -> Result<Self, StoreError> {
        if folder.join(SETTINGS).exists() {
            return Err(StoreError::Workspace {
                path: folder.to_path_buf(),
                message: "is a workspace already",
            });
        }
        let own = [
            (PathBuf::from(".gitignore"), IGNORED.as_bytes()),
            (PathBuf::from(SETTINGS), FIRST_SETTINGS.as_bytes()),
        ];
        for inner in [
            layout::TEXTS,
            layout::RULES,
            layout::QUERIES,
            layout::ENTITIES,
        ] {
            let path = folder.join(inner);
            fs::create_dir_all(&path).map_err(|e| StoreError::file(&path, e))?;
        }
        // The settings come last: a folder with half of the files is no workspace.
        for (path, bytes) in bundle::files().into_iter().chain(own) {
            let path = folder.join(path);
            if !path.exists() {
                disk::replace(&path, bytes)?;
            }
        }
        Self::open(folder)
    }
}
