//! Values that a shell offers while a line is typed. Where something fails there are none: a shell has no place for an error.

use crate::cli::home::Home;
use crate::cli::options::Options;
use crate::cli::question::Asked;
use crate::cli::status::Failure;
use aikg::query::kind::Kind;
use aikg::query::{Catalogue, Question};
use clap_complete::engine::{CompletionCandidate, PathCompleter, ValueCompleter};
use std::ffi::OsStr;
use std::path::Path;

/// Values, each with what it is.
pub type Pairs = Vec<(String, String)>;

/// Most values offered.
const MOST: usize = 200;

/// Names of questions, and files that hold one; of a set only those that are not on the line yet.
pub fn asked(typed: &OsStr) -> Vec<CompletionCandidate> {
    let files = PathCompleter::any().filter(|path| {
        let ending = path.extension().unwrap_or_default();
        path.is_dir() || ending == "rq" || ending == "sparql"
    });
    let mut all = questions(typed);
    all.extend(files.complete(typed));
    let words = words();
    if words.iter().any(|word| word == "--set") {
        // The word that is typed is on the line too.
        let given = |value: &OsStr| value != typed && words.iter().any(|w| OsStr::new(w) == value);
        all.retain(|candidate| !given(candidate.get_value()));
    }
    all
}

/// Names of questions.
pub fn questions(typed: &OsStr) -> Vec<CompletionCandidate> {
    offered(typed, |home| Ok(summaries(&home.questions()?)))
}

/// Names of updates, and files that hold one.
pub fn updates(typed: &OsStr) -> Vec<CompletionCandidate> {
    let files = PathCompleter::any()
        .filter(|path| path.is_dir() || path.extension().is_some_and(|e| e == "ru"));
    let mut all = offered(typed, |home| Ok(summaries(&home.updates()?)));
    all.extend(files.complete(typed));
    all
}

fn summaries(catalogue: &Catalogue) -> Pairs {
    let all = catalogue.questions();
    all.map(|q| (q.name.clone(), q.summary.clone())).collect()
}

/// `name=` for the parameters of the question on the line, and what one takes behind it.
pub fn parameters(typed: &OsStr) -> Vec<CompletionCandidate> {
    offered(typed, |home| of_line(home, &home.questions()?, typed))
}

/// The same of the update on the line.
pub fn parameters_of_updates(typed: &OsStr) -> Vec<CompletionCandidate> {
    offered(typed, |home| of_line(home, &home.updates()?, typed))
}

fn of_line(home: &Home, catalogue: &Catalogue, typed: &OsStr) -> Result<Pairs, Failure> {
    let words = words();
    let named = |q: &&Question| words.contains(&q.name);
    let file = |w: &&String| {
        let ending = Path::new(w).extension().unwrap_or_default();
        ending == "rq" || ending == "sparql" || ending == "ru"
    };
    let typed = typed.to_string_lossy();
    if let Some(question) = catalogue.questions().find(named) {
        return values(home, question, &typed);
    }
    match words
        .iter()
        .find(file)
        .map(|w| Asked::file(w))
        .transpose()?
    {
        Some(Asked::Headed(question, _)) => values(home, &question, &typed),
        _ => Ok(Vec::new()),
    }
}

/// `name=` for the parameters of a question that begin with what is typed; behind it what the parameter takes.
pub fn values(home: &Home, question: &Question, typed: &str) -> Result<Pairs, Failure> {
    let Some((name, _)) = typed.split_once('=') else {
        let all = question.parameters.iter();
        return Ok(all
            .map(|p| (format!("{}=", p.name), p.description.clone()))
            .collect());
    };
    let Some(parameter) = question.parameter(name) else {
        return Ok(Vec::new());
    };
    let own = |value: &String| (value.clone(), parameter.description.clone());
    let examples = parameter.default.iter().chain(&parameter.example);
    let found = match (parameter.kind, parameter.namespace.as_deref()) {
        (Kind::Iri, None) => known(home)?,
        (Kind::Iri, Some("ai")) => {
            let vocabulary = home.vocabulary()?;
            let properties = vocabulary.properties.values();
            let properties = properties.map(|p| (p.name.clone(), p.label.clone()));
            let classes = vocabulary.classes.values();
            let classes = classes.map(|c| (c.name.clone(), c.label.clone()));
            properties.chain(classes).collect()
        }
        (Kind::Boolean, _) => vec![
            ("true".into(), String::new()),
            ("false".into(), String::new()),
        ],
        _ => examples.map(own).collect(),
    };
    let all = found.into_iter();
    Ok(all.map(|(v, help)| (format!("{name}={v}"), help)).collect())
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

/// Graphs, as prefixed names.
pub fn graphs(typed: &OsStr) -> Vec<CompletionCandidate> {
    offered(typed, |home| {
        let all = graph_names(home)?.into_iter();
        Ok(all.map(|name| (name, String::new())).collect())
    })
}

/// The graphs that hold something, as prefixed names where there is a prefix.
///
/// # Errors
/// The facts cannot be read.
pub fn graph_names(home: &Home) -> Result<Vec<String>, Failure> {
    home.with(|snapshot| {
        let mut names = Vec::new();
        for graph in snapshot.graphs() {
            names.push(home.namespaces().shortened(&snapshot.words(graph?)?));
        }
        names.sort();
        Ok(names)
    })
}

/// Names of data sets.
pub fn data_sets(typed: &OsStr) -> Vec<CompletionCandidate> {
    offered(typed, |home| match home {
        Home::Workspace(workspace) => {
            let all = workspace.sets()?.into_iter();
            Ok(all.map(|name| (name, String::new())).collect())
        }
        Home::Bundle(_) => Ok(Vec::new()),
    })
}

/// Identifiers of names that nobody has judged.
pub fn newcomers(typed: &OsStr) -> Vec<CompletionCandidate> {
    offered(typed, |home| {
        let all = home.with(|snapshot| Ok(snapshot.newcomers()?))?.into_iter();
        Ok(all
            .map(|n| (n.entity.id.as_str().to_string(), n.entity.label))
            .collect())
    })
}

/// Identifiers of names that were judged.
pub fn judged(typed: &OsStr) -> Vec<CompletionCandidate> {
    offered(typed, |home| {
        let judgements = home.judgements()?;
        let all = judgements.iter();
        Ok(all
            .map(|j| (j.name.as_str().to_string(), j.label.clone()))
            .collect())
    })
}

fn known(home: &Home) -> Result<Pairs, Failure> {
    let all = home.entities()?.into_iter();
    Ok(all.map(|e| (e.id.as_str().to_string(), e.label)).collect())
}

/// The words of the line.
fn words() -> Vec<String> {
    let all = std::env::args_os();
    all.map(|word| word.to_string_lossy().into_owned())
        .collect()
}

/// What begins with the text typed, of the workspace that the line names or is typed in.
fn offered(
    typed: &OsStr,
    of: impl FnOnce(&Home) -> Result<Pairs, Failure>,
) -> Vec<CompletionCandidate> {
    let words = words();
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
