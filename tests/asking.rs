//! Asking as people do it: names as they write them, slips, limits, input from elsewhere, folders that cannot be written to.

use crate::cli::place::Place;
use std::fs;

#[test]
fn names_are_found_as_people_write_them() {
    let place = Place::with_articles();
    for name in ["olmo232b", "OLMo2 32B", "mistralmedium3", "mistral medium3"] {
        place.run(&format!("show '{name}'")).status(0);
    }
    place
        .run("query price-of -p model=MistralMedium3")
        .status(0)
        .prints("0.5");
    place
        .run("find medium3 --kind name")
        .status(0)
        .prints("id:mistral-medium-3");
    place.run("find 'mistral medium 3' --kind name").status(0);
    // Another number is another name.
    place.run("show mistralmedium4").status(2);
    place
        .run("query price-of -p model='mistrl medium 3'")
        .status(2)
        .says("did you mean Mistral Medium 3?");
}

#[test]
fn an_update_tells_of_names_that_are_not_there() {
    let place = Place::with_articles();
    place
        .run("update -e 'INSERT DATA { id:olmo-2-32b a ai:Modle }'")
        .status(0)
        .says("update:1:31: the vocabulary has no ai:Modle; did you mean ai:Model?");
    place
        .run("update -e 'DELETE WHERE { ?s ai:totalParamters ?o }'")
        .status(0)
        .says("nothing changed")
        .says("did you mean ai:totalParameters?");
    // A property of one's own is welcome.
    let own = place.run("update -e 'INSERT DATA { id:olmo-2-32b ai:watched true }'");
    assert!(!own.status(0).stderr.contains("vocabulary"));
}

#[test]
fn a_data_set_is_listed_and_removed() {
    let place = Place::with_articles();
    place.file("mine.nt", "<urn:a> <urn:b> <urn:c> .\n");
    place.file("others/a.ttl", "<urn:a> <urn:b> <urn:d> .\n");
    place.run("load mine.nt others").status(0).says("2 quads");
    place.run("store stats").status(0).prints("set mine");
    place
        .run("unload mien --yes")
        .status(2)
        .says("did you mean mine?");
    place.run("unload mine").status(2).says("say --yes");
    place
        .run("unload mine --yes")
        .status(0)
        .says("removed data set 'mine'");
    place.run("query -e 'ASK { <urn:a> <urn:b> ?o }'").status(1);
    place
        .run("load --name a/b mine.nt")
        .status(2)
        .says("with --name");
    place
        .run("load --graph nope mine.nt")
        .status(2)
        .says("http://example.org/graph");
    place
        .run("load --graph graph:x mine.nt")
        .status(2)
        .says("belongs to the text files");
}

#[test]
fn a_graph_that_is_not_there_is_told() {
    let place = Place::with_articles();
    place
        .run("dump --graph graph:beleived -o all.nt")
        .status(1)
        .says("did you mean graph:believed?");
    assert!(!place.path("all.nt").exists());
}

#[test]
fn a_fault_has_its_place_as_fields_too() {
    let place = Place::with_articles();
    let ran = place
        .run("query --json-errors -e 'SELECT * { ?s ?p ?o } LIMIT x'")
        .status(2);
    ran.says("\"line\":1,\"column\":29").says("whole number");
    place
        .run("query -e 'SELECT * { ?x a ai:Model FILTER(ai:foo(?x)) }'")
        .status(2)
        .says("query:1:33: there is no function ai:foo");
    let ran = place
        .run("query -e 'SELECT * { SERVICE <http://e/> { ?s ?p ?o } }'")
        .status(2);
    ran.silent()
        .says("query:1:12: SERVICE asks another machine");
}

#[test]
fn a_variable_that_nothing_binds_is_told() {
    let place = Place::with_articles();
    place
        .run("query -e 'SELECT ?modle { ?model a ai:Model }'")
        .status(0)
        .says("note: query:1:8: ?modle is nowhere in the pattern; did you mean ?model?");
    place
        .run("query -e 'SELECT ?x { ?x ai:match \"a\" }'")
        .status(0)
        .says("did you mean ai:matches?");
    // Columns stand as the query names them.
    let ran = place.run("query -e 'SELECT * { ?model ai:developedBy ?a } LIMIT 1' --format csv");
    assert!(ran.status(0).stdout.starts_with("model,a\r\n"));
}

#[test]
fn a_plan_is_readable() {
    let place = Place::with_articles();
    let plan = place
        .run("query --explain -e 'SELECT (COUNT(?o) AS ?n) { ?s ?p ?o ; ai:runOn ?c }'")
        .status(0);
    assert!(
        plan.stdout.contains("?_1") && !plan.stdout.contains("10995"),
        "{plan}"
    );
    plan.says("did you mean ai:runsOn?");
}

#[test]
fn questions_are_read_from_elsewhere() {
    let place = Place::with_articles();
    let sparql = "SELECT (COUNT(*) AS ?n) { ?m a ai:Model }";
    let whole = place.run(&format!("query -e '{sparql}'")).status(0).stdout;
    for line in ["query -", "query -e -"] {
        assert_eq!(place.feed(line, sparql).status(0).stdout, whole, "{line}");
    }
    place.file("own.sparql", sparql);
    assert_eq!(place.run("query own.sparql").status(0).stdout, whole);
    place.file("own.txt", sparql);
    place
        .run("query own.txt")
        .status(2)
        .says("ends in .rq or .sparql");
    let prices = place.feed(
        "query price-of -p @- --format csv",
        "model\nmistral-medium-3\n",
    );
    assert!(prices.status(0).stdout.contains("mistral-medium-3,"));
    place
        .feed("update -", "INSERT DATA { id:olmo-2 ai:watched 1 }")
        .status(0)
        .says("1 triple added");
}

#[test]
fn files_without_an_ending_folders_and_standard_input_are_asked() {
    let place = Place::empty();
    let triple = "<urn:a> <urn:b> <urn:c> .\n";
    place.file("noext", triple);
    place.file("rdf/a.nt", triple);
    let asked = "query -e 'ASK { <urn:a> <urn:b> <urn:c> }' --data";
    place
        .run(&format!("{asked} noext"))
        .status(2)
        .says("--data-format");
    place
        .run(&format!("{asked} noext --data-format ntriples"))
        .status(0);
    place.run(&format!("{asked} rdf")).status(0);
    place.run(&format!("{asked} 'rdf/*.nt'")).status(0);
    place
        .feed(&format!("{asked} - --data-format nt"), triple)
        .status(0);
    place.run(&format!("{asked} 'rdf/*.rdf'")).status(3);
    place.file(
        "short.nt.gz",
        b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\xb3",
    );
    let told = "short.nt.gz: its compressed content ends too early";
    place
        .run(&format!("{asked} short.nt.gz"))
        .fails(3, told, "whole, or get it again");
    place.run("init w").status(0);
    place
        .run("load --workspace w short.nt.gz")
        .fails(3, told, "whole, or get it again");
}

#[test]
fn limits_and_values_say_what_they_take() {
    let place = Place::with_articles();
    for (line, told) in [
        (
            "query makers --timeout -1",
            "expected seconds, such as 60 or 0.5",
        ),
        (
            "query makers --max-rows abc",
            "expected a whole number, such as 100",
        ),
        (
            "find mistral --limit 0",
            "expected a whole number from 1 on",
        ),
        (
            "query releases -p since=2026-13-01",
            "expected a date such as 2026-04-24",
        ),
    ] {
        place.run(line).status(2).says(told);
    }
    place.run("query makers --timeout 20.5").status(0);
    place.file(
        "some.rq",
        "#+ summary: Some\n#+ param: most integer default=1 \"Most\"\nSELECT ?s { ?s ?p ?o } LIMIT $most\n",
    );
    place
        .run("query some.rq -p most=-3")
        .status(2)
        .says("'-3' does not fit the parameter 'most'");
    let values = |text: &str| {
        place.file("values.csv", text);
        place.run("query price-of -p @values.csv").status(3)
    };
    values("modle\nolmo-2-32b\n").says("values.csv:1: ");
    values("model\n\"olmo-2-32b\n").says("values.csv:2: a quotation mark is not closed");
}

#[test]
fn updates_are_listed_beside_the_questions() {
    let place = Place::with_articles();
    place.file(
        "queries/watch.ru",
        "#+ summary: Watch a model\nINSERT DATA { id:a ai:watched true }\n",
    );
    place
        .run("queries")
        .status(0)
        .prints("Updates, for `aikg update`:\nwatch");
    place
        .run("queries watch")
        .status(0)
        .prints("aikg update watch");
    place
        .run("queries releases")
        .status(0)
        .prints("default 1900, for example 2026-04");
}

#[test]
fn a_broken_text_file_is_found_without_an_index() {
    let place = Place::with_articles();
    place.file("data/triples/notes.trig", "broken");
    fs::remove_dir_all(place.path(".aikg/index")).unwrap();
    place
        .run("store check")
        .status(1)
        .prints("a text file is broken: data/triples/notes.trig:1:");
}

/// Makes the workspace one that nobody can write to, whatever rights they have: what is opened for writing is a folder.
fn bar(place: &Place) {
    let lock = place.path(".aikg/lock");
    fs::remove_file(&lock).unwrap();
    fs::create_dir(&lock).unwrap();
    for entry in fs::read_dir(place.path(".aikg/index")).unwrap() {
        let readers = entry.unwrap().path().join("lock.mdb");
        if readers.exists() {
            fs::remove_file(&readers).unwrap();
            fs::create_dir(&readers).unwrap();
        }
    }
}

#[test]
fn a_workspace_that_cannot_be_written_to_is_asked() {
    let place = Place::with_articles();
    let line = "query makers --format csv";
    let before = place.run(line).status(0).stdout;
    bar(&place);
    let after = place.run(line).status(0);
    assert_eq!(
        (after.stdout.as_str(), after.stderr.as_str()),
        (before.as_str(), "")
    );
    for line in [
        "find mistral",
        "show olmo-2-32b",
        "store check",
        "store stats",
        "dump",
    ] {
        place.run(line).status(0);
    }
    // An index that is not in step is made for the answer alone.
    place.file("data/triples/notes.trig", "@prefix graph: <https://w3id.org/aikg/graph/> .\ngraph:notes { <urn:a> <urn:b> <urn:c> }\n");
    let ask = "query -e 'ASK { <urn:a> <urn:b> <urn:c> }'";
    place
        .run(ask)
        .status(0)
        .says("note: the workspace cannot be written to");
    place.run("store check").status(0);
    place.run("add medium-3.txt --id another").status(4);
}
