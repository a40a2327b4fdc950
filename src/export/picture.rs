//! A part of the graph with what a report needs around it.

use crate::export::style::Style;
use crate::model::evidence::DocumentId;
use crate::network::Projection;

/// What is drawn or listed.
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
    /// Colours.
    pub style: Style,
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
