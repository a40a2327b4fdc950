//! What each command prints, to the letter. `AIKG_BLESS=1 cargo test --test cli` writes the files that these
//! tests compare with; look at the difference before it is committed.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "cli/place.rs"]
mod place;

use place::{Place, expect};

#[test]
fn init_makes_a_workspace_and_keeps_what_is_there() {
    let place = Place::empty();
    place.file("research/queries/own.rq", "#+ summary: Own\nASK {}\n");
    place.file("research/aside.txt", "aside");
    let made = place.run("init research").status(0);
    let again = place.run("init research").status(2);
    expect("init", &[made, again]);
    let names = place.names();
    for wanted in [
        "research/aikg.toml",
        "research/.gitignore",
        "research/data/triples/vocabulary.ttl",
        "research/data/rules/english.toml",
        "research/queries/models.rq",
        "research/queries/own.rq",
        "research/aside.txt",
    ] {
        assert!(names.iter().any(|n| n == wanted), "{wanted}: {names:?}");
    }
    assert!(place.path("research/documents").is_dir());
    assert_eq!(place.text("research/.gitignore"), "/.aikg/\n/documents/\n");
}

#[test]
fn extract_prints_facts_and_touches_nothing() {
    let place = Place::workspace();
    let before = place.files();
    let runs = [
        place.run("extract olmo-2.md"),
        place.run("extract --format table medium-3.txt medium-3-again.md"),
        place.run("extract --format jsonl medium-3.txt"),
        place.feed(
            "extract --date 2025-03-13 --publisher 'Example Wire' -",
            "Ai2 released OLMo 2 32B.",
        ),
        place.run("extract --explain olmo-2.md"),
        place.run("extract '*.md' -o facts.jsonl"),
    ];
    expect("extract", &runs);
    assert_eq!(place.text("facts.jsonl").lines().count(), 8);
    let mut after = place.files();
    after.remove("facts.jsonl");
    assert!(before == after);
}

#[test]
fn add_keeps_facts_once() {
    let place = Place::workspace();
    let fresh = place.files();
    let dry = place.run("add --dry-run medium-3.txt").status(0);
    assert!(fresh == place.files(), "a dry run keeps nothing");
    let first = place.run("add medium-3.txt olmo-2.md").status(0);
    let kept = place.files();
    assert!(
        place
            .path("data/triples/articles/2025/olmo-2-2025-03-13.trig")
            .is_file()
    );
    let again = place
        .run("--now 2027-01-01T00:00:00Z add medium-3.txt olmo-2.md")
        .status(0);
    assert!(kept == place.files(), "the same documents change no byte");
    let lines = place
        .run("add --format jsonl medium-3.txt medium-3-again.md")
        .status(0);
    let typed = place
        .feed(
            "add --title Note --publisher 'Example Wire' --date 2025-04-01 --url https://example.org/n --id note -",
            "OLMo 2 32B is available under the Apache 2.0 license.",
        )
        .status(0);
    let held = place.run("dump --graph doc:note --format turtle").status(0);
    expect("add", &[dry, first, again, lines, typed, held]);
}

#[test]
fn a_changed_document_replaces_its_own_facts_and_no_others() {
    let place = Place::with_articles();
    let before = place.files();
    place.change("medium-3.txt", "$0.40", "$0.45");
    let changed = place.run("add medium-3.txt").status(0);
    let own = "data/triples/articles/2025/medium-3-2025-05-07.trig";
    for (name, bytes) in place.files() {
        let same = before.get(&name).is_some_and(|b| *b == bytes);
        let touched = name == own || name == "medium-3.txt" || name.starts_with("documents/");
        assert!(same || touched, "{name}");
    }
    let file = place.text(own);
    assert!(file.contains("rdf:object 0.45 ") && !file.contains("rdf:object 0.4 "));
    let prices = place
        .run("query price-of -p model='Mistral Medium 3'")
        .status(0);
    let sound = place.run("verify").status(0);
    expect("add-changed", &[changed, prices, sound]);
}

#[test]
fn forget_removes_a_document_and_what_it_alone_supported() {
    let place = Place::with_articles();
    let before = place.files();
    let dry = place.run("forget --dry-run medium-3-2025-05-07").status(0);
    let unasked = place.run("forget medium-3-2025-05-07").status(2);
    let near = place.run("forget --yes medium-3-2025-05-08").status(2);
    assert!(before == place.files());
    let forgotten = place
        .run("forget --yes medium-3-2025-05-07 doc:olmo-2-2025-03-13")
        .status(0);
    let names = place.names();
    let kept = |part: &str| names.iter().filter(|n| n.starts_with(part)).count();
    assert_eq!((kept("data/triples/articles/"), kept("documents/")), (1, 1));
    let left = place.run("show mistral-medium-3").status(0);
    let gone = place.run("why mistral-medium-3 developedBy").status(1);
    let sources = place.run("query sources").status(0);
    let unnamed = place.run("show h100").status(0);
    expect(
        "forget",
        &[dry, unasked, near, forgotten, left, gone, sources, unnamed],
    );
}

#[test]
fn query_answers_with_rows_in_each_form() {
    let place = Place::with_articles();
    let ask = |rest: &str| {
        let rows =
            "SELECT ?name ?price { ?m ai:inputPrice ?price ; rdfs:label ?name } ORDER BY ?price";
        place.run(&format!("query -e '{rows}'{rest}")).status(0)
    };
    let mut runs = vec![ask("")];
    for form in [
        "table", "csv", "tsv", "json", "jsonl", "xml", "markdown", "html",
    ] {
        runs.push(ask(&format!(" --format {form}")));
    }
    runs.push(ask(" -o rows.csv"));
    expect("query-rows", &runs);
    assert!(place.text("rows.csv").starts_with("name,price"));
}

#[test]
fn query_answers_yes_no_and_graphs() {
    let place = Place::with_articles();
    let run = |line: &str| place.run(&format!("query -e {line}"));
    let runs = [
        run("'ASK { id:mistral-medium-3 ai:runsOn id:h100 }'").status(0),
        run("'ASK { id:h100 ai:runsOn id:mistral-medium-3 }'").status(1),
        run("'ASK {}' --format json").status(0),
        run("'ASK {}' --format xml").status(0),
        run("'ASK { id:no ai:runsOn id:no }' --format csv").status(1),
    ];
    expect("query-ask", &runs);
    let pattern = "{ ?m ai:outputPrice ?p }";
    let mut runs = vec![run(&format!("'CONSTRUCT {pattern} WHERE {pattern}'")).status(0)];
    for form in ["turtle", "trig", "nquads", "jsonld"] {
        runs.push(run(&format!("'DESCRIBE id:olmo-2-32b' --format {form}")).status(0));
    }
    runs.push(run("'DESCRIBE id:olmo-2-32b' --format csv").status(2));
    runs.push(run("'SELECT * {}' --format turtle").status(2));
    expect("query-graph", &runs);
}

#[test]
fn query_takes_questions_by_name_and_file() {
    let place = Place::with_articles();
    place.file(
        "cheaper.rq",
        "#+ summary: Models cheaper than so much\n#+ param: most decimal default=1 \"Price\" example=0.45\n\
         SELECT ?m ?p { ?m ai:inputPrice ?p FILTER(?p < $most) } ORDER BY ?m\n",
    );
    place.file(
        "plain.rq",
        "SELECT (COUNT(*) AS ?n) { GRAPH ?d { ?s a ai:Statement } }\n",
    );
    let runs = [
        place.run("query models").status(0),
        place.run("query prices --format table").status(0),
        place
            .run("query price-of -p model='mistral medium 3'")
            .status(0),
        place
            .run("query price-of -p model=https://w3id.org/aikg/id/mistral-medium-3 --format csv")
            .status(0),
        place.run("query releases -p since=2025-03").status(0),
        place.run("query disputed").status(0),
        place.run("query cheaper.rq").status(0),
        place.run("query cheaper.rq -p most=0.45").status(0),
        place.run("query plain.rq").status(0),
        place.run("query price-of").status(2),
        place.run("query price-of -p modle=x").status(2),
        place
            .run("query price-of -p model='no such model'")
            .status(2),
        place
            .run("query price-of -p model='mistral medium'")
            .status(2),
        place.run("query cheaper.rq -p most=much").status(2),
        place.run("query models --max-rows 1").status(0),
    ];
    expect("query-questions", &runs);
}

#[test]
fn queries_lists_the_catalogue() {
    let place = Place::workspace();
    let list = place.run("queries").status(0);
    for name in place.names() {
        if let Some(name) = name
            .strip_prefix("queries/")
            .and_then(|n| n.strip_suffix(".rq"))
        {
            let mut lines = list.stdout.lines();
            assert!(lines.any(|l| l.starts_with(&format!("{name} "))), "{name}");
        }
    }
    for file in place.names() {
        if file.starts_with("queries/") {
            std::fs::remove_file(place.path(&file)).unwrap();
        }
    }
    place.file(
        "queries/own.rq",
        "#+ summary: Models of a maker\n#+ param: maker iri required \"Maker\" example=\"Mistral AI\"\n\
         SELECT ?m { ?m ai:developedBy $maker }\n",
    );
    place.file(
        "queries/all.rq",
        "#+ summary: All statements\nSELECT ?s { GRAPH ?d { ?s a ai:Statement } }\n",
    );
    let runs = [
        place.run("queries").status(0),
        place.run("queries own").status(0),
        place.run("queries onw").status(2),
    ];
    expect("queries", &runs);
}
