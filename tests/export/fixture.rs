//! Pictures from tables: a line is an entity, a source or a fact, its cells are set apart by tabs.
//!
//! `entity`, id, class, label; `source`, id, title, publisher, date, address;
//! `fact`, subject, property, object, modality, ids of its sources, quotation.

use aikg::model::{Entity, EntityId, Modality, Range, Value, Vocabulary};
use aikg::network::{Fact, Projection, Support};
use aikg::picture::{Order, Picture, Source, Style, style};
use std::collections::BTreeMap;

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
        style: look("light"),
        order: Order::Fitting,
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
        valid_from: None,
    });
    Fact {
        subject: cells[1].into(),
        property: cells[2].into(),
        object,
        currency: None,
        support: support.collect(),
    }
}
