//! `aikg config`.

use crate::cli::home::Home;
use crate::cli::options::Options;
use crate::cli::output::Output;
use crate::cli::status::{Failure, Status};
use crate::cli::table::align;
use aikg::model::Namespaces;
use clap::Args;
use std::io::Write;

/// Show the settings and where each comes from: an option, the environment, aikg.toml or the default.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  aikg config")]
pub struct Arguments {}

pub fn run(options: &Options, _: &Arguments) -> Result<Status, Failure> {
    let home = Home::find(options)?;
    let given = std::env::args().any(|a| a.starts_with("--workspace"));
    let (place, source) = match (&home, &options.workspace) {
        (Home::Workspace(w), Some(_)) if given => (w.root().display().to_string(), "--workspace"),
        (Home::Workspace(w), Some(_)) => (w.root().display().to_string(), "AIKG_WORKSPACE"),
        (Home::Workspace(w), None) => (w.root().display().to_string(), "found upwards"),
        (Home::Bundle(_), _) => ("none: the facts inside the program".to_string(), "default"),
    };
    let mut rows = vec![vec!["workspace".to_string(), source.to_string(), place]];
    let defaults = Namespaces::default();
    let (now, before) = (home.namespaces(), &defaults);
    let namespaces = [
        ("vocabulary", &now.vocabulary, &before.vocabulary),
        ("entity", &now.entity, &before.entity),
        ("statement", &now.statement, &before.statement),
        ("document", &now.document, &before.document),
        ("graph", &now.graph, &before.graph),
    ];
    for (name, value, default) in namespaces {
        let source = if value == default {
            "default"
        } else {
            "aikg.toml"
        };
        rows.push(vec![
            format!("namespaces.{name}"),
            source.to_string(),
            value.clone(),
        ]);
    }
    if let Home::Workspace(workspace) = &home
        && let Some(by) = workspace.settings().get("names.by")
    {
        rows.push(vec!["names.by".into(), "aikg.toml".into(), by]);
    }
    let mut out = Output::open(None)?;
    out.write_all(align(&rows, usize::MAX, 0).as_bytes())?;
    out.finish()?;
    Ok(Status::Done)
}
