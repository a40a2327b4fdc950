//! `aikg shell`, driven through a pipe.

use crate::cli::place::{Place, expect};

#[test]
fn queries_are_answered_one_after_another() {
    let place = Place::with_articles();
    let script = "\
# The first ends with a sign, the second with an empty line.
SELECT ?name { id:h100 rdfs:label ?name };
SELECT ?name {

  id:nvidia rdfs:label ?name

} LIMIT 3

.format csv
.format
SELECT ?name { id:h100 rdfs:label ?name }
;
.query price-of -p model=mistral medium 3
.format auto
.queries largest
ASK { id:h100 a ai:Chip }";
    let shell = place.feed("shell", script).status(0);
    expect("shell", &[shell]);
}

#[test]
fn a_fault_is_told_and_the_next_query_is_answered() {
    let place = Place::with_articles();
    let script = "\
SELECT ?m { ?m a aj:Model };
.qurey prices
.query pricse
.format parchment
.explain maybe
SELECT * { ?m a ai:Model
} LIMIT x

ASK { id:h100 a ai:Model };
ASK { id:h100 a ai:Chip };
";
    let shell = place.feed("shell", script).status(1);
    expect("shell-faults", &[shell]);
    place
        .feed("shell", "ASK {")
        .fails(2, "query:", "hint")
        .silent();
    // A name that looks like an option is none.
    place
        .feed("shell", ".query --help")
        .fails(2, "there is no question '--help'", "");
    place
        .feed("shell --format parchment", "")
        .fails(2, "'parchment' is no format", "say one of");
}

#[test]
fn it_explains_lists_and_leaves() {
    let place = Place::with_articles();
    let script = ".explain\nSELECT ?m { ?m a ai:Model };\n.explain off\nASK {};\n.quit\nASK { ?s ?p 'no' };\n";
    let ran = place.feed("shell", script).status(0);
    let ran = ran
        .prints("expected")
        .says("explain: on")
        .says("explain: off");
    assert!(ran.stdout.ends_with("true\n"), "{ran}");
    let help = place.feed("shell", ".help\n").status(0);
    for command in [".query", ".queries", ".explain", ".format", ".quit"] {
        assert!(help.stdout.contains(command), "{help}");
    }
}

#[test]
fn it_asks_files_and_the_bundled_facts() {
    let place = Place::empty();
    place.file("mine.ttl", "<urn:a> <urn:b> 1 .");
    let mine = place.feed("shell --data mine.ttl", "SELECT ?o { ?s ?p ?o };");
    assert_eq!(mine.status(0).stdout, "?o\n1\n");
    let bundled = place
        .feed(
            "shell",
            "ASK { ?m a ai:Model };ASK { ?m a ai:Model };\nASK {};\n",
        )
        .status(2);
    assert_eq!(
        bundled.stderr.matches("no workspace here").count(),
        1,
        "{bundled}"
    );
}
