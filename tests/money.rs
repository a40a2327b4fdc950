//! Money is kept in the currency that the text writes.

use crate::common::{names, reader_with, rules};
use aikg::belief::{believe, disputed};
use aikg::document::{Document, Hints};
use aikg::model::evidence::DocumentId;
use aikg::model::{Statement, Value};
use aikg::pipeline::facts::of_statements;

fn read(text: &str) -> Vec<Statement> {
    let reader = reader_with(&rules()).unwrap();
    let document = Document::read(text.as_bytes(), "t", &Hints::default()).unwrap();
    let reading = reader.read(&document, &DocumentId::from("t"), "2026-01-01T00:00:00Z");
    for statement in &reading.statements {
        assert!(statement.evidence.stands_in(&document.text));
    }
    reading.statements
}

/// Property, number and currency of what is said of money, events aside; sorted.
fn sums(text: &str) -> Vec<String> {
    let statements = read(text);
    let own = statements
        .iter()
        .filter(|s| !s.extracted_by.starts_with("event:"));
    let numbers = own.filter(|s| s.object.as_decimal().is_some());
    let mut sums: Vec<String> = numbers
        .map(|s| {
            let code = s.currency().unwrap_or("USD");
            format!("{} {} {code}", s.property, s.object)
        })
        .collect();
    sums.sort();
    sums
}

#[test]
fn prices_stand_in_their_currency() {
    let text =
        "DeepSeek-V3.2 costs RMB 2 per million input tokens and 3 yuan per million output tokens.";
    assert_eq!(sums(text), ["inputPrice 2 CNY", "outputPrice 3 CNY"]);
    let text = "DeepSeek-V3.2 costs $0.28 per million input tokens.";
    assert_eq!(sums(text), ["inputPrice 0.28 USD"]);
}

#[test]
fn sums_stand_in_their_currency() {
    for (text, sum) in [
        (
            "Zhipu raised HK$4.2 billion.",
            "raisedFunding 4200000000 HKD",
        ),
        (
            "Mistral AI raised €1.7 billion.",
            "raisedFunding 1700000000 EUR",
        ),
        (
            "Rebellions raised 340 billion won.",
            "raisedFunding 340000000000 KRW",
        ),
        (
            "Sakana AI raised ¥20 billion in Japan.",
            "raisedFunding 20000000000 JPY",
        ),
        (
            "Zhipu raised ¥3 billion in China.",
            "raisedFunding 3000000000 CNY",
        ),
        (
            "Cohere raised C$700 million.",
            "raisedFunding 700000000 CAD",
        ),
        (
            "Cohere raised US$500 million.",
            "raisedFunding 500000000 USD",
        ),
        (
            "TSMC reported revenue of NT$989.9 billion.",
            "revenue 989900000000 TWD",
        ),
    ] {
        assert_eq!(sums(text), [sum], "{text}");
    }
}

#[test]
fn a_head_tells_the_currency_of_its_column() {
    let text = "| Model | Input (RMB/M tokens) |\n|---|---|\n| GLM-4.6 | 2 |\n| GLM-4.5 | 4 |\n";
    assert_eq!(sums(text), ["inputPrice 2 CNY", "inputPrice 4 CNY"]);
}

#[test]
fn an_amount_in_another_currency_than_the_value_is_left_out() {
    let said = read("ASML bought Mistral AI for €2 billion.");
    let deal = said.iter().find(|s| &*s.property == "acquired").unwrap();
    assert_eq!(
        deal.qualifiers.get("currency"),
        Some(&Value::Text("EUR".into()))
    );
    assert_eq!(deal.currency(), None, "its object is no number");
}

#[test]
fn currencies_do_not_contradict_each_other() {
    let (vocabulary, _) = names();
    let text = "DeepSeek-V3.2 costs 2 yuan per million input tokens. DeepSeek-V3.2 costs $0.28 per million input tokens.";
    let said = read(text);
    let prices: Vec<Statement> = said
        .into_iter()
        .filter(|s| &*s.property == "inputPrice")
        .collect();
    assert_eq!(prices.len(), 2);
    assert!(!disputed(&vocabulary, &prices));
    assert!(believe(&vocabulary, &prices).iter().all(|j| j.believed));
    let facts = of_statements(&vocabulary, prices);
    let codes: Vec<Option<&str>> = facts.iter().map(|f| f.currency.as_deref()).collect();
    assert_eq!(codes, [None, Some("CNY")]);
}
