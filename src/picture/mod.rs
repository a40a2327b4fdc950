//! Pictures: a part of the graph, drawn as SVG.
//!
//! [`drawing`] decides which boxes and arrows there are, [`layout`] where they stand, [`svg`] writes them with
//! their legend and numbered sources. Colours come from a [`Style`].

pub mod arrangement;
pub mod arrow;
pub mod bidi;
pub mod drawing;
#[cfg(feature = "figures")]
pub mod figure;
pub mod footnote;
pub mod gather;
pub mod group;
pub mod ink;
pub mod layout;
pub mod legend;
pub mod measure;
pub mod page;
pub mod shape;
pub mod sources;
pub mod style;
pub mod svg;
pub mod xml;

pub use group::{Cluster, Rank};
pub use style::Style;

use crate::model::Citation;
use crate::model::evidence::DocumentId;
use crate::network::Projection;

/// A part of the graph with what a report needs around it: what is drawn or listed.
#[derive(Debug, Clone)]
pub struct Picture {
    /// The graph.
    pub projection: Projection,
    /// What it shows.
    pub title: String,
    /// As of which day, as text.
    pub date: String,
    /// The documents behind its facts; each fact's footnotes are their places here, from 1.
    pub sources: Vec<Source>,
    /// Whether its foot lists the sources; else whoever shows it lists all of them.
    pub listed: bool,
    /// Colours.
    pub style: Style,
    /// How boxes are placed.
    pub order: Order,
    /// What the boxes in one frame share, if there are frames.
    pub cluster: Option<Cluster>,
    /// What the boxes in one rank of a DOT file share, if ranks are ordered.
    pub rank: Option<Rank>,
}

/// How the boxes of a picture are placed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Order {
    /// In layers where there are few enough for them, else by forces.
    #[default]
    Fitting,
    /// In layers, in the direction of the arrows.
    Layers,
    /// By forces: arrows pull, boxes push each other away.
    Forces,
}

impl From<&Citation> for Source {
    fn from(citation: &Citation) -> Self {
        Self {
            document: citation.id.clone(),
            title: citation.title.clone(),
            publisher: citation.publisher_name.clone().unwrap_or_default(),
            date: citation.issued.map(|d| d.to_string()).unwrap_or_default(),
            address: citation.address.clone(),
        }
    }
}

/// A document as a footnote names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The document.
    pub document: DocumentId,
    /// Its title.
    pub title: String,
    /// Its publisher, empty if unknown.
    pub publisher: String,
    /// When it was published, empty if unknown.
    pub date: String,
    /// Its address.
    pub address: Option<String>,
}
