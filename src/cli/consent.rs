//! Asking before something is removed.

use crate::cli::status::Failure;
use std::io::{self, BufRead, IsTerminal, Write};

/// Asks a question on a terminal; elsewhere nobody can answer, so the answer is no.
///
/// # Errors
/// The terminal cannot be read or written to.
pub fn agreed(question: &str) -> Result<bool, Failure> {
    if !io::stdin().is_terminal() {
        return Ok(false);
    }
    eprint!("{question}? [y/N] ");
    io::stderr().flush()?;
    let mut answer = String::new();
    io::stdin().lock().read_line(&mut answer)?;
    Ok(is_yes(&answer))
}

fn is_yes(answer: &str) -> bool {
    matches!(answer.trim(), "y" | "Y" | "yes" | "Yes")
}

/// That nothing was done, as nobody agreed.
pub fn refused() -> Failure {
    Failure::usage(
        "nothing was removed",
        "say --yes to remove without being asked",
    )
}

#[cfg(test)]
mod tests {
    use super::is_yes;

    #[test]
    fn only_a_yes_is_one() {
        assert!(is_yes("y\n") && is_yes(" yes "));
        assert!(!is_yes("") && !is_yes("no") && !is_yes("yesterday"));
    }
}
