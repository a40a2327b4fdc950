//! What other programs' readers find in the files: the crates here, and the Python ones of `readback.py`.

use super::{article, bytes, fixture, hostile, table, written};
use aikg::export::{Format, WriteError};
use aikg::model::{Modality, Value};
use aikg::picture::Picture;
use serde_json::Value as Json;
use std::collections::BTreeSet;

fn pictures() -> [Picture; 4] {
    [
        article("deepseek-v4", 2),
        table("small"),
        table("surroundings"),
        hostile(),
    ]
}

/// Nodes, edges and facts of a picture.
fn sizes(picture: &Picture) -> [usize; 3] {
    let projection = &picture.projection;
    [
        projection.graph.node_count(),
        projection.graph.edge_count(),
        projection.facts.len(),
    ]
}

#[test]
fn graphs_in_xml_have_all_nodes_and_edges() {
    for picture in pictures() {
        let [nodes, edges, _] = sizes(&picture);
        for format in [Format::Graphml, Format::Gexf] {
            let text = written(format, &picture);
            let document = roxmltree::Document::parse(&text).unwrap();
            let count = |name: &str| {
                let elements = document.descendants();
                elements.filter(|n| n.tag_name().name() == name).count()
            };
            assert_eq!((count("node"), count("edge")), (nodes, edges));
        }
    }
}

#[test]
fn only_a_day_is_the_start_of_an_edge() {
    let mut picture = table("surroundings");
    let dates = ["2026-04-24", "2026-04", "2026"];
    let facts = picture.projection.facts.iter_mut();
    let links = facts.filter(|fact| fact.object.as_entity().is_some());
    for (fact, date) in links.zip(dates) {
        fact.support[0].valid_from = Some(date.parse().unwrap());
    }
    let text = written(Format::Gexf, &picture);
    assert_eq!(text.matches(" start=").count(), 1);
    assert!(text.contains(" start=\"2026-04-24\""));
    for date in dates {
        assert!(text.contains(&format!("value=\"{date}\"")), "{date}");
    }
}

#[test]
fn cytoscape_is_json_with_typed_values() {
    for picture in pictures() {
        let [nodes, edges, _] = sizes(&picture);
        let json: Json = serde_json::from_str(&written(Format::Cytoscape, &picture)).unwrap();
        let count = |name: &str| json["elements"][name].as_array().unwrap().len();
        assert_eq!((count("nodes"), count("edges")), (nodes, edges));
    }
    let json: Json = serde_json::from_str(&written(Format::Cytoscape, &table("small"))).unwrap();
    let all = json["elements"]["nodes"].as_array().unwrap();
    let pro = all.iter().find(|n| n["data"]["id"] == "v4-pro").unwrap();
    assert_eq!(pro["data"]["totalParameters"].to_string(), "1600000000000");
    assert_eq!(pro["data"]["inputPrice"].to_string(), "1.74");
    assert_eq!(pro["data"]["openWeights"], true);
}

/// The rows of a CSV file, without its head.
fn rows(format: Format, picture: &Picture) -> Vec<csv::StringRecord> {
    let text = written(format, picture);
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    reader.records().map(Result::unwrap).collect()
}

#[test]
fn csv_has_a_row_for_each_and_ends_that_are_nodes() {
    for picture in pictures() {
        let [nodes, edges, facts] = sizes(&picture);
        let all = rows(Format::Nodes, &picture);
        let known: BTreeSet<&str> = all.iter().map(|row| &row[0]).collect();
        assert_eq!((all.len(), known.len()), (nodes, nodes));
        let all = rows(Format::Edges, &picture);
        assert_eq!(all.len(), edges);
        let ends = all.iter().flat_map(|row| [&row[0], &row[1]]);
        assert!(ends.into_iter().all(|end| known.contains(end)));
        assert_eq!(rows(Format::Csv, &picture).len(), facts);
    }
}

#[test]
fn a_spreadsheet_runs_nothing() {
    let mut picture = table("small");
    for node in picture.projection.graph.node_weights_mut() {
        node.label = "=HYPERLINK(\"https://evil.example\")".into();
    }
    for fact in &mut picture.projection.facts {
        fact.support[0].exact = "@SUM(1)".into();
    }
    for format in [Format::Csv, Format::Nodes, Format::Edges] {
        for row in rows(format, &picture) {
            let runs = |cell: &str| cell.starts_with(['=', '@', '+', '\t', '\r']);
            assert!(!row.iter().any(runs), "{row:?}");
        }
    }
}

#[test]
fn a_mermaid_line_is_one_command() {
    for picture in pictures() {
        let [nodes, edges, _] = sizes(&picture);
        let text = written(Format::Mermaid, &picture);
        let mut counts = [0, 0];
        for line in text.lines().skip(1).filter(|l| !l.starts_with("%%")) {
            assert!(line.starts_with("    "), "{line}");
            let quotes = line.matches('"').count();
            match line.trim_start().starts_with('n') {
                true => {
                    assert_eq!(quotes, 2, "{line}");
                    counts[usize::from(line.contains("|\""))] += 1;
                }
                false => assert_eq!(quotes, 0, "{line}"),
            }
        }
        assert_eq!(counts, [nodes, edges]);
    }
}

#[cfg(feature = "parquet")]
#[test]
fn parquet_has_the_same_facts_in_their_types() {
    use parquet::file::reader::{FileReader, SerializedFileReader};
    for picture in pictures() {
        let file = bytes(Format::Parquet, &picture).unwrap();
        let reader = SerializedFileReader::new(bytes::Bytes::from(file)).unwrap();
        let rows = reader.get_row_iter(None).unwrap().map(Result::unwrap);
        assert_eq!(rows.count(), picture.projection.facts.len());
    }
    let file = bytes(Format::Parquet, &table("small")).unwrap();
    let reader = SerializedFileReader::new(bytes::Bytes::from(file)).unwrap();
    let rows = reader.get_row_iter(None).unwrap().map(Result::unwrap);
    let all: Vec<String> = rows.map(|row| row.to_string()).collect();
    let price = all.iter().find(|row| row.contains("inputPrice")).unwrap();
    assert!(price.contains("number: 1.74"), "{price}");
    let released = all.iter().find(|row| row.contains("releasedOn")).unwrap();
    assert!(released.contains("date: 2026-04-24"), "{released}");
}

#[test]
fn a_build_without_parquet_says_so() {
    let written = bytes(Format::Parquet, &table("small"));
    match (cfg!(feature = "parquet"), written) {
        (true, Ok(file)) => assert_eq!(&file[..4], b"PAR1"),
        (false, Err(WriteError::Absent(name))) => assert_eq!(name, "parquet"),
        (_, other) => panic!("{other:?}"),
    }
}

/// The quads of a format of RDF as the store reads them, in N-Quads, each once.
fn quads(format: Format, picture: &Picture) -> BTreeSet<String> {
    use oxigraph::io::{JsonLdProfileSet, RdfFormat, RdfParser};
    let rdf = match format {
        Format::Jsonld => RdfFormat::JsonLd {
            profile: JsonLdProfileSet::default(),
        },
        _ => RdfFormat::TriG,
    };
    let text = written(format, picture);
    let quads = RdfParser::from_format(rdf).for_slice(text.as_bytes());
    quads.map(|quad| quad.unwrap().to_string()).collect()
}

fn count(quads: &BTreeSet<String>, part: &str) -> usize {
    quads.iter().filter(|quad| quad.contains(part)).count()
}

#[test]
fn each_statement_is_a_claim_an_entity_and_a_nanopublication() {
    for picture in pictures() {
        let statements: BTreeSet<&str> = picture
            .projection
            .facts
            .iter()
            .flat_map(|f| &f.support)
            .map(|s| s.statement.as_str())
            .collect();
        let claims = quads(Format::Jsonld, &picture);
        assert_eq!(
            count(&claims, "22-rdf-syntax-ns#type> <https://schema.org/Claim>"),
            statements.len()
        );
        let prov = quads(Format::Prov, &picture);
        assert_eq!(count(&prov, "ns/prov#wasQuotedFrom>"), statements.len());
        let nanopubs = quads(Format::Nanopubs, &picture);
        for part in ["hasAssertion", "hasProvenance", "hasPublicationInfo"] {
            let part = format!("nschema#{part}>");
            assert_eq!(count(&nanopubs, &part), statements.len(), "{part}");
        }
    }
}

#[test]
fn schema_org_has_what_the_vocabulary_says_is_like_it() {
    let quads = quads(Format::Jsonld, &table("small"));
    for wanted in [
        "id/v4-pro> <https://schema.org/creator> <https://w3id.org/aikg/id/deepseek>",
        "id/v4-pro> <https://w3id.org/aikg/ns#developedBy> <https://w3id.org/aikg/id/deepseek>",
        "id/deepseek> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://schema.org/Organization>",
        "id/v4-pro> <https://schema.org/name> \"DeepSeek V4-Pro\"",
        "<https://schema.org/releaseDate> \"2026-04-24\"^^<http://www.w3.org/2001/XMLSchema#date>",
    ] {
        assert_eq!(count(&quads, wanted), 1, "{wanted}");
    }
    // Three prices of the project stand under one of schema.org, which would not tell them apart.
    assert_eq!(count(&quads, "<https://schema.org/price>"), 0);
}

/// A fact in another currency, and one that holds under a condition.
fn conditional() -> Picture {
    let mut picture = table("small");
    for fact in &mut picture.projection.facts {
        match &*fact.property {
            "inputPrice" => fact.currency = Some("CNY".into()),
            "totalParameters" => {
                let tier = Value::Text("preview".into());
                fact.support[0].qualifiers.insert("stage".into(), tier);
            }
            _ => {}
        }
    }
    picture
}

#[test]
fn no_format_drops_a_currency_or_a_condition() {
    let picture = conditional();
    let price = "ns#inputPrice> \"1.74\"";
    for format in [Format::Trig, Format::Jsonld, Format::Prov, Format::Nanopubs] {
        let quads = quads(format, &picture);
        assert_eq!(count(&quads, price), 0, "{format:?}");
        assert_eq!(count(&quads, "ns#currency> \"CNY\""), 2, "{format:?}");
        assert_eq!(count(&quads, "ns#stage> \"preview\""), 1, "{format:?}");
    }
    let text = written(Format::Rdf12, &picture);
    let reified = "rdf:reifies <<( id:v4-pro ai:inputPrice \"1.74\"^^xsd:decimal )>> ;";
    assert_eq!(text.matches(reified).count(), 2, "{text}");
    assert!(!text.contains("\nid:v4-pro ai:inputPrice"));
    for format in [
        Format::Graphml,
        Format::Gexf,
        Format::Nodes,
        Format::Cytoscape,
    ] {
        assert!(written(format, &picture).contains("1.74 CNY"), "{format:?}");
    }
}

/// The commands, and what is left out.
fn commands(picture: &Picture) -> (Vec<String>, Vec<(&'static str, usize)>) {
    let mut out = Vec::new();
    let left_out = fixture::explained(picture, |reference| {
        aikg::export::write(Format::Quickstatements, picture, reference, &mut out).unwrap()
    });
    let text = String::from_utf8(out).unwrap();
    let lines = text.lines().map(String::from).collect();
    (lines, left_out.into_iter().collect())
}

#[test]
fn every_fact_is_a_command_or_left_out_with_its_reason() {
    for picture in pictures() {
        let (lines, left_out) = commands(&picture);
        let counted: usize = left_out.iter().map(|(_, count)| count).sum();
        assert_eq!(lines.len() + counted, picture.projection.facts.len());
        for line in lines {
            let cells: Vec<&str> = line.split('\t').collect();
            assert!(cells.len() % 2 == 1 && cells.len() >= 7, "{line}");
            let named = |cell: &str, first: char| {
                let digits = cell.trim_start_matches('!').strip_prefix(first);
                digits.is_some_and(|d| d.bytes().all(|b| b.is_ascii_digit()))
            };
            assert!(named(cells[0], 'Q') && named(cells[1], 'P'), "{line}");
            for pair in cells[3..].chunks(2) {
                assert!(named(pair[0], 'S') || named(pair[0], 'P'), "{line}");
                assert!(!pair[1].contains("/*"), "{line}");
            }
        }
    }
}

#[test]
fn wikidata_gets_no_rumor_no_claim_and_nothing_under_a_condition() {
    let mut picture = table("small");
    let (before, _) = commands(&picture);
    assert!(
        before
            .iter()
            .any(|l| l.starts_with("Q9005\tP577\t+2026-04-24T00:00:00Z/11\tS854\t"))
    );
    let plain = "that no source says plainly and without conditions";
    for fact in &mut picture.projection.facts {
        for support in &mut fact.support {
            support.modality = Modality::Rumored;
        }
    }
    let (after, left_out) = commands(&picture);
    assert!(after.is_empty() && left_out.contains(&(plain, before.len())));
}

#[test]
fn several_sources_are_several_references() {
    let mut picture = table("small");
    let facts = &mut picture.projection.facts;
    let fact = facts
        .iter_mut()
        .find(|f| &*f.property == "license")
        .unwrap();
    let mut second = fact.support[0].clone();
    second.document = "willison".into();
    fact.support.push(second);
    let (lines, _) = commands(&picture);
    let line = lines.iter().find(|l| l.contains("\tP275\t")).unwrap();
    assert_eq!(line.matches("\tS854\t").count(), 1);
    assert_eq!(line.matches("\t!S854\t").count(), 1);
}
