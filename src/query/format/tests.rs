use super::{Form, Look, WriteError, Written, write};
use crate::model::Namespaces;
use crate::query::{Stop, evaluate};
use crate::store::Count;
use oxigraph::model::Dataset;
use std::io::{self, ErrorKind, Write};

const ROWS: &str = "SELECT ?model ?inputPrice ?n ?note { VALUES (?model ?inputPrice ?n ?note) {
    (id:a 1.740 2026 'plain|<b>') (id:b UNDEF 1600000000000 'tab\\tbell\\u0007') } }";
const GRAPH: &str = "CONSTRUCT { id:b ai:p 1 . id:a ai:p 'x' , id:b } {}";

fn written(
    sparql: &str,
    form: Form,
    most: Option<usize>,
    out: &mut dyn Write,
) -> Result<Written, WriteError> {
    let (data, namespaces) = (Dataset::new(), Namespaces::default());
    let answer = evaluate(
        &data,
        &|_| Count::default(),
        sparql,
        &namespaces,
        &Stop::default(),
    )
    .unwrap();
    let look = Look {
        namespaces: &namespaces,
        width: 40,
        most,
    };
    write(answer, form, &look, out)
}

fn text(sparql: &str, form: Form) -> String {
    let mut out = Vec::new();
    written(sparql, form, None, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn rows_for_people() {
    assert_eq!(
        text(ROWS, Form::Table),
        "model  inputPrice     n  note\n\
         ─────  ──────────  ────  ─────────\n\
         id:a        $1.74  2026  plain|<b>\n\
         id:b               1.6T  tab bell\n"
    );
    assert_eq!(
        text(ROWS, Form::Markdown),
        "| model | inputPrice | n | note |\n| --- | ---: | ---: | --- |\n\
         | id:a | $1.74 | 2026 | plain\\|&lt;b> |\n| id:b |  | 1.6T | tab bell  |\n"
    );
    let html = text(ROWS, Form::Html);
    assert!(html.contains("<td>id:a</td>"));
    assert!(html.contains("<td class=\"number\">$1.74</td>") && html.contains("plain|&lt;b&gt;"));
}

#[test]
fn tables_that_are_too_wide_are_folded_and_never_break_a_date() {
    let row = |note: &str| {
        let text = format!(
            "SELECT ?a ?day ?note ?n {{ VALUES (?a ?day ?note ?n) {{ (id:a '2026-04-24'^^xsd:date {note} 1048576) }} }}"
        );
        text
    };
    assert_eq!(
        text(&row("'one two three four five'"), Form::Table),
        "a     day         note                 n\n\
         ────  ──────────  ───────────────  ─────\n\
         id:a  2026-04-24  one two three    1.05M\n\
         \x20                 four five\n"
    );
    assert_eq!(
        text(&row("'one/two-three-four-five-six'"), Form::Table),
        "a:    id:a\nday:  2026-04-24\nnote: one/two-three-four-five-six\nn:    1.05M\n"
    );
    let empty = text("SELECT ?a ?b { VALUES ?a { 1 } }", Form::Markdown);
    assert!(empty.contains("| ---: | --- |"), "{empty}");
}

#[test]
fn rows_for_programs() {
    let a = "https://w3id.org/aikg/id/a";
    let csv = text(ROWS, Form::Csv);
    assert!(csv.starts_with(&format!(
        "model,inputPrice,n,note\r\n{a},1.740,2026,plain|<b>\r\n"
    )));
    let tsv = text(ROWS, Form::Tsv);
    assert!(tsv.starts_with(&format!(
        "?model\t?inputPrice\t?n\t?note\n<{a}>\t1.740\t2026\t\"plain|<b>\"\n"
    )));
    let lines = text(ROWS, Form::Jsonl);
    let line = format!(r#"{{"model":"{a}","inputPrice":1.740,"n":2026,"note":"plain|<b>"}}"#);
    assert_eq!(lines.lines().next().unwrap(), line);
    assert!(text(ROWS, Form::Json).starts_with(r#"{"head":{"vars":["model""#));
    assert!(text(ROWS, Form::Xml).contains("<sparql "));
}

#[test]
fn graphs_are_sorted() {
    let turtle = text(GRAPH, Form::Turtle);
    let end = "id:a ai:p \"x\" , id:b .\nid:b ai:p 1 .\n";
    assert!(turtle.ends_with(end), "{turtle}");
    assert_eq!(text(GRAPH, Form::Ntriples).lines().count(), 3);
    assert_eq!(text(GRAPH, Form::Nquads).lines().count(), 3);
    assert!(text(GRAPH, Form::Trig).contains("id:b"));
    assert!(text(GRAPH, Form::Jsonld).contains("@id"));
}

#[test]
fn yes_or_no() {
    assert_eq!(text("ASK {}", Form::Table), "true\n");
    assert_eq!(text("ASK {}", Form::Jsonl), "true\n");
    assert!(text("ASK {}", Form::Json).contains("\"boolean\":true"));
}

#[test]
fn what_does_not_fit_is_told() {
    let fault = |sparql, form| {
        let mut out = Vec::new();
        let error = written(sparql, form, None, &mut out).unwrap_err();
        assert!(out.is_empty());
        error.to_string()
    };
    assert_eq!(
        fault(GRAPH, Form::Csv),
        "csv cannot hold a graph: say turtle, trig, nquads, ntriples or jsonld"
    );
    assert!(fault("ASK {}", Form::Turtle).starts_with("turtle cannot hold"));
    assert!(fault(ROWS, Form::Jsonld).starts_with("jsonld cannot hold rows"));
}

#[test]
fn by_name_and_by_ending() {
    for (form, name) in Form::ALL {
        assert_eq!(Form::named(name), Some(form));
        assert_eq!(form.name(), name);
    }
    assert_eq!(Form::named("ttl"), Some(Form::Turtle));
    assert_eq!(Form::named("turtel"), None);
}

#[test]
fn a_cut_answer_says_so() {
    for (sparql, form) in [
        (ROWS, Form::Table),
        (ROWS, Form::Csv),
        (GRAPH, Form::Turtle),
    ] {
        let written = written(sparql, form, Some(1), &mut Vec::new()).unwrap();
        assert_eq!((written.count, written.cut), (1, true));
    }
}

/// A pipe that nobody reads.
struct Closed;

impl Write for Closed {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        Err(ErrorKind::BrokenPipe.into())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_closed_pipe_keeps_its_kind() {
    let built = |form: &Form| *form != Form::Parquet || cfg!(feature = "parquet");
    for form in Form::ALL.map(|(form, _)| form).into_iter().filter(built) {
        let sparql = if form.holds_graphs() { GRAPH } else { ROWS };
        let error = written(sparql, form, None, &mut Closed).unwrap_err();
        let WriteError::Output(error) = error else {
            panic!("{error}")
        };
        assert_eq!(error.kind(), ErrorKind::BrokenPipe);
    }
}
