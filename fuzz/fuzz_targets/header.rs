//! Files of questions: their header, and values put in the place of their parameters.

#![no_main]

use aikg::model::{EntityId, Namespaces};
use aikg::query::{Question, bind};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    let question = match Question::parse("asked.rq", text) {
        Ok(question) => question,
        Err(fault) => return assert!(fault.to_string().starts_with("asked.rq:")),
    };
    assert_eq!(question.body, text);
    let values: Vec<(String, String)> = question
        .parameters
        .iter()
        .map(|p| {
            (
                p.name.clone(),
                p.example.clone().unwrap_or_else(|| p.description.clone()),
            )
        })
        .collect();
    let known = |name: &str| vec![EntityId::from(name)];
    let _ = bind(&question, &values, &Namespaces::default(), &known);
});
