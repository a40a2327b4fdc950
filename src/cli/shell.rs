//! `aikg shell`.
//!
//! Each query is asked by a process of its own, as `aikg query` would: so Ctrl-C ends a query, whatever it is at, and
//! gives back its memory, and the shell stays.

use crate::cli::command::{COMMANDS, VALUE};
use crate::cli::data::Data;
use crate::cli::form;
use crate::cli::home::Home;
use crate::cli::options::Options;
use crate::cli::output::Output;
use crate::cli::prompt::{Prompt, Typed};
use crate::cli::queries;
use crate::cli::status::{Failure, Status};
use aikg::query::Form;
use aikg::query::nearest::nearest;
use aikg::query::typed::ended;
use clap::Args;
use std::io::Write;
use std::process::{Command, ExitStatus, Stdio};

/// Ask one query after another. A query ends with `;`, or with an empty line once all brackets are closed.
/// Queries can be piped in as well: nothing is prompted for then, and the exit status is that of the last that failed.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  aikg shell\n  aikg shell --format csv < queries.txt\n  \
                        echo 'SELECT * { ?s a ai:Chip } LIMIT 3' | aikg shell\n  aikg shell --data mine.ttl\n\n\
                        In the shell: .help lists what else it can do; Tab completes; Ctrl-C stops a query."
)]
pub struct Arguments {
    /// Form of the answers; else a table on a terminal and tsv elsewhere
    #[arg(long, value_name = "FORMAT")]
    format: Option<String>,
    #[command(flatten)]
    data: Data,
}

/// What lines that begin with a full stop do.
const HELP: &str = "\
A query ends with ; or with an empty line once all brackets are closed.
  .query NAME [-p NAME=VALUE]...  ask a question of the catalogue
  .queries [NAME]                 list the questions, or show one
  .explain [on|off]               print how each query is answered in place of its answer
  .format [FORMAT]                say or set the form of the answers; `auto` goes by the output
  .help                           print this
  .quit                           leave; so does Ctrl-D
";

/// Seconds that a query may take: a year, as somebody who waits can stop it.
const PATIENCE: &str = "31536000";

pub fn run(options: &Options, arguments: &Arguments) -> Result<Status, Failure> {
    let form = arguments.format.as_deref().map(form).transpose()?;
    if arguments.data.files.iter().any(|file| file == "-") {
        return Err(Failure::usage(
            "--data - takes standard input, which has the queries",
            "name files",
        ));
    }
    let home = match arguments.data.is_empty() {
        true => Home::answering(options)?,
        false => Home::find(options)?,
    };
    let mut prompt = Prompt::open(&home)?;
    if prompt.is_terminal() {
        options.note("`.help` says what you can do, `.quit` leaves");
        // Ctrl-C reaches the process that asks as well, which it ends.
        ctrlc::set_handler(|| {}).map_err(|e| Failure::new(Status::Store, e.to_string()))?;
    }
    let mut shell = Shell {
        options,
        home: &home,
        data: &arguments.data,
        form: form.flatten(),
        explain: false,
        status: Status::Done,
    };
    shell.converse(&mut prompt)?;
    // Whoever types has seen what failed.
    Ok(match prompt.is_terminal() {
        true => Status::Done,
        false => shell.status,
    })
}

/// The form of a name; none for `auto`.
fn form(name: &str) -> Result<Option<Form>, Failure> {
    match name {
        "auto" => Ok(None),
        name => form::named(name).map(Some),
    }
}

/// What a shell remembers from one line to the next.
struct Shell<'a> {
    options: &'a Options,
    home: &'a Home,
    data: &'a Data,
    form: Option<Form>,
    explain: bool,
    /// That of the last failure.
    status: Status,
}

impl Shell<'_> {
    /// Reads and answers until there is no more.
    fn converse(&mut self, prompt: &mut Prompt) -> Result<(), Failure> {
        let mut lines = String::new();
        loop {
            let line = match prompt.line(&lines)? {
                Typed::Line(line) => line,
                Typed::Dropped => {
                    lines.clear();
                    continue;
                }
                Typed::End => break,
            };
            if lines.is_empty() && line.starts_with('.') {
                prompt.keep(&line);
                if matches!(line.trim(), ".quit" | ".exit") {
                    return Ok(());
                }
                let done = self.command(&line);
                self.note(done)?;
                continue;
            }
            lines.push_str(&line);
            lines.push('\n');
            if let Some(sparql) = ended(&lines) {
                prompt.keep(lines.trim_end());
                let answered = self.answer(sparql);
                self.note(answered)?;
                lines.clear();
            }
        }
        let answered = self.answer(&lines);
        self.note(answered)
    }

    /// Prints a failure and goes on.
    ///
    /// # Errors
    /// The reader of the output went away.
    fn note(&mut self, result: Result<Status, Failure>) -> Result<(), Failure> {
        match result {
            Ok(Status::Done) => {}
            Ok(status) => self.status = status,
            Err(failure) if failure.is_closed_pipe() => return Err(failure),
            Err(failure) => {
                failure.print(self.options.json_errors);
                self.status = failure.status;
            }
        }
        Ok(())
    }

    fn answer(&self, sparql: &str) -> Result<Status, Failure> {
        // Lines that only comment ask nothing.
        let asks = |line: &str| !line.trim().is_empty() && !line.trim_start().starts_with('#');
        match sparql.lines().any(asks) {
            true => self.ask(&[format!("--expression={sparql}")], None),
            false => Ok(Status::Done),
        }
    }

    /// Asks a query, given as options of `aikg query` and the name of a question, in a process of its own.
    fn ask(&self, query: &[String], name: Option<&str>) -> Result<Status, Failure> {
        let program = std::env::current_exe().map_err(Failure::from)?;
        let mut process = Command::new(program);
        process.arg("query").args(query);
        process.args(["--timeout", PATIENCE]);
        match (self.explain, self.form) {
            (true, _) => {
                process.arg("--explain");
            }
            (false, Some(form)) => {
                process.args(["--format", form.name()]);
            }
            (false, None) => {}
        }
        if !self.data.is_empty() {
            process.arg("--data").args(&self.data.files);
        }
        if let Some(format) = self.data.data_format {
            process.args(["--data-format", format.name()]);
        }
        match self.home {
            Home::Workspace(workspace) => {
                process.arg("--workspace").arg(workspace.root());
            }
            // That the facts are the bundled ones was said at the start.
            Home::Bundle(_) => {
                process.arg("--quiet");
            }
        }
        for (given, flag) in [
            (self.options.json_errors, "--json-errors"),
            (self.options.no_color, "--no-color"),
            (self.options.verbose, "--verbose"),
            (
                self.options.quiet && matches!(self.home, Home::Workspace(_)),
                "--quiet",
            ),
        ] {
            if given {
                process.arg(flag);
            }
        }
        if let Some(name) = name {
            process.args(["--", name]);
        }
        let ended = process.stdin(Stdio::null()).status();
        ended.map_err(Failure::from).and_then(status)
    }

    /// A line that begins with a full stop.
    fn command(&mut self, line: &str) -> Result<Status, Failure> {
        let (name, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        match (name, rest.trim()) {
            (".help", _) => print(HELP)?,
            (".explain", word @ ("" | "on" | "off")) => {
                self.explain = word == "on" || (word.is_empty() && !self.explain);
                let word = if self.explain { "on" } else { "off" };
                self.options.note(&format!("explain: {word}"));
            }
            (".explain", word) => {
                return Err(Failure::usage(
                    format!("'{word}' is neither on nor off"),
                    "write .explain, then the query",
                ));
            }
            (".format", "") => print(&format!("{}\n", self.form.map_or("auto", Form::name)))?,
            (".format", name) => self.form = form(name)?,
            (".queries", name) => queries::list(self.home, Some(name).filter(|n| !n.is_empty()))?,
            (".query", rest) => {
                let (name, values) = question(rest);
                return self.ask(&values, Some(name));
            }
            (other, _) => {
                let near = nearest(other, COMMANDS);
                return Err(Failure::unknown("command", other, near, ".help lists them"));
            }
        }
        Ok(Status::Done)
    }
}

/// The question and the options of `NAME -p NAME=VALUE ...`: a value goes up to the next ` -p `.
fn question(line: &str) -> (&str, Vec<String>) {
    let mut parts = line.split(VALUE).map(str::trim);
    let name = parts.next().unwrap_or_default();
    (
        name,
        parts.map(|value| format!("--param={value}")).collect(),
    )
}

/// How a query ended.
fn status(ended: ExitStatus) -> Result<Status, Failure> {
    match ended.code() {
        Some(0) => Ok(Status::Done),
        Some(1) => Ok(Status::No),
        Some(3) => Ok(Status::Input),
        Some(4) => Ok(Status::Store),
        Some(124) => Ok(Status::Time),
        Some(_) => Ok(Status::Usage),
        None => Err(Failure::new(Status::Time, "the query was stopped")),
    }
}

fn print(text: &str) -> Result<(), Failure> {
    let mut out = Output::open(None)?;
    out.write_all(text.as_bytes())?;
    out.finish()
}
