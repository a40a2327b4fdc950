//! Pages of Markdown whose `console` blocks are run, command by command.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A page run in a folder of its own, with the same clock and environment everywhere.
pub struct Session {
    /// Kept until the end: the folder goes with it.
    _folder: tempfile::TempDir,
    root: PathBuf,
    here: PathBuf,
}

impl Session {
    /// A new folder with the articles of the tests in `articles`.
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap();
        copy(Path::new("tests/sessions/articles"), &root.join("articles"));
        Self {
            _folder: folder,
            here: root.clone(),
            root,
        }
    }

    /// The page with the output that its commands have now.
    pub fn run(&mut self, page: &str) -> String {
        let mut out = String::new();
        let mut lines = page.lines().peekable();
        while let Some(line) = lines.next() {
            out.push_str(line);
            out.push('\n');
            if line != "```console" {
                continue;
            }
            while let Some(line) = lines.next_if(|l| *l != "```") {
                let Some(command) = line.strip_prefix("$ ") else {
                    continue; // What was printed before; it is printed anew.
                };
                let mut command = command.to_string();
                let mut shown = format!("$ {command}\n");
                while let Some(more) = lines.next_if(|l| l.starts_with("> ")) {
                    command.push('\n');
                    command.push_str(&more[2..]);
                    shown.push_str(more);
                    shown.push('\n');
                }
                out.push_str(&shown);
                out.push_str(&self.command(&command));
            }
        }
        out
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

/// The program first, then what the system has.
fn path() -> String {
    let program = Path::new(env!("CARGO_BIN_EXE_aikg")).parent().unwrap();
    let system = std::env::var("PATH").unwrap_or_default();
    format!("{}:{system}", program.display())
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(|e| e.unwrap().path()) {
        let target = to.join(entry.file_name().unwrap());
        if entry.is_dir() {
            copy(&entry, &target);
        } else {
            fs::copy(&entry, &target).unwrap();
        }
    }
}
