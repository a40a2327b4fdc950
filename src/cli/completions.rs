//! `aikg completions`, and what the shell asks for while a line is typed.

use crate::cli::options::Options;
use crate::cli::output::Output;
use crate::cli::status::{Failure, Status};
use crate::cli::{candidates, formats};
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

/// What bash is told: the library's script takes the words as bash parts them, at `=` and `:` too.
const BASH: &str = include_str!("../../data/shells/aikg.bash");

/// The variable by which a shell asks for completions.
const VARIABLE: &str = "COMPLETE";

pub fn run(_: &Options, arguments: &Arguments) -> Result<Status, Failure> {
    let shells = Shells::builtins();
    let shell = arguments.shell.to_string();
    // The generator cannot take a closed pipe, so it writes to memory first.
    let mut script = Vec::new();
    if shell == "bash" {
        script.extend_from_slice(BASH.as_bytes());
    } else if let Some(completer) = shells.completer(&shell) {
        completer.write_registration(VARIABLE, "aikg", "aikg", "aikg", &mut script)?;
    }
    let mut out = Output::open(None)?;
    out.write_all(&script)?;
    out.finish()?;
    Ok(Status::Done)
}

/// Gives the values that begin with what is typed.
type Completer = fn(&OsStr) -> Vec<CompletionCandidate>;

/// Command (the last word of one in another), argument, and what it takes.
const KNOWN: [(&str, &str, Completer); 39] = [
    ("query", "question", candidates::asked),
    ("query", "set", candidates::asked),
    ("query", "parameters", candidates::parameters),
    ("query", "format", formats::answers),
    ("query", "data_format", formats::rdf),
    ("update", "update", candidates::updates),
    ("update", "parameters", candidates::parameters_of_updates),
    ("shell", "format", formats::answers),
    ("queries", "name", candidates::questions),
    ("show", "name", candidates::entities),
    ("why", "name", candidates::entities),
    ("why", "property", candidates::properties),
    ("export", "format", formats::exports),
    ("export", "around", candidates::entities),
    ("export", "class", candidates::classes),
    ("export", "query", candidates::questions),
    ("export", "parameters", candidates::parameters),
    ("chart", "question", candidates::asked),
    ("chart", "parameters", candidates::parameters),
    ("chart", "format", formats::charts),
    ("report", "format", formats::reports),
    ("load", "format", formats::rdf),
    ("dump", "format", formats::rdf),
    ("dump", "graph", candidates::graphs),
    ("unload", "names", candidates::data_sets),
    ("forget", "documents", candidates::documents),
    ("accept", "name", candidates::newcomers),
    ("accept", "kind", candidates::classes),
    ("alias", "name", candidates::newcomers),
    ("alias", "entity", candidates::entities),
    ("reject", "name", candidates::newcomers),
    ("undo", "name", candidates::judged),
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
        knowing(whole)
    })
    .var(VARIABLE)
    .complete();
}

/// A command whose arguments know their values, and those of its subcommands.
fn knowing(command: Command) -> Command {
    let name = command.get_name().to_string();
    command
        .mut_args(|arg| {
            let mut known = KNOWN.iter();
            let found = known.find(|(of, argument, _)| *of == name && arg.get_id() == argument);
            match found {
                Some((_, _, completer)) => arg.add(ArgValueCompleter::new(*completer)),
                None => arg,
            }
        })
        .mut_subcommands(knowing)
}
