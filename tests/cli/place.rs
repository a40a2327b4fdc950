//! A temporary folder to run the program in, and what a run of it gave.

#![allow(dead_code)] // Not every test program uses every part.

use snapbox::assert::DEFAULT_ACTION_ENV;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

/// The present, as the program is told.
pub const NOW: &str = "2026-11-24T10:00:00Z";

/// A folder of its own for one test.
pub struct Place {
    folder: TempDir,
}

impl Place {
    /// An empty folder.
    pub fn empty() -> Self {
        Self {
            folder: tempfile::Builder::new().prefix("place").tempdir().unwrap(),
        }
    }

    /// A workspace with a few rules and names of its own, so that what is expected here does not change
    /// with the data of the project.
    pub fn workspace() -> Self {
        let place = Self::empty();
        place.run("init").status(0);
        for own in ["data/triples/entities", "data/triples/articles"] {
            fs::remove_dir_all(place.path(own)).unwrap();
        }
        for rules in fs::read_dir(place.path("data/rules")).unwrap() {
            let path = rules.unwrap().path();
            if path.file_name().unwrap() != "english.toml" {
                fs::remove_file(path).unwrap();
            }
        }
        let copy = |from: &str, to: &str| place.file(to, kept(&format!("workspace/{from}")));
        copy("rules.toml", "data/rules/rules.toml");
        copy("entities.ttl", "data/triples/entities/entities.ttl");
        for article in ["medium-3.txt", "medium-3-again.md", "olmo-2.md"] {
            place.file(article, kept(&format!("articles/{article}")));
        }
        place
    }

    /// A workspace to which the articles were added.
    pub fn with_articles() -> Self {
        let place = Self::workspace();
        place
            .run("add medium-3.txt medium-3-again.md olmo-2.md")
            .status(0);
        place
    }

    /// A path in it.
    pub fn path(&self, inner: &str) -> PathBuf {
        self.folder.path().join(inner)
    }

    /// Writes a file, and the folders above it.
    pub fn file(&self, inner: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(inner);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    /// The text of a file.
    pub fn text(&self, inner: &str) -> String {
        fs::read_to_string(self.path(inner)).unwrap()
    }

    /// Changes words in a file.
    pub fn change(&self, inner: &str, old: &str, new: &str) {
        let text = self.text(inner);
        assert!(text.contains(old), "{inner} has no {old:?}");
        self.file(inner, text.replace(old, new));
    }

    /// All files with their bytes, but for those of the index.
    pub fn files(&self) -> BTreeMap<String, Vec<u8>> {
        let mut found = BTreeMap::new();
        gather(self.folder.path(), "", &mut found);
        found
    }

    /// The names of all files, but for those of the index.
    pub fn names(&self) -> Vec<String> {
        self.files().into_keys().collect()
    }

    /// A command of the program in this folder, with nothing of the environment but a fixed present.
    pub fn command(&self, line: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_aikg"));
        command
            .env_clear()
            .env("NO_COLOR", "1")
            .env("AIKG_NOW", NOW)
            .current_dir(self.folder.path())
            .args(words(line))
            .stdin(Stdio::null());
        command
    }

    /// Runs `aikg` with a line of arguments, quoted as in a shell.
    pub fn run(&self, line: &str) -> Ran {
        self.ran(line, &self.command(line).output().unwrap())
    }

    /// The same with a file of this folder as standard input.
    pub fn feed(&self, line: &str, input: impl AsRef<[u8]>) -> Ran {
        let path = Self::empty();
        path.file("input", input);
        let file = fs::File::open(path.path("input")).unwrap();
        self.ran(line, &self.command(line).stdin(file).output().unwrap())
    }

    /// What a finished command gave, with the path of this folder taken out.
    pub fn ran(&self, line: &str, output: &Output) -> Ran {
        let here = self.folder.path();
        let resolved = here.canonicalize().unwrap();
        let plain = |bytes: &[u8]| {
            String::from_utf8_lossy(bytes)
                .replace(&resolved.display().to_string(), "[HERE]")
                .replace(&here.display().to_string(), "[HERE]")
        };
        let ran = Ran {
            line: line.to_string(),
            stdout: plain(&output.stdout),
            stderr: plain(&output.stderr),
            status: output.status.code(),
        };
        assert!(
            !ran.stderr.contains("panicked") && ran.status.is_some(),
            "{ran}"
        );
        ran
    }
}

/// What a run of the program gave.
pub struct Ran {
    /// The arguments.
    pub line: String,
    /// Standard output.
    pub stdout: String,
    /// Standard error.
    pub stderr: String,
    /// The exit status; none if a signal ended it.
    pub status: Option<i32>,
}

impl Ran {
    /// Expects an exit status.
    pub fn status(self, wanted: i32) -> Self {
        assert_eq!(self.status, Some(wanted), "{self}");
        self
    }

    /// Expects words on standard error.
    pub fn says(self, wanted: &str) -> Self {
        assert!(self.stderr.contains(wanted), "no {wanted:?} in\n{self}");
        self
    }

    /// Expects words on standard output.
    pub fn prints(self, wanted: &str) -> Self {
        assert!(self.stdout.contains(wanted), "no {wanted:?} in\n{self}");
        self
    }

    /// The same with two blanks between columns, whose width goes by the length of a path.
    pub fn unaligned(mut self) -> Self {
        let columns = |line: &str| {
            let cells = line.split("  ").map(str::trim).filter(|c| !c.is_empty());
            cells.collect::<Vec<_>>().join("  ")
        };
        let lines: Vec<String> = self.stdout.lines().map(columns).collect();
        self.stdout = lines.join("\n") + "\n";
        self
    }

    /// Expects nothing on standard output.
    pub fn silent(self) -> Self {
        assert_eq!(self.stdout, "", "{self}");
        self
    }

    /// Expects a failure told as it should be: one line `error: …` on standard error, then at most the line
    /// that it is about with a caret, and a hint; nothing else.
    pub fn fails(self, status: i32, error: &str, hint: &str) -> Self {
        let ran = self.status(status).says(error).says(hint);
        let lines: Vec<&str> = ran.stderr.lines().collect();
        let errors = lines.iter().filter(|l| l.starts_with("error: ")).count();
        assert_eq!(errors, 1, "one sentence\n{ran}");
        assert!(lines.len() <= 5, "short\n{ran}");
        ran
    }
}

impl std::fmt::Display for Ran {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "$ aikg {}\n{}", self.line, self.stdout)?;
        if !self.stdout.is_empty() && !self.stdout.ends_with('\n') {
            f.write_str("[no line end]\n")?;
        }
        if !self.stderr.is_empty() {
            write!(f, "[standard error]\n{}", self.stderr)?;
        }
        match self.status {
            Some(0) => Ok(()),
            Some(status) => writeln!(f, "[status {status}]"),
            None => f.write_str("[ended by a signal]\n"),
        }
    }
}

/// Compares runs with the file `tests/cli/NAME.txt`, or writes it with `SNAPSHOTS=overwrite`.
pub fn expect(name: &str, runs: &[Ran]) {
    let shown: Vec<String> = runs.iter().map(ToString::to_string).collect();
    expect_file(&format!("tests/cli/{name}.txt"), &shown.join("\n"));
}

/// Compares a text with a file of the project, or writes it with `SNAPSHOTS=overwrite`.
pub fn expect_file(path: &str, actual: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    snapbox::Assert::new()
        .action_env(DEFAULT_ACTION_ENV)
        .eq(actual, snapbox::Data::read_from(&path, None).raw());
}

/// A file that the tests keep in `tests/cli`.
pub fn kept(inner: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli");
    fs::read_to_string(path.join(inner)).unwrap()
}

fn gather(folder: &Path, prefix: &str, found: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if name == ".aikg" {
            continue;
        }
        if entry.file_type().unwrap().is_dir() {
            gather(&entry.path(), &format!("{name}/"), found);
        } else {
            found.insert(name, fs::read(entry.path()).unwrap());
        }
    }
}

/// The words of a command line, with '…' and "…" kept together.
fn words(line: &str) -> Vec<String> {
    let (mut all, mut word, mut quote, mut any) = (Vec::new(), String::new(), None, false);
    for c in line.chars() {
        match quote {
            Some(q) if c == q => quote = None,
            None if c == '\'' || c == '"' => (quote, any) = (Some(c), true),
            None if c.is_whitespace() => {
                if any || !word.is_empty() {
                    all.push(std::mem::take(&mut word));
                }
                any = false;
            }
            Some(_) | None => word.push(c),
        }
    }
    if any || !word.is_empty() {
        all.push(word);
    }
    all
}
