//! Pictures as SVG, PNG or PDF.

use crate::cli::output::Output;
use crate::cli::status::Failure;
#[cfg(feature = "figures")]
use crate::cli::status::{Status, said};
#[cfg(feature = "figures")]
use aikg::picture::figure::{Figure as Read, FigureError, pdf};
use clap::Args;
use std::io::Write;
use std::path::PathBuf;

/// A form of a drawn picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Figure {
    Svg,
    Png,
    Pdf,
}

/// How a picture becomes pixels or a page.
#[derive(Debug, Args)]
pub struct Paper {
    /// Pixels of a PNG for each pixel of the picture
    #[arg(long, default_value_t = 2.0, value_name = "N")]
    scale: f32,
    /// A font file for characters that DejaVu Sans lacks, in PNG and PDF
    #[arg(long, value_name = "FILE")]
    font: Vec<PathBuf>,
}

impl Figure {
    /// Its name, which is also the ending of its files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Svg => "svg",
            Self::Png => "png",
            Self::Pdf => "pdf",
        }
    }

    /// The form of a name or a file's ending.
    pub fn named(name: &str) -> Option<Self> {
        match name.to_ascii_lowercase().as_str() {
            "svg" => Some(Self::Svg),
            "png" => Some(Self::Png),
            "pdf" => Some(Self::Pdf),
            _ => None,
        }
    }

    /// Whether this build writes it; one sentence where it does not.
    pub fn check(self) -> Result<(), Failure> {
        if self == Self::Svg || cfg!(feature = "figures") {
            return Ok(());
        }
        let name = if self == Self::Png { "PNG" } else { "PDF" };
        Err(Failure::usage(
            format!("this build draws no {name}"),
            "write SVG, or build with `cargo build --release --features figures`",
        ))
    }

    /// Writes a picture that was drawn as SVG; what could not be drawn is told by `note`.
    pub fn write(
        self,
        svg: &str,
        paper: &Paper,
        out: &mut Output,
        note: impl Fn(&str),
    ) -> Result<(), Failure> {
        self.check()?;
        let bytes = match self {
            Self::Svg => svg.as_bytes().to_vec(),
            Self::Png | Self::Pdf => self.pressed(svg, paper, &note)?,
        };
        out.write_all(&bytes).map_err(Failure::from)
    }

    #[cfg(feature = "figures")]
    fn pressed(self, svg: &str, paper: &Paper, note: &dyn Fn(&str)) -> Result<Vec<u8>, Failure> {
        let figure = paper.read(svg, note)?;
        let bytes = match self {
            Self::Png => figure.png(paper.scale),
            _ => figure.pdf(),
        };
        bytes.map_err(|error| paper.failure(&error))
    }

    #[cfg(not(feature = "figures"))]
    fn pressed(self, _: &str, _: &Paper, _: &dyn Fn(&str)) -> Result<Vec<u8>, Failure> {
        self.check().map(|()| Vec::new())
    }
}

/// Pages that were drawn as SVG, as one PDF; what could not be drawn is told by `note`.
#[cfg(feature = "figures")]
pub fn bound(pages: &[String], paper: &Paper, note: &dyn Fn(&str)) -> Result<Vec<u8>, Failure> {
    let figures: Result<Vec<Read>, Failure> =
        pages.iter().map(|page| paper.read(page, note)).collect();
    pdf(&figures?).map_err(|error| paper.failure(&error))
}

/// Pages as one PDF: not in this build.
#[cfg(not(feature = "figures"))]
pub fn bound(_: &[String], _: &Paper, _: &dyn Fn(&str)) -> Result<Vec<u8>, Failure> {
    Figure::Pdf.check().map(|()| Vec::new())
}

#[cfg(feature = "figures")]
impl Paper {
    fn read(&self, svg: &str, note: &dyn Fn(&str)) -> Result<Read, Failure> {
        let mut fonts = Vec::new();
        for path in &self.font {
            let font = std::fs::read(path).map_err(|e| {
                Failure::new(Status::Input, format!("{}: {}", path.display(), said(&e)))
                    .hint("name a TTF or OTF file")
            })?;
            fonts.push(font);
        }
        let figure = Read::read(svg, fonts).map_err(|error| self.failure(&error))?;
        let missing = figure.missing();
        if !missing.is_empty() {
            let shown: String = missing.iter().take(12).collect();
            note(&format!(
                "note: no font has {} characters, among them {shown}; name one that has them with --font",
                missing.len()
            ));
        }
        Ok(figure)
    }

    fn failure(&self, error: &FigureError) -> Failure {
        match error {
            FigureError::Font(place) => {
                let path = self.font.get(*place).map(|p| p.display().to_string());
                let path = path.unwrap_or_default();
                Failure::new(Status::Input, format!("{path}: {error}"))
                    .hint("name a TTF or OTF file")
            }
            FigureError::Large(..) => Failure::usage(
                error.to_string(),
                "say a smaller --scale, or write SVG or PDF",
            ),
            FigureError::Unread(_) | FigureError::Unwritten(_) => {
                Failure::new(Status::Store, error.to_string())
            }
        }
    }
}
