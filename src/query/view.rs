//! How the rows of a question make a picture: a mark, and the columns that it shows.
//!
//! ```text
//! line x=?date y=?inputPrice series=?model yscale=log cite=?doc
//! sankey source=?from target=?to value=?amount valueunit="USD"
//! ```
//!
//! The words are those of Vega-Lite (mark, channel, scale) where it has one; docs/charts.md lists them.

use crate::query::nearest::{hint, nearest};
use crate::query::view::Channel::{
    Cite, Label, Link, Modality, Series, Source, Target, Value, X, Y,
};
use crate::query::words::{Fault, Word, words};
use std::collections::BTreeMap;

/// What rows become.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// The edges of a graph; drawn by `aikg export`, all others by `aikg chart`.
    Graph,
    /// Lines over time or over a number.
    Line,
    /// Points by two numbers or dates.
    Scatter,
    /// What happened when, a lane for each group.
    Timeline,
    /// Bars by size.
    Bar,
    /// Flows from layer to layer.
    Sankey,
}

/// What a column is shown as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Channel {
    /// Place from left to right.
    X,
    /// Place from bottom to top; of timelines and bars the lane or bar.
    Y,
    /// What belongs together: one colour and one sign.
    Series,
    /// Words at the mark.
    Label,
    /// Where an edge or flow starts.
    Source,
    /// Where an edge or flow ends.
    Target,
    /// How large a flow is.
    Value,
    /// How surely it is said.
    Modality,
    /// The document that says it: its number and its footnote.
    Cite,
    /// The address that the mark leads to, in place of the document's.
    Link,
}

/// How numbers are laid out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Spacing {
    /// As it fits the numbers.
    #[default]
    Fitting,
    /// Equal differences are equally far apart.
    Linear,
    /// Equal ratios are equally far apart.
    Log,
}

/// What is said of the numbers of a channel; where it is silent, the column's property is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Dimension {
    /// How they are laid out.
    pub spacing: Spacing,
    /// Their unit.
    pub unit: Option<String>,
    /// Their name.
    pub title: Option<String>,
}

/// The view of a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View {
    /// What rows become.
    pub mark: Mark,
    /// Names of columns, without `?`.
    columns: BTreeMap<Channel, String>,
    dimensions: BTreeMap<Channel, Dimension>,
    /// A line goes straight from point to point; else each value holds until the next.
    pub straight: bool,
}

/// A mark with its name, the channels that it needs and those that it may have.
type Grammar = (Mark, &'static str, &'static [Channel], &'static [Channel]);

const GRAMMARS: [Grammar; 6] = [
    (Mark::Graph, "graph", &[Source, Target], &[Label]),
    (Mark::Line, "line", &[X, Y], &[Series, Modality, Cite, Link]),
    (
        Mark::Scatter,
        "scatter",
        &[X, Y],
        &[Label, Series, Modality, Cite, Link],
    ),
    (
        Mark::Timeline,
        "timeline",
        &[X, Label],
        &[Y, Modality, Cite, Link],
    ),
    (Mark::Bar, "bar", &[X, Y], &[Series, Modality, Cite, Link]),
    (
        Mark::Sankey,
        "sankey",
        &[Source, Target],
        &[Value, Label, Modality, Cite, Link],
    ),
];

impl Mark {
    /// All marks.
    pub const ALL: [Self; 6] = [
        Self::Graph,
        Self::Line,
        Self::Scatter,
        Self::Timeline,
        Self::Bar,
        Self::Sankey,
    ];

    /// Its name in a header.
    pub fn name(self) -> &'static str {
        self.grammar().1
    }

    fn grammar(self) -> &'static Grammar {
        let found = GRAMMARS.iter().find(|(mark, ..)| *mark == self);
        found.unwrap_or(&GRAMMARS[0])
    }

    /// Whether the numbers of a channel may be laid out by ratios.
    fn may_be_log(self, channel: Channel) -> bool {
        matches!(self, Self::Line | Self::Scatter) && matches!(channel, X | Y)
    }

    /// Channels whose numbers have a unit and a name.
    fn measured(self) -> &'static [Channel] {
        match self {
            Self::Graph => &[],
            Self::Line | Self::Scatter => &[X, Y],
            Self::Timeline | Self::Bar => &[X],
            Self::Sankey => &[Value],
        }
    }

    /// The keys that it takes.
    fn keys(self) -> Vec<String> {
        let (_, _, needed, free) = self.grammar();
        let channels = needed.iter().chain(*free).map(|c| c.key().to_string());
        let mut keys: Vec<String> = channels.collect();
        for channel in self.measured() {
            if self.may_be_log(*channel) {
                keys.push(format!("{}scale", channel.key()));
            }
            keys.push(format!("{}unit", channel.key()));
            keys.push(format!("{}title", channel.key()));
        }
        if self == Self::Line {
            keys.push("interpolate".into());
        }
        keys
    }
}

impl Channel {
    /// All channels.
    pub const ALL: [Self; 10] = [
        X, Y, Series, Label, Source, Target, Value, Modality, Cite, Link,
    ];

    /// Its key in a header.
    pub fn key(self) -> &'static str {
        match self {
            X => "x",
            Y => "y",
            Series => "series",
            Label => "label",
            Source => "source",
            Target => "target",
            Value => "value",
            Modality => "modality",
            Cite => "cite",
            Link => "link",
        }
    }
}

impl View {
    /// The column that a channel shows, without `?`.
    pub fn column(&self, channel: Channel) -> Option<&str> {
        self.columns.get(&channel).map(String::as_str)
    }

    /// All columns that it shows, by channel.
    pub fn columns(&self) -> impl Iterator<Item = (Channel, &str)> {
        self.columns.iter().map(|(c, name)| (*c, name.as_str()))
    }

    /// What is said of the numbers of a channel.
    pub fn dimension(&self, channel: Channel) -> Dimension {
        self.dimensions.get(&channel).cloned().unwrap_or_default()
    }
}

/// Reads what stands behind `view:`.
///
/// # Errors
/// The first fault with its byte offset: no such mark or key, a key given twice, a column that is none, one that is missing.
pub(crate) fn read_view(text: &str) -> Result<View, Fault> {
    let names = Mark::ALL.map(Mark::name);
    let mut words = words(text)?.into_iter();
    let first = words
        .next()
        .ok_or_else(|| (text.len(), format!("expected {}", choice(&names))))?;
    let mark = Mark::ALL.into_iter().find(|m| m.name() == first.text);
    let Some(mark) = mark.filter(|_| first.key.is_none()) else {
        let hint = hint(nearest(&first.text, names));
        let message = format!(
            "'{}' is no view: expected {}{hint}",
            first.text,
            choice(&names)
        );
        return Err((first.offset, message));
    };
    let mut view = View {
        mark,
        columns: BTreeMap::new(),
        dimensions: BTreeMap::new(),
        straight: false,
    };
    let mut seen: Vec<String> = Vec::new();
    for word in words {
        let key = known_key(mark, &word)?;
        if seen.contains(&key) {
            return Err((word.offset, format!("{key}= stands twice")));
        }
        view.take(&key, &word)?;
        seen.push(key);
    }
    let needed = mark.grammar().2;
    if needed.iter().any(|c| view.column(*c).is_none()) {
        let needed: Vec<String> = needed
            .iter()
            .map(|c| format!("{}=?column", c.key()))
            .collect();
        let message = format!("a {} needs {}", mark.name(), needed.join(" and "));
        return Err((text.len(), message));
    }
    Ok(view)
}

/// The key of a word, if its mark takes it.
fn known_key(mark: Mark, word: &Word) -> Result<String, Fault> {
    let keys = mark.keys();
    let given = word.key.as_deref().unwrap_or(&word.text);
    match keys.iter().find(|k| word.key.as_ref() == Some(k)) {
        Some(key) => Ok(key.clone()),
        None => {
            let near = hint(nearest(given, keys.iter().map(String::as_str)));
            let keys: Vec<String> = keys.iter().map(|k| format!("{k}=")).collect();
            let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
            let message = format!(
                "'{given}' is no key of a {}: expected {}{near}",
                mark.name(),
                choice(&keys)
            );
            Err((word.offset, message))
        }
    }
}

impl View {
    fn take(&mut self, key: &str, word: &Word) -> Result<(), Fault> {
        let value = word.text.as_str();
        if let Some(channel) = Channel::ALL.into_iter().find(|c| c.key() == key) {
            let name = value.trim_start_matches('?');
            let letters = |c: char| c.is_alphanumeric() || c == '_';
            if word.quoted || name.is_empty() || !name.chars().all(letters) {
                let message = format!("'{value}' is no column: write {key}=?column");
                return Err((word.offset, message));
            }
            self.columns.insert(channel, name.to_string());
            return Ok(());
        }
        if key == "interpolate" {
            self.straight = one_of(word, &["step", "linear"])? == "linear";
            return Ok(());
        }
        for channel in [X, Y, Value] {
            let Some(aspect) = key.strip_prefix(channel.key()) else {
                continue;
            };
            let dimension = self.dimensions.entry(channel).or_default();
            match aspect {
                "scale" => {
                    dimension.spacing = match one_of(word, &["linear", "log"])? {
                        "log" => Spacing::Log,
                        _ => Spacing::Linear,
                    };
                }
                "unit" => dimension.unit = Some(value.to_string()),
                "title" => dimension.title = Some(value.to_string()),
                _ => {}
            }
        }
        Ok(())
    }
}

fn one_of<'w>(word: &Word, known: &[&'w str]) -> Result<&'w str, Fault> {
    known
        .iter()
        .find(|k| **k == word.text)
        .copied()
        .ok_or_else(|| {
            let hint = hint(nearest(&word.text, known.iter().copied()));
            let message = format!("'{}': expected {}{hint}", word.text, choice(known));
            (word.offset, message)
        })
}

/// `a, b or c`.
fn choice(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_string(),
        [front @ .., last] => format!("{} or {last}", front.join(", ")),
    }
}
