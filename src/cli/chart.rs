//! `aikg chart`.

use crate::cli::charted::Wish;
use crate::cli::figure::{Figure, Paper};
use crate::cli::home::Home;
use crate::cli::look::style_named;
use crate::cli::options::Options;
use crate::cli::output::{Output, ending};
use crate::cli::status::{Failure, Status};
use crate::cli::watch::Watch;
use clap::Args;
use std::fs::File;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Draw the answer to a question as a chart, with its data as CSV beside it.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  aikg chart price-history -o prices.svg\n  \
                        aikg chart price-history -p maker=deepseek -p kind=outputPrice --style dark > prices.svg\n  \
                        aikg chart mine.rq -o mine.svg --title 'Prices since May' --csv data/mine.csv\n  \
                        aikg chart release-timeline -o releases.pdf")]
pub struct Arguments {
    /// A question by name, or a file that ends in .rq; its header has a line '#+ view:'
    #[arg(value_name = "NAME|FILE.rq")]
    question: String,
    /// A value for a parameter of the question
    #[arg(short, long = "param", value_name = "NAME=VALUE")]
    parameters: Vec<String>,
    /// svg, png, pdf or csv; else the ending of the output file
    #[arg(long, value_name = "FORMAT")]
    format: Option<String>,
    /// Write to a file; the data go beside it, to a file with the ending .csv, if no other data stand there
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
    #[command(flatten)]
    paper: Paper,
}

/// A form of charts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    Figure(Figure),
    Csv,
}

impl Format {
    /// The one that is named, else that of the output file's ending, else SVG.
    fn chosen(arguments: &Arguments) -> Result<Self, Failure> {
        let named = arguments.format.as_deref().map(str::to_ascii_lowercase);
        let named = named.or_else(|| ending(arguments.output.as_deref()));
        let name = named.unwrap_or_else(|| "svg".to_string());
        if name == "csv" {
            return Ok(Self::Csv);
        }
        let Some(figure) = Figure::named(&name) else {
            let message = format!("'{name}' is no format of charts");
            return Err(Failure::usage(message, "say one of svg, png, pdf, csv"));
        };
        figure.check()?;
        Ok(Self::Figure(figure))
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
    let style = style_named(&arguments.style)?;
    let home = Home::answering(options)?;
    let wish = Wish {
        question: &arguments.question,
        parameters: &arguments.parameters,
        title: arguments.title.as_deref(),
        style: &style,
        width: arguments.width,
        most: arguments.most,
        numbered: None,
    };
    let time = Duration::from_secs(arguments.timeout);
    let watch = Watch::start(time, None, options.json_errors)?;
    let charted = home.with(|snapshot| wish.charted(&home, snapshot, &watch.stop));
    let charted = charted.map_err(|failure| watch.told(failure))?;
    for name in &charted.absent {
        options.note(name);
    }
    for note in &charted.drawn.notes {
        options.note(&format!("note: {note}"));
    }
    if charted.drawn.values == 0 {
        for taken in &charted.taken {
            options.note(&format!("note: {taken}"));
        }
        options.note("note: the answer has nothing to draw; `aikg query` shows its rows");
        return Ok(Status::No);
    }
    let output = arguments.output.as_deref().filter(|o| *o != Path::new("-"));
    let beside = output.filter(|_| format != Format::Csv);
    let beside = beside.map(|o| o.with_extension("csv"));
    let beside = beside.filter(|beside| Some(beside.as_path()) != output);
    if let Some(beside) = beside.as_deref().filter(|_| arguments.csv.is_none()) {
        spare(beside, &charted.data)?;
    }
    if let Some(path) = arguments.csv.clone().or(beside) {
        let mut out = Output::open(Some(&path))?;
        out.write_all(charted.data.as_bytes())?;
        out.finish()?;
        options.note(&format!("note: the data are in {}", path.display()));
    }
    let mut out = Output::open(output)?;
    match format {
        Format::Csv => out.write_all(charted.data.as_bytes())?,
        Format::Figure(figure) => {
            figure.write(&charted.drawn.svg, &arguments.paper, &mut out, |note| {
                options.note(note);
            })?;
        }
    }
    out.finish()?;
    Ok(Status::Done)
}

/// Refuses to write the data over a file that nobody named, unless it holds data under the same head.
fn spare(beside: &Path, data: &str) -> Result<(), Failure> {
    let mut head = String::new();
    let Ok(there) = File::open(beside) else {
        return Ok(());
    };
    // What is no text has no such head.
    let read = BufReader::new(there.take(1 << 16)).read_line(&mut head);
    if read.is_ok() && data.lines().next() == Some(head.trim_end()) {
        return Ok(());
    }
    Err(Failure::usage(
        format!(
            "{} is there, and holds other data than the chart's",
            beside.display()
        ),
        "say with --csv where the data go",
    ))
}
