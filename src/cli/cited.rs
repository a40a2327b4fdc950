//! The rows of a chart as CSV, each with the document that it cites.

use crate::cli::home::Home;
use aikg::export::table::csv::cell;
use aikg::picture::Source;
use aikg::query::table::CellKind;
use aikg::query::{Cell, Channel, Table, View};

/// The rows as CSV: exact, with title, publisher, date and address of the document that each one cites.
pub fn csv(home: &Home, (table, view): (&Table, &View), sources: &[Source]) -> String {
    let cite = view.column(Channel::Cite);
    let place = cite.and_then(|c| table.place(c));
    let mut heads = table.columns.clone();
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
        let cells: Vec<String> = cells.iter().map(|c| cell(c)).collect();
        cells.join(",") + "\r\n"
    };
    let mut out = line(heads);
    for row in &table.rows {
        let text = |cell: &Option<Cell>| cell.as_ref().map_or(String::new(), plain);
        let mut cells: Vec<String> = row.iter().map(text).collect();
        if let Some(place) = place {
            let cited = row.get(place).map(text).unwrap_or_default();
            let iri = |s: &&Source| home.namespaces().document(s.document.as_str()) == cited;
            let source = sources.iter().find(iri);
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

/// A cell as it is written down: a number exact, without noughts at its end.
fn plain(cell: &Cell) -> String {
    match cell.kind {
        CellKind::Number(number) => number.normalize().to_string(),
        _ => cell.text.clone(),
    }
}
