//! Names of formats, which a shell offers where a command takes one.

use aikg::{export, query, store};
use clap_complete::engine::CompletionCandidate;
use std::ffi::OsStr;

/// Forms of answers.
pub fn answers(typed: &OsStr) -> Vec<CompletionCandidate> {
    of(typed, query::Form::ALL.map(|(_, name)| name))
}

/// Formats of RDF.
pub fn rdf(typed: &OsStr) -> Vec<CompletionCandidate> {
    of(typed, store::Format::ALL.map(|(_, name, _)| name))
}

/// Formats of pictures and lists.
pub fn exports(typed: &OsStr) -> Vec<CompletionCandidate> {
    let figures = ["png", "pdf"];
    let all = export::Format::ALL.map(|(_, name)| name);
    of(typed, all.into_iter().chain(figures))
}

/// Formats of charts.
pub fn charts(typed: &OsStr) -> Vec<CompletionCandidate> {
    of(typed, ["svg", "png", "pdf", "csv"])
}

/// Formats of reports.
pub fn reports(typed: &OsStr) -> Vec<CompletionCandidate> {
    of(typed, ["html", "md", "pdf"])
}

fn of(typed: &OsStr, names: impl IntoIterator<Item = &'static str>) -> Vec<CompletionCandidate> {
    let typed = typed.to_string_lossy().to_lowercase();
    let fitting = names.into_iter().filter(|name| name.starts_with(&typed));
    fitting.map(CompletionCandidate::new).collect()
}

#[cfg(test)]
mod tests {
    use super::{CompletionCandidate, answers};
    use std::ffi::OsStr;

    #[test]
    fn names_begin_with_what_is_typed() {
        let offered = answers(OsStr::new("js"));
        let names: Vec<_> = offered.iter().map(CompletionCandidate::get_value).collect();
        assert_eq!(names, ["json", "jsonl", "jsonld"]);
    }
}
