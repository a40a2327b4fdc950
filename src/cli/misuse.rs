//! What is said when the command line itself is wrong.

use crate::cli::status::{Failure, Status};
use clap::error::ErrorKind;
use std::process::ExitCode;

/// Prints help where it was asked for, else the fault as one sentence with a hint.
pub fn answer(error: &clap::Error) -> ExitCode {
    if !error.use_stderr() || error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
        // A closed pipe is no error: `aikg --help | head -1` ends quietly.
        let _ = error.print();
        let asked = !error.use_stderr();
        return if asked { Status::Done } else { Status::Usage }.into();
    }
    failure(&error.to_string()).print(wants_json());
    Status::Usage.into()
}

/// The parser's paragraphs (the fault, tips, the usage) as a sentence and a hint.
fn failure(text: &str) -> Failure {
    let paragraphs: Vec<String> = text
        .split("\n\n")
        .map(|p| p.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect();
    let message = paragraphs.first().map_or("", String::as_str);
    let message = message.strip_prefix("error: ").unwrap_or(message);
    let tip = paragraphs.iter().find_map(|p| p.strip_prefix("tip: "));
    let usage = paragraphs.iter().find(|p| p.starts_with("Usage: "));
    let hint = match (tip, usage) {
        (Some(tip), _) => tip.to_string(),
        (None, Some(usage)) => usage.replacen("Usage", "usage", 1),
        (None, None) => "`aikg help` lists the commands".to_string(),
    };
    Failure::usage(message, hint)
}

/// The options could not be parsed, so the words themselves are looked at.
fn wants_json() -> bool {
    std::env::args_os().any(|a| a == "--json-errors")
        || std::env::var_os("AIKG_JSON_ERRORS").is_some_and(|v| v == "true")
}

#[cfg(test)]
mod tests {
    use super::failure;

    #[test]
    fn one_sentence_and_one_hint() {
        let found = failure(
            "error: unrecognized subcommand 'sho'\n\n  tip: a similar subcommand exists: 'show'\n\n\
             Usage: aikg <COMMAND>\n\nFor more information, try '--help'.\n",
        );
        assert_eq!(found.message, "unrecognized subcommand 'sho'");
        assert_eq!(
            found.hint.as_deref(),
            Some("a similar subcommand exists: 'show'")
        );
        let found = failure(
            "error: the following required arguments were not provided:\n  <PATH>...\n\nUsage: aikg add <PATH>...\n",
        );
        assert!(found.message.ends_with("not provided: <PATH>..."));
        assert_eq!(found.hint.as_deref(), Some("usage: aikg add <PATH>..."));
    }
}
