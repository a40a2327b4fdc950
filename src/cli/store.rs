//! `aikg store`.

use crate::cli::consent;
use crate::cli::home::Home;
use crate::cli::meter::size;
use crate::cli::options::Options;
use crate::cli::output::{Format, Output};
use crate::cli::status::{Failure, Status};
use crate::cli::table::{columns, count};
use aikg::belief::believe;
use aikg::store::{Checkup, Sizes, Stats, StoreError, Workspace};
use clap::{Args, Subcommand};
use serde_json::json;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Look after the store: check, compact, rebuild, back up, restore, or say what it holds.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  aikg store check\n  aikg store backup ../research.zip\n  aikg store restore ../research.zip copy"
)]
pub struct Arguments {
    #[command(subcommand)]
    task: Task,
    /// Form of the report
    #[arg(long, global = true, value_enum, default_value = "text")]
    format: Format,
}

#[derive(Debug, Subcommand)]
enum Task {
    /// Compare the index with itself and with the text files; ends with status 1 if it is damaged
    Check {
        /// Do not compare with what the text files make
        #[arg(long)]
        quick: bool,
    },
    /// Pack the index closely, without terms that nothing uses
    Compact,
    /// Make the index anew from the text files and data sets
    Rebuild,
    /// Write text files, texts and data sets to one file, a zip archive
    Backup {
        /// The file; one of this name is replaced
        file: PathBuf,
    },
    /// Make a folder the workspace of a backup
    Restore {
        /// The backup
        file: PathBuf,
        /// The folder; made if it is not there
        folder: PathBuf,
        /// Take the place of a workspace without being asked
        #[arg(long)]
        yes: bool,
    },
    /// Say what the store holds: quads, terms, tables, files
    Stats,
}

pub fn run(options: &Options, arguments: &Arguments) -> Result<Status, Failure> {
    if let Task::Restore { file, folder, yes } = &arguments.task {
        return restore(options, file, folder, *yes);
    }
    let workspace = Home::workspace(options)?;
    let mut out = Output::open(None)?;
    let status = match &arguments.task {
        Task::Check { quick } => {
            let checkup = workspace.check(!quick, &believe)?;
            checked(&mut out, arguments.format, &checkup)?
        }
        Task::Compact => sized(&mut out, arguments.format, workspace.compact(&believe)?)?,
        Task::Rebuild => sized(&mut out, arguments.format, workspace.rebuild(&believe)?)?,
        Task::Stats => told(&mut out, arguments.format, &workspace.stats(&believe)?)?,
        Task::Backup { file } => backup(&mut out, arguments.format, &workspace, file)?,
        Task::Restore { .. } => Status::Done,
    };
    out.finish()?;
    Ok(status)
}

fn checked(out: &mut Output, format: Format, checkup: &Checkup) -> Result<Status, Failure> {
    if format == Format::Jsonl {
        let object = json!({
            "sound": checkup.is_sound(), "present": checkup.present, "quads": checkup.quads,
            "terms": checkup.terms, "changed": checkup.changed, "compared": checkup.compared,
            "faults": checkup.faults, "broken": checkup.broken,
        });
        writeln!(out, "{object}")?;
    } else if checkup.is_sound() {
        sound(out, checkup)?;
    } else {
        for fault in &checkup.broken {
            writeln!(out, "a text file is broken: {fault}")?;
        }
        for fault in &checkup.faults {
            writeln!(out, "the index is damaged: {fault}")?;
        }
        if checkup.faults.is_empty() {
            writeln!(out, "mend the file; until then no question is answered")?;
            return Ok(Status::No);
        }
        writeln!(
            out,
            "`aikg store rebuild` makes it anew; the text files are the truth, and nothing of them is lost"
        )?;
    }
    Ok(match checkup.is_sound() {
        true => Status::Done,
        false => Status::No,
    })
}

fn sound(out: &mut Output, checkup: &Checkup) -> Result<(), Failure> {
    if !checkup.present {
        writeln!(out, "there is no index yet; the next question makes it")?;
        return Ok(());
    }
    let compared = match checkup.compared {
        true => ", and they are those that the text files make",
        false => "",
    };
    let (quads, terms) = (number(checkup.quads), number(checkup.terms));
    writeln!(
        out,
        "the index is sound: {} of {}{compared}",
        count(quads, "quad"),
        count(terms, "term")
    )?;
    if checkup.changed > 0 {
        let files = count(number(checkup.changed), "text file");
        writeln!(
            out,
            "{files} changed since; the next question makes it follow"
        )?;
    }
    Ok(())
}

fn sized(out: &mut Output, format: Format, sizes: Sizes) -> Result<Status, Failure> {
    let Sizes { before, after } = sizes;
    match format {
        Format::Jsonl => writeln!(out, "{}", json!({"before": before, "after": after}))?,
        Format::Text => writeln!(out, "index: {} before, {} after", size(before), size(after))?,
    }
    Ok(Status::Done)
}

fn told(out: &mut Output, format: Format, stats: &Stats) -> Result<Status, Failure> {
    let graphs = stats
        .graphs
        .iter()
        .map(|(kind, sum)| ("graphs", kind, *sum));
    let tables = stats.tables.iter().map(|(name, sum)| ("table", name, *sum));
    let files = stats.files.iter().map(|(kind, sum)| ("files", kind, *sum));
    let sets = stats.sets.iter().map(|(name, sum)| ("set", name, *sum));
    let kept = tables.chain(files).chain(sets);
    if format == Format::Jsonl {
        let object = json!({
            "quads": stats.quads, "terms": stats.terms, "bytes": stats.size,
            "bytes_a_quad": stats.bytes_a_quad(), "readers": stats.readers,
        });
        writeln!(out, "{object}")?;
        for (what, name, sum) in graphs {
            let object = json!({what: name, "count": sum.count, "quads": sum.amount});
            writeln!(out, "{object}")?;
        }
        for (what, name, sum) in kept {
            let object = json!({what: name, "count": sum.count, "bytes": sum.amount});
            writeln!(out, "{object}")?;
        }
        return Ok(Status::Done);
    }
    let line = |a: &str, b: String, c: String| vec![a.to_string(), b, c];
    let mut rows = vec![
        line("quads", stats.quads.to_string(), String::new()),
        line("terms", stats.terms.to_string(), String::new()),
        line(
            "index",
            size(stats.size),
            format!("{} bytes a quad", stats.bytes_a_quad()),
        ),
        line("readers", stats.readers.to_string(), String::new()),
    ];
    for (what, kind, sum) in graphs {
        let (name, quads) = (format!("{what} {kind}"), count(number(sum.amount), "quad"));
        rows.push(line(&name, sum.count.to_string(), quads));
    }
    for (what, name, sum) in kept {
        let name = format!("{what} {name}");
        rows.push(line(&name, sum.count.to_string(), size(sum.amount)));
    }
    write!(out, "{}", columns(&rows))?;
    Ok(Status::Done)
}

fn backup(
    out: &mut Output,
    format: Format,
    workspace: &Workspace,
    file: &Path,
) -> Result<Status, Failure> {
    let backup = workspace.backup(file)?;
    let (files, bytes) = (backup.files.len(), backup.size());
    let packed = std::fs::metadata(file).map_or(0, |m| m.len());
    match format {
        Format::Jsonl => {
            let object = json!({"files": files, "bytes": bytes, "packed": packed});
            writeln!(out, "{object}")?;
        }
        Format::Text => writeln!(
            out,
            "{}, {}, in {}: {}",
            count(files, "file"),
            size(bytes),
            file.display(),
            size(packed)
        )?,
    }
    Ok(Status::Done)
}

fn restore(options: &Options, file: &Path, folder: &Path, yes: bool) -> Result<Status, Failure> {
    let there = folder.join("aikg.toml").exists();
    let question = format!("replace the workspace {}", folder.display());
    let agreed = yes || !there || consent::agreed(&question)?;
    let restored = Workspace::restore(file, folder, agreed);
    let backup = restored.map_err(|error| match error {
        StoreError::Workspace { .. } => Failure::usage(
            error.to_string(),
            "say --yes to put the backup in its place, or name another folder",
        ),
        StoreError::File { ref path, .. } if path == file => {
            let mut failure = Failure::from(error);
            failure.status = Status::Input;
            failure
        }
        other => other.into(),
    })?;
    let files = count(backup.files.len(), "file");
    options.note(&format!("{}: {files} restored", folder.display()));
    Ok(Status::Done)
}

fn number(n: u64) -> usize {
    usize::try_from(n).unwrap_or(usize::MAX)
}
