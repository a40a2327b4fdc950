//! One fact of a chain with its receipt: as a row, and as lines for people.

use crate::cli::listing::{Listing, number};
use crate::cli::scene::Scene;
use crate::cli::show::cite;
use crate::cli::status::Failure;
use crate::cli::table::shorten;
use aikg::network::Support;
use aikg::query::format::clean;
use petgraph::graph::{EdgeIndex, NodeIndex};
use serde_json::{Value as Json, json};

/// Longest quotation shown to people, in characters.
const WORDS: usize = 160;

/// The heads of rows of hops.
pub const HEADS: [&str; 14] = [
    "chain",
    "hop",
    "from",
    "property",
    "direction",
    "to",
    "date",
    "document",
    "words",
    "modality",
    "firmness",
    "weakest",
    "fromId",
    "toId",
];

/// Which way a fact is stated as it is passed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// From the entity before to the one behind.
    Forward,
    /// From the one behind to the one before.
    Backward,
    /// In both.
    Both,
}

impl Direction {
    /// Its name in rows.
    pub fn name(self) -> &'static str {
        match self {
            Self::Forward => "forward",
            Self::Backward => "backward",
            Self::Both => "both",
        }
    }
}

/// A fact between two entities of a chain.
#[derive(Debug, Clone)]
pub struct Hop {
    pub from: NodeIndex,
    pub to: NodeIndex,
    pub direction: Direction,
    /// The property's name for people.
    pub property: String,
    /// The firmest statement for it; none where a query made the link.
    pub support: Option<Support>,
    /// The chance that it is so.
    pub firmness: f64,
}

impl Hop {
    /// Its property as an arrow in the direction in which it is stated.
    pub fn sign(&self) -> String {
        let property = &self.property;
        match self.direction {
            Direction::Forward => format!("—{property}→"),
            Direction::Backward => format!("←{property}—"),
            Direction::Both => format!("—{property}—"),
        }
    }
}

impl Scene<'_> {
    /// The firmest of the facts between two entities, the first of equals.
    ///
    /// # Errors
    /// Those of the store.
    pub fn hop(
        &self,
        from: NodeIndex,
        to: NodeIndex,
        facts: &[EdgeIndex],
    ) -> Result<Option<Hop>, Failure> {
        let mut best: Option<Hop> = None;
        for edge in facts {
            let Some(relation) = self.network.relation_of(*edge) else {
                continue;
            };
            let Some(fact) = self.receipts.of(&self.network, *edge)? else {
                continue;
            };
            let firmness = self.meaning.firmness(&fact);
            if best.as_ref().is_some_and(|b| b.firmness >= firmness) {
                continue;
            }
            let forward = fact.subject == self.network.graph[from];
            let direction = match (relation.symmetric, forward) {
                (true, _) => Direction::Both,
                (false, true) => Direction::Forward,
                (false, false) => Direction::Backward,
            };
            best = Some(Hop {
                from,
                to,
                direction,
                property: relation.label.clone(),
                support: fact.support.into_iter().next(),
                firmness,
            });
        }
        Ok(best)
    }

    /// The fact of a hop with an arrow in the direction in which it is stated.
    ///
    /// # Errors
    /// Those of the store.
    pub fn arrow(&self, hop: &Hop) -> Result<String, Failure> {
        let (from, to) = (self.label(hop.from)?, self.label(hop.to)?);
        Ok(clean(&format!("{from} {} {to}", hop.sign())))
    }

    /// From when a fact holds: as its statement says, else the date of its document.
    ///
    /// # Errors
    /// Those of the store.
    pub fn date(&self, support: &Support) -> Result<Option<String>, Failure> {
        if let Some(date) = support.valid_from {
            return Ok(Some(date.to_string()));
        }
        let citation = self.citation(&support.document)?;
        Ok(citation.and_then(|c| c.issued).map(|d| d.to_string()))
    }

    /// The cells of a receipt: date, document, words, modality and firmness.
    ///
    /// # Errors
    /// Those of the store.
    pub fn receipt(&self, hop: &Hop) -> Result<Vec<Json>, Failure> {
        let Some(support) = &hop.support else {
            return Ok(vec![Json::Null; 5]);
        };
        Ok(vec![
            json!(self.date(support)?),
            json!(support.document.as_str()),
            json!(support.exact),
            json!(support.modality.name().to_lowercase()),
            number(hop.firmness, 2),
        ])
    }

    /// Adds the rows of a chain.
    ///
    /// # Errors
    /// Those of the store.
    pub fn rows(&self, chain: usize, hops: &[Hop], listing: &mut Listing) -> Result<(), Failure> {
        let least = weakest(hops);
        for (place, hop) in hops.iter().enumerate() {
            let mut row = vec![
                json!(chain),
                json!(place + 1),
                json!(self.label(hop.from)?),
                json!(hop.property),
                json!(hop.direction.name()),
                json!(self.label(hop.to)?),
            ];
            row.extend(self.receipt(hop)?);
            row.push(json!(least == Some(place)));
            row.push(json!(self.network.graph[hop.from].as_str()));
            row.push(json!(self.network.graph[hop.to].as_str()));
            listing.rows.push(row);
        }
        Ok(())
    }

    /// A chain for people: a line for each fact, its words and source below, the weakest named at the end.
    ///
    /// # Errors
    /// Those of the store.
    pub fn chain(&self, hops: &[Hop]) -> Result<String, Failure> {
        let mut out = String::new();
        for hop in hops {
            out.push_str(&format!("   {}, {}\n", self.arrow(hop)?, self.manner(hop)?));
            let Some(support) = &hop.support else {
                continue;
            };
            let cited = self.cited(support)?;
            let words = shorten(&support.exact, WORDS);
            out.push_str(&clean(&format!("      \"{words}\" [{cited}]")));
            out.push('\n');
        }
        if let Some(hop) = weakest(hops).and_then(|place| hops.get(place)) {
            out.push_str(&format!(
                "   weakest link: {}, {}\n",
                self.arrow(hop)?,
                self.manner(hop)?
            ));
        }
        Ok(out)
    }

    /// Date, way of saying and firmness of a fact, for people.
    ///
    /// # Errors
    /// Those of the store.
    pub fn manner(&self, hop: &Hop) -> Result<String, Failure> {
        let Some(support) = &hop.support else {
            return Ok("made by the query, no statement says so".to_string());
        };
        let date = self.date(support)?;
        let date = date.map_or(String::new(), |d| format!("{d}, "));
        let modality = support.modality.name().to_lowercase();
        Ok(format!("{date}{modality}, firmness {:.2}", hop.firmness))
    }

    /// The document behind a statement, with title and date where it is known.
    ///
    /// # Errors
    /// Those of the store.
    pub fn cited(&self, support: &Support) -> Result<String, Failure> {
        let cited = self.citation(&support.document)?.map(|c| cite(&c));
        Ok(cited.unwrap_or_else(|| format!("doc:{}", support.document)))
    }
}

/// The place of the least firm fact, the first of equals; none in a chain without facts.
pub fn weakest(hops: &[Hop]) -> Option<usize> {
    let places = hops.iter().enumerate();
    places
        .min_by(|a, b| a.1.firmness.total_cmp(&b.1.firmness))
        .map(|(place, _)| place)
}
