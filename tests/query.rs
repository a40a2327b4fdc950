//! Every question of the catalogue over a small world, with its exact answer; and the list in
//! docs/queries.md, which is that of the files.
//!
//! `SNAPSHOTS=overwrite cargo test --test all query` writes the answers anew.

use aikg::model::{EntityId, Namespaces};
use aikg::query::format::{Look, write};
use aikg::query::{Catalogue, Form, Question, Stop, answer, bind};
use aikg::store::{Input, Memory};
use snapbox::assert::DEFAULT_ACTION_ENV;
use std::fs;
use std::path::Path;

fn catalogue() -> Catalogue {
    let mut files: Vec<(String, String)> = fs::read_dir("queries")
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == "rq"))
        .map(|path| {
            (
                path.display().to_string(),
                fs::read_to_string(&path).unwrap(),
            )
        })
        .collect();
    files.sort();
    Catalogue::parse(files).unwrap()
}

fn world() -> Memory {
    let input = Input::open(Path::new("tests/query/data.trig"), None).unwrap();
    Memory::load(vec![input], &Namespaces::default()).unwrap()
}

fn answered(world: &Memory, question: &Question, arguments: &[(String, String)]) -> String {
    let namespaces = Namespaces::default();
    let resolver = |name: &str| vec![EntityId::from(name)];
    let sparql = bind(question, arguments, &namespaces, &resolver).unwrap();
    let answer = answer(world.snapshot(), &sparql, &Stop::default());
    let answer = answer.unwrap_or_else(|e| panic!("{}: {e}", question.name));
    let look = Look {
        namespaces: &namespaces,
        width: 0,
        most: None,
    };
    let mut out = Vec::new();
    write(answer, Form::Tsv, &look, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// The examples of the parameters that are required, or of all.
fn examples(question: &Question, all: bool) -> Vec<(String, String)> {
    let wanted = question.parameters.iter().filter(|p| all || p.required);
    wanted
        .map(|p| {
            let example = p.example.clone();
            (
                p.name.clone(),
                example.unwrap_or_else(|| panic!("{}: no example", p.name)),
            )
        })
        .collect()
}

#[test]
fn every_question_has_its_answer() {
    let world = world();
    for question in catalogue().questions() {
        let mut cases = vec![("", examples(question, false))];
        let all = examples(question, true);
        if all != cases[0].1 {
            cases.push((".given", all));
        }
        for (kind, arguments) in cases {
            let actual = answered(&world, question, &arguments);
            let path = format!("tests/query/{}{kind}.tsv", question.name);
            let expected = snapbox::Data::read_from(Path::new(&path), None);
            snapbox::Assert::new()
                .action_env(DEFAULT_ACTION_ENV)
                .eq(actual.clone(), expected);
            let rows = actual.lines().count() - 1;
            assert!(rows > 0, "{path}: no row, so nothing is tested");
        }
    }
}

#[test]
fn every_answer_belongs_to_a_question() {
    let catalogue = catalogue();
    for entry in fs::read_dir("tests/query").unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        if let Some(stem) = name.strip_suffix(".tsv") {
            let question = stem.strip_suffix(".given").unwrap_or(stem);
            assert!(catalogue.find(question).is_ok(), "{name} has no question");
        }
    }
}

#[test]
fn every_question_is_ordered_and_its_view_names_columns() {
    let world = world();
    for question in catalogue().questions() {
        assert!(question.body.contains("ORDER BY"), "{}", question.name);
        if let Some(view) = &question.view {
            let head = answered(&world, question, &examples(question, false));
            let columns: Vec<&str> = head.lines().next().unwrap().split('\t').collect();
            for (_, column) in view.columns() {
                let column = format!("?{column}");
                assert!(
                    columns.contains(&column.as_str()),
                    "{}: {column}",
                    question.name
                );
            }
        }
    }
}

#[test]
fn the_documentation_lists_the_catalogue() {
    let text = fs::read_to_string("docs/queries.md").unwrap();
    let (_, list) = text.split_once("## The catalogue").unwrap();
    let listed: Vec<&str> = list
        .lines()
        .filter(|line| line.starts_with("| `"))
        .collect();
    let expected: Vec<String> = catalogue().questions().map(line).collect();
    assert_eq!(
        listed,
        expected,
        "docs/queries.md should hold:\n{}",
        expected.join("\n")
    );
}

/// A question's line in docs/queries.md.
fn line(question: &Question) -> String {
    let parameters: Vec<String> = question
        .parameters
        .iter()
        .map(|p| {
            if p.required {
                format!("**{}**", p.name)
            } else {
                p.name.clone()
            }
        })
        .collect();
    let (name, summary) = (&question.name, &question.summary);
    format!("| `{name}` | {summary} | {} |", parameters.join(", "))
}
