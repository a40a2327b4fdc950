//! The program as its users meet it. Each page in `tests/sessions/pages` is a session; what its commands print
//! must be what the page says. `SNAPSHOTS=overwrite cargo test --test sessions` writes the pages anew.

#![allow(clippy::unwrap_used)] // A test that cannot go on should stop.

mod session;

use session::Session;
use snapbox::assert::DEFAULT_ACTION_ENV;
use snapbox::{Assert, Data};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

#[test]
fn every_session_prints_what_its_page_says() {
    let pages = pages();
    let faults: Vec<String> = std::thread::scope(|scope| {
        let running: Vec<_> = pages.iter().map(|p| scope.spawn(|| check(p))).collect();
        running
            .into_iter()
            .filter_map(|r| r.join().unwrap().err())
            .collect()
    });
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_tutorial_prints_what_it_says() {
    check(Path::new("docs/tutorial.md")).unwrap_or_else(|fault| panic!("{fault}"));
}

#[test]
fn the_reference_is_what_the_program_says() {
    let mut page = String::from(
        "# Commands\n\nWhat `aikg help` prints, command by command. This page is written by the tests \
         (`SNAPSHOTS=overwrite cargo test --test sessions`).\n",
    );
    page.push_str(&format!("\n```text\n{}```\n", help(&["--help"])));
    for command in commands() {
        let text = help(&["help", &command]);
        page.push_str(&format!("\n## aikg {command}\n\n```text\n{text}```\n"));
    }
    compare(Path::new("docs/commands.md"), page).unwrap_or_else(|fault| panic!("{fault}"));
}

#[test]
fn every_command_is_in_a_session_and_has_an_example() {
    let sessions: String = pages()
        .iter()
        .map(|p| fs::read_to_string(p).unwrap())
        .collect();
    let mut faults = Vec::new();
    for command in commands() {
        if !sessions.contains(&format!("$ aikg {command}")) {
            faults.push(format!("no session runs `aikg {command}`"));
        }
        if !help(&["help", &command]).contains(&format!("  aikg {command}")) {
            faults.push(format!("`aikg help {command}` has no example"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

fn pages() -> Vec<PathBuf> {
    let mut pages: Vec<PathBuf> = fs::read_dir("tests/sessions/pages")
        .unwrap()
        .map(|e| e.unwrap().path())
        .collect();
    pages.sort();
    pages
}

/// Runs a page and compares it with what it says.
fn check(path: &Path) -> Result<(), String> {
    let page = fs::read_to_string(path).unwrap();
    compare(path, Session::new().run(&page))
}

fn compare(path: &Path, now: String) -> Result<(), String> {
    let name = path.display();
    Assert::new()
        .action_env(DEFAULT_ACTION_ENV)
        .normalize_paths(false)
        .try_eq(Some(&name), Data::text(now), Data::read_from(path, None))
        .map_err(|e| e.to_string())
}

/// The names of all commands but `help` itself, as the program lists them.
fn commands() -> Vec<String> {
    let text = help(&["--help"]);
    let list = text.split("Commands:\n").nth(1).unwrap();
    list.lines()
        .take_while(|l| !l.is_empty())
        .filter_map(|l| l.split_whitespace().next())
        .filter(|name| *name != "help")
        .map(String::from)
        .collect()
}

fn help(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_aikg"))
        .args(arguments)
        .env_clear()
        .stdin(Stdio::null())
        .output()
        .unwrap();
    assert!(output.status.success(), "{arguments:?}");
    String::from_utf8(output.stdout).unwrap()
}
