//! Search over names, titles and quotations, by `aikg find` and in queries.

use crate::cli::place::{Place, expect};

#[test]
fn the_best_come_first_with_their_words_marked() {
    let place = Place::with_articles();
    let runs = [
        place.run("find mistral medium").status(0),
        place.run("find Mistrl").status(0),
        place
            .run("find 'context window' --kind quotation")
            .status(0),
        place.run("find ledger mistral --limit 2").status(0),
        place
            .run("find ai2 --kind name --kind title --format jsonl")
            .status(0),
        place
            .run("find 'tokens per million' --format jsonl --limit 1")
            .status(0),
        place.run("find zzzz").status(1),
        place.run("find --kind title apache").status(1),
        place.run("find -- '--'").status(2),
        place.run("find gpu --kind rumour").status(2),
    ];
    expect("find", &runs);
}

#[test]
fn what_was_added_is_found_and_what_was_forgotten_is_not() {
    let place = Place::workspace();
    place.run("add medium-3.txt").status(0);
    let found = || place.run("find 'context window' --kind quotation").stdout;
    let before = found();
    assert!(
        before.contains("128K") && !before.contains("4,096"),
        "{before}"
    );
    place.run("add olmo-2.md").status(0);
    let both = found();
    assert!(both.contains("128K") && both.contains("4,096"), "{both}");
    place.run("forget --yes olmo-2-2025-03-13").status(0);
    assert_eq!(found(), before);
    place.run("find sizes its middle --kind title").status(0);
    place.change(
        "medium-3.txt",
        "Mistral prices its middle",
        "Mistral weighs its middle",
    );
    place.run("add medium-3.txt --id mistral-prices-its-middle-2025-05-07");
    place
        .run("find weighs --kind title")
        .status(0)
        .prints("*weighs*");
}

#[test]
fn names_follow_their_file() {
    let place = Place::workspace();
    place.run("find hopper").status(1);
    let names = "data/triples/entities/entities.ttl";
    place.change(
        names,
        "rdfs:label \"H100\" ;",
        "rdfs:label \"H100\" ; skos:altLabel \"Hopper card\" ;",
    );
    place.run("find hopper").status(0).prints("id:h100");
    place.change(names, " skos:altLabel \"Hopper card\" ;", "");
    place.run("find hopper").status(1).silent();
}

#[test]
fn outside_of_a_workspace_the_bundled_facts_are_searched() {
    let place = Place::empty();
    let ran = place.run("find nvdia --kind name --limit 1").status(0);
    ran.says("no workspace here")
        .prints("*N")
        .says("the best 1");
}

#[test]
fn a_question_searches() {
    let place = Place::with_articles();
    let query = |sparql: &str| place.run(&format!("query -e '{sparql}'"));
    let found = query(
        "SELECT ?thing { ?thing ai:matches \"mistral medium\" . ?thing a ai:Model } ORDER BY ?thing",
    );
    let found = found.status(0).stdout;
    assert_eq!(found.lines().count(), 3, "{found}");
    let title = query("SELECT ?t { ?d dct:title ?t ; ai:matches \"bigger\" }").status(0);
    title.prints("Ai2 opens a bigger OLMo");
    // Constant or not, the order in which they are written does not matter.
    for sparql in [
        "SELECT ?s ?x { ?x rdf:subject ?s . ?x ai:matches \"contxt\" ; ai:matchScore ?n . FILTER(?n > 1) } ORDER BY ?s ?x",
        "SELECT ?s ?x { ?x ai:matchScore ?n ; ai:matches \"contxt\" . ?x rdf:subject ?s . FILTER(?n > 1) } ORDER BY ?s ?x",
    ] {
        let ran = query(sparql).status(0);
        assert_eq!(ran.stdout.lines().count(), 4, "{ran}");
    }
    let none = query("SELECT * { ?x ai:matches \"zzzz\" }").status(0);
    assert_eq!(none.stderr, "", "the property is known");
    let nothing = query("SELECT * { ?x ai:matches \"mistral zzzz\" }").status(0);
    assert_eq!(nothing.stdout, "?x\n", "all words are needed");
}

#[test]
fn a_search_that_cannot_be_is_told_with_its_place() {
    let place = Place::empty();
    let fails = |sparql: &str, error: &str| {
        let ran = place.run(&format!("-q query -e '{sparql}'"));
        ran.fails(2, error, "ai:matches");
    };
    fails(
        "SELECT * {\n ?x ai:matches ?words }",
        "query:2:5: what ai:matches looks for must be a text",
    );
    fails("ASK { id:h100 ai:matches \"h\" }", "query:1:15: ");
    fails(
        "ASK { ?x ai:matchScore ?n }",
        "query:1:10: ?x has ai:matchScore and no ai:matches",
    );
}

/// The words are in an index of their own; what befalls that is mended.
#[cfg(feature = "search")]
mod inverted {
    use super::Place;
    use std::fs;
    use std::path::PathBuf;

    fn files(place: &Place) -> Vec<PathBuf> {
        let generation = place.text(".aikg/index/current");
        let folder = place.path(&format!(".aikg/index/{}/text", generation.trim()));
        let mut files: Vec<PathBuf> = fs::read_dir(folder)
            .unwrap()
            .map(|e| e.unwrap().path())
            .collect();
        files.sort();
        files
    }

    #[test]
    fn a_damaged_index_of_words_is_made_anew() {
        let place = Place::with_articles();
        let whole = place.run("find mistral 128k").status(0).stdout;
        let count = files(&place).len();
        assert!(count > 3);
        for nth in 0..count {
            for damage in 0..3 {
                let Some(path) = files(&place).into_iter().nth(nth) else {
                    continue;
                };
                let mut bytes = fs::read(&path).unwrap();
                match damage {
                    0 => fs::remove_file(&path).unwrap(),
                    1 => fs::write(&path, "").unwrap(),
                    _ => {
                        let middle = bytes.len() / 2;
                        bytes
                            .iter_mut()
                            .skip(middle)
                            .take(8)
                            .for_each(|b| *b ^= 0x55);
                        fs::write(&path, bytes).unwrap();
                    }
                }
                assert_eq!(
                    place.run("find mistral 128k").status(0).stdout,
                    whole,
                    "{path:?} {damage}"
                );
            }
        }
    }

    #[test]
    fn one_that_was_left_behind_is_brought_in_step() {
        let place = Place::with_articles();
        place.run("find mistral").status(0);
        let generation = place.text(".aikg/index/current");
        let text = place.path(&format!(".aikg/index/{}/text", generation.trim()));
        let aside = place.path("aside");
        fs::rename(&text, &aside).unwrap();
        place.run("forget --yes olmo-2-2025-03-13").status(0);
        place.run("find olmo --kind quotation");
        let _ = fs::remove_dir_all(&text);
        // A process that dies before the words follow leaves them as they were.
        fs::rename(&aside, &text).unwrap();
        place.run("find olmo --kind quotation").status(1);
        place.run("find mistral --kind quotation").status(0);
    }
}
