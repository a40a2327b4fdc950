//! `aikg chart`.

use crate::cli::cited;
use crate::cli::export::style;
use crate::cli::fault::{failure, missing};
use crate::cli::home::Home;
use crate::cli::options::Options;
use crate::cli::output::{Output, ending};
use crate::cli::question::{Asked, constant};
use crate::cli::status::{Failure, Status};
use crate::cli::table::count;
use crate::cli::watch::Watch;
use aikg::chart::{Chart, ChartError, Drawn, draw};
use aikg::export::csv;
use aikg::model::evidence::DocumentId;
use aikg::picture::{Source, Style};
use aikg::query::{
    Answer, Channel, Mark, QueryError, Question, Table, View, absent, answer, labelled,
};
use aikg::store::Snapshot;
use clap::Args;
use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Rows of a chart; with more it could not be read.
const ROWS: usize = 5_000;

/// Draw the answer to a question as a chart, with its data as CSV beside it.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  aikg chart price-history -o prices.svg\n  \
                        aikg chart price-history -p maker=deepseek -p kind=outputPrice --style dark > prices.svg\n  \
                        aikg chart mine.rq -o mine.svg --title 'Prices since May' --csv data/mine.csv")]
pub struct Arguments {
    /// A question by name, or a file that ends in .rq; its header has a line '#+ view:'
    #[arg(value_name = "NAME|FILE.rq")]
    question: String,
    /// A value for a parameter of the question
    #[arg(short, long = "param", value_name = "NAME=VALUE")]
    parameters: Vec<String>,
    /// svg or csv; else the ending of the output file
    #[arg(long, value_name = "FORMAT")]
    format: Option<String>,
    /// Write to a file; the data go beside it, to a file with the ending .csv
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Write the data to this file
    #[arg(long, value_name = "FILE")]
    csv: Option<PathBuf>,
    /// Title, in place of what the question asks
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// Colours: light, dark, print, or a file
    #[arg(long, default_value = "light", value_name = "STYLE")]
    style: String,
    /// Width in pixels
    #[arg(long, default_value_t = 760, value_name = "N", value_parser = clap::value_parser!(u32).range(320..=4000))]
    width: u32,
    /// Most series, lanes, bars or flows that are told apart [default: what the chart has room for]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=500))]
    most: Option<u16>,
    /// Stop after so many seconds, with status 124
    #[arg(long, value_name = "SECONDS", default_value_t = 60)]
    timeout: u64,
}

/// A form of charts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    Svg,
    Csv,
}

impl Format {
    const ALL: [(Self, &'static str); 2] = [(Self::Svg, "svg"), (Self::Csv, "csv")];

    /// The one that is named, else that of the output file's ending, else SVG.
    fn chosen(arguments: &Arguments) -> Result<Self, Failure> {
        let named = arguments.format.as_deref().map(str::to_ascii_lowercase);
        let Some(name) = named.or_else(|| ending(arguments.output.as_deref())) else {
            return Ok(Self::Svg);
        };
        let found = Self::ALL.iter().find(|(_, n)| *n == name);
        found.map(|(format, _)| *format).ok_or_else(|| {
            let known: Vec<&str> = Self::ALL.iter().map(|(_, n)| *n).collect();
            let message = format!("'{name}' is no format of charts");
            Failure::usage(message, format!("say one of {}", known.join(", ")))
        })
    }

    /// A chart in this format. The one place where SVG becomes anything else.
    fn bytes(self, drawn: &Drawn, data: &str) -> Vec<u8> {
        match self {
            Self::Svg => drawn.svg.clone().into_bytes(),
            Self::Csv => data.as_bytes().to_vec(),
        }
    }
}

pub fn run(options: &Options, arguments: &Arguments) -> Result<Status, Failure> {
    let format = Format::chosen(arguments)?;
    if arguments.csv.is_some() && arguments.csv == arguments.output {
        return Err(Failure::usage(
            "-o and --csv name the same file",
            "give the data a file of their own",
        ));
    }
    let style = style(&arguments.style)?;
    let home = Home::answering(options)?;
    let asked = Asked::find(&home, &arguments.question)?;
    let (question, view) = viewed(&home, &asked)?;
    let time = Duration::from_secs(arguments.timeout);
    let watch = Watch::start(time, None, options.json_errors)?;
    let drawn = home.with(|snapshot| {
        let (table, absent) = table(&home, snapshot, &asked, arguments, &watch)?;
        for name in absent {
            options.note(&name);
        }
        let cited = cited(&home, view, &table);
        let (sources, latest) = cited::sources(&snapshot, &cited)?;
        let page = Page {
            question,
            view,
            table,
            sources,
            latest,
            style,
        };
        let drawn = page.draw(&home, arguments)?;
        Ok((drawn, page.data(&home)))
    });
    let (drawn, data) = drawn.map_err(|failure| watch.told(failure))?;
    for note in &drawn.notes {
        options.note(&format!("note: {note}"));
    }
    if drawn.values == 0 {
        options.note("note: the answer has nothing to draw; `aikg query` shows its rows");
        return Ok(Status::No);
    }
    let output = arguments.output.as_deref().filter(|o| *o != Path::new("-"));
    let beside = output.filter(|_| format != Format::Csv);
    let beside = beside.map(|o| o.with_extension("csv"));
    let beside = beside.filter(|beside| Some(beside.as_path()) != output);
    if let Some(path) = arguments.csv.clone().or(beside) {
        write(Some(&path), data.as_bytes())?;
        let shown = path.display();
        options.note(&format!("note: the data are in {shown}"));
    }
    write(output, &format.bytes(&drawn, &data))?;
    Ok(Status::Done)
}

fn write(path: Option<&Path>, bytes: &[u8]) -> Result<(), Failure> {
    let mut out = Output::open(path)?;
    out.write_all(bytes)?;
    out.finish()
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
    arguments: &Arguments,
    watch: &Watch,
) -> Result<(Table, Vec<String>), Failure> {
    let shown = asked.shown();
    let sparql = asked.bound(home, snapshot, &constant(&arguments.parameters)?)?;
    let told = |error: QueryError| failure(error, &sparql, shown);
    let Answer::Rows(rows) = answer(snapshot, &sparql, &watch.stop).map_err(told)? else {
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
    style: Style,
}

impl Page<'_> {
    fn draw(&self, home: &Home, arguments: &Arguments) -> Result<Drawn, Failure> {
        let title = arguments.title.as_deref().unwrap_or(&self.question.summary);
        let mut about = arguments.parameters.clone();
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
            style: &self.style,
            width: f64::from(arguments.width),
            most: arguments.most.map(usize::from),
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
