//! Rows by the channels of a view: texts, numbers, dates, and what is said of them.

use crate::chart::Chart;
use crate::chart::dimension::apart;
use crate::model::{Date, Modality};
use crate::query::table::CellKind;
use crate::query::{Cell, Channel};
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// The rows of a chart, read by channel.
pub struct Rows<'a> {
    /// The chart.
    pub chart: &'a Chart<'a>,
    places: BTreeMap<Channel, usize>,
    labels: BTreeMap<Channel, usize>,
    /// The currency of the amounts, where it is not the one of their unit.
    pub currency: Option<String>,
}

/// A row.
pub type Row = [Option<Cell>];

/// How surely something is said, and by whom.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Said {
    /// How surely.
    pub modality: Modality,
    /// Numbers of the sources.
    pub sources: BTreeSet<usize>,
    /// Where its mark leads to.
    pub link: Option<String>,
}

/// Rows that have no place in the chart, by what is amiss.
#[derive(Debug, Default)]
pub struct Misfits(BTreeMap<String, usize>);

/// The column that tells the currency of a row's amounts.
const CURRENCY: &str = "currency";

impl<'a> Rows<'a> {
    /// The rows of a chart.
    pub fn of(chart: &'a Chart<'a>) -> Self {
        let mut rows = Self {
            chart,
            places: BTreeMap::new(),
            labels: BTreeMap::new(),
            currency: None,
        };
        for (channel, column) in chart.view.columns() {
            let labels = chart.table.place(&format!("{column}Label"));
            rows.places
                .extend(chart.table.place(column).map(|p| (channel, p)));
            rows.labels.extend(labels.map(|p| (channel, p)));
        }
        let mut counts: BTreeMap<Option<String>, usize> = BTreeMap::new();
        for row in &chart.table.rows {
            *counts.entry(rows.currency_of(row)).or_default() += 1;
        }
        let most = counts
            .into_iter()
            .max_by(|a, b| (a.1, &b.0).cmp(&(b.1, &a.0)));
        rows.currency = most.and_then(|(currency, _)| currency);
        rows
    }

    /// Rows in the currency of the chart; the others are misfits.
    pub fn all(&self, misfits: &mut Misfits) -> Vec<&'a Row> {
        let mut out = Vec::new();
        for row in &self.chart.table.rows {
            let currency = self.currency_of(row);
            if currency == self.currency {
                out.push(&row[..]);
            } else {
                misfits.add(format!(
                    "in {}",
                    currency.as_deref().unwrap_or("US dollars")
                ));
            }
        }
        out
    }

    fn currency_of(&self, row: &Row) -> Option<String> {
        let place = self.chart.table.place(CURRENCY)?;
        let cell = row.get(place)?.as_ref()?;
        Some(cell.text.clone()).filter(|code| code != "USD" && !code.is_empty())
    }

    fn cell<'r>(&self, row: &'r Row, channel: Channel) -> Option<&'r Cell> {
        row.get(*self.places.get(&channel)?)?.as_ref()
    }

    /// The words of a channel: of an IRI its label, else the end of it.
    pub fn text(&self, row: &Row, channel: Channel) -> Option<String> {
        let cell = self.cell(row, channel)?;
        if cell.kind != CellKind::Iri {
            return Some(cell.text.clone()).filter(|t| !t.trim().is_empty());
        }
        let label = self.labels.get(&channel);
        let label = label.and_then(|place| row.get(*place)?.as_ref());
        let end = || {
            cell.text
                .trim_end_matches(['/', '#'])
                .rsplit(['/', '#'])
                .next()
        };
        label
            .map(|l| l.text.clone())
            .or_else(|| end().map(str::to_string))
    }

    /// What a row belongs to by a channel: `maker not known` where it does not say it; empty where the view has no such
    /// channel.
    pub fn group(&self, row: &Row, channel: Channel) -> String {
        let text = self.text(row, channel);
        text.unwrap_or_else(|| match self.chart.view.column(channel) {
            Some(_) => format!("{} not known", self.called(channel)),
            None => String::new(),
        })
    }

    /// What people call the values of a channel: `input price`.
    pub fn called(&self, channel: Channel) -> String {
        let column = self.chart.view.column(channel).unwrap_or_default();
        match self.chart.vocabulary.properties.get(column) {
            Some(property) => property.label.clone(),
            None => apart(column),
        }
    }

    /// The number of a channel.
    pub fn number(&self, row: &Row, channel: Channel) -> Option<Decimal> {
        match self.cell(row, channel)?.kind {
            CellKind::Number(number) => Some(number),
            _ => None,
        }
    }

    /// The date of a channel, as precise as it is; of a time its day.
    pub fn date(&self, row: &Row, channel: Channel) -> Option<Date> {
        let text = &self.cell(row, channel)?.text;
        let day = text.split_once('T').map_or(text.as_str(), |(day, _)| day);
        day.parse().ok()
    }

    /// Whether a channel holds numbers; else it is asked for dates.
    pub fn is_numeric(&self, channel: Channel) -> bool {
        let rows = &self.chart.table.rows;
        rows.iter().any(|row| self.number(row, channel).is_some())
    }

    /// How surely a row is said, by which sources, and where it leads to.
    pub fn said(&self, row: &Row) -> Said {
        let modality = self.cell(row, Channel::Modality);
        let modality = modality.and_then(|c| c.text.rsplit(['#', '/']).next()?.parse().ok());
        let cited = self.cell(row, Channel::Cite).map(|c| c.text.as_str());
        let number = cited.and_then(|cited| {
            let sources = self.chart.sources.iter();
            let mut iris = sources.map(|s| self.chart.namespaces.document(s.document.as_str()));
            iris.position(|iri| iri == cited)
        });
        let address = number.and_then(|n| self.chart.sources.get(n)?.address.clone());
        let link = self.cell(row, Channel::Link).map(|c| c.text.clone());
        Said {
            modality: modality.unwrap_or(Modality::Asserted),
            sources: number.map(|n| n + 1).into_iter().collect(),
            link: link.or(address).or_else(|| cited.map(str::to_string)),
        }
    }
}

impl Said {
    /// Whether anyone but the source itself stands behind it, or nobody yet.
    pub fn is_uncertain(&self) -> bool {
        self.modality != Modality::Asserted
    }

    /// Adds the sources of another row that says the same. What one source is sure of is not made doubtful by another.
    pub fn join(&mut self, other: Self) {
        self.modality = self.modality.min(other.modality);
        self.sources.extend(other.sources);
    }

    /// ` (claimed) [1, 2]`, what a tooltip says of it; nothing for what one source without number asserts.
    pub fn remark(&self) -> String {
        let numbers: Vec<usize> = self.sources.iter().copied().collect();
        let mut text = match self.is_uncertain() {
            true => format!(" ({})", self.modality.name().to_lowercase()),
            false => String::new(),
        };
        if !numbers.is_empty() {
            text.push(' ');
            text.push_str(&crate::picture::footnote::mark(&numbers));
        }
        text
    }
}

impl Misfits {
    /// One more row with this fault: `without a date`.
    pub fn add(&mut self, fault: impl Into<String>) {
        *self.0.entry(fault.into()).or_default() += 1;
    }

    /// `3 rows are left out: 2 without a date, 1 in CNY.`, or nothing.
    pub fn note(&self) -> Option<String> {
        let faults: Vec<String> = self.0.iter().map(|(f, n)| format!("{n} {f}")).collect();
        match self.0.values().sum::<usize>() {
            0 => None,
            1 => {
                let fault = self.0.keys().next().map_or("", String::as_str);
                Some(format!("1 row is left out, {fault}."))
            }
            n => Some(format!("{n} rows are left out: {}.", faults.join(", "))),
        }
    }
}
