//! `aikg query`.

use crate::cli::home::Home;
use crate::cli::load::unread;
use crate::cli::options::Options;
use crate::cli::output::{self, Output, ending};
use crate::cli::plan;
use crate::cli::status::{Failure, Status, said};
use crate::cli::table::count;
use aikg::model::EntityId;
use aikg::query::format::{Look, WriteError, write};
use aikg::query::{Answer, Form, QueryError, Stop, answer, bind, explain};
use aikg::store::{Input, Memory, Snapshot};
use clap::Args;
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Ask a question of the catalogue, a query in a file, or one given on the command line.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  aikg query prices\n  aikg query price-of -p model='v4 pro'\n  aikg query mine.rq --format csv\n  \
                        aikg query -e 'SELECT ?m ?maker { ?m ai:developedBy ?maker }'\n  \
                        aikg query --explain prices\n  aikg query -e 'SELECT * { ?s ?p ?o } LIMIT 9' --data mine.ttl more.nq\n  aikg query -e 'ASK { id:deepseek-v4 ai:runsOn id:huawei-ascend }' && echo yes"
)]
pub struct Arguments {
    /// A question by name, or a file that ends in .rq
    #[arg(value_name = "NAME|FILE.rq", required_unless_present = "expression")]
    question: Option<String>,
    /// A query
    #[arg(
        short,
        long = "expression",
        value_name = "SPARQL",
        conflicts_with = "question"
    )]
    expression: Option<String>,
    /// A value for a parameter of the question
    #[arg(short, long = "param", value_name = "NAME=VALUE")]
    parameters: Vec<String>,
    /// Form of the answer; else the output file's ending, else a table on a terminal and tsv elsewhere
    #[arg(long, value_name = "FORMAT")]
    format: Option<String>,
    /// Write to a file
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Stop after so many seconds, with status 124
    #[arg(long, value_name = "SECONDS", default_value_t = 60)]
    timeout: u64,
    /// Stop after so many rows
    #[arg(long, value_name = "N")]
    max_rows: Option<usize>,
    /// Ask these RDF files instead of the workspace; their endings tell the formats
    #[arg(long, value_name = "FILE", num_args = 1..)]
    data: Vec<PathBuf>,
    /// Answer it to its end and print how: each part with the rows expected and found, and the time
    #[arg(long, conflicts_with_all = ["format", "max_rows"])]
    explain: bool,
}

pub fn run(options: &Options, arguments: &Arguments) -> Result<Status, Failure> {
    let form = form(arguments)?;
    let home = if arguments.data.is_empty() {
        Home::answering(options)?
    } else {
        Home::find(options)?
    };
    let stop = Stop::default();
    watch(
        &stop,
        Duration::from_secs(arguments.timeout),
        options.json_errors,
    );
    if arguments.explain {
        let explained = asked(&home, &arguments.data, |snapshot| {
            let (sparql, shown) = sparql(&home, &snapshot, arguments)?;
            explain(snapshot, &sparql, &stop).map_err(|e| failure(e, &sparql, &shown))
        })?;
        let mut out = Output::open(arguments.output.as_deref())?;
        out.write_all(plan::table(&explained, home.namespaces()).as_bytes())?;
        out.flush()?;
        out.finish()?;
        return Ok(Status::Done);
    }
    let written = asked(&home, &arguments.data, |snapshot| {
        let (sparql, shown) = sparql(&home, &snapshot, arguments)?;
        let answer = answer(snapshot, &sparql, &stop).map_err(|e| failure(e, &sparql, &shown))?;
        let form = form.unwrap_or_else(|| usual(&answer));
        let mut out = Output::open(arguments.output.as_deref())?;
        let look = Look {
            namespaces: home.namespaces(),
            width: width(),
            most: arguments.max_rows,
        };
        let written =
            write(answer, form, &look, &mut out).map_err(|e| unwritten(e, &sparql, &shown))?;
        out.flush()?;
        out.finish()?;
        Ok(written)
    })?;
    if written.cut {
        options.note(&format!(
            "note: cut after {} (--max-rows)",
            count(written.count, "row")
        ));
    }
    Ok(if written.boolean == Some(false) {
        Status::No
    } else {
        Status::Done
    })
}

/// Calls `work` with the facts of some files, or of the workspace where there are none.
fn asked<T>(
    home: &Home,
    files: &[PathBuf],
    work: impl FnOnce(Snapshot<'_>) -> Result<T, Failure>,
) -> Result<T, Failure> {
    if files.is_empty() {
        return home.with(work);
    }
    let inputs = files
        .iter()
        .map(|file| Input::open(file, None).map_err(unread));
    let memory = Memory::load(inputs.collect::<Result<_, _>>()?, home.namespaces())?;
    work(memory.snapshot())
}

fn form(arguments: &Arguments) -> Result<Option<Form>, Failure> {
    let by_ending = ending(arguments.output.as_deref());
    let Some(name) = arguments.format.clone().or(by_ending) else {
        return Ok(None);
    };
    let known: Vec<&str> = Form::ALL.iter().map(|(_, n)| *n).collect();
    Form::named(&name).map(Some).ok_or_else(|| {
        Failure::usage(
            format!("'{name}' is no format"),
            format!("say one of {}", known.join(", ")),
        )
    })
}

/// A table on a terminal, else what programs read.
fn usual(answer: &Answer<'_>) -> Form {
    match answer {
        Answer::Graph(_) => Form::Turtle,
        _ if std::io::stdout().is_terminal() => Form::Table,
        _ => Form::Tsv,
    }
}

fn width() -> usize {
    let columns = std::env::var_os("COLUMNS").and_then(|c| c.to_str().and_then(|c| c.parse().ok()));
    if std::io::stdout().is_terminal() {
        columns.unwrap_or(160)
    } else {
        0
    }
}

/// The query with its parameters bound, and the name under which faults in it are shown.
fn sparql(
    home: &Home,
    snapshot: &Snapshot<'_>,
    arguments: &Arguments,
) -> Result<(String, String), Failure> {
    if let Some(expression) = &arguments.expression {
        if !arguments.parameters.is_empty() {
            return Err(Failure::usage(
                "-p goes with a question, not with -e",
                "write the value into the query",
            ));
        }
        return Ok((expression.clone(), "query".to_string()));
    }
    let name = arguments.question.as_deref().unwrap_or_default();
    Ok((
        question(home, snapshot, name, &arguments.parameters)?,
        name.to_string(),
    ))
}

/// The SPARQL of a question of the catalogue or of a file.
pub fn question(
    home: &Home,
    snapshot: &Snapshot<'_>,
    name: &str,
    parameters: &[String],
) -> Result<String, Failure> {
    let mut values = Vec::new();
    for parameter in parameters {
        match parameter.split_once('=') {
            Some((name, value)) => values.push((name.to_string(), value.to_string())),
            None => {
                return Err(Failure::usage(
                    format!("'{parameter}' has no '='"),
                    "write -p name=value",
                ));
            }
        }
    }
    let resolver = |name: &str| -> Vec<EntityId> {
        snapshot
            .resolve(name)
            .unwrap_or_default()
            .into_iter()
            .map(|e| e.id)
            .collect()
    };
    if Path::new(name).extension().is_some_and(|e| e == "rq") {
        let text = std::fs::read_to_string(name).map_err(|e| {
            Failure::new(Status::Input, format!("{name}: {}", said(&e))).hint("check the path")
        })?;
        // A file without a header is a query as it is.
        if !text.contains("#+") {
            return Ok(text);
        }
        let question = aikg::query::Question::parse(name, &text)?;
        return Ok(bind(&question, &values, home.namespaces(), &resolver)?);
    }
    let catalogue = home.questions()?;
    let question = catalogue.find(name)?;
    let bound = bind(question, &values, home.namespaces(), &resolver);
    bound.map_err(|e| Failure::from(e).hint(format!("`aikg queries {name}` shows the parameters")))
}

/// Stops the query when its time is over; ends the program a second later where the query does not look.
fn watch(stop: &Stop, timeout: Duration, json: bool) {
    let stop = stop.clone();
    std::thread::spawn(move || {
        std::thread::sleep(timeout);
        stop.now();
        std::thread::sleep(Duration::from_secs(1));
        output::discard();
        late().print(json);
        std::process::exit(i32::from(Status::Time as u8));
    });
}

fn late() -> Failure {
    Failure::new(Status::Time, "the query ran out of time")
        .hint("ask for less, or give it more with --timeout")
}

/// A fault of a query as its user sees it.
pub fn failure(error: QueryError, sparql: &str, shown: &str) -> Failure {
    match error {
        QueryError::Syntax {
            place,
            message,
            suggestion,
        } => {
            let hint = suggestion.map_or_else(
                || "see https://www.w3.org/TR/sparql11-query/".into(),
                |s| format!("did you mean {s}?"),
            );
            Failure::new(Status::Usage, format!("{shown}:{place}: {message}"))
                .excerpt(sparql, place.line, place.column)
                .hint(hint)
        }
        QueryError::Stopped => late(),
        QueryError::Evaluation(message) => Failure::new(Status::Store, message),
    }
}

fn unwritten(error: WriteError, sparql: &str, shown: &str) -> Failure {
    match error {
        WriteError::Query(error) => failure(error, sparql, shown),
        WriteError::Output(error) => error.into(),
        WriteError::Form { .. } => Failure::new(Status::Usage, error.to_string()),
    }
}
