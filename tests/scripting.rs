//! Questions asked from scripts: many values, several questions, limits, labels, names that are not there, completions.

use crate::cli::commands;
use crate::cli::place::Place;
use std::process::Command;

/// The program's word for the end of a line in CSV is `\r\n`.
fn plain(text: &str) -> String {
    text.replace('\r', "")
}

#[test]
fn one_question_is_asked_for_each_line_of_a_file() {
    let place = Place::with_articles();
    place.file(
        "price.rq",
        "#+ summary: A price\n#+ param: model iri required \"Model\" example=olmo-2-32b\n\
         #+ param: most decimal default=100 \"At most\"\n\
         SELECT ?price { GRAPH graph:believed { $model ai:inputPrice ?price FILTER(?price < $most) } }\n",
    );
    place.file(
        "models.csv",
        "\u{feff}model,most\nMistral Medium 3,\nolmo-2-32b,1\n\"mistral-medium-3\",0.1\n",
    );
    let rows = place
        .run("query price.rq -p @models.csv --format csv")
        .status(0);
    assert_eq!(
        plain(&rows.stdout),
        "model,most,price\nMistral Medium 3,,0.5\n"
    );
    // A value given once goes with each line, and a column of the same name is not hidden.
    place.file("names.tsv", "model\nmistral-medium-3\n");
    place.file(
        "named.rq",
        "#+ summary: A maker\n#+ param: model iri required \"Model\"\n#+ param: way iri in=ai default=developedBy \"Way\"\n\
         SELECT ?model { $model $way ?maker . ?maker rdfs:label ?model }\n",
    );
    let rows = place
        .run("query named.rq -p @names.tsv -p way=developedBy --format jsonl")
        .status(0);
    assert_eq!(
        rows.stdout,
        "{\"given_model\":\"mistral-medium-3\",\"model\":\"Mistral AI\"}\n"
    );
    place.file(
        "made.rq",
        "#+ summary: Whether one made another\n#+ param: model iri required \"Model\"\nASK { $model ai:developedBy id:allen-institute-for-ai }\n",
    );
    place.file("two.csv", "model\nolmo-2-32b\nmistral-medium-3\n");
    let rows = place
        .run("query made.rq -p @two.csv --format csv")
        .status(0);
    assert_eq!(
        plain(&rows.stdout),
        "model,answer\nolmo-2-32b,true\nmistral-medium-3,false\n"
    );
    place.file(
        "graph.rq",
        "#+ summary: Makers\n#+ param: model iri required \"Model\"\n\
         CONSTRUCT { $model ai:developedBy ?m } { $model ai:developedBy ?m }\n",
    );
    let graph = place
        .run("query graph.rq -p @two.csv --format nquads")
        .status(0);
    assert_eq!(graph.stdout.lines().count(), 2, "{graph}");
}

#[test]
fn a_fault_in_a_file_of_values_is_told_with_its_line_before_anything_is_asked() {
    let place = Place::with_articles();
    let ask = |text: &str| {
        place.file("values.csv", text);
        place.run("query price-of -p @values.csv")
    };
    for (text, told) in [
        ("model\nolmo-2-32b\nno such model\n", "values.csv:3: "),
        ("model,kind\nolmo-2-32b\n", "values.csv:2: "),
        ("modle\nolmo-2-32b\n", "did you mean 'model'?"),
        ("model\n", "values.csv: "),
        ("", "values.csv: "),
    ] {
        let ran = ask(text).status(3);
        assert_eq!(ran.stdout, "");
        ran.says(told);
    }
    place.file("latin.csv", b"model\n\xe9\n");
    let runs = [
        (
            "query price-of -p @latin.csv",
            3,
            "latin.csv:2: it is not UTF-8",
        ),
        ("query price-of -p @absent.csv", 3, "absent.csv: "),
        (
            "query price-of -p @latin.csv -p @latin.csv",
            3,
            "latin.csv:2",
        ),
        ("query -e 'ASK {}' -p model=x", 2, "declares parameters"),
        ("query price-of -p model", 2, "has no '='"),
        (
            "query price-of --explain -p @two.csv",
            2,
            "one set of values",
        ),
        ("export svg --query price-of -p @two.csv", 2, "`aikg query`"),
    ];
    place.file("two.csv", "model\nolmo-2-32b\n");
    for (line, status, told) in runs {
        place.run(line).status(status).says(told);
    }
}

#[test]
fn several_questions_are_asked_of_one_state() {
    let place = Place::with_articles();
    place.file("own.rq", "SELECT (COUNT(*) AS ?n) { ?m a ai:Model }");
    place.file(
        "graph.rq",
        "CONSTRUCT { ?m a ai:Model } { ?m ai:inputPrice ?p }",
    );
    place
        .run("query --set makers own.rq graph.rq -o answers")
        .status(0);
    for name in ["answers/makers.csv", "answers/own.csv", "answers/graph.ttl"] {
        assert!(place.path(name).is_file(), "{name}");
    }
    assert_eq!(
        plain(&place.text("answers/makers.csv")),
        plain(&place.run("query makers --format csv").stdout)
    );
    let lines = place.run("query --set own.rq makers").status(0);
    assert!(
        lines.stdout.starts_with("{\"query\":\"own.rq\",\"n\":"),
        "{lines}"
    );
    assert!(
        lines.stdout.contains("{\"query\":\"makers\",\"maker\":"),
        "{lines}"
    );
    // One that fails does not stop the others.
    let ran = place.run("query --set nothing own.rq absent.rq makers --format table");
    assert!(
        ran.stdout.contains("## own.rq\n") && ran.stdout.contains("## makers\n"),
        "{ran}"
    );
    ran.says("nothing").status(3).says("absent.rq: ");
    place
        .run("query --set makers own.rq --format csv")
        .status(2)
        .says("csv holds one answer");
    place.file("no.rq", "ASK { id:a id:b id:c }");
    place.run("query --set no.rq makers").status(1);
    // Two answers in one file would leave one of them.
    place.file("mine/own.rq", "ASK {}");
    place
        .run("query --set makers mine/own.rq own.rq -o twice")
        .status(2)
        .says("the answers of mine/own.rq and own.rq would be one file, twice/own");
    assert!(!place.path("twice").exists());
}

#[test]
fn labels_stand_beside_iris() {
    let place = Place::with_articles();
    let ran = place
        .run("query -e 'SELECT ?m ?p ?d { GRAPH ?d { ?s rdf:subject ?m ; rdf:predicate ai:inputPrice ; rdf:object ?p } } ORDER BY ?p LIMIT 1' --labels --format csv")
        .status(0);
    let mut lines = ran.stdout.lines();
    assert_eq!(lines.next(), Some("m,mLabel,p,d,dLabel"));
    let row = lines.next().unwrap_or_default();
    assert!(
        row.contains(",Mistral Medium 3,") && row.split(',').count() == 5,
        "{ran}"
    );
    let ran = place
        .run("query -e 'SELECT ?m ?mLabel { ?m a ai:Model BIND(1 AS ?mLabel) } LIMIT 1' --labels --format csv")
        .status(0);
    assert!(ran.stdout.starts_with("m,mLabel\r\n"), "{ran}");
}

#[test]
fn names_that_are_not_there_are_told() {
    let place = Place::with_articles();
    let ask = |sparql: &str| place.run(&format!("query -e '{sparql}'")).status(0);
    ask("SELECT * { ?m ai:runOn ?c }")
        .says("query:1:15: the vocabulary has no ai:runOn; did you mean ai:runsOn?");
    ask("SELECT * { ?m a ai:Modell }").says("did you mean ai:Model?");
    ask("SELECT * { id:mistral-medium3 ?p ?o }").says("did you mean id:mistral-medium-3?");
    ask("SELECT * { GRAPH doc:olmo2-2025-03-13 { ?s ?p ?o } }")
        .says("did you mean doc:olmo-2-2025-03-13?");
    // A class or property is told even where there are rows, another name only where there are none.
    ask("SELECT * { ?m a ai:Model OPTIONAL { ?m ai:runOn ?c } }").says("ai:runsOn");
    let found = ask("SELECT * { ?m a ai:Model FILTER(?m != id:mistral-medium3) }");
    assert_eq!(found.stderr, "");
    let found = ask("SELECT * { ?m ai:inputPrice ?p FILTER(xsd:integer(?p) < 1) }");
    assert_eq!(found.stderr, "");
    let quiet = place.run("query -e 'ASK { id:mistral-medium3 ?p ?o }' --quiet");
    assert_eq!(quiet.status(1).stderr, "");
}

#[test]
#[cfg(target_os = "linux")]
fn a_query_that_needs_too_much_memory_is_stopped() {
    let place = Place::with_articles();
    let body = "{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }";
    let line = format!("query --max-memory 40MB -e 'SELECT * {body} ORDER BY ?f' -o rows.csv");
    let ran = place.run(&line).status(4);
    ran.says("the query needs more memory than 40.0 MB");
    let left = |n: &String| n.contains("rows") || n.contains("tmp");
    assert!(!place.names().iter().any(left));
    place.run("query models --max-memory 2GiB").status(0);
    place.run("query models --max-memory much").status(2);
}

#[test]
#[cfg(target_os = "linux")]
fn a_program_that_is_killed_leaves_no_half_file() {
    let place = Place::with_articles();
    place.file("rows.csv", "old");
    let body = "{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }";
    let line = format!("query -e 'SELECT * {body}' -o rows.csv");
    let mut asked = place.command(&line).spawn().unwrap();
    // Once it has bytes in a file that is nowhere to be seen.
    let files = format!("/proc/{}/fd", asked.id());
    let writes = || {
        let open = std::fs::read_dir(&files).into_iter().flatten().flatten();
        let mut places = open.filter_map(|entry| std::fs::read_link(entry.path()).ok());
        places.any(|p| p.to_string_lossy().contains("(deleted)"))
    };
    let hidden = || place.names().iter().any(|n| n.contains("tmp"));
    while !writes() && !hidden() {
        assert!(asked.try_wait().unwrap().is_none());
        std::thread::yield_now();
    }
    let named = hidden();
    asked.kill().unwrap();
    asked.wait().unwrap();
    assert_eq!(place.text("rows.csv"), "old");
    // A file system that makes no file without a name leaves the hidden one to Ctrl-C.
    assert_eq!(hidden(), named);
}

#[test]
fn a_file_that_cannot_be_written_is_told_with_what_stands_there() {
    let place = Place::with_articles();
    place.file("folder/a", "");
    place
        .run("query makers -o folder")
        .status(2)
        .says("folder: it is a folder")
        .says("name a file in it");
    place
        .run("query makers -o nowhere/x.csv")
        .status(4)
        .says("nowhere/x.csv: there is no folder nowhere");
    let ran = place
        .run("query makers --format csv -o /dev/stdout")
        .status(0);
    assert!(ran.stdout.starts_with("maker"), "{ran}");
}

#[cfg(not(feature = "parquet"))]
#[test]
fn a_build_without_parquet_says_how_to_get_it() {
    let place = Place::with_articles();
    place
        .run("query makers -o makers.parquet")
        .status(2)
        .says("--features parquet");
    assert!(!place.path("makers.parquet").exists());
}

#[cfg(feature = "parquet")]
#[test]
fn rows_are_written_as_parquet() {
    let place = Place::with_articles();
    place.run("query makers -o makers.parquet").status(0);
    place.run("query -e 'ASK {}' -o yes.parquet").status(0);
    for file in ["makers.parquet", "yes.parquet"] {
        let bytes = std::fs::read(place.path(file)).unwrap();
        assert!(bytes.starts_with(b"PAR1") && bytes.ends_with(b"PAR1"));
    }
}

/// What a shell is offered for the last word of a line.
fn offered(place: &Place, words: &[&str]) -> Vec<String> {
    let mut command: Command = place.command("--");
    let index = words.len().to_string();
    command
        .env("COMPLETE", "bash")
        .env("_CLAP_COMPLETE_INDEX", index)
        .env("_CLAP_COMPLETE_COMP_TYPE", "9")
        .env("_CLAP_COMPLETE_SPACE", "true")
        .env("_CLAP_IFS", "\n")
        .arg("aikg")
        .args(words);
    let output = command.output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    text.lines().map(str::to_string).collect()
}

#[test]
fn completions_know_the_workspace() {
    let place = Place::with_articles();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = place.run(&format!("completions {shell}")).status(0);
        assert!(script.stdout.contains("COMPLETE"), "{script}");
    }
    place
        .run("completions tcsh")
        .status(2)
        .says("error: invalid value 'tcsh'");
    let all = |words: &[&str]| offered(&place, words);
    let named = all(&[""]);
    for command in commands(&place) {
        assert!(named.contains(&command), "{command}: {named:?}");
    }
    assert!(all(&["query", "price"]).contains(&"price-of".to_string()));
    assert_eq!(all(&["query", "price-of", "-p", "mod"]), ["model="]);
    assert!(
        all(&["query", "price-of", "-p", "model=mistral-m"])
            .contains(&"model=mistral-medium-3".to_string())
    );
    assert!(all(&["show", "olmo"]).contains(&"olmo-2-32b".to_string()));
    assert_eq!(all(&["why", "olmo-2-32b", "inputP"]), ["inputPrice"]);
    assert_eq!(all(&["forget", "olmo"]), ["olmo-2-2025-03-13"]);
    place.file("aikg.toml", "broken = [");
    assert_eq!(all(&["show", "olmo"]), Vec::<String>::new());
}
