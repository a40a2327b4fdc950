//! The answer to a question as a chart.

use crate::cli::cited;
use crate::cli::described;
use crate::cli::fault::{failure, missing};
use crate::cli::home::Home;
use crate::cli::question::{Asked, constant};
use crate::cli::status::Failure;
use crate::cli::table::count;
use aikg::chart::{Chart, ChartError, Drawn, draw};
use aikg::model::evidence::DocumentId;
use aikg::picture::{Source, Style};
use aikg::query::{
    Answer, Channel, Mark, QueryError, Question, Stop, Table, View, absent, answer, labelled,
};
use aikg::store::Snapshot;
use std::collections::BTreeSet;

/// Rows of a chart; with more it could not be read.
const ROWS: usize = 5_000;

/// What chart is wanted.
pub struct Wish<'a> {
    /// A question by name, or a file that ends in .rq.
    pub question: &'a str,
    /// Values for its parameters, as `name=value`.
    pub parameters: &'a [String],
    /// Its title, in place of what the question asks.
    pub title: Option<&'a str>,
    /// Its colours.
    pub style: &'a Style,
    /// Its width in pixels.
    pub width: u32,
    /// Most series, lanes, bars or flows that are told apart.
    pub most: Option<u16>,
    /// The sources with their numbers, where another page than the chart's own lists them.
    pub numbered: Option<&'a [Source]>,
}

/// A chart and its data.
pub struct Charted {
    pub drawn: Drawn,
    /// The rows as CSV.
    pub data: String,
    /// Names in the question that nothing has.
    pub absent: Vec<String>,
    /// What the parameters that were given take, where there are such names.
    pub taken: Vec<String>,
    /// The documents that what is drawn cites.
    pub cited: BTreeSet<DocumentId>,
}

impl Wish<'_> {
    /// The chart.
    ///
    /// # Errors
    /// The question is not there, has no view of charts, or answers with what cannot be drawn; those of the query.
    pub fn charted(
        &self,
        home: &Home,
        snapshot: Snapshot<'_>,
        stop: &Stop,
    ) -> Result<Charted, Failure> {
        let asked = Asked::find(home, self.question)?;
        let (question, view) = viewed(home, &asked)?;
        let (table, absent) = table(home, snapshot, &asked, self, stop)?;
        let cited = cited(home, view, &table);
        let citations = described::documents(&snapshot, cited.iter())?;
        let page = Page {
            question,
            view,
            table,
            sources: described::sources(&citations),
            wish: self,
        };
        let all = self.numbered.unwrap_or(&page.sources);
        let first = page.draw(home, all)?;
        let used = (1..).zip(all).filter(|(n, _)| first.used.contains(n));
        let used: Vec<Source> = used.map(|(_, source)| source.clone()).collect();
        // What nothing drawn cites is not counted either.
        let drawn = match self.numbered.is_none() && used.len() < all.len() {
            true => page.draw(home, &used)?,
            false => first,
        };
        Ok(Charted {
            drawn,
            data: cited::csv(home, (&page.table, view), &page.sources),
            taken: match absent.is_empty() {
                true => Vec::new(),
                false => self.taken(question),
            },
            absent,
            cited: used.into_iter().map(|source| source.document).collect(),
        })
    }
}

impl Wish<'_> {
    /// What the parameters that were given take, as the question says it.
    fn taken(&self, question: &Question) -> Vec<String> {
        let given = |name: &str| {
            let mut all = self.parameters.iter();
            all.any(|p| p.split_once('=').is_some_and(|(n, _)| n.trim() == name))
        };
        let taken = question.parameters.iter();
        let taken = taken.filter(|p| given(&p.name) && !p.description.is_empty());
        taken
            .map(|p| format!("{} takes: {}", p.name, p.description))
            .collect()
    }
}

/// The question and its view, if that is one of charts.
fn viewed<'a>(home: &Home, asked: &'a Asked) -> Result<(&'a Question, &'a View), Failure> {
    let shown = asked.shown();
    let none = match asked {
        Asked::Headed(question, _) => match &question.view {
            Some(view) if view.mark != Mark::Graph => return Ok((question, view)),
            Some(_) => "a graph, which `aikg export svg --query` draws, and no chart",
            None => "no line '#+ view:', so nothing says how to draw it",
        },
        Asked::Plain(..) => "no header, so nothing says how to draw it",
    };
    let questions = home.questions()?;
    let charts = questions.questions().filter(|q| {
        let mark = q.view.as_ref().map(|v| v.mark);
        mark.is_some_and(|m| m != Mark::Graph)
    });
    let charts: Vec<&str> = charts.map(|q| q.name.as_str()).collect();
    Err(Failure::usage(
        format!("{shown} has {none}"),
        format!("questions with charts: {}", charts.join(", ")),
    ))
}

/// The rows of a question with labels beside IRIs, and remarks on names that nothing has.
fn table(
    home: &Home,
    snapshot: Snapshot<'_>,
    asked: &Asked,
    wish: &Wish<'_>,
    stop: &Stop,
) -> Result<(Table, Vec<String>), Failure> {
    let shown = asked.shown();
    let sparql = asked.bound(home, snapshot, &constant(wish.parameters)?)?;
    let told = |error: QueryError| failure(error, &sparql, shown);
    let Answer::Rows(rows) = answer(snapshot, &sparql, stop).map_err(told)? else {
        let message = format!("{shown} does not answer with rows");
        return Err(Failure::usage(message, "a chart is drawn of a SELECT"));
    };
    let rows = labelled(rows, snapshot).map_err(told)?;
    let table = Table::of(rows, ROWS + 1).map_err(told)?;
    if table.rows.len() > ROWS {
        return Err(Failure::usage(
            format!("{shown} answers with more than {ROWS} rows, too many for a chart"),
            "ask for less with -p, or put a LIMIT into the query",
        ));
    }
    let absent = absent(snapshot, &sparql, table.rows.is_empty())?;
    let absent = absent.iter().map(|name| missing(name, shown)).collect();
    Ok((table, absent))
}

/// The documents that the rows cite.
fn cited(home: &Home, view: &View, table: &Table) -> BTreeSet<DocumentId> {
    let place = view.column(Channel::Cite).and_then(|c| table.place(c));
    let cells = table
        .rows
        .iter()
        .filter_map(|row| row.get(place?)?.as_ref());
    let namespace = &home.namespaces().document;
    let local = cells.filter_map(|cell| cell.text.strip_prefix(namespace.as_str()));
    local.map(DocumentId::from).collect()
}

/// `From 3 documents up to 2026-04-24`.
fn from(sources: &[Source]) -> Option<String> {
    let number = Some(sources.len()).filter(|n| *n > 0)?;
    // Dates as they are written are in the order of time.
    let latest = sources.iter().map(|s| s.date.as_str()).max();
    let latest = latest.filter(|day| !day.is_empty());
    let latest = latest.map_or(String::new(), |day| format!(" up to {day}"));
    Some(format!("From {}{latest}", count(number, "document")))
}

/// What is drawn, and of what.
struct Page<'a> {
    question: &'a Question,
    view: &'a View,
    table: Table,
    sources: Vec<Source>,
    wish: &'a Wish<'a>,
}

impl Page<'_> {
    fn draw(&self, home: &Home, sources: &[Source]) -> Result<Drawn, Failure> {
        let title = self.wish.title.unwrap_or(&self.question.summary);
        let mut about = self.wish.parameters.to_vec();
        let own = self.wish.numbered.is_none();
        about.extend(from(sources).filter(|_| own));
        let chart = Chart {
            view: self.view,
            table: &self.table,
            vocabulary: &home.vocabulary()?,
            namespaces: home.namespaces(),
            title,
            subtitle: &about.join("; "),
            sources,
            listed: own,
            style: self.wish.style,
            width: f64::from(self.wish.width),
            most: self.wish.most.map(usize::from),
        };
        draw(&chart).map_err(|error| {
            let hint = match &error {
                ChartError::Column {
                    near: Some(near), ..
                } => format!("did you mean ?{near}?"),
                _ => format!("its columns are ?{}", self.table.columns.join(", ?")),
            };
            let message = format!("{}: {error}", self.question.name);
            Failure::usage(message, hint)
        })
    }
}
