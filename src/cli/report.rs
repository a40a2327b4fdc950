//! `aikg report`.

use crate::cli::clerk::Clerk;
use crate::cli::figure::{Figure, Paper, bound};
use crate::cli::home::Home;
use crate::cli::look::{Look, style_named};
use crate::cli::options::Options;
use crate::cli::output::{Output, ending};
use crate::cli::question::constant;
use crate::cli::status::{Failure, Status, said};
use aikg::query::nearest::nearest;
use aikg::report::template::BUNDLED;
use aikg::report::{Notes, Template, TemplateError, page, press, render};
use clap::Args;
use std::io::Write;
use std::path::PathBuf;

/// Fill a template with facts, tables, pictures and charts, every fact footnoted to its source.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  aikg report\n  aikg report dossier -p name='DeepSeek V4' -o v4.html\n  \
                        aikg report comparison -p names=deepseek-v4-pro,deepseek-v4-flash -o models.md\n  \
                        aikg report supply-chain -p name=huawei -o huawei.pdf\n  \
                        aikg report dossier --template > mine.md && aikg report mine.md -p name=NVIDIA -o nvidia.html\n\n\
                        docs/reports.md says how templates are written."
)]
pub struct Arguments {
    /// A template by name, or a file; without one the names are listed
    #[arg(value_name = "NAME|FILE")]
    template: Option<String>,
    /// A value for a parameter of the template
    #[arg(short, long = "param", value_name = "NAME=VALUE")]
    parameters: Vec<String>,
    /// html, md or pdf; else the ending of the output file
    #[arg(long, value_name = "FORMAT")]
    format: Option<String>,
    /// Write to a file
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Colours of pictures and charts: light, dark, print, or a file
    #[arg(long, default_value = "light", value_name = "STYLE")]
    style: String,
    /// Most entities in a picture
    #[arg(long, default_value_t = 60, value_name = "N")]
    most: usize,
    /// Print the template itself, to change it
    #[arg(long = "template", requires = "template")]
    print: bool,
    #[command(flatten)]
    paper: Paper,
}

/// A form of reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    Html,
    Markdown,
    Pdf,
}

impl Format {
    fn chosen(arguments: &Arguments) -> Result<Self, Failure> {
        let named = arguments.format.as_deref().map(str::to_ascii_lowercase);
        let named = named.or_else(|| ending(arguments.output.as_deref()));
        match named.as_deref().unwrap_or("md") {
            "html" | "htm" => Ok(Self::Html),
            "md" | "markdown" => Ok(Self::Markdown),
            "pdf" => Figure::Pdf.check().map(|()| Self::Pdf),
            other => Err(Failure::usage(
                format!("'{other}' is no format of reports"),
                "say one of html, md, pdf",
            )),
        }
    }
}

pub fn run(options: &Options, arguments: &Arguments) -> Result<Status, Failure> {
    let Some(name) = &arguments.template else {
        return list();
    };
    let template = found(name)?;
    let mut out = Output::open(arguments.output.as_deref())?;
    if arguments.print {
        out.write_all(template.body.as_bytes())?;
        out.finish()?;
        return Ok(Status::Done);
    }
    let format = Format::chosen(arguments)?;
    let told = |error: TemplateError| fault(&error, &template);
    let values = template
        .values(&constant(&arguments.parameters)?)
        .map_err(told)?;
    let style = style_named(&arguments.style)?;
    let look = Look::plain(&arguments.style, arguments.most);
    let home = Home::answering(options)?;
    let vocabulary = home.vocabulary()?;
    let (text, plates) = home.with(|snapshot| {
        let mut clerk = Clerk {
            home: &home,
            snapshot,
            vocabulary: &vocabulary,
            look: &look,
            style: &style,
            notes: Notes::default(),
            plates: Vec::new(),
            known: None,
        };
        let text = render(&template, &values, |call| clerk.answer(call)).map_err(told)?;
        let numbered = clerk.notes.numbered(&text);
        let plates = clerk.drawn(&numbered.sources)?;
        Ok((numbered.text, plates))
    })?;
    let bytes = match format {
        Format::Html => page::html(&text, &plates).into_bytes(),
        Format::Markdown => (page::markdown(text.trim_end(), &plates) + "\n").into_bytes(),
        Format::Pdf => {
            let pages = press::pages(&text, &plates);
            let note = |note: &str| options.note(note);
            bound(&pages, &arguments.paper, &note)?
        }
    };
    out.write_all(&bytes)?;
    out.finish()?;
    Ok(Status::Done)
}

/// The templates that ship with the program, and what each takes.
fn list() -> Result<Status, Failure> {
    let mut out = Output::open(None)?;
    for (name, _) in BUNDLED {
        let template = found(name)?;
        writeln!(out, "{name}\n  {}", template.summary)?;
        for parameter in &template.parameters {
            let example = parameter
                .example
                .as_deref()
                .or(parameter.default.as_deref());
            let example = example.unwrap_or("VALUE");
            let said = &parameter.description;
            writeln!(out, "  -p {}={example}  {said}", parameter.name)?;
        }
    }
    out.finish()?;
    Ok(Status::Done)
}

/// The template of a name: a file if there is one, else one that ships with the program.
fn found(name: &str) -> Result<Template, Failure> {
    let is_file = name.contains(['/', '\\', '.']);
    if !is_file && let Some(template) = Template::bundled(name) {
        return template.map_err(|e| Failure::new(Status::Input, e.to_string()));
    }
    if !is_file {
        let known = BUNDLED.iter().map(|(n, _)| *n);
        let near = nearest(name, known);
        let otherwise = "`aikg report` lists them; a file of your own is named with its ending";
        return Err(Failure::unknown("template", name, near, otherwise));
    }
    let text = std::fs::read_to_string(name).map_err(|e| {
        Failure::new(Status::Input, format!("{name}: {}", said(&e))).hint("check the path")
    })?;
    Template::read(name, &text).map_err(|e| {
        let failure = Failure::new(Status::Input, e.to_string());
        let failure = failure.excerpt(&text, e.line, e.column);
        failure.hint("docs/reports.md says how templates are written")
    })
}

fn fault(error: &TemplateError, template: &Template) -> Failure {
    let failure = Failure::new(Status::Usage, error.to_string());
    let failure = failure.hint(error.hint.clone().unwrap_or_default());
    if error.line > 1 {
        failure.excerpt(&template.body, error.line, error.column)
    } else {
        failure
    }
}
