//! Events of several parties, and the titles of people.

use crate::common::{reader_with, rules};
use aikg::document::{Document, Hints};
use aikg::model::evidence::DocumentId;
use aikg::model::{Reading, Value};

fn read(text: &str) -> Reading {
    let reader = reader_with(&rules()).unwrap();
    let document = Document::read(text.as_bytes(), "t", &Hints::default()).unwrap();
    let reading = reader.read(&document, &DocumentId::from("t"), "2026-01-01T00:00:00Z");
    for statement in &reading.statements {
        assert!(statement.evidence.stands_in(&document.text));
    }
    reading
}

/// What is said of events: `id property value`, with the role of a party; sorted.
fn events(text: &str) -> Vec<String> {
    let reading = read(text);
    let of_events = reading
        .statements
        .iter()
        .filter(|s| s.extracted_by.starts_with("event:"));
    let mut out: Vec<String> = of_events
        .map(|s| {
            let said = s.qualifiers.values().map(|v| format!(" {v}"));
            let said: String = said.collect();
            format!("{} {} {}{said}", s.subject, s.property, s.object)
        })
        .collect();
    out.sort();
    out
}

#[test]
fn a_round_has_investors_sum_and_valuation() {
    let text = "Groq raised $750 million in a Series D at a valuation of $6.9 billion. The round was led by Disruptive.";
    let id = "funding-round-groq-750000000";
    assert_eq!(
        events(text),
        [
            format!("{id} eventAmount 750000000"),
            format!("{id} eventRound Series D"),
            format!("{id} eventValuation 6900000000"),
            format!("{id} participant disruptive investor"),
            format!("{id} participant groq raiser"),
        ]
    );
    let label = read(text).entities;
    let event = label.iter().find(|e| e.id.as_str() == id).unwrap();
    assert_eq!(
        (event.label.as_str(), event.provisional),
        ("Groq raises $750M", false)
    );
}

#[test]
fn a_purchase_has_buyer_target_and_amount_in_its_currency() {
    let text = "Meta acquired Manus AI for €2 billion.";
    let id = "acquisition-meta-manus-ai";
    assert_eq!(
        events(text),
        [
            format!("{id} eventAmount 2000000000 EUR"),
            format!("{id} participant manus-ai target"),
            format!("{id} participant meta buyer"),
        ]
    );
}

#[test]
fn an_authority_acts_on_somebody() {
    let id = "fine-garante-openai";
    assert_eq!(
        events("Garante fined OpenAI €15 million."),
        [
            format!("{id} eventAmount 15000000 EUR"),
            format!("{id} participant garante authority"),
            format!("{id} participant openai concerned"),
        ]
    );
}

#[test]
fn a_release_has_its_thing_its_maker_and_its_date() {
    let id = "release-gpt-5";
    assert_eq!(
        events("OpenAI released GPT-5 on August 7, 2025."),
        [
            format!("{id} eventDate 2025-08-07"),
            format!("{id} participant gpt-5 released"),
            format!("{id} participant openai maker"),
        ]
    );
    let preview = events("DeepSeek-V4-Pro was released in preview on April 24, 2026.");
    assert!(
        preview.contains(&"release-deepseek-v4-pro-preview eventDate 2026-04-24".to_string()),
        "{preview:?}"
    );
}

#[test]
fn partners_are_parties_of_one_event_whoever_is_named_first() {
    let id = "partnership-mistral-ai-nvidia";
    let expected = [
        format!("{id} participant mistral-ai partner"),
        format!("{id} participant nvidia partner"),
    ];
    assert_eq!(
        events("Nvidia and Mistral AI announced a partnership."),
        expected
    );
    assert_eq!(
        events("Mistral AI and Nvidia announced a partnership."),
        expected
    );
}

#[test]
fn a_move_of_the_market_keeps_its_sign() {
    assert_eq!(
        events("Nvidia shed nearly $600 billion in market cap in a day."),
        [
            "market-loss-nvidia-600000000000 eventAmount -600000000000",
            "market-loss-nvidia-600000000000 participant nvidia concerned",
        ]
    );
}

#[test]
fn what_is_denied_is_no_event() {
    assert!(events("Nvidia denied that it acquired Groq.").is_empty());
    assert!(events("Groq makes chips.").is_empty());
}

#[test]
fn a_title_is_that_of_its_person() {
    let title = |text: &str, person: &str| {
        let said = read(text).statements;
        let titles: Vec<String> = said
            .iter()
            .filter(|s| s.subject.as_str() == person)
            .filter_map(|s| s.qualifiers.get("title"))
            .map(Value::to_string)
            .collect();
        titles
    };
    let text = "Ann Lee, CTO and co-founder of Cohere, agreed.";
    assert_eq!(title(text, "ann-lee"), ["CTO and co-founder"]);
    let text = "James Bradbury, Head of Compute at Anthropic, agreed.";
    assert_eq!(title(text, "james-bradbury"), ["Head of Compute"]);
    let text = "Nvidia CEO Jensen Huang agreed. Nvidia founder and CEO Jensen Huang left.";
    assert_eq!(title(text, "jensen-huang"), ["founder and CEO"]);
}
