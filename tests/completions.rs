//! Completions as a shell asks for them while a line is typed.

use crate::cli::place::Place;
use std::path::Path;
use std::process::Command;

/// What bash puts in the place of the word that it takes to be typed: its words (`|` between them), which it parts at
/// `=` and `:`, and the last of them as its function gets it.
fn replies(place: &Place, line: &str, words: &str, typed: &str) -> Vec<String> {
    let script = place.run("completions bash").status(0).stdout;
    place.file("aikg.bash", script);
    let program = Path::new(env!("CARGO_BIN_EXE_aikg")).parent().unwrap();
    let call = "source ./aikg.bash; COMP_LINE=$1; COMP_POINT=${#COMP_LINE}; IFS='|' read -ra COMP_WORDS <<< \"$2\"; \
                [[ $2 == *'|' ]] && COMP_WORDS+=(''); COMP_CWORD=$(( ${#COMP_WORDS[@]} - 1 )); COMP_TYPE=9; \
                _aikg aikg \"$3\" ''; [[ ${#COMPREPLY[@]} -eq 0 ]] || printf '%s\\n' \"${COMPREPLY[@]}\"";
    let mut bash = Command::new("bash");
    bash.args(["--norc", "-c", call, "bash", line, words, typed])
        .current_dir(place.path(""))
        .env_clear()
        .env("LC_ALL", "C.UTF-8")
        .env(
            "PATH",
            format!("{}:/usr/local/bin:/usr/bin:/bin", program.display()),
        );
    let output = bash.output().unwrap();
    let told = String::from_utf8_lossy(&output.stderr);
    assert_eq!(told, "", "{line}");
    let text = String::from_utf8_lossy(&output.stdout);
    text.lines().map(str::to_string).collect()
}

#[test]
fn words_that_bash_parts_are_completed() {
    let place = Place::with_articles();
    let all = |line: &str, words: &str, typed: &str| replies(&place, line, words, typed);
    let models = all(
        "aikg query price-of -p model=",
        "aikg|query|price-of|-p|model|=",
        "",
    );
    assert!(models.contains(&"olmo-2-32b".to_string()), "{models:?}");
    let models = all(
        "aikg query price-of -p model=olmo-2-3",
        "aikg|query|price-of|-p|model|=|olmo-2-3",
        "olmo-2-3",
    );
    assert_eq!(models, ["olmo-2-32b"]);
    let graphs = all(
        "aikg dump --graph graph:be",
        "aikg|dump|--graph|graph|:|be",
        "be",
    );
    assert_eq!(graphs, ["believed"]);
    let graphs = all("aikg dump --graph doc:", "aikg|dump|--graph|doc|:", "");
    assert!(
        graphs.contains(&"olmo-2-2025-03-13".to_string()),
        "{graphs:?}"
    );
    let forms = all(
        "aikg query makers --format=js",
        "aikg|query|makers|--format|=|js",
        "js",
    );
    assert_eq!(forms, ["json", "jsonl", "jsonld"]);
    assert_eq!(all("aikg quer", "aikg|quer", "quer"), ["query", "queries"]);
    // Signs of more than one byte, and a quotation mark that is not closed.
    let models = all(
        "aikg --workspace . query é -p model=",
        "aikg|--workspace|.|query|é|-p|model|=",
        "",
    );
    assert_eq!(models, Vec::<String>::new());
    let models = all(
        "aikg query price-of -p 'model=olmo-2-3",
        "aikg|query|price-of|-p|'model=olmo-2-3",
        "model=olmo-2-3",
    );
    assert_eq!(models, ["model=olmo-2-32b"]);
}

#[test]
fn values_of_options_are_known() {
    let place = Place::with_articles();
    place.file(
        "queries/watch.ru",
        "#+ summary: Watch a model\n#+ param: model iri required \"The model\" example=olmo-2-32b\n\
         INSERT DATA { $model ai:watched true }\n",
    );
    let all = |words: &[&str]| -> Vec<String> {
        let mut command = place.command("--");
        let output = command
            .env("COMPLETE", "bash")
            .env("_CLAP_COMPLETE_INDEX", words.len().to_string())
            .env("_CLAP_IFS", "\n")
            .arg("aikg")
            .args(words)
            .output()
            .unwrap();
        let text = String::from_utf8_lossy(&output.stdout);
        text.lines().map(str::to_string).collect()
    };
    assert_eq!(
        all(&["query", "releases", "--format", "md"]),
        Vec::<String>::new()
    );
    assert_eq!(
        all(&["query", "releases", "--format", "mark"]),
        ["markdown"]
    );
    assert_eq!(all(&["export", "grap"]), ["graphml"]);
    assert_eq!(
        all(&["load", "x", "--format", "n"]),
        ["ntriples", "nquads", "n3"]
    );
    // A date is no entity.
    assert_eq!(
        all(&["query", "releases", "-p", "since="]),
        ["since=1900", "since=2026-04"]
    );
    assert!(!all(&["query", "--set", "makers", "m"]).contains(&"makers".to_string()));
    assert!(all(&["query", "--set", "makers"]).contains(&"makers".to_string()));
    assert_eq!(all(&["update", "wat"]), ["watch"]);
    assert_eq!(all(&["update", "watch", "-p", "mo"]), ["model="]);
    assert_eq!(
        all(&["update", "watch", "-p", "model=olmo-2-3"]),
        ["model=olmo-2-32b"]
    );
    assert_eq!(all(&["name", "alias", "x", "olmo-2-3"]), ["olmo-2-32b"]);
    place.file("mine.nt", "<urn:a> <urn:b> <urn:c> .\n");
    place.run("load mine.nt").status(0);
    assert_eq!(all(&["unload", "m"]), ["mine"]);
}
