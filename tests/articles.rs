//! Every folder of tests/articles: an article and what must, may and must not be read from it.
//!
//! `expected.jsonl` is what the article states (`opt` marks what may be read but need not);
//! `absent.jsonl` must not be read. `open.jsonl` lists the expected facts that are not read yet and
//! `wrong.jsonl` the statements that are read and not stated, so that each change shows as a line.
//! `SNAPSHOTS=overwrite cargo test --test all articles` writes those two anew.

use crate::common;
use aikg::document::{Document, Hints, Media};
use aikg::extract::Reader;
use aikg::model::evidence::DocumentId;
use aikg::model::{Entity, Modality, Reading, Statement, Value};
use serde_json::{Value as Json, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

const ARTICLES: &str = "tests/articles";

/// Reader, and the names of the known entities.
fn reader() -> (Reader, Names) {
    let (_, entities) = common::names();
    let reader = common::reader_with(&common::rules()).unwrap_or_else(|e| panic!("{e}"));
    (reader, Names::new(&entities))
}

/// Which entities a name may mean.
struct Names {
    ids: BTreeMap<String, BTreeSet<String>>,
    labels: BTreeMap<String, String>,
}

impl Names {
    fn new(entities: &[Entity]) -> Self {
        let labels: BTreeMap<String, String> = entities
            .iter()
            .map(|e| (e.id.to_string(), e.label.clone()))
            .collect();
        let mut ids: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for e in entities {
            let brand = e.brand.as_ref().and_then(|b| labels.get(b.as_str()));
            let all = e
                .names
                .iter()
                .chain(&e.short_names)
                .chain(&e.identifiers)
                .chain([&e.label]);
            for name in all {
                ids.entry(plain(name)).or_default().insert(e.id.to_string());
                if let Some(brand) = brand {
                    let full = plain(&format!("{brand} {name}"));
                    ids.entry(full).or_default().insert(e.id.to_string());
                }
            }
        }
        Self { ids, labels }
    }

    fn same(&self, expected: &str, id: &str, label: &str) -> bool {
        plain(expected) == plain(label)
            || plain(expected) == plain(id)
            || self
                .ids
                .get(&plain(expected))
                .is_some_and(|ids| ids.contains(id))
    }
}

fn plain(name: &str) -> String {
    let name = name.to_lowercase().replace("'s", "");
    name.chars()
        .filter(|c| c.is_alphanumeric() || matches!(c, '.' | '+'))
        .collect()
}

/// A line of `expected.jsonl` or `absent.jsonl`.
struct Fact {
    line: Json,
}

impl Fact {
    fn text(&self, key: &str) -> &str {
        self.line[key].as_str().unwrap_or_default()
    }

    fn modality(&self) -> &str {
        self.line["mod"].as_str().unwrap_or("asserted")
    }

    fn optional(&self) -> bool {
        self.line["opt"].as_bool().unwrap_or(false)
    }

    /// Whether a statement says the same, at the precision of the expectation.
    fn met_by(&self, s: &Statement, names: &Names, labels: &BTreeMap<String, String>) -> bool {
        let label = |id: &str| labels.get(id).cloned().unwrap_or_else(|| id.to_string());
        let subject = s.subject.as_str();
        if self.text("p") != &*s.property || !names.same(self.text("s"), subject, &label(subject)) {
            return false;
        }
        if self.line["q"]["currency"].as_str() != s.currency() {
            return false;
        }
        let expected = &self.line["o"];
        match &s.object {
            Value::Entity(id) => {
                let name = expected.as_str().unwrap_or_default();
                names.same(name, id.as_str(), &label(id.as_str()))
            }
            Value::Integer(_) | Value::Decimal(_) => {
                let number = s.object.to_string();
                expected.to_string().parse::<f64>().is_ok_and(|e| {
                    let n: f64 = number.parse().unwrap();
                    (e - n).abs() <= 0.005 * e.abs()
                })
            }
            Value::Date(d) => d.to_string().starts_with(expected.as_str().unwrap_or("?")),
            Value::Boolean(b) => expected.as_bool() == Some(*b),
            Value::Text(t) => plain(t) == plain(expected.as_str().unwrap_or_default()),
        }
    }
}

fn facts(path: &Path) -> Vec<Fact> {
    let Ok(text) = fs::read_to_string(path) else {
        return Vec::new();
    };
    let lines = text.lines().filter(|l| !l.trim().is_empty());
    lines
        .map(|l| Fact {
            line: serde_json::from_str(l)
                .unwrap_or_else(|e| panic!("{}: {e}: {l}", path.display())),
        })
        .collect()
}

fn read(folder: &Path, reader: &Reader) -> (Document, Reading) {
    let path = ["md", "txt", "html", "pdf"]
        .iter()
        .map(|ending| folder.join("article").with_extension(ending))
        .find(|path| path.exists())
        .unwrap_or_else(|| panic!("{}: no article", folder.display()));
    let hints = Hints {
        media: path
            .extension()
            .and_then(|e| Media::of_ending(&e.to_string_lossy()))
            .unwrap_or_default(),
        ..Hints::default()
    };
    let name = folder.file_name().unwrap().to_string_lossy().into_owned();
    let document = Document::read(&fs::read(&path).unwrap(), &name, &hints)
        .unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let reading = reader.read(&document, &DocumentId::from(name), "2026-01-01T00:00:00Z");
    (document, reading)
}

/// What a folder's article yields against what it should.
struct Outcome {
    open: Vec<String>,
    wrong: Vec<String>,
    faults: Vec<String>,
    found: usize,
}

fn outcome(folder: &Path, reader: &Reader, names: &Names) -> Outcome {
    let (document, reading) = read(folder, reader);
    let mut labels = names.labels.clone();
    labels.extend(
        reading
            .entities
            .iter()
            .map(|e| (e.id.to_string(), e.label.clone())),
    );
    let expected = facts(&folder.join("expected.jsonl"));
    let absent = facts(&folder.join("absent.jsonl"));
    let mut faults = Vec::new();
    for s in &reading.statements {
        if !s.evidence.stands_in(&document.text) {
            faults.push(format!(
                "quotation differs from its place: {:?}",
                s.evidence
            ));
        }
    }
    let met = |f: &Fact, s: &Statement| f.met_by(s, names, &labels);
    let mut wrong = Vec::new();
    // Statements on events say again what others say.
    let own = |s: &&Statement| !s.extracted_by.starts_with("event:");
    for s in reading.statements.iter().filter(own) {
        let stated = expected
            .iter()
            .any(|f| met(f, s) && (f.modality() == "negated") == (s.modality == Modality::Negated));
        let banned = absent.iter().any(|f| {
            let any = f.line["mod"].is_null();
            met(f, s) && (any || f.modality().eq_ignore_ascii_case(s.modality.name()))
        });
        if !stated || banned {
            wrong.push(row(s, &labels));
        }
    }
    let required = expected
        .iter()
        .filter(|f| !f.optional() && f.modality() != "negated");
    let (found, open): (Vec<&Fact>, Vec<&Fact>) =
        required.partition(|f| reading.statements.iter().any(|s| met(f, s)));
    let open = open.into_iter().map(|f| short(&f.line)).collect();
    Outcome {
        open,
        wrong,
        faults,
        found: found.len(),
    }
}

fn row(s: &Statement, labels: &BTreeMap<String, String>) -> String {
    let name = |id: &str| labels.get(id).cloned().unwrap_or_else(|| id.to_string());
    let object = match &s.object {
        Value::Entity(id) => name(id.as_str()),
        other => other.to_string(),
    };
    let mut line = json!({"s": name(s.subject.as_str()), "p": &*s.property, "o": object, "mod": s.modality.name().to_lowercase()});
    if let Some(code) = s.currency() {
        line["currency"] = code.into();
    }
    line.to_string()
}

fn short(line: &Json) -> String {
    json!({"s": line["s"], "p": line["p"], "o": line["o"]}).to_string()
}

fn lines(path: &Path) -> Vec<String> {
    let text = fs::read_to_string(path).unwrap_or_default();
    text.lines().map(String::from).collect()
}

fn bless(path: &Path, rows: &[String]) {
    if rows.is_empty() {
        let _ = fs::remove_file(path);
    } else {
        fs::write(path, rows.join("\n") + "\n").unwrap();
    }
}

#[test]
fn articles_yield_what_they_state() {
    let (reader, names) = reader();
    let blessing = common::overwrite();
    let mut folders: Vec<PathBuf> = fs::read_dir(ARTICLES)
        .unwrap()
        .map(|e| e.unwrap().path())
        .filter(|p| p.is_dir())
        .collect();
    folders.sort();
    let mut faults = Vec::new();
    let mut found = 0;
    for folder in &folders {
        let name = folder.file_name().unwrap().to_string_lossy().into_owned();
        let outcome = outcome(folder, &reader, &names);
        found += outcome.found;
        faults.extend(outcome.faults.iter().map(|f| format!("{name}: {f}")));
        for (file, rows) in [
            ("open.jsonl", &outcome.open),
            ("wrong.jsonl", &outcome.wrong),
        ] {
            let path = folder.join(file);
            if blessing {
                bless(&path, rows);
                continue;
            }
            let before: BTreeSet<String> = lines(&path).into_iter().collect();
            let now: BTreeSet<String> = rows.iter().cloned().collect();
            faults.extend(
                now.difference(&before)
                    .map(|r| format!("{name}/{file}: new: {r}")),
            );
            faults.extend(
                before
                    .difference(&now)
                    .map(|r| format!("{name}/{file}: gone: {r}")),
            );
        }
    }
    assert!(folders.len() >= 12 && found > 0);
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

/// The same bytes for the same article, whatever was read before it.
#[test]
fn reading_is_repeatable() {
    let (reader, _) = reader();
    for folder in ["gemma-3-blog", "open-models-table"] {
        let folder = Path::new(ARTICLES).join(folder);
        let (_, once) = read(&folder, &reader);
        let (_, twice) = read(&folder, &reader);
        assert_eq!(once, twice);
    }
}
