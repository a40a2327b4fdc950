//! Pictures and lists of facts: exact small ones, those of the first article, and random graphs.

mod fixture;
mod readers;

use crate::common;
use aikg::export::{Format, WriteError};
use aikg::model::{Entity, EntityId, Modality, Namespaces, Value, Vocabulary};
use aikg::network::{Fact, Kind, Projection, Support};
use aikg::picture::drawing::Form;
use aikg::picture::layout::rect::Rect;
use aikg::picture::{Cluster, Order, Picture, Rank, Source, drawing, layout};
use fixture::look;
use proptest::prelude::*;
use snapbox::assert::DEFAULT_ACTION_ENV;
use std::collections::BTreeMap;
use std::fs;

const ARTICLE: &str = "data/triples/articles/2026/deepseek-v4-huawei-2026-04-24.trig";

/// Text that no format may trip over.
const HOSTILE: &str =
    "A \"quoted\" <b>&amp;\u{1} ]]> \\ \n\u{202e}עברית 数据 {x|y} $t -- /* \u{301}👍 \\N";

/// A picture of the tables in `tests/export`.
fn table(name: &str) -> Picture {
    let text = fs::read_to_string(format!("tests/export/{name}.tsv")).unwrap();
    fixture::picture(&text, &common::names().0)
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
            currency: s.currency().map(Into::into),
            context: BTreeMap::new(),
            support: vec![Support::from(s)],
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
        listed: true,
        style: look("light"),
        order: Order::Fitting,
        cluster: None,
        rank: None,
    }
}

fn written(format: Format, picture: &Picture) -> String {
    String::from_utf8(bytes(format, picture).unwrap()).unwrap()
}

/// The file of a picture in a format.
fn bytes(format: Format, picture: &Picture) -> Result<Vec<u8>, WriteError> {
    let mut out = Vec::new();
    fixture::explained(picture, |reference| {
        aikg::export::write(format, picture, reference, &mut out)
    })?;
    Ok(out)
}

/// The formats that are text.
fn texts() -> impl Iterator<Item = (Format, &'static str)> {
    let all = Format::ALL.into_iter();
    all.filter(|(format, _)| *format != Format::Parquet)
}

/// To renew the files after a wanted change, run the tests with `SNAPSHOTS=overwrite`.
#[test]
fn a_small_picture_is_exactly_this_in_every_format() {
    let picture = table("small");
    for (format, name) in texts() {
        let path = format!("{}/tests/export/small.{name}", env!("CARGO_MANIFEST_DIR"));
        let expected = snapbox::Data::read_from(path.as_ref(), None).raw();
        snapbox::Assert::new().action_env(DEFAULT_ACTION_ENV).eq(
            snapbox::Data::text(written(format, &picture)).raw(),
            expected,
        );
    }
}

#[test]
fn every_format_says_the_same_facts_every_time() {
    let picture = article("deepseek-v4", 2);
    for (format, name) in Format::ALL {
        assert_eq!(Format::named(name), Some(format));
    }
    for (format, name) in texts() {
        let once = written(format, &picture);
        assert_eq!(once, written(format, &picture), "{name}");
        // Wikidata has items for names, and wants an address for each source; this one has none.
        if format == Format::Quickstatements {
            assert_eq!(once, "");
            continue;
        }
        for word in ["DeepSeek", "Huawei"] {
            assert!(
                once.contains(word) || once.contains(&word.to_lowercase()),
                "{name}: {word}"
            );
        }
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
fn what_is_not_plainly_stated_looks_so() {
    let picture = table("surroundings");
    let (svg, dot) = (
        written(Format::Svg, &picture),
        written(Format::Dot, &picture),
    );
    assert!(svg.contains("stroke-dasharray") && svg.contains("claimed by a party"));
    let planned = "style=\"dashed\" arrowhead=\"onormal\"";
    assert!(dot.contains("\"dashed\"") && dot.contains(planned), "{dot}");
    assert!(written(Format::Dot, &table("small")).contains("\"dotted\""));
}

/// Graphviz gives up where it is to make room for words between nodes of one rank.
#[test]
fn graphviz_is_asked_only_for_what_it_can_do() {
    let mut picture = table("small");
    picture.rank = Some(Rank::Layer);
    let dot = written(Format::Dot, &picture);
    assert!(dot.contains("newrank=\"true\""));
    let level = |line: &&str| line.contains("\"deepseek\" -> \"huawei\"");
    let levels: Vec<&str> = dot.lines().filter(level).collect();
    assert_eq!(levels.len(), 2);
    for line in levels {
        assert!(
            line.contains(" xlabel=") && !line.contains(" label="),
            "{line}"
        );
    }
    let across = dot.lines().find(|l| l.contains("\"v4-pro\" -> \"ascend\""));
    assert!(across.unwrap().contains(" label="));
    for (cluster, rank) in [
        (None, Some(Rank::Layer)),
        (None, Some(Rank::Date)),
        (Some(Cluster::Maker), None),
        (Some(Cluster::Kind), None),
    ] {
        let mut picture = table("surroundings");
        (picture.cluster, picture.rank) = (cluster, rank);
        taken(&written(Format::Dot, &picture));
    }
}

/// Holds a DOT text against Graphviz, where it is there.
fn taken(dot: &str) {
    use std::process::{Command, Stdio};
    let mut command = Command::new("dot");
    let command = command.arg("-Tsvg").stdin(Stdio::piped());
    let command = command.stdout(Stdio::null()).stderr(Stdio::piped());
    let Ok(mut child) = command.spawn() else {
        return;
    };
    std::io::Write::write_all(&mut child.stdin.take().unwrap(), dot.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
}

#[test]
fn a_dot_file_tells_its_lines_and_leads_to_its_sources() {
    let dot = written(Format::Dot, &table("surroundings"));
    assert!(dot.contains("\"legend claimed\"") && dot.contains("claimed by a party"));
    assert!(dot.contains("arrowhead=\"onormal\"") && dot.contains("predicted or planned"));
    let arrow = dot
        .lines()
        .find(|l| l.contains(" -> ") && l.contains("label="));
    assert!(arrow.unwrap().contains(" URL=\"https://"), "{dot}");
    let node = dot
        .lines()
        .find(|l| l.contains("shape=") || l.contains("label=<"));
    assert!(node.is_some() && dot.contains(" tooltip="));
}

#[test]
fn leaves_on_the_same_arrows_share_a_box() {
    let mut text = "entity\tv4\tModel\tV4\n".to_string();
    for i in 0..30 {
        text += &format!("entity\tp{i}\tProduct\tPlatform {i}\n");
        text += &format!("fact\tv4\tavailableOn\tp{i}\tAsserted\td\tx\n");
    }
    let picture = fixture::picture(&text, &common::names().0);
    let drawing = drawing::draw(&picture);
    assert_eq!((drawing.shapes.len(), drawing.arrows.len()), (2, 1));
    let svg = written(Format::Svg, &picture);
    assert!(svg.contains("30 products and platforms") && svg.contains("Platform 9"));
    assert!(
        drawing.shapes[1].rows[0]
            .value
            .join(" ")
            .ends_with("and 6 more")
    );
}

#[test]
fn a_vendor_known_for_its_models_is_shown_as_a_maker() {
    let text = "entity\tgoogle\tChipVendor\tGoogle\nentity\tnvidia\tChipVendor\tNVIDIA\n\
                entity\tgemini\tModel\tGemini\nfact\tgemini\tdevelopedBy\tgoogle\tAsserted\td\tx\n\
                fact\tnvidia\tsuppliesTo\tgoogle\tAsserted\td\tx\n";
    let projection = fixture::picture(text, &common::names().0).projection;
    let kind = |id: &str| projection.graph[projection.node(&id.into()).unwrap()].kind;
    assert_eq!(kind("google"), Kind::Organization);
    assert_eq!(kind("nvidia"), Kind::Vendor);
}

#[test]
fn a_license_is_a_line_unless_the_picture_is_about_it() {
    let mut picture = table("small");
    let boxes = |p: &Picture| drawing::draw(p).shapes.len();
    assert_eq!(boxes(&picture), picture.projection.graph.node_count() - 1);
    picture.projection = picture.projection.around(&"mit".into(), 1);
    assert_eq!(boxes(&picture), 2);
}

/// A picture all of whose texts are hostile.
fn hostile() -> Picture {
    let mut picture = table("surroundings");
    for node in picture.projection.graph.node_weights_mut() {
        node.label.push_str(HOSTILE);
        for line in &mut node.lines {
            line.value.push_str(HOSTILE);
            line.label.push_str(HOSTILE);
        }
    }
    for link in picture.projection.graph.edge_weights_mut() {
        link.label.push_str(HOSTILE);
    }
    for fact in &mut picture.projection.facts {
        fact.property = format!("{}{HOSTILE}", fact.property).into();
        for support in &mut fact.support {
            support.exact.push_str(HOSTILE);
        }
    }
    for source in &mut picture.sources {
        source.title.push_str(HOSTILE);
        source.address = Some(format!("javascript:{HOSTILE}"));
    }
    picture.title.push_str(HOSTILE);
    picture
}

#[test]
fn hostile_text_breaks_no_format() {
    let picture = hostile();
    for format in [Format::Svg, Format::Graphml, Format::Gexf] {
        roxmltree::Document::parse(&written(format, &picture)).unwrap();
    }
    assert!(!written(Format::Svg, &picture).contains("javascript:"));
    graphviz_rust::parse(&written(Format::Dot, &picture)).unwrap();
    for line in written(Format::Jsonl, &picture).lines() {
        serde_json::from_str::<serde_json::Value>(line).unwrap();
    }
    rdf_counts(&picture);
}

/// How many quads each form of RDF has, as the store reads them.
fn rdf_counts(picture: &Picture) -> [usize; 6] {
    use oxigraph::io::{JsonLdProfileSet, RdfFormat, RdfParser};
    let profile = JsonLdProfileSet::default();
    let pairs = [
        (Format::Prov, RdfFormat::TriG),
        (Format::Nanopubs, RdfFormat::TriG),
        (Format::Jsonld, RdfFormat::JsonLd { profile }),
        (Format::Turtle, RdfFormat::Turtle),
        (Format::Trig, RdfFormat::TriG),
        (Format::Nquads, RdfFormat::NQuads),
    ];
    pairs.map(|(format, rdf)| {
        let text = written(format, picture);
        let quads: Result<Vec<_>, _> = RdfParser::from_format(rdf)
            .for_slice(text.as_bytes())
            .collect();
        quads.unwrap().len()
    })
}

#[test]
fn rdf_is_read_back_by_the_store() {
    for picture in [article("deepseek-v4", 2), table("surroundings")] {
        let [_, _, _, turtle, trig, nquads] = rdf_counts(&picture);
        let names = picture.projection.graph.node_count();
        assert_eq!(turtle, picture.projection.facts.len() + names);
        assert!(trig > 8 * picture.projection.facts.len());
        assert_eq!(trig, nquads);
    }
}

#[test]
fn an_empty_picture_is_still_a_picture() {
    let mut picture = article("nobody", 2);
    picture.sources.clear();
    for (format, _) in texts() {
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
            currency: None,
            context: BTreeMap::new(),
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
        listed: true,
        style: look("light"),
        order: Order::Fitting,
        cluster: None,
        rank: None,
    }
}

/// What lies on what it should not: boxes and words on each other, arrows on boxes or words that are not
/// their own, anything outside of the drawing.
fn collisions(picture: &Picture) -> Vec<String> {
    let drawing = drawing::draw(picture);
    let placed = layout::place(&drawing);
    let all: Vec<Rect> = placed
        .shapes
        .iter()
        .chain(&placed.labels)
        .copied()
        .collect();
    let mut found = Vec::new();
    for (i, a) in all.iter().enumerate() {
        let hits = all[i + 1..].iter().filter(|b| a.overlaps(b));
        found.extend(hits.map(|b| format!("{a:?} lies on {b:?}")));
        if a.left < -0.1
            || a.top < -0.1
            || a.right() > placed.size.0 + 0.1
            || a.bottom() > placed.size.1 + 0.1
        {
            found.push(format!("{a:?} is outside"));
        }
    }
    for (i, (course, arrow)) in placed.courses.iter().zip(&drawing.arrows).enumerate() {
        let own = [arrow.from, arrow.to, placed.shapes.len() + i];
        for point in course.samples(1.0) {
            let hit = all
                .iter()
                .enumerate()
                .any(|(j, r)| !own.contains(&j) && r.holds(point, 0.0));
            if hit {
                found.push(format!("arrow {i} crosses something at {point:?}"));
            }
        }
        let starts = placed.shapes[arrow.from].holds(course.start, 0.5);
        let ends = course
            .legs
            .last()
            .is_some_and(|l| placed.shapes[arrow.to].holds(l[2], 0.5));
        if !starts || !ends {
            found.push(format!("arrow {i} hangs loose"));
        }
    }
    found
}

#[test]
fn nothing_lies_on_anything_in_the_pictures_of_the_first_article() {
    let none: Vec<String> = Vec::new();
    for picture in [
        article("deepseek-v4", 1),
        article("deepseek-v4", 2),
        table("small"),
        table("surroundings"),
        hostile(),
    ] {
        assert_eq!(collisions(&picture), none);
    }
}

/// Every text of a picture lies within its view box, measured by the widths that it was laid out with.
fn texts_within(svg: &str) {
    let document = roxmltree::Document::parse(svg).unwrap();
    let number = |node: roxmltree::Node<'_, '_>, name: &str| {
        node.attribute(name).unwrap().parse::<f64>().unwrap()
    };
    let root = document.root_element();
    let (width, height) = (number(root, "width"), number(root, "height"));
    let shift = |node: roxmltree::Node<'_, '_>| {
        let moved = node.ancestors().find_map(|a| a.attribute("transform"));
        let inner = moved.map_or("0 0", |t| {
            t.trim_start_matches("translate(").trim_end_matches(')')
        });
        let (x, y) = inner.split_once(' ').unwrap();
        (x.parse::<f64>().unwrap(), y.parse::<f64>().unwrap())
    };
    for text in document.descendants().filter(|n| n.has_tag_name("text")) {
        let (dx, dy) = shift(text);
        let (x, y) = (number(text, "x") + dx, number(text, "y") + dy);
        let (size, bold) = match text.attribute("class").unwrap() {
            "h" => (18.0, true),
            "b" => (13.0, true),
            "d" => (10.0, false),
            _ => (11.0, false),
        };
        let words: String = text.text().unwrap_or_default().into();
        let across = aikg::picture::measure::width(&words, size, bold);
        let centred = text.attribute("class") == Some("w");
        let (left, right) = if centred {
            (x - across / 2.0, x + across / 2.0)
        } else {
            (x, x + across)
        };
        assert!(
            left >= 0.0 && right <= width && y > 0.0 && y < height,
            "{words} at {x} {y}"
        );
    }
}

#[test]
fn all_text_is_inside_of_the_picture() {
    for mut picture in [table("small"), table("surroundings"), hostile()] {
        for style in ["light", "dark", "print"] {
            picture.style = look(style);
            texts_within(&written(Format::Svg, &picture));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn nothing_ever_lies_on_anything(
        nodes in 2usize..25,
        edges in prop::collection::vec((0usize..25, 0usize..25), 1..40),
        label in "[A-Za-z0-9 .<&-]{0,40}",
    ) {
        let picture = random(nodes, &edges, &label);
        let found = collisions(&picture);
        prop_assert!(found.is_empty(), "{}", found.join("\n"));
        texts_within(&written(Format::Svg, &picture));
        prop_assert!(graphviz_rust::parse(&written(Format::Dot, &picture)).is_ok());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    /// Few nodes stay boxes with words on their arrows, many become dots with names.
    #[test]
    fn forces_put_nothing_on_anything(
        nodes in prop_oneof![2usize..40, 90usize..160],
        edges in prop::collection::vec((0usize..160, 0usize..160), 1..250),
        label in "[A-Za-z0-9 .<&-]{0,40}",
    ) {
        let mut picture = random(nodes, &edges, &label);
        picture.order = Order::Forces;
        let placed = layout::place(&drawing::draw(&picture));
        let all = placed.shapes.iter().chain(&placed.names).chain(&placed.labels);
        let all: Vec<Rect> = all.filter(|r| r.width > 0.0).copied().collect();
        for (i, a) in all.iter().enumerate() {
            prop_assert!(a.left > -0.1 && a.right() < placed.size.0 + 0.1, "{a:?}");
            for b in &all[i + 1..] {
                prop_assert!(!a.overlaps(b), "{a:?} lies on {b:?}");
            }
        }
        prop_assert_eq!(&placed, &layout::place(&drawing::draw(&picture)));
        texts_within(&written(Format::Svg, &picture));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn frames_hold_their_own_and_nothing_else(
        nodes in 3usize..25,
        edges in prop::collection::vec((0usize..25, 0usize..25), 1..40),
    ) {
        let mut picture = random(nodes, &edges, "x");
        for (i, node) in picture.projection.graph.node_weights_mut().enumerate() {
            node.kind = [Kind::Model, Kind::Vendor, Kind::Hardware][i % 3];
        }
        picture.cluster = Some(Cluster::Kind);
        let found = collisions(&picture);
        prop_assert!(found.is_empty(), "{}", found.join("\n"));
        let drawing = drawing::draw(&picture);
        let placed = layout::place(&drawing);
        for (name, frame) in &placed.frames {
            let inside = |i: usize| frame.overlaps(&placed.shapes[i]);
            let (_, own) = drawing.groups.iter().find(|(n, _)| n == name).unwrap();
            let held: Vec<usize> = (0..placed.shapes.len()).filter(|i| inside(*i)).collect();
            prop_assert!(held.len() > 1 && held.iter().all(|i| own.contains(i)));
        }
    }
}

#[test]
fn dot_has_clusters_and_ranks() {
    let mut picture = table("small");
    picture.cluster = Some(Cluster::Maker);
    let dot = written(Format::Dot, &picture);
    graphviz_rust::parse(&dot).unwrap();
    assert!(
        dot.contains("subgraph \"cluster_0\"") && dot.contains("label=\"DeepSeek\""),
        "{dot}"
    );
    (picture.cluster, picture.rank) = (None, Some(Rank::Date));
    let dot = written(Format::Dot, &picture);
    graphviz_rust::parse(&dot).unwrap();
    assert!(
        dot.contains("rank=\"same\"") && dot.contains("\"rank 2026-04\""),
        "{dot}"
    );
    picture.rank = Some(Rank::Layer);
    graphviz_rust::parse(&written(Format::Dot, &picture)).unwrap();
}

#[test]
fn many_are_dots_and_few_are_boxes_unless_asked_otherwise() {
    let edges: Vec<(usize, usize)> = (0..200).map(|i| (i, (i * 7 + 3) % 97)).collect();
    let mut picture = random(200, &edges, "x");
    let form = |picture: &Picture| drawing::draw(picture).form;
    assert_eq!(form(&picture), Form::Dots);
    let svg = written(Format::Svg, &picture);
    assert!(
        svg.contains("Point at a dot") && svg.contains("<title>x n9"),
        "{svg}"
    );
    picture.order = Order::Layers;
    assert_eq!(form(&picture), Form::Bare);
    let few = random(20, &edges, "x");
    assert_eq!(form(&few), Form::Full);
}

#[test]
fn a_thousand_nodes_end() {
    let edges: Vec<(usize, usize)> = (0..1000).map(|i| (i, (i * 7 + 3) % 997)).collect();
    let picture = random(1000, &edges, "x");
    assert!(written(Format::Svg, &picture).len() > 10_000);
    let alone: Vec<(usize, usize)> = (0..1000).map(|i| (i, i)).collect();
    assert!(written(Format::Svg, &random(1000, &alone, "x")).len() > 10_000);
}
