//! `aikg completions`, and what the shell asks for while a line is typed.

use crate::cli::candidates;
use crate::cli::options::Options;
use crate::cli::output::Output;
use crate::cli::status::{Failure, Status};
use clap::{Args, Command};
use clap_complete::Shell;
use clap_complete::engine::{ArgValueCompleter, CompletionCandidate};
use clap_complete::env::{CompleteEnv, Shells};
use std::ffi::OsStr;
use std::io::Write;

/// Print completions for a shell. They ask the program for the names of questions, parameters, entities,
/// properties and documents, those of the workspace that the line is typed in.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  aikg completions bash > ~/.local/share/bash-completion/completions/aikg\n  \
                        aikg completions fish > ~/.config/fish/completions/aikg.fish\n  source <(aikg completions zsh)"
)]
pub struct Arguments {
    /// The shell
    shell: Shell,
}

/// The variable by which a shell asks for completions.
const VARIABLE: &str = "COMPLETE";

pub fn run(_: &Options, arguments: &Arguments) -> Result<Status, Failure> {
    let shells = Shells::builtins();
    let shell = arguments.shell.to_string();
    // The generator cannot take a closed pipe, so it writes to memory first.
    let mut script = Vec::new();
    if let Some(completer) = shells.completer(&shell) {
        completer.write_registration(VARIABLE, "aikg", "aikg", "aikg", &mut script)?;
    }
    let mut out = Output::open(None)?;
    out.write_all(&script)?;
    out.finish()?;
    Ok(Status::Done)
}

/// Gives the values that begin with what is typed.
type Completer = fn(&OsStr) -> Vec<CompletionCandidate>;

/// Command, argument, and what it takes.
const KNOWN: [(&str, &str, Completer); 21] = [
    ("query", "question", candidates::asked),
    ("query", "set", candidates::asked),
    ("query", "parameters", candidates::parameters),
    ("queries", "name", candidates::questions),
    ("show", "name", candidates::entities),
    ("why", "name", candidates::entities),
    ("why", "property", candidates::properties),
    ("export", "around", candidates::entities),
    ("export", "class", candidates::classes),
    ("export", "query", candidates::questions),
    ("export", "parameters", candidates::parameters),
    ("chart", "question", candidates::asked),
    ("chart", "parameters", candidates::parameters),
    ("forget", "documents", candidates::documents),
    ("neighbours", "name", candidates::entities),
    ("path", "from", candidates::entities),
    ("path", "to", candidates::entities),
    ("path", "via", candidates::entities),
    ("path", "avoid", candidates::entities),
    ("exposure", "name", candidates::entities),
    ("similar", "name", candidates::entities),
];

/// Answers a shell that asks for completions, and ends the program then.
pub fn answer(command: fn() -> Command) {
    CompleteEnv::with_factory(move || {
        // Until then a command has no arguments.
        let mut whole = command();
        whole.build();
        KNOWN
            .iter()
            .fold(whole, |command, (name, argument, completer)| {
                command.mut_subcommand(*name, |sub| {
                    sub.mut_arg(*argument, |arg| arg.add(ArgValueCompleter::new(*completer)))
                })
            })
    })
    .var(VARIABLE)
    .complete();
}
