//! `aikg query`.

use crate::cli::data::Data;
use crate::cli::fault::{failure, missing, unbound};
use crate::cli::form;
use crate::cli::home::Home;
use crate::cli::limit::{self, Limit};
use crate::cli::options::Options;
use crate::cli::output::Output;
use crate::cli::plan;
use crate::cli::question::{Asked, written};
use crate::cli::set;
use crate::cli::status::{Failure, Status};
use crate::cli::table::count;
use crate::cli::unwritten::WriteFailure;
use crate::cli::values::Values;
use crate::cli::watch::Watch;
use aikg::query::format::{Look, Written, write};
use aikg::query::{Answer, Form, QueryError, absent, answer, each, explain, labelled, loose};
use aikg::store::Snapshot;
use bytesize::ByteSize;
use clap::Args;
use std::io::{IsTerminal, Write};
use std::path::PathBuf;

/// Ask a question of the catalogue, a query in a file, or one given on the command line.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  aikg query prices\n  aikg query price-of -p model='v4 pro'\n  aikg query mine.rq --format csv\n  \
                        aikg query price-of -p @models.csv -o prices.csv\n  \
                        aikg query --set prices licenses mine.rq --format csv -o answers/\n  \
                        aikg query -e 'SELECT ?m ?maker { ?m ai:developedBy ?maker }' --labels\n  \
                        aikg query --explain prices\n  aikg query -e 'SELECT * { ?s ?p ?o } LIMIT 9' --data mine.ttl more.nq\n  aikg query -e 'ASK { id:deepseek-v4 ai:runsOn id:huawei-ascend }' && echo yes"
)]
pub struct Arguments {
    /// A question by name, a file that ends in .rq or .sparql, or - for standard input
    #[arg(value_name = "NAME|FILE.rq", required_unless_present_any = ["expression", "set"])]
    question: Option<String>,
    /// A query; - reads it from standard input
    #[arg(
        short,
        long = "expression",
        value_name = "SPARQL",
        conflicts_with = "question"
    )]
    expression: Option<String>,
    /// Ask several, of one state of the data; -o then names a folder
    #[arg(long, value_name = "NAME|FILE.rq", num_args = 1.., conflicts_with_all = ["question", "expression", "explain"])]
    pub(super) set: Vec<String>,
    /// A value for a parameter of the question; or a CSV file (- for standard input) whose first line names parameters, to ask once a line
    #[arg(short, long = "param", value_name = "NAME=VALUE|@FILE")]
    parameters: Vec<String>,
    /// Form of the answer; else the output file's ending, else a table on a terminal and tsv elsewhere
    #[arg(long, value_name = "FORMAT")]
    format: Option<String>,
    /// Write to a file
    #[arg(short, long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    /// Stop after so many seconds, with status 124
    #[arg(
        long,
        value_name = "SECONDS",
        default_value_t,
        allow_hyphen_values = true
    )]
    timeout: Limit,
    /// Stop after so many rows
    #[arg(long, value_name = "N", value_parser = limit::rows, allow_hyphen_values = true)]
    max_rows: Option<usize>,
    /// Stop when it needs more memory, such as 500MB or 2GiB, with status 4
    #[arg(long, value_name = "SIZE")]
    max_memory: Option<ByteSize>,
    /// A column of labels behind each column of IRIs
    #[arg(long)]
    labels: bool,
    #[command(flatten)]
    data: Data,
    /// Answer it to its end and print how: each part with the rows expected and found, and the time
    #[arg(long, conflicts_with_all = ["format", "max_rows", "labels"])]
    explain: bool,
}

pub fn run(options: &Options, arguments: &Arguments) -> Result<Status, Failure> {
    let desk = Desk {
        options,
        arguments,
        form: form::chosen(arguments.format.as_deref(), arguments.output.as_deref())?,
        home: if arguments.data.is_empty() {
            Home::answering(options)?
        } else {
            Home::find(options)?
        },
        values: Values::read(&arguments.parameters)?,
        watch: Watch::start(
            arguments.timeout.time(),
            arguments.max_memory,
            options.json_errors,
        )?,
    };
    let run = if arguments.explain {
        Desk::explained
    } else if arguments.set.is_empty() {
        Desk::answered
    } else {
        set::run
    };
    let done = asked(&desk.home, &arguments.data, |snapshot| run(&desk, snapshot));
    done.map_err(|failure| desk.watch.told(failure))
}

/// Calls `work` with the facts of some files, or of the workspace where there are none.
fn asked<T>(
    home: &Home,
    data: &Data,
    work: impl FnOnce(Snapshot<'_>) -> Result<T, Failure>,
) -> Result<T, Failure> {
    if data.is_empty() {
        return home.with(work);
    }
    let memory = data.read(home)?;
    work(memory.snapshot())
}

/// All that a question is answered with.
pub struct Desk<'o> {
    pub(super) options: &'o Options,
    pub(super) arguments: &'o Arguments,
    pub(super) form: Option<Form>,
    pub(super) home: Home,
    values: Values,
    pub(super) watch: Watch,
}

impl Desk<'_> {
    /// The one question of the command line.
    fn question(&self) -> Result<Asked, Failure> {
        match (&self.arguments.expression, &self.arguments.question) {
            (Some(sparql), _) => Ok(Asked::Plain(written(sparql)?, "query".into())),
            (None, name) => Asked::find(&self.home, name.as_deref().unwrap_or_default()),
        }
    }

    fn explained(&self, snapshot: Snapshot<'_>) -> Result<Status, Failure> {
        if self.values.table.is_some() {
            return Err(Failure::usage(
                "--explain shows the plan for one set of values",
                "write -p name=value",
            ));
        }
        let question = self.question()?;
        let sparql = question.bound(&self.home, snapshot, &self.values.with(&[]))?;
        let explained = explain(snapshot, &sparql, &self.watch.stop);
        let explained = explained.map_err(|e| failure(e, &sparql, question.shown()))?;
        let mut out = Output::open(self.arguments.output.as_deref())?;
        out.write_all(plan::table(&explained, self.home.namespaces()).as_bytes())?;
        out.finish()?;
        self.remark(snapshot, &sparql, question.shown(), explained.rows == 0)?;
        Ok(Status::Done)
    }

    fn answered(&self, snapshot: Snapshot<'_>) -> Result<Status, Failure> {
        let question = self.question()?;
        let status = self.answer(snapshot, &question, |answer| {
            let form = self.form.unwrap_or_else(|| form::usual(&answer));
            let file = self.arguments.output.as_deref();
            if form == Form::Parquet && file.is_none() && std::io::stdout().is_terminal() {
                let told = Failure::usage("parquet is not for a terminal", "write a file with -o");
                return Err(told.into());
            }
            let mut out = Output::open(file)?;
            let written = self.write(answer, form, &mut out)?;
            out.finish()?;
            Ok(written)
        })?;
        Ok(status)
    }

    /// Asks a question and hands its answer on; tells of rows that were cut, and of names that nothing has.
    pub(super) fn answer(
        &self,
        snapshot: Snapshot<'_>,
        question: &Asked,
        take: impl FnOnce(Answer<'_>) -> Result<Written, WriteFailure>,
    ) -> Result<Status, Failure> {
        let shown = question.shown();
        let (sparql, answer) = match &self.values.table {
            None => {
                let sparql = question.bound(&self.home, snapshot, &self.values.with(&[]))?;
                let answer = answer(snapshot, &sparql, &self.watch.stop);
                (sparql, answer)
            }
            Some(table) => {
                let fits = question.takes(&table.names);
                fits.map_err(|failure| table.at(1, failure))?;
                let mut first = None;
                for (number, line) in &table.lines {
                    let bound = question.bound(&self.home, snapshot, &self.values.with(line));
                    let bound = bound.map_err(|failure| table.at(*number, failure))?;
                    first.get_or_insert(bound);
                }
                let lines = table.lines.iter().map(|(_, line)| {
                    let bound = question.bound(&self.home, snapshot, &self.values.with(line));
                    let sparql = bound.map_err(|f| QueryError::Evaluation(f.message))?;
                    Ok((line.clone(), answer(snapshot, &sparql, &self.watch.stop)?))
                });
                let names = table.names.clone();
                (first.unwrap_or_default(), each(&names, lines))
            }
        };
        let told = |error| failure(error, &sparql, shown);
        let answer = match answer.map_err(told)? {
            Answer::Rows(rows) if self.arguments.labels => {
                Answer::Rows(labelled(rows, snapshot).map_err(told)?)
            }
            other => other,
        };
        let written = take(answer).map_err(|e| e.told(&sparql, shown))?;
        if written.cut {
            self.options.note(&format!(
                "note: cut after {} (--max-rows)",
                count(written.count, "row")
            ));
        }
        let empty = written.count == 0 || written.boolean == Some(false);
        self.remark(snapshot, &sparql, shown, empty)?;
        Ok(match written.boolean {
            Some(false) => Status::No,
            _ => Status::Done,
        })
    }

    /// Tells of variables without a value, and of names that nothing has; of all where nothing was found.
    fn remark(
        &self,
        snapshot: Snapshot<'_>,
        sparql: &str,
        shown: &str,
        empty: bool,
    ) -> Result<(), Failure> {
        for variable in loose(sparql) {
            self.options.note(&unbound(&variable, shown));
        }
        // Files of one's own may have classes and properties of their own.
        if empty || self.arguments.data.is_empty() {
            for name in absent(snapshot, sparql, empty)? {
                self.options.note(&missing(&name, shown));
            }
        }
        Ok(())
    }

    /// Writes an answer as the options say.
    pub(super) fn write(
        &self,
        answer: Answer<'_>,
        form: Form,
        out: &mut Output,
    ) -> Result<Written, WriteFailure> {
        let look = Look {
            namespaces: self.home.namespaces(),
            width: form::width(),
            most: self.arguments.max_rows,
        };
        let written = write(answer, form, &look, out)?;
        out.flush()?;
        Ok(written)
    }
}
