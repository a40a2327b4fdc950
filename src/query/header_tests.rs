use super::Question;
use crate::query::{Kind, View};

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
    let view = View {
        source: "a".into(),
        target: "b".into(),
        label: Some("p".into()),
    };
    assert_eq!(question.view, Some(view));
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
         boolean; did you mean 'date'?"
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
        "q.rq:2:10: 'pie' is no view: expected 'graph'"
    );
    assert!(fault(&format!("#+ summary{ask}")).ends_with("expected '#+ key: value'"));
    assert!(fault("#+ param: a").starts_with("q.rq:1:12: expected a name and a type"));
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
