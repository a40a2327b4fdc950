//! What reports tell of who depends on an entity, over which chains, and how concentrated each kind of supply is.

use crate::cli::clerk::{Clerk, markdown};
use crate::cli::status::Failure;
use aikg::model::{Entity, EntityId};
use aikg::network::{Choice, Concentration, Dependences, Exposed, Fact, Network};
use aikg::pipeline::Receipts;
use serde_json::{Value as Json, json};

/// Most facts of the network that is looked at.
const FACTS: usize = 5_000_000;

/// What depends on an entity, each with its chain of facts, and how each need is spread over those who serve it.
pub fn exposed(clerk: &mut Clerk<'_>, entity: &Entity) -> Result<Json, Failure> {
    let choice = Choice {
        vocabulary: clerk.vocabulary,
        classes: Vec::new(),
        properties: Vec::new(),
        most: FACTS,
    };
    let network = Network::of_index(&clerk.snapshot, &choice)
        .map_err(|e| Failure::usage(e.to_string(), ""))?;
    let meaning = clerk.home.meaning()?;
    let dependences = Dependences::of(&network, &meaning);
    let node = network.node(&entity.id);
    let found = node.map(|node| dependences.exposed(node));
    let found = found.unwrap_or_default();
    let snapshot = clerk.snapshot;
    let receipts = Receipts::new(&snapshot, clerk.vocabulary, None);
    let mut dependents = Vec::new();
    for each in &found {
        let mut without = Vec::new();
        for (need, left) in &each.alternatives {
            let names = left.iter().map(|n| labelled(clerk, &network.graph[*n]));
            let names: Vec<String> = names.collect::<Result<_, _>>()?;
            without.push(json!({ "need": need, "left": names }));
        }
        let (hops, weakest) = chain(clerk, (&network, &receipts), each)?;
        dependents.push(json!({
            "label": labelled(clerk, &network.graph[each.entity])?,
            "id": network.graph[each.entity].as_str(),
            "alone": each.lost,
            "own": each.own,
            "without": without,
            "chain": hops,
            "weakest": weakest,
        }));
    }
    let own = found.iter().filter(|e| e.own).count();
    let alone = found.iter().filter(|e| e.lost && !e.own).count();
    let concentrations = dependences.concentrations();
    let supplies: Result<Vec<Json>, Failure> = concentrations
        .iter()
        .map(|supply| spread(clerk, &network, supply))
        .collect();
    Ok(json!({
        "dependents": dependents,
        "exposed": alone,
        "own": own,
        "supplies": supplies?,
    }))
}

fn labelled(clerk: &Clerk<'_>, id: &EntityId) -> Result<String, Failure> {
    let entity = clerk.snapshot.entity(id)?;
    Ok(entity.map_or_else(|| id.to_string(), |e| e.label))
}

/// The facts of a chain from the dependent on, each as it is stated and with its date, and the least firm of them where
/// there are several.
fn chain(
    clerk: &mut Clerk<'_>,
    (network, receipts): (&Network, &Receipts<'_>),
    exposed: &Exposed,
) -> Result<(Vec<Json>, Json), Failure> {
    let meaning = clerk.home.meaning()?;
    let mut hops = Vec::new();
    let mut weakest: Option<(f64, Json)> = None;
    for edge in exposed.chain.iter().filter_map(|(_, edge)| *edge) {
        let Some(fact) = receipts.of(network, edge)? else {
            continue;
        };
        let firmness = meaning.firmness(&fact);
        let to = fact.object.as_entity().cloned();
        let hop = json!({
            "from": labelled(clerk, &fact.subject)?,
            "label": clerk.vocabulary.label_of(&fact.property),
            "to": to.map(|id| labelled(clerk, &id)).transpose()?,
            "date": date(clerk, &fact)?,
            "firmness": format!("{firmness:.2}"),
            "cite": markdown(clerk.cite(&fact)?),
        });
        if weakest.as_ref().is_none_or(|(least, _)| firmness < *least) {
            weakest = Some((firmness, hop.clone()));
        }
        hops.push(hop);
    }
    let weakest = weakest.filter(|_| hops.len() > 1);
    Ok((hops, weakest.map_or(Json::Null, |(_, hop)| hop)))
}

/// From when a fact holds: as its firmest statement says, else the date of its document.
fn date(clerk: &Clerk<'_>, fact: &Fact) -> Result<Option<String>, Failure> {
    let Some(support) = fact.support.first() else {
        return Ok(None);
    };
    if let Some(date) = support.valid_from {
        return Ok(Some(date.to_string()));
    }
    let citation = clerk.snapshot.citation(&support.document)?;
    Ok(citation.and_then(|c| c.issued).map(|d| d.to_string()))
}

fn spread(clerk: &Clerk<'_>, network: &Network, supply: &Concentration) -> Result<Json, Failure> {
    let largest = supply.shares.first();
    let name = largest.map(|(node, _)| labelled(clerk, &network.graph[*node]));
    let share = largest.map_or(0.0, |(_, share)| share * 100.0);
    Ok(json!({
        "need": supply.need,
        "dependents": supply.dependents,
        "suppliers": supply.shares.len(),
        "hhi": format!("{:.0}", supply.index()),
        "largest": name.transpose()?,
        "share": format!("{share:.0}%"),
    }))
}
