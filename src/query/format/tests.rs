use super::{Format, FormatError, Style, write};
use crate::model::{Namespaces, Property, Range, Vocabulary};
use crate::query::{Limits, Union, Written, evaluate};
use oxigraph::model::Dataset;
use std::io::{self, ErrorKind, Write};
use std::path::Path;

const ROWS: &str = "SELECT ?model ?inputPrice ?n ?note { VALUES (?model ?inputPrice ?n ?note) {
    (id:a 1.740 2026 'plain|<b>') (id:b UNDEF 1600000000000 'tab\\tbell\\u0007') } }";
const GRAPH: &str = "CONSTRUCT { id:b ai:p 1 . id:a ai:p 'x' , id:b } {}";

fn vocabulary() -> Vocabulary {
    let price = Property {
        name: "inputPrice".into(),
        label: "input price".into(),
        comment: String::new(),
        domain: Vec::new(),
        range: Range::Decimal,
        unit: "USD per 1,000,000 tokens".into(),
        functional: true,
        changing: true,
        symmetric: false,
        qualifier: false,
        bounds: (None, None),
        equivalents: Vec::new(),
    };
    let mut vocabulary = Vocabulary::default();
    vocabulary.properties.insert("inputPrice".into(), price);
    vocabulary
}

fn written(
    sparql: &str,
    format: Format,
    limits: &Limits,
    out: &mut dyn Write,
) -> Result<Written, FormatError> {
    let (data, namespaces, vocabulary) = (Dataset::new(), Namespaces::default(), vocabulary());
    let answer = evaluate(Union(&data), sparql, &namespaces, limits).unwrap();
    let style = Style {
        namespaces: &namespaces,
        vocabulary: Some(&vocabulary),
        width: Some(40),
    };
    write(answer, format, &style, out)
}

fn text(sparql: &str, format: Format) -> String {
    let mut out = Vec::new();
    written(sparql, format, &Limits::default(), &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn rows_for_people() {
    assert_eq!(
        text(ROWS, Format::Table),
        "model  inputPrice     n  note\n\
         ─────  ──────────  ────  ─────────\n\
         id:a        $1.74  2026  plain|<b>\n\
         id:b               1.6T  tab bell\n"
    );
    assert_eq!(
        text(ROWS, Format::Markdown),
        "| model | inputPrice | n | note |\n| --- | --- | --- | --- |\n\
         | id:a | $1.74 | 2026 | plain\\|&lt;b> |\n| id:b |  | 1.6T | tab bell  |\n"
    );
    let html = text(ROWS, Format::Html);
    assert!(html.contains("<td><a href=\"https://w3id.org/aikg/id/a\">id:a</a></td>"));
    assert!(html.contains("<td class=\"number\">$1.74</td>") && html.contains("plain|&lt;b&gt;"));
}

#[test]
fn rows_for_programs() {
    let a = "https://w3id.org/aikg/id/a";
    let csv = text(ROWS, Format::Csv);
    assert!(csv.starts_with(&format!(
        "model,inputPrice,n,note\r\n{a},1.740,2026,plain|<b>\r\n"
    )));
    let tsv = text(ROWS, Format::Tsv);
    assert!(tsv.starts_with(&format!(
        "?model\t?inputPrice\t?n\t?note\n<{a}>\t1.740\t2026\t\"plain|<b>\"\n"
    )));
    let lines = text(ROWS, Format::JsonLines);
    let line = format!(r#"{{"model":"{a}","inputPrice":1.740,"n":2026,"note":"plain|<b>"}}"#);
    assert_eq!(lines.lines().next().unwrap(), line);
    assert!(text(ROWS, Format::Json).starts_with(r#"{"head":{"vars":["model""#));
    assert!(text(ROWS, Format::Xml).contains("<sparql "));
}

#[test]
fn graphs_are_sorted() {
    let turtle = text(GRAPH, Format::Turtle);
    let end = "id:a ai:p \"x\" , id:b .\nid:b ai:p 1 .\n";
    assert!(turtle.ends_with(end), "{turtle}");
    assert_eq!(text(GRAPH, Format::NTriples).lines().count(), 3);
    assert_eq!(text(GRAPH, Format::NQuads).lines().count(), 3);
    assert!(text(GRAPH, Format::TriG).contains("id:b"));
    assert!(text(GRAPH, Format::JsonLd).contains("@id"));
}

#[test]
fn yes_or_no() {
    assert_eq!(text("ASK {}", Format::Table), "true\n");
    assert_eq!(text("ASK {}", Format::JsonLines), "true\n");
    assert!(text("ASK {}", Format::Json).contains("\"boolean\":true"));
}

#[test]
fn what_does_not_fit_is_told() {
    let fault = |sparql, format| {
        let mut out = Vec::new();
        let error = written(sparql, format, &Limits::default(), &mut out).unwrap_err();
        assert!(out.is_empty());
        error.to_string()
    };
    assert_eq!(
        fault(GRAPH, Format::Csv),
        "csv cannot hold a graph; formats that can are turtle, trig, nquads, ntriples, jsonld"
    );
    assert_eq!(
        fault("ASK {}", Format::Turtle),
        "turtle cannot hold yes or no; formats that can are table, csv, tsv, json, jsonl, xml, \
         markdown, html"
    );
    assert!(fault(ROWS, Format::JsonLd).starts_with("jsonld cannot hold rows"));
}

#[test]
fn by_name_and_by_ending() {
    for format in Format::all() {
        assert_eq!(Format::named(format.name()), Ok(format));
    }
    assert_eq!(Format::named("TTL"), Ok(Format::Turtle));
    assert_eq!(Format::of_path(Path::new("a/b.SRX")), Some(Format::Xml));
    assert_eq!(Format::of_path(Path::new("a/b")), None);
    let error = Format::named("turtel").unwrap_err().to_string();
    assert!(
        error.starts_with("there is no format 'turtel'; did you mean 'turtle'?; known are table")
    );
}

#[test]
fn a_cut_answer_says_so() {
    let limits = Limits {
        rows: Some(1),
        ..Limits::default()
    };
    for (sparql, format) in [
        (ROWS, Format::Table),
        (ROWS, Format::Csv),
        (GRAPH, Format::Turtle),
    ] {
        let written = written(sparql, format, &limits, &mut Vec::new()).unwrap();
        assert_eq!((written.rows, written.truncated), (1, true));
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
    for format in Format::all() {
        let sparql = if format.holds_graph() { GRAPH } else { ROWS };
        let error = written(sparql, format, &Limits::default(), &mut Closed).unwrap_err();
        let FormatError::Write(error) = error else {
            panic!("{error}")
        };
        assert_eq!(error.kind(), ErrorKind::BrokenPipe);
    }
}
