//! Names never seen before, and what is decided on them.

use crate::cli::place::{Place, expect};
use std::collections::BTreeMap;

/// A workspace whose articles name things that no list has.
fn place() -> Place {
    let place = Place::workspace();
    place.file(
        "olmo-9.md",
        "---\ntitle: OLMo 9 is out\npublisher: The Open Ledger\ndate: 2026-05-01\n---\n\n\
         Ai2 released OLMo 9 on April 30, 2026. OLMo 9 has 70 billion parameters. OLMo 9 runs on H100.\n\n\
         Velora Systems released OLMo 2 32B.\n",
    );
    place.file(
        "olmo-next.md",
        "---\ntitle: More of OLMo\npublisher: Example Wire\ndate: 2026-05-03\n---\n\n\
         OLMo 9 has a context window of 8,192 tokens. OLMo 2 32B has 32 billion parameters.\n",
    );
    place
        .run("add olmo-9.md olmo-next.md medium-3.txt")
        .status(0);
    place
}

/// All quads of the index, sorted.
fn quads(place: &Place) -> Vec<String> {
    let dumped = place.run("dump --format nquads").status(0).stdout;
    let mut lines: Vec<String> = dumped.lines().map(String::from).collect();
    lines.sort();
    lines
}

/// The files of documents.
fn documents(place: &Place) -> BTreeMap<String, Vec<u8>> {
    let mut files = place.files();
    files.retain(|name, _| name.starts_with("data/triples/articles/"));
    files
}

#[test]
fn names_are_listed_by_how_often_they_occur() {
    let place = place();
    let runs = [
        place.run("names").status(0),
        place.run("names --kind organization --limit 1").status(0),
        place.run("names --kind Model --format jsonl").status(0),
        place.run("names --judged").status(0),
    ];
    expect("names", &runs);
    place.run("names --kind Modle").fails(
        2,
        "error: there is no class 'Modle'",
        "hint: did you mean Model?",
    );
}

#[test]
fn an_accepted_name_is_known() {
    let place = place();
    let before = documents(&place);
    let accepted = place
        .run("name accept 'olmo 9' --label 'OLMo 9 70B' --by Ann --why 'its model card'")
        .status(0);
    assert!(before == documents(&place), "documents stay as they are");
    let kept = place.text("data/triples/judgements.ttl");
    let stanza = kept
        .split_once("\n\n")
        .map(|(_, stanzas)| stanzas.to_string());
    let runs = [
        accepted,
        place.run("names").status(0),
        place.run("names --judged").status(0),
        place.run("show 'OLMo 9 70B'").status(0),
        place.run("name accept 'OLMo 9'").status(2),
        place.run("name accept 'OLMo 2 32B'").status(2),
        place.run("name accept 'OLMo 8'").status(2),
    ];
    expect("name-accept", &runs);
    assert_eq!(
        stanza.unwrap_or_default(),
        "<https://w3id.org/aikg/graph/judgements/olmo-9> a ai:Judgement ;\n    ai:judges id:olmo-9 ;\n    \
         ai:judgedName \"OLMo 9\" ;\n    ai:verdict ai:Known ;\n    ai:judgedBy \"Ann\" ;\n    \
         ai:recordedAt \"2026-11-24T10:00:00Z\"^^xsd:dateTime ;\n    ai:reason \"its model card\" .\n\n\
         id:olmo-9 a ai:Model ;\n    rdfs:label \"OLMo 9 70B\" ;\n    skos:altLabel \"OLMo 9\" ;\n    \
         skos:broader id:olmo ;\n    ai:brand id:allen-institute-for-ai .\n"
    );
    // Read again, the documents bring it no more, and say the same.
    place.run("add olmo-9.md olmo-next.md").status(0);
    let file = place.text("data/triples/articles/2026/olmo-9-2026-05-01.trig");
    assert!(!file.contains("rdfs:label \"OLMo 9\""));
    assert!(file.contains("rdf:subject id:olmo-9"));
}

#[test]
fn an_alias_is_its_entity_wherever_it_is_asked_for() {
    let place = place();
    let before = documents(&place);
    let runs = [
        place
            .run("name alias 'OLMo 9' 'OLMo 2 32B' --by Ann --why 'a renaming'")
            .status(0),
        place.run("show 'olmo 9'").status(0),
        place.run("why olmo-2-32b totalParameters").status(0),
        place.run("query claims-about -p entity='OLMo 9'").status(0),
        place.run("names --judged --format jsonl").status(0),
        place.run("names").status(0),
        place
            .run("name alias 'Velora Systems' 'Open Ledger'")
            .status(2),
    ];
    assert!(before == documents(&place), "documents stay as they are");
    expect("name-alias", &runs);
    place.run("verify").status(0);
    let times = |place: &Place| {
        let file = place.text("data/triples/articles/2026/olmo-9-2026-05-01.trig");
        assert!(
            file.contains("id:olmo-2-32b") && !file.contains("id:olmo-9 "),
            "{file}"
        );
        file.matches("ai:recordedAt \"2026-11-24T10:00:00Z\"")
            .count()
    };
    // Read again, the document has the entity, and what it said before keeps its time.
    place
        .run("--now 2027-01-01T00:00:00Z add olmo-9.md")
        .status(0);
    assert_eq!(times(&place), 6);
}

#[test]
fn a_rejected_name_is_not_believed_and_not_read_again() {
    let place = place();
    let before = documents(&place);
    let asked = "query -e 'SELECT ?maker { id:olmo-2-32b ai:developedBy ?maker }' --format tsv";
    let runs = [
        place.run(asked).status(0),
        place.run("name reject 'Velora Systems' --by Ann").status(0),
        place.run(asked).status(0),
        place.run("why olmo-2-32b developedBy").status(0),
        place.run("show velora-systems").status(2),
        place.run("names --kind Organization").status(0),
        place.run("extract --explain olmo-9.md").status(0),
    ];
    assert!(before == documents(&place), "documents stay as they are");
    expect("name-reject", &runs);
}

#[test]
fn what_is_taken_back_leaves_the_same_bytes() {
    let place = place();
    let (files, index) = (place.files(), quads(&place));
    for judged in [
        "name accept 'OLMo 9' --as ModelFamily --by Ann",
        "name alias 'OLMo 9' olmo-2-32b --by Ann",
        "name reject 'OLMo 9' --by Ann",
        "name reject 'Velora Systems' --by Ann",
    ] {
        place.run(judged).status(0);
        assert!(quads(&place) != index, "{judged}");
        let name = judged.split('\'').nth(1).unwrap();
        place.run(&format!("name undo '{name}'")).status(0);
        assert!(place.files() == files, "{judged}");
        assert_eq!(quads(&place), index, "{judged}");
    }
    place.run("name undo 'OLMo 9'").fails(
        2,
        "error: there is no judgement on 'OLMo 9'",
        "hint: `aikg names --judged` lists the judgements",
    );
}

#[test]
fn the_index_follows_judgements() {
    let place = place();
    // Step by step, the index is what it would be if it were built anew.
    for step in [
        "name accept 'Velora Systems' --by Ann",
        "name alias 'OLMo 9' olmo-2-32b --by Ann",
        "add olmo-2.md",
        "name undo 'Velora Systems'",
        "name reject 'Velora Systems' --by Ann",
        "forget --yes olmo-next-2026-05-03",
        "name undo 'OLMo 9'",
    ] {
        place.run(step).status(0);
        let followed = quads(&place);
        std::fs::remove_dir_all(place.path(".aikg/index")).unwrap();
        assert_eq!(followed, quads(&place), "{step}");
    }
    // A file that git or a hand changed is followed as well.
    let before = quads(&place);
    let text = place.text("data/triples/judgements.ttl");
    std::fs::remove_file(place.path("data/triples/judgements.ttl")).unwrap();
    assert!(quads(&place) != before);
    place.file("data/triples/judgements.ttl", &text);
    assert_eq!(quads(&place), before);
    place.file(
        "data/triples/judgements.ttl",
        text.replace("ai:judgedBy \"Ann\" ;", ""),
    );
    place.run("names").fails(
        3,
        "error: data/triples/judgements.ttl:14:1: judgement on id:velora-systems: ai:judgedBy is missing",
        "hint: mend the file",
    );
}

#[test]
fn judgements_do_not_hang_in_the_air() {
    let place = place();
    place
        .run("name alias 'OLMo 9' 'Velora Systems' --by Ann")
        .fails(
            2,
            "error: Velora Systems is a new name itself",
            "hint: make it known first: aikg name accept velora-systems",
        );
    place.run("name accept 'Velora Systems' --by Ann").status(0);
    place
        .run("name alias 'OLMo 9' velora-systems --by Ann")
        .status(0);
    place.run("name undo velora-systems").fails(
        2,
        "error: OLMo 9 was judged to be the same as Velora Systems",
        "hint: take that back first: aikg name undo olmo-9",
    );
    place.run("name accept 'Example Wire'").fails(
        2,
        "error: nobody is said to judge",
        "hint: say --by NAME, or `by = \"NAME\"` under [names] in aikg.toml",
    );
    let settings = place.text("aikg.toml");
    place.file(
        "aikg.toml",
        format!("{settings}\n[names]\nby = \"The desk\"\n"),
    );
    place.run("name accept 'Example Wire'").status(0);
    assert!(place.run("names --judged").stdout.contains("The desk"));
    assert!(place.run("config").stdout.contains("names.by"));
}
