//! Bad input gets one clear sentence with its place and a hint, and an exit status; nothing panics, and
//! nothing is left half done.

use crate::cli::place::{Place, Ran};
use std::io::Read;
use std::process::Stdio;

/// A workspace in which a command fails and leaves every file as it was.
fn untouched(place: &Place, line: &str) -> Ran {
    let before = place.files();
    let ran = place.run(line).silent();
    assert!(before == place.files(), "files changed by\n{ran}");
    ran
}

/// Paths of texts, with words of the sentence and the hint.
const UNREADABLE: &[(&str, &str, &str)] = &[
    (
        "empty.txt",
        "empty.txt: the text is empty",
        "nothing to read",
    ),
    (
        "blank.txt",
        "blank.txt: the text is empty",
        "nothing to read",
    ),
    ("picture.png", "picture.png: not ", "hint: "),
    (
        "nul.txt",
        "nul.txt: not a text: NUL byte at offset 6",
        "text or Markdown",
    ),
    (
        "latin.txt",
        "latin.txt: not UTF-8: bad byte at offset 3",
        "iconv",
    ),
    (
        "fence.md",
        "fence.md: line 3: front matter: ",
        "between the '---' lines",
    ),
    (
        "open.md",
        "open.md: line 1: front matter: no closing line",
        "'---'",
    ),
    (
        "date.md",
        "date.md: 'someday' is no date",
        "like 2026-04-24",
    ),
    (
        "absent.md",
        "absent.md: there is no such file",
        "check the path",
    ),
    ("absent/*.md", "absent", "check the path"),
    (
        "none",
        "none: it has no file that can be read as a text",
        "check the path",
    ),
];

#[test]
fn texts_that_cannot_be_read_are_told() {
    let place = Place::workspace();
    place.file("empty.txt", "");
    place.file("blank.txt", " \n\t\n");
    place.file("picture.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR");
    place.file("nul.txt", b"a text\0and more");
    place.file("latin.txt", b"caf\xe9 au lait");
    place.file("fence.md", "---\ntitle: [not closed\n---\nText.\n");
    place.file("open.md", "---\ntitle: no end\n");
    place.file("date.md", "---\ntitle: a\ndate: someday\n---\nText.\n");
    place.file("none/aside.png", "no text of ours");
    for (path, error, hint) in UNREADABLE {
        for command in ["extract", "add", "add --dry-run"] {
            let ran = place.run(&format!("{command} '{path}'"));
            let line = ran.stderr.lines().find(|l| !l.starts_with("0 documents"));
            assert!(line.is_some_and(|l| l.starts_with("error: ")), "{ran}");
            ran.silent().fails(3, error, hint);
        }
    }
    assert!(
        !place.path("data/triples/articles").exists(),
        "nothing is kept"
    );
    place
        .feed("extract -", "")
        .fails(3, "error: -: the text is empty", "hint: ");
}

#[test]
fn a_batch_goes_on_past_bad_documents() {
    let place = Place::workspace();
    place.file("news/a.md", "");
    place.file("news/b.md", b"\xff\xfe\0x");
    place.file("news/c.md", place.text("olmo-2.md"));
    place.file("news/d.md", "---\n: : :\n- x\n---\nText.\n");
    place.file("news/e.txt", place.text("medium-3.txt"));
    let ran = place.run("add news absent.md").status(3);
    assert_eq!(ran.stderr.matches("error: ").count(), 4, "{ran}");
    let ran = ran
        .prints("c-2025-03-13: 8 facts, added")
        .prints("e-2025-05-07: 10 facts, added")
        .says("absent.md: there is no such file")
        .says("a.md: the text is empty")
        .says("b.md: not ")
        .says("d.md: line ");
    drop(ran);
    place
        .run("verify")
        .status(0)
        .prints("18 quotations of 2 documents");
    let json = place
        .run("--json-errors extract news/a.md news/c.md --format jsonl")
        .status(3);
    assert_eq!(json.stdout.lines().count(), 8);
    let error: serde_json::Value = serde_json::from_str(json.stderr.trim()).unwrap();
    assert_eq!(error["status"], 3);
    assert!(error["hint"].is_string() && error["error"].as_str().unwrap().contains("a.md"));
}

#[test]
fn a_line_of_fifty_megabytes_is_read_and_more_is_refused() {
    let place = Place::workspace();
    place.file("long.txt", vec![b'a'; 50_000_000]);
    place
        .run("extract long.txt")
        .status(0)
        .prints("long: 0 facts");
    place.file("longer.txt", vec![b'a'; 70_000_000]);
    untouched(&place, "extract longer.txt").fails(
        3,
        "longer.txt: more than 67108864 bytes",
        "hint: split it",
    );
}

const ENTITIES: &str = "data/triples/entities/entities.ttl";
const RULES: &str = "data/rules/rules.toml";
const ARTICLE: &str = "data/triples/articles/2025/olmo-2-2025-03-13.trig";
const VOCABULARY: &str = "data/triples/vocabulary.ttl";

/// Files of the workspace with words to change, what to change them to, and commands that then fail.
const DAMAGE: &[(&str, &str, &str, &[&str])] = &[
    (
        ENTITIES,
        "id:h100 a",
        "id:h100 b",
        &[
            "show h100",
            "add olmo-2.md",
            "extract olmo-2.md",
            "query models",
        ],
    ),
    (
        RULES,
        "\"<o> released <s>\"",
        "\"<o> released <s\"",
        &["add olmo-2.md", "extract olmo-2.md", "rules test"],
    ),
    (
        RULES,
        "property = \"license\"",
        "property = \"lisence\"",
        &["rules list"],
    ),
    (
        RULES,
        "confidence = 90",
        "confidence = ",
        &["rules list", "extract olmo-2.md"],
    ),
    (
        ARTICLE,
        "oa:start 143",
        "oa:start -3",
        &["show h100", "verify", "query models"],
    ),
    (
        ARTICLE,
        "GRAPH",
        "GRAF",
        &[
            "forget --yes olmo-2-2025-03-13",
            "add medium-3.txt",
            "export csv",
        ],
    ),
    (
        VOCABULARY,
        "@prefix",
        "prefix!",
        &["show h100", "extract olmo-2.md"],
    ),
    (
        "aikg.toml",
        "# [namespaces]",
        "[namespaces",
        &["show h100", "add olmo-2.md", "config"],
    ),
];

#[test]
fn broken_files_of_the_workspace_are_told_with_their_place() {
    let place = Place::with_articles();
    for &(file, old, new, lines) in DAMAGE {
        let sound = place.text(file);
        place.change(file, old, new);
        for line in lines {
            let ran = untouched(&place, line).fails(3, &format!("error: {file}:"), "\nhint: ");
            let mut error = ran.stderr.lines();
            let told = error.next().unwrap();
            let numbers = told.split(':').skip(2).take(2);
            assert!(
                numbers
                    .clone()
                    .all(|n| n.parse::<u32>().is_ok_and(|n| n > 0)),
                "{ran}"
            );
            assert!(
                error.next().unwrap().contains(" | "),
                "the line is shown\n{ran}"
            );
            assert!(
                error.next().unwrap().ends_with('^'),
                "a caret is shown\n{ran}"
            );
            assert!(
                !told.contains("Parser error"),
                "the place is said once\n{ran}"
            );
        }
        place.file(file, sound);
    }
    place.run("verify").status(0);
    place.file("aikg.toml", "[namespaces]\nentity = 1\n");
    untouched(&place, "show h100").fails(
        3,
        "error: aikg.toml:2:1: namespaces.entity must be an IRI",
        "hint: ",
    );
}

/// Queries, with words of the sentence.
const BROKEN: &[(&str, &str)] = &[
    ("SELECT ?x { ?x a ", "error: query:1:"),
    (
        "SELECT ?x {\n  ?x a ;\n}",
        "error: query:2:8: ';' does not fit",
    ),
    (
        "SELECT ?x { ?x foo:bar 1 }",
        "error: query:1:16: the prefix 'foo:' is not known",
    ),
    ("SELECT ?x { ?x a ia:Model }", "did you mean ai:?"),
    ("SELEC ?x {}", "did you mean SELECT?"),
    (
        "PREFIX x: <http://e/>\n# aside\nFIND ?x {}",
        "error: query:3:1: 'FIND' does not fit here",
    ),
    ("", "error: query:1:1: the query ends too early"),
    (
        "INSERT DATA { id:a id:b id:c }",
        "error: query:1:1: INSERT changes data",
    ),
    ("DROP ALL", "error: query:1:1: DROP changes data"),
];

#[test]
fn broken_questions_and_queries_are_told_with_their_place() {
    let place = Place::with_articles();
    for (query, error) in BROKEN {
        place.file("bad.rq", query);
        let ran = place.run(&format!("query -e '{query}'")).silent();
        ran.fails(2, error, "hint: ");
        place
            .run("query bad.rq")
            .silent()
            .status(2)
            .says("error: bad.rq:");
    }
    // No query reaches out to the network.
    let service = "SELECT ?x { SERVICE <http://127.0.0.1:9/> { ?x a ?y } }";
    place
        .run(&format!("query -e '{service}' -o x.csv"))
        .silent()
        .fails(2, "query:1:13: SERVICE asks another machine", "");
    assert!(!place.path("x.csv").exists());
    // A comment at the head of a file is no prefix.
    place.file(
        "headed.rq",
        "#+ summary: Half a query\nSELECT ?x { ?x a ai:Model\n",
    );
    place.run("query headed.rq").silent().fails(
        2,
        "error: headed.rq:2:26: the query ends too early",
        "hint: ",
    );
    place.file("queries/bad.rq", "#+ sumary: A slip\nASK {}\n");
    untouched(&place, "queries").fails(
        3,
        "error: queries/bad.rq:1:4: unknown key 'sumary'",
        "did you mean 'summary'?",
    );
    untouched(&place, "query models").fails(3, "error: queries/bad.rq:1:4: ", "hint: ");
}

/// Command lines that name what is not there, with words of the sentence and the hint.
const UNKNOWN: &[(&str, &str, &str)] = &[
    (
        "query modles",
        "there is no question 'modles'",
        "did you mean 'models'?",
    ),
    (
        "queries price",
        "there is no question 'price'",
        "did you mean",
    ),
    (
        "query price-of",
        "needs a value for 'model'",
        "deepseek-v4-pro",
    ),
    (
        "query price-of -p modle=x",
        "has no parameter 'modle'",
        "did you mean 'model'?",
    ),
    (
        "query price-of -p model=h100 -p model=h100",
        "the parameter 'model' is given twice",
        "hint: ",
    ),
    (
        "query price-of -p model",
        "'model' has no '='",
        "hint: write -p name=value",
    ),
    (
        "query price-of -p model='no such thing'",
        "nothing is known by the name 'no such thing'",
        "hint: ",
    ),
    (
        "query price-of -p model='<http://e/x> } #'",
        "error: ",
        "hint: ",
    ),
    (
        "query -e 'ASK {}' -p a=b",
        "-p goes with a question",
        "hint: ",
    ),
    (
        "query models --format xls",
        "'xls' is no format",
        "hint: say one of table",
    ),
    (
        "query models -o models.xls",
        "'xls' is no format",
        "hint: say one of table",
    ),
    (
        "show 'OLMo 2 23B'",
        "nothing is known under the name 'OLMo 2 23B'",
        "did you mean OLMo 2 32B?",
    ),
    (
        "show 'Mistral Medium'",
        "'Mistral Medium' may mean 2 things",
        "Mistral Medium 3.1 (mistral-medium-3-1, Model)",
    ),
    ("show ''", "nothing is known under the name ''", "hint: "),
    (
        "why 'Mistral Medium 3' inputPrize",
        "there is no property 'inputPrize'",
        "did you mean inputPrice?",
    ),
    (
        "why nobody inputPrice",
        "nothing is known under the name 'nobody'",
        "hint: ",
    ),
    (
        "export csv --class Modell",
        "there is no class 'Modell'",
        "did you mean Model?",
    ),
    (
        "export csv --around nobody",
        "nothing is known under the name 'nobody'",
        "hint: ",
    ),
    (
        "export csv --query modles",
        "there is no question 'modles'",
        "did you mean 'models'?",
    ),
    ("export tiff", "'tiff' is no format", "hint: say one of dot"),
    (
        "export -o picture",
        "no format is named",
        "hint: say one of dot",
    ),
    (
        "export svg --style drak",
        "style drak: ",
        "hint: say light, dark",
    ),
    (
        "dump --format latin",
        "'latin' names no RDF format",
        "hint: ",
    ),
    (
        "load olmo-2.md",
        "'olmo-2.md' names no RDF format",
        "hint: say --format",
    ),
    (
        "forget --yes olmo-2",
        "there is no document 'olmo-2'",
        "did you mean olmo-2-2025-03-13?",
    ),
    (
        "add --date never olmo-2.md",
        "--date: 'never' is no date",
        "2026-04-24",
    ),
    (
        "--now tomorrow add olmo-2.md",
        "'tomorrow' is no time",
        "hint: ",
    ),
    (
        "add --id x olmo-2.md medium-3.txt",
        "--id names one text",
        "hint: leave it out",
    ),
    (
        "--workspace absent show h100",
        "absent: is no workspace",
        "hint: make one with `aikg init DIR`",
    ),
    (
        "--workspace queries show h100",
        "queries: is no workspace",
        "hint: make one with `aikg init DIR`",
    ),
    ("init .", "is a workspace already", "hint: "),
];

/// Command lines that cannot be parsed, with words of the sentence.
const MISUSED: &[(&str, &str)] = &[
    ("shwo h100", "unrecognized subcommand 'shwo'"),
    (
        "query --fromat csv models",
        "unexpected argument '--fromat'",
    ),
    ("show", "required arguments were not provided"),
    ("query models -e 'ASK {}'", "cannot be used with"),
    ("query models --timeout soon", "invalid value 'soon'"),
    ("export csv --hops 2", "--around <NAME>"),
    ("completions tcsh", "invalid value 'tcsh'"),
];

#[test]
fn unknown_names_are_told_with_the_nearest_known() {
    let place = Place::with_articles();
    for (line, error, hint) in UNKNOWN {
        untouched(&place, line).fails(2, error, hint);
    }
    for (line, error) in MISUSED {
        untouched(&place, line).status(2).says(error);
        let json = untouched(&place, &format!("--json-errors {line}")).status(2);
        let object: serde_json::Value = serde_json::from_str(json.stderr.trim()).unwrap();
        assert_eq!(object["status"], 2, "{json}");
    }
}

#[test]
fn rdf_that_cannot_be_loaded_leaves_the_data_set_as_it_was() {
    let place = Place::with_articles();
    place.file("set.nt", "<http://e/a> <http://e/b> <http://e/c> .\n");
    place.run("load set.nt --graph http://e/g").status(0);
    let before = place.run("dump").stdout;
    place.file(
        "late.nt",
        "<http://e/a> <http://e/b> <http://e/d> .\n<http://e/a> <b> <c> .\n",
    );
    place.file("bad.ttl", "@prefix : <http://e/> .\n:a :b \"open\n");
    place.file("bad.jsonld", "{\"@id\": ");
    place.file("bad.rdf", "<a xmlns=\"http://e/\">\n<b></a>");
    place.file("binary.nq", b"\0\x01\xff\xfe");
    for (line, error) in [
        ("load --name set late.nt", "error: late.nt:2:"),
        ("load --name set set.nt late.nt", "error: late.nt:2:"),
        ("load --name set bad.ttl", "error: bad.ttl:2:"),
        ("load --name set bad.jsonld", "error: bad.jsonld:1:"),
        ("load --name set bad.rdf", "error: bad.rdf"),
        ("load --name set binary.nq", "error: binary.nq:1:"),
        ("load --name set absent.nt", "error: absent.nt: "),
    ] {
        place.run(line).silent().fails(3, error, "hint: ");
        assert!(before == place.run("dump").stdout, "{line}");
    }
}

#[test]
fn an_output_file_that_cannot_be_written_is_told() {
    let place = Place::with_articles();
    place.file("file", "");
    for line in [
        "extract olmo-2.md -o absent/facts.jsonl",
        "query models -o absent/models.csv",
        "export svg -o absent/picture.svg",
        "dump -o absent/all.nq",
        "dump -o file/all.nq",
    ] {
        let ran = untouched(&place, line).fails(4, "error: ", "hint: make it, or name another");
        assert!(!ran.stderr.contains(".tmp"), "{ran}");
    }
    // A query that fails while it is written leaves the old file and nothing beside it.
    place.file("old.csv", "old");
    untouched(&place, "query -e 'SELECT ?x {' -o old.csv").status(2);
    untouched(&place, "query -e 'CONSTRUCT WHERE { ?a ?b ?c }' -o old.csv").status(2);
}

#[test]
fn a_query_that_takes_too_long_is_stopped() {
    let place = Place::with_articles();
    let body = "{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o . ?p ?q ?r }";
    for line in [
        format!("query --timeout 1 -e 'SELECT (COUNT(*) AS ?all) {body}' -o counted.csv"),
        format!("query --timeout 0 -e 'SELECT ?a {body}' -o rows.csv"),
        format!("query --timeout 0 -e 'SELECT ?a {body} ORDER BY ?a' -o sorted.csv"),
    ] {
        untouched(&place, &line).fails(124, "error: the query ", "hint: ask for less");
    }
}

#[test]
#[cfg(unix)]
fn a_folder_without_rights_is_told() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::with_articles();
    place.file("closed/a.md", "Ai2 released OLMo 2 32B.");
    let rights = |path: &str, mode: u32| {
        std::fs::set_permissions(place.path(path), std::fs::Permissions::from_mode(mode)).unwrap();
    };
    rights("closed", 0o000);
    // Who may read everything can read this too.
    if std::fs::read_dir(place.path("closed")).is_err() {
        place
            .run("extract closed")
            .silent()
            .fails(3, "closed", "hint: ");
        place
            .run("extract closed/a.md")
            .silent()
            .fails(3, "closed", "hint: ");
    }
    rights("closed", 0o755);
}

#[test]
#[cfg(unix)]
fn a_closed_pipe_is_no_error() {
    let place = Place::with_articles();
    let all = place.run("dump").stdout;
    place.file("many.nq", many());
    place.run("load --name many many.nq").status(0);
    for line in [
        "dump",
        "query -e 'SELECT * { GRAPH ?g { ?s ?p ?o } }'",
        "export nquads",
        "help",
    ] {
        let mut child = place
            .command(line)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut first = [0; 20];
        child.stdout.take().unwrap().read_exact(&mut first).unwrap();
        let ran = place.ran(line, &child.wait_with_output().unwrap());
        assert_eq!(ran.stderr, "", "{ran}");
        ran.status(0);
    }
    assert!(place.run("dump").stdout.len() > all.len());
}

/// More quads than a pipe holds.
#[cfg(unix)]
fn many() -> String {
    let line = |n: usize| format!("<http://e/{n}> <http://e/p> \"{n}\" <http://e/g> .\n");
    (0..20_000).map(line).collect()
}

#[test]
fn a_damaged_index_is_built_again() {
    let place = Place::with_articles();
    let sound = place.run("show mistral-medium-3").status(0).stdout;
    place.file(".aikg/index/current", "garbage");
    assert_eq!(place.run("show mistral-medium-3").status(0).stdout, sound);
    std::fs::remove_dir_all(place.path(".aikg")).unwrap();
    assert_eq!(place.run("show mistral-medium-3").status(0).stdout, sound);
    std::fs::remove_dir_all(place.path(".aikg")).unwrap();
    place.file(".aikg", "a file where a folder belongs");
    place
        .run("show h100")
        .silent()
        .fails(4, "error: [HERE]/.aikg", "hint: ");
}

#[test]
fn faults_in_a_workspace_elsewhere_name_its_files() {
    let place = Place::with_articles();
    place.change(ENTITIES, "id:h100 a", "id:h100 b");
    place.file(
        "aside/data/triples/entities/entities.ttl",
        "another file\n".repeat(30),
    );
    for (folder, line, shown) in [
        ("aside", "--workspace .. show h100", "../"),
        ("aside", "show h100", "[HERE]/"),
        ("queries", "rules list", "[HERE]/"),
    ] {
        let mut command = place.command(line);
        let output = command.current_dir(place.path(folder)).output().unwrap();
        place
            .ran(line, &output)
            .silent()
            .fails(3, &format!("error: {shown}{ENTITIES}:14:9: "), "hint: ")
            .says("14 | id:h100 b ai:Chip ;");
    }
    place.change(ENTITIES, "id:h100 b", "id:h100 a");
    place.file("aside/late.nt", "<http://e/a> <b> <c> .\n");
    let output = place
        .command("load late.nt")
        .current_dir(place.path("aside"))
        .output()
        .unwrap();
    place
        .ran("load late.nt", &output)
        .fails(3, "error: late.nt:1:14: ", "hint: ")
        .says("1 | <http://e/a>");
}
