//! Charts: the rows of a question, drawn as SVG by its view.
//!
//! [`row`] reads what the view's channels need, a file for each mark lays it out by a [`scale`], [`page`] writes it with
//! title, legend, notes and numbered sources. Measures of text, elements and colours are those of pictures.

pub mod axis;
pub mod bar;
pub mod dimension;
pub mod label;
pub mod legend;
pub mod line;
pub mod mark;
pub mod page;
pub mod point;
pub mod row;
pub mod sankey;
pub mod scale;
pub mod scatter;
pub mod series;
pub mod sign;
pub mod summary;
pub mod timeline;

use crate::chart::row::Rows;
use crate::model::{Namespaces, Vocabulary};
use crate::picture::{Source, Style};
use crate::query::nearest::nearest;
use crate::query::{Mark, Table, View};
use std::collections::BTreeSet;

/// All that a chart is made of.
#[derive(Debug, Clone, Copy)]
pub struct Chart<'a> {
    /// What is shown as what.
    pub view: &'a View,
    /// The rows. A column of IRIs may have one of labels, named as it with `Label` behind.
    pub table: &'a Table,
    /// Names and units of columns that are called after a property.
    pub vocabulary: &'a Vocabulary,
    /// What IRIs of documents begin with.
    pub namespaces: &'a Namespaces,
    /// What it shows.
    pub title: &'a str,
    /// Of what, as of when; may be empty.
    pub subtitle: &'a str,
    /// The documents that rows may cite; their places here, from 1, are their numbers.
    pub sources: &'a [Source],
    /// Whether the page lists its sources; then only those that it uses are numbered. Else whoever shows the chart
    /// lists all of them.
    pub listed: bool,
    /// Colours and signs.
    pub style: &'a Style,
    /// Width of the page in pixels.
    pub width: f64,
    /// Most series, lanes, bars or flows with a place of their own; the usual number of the mark where none is given.
    pub most: Option<usize>,
}

/// A chart that was drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawn {
    /// The SVG.
    pub svg: String,
    /// What it does not show, a sentence each, as it stands on the page too.
    pub notes: Vec<String>,
    /// How many values it shows.
    pub values: usize,
    /// The numbers, among the sources given, of those that it uses.
    pub used: BTreeSet<usize>,
}

/// Why rows make no chart.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ChartError {
    /// The view is that of a graph.
    #[error("its view is a graph")]
    Graph,
    /// The view names a column that the rows do not have.
    #[error("its view shows ?{column} as {channel}, and its answer has no such column")]
    Column {
        /// The column.
        column: String,
        /// The channel.
        channel: &'static str,
        /// A column that may be meant.
        near: Option<String>,
    },
}

/// Draws a chart. The same input gives the same bytes. Sources that nothing drawn cites have no number, unless others
/// list them.
///
/// # Errors
/// The view is that of a graph, or names a column that the rows do not have.
pub fn draw(chart: &Chart<'_>) -> Result<Drawn, ChartError> {
    for (channel, column) in chart.view.columns() {
        if chart.table.place(column).is_none() {
            let known = chart.table.columns.iter().map(String::as_str);
            return Err(ChartError::Column {
                column: column.to_string(),
                channel: channel.key(),
                near: nearest(column, known).map(str::to_string),
            });
        }
    }
    let drawn = marked(chart)?;
    if !chart.listed || drawn.used.len() == chart.sources.len() {
        return Ok(drawn);
    }
    let numbered = (1..).zip(chart.sources);
    let used = numbered.filter(|(number, _)| drawn.used.contains(number));
    let sources: Vec<Source> = used.map(|(_, source)| source.clone()).collect();
    let renumbered = marked(&Chart {
        sources: &sources,
        ..*chart
    })?;
    Ok(Drawn {
        used: drawn.used,
        ..renumbered
    })
}

fn marked(chart: &Chart<'_>) -> Result<Drawn, ChartError> {
    let rows = Rows::of(chart);
    Ok(match chart.view.mark {
        Mark::Graph => return Err(ChartError::Graph),
        Mark::Line => line::draw(&rows),
        Mark::Scatter => scatter::draw(&rows),
        Mark::Timeline => timeline::draw(&rows),
        Mark::Bar => bar::draw(&rows),
        Mark::Sankey => sankey::draw(&rows),
    })
}
