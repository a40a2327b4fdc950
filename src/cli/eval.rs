//! `aikg eval`.

use crate::cli::describe::{Labels, row};
use crate::cli::home::Home;
use crate::cli::inputs::file;
use crate::cli::options::Options;
use crate::cli::output::{Format, Output};
use crate::cli::scored::{Page, Show};
use crate::cli::status::{Failure, Status, said};
use aikg::document::Hints;
use aikg::eval::name::plain;
use aikg::eval::{Gold, Row, score};
use aikg::model::Entity;
use aikg::pipeline::{Task, read_all};
use clap::Args;
use serde_json::Value as Json;
use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// Score statements against the gold: facts that people found in the same texts. Without statements the
/// texts themselves are read.
///
/// GOLD is a folder with `gold/ID.json`, and `docs/ID.meta.json` for title, publisher, date and address of
/// the texts; or a folder of folders, each with an article and its `expected.jsonl`.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  aikg eval tests/articles\n  aikg eval gold --texts texts --errors\n  \
                        aikg extract --format jsonl texts/ > facts.jsonl; aikg eval gold facts.jsonl --core\n  \
                        aikg eval gold facts.jsonl --docs --format jsonl"
)]
pub struct Arguments {
    /// The folder of the gold
    #[arg(value_name = "GOLD")]
    gold: PathBuf,
    /// Statements as JSON lines, as `aikg extract --format jsonl` writes them; - for standard input
    #[arg(value_name = "STATEMENTS")]
    statements: Option<PathBuf>,
    /// Only the properties that matter most
    #[arg(long)]
    core: bool,
    /// Also print what is wrong and what is missing
    #[arg(long)]
    errors: bool,
    /// Also print a line for each document
    #[arg(long)]
    docs: bool,
    /// Folder of the texts ID.txt, ID.md or ID.html; else they are looked for beside the gold
    #[arg(long, value_name = "DIR", conflicts_with = "statements")]
    texts: Option<PathBuf>,
    /// Form of the output
    #[arg(long, value_enum, default_value = "text", value_name = "FORMAT")]
    format: Format,
}

pub fn run(options: &Options, arguments: &Arguments) -> Result<Status, Failure> {
    let home = Home::find(options)?;
    let criteria = home.criteria()?;
    let entities = home.entities()?;
    let mut gold = load(&arguments.gold, &entities)?;
    let mut failures = Vec::new();
    let rows = match &arguments.statements {
        Some(path) => statements(path, &mut failures)?,
        None => {
            let texts = Texts {
                arguments,
                home: &home,
                entities: &entities,
            };
            let (rows, read) = texts.rows(options, &gold, &mut failures)?;
            gold.retain(|g| read.contains(&g.doc));
            rows
        }
    };
    let score = score(&gold, &rows, &criteria, arguments.core);
    let page = Page {
        score: &score,
        criteria: &criteria,
        rows: rows.len(),
        show: Show {
            core: arguments.core,
            errors: arguments.errors,
            documents: arguments.docs,
        },
    };
    let mut out = Output::open(None)?;
    let text = match arguments.format {
        Format::Text => page.text(),
        Format::Jsonl => page.lines(),
    };
    out.write_all(text.as_bytes())?;
    out.finish()?;
    for failure in &failures {
        failure.print(options.json_errors);
    }
    Ok(if failures.is_empty() {
        Status::Done
    } else {
        Status::Input
    })
}

/// The gold of a folder, sorted by document.
fn load(folder: &Path, entities: &[Entity]) -> Result<Vec<Gold>, Failure> {
    let mut gold = Vec::new();
    for path in listed(&folder.join("gold"))? {
        if path.extension().is_some_and(|e| e == "json") {
            gold.push(Gold::read(&path.display().to_string(), &text(&path)?)?);
        }
    }
    if gold.is_empty() {
        let known = Known::new(entities);
        for path in listed(folder)? {
            let facts = path.join("expected.jsonl");
            if facts.is_file() {
                let shown = facts.display().to_string();
                let aliases = |name: &str| known.aliases(name);
                gold.push(Gold::of_lines(
                    &stem(&path),
                    &shown,
                    &text(&facts)?,
                    &aliases,
                )?);
            }
        }
    }
    if gold.is_empty() {
        return Err(Failure::usage(
            format!("{}: there is no gold", folder.display()),
            "name a folder with gold/ID.json in it, or one of folders with expected.jsonl",
        ));
    }
    Ok(gold)
}

/// What a folder holds, sorted; nothing where there is none.
fn listed(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(e) => return Err(unread(folder, &e)),
    };
    let mut paths = Vec::new();
    for entry in entries {
        paths.push(entry.map_err(|e| unread(folder, &e))?.path());
    }
    paths.sort();
    Ok(paths)
}

fn text(path: &Path) -> Result<String, Failure> {
    let bytes = fs::read(path).map_err(|e| unread(path, &e))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn unread(path: &Path, error: &io::Error) -> Failure {
    let message = format!("{}: {}", path.display(), said(error));
    Failure::new(Status::Input, message).hint("check the path")
}

fn stem(path: &Path) -> String {
    path.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

/// The names of known entities, for gold that has no aliases of its own.
struct Known<'e> {
    by_name: BTreeMap<String, Vec<&'e Entity>>,
}

impl<'e> Known<'e> {
    fn new(entities: &'e [Entity]) -> Self {
        let mut by_name: BTreeMap<String, Vec<&Entity>> = BTreeMap::new();
        for entity in entities {
            for name in names(entity) {
                by_name.entry(plain(name)).or_default().push(entity);
            }
        }
        Self { by_name }
    }

    fn aliases(&self, name: &str) -> Vec<String> {
        let meant = self.by_name.get(&plain(name)).into_iter().flatten();
        meant.flat_map(|e| names(e)).map(String::from).collect()
    }
}

fn names(entity: &Entity) -> impl Iterator<Item = &str> {
    let others = entity
        .names
        .iter()
        .chain(&entity.short_names)
        .chain(&entity.identifiers);
    std::iter::once(&entity.label)
        .chain(others)
        .map(String::as_str)
}

/// The statements of a file; a line that cannot be read is listed and stops nothing.
fn statements(path: &Path, failures: &mut Vec<Failure>) -> Result<Vec<Row>, Failure> {
    let text = if path == Path::new("-") {
        let mut bytes = Vec::new();
        let read = io::stdin().lock().read_to_end(&mut bytes);
        read.map_err(|e| unread(path, &e))?;
        String::from_utf8_lossy(&bytes).into_owned()
    } else {
        text(path)?
    };
    let mut rows = Vec::new();
    for (number, line) in text.lines().enumerate() {
        if line.trim().is_empty() {
            continue;
        }
        let row = serde_json::from_str::<Json>(line).ok().and_then(Row::new);
        match row {
            Some(row) => rows.push(row),
            None => failures.push(
                Failure::new(
                    Status::Input,
                    format!("{}:{}: no JSON object", path.display(), number + 1),
                )
                .hint("the line was left out"),
            ),
        }
    }
    Ok(rows)
}

/// The texts of the gold.
struct Texts<'a> {
    arguments: &'a Arguments,
    home: &'a Home,
    entities: &'a [Entity],
}

impl Texts<'_> {
    /// The statements of all texts that are at hand, and the documents that were read.
    fn rows(
        &self,
        options: &Options,
        gold: &[Gold],
        failures: &mut Vec<Failure>,
    ) -> Result<(Vec<Row>, Vec<String>), Failure> {
        let reader = self
            .home
            .reader_of(&self.home.vocabulary()?, self.entities)?;
        let now = options.present()?;
        let labels = Labels::new(self.entities);
        let (mut rows, mut read) = (Vec::new(), Vec::new());
        for document in gold.iter().map(|g| &g.doc) {
            let Some(path) = self.find(document) else {
                options.note(&format!("{document}: its text is not at hand; left out"));
                continue;
            };
            let task = Task {
                reader: &reader,
                hints: &self.hints(document)?,
                recorded_at: &now,
                identities: None,
                names: true,
            };
            let rest = read_all(file(&path), task, |outcomes| {
                for outcome in &outcomes {
                    let labels = labels.of_text(outcome);
                    let statements = outcome.reading.statements.iter();
                    rows.extend(statements.filter_map(|s| Row::new(row(document, s, &labels))));
                    read.push(document.clone());
                }
                Ok::<(), Failure>(())
            })?;
            failures.extend(rest.failures.iter().map(Failure::from));
        }
        Ok((rows, read))
    }

    /// The file of a document's text.
    fn find(&self, document: &str) -> Option<PathBuf> {
        let gold = &self.arguments.gold;
        let folders = match &self.arguments.texts {
            Some(folder) => vec![folder.clone()],
            None => vec![gold.join("docs"), gold.join("texts")],
        };
        let endings = ["txt", "md", "html"];
        let named = folders
            .iter()
            .flat_map(|folder| endings.map(|ending| folder.join(format!("{document}.{ending}"))));
        let article = endings.map(|ending| gold.join(document).join(format!("article.{ending}")));
        named.chain(article).find(|path| path.is_file())
    }

    /// What `docs/ID.meta.json` says of a text that does not say it itself.
    fn hints(&self, document: &str) -> Result<Hints, Failure> {
        let path = self
            .arguments
            .gold
            .join(format!("docs/{document}.meta.json"));
        if !path.is_file() {
            return Ok(Hints::default());
        }
        let meta: Json = serde_json::from_str(&text(&path)?).map_err(|e| {
            let (line, column) = (e.line(), e.column());
            let place = format!("{}:{line}:{column}", path.display());
            Failure::new(Status::Input, format!("{place}: no JSON")).hint("mend the file")
        })?;
        let field = |name: &str| meta.get(name).and_then(Json::as_str).map(String::from);
        Ok(Hints {
            title: field("title"),
            publisher: field("publisher"),
            issued: field("published"),
            address: field("url"),
            ..Hints::default()
        })
    }
}
