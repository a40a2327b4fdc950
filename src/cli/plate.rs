//! Pictures and charts of a report, drawn with the numbers of its notes.

use crate::cli::charted::Wish;
use crate::cli::clerk::{APART, Clerk};
use crate::cli::status::Failure;
use aikg::model::Citation;
use aikg::picture::{Picture, Source, Style, svg};
use aikg::query::Stop;
use aikg::report::markdown::escaped;
use aikg::report::page::address;

/// Width of a chart in a report, in pixels.
const WIDTH: u32 = 720;

/// A picture or a chart of a report. It is drawn once all notes are numbered, as its numbers are those of the notes.
pub enum Plate {
    Picture(Box<Picture>),
    Chart(Plotted),
}

/// A chart that a template asks for.
pub struct Plotted {
    pub question: String,
    pub parameters: Vec<String>,
    pub title: Option<String>,
}

impl Clerk<'_> {
    /// The place of a picture or chart, and the marks of its sources below it.
    pub fn plate<'c>(
        &mut self,
        title: &str,
        plate: Plate,
        sources: impl Iterator<Item = &'c Citation>,
    ) -> String {
        let kind = match plate {
            Plate::Picture(_) => "picture",
            Plate::Chart(_) => "chart",
        };
        let place = self.plates.len();
        self.plates.push(plate);
        let shown = format!("\n\n![{}]({})\n\n", escaped(title), address(place));
        let marks: Vec<String> = sources.map(|c| self.notes.mark(c, "")).collect();
        match marks.is_empty() {
            true => shown,
            false => format!("{shown}Sources of the {kind}: {}\n\n", marks.join(APART)),
        }
    }

    /// The plates drawn, with the numbers of the report's notes.
    ///
    /// # Errors
    /// Those of the queries behind charts.
    pub fn drawn(&self, sources: &[Source]) -> Result<Vec<String>, Failure> {
        let draw = |plate: &Plate| match plate {
            Plate::Picture(picture) => {
                let picture = Picture {
                    sources: sources.to_vec(),
                    listed: false,
                    ..(**picture).clone()
                };
                let mut out = Vec::new();
                svg::write(&picture, self.home.namespaces(), &mut out)?;
                Ok(String::from_utf8_lossy(&out).into_owned())
            }
            Plate::Chart(plotted) => {
                let wish = plotted.wish(self.style, Some(sources));
                let charted = wish.charted(self.home, self.snapshot, &Stop::default())?;
                Ok(charted.drawn.svg)
            }
        };
        self.plates.iter().map(draw).collect()
    }
}

impl Plotted {
    /// The chart that is wanted; `numbered` are the notes of the report, once they have their numbers.
    pub fn wish<'w>(&'w self, style: &'w Style, numbered: Option<&'w [Source]>) -> Wish<'w> {
        Wish {
            question: &self.question,
            parameters: &self.parameters,
            title: self.title.as_deref(),
            style,
            width: WIDTH,
            most: None,
            numbered,
        }
    }
}
