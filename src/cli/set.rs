//! `aikg query --set`: several questions asked of one state of the data.

use crate::cli::output::Output;
use crate::cli::query::Desk;
use crate::cli::question::Asked;
use crate::cli::status::{Failure, Status};
use aikg::query::format::{WriteError, Written};
use aikg::query::{Answer, Form, each};
use aikg::store::Snapshot;
use std::collections::BTreeMap;
use std::io::{IsTerminal, Write};
use std::iter::once;
use std::path::Path;

/// Asks all; one that fails does not stop the others. How it ends is told by the last that failed.
pub fn run(desk: &Desk<'_>, snapshot: Snapshot<'_>) -> Result<Status, Failure> {
    let folder = desk.arguments.output.as_deref();
    if let Some(folder) = folder {
        apart(&desk.arguments.set, folder)?;
    }
    if let Some(folder) = folder.filter(|f| !f.is_dir()) {
        std::fs::create_dir_all(folder).map_err(|e| {
            Failure::new(Status::Store, format!("{}: {e}", folder.display()))
                .hint("-o names a folder for the answers of --set")
        })?;
    }
    let (mut failed, mut denied) = (None::<Failure>, false);
    for name in &desk.arguments.set {
        let done = Asked::find(&desk.home, name).and_then(|question| match folder {
            Some(folder) => filed(desk, snapshot, &question, folder),
            None => printed(desk, snapshot, &question),
        });
        match done {
            Ok(status) => denied |= status == Status::No,
            Err(failure) if failure.is_closed_pipe() || desk.watch.ended() => return Err(failure),
            Err(failure) => {
                if let Some(earlier) = failed.replace(failure) {
                    earlier.print(desk.options.json_errors);
                }
            }
        }
    }
    match failed {
        Some(failure) => Err(failure),
        None if denied => Ok(Status::No),
        None => Ok(Status::Done),
    }
}

/// The name of the file that an answer is written to, without its ending.
fn stem(question: &str) -> String {
    let name = Path::new(question).file_stem().unwrap_or_default();
    name.to_string_lossy().into_owned()
}

/// # Errors
/// Two answers would be written to one file; some systems take large and small letters for the same.
fn apart(questions: &[String], folder: &Path) -> Result<(), Failure> {
    let mut seen: BTreeMap<String, &str> = BTreeMap::new();
    for question in questions {
        let stem = stem(question);
        if let Some(other) = seen.insert(stem.to_lowercase(), question) {
            let file = folder.join(&stem);
            return Err(Failure::usage(
                format!(
                    "the answers of {other} and {question} would be one file, {}",
                    file.display()
                ),
                "ask them for two folders, or give a file another name",
            ));
        }
    }
    Ok(())
}

/// Writes an answer to a file of the folder, named after the question.
fn filed(
    desk: &Desk<'_>,
    snapshot: Snapshot<'_>,
    question: &Asked,
    folder: &Path,
) -> Result<Status, Failure> {
    desk.answer(snapshot, question, |answer| {
        let form = desk.form.unwrap_or(match answer {
            Answer::Graph(_) => Form::Turtle,
            _ => Form::Csv,
        });
        let file = format!("{}.{}", stem(question.shown()), form.ending());
        let mut out = Output::open(Some(&folder.join(file)))?;
        let written = desk.write(answer, form, &mut out)?;
        out.finish()?;
        Ok(written)
    })
}

/// Writes an answer to standard output, in a form that tells the answers apart.
fn printed(desk: &Desk<'_>, snapshot: Snapshot<'_>, question: &Asked) -> Result<Status, Failure> {
    desk.answer(snapshot, question, |answer| {
        let form = desk.form.unwrap_or(match answer {
            Answer::Graph(_) => Form::Turtle,
            _ if std::io::stdout().is_terminal() => Form::Table,
            _ => Form::Jsonl,
        });
        let name = question.shown();
        let boolean = match answer {
            Answer::Boolean(answer) => Some(answer),
            _ => None,
        };
        let mut out = Output::open(None)?;
        let answer = match form {
            Form::Table | Form::Markdown => {
                writeln!(out, "## {name}\n")?;
                answer
            }
            Form::Turtle | Form::Trig | Form::Nquads | Form::Ntriples => {
                writeln!(out, "# {name}")?;
                answer
            }
            Form::Jsonl => {
                let named = once(Ok((vec![name.to_string()], answer)));
                each(&["query".to_string()], named).map_err(WriteError::from)?
            }
            _ => {
                return Err(Failure::usage(
                    format!("{} holds one answer", form.name()),
                    "write the answers into a folder with -o, or say table, markdown or jsonl",
                )
                .into());
            }
        };
        let written = desk.write(answer, form, &mut out)?;
        if matches!(form, Form::Table | Form::Markdown) {
            writeln!(out)?;
        }
        out.finish()?;
        Ok(Written { boolean, ..written })
    })
}
