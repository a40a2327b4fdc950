//! Lines for the shell: from a terminal with editing, history and completion, or from a pipe as they come.

use crate::cli::command;
use crate::cli::home::Home;
use crate::cli::status::{Failure, Status};
use aikg::query::typed::Completion;
use rustyline::completion::Completer;
use rustyline::error::ReadlineError;
use rustyline::highlight::Highlighter;
use rustyline::hint::Hinter;
use rustyline::history::FileHistory;
use rustyline::validate::Validator;
use rustyline::{CompletionType, Config, Context, Editor, Helper};
use std::io::{self, IsTerminal};
use std::path::PathBuf;

/// What the user did.
pub enum Typed {
    /// A line, without its end.
    Line(String),
    /// Ctrl-C: what was typed so far is to be forgotten.
    Dropped,
    /// There is no more.
    End,
}

/// Where lines come from.
pub enum Prompt {
    /// A terminal, with the file of its history.
    Terminal(Box<Editor<Assistant, FileHistory>>, Option<PathBuf>),
    /// A pipe or a file.
    Pipe(io::Lines<io::StdinLock<'static>>),
}

impl Prompt {
    /// Standard input; on a terminal with the history of the workspace.
    pub fn open(home: &Home) -> Result<Self, Failure> {
        if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
            return Ok(Self::Pipe(io::stdin().lines()));
        }
        let history = match home {
            Home::Workspace(workspace) => Some(workspace.root().join(".aikg").join("history")),
            Home::Bundle(_) => None,
        };
        let config = Config::builder()
            .completion_type(CompletionType::List)
            .history_ignore_space(true)
            .max_history_size(1000)
            .map_err(|e| failure(&e))?
            .build();
        let mut editor = Editor::with_config(config).map_err(|e| failure(&e))?;
        let completion = Completion::new(home.namespaces(), &home.vocabulary()?, &home.entities()?);
        editor.set_helper(Some(Assistant {
            completion,
            home: home.clone(),
            before: String::new(),
        }));
        if let Some(path) = &history {
            // There is none at first, and one that is broken keeps nobody from asking.
            let _ = editor.load_history(path);
        }
        Ok(Self::Terminal(Box::new(editor), history))
    }

    /// Whether somebody types.
    pub fn is_terminal(&self) -> bool {
        matches!(self, Self::Terminal(..))
    }

    /// The next line; `before` is what the query has already.
    pub fn line(&mut self, before: &str) -> Result<Typed, Failure> {
        match self {
            Self::Pipe(lines) => Ok(match lines.next().transpose().map_err(|e| unread(&e))? {
                Some(line) => Typed::Line(line),
                None => Typed::End,
            }),
            Self::Terminal(editor, _) => {
                if let Some(assistant) = editor.helper_mut() {
                    assistant.before = before.to_string();
                }
                let prompt = if before.is_empty() {
                    "aikg> "
                } else {
                    "   -> "
                };
                match editor.readline(prompt) {
                    Ok(line) => Ok(Typed::Line(line)),
                    Err(ReadlineError::Interrupted) => Ok(Typed::Dropped),
                    Err(ReadlineError::Eof) => Ok(Typed::End),
                    Err(error) => Err(failure(&error)),
                }
            }
        }
    }

    /// Keeps a query or a command in the history. One that begins with a space is not kept.
    pub fn keep(&mut self, text: &str) {
        let Self::Terminal(editor, path) = self else {
            return;
        };
        let _ = editor.add_history_entry(text);
        if let Some(path) = path {
            // A history that cannot be written keeps nobody from asking.
            let _ = editor.save_history(path);
        }
    }
}

fn unread(error: &io::Error) -> Failure {
    Failure::new(Status::Input, format!("standard input: {error}")).hint("give it as UTF-8 text")
}

fn failure(error: &ReadlineError) -> Failure {
    Failure::new(Status::Input, format!("the terminal: {error}"))
        .hint("give the queries on standard input: aikg shell < FILE")
}

/// Completes what is typed.
pub struct Assistant {
    completion: Completion,
    home: Home,
    before: String,
}

impl Completer for Assistant {
    type Candidate = String;

    fn complete(
        &self,
        line: &str,
        position: usize,
        _: &Context<'_>,
    ) -> rustyline::Result<(usize, Vec<String>)> {
        let begun = line.get(..position).unwrap_or_default();
        if self.before.is_empty() && begun.starts_with('.') {
            return Ok(command::complete(&self.home, begun));
        }
        let (start, words) = self.completion.of(&format!("{}{begun}", self.before));
        Ok((start.saturating_sub(self.before.len()), words))
    }
}

impl Hinter for Assistant {
    type Hint = String;
}

impl Highlighter for Assistant {}

impl Validator for Assistant {}

impl Helper for Assistant {}
