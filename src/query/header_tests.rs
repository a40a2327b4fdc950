use super::Question;
use crate::query::view::{Dimension, Spacing};
use crate::query::{Channel, Kind, Mark};

const GOOD: &str = r#"#+ summary: Prices of a maker
#+ param: company iri required "The \"maker\"" example=openai
#+ param: since date default=2025-01-01
#+ view: graph source=?a target=?b label=?p
SELECT ?a ?b ?p { ?a ai:developedBy $company ; ?p ?b FILTER(STR(?b) > STR($since)) }
"#;

fn fault(text: &str) -> String {
    Question::parse("q.rq", text).unwrap_err().to_string()
}

#[test]
fn reads_a_whole_header() {
    let question = Question::parse("queries/prices.rq", GOOD).unwrap();
    assert_eq!(question.name, "prices");
    assert_eq!(question.summary, "Prices of a maker");
    let [company, since] = &question.parameters[..] else {
        panic!("two parameters")
    };
    assert!(company.required && company.kind == Kind::Iri);
    assert_eq!(company.description, "The \"maker\"");
    assert_eq!(company.example.as_deref(), Some("openai"));
    assert_eq!(since.default.as_deref(), Some("2025-01-01"));
    let view = question.view.unwrap();
    assert_eq!(view.mark, Mark::Graph);
    let columns: Vec<_> = view.columns().collect();
    assert_eq!(
        columns,
        [
            (Channel::Label, "p"),
            (Channel::Source, "a"),
            (Channel::Target, "b")
        ]
    );
}

#[test]
fn faults_have_their_place() {
    let ask = "\nASK {}";
    assert!(fault("ASK {}").starts_with("q.rq:1:1: expected a line '#+ summary"));
    assert_eq!(
        fault(&format!("#+ summery: x{ask}")),
        "q.rq:1:4: unknown key 'summery': expected summary, param or view; did you mean 'summary'?"
    );
    assert_eq!(
        fault(&format!("#+ summary: x\n#+ param: a dat{ask}")),
        "q.rq:2:13: 'dat' is no type: expected one of iri, string, integer, decimal, date, \
         period, boolean; did you mean 'date'?"
    );
    assert_eq!(
        fault(&format!("#+ summary: x\n#+ param: a date dflt=1{ask}")),
        "q.rq:2:18: expected required, \"description\", default=, example= or in="
    );
    assert_eq!(
        fault(&format!("#+ param: a date \"x{ask}")),
        "q.rq:1:18: the quotation mark is not closed"
    );
    assert_eq!(
        fault(&format!("#+ summary: x\n#+ view: pie{ask}")),
        "q.rq:2:10: 'pie' is no view: expected graph, line, scatter, timeline, bar or sankey"
    );
    assert!(fault(&format!("#+ summary{ask}")).ends_with("expected '#+ key: value'"));
    assert!(fault("#+ param: a").starts_with("q.rq:1:12: expected a name and a type"));
}

#[test]
fn a_view_says_what_is_shown_as_what() {
    let text = "#+ summary: x\n#+ view: line x=?date y=?price series=?model yscale=log \
                yunit=\"USD per hour\" cite=?doc interpolate=linear\nASK {}";
    let view = Question::parse("q.rq", text).unwrap().view.unwrap();
    assert_eq!((view.mark, view.straight), (Mark::Line, true));
    assert_eq!(view.column(Channel::Series), Some("model"));
    assert_eq!(view.column(Channel::Modality), None);
    let price = Dimension {
        spacing: Spacing::Log,
        unit: Some("USD per hour".into()),
        title: None,
    };
    assert_eq!(view.dimension(Channel::Y), price);
    assert_eq!(view.dimension(Channel::X), Dimension::default());
}

#[test]
fn faults_of_a_view_have_their_place() {
    let view = |view: &str| fault(&format!("#+ summary: x\n#+ view: {view}\nASK {{}}"));
    let cases = [
        (
            "",
            "9: expected graph, line, scatter, timeline, bar or sankey",
        ),
        (
            "lien x=?a",
            "10: 'lien' is no view: expected graph, line, scatter, timeline, bar or sankey; did you mean 'line'?",
        ),
        (
            "graph source=?a trget=?b",
            "26: 'trget' is no key of a graph: expected source=, target= or label=; did you mean 'target'?",
        ),
        ("line x=?a x=?b", "20: x= stands twice"),
        ("line x=?a", "19: a line needs x=?column and y=?column"),
        (
            "bar x=\"a b\" y=?c",
            "14: 'a b' is no column: write x=?column",
        ),
        (
            "line x=?a y=?b yscale=lgo",
            "25: 'lgo': expected linear or log; did you mean 'log'?",
        ),
    ];
    for (written, expected) in cases {
        assert_eq!(view(written), format!("q.rq:2:{expected}"), "{written}");
    }
    assert!(view("bar x=?a y=?b xscale=log").contains("'xscale' is no key of a bar"));
}

#[test]
fn body_and_header_agree() {
    assert_eq!(
        fault("#+ summary: x\nSELECT * { ?s ?p $o }"),
        "q.rq:2:18: '$o' has no '#+ param: o ...' line in the header"
    );
    assert!(
        fault("#+ summary: x\n#+ param: a iri\nASK { ?s ?p '$a' }")
            .ends_with("the parameter 'a' stands nowhere in the body")
    );
}
