//! The answer to a question as a chart.

use crate::cli::described;
use crate::cli::fault::{failure, missing};
use crate::cli::home::Home;
use crate::cli::question::{Asked, constant};
use crate::cli::status::Failure;
use crate::cli::table::count;
use aikg::chart::{Chart, ChartError, Drawn, draw};
use aikg::export::table::csv;
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
}

/// A chart and its data.
pub struct Charted {
    pub drawn: Drawn,
    /// The rows as CSV.
    pub data: String,
    /// Names in the question that nothing has.
    pub absent: Vec<String>,
    /// The documents that the rows cite.
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
        let latest = citations.values().filter_map(|c| c.issued).max();
        let page = Page {
            question,
            view,
            table,
            sources: described::sources(&citations),
            latest: latest.map(|day| day.to_string()),
            wish: self,
        };
        Ok(Charted {
            drawn: page.draw(home)?,
            data: page.data(home),
            absent,
            cited,
        })
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

/// What is drawn, and of what.
struct Page<'a> {
    question: &'a Question,
    view: &'a View,
    table: Table,
    sources: Vec<Source>,
    latest: Option<String>,
    wish: &'a Wish<'a>,
}

impl Page<'_> {
    fn draw(&self, home: &Home) -> Result<Drawn, Failure> {
        let title = self.wish.title.unwrap_or(&self.question.summary);
        let mut about = self.wish.parameters.to_vec();
        let sources = match self.sources.len() {
            0 => None,
            n => Some(format!("From {}", count(n, "document"))),
        };
        let latest = self.latest.as_ref().map(|day| format!("up to {day}"));
        let sources: Vec<String> = sources.into_iter().chain(latest).collect();
        about.extend(Some(sources.join(" ")).filter(|s| !s.is_empty()));
        let chart = Chart {
            view: self.view,
            table: &self.table,
            vocabulary: &home.vocabulary()?,
            namespaces: home.namespaces(),
            title,
            subtitle: &about.join("; "),
            sources: &self.sources,
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

    /// The rows as CSV: exact, with title, publisher, date and address of the document that each one cites.
    fn data(&self, home: &Home) -> String {
        let cite = self.view.column(Channel::Cite);
        let place = cite.and_then(|c| self.table.place(c));
        let mut heads = self.table.columns.clone();
        if place.is_some() {
            let more = [
                "sourceTitle",
                "sourcePublisher",
                "sourceDate",
                "sourceAddress",
            ];
            heads.extend(more.map(str::to_string));
        }
        let line = |cells: Vec<String>| {
            let cells: Vec<String> = cells.iter().map(|c| csv::cell(c)).collect();
            cells.join(",") + "\r\n"
        };
        let mut out = line(heads);
        for row in &self.table.rows {
            let text = |cell: &Option<aikg::query::Cell>| match cell {
                Some(cell) => cell.text.clone(),
                None => String::new(),
            };
            let mut cells: Vec<String> = row.iter().map(text).collect();
            if let Some(place) = place {
                let cited = row.get(place).map(text).unwrap_or_default();
                let iri = |s: &&Source| home.namespaces().document(s.document.as_str()) == cited;
                let source = self.sources.iter().find(iri);
                cells.extend(source.map_or_else(<[String; 4]>::default, |s| {
                    let address = s.address.clone().unwrap_or_default();
                    [
                        s.title.clone(),
                        s.publisher.clone(),
                        s.date.clone(),
                        address,
                    ]
                }));
            }
            out.push_str(&line(cells));
        }
        out
    }
}
