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
