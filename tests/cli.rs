//! What each command prints, to the letter. `SNAPSHOTS=overwrite cargo test --test all cli` writes the files that these
//! tests compare with; look at the difference before it is committed.

pub mod place;

use place::{Place, Ran, expect};
use std::fmt::Write;

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
    assert_eq!(place.text("facts.jsonl").lines().count(), 11);
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
    let held = place
        .run("dump --graph doc:note-2025-04-01 --format turtle")
        .status(0);
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
fn a_query_tells_its_plan() {
    let place = Place::workspace();
    place.run("add medium-3.txt olmo-2.md").status(0);
    let asked =
        "SELECT ?m ?l { ?m rdfs:label ?l . ?m ai:developedBy ?o . ?o rdfs:label 'Mistral AI' }";
    let told = place
        .run(&format!("query --explain -e \"{asked}\""))
        .status(0);
    assert!(told.stdout.starts_with("expected"), "{told}");
    // The maker's name is the rarest, wherever it is written.
    let at = |part: &str| {
        told.stdout
            .find(part)
            .unwrap_or_else(|| panic!("no {part} in {told}"))
    };
    let (name, made) = (
        at("QuadPattern(?o rdfs:label"),
        at("QuadPattern(?m ai:developedBy"),
    );
    assert!(
        name < made && made < at("QuadPattern(?m rdfs:label"),
        "{told}"
    );
    place.run("query --explain -e 'SELECT'").status(2);
}

#[test]
fn files_are_asked_without_a_workspace() {
    let place = Place::with_articles();
    place.file(
        "a.ttl",
        "@prefix id: <https://w3id.org/aikg/id/> . id:a id:p id:b .",
    );
    place.file("b.nq", "<urn:x> <urn:p> \"v\" <urn:g> .\n");
    let query = "query -e 'SELECT ?s ?o { ?s ?p ?o } ORDER BY ?s' --format csv --data a.ttl b.nq";
    let ran = place.run(query).status(0);
    assert_eq!(
        ran.stdout.replace('\r', ""),
        "s,o\nhttps://w3id.org/aikg/id/a,https://w3id.org/aikg/id/b\nurn:x,v\n"
    );
    assert_eq!(ran.stderr, "");
    place.file("bad.ttl", "id:a");
    let bad = place.run("query -e 'ASK {}' --data bad.ttl");
    bad.status(3).says("bad.ttl:1:1");
    place
        .run("query -e 'ASK {}' --data absent.ttl")
        .status(3)
        .says("absent.ttl");
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

#[test]
fn show_prints_what_is_believed_with_sources() {
    let place = Place::with_articles();
    let runs = [
        place.run("show mistral medium 3").status(0),
        place.run("show https://w3id.org/aikg/id/h100").status(0),
        place.run("show ai2").status(0),
        place.run("show mistral-large-3").status(0),
        place.run("show 'Mistral Medium'").status(2),
        place.run("show mistrl-medium-3").status(2),
    ];
    expect("show", &runs);
}

#[test]
fn why_prints_statements_for_and_against() {
    let place = Place::with_articles();
    let runs = [
        place.run("why 'mistral medium 3' inputPrice").status(0),
        place.run("why mistral-medium-3 'runs on'").status(0),
        place.run("why 'OLMo 2 32B' ai:license").status(0),
        place.run("why 'OLMo 2 32B' inputPrice").status(1),
        place.run("why 'OLMo 2 32B' lisence").status(2),
    ];
    std::fs::remove_dir_all(place.path("documents")).unwrap();
    let without = place.run("why olmo-2-32b license").status(0);
    let mut all = Vec::from(runs);
    all.push(without);
    expect("why", &all);
}

#[test]
fn verify_finds_what_was_tampered_with() {
    let place = Place::with_articles();
    let sound = place.run("verify").status(0);
    let file = "data/triples/articles/2025/olmo-2-2025-03-13.trig";
    let own = place.text(file);
    place.change(file, "Ai2 released OLMo 2 32B", "Ai2 released OLMo 2 33B");
    let quotation = place.run("verify").status(1);
    place.file(file, &own);
    let digest = own
        .split("ai:sha256 \"")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap();
    let kept = format!("documents/{digest}.zst");
    let text = std::fs::read(place.path(&kept)).unwrap();
    let other = place
        .names()
        .into_iter()
        .find(|n| n.starts_with("documents/") && *n != kept)
        .unwrap();
    std::fs::copy(place.path(&other), place.path(&kept)).unwrap();
    let replaced = place.run("verify").status(1);
    place.file(&kept, &text[..text.len() / 2]);
    let halved = place.run("verify");
    std::fs::remove_file(place.path(&kept)).unwrap();
    let absent = place.run("verify").status(0);
    expect("verify", &[sound, quotation, replaced, halved, absent]);
}

/// Nobody gets a blank page: what has nothing to draw is told in one sentence.
#[test]
fn a_picture_of_nothing_is_told() {
    let place = Place::with_articles();
    for (selection, told) in [
        ("--most 0", "there is nothing to draw"),
        ("--class Benchmark", "there is nothing to draw"),
        (
            "--around h100 --property ceoOf",
            "there is nothing to draw around 'h100'",
        ),
    ] {
        for format in ["svg", "dot"] {
            let ran = place.run(&format!("export {format} {selection}")).status(1);
            ran.says(told).says("hint: ");
        }
    }
}

/// What is around an entity can be narrowed to a class and a property, and to what was believed on a day.
#[test]
fn what_is_around_can_be_narrowed() {
    let place = Place::with_articles();
    let rows = |selection: &str| {
        let ran = place.run(&format!("export csv {selection}")).status(0);
        let lines: Vec<String> = ran.stdout.lines().skip(1).map(String::from).collect();
        lines
    };
    let models = rows("--around h100 --class Model");
    assert!(!models.is_empty());
    assert!(
        models.iter().all(|row| !row.contains("manufacturedBy")),
        "{models:?}"
    );
    assert!(
        models.iter().any(|row| row.contains(",runsOn,H100,")),
        "{models:?}"
    );
    let runs = rows("--around h100 --property runsOn");
    assert!(!runs.is_empty() && runs.iter().all(|row| row.contains(",runsOn,")));
    assert!(rows("--as-of 1999").is_empty());
    assert_eq!(rows("--as-of 2030").len(), rows("").len());
    place
        .run("export csv --property runOn")
        .status(2)
        .says("did you mean runsOn?");
}

#[test]
fn export_writes_pictures_and_lists() {
    let place = Place::with_articles();
    let mut runs = Vec::new();
    for format in [
        "dot", "svg", "graphml", "jsonl", "turtle", "trig", "nquads", "csv",
    ] {
        runs.push(
            place
                .run(&format!("export {format} --around olmo-2-32b"))
                .status(0),
        );
    }
    expect("export-around", &runs);
    let runs = [
        place.run("export csv").status(0),
        place.run("export csv --class Chip").status(0),
        place.run("export csv --around ai2 --hops 0").status(0),
        place.run("export csv --around h100 --hops 2").status(0),
        place
            .run("export csv --query models-on-chip -p chip=h100")
            .status(0),
        place.run("export -o facts.jsonl --class Model").status(0),
        place
            .run("export dot --around h100 --title 'One chip' --style print -o chip.dot")
            .status(0),
        place.run("export svg --most 2 -o few.svg").status(0),
        place.run("export csv --class Chipp").status(2),
        place.run("export csv --around nobody").status(2),
        place.run("export tiff").status(2),
        place.run("export").status(2),
        place.run("export csv --hops 2").status(2),
        place.run("export svg --style none.toml").status(2),
    ];
    expect("export-selection", &runs);
    assert_eq!(place.text("facts.jsonl").lines().count(), 11);
    assert!(place.text("chip.dot").contains("One chip"));
    assert!(
        place.text("few.svg").starts_with("<svg") || place.text("few.svg").starts_with("<?xml")
    );
}

#[test]
fn load_keeps_a_data_set_and_dump_writes_it() {
    let place = Place::with_articles();
    let all = place.run("dump").status(0).stdout;
    place.run("dump -o all.nq").status(0).silent();
    assert_eq!(all, place.text("all.nq"));
    place.file(
        "one.ttl",
        "@prefix id: <https://w3id.org/aikg/id/> .\nid:a id:b id:c , 'd'@en , 4 .\n",
    );
    let two = "<http://e/s> <http://e/p> <http://e/o> <http://e/g> .\n";
    let runs = [
        place.run("load one.ttl --graph http://e/one").status(0),
        place.run("dump --graph http://e/one").status(0),
        place
            .run("dump --graph http://e/one --format turtle")
            .status(0),
        place
            .feed("load --name two --format nquads -", two)
            .status(0),
        place.run("dump --graph http://e/g").status(0),
        place
            .run("query -e 'SELECT ?o { GRAPH <http://e/one> { ?s ?p ?o } } ORDER BY ?o'")
            .status(0),
        place
            .feed(
                "load --name two --format nq -",
                two.replace("http://e/o", "http://e/other"),
            )
            .status(0),
        place.run("dump --graph http://e/g -o g.trig").status(0),
        place.run("dump --graph http://e/none").status(1),
        place
            .run("dump --graph doc:medium-3-again-2025-08-20 --format trig")
            .status(0),
        place.run("dump --format latin").status(2),
        place.feed("load -", two).status(2),
        place.run("load --name all all.nq").status(2),
    ];
    expect("load-dump", &runs);
    assert!(place.text("g.trig").contains("http://e/other"));
}

#[test]
fn rules_are_listed_and_their_examples_run() {
    let place = Place::workspace();
    let list = place.run("rules list").status(0);
    let hold = place.run("rules test").status(0);
    place.change(
        "data/rules/rules.toml",
        "costs $20 per month",
        "costs $20 per million input tokens",
    );
    let fail = place.run("rules test").status(1);
    expect("rules", &[list, hold, fail]);
}

#[test]
fn config_says_where_settings_come_from() {
    let place = Place::workspace();
    let plain = place.run("config").status(0);
    place.file(
        "aikg.toml",
        "[namespaces]\nentity = \"https://example.org/id/\"\n",
    );
    let own = place.run("config").status(0);
    let named = place.run("--workspace . config").status(0);
    let from = |line: &str, name: &str, value: &str| {
        let output = place.command(line).env(name, value).output().unwrap();
        place.ran(line, &output)
    };
    let environment = from("config", "AIKG_WORKSPACE", ".").status(0);
    let outside = Place::empty().run("config").status(0);
    let runs = [plain, own, named, environment, outside];
    expect("config", &runs.map(Ran::unaligned));
}

#[test]
fn doctor_says_what_is_amiss() {
    let place = Place::with_articles();
    let sound = place.run("doctor").status(0);
    place.change(
        "data/rules/rules.toml",
        "\"<N> parameters\"",
        "\"<N parameters\"",
    );
    place.change(
        "data/triples/entities/entities.ttl",
        "id:h100 a",
        "id:h100 b",
    );
    let amiss = place.run("doctor").status(1);
    expect("doctor", &[sound, amiss]);
}

#[test]
fn the_name_of_a_file_says_its_format() {
    let place = Place::with_articles();
    for (file, start) in [
        ("all.gexf", "<?xml"),
        ("all.cyjs", "{\"format_version\""),
        ("all.mmd", "flowchart LR"),
        ("lab.nodes.csv", "id,label,kind"),
        ("edges.csv", "source,target,label"),
        ("lab.csv", "subject,property,object"),
        ("all.jsonld", "{\"@context\""),
        ("all.prov.trig", "@prefix"),
        ("all.rdf12.ttl", "VERSION \"1.2\""),
        ("all.nanopubs.trig", "@prefix"),
    ] {
        let ran = place.run(&format!("export -o {file}")).status(0);
        assert_eq!(ran.stderr, "");
        assert!(place.text(file).starts_with(start), "{file}");
    }
    assert!(place.text("all.prov.trig").contains("prov:wasQuotedFrom"));
    assert!(place.text("all.nanopubs.trig").contains("hasAssertion"));
    let ran = place.run("export -o all.qs").status(0);
    assert!(ran.stderr.contains("note: left out: "), "{}", ran.stderr);
    let parquet = place.run("export -o all.parquet");
    match cfg!(feature = "parquet") {
        true => parquet.status(0),
        false => parquet.fails(
            2,
            "error: this build of aikg writes no parquet",
            "hint: build one that does with `cargo build --release --features parquet`",
        ),
    };
}

#[test]
fn help_and_the_page_on_exports_name_every_format() {
    let help = Place::empty().run("help export").status(0).stdout;
    let page = std::fs::read_to_string("docs/exports.md").unwrap();
    for (_, name) in aikg::export::Format::ALL {
        assert!(help.contains(&format!(" {name}")), "{name}");
        assert!(page.contains(&format!("`{name}`")), "{name}");
    }
}

#[test]
fn outside_of_a_workspace_the_facts_of_the_program_answer() {
    let place = Place::empty();
    let note = "note: no workspace here; answering from the facts that ship with aikg\n";
    for line in [
        "query models",
        "show deepseek-v4",
        "queries",
        "export csv",
        "dump --graph graph:believed",
    ] {
        let ran = place.run(line).status(0);
        assert_eq!(ran.stderr, note);
        assert!(!ran.stdout.is_empty());
    }
    let quiet = place
        .run("-q why deepseek-v4-pro totalParameters")
        .status(0);
    assert_eq!(quiet.stderr, "");
    for line in ["add a.md", "forget x", "verify", "load a.nq"] {
        place.run(line).fails(
            2,
            "error: there is no workspace here",
            "hint: make one with `aikg init DIR`",
        );
    }
    assert!(place.names().is_empty());
}

#[test]
fn tour_prints_each_command_before_it_runs_it() {
    let place = Place::empty();
    let ran = place.run("tour here").status(0);
    let told: Vec<&str> = ran.stderr.lines().filter(|l| l.starts_with("$ ")).collect();
    let wanted = [
        "$ aikg init here",
        "$ aikg --workspace here add here/articles",
        "$ aikg --workspace here show DeepSeek-V4-Pro",
        "$ aikg --workspace here why DeepSeek-V4-Pro totalParameters",
        "$ aikg --workspace here query open-models --format table",
        "$ aikg --workspace here export svg --around DeepSeek-V4 --hops 2 -o here/deepseek-v4.svg",
        "$ aikg --workspace here verify",
    ];
    assert_eq!(told, wanted);
    let ran = ran.prints("stand where they should");
    assert!(ran.stdout.contains("DeepSeek-V4-Pro (deepseek-v4-pro, "));
    assert!(place.text("here/deepseek-v4.svg").contains("</svg>"));
    place.run("tour here").status(0).prints("unchanged");
}

#[test]
fn help_and_version() {
    let place = Place::empty();
    let runs = [
        place.run("--version").status(0),
        place.run("help").status(0),
        place.run("").status(2),
        place.run("shwo x").status(2),
        place.run("show").status(2),
        place.run("show --fromat csv x").status(2),
        place.run("extract --format xml a").status(2),
    ];
    expect("help", &runs);
    let asked = place.run("show --help").status(0).stdout;
    assert_eq!(asked, place.run("help show").status(0).stdout);
}

/// Every command's help, as docs/commands.md has it.
#[test]
fn the_page_of_commands_is_what_help_says() {
    let place = Place::empty();
    let mut page = String::from(
        "# Commands\n\nWhat `aikg help COMMAND` says. A test writes this page: `SNAPSHOTS=overwrite cargo test --test all cli`.\n",
    );
    let mut section = |name: &str, line: &str| {
        let help = place.run(line).status(0).stdout;
        let _ = write!(page, "\n## {name}\n\n```text\n{}\n```\n", help.trim_end());
    };
    section("aikg", "help");
    for command in commands(&place) {
        section(&format!("aikg {command}"), &format!("help {command}"));
        for action in listed(&place.run(&format!("help {command}")).stdout) {
            section(
                &format!("aikg {command} {action}"),
                &format!("help {command} {action}"),
            );
        }
    }
    place::expect_file("docs/commands.md", &page);
}

/// The names of the commands, as `aikg help` lists them.
pub fn commands(place: &Place) -> Vec<String> {
    let names = listed(&place.run("help").stdout);
    assert!(names.len() >= 20, "{names:?}");
    names
}

/// The commands that a help lists.
fn listed(help: &str) -> Vec<String> {
    let list = help.split("Commands:\n").nth(1).unwrap_or_default();
    list.lines()
        .take_while(|l| !l.is_empty())
        .filter(|l| l.starts_with("  ") && !l.starts_with("   "))
        .filter_map(|l| l.split_whitespace().next())
        .filter(|name| *name != "help")
        .map(String::from)
        .collect()
}
