//! Scores: statements and texts against facts that people found.

use crate::cli::place::{Place, expect, kept};

/// A workspace with gold for one of its articles, and statements on it.
fn place() -> Place {
    let place = Place::workspace();
    place.file("gold/gold/t1.json", kept("eval/gold/t1.json"));
    place.file("rows.jsonl", kept("eval/rows.jsonl"));
    place
}

#[test]
fn statements_are_scored_by_what_they_mean() {
    let place = place();
    let runs = [
        place.run("eval gold rows.jsonl --docs --errors").status(0),
        place.run("eval gold rows.jsonl --core").status(0),
        place
            .run("eval gold rows.jsonl --docs --errors --format jsonl")
            .status(0),
    ];
    expect("eval", &runs);
}

#[test]
fn without_statements_the_texts_are_read() {
    let place = place();
    place.file("texts/t1.txt", place.text("medium-3.txt"));
    let given = place.run("eval gold --texts texts").status(0);
    // The same text without what it says of itself, which the gold then says.
    let bare = place.text("medium-3.txt");
    let bare = bare
        .split_once("\n\n")
        .map(|(_, text)| text)
        .unwrap_or_default();
    place.file("gold/docs/t1.txt", bare);
    let meta = r#"{"title": "Mistral prices its middle", "published": "2025-05-07"}"#;
    place.file("gold/docs/t1.meta.json", meta);
    let beside = place.run("eval gold").status(0);
    assert_eq!(given.stdout, beside.stdout);
    let lines = place.run("extract --format jsonl texts/t1.txt").status(0);
    let piped = place.feed("eval gold -", &lines.stdout).status(0);
    assert_eq!(given.stdout, piped.stdout);
    place.file(
        "gold/gold/t2.json",
        r#"{"doc": "t2", "entities": [], "facts": []}"#,
    );
    let absent = place.run("eval gold").status(0);
    assert_eq!(absent.stderr, "t2: its text is not at hand; left out\n");
    assert_eq!(absent.stdout, given.stdout);
    expect("eval-texts", &[given]);
}

#[test]
fn folders_of_articles_are_gold_too() {
    let place = place();
    place.file("articles/medium/article.txt", place.text("medium-3.txt"));
    let facts = concat!(
        "{\"s\": \"Mistral Medium 3\", \"p\": \"developedBy\", \"o\": \"Mistral\"}\n",
        "{\"s\": \"Mistral Medium 3\", \"p\": \"license\", \"o\": \"MIT\", \"opt\": true}\n",
        "{\"s\": \"Mistral Medium 3\", \"p\": \"outputPrice\", \"o\": 2, \"mod\": \"negated\", \"opt\": true}\n",
    );
    place.file("articles/medium/expected.jsonl", facts);
    let ran = place.run("eval articles --errors").status(0);
    expect("eval-articles", &[ran]);
}

#[test]
fn what_cannot_be_read_is_told_with_its_place() {
    let place = place();
    place.run("eval texts").fails(
        2,
        "error: texts: there is no gold",
        "hint: name a folder with gold/ID.json in it, or one of folders with expected.jsonl",
    );
    place.file("rows.jsonl", "{\"doc\": \"t1\"}\nno\n[1]\n");
    let ran = place.run("eval gold rows.jsonl").status(3);
    assert!(ran.stdout.starts_with("1 document, 1 statement\n"));
    assert!(ran.stderr.contains("error: rows.jsonl:2: no JSON object\n"));
    assert!(ran.stderr.contains("error: rows.jsonl:3: no JSON object\n"));
    place.change("gold/gold/t1.json", "\"o\": 0.4,", "\"o\": 0.4");
    place.run("eval gold rows.jsonl").fails(
        3,
        "error: gold/gold/t1.json:54:4: expected `,` or `}`",
        "hint: mend the gold",
    );
    place.change("data/eval.toml", "\"license\",", "\"licence\",");
    place.run("eval gold rows.jsonl").fails(
        3,
        "error: data/eval.toml:11:99: 'licence' is no property of the vocabulary",
        "hint: mend the file",
    );
}
