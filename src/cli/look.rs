//! How a picture looks: its style, its layout, its frames.

use crate::cli::status::{Failure, Status, said};
use aikg::picture::{Cluster, Order, Rank, Style, style};
use clap::{Args, ValueEnum};

/// The look of a picture.
#[derive(Debug, Clone, Args)]
pub struct Look {
    /// Title of a picture
    #[arg(long, value_name = "TEXT")]
    pub title: Option<String>,
    /// Colours: light, dark, print, or a file (`aikg styles light > my.toml` makes one to change)
    #[arg(long, default_value = "light", value_name = "STYLE")]
    style: String,
    /// Most entities in a picture
    #[arg(long, default_value_t = 2_000, value_name = "N")]
    pub most: usize,
    /// How boxes are placed: in layers, by forces, or whichever fits their number
    #[arg(long, default_value = "fitting", value_name = "LAYOUT")]
    pub layout: Layout,
    /// Frames around entities of one kind or of one maker
    #[arg(long, value_name = "BY")]
    pub cluster: Option<Frames>,
    /// In DOT: what came out in one month, or what is of one layer of the industry, beside each other
    #[arg(long, value_name = "BY", conflicts_with = "cluster")]
    pub rank: Option<Ranks>,
    /// Who draws: the program itself, or Graphviz's dot, neato, fdp or sfdp if it is there
    #[arg(long, default_value = "own", value_name = "ENGINE")]
    pub engine: Engine,
}

/// How boxes are placed.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Layout {
    Fitting,
    Layers,
    Forces,
}

/// What the entities in one frame share.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Frames {
    Kind,
    Maker,
}

/// What the entities in one rank share.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Ranks {
    Date,
    Layer,
}

/// Who draws.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Engine {
    Own,
    Dot,
    Neato,
    Fdp,
    Sfdp,
}

impl From<Layout> for Order {
    fn from(layout: Layout) -> Self {
        match layout {
            Layout::Fitting => Self::Fitting,
            Layout::Layers => Self::Layers,
            Layout::Forces => Self::Forces,
        }
    }
}

impl From<Frames> for Cluster {
    fn from(frames: Frames) -> Self {
        match frames {
            Frames::Kind => Self::Kind,
            Frames::Maker => Self::Maker,
        }
    }
}

impl From<Ranks> for Rank {
    fn from(ranks: Ranks) -> Self {
        match ranks {
            Ranks::Date => Self::Date,
            Ranks::Layer => Self::Layer,
        }
    }
}

impl Look {
    /// A style by name and a number of entities, all else as usual.
    pub fn plain(style: &str, most: usize) -> Self {
        Self {
            title: None,
            style: style.to_string(),
            most,
            layout: Layout::Fitting,
            cluster: None,
            rank: None,
            engine: Engine::Own,
        }
    }

    /// The style named.
    ///
    /// # Errors
    /// A file that is not there or is no style.
    pub fn style(&self) -> Result<Style, Failure> {
        style_named(&self.style)
    }
}

/// A style by its name or in a file.
///
/// # Errors
/// A file that is not there or is no style.
pub fn style_named(name: &str) -> Result<Style, Failure> {
    let text = match style::bundled(name) {
        Some(text) => text.to_string(),
        None => std::fs::read_to_string(name).map_err(|e| {
            Failure::usage(
                format!("style {name}: {}", said(&e)),
                "say light, dark, print, or name a TOML file",
            )
        })?,
    };
    Style::read(&text).map_err(|e| {
        let place = format!("{name}:{}:{}", e.line, e.column);
        Failure::new(Status::Input, format!("{place}: {}", e.message))
            .excerpt(&text, e.line, e.column)
            .hint("mend the file; `aikg styles light` prints one that is whole")
    })
}
