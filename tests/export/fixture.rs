//! Pictures from tables: a line is an entity, a source or a fact, its cells are set apart by tabs.
//!
//! `entity`, id, class, label; `source`, id, title, publisher, date, address;
//! `fact`, subject, property, object, modality, ids of its sources, quotation, from when it holds if that is known.

use crate::common;
use aikg::export::Reference;
use aikg::model::evidence::DocumentId;
use aikg::model::{Citation, Entity, EntityId, Modality, Namespaces, Range, Value, Vocabulary};
use aikg::network::{Fact, Kind, Projection, Support};
use aikg::picture::{Order, Picture, Source, Style, style};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The picture that a table describes.
pub fn picture(table: &str, vocabulary: &Vocabulary) -> Picture {
    let mut entities: BTreeMap<EntityId, Entity> = BTreeMap::new();
    let (mut sources, mut facts) = (Vec::new(), Vec::new());
    for line in table.lines() {
        let cells: Vec<&str> = line.split('\t').collect();
        match cells[0] {
            "entity" => {
                let entity = Entity {
                    id: cells[1].into(),
                    classes: vec![cells[2].into()],
                    label: cells[3].into(),
                    ..Entity::default()
                };
                entities.insert(entity.id.clone(), entity);
            }
            "source" => sources.push(Source {
                document: cells[1].into(),
                title: cells[2].into(),
                publisher: cells[3].into(),
                date: cells[4].into(),
                address: Some(cells[5].into()),
            }),
            _ => facts.push(fact(&cells, vocabulary)),
        }
    }
    Picture {
        projection: Projection::of(&facts, &|id| entities.get(id).cloned(), vocabulary),
        title: "DeepSeek V4 and what it stands among".into(),
        date: "Sources up to 2026-04-24".into(),
        sources,
        listed: true,
        style: look("light"),
        order: Order::Fitting,
        cluster: None,
        rank: None,
    }
}

/// A style that ships with the program.
pub fn look(name: &str) -> Style {
    Style::read(style::bundled(name).unwrap()).unwrap()
}

fn fact(cells: &[&str], vocabulary: &Vocabulary) -> Fact {
    let object = match vocabulary.properties[cells[2]].range {
        Range::Entities(_) => Value::Entity(cells[3].into()),
        Range::Integer => Value::Integer(cells[3].parse().unwrap()),
        Range::Decimal => Value::Decimal(cells[3].parse().unwrap()),
        Range::Date => Value::Date(cells[3].parse().unwrap()),
        Range::Boolean => Value::Boolean(cells[3].parse().unwrap()),
        Range::Text => Value::Text(cells[3].into()),
    };
    let support = cells[5].split(',').map(|document| Support {
        statement: format!("{}-{}-{document}", cells[1], cells[2]).into(),
        document: document.into(),
        exact: cells[6].replace("\\n", "\n"),
        modality: cells[4].parse::<Modality>().unwrap(),
        claimed_by: (cells[4] == "Claimed").then(|| "deepseek".into()),
        confidence: "0.95".into(),
        valid_from: cells.get(7).map(|date| date.parse().unwrap()),
        valid_to: None,
        recorded_at: "2026-05-01T09:00:00Z".into(),
        qualifiers: BTreeMap::new(),
    });
    Fact {
        subject: cells[1].into(),
        property: cells[2].into(),
        object,
        currency: None,
        context: BTreeMap::new(),
        support: support.collect(),
    }
}

static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(|| common::names().0);

/// Calls `work` with what the names of a picture mean: each entity is an item of Wikidata with a number
/// of its own, each source an article in English.
pub fn explained<T>(picture: &Picture, work: impl FnOnce(&Reference<'_>) -> T) -> T {
    let nodes = picture.projection.graph.node_weights().enumerate();
    let entities: BTreeMap<EntityId, Entity> = nodes
        .map(|(number, node)| {
            let entity = Entity {
                id: node.id.clone(),
                label: node.label.clone(),
                classes: classes(node.kind),
                names: vec![format!("{} Inc.", node.label)],
                identifiers: vec![format!("wikidata:Q{}", 9000 + number)],
                ..Entity::default()
            };
            (node.id.clone(), entity)
        })
        .collect();
    let citations: BTreeMap<DocumentId, Citation> = picture
        .sources
        .iter()
        .map(|source| (source.document.clone(), citation(source)))
        .collect();
    work(&Reference {
        namespaces: &Namespaces::default(),
        vocabulary: &VOCABULARY,
        entities: &entities,
        citations: &citations,
    })
}

fn classes(kind: Kind) -> Vec<String> {
    let classes = match kind {
        Kind::Model => ["Model"].as_slice(),
        Kind::Family => &["ModelFamily"],
        Kind::Organization => &["Maker", "Organization"],
        Kind::Vendor => &["ChipVendor", "Organization"],
        Kind::Hardware => &["ChipFamily"],
        Kind::Person => &["Person"],
        Kind::License => &["License"],
        _ => &[],
    };
    classes.iter().map(ToString::to_string).collect()
}

fn citation(source: &Source) -> Citation {
    Citation {
        id: source.document.clone(),
        class: "Article".into(),
        title: source.title.clone(),
        publisher: None,
        publisher_name: Some(source.publisher.clone()),
        authors: Vec::new(),
        issued: source.date.parse().ok(),
        address: source.address.clone(),
        language: Some("en".into()),
        sha256: String::new(),
        source_sha256: None,
        characters: 0,
        recorded_at: "2026-05-01T09:00:00Z".into(),
    }
}
