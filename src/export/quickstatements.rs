//! Wikidata QuickStatements, version 1: commands that add statements with references.
//!
//! <https://www.wikidata.org/wiki/Help:QuickStatements>. A fact has a place where both of its ends are items of
//! Wikidata (`dct:identifier "wikidata:Q…"`) and the vocabulary names a property of Wikidata like its own
//! (`skos:closeMatch wd:P…`).

use crate::export::LeftOut;
use crate::export::rdf::quad::escaped;
use crate::export::reference::Reference;
use crate::model::{Date, Modality, Value};
use crate::network::{Fact, Support};
use crate::picture::Picture;
use std::collections::BTreeSet;
use std::io::{self, Write};

/// Namespace of the entities of Wikidata.
const WD: &str = "http://www.wikidata.org/entity/";

/// Writes a command for each fact that has a place, and counts the others by what they lack. Only what a source
/// says itself is written, with its address, title, date and words: Wikidata wants no rumors and no advertising.
pub fn write(
    picture: &Picture,
    reference: &Reference<'_>,
    out: &mut dyn Write,
) -> io::Result<LeftOut> {
    let mut left_out = LeftOut::new();
    for fact in &picture.projection.facts {
        match command(fact, reference) {
            Ok(cells) => writeln!(out, "{}", cells.join("\t"))?,
            Err(lack) => *left_out.entry(lack).or_default() += 1,
        }
    }
    Ok(left_out)
}

/// The cells of a command, or what the fact lacks for one.
fn command(fact: &Fact, reference: &Reference<'_>) -> Result<Vec<String>, &'static str> {
    let property = reference.vocabulary.like_property(&fact.property, WD);
    let property = property.iter().find_map(|iri| iri.strip_prefix(WD));
    let property = property.ok_or("whose property Wikidata has no like of")?;
    let subject = reference.item(&fact.subject);
    let subject = subject.ok_or("whose subject has no item of Wikidata")?;
    let value = value(fact, reference)?;
    let sure: Vec<&Support> = fact.support.iter().filter(|s| plain(s)).collect();
    let first = sure.first();
    let first = first.ok_or("that no source says plainly and without conditions")?;
    let mut cells = vec![subject.to_string(), property.to_string(), value];
    let dates = [("P580", first.valid_from), ("P582", first.valid_to)];
    for (name, date) in dates.into_iter().filter(|_| held(fact)) {
        cells.extend(date.into_iter().flat_map(|d| [name.to_string(), time(d)]));
    }
    let mut cited = BTreeSet::new();
    for support in sure {
        if cited.insert(&support.document) {
            let reference = source(support, reference).ok_or("whose source has no address")?;
            // Each reference after the first begins with a mark.
            let mark = if cited.len() > 1 { "!" } else { "" };
            for (i, (name, value)) in reference.into_iter().enumerate() {
                let mark = if i == 0 { mark } else { "" };
                cells.extend([format!("{mark}{name}"), value]);
            }
        }
    }
    Ok(cells)
}

/// Said by the source itself, and of the thing as such.
fn plain(support: &Support) -> bool {
    support.modality == Modality::Asserted
        && support.claimed_by.is_none()
        && support.qualifiers.is_empty()
}

/// A date of publication is a point in time: it is not held from a day to another.
fn held(fact: &Fact) -> bool {
    !matches!(fact.object, Value::Date(_))
}

fn value(fact: &Fact, reference: &Reference<'_>) -> Result<String, &'static str> {
    if fact.currency.is_some() {
        return Err("whose number has another unit");
    }
    Ok(match &fact.object {
        Value::Entity(id) => {
            let item = reference.item(id);
            item.ok_or("whose object has no item of Wikidata")?
                .to_string()
        }
        Value::Integer(_) | Value::Decimal(_) => {
            let property = reference.vocabulary.properties.get(&*fact.property);
            let unit = property.and_then(|p| p.unit_match.as_deref());
            let unit = unit.and_then(|iri| iri.strip_prefix(WD)?.strip_prefix('Q'));
            let unit = match property {
                Some(p) if p.unit.is_empty() => String::new(),
                _ => format!("U{}", unit.ok_or("whose number has another unit")?),
            };
            format!("{}{unit}", fact.object)
        }
        Value::Date(date) => time(*date),
        Value::Boolean(_) => return Err("that is true or false, which Wikidata has no type for"),
        Value::Text(text) => quoted(text),
    })
}

/// Address, title, date of publication, day of reading and words of a source; `None` without an address.
fn source(support: &Support, reference: &Reference<'_>) -> Option<Vec<(&'static str, String)>> {
    let citation = reference.citations.get(&support.document)?;
    let address = citation.address.as_deref()?;
    let web = address.starts_with("https://") || address.starts_with("http://");
    let address = web.then(|| quoted(&escaped(address)))?;
    let language = citation.language.as_deref().unwrap_or("und");
    let language = match language.split('-').next() {
        Some(code) if code.len() >= 2 && code.bytes().all(|b| b.is_ascii_lowercase()) => code,
        _ => "und",
    };
    let worded = |text: &str| format!("{language}:{}", quoted(text));
    let read = support.recorded_at.split('T').next();
    let read = read.and_then(|day| day.parse::<Date>().ok());
    let all = [
        Some(("S854", address)),
        Some(("S1476", worded(&citation.title))),
        citation.issued.map(|date| ("S577", time(date))),
        read.map(|day| ("S813", time(day))),
        Some(("S1683", worded(&support.exact))),
    ];
    Some(all.into_iter().flatten().collect())
}

/// A date with its precision: 9 for a year, 10 for a month, 11 for a day.
fn time(date: Date) -> String {
    let (month, day) = (date.month(), date.day());
    let precision = 9 + u8::from(month.is_some()) + u8::from(day.is_some());
    let (month, day) = (month.unwrap_or(0), day.unwrap_or(0));
    format!(
        "+{:04}-{month:02}-{day:02}T00:00:00Z/{precision}",
        date.year()
    )
}

/// A text between quotation marks, which ends at the last of them. What would end the cell, the command or be
/// taken for a comment is no part of it.
fn quoted(text: &str) -> String {
    let plain: String = text
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    let plain = plain
        .replace("/*", "/ *")
        .replace("*/", "* /")
        .replace('|', "¦");
    format!(
        "\"{}\"",
        plain.split_whitespace().collect::<Vec<_>>().join(" ")
    )
}
