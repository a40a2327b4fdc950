//! RDF files named on a command line.

use crate::cli::home::Home;
use crate::cli::load::unread;
use crate::cli::status::{Failure, Status};
use aikg::source::walk;
use aikg::store::{Format, Input, Memory};
use clap::Args;
use std::path::{Path, PathBuf};

/// Files that are asked instead of the workspace.
#[derive(Debug, Args)]
pub struct Data {
    /// Ask these RDF files instead of the workspace: files, folders, patterns such as 'rdf/**/*.ttl', or - for standard
    /// input; their endings tell the formats
    #[arg(long = "data", value_name = "FILE", num_args = 1..)]
    pub files: Vec<String>,
    /// Format of files whose endings do not tell it: turtle, trig, ntriples, nquads, rdfxml, jsonld or n3
    #[arg(long, value_name = "FORMAT", requires = "files")]
    pub data_format: Option<Format>,
}

impl Data {
    /// Whether the workspace is asked.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// What the files say.
    ///
    /// # Errors
    /// One that cannot be read, is broken, or tells no format.
    pub fn read(&self, home: &Home) -> Result<Memory, Failure> {
        let mut inputs = Vec::new();
        for file in files(&self.files)? {
            let input = match file.to_str() {
                Some("-") => standard(self.data_format)?,
                _ => Input::open(&file, format(&file, self.data_format)?).map_err(unread)?,
            };
            inputs.push(input);
        }
        Memory::load(inputs, home.namespaces()).map_err(unread)
    }
}

/// The format of a file: what its ending says, else the one given.
fn format(file: &Path, given: Option<Format>) -> Result<Option<Format>, Failure> {
    match (Format::of_file(&file.display().to_string()), given) {
        (Ok(own), _) => Ok(Some(own)),
        (Err(_), Some(given)) => Ok(Some(given)),
        (Err(error), None) => {
            Err(Failure::from(error).hint("say --data-format, or give the file such an ending"))
        }
    }
}

fn standard(format: Option<Format>) -> Result<Input<'static>, Failure> {
    let format = format.ok_or_else(|| {
        Failure::usage(
            "standard input has no ending to tell its format",
            "say --data-format turtle",
        )
    })?;
    let input = Box::new(std::io::stdin());
    Input::unpacking("standard input".into(), format, input).map_err(unread)
}

/// The files that paths, folders and patterns mean; `-` stays as it is, and so does what is not there.
///
/// # Errors
/// A folder or a pattern without files of RDF.
pub fn files(given: &[String]) -> Result<Vec<PathBuf>, Failure> {
    let mut found = Vec::new();
    for name in given {
        let path = Path::new(name);
        // What reads it tells best of a file that is not there.
        if name == "-" || path.is_file() || !path.is_dir() && !name.contains(['*', '?', '[']) {
            found.push(path.to_path_buf());
            continue;
        }
        let (files, faults) = walk::chosen(std::slice::from_ref(name), &|file| {
            Format::of_file(file).is_ok()
        });
        if let Some(fault) = faults.first() {
            let message = fault.to_string();
            return Err(Failure::new(Status::Input, message)
                .hint("name files that end in ttl, trig, nt, nq, rdf, jsonld or n3"));
        }
        found.extend(files);
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::files;
    use std::fs;

    #[test]
    fn folders_and_patterns_stand_for_their_files() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["b.nq", "a.ttl", "c.txt"] {
            fs::write(folder.path().join(name), "").unwrap();
        }
        let whole = folder.path().display().to_string();
        let names = |given: &str| -> Vec<String> {
            let found = files(&[given.to_string()]).unwrap();
            let names = found
                .iter()
                .map(|p| p.file_name().unwrap().to_string_lossy());
            names.map(String::from).collect()
        };
        assert_eq!(names(&whole), ["a.ttl", "b.nq"]);
        assert_eq!(names(&format!("{whole}/*.nq")), ["b.nq"]);
        assert_eq!(names("-"), ["-"]);
        assert_eq!(names("absent.ttl"), ["absent.ttl"]);
        assert!(files(&[format!("{whole}/*.rdf")]).is_err());
    }
}
