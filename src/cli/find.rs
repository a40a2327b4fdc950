//! `aikg find`.

use crate::cli::home::Home;
use crate::cli::limit;
use crate::cli::names;
use crate::cli::options::Options;
use crate::cli::output::{Format, Output};
use crate::cli::status::{Failure, Status};
use crate::cli::table::align;
use aikg::model::Namespaces;
use aikg::search::{Found, Hit, Words, find};
use aikg::store::wording::Kind;
use anstyle::Style;
use clap::Args;
use clap::builder::PossibleValuesParser;
use serde_json::json;
use std::io::Write;
use std::ops::Range;

/// Search names, titles and quotations for words; the best first. Texts with all of the words are found, else those
/// with some. A word may stand for one that begins with it; one that no text has, for words that differ in a letter, from eight
/// letters on in two.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  aikg find deepseek v4\n  aikg find antropic --kind name\n  \
                        aikg find 'memory bandwidth' --kind quotation --limit 5\n  aikg find huawei ascend --format jsonl"
)]
pub struct Arguments {
    /// What to look for
    #[arg(required = true, value_name = "WORDS")]
    words: Vec<String>,
    /// Only texts of this kind; may be repeated
    #[arg(long = "kind", value_name = "KIND", value_parser = PossibleValuesParser::new(Kind::ALL.map(|(_, name)| name)))]
    kinds: Vec<String>,
    /// Most texts shown
    #[arg(long, default_value_t = 20, value_name = "N", value_parser = limit::some, allow_hyphen_values = true)]
    limit: usize,
    /// Form of the output
    #[arg(long, value_enum, default_value = "text", value_name = "FORMAT")]
    format: Format,
}

pub fn run(options: &Options, arguments: &Arguments) -> Result<Status, Failure> {
    let asked = arguments.words.join(" ");
    let words = Words::of(&asked);
    if words.is_empty() {
        return Err(Failure::usage(
            format!("'{asked}' has no letter and no digit"),
            "say a word to look for",
        ));
    }
    let wanted =
        |name: &str| arguments.kinds.is_empty() || arguments.kinds.iter().any(|k| k == name);
    let kinds: Vec<Kind> = Kind::ALL
        .iter()
        .filter_map(|(kind, name)| wanted(name).then_some(*kind))
        .collect();
    let home = Home::answering(options)?;
    let limit = arguments.limit;
    // One more than is shown tells whether there are more.
    let mut found =
        home.with(|snapshot| Ok(find(&snapshot, &words, &kinds, limit.saturating_add(1))?))?;
    if found.hits.is_empty() {
        return Err(
            Failure::new(Status::No, format!("nothing has the words '{asked}'"))
                .hint(names::alike(&home, &asked)?),
        );
    }
    let more = found.hits.len() > limit;
    found.hits.truncate(limit);
    let mut out = Output::open(None)?;
    out.write_all(text(options, arguments.format, &found, home.namespaces()).as_bytes())?;
    out.finish()?;
    if found.partly {
        options.note("note: nothing has all of the words; these have some of them");
    }
    if more {
        options.note(&format!(
            "note: the best {limit}; --limit says how many are shown"
        ));
    }
    Ok(Status::Done)
}

fn text(options: &Options, format: Format, found: &Found, namespaces: &Namespaces) -> String {
    let hits = found.hits.iter();
    match format {
        Format::Text => {
            let colour = options.colour();
            let rows: Vec<Vec<String>> = hits
                .map(|hit| {
                    let kind = hit.kind.name().to_string();
                    vec![kind, namespaces.shortened(&hit.owner), marked(hit, colour)]
                })
                .collect();
            align(&rows, usize::MAX, 0)
        }
        Format::Jsonl => hits.map(|hit| format!("{}\n", object(hit))).collect(),
    }
}

/// The text of a hit with its words in bold, or between `*` where there are no colours.
fn marked(hit: &Hit, colour: bool) -> String {
    let (open, close) = match colour {
        true => (Style::new().bold().to_string(), anstyle::Reset.to_string()),
        false => ("*".to_string(), "*".to_string()),
    };
    let mut out = String::new();
    let mut at = 0;
    for place in joined(&hit.text, &hit.marks) {
        out.push_str(hit.text.get(at..place.start).unwrap_or_default());
        let word = hit.text.get(place.clone()).unwrap_or_default();
        out.extend([open.as_str(), word, close.as_str()]);
        at = place.end;
    }
    out.push_str(hit.text.get(at..).unwrap_or_default());
    out
}

/// Marks with one sign or space between them as one.
fn joined(text: &str, marks: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    for mark in marks {
        match out.last_mut() {
            Some(last)
                if text
                    .get(last.end..mark.start)
                    .is_some_and(|t| t.chars().count() <= 1) =>
            {
                last.end = mark.end;
            }
            _ => out.push(mark.clone()),
        }
    }
    out
}

fn object(hit: &Hit) -> serde_json::Value {
    let characters = |at: usize| hit.text.get(..at).map_or(0, |t| t.chars().count());
    let marks: Vec<[usize; 2]> = hit
        .marks
        .iter()
        .map(|place| [characters(place.start), characters(place.end)])
        .collect();
    json!({
        "kind": hit.kind.name(), "iri": hit.owner, "text": hit.text, "marks": marks,
        "statements": hit.statements, "score": points(hit.score),
    })
}

/// A score in points, to three places.
#[allow(clippy::cast_precision_loss)] // Scores stay far below 2^52.
fn points(score: u64) -> f64 {
    (score as f64 / 256.0).round() / 1000.0
}
