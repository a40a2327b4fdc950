//! `aikg rules explain`.

use crate::cli::describe::{Labels, row};
use crate::cli::home::Home;
use crate::cli::inputs::file;
use crate::cli::options::Options;
use crate::cli::output::{Format, Output};
use crate::cli::status::{Failure, Status};
use crate::cli::table::shorten;
use aikg::document::{Document, Hints};
use aikg::extract::rule::explain::{Explanation, Finding, Outcome, Passage, Span};
use aikg::extract::rule::trace::Attempt;
use aikg::extract::{Reader, rule::Rule};
use aikg::model::Entity;
use aikg::model::evidence::DocumentId;
use aikg::pipeline::{self, document};
use aikg::query::nearest::nearest;
use aikg::source::SourceError;
use anstyle::{AnsiColor, Style};
use clap::Args;
use serde_json::{Value as Json, json};
use std::io::Write;
use std::path::Path;

/// What is asked of a text.
#[derive(Debug, Args)]
pub struct Arguments {
    /// A file, or the identifier of a document of the workspace
    #[arg(value_name = "DOC")]
    document: String,
    /// Only this rule, and every sentence that it was tried in
    #[arg(long, value_name = "NAME")]
    rule: Option<String>,
    /// Form of the output
    #[arg(long, value_enum, default_value = "text", value_name = "FORMAT")]
    format: Format,
}

pub fn run(
    options: &Options,
    home: &Home,
    entities: &[Entity],
    reader: &Reader,
    arguments: &Arguments,
) -> Result<Status, Failure> {
    let wanted = arguments
        .rule
        .as_deref()
        .map(|name| rule(reader, name))
        .transpose()?;
    let (id, document) = open(home, &arguments.document)?;
    let explained = reader.explain(&document, &id, &options.present()?);
    let labels = Labels::new(entities.iter().chain(&explained.newcomers));
    let page = Page {
        explained: &explained,
        labels: &labels,
        rule: wanted.map(|r| r.stanza.name.as_str()),
        mark: wanted.map(|r| &*r.mark),
        colour: options.colour(),
    };
    let text = match arguments.format {
        Format::Text => page.text(&id),
        Format::Jsonl => page.lines(&id),
    };
    let mut out = Output::open(None)?;
    out.write_all(text.as_bytes())?;
    out.finish()?;
    Ok(Status::Done)
}

fn rule<'r>(reader: &'r Reader, name: &str) -> Result<&'r Rule, Failure> {
    let list = &reader.rules().list;
    let found = list
        .iter()
        .find(|r| r.stanza.name == name || &*r.mark == name);
    found.ok_or_else(|| {
        let near = nearest(name, list.iter().map(|r| r.stanza.name.as_str()));
        Failure::unknown("rule", name, near, "`aikg rules list` lists them")
    })
}

/// The document in a file, or the one of the workspace.
fn open(home: &Home, name: &str) -> Result<(DocumentId, Document), Failure> {
    if Path::new(name).is_file() {
        let first = file(Path::new(name)).next();
        let source = first.unwrap_or_else(|| Err(SourceError::Nothing(name.into())));
        let read = source
            .map_err(pipeline::Failure::from)
            .and_then(|s| document(s, &Hints::default()));
        let (stem, document) = read.map_err(|e| Failure::from(&e))?;
        return Ok((DocumentId::from(stem), document));
    }
    let absent = || {
        let hint = "name a file, or a document that `aikg query sources` lists";
        Failure::usage(format!("there is no document '{name}'"), hint)
    };
    let Home::Workspace(workspace) = home else {
        return Err(absent());
    };
    let id = DocumentId::from(name.strip_prefix("doc:").unwrap_or(name));
    let reading = workspace.reading(&id)?.ok_or_else(absent)?;
    let citation = reading.citation;
    let text = workspace.text_of(&citation)?.ok_or_else(|| {
        let message = format!("the text of '{id}' is not at hand");
        Failure::new(Status::Input, message).hint("add the article again")
    })?;
    let hints = Hints {
        title: Some(citation.title),
        publisher: citation.publisher_name,
        issued: citation.issued.map(|d| d.to_string()),
        ..Hints::default()
    };
    let document = Document::read(text.as_bytes(), id.as_str(), &hints)
        .map_err(|e| Failure::new(Status::Input, format!("{id}: {e}")))?;
    Ok((id, document))
}

struct Page<'a> {
    explained: &'a Explanation,
    labels: &'a Labels<'a>,
    rule: Option<&'a str>,
    mark: Option<&'a str>,
    colour: bool,
}

impl Page<'_> {
    /// The passages, numbered from 1, with what was found in them, where only one rule is asked for.
    fn passages(&self) -> impl Iterator<Item = (usize, &Passage, Vec<&Finding>)> {
        let passages = self.explained.passages.iter().enumerate();
        passages.map(|(n, passage)| {
            let asked = |f: &&Finding| self.mark.is_none_or(|mark| f.rule == mark);
            (
                n + 1,
                passage,
                passage.findings.iter().filter(asked).collect(),
            )
        })
    }

    /// For each rule asked for, its name and attempts; those that found something only when asked by name.
    fn tried(&self) -> impl Iterator<Item = (&str, &[Attempt])> {
        let found = |name: &str| {
            let mark = format!("rule:{name}@");
            let mut findings = self.explained.passages.iter().flat_map(|p| &p.findings);
            findings.any(|f| f.rule.starts_with(&mark))
        };
        let all = self.explained.attempts.iter();
        let asked = all.filter(move |(name, _)| match self.rule {
            Some(rule) => name == rule,
            None => !found(name),
        });
        asked.map(|(name, attempts)| (name.as_str(), attempts.as_slice()))
    }

    fn text(&self, id: &DocumentId) -> String {
        let mut out = format!("{id}\n");
        for (number, passage, findings) in self.passages() {
            if findings.is_empty() && self.rule.is_some() {
                continue;
            }
            out.push_str(&format!("\n{number}  {}\n", self.marked(&passage.spans)));
            for finding in findings {
                let words = shorten(&finding.words, 100);
                out.push_str(&format!("   {}  \"{words}\"\n", finding.rule));
                if finding.outcomes.is_empty() {
                    out.push_str("     nothing came of it: no subject fits, or a word of the sentence rules it out\n");
                }
                for outcome in &finding.outcomes {
                    out.push_str(&format!("     {}\n", self.outcome(outcome)));
                }
            }
        }
        out.push_str(match self.rule {
            Some(_) => "\nwithout a match\n",
            None => "\nrules that found nothing\n",
        });
        for (name, attempts) in self.tried() {
            out.push_str(&self.silent(name, attempts));
        }
        out
    }

    fn silent(&self, name: &str, attempts: &[Attempt]) -> String {
        let all = self.rule.is_some();
        let furthest = attempts
            .iter()
            .max_by_key(|a| (a.matched.len(), std::cmp::Reverse(a.passage)));
        match (furthest, all) {
            (None, false) => format!("   {name}: none of its words stands in the text\n"),
            (None, true) => format!("   {name}: none of its words stands in any other sentence\n"),
            (Some(attempt), false) => format!("   {name}: {}\n", told(attempt)),
            (Some(_), true) => {
                let each = attempts
                    .iter()
                    .map(|a| format!("   {}\n      {}\n", told(a), a.pattern));
                each.collect()
            }
        }
    }

    fn outcome(&self, outcome: &Outcome) -> String {
        let s = &outcome.statement;
        let json = row("", s, self.labels);
        let object = json["o"]
            .as_str()
            .map_or_else(|| json["o"].to_string(), String::from);
        let object = match s.currency() {
            Some(code) => format!("{object} {code}"),
            None => object,
        };
        let fact = format!("{} | {} | {object}", self.labels.of(&s.subject), s.property);
        let (mark, why) = match &outcome.refused {
            None => (
                "+",
                format!("{}, {}", s.confidence, s.modality.name().to_lowercase()),
            ),
            Some(why) => ("-", format!("left out: {why}")),
        };
        let style = match mark {
            "+" => Style::new().fg_color(Some(AnsiColor::Green.into())),
            _ => Style::new().fg_color(Some(AnsiColor::Red.into())),
        };
        if self.colour {
            format!("{style}{mark} {fact}{style:#}  {why}")
        } else {
            format!("{mark} {fact}  {why}")
        }
    }

    /// A passage on one line: mentions coloured by kind, or in brackets with it.
    fn marked(&self, spans: &[Span]) -> String {
        let mut out = String::new();
        for span in spans {
            let line = if span.text.contains('\n') {
                span.text.split_whitespace().collect::<Vec<_>>().join(" ") + " "
            } else {
                span.text.clone()
            };
            match &span.kind {
                None => out.push_str(&line),
                Some(kind) if self.colour => {
                    let style = style(kind);
                    out.push_str(&format!("{style}{line}{style:#}"));
                }
                Some(kind) => out.push_str(&format!("[{line}: {kind}]")),
            }
        }
        out.trim().to_string()
    }

    fn lines(&self, id: &DocumentId) -> String {
        let mut lines: Vec<Json> = Vec::new();
        for (number, passage, findings) in self.passages() {
            let spans = passage.spans.iter();
            let text: Vec<&str> = spans.clone().map(|s| s.text.as_str()).collect();
            let mentions: Vec<Json> = spans
                .filter(|s| s.kind.is_some())
                .map(|s| json!({"text": s.text, "class": s.kind}))
                .collect();
            lines.push(json!({
                "kind": "passage", "doc": id.as_str(), "number": number,
                "text": text.concat(), "mentions": mentions,
            }));
            for finding in findings {
                let found: Vec<Json> = finding
                    .outcomes
                    .iter()
                    .map(|o| {
                        let mut line = row(id.as_str(), &o.statement, self.labels);
                        line["kept"] = o.refused.is_none().into();
                        line["reason"] = json!(o.refused);
                        line
                    })
                    .collect();
                lines.push(json!({
                    "kind": "match", "passage": number, "rule": finding.rule, "words": finding.words,
                    "candidates": found,
                }));
            }
        }
        for (name, attempts) in self.tried() {
            let tried: Vec<Json> = attempts
                .iter()
                .map(|a| json!({
                    "passage": a.passage + 1, "pattern": a.pattern, "matched": a.matched, "at": a.at,
                    "wanted": a.wanted,
                }))
                .collect();
            lines.push(json!({"kind": "rule", "rule": name, "attempts": tried}));
        }
        lines.into_iter().map(|line| format!("{line}\n")).collect()
    }
}

/// Where and why an attempt failed.
fn told(attempt: &Attempt) -> String {
    let number = attempt.passage + 1;
    let (matched, wanted) = (shorten(&attempt.matched, 60), shorten(&attempt.wanted, 80));
    if matched.is_empty() {
        return format!("sentence {number}: nothing there begins it ({wanted})");
    }
    let at = match attempt.at.as_str() {
        "" => "the end of the sentence".to_string(),
        word => format!("\"{word}\""),
    };
    format!("sentence {number}: \"{matched}\" fits, then {at} is not {wanted}")
}

/// The colour of a kind of mention.
fn style(kind: &str) -> Style {
    let colour = match kind {
        "Model" | "ModelFamily" => AnsiColor::Cyan,
        "Chip" | "ChipFamily" | "System" => AnsiColor::Magenta,
        "Person" => AnsiColor::Yellow,
        "number" => AnsiColor::Green,
        "date" => AnsiColor::BrightGreen,
        "it" => AnsiColor::BrightBlack,
        "License" | "Benchmark" | "Country" | "Product" => AnsiColor::BrightBlue,
        _ => AnsiColor::Blue,
    };
    Style::new().fg_color(Some(colour.into())).bold()
}
