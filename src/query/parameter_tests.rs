use super::bind;
use crate::model::{EntityId, Namespaces};
use crate::query::{BindError, Question};
use oxigraph::model::{Dataset, Term};
use oxigraph::sparql::{QueryResults, SparqlEvaluator};
use proptest::prelude::*;

fn question(header: &str, body: &str) -> Question {
    Question::parse("q.rq", &format!("#+ summary: x\n{header}\n{body}")).unwrap()
}

fn resolver(name: &str) -> Vec<EntityId> {
    match name {
        "OpenAI" => vec![EntityId::from("openai")],
        "Mistral" => vec![EntityId::from("mistral-ai"), EntityId::from("mistral-7b")],
        _ => Vec::new(),
    }
}

fn bound(question: &Question, arguments: &[(&str, &str)]) -> Result<String, BindError> {
    let arguments: Vec<_> = arguments
        .iter()
        .map(|(n, v)| ((*n).to_string(), (*v).to_string()))
        .collect();
    bind(question, &arguments, &Namespaces::default(), &resolver)
        .map(|text| text.lines().last().unwrap_or_default().to_string())
}

fn fault(question: &Question, arguments: &[(&str, &str)]) -> String {
    bound(question, arguments).unwrap_err().to_string()
}

#[test]
fn things_by_address_prefix_and_name() {
    let q = question("#+ param: c iri required", "ASK { ?s ?p $c }");
    let openai = "ASK { ?s ?p  <https://w3id.org/aikg/id/openai>  }";
    for value in ["OpenAI", "id:openai", "https://w3id.org/aikg/id/openai"] {
        assert_eq!(bound(&q, &[("c", value)]).unwrap(), openai);
    }
    assert_eq!(
        bound(&q, &[("c", "<urn:x>")]).unwrap(),
        "ASK { ?s ?p  <urn:x>  }"
    );
    assert_eq!(
        fault(&q, &[("c", "Nobody: Inc")]),
        "nothing is known by the name 'Nobody: Inc' (parameter 'c')"
    );
    assert_eq!(
        fault(&q, &[("c", "Mistral")]),
        "'Mistral' (parameter 'c') may mean mistral-7b or mistral-ai"
    );
    assert!(fault(&q, &[("c", "http://x/> } #")]).contains("does not fit the parameter 'c'"));
    let q = question("#+ param: p iri in=ai", "ASK { ?s $p ?o }");
    let text = bound(&q, &[("p", "inputPrice")]).unwrap();
    assert_eq!(
        text,
        "ASK { ?s  <https://w3id.org/aikg/ns#inputPrice>  ?o }"
    );
}

#[test]
fn literals_by_type() {
    let q = |kind: &str| question(&format!("#+ param: v {kind}"), "$v");
    let ok = |kind: &str, value: &str| bound(&q(kind), &[("v", value)]).unwrap().trim().to_string();
    let xsd = "http://www.w3.org/2001/XMLSchema#";
    assert_eq!(ok("string", "a\"b\\\n"), r#""a\"b\\\n""#);
    assert_eq!(ok("integer", "10"), "10");
    assert_eq!(ok("integer", "-1"), format!("\"-1\"^^<{xsd}integer>"));
    assert_eq!(ok("decimal", "1.740"), format!("\"1.740\"^^<{xsd}decimal>"));
    assert_eq!(
        ok("date", "2026-04"),
        format!("\"2026-04\"^^<{xsd}gYearMonth>")
    );
    assert_eq!(ok("boolean", "true"), "true");
    let no = |kind: &str, value: &str| fault(&q(kind), &[("v", value)]);
    assert_eq!(
        no("date", "April"),
        "'April' does not fit the parameter 'v': expected a date such as 2026-04-24, 2026-04 or 2026"
    );
    assert!(no("integer", "1.5").ends_with("expected a whole number such as 10"));
    assert!(no("decimal", "1e9").ends_with("expected a decimal such as 1.74"));
    assert!(no("boolean", "yes").ends_with("expected true or false"));
}

#[test]
fn missing_unknown_twice_and_left_out() {
    let header = "#+ param: company iri required example=openai\n#+ param: since date default=2025";
    let q = question(header, "ASK { ?s ?p $company, $since }");
    assert_eq!(
        fault(&q, &[]),
        "the question 'q' needs a value for 'company': a name, a prefixed name such as id:openai, \
         or an address, for example openai"
    );
    assert_eq!(
        fault(&q, &[("compny", "x")]),
        "the question 'q' has no parameter 'compny'; did you mean 'company'?"
    );
    assert_eq!(
        fault(&q, &[("since", "2025"), ("since", "2026")]),
        "the parameter 'since' is given twice"
    );
    assert!(
        bound(&q, &[("company", "id:x")])
            .unwrap()
            .contains("\"2025\"^^")
    );
    let q = question("#+ param: o iri", "ASK { ?s ?p $o, '$o' }");
    assert_eq!(bound(&q, &[]).unwrap(), "ASK { ?s ?p ?unset_o, '$o' }");
}

/// The single value that `SELECT ?x` gives, evaluated over nothing.
fn answer(sparql: &str) -> Vec<Option<Term>> {
    let prepared = SparqlEvaluator::new().parse_query(sparql).unwrap();
    let dataset = Dataset::new();
    let results = prepared.on_queryable_dataset(&dataset).execute().unwrap();
    let QueryResults::Solutions(rows) = results else {
        panic!("rows")
    };
    rows.map(|row| row.unwrap().get("x").cloned()).collect()
}

proptest! {
    #[test]
    fn no_text_breaks_out(value in any::<String>(), tail in "[\"'\\\\}{<>$?#. \nU\\-]{0,12}") {
        let value = value + &tail;
        for body in [
            "SELECT ?x { VALUES ?x { $v } }",
            "SELECT ?x { BIND($v AS ?x) FILTER(?x=$v) }",
            "SELECT (CONCAT($v,\"\") AS ?x) { FILTER('$v' != \"\") } # $v",
        ] {
            let q = question("#+ param: v string", body);
            let arguments = [("v".to_string(), value.clone())];
            let text = bind(&q, &arguments, &Namespaces::default(), &resolver).unwrap();
            let rows = answer(&text);
            prop_assert_eq!(rows.len(), 1);
            let Some(Term::Literal(literal)) = &rows[0] else { panic!("a literal") };
            prop_assert_eq!(literal.value(), value.as_str());
        }
    }

    #[test]
    fn no_address_breaks_out(value in "(http://|<|urn:|id:|ai:)[a-z<>\"{}\\\\$?# /:.%^`|é]{0,20}>?") {
        let q = question("#+ param: v iri", "SELECT ?x { VALUES ?x { $v } }");
        let arguments = [("v".to_string(), value)];
        if let Ok(text) = bind(&q, &arguments, &Namespaces::default(), &resolver) {
            let rows = answer(&text);
            prop_assert_eq!(rows.len(), 1);
            prop_assert!(matches!(rows[0], Some(Term::NamedNode(_))));
        }
    }

    #[test]
    fn no_other_value_breaks_out(value in any::<String>(), kind in "integer|decimal|date|boolean") {
        let q = question(&format!("#+ param: v {kind}"), "SELECT ?x { VALUES ?x { $v } }");
        let arguments = [("v".to_string(), value)];
        if let Ok(text) = bind(&q, &arguments, &Namespaces::default(), &resolver) {
            prop_assert_eq!(answer(&text).len(), 1);
        }
    }
}

#[test]
fn a_period_is_a_date_as_text() {
    let q = question(
        "#+ param: since period default=2026",
        "ASK { FILTER(?t >= $since) }",
    );
    assert_eq!(bound(&q, &[]).unwrap(), "ASK { FILTER(?t >=  \"2026\" ) }");
    assert!(
        bound(&q, &[("since", "2026-04")])
            .unwrap()
            .contains("\"2026-04\"")
    );
    assert_eq!(
        fault(&q, &[("since", "2026-13-01")]),
        "'2026-13-01' does not fit the parameter 'since': expected a date such as 2026-04-24, 2026-04 or 2026"
    );
}

#[test]
fn a_limit_is_a_number_of_rows() {
    let q = question(
        "#+ param: most integer \"Most\"",
        "SELECT * { ?s ?p ?o } limit # rows\n$most",
    );
    assert!(bound(&q, &[("most", "3")]).unwrap().contains(" 3 "));
    for given in [&[("most", "-3")][..], &[]] {
        let told = fault(&q, given);
        assert!(
            told.contains("parameter 'most': expected a whole number that"),
            "{told}"
        );
    }
}
