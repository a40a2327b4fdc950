//! The tutorial is run, and must print what it says. `SNAPSHOTS=overwrite cargo test --test all tutorial` writes it
//! anew. Commands stand in `console` blocks; a text that the page shows for the first time under the name of a
//! file is put into that file; a line of `…` stands for any number of lines left out.

use snapbox::assert::DEFAULT_ACTION_ENV;
use snapbox::{Assert, Data};
use std::fs;
use std::iter::Peekable;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::str::Lines;

/// A line that stands for any number of lines left out.
const GAP: &str = "…";

#[test]
fn the_tutorial_prints_what_it_says() {
    let path = Path::new("docs/tutorial.md");
    let page = fs::read_to_string(path).unwrap();
    let now = Session::new().run(&page);
    Assert::new()
        .action_env(DEFAULT_ACTION_ENV)
        .normalize_paths(false)
        .eq(now, Data::read_from(path, None));
}

/// A page run in a folder of its own, with the same clock and environment everywhere.
struct Session {
    /// Kept until the end: the folder goes with it.
    _folder: tempfile::TempDir,
    root: PathBuf,
    here: PathBuf,
}

impl Session {
    /// A new folder.
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap();
        Self {
            _folder: folder,
            here: root.clone(),
            root,
        }
    }

    /// The page with the output that its commands have now.
    fn run(&mut self, page: &str) -> String {
        let mut out = String::new();
        let mut lines = page.lines().peekable();
        let mut named = None;
        while let Some(line) = lines.next() {
            out.push_str(line);
            out.push('\n');
            match line.strip_prefix("```") {
                None if line.is_empty() => {}
                None => named = file(line).or(named.filter(|_| !line.starts_with('#'))),
                Some("console") => self.block(&mut lines, &mut out),
                Some(_) => {
                    let body: Vec<&str> = lines.by_ref().take_while(|l| *l != "```").collect();
                    let body = body.join("\n") + "\n";
                    out.push_str(&body);
                    out.push_str("```\n");
                    if let Some(name) = named.take() {
                        self.write(&name, &body);
                    }
                }
            }
        }
        out
    }

    /// The commands of a block with what they print now.
    fn block(&mut self, lines: &mut Peekable<Lines<'_>>, out: &mut String) {
        while let Some(line) = lines.next_if(|l| *l != "```") {
            let Some(first) = line.strip_prefix("$ ") else {
                continue;
            };
            let mut command = first.to_string();
            out.push_str(&format!("{line}\n"));
            while let Some(more) = lines.next_if(|l| l.starts_with("> ")) {
                command.push('\n');
                command.push_str(&more[2..]);
                out.push_str(&format!("{more}\n"));
            }
            let mut before = Vec::new();
            while let Some(line) = lines.next_if(|l| *l != "```" && !l.starts_with("$ ")) {
                before.push(line);
            }
            let now = self.command(&command);
            let lines: Vec<&str> = now.lines().collect();
            if before.iter().any(|l| l.trim() == GAP) && fits(&before, &lines) {
                out.push_str(&(before.join("\n") + "\n"));
            } else {
                out.push_str(&now);
            }
        }
        lines.next();
        out.push_str("```\n");
    }

    fn write(&self, name: &str, body: &str) {
        let path = self.here.join(name);
        if !path.exists() && path.parent().is_some_and(Path::is_dir) {
            fs::write(path, body).unwrap();
        }
    }

    /// What a command prints, and its exit status where that is not 0.
    fn command(&mut self, command: &str) -> String {
        if let Some(folder) = command.strip_prefix("cd ") {
            self.here = self.here.join(folder).canonicalize().unwrap();
            return String::new();
        }
        let output = Command::new("sh")
            .args(["-c", &format!("{{ {command}\n}} 2>&1")])
            .current_dir(&self.here)
            .env_clear()
            .env("PATH", path())
            .env("HOME", &self.root)
            .env("LC_ALL", "C")
            .env("AIKG_NOW", "2026-06-01T12:00:00Z")
            .stdin(Stdio::null())
            .output()
            .unwrap();
        let mut text = String::from_utf8(output.stdout).unwrap();
        if !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
        match output.status.code() {
            Some(0) => {}
            Some(code) => text.push_str(&format!("[status {code}]\n")),
            None => text.push_str("[killed]\n"),
        }
        assert!(!text.contains("panicked"), "{command}: {text}");
        let text = text.replace(&self.root.display().to_string(), "/home");
        let version = format!("aikg {}", env!("CARGO_PKG_VERSION"));
        text.replace(&version, "aikg VERSION")
    }
}

/// The first file that a line of prose names between backquotes.
fn file(line: &str) -> Option<String> {
    let words = line.split('`').skip(1).step_by(2);
    let mut files = words.filter(|w| !w.contains(' ') && Path::new(w).extension().is_some());
    files.next().map(String::from)
}

/// Whether lines are those of a page, whose gaps stand for any lines.
fn fits(page: &[&str], lines: &[&str]) -> bool {
    match page.split_first() {
        None => lines.is_empty(),
        Some((first, rest)) if first.trim() == GAP => {
            (0..=lines.len()).any(|n| fits(rest, &lines[n..]))
        }
        Some((first, rest)) => lines.first() == Some(first) && fits(rest, &lines[1..]),
    }
}

/// The program first, then what the system has.
fn path() -> String {
    let program = Path::new(env!("CARGO_BIN_EXE_aikg")).parent().unwrap();
    let system = std::env::var_os("PATH").unwrap_or_default();
    format!("{}:{}", program.display(), system.display())
}
