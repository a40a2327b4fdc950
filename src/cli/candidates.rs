//! Values that a shell offers while a line is typed. Where something fails there are none: a shell has no place for an error.

use crate::cli::home::Home;
use crate::cli::options::Options;
use crate::cli::status::Failure;
use clap_complete::engine::{CompletionCandidate, PathCompleter, ValueCompleter};
use std::ffi::OsStr;
use std::path::Path;

/// Most values offered.
const MOST: usize = 200;

/// Names of questions, and files that end in `.rq`.
pub fn asked(typed: &OsStr) -> Vec<CompletionCandidate> {
    let files =
        PathCompleter::any().filter(|p| p.is_dir() || p.extension().is_some_and(|e| e == "rq"));
    let mut all = questions(typed);
    all.extend(files.complete(typed));
    all
}

/// Names of questions.
pub fn questions(typed: &OsStr) -> Vec<CompletionCandidate> {
    offered(typed, |home| {
        let catalogue = home.questions()?;
        let all = catalogue.questions();
        Ok(all.map(|q| (q.name.clone(), q.summary.clone())).collect())
    })
}

/// `name=` for the parameters of the question on the line, and names of entities behind it.
pub fn parameters(typed: &OsStr) -> Vec<CompletionCandidate> {
    offered(typed, |home| {
        let catalogue = home.questions()?;
        let words: Vec<String> = std::env::args().collect();
        let Some(question) = catalogue.questions().find(|q| words.contains(&q.name)) else {
            return Ok(Vec::new());
        };
        let typed = typed.to_string_lossy();
        if let Some((name, _)) = typed.split_once('=') {
            let known = known(home)?.into_iter();
            return Ok(known
                .map(|(id, label)| (format!("{name}={id}"), label))
                .collect());
        }
        let all = question.parameters.iter();
        Ok(all
            .map(|p| (format!("{}=", p.name), p.description.clone()))
            .collect())
    })
}

/// Identifiers of entities.
pub fn entities(typed: &OsStr) -> Vec<CompletionCandidate> {
    offered(typed, known)
}

/// Names of properties.
pub fn properties(typed: &OsStr) -> Vec<CompletionCandidate> {
    offered(typed, |home| {
        let vocabulary = home.vocabulary()?;
        let all = vocabulary.properties.values().filter(|p| !p.qualifier);
        Ok(all.map(|p| (p.name.clone(), p.label.clone())).collect())
    })
}

/// Names of classes.
pub fn classes(typed: &OsStr) -> Vec<CompletionCandidate> {
    offered(typed, |home| {
        let vocabulary = home.vocabulary()?;
        let all = vocabulary.classes.values();
        Ok(all.map(|c| (c.name.clone(), c.label.clone())).collect())
    })
}

/// Identifiers of documents.
pub fn documents(typed: &OsStr) -> Vec<CompletionCandidate> {
    offered(typed, |home| {
        let all = home.citations()?.into_iter();
        Ok(all
            .map(|c| (c.id.as_str().to_string(), c.title.clone()))
            .collect())
    })
}

fn known(home: &Home) -> Result<Vec<(String, String)>, Failure> {
    let all = home.entities()?.into_iter();
    Ok(all.map(|e| (e.id.as_str().to_string(), e.label)).collect())
}

/// What begins with the text typed, of the workspace that the line names or is typed in.
fn offered(
    typed: &OsStr,
    of: impl FnOnce(&Home) -> Result<Vec<(String, String)>, Failure>,
) -> Vec<CompletionCandidate> {
    let words: Vec<String> = std::env::args().collect();
    let named = words.windows(2).find(|pair| pair[0] == "--workspace");
    let options = Options {
        workspace: named.map(|pair| Path::new(&pair[1]).to_path_buf()),
        quiet: true,
        ..Options::default()
    };
    let typed = typed.to_string_lossy();
    let all = Home::find(&options).and_then(|home| of(&home));
    all.unwrap_or_default()
        .into_iter()
        .filter(|(value, _)| value.starts_with(&*typed))
        .take(MOST)
        .map(|(value, help)| CompletionCandidate::new(value).help(Some(help.into())))
        .collect()
}
