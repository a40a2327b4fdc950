//! Pictures and lists of facts, from the first article's own facts and from random graphs.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, dead_code)]

mod common;

use aikg::export::{Format, Picture, Source, Style, drawing, layout};
use aikg::model::{Entity, EntityId, Modality, Namespaces, Value, Vocabulary};
use aikg::network::{Fact, Projection, Support};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::fs;

const ARTICLE: &str = "data/triples/articles/2026/deepseek-v4-huawei-2026-04-24.trig";

fn style() -> Style {
    Style::read(&fs::read_to_string("data/styles/light.toml").unwrap()).unwrap()
}

/// The surroundings of an entity in the first article.
fn article(around: &str, hops: usize) -> Picture {
    let ns = Namespaces::default();
    let reading = aikg::store::article::read(ARTICLE, &fs::read(ARTICLE).unwrap(), &ns).unwrap();
    let (vocabulary, mut entities) = common::names();
    entities.extend(reading.entities.clone());
    let known: BTreeMap<EntityId, Entity> =
        entities.into_iter().map(|e| (e.id.clone(), e)).collect();
    let facts: Vec<Fact> = reading
        .statements
        .iter()
        .filter(|s| s.modality <= Modality::Claimed)
        .map(|s| Fact {
            subject: s.subject.clone(),
            property: s.property.clone(),
            object: s.object.clone(),
            support: vec![Support {
                statement: s.id(),
                document: s.evidence.document.clone(),
                exact: s.evidence.exact.clone(),
                modality: s.modality,
                claimed_by: s.claimed_by.clone(),
                confidence: s.confidence.to_string(),
            }],
        })
        .collect();
    let whole = Projection::of(&facts, &|id| known.get(id).cloned(), &vocabulary);
    let citation = reading.citation;
    Picture {
        projection: whole.around(&around.into(), hops),
        title: "DeepSeek V4 and what it stands among".into(),
        date: "As of 2026-04-24".into(),
        sources: vec![Source {
            document: citation.id,
            title: citation.title,
            publisher: citation.publisher_name.unwrap_or_default(),
            date: citation.issued.map(|d| d.to_string()).unwrap_or_default(),
            address: citation.address,
        }],
        style: style(),
    }
}

fn written(format: Format, picture: &Picture) -> String {
    let mut out = Vec::new();
    aikg::export::write(format, picture, &Namespaces::default(), &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn every_format_says_the_same_facts_every_time() {
    let picture = article("deepseek-v4", 2);
    for (format, name) in Format::ALL {
        let once = written(format, &picture);
        assert_eq!(once, written(format, &picture), "{name}");
        for word in ["DeepSeek", "Huawei"] {
            assert!(
                once.contains(word) || once.contains(&word.to_lowercase()),
                "{name}: {word}"
            );
        }
        assert_eq!(Format::named(name), Some(format));
    }
}

#[test]
fn the_picture_has_numbers_as_people_read_them() {
    let svg = written(Format::Svg, &article("deepseek-v4", 1));
    for text in [
        "1.6T",
        "$1.74",
        "284B",
        "Advanced AI, 2026-04-24",
        "Model family",
    ] {
        assert!(svg.contains(text), "{text}");
    }
}

#[test]
fn xml_is_well_formed_and_dot_parses() {
    let mut picture = article("deepseek-v4", 2);
    let hostile = "A \"quoted\" <b>&amp;\u{1} \\ \n\u{202e}עברית 数据 {x|y}";
    for node in picture.projection.graph.node_weights_mut() {
        node.label.push_str(hostile);
    }
    picture.title.push_str(hostile);
    for format in [Format::Svg, Format::Graphml] {
        roxmltree::Document::parse(&written(format, &picture)).unwrap();
    }
    graphviz_rust::parse(&written(Format::Dot, &picture)).unwrap();
}

#[test]
fn rdf_is_read_back_by_the_store() {
    use oxigraph::io::{RdfFormat, RdfParser};
    let picture = article("deepseek-v4", 2);
    let count = |format: Format, rdf: RdfFormat| {
        let text = written(format, &picture);
        let quads: Result<Vec<_>, _> = RdfParser::from_format(rdf)
            .for_slice(text.as_bytes())
            .collect();
        quads.unwrap().len()
    };
    assert!(count(Format::Turtle, RdfFormat::Turtle) > picture.projection.facts.len());
    assert!(count(Format::Trig, RdfFormat::TriG) > 8 * picture.projection.facts.len());
    assert!(count(Format::Nquads, RdfFormat::NQuads) > 8 * picture.projection.facts.len());
}

#[test]
fn an_empty_picture_is_still_a_picture() {
    let mut picture = article("nobody", 2);
    picture.sources.clear();
    for (format, _) in Format::ALL {
        written(format, &picture);
    }
}

/// A graph with so many nodes and these edges.
fn random(nodes: usize, edges: &[(usize, usize)], label: &str) -> Picture {
    let id = |i: usize| EntityId::from(format!("n{}", i % nodes));
    let facts: Vec<Fact> = edges
        .iter()
        .map(|(a, b)| Fact {
            subject: id(*a),
            property: format!("p{}", (a + b) % 3).into(),
            object: Value::Entity(id(*b)),
            support: Vec::new(),
        })
        .collect();
    let entity = |id: &EntityId| {
        Some(Entity {
            id: id.clone(),
            label: format!("{label} {id}"),
            ..Entity::default()
        })
    };
    Picture {
        projection: Projection::of(&facts, &entity, &Vocabulary::default()),
        title: "random".into(),
        date: String::new(),
        sources: Vec::new(),
        style: style(),
    }
}

/// Whether two boxes given by centre and size share more than a hair.
fn overlap(a: ((f64, f64), (f64, f64)), b: ((f64, f64), (f64, f64))) -> bool {
    let apart = |ca: f64, sa: f64, cb: f64, sb: f64| (ca - cb).abs() + 0.5 >= f64::midpoint(sa, sb);
    !(apart(a.0.0, a.1.0, b.0.0, b.1.0) || apart(a.0.1, a.1.1, b.0.1, b.1.1))
}

/// Boxes and words of arrows that lie on each other.
fn collisions(picture: &Picture) -> usize {
    let drawing = drawing::draw(picture);
    let placed = layout::place(&drawing);
    let shapes = placed
        .shapes
        .iter()
        .copied()
        .zip(drawing.shapes.iter().map(|s| s.size));
    let words = placed
        .labels
        .iter()
        .copied()
        .zip(drawing.arrows.iter().map(|a| a.size));
    let all: Vec<_> = shapes.chain(words).collect();
    let mut found = 0;
    for (i, a) in all.iter().enumerate() {
        found += all[i + 1..].iter().filter(|b| overlap(*a, **b)).count();
    }
    found
}

#[test]
fn nothing_lies_on_anything_in_the_first_picture() {
    assert_eq!(collisions(&article("deepseek-v4", 1)), 0);
    assert_eq!(collisions(&article("deepseek-v4", 2)), 0);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn boxes_never_overlap(
        nodes in 2usize..25,
        edges in prop::collection::vec((0usize..25, 0usize..25), 1..40),
        label in "[A-Za-z0-9 .-]{0,40}",
    ) {
        let edges: Vec<_> = edges.into_iter().filter(|(a, b)| a % nodes != b % nodes).collect();
        let picture = random(nodes, &edges, &label);
        prop_assert_eq!(collisions(&picture), 0);
        let svg = written(Format::Svg, &picture);
        prop_assert!(roxmltree::Document::parse(&svg).is_ok());
    }
}

#[test]
fn a_thousand_nodes_end() {
    let edges: Vec<(usize, usize)> = (0..1000).map(|i| (i, (i * 7 + 3) % 997)).collect();
    let picture = random(1000, &edges, "x");
    assert!(written(Format::Svg, &picture.clone()).len() > 10_000);
}
