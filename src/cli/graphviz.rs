//! Graphviz, where it is wanted and there.

use crate::cli::look::Engine;
use crate::cli::status::{Failure, Status};
use std::io::Write;
use std::process::{Command, Stdio};

/// The picture that Graphviz draws of a DOT text, in a form that it knows (`svg`, `png`, `pdf`).
///
/// # Errors
/// The program is not there, or does not take the text.
pub fn drawn(engine: Engine, form: &str, dot: Vec<u8>) -> Result<Vec<u8>, Failure> {
    let name = match engine {
        Engine::Own | Engine::Dot => "dot",
        Engine::Neato => "neato",
        Engine::Fdp => "fdp",
        Engine::Sfdp => "sfdp",
    };
    let failed = |message: String| Failure::new(Status::Store, message);
    let mut child = Command::new(name)
        .arg(format!("-T{form}"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|e| {
            failed(format!("Graphviz's {name} cannot be run: {e}"))
                .hint("install Graphviz, or leave --engine out: the program draws itself")
        })?;
    // Written beside the reading of the answer, so that neither waits for the other.
    let writer = child
        .stdin
        .take()
        .map(|mut input| std::thread::spawn(move || input.write_all(&dot)));
    let output = child
        .wait_with_output()
        .map_err(|e| failed(format!("Graphviz's {name}: {e}")))?;
    let written = writer.is_none_or(|w| w.join().is_ok_and(|done| done.is_ok()));
    if output.status.success() && written {
        return Ok(output.stdout);
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let first = said.lines().next().unwrap_or("it gave no reason");
    Err(failed(format!("Graphviz's {name} failed: {first}")))
}
